"""Our labelled sentences and labelled articles → the weights of the lexicon of frames.

    python -m training.fit_frames --data ../shared/data [--write] [--without-articles]

A frame's log-odds are an intercept and, for every row, its weight times log2(1 + uses). Sentence weights are fitted
on `seeds/frames/sentences.jsonl` and on the part "fit" of the news sentences that `seeds/frames/news.tsv` labels,
article weights on the training part of the Narrative Frames Corpus. Both minimise cross-entropy, are never negative,
and are pulled toward one weight that the rows of a frame share and that is fitted with them, times the row's `prior`
(0.5 for words that have other everyday uses): a row too rare to learn from stays there. The threshold of an
article's frame is the one with the best F1 on articles held out. Prints how well sentences do with their topic held
out, and articles by cross-validation.
`--without-articles` leaves the corpus out, whose licence is not stated: articles then take the sentence weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold

import framing
from benchmarks.texts import prose
from framing.frames import FRAMES, find_rows
from framing.lexicon import Entry, lexicon_folder, load_lexicons

# How strongly weights are pulled together; chosen by the held-out cross-entropy printed below.
SENTENCE_STRENGTH = 0.3
ARTICLE_STRENGTH = 4.0
_CEILING = 4.0
# No row falls below this share of what its prior says: the labelled articles are all on one subject, and a word that
# tells nothing among them ("jobs") does elsewhere. Cross-validation is no worse for it.
_FLOOR = 0.75
_FOLDS, _REPEATS = 5, 3
_THRESHOLDS = np.arange(0.1, 0.71, 0.02)
SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "frames"
# The corpus calls responsibility "resolution": its annotators answered whether a solution is suggested.
KEYS = dict(zip(FRAMES, ("CO", "RE", "MO", "HI", "EC"), strict=True))


class Weights(NamedTuple):
    """The fit of one frame at one level: the intercept, what the rows share, and the weight of each."""

    intercept: float
    shared: float
    rows: np.ndarray

    def odds(self, matrix: np.ndarray) -> np.ndarray:
        """Return the log-odds of every line of a matrix of found rows."""
        return np.asarray(self.intercept + matrix @ self.rows)


def rows_of(frame: str) -> tuple[Entry, ...]:
    """Return the rows of one frame, in the order of the columns of `design`."""
    return load_lexicons()["frames"].groups[f"frame_{frame}"]


def priors_of(frame: str) -> np.ndarray:
    """Return how far each row of a frame spoke for it before anything was fitted, 1 or less."""
    return np.array([float(entry.get("prior", "1")) for entry in rows_of(frame)])


def design(articles: Sequence[framing.Article]) -> list[np.ndarray]:
    """Say how often each article uses each row, as log2(1 + n); one matrix a frame."""
    places = [{entry.origin: number for number, entry in enumerate(rows_of(frame))} for frame in FRAMES]
    made = [np.zeros((len(articles), len(place))) for place in places]
    for line, article in enumerate(articles):
        for sentence in find_rows(article):
            for matrix, place, found in zip(made, places, sentence, strict=True):
                for match in found:
                    matrix[line, place[match.entry.origin]] += 1.0
    return [np.log2(1 + matrix) for matrix in made]


def seeds() -> tuple[list[str], np.ndarray, list[str]]:
    """Return texts, labels (a column a frame) and topics of our labelled sentences."""
    records = [json.loads(line) for line in (SEEDS / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    labels = np.array([[frame in record["frames"] for frame in FRAMES] for record in records])
    return [record["text"] for record in records], labels, [record["topic"] for record in records]


def news(data: Path, part: str) -> tuple[list[str], np.ndarray]:
    """Return texts and labels of one part of the news sentences; none without the articles they stand in."""
    lines = [line.split("\t") for line in (SEEDS / "news.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    texts, labels = [], []
    for name, index, own, frames in lines:
        path = data / "articles" / f"{name}.json"
        if own == part and path.exists():
            texts.append(json.loads(path.read_text(encoding="utf-8"))["sentences"][int(index)]["text"])
            labels.append([frame in frames.split() for frame in FRAMES])
    return texts, np.array(labels, dtype=bool).reshape(-1, len(FRAMES))


def corpus(data: Path, part: str) -> tuple[list[str], np.ndarray]:
    """Return texts and labels of one part of the Narrative Frames Corpus."""
    with gzip.open(data / "frames" / f"narrative_frames.{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    labels = np.array([[record["frames"][KEYS[frame]] for frame in FRAMES] for record in records])
    return [record["text"] for record in records], labels


def analysed(texts: Sequence[str]) -> list[framing.Article]:
    """Analyse texts, so that names are known."""
    analyzer = framing.Analyzer("lexicon")
    return [analyzer.analyze(prose(text)).article for text in texts]


def fit(matrix: np.ndarray, labels: np.ndarray, priors: np.ndarray, strength: float) -> Weights:
    """Minimise cross-entropy plus the squared distance of each weight from its prior times the one they share.

    What is optimised beside the intercept and the shared weight is how far each row is above the floor.
    """

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        shared, above = values[1], values[2:]
        odds = values[0] + matrix @ (_FLOOR * shared * priors + above)
        off = above - (1 - _FLOOR) * shared * priors
        slope = expit(odds) - labels
        value = np.logaddexp(0, odds).sum() - odds @ labels + strength * off @ off + 0.5 * shared**2
        rows = matrix.T @ slope
        common = shared + _FLOOR * priors @ rows - 2 * strength * (1 - _FLOOR) * off @ priors
        return float(value), np.concatenate(([slope.sum(), common], rows + 2 * strength * off))

    start = np.full(matrix.shape[1] + 2, 0.3)
    bounds = [(None, None), *[(0.0, _CEILING)] * (matrix.shape[1] + 1)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return Weights(float(found[0]), float(found[1]), _FLOOR * found[1] * priors + found[2:])


def held_out(
    matrix: np.ndarray,
    labels: np.ndarray,
    priors: np.ndarray,
    strength: float,
    folds: Iterator[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """Return probabilities of lines by weights that were fitted without them."""
    made = np.zeros(len(labels))
    for train, test in folds:
        made[test] = expit(fit(matrix[train], labels[train], priors, strength).odds(matrix[test]))
    return made


def by_article(labels: np.ndarray, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Split articles into folds with equal shares of a frame."""
    yield from StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(labels, labels)


