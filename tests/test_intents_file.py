"""The intents of the seed events are well-formed: whoever runs them finds each sentence and each measure.

Only the form of the file is checked here. Whether the library recovers the intents is another question,
and no answer to it may change the file.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
KEYS = {
    "id",
    "event",
    "statement",
    "kind",
    "target",
    "reference",
    "actor",
    "holder",
    "measure",
    "direction",
    "evidence",
}
LEAST = {"stance": 12, "hedging": 6, "loaded": 6, "coverage": 6}  # asked for before they were written
KINDS = {*LEAST, "hedging_of_claims", "sourcing", "treatment"}
DIRECTIONS = {"higher", "lower", "present_only_in_target"}
OF_AN_ACTOR = {"stance_mean", "doubting_cue_share", "emotive_cue_share", "quotation_share"}
# These find one sentence by the first quotation, so that one must stand in a single place.
OF_A_PASSAGE = {"passage_hedging", "passage_loaded", "passage_attributed"}

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="an installed library comes without its seeds")


def intents():
    return json.loads((SEEDS / "intents.json").read_text(encoding="utf-8"))


def statements():
    return intents()["statements"] if SEEDS.is_dir() else []


def text_of(name):
    return (SEEDS / "articles" / f"{name}.txt").read_text(encoding="utf-8")


def test_the_file_says_what_it_is():
    everything = intents()
    assert everything.keys() == {"licence", "about", "rules", "names", "measures", "statements"}
    assert everything["licence"] == "CC0-1.0"
    assert everything["rules"].keys() == {"recovered", "actor", "quotation"}


def test_there_are_forty_statements_half_of_each_event():
    rows = statements()
    assert Counter(row["event"] for row in rows) == {"attack": 20, "camp": 20}
    for event in ("attack", "camp"):
        found = [row["id"] for row in rows if row["event"] == event]
        assert found == [f"{event}-{number:02d}" for number in range(1, 21)]
    assert len({row["statement"] for row in rows}) == 40


def test_no_two_statements_ask_the_same():
    asked = [
        (
            row["measure"],
            row["actor"],
            row["holder"],
            frozenset((row["target"], row["reference"])),
            row["evidence"]["target"][0] if row["measure"] in OF_A_PASSAGE | {"claim_presence"} else None,
        )
        for row in statements()
    ]
    assert len(set(asked)) == len(asked)


def test_kinds_articles_and_directions_are_spread():
    rows = statements()
    kinds = Counter(row["kind"] for row in rows)
    assert all(kinds[kind] >= least for kind, least in LEAST.items())
    assert kinds["sourcing"] + kinds["treatment"] >= 8
    targets = Counter(row["target"] for row in rows)
    assert len(targets) == 8
    assert min(targets.values()) >= 3
    stance = Counter(row["direction"] for row in rows if row["kind"] == "stance")
    assert min(stance["higher"], stance["lower"]) >= 4


def test_every_measure_is_defined_and_used():
    assert intents()["measures"].keys() == {row["measure"] for row in statements()}


def test_every_listed_name_is_of_an_actor_asked_for():
    assert intents()["names"].keys() <= {row["actor"] for row in statements()}


@pytest.mark.parametrize("row", statements(), ids=lambda row: row["id"])
def test_a_statement_has_the_form(row):
    assert row.keys() == KEYS
    assert row["kind"] in KINDS
    assert row["direction"] in DIRECTIONS
    assert row["holder"] in {"author", "sources", "any", None}
    assert (row["direction"] == "present_only_in_target") == (row["kind"] == "coverage")
    assert (row["measure"] == "claim_presence") == (row["kind"] == "coverage")
    assert (row["measure"] in OF_AN_ACTOR) == (row["actor"] is not None)
    assert row["target"] != row["reference"]
    index = json.loads((SEEDS / "articles" / "index.json").read_text(encoding="utf-8"))
    events = {entry["file"].removesuffix(".txt"): entry["event"] for entry in index}
    assert events[row["target"]] == events[row["reference"]] == row["event"]


@pytest.mark.parametrize("row", statements(), ids=lambda row: row["id"])
def test_its_quotations_stand_in_the_articles(row):
    evidence = row["evidence"]
    assert evidence.keys() == {"target", "reference"}
    assert evidence["target"]
    assert bool(evidence["reference"]) == (row["kind"] != "coverage")
    for side in ("target", "reference"):
        text = text_of(row[side])
        for quotation in evidence[side]:
            assert text.count(quotation) == 1, quotation
            assert "\n" not in quotation


@pytest.mark.parametrize("row", statements(), ids=lambda row: row["id"])
def test_its_actor_is_named_in_both_articles(row):
    if row["actor"] is not None:
        forms = [row["actor"], *intents()["names"].get(row["actor"], ())]
        for side in ("target", "reference"):
            text = text_of(row[side]).casefold()
            assert any(form.casefold() in text for form in forms)
