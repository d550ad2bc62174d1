"""Scopes of hedges as a reader marks them → how well those found agree.

    python -m benchmarks.scope --data ../shared/data [--part test]

136 cues of news_hedges, of all kinds, each with the words it weakens and their subject, read by one annotator
(training/labels/scope.jsonl: offsets only). The odd rows were looked at while the rules were written; the even ones are
the test. A cue counts if the analysis of its sentence alone finds it: what is missed is measured elsewhere.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import framing

__all__ = ["main", "measure"]

_LABELS = Path(__file__).resolve().parent.parent / "training" / "labels" / "scope.jsonl"


def measure(data: Path, part: str, engine: str) -> dict[str, dict[str, float]]:
    """Figures by kind of cue and of all: n, found, exact, character F1, and that of two baselines."""
    with gzip.open(data / "hedging" / "news_hedges.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    labels = [json.loads(line) for line in _LABELS.read_text(encoding="utf-8").splitlines()]
    labels = [label for place, label in enumerate(labels) if place % 2 == (part == "test")]
    analyzer = framing.Analyzer(engine=engine)
    sums: dict[str, dict[str, float]] = {}
    for label in labels:
        text = texts[label["row"]]
        profile = analyzer.analyze(text)
        if len(profile.article.text) != len(text):
            continue
        low, high = label["cue"]
        item = next(
            (
                e
                for e in profile.evidence
                if e.scope is not None and e.span.start < high and low < e.span.end and e.dimension == "hedging"
            ),
            None,
        )
        for name in (label["kind"], "all"):
            row = sums.setdefault(name, dict.fromkeys(("n", "found", *_MEASURES), 0.0))
            row["n"] += 1
            if item is None or item.scope is None:
                continue
            sentence = profile.article.sentences[item.sentence].span
            row["found"] += 1
            gold = tuple(label["scope"])
            found = (item.scope.start, item.scope.end)
            row["exact"] += found == gold
            row["characters"] += _overlap(found, gold)
            row["whole"] += _overlap((sentence.start, sentence.end), gold)
            row["behind"] += _overlap((item.span.start, sentence.end - 1), gold)
    for row in sums.values():
        for name in _MEASURES:
            row[name] /= max(row["found"], 1)
    return sums


_MEASURES = ("exact", "characters", "whole", "behind")


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """F1 of the characters of two stretches."""
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return 2 * both / (one[1] - one[0] + other[1] - other[0])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="test", choices=("test", "seen"))
    options = parser.parse_args(arguments)
    rows: list[Any] = []
    for engine in ("encoder", "lexicon"):
        for kind, row in sorted(measure(options.data, options.part, engine).items()):
            rows.append((engine, kind, row))
    print("| engine | kind | cues | found | exact | characters, F1 | whole sentence | from the cue on |")
    print("|---|---|---|---|---|---|---|---|")
    for engine, kind, row in rows:
        figures = " | ".join(f"{row[name]:.2f}" for name in _MEASURES)
        print(f"| {engine} | {kind} | {row['n']:.0f} | {row['found']:.0f} | {figures} |")


if __name__ == "__main__":
    main()
