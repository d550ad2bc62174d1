"""Profiles → what differs between them, statistic by statistic.

Law: the first profile is the reference, each further one a target; a difference is target
minus reference, so `compare([a, b])` is minus `compare([b, a])`.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.identity import identities
from framing.results import FramingProfile, Statistic
from framing.schema import comparison_frame

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Comparison", "compare"]

LEVELS = ("statistic", "profile", "actor", "source", "claim", "coverage", "wording")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several profiles side by side.

    Parameters
    ----------
    profiles : tuple of FramingProfile
        The reference first.
    names : tuple of str
        One a profile, unique.

    Examples
    --------
    >>> import framing
    >>> framing.compare([framing.analyze("Rain fell."), framing.analyze("Rain may fall.")])
    Comparison(article 1, article 2)
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
            "actor": one row a profile and actor, with the stance toward it, and `identity`, which is the same
            for the same actor in every profile (a country's ISO code, a person's first and last name);
            "source": one row a profile and source, with how it is treated, and its `identity`;
            "claim": one row a telling, claim by claim: the same claim side by side, by which source, cue, hedge and
            verb (see `framing.coverage`); "coverage": one row a claim and profile, told or left out;
            "wording": one row a profile, voice and word, the most distinctive first (see `framing.wording`).

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
            # Texts as objects: a name with a lone surrogate is legal, but no string column of pandas holds it.
            dtypes = dict.fromkeys(("target", "reference", "statistic"), "object") | dict.fromkeys(
                ("value", "reference_value", "difference", "low", "high"), "float64"
            )
            return pd.DataFrame(
                {
                    column: pd.Series([row[place] for row in rows], dtype=dtype)
                    for place, (column, dtype) in enumerate(dtypes.items())
                }
            )
        if level == "profile":
            return pd.DataFrame(
                [
                    {item.statistic: item.value for item in profile.statistics if "[" not in item.statistic}
                    for profile in self.profiles
                ],
                index=pd.Index(self.names, name="profile", dtype="object"),
                dtype="float64",
            )
        if level == "actor":
            frames = [profile.to_frame("actor") for profile in self.profiles]
            names = [name for name, frame in zip(self.names, frames, strict=True) for _ in range(len(frame))]
            # Frames without rows are left out: they would blur the dtypes of the others.
            whole = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
            whole.insert(0, "profile", pd.Series(names, dtype="object"))
            linked = [identity for links in identities(self.profiles) for identity in links.values()]
            whole["identity"] = pd.Series(linked, dtype="object")
            return whole
        if level == "source":
            frames = [profile.to_frame("source") for profile in self.profiles]
            names = [name for name, frame in zip(self.names, frames, strict=True) for _ in range(len(frame))]
            whole = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
            whole.insert(0, "profile", pd.Series(names, dtype="object"))
            links = dict(zip(self.names, identities(self.profiles), strict=True))
            whose = zip(names, whole["actor"], strict=True)
            known: list[str | None] = [links[name].get(actor) if actor is not None else None for name, actor in whose]
            whole["identity"] = pd.Series(known, dtype="object")
            return whole
        if level == "claim":
            from framing.coverage import claim_rows

            return comparison_frame(level, claim_rows(self.profiles, self.names))
        if level == "coverage":
            from framing.coverage import coverage_rows

            return comparison_frame(level, coverage_rows(self.profiles, self.names))
        if level == "wording":
            from framing.wording import wording_rows

            return comparison_frame(level, wording_rows(self.profiles, self.names))
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")

    def plot(self, *, ax: Axes | None = None) -> Axes:
        """Draw the profiles side by side; see `framing.plots.comparison`."""
        from framing import plots

        return plots.comparison(self, ax=ax)

    def _repr_html_(self) -> str:
        from framing.report.html import comparison_table

        return comparison_table(self)

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return a self-contained page of the comparison, and write it where a path is given.

        Parameters
        ----------
        path : path, optional
            File to write, in UTF-8.
        """
        from framing.report.html import comparison_page

        text = comparison_page(self)
        if path is not None:
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
    >>> bool(frame.set_index("statistic").loc["hedging_mean", "difference"] > 0)
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
