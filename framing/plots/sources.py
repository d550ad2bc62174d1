"""Attributions → what kinds of sources an article rests on, and how it treats each of them.

Law: kinds differ by hatch as well as by shade; what nobody is said to say is drawn as just that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from framing.document import MODES, SOURCE_KINDS
from framing.palette import COLOURS
from framing.plots.style import (
    GREY,
    PALE,
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
from framing.plots.words import KIND_WORDS, MODE_WORDS
from framing.treatment import CUE_CLASSES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.results import FramingProfile

__all__ = ["source_mix", "source_treatment"]

# How a bar looks: who can be looked up, who is described only, nobody.
_LOOKS: dict[str, dict[str, Any]] = {
    "named_person": {"facecolor": "#0072B2"},
    "named_org": {"facecolor": "#0072B2"},
    "document": {"facecolor": "#0072B2"},
    "unnamed_specific": {"facecolor": "#9cc9e3", "hatch": "////"},
    "collective": {"facecolor": "#9cc9e3", "hatch": "////"},
    "anonymous": {"facecolor": "#e3f0f8", "hatch": "...."},
    "vague": {"facecolor": "#e3f0f8", "hatch": "...."},
    "absent": {"facecolor": "white"},
}
_GROUPS = (
    ("named_person", "can be looked up"),
    ("collective", "described, not named"),
    ("vague", "cannot be told who"),
    ("absent", "nobody"),
)
_MODE_LOOKS: dict[str, dict[str, Any]] = {
    "direct": {"facecolor": "#0072B2"},
    "mixed": {"facecolor": "#9cc9e3", "hatch": "////"},
    "indirect": {"facecolor": "white"},
}
_EDGE: dict[str, Any] = {"edgecolor": "#0a3c5a", "linewidth": 0.7}


def draw_mix(ax: Axes, profile: FramingProfile) -> int:
    """Draw the counts of the eight kinds; return how many attributions there are."""
    sources = [item for item in profile.attributions if item.source or item.cue]
    counts = [sum(item.source_kind == kind for item in sources) for kind in SOURCE_KINDS]
    for place, (kind, count) in enumerate(zip(SOURCE_KINDS, counts, strict=True)):
        ax.barh(place, count, height=0.7, **_LOOKS[kind], **_EDGE)
        ax.annotate(
            str(count), (count, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=SMALL,
            color="black" if count else GREY,
        )  # fmt: skip
    set_rows(ax, [KIND_WORDS[kind] for kind in SOURCE_KINDS])
    ax.set_xlim(0, max(1, *counts) * 1.12)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    plain(ax)
    return len(sources)


def mix_handles() -> list[Patch]:
    """Handles of a legend of the four groups of kinds."""
    return [Patch(**_LOOKS[kind], **_EDGE, label=label) for kind, label in _GROUPS]


@styled
def source_mix(data: FramingProfile, *, ax: Axes | None = None) -> Axes:
    """Draw how many of the article's attributions come from each of the eight kinds of source.

    From top to bottom sources can be checked less and less. Continued quotations without a source or cue of
    their own do not count again.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    ax : Axes, optional
        Where to draw.

    Examples
    --------
    >>> import framing
    >>> ax = framing.plots.source_mix(framing.analyze("Some believe it failed."))
    >>> ax.get_xlabel()
    'number of attributions (1 in all)'
    """
    ax = new_axes(ax, (6.4, 3.5))
    n = draw_mix(ax, data)
    ax.set_xlabel(f"number of attributions ({n} in all)")
    set_title(ax, data.article.title or "", "Sources by kind")
    legend_below(ax, mix_handles())
    return ax


@styled
def source_treatment(data: FramingProfile, *, ax: Axes | None = None, top: int = 8) -> Axes:
    """Draw how each source is treated: words given to it, how openly it is quoted, by which verbs, how hedged.

    One row a source, those with most words first. Four panels: the words it is given to say; its attributions
    by how far they are quoted; how often each class of verb brings it in (a *neutral* verb says no more than
    that somebody spoke, a *doubting* one leaves it open, and so on); and how hedged what it says is.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    ax : Axes, optional
        Where to draw; the panels share its room and it draws nothing itself.
    top : int
        How many sources to show; the chart says how many are left out.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("“No,” said Ana Ruiz. Critics claim the dam leaks.", engine="lexicon")
    >>> ax = framing.plots.source_treatment(profile)
    >>> [label.get_text().split(chr(10))[0] for label in ax.figure.axes[2].get_yticklabels()]
    ['Critics', 'Ana Ruiz']
    """
    table = data.to_frame("source")
    shown = table.head(top)
    n_rows = len(shown)
    if n_rows == 0:
        ax = new_axes(ax, (6.4, 2.0))
        nothing(ax, "nobody is said to say anything")
        ax.set_xticks([])
        ax.set_yticks([])
        plain(ax, hide=("top", "right", "left", "bottom"))
        set_title(ax, data.article.title or "", "How sources are treated")
        return ax
    height = 2.3 + 0.42 * max(2, n_rows)
    ax = new_axes(ax, (10.0, height))
    width = host_width(ax)
    grid = panels(ax, 2, 4, width_ratios=(1.2, 1.2, 2.9, 0.9), height_ratios=(0.3, height - 0.3))
    title = data.article.title or "How sources are treated"
    panel_title(panel(ax, grid[0, :]), title, inches=width)
    words, modes, verbs, hedges = (panel(ax, grid[1, number]) for number in range(4))
    places = np.arange(n_rows)
    for axes, heading in (
        (words, "words it is given"), (modes, "attributions"), (verbs, "verbs that bring it in"), (hedges, "hedging"),
    ):  # fmt: skip
        panel_title(axes, heading)
    words.barh(places, shown["n_words"].to_numpy(), height=0.6, facecolor=PALE, edgecolor="#555555", linewidth=0.7)
    start = np.zeros(n_rows)
    for mode in MODES:
        counts = shown[f"n_{mode}"].to_numpy(dtype=float)
        modes.barh(places, counts, height=0.6, left=start, label=MODE_WORDS[mode], **_MODE_LOOKS[mode], **_EDGE)
        start = start + counts
    _draw_verbs(verbs, shown, int(table["n_attributions"].max()))
    values = shown["hedging_mean"].to_numpy(dtype=float)
    hedges.hlines(places, 0, values, color=COLOURS["hedging"], linewidth=1.6)
    hedges.plot(values, places, "o", color=COLOURS["hedging"], markeredgecolor="#333333", markersize=5, clip_on=False)
    hedges.set_xlim(-0.06, 1.06)
    hedges.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
    words.set_xlabel("number" + rest_of(len(table) - n_rows, "source"))
    modes.set_xlabel("number")
    hedges.set_xlabel("0 to 1")
    labels = [_called(row["source"], row["source_kind"]) for _, row in shown.iterrows()]
    for axes in (words, modes, verbs, hedges):
        set_rows(axes, labels if axes is words else [""] * n_rows)
        plain(axes, hide=("top", "right") if axes is not verbs else ("top", "right", "bottom", "left"))
    for axes in (words, modes):
        axes.set_xlim(0, max(1.0, axes.dataLim.x1 * 1.05))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    legend_below(modes, [Patch(**_MODE_LOOKS[mode], **_EDGE, label=MODE_WORDS[mode]) for mode in MODES], inches=1.0)
    return ax


def _called(source: str, kind: str) -> str:
    return f"{source}\n({KIND_WORDS[kind]})" if source else "nobody named"


def _draw_verbs(ax: Axes, shown: Any, largest: int) -> None:
    columns = [*CUE_CLASSES, "other"]
    for place, (_, row) in enumerate(shown.iterrows()):
        known = [int(row[f"n_{name}"]) for name in CUE_CLASSES]
        for column, count in enumerate([*known, int(row["n_attributions"]) - sum(known)]):
            ax.plot([column], [place], ".", color=PALE, markersize=3, zorder=1)
            if count:
                # Area grows with the count; the number stands in it, so that nobody has to guess.
                size = 9 + 9 * (count / max(1, largest)) ** 0.5
                ax.plot([column], [place], "o", color="white", markeredgecolor="#333333", markersize=size, zorder=2)
                ax.text(column, place, str(count), ha="center", va="center", fontsize=7, zorder=3)
    ax.set_xlim(-0.6, len(columns) - 0.4)
    # Every other one a line lower: side by side they would touch.
    for first, which, pad in ((0, "major", 3.0), (1, "minor", 14.0)):
        ax.set_xticks(range(first, len(columns), 2), columns[first::2], minor=which == "minor")
        ax.tick_params(axis="x", which=which, length=0, pad=pad, labelsize=SMALL)
