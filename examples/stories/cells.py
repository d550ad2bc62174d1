"""What a notebook is made of: cells of text and of Python, written down as plain strings."""

from __future__ import annotations

Cell = tuple[str, str]


def text(words: str) -> Cell:
    """Mark a cell as text."""
    return "text", words.strip("\n")


def code(lines: str) -> Cell:
    """Mark a cell as Python."""
    return "code", lines.strip("\n")


FIND_SEEDS = """
%matplotlib inline
from pathlib import Path

import pandas as pd

import framing

pd.set_option("display.max_colwidth", 90)
pd.set_option("display.float_format", "{:.2f}".format)

# The notebook may be started in the folder `examples` or in the folder above it.
here = Path.cwd()
root = next(folder for folder in (here, *here.parents) if (folder / "seeds" / "articles").is_dir())
seeds = root / "seeds" / "articles"
"""
