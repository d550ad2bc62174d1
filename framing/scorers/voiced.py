"""Tokens of a sentence → evidence with its words, its place and its voice."""

from __future__ import annotations

from collections.abc import Sequence

from framing.annotation.quotes import quoted_at
from framing.document import Article, Sentence, Span
from framing.results import Evidence

__all__ = ["voiced"]


def voiced(
    article: Article,
    sentence: Sentence,
    quotes: Sequence[tuple[int, int]],
    dimension: str,
    tokens: tuple[int, int],
    kind: str,
    contribution: float,
    origin: str,
) -> Evidence:
    """Return what the tokens from the first to before the second add to a dimension.

    The voice is the quoted one where the first of them stands in quotation marks.
    """
    start, end = sentence.columns.starts[tokens[0]], sentence.columns.ends[tokens[1] - 1]
    return Evidence(
        sentence=sentence.index,
        dimension=dimension,
        kind=kind,
        span=Span(start=start, end=end),
        text=article.text[start:end],
        contribution=contribution,
        voice="quoted" if quotes and quoted_at(quotes, start) else "author",
        origin=origin,
    )
