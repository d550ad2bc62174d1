"""Signals → the actors of an article: one identity each, with every mention of it.

Law: a mention belongs to one actor; an actor has one id; what an actor is called comes
from the text or from a row of the actors lexicon, never from elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter

from framing.annotation.mentions import Found, MentionFinder, slug
from framing.document import Actor, Article, Mention, Span
from framing.engines.base import Signals
from framing.grammar import word_class
from framing.lexicon import Lexicon

__all__ = ["ActorAnnotator"]

_PRONOUN_REACH = 3  # sentences over which a pronoun looks back for its person


class ActorAnnotator:
    """Merges the mentions of an article into actors.

    Parameters
    ----------
    lexicon : Lexicon
        The actors family.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._finder = MentionFinder(lexicon)
        self._genders = {word: gender for gender in ("male", "female") for word in word_class(gender)}

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
        for index, here in enumerate(signals.sentences):
            by_sentence.append(self._finder.find(article, index, here))
        names = [mention for mentions in by_sentence for mention in mentions]
        headlines = {sentence.index for sentence in article.sentences if sentence.zone == "headline"}
        names = self._told(article, names, headlines)
        by_sentence = [[] for _ in by_sentence]
        for found in names:
            by_sentence[found.sentence].append(found)
        self._merge_names(names, headlines)
        for mentions in by_sentence:
            mentions[:] = [mention for mention in mentions if mention.actor]
        self._pronouns(article, signals, by_sentence)
        return self._actors(article, by_sentence), by_sentence

    @staticmethod
    def _told(article: Article, names: list[Found], headlines: set[int]) -> list[Found]:
        """Leave out what only a headline in title case seems to name: "Launches Largest Assault"."""
        below = {found.key for found in names if found.sentence not in headlines}
        kept: list[Found] = []
        for found in names:
            lone = found.sentence in headlines and not found.actor and found.kind != "person"
            if lone and found.key not in below and not found.text.isupper():
                sentence = article.sentences[found.sentence]
                if sentence.columns.title_case(sentence.first, sentence.last):
                    continue
            kept.append(found)
        return kept

    def _merge_names(self, names: list[Found], headlines: set[int]) -> None:
        """Give every name its actor: full names first, then the parts that stand for them."""
        told = {found.name for found in names if found.kind == "person" and found.sentence not in headlines}
        for found in names:
            # "Steve Doe Casts Doubt": in title case a verb looks like one name more; the text below knows.
            if found.sentence in headlines and found.kind == "person" and found.name not in told:
                shorter = next((name for name in told if " " in name and found.name.startswith(name + " ")), None)
                if shorter is not None:
                    found.last -= len(found.name.split()) - len(shorter.split())
                    found.name = found.text = shorter
                    found.key = slug(shorter)
        full: dict[str, Found] = {}
        surnames: dict[str, list[str]] = {}
        for found in names:
            if found.kind == "person" and found.last - found.head > 1:
                key = _full_key(found.name)
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
                key = _full_key(found.name)
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
            if found.kind in ("country", "group", "place"):
                found.actor = found.key
                continue
            surname = found.key.rsplit("-", 1)[-1] if found.kind == "person" else found.key
            candidates = surnames.get(surname) or surnames.get(found.key)
            famous = self._finder.famous.get(surname, "")
            if candidates and famous and _full_key(famous) not in candidates:
                # "Trump" beside "Melania Trump" is the one whom nobody introduces.
                found.kind = "person"
                found.actor = slug(famous)
                found.name = famous
                continue
            if candidates:
                key = latest.get(surname) or candidates[0]
                found.kind = "person"
                found.actor = ids[key]
                found.name = full[key].name
                found.gender = found.gender or full[key].gender
                continue
            if found.kind == "person" and (found.title or found.sure):
                found.actor = found.key
                found.name = famous or found.name
            elif found.kind == "" and self._finder.given_weight.get(found.key, 0) >= 1:
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


def _full_key(name: str) -> str:
    """What spellings of one full name share: its first and its last part."""
    words = [word for word in slug(name).split("-") if len(word) > 1 and word not in word_class("name_suffixes")]
    return f"{words[0]}-{words[-1]}" if len(words) > 1 else slug(name)


def _surname(name: str) -> str:
    words = [word for word in slug(name).split("-") if word not in word_class("name_suffixes")]
    return words[-1] if words else slug(name)


def _surname_slug(name: str) -> str:
    return _surname(name)
