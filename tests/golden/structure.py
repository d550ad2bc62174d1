"""A profile → the part of it that a person can check by reading: no scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import framing

__all__ = ["ARTICLES", "ENGINES", "FOLDER", "SEEDS", "as_text", "structure"]

FOLDER = Path(__file__).resolve().parent
ENGINES = framing.engines()  # a folder each
SEEDS = FOLDER.parent.parent / "seeds" / "articles"
ARTICLES = ("attack-wire", "attack-hawk", "court-treasurer", "disaster-landslide")
_HEAD = 60  # characters of a line that tell it from its neighbours


def structure(profile: framing.FramingProfile) -> dict[str, Any]:
    """Return zones by line, attributions, actors and hedge cues."""
    article = profile.article
    return {
        "zones": [f"{block.zone}: {_short(block.text)}" for block in article.blocks],
        "attributions": [
            {
                "sentence": item.sentence,
                "source": item.source,
                "cue": item.cue,
                "source_kind": item.source_kind,
                "cue_kind": item.cue_kind,
                "mode": item.mode,
                "actor": item.actor,
                "parent": item.parent,
                "content": _short(item.content),
            }
            for item in profile.attributions
        ],
        "actors": [
            {"name": actor.name, "kind": actor.kind, "n_mentions": len(actor.mentions), "aliases": list(actor.aliases)}
            for actor in profile.actors
        ],
        "hedge_cues": [
            f"{item.sentence}: {item.text} ({item.kind}, {item.voice})"
            for item in profile.evidence
            if item.dimension == "hedging"
        ],
    }


def as_text(made: dict[str, Any]) -> str:
    """Return a structure as JSON with one thing a line, so that a diff shows things and not fields."""
    parts = []
    for name, rows in made.items():
        lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f"{json.dumps(name)}: [\n{lines}\n]" if rows else f"{json.dumps(name)}: []")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _HEAD else text[: _HEAD - 1] + "…"
