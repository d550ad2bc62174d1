"""Trained weights → the same with one tag head fitted anew, all else as it was.

    python -m training.encoder.refit --data ../shared/data --base FOLDER --weights A.pt --layer actor --out B.pt

Law: no other head's numbers change, because nothing that they read changes. `--layer described` fits the layer of
who is described, which has a small layer of its own on what three layers of the network give.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.encoder.batches import IGNORE, encode, load_tokenizer, make_batch
from training.encoder.corpora import load, own_whole
from training.encoder.model import BRANCH, COLUMNS, LAYERS, Encoder
from training.encoder.train import say

__all__ = ["main"]

CORPORA = {"actor": {"conllpp": 1, "articles": 4}}  # how often each is seen
_EPOCHS = 6
_RATE = 5e-4
_BATCH = 4096  # tokens
_BRANCH_EPOCHS = 6
_BRANCH_RATE = 2e-3
_BRANCH_BATCH = 1024  # tokens
_BRANCH_DROPOUT = 0.3


def fit_branch(model: Encoder, data: Path, base: Path) -> None:
    """Fit the layer of described actors, on what layers below the last one give in whole steps."""
    encoded = encode(load_tokenizer(base), list(own_whole(data, development=False)))
    encoded.sort(key=lambda row: len(row.ids))
    model.fit_scales()
    seen: dict[int, Tensor] = {}
    for place in BRANCH:
        model.layers[place].register_forward_hook(lambda _, __, out, place=place: seen.__setitem__(place, out))
    features, tags = [], []
    for start in range(0, len(encoded), 64):
        batch = make_batch(encoded[start : start + 64])
        with torch.no_grad():
            model(batch.ids, batch.mask, batch.cases)
        known = batch.tags["described"] != IGNORE
        features.append(torch.cat([seen[place] for place in BRANCH], -1)[known].half())
        tags.append(batch.tags["described"][known])
    x, y = torch.cat(features), torch.cat(tags)
    branch = nn.Sequential(model.middle, nn.GELU(), nn.Dropout(_BRANCH_DROPOUT), model.described)
    optimizer = torch.optim.AdamW(branch.parameters(), lr=_BRANCH_RATE, weight_decay=0.01)
    steps = _BRANCH_EPOCHS * (1 + len(x) // _BRANCH_BATCH)
    scale = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, steps)
    for epoch in range(_BRANCH_EPOCHS):
        total = 0.0
        for part in torch.randperm(len(x)).split(_BRANCH_BATCH):
            loss = nn.functional.cross_entropy(branch(x[part].float()), y[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scale.step()
            total += float(loss.detach()) * len(part)
        say(f"epoch {epoch + 1}: {total / len(x):.4f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--layer", choices=[*sorted(CORPORA), "described"], default="actor")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    torch.manual_seed(1)
    model = Encoder.from_base(options.base)
    model.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    model.eval()
    if options.layer == "described":
        fit_branch(model, options.data, options.base)
        options.out.parent.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), options.out)
        return
    heads = model.heads
    model.heads = nn.Identity()  # type: ignore[assignment]
    tokenizer = load_tokenizer(options.base)
    features, tags, groups = [], [], []
    corpora = load(options.data, development=False)
    for name, times in CORPORA[options.layer].items():
        encoded = sorted(encode(tokenizer, corpora[name]), key=lambda row: len(row.ids))
        for start in range(0, len(encoded), 64):
            batch = make_batch(encoded[start : start + 64])
            with torch.no_grad():
                hidden = model(batch.ids, batch.mask, batch.cases)
            known = batch.tags[options.layer] != IGNORE
            own = batch.groups[:, None].expand_as(known)[known]
            for _ in range(times):
                features.append(hidden[known].half())
                tags.append(batch.tags[options.layer][known])
                groups.append(own)
    x, y, labelled = torch.cat(features), torch.cat(tags), torch.cat(groups)
    where = COLUMNS[options.layer]
    head = nn.Linear(x.shape[1], where.stop - where.start)
    head.weight.data = heads.weight.data[where].clone()
    head.bias.data = heads.bias.data[where].clone()
    group = LAYERS[options.layer].index("group") if "group" in LAYERS[options.layer] else -1
    hidden_tags = torch.tensor(
        [group >= 0 and tag in (2 * group + 1, 2 * group + 2) for tag in range(head.out_features)]
    )
    optimizer = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=0.01)
    for epoch in range(_EPOCHS):
        order = torch.randperm(len(x))
        total = 0.0
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            # Where a corpus does not label groups, a group is as good as nothing.
            scores = head(x[part].float()).masked_fill(~labelled[part][:, None] & hidden_tags, -1e4)
            loss = nn.functional.cross_entropy(scores, y[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += float(loss.detach()) * len(part)
        say(f"epoch {epoch + 1}: {total / len(x):.4f}")
    heads.weight.data[where] = head.weight.data
    heads.bias.data[where] = head.bias.data
    model.heads = heads
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
