"""News text → Punkt parameters in `lexicons/grammar/punkt.tsv`, by nltk's own trainer.

    python -m training.train_punkt --data ../shared/data

Only abbreviations with a period inside ("u.s", "p.m") are taken from the trainer, which is right
about those; the others stand in `abbreviations.tsv`, written by hand. The segmenter reads both.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

from nltk.tokenize.punkt import PunktTrainer

_MIN_ORTHO = 25  # a word seen less often says little about its capital


def main() -> None:
    """Train and write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("lexicons/grammar/punkt.tsv"))
    options = parser.parse_args()
    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = False
    with gzip.open(options.data / "unlabelled" / "allsides.sample3000.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            trainer.train(json.loads(line)["text"], finalize=False)
    trainer.finalize_training()
    parameters = trainer.get_params()
    counts = trainer._type_fdist
    rows = [
        ("abbreviation", name, "")
        for name in sorted(parameters.abbrev_types)
        if name.isascii() and len(name) <= 8 and "." in name.strip(".")
    ]
    rows += [("collocation", f"{a} {b}", "") for a, b in sorted(parameters.collocations)]
    rows += [("starter", name, "") for name in sorted(parameters.sent_starters)]
    rows += [
        ("ortho", name, str(flags))
        for name, flags in sorted(parameters.ortho_context.items())
        if counts[name] >= _MIN_ORTHO and name.isalpha()
    ]
    clean = [row for row in rows if not any("\t" in cell or "\n" in cell for cell in row)]
    options.out.write_text("kind\ttype\tvalue\n" + "".join("\t".join(row) + "\n" for row in clean), encoding="utf-8")
    sys.stdout.write(f"{len(clean)} rows\n")


if __name__ == "__main__":
    main()
