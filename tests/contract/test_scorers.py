"""Every scorer keeps every law, on every text."""

import math
import random

import pytest

import framing
from framing.document import KINDS
from framing.lexicon import load_lexicons
from framing.results import DIMENSIONS
from framing.scorers import StanceCurve, combine_attribution, combine_hedging, combine_loaded, combine_stance
from framing.scorers.stance import StanceScorer
from tests.texts import ARTICLES, ODD

COMBINE = {"loaded": combine_loaded, "hedging": combine_hedging, "attribution": combine_attribution}
NOTHING = {"loaded": 0.0, "hedging": 0.0, "attribution": None}
NAMES = [*ARTICLES, *ODD]


@pytest.fixture(scope="module")
def stance_scorer() -> StanceScorer:
    return StanceScorer(load_lexicons()["stance"])


@pytest.fixture(scope="module", params=KINDS)
def curve(request, stance_scorer) -> StanceCurve:
    return stance_scorer.curve(request.param)


def of(scores, dimension):
    return [item for item in scores.evidence if item.dimension == dimension]


def made(dimension, contribution, actor=None):
    return framing.Evidence(
        sentence=0, dimension=dimension, kind="made", span=framing.Span(start=0, end=1), text="x",
        contribution=contribution, voice="author", origin="test", actor=actor,
    )  # fmt: skip


@pytest.mark.parametrize("dimension", COMBINE)
@pytest.mark.parametrize("name", NAMES)
def test_a_score_is_what_its_evidence_combines_to(profiles, name, dimension):
    for scores in profiles[name].sentences:
        assert getattr(scores, dimension) == COMBINE[dimension](scores.evidence)
        assert getattr(scores, dimension) == COMBINE[dimension](of(scores, dimension))


@pytest.mark.parametrize("name", NAMES)
def test_voices_are_scored_by_their_own_evidence(profiles, name):
    for scores in profiles[name].sentences:
        for voice in ("author", "quoted"):
            value = getattr(scores, f"loaded_{voice}")
            items = [item for item in of(scores, "loaded") if item.voice == voice]
            if value is None:
                assert items == []
            else:
                assert value == combine_loaded(items)


@pytest.mark.parametrize("name", NAMES)
def test_a_stance_is_what_its_evidence_combines_to(profiles, name, stance_scorer):
    kinds = {actor.id: actor.kind for actor in profiles[name].actors}
    for scores in profiles[name].sentences:
        keys = [(stance.actor, stance.holder) for stance in scores.stances]
        assert len(set(keys)) == len(keys)
        assert set(keys) == {(item.actor, item.holder) for item in of(scores, "stance")}
        for stance in scores.stances:
            mine = [i for i in of(scores, "stance") if (i.actor, i.holder) == (stance.actor, stance.holder)]
            curve = stance_scorer.curve(kinds[stance.actor])
            assert (stance.negative, stance.neutral, stance.positive) == pytest.approx(combine_stance(mine, curve))
            assert stance.value == stance.positive - stance.negative
            assert stance.negative + stance.neutral + stance.positive == pytest.approx(1)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_points_at_its_own_words_in_its_own_sentence(profiles, name):
    profile = profiles[name]
    for scores, sentence in zip(profile.sentences, profile.article.sentences, strict=True):
        for item in scores.evidence:
            assert item.sentence == sentence.index
            assert item.dimension in DIMENSIONS
            assert item.voice in ("author", "quoted")
            assert item.kind
            assert item.span.slice(profile.article.text) == item.text
            assert sentence.span.start <= item.span.start < item.span.end <= sentence.span.end


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_lexicon_engine_can_be_looked_up(name):
    lexicons = load_lexicons()
    rows = {entry.origin for lexicon in lexicons.values() for entry in lexicon.entries}
    table = {entry.term for entry in lexicons["attribution"].table("strength.tsv")}
    for item in framing.analyze((ARTICLES | ODD)[name], engine="lexicon").evidence:
        if item.dimension == "attribution":
            file, _, parts = item.origin.partition(":")
            assert file == "attribution/strength.tsv"
            assert set(parts.split("+")) & table
        else:
            assert item.origin in rows


