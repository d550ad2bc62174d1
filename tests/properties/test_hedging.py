"""Adding a hedge cannot lower hedging."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.scorers import combine_hedging, combine_loaded

BASES = (
    "The wall held through the night",
    "Officials said the plan failed",
    "Critics say the reckless plan might fail",
    "The minister clearly lied about it",
    "Reports have surfaced that the fund is empty",
    "Nobody denied it",
    "“It may fall,” said the mayor",
)
HEDGES = (
    "may be",
    "might be",
    "could be",
    "is probably",
    "is perhaps",
    "is reportedly",
    "appears to be",
    "seems to be",
)


@given(st.sampled_from(BASES), st.lists(st.sampled_from(HEDGES), min_size=1, max_size=3))
def test_in_a_text(analyzer, base, hedges):
    text, before = base, analyzer.score_sentences([base + "."]).loc[0, "hedging"]
    for hedge in hedges:
        text += f", and it {hedge} so"
        after = analyzer.score_sentences([text + "."]).loc[0, "hedging"]
        assert after > before
        before = after


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("hedge", ["Perhaps", "Reportedly", "Allegedly", "Possibly"])
def test_in_front_of_a_text(analyzer, base, hedge):
    frame = analyzer.score_sentences([base + ".", f"{hedge}, {base[0].lower()}{base[1:]}."])
    assert frame.loc[1, "hedging"] > frame.loc[0, "hedging"]


def made(dimension, contribution):
    return framing.Evidence(
        sentence=0, dimension=dimension, kind="made", span=framing.Span(start=0, end=1), text="x",
        contribution=contribution, voice="author", origin="test",
    )  # fmt: skip


@given(st.lists(st.floats(0, 5), max_size=12), st.floats(0.001, 5))
def test_in_the_evidence(contributions, added):
    for combine, dimension in ((combine_hedging, "hedging"), (combine_loaded, "loaded")):
        items = [made(dimension, value) for value in contributions]
        before = combine(items)
        after = combine([*items, made(dimension, added)])
        assert 0 <= before <= after <= 1
        assert after > before or before > 0.999
