"""Signals → the actors of an article: one identity each, with every mention of it.

Law: a mention belongs to one actor; an actor has one id; what an actor is called comes
from the text or from a row of the actors lexicon, never from elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from framing.annotation.bodies import at_home_bodies, call_back_firms, merge_bodies, merge_houses, part_houses
from framing.annotation.mentions import Found, MentionFinder
from framing.annotation.naming import full_key, slug, surname
from framing.annotation.reference import ReferenceResolver
from framing.document import Actor, Article, Attribution, Mention, Span, TokenColumns
from framing.engines.base import SentenceSignals, Signals
from framing.grammar import common_words, word_class
from framing.lexicon import Lexicon

__all__ = ["ActorAnnotator"]

_CLAUSE = re.compile(r",? (?:who|whom|whose|which)\b")  # that hangs on what somebody is called
_LETTERS = 3  # of a name, above which it may be more than an acronym of something else
_HALVES = {"north": ("north-korea", "North Korea"), "south": ("south-korea", "South Korea")}
_RELATIVES = frozenset({"who", "which", "that", "whose", "familiar", "close", "briefed", "speaking"})
_MOST_ALIKE = 64  # long names that a short one is held against
_VERBS = frozenset("VDMH")  # behind a word that opens a sentence these make it a name: "Fields told"
_RATHER = 3  # times as often as for its state a capital may stand for a place, and is the state all the same
_INCUMBENT = 3  # times somebody has gone by the bare surname, from which it stays theirs
_JUST_CALLED = 1  # sentences for which a full name decides whom the bare surname means
_MAX_AGAIN = 6  # words of a name that is looked for again
_FAMILY_FIRST = 2  # hyphens of an id whose name has three parts, of which the first may be the family's
# Ends of words for people: by what they do, where they are from, how many they are.
_WHO_DO = (
    "ers",
    "ors",
    "ists",
    "ians",
    "ants",
    "ees",
    "men",
    "people",
    "folk",
    "few",
    "many",
    "others",
    "those",
    "sides",
)
_POINTING = frozenset({"those", "everybody", "everyone", "anyone", "anybody"})
_ARTICLES = frozenset({"the", "a", "an"})
_ORGANS = frozenset({"army", "military", "navy", "air force", "force"})
# Kinds of source that are somebody, and what kind of actor an unnamed one is.
_SPEAKERS = {
    "unnamed_specific": "person",
    "named_person": "person",
    "named_org": "organisation",
    "collective": "group",
    "anonymous": "person",
}
# Kinds whose whole source phrase is what they are called.
_DESCRIBED = frozenset({"unnamed_specific", "collective", "anonymous"})


class _Called:
    """Who is described in one sentence: by where the description ends, and by the longer phrases that mean the same."""

    __slots__ = ("ends", "phrases")

    def __init__(self, columns: TokenColumns, mentions: Sequence[Found]) -> None:
        self.ends: dict[int, Found] = {}
        self.phrases: dict[tuple[int, int], Found] = {}
        for found in mentions:
            if found.form == "nominal":
                self.ends.setdefault(found.last, found)
                for first, last in found.also:  # "a number of families" are the families
                    self.phrases.setdefault((columns.starts[first], columns.ends[last - 1]), found)


class ActorAnnotator:
    """Merges the mentions of an article into actors.

    Parameters
    ----------
    lexicon : Lexicon
        The actors family.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._finder = MentionFinder(lexicon)
        self.references = ReferenceResolver(lexicon)

    def mentions(self, article: Article, signals: Signals, quotes: Sequence[tuple[int, int]] = ()) -> list[list[Found]]:
        """Return the mentions of every sentence, also of people whom the text describes only once.

        Parameters
        ----------
        article : Article
            With its sentences.
        signals : Signals
            Of an engine, one entry a sentence.
        quotes : sequence of (int, int)
            Stretches in quotation marks, ascending.
        """
        by_sentence = self.names(article, signals)
        for mentions, more in zip(
            by_sentence, self.references.resolve(article, signals, by_sentence, quotes), strict=True
        ):
            if not more:
                continue
            kept: list[Found] = []
            for found in mentions:
                # "American forces" is one mention of the country, not two.
                around = [
                    other
                    for other in more
                    if other.actor == found.actor and other.first <= found.first and found.last <= other.last
                ]
                for other in around:
                    other.also.append((found.head, found.last))
                if not around:
                    kept.append(found)
            mentions[:] = sorted(kept + more, key=_place)
        _merge_groups(by_sentence)
        merge_houses(by_sentence)
        return by_sentence

    def actors(
        self,
        article: Article,
        signals: Signals,
        mentions: Sequence[list[Found]],
        attributions: Sequence[Attribution],
    ) -> tuple[tuple[Actor, ...], tuple[Attribution, ...]]:
        """Return the actors, most mentioned first, and the attributions with the actors that speak.

        Whoever is described once is an actor only as a source; whom no mention covers, the source itself
        describes. Those who are no actors are taken out of `mentions`.
        """
        spoken: list[Attribution] = []
        moved: set[int] = set()
        phrases: dict[str, list[str]] = {}
        called: dict[int, _Called] = {}
        for item in attributions:
            if item.actor is None and item.source_span is not None and item.source_kind in _SPEAKERS:
                # A post is signed behind its last sentence, or in the line below.
                place = item.sentence
                while place + 1 < len(mentions) and article.sentences[place + 1].span.start <= item.source_span.start:
                    place += 1
                if place not in called:
                    called[place] = _Called(article.sentences[place].columns, mentions[place])
                whole = called[place].phrases.get((item.source_span.start, item.source_span.end))
                found = self._speaker(article, replace(item, sentence=place), signals.sentences[place])
                if whole is not None:
                    item = replace(item, actor=whole.actor)
                elif found is not None:
                    known = called[place].ends.setdefault(found.last, found)
                    if known is not found and known is not None and known.kind == found.kind:
                        known.also.append((found.first, found.last))
                        found = known
                    else:
                        mentions[place].append(found)
                        moved.add(place)
                    item = replace(item, actor=found.actor)
            if item.actor is not None and item.source_span is not None and item.source_kind in _DESCRIBED:
                phrases.setdefault(item.actor, []).append(" ".join(_CLAUSE.split(item.source, 1)[0].split()))
            spoken.append(item)
        for place in moved:
            mentions[place].sort(key=_place)
        speaking = {item.actor for item in spoken}
        for row in mentions:
            row[:] = [found for found in row if not found.passing or found.actor in speaking]
        return self._actors(article, mentions, phrases), tuple(spoken)

    @staticmethod
    def _speaker(article: Article, item: Attribution, signals: SentenceSignals) -> Found | None:
        """A mention of somebody who is only known as the source of what is said."""
        span = item.source_span
        if span is None:
            return None
        sentence = article.sentences[item.sentence]
        columns = sentence.columns
        first = bisect_left(columns.starts, span.start)
        # A signature may be taken for two sentences: "— J. Freedom Lake (@jlake)".
        last = min(bisect_left(columns.starts, span.end), sentence.last)
        words, capitals = columns.words, columns.capitals
        # "A former cook, who asked not to be named": the clause is about them and not what they are called.
        told = last
        last = next((i for i in range(first + 1, last) if words[i] in _RELATIVES), last)
        tags = signals.tags
        while first < last - 1 and (words[first] in _ARTICLES or tags[first - sentence.first] == "R"):
            first += 1
        marks = tags[first - sentence.first : last - sentence.first].count('"')
        if marks != 2 or tags[last - 1 - sentence.first] != '"':  # the "revolution"
            while last > first + 1 and (not words[last - 1][0].isalnum() or tags[last - 1 - sentence.first] in "IOTC"):
                last -= 1
        if last - first == 1 and words[first] in _POINTING:
            last = told  # but "those who support the bill" have no other name
        if not sentence.first <= first < last <= sentence.last:
            return None
        if last - first == 1 and words[first] in word_class("nobodies"):
            return None
        kind = _SPEAKERS[item.source_kind]
        if kind == "person" and not any(capitals[max(first, sentence.first + 1) : last]):
            roles = (*signals.sources, *signals.titles)
            known = any(match.first < last and first < match.last for match in roles)
            if not known and not _human(words[first:last]):
                return None
        if kind == "group":
            end = next((i for i in range(first + 1, last) if tags[i - sentence.first] in "IW"), last)
            people = words[end - 1].endswith(_WHO_DO) or any(capitals[first:end])
            if not people and not any(first < m.last <= end for m in (*signals.sources, *signals.titles)):
                return None  # the "gay rights" of "a clash over gay rights"
        if item.source_kind == "named_person":
            # "The party's deputy leader, Kamrul Bhuiyan": the name alone.
            start = last
            while start > first and (capitals[start - 1] or words[start - 1] in word_class("name_particles")):
                start -= 1
            while start < last and not capitals[start]:
                start += 1
            first = start if start < last else first
        elif item.source_kind == "anonymous" and words[last - 1][-1:] == "s":
            kind = "group"
        text = article.text[columns.starts[first] : columns.ends[last - 1]]
        name = " ".join(text.split())
        actor = slug(name)
        return Found(
            sentence=item.sentence,
            first=first,
            last=last,
            text=text,
            form="nominal",
            kind=kind,
            key=actor,
            name=name,
            sure=False,
            actor=actor,
            head=first,
            unnamed=True,
        )

    def names(self, article: Article, signals: Signals) -> list[list[Found]]:
        """Return the names of every sentence, each with its actor."""
        names = [
            found for index, here in enumerate(signals.sentences) for found in self._finder.find(article, index, here)
        ]
        headlines = {sentence.index for sentence in article.sentences if sentence.zone == "headline"}
        names = at_home_bodies(self._organs(article, self._told(article, names, headlines)))
        self._merge_names(names, headlines)
        by_sentence: list[list[Found]] = [[] for _ in signals.sentences]
        for found in names:
            if found.actor:
                by_sentence[found.sentence].append(found)
        self._again(article, signals, by_sentence)
        _one_kind(by_sentence)
        _seats(by_sentence)
        part_houses(by_sentence)
        return by_sentence

    @staticmethod
    def _again(article: Article, signals: Signals, by_sentence: Sequence[list[Found]]) -> None:
        """Find a name once found wherever the article has it again."""
        known: dict[tuple[str, ...], Found] = {}
        for mentions in by_sentence:
            for found in mentions:
                size = found.last - found.head
                if found.form == "name" and size <= _MAX_AGAIN:
                    words = article.sentences[found.sentence].columns.words[found.head : found.last]
                    own = size > 1 or (len(words[0]) > _LETTERS and words[0] not in common_words())
                    if found.kind == "person" or (found.kind == "organisation" and own):
                        known.setdefault(tuple(words), found)
        if not known:
            return
        firsts = {words[0] for words in known}
        for index, mentions in enumerate(by_sentence):
            sentence = article.sentences[index]
            columns, tags = sentence.columns, signals.sentences[index].tags
            made: list[Found] = []
            covered: set[int] | None = None
            place = start = sentence.first
            while place < sentence.last:
                if not columns.capitals[place] or columns.words[place] not in firsts:
                    place += 1
                    continue
                size = min(_MAX_AGAIN, sentence.last - place)
                while size and tuple(columns.words[place : place + size]) not in known:
                    size -= 1
                if not size:
                    place += 1
                    continue
                end = place + size
                found = known[tuple(columns.words[place:end])]
                if covered is None:
                    covered = {i for other in mentions for i in range(other.first, other.last)}
                # One word is less than a name where it stands in a longer one, or may be any word.
                alone = size == 1 and (
                    (
                        place == start
                        and found.key in common_words()
                        and tags[end - start : end - start + 1] not in _VERBS
                    )
                    or (place > start and columns.capitals[place - 1] and tags[place - 1 - start] == "P")
                    or (end < sentence.last and columns.capitals[end] and tags[end - start] == "P")
                )
                if not alone and covered.isdisjoint(range(place, end)):
                    again = replace(found, sentence=index, first=place, head=place, last=end)
                    again.phrase, again.reach, again.also, again.told = -1, -1, [], []
                    made.append(again)
                place = end
            if made:
                mentions += made
                mentions.sort(key=_place)

    @staticmethod
    def _told(article: Article, names: list[Found], headlines: set[int]) -> list[Found]:
        """Leave out what only a headline in title case seems to name: "Launches Largest Assault"."""
        names = _no_storms(article, names)
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

    @staticmethod
    def _organs(article: Article, names: list[Found]) -> list[Found]:
        """Leave out "authorities" in "Canadian authorities": with a state in front they are the state."""
        organs = word_class("state_organs")
        kept: list[Found] = []
        for found in names:
            before = kept[-1] if kept else None
            words = article.sentences[found.sentence].columns.words
            told = words[max(found.first - 1, 0) : found.last]
            if told[-1] in _ORGANS and "the" in told[:2] and " ".join(told[told.index("the") + 1 :]) in _ORGANS:
                continue  # "the military": whose, what was said before tells
            if (
                before is not None
                and found.kind in ("group", "organisation")
                and found.text == found.text.lower()
                and before.kind == "country"
                and before.sentence == found.sentence
                and found.first - before.last <= 1
                and (words[found.last - 1] in organs or " ".join(words[found.last - 2 : found.last]) in organs)
                and (
                    found.first == before.last
                    or words[before.last][0].isalpha()
                    or words[before.last] in ("'s", "\u2019s", "'", "\u2019")
                )
            ):
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
        lands = {found.actor for found in names if found.kind == "country"}
        for found in names:
            half = _HALVES.get(found.key)
            if half is not None and half[0] in lands and not found.actor:
                found.kind, found.form, (found.actor, found.name) = "country", "name", half  # "the North"
        family = _family_names(names)

        def is_full(found: Found) -> bool:
            return _is_whole(found) and slug(found.name) not in family

        full: dict[str, Found] = {}
        alike: dict[str, str] = {}  # keys of full names with a short given name → with the long one
        surnames: dict[str, list[str]] = {}
        for found in names:
            if found.kind == "person" and is_full(found):
                key = self._key(found.name)
                known = full.get(key)
                if known is None:
                    twin = self._twin(key, surnames.get(surname(found.name), ()))
                    if twin is not None:
                        alike[key] = twin
                        continue
                    full[key] = found
                    surnames.setdefault(surname(found.name), []).append(key)
                elif len(found.name) > len(known.name):
                    full[key] = found
        joined = {slug(found.name).replace("-", ""): key for key, found in full.items()}
        firsts: dict[str, list[str]] = {}
        for key, found in full.items():
            firsts.setdefault(slug(found.name).split("-", 1)[0], []).append(key)
        counts = Counter(surname(found.name) for found in full.values())
        ids = {
            key: (surname(found.name) if counts[surname(found.name)] == 1 else slug(found.name))
            for key, found in full.items()
        }
        lexicon_ids = {found.actor for found in names if found.actor}
        singles = Counter(found.key for found in names if not found.actor and found.last - found.head == 1)
        for key, actor in ids.items():
            if actor in lexicon_ids:
                ids[key] = slug(full[key].name)
        latest: dict[str, tuple[str, int]] = {}  # by surname: whom the text last called by the full name, and where
        bare: Counter[str] = Counter()  # how often each went by the surname alone so far
        incumbents: dict[str, str] = {}  # by surname: whoever has gone by it alone most
        mostly: dict[str, str] = {}  # by surname: whom the text calls by the full name most
        often = Counter(
            alike.get(self._key(found.name), self._key(found.name))
            for found in names
            if found.kind == "person" and not found.actor and is_full(found)
        )
        call_back_firms(names, {*surnames, *firsts, *self._finder.famous}, self._finder.blockers)
        organisations = merge_bodies(names, self._finder.blockers)
        bodies = {found.actor or found.key: found.name for found in names if found.kind == "organisation"}
        for found in names:
            if found.actor:
                continue
            if found.kind == "person" and is_full(found):
                key = self._key(found.name)
                key = alike.get(key, key)
                found.actor = ids[key]
                found.name = full[key].name
                found.gender = found.gender or full[key].gender
                latest[surname(found.name)] = key, found.sentence
                continue
            if found.kind == "organisation" and found.key in organisations:
                if not found.sure and singles[found.key] < 2 and organisations[found.key] == found.key:
                    # One bare acronym, seen once: too little to be an actor.
                    continue
                found.actor = organisations[found.key]
                found.name = bodies.get(found.actor, found.name)
                continue
            if found.kind in ("country", "group", "place"):
                found.actor = found.key
                continue
            if found.kind == "person" and found.key in joined:
                found.actor = ids[joined[found.key]]  # "@AnaRuiz"
                found.name = full[joined[found.key]].name
                continue
            last = surname(found.name) if found.kind == "person" else found.key
            candidates = surnames.get(last) or surnames.get(found.key)
            famous = self._finder.famous.get(last, "")
            if candidates and famous and not self._is_famous(famous, candidates):
                # "Trump" beside "Melania Trump" is the one whom nobody introduces.
                found.kind = "person"
                found.actor = slug(famous)
                found.name = famous
                continue
            if candidates:
                key, when = latest.get(last, (candidates[0], found.sentence))
                incumbent = incumbents.get(last, key)
                stays = bare[incumbent] >= _INCUMBENT and not bare[key] and found.sentence > when
                if len(candidates) > 1 and (found.sentence - when > _JUST_CALLED or stays):
                    # Whom the text is about goes by the bare surname, their kin by their full names.
                    if last not in mostly:  # once a surname, since hundreds may share it
                        mostly[last] = max(candidates, key=often.__getitem__)
                    if often[key] == often[mostly[last]]:
                        key = max((key, mostly[last]), key=bare.__getitem__)  # whoever went by it before
                    else:
                        key = mostly[last]
                bare[key] += 1
                if bare[key] > bare[incumbents.setdefault(last, key)]:
                    incumbents[last] = key
                found.kind = "person"
                found.actor = ids[key]
                found.name = full[key].name
                found.gender = found.gender or full[key].gender
                continue
            first_names = firsts.get(found.key, []) if found.kind == "person" and not is_full(found) else []
            if len(first_names) > 1 and all(slug(full[key].name).count("-") == _FAMILY_FIRST for key in first_names):
                # "Kim" beside "Kim Jong Un" and "Kim Jong Il": of whom the text speaks most.
                first_names = sorted(first_names, key=often.__getitem__)[-1:]
            # "Ms. Lin" behind "Lin Yating": where the family name comes first it is no given name.
            if len(first_names) == 1 and (not found.title if found.key in self._finder.given else not famous):
                found.actor = ids[first_names[0]]
                found.name = full[first_names[0]].name
            elif found.kind == "person" and (found.title or found.sure):
                found.actor = found.key
                found.name = famous or found.name
            elif found.kind == "" and self._finder.given_weight.get(found.key, 0) >= 1:
                # A given name alone: the person of that first name, if there is one.
                first_names = firsts.get(found.key, [])
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

    def _twin(self, key: str, others: Iterable[str]) -> str | None:
        """A person of the same surname whose given name is a short or long form of this one's: "Tony", "Antony"."""
        given, _, rest = key.partition("-")
        nicknames = self._finder.nicknames
        for other in islice(others, _MOST_ALIKE):
            known, _, same = other.partition("-")
            if rest == same and (known in nicknames.get(given, ()) or given in nicknames.get(known, ())):
                return other
        return None

    def _is_famous(self, name: str, keys: Sequence[str]) -> bool:
        """Whether one of the full names with this surname is somebody famous, by whichever given name."""
        key = full_key(name)
        return key in keys or self._twin(key, keys) is not None

    def _key(self, name: str) -> str:
        """What spellings of one full name share; a son of somebody famous has a key of his own."""
        key = full_key(name)
        last = slug(name).rsplit("-", 1)[-1]
        famous = self._finder.famous.values()
        if last in word_class("name_suffixes") and any(full_key(other) == key for other in famous):
            return f"{key}-{last}"
        return key

    @staticmethod
    def _actors(
        article: Article, by_sentence: Sequence[Sequence[Found]], phrases: Mapping[str, Sequence[str]]
    ) -> tuple[Actor, ...]:
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
            called: Counter[str] = Counter()
            for found in found_list:
                sentence = article.sentences[found.sentence]
                start = sentence.columns.starts[found.head]
                end = sentence.columns.ends[found.last - 1]
                surface = article.text[start:end]
                placed.append(
                    Mention(
                        span=Span(start=start, end=end),
                        sentence=found.sentence,
                        text=surface,
                        form=found.form,
                        confidence=found.confidence,
                        role=found.role,
                    )
                )
                pronoun = found.form == "pronoun"
                if not pronoun:
                    aliases.setdefault(" ".join(surface.split()))
                words = sentence.columns.words
                for first, last in found.also if pronoun else _phrases(found):  # "she is a former prosecutor"
                    if first > sentence.first and words[first - 1] == "-" and first < found.first:
                        continue  # the "sex couples" of "same-sex couples"
                    if words[first] == "least":
                        continue  # of "at least three states"
                    whole = article.text[sentence.columns.starts[first] : sentence.columns.ends[last - 1]]
                    aliases.setdefault(" ".join(whole.split()))
                if not pronoun:
                    kinds[found.kind] += 1
                    called[" ".join(surface.split())] += 1
                    if len(found.name) > len(name):
                        name = found.name
            for phrase in phrases.get(actor, ()):
                aliases.setdefault(phrase)
            if all(found.form in ("nominal", "pronoun") for found in found_list):
                usual, times = called.most_common(1)[0]
                name = usual if times > called[name] + 1 else name  # "businesses", not "dozens of businesses"
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


