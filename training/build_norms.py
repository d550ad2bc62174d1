"""Many articles → the norms that percentiles are told by: quantiles of every statistic, numbers only.

python -m training.build_norms --data ../shared/data [--engine encoder]
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import framing
from framing.norms import Norms

__all__ = ["main"]

_OUT = Path(__file__).resolve().parents[1] / "framing" / "models" / "norms"
NAME = "3,000 articles of 86 English-language outlets, 2012 to 2020"


def articles(data: Path) -> Iterator[str]:
    """The reference articles, each with its headline before it."""
    with gzip.open(next((data / "unlabelled").glob("*.jsonl.gz")), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"{row['title']}\n\n{row['text']}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--engine", nargs="+", default=list(framing.engines()))
    options = parser.parse_args(arguments)
    _OUT.mkdir(parents=True, exist_ok=True)
    for engine in options.engine:
        profiles = framing.Analyzer(engine).analyze_many(articles(options.data))
        Norms.from_profiles(profiles, name=NAME).save(_OUT / f"{engine}.json")


if __name__ == "__main__":
    main()
