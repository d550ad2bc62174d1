"""How sources are treated: one row a source, each attribution counted once."""

import pytest

import framing

TEXT = (
    "Pier closed\n\nThe council closed the pier on Friday. “It is unsafe,” said Mayor Ana Ruiz. "
    "“We had no choice.” Fishermen claim the pier may be sound. Critics claim it was about money. "
    "It is believed that the closure will last a year. The pier was inspected by Teo Banda."
)


@pytest.fixture(scope="module", params=framing.engines())
def profile(request):
    return framing.analyze(TEXT, engine=request.param)


@pytest.fixture(scope="module")
def sources(profile):
    return profile.to_frame("source")


def test_every_attribution_counts_for_one_source(profile, sources):
    assert sources["n_attributions"].sum() == len(profile.attributions)
    assert sources[["n_direct", "n_mixed", "n_indirect"]].to_numpy().sum() == len(profile.attributions)
    assert sources["word_share"].sum() == pytest.approx(1.0)


def test_who_gets_direct_quotation_and_who_only_claims(sources):
    rows = sources.set_index("source")
    assert rows.loc["Ana Ruiz", "direct_share"] == 1.0
    assert rows.loc["Ana Ruiz", "named"]
    critics = rows[rows["source_kind"] == "vague"].iloc[0]
    assert critics["n_doubting"] == 1
    assert not critics["named"]
    assert "claim" in critics["cues"]


def test_hedging_is_laid_on_what_a_source_says(sources):
    rows = sources.set_index("source")
    hedged = [name for name in rows.index if "ishermen" in name]
    assert rows.loc[hedged[0], "hedging_mean"] > rows.loc["Ana Ruiz", "hedging_mean"]


def test_nobody_comes_last(sources):
    assert sources["source_kind"].tolist().index("absent") == len(sources) - 1


def test_no_attributions_are_an_empty_table():
    frame = framing.analyze("Rain fell.", engine="lexicon").to_frame("source")
    assert frame.empty
    assert "word_share" in frame.columns


def test_actors_have_their_place_and_their_part(profile):
    rows = profile.to_frame("actor").set_index("name")
    banda = rows[rows.index.str.contains("Banda")].iloc[0]
    assert banda["agent_share"] == 1.0
    assert 0 <= rows["source_share"].sum() <= 1
    assert rows.loc["Ana Ruiz", "names"].startswith("Ana Ruiz")
    assert rows["in_lede"].any()


def test_roles_and_confidence_survive_json(profile):
    again = framing.FramingProfile.from_json(profile.to_json())
    assert again.actors == profile.actors
    assert again.to_frame("source").equals(profile.to_frame("source"))
