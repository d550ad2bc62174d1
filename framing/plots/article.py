"""One profile → the article as a strip, and everything about it at a glance.

Law: a cell without a frame means that there was nothing to measure; a white one means zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from framing.palette import COLOURS
from framing.plots.actors import draw_stances, voice_handles
from framing.plots.sources import draw_mix, mix_handles
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
    set_title,
    styled,
)
from framing.plots.words import number_words, standing, statistic_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.document import Span
    from framing.results import FramingProfile

__all__ = ["glance", "strip"]

_ROWS = ("loaded, own words", "loaded, sources' words", "hedged", "source strength", "said by sources")
_CELL = 0.8  # height, of a row's
_MANY = 60  # sentences; above it their frames would be all there is to see
_GLANCE = (
    ("loaded_author", "loaded"),
    ("loaded_quoted", "loaded"),
    ("hedging_mean", "hedging"),
    ("attribution_share", "attribution"),
    ("attribution_mean", "attribution"),
)
_GLANCE_STANCE = (("stance_author", "stance"), ("stance_quoted", "stance"))
_GLANCE_ACTORS = 8


def _ramp(colour: str) -> Colormap:
    # Through the colour to a dark shade of it, so that more is darker also in grey.
    red, green, blue = to_rgb(colour)
    dark = (0.35 * red, 0.35 * green, 0.35 * blue)
    return LinearSegmentedColormap.from_list("scores", ["white", colour, to_hex(dark)])


def _quoted_share(profile: FramingProfile) -> list[float]:
    """For each sentence the share of its letters that a source is given to say."""
    contents: list[Span] = [item.content_span for item in profile.attributions]
    shares = []
    for sentence in profile.article.sentences:
        own = np.zeros(sentence.span.end - sentence.span.start, dtype=bool)
        for span in contents:
            if span.start < sentence.span.end and span.end > sentence.span.start:
                first = max(0, span.start - sentence.span.start)
                own[first : span.end - sentence.span.start] = True
        shares.append(float(own.mean()))
    return shares


def draw_strip(ax: Axes, profile: FramingProfile) -> None:
    """Draw the rows of a strip."""
    sentences = profile.article.sentences
    lengths = np.array([max(1, len(sentence.text.split())) for sentence in sentences], dtype=float)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    line = 0.5 if len(sentences) <= _MANY else 0.15
    loaded, hedging, strength = _ramp(COLOURS["loaded"]), _ramp(COLOURS["hedging"]), _ramp(COLOURS["attribution"])
    for start, length, scores in zip(starts, lengths, profile.sentences, strict=True):
        cells = (
            (scores.loaded_author, loaded),
            (scores.loaded_quoted, loaded),
            (scores.hedging, hedging),
            (scores.attribution, strength),
        )
        for row, (value, ramp) in enumerate(cells):
            if value is not None:
                ax.add_patch(
                    Rectangle(
                        (start, row - _CELL / 2), length, _CELL, facecolor=ramp(value), edgecolor="#777777",
                        linewidth=line, label=f"_{_ROWS[row]}",
                    )
                )  # fmt: skip
    bottom = len(_ROWS) - 1 + _CELL / 2
    shares = np.array(_quoted_share(profile))
    ax.bar(
        starts, -shares * _CELL, lengths, bottom=bottom, align="edge", facecolor="#9cc9e3", edgecolor="#0a3c5a",
        linewidth=line, hatch="////", label="_said",
    )  # fmt: skip
    ax.hlines(bottom, 0, ends[-1] if len(ends) else 1, color="#888888", linewidth=0.6)
    set_rows(ax, _ROWS)
    ax.set_ylim(len(_ROWS) - 0.45, -0.95)
    ax.set_xlim(0, max(1.0, float(ends[-1])) if len(ends) else 1.0)
    heads = [place for place, sentence in enumerate(sentences) if sentence.zone == "headline"]
    for place in heads:
        ax.add_patch(
            Rectangle((starts[place], -0.62), lengths[place], 0.14, color="#333333", linewidth=0, label="_headline")
        )
    if heads:
        ax.text(starts[heads[0]], -0.67, "headline", fontsize=7, ha="left", va="bottom", color="#333333")
        ax.vlines(ends[heads[-1]], -0.5, bottom, color="#333333", linewidth=0.8, linestyle=(0, (2, 2)))
    if not sentences:
        nothing(ax, "no sentence to draw")
    plain(ax, hide=("top", "right", "left"))


def strip_handles() -> list[Patch]:
    """Handles of a legend of shades; grey stands for the colour of any row."""
    ramp = _ramp("#8a8a8a")
    made = [Patch(facecolor=ramp(value), edgecolor="#777777", label=f"{value:g}") for value in (0.0, 0.5, 1.0)]
    return [*made, Patch(facecolor="none", edgecolor="none", label="no cell: nothing to measure")]


@styled
def strip(data: FramingProfile, *, ax: Axes | None = None) -> Axes:
    """Draw the article as a strip: its sentences from left to right, as wide as they are long.

    The darker a cell, the higher the score; white is zero, and no cell at all says that there was nothing to
    measure (no words of a source, nobody who is said to speak). The lowest row shows how much of each sentence
    is said by somebody else. The headline has a bar above it.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    ax : Axes, optional
        Where to draw.

    Examples
    --------
    >>> import framing
    >>> framing.plots.strip(framing.analyze("Rain may fall. Rivers rose.")).get_xlabel()
    'position in the article (words)'
    """
    ax = new_axes(ax, (9.0, 2.9))
    draw_strip(ax, data)
    ax.set_xlabel("position in the article (words)")
    set_title(ax, data.article.title or "", "The article from first word to last")
    legend_below(ax, strip_handles())
    return ax


def _draw_statistics(ax: Axes, profile: FramingProfile, rows: tuple[tuple[str, str], ...]) -> None:
    for place, (name, dimension) in enumerate(rows):
        item = profile[name]
        written = "not defined"
        if item.value is not None:
            if item.low is not None and item.high is not None:
                ax.plot([item.low, item.high], [place, place], color=COLOURS[dimension], linewidth=4, alpha=0.45)
            ax.plot(
                [item.value], [place], "o", color=COLOURS[dimension], markeredgecolor="#333333", markersize=6,
                clip_on=False, zorder=3, label=f"_{name}",
            )  # fmt: skip
            written = ", ".join(part for part in (number_words(item.value), standing(item)) if part)
        ax.text(1.03, place, written, transform=ax.get_yaxis_transform(), va="center", fontsize=7, color=GREY)
    set_rows(ax, [statistic_words(name) for name, _ in rows], inches=2.2)
    plain(ax)


@styled
def glance(data: FramingProfile, *, ax: Axes | None = None) -> Axes:
    """Draw a profile at a glance: strip, the four dimensions with intervals, kinds of sources, actors.

    Each dot is a mean or share, the bar around it its 95 % interval. Where it is known how other articles
    score, the percentile is written beside the value.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    ax : Axes, optional
        Where to draw; the panels share its room and it draws nothing itself.

    Examples
    --------
    >>> import framing
    >>> ax = framing.plots.glance(framing.analyze("Norway may have condemned Japan, some believe."))
    >>> [item.get_title(loc="left") for item in ax.figure.axes[2:4]]
    ['The article from first word to last', 'Mean or share with 95 % interval, 0 to 1']
    """
    n_actors = sum(item.statistic.startswith("stance_mean[") for item in data.statistics)
    ax = new_axes(ax, (10.0, 8.4))
    width = host_width(ax)
    grid = panels(ax, 3, 2, height_ratios=(0.35, 2.9, 5.15), width_ratios=(1, 1))
    panel_title(panel(ax, grid[0, :]), data.article.title or "The article at a glance", inches=width)
    along = panel(ax, grid[1, :])
    left = grid[2, 0].subgridspec(3, 1, height_ratios=(5, 2, 6))
    levels, sides, mix = (panel(ax, left[number]) for number in range(3))
    actors = panel(ax, grid[2, 1])
    draw_strip(along, data)
    panel_title(along, "The article from first word to last")
    along.set_xlabel("position in the article (words)")
    legend_below(along, strip_handles(), inches=width * 0.7)
    _draw_statistics(levels, data, _GLANCE)
    panel_title(levels, "Mean or share with 95 % interval, 0 to 1")
    levels.set_xlim(-0.02, 1.02)
    levels.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
    _draw_statistics(sides, data, _GLANCE_STANCE)
    panel_title(sides, "Stance, −1 negative to 1 positive")
    sides.axvline(0, color="#888888", linewidth=0.8, zorder=1)
    sides.set_xlim(-1.04, 1.04)
    sides.set_xticks([-1, 0, 1], ["−1", "0", "1"])
    n = draw_mix(mix, data)
    mix.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=3))  # half as wide as a figure of its own
    panel_title(mix, "Sources by kind")
    mix.set_xlabel(f"number of attributions ({n} in all)")
    legend_below(mix, mix_handles(), inches=width * 0.4)
    n_left = draw_stances(actors, data, _GLANCE_ACTORS)
    panel_title(actors, "Stance toward actors, with 95 % interval")
    actors.set_xlabel("← negative · mean stance · positive →" + rest_of(n_left, "actor"))
    legend_below(actors, voice_handles(), inches=width * 0.4)
    if n_actors:
        # As many rows in any article, so that two glances can be laid side by side.
        actors.set_ylim(_GLANCE_ACTORS - 0.4, -0.6)
    for item in (along, levels, sides, mix, actors):
        item.tick_params(labelsize=SMALL - 0.5)
    return ax
