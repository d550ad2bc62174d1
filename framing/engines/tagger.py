"""Tokens → one-letter part-of-speech tags, by tables of counts and no model file.

Law: a token's tag depends on its sentence alone; the same sentence gets the same tags.
"""

from __future__ import annotations

from pathlib import Path

from framing.document import TokenColumns
from framing.lexicon import read_rows

__all__ = ["TAGS", "Tagger"]

# One letter a tag so that a sentence's tags are a string and phrases are regular expressions.
TAGS = {
    "N": "common noun",
    "P": "proper noun",
    "V": "verb, base or present",
    "D": "verb, past",
    "E": "verb, past participle",
    "G": "verb, -ing form",
    "M": "modal",
    "B": "form of be",
    "H": "form of have",
    "K": "form of do",
    "A": "adjective",
    "R": "adverb",
    "T": "determiner or possessive pronoun",
    "I": "preposition or subordinator",
    "O": "to",
    "C": "coordinating conjunction",
    "W": "wh-word",
    "Y": "personal pronoun",
    "U": "number",
    "S": "possessive marker",
    "L": "particle",
    "X": "other",
    ".": "sentence mark",
    ",": "comma",
    ":": "dash, colon or semicolon",
    '"': "quotation mark",
    "(": "opening bracket",
    ")": "closing bracket",
    "$": "currency sign",
}
_PUNCTUATION = {
    **dict.fromkeys((".", "!", "?"), "."),
    ",": ",",
    **dict.fromkeys((":", ";", "-", "–", "—", "...", "…", "--"), ":"),
    **dict.fromkeys(('"', "“", "”", "„", "«", "»", "'", "‘", "``", "''"), '"'),
    **dict.fromkeys("([{", "("),
    **dict.fromkeys(")]}", ")"),
    **dict.fromkeys("$£€¥", "$"),
}
_SUFFIX = 3


class Tagger:
    """A greedy left-to-right tagger over count tables.

    Parameters
    ----------
    folder : Path
        The grammar lexicon, with `tag_words.tsv` (log P(tag | word)), `tag_suffixes.tsv`
        and `tag_pairs.tsv` (log P(pair) - log P(tag) - log P(tag)).
    """

    def __init__(self, folder: Path) -> None:
        self._words: dict[str, str | list[tuple[str, float]]] = dict(_PUNCTUATION)
        for _, row in read_rows(folder / "tag_words.tsv"):
            self._words[row["word"]] = _readings(row["tags"])
        self._suffixes = {row["suffix"]: _readings(row["tags"]) for _, row in read_rows(folder / "tag_suffixes.tsv")}
        self._pairs: dict[str, float] = {}
        for _, row in read_rows(folder / "tag_pairs.tsv"):
            self._pairs[row["pair"]] = float(row["score"])

    def tag(self, columns: TokenColumns, text: str, first: int, last: int) -> str:
        """Return one tag a token for the tokens `first` to `last` (exclusive)."""
        words, starts, capitals = columns.words, columns.starts, columns.capitals
        known = self._words.get
        # A headline in title case says nothing about names by its capitals, nor does a first word.
        title = columns.title_case(first, last)
        inner = last if title else first
        while inner < last and not words[inner][0].isalnum():
            inner += 1
        inner = min(last, inner + 1)
        readings: list[str | list[tuple[str, float]]] = [
            known(words[i]) or self._guess(words[i], capitals[i]) for i in range(first, inner)
        ]
        add = readings.append
        for i in range(inner, last):
            if capitals[i]:
                # Upper-case keys hold the readings of a word that is capitalised inside a sentence.
                add(known(text[starts[i] : columns.ends[i]]) or "P")
            else:
                word = words[i]
                add(known(word) or self._guess(word, False))
        pairs = self._pairs.get
        tags: list[str] = []
        previous = "."
        count = len(readings)
        for place, reading in enumerate(readings):
            if isinstance(reading, str):
                previous = reading
            else:
                after = readings[place + 1] if place + 1 < count else "."
                following = after if isinstance(after, str) else after[0][0]
                best = -1e9
                chosen = previous
                for tag, score in reading:
                    total = score + pairs(previous + tag, -3.0) + pairs(tag + following, -3.0)
                    if total > best:
                        best = total
                        chosen = tag
                previous = chosen
            tags.append(previous)
        return "".join(tags)

    def _guess(self, word: str, capital: bool) -> str | list[tuple[str, float]]:
        if capital:
            return "P"
        if word[0].isdigit():
            return "U"
        if not word[0].isalnum():
            return "X"
        return self._suffixes.get(word[-_SUFFIX:], "N")


def _readings(packed: str) -> str | list[tuple[str, float]]:
    """Unpack "N:-0.3 V:-1.2"; a word of one reading is its bare tag."""
    parts = packed.split(" ")
    if len(parts) == 1 and ":" not in parts[0][1:]:
        return parts[0]
    return [(part[0], float(part[2:])) for part in parts]
