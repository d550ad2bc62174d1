"""Signals of a sentence → the stretches that name somebody, before it is known who is who.

Law: mentions of a sentence are disjoint and in text order; a mention is a lexicon row, a title
with a name, or a run of capitalised words that has the shape of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from framing.annotation.naming import initials, slug, unowned
from framing.document import Article
from framing.engines.base import ModelSpan, Reading, SentenceSignals
from framing.grammar import common_words, word_class
from framing.lexicon import Lexicon, Match

__all__ = ["Found", "MentionFinder"]

_MAX_ACRONYM = 6  # letters
_PARTIES = frozenset({"r", "d", "i"})  # as lawmakers have them before their seat
_NAMED_BY_ROWS = frozenset({"person", "metonym"})  # rows that a network's "person" does not overrule
_SURE_GROUP = 0.6  # groups have no capitals to go by, and any plural may look like one
_SURE_BODY = 0.7  # what is less likely a body and begins with a given name is a person: "Wolf Blitzer"
_SHORTENED = frozenset({"co", "corp", "inc", "ltd", "bros"})  # of firms' names, with a full stop
_SHARE = frozenset({"percent", "cent", "%"})
_POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
# Whose body it is, as its name says: "People's Party".
_OWNERS = frozenset({"people", "workers", "women", "children", "farmers", "citizens", "teachers", "veterans"})
_OFFICES = frozenset({"ministry", "department", "office"})  # whose name begins with what they are for
_OF = frozenset({"bank", "university", "college", "institute", "ministry", "department", "bureau", "office", "church"})
# Where or when, behind a group: "keep children home".
_WHERE = frozenset(
    (
        "home",
        "abroad",
        "overseas",
        "nationwide",
        "worldwide",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "alike",
        "alone",
    )
)
# What many do, in the shape of a noun.
_SAY = frozenset(
    {"report", "claim", "fear", "hope", "plan", "vow", "warn", "say", "face", "seek", "call", "blame", "fault"}
)
_PARTS = frozenset({"european", "african", "asian", "western", "eastern"})  # of the world, as adjectives
_BODIES = frozenset({"committee", "subcommittee", "commission", "department", "ministry"})
_LETTERED = re.compile(r"(?:[a-z]\.){2,3}")
_JOINS = frozenset({"of", "the", "and", "for", "in", "on", "to", "-", "&", ","})  # that an acronym leaves out
_ASIDES = frozenset({"(", ")", "“", "”", '"', "‘", "’", "'"})  # marks around what somebody is called as well
_LOOSE = frozenset("IOCWRBVDMHKTLYS")  # tags that neither begin nor end a noun phrase
_LOOSE_NAMES = frozenset("IOCWBMHKT")  # nor a name, whose words a tagger may not know
_ASIDE = 6  # tokens of an apposition in which its noun is looked for
_MAX_NAME = 4  # words of a name without a given name or title


@dataclass(slots=True)
class Found:
    """A mention before it has an identity: tokens `first` to `last` of the columns."""

    sentence: int
    first: int
    last: int
    text: str
    form: str
    kind: str
    key: str
    name: str
    sure: bool
    gender: str = ""
    title: bool = False
    actor: str = ""
    # Where the name itself starts, behind its titles.
    head: int = 0
    # Where the whole phrase starts around a mention: "Italian Prime Minister", "spokeswoman", "rural".
    phrase: int = -1
    # Where it ends: "of Texas".
    reach: int = -1
    # Of an organisation: the acronym that the text introduces behind its name, as an id.
    short: str = ""
    confidence: float = 1.0
    # Other phrases that say who this is: "its president" beside a name and a comma.
    also: list[tuple[int, int]] = field(default_factory=list)
    # What it says of them: nouns, each with the id of whose they are: ("father", "roe").
    told: list[tuple[str, str]] = field(default_factory=list)
    # "agent" or "patient" of its clause, or neither.
    role: str = ""
    # Of somebody whom the text only describes, and of these, whom it never comes back to.
    unnamed: bool = False
    passing: bool = False


class MentionFinder:
    """Finds mentions by lexicon rows, titles, given names and the shape of names.

    Parameters
    ----------
    lexicon : Lexicon
        The actors family.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        # Columns of the rows by identity, which `_entries` keeps from being given to others.
        self._entries = lexicon.entries
        self.rows = {id(entry): (entry.get("kind"), entry.get("actor"), entry.get("name")) for entry in lexicon.entries}
        self.given: dict[str, str] = {}
        self.given_weight: dict[str, float] = {}
        self.titles: set[str] = set()
        self.nations: set[str] = set()
        self.blockers: dict[str, str] = {}
        self.nicknames: dict[str, set[str]] = {}
        self.famous: dict[str, str] = {}  # full names behind bare ones that need no introduction
        self.particles = word_class("name_particles")
        self.suffixes = word_class("name_suffixes")
        self.joints = self.particles | self.suffixes | {"of", "for", "-", "."}  # what a name may go on with
        self.title_genders = {word: gender for gender in ("male", "female") for word in word_class(f"{gender}_titles")}
        for entry in lexicon.entries:
            if entry.file == "given_names.tsv":
                self.given[entry.term.lower()] = entry.category
                self.given_weight[entry.term.lower()] = entry.weight
            elif entry.file == "person_blockers.tsv":
                self.blockers[entry.term.lower()] = entry.category
            elif entry.file == "nicknames.tsv":
                self.nicknames.setdefault(entry.term, set()).add(entry.get("name"))
            elif entry.file == "titles.tsv":
                self.titles.add(entry.term.lower().rstrip("."))
            elif entry.category == "person" and entry.weight >= 1 and entry.get("name") != entry.term:
                self.famous[slug(entry.term)] = entry.get("name")
            elif entry.file == "countries.tsv" and entry.category in ("name", "demonym"):
                self.nations.add(entry.term.lower())

    def gender_of(self, name: str) -> str:
        """Return male or female where the first of several names tells it, else ""."""
        first, _, rest = name.lower().partition(" ")
        gender = self.given.get(first, "") if rest else ""
        return "" if gender == "both" else gender

    def find(self, article: Article, index: int, signals: SentenceSignals) -> list[Found]:
        """Return the mentions of the sentence `index`."""
        search = _Search(self, article, index, signals)
        return search.mentions() if signals.reading is None else search.marked(signals.reading)


