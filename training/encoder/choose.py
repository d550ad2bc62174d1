"""Two networks + unlabelled articles → the sentences that a reader's label would teach most.

    python -m training.encoder.choose --data ../shared/data --base FOLDER --weights A.pt B.pt --out chosen.jsonl

Law: what is chosen are places, never text: article, offset, length, and whom the second network finds spoken of there.
A sentence is chosen where the two are least sure of an actor's side, or of two minds; some are drawn at random among
the rest, since what both are sure of is to be checked as well. Nothing measured is chosen, and no sentence twice.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.encoder.batches import encode, load_tokenizer
from training.encoder.corpora import Example
from training.encoder.distil import places
from training.encoder.model import Encoder
from training.encoder.teach import ask, targets

__all__ = ["difference", "main"]

_AN_ARTICLE = 4  # sentences of one article, at most
_RANDOM = 0.23  # share drawn at random
_PERSON = 0.75  # persons are better known than bodies and states, and count for less


def difference(kinds: Sequence[str], one: dict[str, Any], other: dict[str, Any]) -> float:
    """How much two networks leave open of a sentence: entropy of the mean, half the distance, at the worst actor.

    Parameters
    ----------
    kinds : sequence of str
        Of the actors.
    one, other : dict
        As `training.encoder.teach.ask` gives them.
    """
    worst = 0.0
    for kind, mine, theirs in zip(kinds, one["stance"], other["stance"], strict=True):
        p, q = np.array(mine[:3]), np.array(theirs[:3])
        mean = (p + q) / 2
        left = float(-(mean * np.log(mean + 1e-9)).sum() + np.abs(p - q).sum() / 2)
        worst = max(worst, left * (_PERSON if kind == "person" else 1.0))
    return worst + (1 - abs(float(one["loaded"]) + float(other["loaded"]) - 1)) / 4


def _labelled(folder: Path, *names: str) -> Iterator[dict[str, Any]]:
    """The rows of files of labels."""
    for name in names:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs=2, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=26_000, help="to choose from")
    parser.add_argument("--chosen", type=int, default=4_400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    labels = Path(__file__).resolve().parent.parent / "labels"
    whole = {row["article"] for row in _labelled(labels, "articles", "articles_more")}
    done = {
        (row["article"], row["at"]) for row in _labelled(labels, "stance", "chosen", "chosen_more", "hedges", "loaded")
    }
    models = [Encoder.from_base(options.base) for _ in options.weights]
    for model, path in zip(models, options.weights, strict=True):
        model.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
    tokenizer = load_tokenizer(options.base)
    rows = [
        row
        for row in places(options.data, options.sentences, options.seed)
        if row[0] not in whole and row[:2] not in done
    ]
    spans = targets(models[1], encode(tokenizer, [Example(text, "unlabelled") for _, _, text in rows]))
    examples = [Example(text, "unlabelled") for _, _, text in rows]
    for example, own in zip(examples, spans, strict=True):
        example.targets = [(start, end, 0, -1) for start, end, _ in own]
    encoded = encode(tokenizer, examples)
    answers = [ask(model, encoded) for model in models]
    ranked: list[tuple[float, int]] = []
    for place, (own, one, other) in enumerate(zip(spans, *answers, strict=True)):
        if own and len(one["stance"]) == len(other["stance"]) == len(own):  # nothing was cut
            ranked.append((difference([kind for _, _, kind in own], one, other), place))
    ranked.sort(reverse=True)
    chance = random.Random(options.seed)
    by_chance = round(options.chosen * _RANDOM)
    taken: list[int] = []
    rest: list[int] = []
    told: Counter[str] = Counter()
    for _, place in ranked:
        article = rows[place][0]
        if len(taken) < options.chosen - by_chance and told[article] < _AN_ARTICLE:
            told[article] += 1
            taken.append(place)
        else:
            rest.append(place)
    taken += chance.sample(rest, min(by_chance, len(rest)))
    chance.shuffle(taken)
    with options.out.open("w", encoding="utf-8") as lines:
        for place in taken:
            article, at, text = rows[place]
            row = {"article": article, "at": at, "length": len(text), "targets": spans[place]}
            lines.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
