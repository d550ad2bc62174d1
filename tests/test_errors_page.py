"""The page of errors: its counts are those of the classified cases, and every kind has its reason and its examples."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
if not (ROOT / "benchmarks").is_dir():
    pytest.skip("needs a checkout", allow_module_level=True)

from benchmarks.errors import SCORES, Case, count, worst  # noqa: E402


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "benchmarks" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("score", list(SCORES))
def test_fifty_cases_of_each_score_are_counted_on_the_page(score):
    rows = count(score)
    assert sum(high + low for _, high, low, _ in rows) == 50
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    for kind, high, low, reason in rows:
        assert f"| {kind} | {high + low} | {high} | {low} | {reason} |" in page


@pytest.mark.parametrize("score", list(SCORES))
def test_every_kind_has_two_or_three_examples(score):
    examples = Counter(row["kind"] for row in table("error_examples.tsv") if row["score_name"] == score)
    assert set(examples) == {kind for kind, *_ in count(score)}
    assert set(examples.values()) <= {2, 3}
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    for row in table("error_examples.tsv"):
        assert row["text"].replace("\\n\\n", " ¶ ") in page


def test_cases_are_places_without_text():
    rows = table("errors.tsv")
    assert set(rows[0]) == {"score_name", "corpus", "place", "gold", "score", "kind"}
    assert len({(row["score_name"], row["corpus"], row["place"], row["score"]) for row in rows}) == 200
    assert not any(" " in row["place"] for row in rows)


def case(corpus: str, place: str, gold: float, score: float) -> Case:
    return Case(corpus, place, gold, score, "", "text", "")


def test_the_worst_are_taken_evenly_from_every_corpus_and_side():
    cases = [case("a", f"{i}", 0.0, 0.5 + i / 100) for i in range(20)]
    cases += [case("a", f"{i}", 1.0, 0.9) for i in range(20, 40)]
    cases += [case("b", f"{i}", 1.0, 0.2) for i in range(20)]
    chosen = worst(cases, 9)
    assert Counter((item.corpus, item.gap > 0) for item in chosen) == {("a", False): 3, ("a", True): 3, ("b", False): 3}
    assert max(item.gap for item in chosen) == pytest.approx(0.69)


def test_one_article_does_not_fill_the_list_and_what_agrees_is_left_out():
    cases = [case("a", f"x:{i}", 0.0, 1.0) for i in range(20)] + [case("a", "y:1", 1.0, 1.0)]
    assert len(worst(cases)) == 6
