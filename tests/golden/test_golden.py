"""The structure of four seed articles is what it was when somebody last read it."""

import difflib
import json

import pytest

import framing
from tests.golden.structure import ARTICLES, ENGINES, FOLDER, SEEDS, as_text, structure

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="an installed library comes without its seeds")


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for item in value for number in numbers(item)]
    return [value] if isinstance(value, int | float) else []


@pytest.fixture(scope="module", params=ENGINES)
def analyzer(request):
    return framing.Analyzer(request.param)


@pytest.mark.parametrize("name", ARTICLES)
def test_the_structure_is_the_golden_one(analyzer, name):
    engine = dict(analyzer.provenance)["engine"]
    wanted = (FOLDER / engine / f"{name}.json").read_text(encoding="utf-8")
    found = as_text(structure(analyzer.analyze(SEEDS / f"{name}.txt")))
    if found != wanted:
        lines = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "golden", "now", lineterm="", n=0)
        pytest.fail(
            f"{engine}/{name}: the structure changed; if for the better, run python -m tests.golden.update\n"
            + "\n".join(lines),
            pytrace=False,
        )


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ARTICLES)
def test_golden_files_hold_no_scores(name, engine):
    made = json.loads((FOLDER / engine / f"{name}.json").read_text(encoding="utf-8"))
    assert set(made) == {"zones", "attributions", "actors", "hedge_cues"}
    assert made["attributions"]
    assert made["actors"]
    assert all(isinstance(number, int) for number in numbers(made))


@pytest.mark.parametrize("engine", ENGINES)
def test_there_is_a_golden_file_for_each_article_and_no_other(engine):
    assert sorted(path.stem for path in (FOLDER / engine).glob("*.json")) == sorted(ARTICLES)
