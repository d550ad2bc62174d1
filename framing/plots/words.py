"""Names of statistics and kinds → the plain words that the charts write beside their marks.

Law: words name what was measured, never what to think of it.
"""

from __future__ import annotations

import re

from framing.document import MODES, SOURCE_KINDS
from framing.results import Statistic

__all__ = ["number_words", "standing", "statistic_words"]

KIND_WORDS = dict.fromkeys(SOURCE_KINDS, "") | {
    "named_person": "named person",
    "named_org": "named organisation",
    "document": "document",
    "unnamed_specific": "unnamed but described",
    "collective": "collective",
    "anonymous": "anonymous",
    "vague": "vague",
    "absent": "nobody named",
}
MODE_WORDS = dict.fromkeys(MODES, "") | {
    "direct": "quoted in full",
    "mixed": "quoted in part",
    "indirect": "in the article's words",
}
_WORDS = {
    "loaded_mean": "loaded wording",
    "loaded_share": "sentences with loaded words",
    "loaded_headline": "loaded wording, headline",
    "loaded_body": "loaded wording, body",
    "loaded_headline_gap": "loaded wording, headline minus body",
    "loaded_author": "loaded wording, own words",
    "loaded_quoted": "loaded wording, sources' words",
    "hedging_mean": "hedging",
    "hedging_share": "sentences with a hedge",
    "hedging_headline": "hedging, headline",
    "hedging_body": "hedging, body",
    "hedging_headline_gap": "hedging, headline minus body",
    "hedging_booster_share": "sentences with a booster",
    "hedging_quoted_share": "hedges in sources' words",
    "attribution_mean": "source strength",
    "attribution_share": "sentences with a source",
    "stance_mean": "stance toward actors",
    "stance_author": "stance toward actors, own voice",
    "stance_quoted": "stance toward actors, of sources",
}
_OF_SOURCES = re.compile(r"attribution_(\w+)_share")


def number_words(value: float) -> str:
    """Write a number with two digits behind the point, a true minus, and no minus before a zero.

    Parameters
    ----------
    value : float
        Any finite number.

    Examples
    --------
    >>> number_words(-0.25), number_words(-0.001)
    ('−0.25', '0.00')
    """
    written = f"{value:.2f}"
    return written.lstrip("-") if float(written) == 0 else written.replace("-", "−")


def statistic_words(name: str) -> str:
    """Name a statistic in plain words; one that has none keeps its name, without underscores.

    Parameters
    ----------
    name : str
        As in `profile.to_frame("statistic")`.

    Examples
    --------
    >>> statistic_words("attribution_share"), statistic_words("attribution_vague_share")
    ('sentences with a source', 'sources: vague')
    """
    if name in _WORDS:
        return _WORDS[name]
    found = _OF_SOURCES.fullmatch(name)
    kind = found[1] if found else ""
    if KIND_WORDS.get(kind) or MODE_WORDS.get(kind):
        return f"sources: {KIND_WORDS.get(kind) or MODE_WORDS[kind]}"
    return name.replace("_", " ")


def standing(item: Statistic) -> str:
    """Say where a statistic stands among other articles; nothing where that is not known.

    Parameters
    ----------
    item : Statistic
        With a percentile from 0 to 100, if it has one.

    Examples
    --------
    >>> import framing
    >>> standing(framing.analyze("Rain may fall.", engine="lexicon")["hedging_share"])
    'percentile 100'
    """
    return "" if item.percentile is None else f"percentile {item.percentile:.0f}"
