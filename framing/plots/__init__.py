"""Profiles → matplotlib Axes.

Law: every function takes `(data, *, ax=None)` and returns the Axes; nothing global is
changed, nothing is shown, and colours say which dimension, never who is at fault.
"""

from __future__ import annotations

from framing.plots.profile import attribution_mix, comparison, plot, profile, stance

__all__ = ["attribution_mix", "comparison", "plot", "profile", "stance"]
