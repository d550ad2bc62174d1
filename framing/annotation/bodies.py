"""Names of bodies → which of them are one: short names and long ones, acronyms, the houses of governments.

Law: a short name is a long one only where the article has the long one, and no other that it fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from framing.annotation.mentions import Found
from framing.annotation.naming import initials, slug
from framing.grammar import common_words, word_class

__all__ = ["at_home_bodies", "call_back_firms", "merge_bodies", "merge_houses", "part_houses"]

_SHED = frozenset({"news", "co", "inc", "ltd", "plc"})  # words that a short name leaves out
_LETTERS = 3  # of a name, above which it may be more than an acronym of something else
_LEFT_OUT = 2  # words that a short name may leave out
_HOME = frozenset({"u", "s", "us", "united", "states", "american"})  # whose state bodies need no such words
_TURNED = frozenset({"department", "ministry", "bureau", "office"})  # that are of something, or stand behind it
# Share of named actors, places aside, from which an article is about states: so part all but one of 46 labelled.
_ABROAD = 1 / 3
_ENOUGH = 12  # named mentions
# What stands behind a firm's name and is not always said.
_FIRM = frozenset({"co", "company", "corp", "corporation", "inc", "ltd", "plc", "group", "holdings", "technologies",
                   "industries", "motors", "motor"})  # fmt: skip
_MOST_ALIKE = 64  # long names that a short one is held against


def merge_bodies(names: Sequence[Found], blockers: Mapping[str, str]) -> dict[str, str]:
    """Keys of organisations → the actor each is: acronyms and short names go with the long name they stand for."""
    made: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    rows = {slug(found.text): found.actor for found in names if found.kind == "organisation" and found.actor}
    for found in names:
        if found.kind == "organisation":
            actor = found.actor or found.key
            made.setdefault(found.key, actor)
            long = slug(found.text).split("-")
            if len(long) > len(words.get(actor, ())):
                words[actor] = long
            if found.short and found.short not in rows:
                made[found.short] = actor
            elif found.short and not found.actor:
                made[found.key] = rows[found.short]  # a row knows the acronym
    for actor, long in words.items():
        other = "-".join((*long[2:], long[0]))
        if long[0] in _TURNED and long[1:2] == ["of"] and made.get(other) == other:
            made[other] = actor  # "the Defence Department" is the Department of Defence
    for key in [key for key in made if key.startswith("the-") and made[key] == key and key[4:] in made]:
        made[key] = made[key[4:]]  # "The Washington Post" beside "Washington Post"
    # Long names by what a short one shares with them: the last word, the first, the initials.
    shared: dict[str, list[str]] = {}
    for actor, long in words.items():
        if len(long) > 1:
            letters = "".join(word[0] for word in long), initials(long)
            keys = {f"last {long[-1]}", f"first {long[0]}", *(f"letters {some}" for some in letters)}
            for key in keys:
                shared.setdefault(key, []).append(actor)
    for found in names:
        if found.kind != "organisation" or made.get(found.key, found.key) not in (found.key, found.actor):
            continue
        short = slug(found.text).removeprefix("the-").split("-")
        near = (f"last {short[-1]}", f"first {short[0]}", f"letters {found.text.lower()}")
        longer = {
            actor
            for key in near
            for actor in shared.get(key, ())[:_MOST_ALIKE]
            if actor not in (found.key, found.actor)
            and made.get(actor, actor) == actor
            and len(words[actor]) > len(short)
            and _stands_for(found.text, short, words[actor], blockers)
        }
        if found.actor:  # a row knows the short name: "Doe" of "Doe Technologies Co."
            made.update(
                (actor, found.actor)
                for actor in longer
                if set(words[actor][len(short) :]) <= _FIRM
                or (words[actor][-len(short) :] == short and set(words[actor][: -len(short)]) <= _HOME)  # "U.S. Senate"
            )
            continue
        longest = max(longer, key=lambda actor: len(words[actor]), default="")
        if longest and all(words[longest][: len(words[actor])] == words[actor] for actor in longer):
            made[found.key] = longest
    return {key: made.get(actor, actor) for key, actor in made.items()}


def call_back_firms(names: Sequence[Found], persons: Set[str], blockers: Mapping[str, str]) -> None:
    """Make "Corvane" the organisation "Corvane Group" where it was taken for a person that nothing else speaks of."""
    firms: set[str] = set()
    for found in names:
        if found.kind == "organisation":
            long = slug(found.text).split("-")
            if len(long) > 1 and _goes_alone(long[0], long[1:], blockers):
                firms.add(long[0])
    for found in names:
        bare = found.kind == "person" and not found.actor and not found.title and found.last - found.head == 1
        if bare and found.key in firms and found.key not in persons:
            found.kind = "organisation"


def _stands_for(text: str, short: Sequence[str], long: Sequence[str], blockers: Mapping[str, str]) -> bool:
    """Whether a short name of an organisation may mean the long one."""
    letters = "".join(word[0] for word in long), initials(long)
    if len(short) == 1 and text.isupper() and len(text) >= 2 and text.lower() in letters:
        return True
    if short[-1] == long[-1]:
        words = iter(long)
        return all(word in words for word in short)  # "Oversight Committee" of "House Oversight and Reform Committee"
    if len(short) == 1 and blockers.get(short[0]) == "org_suffix":
        return False  # "House" is no committee of it
    rest = long[len(short) :]
    return list(long[: len(short)]) == list(short) and (
        all(blockers.get(word) == "org_suffix" or word in _SHED for word in rest)
        or (len(short) == 1 and _goes_alone(short[0], rest, blockers))
    )


def _goes_alone(first: str, rest: Sequence[str], blockers: Mapping[str, str]) -> bool:
    """Whether an organisation may be called by the first word of its name: "Lethaba" Platinum, not "Public" Works."""
    own = first not in common_words() and first not in blockers and len(first) > _LETTERS
    return (own and len(rest) <= _LEFT_OUT) or all(blockers.get(word) == "org_suffix" for word in rest)


def at_home_bodies(names: list[Found]) -> list[Found]:
    """Put "U.S." in front of a body into its name: the "U.S. Senate" is one mention, and not of the country."""
    kept: list[Found] = []
    for found in names:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.actor == "united-states"
            and found.kind == "organisation"
            and found.form == "name"
            and found.actor != before.actor
            and before.sentence == found.sentence
            and before.last == found.first
            and before.form == "name"
        ):
            found.also.append((before.first, found.last))
            kept.pop()
        kept.append(found)
    return kept


def part_houses(by_sentence: Sequence[Sequence[Found]]) -> None:
    """Let the White House be a body of its own, not its state, where an article is hardly about other states."""
    houses = [
        found
        for mentions in by_sentence
        for found in mentions
        if found.form == "metonym" and found.kind == "country" and found.text.lower() in word_class("houses")
    ]
    if not houses:
        return
    every = sum(found.kind != "place" for mentions in by_sentence for found in mentions)
    if every < _ENOUGH:
        return  # what so few names say of it is nothing
    abroad = Counter(found.actor for mentions in by_sentence for found in mentions if found.kind == "country")
    for found in houses:
        if abroad.total() - abroad[found.actor] < _ABROAD * every:
            found.kind, found.form, found.name = "organisation", "name", found.text
            found.actor = found.key = slug(found.text)


def merge_houses(by_sentence: Sequence[Sequence[Found]]) -> None:
    """Let the seat of a government and the one administration of which an article speaks be one actor."""
    houses: dict[str, None] = {}
    governments: dict[str, str] = {}
    for mentions in by_sentence:
        for found in mentions:
            if found.kind == "organisation" and found.form != "pronoun":
                if found.form == "name" and any(found.text.lower().endswith(house) for house in word_class("houses")):
                    houses.setdefault(found.actor)
                elif found.actor.endswith("administration"):
                    governments.setdefault(found.actor, found.name)
    plain = next((actor for actor in houses if actor in map(slug, word_class("houses"))), "")
    if len(houses) - bool(plain) > 1:
        return  # of two presidents
    if houses and not governments:
        governments = {plain or next(iter(houses)): ""}
    if not houses or len(governments) != 1:
        return
    (actor, name), *_ = governments.items()
    house = ""
    own: list[Found] = []
    for mentions in by_sentence:
        for found in mentions:
            if found.actor in houses:
                found.actor = found.key = actor
                house = house or found.name
            if found.actor == actor:
                found.passing = found.unnamed = False
                own.append(found)
    for found in own:
        found.name = name if " " in name else house  # "the administration" alone is no name
