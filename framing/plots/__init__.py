"""Profiles → matplotlib Axes.

Law: every function takes `(data, *, ax=None, …)` and returns the Axes; nothing global is
changed, nothing is shown, and colours say which dimension, never who is at fault.
"""

from __future__ import annotations

from framing.plots.actors import actor_stance, who_says_what
from framing.plots.article import glance, strip
from framing.plots.profile import plot, profile
from framing.plots.sources import source_mix, source_treatment
from framing.plots.style import save

__all__ = [
    "actor_stance",
    "glance",
    "plot",
    "profile",
    "save",
    "source_mix",
    "source_treatment",
    "strip",
    "who_says_what",
]
