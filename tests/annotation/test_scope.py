"""What a hedge weakens: one stretch that holds the cue, a clause or a phrase."""

from __future__ import annotations

import pytest

import framing


def scopes(text: str, engine: str = "lexicon") -> dict[str, str]:
    """Cue → its scope, of the hedges of a text."""
    profile = framing.analyze(text, engine=engine)
    return {
        e.text: profile.article.text[e.scope.start : e.scope.end]
        for e in profile.evidence
        if e.dimension == "hedging" and e.scope is not None
    }


@pytest.mark.parametrize(
    ("text", "cue", "scope"),
    [
        ("The dam might fail because it is old.", "might", "The dam might fail"),
        ("On Monday the council may vote, the clerk said.", "may", "the council may vote"),
        ("The bank may close and has fired its staff.", "may", "The bank may close"),
        ("The river may rise and stay high.", "may", "The river may rise and stay high"),
        ("The repairs cost about 40 million dollars this year.", "about", "about 40 million dollars"),
        ("The hall was nearly empty on Friday.", "nearly", "nearly empty"),
        ("Police looked into the alleged fraud on Monday.", "alleged", "the alleged fraud"),
        ("It seems that the ferry left early.", "It seems", "It seems that the ferry left early"),
        ("Perhaps the ministry knew.", "Perhaps", "Perhaps the ministry knew"),
        ("The mayor, who runs the port, might resign.", "might", "The mayor, who runs the port, might resign"),
    ],
)
def test_the_scope_is_the_clause_or_the_phrase(text: str, cue: str, scope: str) -> None:
    assert scopes(text)[cue] == scope


def test_a_vague_holder_weakens_all_that_it_holds() -> None:
    found = scopes("Critics say the plan would cost too much.")
    assert found["Critics say"] == "Critics say the plan would cost too much"


@pytest.mark.parametrize("engine", ["lexicon", "encoder"])
def test_every_cue_has_a_scope_that_holds_it(engine: str) -> None:
    text = (
        "Some believe Norway could leave. “It may well be (perhaps) the end,” officials said; rain seems likely, "
        "reportedly. About 40? Apparently. Possibly — nearly all, roughly half, might. Might they?"
    )
    profile = framing.analyze(text, engine=engine)
    hedges = [e for e in profile.evidence if e.dimension == "hedging"]
    assert hedges
    for item in hedges:
        if item.kind == "booster":
            assert item.scope is None
            continue
        sentence = profile.article.sentences[item.sentence].span
        assert item.scope is not None
        assert sentence.start <= item.scope.start <= item.span.start < item.span.end <= item.scope.end <= sentence.end


def test_the_actor_of_a_hedge_is_whom_the_weakened_words_are_about() -> None:
    profile = framing.analyze("Norway could attack Japan. Japan was probably ready.", engine="lexicon")
    about = {e.text: e.actor for e in profile.evidence if e.dimension == "hedging"}
    assert about == {"could": "norway", "probably": "japan"}


def test_scopes_survive_a_file() -> None:
    profile = framing.analyze("The dam might fail.", engine="lexicon")
    again = framing.FramingProfile.from_dict(profile.to_dict())
    assert [e.scope for e in again.evidence] == [e.scope for e in profile.evidence]
    frame = profile.to_frame("evidence")
    assert frame.loc[frame.dimension == "hedging", "scope_start"].tolist() == [0]


def test_files_of_the_first_version_have_no_scopes() -> None:
    saved = framing.analyze("The dam might fail.", engine="lexicon").to_dict()
    for sentence in saved["sentences"]:
        for item in sentence["evidence"]:
            del item["scope"]
    again = framing.FramingProfile.from_dict(saved)
    assert [e.scope for e in again.evidence if e.dimension == "hedging"] == [None]
