"""Treebanks and a tagged news corpus → the tagger's count tables in `lexicons/grammar`.

    python -m training.build_tagger --data ../shared/data

Reads the training parts of UD English-EWT and GUM (gold Penn tags) and, unless left out with
`--no-silver`, the training part of PolNeAR (machine tags, half weight), and prints the
accuracy of the result on the development parts of the treebanks.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from framing.document import TokenColumns
from framing.engines.tagger import Tagger

_PENN = {
    "NN": "N", "NNS": "N", "NNP": "P", "NNPS": "P", "VB": "V", "VBP": "V", "VBZ": "V", "VBD": "D",
    "VBN": "E", "VBG": "G", "MD": "M", "JJ": "A", "JJR": "A", "JJS": "A", "RB": "R", "RBR": "R",
    "RBS": "R", "DT": "T", "PDT": "T", "PRP$": "T", "WP$": "W", "IN": "I", "TO": "O", "CC": "C",
    "WDT": "W", "WP": "W", "WRB": "W", "PRP": "Y", "EX": "Y", "CD": "U", "POS": "S", "RP": "L",
    ".": ".", ",": ",", ":": ":", "``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "$": "$",
    "HYPH": ":", "NFP": ":",
}  # fmt: skip
_FORMS = {
    "B": {"be", "is", "am", "are", "was", "were", "been", "being", "'m", "'re"},
    "H": {"have", "has", "had", "having", "'ve"},
    "K": {"do", "does", "did", "doing", "done"},
}
_VERBS = set("VDEG")
Tagged = list[tuple[str, str]]


def letter(word: str, penn: str) -> str:
    """Map a Penn tag to the one-letter tag."""
    tag = _PENN.get(penn, "X")
    if tag in _VERBS:
        for name, forms in _FORMS.items():
            if word.lower() in forms or (word.lower() == "'s" and name == "B"):
                return name
    return tag


def read_conllu(path: Path) -> Iterator[Tagged]:
    """Yield the sentences of a gzipped CoNLL-U file as (word, tag)."""
    sentence: Tagged = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line == "\n":
                if sentence:
                    yield sentence
                sentence = []
            elif not line.startswith("#"):
                cells = line.rstrip("\n").split("\t")
                if cells[0].isdigit():
                    sentence.append((cells[1].replace("’", "'"), letter(cells[1], cells[4])))
    if sentence:
        yield sentence


def read_silver(path: Path) -> Iterator[Tagged]:
    """Yield the sentences of the PolNeAR annotations as (word, tag), split at hyphens as ours are."""
    undo = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for sentence in json.loads(line)["sents"]:
                tagged: Tagged = []
                for word, penn in zip(sentence["w"], sentence["pos"], strict=True):
                    word = undo.get(word, word)
                    if "-" in word.strip("-"):
                        continue
                    tagged.append((word, letter(word, penn)))
                yield tagged


def count(sources: Iterable[tuple[Iterable[Tagged], float]]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Count the tags of words and the pairs of neighbouring tags."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: Counter[str] = Counter()
    for sentences, weight in sources:
        for sentence in sentences:
            lexical = [word for word, _ in sentence if len(word) > 3 and word[0].isalpha()]
            title = len(lexical) >= 4 and sum(word[0].isupper() for word in lexical) >= 0.7 * len(lexical)
            if title:
                continue
            previous = "."
            opens = True
            for word, tag in sentence:
                if opens or not word[0].isupper():
                    words[word.lower()][tag] += weight  # type: ignore[assignment]
                else:
                    words[word][tag] += weight  # type: ignore[assignment]
                pairs[previous + tag] += weight  # type: ignore[assignment]
                previous = tag
                opens = opens and not word[0].isalnum()
            pairs[previous + "."] += weight  # type: ignore[assignment]
    return words, pairs


def pack(counts: Counter[str], floor: float = 0.02) -> str:
    """Write tag counts as log probabilities, best first; one reading is its bare tag."""
    total = sum(counts.values())
    kept = [(tag, n / total) for tag, n in counts.most_common() if n / total >= floor and n >= 1.5] or [
        (counts.most_common(1)[0][0], 1.0)
    ]
    if len(kept) == 1:
        return kept[0][0]
    return " ".join(f"{tag}:{math.log(p):.2f}" for tag, p in kept)


def main() -> None:
    """Build the tables and print their accuracy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("lexicons/grammar"))
    parser.add_argument("--no-silver", action="store_true")
    options = parser.parse_args()
    syntax = options.data / "syntax"
    sources: list[tuple[Iterable[Tagged], float]] = [
        (list(read_conllu(syntax / f"{name}.train.conllu.gz")), 1.0) for name in ("ud_ewt", "ud_gum")
    ]
    if not options.no_silver:
        sources.append((list(read_silver(options.data / "attribution" / "polnear.train.nlp.jsonl.gz")), 0.5))
    words, pairs = count(sources)
    kept = {word: c for word, c in words.items() if sum(c.values()) >= 2.5 and (word[0].isalpha() or word[0] in "'%&")}
    # A capitalised word that is always a proper noun needs no row: that is the default.
    kept = {w: c for w, c in kept.items() if not (w[0].isupper() and pack(c) == "P")}
    suffixes: dict[str, Counter[str]] = defaultdict(Counter)
    for word, counts in words.items():
        if word.isalpha() and word.islower() and len(word) > 4 and sum(counts.values()) <= 4:
            suffixes[word[-3:]].update(counts)
    suffixes = {s: c for s, c in suffixes.items() if sum(c.values()) >= 5}
    total = sum(pairs.values())
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for pair, n in pairs.items():
        left[pair[0]] += n
        right[pair[1]] += n
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "tag_words.tsv", "word\ttags", ((w, pack(c)) for w, c in sorted(kept.items())))
    write(options.out / "tag_suffixes.tsv", "suffix\ttags", ((s, pack(c, 0.05)) for s, c in sorted(suffixes.items())))
    write(
        options.out / "tag_pairs.tsv",
        "pair\tscore",
        (
            (pair, f"{math.log((n + 0.5) * total / (left[pair[0]] * right[pair[1]])):.2f}")
            for pair, n in sorted(pairs.items())
        ),
    )
    tagger = Tagger(options.out)
    for name in ("ud_ewt", "ud_gum"):
        right_tags = n_tags = 0
        for sentence in read_conllu(syntax / f"{name}.dev.conllu.gz"):
            text = " ".join(word for word, _ in sentence)
            starts: list[int] = []
            position = 0
            for word, _ in sentence:
                starts.append(position)
                position += len(word) + 1
            columns = TokenColumns(
                starts,
                [s + len(w) for s, (w, _) in zip(starts, sentence, strict=True)],
                [word.lower() for word, _ in sentence],
                [word[0].isupper() for word, _ in sentence],
            )
            tags = tagger.tag(columns, text, 0, len(sentence))
            right_tags += sum(a == b for a, (_, b) in zip(tags, sentence, strict=True))
            n_tags += len(sentence)
        sys.stdout.write(f"{name} dev: {right_tags / n_tags:.4f} of {n_tags} tokens\n")


def write(path: Path, header: str, rows: Iterable[tuple[str, str]]) -> None:
    """Write a table as tab-separated lines."""
    path.write_text(header + "\n" + "".join(f"{a}\t{b}\n" for a, b in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
