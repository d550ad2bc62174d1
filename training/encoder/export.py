"""Trained weights → `encoder.onnx`: 8 bits, batch and length free, one result whatever the batch.

    python -m training.encoder.export --weights runs/one/weights.pt --base FOLDER --out framing/models

Dynamic quantisation as tools apply it takes one scale for a whole batch, so that a sentence's
score depends on its neighbours. Here every row of activations (one word piece) has a scale of
its own, its largest magnitude; weights have one scale a column. Products of 8-bit integers are
exact, so nothing depends on what else is in the batch. Weights keep 7 of their 8 bits: sums of
two products then fit the 16 bits in which processors without newer instructions add them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder.model import ACTIVATION_LEVELS, BRANCH, CLIPS, COLUMNS, LAYERS, N_COLUMNS, WEIGHT_LEVELS, Encoder

__all__ = ["build", "main"]

_ZERO = 128  # what stands for 0 among unsigned 8-bit activations
_OPSET = 17

Array = NDArray[Any]


class Graph:
    """Nodes and constants of a model under construction."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._count = 0

    def constant(self, name: str, value: Array) -> str:
        """Keep an array under a name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Add a node and return the name of its output."""
        self._count += 1
        made = output or f"{kind.lower()}_{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [made], **attributes))
        return made

    def floats(self, value: float) -> str:
        """A scalar of 32-bit floating point."""
        return self.constant(f"f{value!r}", np.asarray(value, np.float32))

    def integers(self, values: Sequence[int]) -> str:
        """A shape or an index."""
        return self.constant("i" + "_".join(map(str, values)), np.asarray(values, np.int64))


def quantise_columns(weight: Array) -> tuple[Array, Array]:
    """A matrix (in, out) as 7-bit integers with a scale a column.

    Of some scales below the one that holds the largest weight, each column has the one with the least
    squared error: clipping one outlier is cheaper than coarser steps for all.
    """
    largest = np.maximum(np.abs(weight).max(0), 1e-8)
    best = np.full(weight.shape[1], np.inf)
    scales = largest / WEIGHT_LEVELS
    for share in CLIPS:
        scale = largest * share / WEIGHT_LEVELS
        steps = np.clip(np.round(weight / scale), -WEIGHT_LEVELS, WEIGHT_LEVELS)
        error = ((weight - steps * scale) ** 2).sum(0)
        scales = np.where(error < best, scale, scales)
        best = np.minimum(error, best)
    steps = np.clip(np.round(weight / scales), -WEIGHT_LEVELS, WEIGHT_LEVELS)
    return steps.astype(np.int8), scales.astype(np.float32)


