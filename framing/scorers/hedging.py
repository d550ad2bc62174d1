"""Hedge cues → evidence → a score in [0, 1].

Law: contributions of hedges are positive and add up; boosters are shown with a
contribution of 0, because raising commitment here does not undo a hedge there.
Adding a hedge never lowers the score.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from framing.annotation.voices import Stretch
from framing.document import Article, Sentence
from framing.engines.base import Reading, SentenceSignals
from framing.results import Evidence
from framing.scorers.voiced import voiced

__all__ = ["BOOSTER", "combine_hedging", "hedging_evidence"]

BOOSTER = "booster"
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
    article: Article, sentence: Sentence, signals: SentenceSignals, voices: Sequence[Stretch]
) -> list[Evidence]:
    """Collect the hedge cues and boosters of one sentence."""
    if signals.reading is not None:
        return _from_reading(article, sentence, signals, signals.reading, voices)
    if not signals.hedging:
        return []
    made: list[Evidence] = []
    for match in signals.hedging:
        kind = match.entry.category
        weight = 0.0 if kind == BOOSTER else match.entry.weight
        tokens = match.first, match.last
        made.append(voiced(article, sentence, voices, "hedging", tokens, kind, weight, match.entry.origin))
    return made


def _from_reading(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    reading: Reading,
    voices: Sequence[Stretch],
) -> list[Evidence]:
    """The cues that the network marks, named by the rows that lie under them; boosters by row alone."""
    first = sentence.first
    found: list[tuple[int, int, str, float, str]] = [
        (
            match.first,
            match.last,
            match.entry.category,
            0.0 if match.entry.category == BOOSTER else match.entry.weight,
            match.entry.origin,
        )
        for match in signals.hedging
        if match.entry.category == BOOSTER or match.entry.own
    ]
    for span, weight in zip(reading.spans["hedge"], reading.hedging, strict=True):
        low, high = first + span.first, first + span.last
        if any(a < high and low < b for a, b, other, _, _ in found if other != BOOSTER):
            continue  # a row of the user's has spoken
        row = next(
            (
                match
                for match in signals.hedging
                if match.entry.category != BOOSTER and match.first < high and low < match.last
            ),
            None,
        )
        if row is None:
            found.append((low, high, span.kind, weight, "encoder:hedge"))
            continue
        # The row knows where its cue begins and ends: "Critics say", not "say" alone.
        low, high = min(low, row.first), max(high, row.last)
        if not any(a < high and low < b for a, b, other, _, _ in found if other != BOOSTER):
            found.append((low, high, row.entry.category, weight, f"encoder:hedge+{row.entry.origin}"))
    for match in signals.hedging:
        # Where a row speaks, less is asked of the network.
        low, high, kind = match.first, match.last, match.entry.category
        if kind == BOOSTER or any(a < high and low < b for a, b, other, _, _ in found if other != BOOSTER):
            continue
        sure = max(reading.hedge_odds[low - first : high - first])
        if sure >= _ROW_BAR and kind in reading.hedge_weights:
            weight = sure * reading.hedge_weights[kind]
            found.append((low, high, kind, weight, f"{match.entry.origin}+encoder:hedge"))
    return [
        voiced(article, sentence, voices, "hedging", (low, high), kind, weight, origin)
        for low, high, kind, weight, origin in sorted(found)
    ]
