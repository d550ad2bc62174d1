"""What the charts share: a style that ends with the chart, text that fits, panels inside one Axes.

Law: nothing global stays changed, and no text is wider than the room it was given.
"""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, ParamSpec

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.gridspec import GridSpec, GridSpecFromSubplotSpec
from matplotlib.textpath import TextPath
from matplotlib.transforms import Bbox, ScaledTranslation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["clip", "save", "wrap"]

P = ParamSpec("P")

GREY = "#666666"
PALE = "#d9d9d9"
SMALL = 8.0
LARGE = 10.0
_POINTS = 72.0  # an inch has
_HINTING = 1.05  # letters set on whole dots can be wider than their outlines
_HEAD = "framing head"  # of the texts that head a host
_MARGIN = 0.08  # inch between a title and the edge of the figure
_LABEL = 7.5
# Where a label may stand beside its point, in points to the right and up; the best place first.
_SIDES = ((6, 0), (-6, 0), (0, 6), (0, -6), (5, 5), (-5, 5), (5, -5), (-5, -5), (0, 14), (0, -14), (10, 12), (-10, 12))
_STYLE: Any = {
    # The font comes with matplotlib: the same widths everywhere.
    "font.family": "DejaVu Sans",
    "font.size": SMALL,
    "axes.titlesize": LARGE,
    "axes.labelsize": SMALL,
    "axes.edgecolor": "#888888",
    "axes.facecolor": "white",
    "axes.labelcolor": "black",
    "axes.grid": False,
    "figure.facecolor": "white",
    "text.color": "black",
    "text.usetex": False,
    "xtick.color": "black",
    "ytick.color": "black",
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 7.5,
    "savefig.facecolor": "white",
    # The same picture gives the same file.
    "svg.hashsalt": "framing",
}


@contextmanager
def _quiet() -> Iterator[None]:
    """Letters that the font lacks are boxes; one warning for each of them helps nobody."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .*missing from", category=UserWarning)
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support", category=UserWarning)
        yield


def styled(draw: Callable[P, Axes]) -> Callable[P, Axes]:
    """Let a chart be drawn in our style, and its title and label cut to the room they have."""

    @functools.wraps(draw)
    def inside(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with rc_context(_STYLE), _quiet():
            ax = draw(*args, **kwargs)
            _fit(ax)
            return ax

    return inside


def save(ax: Axes, target: str | os.PathLike[str] | IO[bytes], *, suffix: str | None = None, dpi: float = 150) -> None:
    """Write the figure that holds an Axes to a file.

    Letters that the font lacks are drawn as boxes, without a warning for each of them. The same
    chart gives the same SVG, byte for byte.

    Parameters
    ----------
    ax : Axes
        Any Axes of the figure.
    target : path or binary file
        Where to write.
    suffix : str, optional
        The format ("png", "svg", "pdf"); by default what the path ends with.
    dpi : float
        Dots an inch, for formats that are made of dots.

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
    written = suffix or (os.fspath(target).rpartition(".")[2] if isinstance(target, str | os.PathLike) else "")
    dated: dict[str, Any] = {"Date": None} if written.lower() == "svg" else {}
    with rc_context({"svg.hashsalt": "framing"}), _quiet():
        figure.savefig(target, format=suffix, dpi=dpi, metadata=dated or None)


# ---------------------------------------------------------------------- text that fits


def _clean(text: str) -> str:
    # What no font can draw goes: control characters, lone surrogates, invisible marks.
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _escape(text: str) -> str:
    return text.replace("$", r"\$")  # a dollar sign is no mathematics here


@functools.lru_cache(maxsize=4096)
def _advance(char: str) -> float:
    """How far one letter moves the next, at a size of 1 point, in points."""
    font = FontProperties(family="DejaVu Sans")
    with _quiet():
        both, alone = (TextPath((0, 0), text, size=100, prop=font) for text in (f"x{_escape(char)}x", "xx"))
    return float(both.get_extents().width - alone.get_extents().width) / 100


def _width(text: str, size: float) -> float:
    """Width of a line in inches, letter by letter: outlines of whole lines would cost more than the drawing."""
    return sum(map(_advance, text)) * size / _POINTS * _HINTING


def clip(text: str, inches: float, *, size: float = SMALL) -> str:
    """Return a text in one line of at most so many inches, with "…" where it was cut.

    Parameters
    ----------
    text : str
        Any text; what cannot be drawn is left out.
    inches : float
        The room there is.
    size : float
        Of the letters, in points.

    Examples
    --------
    >>> clip("The council of the old harbour", 1.0)
    'The council of t…'
    """
    return wrap(text, inches, size=size, n_lines=1)


