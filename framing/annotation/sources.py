"""The words of a source → what kind of source it is, who it is, and what else a reader is told of it.

Law: the kind follows from the source's own words, by `source_nouns.tsv` and the actors in it; only a pronoun and "the
statement" look back at what was said before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from framing.annotation.mentions import Found
from framing.annotation.phrases import head_end_of, phrase_left
from framing.document import Article, Sentence
from framing.engines.base import SentenceSignals
from framing.grammar import word_class
from framing.lexicon import Entry

__all__ = [
    "Draft",
    "Withheld",
    "details_of",
    "document_before",
    "filed_before",
    "filers_of",
    "heard_before",
    "kind_of",
    "withholding",
]

_AROUND = 40  # tokens on either side of a cue where a day or an occasion is looked for
_GOES_BACK = 2  # sentences over which a pronoun goes on quoting somebody
_DOCUMENT_GOES_BACK = 8  # and "the statement"
_MEANT = {
    **dict.fromkeys(("he", "she", "his", "her"), ("named_person", "unnamed_specific", "anonymous")),
    **dict.fromkeys(("it", "its"), ("named_org", "document")),
    **dict.fromkeys(("they", "their"), ("collective", "named_org")),
}
_SUBJECT = 4  # tokens from the start of a sentence in which its subject ends
_SUITS = frozenset({"lawsuit", "suit", "complaint", "petition", "filing"})
_FILES = frozenset({"file", "files", "filed", "filing", "bring", "brings", "brought"})
_SUES = frozenset({"sue", "sues", "sued", "suing"})
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are"})
_AHEAD = 8  # tokens between a verb of suing and who sues or what is filed
_THEIRS = frozenset({"statement", "letter", "release", "memo", "tweet", "post"})
_BETWEEN = frozenset({"to", "or"})  # "60 to 68 percent of"
_ROLES = frozenset({"role", "office", "unnamed_specific"})
_HANDFUL = frozenset({"one", "two", "three", "four", "five", "both"})  # who are particular people, "two aides"
_SIDES = frozenset({"sides", "parties", "camps"})
_SHARES = frozenset({"percent", "cent", "%"})
_CLASSES = frozenset({"unnamed_specific", "collective"})
_LISTS = frozenset({"including", "led", "among"})  # behind a comma, before some of those who were named in front of it
_TELLS = frozenset({"a", "an", "the", "which", "whose", "who"})  # that open what is told of whoever was named
_PAIRS = frozenset({"couple", "pair", "duo", "trio"})
_OWNED = frozenset({"its", "their", "his", "her"})
_ANAPHORIC = _OWNED | {"the", "this", "that"}


@dataclass(slots=True)
class Draft:
    """An attribution as token ranges of one sentence, before spans are made."""

    sentence: int
    cue_first: int
    cue_last: int
    entry: Entry | None
    source: tuple[int, int] | None
    content: tuple[int, int]  # offsets in the text
    content_end_sentence: int
    rest: tuple[int, int] | None = None
    inherits: int | None = None


def details_of(sentence: Sentence, signals: SentenceSignals, draft: Draft, kind: str) -> tuple[str, ...]:
    """What a sentence tells of the saying besides who and how: the speaker's role, the day, the occasion."""
    columns = sentence.columns
    low, high = draft.content
    outside = {
        columns.words[place]
        for place in range(max(sentence.first, draft.cue_first - _AROUND), min(sentence.last, draft.cue_last + _AROUND))
        if not low <= columns.starts[place] < high
    }
    made: list[str] = []
    if kind == "named_person" and draft.source is not None:
        first, last = draft.source
        roles = (*signals.titles, *signals.sources)
        if any(first <= match.first and match.last <= last for match in roles):
            made.append("role")
    if not outside.isdisjoint(word_class("days") | word_class("months") | word_class("dated")):
        made.append("date")
    if not outside.isdisjoint(word_class("occasions")):
        made.append("occasion")
    return tuple(made)


