"""Input that nobody should have to think of: a correct result or the documented error, soon, and nothing lost."""

import time

import pytest

import framing
from tests.clock import within
from tests.texts import ODD

LONG = 300_000
PIECES = {
    "words": "word ",
    "letters": "a",
    "hedges": "some say it may fail and ",
    "names": "Anna Brandt met Paul Weller and ",
    "quotes": '"no" said Bo ',
    "commas": "a, ",
    "brackets": "((",
    "marks": "!",
    "dots": ".",
    "digits": "1",
    "hyphens": "a-",
    "apostrophes": "a'",
    "opening quotes": "“",
    "surrogates": "\ud800 ",
    "nuls": "\0",
    "zero width": "\u200b",
    "emoji": "🎉",
    "combining": "e\u0301\u0302",
    "rtl": "قال الوزير ",
    "not": "not ",
    "the": "the ",
    "numbers": "1,",
}


@pytest.mark.parametrize("name", PIECES)
def test_one_sentence_of_300_000_characters(analyzer, name):
    piece = PIECES[name]
    text = piece * (LONG // len(piece))
    with within(8):
        profile = analyzer.analyze(text)
    assert profile.article.text == text
    assert "".join("".join(s.text for s in profile.article.sentences).split()) == "".join(text.split())
    assert 0 <= profile["hedging_mean"].value <= 1


@pytest.mark.parametrize("line", ["Paragraph {n} tells of rain in valley {n} and of rivers there.", "Item {n}", "{n}"])
def test_time_is_linear_in_lines(analyzer, line):
    def seconds(n):
        text = "\n".join(line.format(n=i) for i in range(n))
        best = float("inf")
        for _ in range(2):
            began = time.perf_counter()
            analyzer.analyze(text)
            best = min(best, time.perf_counter() - began)
        return best

    # Four times the lines may take four times as long, and as much again for noise, but not sixteen.
    assert seconds(4000) < 9 * seconds(1000) + 0.2


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_analysed_shown_and_explained(analyzer, name):
    profile = analyzer.analyze(ODD[name])
    assert profile.article.text == ODD[name]
    assert profile.sentences
    assert len(profile.to_html()) > 1000
    assert profile.explain(0)
    assert repr(profile)
    assert len(analyzer.score_sentences([ODD[name]])) == 1


def test_words_hidden_by_invisible_characters_do_not_move_offsets(analyzer):
    profile = analyzer.analyze(ODD["zero width inside"])
    for item in profile.evidence:
        assert ODD["zero width inside"][item.span.start : item.span.end] == item.text


def test_direction_marks_do_not_hide_a_hedge(analyzer):
    assert any(item.text == "may" for item in analyzer.analyze(ODD["rtl override"]).evidence)


def test_nuls_inside_do_not_end_the_text(analyzer):
    profile = analyzer.analyze("It may fail.\0 It could fall.")
    assert {"may", "could"} <= {item.text for item in profile.evidence if item.dimension == "hedging"}


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\x0c"])
def test_every_line_end_is_a_line_end(analyzer, separator):
    text = separator.join(["The wall may fall this winter, the mayor said."] * 3)
    assert len(analyzer.analyze(text).sentences) == 3


def test_a_huge_page_of_markup_is_the_documented_error_or_an_article():
    pytest.importorskip("trafilatura")
    page = "<html><body>" + "<div><span>x</span>" * 20_000 + "</body></html>"
    with within(20):
        try:
            article = framing.read(page)
        except framing.EmptyArticleError:
            return
    assert article.sentences
