"""Signals → the actors of an article: one identity each, with every mention of it.

Law: a mention belongs to one actor; an actor has one id; what an actor is called comes
from the text or from a row of the actors lexicon, never from elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from framing.document import Actor, Article, Mention, Span
from framing.engines.base import SentenceSignals, Signals
from framing.grammar import common_words, word_class
from framing.lexicon import Lexicon, Match

__all__ = ["ActorAnnotator", "Found", "slug"]

_PRONOUN_REACH = 3  # sentences over which a pronoun looks back for its person


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


@lru_cache(maxsize=65_536)
def slug(name: str) -> str:
    """Turn a name into an id: lower case, ASCII where the letters allow it, hyphens.

    Examples
    --------
    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall(r"[^\W_]+", plain.lower())) or "actor"


class ActorAnnotator:
    """Finds actors by lexicon rows, titles, given names and the shape of names.

    Parameters
    ----------
    lexicon : Lexicon
        The actors family.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        # Columns of the rows by identity, which `_entries` keeps from being given to others.
        self._entries = lexicon.entries
        self._rows = {
            id(entry): (entry.get("kind"), entry.get("actor"), entry.get("name")) for entry in lexicon.entries
        }
        self._given: dict[str, str] = {}
        self._given_weight: dict[str, float] = {}
        self._titles: set[str] = set()
        self._nations: set[str] = set()
        self._blockers: dict[str, str] = {}
        self._particles = word_class("name_particles")
        self._suffixes = word_class("name_suffixes")
        self._joints = self._particles | self._suffixes | {"of", "for", "-", "."}  # what a name may go on with
        self._genders = {word: gender for gender in ("male", "female") for word in word_class(gender)}
        self._title_genders = {word: gender for gender in ("male", "female") for word in word_class(f"{gender}_titles")}
        for entry in lexicon.entries:
            if entry.file == "given_names.tsv":
                self._given[entry.term.lower()] = entry.category
                self._given_weight[entry.term.lower()] = entry.weight
            elif entry.file == "person_blockers.tsv":
                self._blockers[entry.term.lower()] = entry.category
            elif entry.file == "titles.tsv":
                self._titles.add(entry.term.lower().rstrip("."))
            elif entry.file == "countries.tsv" and entry.category in ("name", "demonym"):
                self._nations.add(entry.term.lower())

    # ------------------------------------------------------------------ mentions

    def annotate(self, article: Article, signals: Signals) -> tuple[tuple[Actor, ...], list[list[Found]]]:
        """Return the actors, most mentioned first, and the mentions of every sentence.

        Parameters
        ----------
        article : Article
            With its sentences.
        signals : Signals
            Of an engine, one entry a sentence.
        """
        by_sentence: list[list[Found]] = []
        for index, found in enumerate(signals.sentences):
            by_sentence.append(self._sentence(article, index, found))
        names = [mention for mentions in by_sentence for mention in mentions]
        self._merge_names(names)
        for mentions in by_sentence:
            mentions[:] = [mention for mention in mentions if mention.actor]
        self._pronouns(article, signals, by_sentence)
        return self._actors(article, by_sentence), by_sentence

    def _sentence(self, article: Article, index: int, found: SentenceSignals) -> list[Found]:
        sentence = article.sentences[index]
        columns, first, last = sentence.columns, sentence.first, sentence.last
        words, starts, ends, text, tags = columns.words, columns.starts, columns.ends, article.text, found.tags
        mentions: list[Found] = []
        titles = {match.first: match.last for match in found.titles}
        lexical = found.actors
        title_case = columns.title_case(first, last)
        lexical_at = {match.first: match for match in lexical}
        opening = first  # the first word, whose capital says nothing
        while opening < last and not words[opening][0].isalnum():
            opening += 1
        capitals = columns.capitals
        places = [i for i, capital in enumerate(capitals[first:last], first) if capital]
        if lexical or titles:
            places = sorted({*places, *lexical_at, *titles})
        reached = first
        for place in places:
            if place < reached:
                continue
            if (
                self._blockers.get(words[place]) == "not_name"
                and place not in lexical_at
                and place not in titles
                and (place + 1 >= last or (not capitals[place + 1] and words[place + 1] not in self._joints))
            ):
                continue  # "The", "When": the commonest capitals name nothing
            tag = tags[place - first]
            title_end = titles.get(place)
            start_char = text[starts[place]]
            if title_end is not None and (start_char.isupper() or title_end < last):
                run_end = self._run(title_end, last, words, starts, text, tags, first, lexical_at, title_case)
                if run_end > title_end and self._is_person_run(title_end, run_end, words, text, starts, ends):
                    mentions.append(
                        self._person(article, index, place, title_end, run_end, words, text, starts, ends, True)
                    )
                    reached = run_end
                    continue
            match = lexical_at.get(place)
            if match is None and place + 1 in lexical_at and self._blockers.get(words[place]) == "not_name":
                continue  # "Then Japan left": the opener is no part of the name
            run_end = place
            if start_char.isupper() and (tag in "PNA" or match is None) and words[place][0].isalpha():
                run_end = self._run(place, last, words, starts, text, tags, first, lexical_at, title_case)
            if match is not None and match.last >= run_end:
                self._lexical(article, index, match, mentions, titles, words, starts, ends, text, tags, first, last)
                reached = match.last
                continue
            if run_end > place:
                made = self._name(
                    article, index, place, run_end, words, text, starts, ends, tags, first, title_case, match, opening
                )
                # Without an identity as a whole, what follows may still be a title or demonym.
                if made is not None:
                    mentions.append(made)
                    reached = made.last
                elif match is not None:
                    self._lexical(article, index, match, mentions, titles, words, starts, ends, text, tags, first, last)
                    reached = match.last
        return mentions

    def _run(
        self,
        place: int,
        last: int,
        words: list[str],
        starts: list[int],
        text: str,
        tags: str,
        first: int,
        lexical_at: Mapping[int, Match],
        title_case: bool,
    ) -> int:
        """End of the run of capitalised words that starts at `place`; `place` itself if there is none."""
        end = place
        position = place
        while position < last:
            char = text[starts[position]]
            word = words[position]
            if char.isupper():
                if position > place and position in lexical_at and lexical_at[position].entry.category in ("demonym",):
                    break
                if self._blockers.get(word) == "not_name" and position > place:
                    break
                if title_case and tags[position - first] not in "PX" and not self._given.get(word):
                    break
                position += 1
                end = position
                if position < last and words[position] == "." and len(word) == 1:
                    position += 1
            elif (
                word in ("of", "for")
                and end == position > place
                and position + 1 < last
                and text[starts[position + 1]].isupper()
                and any(self._blockers.get(words[i]) == "org_suffix" for i in range(place, position))
            ):
                position += 1  # "Bureau of Labor Statistics"
            elif word in self._particles and end == position and position > place:
                position += 1
            elif word == "-" and end == position and position > place and position + 1 < last:
                if not text[starts[position + 1]].isupper() or starts[position] != starts[position - 1] + len(
                    words[position - 1]
                ):
                    break
                position += 1
            elif word in self._suffixes and end == position and position > place:
                position += 1
                end = position
            else:
                break
        return end

    def _is_person_run(
        self, start: int, end: int, words: list[str], text: str, starts: list[int], ends: list[int]
    ) -> bool:
        kinds = {self._blockers.get(words[i]) for i in range(start, end)}
        return not kinds & {"org_suffix", "place_suffix", "event_suffix"} and not (
            end - start == 1 and self._blockers.get(words[start]) == "not_name"
        )

    def _person(
        self,
        article: Article,
        index: int,
        place: int,
        head: int,
        end: int,
        words: list[str],
        text: str,
        starts: list[int],
        ends: list[int],
        sure: bool,
    ) -> Found:
        while head < end - 1 and (
            words[head] in self._titles
            or (words[head] in self._nations and (words[head + 1] in self._titles or head > place))
        ):
            head += 1  # "Former US President Donald Trump" is called Donald Trump
        while end - head > 2 and words[end - 1] in common_words() and words[end - 1] not in self._given:
            end -= 1  # "Steve Doe Casts Doubt", in a headline
        name = text[starts[head] : ends[end - 1]]
        gender = ""
        if place < head:
            gender = self._title_genders.get(words[place], "")
        if not gender and end - head > 1:
            gender = self._given.get(words[head], "")
        return Found(
            sentence=index,
            first=place,
            last=end,
            text=name,
            form="name",
            kind="person",
            key=slug(name),
            name=" ".join(name.split()),
            sure=sure,
            gender="" if gender == "both" else gender,
            title=place < head,
            head=head,
        )

    def _name(
        self,
        article: Article,
        index: int,
        place: int,
        end: int,
        words: list[str],
        text: str,
        starts: list[int],
        ends: list[int],
        tags: str,
        first: int,
        title_case: bool,
        match: Match | None,
        opening: int,
    ) -> Found | None:
        """Decide what a run of capitalised words names, or None."""
        # Titles and sentence openers in front are not part of the name.
        while place < end and self._blockers.get(words[place]) == "not_name":
            place += 1
        head = place
        while head < end and (words[head] in self._titles):
            head += 1
        if head > place and head < end and self._is_person_run(head, end, words, text, starts, ends):
            return self._person(article, index, place, head, end, words, text, starts, ends, True)
        if place >= end:
            return None
        size = end - place
        name = " ".join(text[starts[place] : ends[end - 1]].split())
        suffix = [self._blockers.get(words[i]) for i in range(place, end)]
        opener = place <= opening
        if "event_suffix" in suffix[-1:]:
            return None
        if "org_suffix" in suffix and (size > 1 or not opener):
            if size == 1:
                return None
            return Found(
                sentence=index, first=place, last=end, text=name, form="name", kind="organisation",
                key=slug(name), name=name, sure=True, head=place,
            )  # fmt: skip
        if "place_suffix" in suffix:
            return None
        given = self._given.get(words[place])
        if size >= 2 and given and not (opener and self._given_weight[words[place]] < 1 and tags[place - first] != "P"):
            return self._person(article, index, place, place, end, words, text, starts, ends, True)
        if match is not None and match.last < end and match.entry.category in ("demonym", "name", "metonym"):
            return None
        surface = text[starts[place] : ends[place]]
        if size == 1:
            if surface.isupper() and 2 <= len(surface) <= 6 and surface.isalpha() and not title_case:
                return Found(
                    sentence=index, first=place, last=end, text=name, form="name", kind="organisation",
                    key=slug(name), name=name, sure=False, head=place,
                )  # fmt: skip
            if tags[place - first] == "P" or (title_case and tags[place - first] in "NPVD"):
                return Found(
                    sentence=index, first=place, last=end, text=name, form="name", kind="",
                    key=slug(name), name=name, sure=False, head=place,
                )  # fmt: skip
            return None
        if opener and size == 2 and tags[place - first] not in "P":
            return Found(
                sentence=index, first=place + 1, last=end, text=text[starts[place + 1] : ends[end - 1]],
                form="name", kind="", key=words[end - 1], name=text[starts[place + 1] : ends[end - 1]],
                sure=False, head=place + 1,
            )  # fmt: skip
        if any(words[i] in common_words() and words[i] not in self._given for i in (place, end - 1)):
            return None  # "Planet Money", "Labor Statistics": words, not names
        if size <= 4 and not title_case and all(tags[i - first] in "PX.I:RN" for i in range(place, end)):
            return self._person(article, index, place, place, end, words, text, starts, ends, False)
        if title_case and size >= 2 and tags[place - first] == "P":
            # "Okoro Opens Port": the first word may be a name that the text below tells.
            surface = text[starts[place] : ends[place]]
            return Found(
                sentence=index, first=place, last=place + 1, text=surface, form="name", kind="",
                key=slug(surface), name=surface, sure=False, head=place,
            )  # fmt: skip
        return None

    def _lexical(
        self,
        article: Article,
        index: int,
        match: Match,
        mentions: list[Found],
        titles: Mapping[int, int],
        words: list[str],
        starts: list[int],
        ends: list[int],
        text: str,
        tags: str,
        first: int,
        last: int,
    ) -> None:
        entry = match.entry
        after = match.last
        form = "name"
        kind, actor, name = self._rows[id(entry)]
        if kind == "country" and entry.category in ("demonym", "name"):
            # A nationality, or a country, in front of a title names the office, not the state.
            if after in titles and (titles[after] < last or entry.category == "demonym"):
                follows = titles[after]
                if follows < last and text[starts[follows]].isupper():
                    return
            if entry.category == "demonym" and not self._acts(match, words, tags, first, last, text, starts):
                return
        if entry.category == "metonym":
            form = "metonym"
            if entry.weight < 1 and not self._metonym_acts(match, words, tags, first, last):
                return
        if (kind == "place" or not actor) and kind != "group":
            return
        if kind == "group":
            form = "nominal"
        surface = text[starts[match.first] : ends[match.last - 1]]
        mentions.append(
            Found(
                sentence=index,
                first=match.first,
                last=match.last,
                text=surface,
                form=form,
                kind=kind,
                key=actor or slug(entry.term),
                name=name or entry.term,
                sure=True,
                actor=actor or slug(entry.term),
                head=match.first,
            )
        )

    @staticmethod
    def _acts(match: Match, words: list[str], tags: str, first: int, last: int, text: str, starts: list[int]) -> bool:
        """Whether a demonym stands for the state: not before a named person, not a language or people's culture."""
        after = match.last
        if after < last and text[starts[after]].isupper() and tags[after - first] == "P":
            return False
        return not (after < last and words[after] in word_class("culture"))

    @staticmethod
    def _metonym_acts(match: Match, words: list[str], tags: str, first: int, last: int) -> bool:
        """Whether a capital's name acts in its sentence, or is only where something happens."""
        before = words[match.first - 1] if match.first > first else ""
        if before in word_class("locative") or before == ",":
            return False
        after = tags[match.last - first] if match.last < last else "."
        if before in word_class("company"):
            return after not in "N"
        if before == "and" and match.first - 2 >= first and tags[match.first - 2 - first] == "P":
            return True
        return after in "VDMBHKRS" or (after == "C" and match.last + 1 < last and tags[match.last + 1 - first] == "P")

    # ------------------------------------------------------------------ identity

    def _merge_names(self, names: list[Found]) -> None:
        """Give every name its actor: full names first, then the parts that stand for them."""
        full: dict[str, Found] = {}
        surnames: dict[str, list[str]] = {}
        for found in names:
            if found.kind == "person" and found.last - found.head > 1:
                key = self._full_key(found)
                known = full.get(key)
                if known is None:
                    full[key] = found
                    surnames.setdefault(_surname(found.name), []).append(key)
                elif len(found.name) > len(known.name):
                    full[key] = found
        counts = Counter(_surname(found.name) for found in full.values())
        ids = {
            key: (_surname_slug(found.name) if counts[_surname(found.name)] == 1 else slug(found.name))
            for key, found in full.items()
        }
        lexicon_ids = {found.actor for found in names if found.actor}
        singles = Counter(found.key for found in names if not found.actor and found.last - found.head == 1)
        for key, actor in ids.items():
            if actor in lexicon_ids:
                ids[key] = slug(full[key].name)
        latest: dict[str, str] = {}
        organisations: dict[str, str] = {}
        for found in names:
            if found.kind == "organisation" and not found.actor:
                organisations.setdefault(found.key, found.key)
                acronym = "".join(word[0] for word in re.findall(r"\b[A-Z]\w+", found.name))
                if len(acronym) >= 3:
                    organisations.setdefault(acronym.lower(), found.key)
        for found in names:
            if found.actor:
                continue
            if found.kind == "person" and found.last - found.head > 1:
                key = self._full_key(found)
                found.actor = ids[key]
                found.name = full[key].name
                found.gender = found.gender or full[key].gender
                latest[_surname(found.name)] = key
                continue
            if found.kind == "organisation" and found.key in organisations:
                if not found.sure and singles[found.key] < 2 and organisations[found.key] == found.key:
                    # One bare acronym, seen once: too little to be an actor.
                    continue
                found.actor = organisations[found.key]
                continue
            surname = found.key.rsplit("-", 1)[-1] if found.kind == "person" else found.key
            candidates = surnames.get(surname) or surnames.get(found.key)
            if candidates:
                key = latest.get(surname) or candidates[0]
                found.kind = "person"
                found.actor = ids[key]
                found.name = full[key].name
                found.gender = found.gender or full[key].gender
                continue
            if found.kind == "person" and (found.title or found.sure):
                found.actor = found.key
            elif found.kind == "" and self._given.get(found.key) and self._given_weight.get(found.key, 0) >= 1:
                # A given name alone: the person of that first name, if there is one.
                first_names = [key for key, other in full.items() if slug(other.name).startswith(found.key + "-")]
                if first_names:
                    found.kind = "person"
                    found.actor = ids[first_names[0]]
                    found.name = full[first_names[0]].name
        # A surname introduced with a title alone ("Mr Okoro") takes its later bare uses along.
        titled = {found.actor: found for found in names if found.actor and found.kind == "person" and found.title}
        for found in names:
            if not found.actor and found.kind == "" and found.key in titled:
                found.kind = "person"
                found.actor = found.key
                found.gender = found.gender or titled[found.key].gender

    @staticmethod
    def _full_key(found: Found) -> str:
        words = [
            word for word in slug(found.name).split("-") if len(word) > 1 and word not in word_class("name_suffixes")
        ]
        return f"{words[0]}-{words[-1]}" if len(words) > 1 else slug(found.name)

    def _pronouns(self, article: Article, signals: Signals, by_sentence: list[list[Found]]) -> None:
        """Resolve he and she to the person last in focus; leave them alone when unsure."""
        focus: list[tuple[int, str, str, str]] = []  # sentence, actor, gender, name
        gender_of: dict[str, str] = {}
        for mentions in by_sentence:
            for found in mentions:
                if found.kind == "person" and found.gender:
                    gender_of[found.actor] = found.gender
        for index, mentions in enumerate(by_sentence):
            sentence = article.sentences[index]
            words, starts, ends = sentence.columns.words, sentence.columns.starts, sentence.columns.ends
            persons = [found for found in mentions if found.kind == "person"]
            added: list[Found] = []
            pending = 0
            genders = map(self._genders.get, words[sentence.first : sentence.last])
            pronouns = [(place, gender) for place, gender in enumerate(genders, sentence.first) if gender is not None]
            for place, gender in (*pronouns, (sentence.last, "")):
                while pending < len(persons) and persons[pending].first <= place:
                    found = persons[pending]
                    focus.append((index, found.actor, gender_of.get(found.actor, ""), found.name))
                    pending += 1
                if not gender:
                    break
                recent = [item for item in focus if index - item[0] <= _PRONOUN_REACH and item[2] in (gender, "")]
                if not recent:
                    continue
                same = [item for item in recent if item[0] == index]
                pool = same or [item for item in recent if item[0] == recent[-1][0]]
                chosen = pool[0]  # the first person of the sentence is mostly its subject
                gender_of.setdefault(chosen[1], gender)
                added.append(
                    Found(
                        sentence=index,
                        first=place,
                        last=place + 1,
                        text=article.text[starts[place] : ends[place]],
                        form="pronoun",
                        kind="person",
                        key=chosen[1],
                        name=chosen[3],
                        sure=False,
                        actor=chosen[1],
                        head=place,
                    )
                )
                focus.append((index, chosen[1], gender, chosen[3]))
            del focus[:-24]
            if added:
                mentions.extend(added)
                mentions.sort(key=_place)

    @staticmethod
    def _actors(article: Article, by_sentence: list[list[Found]]) -> tuple[Actor, ...]:
        grouped: dict[str, list[Found]] = {}
        for mentions in by_sentence:
            for found in mentions:
                grouped.setdefault(found.actor, []).append(found)
        actors: list[Actor] = []
        for actor, found_list in grouped.items():
            if all(found.form == "pronoun" for found in found_list):
                continue
            placed: list[Mention] = []
            aliases: dict[str, None] = {}
            kinds: Counter[str] = Counter()
            name = ""
            for found in found_list:
                sentence = article.sentences[found.sentence]
                start = sentence.columns.starts[found.head]
                end = sentence.columns.ends[found.last - 1]
                surface = article.text[start:end]
                placed.append(
                    Mention(span=Span(start=start, end=end), sentence=found.sentence, text=surface, form=found.form)
                )
                if found.form != "pronoun":
                    aliases.setdefault(" ".join(surface.split()))
                    kinds[found.kind] += 1
                    if len(found.name) > len(name):
                        name = found.name
            actors.append(
                Actor(
                    id=actor,
                    name=name,
                    kind=kinds.most_common(1)[0][0],
                    aliases=tuple(aliases),
                    mentions=tuple(placed),
                )
            )
        actors.sort(key=lambda actor: (-len(actor.mentions), actor.mentions[0].span.start))
        return tuple(actors)


def _place(found: Found) -> int:
    return found.first


def _surname(name: str) -> str:
    words = [word for word in slug(name).split("-") if word not in word_class("name_suffixes")]
    return words[-1] if words else slug(name)


def _surname_slug(name: str) -> str:
    return _surname(name)