def withholding(sentence: Sentence, signals: SentenceSignals) -> list[tuple[int, int]]:
    """The words of a sentence that say that a source is not to be named: "asked not to be named"."""
    words = sentence.columns.words
    return [
        (match.first, match.last)
        for match in signals.sources
        if match.entry.category == "anonymous"
        and not word_class("withholding").isdisjoint(words[match.first : match.last])
    ]


class Withheld:
    """Who in an article is not named at their own wish, so that "the whip" stays anonymous after the first time.

    Parameters
    ----------
    drafts : sequence of Draft
        All attributions of the article.
    """

    __slots__ = ("_actors", "_nouns", "_sources")

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._actors: set[str] = set()
        self._nouns: set[str] = set()
        self._sources: dict[int, list[tuple[int, int]]] = {}
        for draft in drafts:
            if draft.source is not None:
                self._sources.setdefault(draft.sentence, []).append(draft.source)

    def asks(self, sentence: Sentence, signals: SentenceSignals, draft: Draft) -> bool:
        """Whether a sentence says that a source is not to be named: the nearest does not, first of those in front."""
        sources = self._sources[draft.sentence]
        starts = sentence.columns.starts
        for first, _ in withholding(sentence, signals):
            if draft.content[0] <= starts[first] < draft.content[1]:
                continue
            before = [source for source in sources if source[0] < first]
            if draft.source == (max(before) if before else min(sources)):
                return True
        return False

    def add(self, words: Sequence[str], head: str, actor: str | None) -> None:
        """Remember a source that is not to be named, by its identity and its head noun."""
        if actor is not None:
            self._actors.add(actor)
        if len(words) > 1:
            self._nouns.add(head)

    def knows(self, words: Sequence[str], actor: str | None) -> bool:
        """Whether a source is one of those: by identity, or as "the whip"."""
        if actor is not None and actor in self._actors:
            return True
        return len(words) > 1 and words[0] in _ANAPHORIC and words[-1] in self._nouns


