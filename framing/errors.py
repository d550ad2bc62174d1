"""What can go wrong, as a tree: every error is a `FramingError` and the builtin a caller expects.

Messages say what was given, what is accepted, and what to do next.
"""

from __future__ import annotations

__all__ = [
    "EmptyArticleError",
    "EngineError",
    "FramingError",
    "LexiconError",
    "MissingExtraError",
    "NotTextError",
    "UnknownTermError",
]


class FramingError(Exception):
    """Base of every error that this library raises on purpose."""


class EmptyArticleError(FramingError, ValueError):
    """The source holds no text that could be scored.

    Examples
    --------
    >>> import framing
    >>> framing.read("   ")
    Traceback (most recent call last):
        ...
    framing.errors.EmptyArticleError: the source is empty or only white space; give the text of an article
    """


class NotTextError(FramingError, ValueError):
    """The source is binary, or of a type that cannot hold an article."""


class MissingExtraError(FramingError, ImportError):
    """A feature needs an optional dependency; the message names the extra to install."""


class EngineError(FramingError, ValueError):
    """An engine was asked for that this version does not have."""


class LexiconError(FramingError, ValueError):
    """A lexicon file breaks the row format; the message names file, line and column."""


class UnknownTermError(FramingError, KeyError):
    """`framing.explain` was asked for a term that the glossary lacks."""

    def __str__(self) -> str:  # KeyError would show the repr of the message
        return str(self.args[0]) if self.args else ""