def wrap(text: str, inches: float, *, size: float = SMALL, n_lines: int = 2) -> str:
    r"""Return a text in lines of at most so many inches, with "…" where it was cut.

    Parameters
    ----------
    text : str
        Any text; what cannot be drawn is left out.
    inches : float
        The room there is.
    size : float
        Of the letters, in points.
    n_lines : int
        How many lines there may be.

    Examples
    --------
    >>> wrap("The council of the old harbour", 1.2)
    'The council of the\nold harbour'
    """
    rest = _clean(text)[:2000]
    lines: list[str] = []
    while rest:
        fits = _fitting(rest, inches, size)
        if fits == len(rest):
            lines.append(rest)
            break
        if len(lines) + 1 == n_lines:
            keep = _fitting(rest, inches - _width("…", size), size)
            lines.append(rest[:keep].rstrip() + "…")
            break
        space = rest.rfind(" ", 0, fits + 1)
        cut = space if space > 0 else max(1, fits)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return _escape("\n".join(lines))


def _fitting(text: str, inches: float, size: float) -> int:
    """How many letters of a text fit."""
    low, high = 0, min(len(text), max(1, int(inches * _POINTS / size * 6)))
    if high == len(text) and _width(text, size) <= inches:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(text[:middle], size) <= inches else (low, middle - 1)
    return low


def _fit(ax: Axes) -> None:
    """Cut title and label of an Axes to the room they have once everything has its place."""
    title, label = ax.get_title(loc="left"), ax.get_xlabel()
    figure = ax.figure.figure
    if not ax.axison:
        _fit_heads(ax)
        return
    if not (title or label):
        return
    # Measured with a letter in their place: what is too long would push the Axes aside, and come back too long.
    parts = [ax.set_title("x" if title else "", loc="left", fontsize=LARGE), ax.xaxis.label]
    ax.set_xlabel("\n".join("x" * bool(line) for line in label.split("\n")))
    figure.draw_without_rendering()
    box = ax.get_window_extent()
    left, right, whole = box.x0 / figure.dpi, box.x1 / figure.dpi, figure.bbox.width / figure.dpi
    if len(figure.axes) > 1:  # the room of others is theirs
        title_room = label_room = right - left
    else:
        middle = (left + right) / 2
        title_room = whole - _MARGIN - left
        label_room = 2 * (min(middle, whole - middle) - _MARGIN)
    if title:
        parts[0].set_text(_refit(title, title_room, LARGE))
    ax.set_xlabel(_refit(label, label_room, SMALL))


def _fit_heads(ax: Axes) -> None:
    figure = ax.figure.figure
    heads = [text for item in figure.axes for text in item.texts if text.get_gid() == _HEAD]
    figure.draw_without_rendering()
    for text in heads:
        axes = text.axes
        if axes is not None:
            text.set_text(_refit(text.get_text(), axes.get_window_extent().width / figure.dpi, LARGE))


def _refit(text: str, inches: float, size: float) -> str:
    return "\n".join(wrap(line.replace(r"\$", "$"), inches, size=size) for line in text.split("\n"))


# ---------------------------------------------------------------------- Axes


def new_axes(ax: Axes | None, size: tuple[float, float]) -> Axes:
    """Return the Axes given, or one of a figure of its own."""
    if ax is not None:
        return ax
    # A figure of its own, outside pyplot's global list: no leak, no backend.
    figure = Figure(figsize=size, layout="constrained")
    return figure.add_subplot()


def plain(ax: Axes, *, hide: Sequence[str] = ("top", "right")) -> None:
    """Take away what says nothing, and set sizes also on an Axes that was made elsewhere."""
    for side in hide:
        ax.spines[side].set_visible(False)
    ax.tick_params(labelsize=SMALL)
    ax.xaxis.label.set_fontsize(SMALL)
    ax.yaxis.label.set_fontsize(SMALL)


def set_title(ax: Axes, text: str, otherwise: str) -> None:
    """Set the title, at the left; `styled` cuts it to the room there is."""
    ax.set_title(_escape(_clean(text) or otherwise), loc="left", fontsize=LARGE)


