"""Actors of several profiles → who is the same, so that comparisons line them up.

Law: two actors of one article are never made one; whom nothing but a surname links to two different people
stays apart from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.annotation.naming import full_key, initials, slug, surname
from framing.document import Actor
from framing.lexicon import lexicon_folder, read_rows

if TYPE_CHECKING:
    from framing.results import FramingProfile

__all__ = ["country_code", "identities"]


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {row["actor"]: row["term"] for _, row in read_rows(lexicon_folder() / "actors" / "iso.tsv")}


def country_code(actor: Actor) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of a country; None for other actors.

    Examples
    --------
    >>> import framing
    >>> country_code(framing.analyze("Norway signed the treaty.", engine="lexicon").actors[0])
    'NOR'
    """
    return _codes().get(actor.id) if actor.kind == "country" else None


def identities(profiles: Sequence[FramingProfile]) -> list[dict[str, str]]:
    """Link the actors of several articles.

    Countries go by their ISO code, persons by first and last name ("Vladimir V. Putin" is "Vladimir Putin"), a
    surname alone by the one person of the set who bears it, organisations by their names and the acronyms that an
    article introduces, groups by their names.

    Parameters
    ----------
    profiles : sequence of FramingProfile
        One an article.

    Returns
    -------
    list of dict
        One a profile: actor id → identity, the same for the same actor in all of them.

    Examples
    --------
    >>> import framing
    >>> one, two = (framing.analyze(text, engine="lexicon") for text in ("Norway paid.", "Oslo condemned the Danes."))
    >>> links = identities([one, two])
    >>> links[0]["norway"], links[1]["norway"]
    ('NOR', 'NOR')
    """
    bearers: dict[str, set[str]] = {}
    acronyms: dict[str, set[str]] = {}
    for profile in profiles:
        for actor in profile.actors:
            if actor.kind == "person" and " " in actor.name:
                bearers.setdefault(surname(actor.name), set()).add(full_key(actor.name))
            elif actor.kind == "organisation":
                for short in _shorts(actor):
                    if short == slug(actor.name):
                        continue
                    acronyms.setdefault(short, set()).add(slug(actor.name))
    made: list[dict[str, str]] = []
    for profile in profiles:
        own = {actor.id: _identity(actor, bearers, acronyms) for actor in profile.actors}
        # Two of one article are two: what would make them one is dropped for both.
        seen: dict[str, int] = {}
        for identity in own.values():
            seen[identity] = seen.get(identity, 0) + 1
        made.append({key: identity if seen[identity] == 1 else key for key, identity in own.items()})
    return made


def _identity(actor: Actor, bearers: dict[str, set[str]], acronyms: dict[str, set[str]]) -> str:
    code = country_code(actor)
    if code is not None:
        return code
    if actor.kind == "person":
        if " " in actor.name:
            return full_key(actor.name)
        known = bearers.get(slug(actor.name), set())
        return next(iter(known)) if len(known) == 1 else slug(actor.name)
    if actor.kind == "organisation":
        known = acronyms.get(slug(actor.name), set())
        if len(known) == 1:
            return next(iter(known))
    return slug(actor.name)


def _shorts(actor: Actor) -> Iterable[str]:
    """Acronyms by which an article calls an organisation."""
    for alias in actor.aliases:
        if alias.isupper() and " " not in alias and len(alias) > 1:
            yield slug(alias)
    letters = initials([word.lower() for word in actor.name.split() if word[:1].isupper()])
    if len(letters) > 2:
        yield slug(letters)
