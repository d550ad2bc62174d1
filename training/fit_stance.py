"""Labelled stances → the weights of the stance lexicon, its role shares and its curve.

    python -m training.fit_stance --data ../shared/data [--mine] [--write]

The probability of a stance is a softmax over three lines in the sum of contributions
(weight of the row's side x share of the role x negation and distance). All of them are fitted
together by maximum likelihood with a quadratic pull toward the values written by hand; weights
keep to [-1, 1]. Both sets count the same, whatever their size, so that the curve is not
that of one set. `--mine` first rewrites `valence.tsv`: words that people rate as positive or
negative (VADER's list, Hutto and Gilbert 2014, MIT licence) and that news uses. Parts are
split by article; the development part is never read here.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.accuracy import stance_parts
from benchmarks.measures import macro_f1
from framing.analyzer import Analyzer, one_sentence
from framing.lexicon import Entry, Inflector, _sequences, _shipped, lexicon_folder, load_lexicons
from framing.scorers.stance import Target
from framing.tokens import tokenize

_PULL_ROW = 15.0  # chosen on a fifth of the training articles, printed below
_PULL_SHARE = 20.0
_MIN_RATING = 0.9  # of 4: weaker ratings are mostly disagreement among VADER's raters
_MIN_USES = 3
_LABELS = (-1, 0, 1)
# Rated words that news uses without judging ("united", "interest"), and words that the ratings
# lack and the training articles use with a side; both read and chosen by hand.
_EXCLUDED = Path(__file__).with_name("valence_excluded.txt")
_EXTRA = Path(__file__).with_name("valence_extra.tsv")
_PRIORS = Path(__file__).with_name("stance_priors.tsv")

Example = tuple[list[tuple[tuple[str, int, str], str, float]], int, float]


def mine(data: Path, out: Path) -> int:
    """Write the rated words that news uses and that no other file of the family has."""
    inflector = Inflector(lexicon_folder() / "grammar")
    lexicons = load_lexicons()
    known = {
        s[0] for e in lexicons["stance"].matched if e.file != out.name for s in _sequences(e, inflector) if len(s) == 1
    }
    known |= {word for entry in lexicons["actors"].entries for word in tokenize(entry.term).words}
    known |= set(_EXCLUDED.read_text(encoding="utf-8").split())
    uses: Counter[str] = Counter()
    for text in _news(data):
        uses.update(tokenize(text).words)
    rated = resources.files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8")
    rows = []
    for line in rated.splitlines():
        word, mean = line.split("\t")[:2]
        rated_enough = len(word) >= 4 and abs(float(mean)) >= _MIN_RATING
        if rated_enough and word.isalpha() and word not in known and uses[word] >= _MIN_USES:
            rows.append((word, "word", "", "valence", f"{0.5 * float(mean) / 4:.2f}", "vader", "", "", "", "", ""))
    written = {row[0] for row in rows}
    for line in _EXTRA.read_text(encoding="utf-8").splitlines():
        word, prior = line.split("\t")
        if word not in known and word not in written:
            rows.append((word, "word", "", "valence", prior, "hand", "", "", "", "", ""))
    with out.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", quotechar=None)
        writer.writerow(
            ["term", "match", "pos", "category", "weight", "source", "fires", "silent", "context", "agent", "patient"]
        )
        writer.writerows(sorted(rows))
    return len(rows)


def _news(data: Path) -> list[str]:
    with gzip.open(next((data / "unlabelled").glob("*.gz")), "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def examples(data: Path) -> list[tuple[Example, int]]:
    """Return every training target as its ties, label and weight, with its fold."""
    analyzer = Analyzer("lexicon")
    made: list[tuple[Example, int]] = []
    for _, texts, spans, labels in stance_parts(data, development=False):
        for number, (text, (start, end), label) in enumerate(zip(texts, spans, labels, strict=True)):
            article = one_sentence(text)
            if article is None:
                continue
            sentence = article.sentences[0]
            columns = sentence.columns
            covered = [i for i in range(len(columns)) if columns.ends[i] > start and columns.starts[i] < end]
            if not covered:
                continue
            signals = analyzer._engine.signals(article).sentences[0]
            target = Target(covered[0], covered[-1] + 1, "target", "")
            ties = [
                ((tie.match.entry.file, tie.match.entry.line, tie.side), tie.role, tie.factor)
                for tie in analyzer._stance.ties(sentence, signals, [target])
            ]
            made.append(((ties, label, 1.0 / len(texts)), number * 5 // len(texts)))
    return made


Prior = dict[tuple[str, str, str, str, str], dict[str, float]]


def priors() -> Prior:
    """Return the weights that fitted rows had when they were written by hand, by place and side.

    A fit is pulled toward these and not toward what the last fit found, so that fitting twice
    gives what fitting once does. Rows that are not here are still as they were written.
    """
    with _PRIORS.open(encoding="utf-8", newline="") as lines:
        return {
            (row["file"], row["term"], row["match"], row["pos"], row["context"]): {
                side: float(row[side or "weight"] or 0.0) for side in ("", "agent", "patient")
            }
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


class Model:
    """Weights, shares and curve as one vector, and the likelihood over them."""

    def __init__(self, data: list[Example], entries: tuple[Entry, ...], shares: dict[str, float]) -> None:
        keys: list[tuple[str, int, str]] = []
        prior: list[float] = []
        written = priors()
        for entry in entries:
            known = written.get((entry.file, entry.term, entry.match, entry.pos, entry.context))
            if entry.get("agent") or entry.get("patient"):
                for side in ("agent", "patient"):
                    keys.append((entry.file, entry.line, side))
                    prior.append(float(entry.get(side) or 0.0) if known is None else known[side])
            else:
                keys.append((entry.file, entry.line, ""))
                prior.append(entry.weight if known is None else known[""])
        self.keys, self.prior = keys, np.asarray(prior)
        self.roles, self.share_prior = list(shares), np.asarray(list(shares.values()))
        place = {key: number for number, key in enumerate(keys)}
        role_place = {role: number for number, role in enumerate(self.roles)}
        flat = [
            (n, place[key], role_place[role], factor)
            for n, (ties, _, _) in enumerate(data)
            for key, role, factor in ties
        ]
        columns = list(zip(*flat, strict=True))
        self.example, self.row, self.role = (np.asarray(column, dtype=int) for column in columns[:3])
        self.factor = np.asarray(columns[3])
        self.n = len(data)
        self.labels = np.asarray([_LABELS.index(label) for _, label, _ in data])
        self.weight = np.asarray([weight for _, _, weight in data])
        self.weight *= self.n / self.weight.sum()
        # The smaller weight is the larger set's: persons.
        self.set = (self.weight > self.weight.min() * 1.01).astype(int)
        # Rare labels count more, by the root of their rarity: half way between the sets' own
        # shares, which follow from how they were sampled, and none.
        for place in (0, 1):
            part = self.set == place
            counts = np.bincount(self.labels[part], minlength=3)
            self.weight[part] *= np.sqrt(counts.mean() / counts[self.labels[part]])
        self.seen = np.bincount(self.row, minlength=len(keys))

    def split(
        self, vector: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Return weights, shares and the curve a row a set (slope, negative, positive)."""
        rows = len(self.prior)
        return vector[:rows], vector[rows:-6], vector[-6:].reshape(2, 3)

    def loss(self, vector: NDArray[np.float64], pull: float) -> tuple[float, NDArray[np.float64]]:
        """Weighted negative log-likelihood with its gradient."""
        weights, shares, curve = self.split(vector)
        part = weights[self.row] * shares[self.role] * self.factor
        total = np.bincount(self.example, part, self.n)
        own = curve[self.set]
        logits = np.stack([-own[:, 0] * total + own[:, 1], np.zeros(self.n), own[:, 0] * total + own[:, 2]], 1)
        logits -= logits.max(1, keepdims=True)
        chance = np.exp(logits)
        chance /= chance.sum(1, keepdims=True)
        value = -(self.weight * np.log(chance[np.arange(self.n), self.labels] + 1e-12)).sum()
        slope = chance.copy()
        slope[np.arange(self.n), self.labels] -= 1
        slope *= self.weight[:, None]
        by_total = own[:, 0] * (slope[:, 2] - slope[:, 0])
        gradient = np.zeros_like(vector)
        rows = len(weights)
        spread = by_total[self.example] * self.factor
        gradient[:rows] = np.bincount(self.row, spread * shares[self.role], rows)
        gradient[rows:-6] = np.bincount(self.role, spread * weights[self.row], len(shares))
        for place in (0, 1):
            part = slope[self.set == place]
            by_line = (total[self.set == place] * (part[:, 2] - part[:, 0])).sum()
            gradient[-6 + 3 * place : rows + len(shares) + 3 + 3 * place] = by_line, part[:, 0].sum(), part[:, 2].sum()
        value += pull * ((weights - self.prior) ** 2).sum() + _PULL_SHARE * ((shares - self.share_prior) ** 2).sum()
        gradient[:rows] += 2 * pull * (weights - self.prior)
        gradient[rows:-6] += 2 * _PULL_SHARE * (shares - self.share_prior)
        return float(value), gradient

    def fit(self, pull: float) -> NDArray[np.float64]:
        """Return the vector of the least loss."""
        start = np.concatenate([self.prior, self.share_prior, [3.0, -0.6, -1.0] * 2])
        bounds = (
            [(-1.0, 1.0)] * len(self.prior) + [(0.05, 1.5)] * len(self.share_prior) + [(1.0, 6.0), (-3, 2), (-3, 2)] * 2
        )
        found = minimize(self.loss, start, args=(pull,), jac=True, method="L-BFGS-B", bounds=bounds)
        return np.asarray(found.x)

    def predict(self, vector: NDArray[np.float64]) -> list[int]:
        """Return the likeliest label of every example."""
        weights, shares, curve = self.split(vector)
        total = np.bincount(self.example, weights[self.row] * shares[self.role] * self.factor, self.n)
        own = curve[self.set]
        logits = np.stack([-own[:, 0] * total + own[:, 1], np.zeros(self.n), own[:, 0] * total + own[:, 2]], 1)
        return [_LABELS[place] for place in logits.argmax(1)]


