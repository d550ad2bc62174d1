"""A hedge cue → its scope, the words it weakens, and the subject of what it weakens.

Law: a scope is one stretch of tokens of the cue's sentence that holds the cue; which one, the tags around the cue
decide: a phrase for what blurs a quantity or a word, else the clause. Measured in docs/methods/hedging.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.annotation.phrases import phrase_right, subject
from framing.grammar import word_class

__all__ = ["Scope", "scope_of"]

_FINITE = "VDMBHK"
_HEADS = "NPUY"
_PHRASES = frozenset({"approximator"})
_VAGUE = "weasel"
_HOLDING = frozenset({_VAGUE, "evidential"})  # kinds whose cue may be what attributes a content
_ATTACHED = frozenset(
    {"of", "in", "for", "from", "with", "by", "on", "at", "to", "between", "against", "about", "into", "over", "inside"}
)
_AGO = frozenset({"ago", "earlier", "later", "before", "away"})


class Scope(NamedTuple):
    """What a cue weakens: tokens from `first` to before `last`, and the subject's, if there is one."""

    first: int
    last: int
    subject: tuple[int, int] | None


def scope_of(
    words: Sequence[str],
    tags: str,
    cue: tuple[int, int],
    kind: str,
    content: tuple[int, int] | None = None,
    frame: tuple[int, int] | None = None,
) -> Scope:
    """Find the scope of one cue.

    Parameters
    ----------
    words : sequence of str
        Of the sentence, in lower case.
    tags : str
        One letter a word.
    cue : (int, int)
        Its tokens in the sentence, half-open.
    kind : str
        Of the cue; see the method card of hedging.
    content : (int, int) or None
        What is attributed, if the cue stands in it or is what attributes it.
    frame : (int, int) or None
        Who says that and how, source and cue, where the hedge is no part of it.

    Returns
    -------
    Scope

    Examples
    --------
    >>> words = "the dam might fail because it is old .".split()
    >>> found = scope_of(words, "TNMVIYBA.", (2, 3), "modal")
    >>> " ".join(words[found.first : found.last]), " ".join(words[slice(*found.subject)])
    ('the dam might fail', 'the dam')
    """
    low, high = cue
    floor, ceiling = 0, len(tags)
    if content is not None and content[0] <= low and high <= content[1]:
        floor, ceiling = content
    elif content is not None and kind in _HOLDING and set(tags[low:high]) != {"R"}:
        return _held(words, tags, cue, content)
    elif frame is not None:
        if frame[0] >= high:
            ceiling = frame[0]
        elif frame[1] <= low:
            floor = frame[1]
    named = _noun_phrase(words, tags, cue, kind, floor, ceiling)
    if named is not None:
        return named
    return _clause(words, tags, cue, kind, floor, ceiling)


def _held(words: Sequence[str], tags: str, cue: tuple[int, int], content: tuple[int, int]) -> Scope:
    """A vague holder and all that it holds."""
    first, last = min(cue[0], content[0]), max(cue[1], content[1])
    first, last = _trim(words, tags, first, last, cue)
    return Scope(first, last, _first_subject(words, tags, content[0], content[1]))


def _noun_phrase(
    words: Sequence[str], tags: str, cue: tuple[int, int], kind: str, floor: int, ceiling: int
) -> Scope | None:
    """The phrase of a cue that blurs a quantity or a word, or that stands inside a noun phrase."""
    low, high = cue
    here, behind = tags[low:high], tags[high:ceiling]
    if kind in _PHRASES:
        return Scope(low, _phrase_end(words, tags, high, ceiling), None)
    called = words[low] in ("so", "so-called")
    if any(tag in _FINITE for tag in here) and not called:
        return None
    start = low
    while start > floor and tags[start - 1] in ("TAUS$NP" if here[-1] == "N" else "TAUS$"):
        start -= 1
    if (
        (called or here[-1] in "AEGN")
        and behind[:1]
        and behind[0] in 'NPAEG"'
        and not (start > floor and tags[start - 1] == "B")
    ):
        # "an alleged fraud in Ohio", "potential buyers"
        head = high
        while head < ceiling and tags[head] in 'NPAEGUS"':
            head += 1
        if any(tag in "NP" for tag in tags[high:head]):
            return Scope(start, _attached(words, tags, head, ceiling), None)
    if here[-1] == "N" and kind != _VAGUE:
        # "fears that the bank will fail", "the possibility of rain"
        if words[high : high + 1] == ["that"]:
            return Scope(start, _clause_end(words, tags, high + 1, ceiling, "V"), None)
        return Scope(start, _attached(words, tags, high, ceiling), None)
    return None