class _Search:
    """One sentence being searched: its tokens, what the engine found in it, and the finder's tables."""

    __slots__ = (
        "capitals",
        "ends",
        "finder",
        "first",
        "index",
        "last",
        "lexical",
        "opening",
        "sources",
        "starts",
        "tags",
        "text",
        "title_case",
        "titles",
        "words",
    )

    def __init__(self, finder: MentionFinder, article: Article, index: int, signals: SentenceSignals) -> None:
        sentence = article.sentences[index]
        columns = sentence.columns
        self.finder = finder
        self.index = index
        self.text = article.text
        self.words, self.starts, self.ends, self.capitals = (
            columns.words,
            columns.starts,
            columns.ends,
            columns.capitals,
        )
        self.tags = signals.tags
        self.sources = signals.sources
        self.first, self.last = sentence.first, sentence.last
        self.titles = {match.first: match.last for match in signals.titles}
        self.lexical = {match.first: match for match in signals.actors}
        self.title_case = columns.title_case(sentence.first, sentence.last)
        opening = sentence.first  # the first word, whose capital says nothing
        while opening < sentence.last and not columns.words[opening][0].isalnum():
            opening += 1
        self.opening = opening

    def mentions(self) -> list[Found]:
        """Return the mentions in text order."""
        words, capitals, titles, lexical, last = self.words, self.capitals, self.titles, self.lexical, self.last
        blockers, joints = self.finder.blockers, self.finder.joints
        made: list[Found] = []
        places = [i for i, capital in enumerate(capitals[self.first : last], self.first) if capital]
        if lexical or titles:
            places = sorted({*places, *lexical, *titles})
        reached = self.first
        for place in places:
            if place < reached:
                continue
            match = lexical.get(place)
            title_end = titles.get(place)
            if match is None and title_end is None and blockers.get(words[place]) == "not_name":
                following = place + 1
                if following >= last or (not capitals[following] and words[following] not in joints):
                    continue  # "The", "When": the commonest capitals name nothing
            if title_end is not None and (capitals[place] or title_end < last):
                run_end = self._run(title_end)
                if run_end > title_end and self._may_be_person(title_end, run_end):
                    made.append(self._person(place, title_end, run_end, True))
                    reached = run_end
                    continue
            if match is None and place + 1 in lexical and blockers.get(words[place]) == "not_name":
                continue  # "Then Japan left": the opener is no part of the name
            run_end = place
            if (
                capitals[place]
                and (match is None or self.tags[place - self.first] in "PNA")
                and words[place][0].isalpha()
            ):
                run_end = self._run(place)
            found: Found | None = None
            if match is not None and match.last >= run_end:
                found = self._row(match)
                reached = match.last
            elif run_end > place + 1 and blockers.get(words[place]) == "place_prefix":
                reached = run_end  # "San Bernardino", "Fort Hood"
            elif run_end > place:
                found = self._name(place, run_end, match)
                # Without an identity as a whole, what follows may still be a title or demonym.
                if found is not None:
                    reached = found.last
                elif match is not None and match.entry.category != "person":
                    found = self._row(match)  # a person's name inside a longer one names no person
                    reached = match.last
            if found is not None:
                made.append(found)
        return made

    def marked(self, reading: Reading) -> list[Found]:
        """Return the mentions that the network has marked, and the rows that it was not taught."""
        made: list[Found] = []
        words = self.words
        ruled = self.mentions()
        persons = [
            self._tidy(self.first + span.first, self.first + span.last, "person")
            for span in reading.spans["actor"]
            if span.kind == "person"
        ]
        wide = [span for span in persons if span is not None and span[1] - span[0] > 1]
        ruled = [
            found for found in ruled if not any(a <= found.first and found.last < b and found.actor for a, b in wide)
        ]
        rows = [found for found in ruled if found.actor]
        for span in self._apart(reading.spans["actor"]):
            if span.kind == "group" and span.probability < _SURE_GROUP:
                continue
            first, last = self.first + span.first, self.first + span.last
            # A row knows its name better than a network that has cut it up or mistaken it for a person's,
            # but "Jordan" may be somebody.
            if any(
                row.first <= first and last <= row.last and (span.kind != "person" or row.kind != "country")
                for row in rows
            ):
                continue
            kind = span.kind
            if kind == "organisation" and last - first == 2 and span.probability < _SURE_BODY:
                given = words[first] in self.finder.given and all(self.capitals[first:last])
                kind = "person" if given and self.finder.blockers.get(words[last - 1]) is None else kind
            found = self._span(first, last, kind)
            if found is None:
                continue
            if made and found.first < made[-1].last:  # "Commission", and then "Commission on Audit"
                if found.last - found.first <= made[-1].last - made[-1].first:
                    continue
                made.pop()
            made.append(found)
        for found in ruled:
            # Offices, nationalities and seats of government stand for actors by rule; so do names that a row
            # knows and people who are introduced with a title. The shape of a name alone is the network's field.
            famous = found.kind == "person" and found.name == self.finder.famous.get(found.key)
            if (found.form != "name" or found.actor or found.title or famous) and not any(
                other.first < found.last and found.first < other.last for other in made
            ):
                made.append(found)
        made.sort(key=_first_token)
        return made

    def _apart(self, spans: Sequence[ModelSpan]) -> Iterator[ModelSpan]:
        """Part what the network takes for one body: "Google and the Commerce Department"."""
        for span in spans:
            words = self.words[self.first + span.first : self.first + span.last]
            middle = next((i for i in range(1, len(words) - 2) if words[i : i + 2] == ["and", "the"]), 0)
            if middle and span.kind == "organisation":
                yield span._replace(last=span.first + middle)
                yield span._replace(first=span.first + middle + 2)
            else:
                yield span

    def _only_titles(self, first: int, last: int) -> bool:
        """Whether words in front of a name, "Former Senator", have been cut off from it."""
        titles, blockers = self.finder.titles, self.finder.blockers
        return all(word in titles or blockers.get(word) == "not_name" for word in self.words[first:last])

    def _is_office(self, first: int) -> bool:
        """Whether what begins here says of what somebody is in office: "the governor of Virginia"."""
        before = first - 1 - (first > self.first and self.words[first - 1] == "the")
        return before > self.first and self.words[before] == "of" and before in self.titles.values()

    def _only_lends(self, last: int) -> bool:
        """Whether a name is part of an event's, "the Atlanta Olympics", or only where a thing is: "Ohio-based"."""
        if last >= self.last:
            return False
        if self.words[last] == "-" and last + 1 < self.last:
            return self.words[last + 1] in word_class("where_from")
        return (
            self.capitals[last]
            and not self.title_case
            and last not in self.titles
            and self.finder.blockers.get(self.words[last]) == "event_suffix"
        )

    def _span(self, first: int, last: int, kind: str) -> Found | None:
        """What the network marks, under the name by which a row knows it."""
        words = self.words
        tidy = self._tidy(first, last, kind)
        if tidy is None:
            return None
        first, last = tidy
        lettered = last - first == 2 and _LETTERED.fullmatch(words[first]) is not None
        if kind == "organisation" and lettered and self.finder.blockers.get(words[last - 1]) is None:
            kind = "person"  # "E.J. Roe"
        if kind == "person" and self._only_titles(first, last):
            return None
        if self._only_lends(last):
            return None
        if kind == "organisation":
            if last - first == 1 and words[first] in word_class("faiths"):
                return None  # "a Christian network": what kind of one
            region = first
            while region < last - 1 and words[region] in self.finder.nations | _PARTS:
                region += 1
            inner = self.lexical.get(region) if region > first else None
            if inner is not None and inner.last == last:
                short = self._surface(region, last).isupper()
                if short or words[first] in _PARTS:  # but the "Macedonian Communist Party" is a body of its own
                    return self._row(inner)  # the "European NATO" of "European NATO states"
            office = next((b for a, b in self.titles.items() if first < a and b < last), last)
            if office < last - 1 and words[office] in self.finder.given and all(self.capitals[office:last]):
                return self._person(office, office, last, True, trim=False)  # "Bergen District Attorney Jane Roe"
        if not any(self.capitals[first:last]) and any(a <= first and last <= b for a, b in self.titles.items()):
            return None  # the "counsel" of "special counsel"
        if kind == "organisation" and words[last - 1] in _SHORTENED and words[last : last + 1] == ["."]:
            last += last < self.last  # "Doe Motor Co."
        match = self.lexical.get(first)
        if (
            match is not None
            and (match.last == last if kind == "person" else match.last >= last)
            and (kind != "person" or match.entry.category in _NAMED_BY_ROWS)
        ):
            found = self._row(match)
            # A nationality that does not act names nobody; a seat of government that does not is a place.
            if found is not None or match.entry.category == "demonym":
                return found
            if match.entry.category == "metonym":
                kind = "place"
            elif self.finder.rows[id(match.entry)][0] == "country":
                return None  # before a title it names the office
        if kind == "person" and (last - first == 1 or words[first] not in self.finder.given) and self._is_body(last):
            kind = "organisation"
        if kind == "organisation" and first == self.opening and self._is_dateline(first, last):
            kind = "place"
        if kind == "person":
            place = next((start for start, end in self.titles.items() if end == first), first)
            return self._person(place, first, last, True, trim=False)
        if kind in ("place", "country") and self._is_office(first):
            return None
        if kind != "group" and match is not None and match.entry.category == "abbreviation" and match.last >= last:
            found = self._found(match.first, match.last, "place", True)  # "N.H."
            found.key, found.name = slug(match.entry.get("name")), match.entry.get("name")
            return found
        state = self._state(first, last)
        if state is not None:
            return state
        if kind == "group":
            if match is not None and match.entry.category == "demonym" and match.last == last - 1:
                people = self._people(match) if words[last - 1] in ("people", "public") else None
                if people is not None:
                    return people
            party = self.lexical.get(match.last) if match is not None else None
            if party is not None and party.last == last and words[last - 1].rstrip("s") in word_class("partisans"):
                return self._row(party)  # "U.S. Republicans" are the Republicans
            return self._group(first, last)
        if (
            kind == "organisation"
            and last - first <= 2
            and last < self.last
            and match is None
            and self.finder.blockers.get(words[last - 1]) != "org_suffix"
            and not self._surface(last - 1, last).isupper()
        ):
            after = self.titles.get(last)
            if self.capitals[last] and ((after is not None and after < self.last) or words[last] in self.finder.titles):
                return None  # "Education Secretary": an office
        found = self._found(first, last, kind, True)
        if kind == "organisation" and last + 2 < self.last and words[last] == "(" and words[last + 2] == ")":
            inside = self._surface(last + 1, last + 2)
            if 2 <= len(inside) <= 2 * _MAX_ACRONYM and sum(map(str.isupper, inside)) >= 2:
                found.short = slug(inside)
        elif kind == "organisation" and last + 3 < self.last and words[last : last + 2] == [",", "or"]:
            also = self._surface(last + 2, last + 3)
            spelt = initials(slug(found.text).split("-"))
            if also.isupper() and len(also) > 1 and words[last + 3] == "," and spelt.startswith(words[last + 2]):
                found.short = slug(also)  # "the Immigration and Customs Enforcement agency, or ICE,"
        return found

    def _is_dateline(self, first: int, last: int) -> bool:
        """Whether a sentence opens with where it was written: "SAN ISIDRO, Colombia — A landslide"."""
        end = last + 2 if self.words[last : last + 1] == [","] else last
        return self._surface(first, last).isupper() and self.words[end : end + 1] in (["—"], ["–"], ["--"])

    def _is_body(self, last: int) -> bool:
        """Whether what is named is told to be an organisation: "Norvane, the Danish company that makes the drug"."""
        words = self.words
        if last + 2 >= self.last or words[last] != "," or words[last + 1] not in ("a", "an", "the"):
            return False
        return any(
            match.entry.category == "org"
            and last + 1 < match.first <= last + _ASIDE
            and not self.tags[last + 2 - self.first : match.last - self.first].strip("NPAUGES:")
            and self.tags[match.last - self.first : match.last - self.first + 1] not in ("N", "P", "S", "A", ":")
            for match in self.sources
        )

    def _state(self, first: int, last: int) -> Found | None:
        """The state that acts through its organs: "the Russian government"."""
        row = self.lexical.get(first)
        if row is None or last - row.last not in (1, 2) or self.words[last - 1] not in word_class("state_organs"):
            return None
        if self.finder.rows[id(row.entry)][0] != "country" or row.entry.category not in ("name", "demonym"):
            return None
        kind, actor, name = self.finder.rows[id(row.entry)]
        found = self._found(first, last, kind, True)
        found.form, found.key, found.actor, found.name = "metonym", actor, actor, name
        found.also.append((row.first, row.last))
        return found

    def _tidy(self, first: int, last: int, kind: str) -> tuple[int, int] | None:
        """Cut a marked stretch back, or stretch it, to the noun phrase that it stands for."""
        words, tags, base, capitals = self.words, self.tags, self.first, self.capitals
        plain = not any(capitals[first:last])
        if kind == "group":
            first = self._uncounted(first, last)
            if first - 2 >= base and words[first - 1] == "-" and tags[first - 2 - base] in "NPAE":
                first -= 2  # "same-sex couples"
            # "individuals who worked with": a clause says something about them.
            clause = next((i for i in range(first + 1, last) if tags[i - base] == "W"), last)
            last = clause
        loose = _LOOSE if plain or kind == "group" else _LOOSE_NAMES
        while first < last and (not words[first][0].isalnum() or (tags[first - base] in loose and not capitals[first])):
            first += 1
        stretched = False
        if (
            kind == "organisation"
            and first - 2 >= base
            and words[first - 1] in ("of", "on", "for")
            and capitals[first - 2]
            and self.finder.blockers.get(words[first - 2]) == "org_suffix"
        ):
            first -= 2  # "Commission on Audit"
            while first > base and capitals[first - 1] and self.finder.blockers.get(words[first - 1]) != "not_name":
                first -= 1
        if kind == "organisation":
            first, last = self._whole_body(first, last)
        if kind == "organisation" and last - first > 1 and words[last - 1] in ("of", "for"):
            end = last
            while end < self.last and capitals[end]:
                end += 1
            stretched = end > last  # "University of" what
            last = end
        if last - first > 1 and kind != "person" and words[last - 1] in word_class("beside_names"):
            last -= 1  # the "Xinhua news" of "Xinhua news agency"
        if kind == "organisation" and last - first > 1 and words[last - 1] in word_class("staff"):
            last -= "of" not in words[first:last]  # the "Aetna" of "Aetna Executives"
        owned = (
            kind == "organisation"
            and words[last - 1] in _POSSESSIVE
            and words[last - 2] in word_class("possessive_names")
        )
        while (
            first < last
            and not stretched
            and not owned
            and (
                words[last - 1] in _POSSESSIVE
                or not words[last - 1][0].isalnum()
                or (tags[last - 1 - base] in loose and not (capitals[last - 1] and kind != "group"))
            )
        ):
            last -= 1
        cut = last < self.last and words[last] == "-"
        if first >= last or (cut and (kind == "group" or tags[last - 1 - base] == "A")):
            return None  # "Lebanese-American", "rank-and-file"
        if last - first == 1 and tags[first - base] in "TIOCY" and not self._surface(first, last).isupper():
            return None  # "The"
        if kind == "group" and not capitals[last - 1]:
            end = last
            while end < self.last and tags[end - base] in "NA" and not capitals[end] and words[end] not in _WHERE:
                end += 1
            while end > last and tags[end - 1 - base] != "N":
                end -= 1
            if tags[last - 1 - base] in "AU" or (tags[last - 1 - base] == "N" and end == last + 1):
                last = end
            if last - first > 1 and words[last - 1] in _SAY and words[last - 2][-1:] == "s":
                last -= 1  # "Ukrainian officials report"
            if tags[last - 1 - base] not in "NPXEG":
                return None  # "several", "some"
        if (
            plain
            and kind != "group"
            and any(
                match.last == last and match.entry.category in ("org", "unnamed_specific", "document", "anonymous")
                for match in self.sources
            )
        ):
            return None  # "the court", "the clerk": described, not named
        if plain and kind != "group" and not set(tags[first - base : last - base]) & set("NPX"):
            return None
        if kind != "group" and words[last - 1] in word_class("partisans"):
            return None  # "the Ohio Democrat" describes somebody
        if plain and kind == "organisation" and last < self.last and capitals[last]:
            return None  # the "counsel" of "special counsel Jane Roe"
        while kind == "person" and last + 1 < self.last and words[last] == "-" and self._goes_on(first, last):
            last += 2  # "Pugh-Emlyn"
        while (
            kind == "person" and first - 2 >= base and words[first - 1] == "-" and self._goes_on(first - 2, first - 1)
        ):
            first -= 2
        if kind == "person":
            first, last = self._nickname(first, last)
        if kind == "person" and words[last - 1] in self.finder.particles:
            while last < self.last and (words[last] in self.finder.particles or capitals[last]):
                last += 1  # "van der" whom
        if words[last - 1] in word_class("compass") and kind != "person":
            while last < self.last and capitals[last] and tags[last - base] == "P":
                last += 1  # "West Bengal"
        if (
            kind == "organisation"
            and last < self.last
            and capitals[last - 1]
            and capitals[last]
            and self.finder.blockers.get(words[last]) == "org_suffix"
            and not self.title_case
        ):
            last += 1  # "Azure Front"
        if (
            kind == "person"
            and last - first == 1
            and first - 1 > self.opening
            and capitals[first]
            and capitals[first - 1]
            and words[first - 1] in self.finder.given
        ):
            first -= 1  # "Jordan Okoro": a given name that a row knows for a country
        if kind == "person":
            seat = next((i for i in range(first, last) if self._is_seat(i)), last)
            last = seat - 1 if first < seat < last else seat  # "Ann Lee (R-Texas", "Ann Lee, D-Calif."
            if first >= last:
                return None
        return first, last

    def _nickname(self, first: int, last: int) -> tuple[int, int]:
        """A name that goes on behind what its bearer is called: "Charles “Cully” Simmons", "William (Bill) Weld"."""

        def inside(opens: int) -> bool:
            told = self._surface(opens + 1, opens + 2)
            marked = self.words[opens] in _ASIDES and self.words[opens + 2] in _ASIDES
            # In brackets a country may stand, or a club: "Ana Ruiz (Spain) Steffi Roe (Germany)".
            called = self.words[opens] != "(" or self.words[opens + 1] in self.finder.given
            return marked and called and told.istitle() and len(told) > 1 and self.capitals[opens + 3]

        if last + 3 < self.last and inside(last):
            last += 4
        elif first - 4 >= self.first and self.capitals[first - 4] and inside(first - 3):
            first -= 4
        return first, last

    def _whole_body(self, first: int, last: int) -> tuple[int, int]:
        """The name of a body with what a network cuts off: its number, its owners, and what it is for or of."""
        words, capitals = self.words, self.capitals
        numbered = last + 1 < self.last and words[last] == "-" and words[last + 1].isdigit()
        if numbered and self.starts[last + 1] == self.ends[last - 1] + 1:
            last += 2  # "MS-13"
        if first - 2 >= self.first and capitals[first - 2]:
            plain = words[first - 2] in common_words() and first - 2 not in self.lexical
            if words[first - 1] in _POSSESSIVE and words[first - 2] in _OWNERS:
                first -= 2  # "People’s Unity Front"
            elif words[first - 1] == "and" and words[last - 1] in _BODIES and plain:
                first -= 2  # "Energy and Commerce Committee"
        office = last - first == 1 and words[first] in _OFFICES and first - 1 > self.opening
        if office and capitals[first - 1] and words[first - 1] in common_words() and first - 1 not in self.lexical:
            first -= 1  # "China's Foreign Ministry"
        if last + 1 < self.last and words[last] == "of" and capitals[last + 1] and not self.title_case:
            last += words[last - 1] in _OF  # "Bank of Pakistan"
        owner = next((i for i in range(first + 1, last - 1) if words[i] in _POSSESSIVE), 0)
        if owner and words[owner - 1] not in _OWNERS and capitals[owner + 1]:
            known = self.lexical.get(first)
            if self._surface(first, owner).replace(".", "").isupper() or (known is not None and known.last == owner):
                first = owner + 1  # "the U.N.'s World Food Program"
        while first - 2 >= self.first and words[first - 1] == "-" and capitals[first - 2]:
            if self.starts[first] != self.ends[first - 2] + 1:
                break
            first -= 2  # "Science-Policy Platform"
            while (
                first > self.first and capitals[first - 1] and self.finder.blockers.get(words[first - 1]) != "not_name"
            ):
                first -= 1
        return self._spelt_out(first, last), last

    def _spelt_out(self, first: int, last: int) -> int:
        """Where a name begins of which a bracket behind has the letters: "Panel on Climate Change (PCC)"."""
        words = self.words
        if last + 2 >= self.last or words[last] != "(" or words[last + 2] != ")":
            return first
        if not 2 < len(words[last + 1]) <= 2 * _MAX_ACRONYM or not self._surface(last + 1, last + 2).isupper():
            return first
        letters = list(words[last + 1])
        place = last
        while letters and place > self.first:
            place -= 1
            if self.capitals[place] and words[place][0] == letters[-1]:
                letters.pop()
            elif words[place] not in _JOINS:
                break
        return min(first, place) if not letters else first

    def _uncounted(self, first: int, last: int) -> int:
        """Where a group starts behind how many of it there are: "Some Democrats", "60 percent of voters"."""
        words = self.words
        share = next((place for place in range(first, last - 2) if words[place] in _SHARE), None)
        if share is not None and words[share + 1] == "of":
            first = share + 2
        while first < last - 1 and (
            words[first] in word_class("quantifiers")
            or (self.tags[first - self.first] == "U" and self.capitals[last - 1])
        ):
            first += 1
        return first

    def _is_seat(self, place: int) -> bool:
        """Whether a lawmaker's party and seat begin here: "R-Texas" behind a comma or in brackets."""
        return (
            self.words[place] in _PARTIES
            and self.opening < place < self.last - 2
            and self.words[place - 1] in (",", "(")
            and self.words[place + 1] == "-"
            and self.capitals[place + 2]
        )

    def _group(self, first: int, last: int) -> Found | None:
        """Some people, unless they are nobody in particular."""
        if any(
            match.first <= first and last <= match.last and match.entry.category in ("vague", "anonymous")
            for match in self.sources
        ):
            return None  # "critics", "insiders": a way not to say who
        found = self._found(first, last, "group", True)
        found.form = "name" if self.capitals[last - 1] and last - 1 > self.opening else "nominal"
        if found.key.startswith("gop-"):
            found.key = "republican" + found.key[3:]
        return found

    def _run(self, place: int) -> int:
        """End of the run of capitalised words that starts at `place`; `place` itself if there is none."""
        finder, words, capitals, last = self.finder, self.words, self.capitals, self.last
        end = position = place
        while position < last:
            word = words[position]
            if capitals[position]:
                if position > place and (
                    (position in self.lexical and self.lexical[position].entry.category == "demonym")
                    or finder.blockers.get(word) == "not_name"
                ):
                    break
                if self.title_case and self.tags[position - self.first] not in "PX" and not finder.given.get(word):
                    break
                position += 1
                end = position
                if position < last and words[position] == "." and len(word) == 1:
                    position += 1
            elif position == place or end != position:
                break
            elif word in finder.suffixes and word not in finder.particles:
                position += 1
                end = position
            elif word in finder.particles or self._goes_on(place, position):
                position += 1
            else:
                break
        return end

    def _goes_on(self, place: int, position: int) -> bool:
        """Whether a word or hyphen inside a name goes it on: "Bureau of Labor Statistics", "Smith-Jones"."""
        if position + 1 >= self.last or not self.capitals[position + 1]:
            return False
        word = self.words[position]
        if word == "-":
            return self.starts[position] == self.starts[position - 1] + len(self.words[position - 1])
        return word in ("of", "for") and any(
            self.finder.blockers.get(part) == "org_suffix" for part in self.words[place:position]
        )

    def _may_be_person(self, start: int, end: int) -> bool:
        kinds = {self.finder.blockers.get(word) for word in self.words[start:end]}
        return kinds.isdisjoint(("org_suffix", "place_suffix", "event_suffix")) and not (
            end - start == 1 and "not_name" in kinds
        )

    def _surface(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self.ends[last - 1]]

    def _found(self, first: int, last: int, kind: str, sure: bool) -> Found:
        """A mention whose name is its words."""
        name = " ".join(self._surface(first, last).split())
        return Found(
            sentence=self.index,
            first=first,
            last=last,
            text=name,
            form="name",
            kind=kind,
            key=slug(unowned(name)),
            name=name,
            sure=sure,
            head=first,
        )

    def _person(self, place: int, head: int, end: int, sure: bool, *, trim: bool = True) -> Found:
        finder, words = self.finder, self.words
        if words[head] not in finder.given:
            # A network that cuts "Supreme Court Justice Jane Roe" in the middle of her office.
            office = next((b for a, b in self.titles.items() if a < head < b < end or head < a < b < end), head)
            place, head = (office, office) if office > head else (place, head)
        while self.titles.get(head, end) < end:
            head = self.titles[head]  # "Special Counsel"
        while head < end - 1 and (
            words[head] in finder.titles
            or not words[head][0].isalnum()
            or (
                words[head] in finder.nations
                and (words[head + 1] in finder.titles or (head > place and words[head] not in finder.given))
            )
        ):
            head += 1  # "Former US President Donald Trump" is called Donald Trump
        while trim and end - head > 2 and words[end - 1] in common_words() and words[end - 1] not in finder.given:
            end -= 1  # "Steve Doe Casts Doubt", in a headline
        if end - head > 2 and words[end - 1] == words[end - 2]:
            end -= 1  # "Jane Roe Roe was born", a caption under a name
        end = self._generation(end)
        gender = finder.title_genders.get(words[place], "") if place < head else ""
        if not gender and end - head > 1:
            gender = finder.given.get(words[head], "")
        found = self._found(head, end, "person", sure)
        found.text = self._surface(head, end)
        found.first = place
        found.gender = "" if gender == "both" else gender
        found.title = place < head
        return found

    def _generation(self, end: int) -> int:
        """The end of a name with its "Jr.", with or without a comma before it."""
        words = self.words
        if words[end - 1] in ("jr", "sr") and end < self.last and words[end] == ".":
            return end + 1
        place = end + (end < self.last and words[end] == ",")
        if place < self.last and self.capitals[place] and self.words[place] in self.finder.suffixes:
            end = place + 1
            if end < self.last - 1 and self.words[end] == ".":
                end += 1
        return end

    def _name(self, place: int, end: int, match: Match | None) -> Found | None:
        """Decide what a run of capitalised words names, or None."""
        finder, words, tags, first = self.finder, self.words, self.tags, self.first
        if self._is_seat(place):
            return None
        # Titles and sentence openers in front are not part of the name.
        while place < end and finder.blockers.get(words[place]) == "not_name":
            place += 1
        head = place
        while head < end and words[head] in finder.titles:
            head += 1
        if head > place and head < end and self._may_be_person(head, end):
            return self._person(place, head, end, True)
        if place >= end:
            return None
        size = end - place
        kinds = [finder.blockers.get(word) for word in words[place:end]]
        opener = place <= self.opening
        if kinds[-1] == "event_suffix":
            return None
        if "org_suffix" in kinds and (size > 1 or not opener):
            return None if size == 1 else self._found(place, end, "organisation", True)
        if "place_suffix" in kinds:
            return None
        given = finder.given.get(words[place])
        tag = tags[place - first]
        if size >= 2 and given and not (opener and finder.given_weight[words[place]] < 1 and tag != "P"):
            return self._person(place, place, end, True)
        if match is not None and match.last < end and match.entry.category in ("demonym", "name", "metonym"):
            return None
        if size == 1:
            surface = self._surface(place, end)
            if surface.isupper() and 2 <= len(surface) <= _MAX_ACRONYM and surface.isalpha() and not self.title_case:
                return self._found(place, end, "organisation", False)
            if tag == "P" or (self.title_case and tag in "NPVD"):
                return self._found(place, end, "", False)
            return None
        if opener and size == 2 and tag != "P":
            return self._found(place + 1, end, "", False)
        if any(words[i] in common_words() and words[i] not in finder.given for i in (place, end - 1)):
            return None  # "Planet Money", "Labor Statistics": words, not names
        if size <= _MAX_NAME and not self.title_case and not tags[place - first : end - first].strip("PX.I:RN"):
            return self._person(place, place, end, False)
        if self.title_case and tag == "P":
            # "Okoro Opens Port": the first word may be a name that the text below tells.
            return self._found(place, place + 1, "", False)
        return None

    def _row(self, match: Match) -> Found | None:
        """What a lexicon row names here, or None where its word has its other meaning."""
        entry = match.entry
        after = match.last
        form = "name"
        kind, actor, name = self.finder.rows[id(entry)]
        if self._only_lends(after):
            return None
        if entry.category == "person":
            found = self._found(match.first, match.last, "person", True)
            found.name = name or entry.term
            found.gender = self.finder.gender_of(found.name)
            return found
        if kind == "country" and entry.category == "name" and self._is_office(match.first):
            return None  # "the president of the United States"
        if kind == "country" and entry.category in ("demonym", "name"):
            # A nationality, or a country, in front of a title names the office, not the state.
            if after in self.titles and (self.titles[after] < self.last or entry.category == "demonym"):
                follows = self.titles[after]
                if follows < self.last and self.capitals[follows]:
                    return None
            if entry.category == "demonym" and self.words[after : after + 1] in (["people"], ["public"]):
                people = self._people(match)
                if people is not None:
                    return people
            if entry.category == "demonym" and not self._acts(match):
                return None
            if entry.category == "demonym" and entry.term[-1] == "s" and entry.term[:-1].lower() in self.finder.nations:
                # "Americans": the people, not the state.
                found = self._found(match.first, match.last, "group", True)
                found.name = found.text = entry.term
                found.key = found.actor = slug(entry.term)
                return found
        if entry.category in ("metonym", "demonym"):
            form = "metonym"  # a nationality is no name: it stands for its state
        if entry.category == "metonym" and entry.weight < 1 and not self._metonym_acts(match):
            return None
        if (kind == "place" or not actor) and kind != "group":
            return None
        if kind == "group":
            form = "nominal"
            if self.words[after - 1] in word_class("partisans") and (
                after >= self.last or self.tags[after - self.first] not in "NAPGUE"
            ):
                return None  # "the Ohio Democrat" is one of them
        return Found(
            sentence=self.index,
            first=match.first,
            last=match.last,
            text=self._surface(match.first, match.last),
            form=form,
            kind=kind,
            key=actor or slug(entry.term),
            name=name or entry.term,
            sure=True,
            actor=actor or slug(entry.term),
            head=match.first,
        )

    def _people(self, match: Match) -> Found | None:
        """A nationality and "people": who are meant by its plural as well, "Americans", where it has one."""
        after = match.last
        if after >= self.last or (after + 1 < self.last and self.tags[after + 1 - self.first] in "NPG"):
            return None  # "American public schools"
        found = self._found(match.first, after + 1, "group", True)
        plural = match.entry.term + "s"
        found.form, found.actor = "nominal", slug(plural) if plural.lower() in self.finder.nations else found.key
        found.key = found.actor
        return found

    def _acts(self, match: Match) -> bool:
        """Whether a demonym stands for the state: not before a named person, not a language or people's culture."""
        after = match.last
        if after >= self.last:
            return True
        if self.capitals[after] and self.tags[after - self.first] == "P":
            return False
        return self.words[after] not in word_class("culture")

    def _metonym_acts(self, match: Match) -> bool:
        """Whether a capital's name acts in its sentence, or is only where something happens."""
        words, tags, first, last = self.words, self.tags, self.first, self.last
        before = words[match.first - 1] if match.first > first else ""
        if before in word_class("locative") or before == ",":
            return False
        after = tags[match.last - first] if match.last < last else "."
        if before in word_class("company"):
            return after not in "N"
        if before == "and" and match.first - 2 >= first and tags[match.first - 2 - first] == "P":
            return True
        return after in "VDMBHKRS" or (after == "C" and match.last + 1 < last and tags[match.last + 1 - first] == "P")


def _first_token(found: Found) -> int:
    return found.first
