"""Our labelled news sentences → the weights of the loaded lexicon.

    python -m training.fit_loaded --data ../shared/data [--write]

A sentence's score is 1 - exp(-sum of the weights of its rows). The weights minimise the
cross-entropy against the four-level label (0 to 3, as 0, 1/3, 2/3, 1), are never negative,
and are pulled toward a prior: in proportion to what the network gives the row's words in
unlabelled news (`training.find_loaded`), or where they do not stand there that of their file.
Rows never seen keep their prior. `--mine` first rewrites `mined.tsv`: words
that our annotators marked as loaded and that no other file has. What is kept for measuring
(the outlets kept of `news_loaded`, the twelve articles) is neither fitted on nor mined. Prints
AUC (label of 2 or 3 against 0) with outlets held out, and on the outlets kept.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from framing.engines.tagger import Tagger
from framing.lexicon import Entry, Matcher, lexicon_folder, load_lexicons
from framing.tokens import tokenize
from training.encoder.corpora import articles, fold, own_loaded, rows
from training.find_loaded import MEANS, forms

_PRIOR_STRENGTH = 1.5  # this and the next chosen by the held-out AUC printed below
_A_MEAN = 2.0  # of a row's weight to what the network gives its words on average
_WORD = re.compile(r"[a-z][a-z'-]{3,}")
_BY = {"further.tsv": "read"}  # where rows come from whose weight is no fit
# Words that our annotators' phrases hold and that are not loaded by themselves ("horse" of
# "horse-trading"): read and struck out by hand, so that every mined row can be defended alone.
_EXCLUDED = Path(__file__).with_name("mined_excluded.txt")


def records(data: Path, kept: bool = False) -> tuple[list[str], list[float], list[str], list[list[str]]]:
    """Return texts, targets in [0, 1], outlets and the marked spans, of what is fitted on or of the outlets kept."""
    texts, targets, outlets, spans = [], [], [], []
    for row in rows(data / "loaded" / "news_loaded.jsonl.gz"):
        if (fold(row["outlet"], 5) == 0) is kept:
            texts.append(row["text"])
            targets.append(row["loaded"] / 3)
            outlets.append(row["outlet"])
            spans.append([row["text"][s["start"] : s["end"]] for s in row["spans"]])
    if kept:
        return texts, targets, outlets, spans
    for number, (_, labels) in enumerate(articles(data, development=False)):
        for sentence in labels["sentences"]:
            texts.append(sentence["text"])
            targets.append(sentence["loaded"] / 3)
            outlets.append(f"article {number}")
            spans.append(sentence["loaded_spans"])
    for example in own_loaded(data, development=False):
        texts.append(example.text)
        targets.append((example.loaded_level or 0) / 3)
        outlets.append("unlabelled")
        spans.append([])
    return texts, targets, outlets, spans


def mine(texts: list[str], targets: list[float], spans: list[list[str]], known: set[str], out: Path) -> int:
    """Write the words that mostly stand in marked spans and that no other file has."""
    # In what is loaded without marks nobody has said which words are.
    told = [(text, marked) for text, level, marked in zip(texts, targets, spans, strict=True) if marked or level == 0]
    inside: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text, marked in told:
        columns = tokenize(text)
        for word, start in zip(columns.words, columns.starts, strict=True):
            everywhere[word] += 1
            capital[word] += text[start].isupper() and start > 0
        for span in marked:
            for word in set(tokenize(span).words):
                inside[word] += 1
    known = known | set(_EXCLUDED.read_text(encoding="utf-8").split())
    actors = {word for entry in load_lexicons()["actors"].entries for word in tokenize(entry.term).words}
    rows = []
    for word, count in sorted(inside.items()):
        if not _WORD.fullmatch(word) or word in known or word in actors:
            continue
        if capital[word] > 0.5 * everywhere[word]:
            continue
        share = count / everywhere[word]
        if share >= 0.5 and (count >= 2 or share >= 0.99):
            rows.append((word, "word", "", "emotive", "0.25", "news_loaded", "", "", ""))
    with out.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n", quotechar=None)
        writer.writerow(["term", "match", "pos", "category", "weight", "source", "fires", "silent", "context"])
        writer.writerows(rows)
    return len(rows)


def design(texts: list[str], entries: tuple[Entry, ...]) -> csr_matrix:
    """Count how often each row is found in each text."""
    folder = lexicon_folder() / "grammar"
    tagger = Tagger(folder)
    matcher = Matcher({"loaded": entries}, folder)
    place = {entry.origin: number for number, entry in enumerate(entries)}
    rows, columns = [], []
    for number, text in enumerate(texts):
        tokens = tokenize(text)
        tags = tagger.tag(tokens, text, 0, len(tokens))
        for match in matcher.match(tokens, text, 0, len(tokens), tags.__str__)[0]:
            rows.append(number)
            columns.append(place[match.entry.origin])
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), len(entries)))


def fit(matrix: csr_matrix, targets: np.ndarray, prior: np.ndarray, strength: float) -> np.ndarray:
    """Minimise cross-entropy plus the squared distance from the prior, weights kept non-negative."""
    floor = 0.06  # probability of a loaded reading without any row, so that the loss stays finite

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = matrix @ weights
        probability = 1 - (1 - floor) * np.exp(-total)
        value = -(targets * np.log(probability) + (1 - targets) * np.log(1 - probability)).sum()
        slope = -(targets / probability - (1 - targets) / (1 - probability)) * (1 - probability)
        gradient = matrix.T @ slope + 2 * strength * (weights - prior) / np.maximum(prior, 0.1)
        value += strength * ((weights - prior) ** 2 / np.maximum(prior, 0.1)).sum()
        return float(value), gradient

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=[(0.02, 2.0)] * len(prior))
    return np.asarray(found.x)


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--strength", type=float, default=_PRIOR_STRENGTH)
    parser.add_argument("--mine", action="store_true", help="rewrite mined.tsv first")
    parser.add_argument("--write", action="store_true", help="write the weights into the lexicon")
    options = parser.parse_args()
    folder = lexicon_folder() / "loaded"
    texts, target_list, outlets, spans = records(options.data)
    if options.mine:
        lexicon = load_lexicons()["loaded"]
        known = {word for entry in lexicon.entries if entry.file != "mined.tsv" for word in forms(entry)}
        sys.stdout.write(f"mined {mine(texts, target_list, spans, known, folder / 'mined.tsv')} words\n")
        from framing.lexicon import _shipped

        _shipped.cache_clear()
    entries = load_lexicons()["loaded"].matched
    matrix = design(texts, entries)
    targets = np.asarray(target_list)
    prior = priors(entries)
    clear = (targets > 0.5) | (targets == 0)
    before, after, held = [], [], np.zeros(len(texts))
    for train, test in GroupKFold(5).split(texts, groups=outlets):
        weights = fit(matrix[train], targets[train], prior, options.strength)
        held[test] = matrix[test] @ weights
        keep = test[clear[test]]
        before.append(roc_auc_score(targets[keep] > 0.5, matrix[keep] @ prior))
        after.append(roc_auc_score(targets[keep] > 0.5, held[keep]))
    sys.stdout.write(f"AUC with outlets held out: prior {np.mean(before):.3f}, fitted {np.mean(after):.3f}\n")
    kept_texts, kept_targets, *_ = records(options.data, kept=True)
    weights = fit(matrix, targets, prior, options.strength)
    keep = (np.asarray(kept_targets) > 0.5) | (np.asarray(kept_targets) == 0)
    told = design(kept_texts, entries) @ weights
    sys.stdout.write(f"on the outlets kept: {roc_auc_score(np.asarray(kept_targets)[keep] > 0.5, told[keep]):.3f}\n")
    if options.write:
        counts = np.asarray((matrix > 0).sum(0)).ravel()
        _write(folder, entries, weights, counts)


def priors(entries: Sequence[Entry]) -> np.ndarray:
    """What a use of each row tells before any label has been seen."""
    with MEANS.open(encoding="utf-8") as lines:
        means = {row["term"]: float(row["mean"]) for row in csv.DictReader(lines, delimiter="\t")}
    files = load_lexicons()["loaded"].card["files"]
    return np.asarray(
        [
            min(max(_A_MEAN * means[entry.term], 0.05), 1.5)
            if entry.term in means
            else float(files.get(entry.file, {}).get("prior", 0.3))
            for entry in entries
        ]
    )


def _write(folder: Path, entries: tuple[Entry, ...], weights: np.ndarray, counts: np.ndarray) -> None:
    by_place = {(e.file, e.line): (w, n) for e, w, n in zip(entries, weights, counts, strict=True)}
    for path in sorted(folder.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        header = lines[0].split("\t")
        weight_at, source_at = header.index("weight"), header.index("source")
        for number in range(1, len(lines)):
            found = by_place.get((path.name, number + 1))
            if found is None:
                continue
            cells = lines[number].split("\t")
            weight, n = found
            cells[weight_at] = f"{weight:.2f}"
            cells[source_at] = "news_loaded" if n >= 2 or path.name == "mined.tsv" else _BY.get(path.name, "hand")
            lines[number] = "\t".join(cells)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
