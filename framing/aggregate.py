"""Sentence scores → statistics of the article, each with a 95 % interval.

Law: a statistic is computed over what counts for it and says how many that were; with nothing to count its value
is None, and with too little for an interval the bounds are. Every statistic is defined in docs/methods/statistics.md
by the formula that stands here, over the same sentences.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.document import MODES, SOURCE_KINDS, Article, Attribution, Sentence
from framing.resampling import Estimates, Measures
from framing.results import SentenceScores, Statistic
from framing.scorers.hedging import BOOSTER, combine_hedging
from framing.treatment import CUE_CLASSES, WORD, Hedges, lede_of, source_key

__all__ = ["HEDGE_KINDS", "LOADED_KINDS", "aggregate", "estimates", "measures_of", "statistics_of"]

LOADED_KINDS = (
    "dysphemism",
    "emotive",
    "euphemism",
    "intensifier",
    "labelling_noun",
    "moral_judgement",
    "puffery",
    "ridicule",
    "sensational_verb",
    "war_metaphor",
)
HEDGE_KINDS = ("approximator", "epistemic", "evidential", "modal", "weasel")
_MOST_ACTORS, _FEWEST_ACTORS, _ACTOR_SENTENCES = 100, 10, 200_000
_UPPER = 0.9
_END = 0.25  # of the sentences of the body


def aggregate(article: Article, scores: Sequence[SentenceScores]) -> tuple[Statistic, ...]:
    """Compute every statistic of an article.

    Parameters
    ----------
    article : Article
        With actors and attributions.
    scores : sequence of SentenceScores
        One a sentence.

    Returns
    -------
    tuple of Statistic
        The same names for every article, then those of its actors.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Rain may fall. Rivers rose. Roads closed.", engine="lexicon")
    >>> share = {item.statistic: item for item in profile.statistics}["hedging_share"]
    >>> round(share.value, 3), share.low >= 0, share.high <= 1, share.n
    (0.333, True, True, 3)
    """
    return statistics_of(estimates(article, scores))


def estimates(article: Article, scores: Sequence[SentenceScores]) -> Estimates:
    """Compute the same statistics with their bootstrap replicates, for comparisons."""
    return measures_of(article, scores).estimate()


def statistics_of(found: Estimates) -> tuple[Statistic, ...]:
    """Return what was estimated as statistics, undefined numbers as None."""
    rows = zip(
        found.names,
        found.values.tolist(),
        found.lows.tolist(),
        found.highs.tolist(),
        found.counts.tolist(),
        strict=True,
    )
    return tuple(
        Statistic(statistic=name, value=_defined(value), low=_defined(low), high=_defined(high), n=round(n))
        for name, value, low, high, n in rows
    )


def _defined(number: float) -> float | None:
    return None if math.isnan(number) else number


def measures_of(article: Article, scores: Sequence[SentenceScores]) -> Measures:
    """Collect the measures of an article, each as numbers over its sentences."""
    layout = _Layout.of(article, scores)
    made = Measures(len(scores))
    for dimension in ("loaded", "hedging"):
        _positions(made, dimension, [getattr(item, dimension) for item in scores], layout)
        made.mean(f"{dimension}_share", [float(_shows(item, dimension)) for item in scores])
    made.mean("loaded_author", [item.loaded_author for item in scores])
    made.mean("loaded_quoted", [item.loaded_quoted for item in scores])
    for voice in ("author", "quoted"):
        made.mean(f"hedging_{voice}", [_hedging_by(item, voice) for item in scores])
    found = [[e for e in item.evidence if not e.is_rest] for item in scores]
    kinds = [{e.kind for e in items if e.dimension == "loaded" and e.contribution > 0} for items in found]
    for kind in LOADED_KINDS:
        made.mean(f"loaded_{kind}_share", [float(kind in own) for own in kinds])
    hedges = [[e for e in items if e.dimension == "hedging"] for items in found]
    for kind in (*HEDGE_KINDS, BOOSTER):
        made.mean(f"hedging_{kind}_share", [float(any(e.kind == kind for e in items)) for items in hedges])
    weakening = [[e for e in items if e.kind != BOOSTER] for items in hedges]
    made.ratio(
        "hedging_quoted_share",
        [float(sum(e.voice == "quoted" for e in items)) for items in weakening],
        [float(len(items)) for items in weakening],
    )
    _attributions(made, article, scores, layout)
    stances = [item.stances for item in scores]
    for name, holders in (("stance_mean", (True, False)), ("stance_author", (True,)), ("stance_quoted", (False,))):
        counted = [[s.value for s in items if (s.holder is None) in holders] for items in stances]
        made.ratio(name, [math.fsum(v) for v in counted], [float(len(v)) for v in counted], low=-1.0)
    for side, name in ((0, "negative"), (2, "positive")):
        likeliest = [[(s.negative, s.neutral, s.positive) for s in items] for items in stances]
        made.ratio(
            f"stance_{name}_share",
            [float(sum(max(odds) == odds[side] for odds in items)) for items in likeliest],
            [float(len(items)) for items in likeliest],
        )
    by_sentence = _mentions(article, len(scores))
    made.diversity("actor_effective_number", [{actor: float(n) for actor, n in row.items()} for row in by_sentence])
    _actors(made, article, scores, layout)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Where the sentences of an article stand, and what of them somebody is given to say."""

    headline: list[bool]
    lede: list[bool]
    middle: list[bool]
    end: list[bool]
    words: list[int]
    attributed: list[int]
    claims: list[Attribution]
    hedges: Hedges

    @classmethod
    def of(cls, article: Article, scores: Sequence[SentenceScores]) -> _Layout:
        sentences = article.sentences
        lede = lede_of(article)
        body = [s.index for s in sentences if s.zone == "body"]
        last = set(body[len(body) - math.ceil(len(body) * _END) :]) - lede if body else set()
        covered = _merged(
            (item.content_span.start, item.content_span.end) for item in article.attributions if item.parent is None
        )
        ends = [end for _, end in covered]
        words, attributed = [], []
        for sentence in sentences:
            starts = _word_starts(sentence)
            words.append(len(starts))
            inside, place = 0, bisect_left(ends, sentence.span.start)
            while place < len(covered) and covered[place][0] < sentence.span.end:
                start, end = covered[place]
                inside += bisect_left(starts, end) - bisect_left(starts, start)
                place += 1
            attributed.append(inside)
        return cls(
            headline=[s.zone == "headline" for s in sentences],
            lede=[s.index in lede for s in sentences],
            middle=[s.zone == "body" and s.index not in lede and s.index not in last for s in sentences],
            end=[s.index in last for s in sentences],
            words=words,
            attributed=attributed,
            claims=[item for item in article.attributions if item.source or item.cue],
            hedges=Hedges.of(scores),
        )


