"""The four dimensions sentence by sentence, and one door to every chart of a profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from framing.palette import COLOURS, DIVERGING
from framing.plots.actors import actor_stance, who_says_what
from framing.plots.article import glance, strip
from framing.plots.sources import source_mix, source_treatment
from framing.plots.style import legend_below, new_axes, plain, save, set_title, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.results import FramingProfile

__all__ = ["plot", "profile", "save"]

_ROWS = ("loaded", "hedging", "attribution", "stance")
_LABELS = {
    "loaded": "loaded\nwording",
    "hedging": "hedging",
    "attribution": "source\nstrength",
    "stance": "stance",
}


def plot(data: FramingProfile, *, kind: str = "profile", ax: Axes | None = None) -> Axes:
    """Draw a profile.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    kind : str
        "profile", "glance", "strip", "actor_stance", "source_mix", "source_treatment" or "who_says_what"; also
        "stance" for "actor_stance" and "attribution" for "source_mix".
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
    kinds: dict[str, Callable[..., Axes]] = {
        "profile": profile,
        "glance": glance,
        "strip": strip,
        "actor_stance": actor_stance,
        "source_mix": source_mix,
        "source_treatment": source_treatment,
        "who_says_what": who_says_what,
    }
    older = {"stance": "actor_stance", "attribution": "source_mix"}
    if kind not in kinds and kind not in older:
        raise ValueError(f"kind must be one of {', '.join(kinds)}, got {kind!r}")
    return kinds[older.get(kind, kind)](data, ax=ax)


@styled
def profile(data: FramingProfile, *, ax: Axes | None = None) -> Axes:
    """Draw the four dimensions sentence by sentence.

    Each dimension has a row. Bars of loaded wording and hedging grow from the row's line in
    proportion to the score; the full part of a loaded bar is the author's own wording, the light,
    hatched part what its sources are given to say. Source strength is a dot at its height, absent
    where nobody is said to speak. Stance bars go up for positive, down for negative. The headline
    is marked by a band.

    Parameters
    ----------
    data : FramingProfile
        What to draw.
    ax : Axes, optional
        Where to draw.

    Examples
    --------
    >>> import framing
    >>> len(framing.plots.profile(framing.analyze("Rain may fall. Rivers rose.")).patches) > 0
    True
    """
    n = len(data.sentences)
    ax = new_axes(ax, (9.0, 4.6))
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
        color=COLOURS["loaded"], alpha=0.45, hatch="/////", edgecolor="#6b3a5a", linewidth=0,
        label="loaded, its sources", zorder=2,
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
    set_title(ax, data.article.title or "", "Framing profile")
    plain(ax, hide=("top", "right", "left"))
    ax.tick_params(axis="y", length=0)
    order = {"loaded, author": 0, "loaded, its sources": 1, "hedging": 2, "source strength": 3}
    legend_below(ax, sorted(ax.get_legend_handles_labels()[0], key=lambda item: order.get(str(item.get_label()), 4)))
    return ax
