"""The engines by name.

Law: an engine is made only when asked for; this module opens no file.
"""

from __future__ import annotations

from collections.abc import Mapping

from framing.engines.base import Engine, Signals
from framing.errors import EngineError
from framing.lexicon import Lexicon

__all__ = ["DEFAULT", "Engine", "Signals", "engines", "make_engine"]

DEFAULT = "encoder"


def engines() -> tuple[str, ...]:
    """Return the names of the engines of this version.

    Examples
    --------
    >>> "lexicon" in engines()
    True
    """
    return ("encoder", "lexicon")


def make_engine(name: str, lexicons: Mapping[str, Lexicon], threads: int | None = None) -> Engine:
    """Make an engine.

    Parameters
    ----------
    name : str
        One of `engines()`.
    lexicons : mapping of str to Lexicon
        As `framing.lexicon.load_lexicons` gives them.
    threads : int, optional
        Threads of one pass of the network; every core without it.

    Raises
    ------
    EngineError
        If this version has no engine of that name, or the weights of one are damaged.
    """
    if name == "encoder":
        from framing.engines.encoder import EncoderEngine

        return EncoderEngine(lexicons, threads)
    if name == "lexicon":
        from framing.engines.lexicon import LexiconEngine

        return LexiconEngine(lexicons)
    raise EngineError(f"engine must be one of {', '.join(engines())} in this version, got {name!r}")
