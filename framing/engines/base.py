"""The protocol between an article and everything that scores it.

Law: an engine reads an article and returns `Signals`; it knows nothing of scores, and
scorers and annotators know nothing of how an engine found its signals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from framing.document import Article
from framing.lexicon import Match

__all__ = ["GROUPS", "Engine", "SentenceSignals", "Signals"]

# The groups of lexicon rows that engines look for in text, in the order of `SentenceSignals`.
GROUPS = ("loaded", "hedging", "negators", "attribution", "sources", "stance", "actors", "titles")


@dataclass(frozen=True, slots=True)
class SentenceSignals:
    """What an engine found in one sentence.

    Parameters
    ----------
    tags : str
        One part-of-speech letter a token (`framing.engines.tagger.TAGS`).
    loaded, hedging, negators, attribution, sources, stance, actors, titles : list of Match
        Lexicon rows found, in text order.
    """

    tags: str
    loaded: list[Match]
    hedging: list[Match]
    negators: list[Match]
    attribution: list[Match]
    sources: list[Match]
    stance: list[Match]
    actors: list[Match]
    titles: list[Match]


@dataclass(frozen=True, slots=True)
class Signals:
    """What an engine found in an article: one `SentenceSignals` a sentence, in order."""

    sentences: list[SentenceSignals]


class Engine(Protocol):
    """Turns an article into signals.

    Attributes
    ----------
    name : str
        As given to `framing.Analyzer(engine=...)`.
    """

    name: str

    def signals(self, article: Article) -> Signals:
        """Return the signals of every sentence of the article."""
        ...

    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Return name and digest of everything the signals depend on."""
        ...
