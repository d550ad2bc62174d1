"""Statistics of many articles → what is usual: the percentile of one article's statistic among them.

Law: norms hold numbers only, never text; a percentile is always among named articles, and says how usual a number
is, not how good.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.results import FramingProfile, Statistic

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Norm", "Norms", "shipped_norms"]

_FORMAT = 1
_STEPS = 100
_FEWEST = 100  # articles from which on a percentile of the shipped norms says something


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """How one statistic is spread over the articles of a reference corpus.

    Parameters
    ----------
    statistic : str
        As in `FramingProfile.statistics`, without those of single actors.
    n : int
        In how many articles it is defined.
    quantiles : tuple of float
        101 values, from the least to the greatest.
    """

    statistic: str
    n: int
    quantiles: tuple[float, ...]

    def percentile(self, value: float) -> float:
        """Return the share of articles, in percent, below a value; those that equal it count half.

        Examples
        --------
        >>> Norm(statistic="loaded_mean", n=3, quantiles=tuple(step / 100 for step in range(101))).percentile(0.25)
        25.0
        """
        below = bisect_left(self.quantiles, value)
        above = bisect_right(self.quantiles, value)
        if above > below:  # the value is one that articles have; half of those lie below it
            return round((below + above - 1) / 2, 1)
        if below == 0:
            return 0.0
        if below > _STEPS:
            return 100.0
        left, right = self.quantiles[below - 1], self.quantiles[below]
        return round(below - 1 + (value - left) / (right - left), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """What is usual among the articles of a reference corpus, statistic by statistic.

    Parameters
    ----------
    name : str
        The corpus, in a few words; goes into the provenance of profiles.
    engine : str
        The engine that scored it. Norms of one engine say nothing of another's numbers.
    n_articles : int
        How many articles it has.
    norms : tuple of Norm
        One a statistic.

    Examples
    --------
    >>> import framing
    >>> texts = ["Rain may fall. Rivers rose.", "Critics say rain fell.", "Rain fell. Roads closed."]
    >>> profiles = [framing.analyze(text, engine="lexicon") for text in texts]
    >>> norms = framing.Norms.from_profiles(profiles, name="three showers")
    >>> norms.percentile("hedging_share", 0.5) > norms.percentile("hedging_share", 0.0)
    True
    >>> profiles[0].with_norms(norms)["hedging_share"].percentile == norms.percentile("hedging_share", 0.5)
    True
    """

    name: str
    engine: str
    n_articles: int
    norms: tuple[Norm, ...]

    def __repr__(self) -> str:
        return f"Norms({self.name!r}, engine={self.engine!r}, n_articles={self.n_articles})"

    @classmethod
    def from_profiles(cls, profiles: Iterable[FramingProfile], *, name: str = "own articles") -> Norms:
        """Take the spread of every statistic over profiles, which must come from one engine.

        Raises
        ------
        ValueError
            Without profiles, or with profiles of several engines.
        """
        engines: set[str] = set()
        columns: dict[str, list[float | None]] = {}
        n = 0
        for profile in profiles:
            n += 1
            engines.add(dict(profile.provenance).get("engine", ""))
            for item in profile.statistics:
                if "[" not in item.statistic:
                    columns.setdefault(item.statistic, []).append(item.value)
        if len(engines) > 1:
            raise ValueError(f"profiles must come from one engine, these come from {', '.join(sorted(engines))}")
        return cls._of(columns, name, next(iter(engines), ""), n)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *, engine: str, name: str = "own articles") -> Norms:
        """Take the spread of every numeric column of a table with one row an article.

        `framing.corpus.analyze_frame` and `Comparison.to_frame("profile")` give such tables.

        Raises
        ------
        ValueError
            Without rows.
        """
        numeric = frame.select_dtypes("number")
        columns = {str(column): [float(value) for value in numeric[column]] for column in numeric.columns}
        return cls._of({**columns}, name, engine, len(frame))

    @classmethod
    def _of(cls, columns: Mapping[str, Sequence[float | None]], name: str, engine: str, n: int) -> Norms:
        if n == 0:
            raise ValueError("norms need at least one article")
        import numpy as np

        made = []
        for statistic, values in columns.items():
            known = [value for value in values if value is not None and not math.isnan(value)]
            if known:
                points = np.quantile(np.array(known), np.arange(_STEPS + 1) / _STEPS)
                quantiles = tuple(float(f"{point:.4g}") for point in points)
                made.append(Norm(statistic=statistic, n=len(known), quantiles=quantiles))
        return cls(name=name, engine=engine, n_articles=n, norms=tuple(made))

    def percentile(self, statistic: str, value: float | None) -> float | None:
        """Return the share of articles, in percent, with a smaller value; equal ones count half.

        None where the value is undefined, or the statistic has no norm.
        """
        norm = next((norm for norm in self.norms if norm.statistic == statistic), None)
        return _percentile(norm, value)

    def rank(self, statistics: Iterable[Statistic]) -> tuple[Statistic, ...]:
        """Return the statistics with their percentiles among these articles."""
        known = {norm.statistic: norm for norm in self.norms}
        return tuple(
            replace(item, percentile=_percentile(known.get(item.statistic), item.value)) for item in statistics
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row a statistic: `statistic, n, minimum, p05, p25, median, p75, p95, maximum`."""
        import pandas as pd

        names = {"minimum": 0, "p05": 5, "p25": 25, "median": 50, "p75": 75, "p95": 95, "maximum": 100}
        rows = [
            {"statistic": norm.statistic, "n": norm.n, **{name: norm.quantiles[at] for name, at in names.items()}}
            for norm in self.norms
        ]
        return pd.DataFrame(rows, columns=["statistic", "n", *names])

    def to_dict(self) -> dict[str, Any]:
        """Return the norms as plain dicts, lists, strings and numbers."""
        return {
            "format": _FORMAT,
            "name": self.name,
            "engine": self.engine,
            "n_articles": self.n_articles,
            "statistics": {norm.statistic: {"n": norm.n, "quantiles": list(norm.quantiles)} for norm in self.norms},
        }

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> Norms:
        """Build norms from what `to_dict` gave.

        Raises
        ------
        ValueError
            If `d` is not that.
        """
        try:
            if d["format"] != _FORMAT:
                raise ValueError(f"cannot read norms of format {d['format']!r}; this version reads {_FORMAT}")
            norms = tuple(
                Norm(statistic=name, n=item["n"], quantiles=tuple(item["quantiles"]))
                for name, item in d["statistics"].items()
            )
            if any(len(norm.quantiles) != _STEPS + 1 for norm in norms):
                raise ValueError(f"each statistic must have {_STEPS + 1} quantiles")
            return cls(name=d["name"], engine=d["engine"], n_articles=d["n_articles"], norms=norms)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"these are not norms as to_dict gives them: {error!r}") from error

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the norms as JSON."""
        Path(path).write_text(json.dumps(self.to_dict(), separators=(",", ":")) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Norms:
        """Read norms that `save` wrote.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If it holds something else.
        """
        return cls.from_dict(json.loads(Path(path).read_text(encoding="utf-8")))


def _percentile(norm: Norm | None, value: float | None) -> float | None:
    # To as many digits as the quantiles have, so that a value that articles share is found among them.
    return None if norm is None or value is None else norm.percentile(float(f"{value:.4g}"))


@functools.cache
def shipped_norms(engine: str) -> tuple[Norms, str] | None:
    """Return the norms shipped for an engine with the digest of their file; None where there are none.

    Examples
    --------
    >>> norms, digest = shipped_norms("lexicon")
    >>> norms.n_articles, len(digest)
    (3000, 12)
    """
    file = resources.files("framing").joinpath("models", "norms", f"{engine}.json")
    if not file.is_file():
        return None
    content = file.read_bytes()
    whole = Norms.from_dict(json.loads(content))
    kept = replace(whole, norms=tuple(norm for norm in whole.norms if norm.n >= _FEWEST))
    return kept, hashlib.sha256(content).hexdigest()[:12]
