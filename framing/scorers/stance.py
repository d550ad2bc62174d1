"""Who does what to whom, and how it is judged → evidence → stance per actor and holder.

Law: contributions toward one actor by one holder add up to s; the probabilities of
negative, neutral and positive are a softmax over three lines in s (`curve.tsv`), and
the stance is positive - negative. Without evidence there is no stance, not a neutral one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from framing.annotation.phrases import phrase_right, subject
from framing.annotation.voices import UNNAMED, Stretch, voice_at
from framing.document import Article, Attribution, Sentence, Span
from framing.engines.base import Reading, SentenceSignals, StanceReading
from framing.grammar import word_class
from framing.lexicon import Lexicon, Match
from framing.results import REST, Evidence, Stance
from framing.scorers.loaded import negated

__all__ = ["StanceCurve", "StanceScorer", "Target", "Tie", "combine_stance"]

_VIEWS = frozenset({"emotive", "assertive", "doubting", "perception"})  # classes of cues that carry a view themselves
_HEARSAY = frozenset({"agentless"})  # classes of cues that pass on a view of nobody in particular: "is accused of"
_ACCUSED = re.compile(r"\b(?:accusation|allegation)", re.IGNORECASE)  # "brushed aside accusations that": others' words
_MIN_PART = 0.04  # what is smaller no reader would call a judgement
_CLAUSE_BREAKS = frozenset('.;"CGVDO')  # tags that part a subject from its predicate
_CLOSE_TAGS = frozenset("TARNPHBMKVD")
_MAX_MODIFIERS = 3  # tokens between an evaluative word and the name it modifies
_NETWORK = "encoder:"
_NEGATIVE, _POSITIVE = "negative", "positive"
_SHOWN = 0.25  # of a logit; what adds less is part of the rest
_MOST = 3  # stretches shown a side
_UNNAMED = "wording"
_SURE = 0.9  # probability from which the network is believed that a source holds a view
# And up to which it is believed that the writer does, though a source is paraphrased: the best of `benchmarks.choices`.
_WRITERS = 0.6
_COVERED = 0.5  # share of what speaks for a stance that must stand in a content for its source to hold it
_NEGATED_SHARE = 0.5  # "did not lie" says less for the actor than "lied" says against


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceCurve:
    """The three lines that turn a sum of contributions into probabilities.

    Parameters
    ----------
    slope : float
        How fast the polar probabilities rise with |s|.
    negative, positive : float
        Intercepts against neutral.

    Examples
    --------
    >>> StanceCurve(slope=4.0, negative=-1.0, positive=-1.0).probabilities(0.0)[1] > 0.5
    True
    """

    slope: float
    negative: float
    positive: float

    def probabilities(self, s: float) -> tuple[float, float, float]:
        """Return the probabilities of negative, neutral and positive."""
        low = math.exp(max(-60.0, min(60.0, -self.slope * s + self.negative)))
        high = math.exp(max(-60.0, min(60.0, self.slope * s + self.positive)))
        total = low + 1.0 + high
        return low / total, 1.0 / total, high / total


def combine_stance(evidence: Iterable[Evidence], curve: StanceCurve) -> tuple[float, float, float]:
    """Combine the evidence of one holder toward one actor into probabilities.

    Contributions of rows are summed and go through the curve. A network's are sums already: those of
    kind `negative` are, with the sign turned, the logit of negative against neutral; those of kind
    `positive` are the logit of positive.

    Parameters
    ----------
    evidence : iterable of Evidence
        Stance evidence of one sentence, one actor and one holder.
    curve : StanceCurve
        Of the actor's kind (`StanceScorer.curve`).

    Returns
    -------
    tuple of float
        Negative, neutral, positive; they sum to 1.
    """
    items = list(evidence)
    if not items or not items[0].origin.startswith(_NETWORK):
        return curve.probabilities(sum(item.contribution for item in items))
    low = -sum(item.contribution for item in items if item.kind.startswith(_NEGATIVE))
    high = sum(item.contribution for item in items if item.kind.startswith(_POSITIVE))
    top = max(0.0, low, high)
    odds = math.exp(low - top), math.exp(-top), math.exp(high - top)
    total = sum(odds)
    return odds[0] / total, odds[1] / total, odds[2] / total


class Target(NamedTuple):
    """A mention to score: tokens `first` to `last` of the columns, whose it is, and of what kind."""

    first: int
    last: int
    actor: str
    kind: str


class Tie(NamedTuple):
    """How a row hangs on a target: its role, whose sign of the row counts, and a factor.

    Parameters
    ----------
    match : Match
        The row where it stands.
    target : Target
        The mention it hangs on.
    role : str
        A row of `roles.tsv`.
    side : str
        "agent" or "patient" for verbs, "" for rows with one weight.
    factor : float
        Negation and distance; 1 without either.
    """

    match: Match
    target: Target
    role: str
    side: str
    factor: float


class _Part(NamedTuple):
    """One piece of stance evidence before it has a holder."""

    match: Match
    target: Target
    kind: str
    contribution: float


class StanceScorer:
    """Scores targets by grammatical role and by evaluative words.

    Parameters
    ----------
    lexicon : Lexicon
        The stance family; `roles.tsv` holds the share that each role counts.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        # Signs as numbers, once: a row's columns are text.
        self._signs = {
            id(entry): {side: float(entry.get(side) or 0.0) for side in ("agent", "patient")}
            for entry in lexicon.matched
            if entry.get("agent") or entry.get("patient")
        }
        self._entries = lexicon.matched  # keeps the ids above their owners'
        self._share = {entry.term: entry.weight for entry in lexicon.table("roles.tsv")}
        lines = {(entry.category, entry.term): entry.weight for entry in lexicon.table("curve.tsv")}
        # News judges persons far more often than the states and organisations it mentions, so the
        # same words move the probabilities from different starting points.
        self._curves = {
            kind: StanceCurve(
                slope=lines[kind, "slope"], negative=lines[kind, "negative"], positive=lines[kind, "positive"]
            )
            for kind in ("person", "other")
        }

    def curve(self, kind: str) -> StanceCurve:
        """Return the curve for an actor's kind: one for persons, one for all others."""
        return self._curves["person" if kind == "person" else "other"]

    def ties(self, sentence: Sentence, signals: SentenceSignals, targets: Sequence[Target]) -> list[Tie]:
        """Relate every evaluative row found in the sentence to every target, before any weight."""
        made: list[Tie] = []
        if not signals.stance or not targets:
            return made
        words, first, last, tags = sentence.columns.words, sentence.first, sentence.last, signals.tags
        named: set[int] = set()
        for target in targets:
            named.update(range(target.first, target.last))
        for match in signals.stance:
            entry = match.entry
            if not named.isdisjoint(range(match.first, match.last)):
                continue  # a name is not evidence about itself
            factor = 1.0
            if signals.negators:
                negator = negated(words, first, match.first, signals.negators)
                if negator is not None:
                    factor = -_NEGATED_SHARE * negator.entry.weight
            if id(entry) in self._signs:
                roles = self._roles(tags, words, match, first, last)
                loose: list[Target] = []
                taken: set[str] = set()
                for target in targets:
                    role = _role_of(target, roles)
                    if role is None:
                        loose.append(target)
                        continue
                    side, head = role
                    taken.add(side)
                    made.append(Tie(match, target, f"{side}_{'head' if head else 'inside'}", side, factor))
                for target in _nearest(loose, match):
                    before = target.last <= match.first
                    side = "agent" if before is not roles[2] else "patient"
                    if side not in taken:  # a role that one actor has is not another's
                        made.append(Tie(match, target, "loose", side, factor * _near(target, match)))
            else:
                # A word that hangs on one actor says nothing of the others beside it.
                held = False
                for target in targets:
                    how = self._attachment(tags, words, match, target, first, last)
                    if how != "context":
                        held = True
                        made.append(Tie(match, target, how, "", factor))
                if not held:
                    for target in _nearest(targets, match):
                        made.append(Tie(match, target, "context", "", factor * _near(target, match)))
        return made

    def parts(self, sentence: Sentence, signals: SentenceSignals, targets: Sequence[Target]) -> list[_Part]:
        """Weigh the ties of the sentence; ties without weight are left out."""
        made: list[_Part] = []
        for tie in self.ties(sentence, signals, targets):
            entry = tie.match.entry
            value = (self._signs[id(entry)][tie.side] if tie.side else entry.weight) * tie.factor
            value *= self._share.get(tie.role, 0.2)
            if abs(value) >= _MIN_PART:
                kind = "near" if tie.role == "loose" else tie.side or tie.role
                made.append(_Part(tie.match, tie.target, f"{kind}:{entry.category}", value))
        return made

    @staticmethod
    def _roles(
        tags: str, words: list[str], match: Match, first: int, last: int
    ) -> tuple[tuple[int, int] | None, tuple[int, int] | None, bool]:
        """Token ranges of agent and patient of a verb, and whether it is passive."""
        start = match.first
        group = start
        while group > first and (
            tags[group - 1 - first] in "MBHKR"
            or (tags[group - 1 - first] == "O" and group - 1 > first and tags[group - 2 - first] in "VDEGBHKAO")
            or (tags[group - 1 - first] in "VDEGA" and words[group] == "to")
        ):
            group -= 1
        tag = tags[start - first]
        passive = tag in "EDA" and any(tags[i - first] == "B" for i in range(group, start))
        bare_participle = tag == "E" and group == start and start > first and tags[start - 1 - first] in "NP,"
        left = subject(tags, words, group - 1, first)
        if left is None:
            for place in range(group - 1, first, -1):
                if tags[place - first] in "VDMBHK" and tags[place - 1 - first] in "NPYUW)R,":
                    left = subject(tags, words, place - 1, first)
                    if left is not None:
                        break
        position = match.last
        while position < last and tags[position - first] in "RLIO" and position < match.last + 3:
            if words[position] == "by" and (passive or bare_participle):
                break
            position += 1
        if passive or bare_participle:
            agent = None
            if position < last and words[position] == "by":
                agent = phrase_right(tags, words, position + 1, first, last)
            return agent, left, True
        right = phrase_right(tags, words, position, first, last)
        return left, right, False

    @staticmethod
    def _attachment(tags: str, words: list[str], match: Match, target: Target, first: int, last: int) -> str:
        """How an evaluative adjective or noun hangs on a target."""
        if match.last <= target.first:
            if target.first - match.last > _MAX_MODIFIERS:
                return "context"
            between = tags[match.last - first : target.first - first]
            if not between.strip("NPA"):
                return "modifier"
            if between in ("I", "IT"):
                return "of"
        else:
            between = tags[target.last - first : match.first - first]
            if between[:1] == "S" and not between[1:].strip("ANREG"):
                return "possessed"
            if between[:1] in ",:" and not between[1:].strip("TARNI"):
                return "apposition"
            if (
                len(between) <= 6
                and not set(between) & _CLAUSE_BREAKS
                and not word_class("ties").isdisjoint(words[target.last : match.first])
            ):
                return "predicate"
            if not between:
                return "modifier"
            if len(between) <= 5 and set(between) <= _CLOSE_TAGS:
                return "close"
        return "context"

    def score(
        self,
        article: Article,
        sentence: Sentence,
        signals: SentenceSignals,
        targets: Sequence[Target],
        attributions: Sequence[Attribution],
        voices: Sequence[Stretch],
    ) -> tuple[list[Evidence], list[Stance]]:
        """Score every target of one sentence, split by holder."""
        if signals.reading is not None:
            return self._from_reading(article, sentence, signals, signals.reading, targets, attributions, voices)
        parts = self.parts(sentence, signals, targets)
        if not parts:
            return [], []
        columns, text = sentence.columns, article.text
        evidence: list[Evidence] = []
        grouped: dict[tuple[str, str | None], list[Evidence]] = {}
        spans: dict[tuple[str, str | None], Span] = {}
        seen: set[tuple[int, str]] = set()
        for part in sorted(parts, key=_strength, reverse=True):
            # A row counts once toward an actor, by its strongest tie to one of the mentions.
            if (part.match.first, part.target.actor) in seen:
                continue
            seen.add((part.match.first, part.target.actor))
            start, end = columns.starts[part.match.first], columns.ends[part.match.last - 1]
            if _claims_itself(attributions, start, columns.starts[part.target.first], part.target.actor):
                continue
            voice = "quoted" if voices and voice_at(voices, start) is not None else "author"
            holder = _holder(attributions, start, columns.starts[part.target.first], part.target.actor)
            if voice == "quoted" and holder is None:
                holder = UNNAMED
            item = Evidence(
                sentence=sentence.index,
                dimension="stance",
                kind=part.kind,
                span=Span(start=start, end=end),
                text=text[start:end],
                contribution=part.contribution,
                voice=voice,
                origin=part.match.entry.origin,
                actor=part.target.actor,
                holder=holder,
            )
            evidence.append(item)
            key = (part.target.actor, holder)
            grouped.setdefault(key, []).append(item)
            spans.setdefault(key, Span(start=columns.starts[part.target.first], end=columns.ends[part.target.last - 1]))
        evidence.sort(key=_where)
        stances: list[Stance] = []
        kinds = {target.actor: target.kind for target in targets}
        for (actor, holder), items in grouped.items():
            negative, neutral, positive = combine_stance(items, self.curve(kinds[actor]))
            stances.append(
                Stance(
                    sentence=sentence.index,
                    actor=actor,
                    holder=holder,
                    span=spans[(actor, holder)],
                    negative=negative,
                    neutral=neutral,
                    positive=positive,
                    value=positive - negative,
                )
            )
        stances.sort(key=_stance_order)
        return evidence, stances

    def _from_reading(
        self,
        article: Article,
        sentence: Sentence,
        signals: SentenceSignals,
        reading: Reading,
        targets: Sequence[Target],
        attributions: Sequence[Attribution],
        voices: Sequence[Stretch],
    ) -> tuple[list[Evidence], list[Stance]]:
        """The stance toward every actor that a sentence mentions, by what the network sums."""
        columns, first = sentence.columns, sentence.first
        evidence: list[Evidence] = []
        stances: list[Stance] = []
        chosen: dict[str, Target] = {}
        for target in targets:  # the sentence's first mention of an actor stands for all of them
            chosen.setdefault(target.actor, target)
        wanted = list(chosen.values())
        read = reading.stance.toward([(item.first - first, item.last - first, item.kind) for item in wanted])
        for target, found in zip(wanted, read, strict=True):
            if found is None:
                continue
            holder = _held_by(sentence, found, target, attributions, voices)
            items = _sides(article, sentence, signals, found, target, holder, voices)
            negative, neutral, positive = combine_stance(items, self.curve(target.kind))
            evidence += items
            stances.append(
                Stance(
                    sentence=sentence.index,
                    actor=target.actor,
                    holder=holder,
                    span=Span(start=columns.starts[target.first], end=columns.ends[target.last - 1]),
                    negative=negative,
                    neutral=neutral,
                    positive=positive,
                    value=positive - negative,
                )
            )
        evidence.sort(key=_where)
        stances.sort(key=_stance_order)
        return evidence, stances


