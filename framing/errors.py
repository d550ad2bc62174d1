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
    """Base of every error that this library raises on purpose.

    Examples
    --------
    >>> import framing
    >>> try:
    ...     framing.read("")
    ... except framing.FramingError as error:
    ...     type(error).__name__
    'EmptyArticleError'
    """


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
    """The source is binary: not text in any encoding.

    Examples
    --------
    >>> import framing
    >>> framing.read(b"%PDF-1.7 ...")
    Traceback (most recent call last):
        ...
    framing.errors.NotTextError: the source is a PDF file: save its text first; framing reads plain text and HTML
    """


class MissingExtraError(FramingError, ImportError):
    """A feature needs an optional dependency; the message names the extra to install.

    Examples
    --------
    >>> issubclass(MissingExtraError, ImportError)
    True
    """


class EngineError(FramingError, ValueError):
    """An engine was asked for that this version does not have.

    Examples
    --------
    >>> import framing
    >>> try:
    ...     framing.Analyzer(engine="oracle")
    ... except framing.EngineError as error:
    ...     "oracle" in str(error)
    True
    """


class LexiconError(FramingError, ValueError):
    """A lexicon file breaks the row format; the message names the file, and the line where one is at fault.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing
    >>> with tempfile.TemporaryDirectory() as name:
    ...     folder = pathlib.Path(name, "loaded")
    ...     folder.mkdir()
    ...     _ = (folder / "mine.tsv").write_text("term\\tweight\\nawful\\t0.5\\n", encoding="utf-8")
    ...     try:
    ...         framing.Analyzer(lexicons=name)
    ...     except framing.LexiconError as error:
    ...         "mine.tsv: the header lacks" in str(error)
    True
    """


class UnknownTermError(FramingError, KeyError):
    """`framing.explain` was asked for a term that the glossary lacks.

    Examples
    --------
    >>> import framing
    >>> try:
    ...     framing.explain("zeugma")
    ... except framing.UnknownTermError as error:
    ...     str(error)[:29]
    "no glossary entry for 'zeugma"
    """

    def __str__(self) -> str:  # KeyError would show the repr of the message
        return str(self.args[0]) if self.args else ""