def kind_of(
    sentence: Sentence,
    signals: SentenceSignals,
    source: tuple[int, int],
    mentions: Sequence[Found],
    text: str,
) -> tuple[str, str | None]:
    """Class and actor of a source phrase."""
    words, tags, first = sentence.columns.words, signals.tags, sentence.first
    start, end = _bounds(words, source, mentions)
    if end - start == 1 and words[start] in ("who", "which", "that") and start - 2 >= first:
        # "a sniper who told police": whom the clause is about.
        before = start - (words[start - 1] == ",")
        meant = next((found for found in reversed(mentions) if found.last == before), None)
        if meant is not None:
            return kind_of(sentence, signals, (meant.first, meant.last), mentions, text)
        phrase = phrase_left(tags, words, before - 1, first)
        if phrase is not None and phrase[1] - phrase[0] > 1:
            return kind_of(sentence, signals, phrase, mentions, text)
    whose = end < sentence.last and words[end] in ("by", "from", "in")
    if end - start == 1 and words[start] in word_class("hearsay") and not whose:
        return "vague", None  # "reports have surfaced", "there is speculation that": whose?
    inside = [found for found in mentions if found.first < end and found.last > start]
    every = [
        match
        for match in signals.sources
        if match.first < end
        and match.last > start
        and not any(
            f.kind == "person" and f.form == "name" and f.head <= match.first and match.last <= f.last
            for f in inside  # "Bill Press" is no press
        )
    ]
    nouns = {match.entry.category: match for match in reversed(every)}
    if "anonymous" in nouns:
        head_end = head_end_of(tags, start, end, first)
        who = (f.actor for f in inside if f.last == head_end and (f.form == "nominal" or f.kind == "group"))
        return "anonymous", next(who, None)
    final = inside[-1] if inside else None
    head = _in_front(words, tags, first, (start, end), inside)
    if head is not None:
        end, inside, final = head.last, [head], head
    counted = _counted(words, tags, first, (start, end), final)
    if counted is not None:
        return counted
    if final is not None and final.last == end and final.kind == "person" and final.form == "name":
        ahead = tags[start - first : max(start, final.first) - first]
        loose = "TAUGE:N" if ":" in ahead else "TAUGE"  # "the 70-year-old Roe", "a defiant Roe"
        if _is_named(tags, words, start, final, first) or not ahead.strip(loose):
            return "named_person", final.actor
    head_end = head_end_of(tags, start, end, first)
    role = next((m for m in signals.sources if m.last == end and m.entry.category in _CLASSES), None)
    if role is not None and head_end < role.first and not tags[start - first : role.first - first].strip("TPICA"):
        head_end = end  # "a Department of Roads spokesperson"
    heads = [found for found in inside if found.last <= head_end or found.first < head_end <= found.last]
    head = heads[-1] if heads else None
    possessed = head is not None and head.last < head_end and tags[head.last - first] == "S"
    if words[head_end - 1] in word_class("utterances"):
        # "Roe's comments", "her remarks": she says it.
        owners = [
            f
            for f in inside
            if f.last < head_end and (tags[f.last - first] == "S" or f.form == "pronoun") and not f.unnamed
        ]
        if owners:
            return {"person": "named_person", "group": "collective"}.get(owners[0].kind, "named_org"), owners[0].actor
    person = next((found for found in inside if found.kind == "person" and found.form == "name"), None)
    if person is not None and person.last < end and words[person.last] == ",":
        ahead = tags[start - first : max(person.head, start) - first]
        if {"I", "O", ",", "S"}.isdisjoint(ahead):
            return "named_person", person.actor  # "Talk show host Jane Roe, a staunch Democrat"
    # A name that holds the noun is a name: the "states" of "the United States" are no class of people.
    named = next((m for m in inside if m.form == "name" and m.kind != "group" and m.first < head_end <= m.last), None)
    head_noun = next((m for m in every if m.first < head_end <= m.last or m.last == head_end), None)
    if named is not None and head_noun is not None and named.first <= head_noun.first:
        # But "the Roe Poll" is one, as the Morning Post is no post.
        head_noun = head_noun if words[head_end - 1] in word_class("findings") else None
    if head is not None and head.unnamed and not possessed and head_noun is None:
        head_noun = next((m for m in every if m.last == head.last), None)
    if head is not None and tags[head.last - first : head.last - first + 1] == "S":
        # "The committee's top Republican, Rep. Jane Roe": she is.
        for told in inside:
            beside = told.first > head.last and words[told.first - 1] == ","
            between = tags[head.last - first : told.first - 1 - first]
            if told.kind == "person" and told.form == "name" and beside and not between.strip("SANPEGU"):
                return "named_person", told.actor
    if head is not None and head.kind == "person" and not head.unnamed and not possessed and head.last >= head_end:
        return "named_person", head.actor
    if (
        person is not None
        and not possessed
        and (head_noun is None or head_noun.entry.category in ("unnamed_specific", "collective"))
        and person.first >= head_end
        and words[head_end if head_end < end else end - 1] == ","
    ):
        return "named_person", person.actor
    roles = [
        m.first for m in (*signals.titles, *signals.sources) if m.entry.category in _ROLES and start < m.last <= end
    ]
    if roles and _is_introduced(words, tags, first, (start, end), sentence.columns.capitals, roles):
        return "named_person", next((found.actor for found in inside if found.first == start), None)
    if head_noun is not None:
        category = head_noun.entry.category
        own = next((f.actor for f in inside if f.form == "nominal" and f.last == head_end), None)
        if category == "org":
            bodies = [f for f in inside if f.kind in ("organisation", "country")]
            # "The Ukrainian foreign ministry": the body that the noun names, before the state in front of it.
            bodies.sort(key=lambda f: not f.first < head_end <= f.last)
            return "named_org", own or (bodies[0].actor if bodies else None)
        if category == "vague" and any(tags[i - first] in "N" for i in range(head_noun.last, end)):
            # "some officials": an identifiable class, if vaguely counted
            return "collective", own
        if category == "document":
            return category, _maker(words, tags, inside, head_end, first)
        few = words[start] in _HANDFUL and words[head_end - 1] not in _SIDES
        some = words[head_end - 1] in word_class("particular") and (
            words[start] in _ANAPHORIC or "S" in tags[start - first : head_end - first]
        )
        if category == "collective" and (few or some):
            category = "unnamed_specific"  # "two engineers", "Roe's lawyers"
        return category, own if category in ("unnamed_specific", "collective") else None
    if head is not None and not possessed:
        if head.kind in ("organisation", "country"):
            return "named_org", head.actor
        if head.kind == "group":
            few = words[start] in _HANDFUL or words[head_end - 1] in _PAIRS
            return "unnamed_specific" if few else "collective", head.actor
        if head.kind == "person":
            return "named_person", head.actor
    word = words[start] if end - start == 1 else words[head_end - 1]
    if word in ("he", "she", "i", "his", "her", "my", "him", "you"):
        return "named_person", inside[0].actor if inside else None
    if word in ("it", "its"):
        return "named_org", None
    if word in ("they", "we", "their", "our", "who", "which", "that", "them"):
        return "collective", None
    if (
        head_noun is None
        and end - start > 1
        and tags[end - 1 - first] == "P"
        and sentence.columns.capitals[end - 1]
        and "unnamed_specific" in nouns
        and nouns["unnamed_specific"].last < end
        and all(sentence.columns.capitals[nouns["unnamed_specific"].last : end])
    ):
        return "named_person", None  # "architect Shirin Golzari", whom nobody has marked
    # A noun in front of the head says what kind of thing the head is, not what speaks: "a government whip".
    plain = tags[head_end - 1 - first] == "N" and words[head_end - 1][0].isalpha()
    if nouns and not (plain and all(match.last < head_end for match in nouns.values())):
        last = max(nouns.values(), key=lambda match: match.first)
        if last.entry.category == "document":
            return "document", _maker(words, tags, inside, head_end, first)  # "Gallup's average of daily polls"
        return ("named_org" if last.entry.category == "org" else last.entry.category), None
    if any(tags[i - first] == "P" for i in range(start, head_end)):
        return ("named_person" if head_end - start <= 3 and tags[head_end - 1 - first] == "P" else "named_org"), None
    plural = word.endswith("s") and not word.endswith("ss")
    return ("collective" if plural else "unnamed_specific"), None