def main() -> None:
    """Mine, choose the pull, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--mine", action="store_true", help="rewrite valence.tsv first")
    parser.add_argument("--pull", type=float, default=_PULL_ROW)
    parser.add_argument("--write", action="store_true", help="write weights, shares and curve")
    options = parser.parse_args()
    folder = lexicon_folder() / "stance"
    if options.mine:
        sys.stdout.write(f"mined {mine(options.data, folder / 'valence.tsv')} words\n")
        _shipped.cache_clear()
    lexicon = load_lexicons()["stance"]
    written = priors()
    shares = {
        entry.term: written[entry.file, entry.term, entry.match, entry.pos, entry.context][""]
        for entry in lexicon.table("roles.tsv")
    }
    folded = examples(options.data)
    train = Model([example for example, fold in folded if fold], lexicon.matched, shares)
    kept = Model([example for example, fold in folded if not fold], lexicon.matched, shares)
    vector = train.fit(options.pull)
    gold = [_LABELS[place] for place in kept.labels]
    for name, keep in (("persons", kept.set == 0), ("organisations, countries, groups", kept.set == 1)):
        mine_labels = [label for label, use in zip(kept.predict(vector), keep, strict=True) if use]
        theirs = [label for label, use in zip(gold, keep, strict=True) if use]
        sys.stdout.write(
            f"a fifth of the training articles, {name}: macro F1 {macro_f1(theirs, mine_labels, _LABELS):.3f}\n"
        )
    if options.write:
        whole = Model([example for example, _ in folded], lexicon.matched, shares)
        _write(folder, whole, whole.fit(options.pull))


def _write(folder: Path, model: Model, vector: NDArray[np.float64]) -> None:
    weights, shares, curve = model.split(vector)
    values = {key: (weight, seen) for key, weight, seen in zip(model.keys, weights, model.seen, strict=True)}
    table = {("share", role): share for role, share in zip(model.roles, shares, strict=True)}
    for kind, line in zip(("person", "other"), curve, strict=True):
        table |= {(kind, term): value for term, value in zip(("slope", "negative", "positive"), line, strict=True)}
    for path in sorted(folder.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        header = lines[0].split("\t")
        at = {name: header.index(name) for name in ("weight", "source", "agent", "patient")}
        for number in range(1, len(lines)):
            cells = lines[number].split("\t")
            if path.name in ("roles.tsv", "curve.tsv"):
                cells[at["weight"]] = f"{table[cells[3], cells[0]]:.2f}"
                cells[at["source"]] = "newsmtsc+org_country"
            else:
                for side in ("", "agent", "patient"):
                    weight, seen = values.get((path.name, number + 1, side), (0.0, 0))
                    if seen >= 2:
                        cells[at[side or "weight"]] = f"{weight:.2f}"
                        cells[at["source"]] = "newsmtsc+org_country"
            lines[number] = "\t".join(cells)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
