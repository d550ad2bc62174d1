"""Rewrite the golden structures: `python -m tests.golden.update`. Read the diff before you commit it."""

from __future__ import annotations

import sys

import framing
from tests.golden.structure import ARTICLES, ENGINES, FOLDER, SEEDS, as_text, structure


def main() -> None:
    """Analyse every golden article and write what changed."""
    for engine in ENGINES:
        analyzer = framing.Analyzer(engine)
        (FOLDER / engine).mkdir(exist_ok=True)
        for name in ARTICLES:
            path = FOLDER / engine / f"{name}.json"
            made = as_text(structure(analyzer.analyze(SEEDS / f"{name}.txt")))
            changed = not path.exists() or path.read_text(encoding="utf-8") != made
            if changed:
                path.write_text(made, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{engine}/{path.name}: {'rewritten' if changed else 'unchanged'}\n")


if __name__ == "__main__":
    main()
