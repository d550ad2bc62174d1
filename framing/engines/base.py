"""The protocol between an article and everything that scores it.

Law: an engine reads an article and returns `Signals`; it knows nothing of scores, and
scorers and annotators know nothing of how an engine found its signals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    negative, positive : sequence of float
        What each token of the sentence adds to the logit of either side; 0 for the target itself.
    rest : (float, float)
        What the two logits are made of besides: the target itself, intercepts and sentence marks.
    held : float
        Probability that a source and not the author holds the stance.
    """

    negative: Sequence[float]
    positive: Sequence[float]
    rest: tuple[float, float]
    held: float


class StanceReader(Protocol):
    """Sums the stance toward a target from what one pass left behind."""

    def toward(self, targets: Sequence[tuple[int, int, str]]) -> list[StanceReading | None]:
        """Return the stance toward each target: tokens from, tokens to (of the sentence), kind of actor.

        None where the network sees nothing of a target.
        """


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
    hedge_odds : tuple of float
        Probability of each token that it is part of a cue of any kind.
    hedge_weights : mapping of str to float
        What a cue of each kind adds if it is certain.
    spans : mapping of str to tuple of ModelSpan
        By layer: hedge, source, cue, content, actor, described.
    stance : StanceReader
        Toward any target.
    """

    loaded: tuple[float, ...]
    hedging: tuple[float, ...]
    hedge_odds: tuple[float, ...]
    hedge_weights: Mapping[str, float]
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
    ahead : int
        Sentences that the engine gains from reading together, over several articles; 0 where it gains nothing.
    """

    name: str
    ahead: int

    def read(self, articles: Sequence[Article]) -> list[Sequence[Reading]]:
        """Return what can be read of several articles at once, an entry an article; empty for nothing."""
        ...

    def signals(self, article: Article, readings: Sequence[Reading] | None = None) -> Signals:
        """Return the signals of every sentence of the article, from what was read of it where it was."""
        ...

    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Return name and digest of everything the signals depend on."""
        ...
