"""Text of a block → the stretches in quotation marks, marks included.

Law: stretches are disjoint and ascending; a quotation left open at the end of a paragraph
goes on in the next one only if that one opens with a quotation mark again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from framing.document import Block

__all__ = ["find_inner_quotes", "find_quotes", "quoted_at", "stretch_at"]

_DOUBLE = re.compile(r"[\"“”„«»]|``|''")
# British style: single marks as the outer ones. An apostrophe inside a word is none.
_SINGLE = re.compile(
    r"(?<![\w‘'])[‘'](?=[\w“\"(£$])[^\n‘]{1,600}?(?<=[\w.,!?…)])[’'](?!\w)"
    # "Engineers’ reports went up": a possessive, if the quotation closes further on.
    r"(?!(?<=s[’']) [a-z][^\n‘]{0,600}[.,!?…][’'](?!\w))"
)
_SINGLE_OPEN = re.compile(r"(?<![\w‘])‘(?=[\w“(£$])[^\n‘]*$")
_INNER_DOUBLE = re.compile(r"[“\"](?=\w)[^“”\"\n]{1,600}[”\"]")
_MAX_CARRY = 12  # paragraphs over which one open quotation is carried


def find_quotes(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Find quotations in blocks of running text.

    Parameters
    ----------
    blocks : sequence of Block
        In text order.

    Returns
    -------
    list of (int, int)
        Half-open offsets in the article, quotation marks included.

    Examples
    --------
    >>> import framing
    >>> article = framing.read("He called it “a ‘sad’ day” and left.")
    >>> [article.text[start:end] for start, end in find_quotes(article.blocks)]
    ['“a ‘sad’ day”']
    """
    found: list[tuple[int, int]] = []
    carry = 0
    for index, block in enumerate(blocks):
        text, base = block.text, block.span.start
        if "‘" in text:
            # A single mark that opens first holds the double ones inside it; inside a double one it is dropped.
            single = [(base + m.start(), base + m.end()) for m in _SINGLE.finditer(text)]
            found.extend(single)
            # A paragraph left open for the next one, which opens again.
            ahead = blocks[index + 1].text.lstrip() if index + 1 < len(blocks) else ""
            left = _SINGLE_OPEN.search(text, single[-1][1] - base if single else 0)
            if left is not None and ahead.startswith("‘"):
                found.append((base + left.start(), base + len(text)))
        marks = [(m.start(), m.end(), m.group()) for m in _DOUBLE.finditer(text)]
        if not marks:
            carry = 0
            if "‘" not in text and "'" in text:
                found.extend((base + m.start(), base + m.end()) for m in _SINGLE.finditer(text))
            continue
        opened = -1
        for start, end, mark in marks:
            if opened < 0:
                if mark in "”»" and not (mark == "»" and _opens(text, start, end)):
                    # A closing mark with none open: the paragraph goes on a quotation, or the
                    # writer typed the wrong mark at the start of a word.
                    if carry and not found_in(found, base):
                        found.append((base, base + end))
                    elif _opens(text, start, end):
                        opened = start
                    continue
                if mark == '"' and start and text[start - 1].isdigit() and not _closes_later(text, end):
                    continue  # inches and seconds
                opened = start
            elif mark in "“„«" and text[opened] not in '"»' and not (mark == "“" and text[opened] == "„"):
                continue  # a nested mark of the same kind
            else:
                found.append((base + opened, base + end))
                opened = -1
        if opened >= 0:
            following = blocks[index + 1].text.lstrip() if index + 1 < len(blocks) else ""
            if (following[:1] in ('"', "“", "„", "«", "»") and following[:1]) or opened == 0:
                found.append((base + opened, base + len(text)))
                carry = carry + 1 if carry < _MAX_CARRY else 0
            else:
                # Left open by mistake: what can be said is that the sentence is quoted.
                stop = re.search(r"[.!?…](?=\s|$)", text[opened:])
                end = opened + stop.end() if stop else len(text)
                found.append((base + opened, base + end))
                carry = 0
        else:
            carry = 0
    found.sort()
    return list(_disjoint(found))


def find_inner_quotes(text: str, quote: tuple[int, int], low: int, high: int) -> list[tuple[int, int]]:
    """Find quotations inside a quotation, by marks of another form than its own, in one sentence of it.

    Parameters
    ----------
    text : str
        Of the article.
    quote : (int, int)
        A stretch in quotation marks, as `find_quotes` gives it.
    low, high : int
        Where the sentence begins and ends.

    Returns
    -------
    list of (int, int)
        Half-open offsets in the article, quotation marks included.

    Examples
    --------
    >>> text = "“The sign says ‘No fishing’,” he said."
    >>> [text[a:b] for a, b in find_inner_quotes(text, (0, 29), 0, len(text))]
    ['‘No fishing’']
    """
    own = text[quote[0]]
    low, high = max(quote[0] + 1, low), min(quote[1], high)
    patterns = [_SINGLE] if own not in "‘'" else []
    if own not in '“”"':
        patterns.append(_INNER_DOUBLE)
    found = sorted(m.span() for pattern in patterns for m in pattern.finditer(text, low, high))
    return list(_disjoint(found))


def found_in(found: list[tuple[int, int]], base: int) -> bool:
    """Tell whether a stretch was already found in the block that starts at `base`."""
    return bool(found) and found[-1][1] > base


def _opens(text: str, start: int, end: int) -> bool:
    return (start == 0 or text[start - 1].isspace()) and end < len(text) and not text[end].isspace()


def _closes_later(text: str, end: int) -> bool:
    return '"' in text[end:]


def _disjoint(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in pairs:
        if kept and start < kept[-1][1]:
            continue
        kept.append((start, end))
    return kept


def stretch_at(stretches: Sequence[Sequence[Any]], position: int) -> int:
    """Return the place of the ascending stretch in which an offset lies; -1 if it lies in none."""
    place = bisect_right(stretches, position, key=_end)
    return place if place < len(stretches) and stretches[place][0] <= position else -1


def quoted_at(quotes: Sequence[tuple[int, int]], position: int) -> bool:
    """Tell whether an offset lies inside one of the ascending stretches."""
    return stretch_at(quotes, position) >= 0


def _end(stretch: Sequence[Any]) -> int:
    return int(stretch[1])
