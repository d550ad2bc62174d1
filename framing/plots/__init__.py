"""Profiles → matplotlib Axes.

Law: every function takes `(data, *, ax=None, …)` and returns the Axes; nothing global is
changed, nothing is shown, and colours say which dimension, never who is at fault.
"""

from __future__ import annotations

from framing.plots.actors import actor_stance, who_says_what
from framing.plots.article import glance, strip
from framing.plots.corpus import distributions, outlets_plane
from framing.plots.profile import plot, profile
from framing.plots.several import coverage_matrix, distinctive_words, dumbbells, plot_comparison
from framing.plots.sources import source_mix, source_treatment
from framing.plots.style import save

__all__ = [
    "actor_stance",
    "attribution_mix",
    "comparison",
    "coverage_matrix",
    "distinctive_words",
    "distributions",
    "dumbbells",
    "glance",
    "outlets_plane",
    "plot",
    "plot_comparison",
    "profile",
    "save",
    "source_mix",
    "source_treatment",
    "stance",
    "strip",
    "who_says_what",
]

# What these were called before there were more of them.
stance = actor_stance
attribution_mix = source_mix
comparison = dumbbells
