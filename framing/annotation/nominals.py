"""Signals of a sentence → phrases that describe somebody without a name: "the president", "its fishermen".

Law: a nominal is a noun phrase whose head a row of the lexicon knows for a kind of actor; what belongs to
a name, or to the title in front of one, is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.annotation.mentions import Found
from framing.document import Sentence
from framing.engines.base import SentenceSignals
from framing.grammar import word_class
from framing.lexicon import Match

__all__ = ["Nominal", "find_nominals", "mark_phrases"]

_KINDS = {"unnamed_specific": "person", "collective": "group", "org": "organisation"}
_INSIDE = frozenset("NPAU$")  # tags of modifiers in front of a head
_PARTICIPLES = frozenset("EG")  # modifiers only behind a determiner: "an elected official"
_MAX_MODIFIERS = 6
_AS = frozenset({"as", "like", "than", "become", "became", "becoming", "remain", "remained", "named", "elected"})


class Nominal(NamedTuple):
    """Tokens `first` to `last` of the columns; the head noun ends the phrase.

    Parameters
    ----------
    noun : str
        The head in lower case, singular for persons as the lexicon has it.
    kind : str
        person, group, organisation or country.
    determiner : str
        The word in front: "the", "a", "his"; "" without one, "'s" behind an owner.
    owner : Found or None
        The name inside the phrase: whose it is ("Brandt's lawyer", "the Syrian government").
    """

    first: int
    last: int
    noun: str
    kind: str
    determiner: str
    owner: Found | None


def find_nominals(sentence: Sentence, signals: SentenceSignals, names: Sequence[Found]) -> list[Nominal]:
    """Find the nominals of one sentence.

    Parameters
    ----------
    sentence : Sentence
        With its token columns.
    signals : SentenceSignals
        What the engine found in it.
    names : sequence of Found
        The names in it, in text order.
    """
    heads: dict[int, tuple[Match, str]] = {}
    for match in signals.sources:
        kind = _KINDS.get(match.entry.category)
        if kind is not None:
            heads[match.last] = match, kind
    for match in signals.titles:
        if match.entry.category in ("role", "office"):
            known = heads.get(match.last)
            if known is None or known[0].first > match.first:
                heads[match.last] = match, "person"
    words, capitals, first, tags = sentence.columns.words, sentence.columns.capitals, sentence.first, signals.tags
    lands, organs = word_class("lands"), word_class("state_organs")
    made: list[Nominal] = []
    for found in names:
        # "American forces", "the Syrian government": the state acts through them.
        end = found.last
        if found.kind == "country" and end < sentence.last:
            end += tags[end - first] == "A" and end + 1 < sentence.last
            if words[end] in organs and not any(other.first <= end < other.last for other in names):
                heads.pop(end + 1, None)
                start = found.first - (found.first > first and words[found.first - 1] == "the")
                made.append(Nominal(start, end + 1, words[end], "country", "", found))
    if not heads:
        return made
    for end in sorted(heads):
        match, kind = heads[end]
        head = end - 1
        tag = tags[head - first]
        if tag not in "NA" and not (tag == "P" and (not capitals[head] or head == first)):
            continue
        if end < sentence.last and tags[end - first] in "NP" and not _apposed(capitals, end):
            continue  # "police station", "President Doe": no head
        if any(found.first <= head < found.last for found in names):
            continue
        start, owner_end = match.first, -1
        furthest = max(first, head - _MAX_MODIFIERS)
        while start > furthest and (
            (tags[start - 1 - first] in _INSIDE and words[start - 1] not in word_class("days"))
            or (words[start - 1] == "-" and tags[start - 2 - first : start - 1 - first] in tuple("NPA"))
            or (tags[start - 1 - first] in _PARTICIPLES and start - 2 >= first and tags[start - 2 - first] == "T")
        ):
            start -= 1
        determiner = ""
        if start > first and tags[start - 1 - first] == "S":
            owner_end = start - 1
            determiner = "'s"
        elif start > first and (tags[start - 1 - first] == "T" or words[start - 1] in ("his", "her", "its", "their")):
            start -= 1
            determiner = words[start]
        if _predicate(sentence, tags, start, end, names):
            continue
        owner = None
        for found in names:
            if found.last == owner_end or (start <= found.first and found.last <= match.first):
                owner = found
        if owner is not None and owner_end >= 0:
            start = min(start, owner.first)
        noun = words[head] if match.last - match.first == 1 else " ".join(words[match.first : end])
        if kind == "person" and noun.endswith("s") and noun != match.entry.term.lower():
            kind = "group"
        if noun in lands:
            kind = "country"
        made.append(Nominal(start, end, noun, kind, determiner, owner))
    made.sort()
    return made


def mark_phrases(sentence: Sentence, signals: SentenceSignals, names: Sequence[Found]) -> None:
    """Tell every named person where the phrase starts that names them, offices and nationality included."""
    persons = [found for found in names if found.kind == "person" and found.form == "name" and found.phrase < 0]
    if not persons:
        return
    offices = {match.last: match.first for match in signals.titles}
    for match in signals.sources:
        if match.entry.category == "unnamed_specific":
            offices.setdefault(match.last, match.first)
    tags, words, first = signals.tags, sentence.columns.words, sentence.first
    days = word_class("days")
    for found in persons:
        start = found.first
        if start == found.head:
            start = offices.get(start, start)
        if start < found.head:
            furthest = max(first, found.head - _MAX_MODIFIERS - 2)
            while start > furthest and (
                (tags[start - 1 - first] in _INSIDE and words[start - 1] not in days)
                or (words[start - 1] == "-" and tags[start - 2 - first : start - 1 - first] in tuple("NPA"))
                or (
                    words[start - 1] == "and"
                    and start - 2 >= furthest
                    and tags[start - 2 - first] == "P" == tags[start - first]
                )
            ):
                start -= 1
        found.phrase = start


def _predicate(sentence: Sentence, tags: str, start: int, end: int, names: Sequence[Found]) -> bool:
    """Whether a phrase says what somebody is, and so means nobody new: behind "is" or "as", beside a name and comma."""
    words, first, last = sentence.columns.words, sentence.first, sentence.last
    before = start - 1
    while before > first and tags[before - first] == "R":
        before -= 1
    if before >= first and (tags[before - first] == "B" or words[before] in _AS):
        return True
    if start > first and words[start - 1] == ",":
        return any(found.last == start - 1 and found.kind == "person" for found in names)
    if end < last and words[end] == ",":
        return any(found.first == end + 1 and found.kind == "person" for found in names)
    return False


def _apposed(capitals: Sequence[bool], place: int) -> bool:
    return bool(capitals[place])