def _phrase_end(words: Sequence[str], tags: str, start: int, ceiling: int) -> int:
    """Where the phrase ends that begins behind an approximator."""
    at = start
    if at < ceiling and words[at] == "of":
        at += 1
    while at < ceiling and tags[at] in "R$T":
        at += 1
    if at < ceiling and tags[at] in "VDEGB":
        # "almost won", and "almost always" of "almost always won"
        return at if at > start and tags[at - 1] == "R" else at + 1
    moved = False
    while at < ceiling and tags[at] in "UA$EG:" and not (tags[at] == ":" and not words[at].startswith("-")):
        moved = True
        at += 1
    nouns = at
    while at < ceiling and tags[at] in "NPS":
        at += 1
    if at > nouns or moved:
        if at + 1 < ceiling and words[at] in ("of", "to", "-") and tags[at + 1] in "U$":
            return _phrase_end(words, tags, at + 1, ceiling)  # "about 10 to 20 people"
        if at + 1 < ceiling and words[at] in ("and", "or") and tags[at - 1] == "N" == tags[at + 1]:
            return at + 2  # "nearly 200 pupils and teachers"
        return at + (at < ceiling and words[at] in _AGO)
    return min(ceiling, max(at, start + 1)) if start < ceiling and tags[start] not in ".,:" else start


def _attached(words: Sequence[str], tags: str, at: int, ceiling: int) -> int:
    """Where a noun phrase ends with what hangs on it: "of the minister", "in Ohio"."""
    while at + 1 < ceiling and tags[at] in "IO" and words[at] in _ATTACHED:
        found = phrase_right(tags, list(words), at + 1, 0, ceiling)
        if found is None or words[at + 1] in _times():
            break  # "the alleged fraud" happened, or was looked into, "on Monday"
        at = next((place for place in range(at + 1, found[1]) if words[place] == ","), found[1])
    if at < ceiling and tags[at] == "W":
        return _clause_end(words, tags, at + 1, ceiling, "V")  # "the alleged experts who signed it"
    return at


def _times() -> frozenset[str]:
    return word_class("days") | word_class("weekdays") | word_class("months")


def _clause(words: Sequence[str], tags: str, cue: tuple[int, int], kind: str, floor: int, ceiling: int) -> Scope:
    """The clause of a cue, from its subject to its end."""
    low, high = cue
    verb = next((at for at in range(low, high) if tags[at] in _FINITE), low)
    found = _subject_before(words, tags, verb, floor)
    last = _clause_end(words, tags, high, ceiling, tags[low] if tags[low] == "M" else "V")
    if found is None:
        # An adverb before its subject: "Perhaps the dam fails", "reportedly the dam failed".
        ahead = _first_subject(words, tags, high, last)
        if ahead is not None and ahead[0] - high <= 1:
            return Scope(low, last, ahead)
        first, last = _trim(words, tags, low, last, cue)
        return Scope(first, last, None)
    about: tuple[int, int] | None = found
    if words[found[0]] in ("it", "there") or kind == _VAGUE or words[high : high + 1] == ["that"]:
        about = _first_subject(words, tags, high, last) or found  # "it seems that the dam fails"
    first, last = _trim(words, tags, min(low, found[0]), last, cue)
    return Scope(first, last, about)


