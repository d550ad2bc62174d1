import math

import pytest

from framing.engines.tagger import Tagger
from framing.lexicon import Matcher, lexicon_folder, load_lexicons
from framing.scorers import combine_loaded
from framing.scorers.loaded import negated
from framing.tokens import tokenize

PLAIN = "The bridge carries two lanes."


def score(analyzer, text):
    (scores,) = analyzer.analyze(text).sentences
    return scores


def contributions(scores):
    return {item.text: item.contribution for item in scores.evidence if item.dimension == "loaded"}


def test_plain_wording_scores_0_and_an_absent_voice_none(analyzer):
    scores = score(analyzer, PLAIN)
    assert (scores.loaded, scores.loaded_author, scores.loaded_quoted) == (0.0, 0.0, None)


def test_the_score_is_one_minus_exp_of_minus_the_sum(analyzer):
    scores = score(analyzer, "The shameful, disgraceful plan was reckless.")
    found = contributions(scores)
    assert set(found) >= {"shameful", "disgraceful", "reckless"}
    assert scores.loaded == pytest.approx(1 - math.exp(-sum(found.values())))


@pytest.mark.parametrize("word", ["shameful", "reckless", "corrupt", "despicable"])
def test_negation_halves_a_word_and_does_not_silence_it(analyzer, word):
    plain = contributions(score(analyzer, f"The plan was {word}."))[word]
    assert contributions(score(analyzer, f"The plan was not {word}."))[word] == pytest.approx(plain / 2)
    assert contributions(score(analyzer, f"The plan wasn't {word}."))[word] == pytest.approx(plain / 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was not a shameful plan.", True),
        ("It was never shameful.", True),
        ("It was not, shameful as it looks, over.", False),
        ("Not one of the many people in town found it shameful.", False),
        ("It was shameful, not old.", False),
    ],
)
def test_a_negator_reaches_four_words_of_its_clause(text, expected):
    folder = lexicon_folder() / "grammar"
    columns = tokenize(text)
    matcher = Matcher({"negators": load_lexicons()["negators"].matched}, folder)
    tags = Tagger(folder).tag(columns, text, 0, len(columns))
    (found,) = matcher.match(columns, text, 0, len(columns), lambda: tags)
    place = columns.words.index("shameful")
    assert (negated(columns.words, 0, place, found) is not None) is expected


def test_quoted_words_are_the_speakers(analyzer):
    scores = score(analyzer, "“It is shameful,” said Ida Moreau.")
    assert scores.loaded_author == 0.0
    assert scores.loaded_quoted == scores.loaded > 0


def test_scare_quotes_split_the_sentence(analyzer):
    scores = score(analyzer, "The reckless minister called it “shameful” and left.")
    assert 0 < scores.loaded_author < scores.loaded
    assert 0 < scores.loaded_quoted < scores.loaded
    assert 1 - scores.loaded == pytest.approx((1 - scores.loaded_author) * (1 - scores.loaded_quoted))


def test_a_sentence_of_quotation_has_no_words_of_the_author(analyzer):
    profile = analyzer.analyze("“It rained,” said Ida Moreau. “It was shameful.”")
    assert profile.sentences[1].loaded_author is None
    assert profile.sentences[1].loaded_quoted > 0


def test_more_loaded_words_score_higher(analyzer):
    texts = [PLAIN, "The shameful bridge carries two lanes.", "The shameful, reckless bridge carries two lanes."]
    values = [score(analyzer, text).loaded for text in texts]
    assert values == sorted(set(values))


def test_case_and_place_do_not_matter(analyzer):
    values = {
        contributions(score(analyzer, text)).popitem()[1]
        for text in ("Shameful, it was.", "It was SHAMEFUL.", "It was shameful.")
    }
    assert len(values) == 1


@pytest.mark.parametrize("name", ["Russia", "Muslims", "Jewish leaders", "Chinese farmers", "The Kurds", "Africans"])
def test_peoples_and_states_are_not_loaded(analyzer, name):
    assert score(analyzer, f"{name} met in town.").loaded == 0.0


@pytest.mark.parametrize("text", ["Uber raised fares.", "The city of Nice voted.", "Amnesty International met."])
def test_names_are_not_loaded(analyzer, text):
    assert score(analyzer, text).loaded == 0.0


def test_combining_nothing_gives_0():
    assert combine_loaded([]) == 0.0
