"""Trained models + unlabelled articles → softly labelled sentences for the next model.

    python -m training.encoder.distil --data ../shared/data --base FOLDER --weights A.pt [B.pt …] --out soft.jsonl.gz

Law: what a teacher says is a probability, never a label; several teachers are averaged.
Articles of which any sentence is kept for measuring are left out, and such sentences wherever they stand.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import math
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from framing.reading.sentences import split_sentences
from training.encoder.batches import encode, load_tokenizer
from training.encoder.corpora import Example, fold, load, rows, whole_rows
from training.encoder.evaluate import decode, predict
from training.encoder.model import Encoder

__all__ = ["main", "places", "read_soft", "sentences"]

_TARGETS = 2  # a sentence, at most: who stands first is who it is about
_STEP = 2000  # sentences between two writes
_JUDGED = frozenset({"person", "organisation", "country", "group"})


def _bare(text: str) -> str:
    """A sentence as it is compared: its letters and digits."""
    return re.sub(r"\W+", "", text.lower())


def _measured(folder: Path) -> tuple[set[str], set[str]]:
    """What is measured on: articles, and sentences wherever else they are printed."""
    labels = Path(__file__).resolve().parent.parent / "labels" / "kept.jsonl"
    kept = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    articles = {row["article"] for row in (*kept, *whole_rows(True))}
    articles |= {row["id"] for row in json.loads((folder / "articles" / "index.json").read_text(encoding="utf-8"))}
    for path in ("stance/org_country.jsonl.gz", "hedging/news_hedges.jsonl.gz"):
        articles |= {row["article"] for row in rows(folder / path) if fold(row["article"], 5) == 0}
    texts = {_bare(example.text) for part in load(folder, development=True).values() for example in part}
    for row in rows(folder / "stance" / "seesaw.dev.jsonl.gz"):
        texts.update(map(_bare, row["sentences"]))
    whole = {row["id"]: row["text"] for row in rows(next((folder / "unlabelled").glob("*.gz")))}
    texts |= {_bare(whole[row["article"]][row["at"] : row["at"] + row["length"]]) for row in kept}
    return articles, texts


def places(folder: Path, n: int, seed: int) -> Iterator[tuple[str, int, str]]:
    """Sentences of the unlabelled articles, a few from each, in an order that a seed gives: article, start, text."""
    kept, measured = _measured(folder)
    chance = random.Random(seed)
    articles = [
        row
        for row in rows(next((folder / "unlabelled").glob("*.gz")))
        if row["id"] not in kept and fold(row["source"], 5) != 0  # nor the outlets that are measured
    ]
    chance.shuffle(articles)
    most = max(1, math.ceil(1.3 * n / max(1, len(articles))))
    for row in articles:
        text = row["text"]
        found = [(start, text[start:end]) for start, end in split_sentences(text) if 30 <= end - start <= 400]
        for start, sentence in chance.sample(found, min(most, len(found))):
            if _bare(sentence) in measured:
                continue
            if n <= 0:
                return
            n -= 1
            yield row["id"], start, sentence


def sentences(folder: Path, n: int, seed: int) -> Iterator[str]:
    """The texts of `places`."""
    return (sentence for _, _, sentence in places(folder, n, seed))


def label(models: Sequence[Encoder], folder: Path, texts: Sequence[str]) -> Iterator[dict[str, object]]:
    """What the teachers say on the mean of each sentence."""
    tokenizer = load_tokenizer(folder)
    plain = encode(tokenizer, [Example(text, "unlabelled") for text in texts])
    first = predict(models[0], plain)
    examples: list[Example] = []
    for row, found in zip(plain, first, strict=True):
        spans = [
            (row.offsets[low][0], row.offsets[high - 1][1])
            for low, high, kind in sorted(decode(found["actor"], "actor"))  # type: ignore[arg-type]
            if kind in _JUDGED
        ]
        example = Example(row.example.text, "unlabelled")
        example.targets = [(start, end, 0, -1) for start, end in spans[:_TARGETS] if start < end]
        examples.append(example)
    encoded = encode(tokenizer, examples)
    answers = [predict(model, encoded) for model in models]
    for place, example in enumerate(examples):
        own = [answer[place] for answer in answers]
        chances = [1 / (1 + math.exp(-float(answer["loaded"]))) for answer in own]  # type: ignore[arg-type]
        soft = []
        for number, (start, end, _, _) in enumerate(example.targets):
            odds = [answer["stance"][number] for answer in own if number < len(answer["stance"])]  # type: ignore[index,arg-type]
            if odds:
                soft.append((start, end, [round(sum(row[k] for row in odds) / len(odds), 4) for k in range(3)]))
        yield {"text": example.text, "loaded": round(sum(chances) / len(chances), 4), "targets": soft}


def read_soft(path: Path) -> Iterator[Example]:
    """The examples of a file written here or by `training.encoder.teach`."""
    for row in rows(path):
        example = Example(row["text"], "soft", loaded=row["loaded"])
        example.soft_targets = [
            (start, end, (odds[0], odds[1], odds[2]), odds[3] if len(odds) > 3 else -1.0)
            for start, end, odds in row["targets"]
        ]
        if "tags" in row:  # as training.encoder.teach writes them
            example.soft_tags = base64.b64decode(row["tags"])
        yield example


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=24_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    models = []
    for path in options.weights:
        model = Encoder.from_base(options.base)
        model.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
        models.append(model)
    texts = list(sentences(options.data, options.sentences, options.seed))
    unfinished = options.out.with_suffix(".part")  # what is stopped is not finished
    with gzip.open(unfinished, "wt", encoding="utf-8") as lines:
        for start in range(0, len(texts), _STEP):
            for row in label(models, options.base, texts[start : start + _STEP]):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    unfinished.replace(options.out)


if __name__ == "__main__":
    main()
