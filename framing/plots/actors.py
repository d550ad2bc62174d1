"""Stances → who is shown how, by whom.

Law: the article's own voice and its sources' are never drawn as one; sides differ by place and line
as well as by colour; what is left out is counted.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from framing.palette import DIVERGING
from framing.plots.style import (
    GREY,
    SMALL,
    clip,
    legend_below,
    new_axes,
    nothing,
    plain,
    rest_of,
    set_rows,
    set_title,
    styled,
)
from framing.results import SIDE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.results import FramingProfile

__all__ = ["actor_stance", "who_says_what"]

_VOICES = (("stance_author", -0.16, "o", "the article's own voice"), ("stance_quoted", 0.16, "D", "its sources"))
_OWN = "the article itself"


def draw_stances(ax: Axes, profile: FramingProfile, top: int) -> int:
    """Draw the stance toward the most mentioned actors; return how many were left out."""
    values = {item.statistic: item for item in profile.statistics}
    judged = [actor for actor in profile.actors if f"stance_mean[{actor.id}]" in values]
    shown = judged[:top]
    ax.axvline(0, color="#888888", linewidth=0.8, zorder=1)
    for place, actor in enumerate(shown):
        if place % 2:
            ax.axhspan(place - 0.5, place + 0.5, color="#f6f6f6", zorder=0, linewidth=0)
        counts = []
        for key, offset, marker, _ in _VOICES:
            item = values[f"{key}[{actor.id}]"]
            counts.append(str(item.n))
            if item.value is None:
                continue
            colour = DIVERGING[1] if item.value > 0 else DIVERGING[0]
            y = place + offset
            if item.low is not None and item.high is not None:
                ax.plot([item.low, item.high], [y, y], color=colour, linewidth=1.4, alpha=0.55, zorder=2)
            ax.plot(
                [item.value], [y], marker, markersize=5.5 if marker == "o" else 4.8, color=colour,
                markeredgecolor="#333333", markeredgewidth=0.8,
                markerfacecolor=colour if marker == "o" else "white", zorder=3, linestyle="none",
            )  # fmt: skip
        ax.text(
            1.02, place, " | ".join(counts), transform=ax.get_yaxis_transform(), va="center", fontsize=7, color=GREY
        )
    set_rows(ax, [actor.name for actor in shown])
    if shown:
        ax.annotate(
            "own |\nsources'", (1.02, 0), xycoords="axes fraction", xytext=(0, -5), textcoords="offset points",
            va="top", fontsize=7, color=GREY,
        )  # fmt: skip
    else:
        nothing(ax, "no stance toward anybody was found")
    ax.set_xlim(-1.05, 1.05)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    plain(ax, hide=("top", "right", "left"))
    return len(judged) - len(shown)


def voice_handles() -> list[Line2D]:
    """Handles of a legend that tells the two voices apart."""
    return [
        Line2D(
            [], [], marker=marker, linestyle="-", color=GREY, markerfacecolor=GREY if marker == "o" else "white",
            markeredgecolor="#333333", markersize=5.5, label=label, linewidth=1.4,
        )
        for _, _, marker, label in _VOICES
    ]  # fmt: skip


@styled
def actor_stance(data: FramingProfile, *, ax: Axes | None = None, top: int = 10) -> Axes:
    """Draw the mean stance toward each actor with its 95 % interval, the article's own and its sources' apart.

    Filled dots are the article's own voice, hollow diamonds its sources'. Left of the line is negative, right
    of it positive. A mark without a line rests on one sentence, which has no interval. The numbers at the
    right say how many stances each mark is the mean of.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    ax : Axes, optional
        Where to draw.
    top : int
        How many actors to show, the most mentioned first; the chart says how many are left out.

    Examples
    --------
    >>> import framing
    >>> ax = framing.plots.actor_stance(framing.analyze("Norway condemned Japan."))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Norway', 'Japan']
    """
    n_shown = min(top, sum(item.statistic.startswith("stance_mean[") for item in data.statistics))
    ax = new_axes(ax, (6.6, 1.35 + 0.34 * max(2, n_shown)))
    n_left = draw_stances(ax, data, top)
    ax.set_xlabel("← negative · mean stance with 95 % interval · positive →" + rest_of(n_left, "actor"))
    set_title(ax, data.article.title or "", "Stance toward actors")
    legend_below(ax, voice_handles())
    return ax


def _network(profile: FramingProfile, *, own_voice: bool) -> tuple[dict[tuple[str, str], list[float]], dict[str, str]]:
    """Stances by (holder, actor), and what each is called."""
    links: dict[tuple[str, str], list[float]] = {}
    names = {actor.id: actor.name for actor in profile.actors}
    for scores in profile.sentences:
        for stance in scores.stances:
            if stance.holder is None and not own_voice:
                continue
            # A holder that is no actor is the words of a source; a letter no id begins with keeps them apart.
            holder = "=" if stance.holder is None else stance.holder if stance.holder in names else f"={stance.holder}"
            names.setdefault(holder, _OWN if stance.holder is None else str(stance.holder))
            links.setdefault((holder, stance.actor), []).append(stance.value)
    return links, names


def _largest(links: dict[tuple[str, str], list[float]], side: int, top: int) -> list[str]:
    counts: dict[str, int] = {}
    for pair, values in links.items():
        counts[pair[side]] = counts.get(pair[side], 0) + len(values)
    return sorted(counts, key=lambda key: (-counts[key], key))[:top]


def _untangle(left: list[str], right: list[str], links: dict[tuple[str, str], list[float]]) -> None:
    """Order both columns by where their lines lead (barycentres, after Sugiyama et al. 1981), always the same way."""
    for _ in range(4):
        for column, other, side in ((right, left, 1), (left, right, 0)):
            place = {key: number for number, key in enumerate(other)}
            centre: dict[str, float] = {}
            for key in column:
                ends = [(place[pair[1 - side]], len(values)) for pair, values in links.items() if pair[side] == key]
                centre[key] = sum(at * n for at, n in ends) / max(1, sum(n for _, n in ends))
            column.sort(key=lambda key: (centre[key], key))


@styled
def who_says_what(
    data: FramingProfile, *, ax: Axes | None = None, top: int = 10, own_voice: bool = False
) -> Axes:  # fmt: skip
    """Draw which source speaks of which actor, and to which side.

    Sources stand at the left, the actors they speak of at the right. A full line is positive, a dashed one
    negative, a dotted one takes no side (mean stance between -0.15 and 0.15); the wider, the more sentences.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    ax : Axes, optional
        Where to draw.
    top : int
        How many sources and how many actors to show, those with most sentences; the chart says how many are
        left out.
    own_voice : bool
        Whether the article itself is drawn as one that speaks.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("“Norway is a reckless bully,” said Ana Ruiz.", engine="lexicon")
    >>> ax = framing.plots.who_says_what(profile)
    >>> [text.get_text() for text in ax.texts][:2]
    ['Ana Ruiz', 'Norway']
    """
    links, names = _network(data, own_voice=own_voice)
    n_sources, n_actors = (len({pair[side] for pair in links}) for side in (0, 1))
    right = _largest(links, 1, top)
    within = {pair: values for pair, values in links.items() if pair[1] in right}
    left = _largest(within, 0, top)
    within = {pair: values for pair, values in within.items() if pair[0] in left}
    right = [key for key in right if any(pair[1] == key for pair in within)]
    _untangle(left, right, within)
    n_rows = max(len(left), len(right), 2)
    ax = new_axes(ax, (7.2, 1.25 + 0.34 * n_rows))
    heights = [{key: (number + 0.5) / len(column) for number, key in enumerate(column)} for column in (left, right)]
    for pair, values in sorted(within.items()):
        mean = sum(values) / len(values)
        side = 0 if abs(mean) < SIDE else (1 if mean > 0 else -1)
        ends = (heights[0][pair[0]], heights[1][pair[1]])
        ax.plot(
            [0, 1], ends, zorder=2, solid_capstyle="butt", **_line(side), linewidth=1.4 + 0.9 * math.log2(len(values))
        )
    for column, x, align in ((0, 0.0, "right"), (1, 1.0, "left")):
        for key, y in heights[column].items():
            ax.plot([x], [y], "s" if column == 0 else "o", color="#333333", markersize=4.5, zorder=3)
            gap = -0.03 if column == 0 else 0.03
            ax.text(x + gap, y, clip(names[key], 2.0), ha=align, va="center", fontsize=SMALL)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(1.0, 0.0)
    ax.set_yticks([])
    if within:
        ax.set_xticks([0, 1], ["who speaks", "of whom"])
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", length=0, colors=GREY)
    else:
        ax.set_xticks([])
        nothing(ax, "no source speaks of anybody")
    plain(ax, hide=("top", "right", "left", "bottom"))
    left_out = [
        f"{n} more {what}{'' if n == 1 else 's'}"
        for n, what in ((n_sources - len(left), "source"), (n_actors - len(right), "actor"))
        if n
    ]
    if left_out:
        ax.set_xlabel(f"and {' and '.join(left_out)}, not shown", color=GREY)
    ax.xaxis.set_label_position("bottom")
    set_title(ax, data.article.title or "", "Who speaks of whom")
    if within:
        legend_below(
            ax,
            [
                Line2D([], [], label=label, linewidth=1.8, **_line(side))
                for side, label in ((1, "positive"), (-1, "negative"), (0, "takes no side"))
            ],
        )
    return ax


def _line(side: int) -> dict[str, Any]:
    if side == 0:
        return {"color": "#999999", "linestyle": (0, (1, 1.5))}
    return {"color": DIVERGING[1] if side > 0 else DIVERGING[0], "linestyle": "-" if side > 0 else (0, (4, 1.5))}
