"""Running text → sentence spans: one regular expression finds candidates, Punkt decides the doubtful ones.

Law: spans are disjoint, ascending and free of white space at both ends; every code point
outside them is white space; a sentence never crosses a block.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from framing.grammar import word_class
from framing.lexicon import lexicon_folder, read_rows

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

__all__ = ["split_sentences"]

# A mark, what closes behind it, and space or (pasted text loses it) a glued new sentence.
_CANDIDATE = re.compile(
    r"""
    (?P<mark>(?<![.!?…])[.!?…]+|[。！？])  # from its first mark on, so that a run of them is read once
    (?P<close>["'”’»)\]]*(?:(?<=['’])[ \xa0\u2009\u202f][”"](?!\S))?)  # “… ‘…?’ ”
    (?:
        (?P<space>\s+)(?=\S)
        | (?<=[^\W\d_]{2}[.?!])(?=[A-Z][a-z]{2}|(?:He|It|We|In|On|At|As|If|By|To|My|So|An|A|I)[ ])
        | (?<=[^\W_]{4}[.?!])(?=[A-Z][a-z]{2}[a-z’' ])
        | (?<=[.?!]["”’])(?=[A-Z“]|"[A-Z])
        | (?<=[。！？])
    )
    """,
    re.VERBOSE,
)
# A credit ("Image: Roe") glued behind a caption, and a date glued before the text, are units of their own.
_GLUED = re.compile(
    r"(?<=[\w)’'\"”]) +(?=(?:Image|Images|Photo|Photos|Photograph|Picture|Credit): ?[A-Z])"
    r"|(?<=, (?:19|20)\d\d) +(?=[A-Z])"
)
_GLUE_SIGNS = ("Image", "Photo", "Picture", "Credit", ", 19", ", 20")
_CREDIT = re.compile(r"(?:Images?|Photos?|Photograph|Picture|Credit): ?[A-Z]")
_DATE_LINE = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?[A-Z][a-z]{2,8} \d{1,2}, \d{4}")
_WORD = re.compile(r"[^\W_]")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\W_][\w'’]*)")
_SAYS = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}([a-z]+)|(?:the|a|an|his|her|my)\s+\w+\s+([a-z]+)|(?:he|she|they|I|we)\s+([a-z]+)"
)
_ASIDE = re.compile(r"\([^()\n]{1,40}\),? [a-z]")  # in the middle of a sentence: "Roe, Jr. (D-N.J.) said"
_NUMBERS = frozenset({"No", "Nos", "no", "nos"})
_STATES = frozenset({"u.s", "u.k"})
_MEMBERS = frozenset({"republican", "democrat"})
_WINDOW = 60


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    path = lexicon_folder() / "grammar" / "abbreviations.tsv"
    return frozenset(row["word"] for _, row in read_rows(path) if row["kind"] == "title")


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    folder = lexicon_folder() / "grammar"
    words = {row["word"] for _, row in read_rows(folder / "abbreviations.tsv")}
    words |= {row["type"] for _, row in read_rows(folder / "punkt.tsv") if row["kind"] == "abbreviation"}
    return frozenset(words)


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(row["term"] for _, row in read_rows(lexicon_folder() / "actors" / "given_names.tsv"))


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    path = lexicon_folder() / "actors" / "person_blockers.tsv"
    return frozenset(row["term"] for _, row in read_rows(path) if row["category"] == "not_name")


@lru_cache(maxsize=1)
def _punkt() -> PunktSentenceTokenizer:
    # Imported on first doubt: nltk takes longer to import than an article takes to read.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(_abbreviations())
    for _, row in read_rows(lexicon_folder() / "grammar" / "punkt.tsv"):
        if row["kind"] == "collocation":
            first, second = row["type"].split(" ")
            parameters.collocations.add((first, second))
        elif row["kind"] == "starter":
            parameters.sent_starters.add(row["type"])
        elif row["kind"] == "ortho":
            parameters.add_ortho_context(row["type"], int(row["value"]))
    tokenizer = PunktSentenceTokenizer()
    tokenizer._params = parameters
    return tokenizer


@lru_cache(maxsize=4096)
def _punkt_breaks(before: str, after: str) -> bool:
    """Whether Punkt sees a sentence end between an abbreviation (with its period) and a word."""
    tokenizer = _punkt()
    token_class: Any = tokenizer._Token
    first, second = token_class(before), token_class(after)
    tokenizer._first_pass_annotation(first)
    tokenizer._first_pass_annotation(second)
    tokenizer._second_pass_annotation(first, second)
    return bool(first.sentbreak)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Split one block of running text into sentences.

    Parameters
    ----------
    text : str
        The text that holds the block.
    start, end : int
        The block; the whole text by default.

    Returns
    -------
    list of (int, int)
        Half-open offsets in `text`.

    Examples
    --------
    >>> text = "Mr. Smith left the U.S. in 2019. “I was done.” He moved on."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['Mr. Smith left the U.S. in 2019.', '“I was done.”', 'He moved on.']
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for piece_stop, piece_next in (*_glued(text, start, stop), (stop, stop)):
        begin = _split_piece(text, begin, piece_stop, spans)
        begin = max(begin, piece_next)
    made: list[tuple[int, int]] = []
    waiting = -1  # start of marks without a word, which belong to what follows
    for a, b in spans:
        if text[a:b].isspace():
            continue
        low = _skip(text, a, b)
        if _WORD.search(text, low, b) is not None:
            made.append((waiting if waiting >= 0 else low, b))
            waiting = -1
        elif made:
            made[-1] = (made[-1][0], b)  # a stray quotation mark is no sentence
        elif waiting < 0:
            waiting = low
    if waiting >= 0:
        made.append((waiting, stop if not text[stop - 1].isspace() else start + len(text[start:stop].rstrip())))
    return made


def _split_piece(text: str, begin: int, stop: int, spans: list[tuple[int, int]]) -> int:
    """Add the sentences of a piece without glued units; return where it stopped."""
    start = begin
    for found in _CANDIDATE.finditer(text, start, stop):
        if not _breaks(text, found, begin, stop):
            continue
        cut = found.end("close")
        spans.append((begin, cut))
        begin = found.end()
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if begin < stop:
        spans.append((begin, stop))
    return stop


def _glued(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where glued units meet: end of the one, start of the other."""
    # Most blocks hold neither a credit nor a date, and looking for those words is cheap.
    if not any(text.find(sign, start, stop) >= 0 for sign in _GLUE_SIGNS):
        return []
    return [
        found.span()
        for found in _GLUED.finditer(text, start, stop)
        if _CREDIT.match(text, found.end(), stop) or _is_date(text, start, found.start())
    ]


def _is_date(text: str, start: int, end: int) -> bool:
    return _DATE_LINE.fullmatch(text, start, end) is not None


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _breaks(text: str, found: re.Match[str], begin: int, stop: int) -> bool:
    mark, close = found["mark"], found["close"]
    position = found.end()
    ahead = _NEXT_WORD.match(text, position, stop)
    if mark[0] in "。！？":
        return True
    if not found["space"] and found.start("mark") - begin < 2:
        return False
    # A mark that opens the sentence ends nothing.
    if found.start("mark") == begin:
        return False
    if close and close[-1] in "\"”'’»" and _goes_on(text, position, stop):
        return False
    if ahead is None:
        # Not a word: a dash or a bracket goes on, a bullet or an emoji begins.
        return text[position] not in "–—-,;:/&%"
    word = ahead.group(1)
    first = word[0]
    lower = first.islower()
    if mark in ("!", "?") or (mark[0] in "!?" and len(mark) > 1):
        return not lower
    if mark == "…" or (len(mark) > 1 and set(mark) <= set(".…")):
        return first.isupper() or ahead.start(1) > position
    if lower:
        return False
    if close:
        if close[0] in ")]" and mark == ".":
            return True
        return True
    before = text[max(begin, found.start("mark") - _WINDOW) : found.start("mark")]
    if not before or before[-1].isspace():
        return True
    *told, before = before.rsplit(None, 2)[-2:]
    last = before.lstrip("\"'“‘«([").lower()
    if last in _titles():
        return False
    plain = last.rsplit("-", 1)[-1] if "." not in last else last
    if before in _NUMBERS and first.isdigit():
        return False  # "topic No. 1"
    # Initials and abbreviations are where a period is in doubt; numbers only before numbers.
    if (len(plain) == 1 and plain.isalpha()) or "." in plain or plain in _abbreviations():
        if plain in ("i", "a") and not before.isupper():
            return True
        if "." in plain and any(char.isdigit() for char in plain):
            return True
        if ahead.start(1) > position:  # an opening quotation mark or bracket
            return len(plain) > 1 and _ASIDE.match(text, position, stop) is None
        if not first.isalpha():
            return False
        if len(plain) == 1 and before.isupper() and told and told[0] in _given_names() and word not in _no_names():
            return False  # "Donald J. Trump", however often a sentence begins with "Trump"
        if plain in _STATES and word.lower().rstrip("s") in _MEMBERS:
            return False  # "U.S. Republicans": the whole of a name far more often than two sentences
        return _punkt_breaks(plain + ".", word)
    # "1. The first point" is one sentence.
    return not (plain.isdigit() and begin == found.start("mark") - len(before) and len(plain) <= 2)


def _goes_on(text: str, position: int, stop: int) -> bool:
    """Whether a quotation is followed by its source: “Stop!” Roe said."""
    says = _SAYS.match(text, position, min(stop, position + 80))
    if says is None:
        return False
    verb = says.group(1) or says.group(2) or says.group(3)
    return verb in word_class("speech_verbs")
