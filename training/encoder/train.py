"""Corpora → trained weights: multi-task, seeded, resumable.

    python -m training.encoder.train --data ../shared/data --base FOLDER --out runs/one [--epochs 4]

Stop it at any time; the same command goes on from the last checkpoint. Options leave corpora
out (`--leave-out polnear`) or take only those with a permissive licence (`--permissive`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.encoder.batches import IGNORE, Batch, Encoded, encode, load_tokenizer, make_batch
from training.encoder.corpora import CORPORA, load
from training.encoder.distil import read_soft
from training.encoder.evaluate import evaluate
from training.encoder.model import COLUMNS, LAYERS, TAGS, Encoder, stance_logits
from training.encoder.teacher import from_base

__all__ = ["loaded_logits", "losses", "main"]

BATCH = 32
RATE = 1e-4
HEAD_RATE = 1e-3
LAYER_DECAY = 0.9  # of the learning rate from layer to layer downward
WARMUP = 0.06  # share of the steps
SMOOTHING = 0.1
_ENOUGH = 900  # sentences of each part to measure by between epochs
POOL = 40  # batches sorted by length together
_GROUP = LAYERS["actor"].index("group")
_GROUP_TAGS = torch.tensor([tag in (2 * _GROUP + 1, 2 * _GROUP + 2) for tag in range(1 + 2 * len(LAYERS["actor"]))])
WEIGHTS = {
    "loaded": 1.0,
    "loaded_pieces": 0.4,
    "stance": 1.0,
    "stance_around": 0.3,  # so that the words around a target carry what they can
    "holder": 0.25,
    "hedge": 2.0,
    "source": 1.0,
    "cue": 1.0,
    "content": 1.5,
    "actor": 0.6,
    "described": 1.0,
    "soft_hedge": 2.0,
    "soft_source": 1.0,
    "soft_cue": 1.0,
    "soft_content": 1.5,
    "soft_actor": 0.6,
    "soft_described": 1.0,
    "taught_loaded": 0.7,
    "taught_hedge": 0.7,
    "taught_stance": 1.0,
}


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def loaded_logits(columns: Tensor, mask: Tensor, intercept: Tensor) -> Tensor:
    """The logit of every sentence: an intercept and the mean of its tokens' contributions."""
    weights = mask / mask.sum(1, keepdim=True)
    return intercept + (columns[..., COLUMNS["loaded"]].squeeze(-1) * weights).sum(1)


def taught(model: Encoder, teacher: Encoder, batch: Batch, columns: Tensor) -> dict[str, Tensor]:
    """How far a model is from its teacher: in loaded wording, in hedges that nobody labelled, in stance."""
    n = batch.ids.shape[0]
    mask = batch.mask.float()
    made: dict[str, Tensor] = {}
    with torch.no_grad():
        told = teacher(batch.ids, batch.mask, batch.cases)
        chances = torch.sigmoid(loaded_logits(told, mask, teacher.intercepts[0]))
        hedges = torch.softmax(told[..., COLUMNS["hedge"]], -1)
    own = loaded_logits(columns, mask, model.intercepts[0])
    made["taught_loaded"] = nn.functional.binary_cross_entropy_with_logits(own, chances)
    each = nn.functional.cross_entropy(columns[..., COLUMNS["hedge"]].mT, hedges.mT, reduction="none")
    unlabelled = mask * (batch.tags["hedge"] == IGNORE).all(1, keepdim=True)
    if batch.soft_tags.shape[1]:  # another teacher spoke of them
        unlabelled = unlabelled * (batch.soft_tags.sum((1, 2)) == 0)[:, None]
    made["taught_hedge"] = ((each * unlabelled).sum(1) / mask.sum(1)).sum() / n
    if len(batch.owners):
        where = batch.owners
        with torch.no_grad():
            logits, _ = stance_logits(told[where], batch.mask[where], batch.pools, teacher.intercepts[1:])
            odds = torch.softmax(logits[:, :3], -1)
        found, _ = stance_logits(columns[where], batch.mask[where], batch.pools, model.intercepts[1:])
        made["taught_stance"] = nn.functional.cross_entropy(found[:, :3], odds, reduction="sum") / n
    return made


