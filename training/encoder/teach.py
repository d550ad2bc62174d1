"""A teacher + unlabelled articles → softly labelled sentences for the small network.

    python -m training.encoder.teach --data ../shared/data --base FOLDER --weights SMALL.pt
        --network FOLDER --teacher LARGE.pt --out soft.jsonl.gz

Law: what a teacher says is a probability, never a label.
Articles of which any sentence is kept for measuring are left out. The teacher says how loaded a sentence is, where it
stands and whose stance that is, of every sentence and of the same one with other names in it. Where names are all that
changed, the mean of both is taught: a name carries no stance. The small network says who is spoken of, and what it says
of cues, sources and actors is kept beside, so that it does not forget that while it learns the rest; in the layers of
tags that `--layers` names the teacher has a say as well.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from training.encoder.batches import Encoded, encode, load_tokenizer, make_batch
from training.encoder.corpora import Example, load
from training.encoder.distil import sentences
from training.encoder.evaluate import decode, predict
from training.encoder.model import COLUMNS, LAYERS, TAGS, Encoder, stance_logits
from training.encoder.teacher import from_base
from training.encoder.train import loaded_logits

__all__ = ["main"]

FloatArray = npt.NDArray[np.float32]
_TARGETS = 4  # a sentence, at most: who stands first is who it is about
_STEP = 2000  # sentences between two writes
_PLAIN = 0.15  # chance of anything but plain wording and no stance below which a sentence is plain
_JUDGED = frozenset({"person", "organisation", "country", "group"})


def targets(model: Encoder, encoded: Sequence[Encoded]) -> list[list[tuple[int, int, str]]]:
    """Whom each sentence speaks of: spans of characters and their kinds, in order."""
    made = []
    for row, found in zip(encoded, predict(model, encoded), strict=True):
        spans = [
            (row.offsets[low][0], row.offsets[high - 1][1], kind)
            for low, high, kind in sorted(decode(found["actor"], "actor"))  # type: ignore[arg-type]
            if kind in _JUDGED and high <= len(row.offsets)
        ]
        made.append([span for span in spans if span[0] < span[1]][:_TARGETS])
    return made


def renamed(
    text: str, spans: Sequence[tuple[int, int, str]], names: dict[str, list[str]], chance: random.Random
) -> tuple[str, list[tuple[int, int, str]]] | None:
    """The sentence with other persons, countries and organisations in the places of its own, each name throughout."""
    swaps: dict[str, str] = {}
    pieces: list[str] = []
    moved: list[tuple[int, int, str]] = []
    at = length = 0
    for start, end, kind in spans:
        own = text[start:end]
        if kind in names and own[:1].isupper() and own not in swaps:
            alike = [name for name in chance.sample(names[kind], 12) if len(name.split()) == len(own.split())]
            swaps[own] = alike[0] if alike else own
        new = swaps.get(own, own)
        pieces += [text[at:start], new]
        length += start - at
        moved.append((length, length + len(new), kind))
        length += len(new)
        at = end
    changed = "".join([*pieces, text[at:]])
    return None if changed == text else (changed, moved)


@torch.no_grad()
def ask(model: Encoder, encoded: Sequence[Encoded]) -> list[dict[str, Any]]:
    """A network's probabilities: loaded, stance of each target and whether a source holds it, tags of each piece."""
    model.eval()
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    made: list[dict[str, Any]] = [{} for _ in encoded]
    for start in range(0, len(order), 64):
        places = order[start : start + 64]
        batch = make_batch([encoded[i] for i in places])
        columns = model(batch.ids, batch.mask, batch.cases)
        loaded = torch.sigmoid(loaded_logits(columns, batch.mask.float(), model.intercepts[0])).tolist()
        tags = torch.cat([torch.softmax(columns[..., COLUMNS[layer]], -1) for layer in LAYERS], -1)
        odds: list[list[list[float]]] = [[] for _ in places]
        if len(batch.owners):
            logits, _ = stance_logits(
                columns[batch.owners], batch.mask[batch.owners], batch.pools, model.intercepts[1:]
            )
            shares = torch.cat([torch.softmax(logits[:, :3], 1), torch.sigmoid(logits[:, 3:])], 1).tolist()
            for owner, row in zip(batch.owners.tolist(), shares, strict=True):
                odds[owner].append([round(value, 4) for value in row])
        for row, place in enumerate(places):
            size = len(encoded[place].ids)
            made[place] = {
                "loaded": round(loaded[row], 4),
                "stance": odds[row],
                "tags": tags[row, :size].float().numpy(),
            }
    return made