def _held_by(
    sentence: Sentence,
    found: StanceReading,
    target: Target,
    attributions: Sequence[Attribution],
    voices: Sequence[Stretch],
) -> str | None:
    """Who holds the stance: whoever says what speaks for it."""
    starts, first = sentence.columns.starts, sentence.first
    mass: dict[str | None, float] = {}
    quoted = direct = 0.0
    for place, (low, high) in enumerate(zip(found.negative, found.positive, strict=True)):
        weight = abs(high - low)
        if weight < _MIN_PART:
            continue
        start = starts[first + place]
        holder = _holder(attributions, start, starts[target.first], target.actor)
        if holder is None and voices and voice_at(voices, start) is not None:
            quoted += weight
        direct += weight * _is_direct(attributions, start)
        mass[holder] = mass.get(holder, 0.0) + weight
    total = sum(mass.values())
    if not total:
        return None
    own = mass.get(None, 0.0) - quoted
    if own > (1 - _COVERED) * total:
        # A view that is somebody's, though no attribution names them; of what is no view nobody is asked.
        polar = max(sum(found.negative) + found.rest[0], sum(found.positive) + found.rest[1]) > 0
        return UNNAMED if polar and found.held > _SURE else None
    named = [(weight, holder) for holder, weight in mass.items() if holder is not None]
    best = max(named)[1] if named else UNNAMED
    if best == target.actor and _introduced(attributions, starts[target.first], target.actor):
        return _around(attributions, starts[target.first], target.actor)
    if best != UNNAMED and found.held < _WRITERS and direct <= _COVERED * total:
        return None  # "Ruiz revealed how the corrupt mayor fell": that she told it makes the word not hers
    return best


