"""The exported network + what is kept for measuring → `calibration.json`.

    python -m training.encoder.calibrate --data ../shared/data --models framing/models

Probabilities: loaded by two numbers, stance by a factor a kind of actor, fitted to the development parts.
(Offsets for either side of a stance calibrate no better: with those of NewsMTSC persons gain a tenth of a point, and
whole articles lose two.)
Hedging: what a cue of each kind weighs, from how strong readers called sentences with one cue. Chains: how
often each tag follows each other in the labels of the training parts, against chance.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from benchmarks.measures import calibration_error
from framing.analyzer import one_sentence
from framing.document import Article
from framing.engines.base import Reading
from framing.engines.encoder import EncoderEngine
from framing.lexicon import load_lexicons
from framing.scorers.loaded import loaded_evidence
from framing.tokens import tokenize
from training.encoder.corpora import HEDGE_KINDS, Example, fold, load, rows

__all__ = ["NEUTRAL", "fit_loaded", "fit_stance", "loaded_odds", "main", "odds_of"]

_LAYERS = ("source", "cue", "content")
# How far the chain counts beside what the network says of a token, which has seen its neighbours: the best of
# 0, 0.3, 0.5 and 1 on the first half of the articles kept from PolNeAR.
_CHAIN_SHARES = {"source": 0.0, "cue": 0.0, "content": 0.5}
NEUTRAL: dict[str, Any] = {
    "loaded": {"slope": 1.0, "offset": 0.0},
    "stance": {kind: {"factor": 1.0} for kind in ("person", "other")},
    "hedging": dict.fromkeys(HEDGE_KINDS, 1.0),
    "chains": {layer: [[0.0] * 3] * 4 for layer in _LAYERS},
}


def write(folder: Path, numbers: dict[str, Any]) -> None:
    """Write the calibration and the digests of all files."""
    (folder / "calibration.json").write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}"
        for name in ("calibration.json", "encoder.onnx", "heads.json", "tokenizer.json")
    ]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def chains(examples: Sequence[Example]) -> dict[str, list[list[float]]]:
    """Logarithms of how often a tag follows another, against how often it stands anywhere."""
    made: dict[str, list[list[float]]] = {}
    for layer in _LAYERS:
        follows = np.ones((4, 3))
        for example in examples:
            columns = tokenize(example.text)
            before = 3
            marked = sorted(example.spans.get(layer, ()))
            for start, end in zip(columns.starts, columns.ends, strict=True):
                tag = 0
                for low, high, _ in marked:
                    if low < end and start < high:
                        tag = 1 if max(low, 0) >= start and low >= 0 else 2
                follows[before, tag] += 1
                before = tag
        chance = follows.sum(0) / follows.sum()
        ratio = np.log(follows / follows.sum(1, keepdims=True) / chance) * _CHAIN_SHARES[layer]
        ratio[0, 2] = -1e4  # nothing goes on that has not begun
        made[layer] = np.round(ratio, 4).tolist()
    return made


def hedge_weights(folder: Path) -> dict[str, float]:
    """What a cue adds: -log(1 - strength) of sentences with one cue of the kind."""
    strengths: dict[str, list[float]] = {kind: [] for kind in HEDGE_KINDS}
    for row in rows(folder / "hedging" / "news_hedges.jsonl.gz"):
        if len(row["cues"]) == 1 and row["cues"][0]["type"] in strengths and fold(row["article"], 5) != 0:
            strengths[row["cues"][0]["type"]].append(row["strength"] / 3)
    return {kind: round(-math.log(1 - min(0.95, sum(found) / len(found))), 4) for kind, found in strengths.items()}


def fit_loaded(
    logits: NDArray[np.float64], loaded: NDArray[np.float64], beside: NDArray[np.float64]
) -> dict[str, float]:
    """Slope and offset of the log odds in the head's logit, with what rows of the lexicon add beside it."""

    def cost(numbers: NDArray[np.float64]) -> float:
        plain = np.maximum(loaded_odds(logits, beside, {"slope": numbers[0], "offset": numbers[1]}), 1e-9)
        plain = np.minimum(plain, 1 - 1e-9)
        return float(-np.mean(loaded * np.log(plain) + (1 - loaded) * np.log(1 - plain)))

    found = minimize(cost, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return {"slope": round(float(found[0]), 5), "offset": round(float(found[1]), 5)}


def loaded_odds(
    logits: NDArray[np.float64], beside: NDArray[np.float64], numbers: dict[str, float]
) -> NDArray[np.float64]:
    """Probabilities that sentences are loaded: what the network and the rows add, neither alone."""
    odds: NDArray[np.float64] = 1 - np.exp(-np.logaddexp(0, numbers["slope"] * logits + numbers["offset"]) - beside)
    return odds


def odds_of(logits: NDArray[np.float64], numbers: dict[str, float]) -> NDArray[np.float64]:
    """Probabilities of negative, neutral, positive from two logits against neutral."""
    both = logits * numbers["factor"]
    whole = np.stack([both[:, 0], np.zeros(len(both)), both[:, 1]], 1)
    whole = np.exp(whole - whole.max(1, keepdims=True))
    odds: NDArray[np.float64] = whole / whole.sum(1, keepdims=True)
    return odds


def fit_stance(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> dict[str, float]:
    """A factor for both sides."""

    def cost(factor: float) -> float:
        found = odds_of(logits, {"factor": factor})
        return float(-np.log(np.maximum(found[np.arange(len(labels)), labels], 1e-9)).mean())

    return {"factor": round(float(minimize_scalar(cost, bounds=(0.2, 3.0), method="bounded").x), 5)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    options = parser.parse_args(arguments)
    write(options.models, NEUTRAL)
    engine = EncoderEngine(load_lexicons(), folder=options.models)
    kept = load(options.data, development=True)
    numbers: dict[str, Any] = json.loads(json.dumps(NEUTRAL))
    numbers["chains"] = chains(load(options.data, development=False, leave_out=_all_but("polnear"))["polnear"])
    numbers["hedging"] = hedge_weights(options.data)

    examples = [row for row in kept["news_loaded"] if row.loaded_level is not None]
    articles = [article for article in (one_sentence(row.text) for row in examples) if article is not None]
    readings = engine.readings([article.sentences[0] for article in articles])
    beside = np.asarray([_beside(engine, *pair) for pair in zip(articles, readings, strict=True)])
    # With slope 1 and offset 0 what is shown is log(1 + exp(logit)).
    logits = np.log(np.maximum(np.expm1([sum(reading.loaded) for reading in readings]), 1e-6))
    loaded = np.asarray([float((row.loaded_level or 0) >= 1) for row in examples])
    numbers["loaded"] = fit_loaded(logits, loaded, beside)
    half = np.arange(len(logits)) % 2 == 0
    crossed = np.zeros(len(logits))
    for part in (half, ~half):
        crossed[~part] = loaded_odds(logits[~part], beside[~part], fit_loaded(logits[part], loaded[part], beside[part]))
    report = {"loaded": calibration_error(crossed.tolist(), loaded.tolist())}

    for kind, names in (("person", ("newsmtsc",)), ("other", ("org_country",))):
        polar: list[tuple[float, float]] = []
        labels: list[int] = []
        for name in names:
            for row in kept[name]:
                article = one_sentence(row.text)
                if article is None:
                    continue
                sentence = article.sentences[0]
                columns = sentence.columns
                reading = engine.readings([sentence])[0]
                for start, end, label, _ in row.targets:
                    places = [i for i in range(len(columns)) if columns.ends[i] > start and columns.starts[i] < end]
                    found = reading.stance.toward([(places[0], places[-1] + 1, kind)])[0] if places else None
                    if found is not None:
                        polar.append((sum(found.negative) + found.rest[0], sum(found.positive) + found.rest[1]))
                        labels.append(label + 1)
        x, y = np.asarray(polar), np.asarray(labels)
        numbers["stance"][kind] = fit_stance(x, y)
        half = np.arange(len(y)) % 2 == 0
        odds = np.zeros((len(y), 3))
        for part in (half, ~half):
            odds[~part] = odds_of(x[~part], fit_stance(x[part], y[part]))
        report[f"stance {kind}"] = calibration_error(odds.max(1).tolist(), (odds.argmax(1) == y).astype(float).tolist())
    write(options.models, numbers)
    print(json.dumps({name: round(value, 4) for name, value in report.items()}))  # noqa: T201


def _beside(engine: EncoderEngine, article: Article, reading: Reading) -> float:
    """What rows of the lexicon add to the only sentence of an article."""
    sentence = article.sentences[0]
    signals = engine.signals(article, [reading]).sentences[0]
    evidence = loaded_evidence(article, sentence, signals, ())
    return math.fsum(item.contribution for item in evidence) - math.fsum(reading.loaded)


def _all_but(*names: str) -> frozenset[str]:
    from training.encoder.corpora import CORPORA

    return frozenset(corpus.name for corpus in CORPORA) - set(names)


if __name__ == "__main__":
    main()
