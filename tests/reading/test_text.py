import pytest

import framing
from framing.reading import place_sentences
from framing.reading.text import _parted, split_blocks
from framing.reading.zones import classify_lines
from tests.clock import within
from tests.texts import ARTICLES, ODD, PLAIN, WALL


@pytest.mark.parametrize("text", [*ARTICLES.values(), *ODD.values()])
def test_blocks_hold_everything_but_white_space(text):
    blocks = split_blocks(text)
    outside = set(range(len(text))) - {place for start, end in blocks for place in range(start, end)}
    assert all(text[place].isspace() for place in outside)
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in blocks)
    assert blocks == sorted(blocks)


def test_line_ends_of_every_kind_end_a_block():
    text = "One\nTwo\r\nThree\rFour\u2028Five\u2029Six\x85Seven\x0cEight"
    words = "One Two Three Four Five Six Seven Eight".split()  # noqa: SIM905 - one line, easily read
    assert [text[a:b] for a, b in split_blocks(text)] == words


def test_lines_wrapped_by_hand_are_one_paragraph():
    text = (
        "The harbour of the northern town was closed for the whole of the\n"
        "winter, because the ice had damaged the gates of the lock and the\n"
        "spare parts could not be delivered before the roads were open in\n"
        "spring, the captain of the port explained to the council.\n"
        "\n"
        "Ships now use the harbour in the south, which is deeper but further\n"
        "away from the railway that carries most of the timber to the mills\n"
        "inland.\n"
    )
    assert len(split_blocks(text)) == 2
    article = framing.read(text)
    assert len(article.sentences) == 2
    assert article.sentences[0].text.endswith("the captain of the port explained to the council.")


def test_unwrapped_lines_stay_apart():
    text = "First point of the list\nSecond point of the list\nThird point of the list\nFourth point of the list"
    assert len(split_blocks(text)) == 4


def test_prose_without_furniture_comes_through_whole():
    article = framing.read(PLAIN)
    assert [sentence.text for sentence in article.sentences] == [
        "The bridge opened at noon.",
        "It carries two lanes.",
        "The toll is four crowns.",
    ]
    assert {block.zone for block in article.blocks} == {"body"}


def test_the_headline_is_the_title_unless_one_is_given():
    assert framing.read(WALL).title == "Storm wall at Karsund holds as minister attacks council"
    assert framing.read(WALL, title="Another").title == "Another"
    assert framing.read(PLAIN).title is None


def test_the_callers_metadata_is_kept():
    known = {"outlet": "Karsund Courier", "url": "https://example.org/1", "published": "2031-03-14"}
    article = framing.read(PLAIN, **known)
    assert {name: getattr(article, name) for name in known} == known


def test_sentences_of_hostile_length_are_cut_and_nothing_is_lost():
    text = "word " * 60_000
    article = framing.read(text)
    assert max(len(sentence.text) for sentence in article.sentences) <= 20_000
    assert " ".join(sentence.text for sentence in article.sentences).split() == text.split()


def test_a_word_of_hostile_length_is_cut_with_its_sentence():
    article = framing.read("a" * 50_000)
    assert "".join(token.text for sentence in article.sentences for token in sentence.tokens) == "a" * 50_000
    assert all(sentence.tokens for sentence in article.sentences)


def test_a_token_never_reaches_into_the_next_sentence():
    text = "ab’s cd"
    first, second = place_sentences(text, [(0, 3, "body", 0), (3, 7, "body", 0)])
    assert [token.text for token in first.tokens] == ["ab", "’"]
    assert [token.text for token in second.tokens] == ["s", "cd"]
    assert first.columns.words == ["ab", "'", "s", "cd"]


def test_a_short_first_line_of_wrapped_text_is_no_headline():
    text = (
        "Councillor Ane Reyle, long the\nunderdog, came from behind in the final straight on Tuesday and\n"
        "beat the mayor's plan for the harbour by a single vote. Her camp\n"
        "celebrated as if it had won a cup final.\n"
    )
    assert len(split_blocks(text)) == 1


def test_lists_of_other_articles_inside_a_paragraph_are_none_of_it():
    text = (
        "Senate votes on harbour toll\n\nThe vote, which Sen. Dana Fox Dana (Dee) Mary FoxFox faces revolt over toll "
        "Five ports to watch MORE (R-Ohio) had put off twice, was called on Monday, hours after the mayor had left."
    )
    article = framing.read(text)
    assert [block.text for block in article.blocks if block.zone == "related"] == [
        "Dana (Dee) Mary FoxFox faces revolt over toll Five ports to watch MORE"
    ]
    assert "".join("".join(block.text.split()) for block in article.blocks) == "".join(text.split())
    assert any("(R-Ohio) had put off twice" in sentence.text for sentence in article.sentences)


def test_a_name_told_twice_is_no_list_of_other_articles():
    text = "Read MORE\n\nHe met Dana Fox, and Dana Fox said MORE of the same would come, as the mayor had told."
    assert all(block.zone != "related" for block in framing.read(text).blocks if "Dana" in block.text)


@pytest.mark.parametrize("text", ["A-" * 40_000 + " MORE", "Aa " * 30_000 + "MORE", '"' * 40_000 + " — Ada (@a) MORE"])
def test_time_is_linear_in_names_that_never_end(text):
    with within(20):
        split_blocks(text)
        _parted(text, [(0, len(text))], ["body"])
        classify_lines([text, text])