def _sides(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    found: StanceReading,
    target: Target,
    holder: str | None,
    voices: Sequence[Stretch],
) -> list[Evidence]:
    """Evidence for either side: the stretches that add most, and the rest in one piece."""
    columns, text, first = sentence.columns, article.text, sentence.first
    made: list[Evidence] = []
    for side, sign, adds, rest in (
        (_NEGATIVE, -1.0, found.negative, found.rest[0]),
        (_POSITIVE, 1.0, found.positive, found.rest[1]),
    ):
        stretches: list[tuple[float, int, int]] = []
        place, n = 0, len(adds)
        while place < n:
            stop = place
            while stop < n and adds[stop] >= _SHOWN:
                stop += 1
            if stop > place:
                stretches.append((sum(adds[place:stop]), place, stop))
            place = max(stop, place + 1)
        stretches = sorted(stretches, reverse=True)[:_MOST]
        shown = 0.0
        for weight, low, high in sorted(stretches, key=_stretch_order):
            shown += weight
            start, end = columns.starts[first + low], columns.ends[first + high - 1]
            row = next(
                (m.entry for m in signals.stance if m.first < first + high and first + low < m.last),
                None,
            )
            made.append(
                Evidence(
                    sentence=sentence.index,
                    dimension="stance",
                    kind=f"{side}:{row.category if row is not None else _UNNAMED}",
                    span=Span(start=start, end=end),
                    text=text[start:end],
                    contribution=sign * weight,
                    voice="quoted" if voices and voice_at(voices, start) is not None else "author",
                    origin="encoder:stance" if row is None else f"encoder:stance+{row.origin}",
                    actor=target.actor,
                    holder=holder,
                )
            )
        made.append(
            Evidence(
                sentence=sentence.index,
                dimension="stance",
                kind=f"{side}:{REST}",
                span=sentence.span,
                text=sentence.text,
                contribution=sign * (rest + sum(adds) - shown),
                voice="author",
                origin="encoder:stance/rest",
                actor=target.actor,
                holder=holder,
            )
        )
    return made


