"""Evidence → scores: one public pure function a dimension.

Law: a score is `combine` of its evidence and of nothing else, so that every number in a
profile can be recomputed from the evidence table.
"""

from __future__ import annotations

from framing.scorers.attribution import combine_attribution
from framing.scorers.hedging import combine_hedging
from framing.scorers.loaded import combine_loaded
from framing.scorers.stance import StanceCurve, combine_stance

__all__ = ["StanceCurve", "combine_attribution", "combine_hedging", "combine_loaded", "combine_stance"]
