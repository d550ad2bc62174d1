"""Trained weights → the same with one tag head fitted anew, all else as it was.

    python -m training.encoder.refit --data ../shared/data --base FOLDER --weights A.pt --layer actor --out B.pt

Law: no other head's numbers change, because nothing that they read changes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn

from training.encoder.batches import IGNORE, encode, load_tokenizer, make_batch
from training.encoder.corpora import load
from training.encoder.model import COLUMNS, LAYERS, Encoder
from training.encoder.train import say

__all__ = ["main"]

# How often each is seen.
CORPORA = {"actor": {"conllpp": 1, "articles": 4}, "described": {"own_whole": 1}}
_EPOCHS = 6
_RATE = 5e-4
_BATCH = 4096  # tokens


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--layer", choices=sorted(CORPORA), default="actor")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    torch.manual_seed(1)
    model = Encoder.from_base(options.base)
    model.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    model.eval()
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
    group = LAYERS[options.layer].index("group") if options.layer == "actor" else -1
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
