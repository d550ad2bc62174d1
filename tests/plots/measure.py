"""What of a figure is text, and where it stands once drawn."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from framing.plots import save

_TOUCH = 0.5  # dots that two boxes may share: letters do not fill theirs


def drawn_texts(figure: Figure, dpi: float) -> list[tuple[str, Bbox]]:
    """Every text that the Agg renderer really draws, with its box in dots."""
    found: list[tuple[str, Bbox]] = []
    draw = Text.draw

    def recorded(self: Text, renderer: object) -> None:
        if self.get_visible() and self.get_text().strip():
            # The box of an annotation holds its arrow too; that of the text alone is asked for.
            found.append((self.get_text(), Text.get_window_extent(self, renderer)))
        draw(self, renderer)

    figure.set_dpi(dpi)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", recorded)
        FigureCanvasAgg(figure).draw()
    return found


def assert_readable(ax, dpi: float = 110) -> list[str]:
    """No text of the figure stands on another, and none is cut off; returns the texts."""
    figure = ax.figure.figure
    placed = drawn_texts(figure, dpi)
    whole = figure.bbox
    for text, box in placed:
        inside = (
            box.x0 >= whole.x0 - _TOUCH
            and box.x1 <= whole.x1 + _TOUCH
            and box.y0 >= whole.y0 - _TOUCH
            and box.y1 <= whole.y1 + _TOUCH
        )
        assert inside, f"cut off: {text!r} at {box}"
    for (one, a), (two, b) in combinations(placed, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= _TOUCH or high <= _TOUCH, f"{one!r} and {two!r} overlap by {wide:.1f} × {high:.1f} dots"
    return [text for text, _ in placed]


def written(ax, suffix: str, dpi: float = 110) -> bytes:
    target = io.BytesIO()
    save(ax, target, suffix=suffix, dpi=dpi)
    return target.getvalue()
