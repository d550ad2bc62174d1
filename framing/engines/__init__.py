"""The engines by name.

Law: an engine is made only when asked for; this module opens no file.
"""

from __future__ import annotations

from collections.abc import Mapping

from framing.engines.base import Engine, Signals
from framing.errors import EngineError
from framing.lexicon import Lexicon

__all__ = ["DEFAULT", "Engine", "Signals", "engines", "make_engine"]

DEFAULT = "lexicon"


def engines() -> tuple[str, ...]:
    """Return the names of the engines of this version.

    Examples
    --------
    >>> "lexicon" in engines()
    True
    """
    return ("lexicon",)


def make_engine(name: str, lexicons: Mapping[str, Lexicon]) -> Engine:
    """Make an engine.

    Raises
    ------
    EngineError
        If this version has no engine of that name.
    """
    if name == "lexicon":
        from framing.engines.lexicon import LexiconEngine

        return LexiconEngine(lexicons)
    raise EngineError(f"engine must be one of {', '.join(engines())} in this version, got {name!r}")
