"""Plain text → blocks with zones, and the sentences of the scored ones.

Law: blocks are ascending and disjoint and hold every character that is not white space;
a block is a line, or a paragraph where lines were wrapped by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from framing.document import SCORED_ZONES, Article, Block, Sentence, Span, TokenColumns
from framing.reading.sentences import split_sentences
from framing.reading.zones import classify_lines, token_heads
from framing.tokens import tokenize

__all__ = ["build_article", "place_sentences", "split_blocks"]

# Line ends of every kind a paste may bring; form feeds and Unicode separators among them.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MIN_WRAPPED = 45  # a hand-wrapped line is at least this long, unless it ends its paragraph
_MAX_WRAPPED = 100
_MAX_SENTENCE = 20_000  # code points; a longer stretch without a sentence end is cut at white space
# "Jane Roe Jane Anne RoeRival of Roe quits Ten who may follow MORE": a name, whole and glued to headlines.
_INSET = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]{1,40})(?: Jr\.?| Sr\.?)? "
    r"(?P<inset>(?:\(?[A-Z][\w.'’-]{0,40}\)? ){1,5}(?P=name)(?=[^\s\w]|[A-Z\d])"
    r"(?!['’]s |[,.;:)])(?:MORE|[^\n]{10,700}? MORE)\b)"
)
# What pages write above a list of points, and a copied text has in one line with the first of them.
_LABEL = re.compile(r"Story [Hh]ighlights|STORY HIGHLIGHTS")


def split_blocks(text: str) -> list[tuple[int, int]]:
    """Find the lines of a text, or its paragraphs where lines were wrapped by hand.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of (int, int)
        Half-open offsets without white space at either end.

    Examples
    --------
    >>> split_blocks("One.\\n\\n  Two. ")
    [(0, 4), (8, 12)]
    """
    lines: list[tuple[int, int]] = []
    for found in _LINE.finditer(text):
        line = found.group()
        start = found.start() + len(line) - len(line.lstrip())
        end = found.start() + len(line.rstrip())
        if start < end:
            lines.append((start, end))
    if not _is_wrapped(text, lines):
        return lines
    merged: list[tuple[int, int]] = []
    for start, end in lines:
        if merged:
            before_start, before_end = merged[-1]
            gap = text[before_end:start]
            last_line = text.rfind("\n", before_start, before_end) + 1
            size = before_end - max(last_line, before_start)
            if gap.count("\n") == 1 and (size >= _MIN_WRAPPED or _runs_over(text, before_end, start)):
                merged[-1] = (before_start, end)
                continue
        merged.append((start, end))
    return merged


def _unlabelled(text: str, block: tuple[int, int]) -> list[tuple[int, int]]:
    """A block, or the label that opens it and the rest of it."""
    start, end = block
    label = _LABEL.match(text, start, end)
    if label is None or label.end() == end:
        return [block]
    rest = end - len(text[label.end() : end].lstrip())
    if rest == label.end() or text[rest].islower():
        return [block]  # "Story highlights need for reform": a sentence
    return [(start, label.end()), (rest, end)]


def _parted(
    text: str, blocks: Sequence[tuple[int, int]], zones: Sequence[str]
) -> tuple[list[tuple[int, int]], list[str]]:
    """Blocks and zones, with lists of other articles that a page has put behind a name inside a paragraph cut out."""
    if " MORE" not in text:
        return list(blocks), list(zones)
    cut: list[tuple[int, int]] = []
    kept: list[str] = []
    for (start, end), zone in zip(blocks, zones, strict=True):
        at = start
        for found in _INSET.finditer(text, start, end) if zone in ("body", "standfirst") else ():
            for low, high, own in ((at, found.start("inset"), zone), (found.start("inset"), found.end(), "related")):
                piece = _trimmed(text, low, high)
                if piece[0] < piece[1]:
                    cut.append(piece)
                    kept.append(own)
            at = found.end()
        piece = _trimmed(text, at, end)
        if piece[0] < piece[1]:
            cut.append(piece)
            kept.append(zone)
    return cut, kept


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether lines were broken by hand: even lengths, and sentences that run over line ends."""
    long = [end - start for start, end in lines if end - start >= _MIN_WRAPPED]
    if len(long) < 2 or max(long) > _MAX_WRAPPED:
        return False
    adjacent = runs_over = 0
    for (_, end), (start, _) in pairwise(lines):
        if text[end:start].count("\n") == 1:
            adjacent += 1
            runs_over += _runs_over(text, end, start)
    # Of few lines more must run over: two lines of a menu can look like one sentence.
    few = len(long) < 4 or adjacent < 3
    return adjacent >= 2 and runs_over >= (0.5 if few else 0.3) * adjacent


