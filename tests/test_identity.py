"""The same actor has the same identity in every article of a set."""

import pytest

import framing
from framing.identity import country_code, identities


@pytest.fixture(scope="module")
def analyzer():
    return framing.Analyzer("lexicon")


def linked(analyzer, *texts):
    profiles = [analyzer.analyze(text) for text in texts]
    return [
        {actor.name: links[actor.id] for actor in profile.actors}
        for profile, links in zip(profiles, identities(profiles), strict=True)
    ]


def test_countries_go_by_their_codes(analyzer):
    one, two = linked(analyzer, "Norway condemned the sale.", "Norwegian troops left. Japan thanked Norway.")
    assert one["Norway"] == two["Norway"] == "NOR"
    assert two["Japan"] == "JPN"


def test_every_country_of_the_lexicon_has_a_code_or_is_no_more(analyzer):
    from framing.lexicon import lexicon_folder, read_rows

    rows = [row for _, row in read_rows(lexicon_folder() / "actors" / "countries.tsv")]
    coded = {row["actor"] for _, row in read_rows(lexicon_folder() / "actors" / "iso.tsv")}
    assert {row["actor"] for row in rows if row["kind"] == "country"} - coded <= {"soviet-union"}


def test_a_surname_alone_is_the_one_person_who_bears_it(analyzer):
    one, two = linked(
        analyzer,
        "On Friday the mayor of the town, Anna K. Brandt, said that she would resign.",
        "Ms Brandt said no. Ms Brandt left.",
    )
    assert set(one.values()) == {"anna-brandt"}
    assert "anna-brandt" in two.values()


def test_a_surname_of_two_people_links_neither(analyzer):
    _, _, three = linked(
        analyzer, "Mayor Anna Brandt resigned.", "Mayor Peter Brandt resigned.", "Ms Brandt said no. Ms Brandt left."
    )
    assert "anna-brandt" not in three.values()
    assert "peter-brandt" not in three.values()


def test_an_acronym_is_the_body_that_another_article_spells_out(analyzer):
    profiles = [
        framing.analyze(text)
        for text in (
            "The Lindi Fisheries Council (LFC) closed the bay. The LFC said the stocks were low.",
            "Boats stayed away, and the LFC fined two skippers. The LFC will meet again.",
        )
    ]
    first, second = identities(profiles)
    assert "lindi-fisheries-council" in first.values()
    assert "lindi-fisheries-council" in second.values()


def test_the_tables_of_a_comparison_line_actors_and_sources_up(analyzer):
    profiles = [
        analyzer.analyze(text)
        for text in (
            "Norway praised Anna Brandt. Anna Brandt said no.",
            "“No,” said Anna Brandt. Critics attacked Anna Brandt.",
        )
    ]
    comparison = framing.compare(profiles)
    actors = comparison.to_frame("actor")
    assert (actors["identity"] == "anna-brandt").sum() == 2
    sources = comparison.to_frame("source")
    assert sources["identity"].isin(["anna-brandt", "NOR", None]).all()
    assert sources["profile"].nunique() == 2


def test_only_countries_have_codes(analyzer):
    profile = analyzer.analyze("Norway praised Mayor Anna Brandt.")
    assert {country_code(actor) for actor in profile.actors if actor.kind != "country"} == {None}