def _family_names(names: Sequence[Found]) -> frozenset[str]:
    """Of names of more than one part those that are only the end of a longer one: "Van Doren" of "Willem Van Doren"."""
    wholes = {slug(found.name) for found in names if found.kind == "person" and _is_whole(found)}
    ends: set[str] = set()
    for name in wholes:
        words = name.split("-")
        ends.update("-".join(words[place:]) for place in range(1, min(len(words) - 1, _MAX_AGAIN)))
    return frozenset(ends & wholes)


def _is_whole(found: Found) -> bool:
    """Whether a person's name has more than one part: "Kojo Ampem-Darkwa", not "Ampem-Darkwa"."""
    return found.last - found.head > 1 and " " in found.name


def _one_kind(by_sentence: Sequence[Sequence[Found]]) -> None:
    """Let an actor be of one kind: the one that most of its names have."""
    kinds: dict[str, Counter[str]] = {}
    for mentions in by_sentence:
        for found in mentions:
            kinds.setdefault(found.actor, Counter())[found.kind] += 1
    mixed = {actor: counts.most_common(1)[0][0] for actor, counts in kinds.items() if len(counts) > 1}
    if mixed:
        for mentions in by_sentence:
            for found in mentions:
                found.kind = mixed.get(found.actor, found.kind)


