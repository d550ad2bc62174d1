"""The field's terms, each in one sentence with a reference.

Law: one word, one meaning; the library's names are used as this page defines them.
"""

from __future__ import annotations

from framing.errors import UnknownTermError
from framing.grammar import glossary_rows

__all__ = ["explain", "terms"]


def explain(term: str) -> str:
    """Say what a term of this library means, with a reference.

    Parameters
    ----------
    term : str
        A term of the glossary, in any case; see `framing.glossary.terms()`.

    Returns
    -------
    str
        One sentence and a citation.

    Raises
    ------
    UnknownTermError
        If the glossary lacks the term.

    Examples
    --------
    >>> explain("weasel").startswith("A vague holder of a view")
    True
    """
    known = glossary_rows()
    found = known.get(" ".join(term.lower().replace("_", " ").split()))
    if found is None:
        raise UnknownTermError(f"no glossary entry for {term!r}; known terms: {', '.join(sorted(known))}")
    return found


def terms() -> tuple[str, ...]:
    """Return the terms of the glossary, sorted.

    Examples
    --------
    >>> "hedging" in terms()
    True
    """
    return tuple(sorted(glossary_rows()))
