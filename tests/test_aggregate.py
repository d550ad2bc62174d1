from dataclasses import replace

import pytest

import framing
from framing.aggregate import HEDGE_KINDS, LOADED_KINDS, aggregate
from framing.document import MODES, SOURCE_KINDS
from framing.lexicon import load_lexicons
from tests.texts import ARTICLES, placed


def test_every_article_has_the_same_statistics_before_those_of_its_actors(profiles):
    names = {tuple(s.statistic for s in profile.statistics if "[" not in s.statistic) for profile in profiles.values()}
    assert len(names) == 1
    for profile in profiles.values():
        assert len({s.statistic for s in profile.statistics}) == len(profile.statistics)


def test_intervals_of_articles_contain_their_value(profiles):
    for profile in profiles.values():
        for found in profile.statistics:
            assert (found.value is None) == (found.n == 0) or "gap" in found.statistic
            if found.low is not None:
                assert found.low - 1e-12 <= found.value <= found.high + 1e-12
            assert (found.low is None) == (found.high is None)


def test_an_article_without_speech_or_headline_has_none_there(analyzer):
    profile = analyzer.analyze("The bridge carries two lanes. It opened at noon.")
    for name in ("attribution_mean", "attribution_vague_share", "loaded_quoted", "loaded_headline", "stance_mean"):
        assert (profile[name].value, profile[name].n) == (None, 0)
    for name in ("loaded_mean", "hedging_mean", "hedging_share", "attribution_share"):
        assert (profile[name].value, profile[name].n) == (0.0, 2)


def test_statistics_follow_from_the_sentences(profiles):
    for name in ARTICLES:
        profile = profiles[name]
        n = len(profile.sentences)
        for dimension in ("loaded", "hedging"):
            values = [getattr(scores, dimension) for scores in profile.sentences]
            assert profile[f"{dimension}_mean"].value == pytest.approx(sum(values) / n)
            assert profile[f"{dimension}_share"].value == sum(value > 0 for value in values) / n
        spoken = [scores.attribution for scores in profile.sentences if scores.attribution is not None]
        assert profile["attribution_share"].value == len(spoken) / n
        assert profile["attribution_mean"].n == len(spoken)
        unranked = tuple(replace(item, percentile=None) for item in profile.statistics)
        assert unranked == aggregate(profile.article, profile.sentences)


def test_shares_of_kinds_and_of_modes_add_up_to_1(profiles):
    for name in ("wall", "levy"):
        for parts in (SOURCE_KINDS, MODES):
            shares = [profiles[name][f"attribution_{part}_share"] for part in parts]
            assert sum(share.value for share in shares) == pytest.approx(1)
            assert len({share.n for share in shares}) == 1


def test_headline_and_body_are_told_apart(analyzer):
    article = placed(("headline", "Shameful deal"), ("body", "The bridge carries two lanes. It opened at noon."))
    profile = analyzer.analyze(article)
    assert profile["loaded_headline"].n == 1
    assert profile["loaded_body"].n == 2
    assert profile["loaded_headline_gap"].value == pytest.approx(profile["loaded_headline"].value)
    assert profile["loaded_body"].value == 0.0


def test_voices_are_averaged_over_the_sentences_that_have_them(analyzer):
    profile = analyzer.analyze("“It is shameful,” said Ida Moreau. It rained. It snowed.")
    assert (profile["loaded_quoted"].n, profile["loaded_author"].n) == (1, 3)
    assert profile["loaded_author"].value == 0.0 < profile["loaded_quoted"].value


def test_actors_with_a_stance_have_their_own_statistics(analyzer):
    profile = analyzer.analyze("Tom Reyes lied. “Tom Reyes is a liar,” said Ida Moreau. Norway paid.")
    assert profile["stance_mean[reyes]"].n == 2
    assert profile["stance_author[reyes]"].n == profile["stance_quoted[reyes]"].n == 1
    with pytest.raises(KeyError, match="no statistic"):
        profile["stance_mean[norway]"]


def test_kinds_are_those_of_the_lexicons():
    lexicons = load_lexicons()
    assert {entry.category for entry in lexicons["loaded"].entries} == set(LOADED_KINDS)
    assert {entry.category for entry in lexicons["hedging"].entries} == {*HEDGE_KINDS, "booster", "plain"}


def test_positions_share_out_the_sentences(profiles):
    for profile in profiles.values():
        n = sum(profile[f"loaded_{part}"].n for part in ("headline", "lede", "middle", "end"))
        standfirst = sum(sentence.zone == "standfirst" for sentence in profile.article.sentences)
        assert n + standfirst == len(profile.sentences)
        assert profile["loaded_body"].n + profile["loaded_headline"].n == len(profile.sentences)


def test_words_in_attributed_content_are_counted(analyzer):
    profile = analyzer.analyze("\u201cThe wall is weak,\u201d said Ana Ruiz. It holds.")
    share = profile["attribution_word_share"]
    assert share.n == 9
    assert share.value == pytest.approx(4 / 9)


def test_treatment_of_a_source_is_set_against_the_others(analyzer):
    profile = analyzer.analyze(
        "Mayor Ida Holm claimed the wall was safe. Holm claimed the sea was calm. Engineer Olav Berg said it leaks. "
        "Berg said the gate is stuck. Berg said pumps failed."
    )
    gaps = {s.statistic: s for s in profile.statistics if s.statistic.startswith("attribution_doubting_share_gap[")}
    holm = next(actor.id for actor in profile.actors if "Holm" in actor.name)
    berg = next(actor.id for actor in profile.actors if "Berg" in actor.name)
    assert gaps[f"attribution_doubting_share_gap[{holm}]"].value == 1.0
    assert gaps[f"attribution_doubting_share_gap[{berg}]"].value == -1.0


def test_longest_stretch_without_a_source(analyzer):
    profile = analyzer.analyze("Ana Ruiz said it leaks. Rain fell. Rivers rose. Roads closed. Ruiz said pumps failed.")
    assert profile["attribution_longest_stretch"].value == 3


def test_statistics_are_what_they_are_named(profile):
    assert all(isinstance(found, framing.Statistic) for found in profile.statistics)
    prefixes = ("actor_", "loaded_", "hedging_", "attribution_", "stance_")
    assert all(found.statistic.startswith(prefixes) for found in profile.statistics)


def test_in_very_long_texts_the_most_mentioned_actors_alone_have_statistics(monkeypatch):
    import framing.aggregate as module

    text = "Norway left. Japan stayed. Norway paid. Norway won. Japan lost."
    monkeypatch.setattr(module, "_FEWEST_ACTORS", 1)
    monkeypatch.setattr(module, "_ACTOR_SENTENCES", 1)
    names = {item.statistic for item in framing.analyze(text, engine="lexicon").statistics}
    assert "actor_mention_share[norway]" in names
    assert "actor_mention_share[japan]" not in names
