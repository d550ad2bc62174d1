"""Sentence scores → statistics of the article, each with a 95 % interval.

Law: a statistic is computed over what counts for it and says how many that were; with
nothing to count its value is None, and with too little for an interval the bounds are.
Means have Student intervals clipped to the measure's range; shares have Wilson intervals.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from framing.document import MODES, SOURCE_KINDS, Article
from framing.results import SentenceScores, Statistic

__all__ = ["aggregate", "mean_statistic", "share_statistic"]

_Z = 1.959963984540054  # 97.5 % quantile of the normal distribution


def _student(df: int) -> float:
    """97.5 % quantile of Student's t, by the expansion of Cornish and Fisher; error < 1 % from df 3."""
    if df == 1:
        return 12.706
    if df == 2:
        return 4.303
    z = _Z
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
    )


def mean_statistic(name: str, values: Sequence[float], low: float = 0.0, high: float = 1.0) -> Statistic:
    """Mean with a Student interval, clipped to the range of the measure.

    Parameters
    ----------
    name : str
        `<dimension>_<statistic>`.
    values : sequence of float
        One a sentence, attribution or stance.
    low, high : float
        Range of the measure.

    Examples
    --------
    >>> mean_statistic("loaded_mean", [0.0, 0.5]).value
    0.25
    """
    n = len(values)
    if n == 0:
        return Statistic(statistic=name, value=None, low=None, high=None, n=0)
    mean = math.fsum(values) / n
    if n == 1:
        return Statistic(statistic=name, value=mean, low=None, high=None, n=1)
    variance = math.fsum([(value - mean) ** 2 for value in values]) / (n - 1)
    half = _student(n - 1) * math.sqrt(variance / n)
    return Statistic(statistic=name, value=mean, low=max(low, mean - half), high=min(high, mean + half), n=n)


def share_statistic(name: str, count: int, n: int) -> Statistic:
    """Share with a Wilson score interval (Wilson 1927).

    Examples
    --------
    >>> share_statistic("hedging_share", 5, 10).value
    0.5
    """
    if n == 0:
        return Statistic(statistic=name, value=None, low=None, high=None, n=0)
    share = count / n
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n))
    # Rounding must not put the share outside its own interval.
    return Statistic(
        statistic=name,
        value=share,
        low=min(share, max(0.0, centre - half)),
        high=max(share, min(1.0, centre + half)),
        n=n,
    )


def difference_statistic(
    name: str, first: Sequence[float], second: Sequence[float], low: float = -1.0, high: float = 1.0
) -> Statistic:
    """Mean of the first minus mean of the second, with a Welch interval.

    With a single headline there is no spread to estimate on its side; the interval is then that
    of the other side's mean, which understates it, and `n` counts both.
    """
    n = len(first) + len(second)
    if not first or not second:
        return Statistic(statistic=name, value=None, low=None, high=None, n=n)
    difference = math.fsum(first) / len(first) - math.fsum(second) / len(second)
    error = 0.0
    df = 0
    for values in (first, second):
        if len(values) > 1:
            mean = math.fsum(values) / len(values)
            error += math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1) / len(values)
            df += len(values) - 1
    if df == 0:
        return Statistic(statistic=name, value=difference, low=None, high=None, n=n)
    half = _student(df) * math.sqrt(error)
    return Statistic(
        statistic=name, value=difference, low=max(low, difference - half), high=min(high, difference + half), n=n
    )


def aggregate(article: Article, scores: Sequence[SentenceScores]) -> tuple[Statistic, ...]:
    """Compute every statistic of an article.

    Parameters
    ----------
    article : Article
        With actors and attributions.
    scores : sequence of SentenceScores
        One a sentence.

    Returns
    -------
    tuple of Statistic
        The same names for every article, then those of its actors.
    """
    made: list[Statistic] = []
    n = len(scores)
    zones = [sentence.zone for sentence in article.sentences]
    for dimension in ("loaded", "hedging"):
        values = [getattr(item, dimension) for item in scores]
        headline = [value for value, zone in zip(values, zones, strict=True) if zone == "headline"]
        body = [value for value, zone in zip(values, zones, strict=True) if zone != "headline"]
        made.append(mean_statistic(f"{dimension}_mean", values))
        made.append(share_statistic(f"{dimension}_share", sum(_shows(item, dimension) for item in scores), n))
        made.append(mean_statistic(f"{dimension}_headline", headline))
        made.append(mean_statistic(f"{dimension}_body", body))
        made.append(difference_statistic(f"{dimension}_headline_gap", headline, body))
    made.append(mean_statistic("loaded_author", [s.loaded_author for s in scores if s.loaded_author is not None]))
    made.append(mean_statistic("loaded_quoted", [s.loaded_quoted for s in scores if s.loaded_quoted is not None]))
    boosted = hedged_quoted = n_hedges = 0
    for item in scores:
        kinds = {e.kind for e in item.evidence if e.dimension == "hedging"}
        boosted += "booster" in kinds
        for e in item.evidence:
            if e.dimension == "hedging" and e.kind != "booster":
                n_hedges += 1
                hedged_quoted += e.voice == "quoted"
    made.append(share_statistic("hedging_booster_share", boosted, n))
    made.append(share_statistic("hedging_quoted_share", hedged_quoted, n_hedges))
    attributed = [item.attribution for item in scores if item.attribution is not None]
    made.append(mean_statistic("attribution_mean", attributed))
    made.append(share_statistic("attribution_share", len(attributed), n))
    sources = [item for item in article.attributions if item.source or item.cue]
    for kind in SOURCE_KINDS:
        made.append(
            share_statistic(
                f"attribution_{kind}_share", sum(item.source_kind == kind for item in sources), len(sources)
            )
        )
    for mode in MODES:
        made.append(
            share_statistic(f"attribution_{mode}_share", sum(item.mode == mode for item in sources), len(sources))
        )
    stances = [stance for item in scores for stance in item.stances]
    made.append(mean_statistic("stance_mean", [stance.value for stance in stances], -1.0))
    made.append(mean_statistic("stance_author", [s.value for s in stances if s.holder is None], -1.0))
    made.append(mean_statistic("stance_quoted", [s.value for s in stances if s.holder is not None], -1.0))
    made.extend(_actor_statistics(article, scores))
    return tuple(made)


def _shows(scores: SentenceScores, dimension: str) -> bool:
    """Whether a sentence has wording of a dimension to point at; what a network leaves over is none."""
    return any(item.dimension == dimension and item.contribution > 0 and not item.is_rest for item in scores.evidence)


def _actor_statistics(article: Article, scores: Sequence[SentenceScores]) -> Iterable[Statistic]:
    by_actor: dict[str, list[tuple[float, bool]]] = {}
    for item in scores:
        for stance in item.stances:
            by_actor.setdefault(stance.actor, []).append((stance.value, stance.holder is None))
    for actor in article.actors:
        values = by_actor.get(actor.id)
        if not values:
            continue
        yield mean_statistic(f"stance_mean[{actor.id}]", [value for value, _ in values], -1.0)
        yield mean_statistic(f"stance_author[{actor.id}]", [value for value, own in values if own], -1.0)
        yield mean_statistic(f"stance_quoted[{actor.id}]", [value for value, own in values if not own], -1.0)
