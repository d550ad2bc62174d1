"""The structure of four seed articles is what it was when somebody last read it."""

import difflib
import json

import pytest

from tests.golden.structure import ARTICLES, FOLDER, SEEDS, as_text, structure

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="an installed library comes without its seeds")


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, int | float) else []


@pytest.mark.parametrize("name", ARTICLES)
def test_the_structure_is_the_golden_one(analyzer, name):
    wanted = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    found = as_text(structure(analyzer.analyze(SEEDS / f"{name}.txt")))
    if found != wanted:
        lines = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=0)
        pytest.fail(
            f"{name}: the structure changed; if for the better, run python -m tests.golden.update\n" + "\n".join(lines),
            pytrace=False,
        )


@pytest.mark.parametrize("name", ARTICLES)
def test_golden_files_hold_no_scores(name):
    made = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert set(made) == {"zones", "attributions", "actors", "hedge_cues"}
    assert made["attributions"]
    assert made["actors"]
    assert all(isinstance(number, int) for number in numbers(made))


def test_there_is_a_golden_file_for_each_article_and_no_other():
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(ARTICLES)
