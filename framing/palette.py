"""The colours of the four dimensions, one place for charts and pages.

Chosen to differ for readers with colour-vision deficiencies (after Okabe and Ito 2008),
and so that no colour says guilty: stance runs from orange to blue, not from red to green.
Charts set a hatch, a marker or a line style beside every colour, so that they read in grey.
"""

from __future__ import annotations

__all__ = ["COLOURS", "DIVERGING", "SERIES"]

COLOURS = {
    "loaded": "#CC79A7",
    "hedging": "#E69F00",
    "attribution": "#0072B2",
    "stance": "#009E73",
}
# Negative, positive.
DIVERGING = ("#D55E00", "#56B4E9")
# Several articles side by side, the reference first: no two neighbours of one lightness.
SERIES = ("#000000", "#E69F00", "#0072B2", "#56B4E9", "#8A4B77", "#009E73", "#555555", "#CC79A7")
