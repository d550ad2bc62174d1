"""Measures of one article, as sums over its units → their values, with bootstrap replicates and 95 % intervals.

Law: every measure of an article is resampled with the same draws of its units (sentences; articles, for a group),
so that measures of one article can be compared with each other. The draws depend on the number of units alone,
never on what was analysed before.

An interval is the percentile interval of the bootstrap with its levels shifted for skewness (Efron 1987: the
acceleration, from the jackknife) and its two sides stretched by Student's quantile (Hesterberg 2015), which makes
it honestly wide where units are few. Where all units agree there is no spread to resample; the interval then
allows for units of the other kind that the article happens to lack, as Wilson's (1927) does for a share.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["DIGITS", "NORMAL", "RESAMPLES", "SAME", "SEED", "Estimates", "Measures", "student"]

_DENSE = 5_000_000  # cells of a table of units and kinds that is worth its zeros
RESAMPLES = 1000
SEED = 1
_MOST = 1_000_000  # draws in all; articles of more than a thousand sentences are resampled less often, and need it less
_FEWEST = 200
NORMAL = 1.959963984540054  # 97.5 % quantile of the normal distribution
DIGITS = 6  # bounds are rounded: what a sum's order changes must not show
SAME = 1e-9  # replicates closer together than this show no spread


def student(df: float) -> float:
    """Return the 97.5 % quantile of Student's t, from 3 degrees on within 1 % (Abramowitz and Stegun, 26.7.5).

    Examples
    --------
    >>> student(1), round(student(19), 2)
    (12.706, 2.09)
    """
    if df <= 1:
        return 12.706
    if df <= 2:
        return 4.303
    z = NORMAL
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
    )


@functools.lru_cache(maxsize=4)
def _draws(n: int) -> Floats:
    """How often each of n units is drawn, a row a resample."""
    import numpy as np

    rows = max(_FEWEST, min(RESAMPLES, _MOST // n))
    chosen = np.random.default_rng(SEED).integers(0, n, (rows, n))
    chosen += np.arange(rows)[:, None] * n
    counts = np.bincount(chosen.ravel(), minlength=rows * n).reshape(rows, n).astype(np.float64)
    counts.flags.writeable = False
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """Measures with what resampling says of them.

    Parameters
    ----------
    names : tuple of str
        One a measure.
    values, lows, highs : ndarray of shape (measures,)
        NaN where undefined.
    counts : ndarray of shape (measures,)
        How many things each is computed over.
    units : ndarray of shape (measures,)
        How many units carry one of those things.
    replicates : ndarray of shape (resamples, measures)
        NaN where a resample holds nothing to compute from.
    bounds : ndarray of shape (2, measures)
        The ends of each measure's range.
    """

    names: tuple[str, ...]
    values: Floats
    lows: Floats
    highs: Floats
    counts: Floats
    units: Floats
    replicates: Floats
    bounds: Floats


@dataclass(slots=True)
class Measures:
    """Collects the measures of one article, then resamples them together.

    Parameters
    ----------
    n : int
        Units of the article: its sentences.

    Examples
    --------
    >>> measures = Measures(4)
    >>> measures.mean("loaded_mean", [0.0, 0.5, 0.0, 0.5])
    >>> found = measures.estimate()
    >>> float(found.values[0]), float(found.lows[0]) > 0
    (0.25, False)
    """

    n: int
    _names: list[str] = field(default_factory=list)
    _tops: list[Sequence[float]] = field(default_factory=list)
    _bottoms: list[Sequence[float]] = field(default_factory=list)
    _bounds: list[tuple[float, float]] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _gaps: list[tuple[str, str, str]] = field(default_factory=list)
    _quantiles: list[tuple[str, Sequence[float], float]] = field(default_factory=list)
    _mixes: list[tuple[str, list[dict[str, float]]]] = field(default_factory=list)
    _plain: list[tuple[str, float | None, int]] = field(default_factory=list)
    _order: list[str] = field(default_factory=list)

    def ratio(
        self, name: str, tops: Sequence[float], bottoms: Sequence[float], *, low: float = 0.0, high: float = 1.0
    ) -> None:
        """Add the sum of `tops` over the sum of `bottoms`, both with one number a unit."""
        self._order.append(name)
        self._names.append(name)
        self._tops.append(tops)
        self._bottoms.append(bottoms)
        self._bounds.append((low, high))

    def mean(self, name: str, values: Sequence[float | None], *, low: float = 0.0, high: float = 1.0) -> None:
        """Add the mean of one value a unit; None does not count."""
        tops = [0.0 if value is None else value for value in values]
        self.ratio(name, tops, [0.0 if value is None else 1.0 for value in values], low=low, high=high)

    def weighted_mean(self, name: str, values: Sequence[float], weights: Sequence[float]) -> None:
        """Add the mean of one value a unit, each with a weight."""
        tops = [value * weight for value, weight in zip(values, weights, strict=True)]
        self.ratio(name, tops, weights)
        self._counts[name] = sum(weight > 0 for weight in weights)

    def gap(self, name: str, first: str, second: str) -> None:
        """Add one ratio or mean minus another, both added before.

        A side with a single unit has no spread of its own; it is taken to vary as the units of the other do.
        """
        self._order.append(name)
        self._gaps.append((name, first, second))

    def quantile(self, name: str, values: Sequence[float], share: float) -> None:
        """Add the least value that at least `share` of the units do not exceed."""
        self._order.append(name)
        self._quantiles.append((name, values, share))

    def diversity(self, name: str, counts: list[dict[str, float]]) -> None:
        """Add the effective number of kinds: the exponential of the entropy of their counts (Hill 1973)."""
        self._order.append(name)
        self._mixes.append((name, counts))

    def plain(self, name: str, value: float | None, n: int) -> None:
        """Add a number that resampling cannot judge, such as a maximum; it has no interval."""
        self._order.append(name)
        self._plain.append((name, value, n))

    def estimate(self) -> Estimates:
        """Resample all measures with the same draws.

        On one thread: the products are small, and threads that wait for them take the cores from the network, which
        reads the next articles meanwhile (measured: a third more sentences a second).
        """
        with _linear_algebra().limit(limits=1, user_api="blas"):
            return self._estimate()

    def _estimate(self) -> Estimates:
        import numpy as np

        draws = _draws(self.n) if self.n else np.zeros((_FEWEST, 0))
        n, k = self.n, len(self._names)
        tops = np.array(self._tops, dtype=np.float64).reshape(k, n).T
        bottoms = np.array(self._bottoms, dtype=np.float64).reshape(k, n).T
        table = _Table(draws)
        with np.errstate(divide="ignore", invalid="ignore"):
            whole_top, whole_bottom = tops.sum(0), bottoms.sum(0)
            values = np.where(whole_bottom > 0, whole_top / whole_bottom, np.nan)
            # Only what at least two units carry can vary; the gaps of a headline need its single sentence too.
            carried = (bottoms > 0).sum(0)
            needed = carried > 1
            for _, first, second in self._gaps:
                needed[[self._names.index(first), self._names.index(second)]] = True
            replicates = np.full((len(draws), k), np.nan)
            below = draws @ bottoms[:, needed]
            replicates[:, needed] = np.where(below > SAME, (draws @ tops[:, needed]) / below, np.nan)
            # Influence of each unit on a ratio, by the infinitesimal jackknife.
            influence = np.where(whole_bottom > 0, (tops - bottoms * values) / whole_bottom, 0.0)
        counts = np.round(whole_bottom)
        for place, name in enumerate(self._names):
            counts[place] = self._counts.get(name, counts[place])
        table.add(self._names, values, replicates, influence, carried, counts, np.array(self._bounds).reshape(k, 2).T)
        places = {name: place for place, name in enumerate(self._names)}
        for name, first, second in self._gaps:
            a, b = places[first], places[second]
            table.add_gap(name, a, b, tops, bottoms)
        for name, numbers, share in self._quantiles:
            table.add_quantile(name, np.asarray(numbers, dtype=np.float64), share)
        for name, mixes in self._mixes:
            table.add_diversity(name, mixes)
        for name, value, count in self._plain:
            table.add_plain(name, value, count)
        return table.finish(self._order)


class _Table:
    """Columns of measures as they are computed."""

    def __init__(self, draws: Floats) -> None:
        self.draws = draws
        self.names: list[str] = []
        self.parts: list[tuple[Floats, ...]] = []
        self.points: dict[str, tuple[float, float]] = {}  # bounds of measures that show no spread, where not the usual

    def add(
        self,
        names: Sequence[str],
        values: Floats,
        replicates: Floats,
        influence: Floats,
        carried: NDArray[np.int64] | Floats,
        counts: Floats,
        bounds: Floats,
    ) -> None:
        self.names.extend(names)
        self.parts.append((values, replicates, influence, carried.astype(float), counts, bounds))

    def _one(self, name: str, value: float, replicates: Floats, influence: Floats, carried: int, count: int) -> None:
        import numpy as np

        self.add(
            [name],
            np.array([value]),
            replicates[:, None],
            influence[:, None],
            np.array([carried]),
            np.array([float(count)]),
            np.array([[-np.inf], [np.inf]]),
        )

    def add_gap(self, name: str, a: int, b: int, tops: Floats, bottoms: Floats) -> None:
        import numpy as np

        values, replicates, influence, carried, counts, bounds = self.parts[0]
        sides = [replicates[:, a], replicates[:, b]]
        for side, (own, other) in enumerate(((a, b), (b, a))):
            if carried[own] == 1 and carried[other] > 1:
                held = bottoms[:, other] > 0
                residuals = tops[held, other] / bottoms[held, other] - values[other]
                picked = np.random.default_rng(SEED + 1).integers(0, len(residuals), len(self.draws))
                sides[side] = values[own] + residuals[picked]
        both = bool(carried[a] and carried[b])
        self.add(
            [name],
            np.array([values[a] - values[b]]),
            (sides[0] - sides[1])[:, None],
            (influence[:, a] - influence[:, b])[:, None],
            np.array([max(carried[a] + carried[b] - 1, 0.0) if both else 0.0]),
            np.array([counts[a] + counts[b]]),
            np.array([[bounds[0, a] - bounds[1, b]], [bounds[1, a] - bounds[0, b]]]),
        )

    def add_quantile(self, name: str, numbers: Floats, share: float) -> None:
        import numpy as np

        n = len(numbers)
        if n == 0:
            self.add_plain(name, None, 0)
            return
        order = np.argsort(numbers, kind="stable")
        reached = np.cumsum(self.draws[:, order], axis=1)
        replicates = numbers[order][(reached >= share * n - SAME).argmax(axis=1)]
        value = float(numbers[order][max(0, math.ceil(share * n - SAME) - 1)])
        self._one(name, value, replicates, np.zeros(n), n, n)
        self.parts[-1][5][:] = [[0.0], [1.0]]

    def add_diversity(self, name: str, mixes: list[dict[str, float]]) -> None:
        import numpy as np

        kinds = sorted({kind for mix in mixes for kind in mix})
        if not kinds:
            self.add_plain(name, None, 0)
            return
        places = {kind: place for place, kind in enumerate(kinds)}
        if len(mixes) * len(kinds) > _DENSE:
            from scipy import sparse

            cells = [(places[kind], row, count) for row, mix in enumerate(mixes) for kind, count in mix.items()]
            columns, rows, counts = zip(*cells, strict=True)
            flat = sparse.csr_matrix((counts, (columns, rows)), shape=(len(kinds), len(mixes)))
            totals, held_by = np.asarray(flat.sum(1)).ravel(), np.asarray(flat.sum(0)).ravel()
            replicates = _effective((flat @ self.draws.T).T)
        else:
            table = np.zeros((len(mixes), len(kinds)))
            for row, mix in enumerate(mixes):
                for kind, count in mix.items():
                    table[row, places[kind]] += count
            totals, held_by = table.sum(0), table.sum(1)
            replicates = _effective(self.draws @ table)
        value = float(_effective(totals[None])[0])
        # A resample can lose kinds and never finds new ones, so that replicates lie too low; they are moved up.
        held = ~np.isnan(replicates)
        replicates = replicates + (value - replicates[held].mean()) if held.any() else replicates
        carried = int((held_by > 0).sum())
        self._one(name, value, replicates, np.zeros(len(mixes)), carried, round(float(totals.sum())))
        self.parts[-1][5][0] = 1.0
        pad = NORMAL**2 / (carried + NORMAL**2)
        self.points[name] = (value, value * float(_effective(np.array([[1 - pad, pad]]))[0]))

    def add_plain(self, name: str, value: float | None, count: int) -> None:
        import numpy as np

        nothing = np.full(len(self.draws), np.nan)
        number = math.nan if value is None else float(value)
        self._one(name, number, nothing, np.zeros(self.draws.shape[1]), 0, count)

    def finish(self, order: Sequence[str]) -> Estimates:
        import numpy as np

        joined = [np.concatenate([part[i] for part in self.parts], axis=-1) for i in range(6)]
        place = {name: number for number, name in enumerate(self.names)}
        chosen = np.array([place[name] for name in order], dtype=np.intp)
        values, replicates, influence, carried, counts, bounds = (part[..., chosen] for part in joined)
        lows, highs = _intervals(values, replicates, influence, carried, bounds)
        for name, (low, high) in self.points.items():
            at = order.index(name)
            if carried[at] > 1 and (lows[at] == highs[at] or not math.isfinite(highs[at])):
                lows[at], highs[at] = low, high
        return Estimates(
            names=tuple(order),
            values=values,
            lows=np.minimum(np.round(lows, DIGITS), values),  # no rounding puts a value outside of its interval
            highs=np.maximum(np.round(highs, DIGITS), values),
            counts=counts,
            units=carried,
            replicates=replicates,
            bounds=bounds,
        )


@functools.lru_cache(maxsize=1)
def _linear_algebra() -> Any:
    """What limits the threads of numpy's products."""
    import numpy as np  # noqa: F401  its library must be loaded to be found
    from threadpoolctl import ThreadpoolController  # comes with scikit-learn

    return ThreadpoolController()


