"""Plain words for scores and kinds, shared by terminal and pages.

Law: words describe wording ("strongly loaded"), never a verdict about an outlet or a person.
"""

from __future__ import annotations

from framing.results import SIDE, Evidence

__all__ = ["describe_evidence", "level", "stance_word"]

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
    "negative": "speaks for negative",
    "positive": "speaks for positive",
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


def describe_evidence(item: Evidence) -> str:
    """Say in a few words what one piece of evidence is."""
    voice = ", in a source's words" if item.voice == "quoted" else ""
    if item.dimension == "loaded":
        return f"loaded wording: {item.kind.replace('_', ' ')}{voice}"
    if item.dimension == "hedging":
        return f"{'booster' if item.kind == 'booster' else 'hedge: ' + item.kind}{voice}"
    if item.dimension == "attribution":
        return f"source: {item.kind.replace('_', ' ')}, strength {item.contribution:.2f}"
    role, _, category = item.kind.partition(":")
    side = "negative" if item.contribution < 0 else "positive"
    holder = "" if item.holder is None else f", held by {item.holder}"
    return f"{side} toward {item.actor}: {category.replace('_', ' ')}, {_ROLES.get(role, role)}{holder}"