def _stretch_order(stretch: tuple[float, int, int]) -> int:
    return stretch[1]


def _role_of(
    target: Target, roles: tuple[tuple[int, int] | None, tuple[int, int] | None, bool]
) -> tuple[str, bool] | None:
    for side, phrase in (("agent", roles[0]), ("patient", roles[1])):
        if phrase is not None and target.first < phrase[1] and target.last > phrase[0]:
            # The head of "Trump and his aides" is what it begins with, of "the Trump campaign" what it ends with.
            return side, target.last >= phrase[1] or target.first <= phrase[0] + 1
    return None


def _nearest(targets: Sequence[Target], match: Match) -> list[Target]:
    """The last target before a row and the first behind it: what lies between has the better claim."""
    before: Target | None = None
    for target in targets:  # in text order
        if target.first >= match.last:
            return [target] if before is None else [before, target]
        before = target
    return [] if before is None else [before]


def _near(target: Target, match: Match) -> float:
    distance = max(target.first - match.last, match.first - target.last, 0)
    return 1.0 / (1.0 + distance / 8.0)


def _claims_itself(attributions: Sequence[Attribution], position: int, mention: int, actor: str) -> bool:
    """Whether what stands at an offset is a claim of the very actor, who is named outside of it.

    "Moreau said Reyes was corrupt" says nothing of Moreau.
    """
    for item in attributions:
        span = item.content_span
        if item.actor == actor and span.start <= position < span.end and not span.start <= mention < span.end:
            return True
    return False


