"""Labelled articles and sentences → how well the five generic frames are found, beside simple baselines.

    python -m benchmarks.frames --data ../shared/data

Law: nothing is fitted or chosen on what is reported. Articles: weights, baselines and thresholds come from the
training part of the Narrative Frames Corpus, figures from its development part. Sentences of our own are told by
weights fitted without their topic; sentences of news by the shipped
weights, which have seen the part "fit" of `seeds/frames/news.tsv` and not the part "test".
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline

import framing
from benchmarks.texts import prose
from framing.frames import FRAMES
from training.fit_frames import (
    ARTICLE_STRENGTH,
    SENTENCE_STRENGTH,
    analysed,
    by_article,
    by_topic,
    corpus,
    design,
    fit,
    held_out,
    news,
    priors_of,
    seeds,
    threshold_of,
)

_RESAMPLES = 2000
Say = Callable[[str], object]


def tfidf() -> Pipeline:
    """Return the baseline: words and pairs of words, logistic regression with classes weighted alike."""
    words = TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2))
    return make_pipeline(words, LogisticRegression(class_weight="balanced", max_iter=1000))


def interval(labels: np.ndarray, told: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of macro-F1 over bootstrap samples of the lines."""
    random = np.random.default_rng(0)
    drawn = []
    for _ in range(_RESAMPLES):
        lines = random.integers(0, len(labels), len(labels))
        drawn.append(macro(labels[lines], told[lines]))
    return float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))


def each(labels: np.ndarray, told: np.ndarray) -> list[float]:
    """Return the F1 of every frame; 0 where it is neither labelled nor told."""
    hits = (labels & told).sum(0)
    return list(2 * hits / np.maximum(1, labels.sum(0) + told.sum(0)))


def macro(labels: np.ndarray, told: np.ndarray) -> float:
    """Return the mean F1 of the frames."""
    return float(np.mean(each(labels, told)))