def _seats(by_sentence: Sequence[Sequence[Found]]) -> None:
    """Let a capital that stands for its state in an article be the state where it is a place as well."""
    states: dict[str, Found] = {}
    uses: Counter[tuple[str, str]] = Counter()
    for mentions in by_sentence:
        for found in mentions:
            name = found.text.lower()  # a dateline has it in capitals
            if found.form == "metonym" and found.kind == "country" and found.text.istitle():
                states.setdefault(name, found)
            uses[name, found.kind] += 1
    for mentions in by_sentence:
        for found in mentions if states else ():
            name = found.text.lower()
            state = states.get(name) if found.kind == "place" else None
            if state is not None and uses[name, "place"] <= _RATHER * uses[name, "country"]:
                found.actor, found.name, found.key, found.kind = state.actor, state.name, state.key, state.kind


def _no_storms(article: Article, names: list[Found]) -> list[Found]:
    """Leave out the names of storms: "Sandy" in a text about Hurricane Sandy is nobody."""
    storms: set[str] = set()
    for found in names:
        words = article.sentences[found.sentence].columns.words
        if found.last - found.head == 1 and words[max(found.head - 1, 0)] in word_class("storms"):
            storms.add(words[found.head])
    if not storms:
        return names
    sentences = article.sentences
    return [
        found
        for found in names
        if found.last - found.head > 1 or sentences[found.sentence].columns.words[found.head] not in storms
    ]


