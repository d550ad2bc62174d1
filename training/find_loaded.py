"""Unlabelled news → words that the network finds loaded wherever they stand, for annotators to read.

    python -m training.find_loaded --data ../shared/data --out candidates.tsv

A word's mean is what the network gives it (`Reading.loaded`) over all its places, drawn toward the mean of all words
as if it had stood in five more. Written are words of no row of the lexicon, in the order of their means; annotators
say of each whether it is loaded by itself, and `lexicons/loaded/further.tsv` holds those that are. The means of what
rows match go to `training/loaded_means.tsv`, from which `training.fit_loaded` takes what a row is worth before any
label has been seen. No text is written, only words and numbers.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import framing
from framing.lexicon import Entry, Inflector, _sequences, lexicon_folder, load_lexicons
from framing.reading import read
from training.encoder.corpora import rows

__all__ = ["MEANS", "forms", "main"]

MEANS = Path(__file__).with_name("loaded_means.tsv")
_DRAWN = 5  # places as if a word had stood in them with the mean of all words
_GROUP = 50  # articles read together
_LONGEST = 9_000  # characters of an article
_LEAST = 3  # places of a candidate
_LOADED = 0.08  # mean from which a word is one


def forms(entry: Entry) -> set[str]:
    """Single words that a row matches."""
    return {s[0] for s in _sequences(entry, Inflector(lexicon_folder() / "grammar")) if len(s) == 1}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=3_000)
    options = parser.parse_args(arguments)
    analyzer = framing.Analyzer("encoder")
    told: defaultdict[str, float] = defaultdict(float)
    places: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    texts = [row["text"] for row in rows(options.data / "unlabelled" / "allsides.sample3000.jsonl.gz")]
    for start in range(0, min(len(texts), options.articles), _GROUP):
        articles = [read(text[:_LONGEST]) for text in texts[start : min(start + _GROUP, options.articles)]]
        for article, readings in zip(articles, analyzer.read_ahead(articles), strict=True):
            for sentence, reading in zip(article.sentences, readings, strict=True):
                columns = sentence.columns
                for place, value in enumerate(reading.loaded, sentence.first):
                    word = columns.words[place]
                    if word[0].isalpha():
                        told[word] += value
                        places[word] += 1
                        capital[word] += bool(columns.capitals[place]) and place > sentence.first
    usual = sum(told.values()) / sum(places.values())
    means = {word: (told[word] + _DRAWN * usual) / (n + _DRAWN) for word, n in places.items()}
    known: set[str] = set()
    lines: list[tuple[str, str, str]] = []
    for entry in load_lexicons()["loaded"].matched:
        own = forms(entry) & places.keys()
        known |= forms(entry)
        if own:
            n = sum(places[word] for word in own)
            mean = (sum(told[word] for word in own) + _DRAWN * usual) / (n + _DRAWN)
            lines.append((entry.term, str(n), f"{mean:.3f}"))
    _write(MEANS, ("term", "places", "mean"), sorted(set(lines)))
    found = [
        (word, str(n), f"{means[word]:.3f}")
        for word, n in places.items()
        if n >= _LEAST and word.isalpha() and len(word) > 3 and word not in known
        if capital[word] <= n / 2 and means[word] >= _LOADED
    ]
    _write(options.out, ("word", "places", "mean"), sorted(found, key=lambda row: (-float(row[2]), row[0])))
    sys.stdout.write(f"{len(found)} words to read, {len(lines)} rows with a mean\n")


def _write(path: Path, head: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerows((head, *lines))


if __name__ == "__main__":
    main()