def _subject_before(words: Sequence[str], tags: str, verb: int, floor: int) -> tuple[int, int] | None:
    """The subject of a verb, over what stands between: "she has, officials say, probably left"."""
    at = verb - 1
    while at >= floor and tags[at] in "RMBHKDV" and tags[at] != ",":
        at -= 1
    if at < floor:
        return None
    if tags[at] == "W":
        return at, at + 1  # whoever it is, the relative clause says it of "who"
    found = subject(tags[floor:], list(words[floor:]), at - floor, 0)
    if found is None:
        return (at, at + 1) if tags[at] in "TU" else None
    first = found[0] + floor
    while first - 2 >= floor and words[first - 1] == "of" and tags[first - 2] in "TUNA":
        first -= 2  # "some of the orders"
    return first, found[1] + floor


def _first_subject(words: Sequence[str], tags: str, start: int, end: int) -> tuple[int, int] | None:
    """The subject of the first finite verb of a stretch."""
    for at in range(start + 1, end):
        if tags[at] in _FINITE:
            found = _subject_before(words, tags, at, start)
            if found is not None:
                return found
    return None


def _own_clause(words: Sequence[str], tags: str, at: int, ceiling: int) -> bool:
    """Whether a clause with a subject of its own begins at a place."""
    while at < ceiling and tags[at] in "R":
        at += 1
    if at >= ceiling or tags[at] not in "TNPYUAEWS$" or tags[at : at + 2] == "$U":
        return False  # "between $10 and $20": a number goes on, no clause begins
    if tags[at] == "W":
        return True
    seen = False
    for place in range(at, min(ceiling, at + 14)):
        if tags[place] in _HEADS or (tags[place] == "T" and words[place] in word_class("bare_subjects")):
            seen = True
        elif tags[place] in _FINITE:
            return seen
        elif tags[place] not in "TAEGSRI$:C":
            return False
    return False


def _clause_end(words: Sequence[str], tags: str, start: int, ceiling: int, verb: str) -> int:
    """Where the clause ends whose cue ends at `start`; `verb` is "M" where the cue is a modal."""
    at = start
    depth = 0
    while at < ceiling:
        tag, word = tags[at], words[at]
        if tag == "(":
            depth += 1
        elif tag == ")":
            if depth == 0:
                return at
            depth -= 1
        elif depth:
            pass
        elif tag == "." or (tag == ":" and word not in ("-", "–") and at > start):
            return at
        elif tag == "," and at > start:
            behind = at + 1
            if behind >= ceiling or tags[behind] in '"W.':
                return at
            if tags[behind] in "CI" and _own_clause(words, tags, behind + 1, ceiling):
                return at
            if words[behind] in word_class("clause_openers") or tags[behind] in "GE":
                return at
            if tags[behind] == "R" and tags[behind + 1 : behind + 2] == "G":
                return at
            if words[behind] == "but" or _own_clause(words, tags, behind, ceiling):
                return at
        elif word in word_class("clause_openers") and at > start and _own_clause(words, tags, at + 1, ceiling):
            return at
        elif tag == "C" and at > start:
            if word == "but" or _own_clause(words, tags, at + 1, ceiling):
                return at
            if verb == "M" and at + 1 < ceiling and tags[at + 1] in "DBHKM":
                return at  # "might be late but has paid"
        at += 1
    return at


def _trim(words: Sequence[str], tags: str, first: int, last: int, cue: tuple[int, int]) -> tuple[int, int]:
    """Leave out marks at either end, and what opens a clause, never the cue."""
    while last > cue[1] and (tags[last - 1] in '.,:"C' or words[last - 1] in word_class("clause_openers")):
        last -= 1
    while first < cue[0] and (tags[first] in '.,:"C' or words[first] == "that"):
        first += 1
    return first, last