def side_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy of stance, smoothed; where the side alone is known, of that alone."""
    sided = labels[:, 1:2] < 0
    aim = (1 - SMOOTHING) * labels + SMOOTHING / 3
    aim = torch.where(sided, labels.clamp(min=0), aim)
    middle = torch.tensor([False, True, False], device=logits.device)
    return nn.functional.cross_entropy(logits.masked_fill(sided & middle, -1e4), aim, reduction="sum")


def losses(model: Encoder, batch: Batch, teacher: Encoder | None = None) -> dict[str, Tensor]:
    """Loss of every task that has labels in the batch, each as a mean over all sentences."""
    columns = model(batch.ids, batch.mask, batch.cases)
    n = batch.ids.shape[0]
    made: dict[str, Tensor] = {}
    if teacher is not None:
        made.update(taught(model, teacher, batch, columns))
    known = ~torch.isnan(batch.loaded)
    if known.any():
        logits = loaded_logits(columns, batch.mask.float(), model.intercepts[0])
        made["loaded"] = (
            nn.functional.binary_cross_entropy_with_logits(logits[known], batch.loaded[known], reduction="sum") / n
        )
    marked = batch.loaded_pieces != IGNORE
    if marked.any():
        # Inside marked wording a token should add, outside it should not.
        scores = columns[..., COLUMNS["loaded"]].squeeze(-1)
        each = nn.functional.binary_cross_entropy_with_logits(
            scores - 2.0, batch.loaded_pieces.clamp(min=0).float(), reduction="none"
        )
        made["loaded_pieces"] = ((each * marked).sum(1) / marked.sum(1).clamp(min=1)).sum() / n
    for layer in LAYERS:
        gold = batch.tags[layer]
        labelled = gold != IGNORE
        if labelled.any():
            scores = columns[..., COLUMNS[layer]]
            if layer == "actor":
                # Where a corpus does not label groups, a group is as good as nothing.
                scores = scores.masked_fill(~batch.groups[:, None, None] & _GROUP_TAGS.to(scores.device), -1e4)
            each = nn.functional.cross_entropy(scores.transpose(1, 2), gold, ignore_index=IGNORE, reduction="none")
            made[layer] = (each.sum(1) / labelled.sum(1).clamp(min=1)).sum() / n
    if batch.soft_tags.shape[1]:
        pieces = batch.mask.sum(1).clamp(min=1)
        for layer, own in TAGS.items():
            told = batch.soft_tags[..., own]
            each = -(told * nn.functional.log_softmax(columns[..., COLUMNS[layer]], -1)).sum(-1)
            made[f"soft_{layer}"] = (each.sum(1) / pieces).sum() / n
    if len(batch.owners):
        logits, around = stance_logits(
            columns[batch.owners], batch.mask[batch.owners], batch.pools, model.intercepts[1:]
        )
        for name, found in (("stance", logits), ("stance_around", around)):
            made[name] = side_loss(found[:, :3], batch.labels) / n
        held = batch.holders >= 0
        if held.any():
            made["holder"] = (
                nn.functional.binary_cross_entropy_with_logits(logits[held, 3], batch.holders[held], reduction="sum")
                / n
            )
    return made


def epoch_batches(
    encoded: dict[str, list[Encoded]],
    seed: int,
    epochs: int,
    epoch: int,
    repeats: Mapping[str, float],
    size: int = BATCH,
) -> Iterator[list[Encoded]]:
    """Batches of one epoch: each corpus as often as it or `repeats` says, all mixed, of like lengths.

    Of the softly labelled sentences every epoch sees its own share.
    """
    chance = random.Random(seed)
    rows: list[Encoded] = []
    for corpus in CORPORA:
        own = encoded.get(corpus.name, [])
        repeat = repeats.get(corpus.name, corpus.repeat)
        whole = int(repeat)
        rows.extend(own * whole)
        rows.extend(chance.sample(own, int(len(own) * (repeat - whole))))
    soft = encoded.get("soft", [])[epoch::epochs]
    rows.extend(soft[: int(len(soft) * repeats.get("soft", 1.0))])
    chance.shuffle(rows)
    batches: list[list[Encoded]] = []
    for start in range(0, len(rows), size * POOL):
        pool = sorted(rows[start : start + size * POOL], key=lambda row: len(row.ids))
        batches.extend(pool[at : at + size] for at in range(0, len(pool), size))
    chance.shuffle(batches)
    yield from batches


def optimizer_of(model: Encoder) -> torch.optim.AdamW:
    """AdamW with lower rates for lower layers and none of its decay on norms and biases."""
    groups: list[dict[str, Any]] = []
    depth = len(model.layers)
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("heads") or name == "intercepts" or name.startswith("cases"):
            rate = HEAD_RATE
        elif name.startswith("layers."):
            rate = RATE * LAYER_DECAY ** (depth - 1 - int(name.split(".")[1]))
        else:
            rate = RATE * LAYER_DECAY**depth
        groups.append({"params": [parameter], "lr": rate, "weight_decay": 0.01 if parameter.ndim > 1 else 0.0})
    for group in groups:
        group["peak"] = group["lr"]
    return torch.optim.AdamW(groups, fused=True)


def train(options: argparse.Namespace) -> None:
    """Train, measuring after every epoch, and write `weights.pt` and `figures.json`."""
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(options.base)
    leave_out = frozenset(options.leave_out.split(",")) if options.leave_out else frozenset()
    encoded = {
        name: encode(tokenizer, examples)[: options.limit or None]
        for name, examples in load(
            options.data, development=False, leave_out=leave_out, permissive=options.permissive
        ).items()
    }
    if options.soft is not None:
        encoded["soft"] = encode(tokenizer, list(read_soft(options.soft)))[: options.limit or None]
    say(json.dumps({name: len(rows) for name, rows in encoded.items()}))
    repeats = _numbers(options.repeat)
    model = from_base(options.network or options.base).to(device)
    if options.network is not None:
        model.words.weight.requires_grad_(False)  # saves a fifth of a large one's time
    short = torch.autocast(device, torch.bfloat16, enabled=options.short)
    if options.start is not None:
        model.load_state_dict(torch.load(options.start, weights_only=True, map_location=device))
    teacher = None
    if options.teacher is not None:
        teacher = Encoder.from_base(options.base).to(device).eval()
        teacher.load_state_dict(torch.load(options.teacher, weights_only=True, map_location=device))
    weights = {**WEIGHTS, **_numbers(options.weigh)}
    optimizer = optimizer_of(model)
    per_epoch = sum(1 for _ in epoch_batches(encoded, 0, options.epochs, 0, repeats, options.batch))
    total = min(per_epoch * options.epochs, options.steps or sys.maxsize)
    step = 0
    average: dict[str, Tensor] = {}
    averaged = 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step, average, averaged = saved["step"], saved["average"], saved["averaged"]
        say(f"resumed at step {step} of {total}")
    started = time.monotonic()
    begun = step
    running: dict[str, float] = {}
    while step < total:
        epoch = step // per_epoch
        for place, rows in enumerate(
            epoch_batches(encoded, options.seed * 1000 + epoch, options.epochs, epoch, repeats, options.batch)
        ):
            if place < step % per_epoch:
                continue
            model.train()
            if options.rounding and (step % 100 == 0 or step == begun):
                model.fit_scales()
            share = step / total
            scale = min(1.0, share / WARMUP) if share < WARMUP else (1 - share) / (1 - WARMUP)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * scale * options.rate
            batch = to_device(make_batch(rows), device)
            with short:
                found = losses(model, batch, teacher)
            loss = sum((weights[name] * value for name, value in found.items()), torch.zeros((), device=device))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            for name, value in found.items():
                running[name] = running.get(name, 0.0) + float(value.detach())
            if step > total * (1 - options.average) and step % 20 == 0:
                averaged += 1
                for name, value in model.state_dict().items():
                    mean = average.setdefault(name, torch.zeros_like(value, dtype=torch.float32))
                    mean += (value - mean) / averaged
            if step % 100 == 0:
                speed = (step - begun) * options.batch / (time.monotonic() - started)
                shown = {name: round(value / 100, 4) for name, value in sorted(running.items())}
                say(f"step {step}/{total} {speed:.0f}/s {json.dumps(shown)}")
                running = {}
            if step % 400 == 0 or step == total:
                torch.save(
                    {
                        "model": model.state_dict(),
                        "optimizer": optimizer.state_dict(),
                        "step": step,
                        "average": average,
                        "averaged": averaged,
                    },
                    checkpoint.with_suffix(".new"),
                )
                checkpoint.with_suffix(".new").replace(checkpoint)
            if step % per_epoch == 0 or step >= total:
                break
        torch.save(model.state_dict(), options.out / f"epoch{epoch + 1}.pt")
        if step < total:
            with short:
                figures = evaluate(model, tokenizer, options.data, _ENOUGH)
            say(f"epoch {epoch + 1}: {json.dumps(figures)}")
    if averaged:
        model.load_state_dict({name: value.to(model.state_dict()[name].dtype) for name, value in average.items()})
    if options.rounding:
        model.fit_scales()
    torch.save(model.state_dict(), options.out / "weights.pt")
    with short:
        figures = evaluate(model, tokenizer, options.data, _ENOUGH if options.network else sys.maxsize)
    say(f"averaged over {averaged}: {json.dumps(figures)}")
    (options.out / "figures.json").write_text(
        json.dumps({"figures": figures, "seconds": time.monotonic() - started, "steps": total}, indent=1),
        encoding="utf-8",
    )


def _numbers(text: str) -> dict[str, float]:
    """Read `name=number,…`."""
    pairs = (part.partition("=") for part in text.split(",") if part)
    return {name: float(value) for name, _, value in pairs}


def to_device(batch: Batch, device: str) -> Batch:
    """The batch on another device."""
    if device == "cpu":
        return batch
    moved: dict[str, Any] = {}
    for name in Batch.__slots__:
        item = getattr(batch, name)
        layers = isinstance(item, dict)
        moved[name] = {layer: value.to(device) for layer, value in item.items()} if layers else item.to(device)
    return Batch(**moved)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=BATCH, help="sentences a step")
    parser.add_argument("--steps", type=int, default=0, help="end after so many, before the epochs are over")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--limit", type=int, default=0, help="examples a corpus, for a trial")
    parser.add_argument("--average", type=float, default=0.15, help="share of the last steps to average over")
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on every learning rate")
    parser.add_argument("--repeat", default="", help="how often an epoch sees a corpus: name=times,…")
    parser.add_argument("--soft", type=Path, help="what training.encoder.distil wrote")
    parser.add_argument("--teacher", type=Path, help="weights of a model to stay near in what is easily unlearned")
    parser.add_argument("--weigh", default="", help="weights of losses other than their own: name=number,…")
    parser.add_argument("--rounding", action="store_true", help="calculate in the steps of the exported network")
    parser.add_argument("--network", type=Path, help="folder of a larger base model, to train a teacher")
    parser.add_argument("--short", action="store_true", help="calculate in 16 bits where that is safe")
    parser.add_argument("--permissive", action="store_true")
    train(parser.parse_args(arguments))


if __name__ == "__main__":
    main()
