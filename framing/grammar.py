"""The grammar tables that several modules read, loaded once: word classes and abbreviations."""

from __future__ import annotations

from functools import lru_cache

from framing.lexicon import lexicon_folder, load_classes, read_rows

__all__ = ["common_words", "glossary_rows", "word_class"]


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    return load_classes(lexicon_folder() / "grammar")


def word_class(name: str) -> frozenset[str]:
    """Return the words of one class of `lexicons/grammar`.

    Raises
    ------
    KeyError
        If there is no such class.

    Examples
    --------
    >>> "monday" in word_class("days")
    True
    """
    return _classes()[name]


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the lower-case words that the tagger's tables know as other than names.

    Examples
    --------
    >>> "statistics" in common_words()
    True
    """
    return frozenset(
        row["word"]
        for _, row in read_rows(lexicon_folder() / "grammar" / "tag_words.tsv")
        if row["word"].islower() and not row["tags"].startswith("P")
    )


@lru_cache(maxsize=1)
def glossary_rows() -> dict[str, str]:
    """Return the glossary: term → one sentence with its reference."""
    return {
        row["term"]: f"{row['meaning']} ({row['reference']})"
        for _, row in read_rows(lexicon_folder() / "grammar" / "glossary.tsv")
    }
