"""Hedge cues → evidence → a score in [0, 1].

Law: contributions of hedges are positive and add up; boosters are shown with a
contribution of 0, because raising commitment here does not undo a hedge there.
Adding a hedge never lowers the score. A plain use ("she could swim") is no evidence at all.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.annotation.mentions import Found
from framing.annotation.scope import scope_of
from framing.annotation.voices import Stretch
from framing.document import Article, Attribution, Sentence, Span
from framing.engines.base import Reading, SentenceSignals
from framing.results import Evidence
from framing.scorers.voiced import voiced

__all__ = ["BOOSTER", "combine_hedging", "hedging_evidence"]

BOOSTER = "booster"
PLAIN = "plain"  # a use that hedges nothing: the row speaks of its last word and silences it
_VAGUE = "weasel"
_WHO = frozenset({"i", "we", "it", "he", "she", "they", "you"})
_PARTED = 2  # tokens between two parts of one vague holder
_HEARSAY = frozenset({"said to be", "said to have"})  # nobody says it of himself, whatever the network makes of it
_REACH = 150  # tokens on either side of a cue in which its scope is looked for
_NEAR = 12  # attributions on either side
_ROW_BAR = 0.25  # probability from which a cue that a row names counts; without a row it must be the likeliest reading


def combine_hedging(evidence: Iterable[Evidence]) -> float:
    """Combine hedging evidence into a score.

    Parameters
    ----------
    evidence : iterable of Evidence
        Other dimensions are ignored.

    Returns
    -------
    float
        In [0, 1]; 0 without evidence: 1 - exp(-sum of contributions).

    Examples
    --------
    >>> combine_hedging([])
    0.0
    """
    total = sum(item.contribution for item in evidence if item.dimension == "hedging")
    return 1.0 - math.exp(-total)


def hedging_evidence(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    voices: Sequence[Stretch],
    attributions: Sequence[Attribution] = (),
    mentions: Sequence[Found] = (),
) -> list[Evidence]:
    """Collect the hedge cues and boosters of one sentence; cues with their scope and its subject.

    `attributions` touch the sentence, `mentions` stand in it.
    """
    made = _cues(article, sentence, signals, voices)
    if not any(item.kind != BOOSTER for item in made):
        return made
    told = sorted(attributions, key=_content_start)
    named = sorted(mentions, key=_first)
    return [
        item if item.kind == BOOSTER else _with_scope(article, sentence, signals, item, told, named) for item in made
    ]


def _content_start(item: Attribution) -> int:
    return item.content_span.start


def _first(found: Found) -> int:
    return found.first


def _cues(article: Article, sentence: Sentence, signals: SentenceSignals, voices: Sequence[Stretch]) -> list[Evidence]:
    if signals.reading is not None:
        return _from_reading(article, sentence, signals, signals.reading, voices)
    if not signals.hedging:
        return []
    made: list[Evidence] = []
    for match in signals.hedging:
        kind = match.entry.category
        if kind == PLAIN:
            continue
        weight = 0.0 if kind == BOOSTER else match.entry.weight
        tokens = match.first, match.last
        made.append(voiced(article, sentence, voices, "hedging", tokens, kind, weight, match.entry.origin))
    return made


def _with_scope(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    item: Evidence,
    told: Sequence[Attribution],
    named: Sequence[Found],
) -> Evidence:
    """The cue with the words that it weakens, and whom they are about; all within reach of it."""
    starts = sentence.columns.starts
    at = bisect_left(starts, item.span.start, sentence.first, sentence.last)
    first, last = max(sentence.first, at - _REACH), min(sentence.last, at + _REACH)

    def tokens(start: int, end: int) -> tuple[int, int]:
        """Tokens that a stretch of the text covers, counted from the first within reach."""
        return bisect_left(starts, start, first, last) - first, bisect_left(starts, end, first, last) - first

    content = frame = None
    place = bisect_left(told, item.span.start, key=_content_start)
    for attribution in told[max(0, place - _NEAR) : place + _NEAR]:
        span = attribution.content_span
        parts = [part for part in (attribution.source_span, attribution.cue_span) if part is not None]
        inside = span.start <= item.span.start and item.span.end <= span.end
        if inside or any(part.start < item.span.end and item.span.start < part.end for part in parts):
            held = tokens(span.start, span.end)
            if held[0] < held[1] and (content is None or held[1] - held[0] < content[1] - content[0]):
                content = held
        elif parts:
            beside = tokens(min(part.start for part in parts), max(part.end for part in parts))
            frame = beside if beside[0] < beside[1] else frame
    tags = signals.tags[first - sentence.first : last - sentence.first]
    cue = tokens(item.span.start, item.span.end)
    found = scope_of(sentence.columns.words[first:last], tags, cue, item.kind, content, frame)
    about = None
    if found.subject is not None:
        low, high = found.subject[0] + first, found.subject[1] + first
        begin, end = bisect_left(named, low, key=_first), bisect_left(named, high, key=_first)
        inside_it = [one for one in named[begin:end] if one.last <= high]
        # "The mayor of Oslo": the first that the phrase names is its head.
        about = min(inside_it, key=lambda one: (one.first, -one.last)).actor if inside_it else None
    scope = Span(start=starts[first + found.first], end=sentence.columns.ends[first + found.last - 1])
    return replace(item, scope=scope, actor=about or None)


def _from_reading(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    reading: Reading,
    voices: Sequence[Stretch],
) -> list[Evidence]:
    """The cues that the network marks, named by the rows that lie under them; boosters by row alone."""
    first = sentence.first
    silent = {match.last - 1 for match in signals.hedging if match.entry.category == PLAIN}
    rows = [match for match in signals.hedging if match.entry.category not in (BOOSTER, PLAIN)]
    boosters = [match for match in signals.hedging if match.entry.category == BOOSTER]
    found: list[tuple[int, int, str, float, str]] = []
    taken: set[int] = set()

    def take(low: int, high: int, kind: str, weight: float, origin: str) -> None:
        """Add a cue whose tokens are free."""
        if taken.isdisjoint(range(low, high)):
            taken.update(range(low, high))
            found.append((low, high, kind, weight, origin))

    for match in rows:
        if match.entry.own:
            take(match.first, match.last, match.entry.category, match.entry.weight, match.entry.origin)
    under = {place: match for match in rows for place in range(match.first, match.last)}
    boosted = {place for match in boosters for place in range(match.first, match.last)}
    for low, high, kind, weight in _whole_cues(sentence, reading, signals.tags):
        if boosted.issuperset(range(low, high)):
            continue  # "obviously" strengthens
        if not silent.isdisjoint(range(low, high)) or not taken.isdisjoint(range(low, high)):
            continue  # a row says that the use is plain, or a row of the user's has spoken
        row = next((under[place] for place in range(low, high) if place in under), None)
        if row is not None:
            # The row knows where its cue begins and ends: "Critics say", not "say" alone.
            origin = f"encoder:hedge+{row.entry.origin}"
            take(min(low, row.first), max(high, row.last), row.entry.category, weight, origin)
        elif kind != _VAGUE or high - low > 1:
            # A vague holder of a view is a phrase; one word of it alone is mostly people who act.
            take(low, high, kind, weight, "encoder:hedge")
    for match in rows:
        # Where a row speaks, less is asked of the network.
        low, high, kind = match.first, match.last, match.entry.category
        sure = max(reading.hedge_odds[low - first : high - first])
        if sure >= _ROW_BAR and kind in reading.hedge_weights:
            weight = sure * reading.hedge_weights[kind]
            take(low, high, kind, weight, f"{match.entry.origin}+encoder:hedge")
        elif match.entry.term in _HEARSAY:
            take(low, high, kind, match.entry.weight, match.entry.origin)
    found += [(match.first, match.last, BOOSTER, 0.0, match.entry.origin) for match in boosters]
    return [
        voiced(article, sentence, voices, "hedging", (low, high), kind, weight, origin)
        for low, high, kind, weight, origin in sorted(found)
    ]


def _whole_cues(sentence: Sentence, reading: Reading, tags: str) -> list[tuple[int, int, str, float]]:
    """The cues that the network marks, each put together again where it fell into parts.

    A vague holder is a phrase, and its parts count once: "many anti-tax groups say". A cue begins and ends in a word.
    """
    first, words = sentence.first, sentence.columns.words
    made: list[tuple[int, int, str, float]] = []
    for span, weight in zip(reading.spans["hedge"], reading.hedging, strict=True):
        low, high = first + span.first, first + span.last
        while low < high and not words[low][0].isalnum():
            low += 1
        while low < high and not words[high - 1][0].isalnum():
            high -= 1
        # "I honestly think": who thinks is no cue without the thinking.
        alone = made and made[-1][1] - made[-1][0] == 1 and words[made[-1][0]] in _WHO
        reach = _PARTED if span.kind == _VAGUE or alone else 0
        if made and span.kind == made[-1][2] and first + span.first - made[-1][1] <= reach:
            start, end, kind, before = made[-1]
            made[-1] = start, max(end, high), kind, max(before, weight)
        elif low < high:
            made.append((low, high, span.kind, weight))
    whole: list[tuple[int, int, str, float]] = []
    for low, high, kind, weight in made:
        if high - low == 1 and words[low] in _WHO:
            ahead = range(high, min(high + _PARTED, sentence.last))
            verb = next((at for at in ahead if tags[at - first] in "VD"), -1)
            if verb < 0:
                continue
            high = verb + 1
        whole.append((low, high, kind, weight))
    return whole
