"""Loaded wording → evidence → a score in [0, 1].

Law: contributions are non-negative and add up; the score is 1 - exp(-sum), so a sentence
without evidence scores 0, more evidence never lowers a score, and no score passes 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from framing.annotation.voices import Stretch, voice_at
from framing.document import Article, Sentence
from framing.engines.base import Reading, SentenceSignals
from framing.lexicon import Match
from framing.results import REST, Evidence
from framing.scorers.voiced import voiced

__all__ = ["combine_loaded", "loaded_evidence", "negated"]

_NEGATION_REACH = 4  # tokens before a term in which a negator still applies to it
_NEGATED_SHARE = 0.5  # "not corrupt" still brings the word into play
_STOPS = frozenset(",.;:!?")
_UNNAMED = "wording"  # what the network finds and no row names


def combine_loaded(evidence: Iterable[Evidence]) -> float:
    """Combine loaded evidence into a score.

    Parameters
    ----------
    evidence : iterable of Evidence
        Other dimensions are ignored.

    Returns
    -------
    float
        In [0, 1]; 0 without evidence.

    Examples
    --------
    >>> combine_loaded([])
    0.0
    """
    total = sum(item.contribution for item in evidence if item.dimension == "loaded")
    return 1.0 - math.exp(-total)


def negated(words: Sequence[str], first: int, place: int, negators: Sequence[Match]) -> Match | None:
    """Return the negator that applies to the token `place`, if any.

    A negator applies to what follows it within a few tokens of the same clause.
    """
    for match in reversed(negators):
        if match.last <= place <= match.last + _NEGATION_REACH - 1 and not any(
            words[i] in _STOPS for i in range(match.last, place)
        ):
            return match
    return None


def _weight(sentence: Sentence, match: Match, negators: Sequence[Match]) -> float:
    """What a row is worth where it stands."""
    if negators and negated(sentence.columns.words, sentence.first, match.first, negators) is not None:
        return match.entry.weight * _NEGATED_SHARE
    return match.entry.weight


_BESIDE = 0.5  # share of a row's weight that it adds to what the network finds; `benchmarks.choices` prints others
_SHOWN = 0.2  # what adds less to the logit is shown together, as the rest of the sentence
_WORTH = 0.05  # what a row must add where the network finds nothing
_WEAK = frozenset('TIOCYW.,:"()SBHKM')  # tags of words that carry no wording of their own at an edge


def _from_reading(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    reading: Reading,
    voices: Sequence[Stretch],
) -> list[Evidence]:
    """Evidence by what the network says each token adds, and rows of the lexicon beside it.

    A row names what the network finds in its words and adds a share of its own weight. Where the network finds
    nothing, the row alone is what speaks.
    """
    columns, first = sentence.columns, sentence.first
    # What marks add is the words' as well: a sentence without a word has no wording.
    whole = math.fsum(reading.loaded)
    worded = [value if columns.words[first + i][0].isalnum() else 0.0 for i, value in enumerate(reading.loaded)]
    told = math.fsum(worded)
    if told <= 0:
        return []
    parts = [value * whole / told for value in worded]
    adds = parts.copy()
    # Names and offices are never loaded terms: what the network gives them is the rest of the sentence's.
    named = [(span.first, span.last) for span in reading.spans["actor"] if span.kind != "group"]
    for low, high in (*named, *((match.first - first, match.last - first) for match in signals.titles)):
        adds[low:high] = [0.0] * (high - low)
    spans: list[tuple[int, int, str, str, float]] = []
    covered: set[int] = set()
    for match in signals.loaded:
        tokens = range(match.first - first, match.last - first)
        entry = match.entry
        if entry.own:
            # Who writes a row knows better than the network what it is worth.
            spans.append((match.first, match.last, entry.category, entry.origin, entry.weight))
            covered.update(tokens)
            continue
        worth = _BESIDE * _weight(sentence, match, signals.negators)
        if sum(adds[i] for i in tokens) >= _SHOWN:
            worth += sum(parts[i] for i in tokens)
            spans.append((match.first, match.last, entry.category, f"encoder:loaded+{entry.origin}", worth))
            covered.update(tokens)
        elif worth >= _WORTH:
            spans.append((match.first, match.last, entry.category, entry.origin, worth))
    place = 0
    while place < len(adds):
        stop = place
        while stop < len(adds) and stop not in covered and adds[stop] >= _SHOWN:
            stop += 1
        low, high = place, stop
        while low < high and signals.tags[low] in _WEAK:
            low += 1
        while low < high and signals.tags[high - 1] in _WEAK:
            high -= 1
        if high > low:
            spans.append((first + low, first + high, _UNNAMED, "encoder:loaded", sum(parts[low:high])))
            covered.update(range(low, high))
        place = max(stop, place + 1)
    made = [
        voiced(article, sentence, voices, "loaded", (low, high), kind, worth, origin)
        for low, high, kind, origin, worth in sorted(spans)
    ]
    for voice in ("author", "quoted"):
        rest = sum(
            value
            for i, value in enumerate(parts)
            if i not in covered
            and (bool(voices) and voice_at(voices, columns.starts[first + i]) is not None) is (voice == "quoted")
        )
        if rest > 0:
            made.append(
                Evidence(
                    sentence=sentence.index,
                    dimension="loaded",
                    kind=REST,
                    span=sentence.span,
                    text=sentence.text,
                    contribution=rest,
                    voice=voice,
                    origin="encoder:loaded/rest",
                )
            )
    return made


def loaded_evidence(
    article: Article, sentence: Sentence, signals: SentenceSignals, voices: Sequence[Stretch]
) -> list[Evidence]:
    """Collect the loaded wording of one sentence, voice by voice."""
    if signals.reading is not None:
        return _from_reading(article, sentence, signals, signals.reading, voices)
    if not signals.loaded:
        return []
    made: list[Evidence] = []
    for match in signals.loaded:
        weight, entry = _weight(sentence, match, signals.negators), match.entry
        tokens = match.first, match.last
        made.append(voiced(article, sentence, voices, "loaded", tokens, entry.category, weight, entry.origin))
    return made
