"""The shipped network → weights that training can go on from.

    python -m training.encoder.recover --models framing/models --base FOLDER --out runs/shipped/weights.pt

Export loses nothing that is used: every integer times its scale is the number that the network calculates with.
So new labels need no training from empty; a last step from here is enough, and what it started from is known
by its digest.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.encoder.model import COLUMNS, Encoder

__all__ = ["main", "recover"]


def recover(models: Path, base: Path) -> Encoder:
    """Read the exported network back into the model that export reads.

    Raises
    ------
    KeyError
        If the network was not written by `training.encoder.export`.
    """
    constants = {
        item.name: numpy_helper.to_array(item) for item in onnx.load(str(models / "encoder.onnx")).graph.initializer
    }
    model = Encoder.from_base(base)
    state = model.state_dict()

    def put(name: str, value: NDArray[np.floating]) -> None:
        assert state[name].shape == value.shape, name
        state[name] = torch.from_numpy(np.array(value, dtype=np.float32))

    def matrix(name: str) -> NDArray[np.floating]:
        weight: NDArray[np.floating] = constants[f"{name}.weight"].astype(np.float64) * constants[f"{name}.scale"]
        return weight.T

    put("words.weight", constants["words.table"].astype(np.float64) * constants["words.scale"])
    put("positions.weight", constants["positions.table"])
    put("cases.weight", constants["cases.table"])
    heads = json.loads((models / "heads.json").read_text(encoding="utf-8"))
    for name in ("middle", "described"):
        if f"{name}.weight" in constants:  # weights before 2026-11-30 have none
            put(f"{name}.weight", constants[f"{name}.weight"].T)
            put(f"{name}.bias", constants[f"{name}.bias"])
    state["heads.weight"].zero_()
    state["heads.bias"].zero_()
    for name, (start, stop) in heads["columns"].items():
        weight, bias = constants["heads.weight"].T[start:stop], constants["heads.bias"][start:stop]
        state["heads.weight"][COLUMNS[name]] = torch.from_numpy(weight.astype(np.float32))
        state["heads.bias"][COLUMNS[name]] = torch.from_numpy(bias.astype(np.float32))
    for part in ("weight", "bias"):
        put(f"norm.{part}", constants[f"norm.{part}"])
    size = state["norm.weight"].shape[0] // model.layers[0].heads
    for place in range(len(model.layers)):
        prefix = f"layers.{place}."
        # Export put the scale of dot products into the queries.
        factors = {"q": size**0.5, "k": 1.0, "v": 1.0}
        put(f"{prefix}qkv.weight", np.concatenate([matrix(prefix + part) * by for part, by in factors.items()]))
        biases = [constants[f"{prefix}{part}.bias"] * by for part, by in factors.items()]
        put(f"{prefix}qkv.bias", np.concatenate(biases))
        for name in ("out", "up", "down"):
            put(f"{prefix}{name}.weight", matrix(prefix + name))
            put(f"{prefix}{name}.bias", constants[f"{prefix}{name}.bias"])
        for name in ("norm_attention", "norm_out"):
            for part in ("weight", "bias"):
                put(f"{prefix}{name}.{part}", constants[f"{prefix}{name}.{part}"])
    put("intercepts", np.asarray(heads["intercepts"]))
    model.load_state_dict(state)
    return model


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(recover(options.models, options.base).state_dict(), options.out)


if __name__ == "__main__":
    main()
