"""Anything a person has → an `Article` with its zones, sentences and tokens placed.

Law: the text is kept as given; nothing is dropped, only given a zone.
"""

from __future__ import annotations

from framing.reading.source import read
from framing.reading.text import place_sentences

__all__ = ["place_sentences", "read"]
