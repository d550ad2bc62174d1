"""Shows how a news article tells its story: loaded wording, hedging, sources, stance.

Every number comes with its evidence. Importing does no work: lexicons are read when the
first analyzer is made, plotting and corpus tools when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from framing.analyzer import Analyzer, analyze
from framing.compare import Comparison, compare
from framing.config import Config
from framing.document import Actor, Article, Attribution, Block, Mention, Sentence, Span, Token
from framing.engines import engines
from framing.errors import (
    EmptyArticleError,
    EngineError,
    FramingError,
    LexiconError,
    MissingExtraError,
    NotTextError,
    UnknownTermError,
)
from framing.glossary import explain
from framing.norms import Norms
from framing.reading import read
from framing.results import Evidence, FramingProfile, SentenceScores, Stance, Statistic
from framing.version import __version__

if TYPE_CHECKING:
    from framing import corpus, plots
    from framing.vectorizer import FramingVectorizer

__all__ = [
    "Actor",
    "Analyzer",
    "Article",
    "Attribution",
    "Block",
    "Comparison",
    "Config",
    "EmptyArticleError",
    "EngineError",
    "Evidence",
    "FramingError",
    "FramingProfile",
    "FramingVectorizer",
    "LexiconError",
    "Mention",
    "MissingExtraError",
    "Norms",
    "NotTextError",
    "Sentence",
    "SentenceScores",
    "Span",
    "Stance",
    "Statistic",
    "Token",
    "UnknownTermError",
    "__version__",
    "analyze",
    "compare",
    "corpus",
    "engines",
    "explain",
    "plots",
    "read",
]


def __getattr__(name: str) -> Any:
    # scikit-learn and matplotlib are loaded by those who use them, not by everybody.
    if name in ("corpus", "plots"):
        return import_module(f"framing.{name}")
    if name == "FramingVectorizer":
        return import_module("framing.vectorizer").FramingVectorizer
    raise AttributeError(f"module 'framing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