def _merge_groups(by_sentence: Sequence[Sequence[Found]]) -> None:
    """Let a bare "graduates" be the "college graduates" of the article, where it has no others."""
    heads: dict[str, dict[str, None]] = {}
    for mentions in by_sentence:
        for found in mentions:
            if found.kind == "group" and found.form == "nominal":
                words = found.actor.split("-")
                if "and" not in words and word_class("others").isdisjoint(words):
                    heads.setdefault(words[-1], {}).setdefault(found.actor)
    merged = {
        head: next(actor for actor in actors if actor != head)
        for head, actors in heads.items()
        if head in actors and len(actors) == 2
    }
    if not merged:
        return
    whole = set(merged.values())
    for mentions in by_sentence:
        for found in mentions:
            found.actor = merged.get(found.actor, found.actor)
            if found.actor in whole:
                found.passing = False  # the text has come back to them


def _phrases(found: Found) -> Iterator[tuple[int, int]]:
    """The longer phrases around a mention that name its actor too."""
    first = found.phrase if 0 <= found.phrase < found.head else found.head
    if first < found.head:
        yield first, found.last
    if found.reach > found.last:
        yield first, found.reach
    yield from found.also


def _human(words: Sequence[str]) -> bool:
    """Whether words without a name may be somebody: not "only 28" or "Today's action"."""
    return any(word in word_class("anybody") or word in word_class("kin") for word in words)


def _place(found: Found) -> int:
    return found.first