def document_before(
    article: Article,
    signals: Sequence[SentenceSignals],
    place: int,
    drafts: Sequence[Draft],
    kinds: Sequence[tuple[str, str | None]],
) -> tuple[str, str | None] | None:
    """What "it" goes on to quote where the sentence before has a document for its subject; None where it has not."""
    if not place:
        return None
    first = article.sentences[place - 1].first
    for draft, known in zip(reversed(drafts[: len(kinds)]), reversed(kinds), strict=True):
        if draft.sentence < place - 1:
            break
        opens = draft.sentence == place - 1 and draft.source is not None and draft.source[0] - first <= 1
        if opens and known[0] == "document":
            return known
    told = any(
        match.entry.category == "document" and match.last <= first + _SUBJECT and match.first - first <= 1
        for match in signals[place - 1].sources
    )
    return ("document", None) if told else None


def filers_of(article: Article, mentions: Sequence[Sequence[Found]]) -> list[tuple[int, str]]:
    """Who sues in an article: by sentence, whoever "filed a lawsuit", "sued", or by whom a complaint "was filed"."""
    made = []
    for sentence, found in zip(article.sentences, mentions, strict=True):
        words, last = sentence.columns.words, sentence.last
        parties = [f for f in found if f.kind != "place"]
        for place in range(sentence.first, last) if parties else ():
            word = words[place]
            if word in _FILES:
                ahead = words[place + 1 : min(last, place + _AHEAD)]
                behind = words[max(sentence.first, place - _AHEAD) : place]
                if not _SUITS.isdisjoint(behind) and "by" in ahead:
                    by = place + 1 + ahead.index("by")
                    own = words[by : min(last, by + 2 * _AHEAD)]
                    by += own.index("behalf") + 1 if "behalf" in own else 0  # lawyers file for others
                    made += [(sentence.index, f.actor) for f in parties if by < f.first <= by + 3][:1]
                    continue
                if _SUITS.isdisjoint(ahead):
                    continue
            elif word not in _SUES or words[max(sentence.first, place - 1)] in _PASSIVE:
                continue
            before = [f for f in parties if place - _AHEAD <= f.last <= place]
            if words[place - 1] == ",":  # "A church added to his woes, filing a lawsuit": the subject did
                before = [f for f in parties if f.last < place][:1]
            if before:
                made.append((sentence.index, before[-1].actor))
    return made