def set_rows(ax: Axes, labels: Sequence[str], *, inches: float = 1.7, n_lines: int = 1) -> None:
    """Name the rows of a chart from top to bottom: the first is at the height 0, the next at 1, downward."""
    ax.set_yticks(
        range(len(labels)),
        ["\n".join(wrap(part, inches, n_lines=n_lines) for part in label.split("\n")) for label in labels],
    )
    ax.set_ylim(max(1, len(labels)) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def nothing(ax: Axes, text: str) -> None:
    """Say that there is nothing to draw, in place of an empty chart that looks like zero."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=GREY, fontsize=SMALL)


def panels(ax: Axes, n_rows: int, n_columns: int, **ratios: Any) -> GridSpecFromSubplotSpec | GridSpec:
    """Make a grid in the place of an Axes, which stays as their host and draws nothing itself."""
    ax.set_axis_off()
    ax.set_in_layout(False)
    spec = ax.get_subplotspec()
    if spec is not None:
        return spec.subgridspec(n_rows, n_columns, **ratios)
    place = ax.get_position()
    figure: Any = ax.figure  # or a part of one, which does as well
    return GridSpec(
        n_rows, n_columns, figure=figure, left=place.x0, right=place.x1, bottom=place.y0, top=place.y1, **ratios
    )


def panel(ax: Axes, place: Any) -> Axes:
    """Add one panel of a host."""
    return ax.figure.add_subplot(place)


def panel_title(ax: Axes, text: str, *, inches: float | None = None) -> None:
    """Head a panel: in a row of its own where `inches` says how wide that is, else above the panel."""
    if inches is None:
        ax.set_title(text, loc="left", fontsize=SMALL + 0.5, color="#333333")
        return
    ax.set_axis_off()
    ax.text(0, 0.5, clip(text, inches, size=LARGE), fontsize=LARGE, va="center", transform=ax.transAxes, gid=_HEAD)


def host_width(ax: Axes) -> float:
    """Width in inches of the room that a host gives its panels."""
    figure = ax.figure.figure
    whole = float(figure.bbox.width / figure.dpi)
    if len(figure.axes) == 1 and figure.get_layout_engine() is not None:
        return whole - 2 * _MARGIN
    return float(ax.get_position().width) * whole


def legend_below(ax: Axes, handles: Sequence[Any] | None = None, *, inches: float | None = None) -> None:
    """Set the legend under the label of the x axis, in as many columns as the room allows.

    The distance is one of length and not of the height of the Axes, so that it holds at every size.
    """
    listed = list(handles) if handles is not None else ax.get_legend_handles_labels()[0]
    labels = [str(handle.get_label()) for handle in listed]
    if not labels:
        return
    room = inches if inches is not None else float(ax.get_window_extent().width) / ax.figure.figure.dpi
    widths = [_width(label.replace(r"\$", "$"), 7.5) + 0.5 for label in labels]
    n_columns = len(labels)
    while n_columns > 1 and sum(max(widths[n::n_columns]) for n in range(n_columns)) > room:
        n_columns -= 1
    # As even as it goes: four and four rather than seven and one; and read in rows, as it is written.
    n_rows = -(-len(labels) // n_columns)
    n_columns = -(-len(labels) // n_rows)
    listed = [listed[n] for column in range(n_columns) for n in range(column, len(listed), n_columns)]
    n_lines = ax.get_xlabel().count("\n") + 1 if ax.get_xlabel() else 0
    drop = ScaledTranslation(0, -(0.24 + 0.13 * n_lines), ax.figure.dpi_scale_trans)
    ax.legend(
        handles=listed, loc="upper center", bbox_to_anchor=(0.5, 0), bbox_transform=ax.transAxes + drop,
        ncols=n_columns, frameon=False, fontsize=7.5, borderaxespad=0.3, handletextpad=0.5, columnspacing=1.4,
    )  # fmt: skip


def rest_of(n_left: int, what: str) -> str:
    """Say what a chart leaves out, in a line of its own under the label; nothing where nothing is left out."""
    return f"\nand {n_left} more {what}{'' if n_left == 1 else 's'}, not shown" if n_left > 0 else ""


def place_labels(
    ax: Axes,
    anchors: Sequence[tuple[float, float]],
    labels: Sequence[str],
    *,
    avoid: Sequence[tuple[float, float]] = (),
    outward: bool = False,
    **look: Any,
) -> int:
    """Write a label beside each anchor where it covers nothing; return how many found no room.

    Labels go where they were put first come, first served, in the order given, so that the same
    chart always looks the same. With `outward` the side away from the middle comes first, for the
    tips of arrows. Limits and axis labels must be set before.
    """
    figure = ax.figure.figure
    figure.draw_without_rendering()
    dot = figure.dpi / _POINTS
    inside = ax.get_window_extent()
    taken = [Bbox.from_extents(x - 3 * dot, y - 3 * dot, x + 3 * dot, y + 3 * dot)
             for x, y in (ax.transData.transform(point) for point in avoid)]  # fmt: skip
    taken += [text.get_window_extent().padded(1.5 * dot) for text in ax.texts if text.get_text()]
    n_left = 0
    for anchor, label in zip(anchors, labels, strict=True):
        written = clip(label, 2.4, size=_LABEL)
        width = _width(written.replace(r"\$", "$"), _LABEL) * figure.dpi
        height = 1.25 * _LABEL * dot
        x, y = ax.transData.transform(anchor)
        middle_x, middle_y = ax.transData.transform((0.0, 0.0))
        away = (x - middle_x, y - middle_y) if outward else (0.0, 0.0)
        order = sorted(range(len(_SIDES)), key=[-(a * away[0] + b * away[1]) for a, b in _SIDES].__getitem__)
        for right, up in (_SIDES[number] for number in order):
            left = x + right * dot - (0 if right > 0 else width if right < 0 else width / 2)
            bottom = y + up * dot - (0 if up > 0 else height if up < 0 else height / 2)
            box = Bbox.from_bounds(left, bottom, width, height)
            room = inside.x0 <= box.x0 and box.x1 <= inside.x1 and inside.y0 <= box.y0 and box.y1 <= inside.y1
            if room and not any(box.overlaps(other) for other in taken):
                taken.append(box.padded(1.5 * dot))
                ax.annotate(
                    written, anchor, xytext=(right, up), textcoords="offset points", fontsize=_LABEL,
                    ha="left" if right > 0 else "right" if right < 0 else "center",
                    va="bottom" if up > 0 else "top" if up < 0 else "center", zorder=4, **look,
                )  # fmt: skip
                break
        else:
            n_left += 1
    return n_left
