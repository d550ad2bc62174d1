"""Whole articles labelled for this project, the labels of eleven never trained on → how well the analysis agrees.

    python -m benchmarks.own_articles --data ../shared/data [--engine encoder]

109 unlabelled news articles, 2,695 sentences, of outlets and articles drawn at random, read sentence by sentence by two
annotators, each his own, on 2026-11-27 (training/labels: places and labels). Eleven are kept from training for good
(kept.jsonl); the others (articles.jsonl) wait for the next training, and the bounds of an article's side were chosen on
69 of them. Labels
stand on first mentions, so that a stance is compared where the analysis has a mention there, and counts as neutral
where it has none.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import framing
from benchmarks.measures import auc, f1, macro_f1, spearman

__all__ = ["main", "measure", "own_rows", "own_texts"]

_LABELS = Path(__file__).resolve().parent.parent / "training" / "labels"


def own_texts(data: Path) -> dict[str, str]:
    """Texts of the unlabelled articles by their ids."""
    texts = {}
    for path in (data / "unlabelled").glob("*.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts.update((row["id"], row["text"]) for row in map(json.loads, lines))
    return texts


def own_rows(name: str) -> Iterator[dict[str, Any]]:
    """Rows of a file of labels."""
    for line in (_LABELS / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def measure(data: Path, engine: str, part: str) -> dict[str, float]:
    """Figures by name, through the public interface on the whole articles of a part: kept or articles."""
    texts = own_texts(data)
    analyzer = framing.Analyzer(engine=engine)
    labels, judged = (f"{part}.jsonl", "kept_sides.jsonl" if part == "kept" else "sides.jsonl")
    profiles = {name: analyzer.analyze(texts[name]) for name in {row["article"] for row in own_rows(labels)}}
    places = {
        name: {sentence.text: sentence.index for sentence in profile.article.sentences}
        for name, profile in profiles.items()
    }
    hit = found = gold = voiced = 0
    stances: list[tuple[int, int]] = []
    held: list[bool] = []
    loaded: list[tuple[float, float]] = []
    for row in own_rows(labels):
        profile = profiles[row["article"]]
        place = places[row["article"]].get(texts[row["article"]][row["at"] : row["at"] + row["length"]])
        gold += len(row["cues"])
        if place is None:
            continue
        scores = profile.sentences[place]
        base = profile.article.sentences[place].span.start
        loaded.append((row["loaded"], scores.loaded))
        cues = [e for e in scores.evidence if e.dimension == "hedging" and e.contribution > 0 and not e.is_rest]
        found += len(cues)
        for item in cues:
            for start, end, _, voice in row["cues"]:
                if start + base < item.span.end and item.span.start < end + base:
                    hit += 1
                    voiced += (item.voice == "author") == (voice == "author")
                    break
        for start, end, _, label, holder in row["actors"]:
            here = [s for s in scores.stances if s.span.start < end + base and start + base < s.span.end]
            side = 0
            if here:
                chosen = max(here, key=lambda s: max(s.negative, s.positive))
                side = max((chosen.negative, -1), (chosen.neutral, 0), (chosen.positive, 1))[1]
                if label and side == label:
                    held.append((chosen.holder is None) == (holder == "author"))
            stances.append((label, side))
    right = sides = 0
    for row in own_rows(judged):
        frame = profiles[row["article"]].to_frame("actor")
        for name, side in row["sides"]:
            name = name.removeprefix("the ").removeprefix("The ")  # aliases are written without it
            named = frame[[name.casefold() in text.casefold() for text in frame["aliases"]]]
            sides += 1
            right += (int(named.iloc[0]["stance_side"]) if len(named) else 0) == side
    precision, recall, cue = f1(hit, found, gold)
    return {
        "sentences": float(len(loaded)),
        "hedge cues": float(gold),
        "hedge cues, precision": precision,
        "hedge cues, recall": recall,
        "hedge cues, F1 by overlap": cue,
        "voice of cues found": voiced / max(hit, 1),
        "stance toward first mentions, macro-F1": macro_f1(
            [a for a, _ in stances], [b for _, b in stances], (-1, 0, 1)
        ),
        "holder of polar stances that are right": sum(held) / max(len(held), 1),
        "loaded, order of sentences, Spearman": spearman(loaded),
        "loaded, level ≥ 1, AUC": auc([int(level > 0) for level, _ in loaded], [score for _, score in loaded]),
        "side of the article toward its most prominent actors": right / sides,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--engine", default="encoder,lexicon", help="engines, separated by commas")
    options = parser.parse_args(arguments)
    engines = options.engine.split(",")
    for part, title in (
        ("kept", "11 whole articles, their labels kept from training"),
        ("articles", "98 others, of the training"),
    ):
        made = [measure(options.data, engine, part) for engine in engines]
        print(f"| {title} | {' | '.join(engines)} |")
        print("|---|" + "---|" * len(engines))
        for name in made[0]:
            digits = 0 if name in ("sentences", "hedge cues") else 3
            print(f"| {name} | {' | '.join(f'{figures[name]:.{digits}f}' for figures in made)} |")
        print()


if __name__ == "__main__":
    main()
