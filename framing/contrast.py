"""Estimates of two or more profiles, or groups of profiles → differences with intervals, effect sizes and p-values.

Law: a difference is target minus reference, and every number of it changes its sign, and nothing else, where the
two change places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from framing.aggregate import estimates, statistics_of
from framing.identity import identities
from framing.resampling import DIGITS, NORMAL, SAME, Estimates, Measures, student

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from framing.results import FramingProfile, Statistic

    Floats = NDArray[np.float64]

__all__ = ["aligned", "differences", "group_rows", "grouped"]


def aligned(profiles: Sequence[FramingProfile]) -> list[Estimates]:
    """Estimate the statistics of each profile, those of actors under what is the same actor in all of them.

    Parameters
    ----------
    profiles : sequence of FramingProfile
        Of several articles.
    """
    made = []
    for profile, links in zip(profiles, identities(profiles), strict=True):
        found = estimates(profile.article, profile.sentences)
        made.append(_renamed(found, links))
    return made


def _renamed(found: Estimates, links: dict[str, str]) -> Estimates:
    names = []
    for name in found.names:
        head, bracket, rest = name.partition("[")
        names.append(f"{head}[{links.get(rest[:-1], rest[:-1])}]" if bracket else name)
    return replace(found, names=tuple(names))


def grouped(found: Sequence[Estimates], groups: Sequence[str]) -> dict[str, Estimates]:
    """Estimate each statistic of each group: the mean of its articles' values, with articles resampled.

    Every article counts the same, however long. Groups come in the order of their first article.

    Parameters
    ----------
    found : sequence of Estimates
        One an article, as `aligned` gives them.
    groups : sequence of str
        One an article.
    """
    made: dict[str, Estimates] = {}
    for group in dict.fromkeys(groups):
        own = [item for item, label in zip(found, groups, strict=True) if label == group]
        rows = [dict(zip(item.names, item.values.tolist(), strict=True)) for item in own]
        ranges = {
            name: (low, high) for item in own for name, low, high in zip(item.names, *item.bounds.tolist(), strict=True)
        }
        measures = Measures(len(own))
        for name, (low, high) in ranges.items():
            values = [row.get(name, math.nan) for row in rows]
            known = [None if math.isnan(value) else value for value in values]
            measures.mean(name, known, low=low, high=high)
        made[group] = measures.estimate()
    return made


def group_rows(groups: dict[str, Estimates]) -> Iterator[dict[str, Any]]:
    """Yield one row a group and statistic."""
    for group, found in groups.items():
        for item in statistics_of(found):
            yield {"group": group, **_columns(item)}


def _columns(item: Statistic) -> dict[str, Any]:
    return {"statistic": item.statistic, "value": item.value, "low": item.low, "high": item.high, "n": item.n}


def differences(names: Sequence[str], found: Sequence[Estimates]) -> list[dict[str, Any]]:
    """Set every further of several estimates against the first.

    Parameters
    ----------
    names : sequence of str
        One an estimate; the first is the reference.
    found : sequence of Estimates
        As `aligned` or `grouped` give them.

    Returns
    -------
    list of dict
        One row a target and statistic that both have: value, reference_value, difference, its 95 % interval, the
        difference in standard deviations of a unit (Hedges' g), p of no difference, and p adjusted over all rows
        so that of what is called different at 0.05 one in twenty is expected not to be (Benjamini and Hochberg 1995).
    """
    rows: list[dict[str, Any]] = []
    reference = found[0]
    places = {name: place for place, name in enumerate(reference.names)}
    for name, target in zip(names[1:], found[1:], strict=True):
        shared = [(own, places[statistic]) for own, statistic in enumerate(target.names) if statistic in places]
        here = [own for own, _ in shared]
        there = [other for _, other in shared]
        table = _difference(target, here, reference, there)
        for place, own in enumerate(here):
            row = {key: float(column[place]) for key, column in table.items()}
            rows.append({"target": name, "reference": names[0], "statistic": target.names[own], **row})
    for row, adjusted in zip(rows, _adjusted([row["p"] for row in rows]), strict=True):
        row["p_adjusted"] = adjusted
    return rows


def _difference(target: Estimates, here: list[int], reference: Estimates, there: list[int]) -> dict[str, Floats]:
    import numpy as np

    one, two = _Side(target, here), _Side(reference, there)
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = one.values - two.values
        low, high = _bootstrap(one, two)
        # Where a side shows no spread its interval does; the two are then joined as Newcombe (1998) joins Wilson's.
        still = ~(one.spread & two.spread)
        joined_low = difference - np.hypot(one.values - one.lows, two.highs - two.values)
        joined_high = difference + np.hypot(one.highs - one.values, two.values - two.lows)
        low, high = np.where(still, joined_low, low), np.where(still, joined_high, high)
        low = np.minimum(np.maximum(np.round(low, DIGITS), one.bounds[0] - two.bounds[1]), difference)
        high = np.maximum(np.minimum(np.round(high, DIGITS), one.bounds[1] - two.bounds[0]), difference)
        variance = one.error**2 + two.error**2
        freedom = variance**2 / (
            one.error**4 / np.maximum(one.units - 1, 1) + two.error**4 / np.maximum(two.units - 1, 1)
        )
        p = _p_of(np.abs(difference) / np.sqrt(variance), freedom)
        spread = ((one.units - 1) * one.units * one.error**2 + (two.units - 1) * two.units * two.error**2) / (
            one.units + two.units - 2
        )
        # Hedges' correction for small samples.
        effect = difference / np.sqrt(spread) * (1 - 3 / (4 * (one.units + two.units - 2) - 1))
    unsure = np.isnan(low) | np.isnan(high)
    return {
        "value": one.values,
        "reference_value": two.values,
        "difference": difference,
        "low": low,
        "high": high,
        "effect": np.where(unsure, np.nan, effect),
        "p": np.where(unsure, np.nan, p),
    }


class _Side:
    """The chosen measures of one of two sides."""

    def __init__(self, found: Estimates, chosen: list[int]) -> None:
        import numpy as np

        at = np.array(chosen, dtype=np.intp)
        self.values, self.lows, self.highs = found.values[at], found.lows[at], found.highs[at]
        self.units = found.units[at]
        self.bounds = found.bounds[:, at]
        self.replicates = found.replicates[:, at]
        quantile = np.array([student(units - 1) if units > 1 else math.nan for units in self.units.tolist()])
        self.stretch = quantile / NORMAL * np.sqrt(self.units / np.maximum(self.units - 1, 1))
        # The half width of the interval in Student's quantiles: it holds the honest width of short articles.
        self.error = (self.highs - self.lows) / (2 * quantile)
        held = ~np.isnan(self.replicates)
        most = np.where(held, self.replicates, -np.inf).max(axis=0, initial=-np.inf)
        least = np.where(held, self.replicates, np.inf).min(axis=0, initial=np.inf)
        self.spread = most - least > SAME


def _bootstrap(one: _Side, two: _Side) -> tuple[Floats, Floats]:
    """Interval of the difference of two independent bootstraps, each stretched about its value.

    The draws of two articles of one length are the same, so that replicates are paired with their neighbours in the
    list on both sides, which makes the pairs independent and the interval the same from either side.
    """
    import numpy as np

    n = min(len(one.replicates), len(two.replicates))
    a = one.values + one.stretch * (one.replicates[:n] - one.values)
    b = two.values + two.stretch * (two.replicates[:n] - two.values)
    pairs = np.concatenate([a - np.roll(b, 1, axis=0), a - np.roll(b, -1, axis=0)])
    return _quantile(pairs), -_quantile(-pairs)


def _quantile(pairs: Floats) -> Floats:
    """2.5 % quantile of each column, without its NaN."""
    import numpy as np

    ordered = np.sort(pairs, axis=0)
    held = (~np.isnan(ordered)).sum(0)
    at = 0.025 * np.maximum(held - 1, 0)
    below = np.floor(at).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(held - 1, 0))
    columns = np.arange(ordered.shape[1])
    low, high = ordered[below, columns], ordered[above, columns]
    made: Floats = low + (high - low) * (at - below)
    return made


def _p_of(t: Floats, freedom: Floats) -> Floats:
    from scipy.special import stdtr

    made: Floats = 2 * stdtr(freedom, -t)
    return made


def _adjusted(ps: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's adjusted p; what has none takes no part.

    Examples
    --------
    >>> [round(p, 3) for p in _adjusted([0.01, 0.04, 0.03, float("nan")])]
    [0.03, 0.04, 0.04, nan]
    """
    known = sorted((p, place) for place, p in enumerate(ps) if not math.isnan(p))
    made = [math.nan] * len(ps)
    least = 1.0
    for rank in range(len(known), 0, -1):
        p, place = known[rank - 1]
        least = min(least, p * len(known) / rank)
        made[place] = least
    return made