def test_the_strength_of_a_source_follows_from_the_table_alone(profiles):
    strengths: dict[str, set[float]] = {}
    for profile in profiles.values():
        for item in profile.evidence:
            if item.dimension == "attribution":
                strengths.setdefault(item.origin, set()).add(item.contribution)
    assert len(strengths) > 3
    assert all(len(values) == 1 for values in strengths.values())


@pytest.mark.parametrize("dimension", COMBINE)
def test_without_evidence_the_score_is_the_documented_one(dimension):
    assert COMBINE[dimension]([]) == NOTHING[dimension]
    others = [made(other, 0.5) for other in DIMENSIONS if other != dimension]
    assert COMBINE[dimension](others) == NOTHING[dimension]


@pytest.mark.parametrize("dimension", COMBINE)
def test_no_score_leaves_its_range(dimension):
    for contribution in (0.0, 0.01, 0.5, 1.0):
        for count in (1, 2, 50):
            assert 0 <= COMBINE[dimension]([made(dimension, contribution)] * count) <= 1


@pytest.mark.parametrize("dimension", COMBINE)
def test_the_order_of_evidence_does_not_matter(dimension):
    items = [made(dimension, value / 10) for value in range(1, 9)]
    expected = COMBINE[dimension](items)
    for seed in range(5):
        random.Random(seed).shuffle(items)
        assert COMBINE[dimension](items) == pytest.approx(expected)


@pytest.mark.parametrize("dimension", COMBINE)
def test_combining_reads_evidence_once_and_changes_nothing(dimension):
    items = (made(dimension, 0.3), made(dimension, 0.4))
    assert COMBINE[dimension](iter(items)) == COMBINE[dimension](items)


@pytest.mark.parametrize("dimension", ["loaded", "hedging"])
def test_more_evidence_never_lowers_the_score(dimension):
    items, before = [], 0.0
    for value in (0.0, 0.2, 0.1, 0.9, 0.0):
        items.append(made(dimension, value))
        after = COMBINE[dimension](items)
        assert after > before if value else after == before
        before = after


def test_attribution_is_a_mean_between_its_weakest_and_strongest():
    values = (0.1, 0.4, 0.9)
    assert min(values) < combine_attribution([made("attribution", value) for value in values]) < max(values)
    assert combine_attribution([made("attribution", 0.4)]) == 0.4


def test_a_source_of_no_strength_scores_0_and_no_source_none():
    assert combine_attribution([made("attribution", 0.0)]) == 0.0
    assert combine_attribution([]) is None


def test_stance_rises_with_its_evidence(curve):
    values = []
    for step in range(-20, 21):
        negative, neutral, positive = curve.probabilities(step / 5)
        assert math.isclose(negative + neutral + positive, 1)
        assert min(negative, neutral, positive) >= 0
        values.append(positive - negative)
    assert values == sorted(values)
    assert values[0] < -0.5 < 0.5 < values[-1]


@pytest.mark.parametrize("extreme", [1e9, -1e9])
def test_the_curve_does_not_overflow(curve, extreme):
    assert sum(curve.probabilities(extreme)) == pytest.approx(1)


@pytest.mark.parametrize("name", NAMES)
def test_boosters_do_not_hedge(profiles, name):
    for scores in profiles[name].sentences:
        for item in of(scores, "hedging"):
            assert item.contribution == 0 if item.kind == "booster" else item.contribution > 0


def test_there_are_boosters_to_test(profiles):
    assert any(item.kind == "booster" for item in profiles["levy"].evidence)


@pytest.mark.parametrize("name", NAMES)
def test_contributions_are_of_the_right_sign(profiles, name):
    for item in profiles[name].evidence:
        if item.dimension == "loaded":
            assert item.contribution > 0
        if item.dimension == "attribution":
            assert 0 <= item.contribution <= 1
        if item.dimension == "stance":
            assert item.contribution != 0
            assert item.actor
