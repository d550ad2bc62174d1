"""Two readers' labels of the same seed articles → how far they agree.

Law: attributions of the two are the same if their contents share at least half of the characters of both together, or
their cues are the same words.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measures import cohen_kappa

__all__ = ["agreement"]

_SAME = 0.5  # share of characters
_SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "labelled"

Pairs = list[tuple[Hashable, Hashable]]


def agreement(data: Path, say: Any) -> None:
    """Kappa of the labels that two readers gave to the articles of `seeds/labelled/second`."""
    loaded: Pairs = []
    hedged: Pairs = []
    kinds: Pairs = []
    modes: Pairs = []
    stances: Pairs = []
    counts = [0, 0]
    for path in sorted((_SEEDS / "second").glob("*.json")):
        first = json.loads((_SEEDS / path.name).read_text(encoding="utf-8"))["sentences"]
        second = {row["n"]: row for row in json.loads(path.read_text(encoding="utf-8"))["sentences"]}
        for number, one in enumerate(first):
            other = second[number]
            loaded.append((one["loaded"] > 0, other["loaded"] > 0))
            hedged.append((one["hedging"] > 0, other["hedging"] > 0))
            counts[0] += len(one["attributions"])
            counts[1] += len(other["attributions"])
            for item, match in _matched(one, other["attributions"]):
                kinds.append((item["kind"], match["kind"]))
                modes.append((item["mode"], match["mode"]))
            labels = {item["actor"]: item["label"] for item in other["stances"]}
            stances += [(i["label"], labels[i["actor"]]) for i in one["stances"] if i["actor"] in labels]
    say("| two readers of the seeds | n | the same | kappa |")
    say("|---|---|---|---|")
    for name, pairs in (
        ("loaded or not", loaded),
        ("hedged or not", hedged),
        ("source kind of attributions that both have", kinds),
        ("mode of the same", modes),
        ("stance toward actors that both label", stances),
    ):
        same = sum(a == b for a, b in pairs) / len(pairs)
        kappa = cohen_kappa([str(a) for a, _ in pairs], [str(b) for _, b in pairs])
        say(f"| {name} | {len(pairs)} | {same:.3f} | {kappa:.3f} |")
    say(f"\nAttributions that both have: {len(kinds)} of {counts[0]} and {counts[1]}.\n")


def _matched(one: dict[str, Any], others: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Attributions of the first reader, each with the second's that is most like it, and every one of those once."""
    made: list[tuple[dict[str, Any], dict[str, Any]]] = []
    free = list(others)
    for item in one["attributions"]:
        low, high = max(0, item["content_start"] - one["start"]), item["content_end"] - one["start"]
        best, most = None, 0.0
        for other in free:
            start = one["text"].find(other["content"])
            end = start + len(other["content"])
            alike = max(0, min(high, end) - max(low, start)) / max(1, max(high, end) - min(low, start))
            if item["cue"] and item["cue"] == other["cue"]:
                alike = max(alike, _SAME)
            if alike > most:
                best, most = other, alike
        if best is not None and most >= _SAME:
            free.remove(best)
            made.append((item, best))
    return made
