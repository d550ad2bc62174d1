"""Tokens of a sentence → evidence with its words, its place and its voice."""

from __future__ import annotations

from collections.abc import Sequence

from framing.annotation.voices import Stretch, voice_at
from framing.document import Article, Sentence, Span
from framing.results import Evidence

__all__ = ["voiced"]


def voiced(
    article: Article,
    sentence: Sentence,
    voices: Sequence[Stretch],
    dimension: str,
    tokens: tuple[int, int],
    kind: str,
    contribution: float,
    origin: str,
) -> Evidence:
    """Return what the tokens from the first to before the second add to a dimension.

    The voice is that of whoever says the first of them.
    """
    start, end = sentence.columns.starts[tokens[0]], sentence.columns.ends[tokens[1] - 1]
    speaker = voice_at(voices, start) if voices else None
    return Evidence(
        sentence=sentence.index,
        dimension=dimension,
        kind=kind,
        span=Span(start=start, end=end),
        text=article.text[start:end],
        contribution=contribution,
        voice="author" if speaker is None else "quoted",
        origin=origin,
        holder=speaker,
    )
