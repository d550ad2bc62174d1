"""Two readers' labels of the same seed articles, or of the same sentences → how far they agree.

Law: attributions of the two are the same if their contents share at least half of the characters of both together, or
their cues are the same words.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.identities import form_of
from benchmarks.measures import b_cubed, cohen_kappa
from benchmarks.scorers import count_matches, matches_f1, places_of

__all__ = ["agreement", "readings", "twelve"]

_SAME = 0.5  # share of characters
_LABELS = Path(__file__).resolve().parent.parent / "training" / "labels"
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
    _table(
        "two readers of the seeds",
        {
            "loaded or not": loaded,
            "hedged or not": hedged,
            "source kind of attributions that both have": kinds,
            "mode of the same": modes,
            "stance toward actors that both label": stances,
        },
        say,
    )
    say(f"\nAttributions that both have: {len(kinds)} of {counts[0]} and {counts[1]}.\n")


def readings(data: Path, say: Any) -> None:
    """Kappa of what two annotators called the same sentences of `training/labels`."""
    firsts = {
        (name, row["article"], row["at"]): row
        for name in ("chosen_more", "loaded", "hedges")
        for row in _rows(_LABELS / f"{name}.jsonl")
    }
    pairs: dict[str, Pairs] = {
        name: []
        for name in (
            *("stance toward marked actors", "author or source of polar ones", "a mark is an actor"),
            *("chosen: loaded or not", "chosen: clearly loaded or not", "undecided: loaded or not"),
            *("undecided: clearly loaded or not", "undecided: hedged or not"),
        )
    }
    spans = {"further mentions, exact": [0, 0], "hedge cues, overlap": [0, 0]}
    for other in _rows(_LABELS / "second.jsonl"):
        one = firsts[other["of"], other["article"], other["at"]]
        if other["of"] == "hedges":
            pairs["undecided: hedged or not"].append((bool(one["cues"]), bool(other["cues"])))
            met = sum(any(a < d and c < b for c, d, _ in other["cues"]) for a, b, _ in one["cues"])
            _count(spans["hedge cues, overlap"], met, one["cues"], other["cues"])
            continue
        where = "chosen" if other["of"] == "chosen_more" else "undecided"
        pairs[f"{where}: loaded or not"].append((one["loaded"] > 0, other["loaded"] > 0))
        pairs[f"{where}: clearly loaded or not"].append((one["loaded"] > 1, other["loaded"] > 1))
        if where == "undecided":
            continue
        told = {(start, end): (label, holder) for start, end, _, label, holder in other["actors"]}
        for start, end, _, label, holder in one["actors"]:
            pairs["a mark is an actor"].append((True, (start, end) in told))
            if (start, end) in told:
                theirs = told[start, end]
                pairs["stance toward marked actors"].append((label, theirs[0]))
                if label and theirs[0]:
                    pairs["author or source of polar ones"].append((holder, theirs[1]))
        pairs["a mark is an actor"] += [(False, (start, end) in told) for start, end in one["not"]]
        if "more" in other:
            met = sum(item in other["more"] for item in one["more"])
            _count(spans["further mentions, exact"], met, one["more"], other["more"])
    words: dict[str, list[bool]] = {}
    for word, level, *_ in (line.split("\t") for line in (_LABELS / "words.tsv").read_text("utf-8").splitlines()[1:]):
        words.setdefault(word, []).append(level != "0")
    pairs["single words: loaded by themselves or not"] = [(one[0], one[1]) for one in words.values() if len(one) > 1]
    _table("two readers of our sentences", pairs, say)
    for name, (both, all_) in spans.items():
        say(f"{name}: F1 {2 * both / all_:.3f}\n")


def twelve(data: Path, say: Any) -> None:
    """How far a second reader of the twelve articles agrees with the first, by the definitions of their tables."""
    cues = [0, 0, 0, 0]
    kinds: Pairs = []
    sides: Pairs = []
    clusters: list[tuple[dict[str, str], dict[str, str]]] = []
    for other in _rows(_LABELS / "second_twelve.jsonl"):
        path = data / "articles" / f"{other['article']}.json"
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        one = json.loads(path.read_text(encoding="utf-8"))
        for number, sentence in enumerate(one["sentences"]):
            parts = (cue["cue"] for cue in sentence["hedge_cues"])
            first = [(a - sentence["start"], b - sentence["start"]) for a, b in places_of(sentence, parts)]
            second = [(start, end) for n, start, end, _ in other["cues"] if n == number]
            count_matches(cues, first, second)
        told = [item["kind"] for sentence in one["sentences"] for item in sentence["attributions"]]
        kinds += zip(told, other["kinds"], strict=True)
        prominent = sorted(one["actors"], key=lambda actor: actor["prominence_rank"])
        sides += zip((actor["article_stance"] for actor in prominent), other["sides"], strict=False)
        clusters.append(
            (
                {form_of(alias): actor["id"] for actor in one["actors"] for alias in actor["aliases"]},
                {form_of(text[start:end]): str(actor) for start, end, actor in other["forms"]},
            )
        )
    found = sum(len(first.keys() & second.keys()) for first, second in clusters)
    n = sum(len(first) for first, _ in clusters)
    _table("two readers of the twelve articles", {"source kind": kinds, "side of the article": sides}, say)
    say(f"hedge cues: {matches_f1(cues):.3f}, F1 by overlap")
    say(f"surface forms: {found / n:.3f} of {n}; B³ F1 {b_cubed(clusters)[2]:.3f}\n")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _count(counts: list[int], both: int, one: Sequence[Any], other: Sequence[Any]) -> None:
    counts[0] += both
    counts[1] += len(one) + len(other)


def _table(name: str, rows: dict[str, Pairs], say: Any) -> None:
    say(f"| {name} | n | the same | kappa |")
    say("|---|---|---|---|")
    for label, pairs in rows.items():
        same = sum(a == b for a, b in pairs) / len(pairs)
        kappa = cohen_kappa([str(a) for a, _ in pairs], [str(b) for _, b in pairs])
        say(f"| {label} | {len(pairs)} | {same:.3f} | {kappa:.3f} |")


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