def filed_before(words: Sequence[str], place: int, filers: Callable[[], Sequence[tuple[int, str]]]) -> str | None:
    """Whose lawsuit is quoted: of those who sue, who are asked for only then, the last so far, or the first at all."""
    if _SUITS.isdisjoint(words):
        return None
    known = filers()
    return next((actor for at, actor in reversed(known) if at <= place), known[0][1] if known else None)


def heard_before(
    words: Sequence[str],
    kind: str,
    place: int,
    drafts: Sequence[Draft],
    kinds: Sequence[tuple[str, str | None]],
    article: Article,
    *,
    stop: int,
    but: str | None,
) -> tuple[str, str | None]:
    """Whom a pronoun or "the statement" goes on to quote: of the first `stop`, who was quoted last, if not `but`."""
    meant = _MEANT.get(words[0]) if len(words) == 1 else None
    if meant is not None:
        for other in range(stop - 1, -1, -1):
            if place - drafts[other].sentence > _GOES_BACK:
                break
            known, actor = kinds[other]
            if drafts[other].sentence < place and known in meant and (but is None or actor != but):
                return kinds[other]
        return kind, None
    if kind == "document" and len(words) == 2 and words[0] in _ANAPHORIC:
        for other in range(stop - 1, -1, -1):
            if place - drafts[other].sentence > _DOCUMENT_GOES_BACK:
                break
            known, actor = kinds[other]
            if actor is None or actor == but or drafts[other].sentence >= place:
                continue
            before = article.sentences[drafts[other].sentence]
            where = before.first, before.last
            if known == "named_person":  # Roe may have spoken of a report that she has not written
                where = drafts[other].source or (0, 0)
            if words[1] in before.columns.words[slice(*where)]:
                return kind, actor
            if (
                words[1] in _THEIRS
                and place - drafts[other].sentence <= _GOES_BACK
                and known in ("named_person", "named_org")
            ):
                return kind, actor  # "the statement" right behind what somebody said is theirs
    return kind, None


def _bounds(words: Sequence[str], source: tuple[int, int], mentions: Sequence[Found]) -> tuple[int, int]:
    """The words of a source that tell who it is: without marks, brackets, its allies and what it only includes."""
    start, end = source
    while end > start + 1 and not words[end - 1][0].isalnum() and words[end - 1] not in (")", "'s", "\u2019s"):
        end -= 1
    while start < end - 1 and not words[start][0].isalnum():
        start += 1
    if words[end - 1] in ("'s", "\u2019s") and any(f.last == end - 1 and f.form != "pronoun" for f in mentions):
        end -= 1  # "Roe's" comments
    if words[end - 1] == ")" and "(" in words[start + 1 : end]:
        end = start + 1 + words[start + 1 : end].index("(")  # "Jane Roe (D-N.J.)"
    joined = next((i for i in range(start + 1, end - 2) if words[i] == "and" and words[i + 1] in _OWNED), end)
    if any(found.last == joined for found in mentions):
        end = joined  # "Roe and her allies"
    including = words.index("including", start + 1, end) if "including" in words[start + 1 : end] else end
    if including < end and words[including - 1] != ",":
        end = including  # "all polls including the Herald": which of them is only told
    return start, end


def _in_front(
    words: Sequence[str], tags: str, first: int, source: tuple[int, int], inside: Sequence[Found]
) -> Found | None:
    """Who stands in front of the comma: "Roe News, the site that Ana Doe runs", "137 authors, including Ana Doe"."""
    start, end = source
    for found in inside:
        alone = set(tags[start - first : found.first - first]) <= set("TUA")
        if found.last < end and words[found.last] == "," and alone:
            behind = words[found.last + 1 : end]
            body = found.kind in ("organisation", "group") and found.form != "pronoun"
            told = bool(behind) and (behind[0] in _LISTS | _TELLS or behind[:2] == ["such", "as"])
            return found if body and told else None
    return None


