"""Labelled page dumps → the weights of the line classifier, `lexicons/zones/weights.tsv`.

    python -m training.fit_zones --articles ../shared/data/articles

Fits on `seeds/pages/dev-*` and on the lines of our labelled articles; `seeds/pages/held-*`
are never read here. Prints word-level F1 of the scored text by five-fold cross-validation
over pages.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from framing.document import SCORED_ZONES, ZONES
from framing.reading import zones as zones_module

Weights = tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]
_STANDFIRST = 120  # code points: the standfirsts of the seed articles are shorter, their paragraphs longer
Page = tuple[list[str], list[str]]


def read_page(text_path: Path) -> Page:
    """Return the non-empty lines of a dump and their labels."""
    lines = text_path.read_text(encoding="utf-8").split("\n")
    labels = json.loads(text_path.with_suffix(".json").read_text(encoding="utf-8"))["lines"]
    return [lines[item["line"] - 1] for item in labels], [item["zone"] for item in labels]


def plain_pages(folder: Path) -> list[Page]:
    """Return seed articles as pages without furniture, whole and as short pastes of three paragraphs."""
    pages: list[Page] = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        first_prose = next(i for i, line in enumerate(lines) if len(line) > _STANDFIRST)
        zones = ["headline", *["standfirst"] * (first_prose - 1), *["body"] * (len(lines) - first_prose)]
        pages.append((lines, zones))
        pages.append((lines[: first_prose + 2], zones[: first_prose + 2]))
        pages.append(([lines[0], *lines[first_prose : first_prose + 3]], ["headline", *["body"] * 3]))
        pages.append((lines[first_prose : first_prose + 4], ["body"] * 4))
    return pages


def page_weight(path: Path) -> float:
    """Return how much a dump counts: those written to be hard count less, as pages like them are rare."""
    return float(json.loads(path.read_text(encoding="utf-8")).get("weight", 1.0))


def fit(pages: Sequence[Page], weights: Sequence[float], penalty: float) -> Weights:
    """Fit emissions by multinomial logistic regression and transitions by smoothed counts."""
    rows, labels, sample = [], [], []
    counts = np.full((len(ZONES), len(ZONES)), 0.5)
    for (lines, zones), weight in zip(pages, weights, strict=True):
        rows.extend(zones_module.line_features(lines))
        labels.extend(zones)
        sample.extend([weight] * len(zones))
        for a, b in itertools.pairwise(zones):
            counts[ZONES.index(a), ZONES.index(b)] += weight
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=penalty, max_iter=3000)
    model.fit(matrix, labels, sample_weight=sample)
    emissions: dict[str, NDArray[np.float64]] = {}
    for column, name in enumerate(vectorizer.get_feature_names_out()):
        row = np.full(len(ZONES), -0.5 if name == "bias" else 0.0)
        for place, zone in enumerate(model.classes_):
            row[ZONES.index(zone)] = model.coef_[place, column]
        emissions[str(name)] = row
    for place, zone in enumerate(model.classes_):
        emissions["bias"][ZONES.index(zone)] += float(model.intercept_[place])
    # Pointwise mutual information: the emissions already hold how frequent a zone is.
    joint = counts / counts.sum()
    left, right = joint.sum(1, keepdims=True), joint.sum(0, keepdims=True)
    transitions = 0.5 * np.log(joint / (left * right))
    # A page may repeat its headline, but not in the next line: what follows it is the standfirst.
    headline = ZONES.index("headline")
    transitions[headline, headline] = -6.0
    return emissions, transitions


def word_f1(pages: Sequence[Page]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words in scored zones, with the current weights."""
    hit = wrong = missed = 0
    for lines, gold in pages:
        for line, zone, right in zip(lines, zones_module.classify_lines(lines), gold, strict=True):
            n = len(line.split())
            if zone in SCORED_ZONES and right in SCORED_ZONES:
                hit += n
            elif zone in SCORED_ZONES:
                wrong += n
            elif right in SCORED_ZONES:
                missed += n
    precision = hit / max(1, hit + wrong)
    recall = hit / max(1, hit + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Cross-validate, fit on all pages, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=Path("seeds/pages"))
    parser.add_argument("--articles", type=Path, default=Path("../shared/data/articles"))
    parser.add_argument("--plain", type=Path, default=Path("seeds/articles"))
    parser.add_argument("--out", type=Path, default=Path("lexicons/zones/weights.tsv"))
    parser.add_argument("--penalty", type=float, default=3.0)
    options = parser.parse_args()
    dumps = [read_page(path) for path in sorted(options.pages.glob("dev-*.txt"))]
    articles = [read_page(path) for path in sorted(options.articles.glob("a*.txt"))]
    plain = plain_pages(options.plain)
    pages = dumps + articles + plain
    weights = [page_weight(path) for path in sorted(options.pages.glob("dev-*.json"))]
    weights += [0.3] * len(articles) + [0.3] * len(plain)
    folds = [list(range(start, len(pages), 5)) for start in range(5)]
    scores: list[float] = []
    for fold in folds:
        train = [i for i in range(len(pages)) if i not in fold]
        fitted = fit([pages[i] for i in train], [weights[i] for i in train], options.penalty)
        zones_module._weights = lambda fitted=fitted: zones_module.weights_of(*fitted)  # type: ignore[assignment,misc]
        scores.append(word_f1([pages[i] for i in fold if i < len(dumps)])[2])
        sys.stdout.write(f"fold: F1 {scores[-1]:.4f}, with articles {word_f1([pages[i] for i in fold])[2]:.4f}\n")
    kept = [score for score in scores if not math.isnan(score)]
    sys.stdout.write(f"mean F1 over dumps: {sum(kept) / len(kept):.4f}\n")
    emissions, transitions = fit(pages, weights, options.penalty)
    with options.out.open("w", encoding="utf-8") as out:
        out.write("kind\tname\tzone\tweight\n")
        for name, row in sorted(emissions.items()):
            for zone, weight in zip(ZONES, row, strict=True):
                if abs(weight) >= 0.005:
                    out.write(f"feature\t{name}\t{zone}\t{weight:.3f}\n")
        for source, row in zip(ZONES, transitions, strict=True):
            for zone, weight in zip(ZONES, row, strict=True):
                out.write(f"pair\t{source}\t{zone}\t{weight:.3f}\n")


if __name__ == "__main__":
    main()