def _introduced(attributions: Sequence[Attribution], mention: int, actor: str) -> bool:
    """Whether an actor stands here as the source of something: whoever introduces a speaker is not the speaker."""
    return any(
        item.actor == actor
        and item.source_span is not None
        and item.source_span.start <= mention < item.source_span.end
        for item in attributions
    )


def _around(attributions: Sequence[Attribution], mention: int, actor: str) -> str | None:
    """Whose view of an actor it is where that actor speaks: of whoever tells it, or of its accusers."""
    outer = [
        item
        for item in attributions
        if item.actor != actor and item.content_span.start <= mention < item.content_span.end
    ]
    if outer:
        best = min(outer, key=lambda item: len(item.content_span))
        return best.actor or best.source or UNNAMED
    accused = any(item.actor == actor and _ACCUSED.search(item.cue) for item in attributions)
    return UNNAMED if accused else None


def _is_direct(attributions: Sequence[Attribution], position: int) -> bool:
    """Whether somebody is quoted word for word at an offset."""
    return any(
        item.mode == "direct" and item.content_span.start <= position < item.content_span.end for item in attributions
    )


def _holder(attributions: Sequence[Attribution], position: int, mention: int, actor: str) -> str | None:
    """Who holds what stands at an offset: the innermost attribution whose content covers it."""
    best: Attribution | None = None
    for item in attributions:
        span = item.content_span
        if span.start <= position < span.end and (best is None or len(span) < len(best.content_span)):
            best = item
    if best is None:
        # "Gun owners denounced the call": the verb that passes a view on holds it too, toward what it is a view of.
        for item in attributions:
            lead, span = item.cue_span, item.content_span
            if (
                lead is not None
                and lead.start <= position < lead.end
                and span.start <= mention < span.end
                and item.actor != actor
                and (item.cue_kind in _VIEWS if item.source_span is not None else item.cue_kind in _HEARSAY)
            ):
                return item.actor or item.source or UNNAMED
        return None
    return best.actor or best.source or UNNAMED


def _strength(part: _Part) -> float:
    return abs(part.contribution)


def _where(item: Evidence) -> tuple[int, int]:
    return item.span.start, item.span.end


def _stance_order(item: Stance) -> tuple[int, str]:
    return item.span.start, item.holder or ""
