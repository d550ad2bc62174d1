"""The protocol between an article and everything that scores it.

Law: an engine reads an article and returns `Signals`; it knows nothing of scores, and
scorers and annotators know nothing of how an engine found its signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.document import Article
from framing.lexicon import Match

__all__ = ["GROUPS", "Engine", "ModelSpan", "Reading", "SentenceSignals", "Signals", "StanceReader"]

# The groups of lexicon rows that engines look for in text, in the order of `SentenceSignals`.
GROUPS = ("loaded", "hedging", "negators", "attribution", "sources", "stance", "actors", "titles")


class ModelSpan(NamedTuple):
    """Tokens `first` to `last` (exclusive) to which the network gives a kind, and how surely."""

    first: int
    last: int
    kind: str
    probability: float


class StanceReader(Protocol):
    """Sums the stance toward a target from what one pass left behind."""

    def toward(self, own: NDArray[np.bool_]) -> tuple[tuple[float, float, float], float, NDArray[np.float64]]:
        """Return probabilities, the probability that a source holds it, and each piece's part."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence.

    Parameters
    ----------
    loaded : tuple of float
        What each token adds to the logit of loaded wording.
    loaded_rest : float
        The rest of the logit: intercept and sentence marks.
    spans : mapping of str to tuple of ModelSpan
        By layer: hedge, source, cue, content, actor.
    owners : array of int
        The token of each word piece, counted from the sentence's first.
    stance : StanceReader
        Toward any target.
    """

    loaded: tuple[float, ...]
    loaded_rest: float
    spans: Mapping[str, tuple[ModelSpan, ...]]
    owners: NDArray[np.int64]
    stance: StanceReader


@dataclass(frozen=True, slots=True)
class SentenceSignals:
    """What an engine found in one sentence.

    Parameters
    ----------
    tags : str
        One part-of-speech letter a token (`framing.engines.tagger.TAGS`).
    loaded, hedging, negators, attribution, sources, stance, actors, titles : list of Match
        Lexicon rows found, in text order.
    reading : Reading, optional
        What a network says, where the engine has one.
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
    reading: Reading | None = None

    def with_reading(self, reading: Reading) -> SentenceSignals:
        """Return the same signals with what a network says."""
        return replace(self, reading=reading)


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
