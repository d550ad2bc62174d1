"""Weights of two runs of one line → their weighted mean.

    python -m training.encoder.mix --weights A.pt B.pt --share 0.7 --out C.pt

Law: the second run must have gone on from the first or the other way round; weights of strangers
do not average.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, nargs=2, required=True)
    parser.add_argument("--share", type=float, required=True, help="of the first")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    first, second = (torch.load(path, weights_only=True, map_location="cpu") for path in options.weights)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    mixed = {name: options.share * value.float() + (1 - options.share) * second[name] for name, value in first.items()}
    torch.save(mixed, options.out)


if __name__ == "__main__":
    main()
