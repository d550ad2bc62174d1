import pytest

from framing.reading.sentences import split_sentences
from tests.clock import within
from tests.texts import ARTICLES, ODD

# One text a phenomenon; "|" marks where a sentence ends.
CASES = {
    "plain": "Rain fell.| Rivers rose.",
    "title": "Dr. Anna Brandt met Mr. Weller.| They talked.",
    "initials": "J. K. Moreau wrote it.| It sold well.",
    "a middle initial before a surname": "Samuel L. Fox and Donald J. Trump came.| It rained.",
    "a letter that ends a sentence": "He quoted Malcolm X.| The crowd roared.",
    "acronym inside": "The U.S. envoy left.| Talks stalled.",
    "decimals": "Prices rose 3.5 per cent.| Wages rose 1.2.",
    "ellipsis going on": "The wall ... held.| So did the gate.",
    "closing quote after the stop": "“It held.” |She left at noon.",
    "straight quotes": '"It held." |She left at noon.',
    "question said": "“Will it hold?” Brandt asked.| Nobody answered.",
    "question then lower case": "“Will it hold?” asked the mayor.| Nobody answered.",
    "exclamation": "It held!| The town cheered.",
    "nested quotes": "“He called it ‘a mess.’” |Then he left.",
    "brackets": "It held (for now).| The town slept.",
    "month": "It opened on Jan. 5 in the rain.| It closed in May.",
    "number at the end": "The wall dates from 1974.| It is long.",
    "no stop at the end": "The wall held.| The gate did not",
    "one word": "Rain",
    "glued by a paste": "The wall held last night.|Then the gate fell.",
    "a short word glued": "The wall held last night.|He saw the gate fall in 2018.|Weller left.",
    "quotation marks glued": '"It served the town.""It broke," she said.'.replace('""', '"|"'),
    "a number with its sign": "Tides are topic No. 1 for the mayor.| No. 2 is the pier.",
    "a mark behind a space": "“It is not ‘What did you do?’ ” he says.| Then he left.",
}


@pytest.mark.parametrize("name", CASES)
def test_sentences_end_where_a_reader_ends_them(name):
    marked = CASES[name]
    wanted = [piece.strip() for piece in marked.split("|")]
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text)] == wanted


@pytest.mark.parametrize("text", [*ARTICLES.values(), *ODD.values(), "", "  ", "...", ". . .", "!?", "”.", "a.B"])
def test_sentences_are_disjoint_trimmed_and_lose_nothing(text):
    spans = split_sentences(text)
    covered = set()
    before = 0
    for start, end in spans:
        assert before <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        covered.update(range(start, end))
        before = end
    assert all(text[place].isspace() for place in set(range(len(text))) - covered)


def test_a_block_is_split_by_itself():
    text = "Ignored. Rain fell. Rivers rose. Ignored."
    start, end = text.index("Rain"), text.index(" Ignored.", 9)
    assert [text[a:b] for a, b in split_sentences(text, start, end)] == ["Rain fell.", "Rivers rose."]


@pytest.mark.parametrize(
    "piece", ["word ", "a", "It may. ", "“No,” he said. ", "e.g. ", "(", "”", "Mr. ", "a.b.", ". "]
)
def test_time_is_linear_in_length(piece):
    text = piece * (200_000 // len(piece))
    with within(5):
        split_sentences(text)


@pytest.mark.parametrize("mark", [".", "!", "?", "…"])
def test_time_is_linear_in_a_run_of_marks(mark):
    with within(2):
        split_sentences(mark * 100_000)


def test_a_stray_mark_is_no_sentence_of_its_own():
    text = 'We all pray for them. "'
    assert [text[a:b] for a, b in split_sentences(text)] == [text]
    assert [("* * * Rain fell.")[a:b] for a, b in split_sentences("* * * Rain fell.")] == ["* * * Rain fell."]


def test_a_party_behind_a_state_belongs_to_it():
    text = "Many U.S. Republicans oppose it. They left the U.S. The talks failed."
    spans = split_sentences(text)
    assert next(text[a:b] for a, b in spans) == "Many U.S. Republicans oppose it."
    assert len(spans) == 3
