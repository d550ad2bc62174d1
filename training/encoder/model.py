"""MiniLM with a head for every task; every score is a sum over tokens.

Law: one pass over a sentence gives all that any head needs; stance toward a target is a sum
of token columns that the pass has already made, so targets cost no second pass.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from torch import Tensor, nn

__all__ = [
    "ACTIVATION_LEVELS",
    "BRANCH",
    "CLIPS",
    "COLUMNS",
    "LAYERS",
    "N_CASES",
    "N_TAGS",
    "TAGS",
    "WEIGHT_LEVELS",
    "Encoder",
    "drop",
    "stance_logits",
]

N_CASES = 4  # no letter, lower case, a capital first, all capitals
ACTIVATION_LEVELS = 127  # largest 8-bit magnitude
WEIGHT_LEVELS = 63  # largest 7-bit magnitude
CLIPS = tuple(0.5 + 0.02 * place for place in range(26))  # shares of a column's largest weight, tried as its range
ATTENTION = 32  # width of the keys and queries by which a target looks at its sentence
# Tags of each layer: outside, then begin and inside of each kind.
LAYERS: dict[str, tuple[str, ...]] = {
    "hedge": ("modal", "epistemic", "approximator", "weasel", "evidential"),
    "source": ("source",),
    "cue": ("cue",),
    "content": ("content",),
    "actor": ("person", "organisation", "country", "group", "place"),
    # Who is spoken of by more than a name, or without one: "the former prosecutor", "its chairman, Ana Roe".
    "described": ("person", "organisation", "country", "group", "place"),
}
# Who is described shows in what layers below the last one know of the grammar: these are read too, by a layer of
# their own, so that learning it moves no other score.
BRANCH = (1, 3, 5)
BRANCH_WIDTH = 192
_STANCE = 4  # negative, neutral, positive, and how far a source holds it


def _columns() -> dict[str, slice]:
    """Where the output columns of each head stand."""
    widths = {
        "loaded": 1,
        **{layer: 1 + 2 * len(kinds) for layer, kinds in LAYERS.items()},
        "target": _STANCE,
        "around": _STANCE,
        "whole": _STANCE,
        "key": ATTENTION,
        "query": ATTENTION,
    }
    columns: dict[str, slice] = {}
    at = 0
    for name, width in widths.items():
        columns[name] = slice(at, at + width)
        at += width
    return columns


COLUMNS = _columns()
N_COLUMNS = COLUMNS["query"].stop
# The columns of all tags stand together; where each layer's stand among them.
TAGS = {layer: slice(COLUMNS[layer].start - COLUMNS["hedge"].start, COLUMNS[layer].stop - COLUMNS["hedge"].start)
        for layer in LAYERS}  # fmt: skip
N_TAGS = max(columns.stop for columns in TAGS.values())


class Rounding(nn.Linear):
    """A linear map that can calculate as the exported network will: in whole steps, gradients as if it did not.

    Attributes
    ----------
    scale : tensor (out, 1) or None
        Size of a step of each column of weights; None for plain floating point.
    """

    scale: Tensor | None = None

    def forward(self, rows: Tensor) -> Tensor:
        """Return the mapped rows."""
        if self.scale is None:
            return super().forward(rows)
        with torch.no_grad():
            step = rows.abs().amax(-1, keepdim=True) / ACTIVATION_LEVELS + 1e-10
            rows_off = torch.round(rows / step) * step - rows
            steps = torch.round(self.weight / self.scale).clamp(-WEIGHT_LEVELS, WEIGHT_LEVELS)
            weight_off = steps * self.scale - self.weight
        return nn.functional.linear(rows + rows_off, self.weight + weight_off, self.bias)

    @torch.no_grad()
    def fit_scale(self) -> None:
        """Give every column the step with the least squared error."""
        largest = self.weight.abs().amax(1, keepdim=True).clamp(min=1e-8)
        best = torch.full_like(largest, torch.inf)
        scale = largest / WEIGHT_LEVELS
        for share in CLIPS:
            tried = largest * (share / WEIGHT_LEVELS)
            steps = torch.round(self.weight / tried).clamp(-WEIGHT_LEVELS, WEIGHT_LEVELS)
            error = ((self.weight - steps * tried) ** 2).sum(1, keepdim=True)
            scale = torch.where(error < best, tried, scale)
            best = torch.minimum(error, best)
        self.scale = scale


def drop(rows: Tensor, share: float, training: bool) -> Tensor:
    """Dropout from one random byte a number: eight times as fast on processors as a random float each."""
    level = round(share * 256)
    if not training or level == 0:
        return rows
    drawn = torch.randint(-(1 << 63), (1 << 63) - 1, ((rows.numel() + 7) // 8,), device=rows.device)
    kept = drawn.view(torch.uint8)[: rows.numel()].view(rows.shape) >= level
    return rows * (kept.to(rows.dtype) * (256 / (256 - level)))


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = Rounding(width, 3 * width)
        self.out = Rounding(width, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.up = Rounding(width, inner)
        self.down = Rounding(inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.dropout = dropout

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Return the hidden states after this layer; `bias` is 0 for tokens, very low for padding."""
        batch, length, width = hidden.shape
        q, k, v = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # No dropout inside attention: it measured nothing.
        if self.training:  # the gradient of the fused kernel takes a third of a step on processors
            scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + bias
            mixed = torch.softmax(scores, -1).to(v.dtype) @ v
        else:
            mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        hidden = self.norm_attention(hidden + drop(mixed, self.dropout, self.training))
        inner = self.down(nn.functional.gelu(self.up(hidden)))
        return self.norm_out(hidden + drop(inner, self.dropout, self.training))