def by_topic(topics: Sequence[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Split sentences so that each topic is held out once."""
    yield from LeaveOneGroupOut().split(topics, groups=topics)


def threshold_of(probabilities: Sequence[np.ndarray], labels: np.ndarray) -> float:
    """Return the probability from which calling the frame present has the best mean F1."""
    scores = [np.mean([f1_score(labels, odds >= cut) for odds in probabilities]) for cut in _THRESHOLDS]
    return float(_THRESHOLDS[int(np.argmax(scores))])


def cross_entropy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean surprise at the labels, in nats."""
    return float(-np.log(np.where(labels, probabilities, 1 - probabilities)).mean())


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sentence-strength", type=float, default=SENTENCE_STRENGTH)
    parser.add_argument("--article-strength", type=float, default=ARTICLE_STRENGTH)
    parser.add_argument("--without-articles", action="store_true", help="leave the Narrative Frames Corpus out")
    parser.add_argument("--write", action="store_true", help="write the weights into the lexicon")
    options = parser.parse_args()
    say = sys.stdout.write
    texts, labels, topics = seeds()
    more, their_labels = news(options.data, "fit")
    texts, labels, topics = texts + more, np.vstack((labels, their_labels)), topics + ["news"] * len(more)
    matrices = design(analysed(texts))
    priors = [priors_of(frame) for frame in FRAMES]
    sentence: list[tuple[Weights, float]] = []
    say("sentences, topic held out: AUC, F1 at 0.5, cross-entropy\n")
    for frame, matrix, own, prior in zip(FRAMES, matrices, labels.T, priors, strict=True):
        told = held_out(matrix, own, prior, options.sentence_strength, by_topic(topics))
        say(f"  {frame:15} {roc_auc_score(own, told):.3f} {f1_score(own, told >= 0.5):.3f} ")
        say(f"{cross_entropy(told, own):.3f}\n")
        sentence.append((fit(matrix, own, prior, options.sentence_strength), 0.5))
    article, used, sources = sentence, [matrices], ["sentences"]
    if not options.without_articles:
        article = []
        texts, labels = corpus(options.data, "train")
        matrices = design(analysed(texts))
        used.append(matrices)
        sources.append("narrative_frames")
        say("articles, cross-validated: AUC, F1 at the threshold, cross-entropy\n")
        for frame, matrix, own, prior in zip(FRAMES, matrices, labels.T, priors, strict=True):
            told_often = [
                held_out(matrix, own, prior, options.article_strength, by_article(own, seed))
                for seed in range(_REPEATS)
            ]
            cut = threshold_of(told_often, own)
            auc = np.mean([roc_auc_score(own, told) for told in told_often])
            reached = np.mean([f1_score(own, told >= cut) for told in told_often])
            loss = np.mean([cross_entropy(told, own) for told in told_often])
            say(f"  {frame:15} {auc:.3f} {reached:.3f} {loss:.3f}  threshold {cut:.2f}\n")
            article.append((fit(matrix, own, prior, options.article_strength), cut))
    if options.write:
        _write(lexicon_folder() / "frames", sentence, article)
        seen = [[matrix.any(0) for matrix in group] for group in used]
        for place, frame in enumerate(FRAMES):
            met = [
                [name for name, group in zip(sources, seen, strict=True) if group[place][row]]
                for row in range(len(rows_of(frame)))
            ]
            _set(lexicon_folder() / "frames" / f"{frame}.tsv", "source", ["+".join(names) or "shared" for names in met])


def _write(folder: Path, sentence: Sequence[tuple[Weights, float]], article: Sequence[tuple[Weights, float]]) -> None:
    for place, frame in enumerate(FRAMES):
        for column, (weights, _) in (("weight", sentence[place]), ("article", article[place])):
            _set(folder / f"{frame}.tsv", column, [f"{weight:.2f}" for weight in weights.rows])
    path = folder / "levels.tsv"
    rows = [path.read_text(encoding="utf-8").splitlines()[0].split("\t")]
    for level, fitted in (("sentence", sentence), ("article", article)):
        for frame, (weights, cut) in zip(FRAMES, fitted, strict=True):
            rows.append([frame, "word", "", level, f"{weights.intercept:.2f}", "fitted", "", "", "", f"{cut:.2f}"])
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def _set(path: Path, column: str, values: Sequence[str]) -> None:
    """Write a column of a file of rows, which are in the order of `rows_of`."""
    header, *lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    place = header.index(column)
    made = [[*cells[:place], value, *cells[place + 1 :]] for cells, value in zip(lines, values, strict=True)]
    path.write_text("".join("\t".join(cells) + "\n" for cells in (header, *made)), encoding="utf-8")


if __name__ == "__main__":
    main()
