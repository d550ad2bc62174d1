import copy
import dataclasses
import json
import math

import numpy as np
import pytest

import framing
from framing.results import DIMENSIONS
from tests.texts import ARTICLES, ODD, PLAIN, WALL, placed

TEXTS = ARTICLES | ODD


def test_a_profile_holds_one_score_a_sentence(profiles):
    for profile in profiles.values():
        assert [scores.sentence for scores in profile.sentences] == list(range(len(profile.article.sentences)))


def test_evidence_is_found_for_what_the_article_does(profile):
    texts = {d: [i.text.lower() for i in profile.evidence if i.dimension == d] for d in DIMENSIONS}
    assert {"reckless", "corrupt", "shameful"} <= set(texts["loaded"])
    assert any("some believe" in text for text in texts["hedging"])
    assert "probably" in texts["hedging"]
    assert any("reports have surfaced" in text for text in texts["hedging"])
    assert any("said" in text for text in texts["attribution"])
    assert texts["stance"]


def test_plain_prose_has_no_evidence_of_wording(profiles):
    profile = profiles["plain"]
    assert [item for item in profile.evidence if item.dimension in ("loaded", "hedging")] == []
    assert profile["loaded_mean"].value == profile["hedging_mean"].value == 0
    assert profile["attribution_mean"].value is None
    assert math.isnan(profile.to_frame("sentence")["attribution"].iloc[0])


def test_quoted_words_are_not_the_authors(profile):
    scores = next(s for s in profile.sentences if any(item.text == "reckless" for item in s.evidence))
    assert scores.loaded_quoted > 0
    assert scores.loaded_author == 0
    assert profile["loaded_quoted"].value > 0


def test_vague_and_absent_sources_are_weaker_than_named_ones(profile):
    strengths = {item.source_kind: item.strength for item in profile.attributions}
    assert strengths["named_person"] > strengths["vague"]
    assert strengths["named_person"] > strengths["absent"]


def test_a_statistic_is_found_by_name(profile):
    statistic = profile["hedging_mean"]
    assert statistic in profile.statistics
    with pytest.raises(KeyError, match="no statistic 'hedge'"):
        profile["hedge"]


COUNTED = ("attribution_effective_sources", "attribution_longest_stretch", "actor_effective_number")


@pytest.mark.parametrize("name", TEXTS)
def test_statistics_are_in_range_with_their_interval_around_them(profiles, name):
    names = [item.statistic for item in profiles[name].statistics]
    assert len(set(names)) == len(names)
    for item in profiles[name].statistics:
        signed = item.statistic.startswith("stance") or "_gap" in item.statistic
        most = math.inf if item.statistic in COUNTED else 1
        if item.value is None:
            assert (item.low, item.high) == (None, None)
            continue
        assert item.n > 0
        assert (-1 if signed else 0) <= item.value <= most
        assert (item.low is None) == (item.high is None)
        if item.low is not None:
            assert (-1 if signed else 0) <= item.low <= item.value <= item.high <= most


def test_every_article_has_the_same_statistics_apart_from_its_actors(profiles):
    fixed = {tuple(s.statistic for s in p.statistics if "[" not in s.statistic) for p in profiles.values()}
    assert len(fixed) == 1


def test_frames_say_what_the_objects_say(profile):
    sentences = profile.to_frame("sentence")
    for row, scores in zip(sentences.itertuples(), profile.sentences, strict=True):
        assert row.loaded == scores.loaded
        assert row.hedging == scores.hedging
        assert (None if math.isnan(row.attribution) else row.attribution) == scores.attribution
        assert row.n_stances == len(scores.stances)
        assert WALL[row.start : row.end] == row.text
    evidence = profile.to_frame("evidence")
    assert len(evidence) == len(list(profile.evidence))
    assert all(WALL[row.start : row.end] == row.text for row in evidence.itertuples())
    assert set(evidence["voice"]) == {"author", "quoted"}
    assert evidence.loc[evidence["dimension"] == "attribution", "holder"].isna().all()
    own = evidence[evidence["dimension"].isin(["loaded", "hedging"])]
    assert ((own["holder"] == "author") == (own["voice"] == "author")).all()


def test_an_absent_source_is_an_empty_string_and_na(profile):
    frame = profile.to_frame("attribution")
    absent = frame[frame["source_kind"] == "absent"]
    assert len(absent)
    assert set(absent["source"]) == {""}
    assert absent["source_start"].isna().all()
    named = frame[frame["source_kind"] == "named_person"]
    assert named["source_start"].notna().all()


