"""Hedge cues → evidence → a score in [0, 1].

Law: contributions of hedges are positive and add up; boosters are shown with a
contribution of 0, because raising commitment here does not undo a hedge there.
Adding a hedge never lowers the score.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from framing.annotation.quotes import quoted_at
from framing.document import Article, Sentence, Span
from framing.engines.base import Reading, SentenceSignals
from framing.results import Evidence

__all__ = ["BOOSTER", "combine_hedging", "hedging_evidence"]

BOOSTER = "booster"


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
    article: Article, sentence: Sentence, signals: SentenceSignals, quotes: Sequence[tuple[int, int]]
) -> list[Evidence]:
    """Collect the hedge cues and boosters of one sentence."""
    if signals.reading is not None:
        return _from_reading(article, sentence, signals, signals.reading, quotes)
    if not signals.hedging:
        return []
    columns, text = sentence.columns, article.text
    made: list[Evidence] = []
    for match in signals.hedging:
        start, end = columns.starts[match.first], columns.ends[match.last - 1]
        kind = match.entry.category
        made.append(
            Evidence(
                sentence=sentence.index,
                dimension="hedging",
                kind=kind,
                span=Span(start=start, end=end),
                text=text[start:end],
                contribution=0.0 if kind == BOOSTER else match.entry.weight,
                voice="quoted" if quotes and quoted_at(quotes, start) else "author",
                origin=match.entry.origin,
            )
        )
    return made


def _from_reading(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    reading: Reading,
    quotes: Sequence[tuple[int, int]],
) -> list[Evidence]:
    """The cues that the network marks, named by the rows that lie under them; boosters by row alone."""
    columns, text, first = sentence.columns, article.text, sentence.first
    found: list[tuple[int, int, str, float, str]] = [
        (match.first, match.last, BOOSTER, 0.0, match.entry.origin)
        for match in signals.hedging
        if match.entry.category == BOOSTER
    ]
    for span, weight in zip(reading.spans["hedge"], reading.hedging, strict=True):
        low, high = first + span.first, first + span.last
        row = next(
            (
                match.entry
                for match in signals.hedging
                if match.entry.category != BOOSTER and match.first < high and low < match.last
            ),
            None,
        )
        kind = span.kind if row is None else row.category
        origin = "encoder:hedge" if row is None else f"encoder:hedge+{row.origin}"
        found.append((low, high, kind, weight, origin))
    made: list[Evidence] = []
    for low, high, kind, weight, origin in sorted(found):
        start, end = columns.starts[low], columns.ends[high - 1]
        made.append(
            Evidence(
                sentence=sentence.index,
                dimension="hedging",
                kind=kind,
                span=Span(start=start, end=end),
                text=text[start:end],
                contribution=weight,
                voice="quoted" if quotes and quoted_at(quotes, start) else "author",
                origin=origin,
            )
        )
    return made