def calibration_error(labels: np.ndarray, told: np.ndarray, bins: int = 10) -> float:
    """Return the mean gap of probability and frequency over equal ranges of probability."""
    place = np.minimum((told * bins).astype(int), bins - 1)
    gaps = [abs(told[place == b].sum() - labels[place == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(labels))


def _line(name: str, labels: np.ndarray, told: np.ndarray, odds: np.ndarray | None = None) -> str:
    low, high = interval(labels, told)
    cells = [f"{value:.2f}" for value in each(labels, told)]
    auc = "" if odds is None else f"{np.mean([roc_auc_score(y, p) for y, p in zip(labels.T, odds.T, strict=True)]):.2f}"
    return f"| {name} | {' | '.join(cells)} | **{macro(labels, told):.2f}** ({low:.2f}–{high:.2f}) | {auc} |"


def _header(title: str, counts: np.ndarray, say: Say) -> None:
    names = [f"{frame} ({n})" for frame, n in zip(FRAMES, counts, strict=True)]
    say(f"| {title} | {' | '.join(names)} | macro-F1 (95 %) | mean AUC |")
    say("|---" * (len(FRAMES) + 3) + "|")


def articles(data: Path, say: Say) -> None:
    """Articles of the development part of the Narrative Frames Corpus, and of the training part by cross-validation."""
    texts, labels = corpus(data, "train")
    kept, gold = corpus(data, "dev")
    matrices, others = design(analysed(texts)), design(analysed(kept))
    ours, base, plain, cross, cross_base = [], [], [], [], []
    cuts, base_cuts, cross_cuts, cross_base_cuts = [], [], [], []
    for place in range(len(FRAMES)):
        matrix, own, prior = matrices[place], labels[:, place], priors_of(FRAMES[place])
        folds = [held_out(matrix, own, prior, ARTICLE_STRENGTH, by_article(own, seed)) for seed in range(3)]
        cuts.append(threshold_of(folds, own))
        ours.append(expit(fit(matrix, own, prior, ARTICLE_STRENGTH).odds(others[place])))
        split = [StratifiedKFold(5, shuffle=True, random_state=seed) for seed in range(3)]
        told = [cross_val_predict(tfidf(), texts, own, cv=part, method="predict_proba")[:, 1] for part in split]
        base_cuts.append(threshold_of(told, own))
        model = tfidf().fit(texts, own)
        base.append(model.predict_proba(kept)[:, 1])
        plain.append(np.full(len(kept), own.mean() > 0.5))
        # The threshold of a fold is chosen on the others, so that the training part can be reported on too.
        cross.append(folds[0])
        cross_base.append(told[0])
        cross_cuts.append(_nested(folds[0], own))
        cross_base_cuts.append(_nested(told[0], own))
    _header(f"{len(kept)} articles, development part", gold.sum(0), say)
    columns = np.column_stack
    say(_line("majority", gold, columns(plain)))
    say(_line("TF-IDF", gold, columns(base) >= 0.5, columns(base)))
    say(_line("TF-IDF, thresholds chosen", gold, columns(base) >= np.array(base_cuts), columns(base)))
    say(_line("framing", gold, columns(ours) >= np.array(cuts), columns(ours)))
    say("")
    _header(f"{len(texts)} articles, training part, cross-validated", labels.sum(0), say)
    say(_line("majority", labels, np.tile(labels.mean(0) > 0.5, (len(labels), 1))))
    say(_line("TF-IDF", labels, columns(cross_base) >= 0.5, columns(cross_base)))
    say(_line("TF-IDF, thresholds chosen", labels, columns(cross_base_cuts), columns(cross_base)))
    say(_line("framing", labels, columns(cross_cuts), columns(cross)))
    _calibration(labels, columns(cross), say)


def _nested(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    told = np.zeros(len(labels), dtype=bool)
    for rest, fold in StratifiedKFold(5, shuffle=True, random_state=0).split(labels, labels):
        told[fold] = probabilities[fold] >= threshold_of([probabilities[rest]], labels[rest])
    return told


def sentences(data: Path, say: Say) -> None:
    """Our own sentences with their topic held out; sentences of news, labelled by one reader."""
    texts, labels, topics = seeds()
    more, their_labels = news(data, "fit")
    texts, labels, topics = texts + more, np.vstack((labels, their_labels)), topics + ["news"] * len(more)
    own_lines = np.array([topic != "news" for topic in topics])
    matrices = design(analysed(texts))
    ours, base = [], []
    for frame, matrix, own in zip(FRAMES, matrices, labels.T, strict=True):
        ours.append(held_out(matrix, own, priors_of(frame), SENTENCE_STRENGTH, by_topic(topics)))
        split = LeaveOneGroupOut()
        told = cross_val_predict(tfidf(), texts, own, cv=split, groups=topics, method="predict_proba")
        base.append(told[:, 1])
    gold, told = labels[own_lines], np.column_stack(ours)[own_lines]
    _sentence_table(
        f"{len(gold)} sentences of our own, topic held out", gold, told, np.column_stack(base)[own_lines], say
    )
    kept, gold = news(data, "test")
    if kept:
        baseline = np.column_stack([tfidf().fit(texts, own).predict_proba(kept)[:, 1] for own in labels.T])
        _sentence_table(f"{len(gold)} sentences of news", gold, _shipped(kept), baseline, say)


def _sentence_table(title: str, gold: np.ndarray, told: np.ndarray, base: np.ndarray, say: Say) -> None:
    _header(title, gold.sum(0), say)
    say(_line("majority", gold, np.zeros_like(gold)))
    say(_line("TF-IDF", gold, base >= 0.5, base))
    say(_line("framing", gold, told >= 0.5, told))
    _calibration(gold, told, say)


def _calibration(gold: np.ndarray, told: np.ndarray, say: Say) -> None:
    gaps = [calibration_error(labels, odds) for labels, odds in zip(gold.T, told.T, strict=True)]
    cells = [f"{frame} {gap:.2f}" for frame, gap in zip(FRAMES, gaps, strict=True)]
    say(f"\nframing, calibration error: {', '.join(cells)}\n")


def _shipped(texts: Sequence[str]) -> np.ndarray:
    """Probabilities by the shipped weights; where our splitter finds two sentences in one, those of the likelier."""
    analyzer = framing.Analyzer("lexicon")
    made = []
    for text in texts:
        scores = [item for item in analyzer.analyze(prose(text)).frames if item.level == "sentence"]
        made.append([max(item.score for item in scores if item.frame == frame) for frame in FRAMES])
    return np.array(made)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args(arguments)

    def say(line: str) -> None:
        print(line, flush=True)

    if (options.data / "frames").is_dir():
        articles(options.data, say)
    else:
        say("the Narrative Frames Corpus is not there; articles are left out\n")
    sentences(options.data, say)


if __name__ == "__main__":
    main()
