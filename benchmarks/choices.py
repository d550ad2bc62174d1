"""Labelled articles that are not reported on → what other bounds of the analysis would give.

    python -m benchmarks.choices --data ../shared/data

Bounds are put in from outside for as long as a row is measured. Articles are the 98 of `benchmarks.own_articles` that
are not kept, on which the network has been trained, and for rows of the lexicon beside it the eleven that are.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from benchmarks.accuracy import say
from benchmarks.own_articles import measure
from framing import results
from framing.scorers import loaded, stance

__all__ = ["main"]

_WRITERS = (0.0, 0.3, 0.5, 0.6, 0.7)
_SIDES = ((0.12, 2), (0.15, 1), (0.15, 2), (0.15, 3), (0.2, 2))
_SHARES = (0.0, 0.2, 0.3, 0.5, 0.7, 1.0)


def holders(data: Path) -> None:
    """Whose a polar stance is, by the bound up to which a paraphrase is the writer's."""
    say("| 98 articles: a paraphrase is the writer's below | holder of polar stances that are right |")
    say("|---|---|")
    for bound in _WRITERS:
        with patch.object(stance, "_WRITERS", bound):
            say(f"| {bound} | {measure(data, 'encoder', 'articles')['holder of polar stances that are right']:.3f} |")
    say()


def sides(data: Path) -> None:
    """The side of an article, by the mean stance that it takes and the neutral sentences that are added."""
    say("| 98 articles: mean stance beyond | neutral sentences added | side of the article |")
    say("|---|---|---|")
    for bound, neutrals in _SIDES:
        with patch.multiple(results, SIDE=bound, _NEUTRALS=neutrals):
            found = measure(data, "encoder", "articles")["side of the article toward its most prominent actors"]
        say(f"| {bound} | {neutrals} | {found:.3f} |")
    say()


def rows_beside(data: Path) -> None:
    """Loaded wording by the network and, beside it, rows of the lexicon at shares of their weight."""
    say("| share of rows beside the network | 98 articles, Spearman | AUC, level ≥ 1 | eleven, Spearman | AUC |")
    say("|---|---|---|---|---|")
    for share in _SHARES:
        with patch.object(loaded, "_BESIDE", share):
            cells = [
                f"{found[name]:.3f}"
                for found in (measure(data, "encoder", part) for part in ("articles", "kept"))
                for name in ("loaded, order of sentences, Spearman", "loaded, level ≥ 1, AUC")
            ]
        say(f"| {share} | {' | '.join(cells)} |")
    say()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    for part in (rows_beside, holders, sides):
        part(options.data)


if __name__ == "__main__":
    main()
