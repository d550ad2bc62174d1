"""A model → its figures on the development parts, by the sentence.

Law: nothing here is trained on; the tables of `benchmarks/` measure the whole engine, these
figures only guide training.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from benchmarks.measures import auc, f1, macro_f1
from training.encoder.batches import IGNORE, Encoded, encode, make_batch
from training.encoder.corpora import Example, load, rows
from training.encoder.model import COLUMNS, LAYERS, Encoder, stance_logits

__all__ = ["decode", "evaluate"]


def decode(tags: Sequence[int], layer: str) -> set[tuple[int, int, str]]:
    """Tags of pieces → spans of pieces (first, behind the last, kind); a stray inside begins one."""
    spans: set[tuple[int, int, str]] = set()
    start, kind = -1, -1
    for place, tag in enumerate([*tags, 0]):
        own = (tag - 1) // 2 if tag > 0 else -1
        if start >= 0 and (own != kind or (tag > 0 and tag % 2 == 1)):
            spans.add((start, place, LAYERS[layer][kind]))
            start = -1
        if own >= 0 and start < 0:
            start, kind = place, own
    return spans


@torch.no_grad()
def predict(model: Encoder, encoded: Sequence[Encoded]) -> list[dict[str, object]]:
    """Predictions a sentence: loaded logit, tags by layer, stance probabilities of its targets."""
    model.eval()
    device = next(model.parameters()).device
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    made: list[dict[str, object]] = [{} for _ in encoded]
    for start in range(0, len(order), 64):
        places = order[start : start + 64]
        batch = make_batch([encoded[i] for i in places])
        columns = model(batch.ids.to(device), batch.mask.to(device), batch.cases.to(device)).cpu()
        weights = batch.mask / batch.mask.sum(1, keepdim=True)
        loaded = model.intercepts[0].cpu() + (columns[..., COLUMNS["loaded"]].squeeze(-1) * weights).sum(1)
        tags = {layer: columns[..., COLUMNS[layer]].argmax(-1) for layer in LAYERS}
        stances: list[list[list[float]]] = [[] for _ in places]
        if len(batch.owners):
            logits, _ = stance_logits(
                columns[batch.owners], batch.mask[batch.owners], batch.pools, model.intercepts[1:].cpu()
            )
            for owner, row in zip(batch.owners.tolist(), torch.softmax(logits[:, :3], 1).tolist(), strict=True):
                stances[owner].append(row)
        for row, place in enumerate(places):
            size = len(encoded[place].ids)
            made[place] = {
                "loaded": float(loaded[row]),
                "stance": stances[row],
                **{layer: values[row, :size].tolist() for layer, values in tags.items()},
            }
    return made


def _span_f1(encoded: Sequence[Encoded], predicted: Sequence[dict[str, object]], layer: str) -> float:
    hit = n_predicted = n_gold = 0
    for row, found in zip(encoded, predicted, strict=True):
        gold_tags = row.tags.get(layer)
        if gold_tags is None:
            continue
        tags = [0 if gold == IGNORE else tag for tag, gold in zip(found[layer], gold_tags, strict=True)]  # type: ignore[call-overload]
        gold = decode([max(0, tag) for tag in gold_tags], layer)
        # Where a corpus does not label groups, a group is as good as nothing.
        own = {span for span in decode(tags, layer) if row.example.groups or layer != "actor" or span[2] != "group"}
        hit += len(gold & own)
        n_predicted += len(own)
        n_gold += len(gold)
    return f1(hit, n_predicted, n_gold)[2]


def _hedging(encoded: Sequence[Encoded], predicted: Sequence[dict[str, object]]) -> tuple[float, float]:
    hit = n_own = n_gold = 0
    found_gold = 0
    sentences = [0, 0, 0]
    for row, found in zip(encoded, predicted, strict=True):
        gold = decode([max(0, tag) for tag in row.tags["hedge"]], "hedge")
        own = decode(found["hedge"], "hedge")  # type: ignore[arg-type]
        hit += sum(any(a < d and c < b for c, d, _ in gold) for a, b, _ in own)
        found_gold += sum(any(a < d and c < b for c, d, _ in own) for a, b, _ in gold)
        n_own += len(own)
        n_gold += len(gold)
        sentences[0] += bool(own) and row.example.hedged == 1
        sentences[1] += bool(own)
        sentences[2] += row.example.hedged == 1
    precision = hit / n_own if n_own else 0.0
    recall = found_gold / n_gold if n_gold else 0.0
    cue = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f1(*sentences)[2], cue


def evaluate(model: Encoder, tokenizer: Tokenizer, data: Path, most: int = 1_000_000) -> dict[str, float]:
    """Return the figures by name, over at most about `most` sentences of each part."""
    figures: dict[str, float] = {}
    parts = {name: encode(tokenizer, examples) for name, examples in load(data, development=True).items() if examples}
    for name, encoded in parts.items():
        encoded = encoded[:: max(1, len(encoded) // most)]
        predicted = predict(model, encoded)
        if name in ("newsmtsc", "org_country", "articles"):
            gold = [max(range(3), key=odds.__getitem__) for row in encoded for _, odds, _ in row.targets]
            own = [max(range(3), key=row.__getitem__) for found in predicted for row in found["stance"]]  # type: ignore[attr-defined]
            figures[f"stance {name}"] = macro_f1(gold, own, range(3))
        if name == "news_loaded":
            levels = [row.example.loaded_level or 0 for row in encoded]
            scores = [float(found["loaded"]) for found in predicted]  # type: ignore[arg-type]
            figures["loaded auc 1"] = auc([int(level >= 1) for level in levels], scores)
            clear = [(int(level >= 2), score) for level, score in zip(levels, scores, strict=True) if level != 1]
            figures["loaded auc 2"] = auc([label for label, _ in clear], [score for _, score in clear])
        if name == "news_hedges":
            figures["hedging sentence"], figures["hedging cue"] = _hedging(encoded, predicted)
        if name == "own_whole":
            figures["own hedged"], figures["own hedge cues"] = _hedging(encoded, predicted)
            figures["own names"] = _span_f1(encoded, predicted, "actor")
            figures["described"] = _span_f1(encoded, predicted, "described")
        if name == "polnear":
            for layer in ("source", "cue", "content"):
                figures[layer] = _span_f1(encoded, predicted, layer)
        if name == "conllpp":
            figures["actors"] = _span_f1(encoded, predicted, "actor")
    babe = [
        row
        for part in ("train", "dev")
        for row in rows(data / "loaded" / f"babe.{part}.jsonl.gz")
        if row["label_bias"] in (0, 1)
    ]
    babe = babe[:: max(1, len(babe) // most)]
    encoded = encode(tokenizer, [Example(row["text"], "babe") for row in babe])
    scores = [float(found["loaded"]) for found in predict(model, encoded)]  # type: ignore[arg-type]
    figures["babe auc"] = auc([row["label_bias"] for row in babe], scores)
    return {name: round(value, 4) for name, value in figures.items()}
