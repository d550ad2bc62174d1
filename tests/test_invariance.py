"""Names move scores little, and not more than they did.

A fixed sample of the templates of `seeds/invariance`, each with several names in it. The ceilings are what the
library reached when they were last set, and a small margin. Lower them when it gets better; never raise one silently.
`python -m benchmarks.invariance` measures all templates, and sentences of real news.
"""

import csv

import pytest

import framing
from benchmarks.invariance import FOLDER, SWAPS, compare_fillings, read_cases, read_names, swap_places

SAMPLE = slice(2, None, 6)  # every sixth template
# (mean range, share of labels flipped) by score and by what is swapped
# Set anew with the weights of 2026-11-29. Raised: labels of loaded wording for persons and parties, its range for
# genders, labels of attribution for parties (a template or two of each; docs/invariance.md has all 300). The rest are
# lower or where they were.
CEILINGS = {
    "encoder": {
        "loaded": {
            "persons": (0.038, 0.075),
            "countries": (0.017, 0.005),
            "parties": (0.028, 0.07),
            "genders": (0.021, 0.132),
            "faiths": (0.036, 0.005),
        },
        "hedging": {
            "persons": (0.005, 0.005),
            "countries": (0.005, 0.005),
            "parties": (0.005, 0.005),
            "genders": (0.005, 0.005),
            "faiths": (0.005, 0.005),
        },
        "attribution": {
            "persons": (0.005, 0.038),
            "countries": (0.005, 0.005),
            "parties": (0.005, 0.044),
            "genders": (0.005, 0.005),
            "faiths": (0.005, 0.08),
        },
        "stance": {
            "persons": (0.043, 0.042),
            "countries": (0.081, 0.076),
            "parties": (0.054, 0.005),
            "genders": (0.022, 0.005),
            "faiths": (0.034, 0.005),
        },
    },
    "lexicon": {
        "loaded": {
            "persons": (0.005, 0.005),
            "countries": (0.005, 0.005),
            "parties": (0.005, 0.005),
            "genders": (0.005, 0.005),
            "faiths": (0.005, 0.005),
        },
        "hedging": {
            "persons": (0.005, 0.005),
            "countries": (0.005, 0.005),
            "parties": (0.005, 0.005),
            "genders": (0.005, 0.005),
            "faiths": (0.005, 0.005),
        },
        "attribution": {
            "persons": (0.005, 0.005),
            "countries": (0.005, 0.005),
            "parties": (0.005, 0.005),
            "genders": (0.005, 0.005),
            "faiths": (0.005, 0.005),
        },
        "stance": {
            "persons": (0.005, 0.005),
            "countries": (0.005, 0.005),
            "parties": (0.027, 0.047),
            "genders": (0.005, 0.005),
            "faiths": (0.012, 0.005),
        },
    },
}


@pytest.fixture(scope="module")
def templates():
    with (FOLDER / "templates.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module", params=framing.engines())
def moved(request):
    return request.param, compare_fillings(framing.Analyzer(request.param), read_cases()[SAMPLE])


def test_templates_are_many_and_no_two_are_the_same(templates):
    assert len(templates) == 300
    assert len({row["template"] for row in templates}) == 300
    assert {row["swap"] for row in templates} == set(SWAPS)


def test_every_slot_has_words_in_every_name(templates):
    names = read_names()
    for row in templates:
        for words in (words for group in names[row["swap"]].values() for words in group):
            for slot in row["template"].split("{")[1:]:
                assert slot.split("}")[0].removeprefix("other_").lower() in words, row["template"]


def test_names_have_a_source():
    with (FOLDER / "names.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(row["source"] and row["text"] for row in rows)
    assert len({row["region"] for row in rows if row["swap"] == "persons"}) >= 10


def test_fillings_differ_and_their_targets_stand_where_they_say():
    for case in read_cases():
        assert len(case.fillings) >= 2
        assert len({filling.text for filling in case.fillings}) == len(case.fillings)
        assert all("{" not in filling.text for filling in case.fillings)
        assert all(0 <= filling.start < filling.end <= len(filling.text) for filling in case.fillings)


@pytest.mark.parametrize("score", ["loaded", "hedging", "attribution", "stance"])
def test_names_move_a_score_no_more_than_they_did(moved, score):
    engine, found = moved
    for swap, ceilings in CEILINGS[engine][score].items():
        own = found[swap, score]
        assert own.change <= ceilings[0], (swap, own)
        assert own.labels <= ceilings[1], (swap, own)


def test_the_rows_of_two_actors_change_places_by_rows_alone():
    found = swap_places(framing.Analyzer("lexicon"), swaps=("persons", "countries"))
    assert found.n >= 25
    assert found.change == pytest.approx(0, abs=1e-12)
    assert found.labels == 0