def _counted(
    words: Sequence[str], tags: str, first: int, source: tuple[int, int], final: Found | None
) -> tuple[str, str | None] | None:
    """The kind of so many of a group: "72 percent of Fijian voters", whom a poll has counted, "two aides"."""
    start, end = source
    share = next((place for place in range(start, end) if words[place] in _SHARES), -1)
    if share == end - 1 and share > start and not tags[start - first : share - first].strip("RUTA:"):
        return "document", None  # "sixty-nine percent": of a poll
    if final is None or final.kind != "group" or final.last != end or start >= final.first:
        return None
    for place in range(start, final.first):
        if tags[place - first] != "U" and words[place] not in word_class("shares") and words[place] not in _BETWEEN:
            return None
    if not _SHARES.isdisjoint(words[start : final.first]):
        return "document", final.actor
    return "unnamed_specific" if words[start] in _HANDFUL else "collective", final.actor


def _maker(words: Sequence[str], tags: str, inside: Sequence[Found], head_end: int, first: int) -> str | None:
    """Who made a document, as its name says: "Roe's letter", "the ABC report", "a survey issued by the institute"."""
    makers = [f for f in inside if f.kind in ("person", "organisation", "country") and f.form != "pronoun"]
    for found in makers:
        if found.last < head_end and tags[found.last - first] == "S":
            return found.actor
    after = [f for f in makers if f.first >= head_end]
    for found in after:
        by = next((place for place in range(found.first - 1, head_end - 1, -1) if words[place] in ("by", "from")), None)
        if by is None or (words[by] == "from" and found.kind == "country"):
            continue
        if words[by - 1] in word_class("finders"):
            return None  # "documents seen by ABC": whoever wrote them did not
        # "By Inspector General Jane Roe": the person at the end of the offices.
        return next((f.actor for f in after if f.kind == "person" and f.first >= by), found.actor)
    # "A report prepared for the ministry": whoever is meant to read it has not written it.
    bodies = {f.actor for f in makers if f.kind == "organisation" and "for" not in words[max(f.first - 2, 0) : f.first]}
    return bodies.pop() if len(bodies) == 1 else None


def _is_introduced(
    words: Sequence[str],
    tags: str,
    first: int,
    source: tuple[int, int],
    capitals: Sequence[bool],
    roles: Sequence[int],
) -> bool:
    """Whether a source is a name and what they are: "Wear, the faith director for the Doe campaign"."""
    start, end = source
    comma = next((place for place in range(start + 1, min(end, start + 4)) if words[place] == ","), 0)
    if not comma or not all(capitals[start:comma]) or tags[start - first : comma - first].strip("P"):
        return False
    role = min((place for place in roles if place > comma), default=0)
    return role > 0 and not tags[comma + 1 - first : role - first].strip("TNPAUEG:")


def _is_named(tags: str, words: Sequence[str], start: int, final: Found, first: int) -> bool:
    """Whether a source phrase ends with the name of the person it describes.

    So do "co-host Jane Roe", "chief of staff Jane Roe" and "Roe's lawyer, Jane Doe", but not
    "a spokesman for Jane Roe".
    """
    if final.kind != "person" or final.form != "name":
        return False
    if final.first <= start:
        return True
    between = range(start, final.first)
    if final.head > final.first or tags[final.first - 1 - first] == "P":
        # "House Oversight Committee Chairman Jane Roe": everything in front is her office.
        chain = all(
            tags[place - first] in "NPAUTSGE" or words[place] in ("of", "and", "for", "on", "-", ",", ".")
            for place in between
        )
        if chain and "," not in words[start : final.first]:
            return True
    return tags[final.first - 1 - first] in "N,S" and all(
        words[place] == "of" or "-" in (words[place - 1], words[place + 1])  # "son-in-law"
        for place in between
        if tags[place - first] in "IO"
    )
