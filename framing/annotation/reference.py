"""Names, nominals and pronouns of an article → which actor each of them means.

Law: a nominal or pronoun is given to an actor only by what stands before it in the text; where nothing fits
well enough it is left alone, but for "the mayor" of a text that names one mayor later. How sure a pronoun is, is the
probability of a log-linear model over a table of weights (`lexicons/actors/pronouns.tsv`, fitted to the coreference of
GUM by `training/fit_pronouns.py`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import NamedTuple

from framing.annotation.appositions import is_aside
from framing.annotation.mentions import Found
from framing.annotation.naming import slug, unowned
from framing.annotation.nominals import Nominal, find_nominals, mark_phrases
from framing.annotation.quotes import quoted_at
from framing.document import Article, Sentence
from framing.engines.base import SentenceSignals, Signals
from framing.grammar import word_class
from framing.lexicon import Lexicon

__all__ = ["NOBODY", "Candidate", "Entity", "ReferenceResolver", "Situation"]

NOBODY = "nobody"  # the candidate that stands for none of the others
_REACH = 4  # sentences over which a pronoun looks back
_NEAR = 2  # sentences over which "the city" is the one last named
_NOMINAL_REACH = 12  # sentences over which an office or a firm is remembered without being named
_MAINLY = 2  # times as often as any other the article names the country that "the government" governs
# Of which part of a country a government is.
_WITHIN = frozenset(
    (
        "regional",
        "departmental",
        "provincial",
        "local",
        "municipal",
        "city",
        "state",
        "county",
        "district",
        "territorial",
    )
)
_REMEMBERED = 200  # actors among whom a description is looked for
_LATELY = 16  # mentions of an actor that are compared with another's
_MOST = 8  # candidates weighed
_COMES_BACK = 2  # mentions from which somebody without a name is an actor
_BEFORE_SUBJECT = 'RC,"'  # tags in front of a pronoun that is the first thing of a sentence
_OPENING = 8  # tokens from the start of a sentence in which its first pronoun may stand
_ENDS_SAYING = frozenset({",", '"', "”", "’", "'", "“", "»"})
_CLAUSE_STARTS = frozenset({"that", "because", "as", "while", "if", "whether", "when", "since", "although", "meaning"})
_SPOKE = 2  # sentences after which somebody else may be speaking
_AUXILIARIES = 3  # tokens between a pronoun and its verb of speech
_SURE = 0.55  # probability below which a pronoun is left alone
_SPEAKS = frozenset(
    ("said", "says", "say", "added", "adds", "told", "tells", "asked", "wrote", "continued", "explained")
)
_KINDS = {
    "singular": frozenset({"person"}),
    "plural": frozenset({"group", "organisation", "country"}),
    "neuter": frozenset({"organisation", "country"}),
}


# Words of an administration other than the one of which the text has spoken.
_ANOTHER = frozenset({"previous", "new", "next", "incoming", "last", "past", "prior", "potential", "former"})


class _Place(NamedTuple):
    sentence: int
    token: int
    last: int
    form: str
    role: str


class Entity:
    """Somebody met so far: what is known of them and where they stood.

    Attributes
    ----------
    named : bool
        Whether the text names them; who is only described is an actor if the text comes back to them.
    nouns : list of (str, str)
        Heads by which they were described, each with the id of whose they are ("" for nobody's).
    words : set of str
        Words of their names.
    land : str
        Of a person in office: the country whose office it is, "Israeli Prime Minister".
    party : str
        Of a person whom the text calls a Republican or a Democrat.
    placed : bool
        Whether who is described acts, or is told apart from others of the kind: then once is enough.
    definite : bool
        Whether who is described was "the" such and such at first.
    """

    __slots__ = (
        "actor",
        "definite",
        "gender",
        "kind",
        "land",
        "name",
        "named",
        "nouns",
        "party",
        "placed",
        "places",
        "told",
        "words",
    )

    def __init__(self, actor: str, kind: str, name: str, gender: str, named: bool) -> None:
        self.actor = actor
        self.kind = kind
        self.name = name
        self.gender = gender
        self.named = named
        self.nouns: list[tuple[str, str]] = []
        self.words: set[str] = set()
        self.land = ""
        self.party = ""
        self.places: list[_Place] = []
        self.told = 0
        self.placed = False
        self.definite = False


class Candidate(NamedTuple):
    """Whom a pronoun may mean, and what speaks for or against it by name."""

    actor: str
    features: dict[str, float]


class Situation(NamedTuple):
    """A pronoun and its candidates; what training looks at."""

    place: int
    family: str
    candidates: tuple[Candidate, ...]


class ReferenceResolver:
    """Resolves nominals by rule and pronouns by weights.

    Parameters
    ----------
    lexicon : Lexicon
        The actors family.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._weights = {(row.category, row.term): row.weight for row in lexicon.table("pronouns.tsv")}
        self._offices = {
            row.term.lower().rstrip(".")
            for row in lexicon.entries
            if row.file == "titles.tsv" and row.category in ("office", "role")
        }
        self._family = {
            **{word: ("singular", gender) for gender in ("male", "female") for word in word_class(gender)},
            **dict.fromkeys(word_class("plural"), ("plural", "")),
            **dict.fromkeys(word_class("neuter"), ("neuter", "")),
        }

    def learn(self, family: str, weights: Mapping[str, float]) -> None:
        """Take other weights for one family of pronouns; for training."""
        self._weights = {key: value for key, value in self._weights.items() if key[0] != family}
        self._weights.update({(family, name): value for name, value in weights.items()})

    def resolve(
        self,
        article: Article,
        signals: Signals,
        names: Sequence[Sequence[Found]],
        quotes: Sequence[tuple[int, int]] = (),
        situations: list[Situation] | None = None,
    ) -> list[list[Found]]:
        """Return what each sentence says of actors beside their names.

        Parameters
        ----------
        article : Article
            With its sentences.
        signals : Signals
            Of an engine, one entry a sentence.
        names : sequence of sequence of Found
            The names of every sentence, with their actors.
        quotes : sequence of (int, int)
            Stretches in quotation marks.
        situations : list, optional
            Is given every pronoun with its candidates, for training.
        """
        walk = _Walk(article, quotes, self._offices)
        walk.often.update(found.actor for row in names for found in row)
        made: list[list[Found]] = []
        for index, here in enumerate(signals.sentences):
            sentence = article.sentences[index]
            nominals = find_nominals(sentence, here, names[index])
            words = sentence.columns.words
            pronouns = [place for place in range(sentence.first, sentence.last) if words[place] in self._family]
            added: list[Found] = []
            for place, item in _in_order(names[index], nominals, pronouns):
                if isinstance(item, Found):
                    walk.name(sentence, here, item)
                elif isinstance(item, Nominal) and item.subject >= 0:
                    # "She is a former prosecutor": one more thing that she is called.
                    for told in added:
                        if told.first == item.subject and item.whole is not None:
                            told.also.append(item.whole)
                elif isinstance(item, Nominal):
                    found = walk.nominal(sentence, here, item)
                    if found is not None:
                        added.append(found)
                else:
                    family, gender = self._family[words[place]]
                    opens = place - sentence.first <= _OPENING
                    later = {
                        words[found.last - 1]
                        for found in (names[index] if opens else ())
                        if found.first > place and walk.alike_quoted(sentence, place, found.first)
                    }
                    situation = walk.pronoun(sentence, here, place, family, gender, later)
                    if situations is not None:
                        situations.append(situation)
                    chosen, sure = self._choose(situation)
                    if chosen != NOBODY and sure >= _SURE:
                        added.append(walk.take(sentence, here, place, chosen, gender, sure))
            mark_phrases(sentence, here, (*names[index], *added))
            for found in (*names[index], *added):
                found.role = _acts(sentence, here, found.first, found.last)
            walk.heard(sentence, here, (*names[index], *added))
            made.append(added)
        holders: dict[str, list[Entity]] = {}
        for entity in walk.entities.values():
            if entity.named and entity.kind == "person":
                for noun in {noun for noun, _ in entity.nouns}:
                    holders.setdefault(noun, []).append(entity)
        offices = self._offices
        for found in (found for added in made for found in added):
            entity = walk.entities[found.actor]
            owner = walk.entities.get(entity.nouns[0][1]) if entity.nouns else None
            if (
                not entity.named
                and entity.kind == "person"
                and entity.definite
                and (not owner or owner.kind == "place")
            ):
                # "The mayor" whom the text names only later, if it has one mayor.
                noun = entity.nouns[0][0]
                bearers = holders.get(noun, []) if noun in offices else []
                if len(bearers) == 1:
                    entity = bearers[0]
                    found.actor, found.key, found.name, found.kind = (
                        entity.actor,
                        entity.actor,
                        entity.name,
                        entity.kind,
                    )
            found.unnamed = not entity.named
            # "A president" in general, in a text about one, is nobody of his own.
            general = entity.kind == "person" and entity.name.lower() in holders
            found.passing = found.unnamed and entity.told < _COMES_BACK and (general or not entity.placed)
        return made

    def _choose(self, situation: Situation) -> tuple[str, float]:
        """The likeliest candidate and its probability."""
        family, weights = situation.family, self._weights
        best, top = NOBODY, -math.inf
        scores: list[float] = []
        for candidate in situation.candidates:
            score = sum(weights.get((family, name), 0.0) * value for name, value in candidate.features.items())
            scores.append(score)
            if score > top:
                best, top = candidate.actor, score
        return best, 1.0 / sum(math.exp(score - top) for score in scores)


class _Walk:
    """Reading an article from its start: who has been met, and where."""

    __slots__ = ("alike", "article", "entities", "offices", "often", "order", "quotes", "speaker")

    def __init__(self, article: Article, quotes: Sequence[tuple[int, int]], offices: Set[str]) -> None:
        self.article = article
        self.quotes = quotes
        self.offices = offices
        self.entities: dict[str, Entity] = {}
        self.order: dict[str, Entity] = {}  # the one last met at the end
        self.alike: Counter[str] = Counter()  # ids of described actors so far
        self.speaker: tuple[str, int] = "", 0  # whoever spoke last, and in which sentence
        self.often: Counter[str] = Counter()  # how often the whole text names each: whom it is about

    # ------------------------------------------------------------------ meeting

    def name(self, sentence: Sentence, signals: SentenceSignals, found: Found) -> None:
        """Meet somebody by name, with the offices that stand around it."""
        entity = self.entities.get(found.actor)
        if entity is None:
            entity = Entity(found.actor, found.kind, found.name, found.gender, True)
            self.entities[found.actor] = entity
        entity.named = True
        entity.gender = entity.gender or found.gender
        words = sentence.columns.words
        entity.words.update(words[found.head : found.last])
        if found.form == "nominal":
            head = _head(words, found)
            if (head, "") not in entity.nouns:
                entity.nouns.append((head, ""))
        if found.kind == "person":
            entity.party = entity.party or _party(words[max(sentence.first, found.first - _BEFORE_OFFICE) : found.head])
            entity.land = entity.land or next(
                (
                    match.entry.get("actor")
                    for match in signals.actors
                    if match.last == found.first < found.head and match.entry.get("kind") == "country"
                ),
                "",
            )
            for told in found.told:
                if told not in entity.nouns:
                    entity.nouns.append(told)
            for noun in _offices(sentence, signals, found):
                noun = _plain(noun)
                if (noun, "") not in entity.nouns:
                    entity.nouns.append((noun, ""))
                if not entity.gender:
                    entity.gender = _gender_of(noun)
        elif found.kind == "organisation":
            for noun in _called(sentence, signals, found):
                if (noun, "") not in entity.nouns:
                    entity.nouns.append((noun, ""))
        self._meet(entity, sentence, signals, found.first, found.last, found.form)

    def nominal(self, sentence: Sentence, signals: SentenceSignals, item: Nominal) -> Found | None:
        """Meet somebody by description: a known actor where one fits, else somebody new."""
        text = self._surface(sentence, item)
        owner = item.owner.actor if item.owner is not None else ""
        actor = slug(unowned(text))
        known = self.entities.get(actor)
        entity = self._described(sentence, item)
        if entity is None and owner and known is not None and known.kind == item.kind == "organisation":
            entity = known  # "Roe's campaign" is the Roe campaign
        if entity is None:
            if item.kind == "country" or (
                item.kind != "place" and item.noun.rsplit(" ", 1)[-1] in word_class("buildings")
            ):
                return None  # a house is a place until it speaks
            if known is not None:
                self.alike[actor] += 1
                actor = f"{actor}-{self.alike[actor] + 1}"
            entity = Entity(actor, item.kind, text, _gender_of(item.noun), False)
            # Told apart from others of its kind: "the Obama administration", "abortion providers".
            entity.placed = bool(owner) if item.kind == "organisation" else item.kind == "group" and " " in text
            entity.nouns.append((_plain(item.noun), owner))
            entity.definite = item.determiner == "the"
            self.entities[actor] = entity
        else:
            told = _plain(item.noun), owner
            if told not in entity.nouns and (told[0], "") not in entity.nouns:
                entity.nouns.append(told)
        self._meet(entity, sentence, signals, item.first, item.last, "nominal")
        # Once is enough too where the network takes the words for somebody as well as a row does.
        entity.placed = entity.placed or entity.places[0].role == "subject" or item.whole is not None
        first = item.first
        words = sentence.columns.words
        if item.determiner and item.determiner != "'s" and first + 1 < item.last and words[first] == item.determiner:
            first += 1
        found = self._found(entity, sentence, first, item.last, "nominal", 1.0)
        if item.whole is not None:
            found.also.append(item.whole)
        return found

    def take(
        self, sentence: Sentence, signals: SentenceSignals, place: int, actor: str, gender: str, sure: float
    ) -> Found:
        """Give a pronoun to an actor."""
        entity = self.entities[actor]
        if sure > 0.8:
            entity.gender = entity.gender or gender
        self._meet(entity, sentence, signals, place, place + 1, "pronoun")
        return self._found(entity, sentence, place, place + 1, "pronoun", sure)

    def heard(self, sentence: Sentence, signals: SentenceSignals, mentions: Sequence[Found]) -> None:
        """Remember the person who speaks in a sentence, outside quotation marks: beside a cue, or last before it."""
        starts = sentence.columns.starts
        cues = [
            match
            for match in signals.attribution
            if match.entry.category not in ("nominal", "agentless") and not quoted_at(self.quotes, starts[match.first])
        ]
        persons = sorted(
            (found for found in mentions if found.kind == "person" and not quoted_at(self.quotes, starts[found.first])),
            key=_where,
        )
        if not cues or not persons:
            return
        begins, ends = {match.first for match in cues}, {match.last for match in cues}
        says = [found for found in persons if found.last in begins]
        if not says:  # "said Roe", but not "said she had left"
            tags, base = signals.tags, sentence.first
            says = [
                found
                for found in persons
                if found.first in ends and tags[found.last - base : found.last - base + 1] not in tuple("VDMBHKR")
            ]
        if not says and sentence.columns.words[cues[0].first] != "according":
            says = [found for found in persons if found.last <= cues[0].first]
        if says:
            self.speaker = says[-1].actor, sentence.index

    def _meet(
        self, entity: Entity, sentence: Sentence, signals: SentenceSignals, first: int, last: int, form: str
    ) -> None:
        entity.places.append(_Place(sentence.index, first, last, form, _role(sentence, signals, first, last)))
        entity.told += 1
        self.order.pop(entity.actor, None)
        self.order[entity.actor] = entity

    def _recent(self) -> Iterator[Entity]:
        """Who was met, the last one first, as far back as a text is remembered."""
        return islice(reversed(self.order.values()), _REMEMBERED)

    def _found(self, entity: Entity, sentence: Sentence, first: int, last: int, form: str, sure: float) -> Found:
        columns = sentence.columns
        return Found(
            sentence=sentence.index,
            first=first,
            last=last,
            text=self.article.text[columns.starts[first] : columns.ends[last - 1]],
            form=form,
            kind=entity.kind,
            key=entity.actor,
            name=entity.name,
            sure=False,
            actor=entity.actor,
            head=first,
            confidence=sure,
        )

    def _surface(self, sentence: Sentence, item: Nominal) -> str:
        columns = sentence.columns
        first = item.first
        if item.determiner and item.determiner != "'s" and first + 1 < item.last:
            first += 1
        return " ".join(self.article.text[columns.starts[first] : columns.ends[item.last - 1]].split())

    # ------------------------------------------------------------------ nominals

    def _described(self, sentence: Sentence, item: Nominal) -> Entity | None:
        """Whom a description means, by the nouns that were used of them; None for somebody new."""
        index, noun = sentence.index, _plain(item.noun)
        owner = item.owner
        # "Syrian forces", "the Canadian authorities": the state itself; "FEMA officials": the body.
        if (
            owner is not None
            and noun in word_class("state_organs")
            and (owner.kind == "country" or (owner.kind == "organisation" and noun == "officials"))
        ):
            return self.entities.get(owner.actor)
        if noun in _ORGANS and owner is None and item.determiner == "the":
            # "The military" behind "the Israeli military": the same state.
            for entity in self._recent():
                if entity.kind == "country" and (noun, entity.actor) in entity.nouns:
                    return entity
        if noun == "government" and not _WITHIN.isdisjoint(sentence.columns.words[item.first : item.last]):
            return None  # "the regional government" is not the country's
        whose = owner.actor if owner is not None else ""
        indefinite = item.determiner in ("a", "an", "another", "some", "any", "no", "every", "each")
        # "Other nations", "the other senator": somebody else than whom the text has spoken of.
        elsewhere = not word_class("others").isdisjoint(sentence.columns.words[item.first : item.last])
        if indefinite or elsewhere or (item.kind == "group" and not item.determiner and whose):
            return None
        inside = sentence.columns.words[item.first : item.last]
        if item.noun == "administration" and owner is None and item.determiner != "'s" and _ANOTHER.isdisjoint(inside):
            # "His administration" behind "the Roe administration".
            bodies = (entity for entity in self._recent() if entity.kind == "organisation")
            return next((e for e in bodies if "administration" in (*e.words, *e.name.lower().split())), None)
        if noun in word_class("partisans") and item.determiner == "the":
            # "the Ohio Democrat": the one of whom the text has just spoken.
            return self._just_told(index, "")
        if noun in word_class("kin") or item.determiner in ("his", "her", "their", "my", "your", "our"):
            # Whose mother she is, a pronoun says; the same words again are the same person.
            related = self._relative(noun, whose)
            if related is not None:
                return related
            return next(
                (
                    entity
                    for entity in self._recent()
                    # "Roe's parents" are the same however far apart, "his" mother may be another's.
                    if (noun, whose) in entity.nouns
                    and (whose or (not entity.named and index - entity.places[-1].sentence <= 3))
                ),
                None,
            )
        if noun in word_class("rulers") and owner is not None and owner.kind == "country" and not indefinite:
            # "The Israeli leader": whoever was introduced with an office of that country.
            ruler = next((e for e in self._recent() if e.kind == "person" and e.named and e.land == whose), None)
            if ruler is not None:
                return ruler
        party = _party(sentence.columns.words[item.first : item.last])
        fits = (
            entity
            for entity in self._recent()
            if _kind_fits(entity.kind, item.kind)
            and (not party or not entity.party or party == entity.party)
            and any(
                known == noun and (of == whose or not whose or (not of and entity.named)) for known, of in entity.nouns
            )
            and not (whose and self._is_anothers(entity, whose))
        )
        meant = self._meant(index, fits)
        if meant is None and party and item.kind == "person" and item.determiner == "the":
            # "The Democratic nominee": of whom the text has just spoken, unless of another party.
            meant = self._just_told(index, party)
        if meant is not None:
            return meant
        local = owner is not None and owner.kind == "place" and item.kind == "person" and item.determiner == "the"
        if local and noun.rsplit(" ", 1)[-1] in self.offices:
            # "The Florida senator": of whom the text has just spoken, if it gives them no other office.
            close = [e for e in self._recent() if e.kind == "person" and e.named and self._is_near(e, index)]
            if len(close) == 1 and {of for of, _ in close[0].nouns} & self.offices <= {noun}:
                return close[0]
        if item.determiner not in ("the", "this", "that", "its") or whose:
            return None
        if item.kind == "organisation":
            return self._body(sentence, item.first, noun)
        if item.kind == "country":
            return self._land(index)
        if item.kind == "place":
            # "The city" behind "Houston".
            near = (entity for entity in self._recent() if entity.kind == "place" and entity.named)
            return next((entity for entity in near if index - entity.places[-1].sentence <= _NEAR), None)
        return None

    def _relative(self, noun: str, whose: str) -> Entity | None:
        """The one person of a family name who may be meant: "his sister" beside Roe is the other Roe, a woman."""
        gender = _gender_of(noun)
        if not gender or noun not in word_class("kin"):
            return None
        families: dict[str, list[Entity]] = {}
        for entity in self._recent():
            if entity.kind == "person" and entity.named and " " in entity.name:
                families.setdefault(entity.name.rsplit(" ", 1)[1], []).append(entity)
        fits = [
            entity
            for family in families.values()
            if len(family) > 1 and (not whose or any(entity.actor == whose for entity in family))
            for entity in family
            if entity.gender == gender and entity.actor != whose
        ]
        return fits[0] if len(fits) == 1 else None

    def _just_told(self, index: int, party: str) -> Entity | None:
        """The person whom the last two sentences are about, unless of another party."""
        near = [
            entity
            for entity in self._recent()
            if entity.kind == "person" and entity.named and index - entity.places[-1].sentence <= 2
            if not party or entity.party in ("", party)
        ]
        told = [
            (place.sentence, place.role == "subject", -place.token, entity)
            for entity in near
            for place in entity.places[-_LATELY:]
            if index - place.sentence <= 2
        ]
        # "Roe spoke as Doe listened": whoever leads the last sentence.
        return max(told, key=lambda item: item[:3])[3] if told else None

    @staticmethod
    def _is_near(entity: Entity, index: int) -> bool:
        """Whether somebody was met in a sentence or in one of the two before it."""
        return index - entity.places[-1].sentence <= _NEAR

    def _meant(self, index: int, fits: Iterable[Entity]) -> Entity | None:
        """Of those whom a noun fits the last one met, but one whose owner this sentence has named before the others."""
        first: Entity | None = None
        for entity in fits:
            first = first or entity
            owners = (self.entities.get(word) for word in entity.words)
            if entity.kind == "organisation" and any(
                owner is not None and owner.kind == "person" and owner.places[-1].sentence == index for owner in owners
            ):
                return entity
        return first

    def _is_anothers(self, entity: Entity, whose: str) -> bool:
        """Whether its name tells that it is somebody else's: "the Doe campaign" is not Roe's."""
        if entity.kind != "organisation":
            return False
        owners = (self.entities.get(word) for word in entity.words)
        return whose not in entity.words and any(owner is not None and owner.kind == "person" for owner in owners)

    def _body(self, sentence: Sentence, at: int, noun: str) -> Entity | None:
        """The organisation in whose name the noun stands; a firm may be called one without having it in its name."""
        index = sentence.index
        if noun == "government":
            return self._land(index)
        last = noun.rsplit(" ", 1)[-1]
        if last in ("state", "nation"):
            return None  # of whose name it may be a part, it is not what that is called
        fits = (entity for entity in self._recent() if entity.kind == "organisation" and last in entity.words)
        meant = self._meant(index, fits)
        if meant is not None:
            return meant
        if noun == "panel":
            return next(
                (e for e in self._recent() if e.kind == "organisation" and not e.words.isdisjoint(_PANELS)), None
            )
        if noun in ("agency", "service", "bureau", "regulator"):
            # "the agency" behind "the Internal Revenue Service".
            for entity in self._recent():
                named = {*entity.words, *entity.name.lower().split()}
                if entity.kind == "organisation" and not named.isdisjoint(word_class("agencies")):
                    return entity if index - entity.places[-1].sentence <= _NOMINAL_REACH else None
        if noun in word_class("firms"):
            near = [
                entity
                for entity in [*self._recent()][::-1]
                if entity.kind == "organisation"
                and entity.named
                and word_class("bodies").isdisjoint((*entity.words, *entity.name.lower().split()))
                and index - entity.places[-1].sentence <= _NOMINAL_REACH
                # "The EU fined the firm": not itself, but "Roe Inc. left because the firm had no money".
                and (entity.places[-1].sentence < index or self._leads_to(sentence, entity, at))
                and not any(known not in word_class("firms") for known, _ in entity.nouns)
            ]
            led = [entity for entity in near if entity.places[-1].sentence == index]
            if led:
                return led[-1]
            if near and index - near[-1].places[-1].sentence <= 2:
                return near[-1]
            if len(near) == 1:
                return near[0]
        return None

    @staticmethod
    def _leads_to(sentence: Sentence, entity: Entity, at: int) -> bool:
        """Whether an actor is the subject of a clause before the one of a token."""
        words = sentence.columns.words
        return any(
            spot.sentence == sentence.index
            and spot.role == "subject"
            and not _CLAUSE_STARTS.isdisjoint(words[spot.last : at])
            for spot in entity.places[-_LATELY:]
        )

    def _land(self, index: int) -> Entity | None:
        """The country that the text is about just here, if it is one."""
        recent = [
            (sum(index - place.sentence <= 2 for place in entity.places[-_REMEMBERED:]), entity)
            for entity in [*self._recent()][::-1]
            if entity.kind == "country" and index - entity.places[-1].sentence <= 2
        ]
        recent.sort(key=_count)
        if recent and (len(recent) == 1 or recent[-1][0] > recent[-2][0]):
            return recent[-1][1]
        # The country of the article, where it has one.
        told = sorted(((e.told, e.actor) for e in self._recent() if e.kind == "country"), reverse=True)
        if not told or (len(told) > 1 and told[0][0] < _MAINLY * told[1][0]):
            return None
        return self.entities[told[0][1]]

    # ------------------------------------------------------------------ pronouns

    def alike_quoted(self, sentence: Sentence, one: int, other: int) -> bool:
        """Whether two tokens are both in quotation marks or both outside."""
        starts = sentence.columns.starts
        return quoted_at(self.quotes, starts[one]) == quoted_at(self.quotes, starts[other])

    def pronoun(
        self,
        sentence: Sentence,
        signals: SentenceSignals,
        place: int,
        family: str,
        gender: str,
        later: Collection[str] = (),
    ) -> Situation:
        """Candidates of a pronoun with what speaks for each; `later` are the last words of names behind it."""
        kinds = _KINDS[family]
        index = sentence.index
        columns = sentence.columns
        words = columns.words
        role = _role(sentence, signals, place, place + 1)
        quoted = quoted_at(self.quotes, columns.starts[place])
        speaks = _beside_speech(words, sentence, place, place + 1)
        tells = speaks or any(
            place < match.first <= place + _AUXILIARIES and match.entry.category not in ("nominal", "agentless")
            for match in signals.attribution
        )
        tags = signals.tags
        leading = role == "subject" and not tags[: place - sentence.first].strip(_BEFORE_SUBJECT)
        # “Roe could win,” he says: whoever closes a quotation has not called himself by name in it; nor in a
        # paraphrase, where somebody else has just been speaking.
        closes = speaks and not quoted and _closes(words, sentence.first, place)
        speaker = self.speaker[0] if index - self.speaker[1] <= _SPOKE else ""
        fits: list[Entity] = []
        for entity in self._recent():
            if index - entity.places[-1].sentence > _REACH:
                break
            if (
                closes
                and family == "singular"
                and any(
                    spot.sentence == index
                    and spot.form != "pronoun"
                    and spot.token < place
                    and ((speaker and speaker != entity.actor) or quoted_at(self.quotes, columns.starts[spot.token]))
                    for spot in entity.places[-_LATELY:]
                )
            ):
                continue
            if entity.kind not in kinds:
                continue
            if gender and entity.gender and entity.gender != gender:
                continue
            if leading and not entity.words.isdisjoint(later):
                continue  # "He studied under Roe": he is not Roe
            fits.append(entity)
            if len(fits) >= _MOST:
                break
        most = max((entity.told for entity in fits), default=0)
        often = self.often
        oftenest = max((often[entity.actor] for entity in fits), default=0)
        nobody: dict[str, float] = {"bias": 1.0, f"bias role {role}": 1.0}
        if quoted:
            nobody["bias quoted"] = 1.0
        if not fits:
            nobody["bias nobody near"] = 1.0
        # Rain and chance say nothing: "it said" means somebody.
        candidates = [] if tells and fits and family == "neuter" else [Candidate(NOBODY, nobody)]
        paragraph = sentence.paragraph
        for rank, entity in enumerate(fits):
            last = entity.places[-1]
            distance = index - last.sentence
            here: dict[str, float] = {
                f"distance {min(distance, 4)}": 1.0,
                f"form {last.form}": 1.0,
                f"role {last.role}": 1.0,
                f"rank {min(rank, 4)}": 1.0,
                "mentions": math.log(entity.told),
                f"kind {entity.kind}": 1.0,
            }
            if distance == 0:
                here[f"here {last.role}>{role}"] = 1.0
                between = tags[last.last - sentence.first : place - sentence.first]
                if role == "object" and last.role == "subject" and not set(between) & set(',:;"WC'):
                    here["same clause"] = 1.0
                if words[place].endswith(("self", "selves")):
                    here["reflexive"] = 1.0
            elif distance == 1:
                here[f"before {last.role}>{role}"] = 1.0
            here["names"] = math.log(1 + often[entity.actor])
            if often[entity.actor] == oftenest:
                here["most named"] = 1.0
            if entity.told == most:
                here["most mentioned"] = 1.0
            if gender:
                here["gender known" if entity.gender else "gender open"] = 1.0
            if entity.named:
                here["named"] = 1.0
            first = next((spot for spot in reversed(entity.places) if spot.sentence == last.sentence), last)
            leads = not any(
                other is not entity
                and any(s.sentence == last.sentence and s.token < first.token for s in other.places[-_LATELY:])
                for other in fits
            )
            if leads:
                here["leads"] = 1.0
            before = self.article.sentences[last.sentence]
            same_quote = quoted == quoted_at(self.quotes, before.columns.starts[last.token])
            here["across quotes" if not same_quote else ("inside quotes" if quoted else "outside quotes")] = 1.0
            if quoted and _beside_speech(before.columns.words, before, last.token, last.last) and not same_quote:
                here["speaker"] = 1.0
            if speaks:
                # Whom a text is about is not always who goes on speaking.
                here["names speaking"] = here["names"]
                if _beside_speech(before.columns.words, before, last.token, last.last):
                    here["both speak"] = 1.0
                    here[f"both speak {min(distance, 2)}"] = 1.0
            if closes and entity.actor == speaker:
                here["goes on"] = 1.0
            if before.paragraph == paragraph:
                here["same paragraph"] = 1.0
            if before.zone == "headline":
                here["headline"] = 1.0
            candidates.append(Candidate(entity.actor, here))
        return Situation(place, family, tuple(candidates))


def _count(pair: tuple[int, Entity]) -> int:
    return pair[0]


def _kind_fits(known: str, asked: str) -> bool:
    return known == asked or {known, asked} == {"group", "organisation"}


def _in_order(
    names: Sequence[Found], nominals: Sequence[Nominal], pronouns: Sequence[int]
) -> Iterator[tuple[int, Found | Nominal | int]]:
    """Everything of a sentence that means somebody, from left to right."""
    every: list[tuple[int, int, Found | Nominal | int]] = []
    every.extend((found.first, 0, found) for found in names)
    # "The Russian army": the state is met before what it acts through.
    every.extend((max(item.first, item.owner.first if item.owner else 0), 1, item) for item in nominals)
    every.extend((place, 2, place) for place in pronouns)
    every.sort(key=_two)
    for place, _, item in every:
        yield place, item


def _where(found: Found) -> int:
    return found.first


def _two(item: tuple[int, int, object]) -> tuple[int, int]:
    return item[0], item[1]


def _role(sentence: Sentence, signals: SentenceSignals, first: int, last: int) -> str:
    """What a phrase is in its clause, by the tags beside it: subject, object, owner or something else."""
    tags, base, words = signals.tags, sentence.first, sentence.columns.words
    if last - first == 1 and words[first] in ("his", "her", "its", "their", "hers", "theirs"):
        after = tags[last - base : last - base + 1]
        if words[first] != "her" or after in tuple("NAPGEU"):
            return "owner"
    place = last - base
    if tags[place : place + 1] == "S":
        return "owner"
    while tags[place : place + 1] == "R":
        place += 1
    if tags[place : place + 1] in tuple("VDMBHK"):
        return "subject"
    if tags[place : place + 1] in ("E", "N") and not set(tags) & set("VDMBHK"):
        return "subject"  # the only verb that the sentence has
    before = tags[first - base - 1 : first - base] if first > base else ""
    if before in tuple("VDEGBHK"):
        return "object"
    if before in tuple("IO"):
        return "oblique"
    return "other"


def _acts(sentence: Sentence, signals: SentenceSignals, first: int, last: int) -> str:
    """Whether a mention acts in its clause or is acted on, the passive turned round; "" where neither shows."""
    tags, base, words = signals.tags, sentence.first, sentence.columns.words
    place = last - base
    while place < len(tags) and (tags[place] == "R" or words[place + base] in ("not", "n't", "also")):
        place += 1
    chain = place
    while chain < len(tags) and (tags[chain] in "MBHKR" or words[chain + base] in ("not", "n't")):
        chain += 1
    group = tags[place:chain]
    if group and chain < len(tags):
        if tags[chain] == "E" and "B" in group:
            return "patient"  # "was arrested"
        if tags[chain] in "VDEG":
            return "agent"
        return "agent" if set(group) & set("HK") and "B" not in group else ""
    if place < len(tags) and tags[place] in "VD":
        return "agent"
    before = first - base - 1
    while before >= 0 and tags[before] in "TAUN$PS" and words[before + base] != "by" and before > first - base - 4:
        if tags[before] in "NP":
            break
        before -= 1
    if before < 0:
        return ""
    if words[before + base] == "by" and before and "E" in tags[max(0, before - 3) : before]:
        return "agent"
    return "patient" if tags[before] in "VDGE" else ""


def _beside_speech(words: Sequence[str], sentence: Sentence, first: int, last: int) -> bool:
    """Whether a verb of speech stands beside a phrase."""
    return (last < sentence.last and words[last] in _SPEAKS) or (first > sentence.first and words[first - 1] in _SPEAKS)


def _closes(words: Sequence[str], first: int, place: int) -> bool:
    """Whether a speaker stands behind all that is said: ", he says", "” said she"."""
    start = place - (place > first and words[place - 1] in _SPEAKS)
    return start > first + 1 and words[start - 1] in _ENDS_SAYING


def _head(words: Sequence[str], found: Found) -> str:
    """The noun that a described mention is about: the critics of "critics of the government"."""
    for place in range(found.head + 1, found.last):
        if words[place] in ("of", "from", "in", "at", "for", "with", "on", "close", "familiar"):
            return words[place - 1]
    return words[found.last - 1]


def _party(words: Sequence[str]) -> str:
    """The party that words in front of a name, or around an office, give somebody."""
    return next((word.rstrip("s") for word in words if word in ("republican", "democrat", "democratic")), "")[:8]


def _plain(noun: str) -> str:
    """A role without the word that says it is over: "former justice"."""
    first, _, rest = noun.partition(" ")
    return rest if rest and first in ("former", "acting", "then", "outgoing", "incoming") else noun


def _gender_of(noun: str) -> str:
    if noun in word_class("women"):
        return "female"
    return "male" if noun in word_class("men") else ""


_ORGANS = frozenset({"army", "military", "navy", "air force"})  # of a state, in whose name they act
_PANELS = frozenset({"committee", "commission", "subcommittee"})  # what "the panel" may be
_SPELT = {
    **{"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "lt gov": "lieutenant governor"},
    **{
        "dr": "doctor",
        "prof": "professor",
        "pres": "president",
        "col": "colonel",
        "sgt": "sergeant",
        "capt": "captain",
    },
}
_BEFORE_OFFICE = 3  # tokens before an office in which a party stands
_ASIDE = 7  # tokens of an apposition in which an office is looked for


def _called(sentence: Sentence, signals: SentenceSignals, found: Found) -> Iterator[str]:
    """What the text calls an organisation beside its name: "the aid agency Doe", "Doe, a rights group"."""
    words, tags, first = sentence.columns.words, signals.tags, sentence.first
    for match in signals.sources:
        if match.entry.category != "org":
            continue
        behind = (
            found.last < sentence.last
            and words[found.last] == ","
            and found.last + 1 < match.first <= found.last + _ASIDE
            and words[found.last + 1] in ("a", "an", "the")
            and set(tags[found.last + 2 - first : match.first - first]) <= set("NPAUGES:")
        )
        if behind or match.last == found.first:
            yield words[match.last - 1]


def _offices(sentence: Sentence, signals: SentenceSignals, found: Found) -> Iterator[str]:
    """The offices that the text gives a named person: before the name, or behind it between commas."""
    words, first, last = sentence.columns.words, sentence.first, sentence.last
    ends: dict[int, int] = {}
    for match in (*signals.titles, *signals.sources):
        if match.entry.category not in ("role", "office", "title", "unnamed_specific", "rank", "civil"):
            continue
        near = match.first >= found.first and match.last <= found.head
        joined = match.last == found.first
        behind = (
            found.last < last
            and words[found.last] == ","
            and found.last < match.first <= found.last + _ASIDE
            and "," not in words[found.last + 1 : match.first]
            and not set(signals.tags[found.last + 1 - first : match.first - first]) & set("VDMBHKW")
            and words[found.last + 1] not in word_class("clause_openers")
            # "Roe, counsel to the president": an office that is somebody else's.
            and not (words[match.first - 1] == "the" and signals.tags[match.first - 2 - first] in "IO")
        )
        ahead = match.last < found.first and words[match.last] == "," and match.last + 1 == found.first
        if ahead:
            start = match.first - first
            while start > 0 and signals.tags[start - 1] in "NPAUT":
                start -= 1
            ahead = not is_aside(signals.tags, start, found.last - first)
        if near or joined or behind or ahead:
            told = " ".join(words[match.first : match.last]).rstrip(" .")
            yield _SPELT.get(told, told)
            if match.last - match.first > 1 and words[match.last - 1][0].isalpha() and words[match.first] != "vice":
                yield words[match.last - 1]
            if match.first in ends:  # "Inspector" and "General", which are one office
                yield " ".join(words[ends[match.first] : match.last])
            ends[match.last] = match.first