def _word_starts(sentence: Sentence) -> list[int]:
    return [sentence.span.start + found.start() for found in WORD.finditer(sentence.text)]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without overlap, in order."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made


def _positions(made: Measures, dimension: str, values: list[float], layout: _Layout) -> None:
    n = len(values)
    made.mean(f"{dimension}_mean", values)
    made.quantile(f"{dimension}_upper_decile", values, _UPPER)
    made.weighted_mean(f"{dimension}_weighted_mean", values, [1.0 - place / n for place in range(n)])
    for name, part in (
        ("headline", layout.headline),
        ("lede", layout.lede),
        ("middle", layout.middle),
        ("end", layout.end),
        ("body", [not at for at in layout.headline]),
    ):
        made.mean(f"{dimension}_{name}", [value if at else None for value, at in zip(values, part, strict=True)])
    made.gap(f"{dimension}_headline_gap", f"{dimension}_headline", f"{dimension}_body")


def _shows(scores: SentenceScores, dimension: str) -> bool:
    """Whether a sentence has wording of a dimension to point at; what a network leaves over is none."""
    return any(item.dimension == dimension and item.contribution > 0 and not item.is_rest for item in scores.evidence)


def _hedging_by(scores: SentenceScores, voice: str) -> float | None:
    """Hedging of one voice's words; None where the sentence has none of them."""
    if (scores.loaded_author if voice == "author" else scores.loaded_quoted) is None:
        return None
    return combine_hedging(item for item in scores.evidence if item.voice == voice)


def _by_sentence(n: int, rows: Iterable[tuple[int, float]]) -> tuple[list[float], list[float]]:
    """Sums and numbers of what belongs to each sentence."""
    tops, bottoms = [0.0] * n, [0.0] * n
    for sentence, value in rows:
        tops[sentence] += value
        bottoms[sentence] += 1.0
    return tops, bottoms