def quantise_rows(table: Array) -> tuple[Array, Array]:
    """An embedding table as 8-bit integers with a scale a row."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / ACTIVATION_LEVELS
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


def rows_to_integers(graph: Graph, hidden: str) -> tuple[str, str]:
    """Quantise every row of a matrix by its own largest magnitude; return integers and scales (rows, 1)."""
    largest = graph.add("ReduceMax", graph.add("Abs", hidden), axes=[-1], keepdims=1)
    # Of a row of zeros any scale will do.
    scale = graph.add("Add", graph.add("Mul", largest, graph.floats(1 / ACTIVATION_LEVELS)), graph.floats(1e-10))
    flat = graph.add("Reshape", scale, graph.integers([-1]))
    zeros = graph.add("Expand", graph.constant("zero", np.asarray(_ZERO, np.uint8)), graph.add("Shape", flat))
    return graph.add("QuantizeLinear", hidden, flat, zeros, axis=0), scale


def linear(graph: Graph, name: str, quantised: tuple[str, str], weight: Array, bias: Array) -> str:
    """A linear map of quantised rows; `weight` is (in, out)."""
    integers, scales = quantise_columns(weight)
    product = graph.add(
        "MatMulIntegerToFloat",
        quantised[0],
        graph.constant(f"{name}.weight", integers),
        graph.floats(1.0),
        graph.constant(f"{name}.scale", scales),
        graph.constant("zero", np.asarray(_ZERO, np.uint8)),
        domain="com.microsoft",
    )
    return graph.add(
        "Add", graph.add("Mul", product, quantised[1]), graph.constant(f"{name}.bias", bias.astype(np.float32))
    )


def norm(graph: Graph, name: str, hidden: str, state: dict[str, Array]) -> str:
    """Layer normalisation."""
    return graph.add(
        "LayerNormalization",
        hidden,
        graph.constant(f"{name}.weight", state[f"{name}.weight"]),
        graph.constant(f"{name}.bias", state[f"{name}.bias"]),
        axis=-1,
        epsilon=1e-12,
    )


def gelu(graph: Graph, inner: str) -> str:
    """x (1 + erf(x / √2)) / 2."""
    curve = graph.add("Erf", graph.add("Mul", inner, graph.floats(0.5**0.5)))
    curve = graph.add("Mul", inner, graph.add("Add", curve, graph.floats(1.0)))
    return graph.add("Mul", curve, graph.floats(0.5))


def build(model: Encoder) -> onnx.ModelProto:
    """Write the model as a graph of standard operators."""
    state = {name: value.detach().cpu().numpy() for name, value in model.state_dict().items()}
    graph = Graph()
    width = state["norm.weight"].shape[0]
    heads = model.layers[0].heads
    size = width // heads
    table, scales = quantise_rows(state["words.weight"])
    words = graph.add(
        "Mul",
        graph.add("Cast", graph.add("Gather", graph.constant("words.table", table), "ids"), to=TensorProto.FLOAT),
        graph.add("Gather", graph.constant("words.scale", scales), "ids"),
    )
    cases = graph.add("Gather", graph.constant("cases.table", state["cases.weight"]), "cases")
    length = graph.add("Slice", graph.add("Shape", "ids"), graph.integers([1]), graph.integers([2]))
    positions = graph.add(
        "Slice", graph.constant("positions.table", state["positions.weight"]), graph.integers([0]), length
    )
    hidden = graph.add("Add", graph.add("Add", words, positions), cases)
    # One row a word piece, whatever sentence it is of; only attention knows of sentences.
    hidden = graph.add("Reshape", hidden, graph.integers([-1, width]))
    whole = graph.add("Concat", graph.add("Shape", "ids"), graph.integers([heads, size]), axis=0)
    hidden = norm(graph, "norm", hidden, state)
    absent = graph.add("Sub", graph.floats(1.0), graph.add("Cast", "mask", to=TensorProto.FLOAT))
    bias = graph.add("Unsqueeze", graph.add("Mul", absent, graph.floats(-1e4)), graph.integers([1, 2]))
    below: list[str] = []
    for place in range(len(model.layers)):
        prefix = f"layers.{place}."
        rows = rows_to_integers(graph, hidden)
        # The scale of dot products goes into the queries' weights.
        weight, offset = state[f"{prefix}qkv.weight"].T.copy(), state[f"{prefix}qkv.bias"].copy()
        weight[:, :width] /= size**0.5
        offset[:width] /= size**0.5
        parts = []
        for number, part in enumerate("qkv"):
            columns = slice(number * width, (number + 1) * width)
            made = linear(graph, f"{prefix}{part}", rows, weight[:, columns], offset[columns])
            made = graph.add("Reshape", made, whole)
            parts.append(graph.add("Transpose", made, perm=[0, 2, 3, 1] if part == "k" else [0, 2, 1, 3]))
        scores = graph.add("Add", graph.add("MatMul", parts[0], parts[1]), bias)
        mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), parts[2])
        mixed = graph.add("Transpose", mixed, perm=[0, 2, 1, 3])
        mixed = graph.add("Reshape", mixed, graph.integers([-1, width]))
        out = linear(
            graph, f"{prefix}out", rows_to_integers(graph, mixed), state[f"{prefix}out.weight"].T,
            state[f"{prefix}out.bias"],
        )  # fmt: skip
        hidden = norm(graph, f"{prefix}norm_attention", graph.add("Add", hidden, out), state)
        inner = linear(
            graph, f"{prefix}up", rows_to_integers(graph, hidden), state[f"{prefix}up.weight"].T,
            state[f"{prefix}up.bias"],
        )  # fmt: skip
        inner = gelu(graph, inner)
        down = linear(
            graph, f"{prefix}down", rows_to_integers(graph, inner), state[f"{prefix}down.weight"].T,
            state[f"{prefix}down.bias"],
        )  # fmt: skip
        hidden = norm(graph, f"{prefix}norm_out", graph.add("Add", hidden, down), state)
        if place in BRANCH:
            below.append(hidden)
    # The heads are small and their columns are sums of few large numbers: they stay as they are.
    columns = graph.add("MatMul", hidden, graph.constant("heads.weight", state["heads.weight"].T))
    columns = graph.add("Add", columns, graph.constant("heads.bias", state["heads.bias"]))
    branch = graph.add("Concat", *below, axis=-1)
    branch = graph.add("MatMul", branch, graph.constant("middle.weight", state["middle.weight"].T.copy()))
    branch = gelu(graph, graph.add("Add", branch, graph.constant("middle.bias", state["middle.bias"])))
    branch = graph.add("MatMul", branch, graph.constant("described.weight", state["described.weight"].T.copy()))
    branch = graph.add("Add", branch, graph.constant("described.bias", state["described.bias"]))
    where = COLUMNS["described"]
    branch = graph.add("Pad", branch, graph.integers([0, where.start, 0, N_COLUMNS - where.stop]))
    columns = graph.add("Add", columns, branch)
    shape_out = graph.add("Concat", graph.add("Shape", "ids"), graph.integers([N_COLUMNS]), axis=0)
    graph.add("Reshape", columns, shape_out, output="columns")
    shape = ["batch", "length"]
    made = helper.make_graph(
        graph.nodes,
        "framing",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("ids", "mask", "cases")],
        [helper.make_tensor_value_info("columns", TensorProto.FLOAT, [*shape, N_COLUMNS])],
        list(graph.constants.values()),
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    exported = helper.make_model(made, opset_imports=opsets, producer_name="framing")
    exported.ir_version = 8
    return exported


def keep_bits(made: onnx.ModelProto, like: onnx.ModelProto) -> None:
    """Take every constant that recovery has changed in its last bits as it was: a bit moves the next rounding."""
    before = {item.name: item for item in like.graph.initializer}
    for item in made.graph.initializer:
        old = before.get(item.name)
        if old is not None and list(old.dims) == list(item.dims) and old.data_type == item.data_type:
            one, other = numpy_helper.to_array(old), numpy_helper.to_array(item)
            if np.allclose(one.astype(np.float64), other.astype(np.float64), rtol=1e-4, atol=1e-7):
                item.CopyFrom(old)


def describe(model: Encoder) -> dict[str, Any]:
    """What the engine must know to read the columns."""
    return {
        "columns": {name: [where.start, where.stop] for name, where in COLUMNS.items()},
        "layers": {layer: list(kinds) for layer, kinds in LAYERS.items()},
        "intercepts": [float(value) for value in model.intercepts.detach()],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--like", type=Path, help="folder of weights from which these were recovered")
    options = parser.parse_args(arguments)
    model = Encoder.from_base(options.base)
    model.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    model.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    made = build(model)
    if options.like is not None:
        keep_bits(made, onnx.load(str(options.like / "encoder.onnx")))
    onnx.save(made, str(options.out / "encoder.onnx"))
    shutil.copyfile(options.base / "tokenizer.json", options.out / "tokenizer.json")
    (options.out / "heads.json").write_text(json.dumps(describe(model), indent=1) + "\n", encoding="utf-8")
    lines = [
        f"{hashlib.sha256((options.out / name).read_bytes()).hexdigest()}  {name}"
        for name in ("encoder.onnx", "heads.json", "tokenizer.json")
    ]
    (options.out / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
