import pytest

import framing
from framing.document import SCORED_ZONES, ZONES
from framing.reading.zones import classify_lines, line_features
from tests.texts import ODD, PASTE, PLAIN, WALL


@pytest.mark.parametrize("text", [PASTE, WALL, PLAIN, *ODD.values()])
def test_every_line_gets_one_known_zone(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    zones = classify_lines(lines)
    assert len(zones) == len(lines) == len(line_features(lines))
    assert set(zones) <= set(ZONES)


def test_no_lines_have_no_zones():
    assert classify_lines([]) == []


def test_page_furniture_is_told_from_the_article():
    article = framing.read(PASTE)
    scored = "\n".join(sentence.text for sentence in article.sentences)
    for wanted in (
        "Ferry service resumes between Lindholm and the outer islands",
        "The ferry between Lindholm and the outer islands resumed on Friday",
        "“We could not have gone on much longer,” said Berit Hagen",
        "would be checked before the summer season begins.",
    ):
        assert wanted in scored
    for unwanted in ("Weather", "Published", "Sign up", "All rights reserved", "Read more"):
        assert unwanted not in scored


def test_the_headline_is_one_line_before_the_body():
    article = framing.read(PASTE)
    headlines = [block.text for block in article.iter_zone("headline")]
    assert headlines == ["Ferry service resumes between Lindholm and the outer islands"]


def test_lines_that_are_all_prose_are_all_article():
    paragraphs = [
        "The reservoir above the town was full for the first time in nine years after a week of steady rain.",
        "Engineers opened the lower gates on Sunday to keep the level below the mark that was set in spring.",
        "Farmers in the valley said the water would be enough for two summers if the canals were cleaned.",
    ]
    assert classify_lines(paragraphs) == ["body", "body", "body"]


def test_when_nothing_reads_like_an_article_nothing_is_lost():
    article = framing.read("Menu\nHome\nSports\nWeather")
    assert article.sentences
    assert {block.zone for block in article.blocks} <= set(ZONES)
    assert any(block.zone in SCORED_ZONES for block in article.blocks)


def test_zones_do_not_depend_on_what_was_read_before():
    once = framing.read(PASTE)
    framing.read(WALL)
    assert framing.read(PASTE) == once


def test_a_rule_of_stars_is_not_scored():
    text = "The bridge reopened on Monday after six weeks, the city said.\n\n* * *\n\nBuses will cross it again."
    assert [block.zone for block in framing.read(text).blocks if block.text == "* * *"] == ["other"]


@pytest.mark.parametrize("ahead", ["", "The brickworks closed on Friday after forty years. Nobody was told.\n\n"])
def test_a_short_paste_that_quotes_a_letter_is_not_lost(ahead):
    text = ahead + (
        "The notice on the gate was signed by its manager, Lirim Dara. It began:\n\n"
        "“To all who worked here. I have nothing to offer you.”\n\n“The kiln was tested in May. I saw it.”"
    )
    assert "other" not in {block.zone for block in framing.read(text).blocks}


def test_label_above_a_list_of_points_is_no_part_of_the_first() -> None:
    text = (
        "Story highlights Ministry says the bridge will close for a year\n\nEngineers found cracks in two piers\n\n"
        "The bridge over the Tarn will close for a year, the ministry said on Monday. Drivers will be sent by Albi."
    )
    article = framing.read(text)
    assert [block.text for block in article.blocks][:2] == [
        "Story highlights",
        "Ministry says the bridge will close for a year",
    ]
    assert article.sentences[0].text == "Ministry says the bridge will close for a year"
    assert article.title is None
    assert framing.read("Story highlights need for reform").blocks[0].text == "Story highlights need for reform"
    assert framing.read("Story highlights").blocks[0].text == "Story highlights"