def together(large: FloatArray, small: FloatArray, layers: Collection[str], share: float) -> str:
    """Tags as they are written: of the given layers a mean of both networks, of the others the small one's."""
    said = small.copy()
    for layer in layers:
        said[:, TAGS[layer]] = (1 - share) * small[:, TAGS[layer]] + share * large[:, TAGS[layer]]
    return base64.b64encode((said * 255).round().astype(np.uint8).tobytes()).decode("ascii")


def _example(text: str, spans: Sequence[tuple[int, int, str]]) -> Example:
    example = Example(text, "unlabelled")
    example.targets = [(start, end, 0, -1) for start, end, _ in spans]
    return example


def label(
    small: Encoder,
    teacher: Encoder,
    folder: Path,
    texts: Sequence[str],
    names: dict[str, list[str]],
    layers: Collection[str],
    share: float,
    seed: int,
) -> Iterator[dict[str, object]]:
    """What the teacher says of each sentence, and of the same with other names; `names` grows as it reads."""
    chance = random.Random(seed)
    tokenizer = load_tokenizer(folder)
    spans = targets(small, encode(tokenizer, [Example(text, "unlabelled") for text in texts]))
    for text, own in zip(texts, spans, strict=True):
        for start, end, kind in own:
            if kind in names and text[start:end].istitle():
                names[kind].append(text[start:end])
    asked: list[tuple[str, list[tuple[int, int, str]], int]] = []
    for place, (text, own) in enumerate(zip(texts, spans, strict=True)):
        asked.append((text, own, place))
        other = renamed(text, own, names, chance) if all(len(known) > 99 for known in names.values()) else None
        if other is not None:
            asked.append((*other, place))
    encoded = encode(tokenizer, [_example(text, own) for text, own, _ in asked])
    answers, tagged = ask(teacher, encoded), ask(small, encoded)
    by_place: dict[int, list[int]] = {}
    for number, (_, own, place) in enumerate(asked):
        if len(answers[number]["stance"]) == len(own):  # nothing was cut
            by_place.setdefault(place, []).append(number)
    for numbers in by_place.values():
        rows = [answers[number] for number in numbers]
        loaded = sum(row["loaded"] for row in rows) / len(rows)
        odds = [
            [sum(row["stance"][target][k] for row in rows) / len(rows) for k in range(4)]
            for target in range(len(rows[0]["stance"]))
        ]
        plain = loaded < _PLAIN and all(row[1] > 1 - _PLAIN for row in odds)
        for number in numbers:
            if plain and chance.random() < 0.5:
                continue  # most of the news is plain, and half of that teaches as much
            text, own, _ = asked[number]
            yield {
                "text": text,
                "loaded": round(loaded, 4),
                "targets": [
                    (start, end, [round(value, 4) for value in row])
                    for (start, end, _), row in zip(own, odds, strict=True)
                ],
                "tags": together(answers[number]["tags"], tagged[number]["tags"], layers, share),
            }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="of the small network")
    parser.add_argument("--network", type=Path, required=True, help="folder of the large base model")
    parser.add_argument("--teacher", type=Path, required=True, help="weights of the large network")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=30_000)
    parser.add_argument("--layers", default="", help="of which tags the teacher speaks too, separated by commas")
    parser.add_argument("--share", type=float, default=0.5, help="the teacher's say in these")
    parser.add_argument("--corpora", default="", help="whose training sentences are asked about as well")
    parser.add_argument("--short", action="store_true", help="calculate in 16 bits where that is safe")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    models = [from_base(options.base), from_base(options.network)]
    for model, path in zip(models, (options.weights, options.teacher), strict=True):
        model.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
    texts = list(sentences(options.data, options.sentences, options.seed))
    corpora = load(options.data, development=False)
    texts += [example.text for name in options.corpora.split(",") if name for example in corpora[name]]
    random.Random(options.seed).shuffle(texts)
    layers = [name for name in options.layers.split(",") if name]
    names: dict[str, list[str]] = {"person": [], "country": [], "organisation": []}
    short = torch.autocast("cpu", torch.bfloat16, enabled=options.short)
    unfinished = options.out.with_suffix(".part")  # what is stopped is not finished
    with gzip.open(unfinished, "wt", encoding="utf-8") as lines, short:
        for start in range(0, len(texts), _STEP):
            part = texts[start : start + _STEP]
            for row in label(*models, options.base, part, names, layers, options.share, options.seed + start):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    unfinished.replace(options.out)


if __name__ == "__main__":
    main()