def test_actor_rows_agree_with_stance_rows(profile):
    actors, stances = profile.to_frame("actor"), profile.to_frame("stance")
    assert actors["mention_share"].sum() == pytest.approx(1)
    assert actors["n_mentions"].is_monotonic_decreasing
    for row in actors.itertuples():
        mine = stances[stances["actor"] == row.actor]
        for column, rows in (
            ("stance_mean", mine),
            ("stance_author", mine[mine["holder"] == "author"]),
            ("stance_quoted", mine[mine["holder"] != "author"]),
        ):
            value = getattr(row, column)
            assert math.isnan(value) if rows.empty else value == pytest.approx(rows["stance"].mean())
    assert np.allclose(stances[["negative", "neutral", "positive"]].sum(axis=1), 1)
    assert np.allclose(stances["positive"] - stances["negative"], stances["stance"])


def test_the_actor_in_the_headline_is_marked(analyzer):
    article = placed(("headline", "Norway rejects treaty"), ("body", "Norway rejected it, and Japan was disappointed."))
    frame = analyzer.analyze(article).to_frame("actor").set_index("actor")
    assert frame["in_headline"].to_dict() == {"norway": True, "japan": False}


@pytest.mark.parametrize("name", TEXTS)
def test_profiles_survive_dicts_and_json(profiles, name):
    profile = profiles[name]
    assert framing.FramingProfile.from_dict(profile.to_dict()) == profile
    text = profile.to_json()
    assert text.isascii()
    back = framing.FramingProfile.from_json(text)
    assert back == profile
    assert back.to_json() == text
    assert framing.FramingProfile.from_json(profile.to_json(indent=2)) == profile


def test_no_field_is_lost_on_the_way(profile):
    """Fields that no article of these tests happens to fill."""
    first, second, *others = profile.article.attributions
    article = dataclasses.replace(
        profile.article,
        attributions=(first, dataclasses.replace(second, parent=0, actor="weller", cue_kind="doubting"), *others),
        title="T",
        outlet="O",
        url="U",
        published="P",
    )
    filled = dataclasses.replace(profile, article=article)
    assert filled != profile
    assert framing.FramingProfile.from_json(filled.to_json()) == filled
    assert filled.to_frame("attribution")["parent"].tolist()[1] == 0


def test_the_dict_is_plain_and_its_own(profile):
    d = profile.to_dict()
    json.dumps(d, allow_nan=False)
    untouched = copy.deepcopy(d)
    d["article"]["blocks"][0][2] = "legal"
    assert profile.to_dict() == untouched


@pytest.mark.parametrize("key", ["article", "sentences", "statistics", "provenance"])
def test_a_dict_that_lacks_a_key_is_refused(profile, key):
    d = profile.to_dict()
    del d[key]
    with pytest.raises(ValueError, match=key):
        framing.FramingProfile.from_dict(d)


@pytest.mark.parametrize(
    "d",
    [
        {},
        {"format": 999},
        {"format": 1, "article": 3},
        {"format": 1, "article": {"text": "a"}},
        [],
        None,
    ],
)
def test_what_is_not_a_profile_is_refused(d):
    with pytest.raises(ValueError, match="profile"):
        framing.FramingProfile.from_dict(d)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}'])
def test_json_that_is_no_profile_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        framing.FramingProfile.from_json(text)


def test_provenance_names_version_engine_settings_and_lexicons(profile, analyzer):
    provenance = dict(profile.provenance)
    assert provenance["framing"] == framing.__version__
    assert provenance["engine"] in framing.engines()
    assert "min_mentions" in provenance["config"]
    assert any(len(value) == 64 for value in provenance.values())
    assert profile.provenance == analyzer.provenance


def test_repr_is_short_and_tells_what_it_is(profiles):
    for profile in profiles.values():
        assert len(repr(profile)) < 300
        assert repr(profile).startswith("FramingProfile(")
        assert f"n_sentences={len(profile.sentences)}" in repr(profile)


def test_explain_gives_the_reasons_of_a_sentence(profile):
    for index, scores in enumerate(profile.sentences):
        text = profile.explain(index)
        for item in scores.evidence:
            if item.dimension in ("loaded", "hedging"):
                assert item.text in text
                assert item.origin in text
    assert profile.explain(-1) == profile.explain(len(profile.sentences) - 1)


