"""Distinctive words: by the formula of Monroe, Colaresi and Quinn, in any order, by voice."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import schema
from framing.wording import VOICES, wording
from tests.texts import ARTICLES, ODD


def table(found, place, voice="all"):
    return {item.word: item for item in found if item.profile == place and item.voice == voice}


def test_the_numbers_are_those_of_the_formula(analyzer):
    pair = [analyzer.analyze(text) for text in ("Rain fell hard.", "Rain fell.")]
    item = table(wording(pair), 0)["hard"]
    # Five words in two articles: the prior weighs 2.5 words, of which half a one is "hard".
    prior, total = 0.5, 2.5
    odds = math.log((1 + prior) / (3 + total - 1 - prior)) - math.log((0 + prior) / (2 + total - 0 - prior))
    assert item.log_odds == pytest.approx(odds)
    assert item.z == pytest.approx(odds / math.sqrt(1 / (1 + prior) + 1 / prior))
    assert (item.count, item.other_count, item.rate) == (1, 0, pytest.approx(1000 / 3))


def test_two_profiles_are_each_others_minus(profiles):
    found = wording([profiles["wall"], profiles["levy"]])
    for voice in VOICES:
        one, other = table(found, 0, voice), table(found, 1, voice)
        assert one.keys() == other.keys() != set()
        for word, item in one.items():
            assert item.z == -other[word].z
            assert item.log_odds == -other[word].log_odds
            assert item.count == other[word].other_count


def test_equal_profiles_have_no_wording_of_their_own(profiles):
    found = wording([profiles["wall"]] * 2)
    assert found
    assert all(item.z == 0 for item in found)


def test_the_larger_z_comes_first_then_the_alphabet(profiles):
    found = wording([profiles["wall"], profiles["levy"], profiles["plain"]])
    keys = [(item.profile, VOICES.index(item.voice), -abs(item.z), item.word) for item in found]
    assert keys == sorted(keys)


def test_voices_follow_attribution(analyzer):
    texts = ("Reckless men ran. “The dam is unsafe,” said Ana Ruiz.", "Men ran. “The road is safe,” said Ana Ruiz.")
    found = wording([analyzer.analyze(text) for text in texts])
    assert "unsafe" in table(found, 0, "quoted")
    assert "unsafe" not in table(found, 0, "author")
    assert "reckless" in table(found, 0, "author")
    assert "reckless" not in table(found, 0, "quoted")
    for word, item in table(found, 0).items():
        parts = [table(found, 0, voice).get(word) for voice in ("author", "quoted")]
        assert item.count == sum(part.count for part in parts if part)


def test_a_voice_that_one_side_lacks_is_left_out(analyzer):
    found = wording([analyzer.analyze("“No,” said Ana Ruiz. Rain fell."), analyzer.analyze("Rain fell hard.")])
    assert {item.voice for item in found} == {"all", "author"}


def test_frequent_words_are_no_finding_by_their_frequency(analyzer):
    pair = [
        analyzer.analyze("The brutal raid hit the camp and the brutal men of the raid left the square."),
        analyzer.analyze("The calm operation closed the camp and the calm staff of the city left the square."),
    ]
    found = table(wording(pair), 0)
    assert abs(found["the"].z) < abs(found["brutal"].z)
    assert "the" in found


def test_names_are_marked_with_the_actor(analyzer):
    pair = [
        analyzer.analyze("Anna Brandt praised Norway. The minister of Norway left."),
        analyzer.analyze("The minister met Anna Brandt."),
    ]
    found = table(wording(pair), 0)
    assert found["norway"].actor == "NOR"
    assert found["anna"].actor == found["brandt"].actor == "anna-brandt"
    assert found["minister"].actor is None
    assert found["of"].actor is None


def test_a_background_moves_the_prior(analyzer):
    pair = [analyzer.analyze(text) for text in ("Rain fell hard.", "Snow fell softly.")]
    plain, more = wording(pair), wording(pair, background={"hard": 50})
    assert abs(table(more, 0)["hard"].log_odds) < abs(table(plain, 0)["hard"].log_odds)
    assert table(more, 0)["hard"].z == -table(more, 1)["hard"].z


@pytest.mark.parametrize("texts", [("Rain.", "Rain."), ("?!", "…"), ("12 34", "Rain fell.")])
def test_where_nothing_can_be_told_apart_there_is_nothing(analyzer, texts):
    assert wording([analyzer.analyze(text) for text in texts]) == ()
    assert framing.compare([analyzer.analyze(text) for text in texts]).to_frame("wording").empty


@pytest.mark.parametrize("name", ARTICLES | ODD)
def test_any_text_is_accepted(profiles, name):
    for item in wording([profiles[name], profiles["wall"]]):
        assert math.isfinite(item.z)
        assert item.count + item.other_count > 0


WORDS = ("rain", "fell", "hard", "Ärger", "部长", "naïve", "the", "Brandt", "said")


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=2, max_size=4),
    st.randoms(use_true_random=False),
)
def test_the_order_of_profiles_changes_nothing(analyzer, texts, random):
    profiles = [analyzer.analyze(" ".join(text) + ".") for text in texts]
    order = list(range(len(profiles)))
    random.shuffle(order)
    there = {(i.profile, i.voice, i.word): (i.z, i.log_odds, i.actor) for i in wording(profiles)}
    mixed = wording([profiles[i] for i in order])
    assert there == {(order[i.profile], i.voice, i.word): (i.z, i.log_odds, i.actor) for i in mixed}


def test_the_table(profiles):
    comparison = framing.compare([profiles["wall"], profiles["levy"]], names=["a", "b"])
    frame = comparison.to_frame("wording")
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == schema.COMPARISON["wording"]
    assert set(frame["profile"]) == {"a", "b"}
    assert frame["rate"].ge(0).all()
