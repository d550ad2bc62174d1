"""Weights, exported network and data → `card.md`, with the figures of both side by side.

    python -m training.encoder.card --data ../shared/data --base FOLDER --weights W.pt --models framing/models

Law: the same figures, by the same code, from the trained weights in 32 bits and from the shipped
network in 8; the card is written by this script and by nobody else.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from torch import Tensor

from training.encoder.batches import load_tokenizer
from training.encoder.corpora import CORPORA, load
from training.encoder.evaluate import evaluate
from training.encoder.model import Encoder

__all__ = ["main"]

NAMES = {
    "stance newsmtsc": "stance, persons (NewsMTSC, a tenth by article), macro-F1",
    "stance org_country": "stance, organisations and countries (org_country, a fifth by article), macro-F1",
    "stance articles": "stance, first mentions in 12 whole articles, macro-F1",
    "loaded auc 1": "loaded, level ≥ 1 (news_loaded, a fifth by outlet), AUC",
    "loaded auc 2": "loaded, level ≥ 2 against 0 (the same), AUC",
    "babe auc": "loaded, out of domain (all of BABE, never trained on), AUC",
    "hedging sentence": "hedging, sentences (news_hedges, a fifth by article), F1",
    "hedging cue": "hedging, cues by overlap (the same), F1",
    "source": "attribution, source (PolNeAR dev, sentence by sentence), exact F1",
    "cue": "attribution, cue (the same), exact F1",
    "content": "attribution, content (the same), exact F1",
    "actors": "actor mentions (CoNLL++ dev, country and place apart), exact F1",
}
_UNSEEN = frozenset({"directed"})  # corpora that no shipped weights have learned from


class Shipped(torch.nn.Module):
    """The exported network with the face of the trained one."""

    def __init__(self, models: Path, trained: Encoder) -> None:
        super().__init__()
        self.intercepts = trained.intercepts
        self._session = onnxruntime.InferenceSession(str(models / "encoder.onnx"), providers=["CPUExecutionProvider"])

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor) -> Tensor:
        """Return the columns of every token."""
        feeds: dict[str, Any] = {"ids": ids.numpy(), "mask": mask.numpy(), "cases": cases.numpy()}
        columns = self._session.run(["columns"], feeds)[0]
        return torch.from_numpy(np.ascontiguousarray(columns))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=1_000_000, help="sentences a part, for a trial")
    options = parser.parse_args(arguments)
    trained = Encoder.from_base(options.base)
    trained.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    tokenizer = load_tokenizer(options.base)
    whole = evaluate(trained, tokenizer, options.data, options.limit)
    small = evaluate(Shipped(options.models, trained), tokenizer, options.data, options.limit)  # type: ignore[arg-type]
    table = "\n".join(
        f"| {name} | {whole[key]:.3f} | {small[key]:.3f} | {100 * (small[key] - whole[key]):+.1f} |"
        for key, name in NAMES.items()
        if key in whole
    )
    sizes = {name: len(examples) for name, examples in load(options.data, development=False).items()}
    lines = []
    for corpus in CORPORA:
        if corpus.name in sizes and corpus.name not in _UNSEEN:
            rest = "the layer of who is described only" if corpus.name == "own_whole" else "the last steps only"
            seen = f"{corpus.repeat:g}" if corpus.repeat else rest
            lines.append(f"| {corpus.name} | {corpus.licence} | {sizes[corpus.name]:,} | {seen} |")
    corpora = "\n".join(lines)
    digest = hashlib.sha256((options.models / "encoder.onnx").read_bytes()).hexdigest()
    size = (options.models / "encoder.onnx").stat().st_size / 1e6
    text = (Path(__file__).parent / "card.template.md").read_text(encoding="utf-8")
    for key, value in {
        "figures": table,
        "corpora": corpora,
        "digest": digest,
        "megabytes": f"{size:.1f}",
        "parameters": f"{sum(p.numel() for p in trained.parameters()) / 1e6:.1f}",
    }.items():
        text = text.replace("{{" + key + "}}", value)
    (options.models / "card.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
