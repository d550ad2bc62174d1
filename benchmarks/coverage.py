"""Labelled claims of seed articles → how well tellings of one claim are joined: the tables on coverage.

Law: nothing is fitted on the event whose figures are printed, except in the row of the shipped weights, which says so.
A telling has a labelled claim if it shares at least half of the characters of the claim's stretch, or half of its own,
with it; two tellings of different articles are one if they have a claim in common.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import framing
from framing.engines.model import models_folder, shared_model
from framing.likeness import Unit, chances, joined, likenesses, units_of, weights

__all__ = ["Event", "Figures", "coverage", "figures", "load", "main"]

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_HALF = 0.5
_GRID = tuple(round(0.05 * step, 2) for step in range(1, 17))


class Event(NamedTuple):
    """The tellings of one event's articles and the labelled claims of each."""

    name: str
    units: list[Unit]
    claims: list[frozenset[int]]
    n_claims: int


class Figures(NamedTuple):
    """Precision, recall and F1 of pairs and of B³."""

    pairs: tuple[float, float, float]
    b_cubed: tuple[float, float, float]

    def __str__(self) -> str:
        return " | ".join(f"{value:.3f}" for value in (*self.pairs, *self.b_cubed))


def load(engine: str) -> list[Event]:
    """Analyse the articles of every labelled event."""
    analyzer = framing.Analyzer(engine)
    events = json.loads((SEEDS / "coverage.json").read_text(encoding="utf-8"))["events"]
    made = []
    for name, claims in events.items():
        files = sorted({telling["file"] for claim in claims for telling in claim["tellings"]})
        texts = [(SEEDS / "articles" / file).read_text(encoding="utf-8") for file in files]
        units = units_of([analyzer.analyze(text) for text in texts])
        own: list[set[int]] = [set() for _ in units]
        for number, claim in enumerate(claims):
            for telling in claim["tellings"]:
                low, high = telling["start"], telling["end"]
                for found, unit in zip(own, units, strict=True):
                    told = unit.telling
                    if files[told.profile] != telling["file"]:
                        continue
                    shared = min(told.end, high) - max(told.start, low)
                    if shared > 0 and (shared >= _HALF * (high - low) or shared >= _HALF * (told.end - told.start)):
                        found.add(number)
        made.append(Event(name, units, [frozenset(found) for found in own], len(claims)))
    return made


def figures(event: Event, groups: Sequence[int]) -> Figures:
    """Compare groups of tellings with the labels.

    Pairs are of different articles. B³ is extended to tellings of several claims (Amigó et al. 2009): what two tellings
    share by the labels counts as often as they share claims, and they can share one group at the most.
    """
    hit = wrong = missed = 0
    for i, j in combinations(range(len(groups)), 2):
        if event.units[i].telling.profile == event.units[j].telling.profile:
            continue
        gold, own = bool(event.claims[i] & event.claims[j]), groups[i] == groups[j]
        hit += gold and own
        wrong += own and not gold
        missed += gold and not own
    # A telling without a labelled claim is one that only its own article tells.
    claims = [own or frozenset({-1 - i}) for i, own in enumerate(event.claims)]
    precision = recall = 0.0
    for i, mine in enumerate(claims):
        with_me = [j for j in range(len(claims)) if groups[j] == groups[i]]
        like_me = [j for j in range(len(claims)) if mine & claims[j]]
        precision += sum(bool(mine & claims[j]) for j in with_me) / len(with_me)
        recall += sum(groups[j] == groups[i] for j in like_me) / len(like_me)
    return Figures(_f1(hit, wrong, missed), _harmonic(precision / len(claims), recall / len(claims)))


def _f1(hit: int, wrong: int, missed: int) -> tuple[float, float, float]:
    return _harmonic(hit / (hit + wrong) if hit + wrong else 0.0, hit / (hit + missed) if hit + missed else 0.0)


def _harmonic(precision: float, recall: float) -> tuple[float, float, float]:
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _tfidf(event: Event) -> NDArray[np.float64]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = TfidfVectorizer(sublinear_tf=True).fit_transform([unit.telling.text for unit in event.units])
    cosines: NDArray[np.float64] = (made @ made.T).toarray()
    return cosines


