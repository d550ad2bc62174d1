"""The charts: a profile over the article, stances, the mix of sources, a comparison."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from typing import IO, TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from framing.document import SOURCE_KINDS
from framing.palette import COLOURS, DIVERGING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.compare import Comparison
    from framing.results import FramingProfile

__all__ = ["attribution_mix", "comparison", "plot", "profile", "save", "stance"]

_ROWS = ("loaded", "hedging", "attribution", "stance")
_LABELS = {
    "loaded": "loaded\nwording",
    "hedging": "hedging",
    "attribution": "source\nstrength",
    "stance": "stance",
}
_MAX_ACTORS = 10


def _axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    if ax is not None:
        return ax
    # A figure of its own, outside pyplot's global list: no leak, no backend.
    figure = Figure(figsize=size, layout="constrained")
    return figure.add_subplot()


def _short(text: str, limit: int) -> str:
    # What no font can draw goes: control characters, lone surrogates, invisible marks.
    flat = "".join(char for char in " ".join(text.split()) if char.isprintable())
    short = flat if len(flat) <= limit else flat[: limit - 1] + "…"
    return short.replace("$", r"\$")  # a dollar sign is no mathematics here


def save(ax: Axes, target: str | os.PathLike[str] | IO[bytes], *, suffix: str | None = None) -> None:
    """Write the figure that holds an Axes to a file.

    Letters that the font lacks are drawn as boxes, without a warning for each of them.

    Parameters
    ----------
    ax : Axes
        Any Axes of the figure.
    target : path or binary file
        Where to write.
    suffix : str, optional
        The format ("png", "svg", "pdf"); by default what the path ends with.

    Raises
    ------
    ValueError
        If matplotlib does not write such files.

    Examples
    --------
    >>> import io
    >>> import framing
    >>> target = io.BytesIO()
    >>> save(framing.plots.profile(framing.analyze("Rain may fall.")), target, suffix="png")
    >>> target.getvalue()[1:4]
    b'PNG'
    """
    figure = ax.figure.figure  # the whole figure, where the Axes is in a part of one
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .*missing from", category=UserWarning)
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support", category=UserWarning)
        figure.savefig(target, format=suffix, dpi=150)


def plot(data: FramingProfile, *, kind: str = "profile", ax: Axes | None = None) -> Axes:
    """Draw a profile.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    kind : str
        "profile", "stance" or "attribution".
    ax : Axes, optional
        Where to draw.

    Raises
    ------
    ValueError
        If the kind is unknown.

    Examples
    --------
    >>> import framing
    >>> framing.plots.plot(framing.analyze("Rain may fall.")).get_xlabel()
    'sentence'
    """
    kinds: dict[str, Callable[..., Axes]] = {"profile": profile, "stance": stance, "attribution": attribution_mix}
    if kind not in kinds:
        raise ValueError(f"kind must be one of {', '.join(kinds)}, got {kind!r}")
    return kinds[kind](data, ax=ax)


def profile(data: FramingProfile, *, ax: Axes | None = None) -> Axes:
    """Draw the four dimensions sentence by sentence.

    Each dimension has a row. Bars of loaded wording and hedging grow from the row's line in
    proportion to the score; the dark part of a loaded bar is the author's own wording, the light
    part quoted. Source strength is a dot at its height, absent where nobody is said to speak.
    Stance bars go up for positive, down for negative. The headline is marked by a band.

    Examples
    --------
    >>> import framing
    >>> len(framing.plots.profile(framing.analyze("Rain may fall. Rivers rose.")).patches) > 0
    True
    """
    n = len(data.sentences)
    ax = _axes(ax, (9.0, 4.6))
    x = np.arange(n)
    height = 0.8
    base = {name: float(len(_ROWS) - 1 - place) for place, name in enumerate(_ROWS)}
    for name in _ROWS:
        line = base[name] + (height / 2 if name == "stance" else 0.0)
        ax.axhline(line, color="#888888", linewidth=0.6, zorder=1)
    for place, sentence in enumerate(data.article.sentences):
        if sentence.zone == "headline":
            ax.axvspan(place - 0.5, place + 0.5, color="#f0f0f0", zorder=0, label="_headline")
    width = 0.8 if n <= 120 else 1.0
    author = np.array([s.loaded_author or 0.0 for s in data.sentences])
    loaded = np.array([s.loaded for s in data.sentences])
    own = np.minimum(author, loaded)
    ax.bar(x, own * height, width, bottom=base["loaded"], color=COLOURS["loaded"], label="loaded, author", zorder=2)
    ax.bar(
        x, (loaded - own) * height, width, bottom=base["loaded"] + own * height,
        color=COLOURS["loaded"], alpha=0.4, label="loaded, its sources", zorder=2,
    )  # fmt: skip
    hedging = np.array([s.hedging for s in data.sentences])
    ax.bar(x, hedging * height, width, bottom=base["hedging"], color=COLOURS["hedging"], label="hedging", zorder=2)
    said = [(place, s.attribution) for place, s in enumerate(data.sentences) if s.attribution is not None]
    if said:
        places = np.array([place for place, _ in said])
        strengths = np.array([strength for _, strength in said], dtype=float)
        ax.vlines(
            places, base["attribution"], base["attribution"] + strengths * height,
            color=COLOURS["attribution"], linewidth=0.8, zorder=2,
        )  # fmt: skip
        ax.plot(
            places, base["attribution"] + strengths * height, "o", markersize=4,
            color=COLOURS["attribution"], label="source strength", zorder=3,
        )  # fmt: skip
    middle = base["stance"] + height / 2
    up = np.array([sum(t.value for t in s.stances if t.value > 0) for s in data.sentences])
    down = np.array([sum(t.value for t in s.stances if t.value < 0) for s in data.sentences])
    scale = max(1.0, float(np.max(np.abs(np.concatenate([up, down])), initial=0.0)))
    ax.bar(x, up / scale * height / 2, width, bottom=middle, color=DIVERGING[1], label="stance, positive", zorder=2)
    ax.bar(x, down / scale * height / 2, width, bottom=middle, color=DIVERGING[0], label="stance, negative", zorder=2)
    ax.set_yticks([base[name] + height / 2 for name in _ROWS], [_LABELS[name] for name in _ROWS])
    ax.set_ylim(-0.15, len(_ROWS) - 0.05)
    ax.set_xlim(-0.6, n - 0.4)
    step = max(1, round(n / 15))
    ax.set_xticks(np.arange(0, n, step), [str(i) for i in range(0, n, step)])
    ax.set_xlabel("sentence")
    ax.set_title(_short(data.article.title or "Framing profile", 80), loc="left", fontsize=10)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=6, frameon=False, fontsize=7.5)
    return ax


def stance(data: FramingProfile, *, ax: Axes | None = None) -> Axes:
    """Draw the mean stance toward each actor with its interval, author and sources apart.

    Filled dots are the article's own voice, hollow ones its sources'; the most mentioned
    actors, at most ten, are shown.

    Examples
    --------
    >>> import framing
    >>> low, high = framing.plots.stance(framing.analyze("Rain fell.")).get_xlim()
    >>> bool(low < -1 < 1 < high)
    True
    """
    values = {item.statistic: item for item in data.statistics}
    actors = [a for a in data.actors if f"stance_mean[{a.id}]" in values][:_MAX_ACTORS]
    ax = _axes(ax, (6.0, 0.8 + 0.45 * max(2, len(actors))))
    ax.axvline(0, color="#888888", linewidth=0.8, zorder=1)
    for place, actor in enumerate(reversed(actors)):
        for offset, key, filled in ((0.12, "stance_author", True), (-0.12, "stance_quoted", False)):
            item = values[f"{key}[{actor.id}]"]
            if item.value is None:
                continue
            colour = DIVERGING[1] if item.value > 0 else DIVERGING[0]
            if item.low is not None and item.high is not None:
                ax.plot([item.low, item.high], [place + offset] * 2, color=colour, linewidth=1.2, alpha=0.6, zorder=2)
            ax.plot(
                [item.value], [place + offset], "o", markersize=6, color=colour,
                markerfacecolor=colour if filled else "white", zorder=3,
            )  # fmt: skip
    ax.set_yticks(range(len(actors)), [_short(actor.name, 28) for actor in reversed(actors)])
    ax.set_xlim(-1.05, 1.05)
    ax.set_ylim(-0.6, max(0.6, len(actors) - 0.4))
    ax.set_xlabel("stance (filled: the article's own voice; hollow: its sources)")
    ax.set_title(_short(data.article.title or "Stance toward actors", 70), loc="left", fontsize=10)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def attribution_mix(data: FramingProfile, *, ax: Axes | None = None) -> Axes:
    """Draw how many of the article's attributions come from each kind of source.

    Examples
    --------
    >>> import framing
    >>> ax = framing.plots.attribution_mix(framing.analyze("Some believe it failed."))
    >>> ax.get_xlabel()
    'attributions'
    """
    sources = [item for item in data.attributions if item.source or item.cue]
    counts = [sum(item.source_kind == kind for item in sources) for kind in SOURCE_KINDS]
    ax = _axes(ax, (6.0, 3.2))
    places = np.arange(len(SOURCE_KINDS))[::-1]
    # From checkable to uncheckable the colour fades.
    shades = np.linspace(1.0, 0.25, len(SOURCE_KINDS))
    for place, count, shade in zip(places, counts, shades, strict=True):
        ax.barh(place, count, color=COLOURS["attribution"], alpha=float(shade))
    ax.set_yticks(places, [kind.replace("_", " ") for kind in SOURCE_KINDS])
    ax.set_xlabel("attributions")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_title(_short(data.article.title or "Sources by kind", 70), loc="left", fontsize=10)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def comparison(data: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw the main statistics of several profiles side by side with their intervals.

    Examples
    --------
    >>> import framing
    >>> pair = framing.compare([framing.analyze("Rain fell."), framing.analyze("Rain may fall.")])
    >>> framing.plots.comparison(pair).get_xlabel()
    'value with 95 % interval'
    """
    names = ("loaded_author", "loaded_quoted", "hedging_mean", "attribution_mean", "attribution_share", "stance_mean")
    ax = _axes(ax, (7.0, 0.9 + 0.22 * len(names) * max(2, len(data.profiles))))
    ax.axvline(0, color="#888888", linewidth=0.8, zorder=1)
    step = 0.8 / len(data.profiles)
    markers = "osD^vP*X"
    for number, (name, item) in enumerate(zip(data.names, data.profiles, strict=True)):
        values = {statistic.statistic: statistic for statistic in item.statistics}
        shade = str(0.15 + 0.6 * number / max(1, len(data.profiles) - 1))
        labelled = False
        for place, statistic in enumerate(reversed(names)):
            found = values[statistic]
            if found.value is None:
                continue
            y = place + 0.4 - step * (number + 0.5)
            if found.low is not None and found.high is not None:
                ax.plot([found.low, found.high], [y, y], color=shade, linewidth=1.2)
            ax.plot(
                [found.value], [y], markers[number % len(markers)], color=shade, markersize=5,
                label="_" if labelled else " " + _short(name, 40),  # a leading underscore would hide it
            )  # fmt: skip
            labelled = True
    ax.set_yticks(range(len(names)), [name.replace("_", " ") for name in reversed(names)])
    ax.set_xlabel("value with 95 % interval")
    ax.legend(frameon=False, fontsize=8, loc="best")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax
