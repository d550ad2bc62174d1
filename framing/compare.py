"""Profiles → what differs between them, statistic by statistic.

Law: the first profile is the reference, each further one a target; a difference is target
minus reference, so `compare([a, b])` is minus `compare([b, a])`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.contrast import aligned, differences, group_rows, grouped
from framing.identity import identities
from framing.results import FramingProfile
from framing.schema import comparison_frame

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Comparison", "article_names", "compare"]

LEVELS = ("statistic", "group", "profile", "actor", "source", "claim", "coverage", "wording")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several profiles side by side.

    Parameters
    ----------
    profiles : tuple of FramingProfile
        The reference first.
    names : tuple of str
        One a profile, unique.
    groups : tuple of str
        One label a profile, where groups are compared; empty otherwise.

    Examples
    --------
    >>> import framing
    >>> framing.compare([framing.analyze("Rain fell."), framing.analyze("Rain may fall.")])
    Comparison(article 1, article 2)
    """

    profiles: tuple[FramingProfile, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Comparison({', '.join(self.names)})"

    def to_frame(self, level: str = "statistic") -> pd.DataFrame:
        """Return the comparison as a table.

        Parameters
        ----------
        level : str
            "statistic": one row a target and statistic, with value, reference value, difference and its 95 %
            bootstrap interval, the effect size (difference in standard deviations of a sentence, Hedges' g), p of
            no difference, and p adjusted over all rows (Benjamini and Hochberg). Statistics of one actor bear
            its identity in brackets. With groups, targets and reference are groups and articles are the units;
            "group": one row a group and statistic: the mean over its articles, with its interval;
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
            if self.groups:
                found = grouped(aligned(self.profiles), self.groups)
                return comparison_frame(level, differences(list(found), list(found.values())))
            return comparison_frame(level, differences(self.names, aligned(self.profiles)))
        if level == "group":
            return comparison_frame(level, group_rows(grouped(aligned(self.profiles), self.groups or self.names)))
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

    def plot(self, kind: str = "dumbbells", *, ax: Axes | None = None) -> Axes:
        """Draw the profiles side by side; see `framing.plots` for what each kind shows.

        Parameters
        ----------
        kind : str
            "dumbbells": the main statistics with their intervals; "coverage_matrix": which claims each reports;
            "distinctive_words": the words that set each apart; "outlets_plane": which are alike.
        ax : matplotlib Axes, optional
            Where to draw; a new figure without it.
        """
        from framing import plots

        return plots.plot_comparison(self, kind=kind, ax=ax)

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


def compare(
    profiles: Sequence[FramingProfile],
    *,
    names: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
) -> Comparison:
    """Put several profiles side by side.

    Parameters
    ----------
    profiles : sequence of FramingProfile
        At least two; the first is the reference.
    names : sequence of str, optional
        One a profile; outlets or titles where they are known and distinct, else numbers.
    groups : sequence of str, optional
        One label a profile, such as its outlet or its year. Then groups are compared instead of single articles,
        with the first profile's group as the reference and whole articles as what is resampled.

    Raises
    ------
    ValueError
        With fewer than two profiles, with names that do not fit, or with labels that are not one a profile.

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
    labels = tuple(str(label) for label in groups) if groups is not None else ()
    if groups is not None and len(labels) != len(listed):
        raise ValueError(f"groups must be one label a profile, got {len(labels)} for {len(listed)}")
    if names is None:
        return Comparison(profiles=listed, names=article_names(listed), groups=labels)
    if len(names) != len(listed) or len(set(names)) != len(names):
        raise ValueError(f"names must be {len(listed)} different names, got {list(names)!r}")
    return Comparison(profiles=listed, names=tuple(names), groups=labels)


def article_names(profiles: Sequence[FramingProfile]) -> tuple[str, ...]:
    """Return what to call the articles: outlets or titles, where each profile has one of its own; else numbers.

    Examples
    --------
    >>> import framing
    >>> article_names([framing.analyze("Rain fell.", engine="lexicon", outlet=name) for name in ("Post", "Mail")])
    ('Post', 'Mail')
    """
    for attribute in ("outlet", "title"):
        found = tuple(str(getattr(profile.article, attribute) or "") for profile in profiles)
        if all(found) and len(set(found)) == len(found):
            return found
    return tuple(f"article {number}" for number in range(1, len(profiles) + 1))
