"""What can be set for an analysis, as one immutable object."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings of an `Analyzer`.

    Parameters
    ----------
    min_mentions : int
        Actors with fewer mentions are left out of the profile; at least 1.

    Raises
    ------
    ValueError
        If `min_mentions` is below 1.

    Examples
    --------
    >>> Config(min_mentions=2).min_mentions
    2
    """

    min_mentions: int = 1

    def __post_init__(self) -> None:
        if self.min_mentions < 1:
            raise ValueError(f"min_mentions must be at least 1, got {self.min_mentions}")
