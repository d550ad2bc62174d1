"""Simulated articles → how often intervals hold the true value; seed articles → what intervals and comparisons cost.

    python -m benchmarks.intervals [--runs 1500]

In a simulated article a share of the sentences shows something, with scores from a beta distribution (2, 4), and the
others score 0. The plain interval is the 2.5 and 97.5 % percentiles of the replicates; the shifted and stretched one
is what the library gives.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import framing
from framing.aggregate import aggregate
from framing.contrast import differences
from framing.resampling import Estimates, Measures

__all__ = ["main"]

_SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "articles"
_LENGTHS = (10, 20, 40, 80)
_MANY = 20


def _held(found: Estimates, truth: float) -> tuple[float, float]:
    """How often the plain and our interval hold the truth."""
    low, high = np.nanquantile(found.replicates, [0.025, 0.975], axis=0)
    plain = (low <= truth) & (truth <= high)
    ours = (found.lows <= truth) & (truth <= found.highs)
    return float(plain.mean()), float(ours.mean())


def _estimates(columns: NDArray[np.float64]) -> Estimates:
    measures = Measures(columns.shape[1])
    for place, column in enumerate(columns):
        measures.mean(str(place), column.tolist())
    return measures.estimate()


def _scores(rng: np.random.Generator, runs: int, n: int, share: float) -> NDArray[np.float64]:
    shape = (runs, n)
    return np.where(rng.random(shape) < share, rng.beta(2, 4, shape), 0.0)


def coverage(runs: int) -> None:
    """Print how often the intervals hold."""
    print(f"| {runs} simulated articles a cell: plain, ours | " + " | ".join(f"{n} sentences" for n in _LENGTHS) + " |")
    print("|---" * (len(_LENGTHS) + 1) + "|")
    rng = np.random.default_rng(1)
    for share in (0.2, 0.5, 1.0):
        cells = [_held(_estimates(_scores(rng, runs, n, share)), share / 3) for n in _LENGTHS]
        print(f"| mean, {share:.0%} of the sentences show something | " + _row(cells))
    for share in (0.1, 0.3, 0.5):
        cells = [_held(_estimates((rng.random((runs, n)) < share) * 1.0), share) for n in _LENGTHS]
        print(f"| share, truly {share:.0%} | " + _row(cells))
    cells = []
    for n in _LENGTHS:
        sides = [_estimates(_scores(rng, runs, n, 0.5) + shift) for shift in (0.0, 0.1)]
        rows = differences(["a", "b"], sides)
        held = sum(row["low"] <= 0.1 <= row["high"] for row in rows) / runs
        cells.append(f"{held:.3f}")
    print("| difference of two such articles, half of the sentences | " + " | ".join(cells) + " |")
    print()


def _row(cells: Sequence[tuple[float, float]]) -> str:
    return " | ".join(f"{plain:.3f}, {ours:.3f}" for plain, ours in cells) + " |"


def costs() -> None:
    """Print what statistics with intervals cost beside the analysis, and what comparing twenty articles costs."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SEEDS.glob("*.txt"))]
    texts = (texts * _MANY)[:_MANY]
    analyzer = framing.Analyzer()
    profiles = [analyzer.analyze(text) for text in texts]  # all is loaded now
    whole = _best(lambda: [analyzer.analyze(text) for text in texts])
    statistics = _best(lambda: [aggregate(profile.article, profile.sentences) for profile in profiles])
    names = [str(place) for place in range(_MANY)]
    comparison = framing.compare(profiles, names=names)
    print("| 20 seed articles, encoder | seconds |")
    print("|---|---|")
    print(f"| analysis, statistics included | {whole:.2f} |")
    print(
        f"| statistics and intervals alone | {statistics:.2f} ({statistics / (whole - statistics):.0%} of the rest) |"
    )
    for level in ("statistic", "claim", "wording"):
        print(f'| compare, to_frame("{level}") | {_best(lambda level=level: comparison.to_frame(level)):.2f} |')


def _best(work: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return min(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1500)
    options = parser.parse_args(arguments)
    coverage(options.runs)
    costs()


if __name__ == "__main__":
    main()
