"""Tokens → one-letter part-of-speech tags, by tables of counts and no model file.

Law: a token's tag depends on its sentence alone; the same sentence gets the same tags.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from framing.document import Article, TokenColumns
from framing.lexicon import lexicon_folder, read_rows

__all__ = ["TAGS", "Tagger", "shared_tagger", "tags_of"]

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


class _Readings(dict[str, str]):
    """An ambiguous word: its tags with their scores, and the choices made so far by the tags around it."""

    __slots__ = ("first", "packed", "scored")

    def __init__(self, packed: str) -> None:
        super().__init__()
        self.packed = packed
        self.scored: tuple[tuple[str, float], ...] = ()  # unpacked when the word is first met
        self.first = packed[0]


class Tagger:
    """A greedy left-to-right tagger over count tables.

    Parameters
    ----------
    folder : Path
        The grammar lexicon, with `tag_words.tsv` (log P(tag | word)), `tag_suffixes.tsv`
        and `tag_pairs.tsv` (log P(pair) - log P(tag) - log P(tag)).
    """

    def __init__(self, folder: Path) -> None:
        self._words: dict[str, str | _Readings] = dict(_PUNCTUATION)
        for _, row in read_rows(folder / "tag_words.tsv"):
            self._words[row["word"]] = _readings(row["tags"])
        self._suffixes = {row["suffix"]: _readings(row["tags"]) for _, row in read_rows(folder / "tag_suffixes.tsv")}
        self._pairs: dict[str, float] = {}
        for _, row in read_rows(folder / "tag_pairs.tsv"):
            self._pairs[row["pair"]] = float(row["score"])

    def tag(self, columns: TokenColumns, text: str, first: int, last: int) -> str:
        """Return one tag a token for the tokens `first` to `last` (exclusive)."""
        if first >= last:
            return ""
        known = self._words.get
        words, capitals = columns.words[first:last], columns.capitals[first:last]
        readings: list[Any] = list(map(known, words))  # of readings and None, in the end of tags alone
        # A headline in title case says nothing about names by its capitals, nor does a first word.
        if not columns.title_case(first, last) and True in capitals:
            starts, ends = columns.starts, columns.ends
            inner = next((place + 1 for place, word in enumerate(words) if word[0].isalnum()), last - first)
            place = inner - 1
            while True:
                try:
                    place = capitals.index(True, place + 1)
                except ValueError:
                    break
                # Upper-case keys hold the readings of a word that is capitalised inside a sentence.
                readings[place] = known(text[starts[first + place] : ends[first + place]], "P")
        if None in readings:
            readings = [
                self._guess(word, capital) if reading is None else reading
                for reading, word, capital in zip(readings, words, capitals, strict=True)
            ]
        # Most words have one reading, which is its own tag; the others are settled from left to right.
        open_places = [place for place, reading in enumerate(readings) if reading.__class__ is _Readings]
        readings.append(".")
        for place in open_places:
            reading = readings[place]
            following = readings[place + 1]
            around = (readings[place - 1] if place else ".") + (
                following.first if following.__class__ is _Readings else following
            )
            readings[place] = reading.get(around) or self._choose(reading, around)
        readings.pop()
        return "".join(readings)

    def _choose(self, readings: _Readings, around: str) -> str:
        """The best tag of a word between two tags, remembered in its readings."""
        pairs = self._pairs.get
        before, after = around[0], around[1]
        best = -1e9
        chosen = before
        if not readings.scored:
            readings.scored = tuple((part[0], float(part[2:])) for part in readings.packed.split(" "))
        for tag, score in readings.scored:
            total = score + pairs(before + tag, -3.0) + pairs(tag + after, -3.0)
            if total > best:
                best = total
                chosen = tag
        readings[around] = chosen
        return chosen

    def _guess(self, word: str, capital: bool) -> str | _Readings:
        if capital:
            return "P"
        if word[0].isdigit():
            return "U"
        if not word[0].isalnum():
            return "X"
        return self._suffixes.get(word[-_SUFFIX:], "N")


def _readings(packed: str) -> str | _Readings:
    """Unpack "N:-0.3 V:-1.2"; a word of one reading is its bare tag."""
    parts = packed.split(" ")
    if len(parts) == 1 and ":" not in parts[0][1:]:
        return parts[0]
    return _Readings(packed)


@lru_cache(maxsize=1)
def shared_tagger() -> Tagger:
    """Return the tagger of this process, for what is asked of an article after its analysis."""
    return Tagger(lexicon_folder() / "grammar")


def tags_of(article: Article) -> Callable[[int], str]:
    """Return a function from the index of a sentence to its tags, each tagged once and not before it is asked for.

    Examples
    --------
    >>> import framing
    >>> tags_of(framing.read("Rain fell."))(0)
    'ND.'
    """
    tagger = shared_tagger()

    @cache
    def tags(index: int) -> str:
        sentence = article.sentences[index]
        return tagger.tag(sentence.columns, article.text, sentence.first, sentence.last)

    return tags
