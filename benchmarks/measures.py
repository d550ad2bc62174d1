"""Measures shared by the accuracy tables: span and character F1, macro F1, AUC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["auc", "calibration_error", "cohen_kappa", "f1", "macro_f1"]


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
