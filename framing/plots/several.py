"""A comparison → what differs between several articles: statistics, claims, words.

Law: articles differ by marker as well as by shade, the reference comes first and black, and what is
left out is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from framing.compare import Comparison, compare
from framing.palette import SERIES
from framing.plots.corpus import outlets_plane
from framing.plots.style import (
    GREY,
    SMALL,
    host_width,
    legend_below,
    new_axes,
    nothing,
    panel,
    panel_title,
    panels,
    plain,
    rest_of,
    set_rows,
    styled,
    wrap,
)
from framing.plots.words import statistic_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.results import FramingProfile

__all__ = ["coverage_matrix", "distinctive_words", "dumbbells", "plot_comparison"]

_STATISTICS = ("loaded_author", "loaded_quoted", "hedging_mean", "attribution_mean", "attribution_share", "stance_mean")
_MARKERS = "osD^vP*X"
_CHANCE = 1.96  # a z that chance alone goes beyond once in twenty
_PANELS = 4  # side by side
_COLUMN = 0.95  # inches a profile has in the coverage matrix
_CLAIM = 3.4  # inches a claim has


@styled
def dumbbells(
    data: Comparison | Sequence[FramingProfile],
    *,
    ax: Axes | None = None,
    statistics: Sequence[str] = _STATISTICS,
    names: Sequence[str] | None = None,
) -> Axes:
    """Draw statistics of two or more articles side by side with their 95 % intervals.

    Each row is a statistic, each marker an article; a grey line joins the articles, so that its slant shows
    how far they are apart. Where intervals overlap widely, the difference may be chance.

    Parameters
    ----------
    data : Comparison or sequence of FramingProfile
        The reference first.
    ax : Axes, optional
        Where to draw.
    statistics : sequence of str
        Which, from top to bottom; names as in `profile.to_frame("statistic")`.
    names : sequence of str, optional
        Of the profiles, where no comparison names them.

    Raises
    ------
    KeyError
        If a profile has no statistic of that name.

    Examples
    --------
    >>> import framing
    >>> pair = [framing.analyze("Rain fell."), framing.analyze("Rain may fall.")]
    >>> framing.plots.dumbbells(pair, names=["plain", "hedged"]).get_xlabel()
    'value with 95 % interval'
    """
    comparison = data if isinstance(data, Comparison) else compare(data, names=names)
    n = len(comparison.profiles)
    ax = new_axes(ax, (7.4, 1.2 + 0.2 * len(statistics) * max(2, n)))
    step = 0.76 / n
    ends = [0.0, 1.0]
    handles: list[Line2D] = []
    points: list[list[tuple[float, float]]] = [[] for _ in statistics]
    for number, (name, profile) in enumerate(zip(comparison.names, comparison.profiles, strict=True)):
        colour, marker = SERIES[number % len(SERIES)], _MARKERS[number % len(_MARKERS)]
        look: dict[str, Any] = {
            "marker": marker, "color": colour, "markersize": 5.5, "markeredgecolor": "#333333", "markeredgewidth": 0.6,
        }  # fmt: skip
        # A leading underscore would hide a name.
        handles.append(Line2D([], [], linewidth=1.3, label=" " + wrap(name, 2.2, size=7.5, n_lines=1), **look))
        for place, statistic in enumerate(statistics):
            item = profile[statistic]
            if item.value is None:
                continue
            y = place - 0.38 + step * (number + 0.5)
            if item.low is not None and item.high is not None:
                ax.plot([item.low, item.high], [y, y], color=colour, linewidth=1.3, alpha=0.7, zorder=2)
                ends += [item.low, item.high]
            ax.plot([item.value], [y], linestyle="none", zorder=3, label=f"_{name}", **look)
            points[place].append((item.value, y))
            ends.append(item.value)
    for place, joined in enumerate(points):
        ax.plot([x for x, _ in joined], [y for _, y in joined], color="#bbbbbb", linewidth=2.2, alpha=0.6, zorder=1)
        if place % 2:
            ax.axhspan(place - 0.5, place + 0.5, color="#f6f6f6", zorder=0, linewidth=0)
    if min(ends) < 0:
        ax.axvline(0, color="#888888", linewidth=0.8, zorder=1)
    set_rows(ax, [statistic_words(name) for name in statistics], inches=2.3)
    ax.set_xlim(min(ends) - 0.03, max(ends) + 0.03)
    ax.set_xlabel("value with 95 % interval")
    plain(ax)
    legend_below(ax, handles)
    return ax


def _frame(data: Comparison | pd.DataFrame, level: str) -> pd.DataFrame:
    return data.to_frame(level) if isinstance(data, Comparison) else data


@styled
def coverage_matrix(data: Comparison | pd.DataFrame, *, ax: Axes | None = None, top: int = 20) -> Axes:
    """Draw which claims each article reports.

    A full square says that the article reports the claim; a number in it, that it tells it more than once. An
    empty square says that the claim was not found in the article. Claims that most articles report come first.

    Parameters
    ----------
    data : Comparison or DataFrame
        A comparison, or its table `to_frame("coverage")`.
    ax : Axes, optional
        Where to draw.
    top : int
        How many claims to show; the chart says how many are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> rows = [(0, "The pier closed.", "wire", True, 2, 0), (0, "The pier closed.", "gazette", False, 0, None)]
    >>> table = pd.DataFrame(rows, columns=["claim", "text", "profile", "reported", "n_tellings", "sentence"])
    >>> [label.get_text() for label in framing.plots.coverage_matrix(table).get_xticklabels()]
    ['wire\\n1 of 1', 'gazette\\n0 of 1']
    """
    table = _frame(data, "coverage")
    profiles = list(data.names) if isinstance(data, Comparison) else list(dict.fromkeys(table["profile"]))
    texts = dict(zip(table["claim"], table["text"], strict=True))
    told = {
        (claim, profile): int(n)
        for claim, profile, reported, n in zip(
            table["claim"], table["profile"], table["reported"], table["n_tellings"].fillna(0), strict=True
        )
        if reported
    }
    claims = sorted(texts, key=lambda claim: -sum((claim, profile) in told for profile in profiles))
    shown = claims[:top]
    ax = new_axes(ax, (_CLAIM + 0.5 + _COLUMN * max(2, len(profiles)), 1.2 + 0.36 * max(2, len(shown))))
    for y, claim in enumerate(shown):
        for x, profile in enumerate(profiles):
            n = told.get((claim, profile))
            ax.add_patch(
                Rectangle(
                    (x - 0.28, y - 0.36), 0.56, 0.72, edgecolor="#666666", linewidth=0.7,
                    facecolor="#0072B2" if n is not None else "white", label="_told" if n is not None else "_not told",
                )
            )  # fmt: skip
            if n is not None and n > 1:
                ax.text(x, y, f"{n}×", color="white", ha="center", va="center", fontsize=7.5)
    set_rows(ax, [str(texts[claim]) for claim in shown], inches=_CLAIM, n_lines=2)
    ax.set_xlim(-0.5, max(1, len(profiles)) - 0.5)
    own = len(ax.figure.figure.axes) == 1
    room = _COLUMN * 0.95 if own else float(ax.bbox.width) / ax.figure.figure.dpi / max(1, len(profiles)) - 0.05
    counts = [f"{sum((claim, name) in told for claim in texts)} of {len(texts)}" for name in profiles]
    heads = [f"{wrap(str(name), room, n_lines=2)}\n{count}" for name, count in zip(profiles, counts, strict=True)]
    ax.set_xticks(range(len(profiles)), heads)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("bottom")
    ax.tick_params(axis="x", length=0)
    ax.set_xlabel("above: how many of the claims each article reports" + rest_of(len(claims) - len(shown), "claim"))
    plain(ax, hide=("top", "right", "left", "bottom"))
    if not claims:
        nothing(ax, "no claim was found")
    legend_below(
        ax,
        [
            Patch(facecolor="#0072B2", edgecolor="#666666", label="reported"),
            Patch(facecolor="white", edgecolor="#666666", label="not found in the article"),
        ],
    )
    return ax


@styled
def distinctive_words(
    data: Comparison | pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int = 10,
    voice: str = "author",
    actor: str | None = None,
) -> Axes:
    """Draw the words that set each article apart from the others.

    The farther right, the surer it is that the article uses the word more often than the others do; a hollow
    dot could still be chance. The numbers say how often the article and all others together use it.

    Parameters
    ----------
    data : Comparison or DataFrame
        A comparison, or its table `to_frame("wording")`.
    ax : Axes, optional
        Where to draw; the panels share its room and it draws nothing itself.
    top : int
        How many words to show of each article.
    voice : str
        Whose words: "author" or "quoted".
    actor : str, optional
        Only words used of this actor.

    Raises
    ------
    ValueError
        If the table has no words of that voice.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing
    >>> columns = ["profile", "voice", "word", "z", "log_odds", "count", "rate", "other_count", "actor"]
    >>> rows = [("wire", "author", "said", 2.1, 0.9, 9, 0.02, 3, None)]
    >>> ax = framing.plots.distinctive_words(pd.DataFrame(rows, columns=columns))
    >>> [label.get_text() for label in ax.figure.axes[2].get_yticklabels()]
    ['said']
    """
    table = _frame(data, "wording")
    voices = list(dict.fromkeys(table["voice"]))
    if len(table) and voice not in voices:
        raise ValueError(f"voice must be one of {', '.join(map(str, voices))}, got {voice!r}")
    profiles = list(data.names) if isinstance(data, Comparison) else list(dict.fromkeys(table["profile"]))
    kept = table[(table["voice"] == voice) & (table["z"] > 0)]
    kept = kept[kept["actor"].isna()] if actor is None else kept[kept["actor"] == actor]
    n_columns = max(1, min(_PANELS, len(profiles)))
    n_rows = max(1, -(-len(profiles) // n_columns))
    ax = new_axes(ax, (max(5.6, 2.6 * n_columns), 0.8 + n_rows * (0.8 + 0.2 * top)))
    width = host_width(ax)
    grid = panels(ax, n_rows + 1, n_columns, height_ratios=(0.3, *[0.8 + 0.2 * top] * n_rows))
    whose = "the articles' own words" if voice == "author" else "words of their sources"
    about = f", of {actor}" if actor is not None else ""
    panel_title(panel(ax, grid[0, :]), f"What sets {whose} apart{about} (dashed: z = 1.96)", inches=width)
    right = float(max(_CHANCE, kept["z"].max())) * 1.08 if len(kept) else _CHANCE
    for number, profile in enumerate(profiles):
        axes = panel(ax, grid[1 + number // n_columns, number % n_columns])
        panel_title(axes, wrap(str(profile), width / n_columns - 1.4, size=SMALL + 0.5, n_lines=1))
        words = kept[kept["profile"] == profile].sort_values(["z", "word"], ascending=[False, True]).head(top)
        colour = SERIES[number % len(SERIES)]
        for place, (z, count, other) in enumerate(zip(words["z"], words["count"], words["other_count"], strict=True)):
            axes.plot([0, z], [place, place], color=colour, linewidth=1.2, zorder=1)
            axes.plot(
                [z], [place], "o", color=colour, markeredgecolor="#333333", markersize=5,
                markerfacecolor=colour if z >= _CHANCE else "white", zorder=2, clip_on=False,
            )  # fmt: skip
            axes.text(
                1.04, place, f"{count:.0f} : {other:.0f}", transform=axes.get_yaxis_transform(), va="center",
                fontsize=7, color=GREY,
            )  # fmt: skip
        set_rows(axes, [str(word) for word in words["word"]], inches=1.1)
        axes.set_ylim(top - 0.4, -0.6)
        axes.set_xlim(0, right)
        axes.axvline(_CHANCE, color="#aaaaaa", linewidth=0.7, linestyle=(0, (2, 2)), zorder=0)
        axes.set_xlabel("z")
        axes.annotate(
            "here :\nothers", (1.04, 0), xycoords="axes fraction", xytext=(0, -5), textcoords="offset points",
            va="top", fontsize=7, color=GREY,
        )  # fmt: skip
        plain(axes)
        if not len(words):
            nothing(axes, "no such word")
    return ax


def plot_comparison(data: Comparison, *, kind: str = "dumbbells", ax: Axes | None = None) -> Axes:
    """Draw a comparison.

    Parameters
    ----------
    data : Comparison
        What to draw.
    kind : str
        "dumbbells", "coverage_matrix", "distinctive_words" or "outlets_plane".
    ax : Axes, optional
        Where to draw.

    Raises
    ------
    ValueError
        If the kind is unknown.

    Examples
    --------
    >>> import framing
    >>> pair = framing.compare([framing.analyze("Rain fell."), framing.analyze("Rain may fall.")])
    >>> framing.plots.plot_comparison(pair).get_xlabel()
    'value with 95 % interval'
    """
    kinds: dict[str, Callable[..., Axes]] = {
        "dumbbells": dumbbells,
        "coverage_matrix": coverage_matrix,
        "distinctive_words": distinctive_words,
        "outlets_plane": lambda one, ax: outlets_plane(one.profiles, ax=ax, labels=one.names),
    }
    if kind not in kinds:
        raise ValueError(f"kind must be one of {', '.join(kinds)}, got {kind!r}")
    return kinds[kind](data, ax=ax)