def _effective(counts: Floats) -> Floats:
    import numpy as np

    total = counts.sum(1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = counts / total
        entropy = -np.where(shares > 0, shares * np.log(shares), 0.0).sum(1)
        made: Floats = np.where(total[:, 0] > 0, np.exp(entropy), np.nan)
    return made


def _intervals(
    values: Floats, replicates: Floats, influence: Floats, carried: Floats, bounds: Floats
) -> tuple[Floats, Floats]:
    """Bounds of every measure; NaN with fewer than two units, or without a value."""
    import numpy as np

    lows, highs = np.full(len(values), np.nan), np.full(len(values), np.nan)
    sure = np.flatnonzero((carried > 1) & ~np.isnan(values))
    lows[sure], highs[sure] = _bounds_of(
        values[sure], replicates[:, sure], influence[:, sure], carried[sure], bounds[:, sure]
    )
    return lows, highs


def _bounds_of(
    values: Floats, replicates: Floats, influence: Floats, carried: Floats, bounds: Floats
) -> tuple[Floats, Floats]:
    """The same for measures that have them."""
    import numpy as np

    squares = (influence**2).sum(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        skew = np.where(squares > 0, (influence**3).sum(0) / (6 * squares**1.5), 0.0)
    ordered = np.sort(replicates, axis=0)  # NaN last
    held = (~np.isnan(ordered)).sum(0)
    stretch = np.array([student(m - 1) / NORMAL * math.sqrt(m / (m - 1)) for m in carried.tolist()])
    found = []
    for z in (-NORMAL, NORMAL):
        levels = np.array([0.5 * math.erfc(-z / (1 - a * z) / math.sqrt(2)) for a in skew.tolist()])
        at = levels * np.maximum(held - 1, 0)
        below = np.minimum(np.floor(at).astype(np.intp), np.maximum(held - 2, 0))
        above = np.minimum(below + 1, np.maximum(held - 1, 0))
        columns = np.arange(len(values))
        low, high = ordered[below, columns], ordered[above, columns]
        found.append(values + stretch * (low + (high - low) * (at - below) - values))
    low, high = found
    with np.errstate(invalid="ignore"):
        spread = ordered[np.maximum(held - 1, 0), np.arange(len(values))] - ordered[0]
        same = ~(spread > SAME)
        pad = NORMAL**2 / (carried + NORMAL**2)
        reach = np.where(np.isfinite(bounds), bounds - values, 0.0) * pad
        low = np.where(same, values + reach[0], low)
        high = np.where(same, values + reach[1], high)
        low = np.minimum(np.maximum(low, bounds[0]), values)
        high = np.maximum(np.minimum(high, bounds[1]), values)
    return low, high