class Encoder(nn.Module):
    """The shared encoder and one linear map to the columns of all heads.

    Parameters
    ----------
    config : dict
        Of the base model: sizes.
    dropout : float
        While training.
    """

    def __init__(self, config: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.cases = nn.Embedding(N_CASES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.heads = nn.Linear(width, N_COLUMNS)
        self.middle = nn.Linear(len(BRANCH) * width, BRANCH_WIDTH)
        self.described = nn.Linear(BRANCH_WIDTH, 1 + 2 * len(LAYERS["described"]))
        self.intercepts = nn.Parameter(torch.zeros(1 + _STANCE))  # of loaded, then of stance
        self.dropout = dropout
        nn.init.zeros_(self.cases.weight)  # the base model knows no case; it learns where case helps
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    @classmethod
    def from_base(cls, folder: Path, dropout: float = 0.1) -> Encoder:
        """Start from the published weights of the base model."""
        from safetensors.torch import load_file

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        base = load_file(str(folder / "model.safetensors"))
        model = cls(config, dropout)
        state = model.state_dict()
        state["words.weight"] = base["embeddings.word_embeddings.weight"]
        # There is one segment only, so its embedding is part of every position's.
        state["positions.weight"] = (
            base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0]
        )
        state["norm.weight"] = base["embeddings.LayerNorm.weight"]
        state["norm.bias"] = base["embeddings.LayerNorm.bias"]
        attention = ("self.query", "self.key", "self.value"), "output.dense", "output.LayerNorm"
        model.load_state_dict(state | model.layers_of(base, *attention))
        return model

    def layers_of(self, base: dict[str, Tensor], qkv: tuple[str, str, str], out: str, norm: str) -> dict[str, Tensor]:
        """Parameters of all layers from those of a base model, which calls the parts of attention as given."""
        state: dict[str, Tensor] = {}
        for place in range(len(self.layers)):
            old, new = f"encoder.layer.{place}.", f"layers.{place}."
            for part in ("weight", "bias"):
                state[f"{new}qkv.{part}"] = torch.cat([base[f"{old}attention.{name}.{part}"] for name in qkv])
                state[f"{new}out.{part}"] = base[f"{old}attention.{out}.{part}"]
                state[f"{new}norm_attention.{part}"] = base[f"{old}attention.{norm}.{part}"]
                state[f"{new}up.{part}"] = base[f"{old}intermediate.dense.{part}"]
                state[f"{new}down.{part}"] = base[f"{old}output.dense.{part}"]
                state[f"{new}norm_out.{part}"] = base[f"{old}output.LayerNorm.{part}"]
        return state

    def fit_scales(self) -> None:
        """Calculate in whole steps from here on, and fit their sizes to the weights as they are."""
        for module in self.modules():
            if isinstance(module, Rounding):
                module.fit_scale()

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor) -> Tensor:
        """Return the columns of every token.

        Parameters
        ----------
        ids, mask, cases : int tensors (batch, length)
            Word pieces, 1 for tokens and 0 for padding, and the case of each.

        Returns
        -------
        tensor (batch, length, N_COLUMNS)
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids) + self.positions(places)[None] + self.cases(cases))
        hidden = drop(hidden, self.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        return self.columns_of(hidden, bias)

    def columns_of(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Pass embedded tokens through all layers and return the columns of every token."""
        below: list[Tensor] = []
        for place, layer in enumerate(self.layers):
            hidden = layer(hidden, bias)
            if place in BRANCH:
                below.append(hidden)
        columns = self.heads(drop(hidden, self.dropout, self.training))
        own = self.described(nn.functional.gelu(self.middle(torch.cat(below, -1))))
        where = COLUMNS["described"]
        return torch.cat([columns[..., : where.start], columns[..., where] + own, columns[..., where.stop :]], -1)


def stance_logits(columns: Tensor, mask: Tensor, pools: Tensor, intercepts: Tensor) -> tuple[Tensor, Tensor]:
    """Sum token columns into the logits of targets.

    A target looks at the words around it, never at itself: what they add is what evidence can show.

    Parameters
    ----------
    columns : tensor (targets, length, N_COLUMNS)
        Of the sentence of each target.
    mask : tensor (targets, length)
        1 for tokens.
    pools : tensor (targets, length)
        Weights that sum to 1 over the target's own pieces.
    intercepts : tensor (4,)
        Of the four columns.

    Returns
    -------
    logits, around : tensor (targets, 4)
        Negative, neutral, positive; then how far a source holds it. `around` is the same by what
        the words around the target add alone.
    """
    query = torch.einsum("tl,tlk->tk", pools, columns[..., COLUMNS["query"]])
    scores = torch.einsum("tk,tlk->tl", query, columns[..., COLUMNS["key"]]) / math.sqrt(ATTENTION)
    places = torch.arange(mask.shape[1], device=mask.device)[None]
    last = mask.sum(1, keepdim=True) - 1
    # The two marks are looked at only where there is nothing else.
    words = (mask > 0) & (pools == 0) & (places > 0) & (places < last)
    words = words | (~words.any(1, keepdim=True) & (mask > 0) & (pools == 0))
    attention = torch.softmax(scores.masked_fill(~words, -1e4), dim=1)
    own = torch.einsum("tl,tlc->tc", pools, columns[..., COLUMNS["target"]])
    around = intercepts + torch.einsum("tl,tlc->tc", attention, columns[..., COLUMNS["around"]])
    return around + own + columns[:, 0, COLUMNS["whole"]], around
