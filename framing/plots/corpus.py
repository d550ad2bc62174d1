"""A table of statistics of many articles → where one stands, and which are alike.

Law: missing values are never drawn as if they had been measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.plots.style import GREY, PALE, new_axes, place_labels, plain, set_rows, set_title, styled
from framing.plots.words import number_words, statistic_words
from framing.results import FramingProfile

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["distributions", "outlets_plane"]

_STATISTICS = (
    "loaded_author",
    "loaded_quoted",
    "hedging_mean",
    "attribution_share",
    "attribution_mean",
    "stance_author",
    "stance_quoted",
)
_BINS = 30
_HEIGHT = 0.78  # of the highest bin, of a row's
_MARK = "#0072B2"


def _table(data: pd.DataFrame | Sequence[FramingProfile], labels: Sequence[str] | None) -> pd.DataFrame:
    import pandas as pd

    if isinstance(data, pd.DataFrame):
        table = data.select_dtypes("number")
    else:
        from framing.compare import article_names

        table = pd.DataFrame([_values(profile) for profile in data], index=article_names(data), dtype="float64")
    if labels is not None:
        if len(labels) != len(table):
            raise ValueError(f"labels must be {len(table)}, one a row, got {len(labels)}")
        table = table.set_axis(pd.Index(list(labels), dtype="object"), axis=0)
    return table


def _values(profile: FramingProfile) -> dict[str, float | None]:
    return {item.statistic: item.value for item in profile.statistics if "[" not in item.statistic}


@styled
def outlets_plane(
    data: pd.DataFrame | Sequence[FramingProfile],
    *,
    ax: Axes | None = None,
    labels: Sequence[str] | None = None,
    n_arrows: int = 6,
) -> Axes:
    """Draw outlets, or articles, in the plane in which they differ most.

    Statistics are standardised, and the plane is that of their first two principal components. Points that lie
    close are alike in these statistics; an arrow shows the direction in which a statistic grows. The axes say
    how much of all variance they show: where that is little, the picture tells little.

    A statistic that is missing in more than half of the rows, or the same in all, is left out. Any other
    missing value is set to the mean, and its point is drawn hollow.

    Parameters
    ----------
    data : DataFrame or sequence of FramingProfile
        One row an outlet or article, one column a statistic; or profiles.
    ax : Axes, optional
        Where to draw.
    labels : sequence of str, optional
        Names of the rows; without them those of the table's index, or the outlets or titles of profiles.
    n_arrows : int
        How many statistics get an arrow, those with the longest first.

    Raises
    ------
    ValueError
        With fewer than three rows or fewer than two statistics that differ.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> table = pd.DataFrame({"hedging_mean": [0.1, 0.2, 0.4], "loaded_mean": [0.5, 0.1, 0.2]}, index=list("abc"))
    >>> framing.plots.outlets_plane(table).get_xlabel()
    'first component, 79 % of all variance\\n2 statistics'
    """
    from sklearn.decomposition import PCA

    whole = _table(data, labels)
    usable = [
        name
        for name in whole.columns
        if 2 * whole[name].isna().sum() <= len(whole) and whole[name].nunique(dropna=True) > 1
    ]
    if len(whole) < 3 or len(usable) < 2:
        raise ValueError(
            f"a plane needs at least 3 rows and 2 statistics that differ, got {len(whole)} and {len(usable)}"
        )
    table = whole[usable]
    filled = table.isna().any(axis=1).to_numpy()
    values = table.fillna(table.mean())
    scaled = ((values - values.mean()) / values.std(ddof=0)).to_numpy()
    analysis = PCA(n_components=2, svd_solver="full").fit(scaled)
    # A component has no sign of its own: the same table always gives the same side.
    signs = np.sign(analysis.components_[[0, 1], np.abs(analysis.components_).argmax(axis=1)])
    points = analysis.transform(scaled) * signs
    loadings = analysis.components_.T * signs[None, :] * np.sqrt(analysis.explained_variance_)
    ax = new_axes(ax, (7.6, 5.4))
    ax.axhline(0, color=PALE, linewidth=0.8, zorder=0)
    ax.axvline(0, color=PALE, linewidth=0.8, zorder=0)
    for hollow in (False, True):
        here = points[filled == hollow]
        ax.plot(
            here[:, 0], here[:, 1], "o", color=_MARK, markersize=6, markeredgecolor="#0a3c5a",
            markerfacecolor="white" if hollow else _MARK, zorder=3, label="_hollow" if hollow else "_point",
        )  # fmt: skip
    longest = np.argsort(-np.hypot(*loadings.T), kind="stable")[: max(0, n_arrows)]
    reach = 0.85 * np.abs(points).max() / max(1e-12, np.hypot(*loadings.T).max())
    tips = loadings[longest] * reach
    for x, y in tips:
        ax.annotate("", (x, y), (0, 0), arrowprops={"arrowstyle": "-|>", "color": GREY, "linewidth": 1.0})
    shares = [f"{100 * share:.0f} % of all variance" for share in analysis.explained_variance_ratio_]
    ax.set_ylabel(f"second component, {shares[1]}")
    plain(ax)
    said = [f"{len(usable)} statistics"]
    if len(usable) < whole.shape[1]:
        said.append(f"{whole.shape[1] - len(usable)} left out (missing in most rows, or all the same)")
    lines = [f"first component, {shares[0]}", "; ".join(said)]
    if filled.any():
        n_missing = int(table.isna().sum().sum())
        lines.append(f"hollow: {n_missing} missing value{'' if n_missing == 1 else 's'} set to the mean")
    ax.set_xlabel("\n".join(lines))
    _same_scale(ax, 1.15 * np.abs(np.vstack([points, tips])).max(axis=0))
    marks = [(float(x), float(y)) for x, y in points]
    ends = [(float(x), float(y)) for x, y in tips]
    # A label may stand on no arrow either; the few of the arrows go first.
    shafts = [(x * part, y * part) for x, y in ends for part in np.linspace(0.05, 1.0, 24)]
    place_labels(
        ax, ends, [statistic_words(usable[n]) for n in longest], avoid=[*marks, *shafts], outward=True, color=GREY,
        fontstyle="italic",
    )  # fmt: skip
    n_left = place_labels(ax, marks, [str(name) for name in table.index], avoid=[*marks, *shafts])
    if n_left:
        lines[1] += f"; no room for the names of {n_left} of {len(table)} points"
        ax.set_xlabel("\n".join(lines))
    return ax


def _same_scale(ax: Axes, reached: Any) -> None:
    """Set limits so that an inch is as far in every direction and everything is inside."""
    ax.figure.figure.draw_without_rendering()
    box = ax.get_window_extent()
    scale = max(reached[0] / box.width, reached[1] / box.height)
    ax.set_xlim(-scale * box.width, scale * box.width)
    ax.set_ylim(-scale * box.height, scale * box.height)


@styled
def distributions(
    data: pd.DataFrame | Sequence[FramingProfile],
    *,
    article: str | FramingProfile,
    ax: Axes | None = None,
    statistics: Sequence[str] | None = None,
) -> Axes:
    """Draw how a statistic is distributed over many articles, and where one article stands.

    Each row is a histogram: the higher, the more articles have that value. The grey bar under it holds the
    middle half of the articles, the white notch in it is the median. The diamond is the article, and the text
    beside it says how many of the others it is above; those with the same value count half.

    Parameters
    ----------
    data : DataFrame or sequence of FramingProfile
        One row an article, one column a statistic, as of `framing.corpus`; or profiles.
    article : str or FramingProfile
        The article to mark: a label of the table's index, or a profile.
    ax : Axes, optional
        Where to draw.
    statistics : sequence of str, optional
        Which, from top to bottom.

    Raises
    ------
    KeyError
        If the table has no such row, or no such statistic.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> table = pd.DataFrame({"hedging_mean": [0.1, 0.2, 0.4]}, index=list("abc"))
    >>> ax = framing.plots.distributions(table, article="c")
    >>> ax.texts[0].get_text()
    '0.40\\nabove 100 % of 2'
    """
    table = _table(data, None)
    if isinstance(article, FramingProfile):
        own: dict[str, Any] = dict(_values(article))
        others = table
    else:
        if article not in table.index:
            raise KeyError(f"no row {article!r} in the table")
        own = {str(name): value for name, value in table.loc[article].items()}
        others = table.drop(index=article)
    names = list(statistics) if statistics is not None else [name for name in _STATISTICS if name in table.columns]
    for name in names:
        if name not in table.columns:
            raise KeyError(f"no statistic {name!r} in the table")
    names = names or list(table.columns)[:12]
    everything = np.concatenate([others[names].to_numpy(dtype=float).ravel(), [_number(own.get(n)) for n in names]])
    everything = everything[np.isfinite(everything)]
    low, high = min(0.0, everything.min(initial=0.0)), max(0.1, everything.max(initial=0.0))
    ax = new_axes(ax, (7.4, 1.0 + 0.55 * max(2, len(names))))
    edges = np.linspace(low, high, _BINS + 1)
    for place, name in enumerate(names):
        values = others[name].dropna().to_numpy(dtype=float)
        base = place + 0.3
        counts, _ = np.histogram(values, bins=edges)
        heights = counts / max(1, counts.max()) * _HEIGHT
        ax.stairs(
            base - heights, edges, baseline=base, fill=True, facecolor=PALE, edgecolor="#999999", label=f"_{name}"
        )
        if len(values):
            first, median, third = np.quantile(values, (0.25, 0.5, 0.75))
            ax.plot([first, third], [base + 0.07] * 2, color="#777777", linewidth=4, solid_capstyle="butt", zorder=2)
            ax.plot([median], [base + 0.07], "|", color="white", markersize=5, markeredgewidth=1.6, zorder=3)
        value = _number(own.get(name))
        written = "not defined here"
        if np.isfinite(value):
            ax.plot([value, value], [base - _HEIGHT, base + 0.07], color=_MARK, linewidth=1.2, zorder=3)
            ax.plot([value], [base + 0.07], "D", color=_MARK, markeredgecolor="black", markersize=6, zorder=4,
                    clip_on=False, label="_article")  # fmt: skip
            written = number_words(value)
            if len(values):
                below = float((values < value).mean() + 0.5 * (values == value).mean())
                written += f"\nabove {100 * below:.0f} % of {len(values)}"
        ax.text(1.03, place, written, transform=ax.get_yaxis_transform(), va="center", fontsize=7.5)
    set_rows(ax, [statistic_words(name) for name in names], inches=2.3)
    pad = 0.02 * (high - low)
    ax.set_xlim(low - pad, high + pad)
    if low < 0:
        ax.axvline(0, color="#888888", linewidth=0.6, zorder=0)
    who = article.article.title or "the article" if isinstance(article, FramingProfile) else str(article)
    set_title(ax, f"{who}, among {len(others)} articles", "")
    ax.set_xlabel("value of the statistic")
    plain(ax, hide=("top", "right", "left"))
    return ax


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)
