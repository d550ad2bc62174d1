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
from framing.engines.base import SentenceSignals
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
