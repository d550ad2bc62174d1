"""Phrases beside names, behind "is", inside longer ones → whom the text says they are, and where they begin and end.

Law: what hangs on a preposition or opens a clause of its own says nothing of the name beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from framing.annotation.mentions import Found
from framing.document import Sentence
from framing.grammar import word_class

__all__ = ["head_end", "is_aside", "named_as", "phrase_end", "predicate", "subject_of"]

_SUBORDINATE = frozenset({"as", "like", "than"})  # "as the president seeks": he does
_HANGS = frozenset({"of", "who", "whom", "which", "that", ",", "(", "familiar", "close"})
_AS = frozenset({"as", "like", "than", "become", "became", "becoming", "remain", "remained", "named", "elected"})


def phrase_end(words: Sequence[str], tags: str, low: int, high: int, first: int) -> int:
    """Where a marked phrase ends: before a verb that no "who" leads to, or a word that only leads on."""
    for place in range(low + 1, high):
        tag = tags[place - first]
        if tag == "W" or words[place] == "that":
            break
        if tag in "VDMBHK" or words[place : place + 2] == [",", "including"]:
            high = place
            break
    if tags[low - first : high - first].count('"') % 2:
        # "a “coalition": what is open is closed, or was never opened.
        closes = tags[high - first : high - first + 1] == '"'
        if closes:
            return high + 1
        high = low + max(1, tags[low - first : high - first].find('"'))
    while high > low + 1 and (not words[high - 1][0].isalnum() or tags[high - 1 - first] in "IOCTR"):
        high -= 1
    return high


def named_as(
    sentence: Sentence, tags: str, phrase: tuple[int, int, int], kind: str, names: Sequence[Found]
) -> Found | None:
    """Whom the text names in, beside or in front of a marked phrase (from, head, to), which says who that is."""
    low, end, high = phrase
    words = sentence.columns.words
    alike = [
        found
        for found in names
        if found.form != "pronoun" and (found.kind == kind or {found.kind, kind} == {"group", "organisation"})
    ]
    for found in alike:
        if low <= found.first and found.last == end:
            return found  # "the aid group Roe", "newly elected governor Ana Ruiz"
        of_what = tags[end + 1 - sentence.first : found.first - sentence.first]
        if end + 1 < found.first and found.last == high and words[end] == "of" and not of_what.strip("NAPGCU"):
            return found  # "the director of legislative affairs Ana Ruiz"
        if low < found.first and found.last <= high and words[found.first - 1] == "," and found.first - 1 == end:
            return found  # "Ruiz's son-in-law, Juan Roe"
        if words[low - 1 : low] == [","] and words[low - 2] == ")" and found.last < low:
            opens = low - 3
            while opens > found.last and words[opens] != "(":
                opens -= 1
            if opens == found.last and words[opens] == "(":
                return found  # "Rep. Ana Ruiz (Texas), chairwoman of"
        before = low
        while before > found.last and (
            words[before - 1] == "as" or not words[before - 1][0].isalnum() or tags[before - 1 - sentence.first] == "T"
        ):
            before -= 1
        verb = next((place for place in (found.phrase - 1, found.head - 1) if place >= sentence.first), -1)
        if found.last == before and verb >= 0 and words[verb] in word_class("calling"):
            return found  # "called Ruiz a “true public servant”"
    for stop in (high, end):
        whom, _ = predicate(sentence, tags, low, stop, kind, names)
        if whom is not None:
            return whom
    return None


def subject_of(words: Sequence[str], tags: str, first: int, start: int) -> int:
    """The pronoun in front of "is" and a phrase that begins at `start`, or -1."""
    place = start - 1
    while place > first and tags[place - first] in "RBHM":
        place -= 1
    return place if place < start - 1 and tags[place - first] == "Y" else -1


def head_end(words: Sequence[str], tags: str, low: int, high: int, first: int) -> int:
    """Behind the head of a marked phrase: in front of what it is of, or of a clause that hangs on it."""
    for place in range(low + 1, high):
        if words[place] in _HANGS or (tags[place - first] in "IW" and tags[place - 1 - first] in "NPU"):
            return place
    return high


def is_aside(tags: str, start: int, end: int) -> bool:
    """Whether a phrase in front of a comma and a name is not whom it names: it hangs on a preposition, the name acts.

    `start` is where the phrase begins and `end` where the name ends, in tokens of the sentence.
    """
    return start > 0 and tags[start - 1] in "IO" and tags[end : end + 1] in tuple("VDMBHKR")


def predicate(
    sentence: Sentence, tags: str, start: int, end: int, kind: str, names: Sequence[Found]
) -> tuple[Found | None, bool]:
    """Whom a phrase says something of, and whether it means nobody new: behind "is", or beside a name and comma."""
    words, first, last = sentence.columns.words, sentence.first, sentence.last
    before = start - 1
    while before > first and tags[before - first] == "R":
        before -= 1
    clause = words[before] in _SUBORDINATE and tags[end - first : end - first + 1] in tuple("VDMBHK")
    if before >= first and not clause and (tags[before - first] == "B" or words[before] in _AS):
        whom = None
        if tags[before - first] == "B":
            whom = next((f for f in names if f.last == before and f.kind in ("person", "organisation")), None)
        return whom, True
    for found in names:
        if found.kind != kind or kind not in ("person", "organisation") or found.form != "name":
            continue
        behind = start > first and words[start - 1] == "," and found.last == start - 1
        if words[end : end + 1] == ["and"] and end + 1 == found.first < found.head and tags[start - first] in "NPA":
            return found, True  # "Roe Group founder and CEO Ana Ruiz"
        ahead = end < last and words[end] == "," and found.first == end + 1
        if not ahead and end + 2 < found.first and words[end] == "," and tags[found.first - 1 - first] == "S":
            # "Another reporter, the paper's Ana Ruiz,": whose she is stands in front of her name.
            ahead = any(owner.last == found.first - 1 and owner.first <= end + 2 for owner in names)
        if ahead and is_aside(tags, start - first, found.last - first):
            continue  # "On a call with a manager, Roe agreed": he is not the manager
        if ahead or (behind and (end >= last or not words[end][0].isalnum() or tags[end - first] in "IW")):
            return found, True
        if behind and found.kind == "person":
            return None, True
    return None, False
