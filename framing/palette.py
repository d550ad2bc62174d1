"""The colours of the four dimensions, one place for charts and pages.

Chosen to differ for readers with colour-vision deficiencies (after Okabe and Ito 2008),
and so that no colour says guilty: stance runs from orange to blue, not from red to green.
"""

from __future__ import annotations

__all__ = ["COLOURS", "DIVERGING"]

COLOURS = {
    "loaded": "#CC79A7",
    "hedging": "#E69F00",
    "attribution": "#0072B2",
    "stance": "#009E73",
}
# Negative, positive.
DIVERGING = ("#D55E00", "#56B4E9")