def _runs_over(text: str, end: int, start: int) -> bool:
    """Whether a sentence goes on from the line that ends at one offset to the line that starts at another."""
    return text[end - 1] not in '.!?:”"’…' and (text[start].islower() or text[end - 1] in ",-–")


def place_sentences(
    text: str, places: Sequence[tuple[int, int, str, int]], columns: TokenColumns | None = None
) -> tuple[Sentence, ...]:
    """Make sentences with their tokens from known places.

    Parameters
    ----------
    text : str
        Text of the article.
    places : sequence of (start, end, zone, paragraph)
        In text order.
    columns : TokenColumns, optional
        The tokens of the text, where the caller has them; they become the sentences' own.

    Returns
    -------
    tuple of Sentence
        Each with its own tokens: a token that would reach over the end of its sentence is cut there.
    """
    if columns is None:
        columns = tokenize(text)
    starts, ends = columns.starts, columns.ends
    made: list[Sentence] = []
    cursor = 0
    for index, (start, end, zone, paragraph) in enumerate(places):
        first = bisect_left(starts, start, cursor)
        cursor = bisect_left(starts, end, first)
        if cursor > first and ends[cursor - 1] > end:
            _cut(columns, text, cursor - 1, end)
        made.append(
            Sentence(
                index=index,
                span=Span(start=start, end=end),
                text=text[start:end],
                zone=zone,
                paragraph=paragraph,
                first=first,
                last=cursor,
                columns=columns,
            )
        )
    return tuple(made)


def _cut(columns: TokenColumns, text: str, place: int, position: int) -> None:
    """Make two tokens of one: sentences glued together, or a word of hostile length, share it."""
    start, end, word = columns.starts[place], columns.ends[place], columns.words[place]
    columns.ends[place] = position
    columns.words[place] = word[: position - start]
    columns.starts.insert(place + 1, position)
    columns.ends.insert(place + 1, end)
    columns.words.insert(place + 1, word[position - start :])
    columns.capitals.insert(place + 1, text[position].isupper())


def build_article(
    text: str,
    blocks: Sequence[tuple[int, int]],
    zones: Sequence[str],
    *,
    title: str | None,
    outlet: str | None,
    url: str | None,
    published: str | None,
    columns: TokenColumns | None = None,
) -> Article:
    """Assemble an article from a text, its blocks and their zones.

    The title defaults to the headline's text.
    """
    made = tuple(
        Block(span=Span(start=start, end=end), zone=zone, text=text[start:end])
        for (start, end), zone in zip(blocks, zones, strict=True)
    )
    places: list[tuple[int, int, str, int]] = []
    for paragraph, block in enumerate(made):
        if block.zone not in SCORED_ZONES:
            continue
        if block.zone == "headline":
            places.append((block.span.start, block.span.end, block.zone, paragraph))
            continue
        start, end = block.span.start, block.span.end
        for sentence_start, sentence_end in split_sentences(text, start, end):
            for piece_start, piece_end in _bounded(text, sentence_start, sentence_end):
                places.append((piece_start, piece_end, block.zone, paragraph))
    if title is None:
        headline = next((block for block in made if block.zone == "headline"), None)
        title = headline.text if headline is not None else None
    return Article(
        text=text,
        title=title,
        outlet=outlet,
        url=url,
        published=published,
        blocks=made,
        sentences=place_sentences(text, places, columns),
    )


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a stretch of hostile length at white space, so that no later stage meets it whole."""
    if end - start <= _MAX_SENTENCE:
        return [(start, end)]
    pieces: list[tuple[int, int]] = []
    while end - start > _MAX_SENTENCE:
        cut = start + _MAX_SENTENCE
        space = next((i for i in range(cut, start + _MAX_SENTENCE // 2, -1) if text[i].isspace()), -1)
        stop = space if space > 0 else cut
        pieces.append((start, stop))
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def read_text(text: str, *, title: str | None, outlet: str | None, url: str | None, published: str | None) -> Article:
    """Read pasted or plain text: lines, zones, sentences."""
    blocks = [piece for block in split_blocks(text) for piece in _unlabelled(text, block)]
    columns = tokenize(text)
    zones = classify_lines([text[start:end] for start, end in blocks], token_heads(text, blocks, columns))
    for place, (start, end) in enumerate(blocks[:-1]):
        if _LABEL.fullmatch(text, start, end):
            zones[place] = "navigation"
            if zones[place + 1] == "headline":
                zones[place + 1] = "standfirst"  # the first of the points
    blocks, zones = _parted(text, blocks, zones)
    metadata = {"title": title, "outlet": outlet, "url": url, "published": published}
    return build_article(text, blocks, zones, columns=columns, **metadata)
