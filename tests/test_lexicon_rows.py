"""Every row of every shipped lexicon keeps what the row and its card say."""

import re

import pytest

from framing.engines.tagger import Tagger
from framing.lexicon import check_rows, lexicon_folder, load_lexicons

FOLDER = lexicon_folder()
FAMILIES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
MINIMUM_TERMS = {"loaded": 1000, "hedging": 300, "attribution": 350, "stance": 600}
# Columns other than `weight` that hold a number on the scale of the family's card.
NUMERIC_COLUMNS = ("agent", "patient")
# Faith, ethnicity and origin: none of these words may ever count as loaded by itself.
_PEOPLES = """
christian christians christianity catholic catholics protestant protestants orthodox evangelical evangelicals
mormon mormons muslim muslims islam islamic sunni sunnis shia shiite shiites jew jews jewish judaism zionist
hindu hindus hinduism buddhist buddhists buddhism sikh sikhs sikhism atheist atheists
arab arabs kurd kurds kurdish black blacks white whites asian asians african africans latino latinos latina
latinas hispanic hispanics roma romani slav slavs slavic caucasian indigenous aboriginal inuit maori tamil tamils
tutsi tutsis hutu hutus uyghur uyghurs rohingya pashtun pashtuns yazidi yazidis druze europeans european
"""
PEOPLES = frozenset(_PEOPLES.split())

# Loaded words that are also somebody's name. They fire on the name too ("Uber raised fares"): keep the list
# from growing, and take a word off it when its row learns to tell the two apart.
HOMOGRAPHS: set[str] = set()


@pytest.fixture(scope="module")
def lexicons():
    return load_lexicons()


@pytest.fixture(scope="module")
def tagger():
    return Tagger(FOLDER / "grammar")


def terms(lexicon):
    return {entry.term.lower() for entry in lexicon.matched}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_row_fires_and_is_silent_where_it_says(lexicons, tagger, family):
    assert check_rows(lexicons[family], FOLDER / "grammar", tagger) == []


@pytest.mark.parametrize("family", MINIMUM_TERMS)
def test_families_keep_their_size(lexicons, family):
    assert len(terms(lexicons[family])) >= MINIMUM_TERMS[family]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_card_names_every_file_and_no_other(lexicons, family):
    assert set(lexicons[family].card["files"]) == {path.name for path in (FOLDER / family).glob("*.tsv")}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_card_says_what_a_reader_must_know(lexicons, family):
    card = lexicons[family].card
    for field in ("title", "dimension", "scale", "range", "direction", "licence", "date", "limits"):
        assert str(card[field]).strip(), field
    for name, about in card["files"].items():
        assert about["about"].strip(), name
        assert about["provenance"].strip(), name


def bounds(text):
    """The interval that a card's range begins with, and whether its low end belongs to it."""
    found = re.match(r"([(\[])(-?[\d.]+), (-?[\d.]+)\]", text)
    return None if found is None else (float(found[2]), float(found[3]), found[1] == "[")


@pytest.mark.parametrize("family", FAMILIES)
def test_weights_keep_the_range_of_their_card(lexicons, family):
    lexicon = lexicons[family]
    limits = bounds(lexicon.card["range"])
    if limits is None:
        listed = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", lexicon.card["range"])}
        assert family == "grammar" or {entry.weight for entry in lexicon.matched} <= listed
        return
    low, high, closed = limits
    for entry in lexicon.matched:
        values = [entry.weight, *(float(entry.get(name)) for name in NUMERIC_COLUMNS if entry.get(name))]
        assert all(low <= value <= high for value in values), entry.origin
        assert closed or entry.weight > low, entry.origin


def test_there_are_ranges_to_keep(lexicons):
    assert {family for family in FAMILIES if bounds(lexicons[family].card["range"])} >= set(MINIMUM_TERMS)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_row_names_a_category_and_a_source(lexicons, family):
    assert [entry.origin for entry in lexicons[family].entries if not entry.category or not entry.source] == []


def test_states_and_their_peoples_are_never_loaded(lexicons):
    states = {entry.term.lower() for entry in lexicons["actors"].table("countries.tsv")}
    assert len(states) > 500
    assert terms(lexicons["loaded"]) & states == set()


def test_faiths_and_ethnicities_are_never_loaded(lexicons):
    assert terms(lexicons["loaded"]) & PEOPLES == set()


def test_organisations_and_places_are_never_loaded(lexicons):
    names = {
        entry.term.lower()
        for file in ("organisations.tsv", "places.tsv")
        for entry in lexicons["actors"].table(file)
        if entry.match == "case"
    }
    assert len(names) > 200
    assert {e.term.lower() for e in lexicons["loaded"].matched if e.match != "case"} & names == HOMOGRAPHS


def test_the_strength_table_orders_sources_by_how_checkable_they_are(lexicons):
    base = {e.term: e.weight for e in lexicons["attribution"].table("strength.tsv") if e.category == "base"}
    order = ["absent", "vague", "anonymous", "collective", "unnamed_specific", "named_org", "named_person"]
    assert [base[kind] for kind in order] == sorted(base[kind] for kind in order)
    assert base["unnamed_specific"] <= base["document"] <= base["named_person"]
