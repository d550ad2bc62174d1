import pytest

from framing.annotation.phrases import head_end_of, main_subject, phrase_left, phrase_right, subject
from framing.engines.tagger import TAGS, Tagger
from framing.lexicon import lexicon_folder
from framing.tokens import tokenize


@pytest.fixture(scope="module")
def tagger():
    return Tagger(lexicon_folder() / "grammar")


def phrase(text, columns, found):
    return None if found is None else text[columns.starts[found[0]] : columns.ends[found[1] - 1]]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The old minister said it rained.", "said", "The old minister"),
        ("On Monday the minister said it rained.", "said", "the minister"),
        ("A spokesman for the ministry said it rained.", "said", "A spokesman for the ministry"),
        ("Ida Moreau, who runs the agency, said it rained.", "said", "Ida Moreau, who runs the agency,"),
        ("Ida Moreau, the chief engineer, said it rained.", "said", "Ida Moreau, the chief engineer,"),
        ("Ida Moreau and Tom Reyes said it rained.", "said", "Ida Moreau and Tom Reyes"),
        ("She said it rained.", "said", "She"),
        ("The minister later said it rained.", "said", "The minister"),
        ("Officials familiar with the talks said it rained.", "said", "Officials familiar with the talks"),
    ],
)
def test_the_subject_of_a_verb(tagger, text, verb, expected):
    columns = tokenize(text)
    tags = tagger.tag(columns, text, 0, len(columns))
    place = columns.words.index(verb)
    # The callers walk back over the adverbs of the verb group themselves, and so does `subject`.
    assert (phrase(text, columns, subject(tags, columns.words, place - 1, 0)) or "").rstrip(",") == expected.rstrip(",")


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("It rained, said the old minister.", "said", "the old minister"),
        ("It rained, said Ida Moreau.", "said", "Ida Moreau"),
        ("It rained, said a spokesman for the ministry.", "said", "a spokesman for the ministry"),
        ("It rained, said Ida Moreau, the chief engineer.", "said", "Ida Moreau, the chief engineer"),
        ("It rained, said the head of the agency in Oslo.", "said", "the head of the agency in Oslo"),
        ("It rained, said she.", "said", "she"),
    ],
)
def test_the_phrase_to_the_right(tagger, text, after, expected):
    columns = tokenize(text)
    tags = tagger.tag(columns, text, 0, len(columns))
    place = columns.words.index(after) + 1
    assert phrase(text, columns, phrase_right(tags, columns.words, place, 0, len(columns))) == expected


def test_no_phrase_beyond_the_sentence():
    assert phrase_right("TN", ["the", "wall"], 2, 0, 2) is None
    assert phrase_right("VI", ["runs", "in"], 0, 0, 2) is None
    assert subject("TN", ["the", "wall"], -1, 0) is None


def test_ranges_count_from_the_start_of_the_article():
    words = ["…"] * 5 + ["the", "wall", "fell"]
    assert phrase_left("TND", words, 6, 5) == (5, 7)
    assert phrase_right("TND", words, 5, 5, 8) == (5, 7)
    assert subject("TND", words, 6, 5) == (5, 7)
    assert main_subject("TND", words, 5, 8) == (5, 7)


def test_the_head_ends_before_what_hangs_on_it():
    # a spokesman for the ministry
    assert head_end_of("TNITN", 0, 5, 0) == 2
    assert head_end_of("TN", 0, 2, 0) == 2


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_phrases_stay_inside_the_sentence_for_any_tags(length):
    letters = sorted(TAGS)
    rows = [""]
    for _ in range(length):
        rows = [row + letter for row in rows for letter in letters]
    for tags in rows[:: max(1, len(rows) // 4000)]:
        words = ["word"] * length
        for place in range(length):
            for found in (
                phrase_right(tags, words, place, 0, length),
                phrase_left(tags, words, place, 0),
                subject(tags, words, place, 0),
            ):
                assert found is None or 0 <= found[0] < found[1] <= length
