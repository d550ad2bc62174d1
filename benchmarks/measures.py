"""Measures shared by the accuracy tables: span and character F1, macro F1, AUC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["auc", "b_cubed", "calibration_error", "cohen_kappa", "f1", "macro_f1", "spearman"]


def f1(hit: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1 from counts; 0 where undefined."""
    precision = hit / predicted if predicted else 0.0
    recall = hit / gold if gold else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def macro_f1(gold: Sequence[int], predicted: Sequence[int], labels: Iterable[int]) -> float:
    """Unweighted mean of the labels' F1."""
    scores = []
    for label in labels:
        hit = sum(g == label == p for g, p in zip(gold, predicted, strict=True))
        scores.append(f1(hit, sum(p == label for p in predicted), sum(g == label for g in gold))[2])
    return sum(scores) / len(scores)


def auc(labels: Sequence[int], scores: Sequence[float]) -> float:
    """Area under the ROC curve, ties counted half."""
    order = sorted(zip(scores, labels, strict=True))
    positives = sum(labels)
    negatives = len(labels) - positives
    rank_sum = 0.0
    start = 0
    while start < len(order):
        stop = start
        while stop < len(order) and order[stop][0] == order[start][0]:
            stop += 1
        middle = (start + stop + 1) / 2
        rank_sum += middle * sum(label for _, label in order[start:stop])
        start = stop
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Agreement of two labellings beyond chance (Cohen 1960)."""
    n = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    labels = set(first) | set(second)
    chance = sum((list(first).count(x) / n) * (list(second).count(x) / n) for x in labels)
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def calibration_error(confidences: Sequence[float], hits: Sequence[float], bins: int = 10) -> float:
    """Expected calibration error: mean distance of confidence and share of hits, in bins of like confidence.

    Examples
    --------
    >>> round(calibration_error([0.9] * 10, [1] * 9 + [0]), 3)
    0.0
    """
    error = 0.0
    for place in range(bins):
        own = [i for i, value in enumerate(confidences) if min(int(value * bins), bins - 1) == place]
        if own:
            sure = sum(confidences[i] for i in own) / len(own)
            error += abs(sure - sum(hits[i] for i in own) / len(own)) * len(own)
    return error / max(1, len(confidences))


def b_cubed(pairs: Sequence[tuple[dict[str, str], dict[str, str]]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of clusters (Bagga & Baldwin 1998), over the items that both sides have.

    Parameters
    ----------
    pairs : sequence of (dict, dict)
        One a text: the cluster of each item, gold and ours.

    Examples
    --------
    >>> b_cubed([({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "y", "c": "z"})])
    (1.0, 0.6666666666666666, 0.8)
    """
    precision = recall = 0.0
    n = 0
    for gold, own in pairs:
        items = gold.keys() & own.keys()
        for item in items:
            theirs = {other for other in items if gold[other] == gold[item]}
            mine = {other for other in items if own[other] == own[item]}
            precision += len(theirs & mine) / len(mine)
            recall += len(theirs & mine) / len(theirs)
            n += 1
    if not n:
        return 0.0, 0.0, 0.0
    precision, recall = precision / n, recall / n
    return precision, recall, 2 * precision * recall / (precision + recall)


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Rank correlation; ties share the mean of their ranks; 0 where one side never changes.

    Examples
    --------
    >>> spearman([(1, 10), (2, 20), (3, 30)])
    1.0
    """
    if len(pairs) < 2:
        return 0.0
    first, second = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    mean = (len(pairs) + 1) / 2
    top = sum((a - mean) * (b - mean) for a, b in zip(first, second, strict=True))
    spread = sum((a - mean) ** 2 for a in first) * sum((b - mean) ** 2 for b in second)
    return float(top / spread**0.5) if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        stop = start
        while stop < len(order) and values[order[stop]] == values[order[start]]:
            stop += 1
        for place in order[start:stop]:
            ranks[place] = (start + stop + 1) / 2
        start = stop
    return ranks