def _encoded(event: Event) -> NDArray[np.float64]:
    """Cosine of the mean `key` and `query` columns of the encoder, standardised over the event."""
    model = shared_model(models_folder(), None)
    pieces = model.read([unit.telling.text for unit in event.units])
    own = np.concatenate([pieces.columns[:, model.columns["key"]], pieces.columns[:, model.columns["query"]]], axis=1)
    means = np.stack([own[a:b].mean(0) for a, b in zip(pieces.bounds, pieces.bounds[1:], strict=False)])
    means = (means - means.mean(0)) / (means.std(0) + 1e-6)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means @ means.T, np.float64)


Alike = Callable[[Event], dict[str, NDArray[np.float64]]]


def _fitted(train: Event, test: Event, alike: Alike) -> Figures:
    """Fit weights and threshold on one event, and measure on the other."""
    from sklearn.linear_model import LogisticRegression

    units = train.units
    pairs = [(i, j) for i, j in combinations(range(len(units)), 2) if _apart(units[i], units[j])]
    labels = [bool(train.claims[i] & train.claims[j]) for i, j in pairs]
    rows, columns = np.asarray(pairs).T
    first, second = alike(train), alike(test)
    model = LogisticRegression(max_iter=1000).fit(np.stack([own[rows, columns] for own in first.values()], 1), labels)

    def probable(own: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        logits = model.intercept_[0] + sum(w * x for w, x in zip(model.coef_[0], own.values(), strict=True))
        return np.asarray(1.0 / (1.0 + np.exp(-logits)))

    known, asked = probable(first), probable(second)
    threshold = _best(train, known)
    return figures(test, joined(test.units, asked, threshold))


def _apart(one: Unit, other: Unit) -> bool:
    return one.telling.profile != other.telling.profile


def _best(event: Event, known: NDArray[np.float64]) -> float:
    """The threshold with the best sum of the two F1 on an event."""

    def good(value: float) -> float:
        found = figures(event, joined(event.units, known, value))
        return found.pairs[2] + found.b_cubed[2]

    return max(_GRID, key=good)


def _thresholded(train: Event, test: Event) -> Figures:
    known, asked = _tfidf(train), _tfidf(test)
    threshold = _best(train, known)
    return figures(test, joined(test.units, asked, threshold))


def coverage(say: Any) -> None:
    """Pairs and B³ of claims, each event measured with what the other one taught."""
    for engine in framing.engines():
        events = load(engine)
        say(f"| claims, {engine} engine | pair P | pair R | pair F1 | B³ P | B³ R | B³ F1 |")
        say("|---|---|---|---|---|---|---|")
        for train, test in (events, events[::-1]):
            units = test.units

            def own(event: Event) -> dict[str, NDArray[np.float64]]:
                return dict(likenesses(event.units))

            def words(event: Event) -> dict[str, NDArray[np.float64]]:
                found = dict(likenesses(event.units))
                return {name: found[name] for name in ("words", "letters")}

            def encoded(event: Event) -> dict[str, NDArray[np.float64]]:
                return {**dict(likenesses(event.units)), "encoder": _encoded(event)}

            known = len({claim for claims in test.claims for claim in claims})
            several = sum(len(claims) > 1 for claims in test.claims)
            size = f"{len(units)} tellings, {several} of several claims; {known} of {test.n_claims} claims"
            say(f"| **{test.name}**: {size} | | | | | | |")
            say(f"| nothing joined | {figures(test, range(len(units)))} |")
            say(f"| TF-IDF of words, threshold from {train.name} | {_thresholded(train, test)} |")
            say(f"| words and letters, fitted on {train.name} | {_fitted(train, test, words)} |")
            say(f"| all likenesses, fitted on {train.name} | {_fitted(train, test, own)} |")
            say(f"| and the encoder's columns, fitted on {train.name} | {_fitted(train, test, encoded)} |")
            shipped = joined(units, chances(units), weights()["join"])
            say(f"| shipped weights, chosen with sight of both | {figures(test, shipped)} |")
        say()


def main() -> None:
    """Print the tables."""
    argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__).parse_args()
    coverage(lambda line="": print(line, flush=True))


if __name__ == "__main__":
    main()
