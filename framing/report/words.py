"""Plain words for scores and kinds, shared by terminal and pages.

Law: words describe wording ("strongly loaded"), never a verdict about an outlet or a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from framing.results import SIDE, Evidence

__all__ = ["describe_evidence", "describe_origin", "describe_wording", "level", "stance_word"]

_NETWORK = "encoder:"
_SIDES = ("negative", "positive")
_PLAIN = "wording"  # the category of what no list knows

_ROLES = {
    "agent": "as the one who acts",
    "patient": "as the one acted on",
    "near": "near the name",
    "modifier": "describes the name",
    "predicate": "said of the actor",
    "apposition": "set beside the name",
    "possessed": "belongs to the actor",
    "of": "tied to the actor",
    "close": "close to the name",
    "context": "in the same sentence",
}


def level(value: float | None) -> str:
    """Name the size of a score in [0, 1]."""
    if value is None:
        return "none"
    if value <= 0:
        return "none"
    if value < 0.25:
        return "slight"
    if value < 0.5:
        return "moderate"
    if value < 0.75:
        return "strong"
    return "very strong"


def stance_word(value: float) -> str:
    """Name the side of a stance in [-1, 1]."""
    if value <= -SIDE:
        return "negative"
    if value >= SIDE:
        return "positive"
    return "neutral"


def describe_wording(item: Evidence, *, names: Mapping[str, str], side: float) -> str:
    """Say what one piece of evidence is, without whose words it is and how much it adds.

    Parameters
    ----------
    item : Evidence
        What to describe.
    names : mapping of str to str
        Names of actors by id; an actor without one is called by its id.
    side : float
        For a stance, the signed number whose side is named.
    """
    kind = item.kind.replace("_", " ")
    if item.dimension == "loaded":
        return "loaded wording" if kind == _PLAIN else f"loaded wording: {kind}"
    if item.dimension == "hedging":
        return "booster" if item.kind == "booster" else f"hedge: {kind}"
    if item.dimension == "attribution":
        return f"source: {kind}"
    role, _, category = kind.partition(":")
    target = names.get(item.actor, item.actor) if item.actor is not None else ""
    # The network's roles only repeat the side.
    more = ("" if category == _PLAIN else category, "" if role in _SIDES else _ROLES.get(role, role))
    words = f"{'negative' if side < 0 else 'positive'} toward {target}"
    return ": ".join((words, ", ".join(part for part in more if part))) if any(more) else words


def describe_evidence(item: Evidence) -> str:
    """Say in a few words what one piece of evidence is, and whose."""
    words = describe_wording(item, names={}, side=item.contribution)
    if item.dimension == "attribution":
        return f"{words}, strength {item.contribution:.2f}"
    if item.dimension == "stance":
        return words if item.holder is None else f"{words}, held by {item.holder}"
    return f"{words}, in a source's words" if item.voice == "quoted" else words


def describe_origin(origin: str) -> tuple[str, ...]:
    """Say where a number comes from: a head of the network, a row of a list, or both.

    Parameters
    ----------
    origin : str
        As in `Evidence.origin`.

    Examples
    --------
    >>> describe_origin("encoder:loaded+loaded/emotive.tsv:112")
    ('network head “loaded”', 'list row loaded/emotive.tsv:112')
    >>> describe_origin("attribution/strength.tsv:vague+indirect")
    ('list row attribution/strength.tsv:vague+indirect',)
    """
    parts = origin.split("+") if _NETWORK in origin else [origin]
    return tuple(
        f"network head “{part.removeprefix(_NETWORK)}”" if part.startswith(_NETWORK) else f"list row {part}"
        for part in parts
    )
