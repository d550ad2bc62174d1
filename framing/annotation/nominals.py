"""Signals of a sentence → phrases that describe somebody without a name: "the president", "its fishermen".

Law: a nominal is a noun phrase whose head a row of the lexicon knows for a kind of actor; what belongs to
a name, or to the title in front of one, is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from framing.annotation.appositions import head_end, named_as, phrase_end, predicate, subject_of
from framing.annotation.mentions import Found
from framing.annotation.phrases import phrase_right
from framing.document import Sentence
from framing.engines.base import Reading, SentenceSignals
from framing.grammar import word_class
from framing.lexicon import Match

__all__ = ["Nominal", "find_nominals", "mark_phrases"]

_KINDS = {"unnamed_specific": "person", "collective": "group", "org": "organisation"}
_INSIDE = frozenset("NPAU$")  # tags of modifiers in front of a head
_PARTICIPLES = frozenset("EG")  # modifiers only behind a determiner: "an elected official"
_MAX_MODIFIERS = 6
_OVER = frozenset({"former", "then", "late", "same", "other", "ex"})  # of bodies and places these say nothing lasting
_OF_WHAT = 5  # tokens between an office and the name of who holds it
_MAX_BRACKET = 6  # tokens
_SURE = 0.5  # probability from which a description that no row knows is one


class Nominal(NamedTuple):
    """A phrase that describes somebody; the head noun ends it.

    Parameters
    ----------
    first, last : int
        Tokens of the columns, half-open.
    noun : str
        The head in lower case, singular for persons as the lexicon has it.
    kind : str
        person, group, organisation or country.
    determiner : str
        The word in front: "the", "a", "his"; "" without one, "'s" behind an owner.
    owner : Found or None
        The name inside the phrase: whose it is ("Brandt's lawyer", "the Syrian government").
    whole : (int, int) or None
        Tokens of the phrase with all that belongs to it, where the network has marked it: "the mayor of the town".
    subject : int
        The token of a pronoun of which the phrase is said ("she is a former prosecutor"), or -1.
    """

    first: int
    last: int
    noun: str
    kind: str
    determiner: str
    owner: Found | None
    whole: tuple[int, int] | None = None
    subject: int = -1


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
            organ = next((n for n in (2, 1) if " ".join(words[end : min(end + n, sentence.last)]) in organs), 0)
            if organ and not any(other.first < end + organ and end < other.last for other in names):
                heads.pop(end + organ, None)
                start = found.first - (found.first > first and words[found.first - 1] == "the")
                noun = " ".join(words[end : end + organ])
                made.append(Nominal(start, end + organ, noun, "country", "the" if start < found.first else "", found))
    if not heads and signals.reading is None:
        return made
    documents = {match.last for match in signals.sources if match.entry.category == "document"}
    for end in sorted(heads):
        match, kind = heads[end]
        head = end - 1
        tag = tags[head - first]
        if tag not in "NA" and not (
            tag == "P"
            and (
                not capitals[head]
                or head == first
                or words[head - 1] == "the"
                or words[head] in word_class("partisans")
            )
        ):
            continue
        if words[head] == "states" and head in documents:
            continue  # "the complaint states that": a verb
        if end < sentence.last and tags[end - first] in "NP" and not capitals[end]:
            said = (words[end] in word_class("speech_verbs") or words[end] == "claims") and words[
                end + 1 : end + 2
            ] == ["that"]
            # "The ministry claims that", "the church plans to open".
            if not said and not (
                words[end][-1] == "s"
                and words[end + 1 : end + 2] == ["to"]
                and tags[end + 2 - first : end + 3 - first] == "V"
            ):
                continue  # "police station", "President Doe": no head
        if end + 1 < sentence.last and words[end] == "-" and words[end + 1][0].isalpha():
            continue  # the "president" of "president-elect"
        if any(found.first <= head < found.last for found in names):
            continue
        start, owner_end = match.first, -1
        furthest = max(first, head - _MAX_MODIFIERS)
        while start > furthest and (
            (tags[start - 1 - first] in _INSIDE and words[start - 1] not in word_class("days"))
            or (words[start - 1] == "-" and tags[start - 2 - first : start - 1 - first] in tuple("NPAU"))
            or (tags[start - 1 - first] in _PARTICIPLES and start - 2 >= first and tags[start - 2 - first] == "T")
        ):
            start -= 1
        while start < match.first and words[start - 1] == "-":
            start += 1  # the "file" of "rank-and-file"
        determiner = ""
        if start > first and tags[start - 1 - first] == "S":
            owner_end = start - 1
            determiner = "'s"
        elif start > first and (tags[start - 1 - first] == "T" or words[start - 1] in ("his", "her", "its", "their")):
            start -= 1
            determiner = words[start]
        whom, told = predicate(sentence, tags, start, end, kind, names)
        if not told and kind == "person":
            whom = _officer(sentence, signals, end, names)
            if whom is not None:
                whom.also.append((start, whom.last))
                whom.also.append((start, end))
                continue
        if told:
            if whom is not None:
                owned = next((found for found in names if found.last == owner_end), None)
                if kind == "person" and whom.kind == "person" and (owned is not None or determiner != "'s"):
                    whom.told.append((words[head], owned.actor if owned is not None else ""))
                whom.also.append((start, end))
                more = _reach(sentence, tags, end)
                if more > end:
                    whom.also.append((start, more))
            continue
        owner = None
        for found in names:
            if found.last == owner_end or (start <= found.first and found.last <= match.first):
                owner = found
        if owner is not None and owner_end >= 0:
            start = min(start, owner.head)  # whatever office its owner holds is no part of "Roe's campaign"
        noun = words[head] if match.last - match.first == 1 else " ".join(words[match.first : end])
        if kind == "person" and noun.endswith("s") and noun != match.entry.term.lower():
            kind = "group"
        if noun in lands:
            kind = "country"
        made.append(Nominal(start, end, noun, kind, determiner, owner))
    if signals.reading is not None:
        made = _marked(sentence, tags, signals.reading, names, made, signals.sources)
    made = [part for item in made for part in _parted(sentence, tags, names, item)]
    made.sort(key=_where)
    return made


def _officer(sentence: Sentence, signals: SentenceSignals, end: int, names: Sequence[Found]) -> Found | None:
    """Whose office a phrase is that goes on with what it is of: "the director of legislative affairs Ana Ruiz"."""
    words, first = sentence.columns.words, sentence.first
    if words[end : end + 1] != ["of"]:
        return None
    for found in names:
        if found.kind == "person" and found.form == "name" and end + 1 < found.first <= end + _OF_WHAT:
            if found.first != found.head or signals.tags[end + 1 - first : found.first - first].strip("NAPGCU"):
                return None
            roles = (*signals.titles, *signals.sources)
            return None if any(end < match.first and match.last == found.first for match in roles) else found
    return None


def _parted(sentence: Sentence, tags: str, names: Sequence[Found], item: Nominal) -> Iterator[Nominal]:
    """A part of many under the name of the many: the families of "hundreds of families"."""
    words, first = sentence.columns.words, sentence.first
    start = item.last + 1
    if item.noun not in word_class("partitives") or words[item.last : start] != ["of"]:
        yield item
        return
    if words[start : start + 1] == ["the"]:
        start += 1
    more = phrase_right(tags, words, start, first, sentence.last) if start < sentence.last else None
    if more is None or more[1] <= start or tags[more[1] - 1 - first] not in "NP":
        yield item
        return
    end = more[1]
    whole = item.first, max(end, item.whole[1] if item.whole is not None else end)
    named = next((found for found in names if found.first < end and start < found.last), None)
    if named is None:
        yield Nominal(start, end, words[end - 1], "group", "", None, whole)
    elif named.kind == "group" and named.last == end:
        named.also.append(whole)
    else:
        yield item


def _where(nominal: Nominal) -> tuple[int, int]:
    return nominal.first, nominal.last


def _marked(
    sentence: Sentence,
    tags: str,
    reading: Reading,
    names: Sequence[Found],
    ruled: Sequence[Nominal],
    sources: Sequence[Match],
) -> list[Nominal]:
    """The descriptions that the network marks beside those that rows know; each with its whole phrase."""
    words, first = sentence.columns.words, sentence.first
    # "Two of them", "the other": how many, and not who.
    counted = word_class("partitives"), word_class("quantifiers")
    made = list(ruled)
    for span in reading.spans.get("described", ()):
        low, high = first + span.first, phrase_end(words, tags, first + span.first, first + span.last, first)
        high = next((found.last for found in names if found.first < high < found.last), high)  # "Ana Ruiz-" whom
        end = head_end(words, tags, low, high, first)
        bare = all(
            tags[place - first] in "TUIRO" or any(words[place] in known for known in counted)
            for place in range(low, end)
        )
        if span.probability < _SURE or bare or not words[end - 1][0].isalnum() or words[end : end + 1] == ["-"]:
            continue
        described = next((found for found in names if found.first == end), None)
        cut = tags[end - 1 - first] == "G" and described is None
        if cut and not tags[low - first : end - 1 - first].strip("TR"):
            continue  # the "increasing" of "an increasing number"
        if described is not None and tags[end - 1 - first] in "EAG":
            described.also.append((low, described.last))  # the "GOP-led" of "the GOP-led House"
            continue
        whom = named_as(sentence, tags, (low, end, high), span.kind, names)
        if whom is not None:
            both = any(other.kind == whom.kind and low < other.last < whom.head for other in names)
            if not both or "and" not in words[low : whom.head]:
                # The head of “coalition of the willing” without its other mark is no name.
                heads = {(low, end)} if tags[low - first : end - first].count('"') % 2 == 0 else set()
                whom.also += ({(low, high)} | heads) - {(whom.head, whom.last)}
            made = [item for item in made if item.last <= low or high <= item.first or item.owner is not None]
            continue
        known = next((place for place, item in enumerate(made) if low <= item.first and item.last <= high), -1)
        if known >= 0:
            # A row takes "the city" and "the state" for bodies, which they may be.
            kind = span.kind if span.kind in ("place", "country") else made[known].kind
            made[known] = made[known]._replace(whole=(low, high), kind=kind)
            continue
        if any(low < item.last and item.first < high for item in made):
            continue
        if any(found.first < end and low < found.last and end <= found.last for found in names):
            continue
        determiner = words[low] if tags[low - first] == "T" or words[low] in word_class("possessives") else ""
        owner = next((found for found in names if low <= found.first and found.last < end), None)
        if owner is not None and tags[owner.last - first : owner.last - first + 1] == "S":
            determiner = "'s"
        subject = -1
        if predicate(sentence, tags, low, end, span.kind, names)[1]:
            # "He is a man of principle": whom the pronoun means, which is not known here.
            subject = subject_of(words, tags, first, low)
            if subject < 0:
                continue
        row = next((match for match in sources if match.last == end), None)
        body = span.kind == "person" and row is not None and row.entry.category == "org"
        kind = "organisation" if body else span.kind
        made.append(Nominal(low, end, words[end - 1], kind, determiner, owner, (low, high), subject))
    return made


def mark_phrases(sentence: Sentence, signals: SentenceSignals, names: Sequence[Found]) -> None:
    """Tell every mention the phrase around it that names somebody: offices, nationality, what they are known by.

    "Italian Prime Minister Matteo Rossi", "Rep. Ana Ruiz (R) of Texas", "people in the valley".
    """
    if not names:
        return
    offices = {match.last: match.first for match in signals.titles}
    for match in signals.sources:
        if match.entry.category == "unnamed_specific":
            offices.setdefault(match.last, match.first)
    taken: dict[int, Found] = {}
    for found in names:
        taken.update(dict.fromkeys(range(found.first, found.last), found))
    for found, after, third in zip(names, [*names[1:], None], [*names[2:], None, None], strict=False):
        if (
            after is not None
            and _in_state(sentence, found, after)
            and not (third and _in_state(sentence, after, third))
        ):
            found.also.append((found.first, after.last))
        if found.form == "pronoun":
            continue
        if found.phrase < 0:
            found.phrase = _left(sentence, signals.tags, found, offices, taken)
        if found.reach < found.last:
            found.reach = _right(sentence, signals.tags, found)
        if found.kind == "group":
            _uncounted(sentence, signals.tags, found)


def _in_state(sentence: Sentence, found: Found, after: Found) -> bool:
    """Whether the second of two places says where the first is: "Harlan, Iowa", not "Ohio, Iowa and Maine"."""
    words = sentence.columns.words
    beside = found.kind == after.kind == "place" and after.first == found.last + 1 and words[found.last] == ","
    return beside and (after.last >= sentence.last or words[after.last] in (",", ".", ";", ")", "'s", "’s"))


def _uncounted(sentence: Sentence, tags: str, found: Found) -> None:
    """Tell a counted group what it is without its number too: "workers" of "the 1,900 workers"."""
    for start in {found.head, found.phrase} - {-1}:
        bare = start
        while bare < found.last - 1 and tags[bare - sentence.first] == "U":
            bare += 1
        if bare > start:
            found.also.append((bare, found.last))


def _left(sentence: Sentence, tags: str, found: Found, offices: Mapping[int, int], taken: Mapping[int, Found]) -> int:
    """Where the phrase of a mention starts: before its modifiers, its office and whose it is."""
    words, capitals, first = sentence.columns.words, sentence.columns.capitals, sentence.first
    days = word_class("days")
    start = found.first
    person = found.kind == "person" and found.form == "name"
    # Of the names of bodies and places only names are a part: not the "recent" of "recent UN" votes.
    proper = found.form in ("name", "metonym") and found.kind in ("organisation", "country", "place")

    def plural(place: int) -> bool:  # "questions" is none of what somebody is
        return tags[place - first] == "N" and words[place][-1] == "s" and (not capitals[place] or place == first)

    if person:
        if start == found.head:
            start = _elect(words, offices, start, first)
            start = offices.get(start, start)
        if start == found.head:
            return start  # nothing in front of the name belongs to it
        found.also.append((start, found.last))
    furthest = max(first, found.head - _MAX_MODIFIERS - 2)
    while (
        start > furthest
        and (person or words[start - 1] not in _OVER)
        and (found.kind not in ("country", "place") or words[start - 1] not in word_class("quantifiers"))
        and (
            (
                tags[start - 1 - first] in _INSIDE
                and words[start - 1] not in days
                and not plural(start - 1)
                and (person or start - 1 not in taken or (found.kind == "group" and taken[start - 1].form == "metonym"))
                and (not proper or capitals[start - 1] or words[start - 1] in word_class("compass"))
            )
            or (
                words[start - 1] == "-"
                and (tags[start - 2 - first : start - 1 - first] in tuple("NPAU") or words[start - 2] == "then")
            )
            or (
                words[start - 1] == "and"
                and start - 2 >= furthest
                and tags[start - 2 - first] == "P" == tags[start - first]
                and person
                and (start - 2 not in taken or taken[start - 2].kind == "organisation")
            )
            or (
                tags[start - 1 - first] == "S"
                and start - 2 >= furthest
                and tags[start - 2 - first] in "PN"
                and found.form != "metonym"
            )
        )
    ):
        start -= 1
        if not person and words[start] in word_class("quantifiers"):
            break
    while start < found.first and (
        tags[start - first] == "S" or not words[start][0].isalnum() or (start > first and words[start - 1] == "-")
    ):
        start += 1
    return start if person else _owned(sentence, tags, found, start, taken)


def _elect(words: Sequence[str], offices: Mapping[int, int], start: int, first: int) -> int:
    """Where "-elect" in front of a name begins, if it is behind an office: "Governor-elect", "Gov.-elect"."""
    if start - first < 3 or words[start - 1] not in ("elect", "designate") or words[start - 2] != "-":
        return start
    return next((end for end in (start - 2, start - 3) if end in offices), start)


def _owned(sentence: Sentence, tags: str, found: Found, start: int, taken: Mapping[int, Found]) -> int:
    """Where the phrase of a mention starts with whoever it belongs to: "his allies", "Roe's team", "Roe aides"."""
    words, first = sentence.columns.words, sentence.first
    if found.form not in ("name", "nominal") or found.kind not in ("group", "organisation", "person") or start <= first:
        return start
    described = found.form == "nominal"
    if described and tags[start - 1 - first] == "T" and words[start - 1] in word_class("possessives"):
        if start < found.head:
            found.also.append((start, found.last))
        return start - 1
    if found.kind == "group" and words[start - 1] in word_class("quantifiers"):
        return start - 1
    behind = tags[start - 1 - first] == "S"
    owner = taken.get(start - 1 - behind)
    if owner is None or owner.last != start - behind or owner.form == "pronoun":
        return start
    if behind or (described and found.kind == "group" and owner.kind != "group"):
        if start < found.head:
            found.also.append((start, found.last))
        return owner.first
    return start


def _right(sentence: Sentence, tags: str, found: Found) -> int:
    """Where the phrase of a mention ends: behind a bracket, "Jr.", and what it is of."""
    words, first, last = sentence.columns.words, sentence.first, sentence.last
    end = found.last
    if found.kind in ("person", "organisation") and found.form == "name":
        if end < last and words[end] == "(":
            close = next((i for i in range(end + 1, min(last, end + _MAX_BRACKET)) if words[i] == ")"), -1)
            if close > 0:
                if words[end + 1][0] == "@":
                    found.also.append((end + 1, close))  # "Ana Ruiz (@anaruiz)"
                end = close + 1
        if found.kind == "organisation":
            return end
        if end + 1 < last and words[end] == "of" and tags[end + 1 - first] == "P":
            end += 1
            while end < last and tags[end - first] == "P":
                end += 1
        return end
    return _reach(sentence, tags, end) if found.form == "nominal" else end


def _reach(sentence: Sentence, tags: str, end: int) -> int:
    """Where a described phrase ends with what it is of: "people of the valley", "police in Norway"."""
    words, first, last = sentence.columns.words, sentence.first, sentence.last
    if (
        end + 1 < last
        and tags[end + 1 - first] != "G"
        and (words[end] == "of" or (words[end] in ("in", "from", "for", "at") and tags[end + 1 - first] in "PT"))
    ):
        more = phrase_right(tags, words, end + 1, first, last)
        if more is not None and more[1] - end <= _MAX_MODIFIERS and tags[more[1] - 1 - first] in "NPU":
            return more[1]
    return end
