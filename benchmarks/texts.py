"""Texts of corpora → articles, read as what they are."""

from __future__ import annotations

import framing
from framing.reading.text import build_article, split_blocks

__all__ = ["prose"]


def prose(text: str) -> framing.Article:
    """Read a text of the corpus as body paragraphs without furniture."""
    blocks = split_blocks(text)
    return build_article(text, blocks, ["body"] * len(blocks), title=None, outlet=None, url=None, published=None)
