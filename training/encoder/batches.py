"""Examples → padded tensors, with the labels that each has.

Law: a label that a corpus does not give is never taken for a negative one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.encoder.corpora import UNKNOWN, Example
from training.encoder.model import LAYERS, N_TAGS

__all__ = ["Batch", "Encoded", "encode", "load_tokenizer", "make_batch"]

MAX_PIECES = 160  # of a training example; longer ones are cut, the engine windows instead
IGNORE = -100
SIDED = -1.0  # in the place of how likely neutral is, where nothing is said of that


@dataclass(slots=True)
class Encoded:
    """An example as word pieces, with tags and pools laid over them."""

    example: Example
    ids: list[int]
    cases: list[int]
    offsets: list[tuple[int, int]]
    tags: dict[str, list[int]]
    loaded_pieces: list[int] | None
    targets: list[tuple[list[int], tuple[float, float, float], float]]  # pieces, share of each label, holder


@dataclass(slots=True)
class Batch:
    """Tensors of one step; `tags` are -100 where unknown."""

    ids: Tensor
    mask: Tensor
    cases: Tensor
    tags: dict[str, Tensor]
    groups: Tensor  # whether groups are among the labelled actors
    loaded: Tensor  # nan where unknown
    loaded_pieces: Tensor  # -100 where unknown
    owners: Tensor  # row of each target
    pools: Tensor
    labels: Tensor  # probability of negative, neutral and positive; SIDED for neutral where the side alone is known
    holders: Tensor  # probability that a source holds it; -1 where unknown
    soft_tags: Tensor  # of every piece: the probability of each tag of each layer; zeros where nobody said


def load_tokenizer(folder: Path) -> Tokenizer:
    """The base model's tokenizer without its own cutting and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def case_of(surface: str) -> int:
    """0 for no letter, 1 for lower case, 2 for a capital first, 3 for capitals only."""
    if not surface or not surface[0].isalpha():
        return 0
    if len(surface) > 1 and surface.isupper():
        return 3
    return 2 if surface[0].isupper() else 1


def piece_cases(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The case of the word that each piece is part of, so that "##ski" of "Kowalski" knows it."""
    cases: list[int] = []
    start = 0
    for place, (low, high) in enumerate(offsets):
        if high <= low:
            cases.append(0)
            continue
        if place == 0 or offsets[place - 1][1] != low or not text[low].isalnum() or not text[low - 1].isalnum():
            start = low
        cases.append(case_of(text[start:high]))
    return cases


def _tags(spans: Sequence[tuple[int, int, str]], layer: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    tags = [0 if high > low else IGNORE for low, high in offsets]
    kinds = LAYERS[layer]
    for start, end, kind in spans:
        begun = start < 0
        for place, (low, high) in enumerate(offsets):
            if high > low and low < end and high > start:
                tags[place] = IGNORE if kind == UNKNOWN else 2 * kinds.index(kind) + (2 if begun else 1)
                begun = True
    return tags


def _inside(offsets: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Places of the pieces that a span covers, if in part."""
    return [place for place, (low, high) in enumerate(offsets) if high > low and low < end and high > start]


def encode(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Encoded]:
    """Lay the labels of examples over their word pieces."""
    made: list[Encoded] = []
    for example, found in zip(examples, tokenizer.encode_batch([e.text for e in examples]), strict=True):
        offsets = found.offsets[:MAX_PIECES]
        tags = {layer: _tags(spans, layer, offsets) for layer, spans in example.spans.items()}
        pieces = None
        if example.loaded_spans is not None:
            pieces = [
                IGNORE if high <= low else int(any(low < end and high > start for start, end in example.loaded_spans))
                for low, high in offsets
            ]
        targets: list[tuple[list[int], tuple[float, float, float], float]] = []
        for start, end, label, side in example.targets:
            own = _inside(offsets, start, end)
            if own:
                targets.append((own, (float(label == -1), float(label == 0), float(label == 1)), float(side)))
        for start, end, odds, holder in example.soft_targets:
            own = _inside(offsets, start, end)
            if own:
                targets.append((own, odds, holder))
        for start, end, positive in example.sided:
            own = _inside(offsets, start, end)
            if own:
                targets.append((own, (1 - positive, SIDED, positive), -1.0))
        made.append(
            Encoded(
                example,
                found.ids[:MAX_PIECES],
                piece_cases(example.text, offsets),
                offsets,
                tags,
                pieces,
                targets,
            )
        )
    return made


def make_batch(rows: Sequence[Encoded]) -> Batch:
    """Pad examples into one batch."""
    n, length = len(rows), max(len(row.ids) for row in rows)
    ids = torch.zeros(n, length, dtype=torch.long)
    mask = torch.zeros(n, length, dtype=torch.long)
    cases = torch.zeros(n, length, dtype=torch.long)
    tags = {layer: torch.full((n, length), IGNORE) for layer in LAYERS}
    loaded = torch.full((n,), float("nan"))
    pieces = torch.full((n, length), IGNORE)
    owners: list[int] = []
    pools: list[Tensor] = []
    labels: list[tuple[float, float, float]] = []
    holders: list[float] = []
    soft = torch.zeros(n, length if any(row.example.soft_tags is not None for row in rows) else 0, N_TAGS)
    for place, row in enumerate(rows):
        size = len(row.ids)
        if row.example.soft_tags is not None:
            told = torch.frombuffer(bytearray(row.example.soft_tags), dtype=torch.uint8).reshape(-1, N_TAGS)
            # The marks at both ends have no tags.
            soft[place, 1 : min(size, len(told)) - 1] = told[1 : min(size, len(told)) - 1].float() / 255
        ids[place, :size] = torch.tensor(row.ids)
        mask[place, :size] = 1
        cases[place, :size] = torch.tensor(row.cases)
        for layer, values in row.tags.items():
            tags[layer][place, :size] = torch.tensor(values)
        if row.example.loaded is not None:
            loaded[place] = row.example.loaded
        if row.loaded_pieces is not None:
            pieces[place, :size] = torch.tensor(row.loaded_pieces)
        for own, label, holder in row.targets:
            pool = torch.zeros(length)
            pool[own] = 1.0 / len(own)
            owners.append(place)
            pools.append(pool)
            labels.append(label)
            holders.append(holder)
    return Batch(
        ids,
        mask,
        cases,
        tags,
        torch.tensor([row.example.groups for row in rows]),
        loaded,
        pieces,
        torch.tensor(owners, dtype=torch.long),
        torch.stack(pools) if pools else torch.zeros(0, length),
        torch.tensor(labels, dtype=torch.float32).reshape(-1, 3),
        torch.tensor(holders, dtype=torch.float32),
        soft,
    )