def _attributions(made: Measures, article: Article, scores: Sequence[SentenceScores], layout: _Layout) -> None:
    n = len(scores)
    made.mean("attribution_mean", [item.attribution for item in scores])
    made.mean("attribution_share", [float(item.attribution is not None) for item in scores])
    made.ratio(
        "attribution_word_share",
        [float(count) for count in layout.attributed],
        [float(count) for count in layout.words],
    )
    claims = layout.claims

    def add(name: str, rows: Iterable[tuple[int, float]]) -> None:
        made.ratio(name, *_by_sentence(n, rows))

    for kind in SOURCE_KINDS:
        add(f"attribution_{kind}_share", [(item.sentence, float(item.source_kind == kind)) for item in claims])
    for mode in MODES:
        add(f"attribution_{mode}_share", [(item.sentence, float(item.mode == mode)) for item in claims])
    for cue in CUE_CLASSES:
        add(f"attribution_{cue}_share", [(item.sentence, float(item.cue_kind == cue)) for item in claims])
    add("attribution_strength", [(item.sentence, item.strength) for item in claims])
    add("attribution_hedging", [(item.sentence, layout.hedges.inside(item)) for item in claims])
    sources: list[dict[str, float]] = [{} for _ in range(n)]
    for item in claims:
        key = source_key(item)
        if key:
            sources[item.sentence][key] = sources[item.sentence].get(key, 0.0) + 1.0
    made.diversity("attribution_effective_sources", sources)
    longest = run = 0
    for score in scores:
        run = run + 1 if score.attribution is None else 0
        longest = max(longest, run)
    made.plain("attribution_longest_stretch", float(longest) if n else None, n)


def _mentions(article: Article, n: int) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = [{} for _ in range(n)]
    for actor in article.actors:
        for mention in actor.mentions:
            rows[mention.sentence][actor.id] = rows[mention.sentence].get(actor.id, 0) + 1
    return rows


def _actors(made: Measures, article: Article, scores: Sequence[SentenceScores], layout: _Layout) -> None:
    """Add the statistics of each actor that something is said of or by, the most mentioned alone in very long texts."""
    n = len(scores)
    prominent = article.actors[: _prominent(n)]
    stances: dict[str, list[tuple[int, float, bool]]] = {}
    for item in scores:
        for stance in item.stances:
            stances.setdefault(stance.actor, []).append((item.sentence, stance.value, stance.holder is None))
    said: dict[str, list[Attribution]] = {}
    for claim in layout.claims:
        if claim.actor is not None:
            said.setdefault(claim.actor, []).append(claim)
    everything = [0.0] * n
    for actor in article.actors:
        for mention in actor.mentions:
            everything[mention.sentence] += 1.0
    for actor in prominent:
        rows = stances.get(actor.id)
        if rows:
            for name, holders in (("mean", (True, False)), ("author", (True,)), ("quoted", (False,))):
                counted = [(at, value) for at, value, own in rows if own in holders]
                made.ratio(f"stance_{name}[{actor.id}]", *_by_sentence(n, counted), low=-1.0)
        if len(actor.mentions) < 2:  # nothing that an interval could be told of
            continue
        own, _ = _by_sentence(n, [(mention.sentence, 1.0) for mention in actor.mentions])
        made.ratio(f"actor_mention_share[{actor.id}]", own, everything)
        roles = [(m.sentence, float(m.role == "agent")) for m in actor.mentions if m.role in ("agent", "patient")]
        if roles:
            made.ratio(f"actor_agent_share[{actor.id}]", *_by_sentence(n, roles))
        forms = [(m.sentence, float(m.form == "name")) for m in actor.mentions if m.form != "pronoun"]
        made.ratio(f"actor_name_share[{actor.id}]", *_by_sentence(n, forms))
    for actor in prominent:
        claims = said.get(actor.id, [])
        if len(claims) < 2:
            continue
        others = [claim for claim in layout.claims if claim.actor != actor.id]
        for name, value in _TREATMENTS:
            judge = [(item.sentence, value(item, layout.hedges)) for item in claims]
            made.ratio(f"attribution_{name}[{actor.id}]", *_by_sentence(n, judge))
            if len(others) > 1:
                rest = [(item.sentence, value(item, layout.hedges)) for item in others]
                made.ratio(f"attribution_{name}_others[{actor.id}]", *_by_sentence(n, rest))
                made.gap(
                    f"attribution_{name}_gap[{actor.id}]",
                    f"attribution_{name}[{actor.id}]",
                    f"attribution_{name}_others[{actor.id}]",
                )


def _prominent(n: int) -> int:
    """How many actors of an article of n sentences have statistics: each costs as much as there are sentences."""
    return max(_FEWEST_ACTORS, min(_MOST_ACTORS, _ACTOR_SENTENCES // max(n, 1)))


def _is_direct(item: Attribution, hedges: Hedges) -> float:
    return float(item.mode == "direct")


def _is_doubted(item: Attribution, hedges: Hedges) -> float:
    return float(item.cue_kind == "doubting")


def _strength(item: Attribution, hedges: Hedges) -> float:
    return item.strength


def _hedged(item: Attribution, hedges: Hedges) -> float:
    return hedges.inside(item)


_TREATMENTS = (
    ("direct_share", _is_direct),
    ("doubting_share", _is_doubted),
    ("strength", _strength),
    ("hedging", _hedged),
)
