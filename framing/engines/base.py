"""The protocol between an article and everything that scores it.

Law: an engine reads an article and returns `Signals`; it knows nothing of scores, and
scorers and annotators know nothing of how an engine found its signals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol


from framing.document import Article
from framing.lexicon import Match

__all__ = [
    "GROUPS",
    "Engine",
    "ModelSpan",
    "Reading",
    "SentenceSignals",
    "Signals",
    "StanceReader",
    "StanceReading",
]

# The groups of lexicon rows that engines look for in text, in the order of `SentenceSignals`.
GROUPS = ("loaded", "hedging", "negators", "attribution", "sources", "stance", "actors", "titles")


class ModelSpan(NamedTuple):
    """Tokens `first` to `last` (exclusive) of a sentence to which the network gives a kind.

    They are counted from the sentence's first token. `open` where the span began before it.
    """

    first: int
    last: int
    kind: str
    probability: float
    open: bool


@dataclass(frozen=True, slots=True)
class StanceReading:
    """What the network says of the stance toward one target, as sums against neutral.

    Parameters
    ----------
    negative, positive : tuple of float
        What each token of the sentence adds to the logit of either side.
    rest : (float, float)
        What the two logits are made of besides: intercepts and sentence marks.
    held : float
        Probability that a source and not the author holds the stance.
    """

    negative: tuple[float, ...]
    positive: tuple[float, ...]
    rest: tuple[float, float]
    held: float


class StanceReader(Protocol):
    """Sums the stance toward a target from what one pass left behind."""

    def toward(self, first: int, last: int, kind: str) -> StanceReading | None:
        """Return the stance toward the target on tokens `first` to `last` of the sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence.

    Parameters
    ----------
    loaded : tuple of float
        What each token adds to loaded wording, 0 or more; they sum to -log(1 - p), where p is the
        calibrated probability that readers call the sentence loaded.
    hedging : tuple of float
        What each span of the layer "hedge" adds to hedging.
    spans : mapping of str to tuple of ModelSpan
        By layer: hedge, source, cue, content, actor.
    stance : StanceReader
        Toward any target.
    """

    loaded: tuple[float, ...]
    hedging: tuple[float, ...]
    spans: Mapping[str, tuple[ModelSpan, ...]]
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
