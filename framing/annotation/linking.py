"""Sources, cues and contents that a network has marked in a sentence → which belong together.

Law: every marked content is in exactly one link; a cue without content is in none, because
nothing is said; what stands nearest belongs together, and what stands between two parts of
a quotation belongs to both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.engines.base import ModelSpan

__all__ = ["Link", "link"]

_FAR = 12  # tokens between a cue and its content or source, names and punctuation left out
_CLOSE = 2  # tokens between a cue and either half of a quotation that it interrupts
_TAKEN = 4  # what it costs, in tokens, to share a content with another cue
_JOINED = 3  # tokens between two cues of one content
_JOINTS = frozenset({"and", "or", "but", ","})  # before a second cue of one source
_BEHIND = 0.5  # a tie goes to what follows the cue


class Link(NamedTuple):
    """Token ranges, counted from the sentence's first; `content` and `rest` are the parts of what is said."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[int, int]
    rest: tuple[int, int] | None
    open: bool  # whether the content began before the sentence


def link(
    sources: Sequence[ModelSpan], cues: Sequence[ModelSpan], contents: Sequence[ModelSpan], words: Sequence[str]
) -> list[Link]:
    """Put the marked spans of one sentence together.

    Parameters
    ----------
    sources, cues, contents : sequence of ModelSpan
        In text order, disjoint within each.
    words : sequence of str
        The tokens of the sentence.

    Returns
    -------
    list of Link
        In order of their contents.
    """
    if not contents:
        return []
    blank = [not word[:1].isalnum() for word in words]  # punctuation keeps nobody apart
    for span in sources:
        blank[span.first : span.last] = [True] * (span.last - span.first)
    links: list[Link] = []
    used: dict[int, int] = {}
    sourced: set[int] = set()
    for cue in cues:
        best, cost = -1, float(_FAR)
        for place, content in enumerate(contents):
            if content.first <= cue.first and cue.last <= content.last:
                continue
            price = float(_between(cue, content, blank))
            if place in used:
                earlier_cue = links[used[place]].cue
                if earlier_cue is not None and _gap(blank, earlier_cue[1], cue.first) > _JOINED:
                    continue  # two cues of one content stand together: "said and wrote"
                price += _TAKEN
            price += _BEHIND * (content.first < cue.first)
            if price < cost:
                best, cost = place, price
        if best < 0:
            continue
        chosen = contents[best]
        source = _source_of(cue, chosen, sources, cues, blank)
        if source >= 0:
            sourced.add(source)
        who = (sources[source].first, sources[source].last) if source >= 0 else None
        if best in used and links[used[best]].cue is not None:
            earlier = links[used[best]]
            if earlier.source is not None and who is None:
                continue  # "said and wrote": one saying with two cues
        used[best] = len(links)
        links.append(Link(who, (cue.first, cue.last), (chosen.first, chosen.last), None, chosen.open))
    for place, content in enumerate(contents):
        if place in used:
            continue
        whole = content.first, content.last
        # The other half of a quotation that its speaker interrupts.
        first = next(
            (
                i
                for i, made in enumerate(links)
                if made.rest is None
                and made.cue is not None
                and content.last <= made.cue[0] < made.content[0]
                and _gap(blank, content.last, made.cue[0]) <= _CLOSE
                and _gap(blank, made.cue[1], made.content[0]) <= _CLOSE
            ),
            -1,
        )
        if first >= 0:
            links[first] = links[first]._replace(content=whole, rest=links[first].content, open=content.open)
            continue
        half = next(
            (
                i
                for i, made in enumerate(links)
                if made.rest is None
                and made.cue is not None
                and made.content[1] <= made.cue[0] < content.first
                and _gap(blank, made.cue[1], content.first) <= _CLOSE
            ),
            -1,
        )
        if half >= 0:
            links[half] = links[half]._replace(rest=whole)
            continue
        free = [
            (_between(one, content, blank), i)
            for i, one in enumerate(sources)
            if i not in sourced and not content.first <= one.first < content.last
        ]
        near = min(free, default=(_FAR, -1))
        who = (sources[near[1]].first, sources[near[1]].last) if near[0] <= 2 and not content.open else None
        links.append(Link(who, None, whole, None, content.open))
    links.sort(key=_order)
    return _shared(links, words)


def _shared(links: list[Link], words: Sequence[str]) -> list[Link]:
    """Give a participle or a second verb the source of the cue before it: "He dismissed it, insisting that"."""
    before: tuple[int, int] | None = None
    made: list[Link] = []
    for item in sorted(links, key=_cue_order):
        if item.cue is not None and item.source is None and before is not None:
            first = item.cue[0]
            if words[first].endswith("ing") or (first and words[first - 1] in _JOINTS):
                item = item._replace(source=before)
        if item.cue is not None and item.source is not None:
            before = item.source
        made.append(item)
    made.sort(key=_order)
    return made


def _cue_order(made: Link) -> tuple[int, int]:
    return made.cue or made.content


def _order(made: Link) -> tuple[int, int]:
    return made.content


def _gap(blank: Sequence[bool], start: int, stop: int) -> int:
    return sum(not blank[i] for i in range(start, stop))


def _between(a: ModelSpan, b: ModelSpan, blank: Sequence[bool]) -> int:
    if a.last <= b.first:
        return _gap(blank, a.last, b.first)
    if b.last <= a.first:
        return _gap(blank, b.last, a.first)
    return 0


def _source_of(
    cue: ModelSpan,
    content: ModelSpan,
    sources: Sequence[ModelSpan],
    cues: Sequence[ModelSpan],
    blank: Sequence[bool],
) -> int:
    """The source nearest to a cue that is no part of what is said."""
    best, cost = -1, float(_FAR)
    for place, source in enumerate(sources):
        inside = content.first <= source.first and source.last <= content.last
        if inside:
            continue
        price = float(_between(cue, source, blank))
        # A content between them parts them, unless it is the cue's own.
        if source.first > cue.first:
            if any(other.first >= source.last and _gap(blank, source.last, other.first) < price for other in cues):
                continue  # the subject of a later cue that stands nearer
            price += _BEHIND
        if price < cost:
            best, cost = place, price
    return best
