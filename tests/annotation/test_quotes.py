import pytest

import framing
from framing.annotation.quotes import find_quotes, quoted_at
from tests.texts import ODD, placed


def quoted(*paragraphs):
    article = placed(*(("body", paragraph) for paragraph in paragraphs))
    return [article.text[start:end] for start, end in find_quotes(article.blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“It held,” she said.", ["“It held,”"], id="curly"),
        pytest.param('"It held," she said.', ['"It held,"'], id="straight"),
        pytest.param("«It held», she said.", ["«It held»"], id="guillemets"),
        pytest.param("``It held,'' she said.", ["``It held,''"], id="typewriter"),
        pytest.param("‘It held,’ she said.", ["‘It held,’"], id="British, curly"),
        pytest.param("'It held,' she said.", ["'It held,'"], id="British, straight"),
        pytest.param("“It,” she said, “held.”", ["“It,”", "“held.”"], id="interrupted"),
        pytest.param("It was a “sad ‘old’ day” for her.", ["“sad ‘old’ day”"], id="single in double"),
        pytest.param("It didn't hold; the dogs' barking didn’t stop.", [], id="apostrophes"),
        pytest.param("It's 5'9\" tall.", [], id="feet and inches"),
        pytest.param("'Tis the season.", [], id="clipped word"),
        pytest.param("It held.", [], id="none"),
        pytest.param("She called it ”odd” twice.", ["”odd”"], id="the wrong mark opens"),
    ],
)
def test_marks(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("‘He said “no” and left,’ she said.", ["‘He said “no” and left,’"], id="double in single"),
        pytest.param("„It held“, she said.", ["„It held“"], id="low opening mark"),
    ],
)
def test_marks_within_marks(text, expected):
    assert quoted(text) == expected


def test_a_quotation_left_open_runs_on_if_the_next_paragraph_opens_again():
    paragraphs = ("“The smell came first. Then the noise.", "“We ran up the hill.", "“We stopped at dawn,” she said.")
    assert quoted(*paragraphs) == [paragraphs[0], paragraphs[1], "“We stopped at dawn,”"]


def test_a_quotation_left_open_ends_with_its_paragraph_if_nothing_goes_on():
    assert quoted("“The smell came first.", "We ran.") == ["“The smell came first."]


def test_a_quotation_left_open_inside_a_paragraph_ends_with_its_sentence():
    assert quoted("He said: “It held. Then it rained.", "We ran.") == ["“It held."]


def test_a_quotation_never_swallows_the_paragraphs_after_an_open_mark():
    rest = ["It rained."] * 20
    assert quoted("“It held.", *rest) == ["“It held."]


@pytest.mark.parametrize("name", ODD)
def test_stretches_are_ascending_disjoint_and_inside_the_text(name):
    article = placed(("body", ODD[name]))
    found = find_quotes(article.blocks)
    edges = [edge for pair in found for edge in pair]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(article.text) for start, end in found)


def test_quoted_at_is_half_open():
    quotes = [(2, 5), (8, 9)]
    assert [quoted_at(quotes, place) for place in range(10)] == [
        False, False, True, True, True, False, False, False, True, False,
    ]  # fmt: skip
    assert not quoted_at([], 3)


def voices_of(analyzer, text):
    return {item.text: item.voice for item in analyzer.analyze(text).evidence if item.dimension == "loaded"}


def test_words_in_scare_quotes_are_the_authors(analyzer):
    assert voices_of(analyzer, "The “shameful” plan was dropped on Friday.")["shameful"] == "author"


def test_paraphrase_has_the_voice_of_its_source(analyzer):
    voices = voices_of(analyzer, "The reckless council met. Ida Moreau said that the plan was shameful.")
    assert (voices["shameful"], voices["reckless"]) == ("quoted", "author")


def test_evidence_says_whose_words_it_is(analyzer):
    profile = analyzer.analyze("The reckless council met. Ida Moreau said that the plan was shameful.")
    holders = {item.text: item.holder for item in profile.evidence if item.dimension == "loaded"}
    assert (holders["shameful"], holders["reckless"]) == ("moreau", None)


def test_voice_runs_over_paragraphs(analyzer):
    article = placed(("body", "“It was shameful."), ("body", "“It was reckless,” said Ida Moreau."))
    voices = {item.text: item.voice for item in analyzer.analyze(article).evidence if item.dimension == "loaded"}
    assert voices == {"shameful": "quoted", "reckless": "quoted"}


def test_quotations_are_found_in_scored_zones_only(analyzer):
    article = placed(("caption", "“The mast"), ("body", "The reckless plan held."))
    assert isinstance(article, framing.Article)
    (item,) = [item for item in analyzer.analyze(article).evidence if item.dimension == "loaded"]
    assert item.voice == "author"
