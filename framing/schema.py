"""Every table the library hands out: column names, dtypes and order, in one place.

Law: a frame built by `frame` has exactly these columns in this order, whatever the rows,
so that an empty frame and a full one can be concatenated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COMPARISON", "LEVELS", "comparison_frame", "frame"]

# Nullable pandas dtypes where a value can be missing, so that missing never becomes zero.
LEVELS: dict[str, dict[str, str]] = {
    "block": {"block": "int64", "start": "int64", "end": "int64", "zone": "object", "text": "object"},
    "sentence": {
        "sentence": "int64",
        "paragraph": "int64",
        "zone": "object",
        "start": "int64",
        "end": "int64",
        "text": "object",
        "loaded": "float64",
        "loaded_author": "float64",
        "loaded_quoted": "float64",
        "hedging": "float64",
        "attribution": "float64",
        "n_stances": "int64",
    },
    "evidence": {
        "sentence": "int64",
        "dimension": "object",
        "kind": "object",
        "start": "int64",
        "end": "int64",
        "text": "object",
        "contribution": "float64",
        "voice": "object",
        "origin": "object",
        "actor": "object",
        "holder": "object",
        "scope_start": "Int64",
        "scope_end": "Int64",
    },
    "attribution": {
        "attribution": "int64",
        "sentence": "int64",
        "source": "object",
        "source_start": "Int64",
        "source_end": "Int64",
        "cue": "object",
        "cue_start": "Int64",
        "cue_end": "Int64",
        "content": "object",
        "content_start": "Int64",
        "content_end": "Int64",
        "mode": "object",
        "source_kind": "object",
        "actor": "object",
        "strength": "float64",
        "cue_kind": "object",
        "parent": "Int64",
        "details": "object",
    },
    "actor": {
        "actor": "object",
        "name": "object",
        "kind": "object",
        "aliases": "object",
        "n_mentions": "int64",
        "mention_share": "float64",
        "in_headline": "bool",
        "stance_mean": "float64",
        "stance_author": "float64",
        "stance_quoted": "float64",
        "n_attributions": "int64",
        "in_lede": "bool",
        "source_share": "float64",
        "agent_share": "float64",
        "patient_share": "float64",
        "names": "object",
        "code": "object",
        "stance_side": "int64",
        "n_hedges": "int64",
    },
    "source": {
        "source": "object",
        "actor": "object",
        "source_kind": "object",
        "named": "bool",
        "n_attributions": "int64",
        "n_words": "int64",
        "word_share": "float64",
        "n_direct": "int64",
        "n_mixed": "int64",
        "n_indirect": "int64",
        "direct_share": "float64",
        "cues": "object",
        "n_neutral": "int64",
        "n_factive": "int64",
        "n_doubting": "int64",
        "n_assertive": "int64",
        "n_emotive": "int64",
        "n_perception": "int64",
        "hedging_mean": "float64",
        "strength_mean": "float64",
    },
    "stance": {
        "sentence": "int64",
        "actor": "object",
        "holder": "object",
        "start": "int64",
        "end": "int64",
        "negative": "float64",
        "neutral": "float64",
        "positive": "float64",
        "stance": "float64",
    },
    "statistic": {
        "statistic": "object",
        "value": "float64",
        "low": "float64",
        "high": "float64",
        "n": "int64",
        "percentile": "float64",
    },
    "frame": {
        "frame": "object",
        "level": "object",
        "sentence": "Int64",
        "start": "Int64",
        "end": "Int64",
        "text": "object",
        "score": "float64",
        "present": "bool",
        "share": "float64",
        "n_evidence": "int64",
        "evidence": "object",
    },
}

# What a comparison alone has.
COMPARISON: dict[str, dict[str, str]] = {
    # Texts as objects: a name with a lone surrogate is legal, but no string column of pandas holds it.
    "statistic": dict.fromkeys(("target", "reference", "statistic"), "object")
    | dict.fromkeys(("value", "reference_value", "difference", "low", "high", "effect", "p", "p_adjusted"), "float64"),
    "group": {
        "group": "object",
        "statistic": "object",
        "value": "float64",
        "low": "float64",
        "high": "float64",
        "n": "int64",
    },
    "claim": {
        "claim": "int64",
        "profile": "object",
        "sentence": "int64",
        "start": "int64",
        "end": "int64",
        "text": "object",
        "source": "object",
        "source_kind": "object",
        "cue": "object",
        "cue_kind": "object",
        "mode": "object",
        "hedging": "float64",
        "hedges": "object",
        "voice": "object",
        "n_profiles": "int64",
        "representative": "bool",
        "verb": "object",
        "identity": "object",
    },
    "coverage": {
        "claim": "int64",
        "text": "object",
        "profile": "object",
        "reported": "bool",
        "n_tellings": "int64",
        "sentence": "Int64",
        "n_profiles": "int64",
    },
    "wording": {
        "profile": "object",
        "voice": "object",
        "word": "object",
        "z": "float64",
        "log_odds": "float64",
        "count": "int64",
        "rate": "float64",
        "other_count": "int64",
        "actor": "object",
    },
}


def frame(level: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build the table of one level.

    Parameters
    ----------
    level : str
        A key of `LEVELS`.
    rows : iterable of mapping
        One mapping a row, with every column of the level.

    Raises
    ------
    ValueError
        If there is no such level.

    Examples
    --------
    >>> frame("block", []).columns.tolist()
    ['block', 'start', 'end', 'zone', 'text']
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")
    return _frame(LEVELS[level], rows)


def comparison_frame(level: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build one of the tables that a comparison alone has.

    Parameters
    ----------
    level : str
        A key of `COMPARISON`.
    rows : iterable of mapping
        One mapping a row, with every column of the level.

    Raises
    ------
    ValueError
        If there is no such level.

    Examples
    --------
    >>> comparison_frame("coverage", []).columns.tolist()
    ['claim', 'text', 'profile', 'reported', 'n_tellings', 'sentence', 'n_profiles']
    """
    if level not in COMPARISON:
        raise ValueError(f"level must be one of {', '.join(COMPARISON)}, got {level!r}")
    return _frame(COMPARISON[level], rows)


def _frame(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    import pandas as pd  # imported on first use: reading and scoring do not need it

    listed = list(rows)
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in listed], dtype=dtype) for name, dtype in columns.items()},
        columns=list(columns),
    )