@pytest.mark.parametrize("offset", [0, 1, 50])
def test_explain_refuses_a_sentence_that_does_not_exist(profile, offset):
    n = len(profile.sentences)
    for index in (n + offset, -n - 1 - offset):
        with pytest.raises(IndexError, match=rf"\[-{n}, {n - 1}\], got {index}"):
            profile.explain(index)


def test_few_mentions_can_be_left_out(analyzer):
    frequent = framing.Analyzer("lexicon", config=framing.Config(min_mentions=2)).analyze(WALL)
    everybody = analyzer.analyze(WALL)
    assert 0 < len(frequent.actors) < len(everybody.actors)
    kept = {actor.id for actor in frequent.actors}
    assert kept == {actor.id for actor in everybody.actors if len(actor.mentions) >= 2}
    assert {stance.actor for scores in frequent.sentences for stance in scores.stances} <= kept
    assert {item.actor for item in frequent.attributions if item.actor} <= kept
    with pytest.raises(ValueError, match="min_mentions"):
        framing.Config(min_mentions=0)


def test_one_shot_and_reusable_give_the_same(analyzer):
    assert framing.analyze(PLAIN, engine="lexicon", title="T", outlet="O", url="U", published="P") == analyzer.analyze(
        PLAIN, title="T", outlet="O", url="U", published="P"
    )


def test_an_unknown_engine_lists_the_known():
    with pytest.raises(framing.EngineError, match="lexicon") as caught:
        framing.analyze(PLAIN, engine="oracle")
    assert "oracle" in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("threads", [0, -1])
def test_threads_are_at_least_one(threads):
    with pytest.raises(ValueError, match="threads"):
        framing.Analyzer(threads=threads)


def test_score_sentences_gives_one_row_a_text(analyzer):
    texts = ["It may fail.", "", "The reckless plan failed.", "Brandt said it held.", "  ", *ODD.values()]
    frame = analyzer.score_sentences(texts)
    assert len(frame) == len(texts)
    assert frame.columns.tolist()[:3] == ["loaded", "hedging", "attribution"]
    assert frame.loc[0, "hedging"] > 0
    assert "may" in frame.loc[0, "evidence"]
    assert frame.loc[2, "loaded"] > 0
    assert "reckless" in frame.loc[2, "evidence"]
    assert frame.loc[3, "attribution"] > 0
    assert math.isnan(frame.loc[1, "attribution"])
    assert (frame.loc[[1, 4], ["loaded", "hedging"]] == 0).all(axis=None)
    assert len(analyzer.score_sentences([])) == 0


def test_a_text_is_one_sentence_whatever_it_holds(analyzer):
    both = analyzer.score_sentences(["It may fail. It could fall.", "It may fail."])
    assert both.loc[0, "hedging"] > both.loc[1, "hedging"]


def test_stance_toward_scores_the_given_target(analyzer):
    text = "Norway condemned Japan."
    frame = analyzer.stance_toward([text, text, "Rain fell."], [(17, 22), (0, 6), (0, 4)])
    assert frame.columns.tolist() == ["negative", "neutral", "positive", "stance"]
    assert np.allclose(frame[["negative", "neutral", "positive"]].sum(axis=1), 1)
    assert frame.loc[0, "stance"] < 0
    assert frame.loc[0, "stance"] < frame.loc[1, "stance"]


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_stance_toward_refuses_spans_outside_the_text(analyzer, span):
    with pytest.raises(ValueError, match="not inside its text"):
        analyzer.stance_toward(["Rain fell."], [span])


def test_stance_toward_needs_one_span_a_text(analyzer):
    with pytest.raises(ValueError, match=r"shorter|longer"):
        analyzer.stance_toward(["Rain fell."], [])


def test_the_vocabulary_is_explained():
    assert "(" in framing.explain("weasel")
    assert framing.explain("  HEDGING ") == framing.explain("hedging")
    for term in framing.glossary.terms():
        assert len(framing.explain(term)) > 30
    assert list(framing.glossary.terms()) == sorted(framing.glossary.terms())
    with pytest.raises(framing.UnknownTermError, match="no glossary entry for 'zeugma'; known terms: ") as caught:
        framing.explain("zeugma")
    assert isinstance(caught.value, KeyError)
