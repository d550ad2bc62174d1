"""Profiles → what differs between them, statistic by statistic.

Law: the first profile is the reference, each further one a target; a difference is target
minus reference, so `compare([a, b])` is minus `compare([b, a])`.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.results import FramingProfile, Statistic

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Comparison", "compare"]

LEVELS = ("statistic", "profile", "actor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several profiles side by side.

    Parameters
    ----------
    profiles : tuple of FramingProfile
        The reference first.
    names : tuple of str
        One a profile, unique.
    """

    profiles: tuple[FramingProfile, ...]
    names: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Comparison({', '.join(self.names)})"

    def to_frame(self, level: str = "statistic") -> pd.DataFrame:
        """Return the comparison as a table.

        Parameters
        ----------
        level : str
            "statistic": one row a target and statistic, with value, reference value, difference
            and its 95 % interval (from the two intervals, taken as independent);
            "profile": one row a profile, one column a statistic;
            "actor": one row a profile and actor, with the stance toward it.

        Raises
        ------
        ValueError
            If there is no such level.
        """
        import pandas as pd

        if level == "statistic":
            reference = {item.statistic: item for item in self.profiles[0].statistics}
            rows = []
            for name, profile in zip(self.names[1:], self.profiles[1:], strict=True):
                for item in profile.statistics:
                    base = reference.get(item.statistic)
                    if base is None:
                        continue
                    difference, low, high = _difference(item, base)
                    rows.append((name, self.names[0], item.statistic, item.value, base.value, difference, low, high))
            columns = ["target", "reference", "statistic", "value", "reference_value", "difference", "low", "high"]
            frame = pd.DataFrame(rows, columns=columns)
            return frame.astype(dict.fromkeys(columns[3:], "float64"))
        if level == "profile":
            return pd.DataFrame(
                [{item.statistic: item.value for item in p.statistics if "[" not in item.statistic} for p in self.profiles],
                index=pd.Index(self.names, name="profile"),
                dtype="float64",
            )
        if level == "actor":
            frames = [
                profile.to_frame("actor").assign(profile=name)
                for name, profile in zip(self.names, self.profiles, strict=True)
            ]
            whole = pd.concat(frames, ignore_index=True)
            return whole[["profile", *[column for column in whole.columns if column != "profile"]]]
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")

    def plot(self, *, ax: Axes | None = None) -> Axes:
        """Draw the profiles side by side; see `framing.plots.comparison`."""
        from framing import plots

        return plots.comparison(self, ax=ax)

    def _repr_html_(self) -> str:
        frame = self.to_frame("profile").T
        head = "".join(f"<th>{html.escape(str(name))}</th>" for name in frame.columns)
        rows = "".join(
            f"<tr><th>{html.escape(str(index))}</th>"
            + "".join(f"<td>{'–' if math.isnan(value) else format(value, '.2f')}</td>" for value in row)
            + "</tr>"
            for index, row in zip(frame.index, frame.to_numpy(), strict=True)
        )
        return f"<table><thead><tr><th>statistic</th>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def to_html(self, path: str | None = None) -> str:
        """Return a self-contained page of the comparison, and write it where a path is given."""
        from framing.report.html import comparison_page

        text = comparison_page(self)
        if path is not None:
            from pathlib import Path

            Path(path).write_text(text, encoding="utf-8", errors="xmlcharrefreplace")
        return text


def _difference(item: Statistic, base: Statistic) -> tuple[float | None, float | None, float | None]:
    if item.value is None or base.value is None:
        return None, None, None
    difference = item.value - base.value
    if item.low is None or item.high is None or base.low is None or base.high is None:
        return difference, None, None
    # Newcombe's hybrid: each side's own distance to its bound, added in quadrature.
    low = difference - math.hypot(item.value - item.low, base.high - base.value)
    high = difference + math.hypot(item.high - item.value, base.value - base.low)
    return difference, low, high


def compare(profiles: Sequence[FramingProfile], *, names: Sequence[str] | None = None) -> Comparison:
    """Put several profiles side by side.

    Parameters
    ----------
    profiles : sequence of FramingProfile
        At least two; the first is the reference.
    names : sequence of str, optional
        One a profile; outlets or titles where they are known and distinct, else numbers.

    Raises
    ------
    ValueError
        With fewer than two profiles, or names that do not fit.

    Examples
    --------
    >>> import framing
    >>> a, b = (framing.analyze(text) for text in ("Rain fell.", "Rain may fall."))
    >>> frame = framing.compare([a, b], names=["plain", "hedged"]).to_frame()
    >>> frame.set_index("statistic").loc["hedging_mean", "difference"] > 0
    True
    """
    listed = tuple(profiles)
    if len(listed) < 2:
        raise ValueError(f"compare needs at least two profiles, got {len(listed)}")
    if names is None:
        for attribute in ("outlet", "title"):
            found = tuple(str(getattr(profile.article, attribute) or "") for profile in listed)
            if all(found) and len(set(found)) == len(found):
                return Comparison(profiles=listed, names=found)
        names = tuple(f"article {number}" for number in range(1, len(listed) + 1))
    if len(names) != len(listed) or len(set(names)) != len(names):
        raise ValueError(f"names must be {len(listed)} different names, got {list(names)!r}")
    return Comparison(profiles=listed, names=tuple(names))
