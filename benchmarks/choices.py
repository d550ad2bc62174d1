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

import framing
from benchmarks.accuracy import say
from benchmarks.identities import articles_of, score_articles
from benchmarks.measures import b_cubed
from benchmarks.own_articles import measure, own_rows, own_texts
from benchmarks.scorers import KEPT, count_matches, matches_f1
from framing import results
from framing.annotation import reference
from framing.scorers import loaded, stance

__all__ = ["main"]

_WRITERS = (0.0, 0.3, 0.5, 0.6, 0.7)
_SIDES = ((0.12, 2), (0.15, 1), (0.15, 2), (0.15, 3), (0.2, 2))
_SHOWN = (0.1, 0.15, 0.2, 0.25)
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


def shown(data: Path) -> None:
    """The marked spans of loaded wording that are found, by what the network must add for a stretch to be shown."""
    analyzer, texts = framing.Analyzer("encoder"), own_texts(data)
    say("| shown from | 98 articles, pieces shown | spans, F1 by overlap | eleven, pieces | F1 |")
    say("|---|---|---|---|---|")
    for bound in _SHOWN:
        cells: list[str] = []
        for part in ("articles.jsonl", "kept.jsonl"):
            labels = list(own_rows(part))
            with patch.object(loaded, "_SHOWN", bound):
                profiles = {name: analyzer.analyze(texts[name]) for name in {row["article"] for row in labels}}
            counts = [0, 0, 0, 0]
            for row in labels:
                low, high = row["at"], row["at"] + row["length"]
                own = [
                    (item.span.start - low, item.span.end - low)
                    for item in profiles[row["article"]].evidence
                    if item.dimension == "loaded" and not item.is_rest and low <= item.span.start < high
                ]
                count_matches(counts, [(start, end) for start, end in row["loaded_spans"]], own)
            cells += [str(counts[0]), f"{matches_f1(counts):.3f}"]
        say(f"| {bound} | {' | '.join(cells)} |")
    say()


def described(data: Path) -> None:
    """Whoever is described once and does nothing, taken for an actor or not, in the articles rules were tried on."""
    analyzer = framing.Analyzer("encoder")
    others = slice(None, KEPT.start)
    say("| described actors come back | surface forms found | B³ F1 | actors |")
    say("|---|---|---|---|")
    for bound, name in ((2, "at least once"), (1, "or not")):
        with patch.object(reference, "_COMES_BACK", bound):
            scores = score_articles(analyzer, articles_of(data / "articles", others))
        own = sum(len(set(found.values())) for _, found in scores.clusters)
        share = scores.forms_found / scores.forms
        say(f"| {name} | {share:.3f} of {scores.forms} | {b_cubed(scores.clusters)[2]:.3f} | {own} |")
    say()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    for part in (rows_beside, shown, described, holders, sides):
        part(options.data)


if __name__ == "__main__":
    main()
