"""Labelled articles that are not reported on → what other bounds of the analysis would give.

    python -m benchmarks.choices --data ../shared/data

Bounds are put in from outside for as long as a row is measured. Articles are the 98 of `benchmarks.own_articles` that
are not kept. Rows of the lexicon beside the network are measured on the outlets kept, by weights that have seen these
outlets and the twelve articles, as the shipped ones have, and by weights that have not.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

import framing
from benchmarks.accuracy import fold, rows, say
from benchmarks.measures import auc
from benchmarks.own_articles import measure
from framing import results
from framing.lexicon import load_lexicons
from framing.scorers import stance
from training import fit_loaded

__all__ = ["main"]

_WRITERS = (0.0, 0.3, 0.5, 0.6, 0.7)
_SIDES = ((0.12, 2), (0.15, 1), (0.15, 2), (0.15, 3), (0.2, 2))
_SHARES = (0.0, 0.1, 0.3, 0.5)


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
    texts, target_list, outlets, _ = fit_loaded.records(data)
    entries = load_lexicons()["loaded"].matched
    matrix, targets = fit_loaded.design(texts, entries), np.asarray(target_list)
    prior = np.asarray([fit_loaded._hand_weight(entry) for entry in entries])
    articles = sorted(path.stem for path in (data / "articles").glob("a*.json"))
    kept = np.asarray([name not in articles and fold(name, 5) == 0 for name in outlets])
    others = ~kept & ~np.isin(outlets, articles[-12:])
    records = [row for row in rows(data / "loaded" / "news_loaded.jsonl.gz") if fold(row["outlet"], 5) == 0]
    scores = framing.Analyzer("encoder").score_sentences([row["text"] for row in records])["loaded"]
    network = -np.log1p(-np.minimum(np.asarray(scores), 1 - 1e-9))
    levels = np.asarray([row["loaded"] for row in records])
    clear = levels != 1
    say("| outlets kept, share of rows | fitted on all, level ≥ 1 | ≥ 2 against 0 | fitted elsewhere, ≥ 1 | ≥ 2 |")
    say("|---|---|---|---|---|")
    fitted = [
        fit_loaded.fit(matrix[part], targets[part], prior, fit_loaded._PRIOR_STRENGTH)
        for part in (np.ones(len(targets), bool), others)
    ]
    for share in _SHARES:
        cells = []
        for weights in fitted:
            both = network + share * (matrix[kept] @ weights)
            cells.append(auc((levels >= 1).astype(int).tolist(), both.tolist()))
            cells.append(auc((levels[clear] >= 2).astype(int).tolist(), both[clear].tolist()))
        say(f"| {share} | {' | '.join(f'{cell:.3f}' for cell in cells)} |")
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
