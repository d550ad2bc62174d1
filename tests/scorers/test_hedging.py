import math

import pytest

import framing
from framing.scorers import combine_hedging
from framing.scorers.hedging import BOOSTER


def score(analyzer, text):
    (scores,) = analyzer.analyze(text).sentences
    return scores


def cues(scores):
    return {item.text: item.kind for item in scores.evidence if item.dimension == "hedging"}


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("The roof may fall.", "may", "modal"),
        ("The roof might fall.", "might", "modal"),
        ("The roof could fall within days.", "could", "modal"),
        ("The roof is probably rotten.", "probably", "epistemic"),
        ("The roof is likely to fall.", "likely", "epistemic"),
        ("The roof appears to be rotten.", "appears", "epistemic"),
        ("The roof cost about 60 crowns.", "about", "approximator"),
        ("The roof is nearly done.", "nearly", "approximator"),
        ("The roof is reportedly rotten.", "reportedly", "evidential"),
        ("The roof was allegedly sold.", "allegedly", "evidential"),
        ("Some believe the roof is rotten.", "Some believe", "weasel"),
        ("Critics say the roof is rotten.", "Critics say", "weasel"),
        ("The roof is certainly rotten.", "certainly", "booster"),
    ],
)
def test_kinds_of_cue(analyzer, text, cue, kind):
    assert cues(score(analyzer, text)) == {cue: kind}


@pytest.mark.parametrize(
    "text",
    [
        "The roof will fall.",
        "He left in May.",
        "Theresa May left at noon.",
        "Military might won the day.",
        "Some went home early.",
        "The book is about bridges.",
        "She appeared on stage at noon.",
        "They asked about a roof.",
        "She could swim before she could walk.",
        "He showed how a roof could be mended.",
        "We might as well mend the roof.",
        "Men were more likely than women to mend roofs.",
        "That is the kind of roof she likes.",
    ],
)
def test_words_that_only_look_like_cues(analyzer, text):
    scores = score(analyzer, text)
    assert (scores.hedging, cues(scores)) == (0.0, {})


def test_the_score_is_one_minus_exp_of_minus_the_sum(analyzer):
    scores = score(analyzer, "Some believe the roof may probably fall.")
    total = sum(item.contribution for item in scores.evidence if item.dimension == "hedging")
    assert scores.hedging == pytest.approx(1 - math.exp(-total))
    assert scores.hedging == combine_hedging(scores.evidence)


def test_each_hedge_more_scores_higher(analyzer):
    texts = [
        "The roof will fall.",
        "The roof may fall.",
        "Some believe the roof may fall.",
        "Some believe the roof may reportedly fall.",
    ]
    values = [score(analyzer, text).hedging for text in texts]
    assert values == sorted(set(values))


def test_boosters_are_shown_and_do_not_undo_a_hedge(analyzer):
    scores = score(analyzer, "The roof may fall, and it is certainly old.")
    assert cues(scores)["certainly"] == BOOSTER
    assert scores.hedging == score(analyzer, "The roof may fall, and it is old.").hedging


def test_a_booster_alone_scores_0(analyzer):
    assert score(analyzer, "The roof is certainly old.").hedging == 0.0


def test_a_negated_modal_still_hedges(analyzer):
    assert score(analyzer, "The roof may not fall.").hedging == score(analyzer, "The roof may fall.").hedging


def test_a_speakers_hedge_is_quoted_and_counts_in_the_sentence(analyzer):
    quoted = score(analyzer, "“The roof may fall,” said Ida Moreau.")
    (item,) = [item for item in quoted.evidence if item.dimension == "hedging"]
    assert item.voice == "quoted"
    assert quoted.hedging == score(analyzer, "The roof may fall.").hedging


def test_a_hedge_reads_the_same_whoever_is_the_subject(analyzer):
    values = {score(analyzer, f"{who} may fall.").hedging for who in ("The roof", "Norway", "Ida Moreau", "They")}
    assert len(values) == 1


def test_parts_of_one_vague_holder_count_once():
    scores = score(framing.Analyzer(), "Many anti-tax groups say the roof leaks.")
    assert [item.kind for item in scores.evidence if item.dimension == "hedging"] == ["weasel"]


@pytest.mark.parametrize("engine", framing.engines())
def test_a_plain_use_is_no_evidence(engine):
    scores = score(framing.Analyzer(engine), "A poll of likely voters was taken in March.")
    assert [item for item in scores.evidence if item.dimension == "hedging"] == []
