import gc
import itertools
import pickle

import pandas as pd
import pytest

import framing
from tests.texts import ARTICLES, ODD

TEXTS = list((ARTICLES | ODD).values())
HEADER = "term\tmatch\tpos\tcategory\tweight\tsource\tfires\tsilent\tcontext\n"


@pytest.fixture
def own(tmp_path):
    """A lexicon folder of one loaded word of its owner's."""
    (tmp_path / "loaded").mkdir()
    row = "lanes\tword\t\tneologism\t0.9\tme\t\t\t\n"
    (tmp_path / "loaded" / "mine.tsv").write_text(HEADER + row, encoding="utf-8")
    return tmp_path


# --------------------------------------------------------------------------- many


def test_many_equal_one_by_one(analyzer):
    assert list(analyzer.analyze_many(TEXTS)) == [analyzer.analyze(text) for text in TEXTS]


def test_many_in_two_processes_equal_one_by_one(analyzer):
    texts = [*ARTICLES.values()] * 2
    assert list(analyzer.analyze_many(texts, n_jobs=2)) == [analyzer.analyze(text) for text in texts]


def test_many_are_read_lazily(analyzer):
    endless = itertools.cycle(["It rained.", "Some believe it may rain."])
    profiles = list(itertools.islice(analyzer.analyze_many(endless), 3))
    assert [profile.sentences[0].hedging > 0 for profile in profiles] == [False, True, False]


def test_many_of_none_is_none(analyzer):
    assert list(analyzer.analyze_many([])) == []


def test_many_take_articles_and_paths(analyzer, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ARTICLES["levy"], encoding="utf-8")
    found = list(analyzer.analyze_many([path, framing.read(ARTICLES["wall"]), ARTICLES["plain"]]))
    assert [profile.article.text for profile in found] == [ARTICLES[name] for name in ("levy", "wall", "plain")]


def test_an_article_analysed_again_gives_the_same_profile(analyzer, profile):
    assert analyzer.analyze(profile.article) == profile


def test_one_shot_and_reusable_agree(analyzer):
    kept = {"title": "Levy", "outlet": "Gazette", "url": "https://gazette.example", "published": "2031-03-14"}
    one, other = framing.analyze(ARTICLES["levy"], engine="lexicon", **kept), analyzer.analyze(ARTICLES["levy"], **kept)
    assert one == other
    assert {name: getattr(one.article, name) for name in kept} == kept


def test_an_article_without_a_scored_sentence_is_refused(analyzer):
    with pytest.raises(framing.EmptyArticleError, match="scored zone"):
        analyzer.analyze(framing.Article(text="It rained."))
    with pytest.raises(framing.EmptyArticleError):
        analyzer.analyze(" \n ")


# --------------------------------------------------------------------------- settings


def test_an_analyzer_survives_pickling_with_its_settings(own):
    analyzer = framing.Analyzer("lexicon", config=framing.Config(min_mentions=2), lexicons=own)
    copy = pickle.loads(pickle.dumps(analyzer))
    assert copy.config == analyzer.config
    assert copy.provenance == analyzer.provenance
    assert copy.analyze(ARTICLES["wall"]) == analyzer.analyze(ARTICLES["wall"])
    assert repr(copy) == "Analyzer(engine='lexicon')"


@pytest.mark.parametrize("least", [1, 2, 3, 100])
def test_min_mentions_leaves_out_actors_and_their_stances(least):
    analyzer = framing.Analyzer("lexicon", config=framing.Config(min_mentions=least))
    profile = analyzer.analyze(ARTICLES["wall"])
    kept = {actor.id for actor in profile.actors}
    assert all(len(actor.mentions) >= least for actor in profile.actors)
    assert {stance.actor for scores in profile.sentences for stance in scores.stances} <= kept
    assert {item.actor for item in profile.attributions} <= {*kept, None}
    assert dict(profile.provenance)["config"] == f"Config(min_mentions={least})"


def test_min_mentions_changes_neither_loaded_nor_hedging(analyzer):
    few = framing.Analyzer("lexicon", config=framing.Config(min_mentions=100)).analyze(ARTICLES["wall"])
    for one, other in zip(few.sentences, analyzer.analyze(ARTICLES["wall"]).sentences, strict=True):
        assert (one.loaded, one.hedging) == (other.loaded, other.hedging)


def test_min_mentions_changes_no_strength(analyzer):
    few = framing.Analyzer("lexicon", config=framing.Config(min_mentions=100)).analyze(ARTICLES["wall"])
    assert [scores.attribution for scores in few.sentences] == [
        scores.attribution for scores in analyzer.analyze(ARTICLES["wall"]).sentences
    ]


@pytest.mark.parametrize("least", [0, -1])
def test_fewer_than_one_mention_is_refused(least):
    with pytest.raises(ValueError, match="at least 1"):
        framing.Config(min_mentions=least)


def test_a_users_folder_changes_scores_and_provenance(analyzer, own):
    mine = framing.Analyzer("lexicon", lexicons=own)
    before, after = analyzer.analyze(ARTICLES["plain"]), mine.analyze(ARTICLES["plain"])
    assert before.sentences[1].loaded == 0.0 < after.sentences[1].loaded
    assert before.provenance != after.provenance
    assert [item.origin for item in after.evidence] == ["loaded/mine.tsv:2"]
    # One folder as a path, as a string and in a list are the same.
    for lexicons in (str(own), [own]):
        assert framing.Analyzer("lexicon", lexicons=lexicons).analyze(ARTICLES["plain"]) == after


def test_a_missing_folder_is_file_not_found(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        framing.Analyzer("lexicon", lexicons=tmp_path / "nowhere")


# --------------------------------------------------------------------------- sentences without context


def test_score_sentences_is_one_typed_row_a_text(analyzer):
    frame = analyzer.score_sentences(["The shameful plan may fail.", "", "It rained.", "Tom Reyes said it rained."])
    assert list(frame.columns) == ["loaded", "hedging", "attribution", "evidence"]
    assert [str(dtype) for dtype in frame.dtypes] == ["float64", "float64", "float64", "object"]
    assert frame["loaded"].tolist()[1:] == [0.0, 0.0, 0.0]
    assert frame["attribution"].isna().tolist() == [True, True, True, False]
    assert frame["evidence"].tolist()[1:3] == ["", ""]
    assert {"shameful", "may"} <= set(frame["evidence"][0].split("; "))


def test_score_sentences_takes_each_text_as_one_sentence(analyzer):
    frame = analyzer.score_sentences(["It rained. Some believe it may fail. It snowed."])
    assert len(frame) == 1
    assert frame["hedging"][0] > 0


def test_score_sentences_of_none_keeps_its_columns(analyzer):
    frame = analyzer.score_sentences([])
    assert (len(frame), list(frame.columns)) == (0, ["loaded", "hedging", "attribution", "evidence"])


def test_score_sentences_is_the_same_one_by_one(analyzer):
    texts = ["The shameful plan may fail.", "", *TEXTS]
    single = pd.concat([analyzer.score_sentences([text]) for text in texts], ignore_index=True)
    pd.testing.assert_frame_equal(analyzer.score_sentences(texts), single)


def test_score_sentences_agrees_with_the_article(analyzer):
    text = "Some believe the reckless plan may fail."
    (scores,) = analyzer.analyze(text).sentences
    frame = analyzer.score_sentences([text])
    assert (frame["loaded"][0], frame["hedging"][0]) == (scores.loaded, scores.hedging)


def at(text, target):
    return text.index(target), text.index(target) + len(target)


def test_stance_toward_is_one_row_of_probabilities_a_text(analyzer):
    texts = ["Tom Reyes lied to voters.", "Rain fell on Tom Reyes.", "Tom Reyes was praised by everybody."]
    frame = analyzer.stance_toward(texts, [at(text, "Tom Reyes") for text in texts])
    assert list(frame.columns) == ["negative", "neutral", "positive", "stance"]
    assert set(frame.dtypes.astype(str)) == {"float64"}
    assert frame[["negative", "neutral", "positive"]].sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert frame["stance"].tolist() == (frame["positive"] - frame["negative"]).tolist()
    assert frame["stance"][0] < frame["stance"][1] < frame["stance"][2]
    assert frame["neutral"][1] == frame[["negative", "neutral", "positive"]].iloc[1].max()


def test_stance_toward_looks_at_the_span(analyzer):
    text = "Norway attacked Japan."
    frame = analyzer.stance_toward([text, text], [at(text, "Norway"), at(text, "Japan")])
    assert frame["stance"][0] < frame["stance"][1]


def test_stance_toward_of_none_keeps_its_columns(analyzer):
    frame = analyzer.stance_toward([], [])
    assert (len(frame), list(frame.columns)) == (0, ["negative", "neutral", "positive", "stance"])


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 100)])
def test_a_span_outside_its_text_is_refused(analyzer, span):
    with pytest.raises(ValueError, match="not inside its text"):
        analyzer.stance_toward(["It rained."], [span])


def test_as_many_spans_as_texts(analyzer):
    with pytest.raises(ValueError, match="zip"):
        analyzer.stance_toward(["It rained.", "It snowed."], [(0, 2)])


@pytest.mark.parametrize("name", ODD)
def test_stance_toward_takes_any_text(analyzer, name):
    text = ODD[name]
    frame = analyzer.stance_toward([text], [(0, len(text))])
    assert frame[["negative", "neutral", "positive"]].sum(axis=1).tolist() == pytest.approx([1])


def test_an_analysis_leaves_no_cycles_and_the_collector_as_it_was():
    framing.analyze(TEXTS[0], engine="lexicon")
    assert gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        framing.analyze(TEXTS[0], engine="lexicon")
        assert not gc.isenabled()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_comes_back_after_an_error():
    with pytest.raises(framing.EmptyArticleError):
        framing.analyze(" ", engine="lexicon")
    assert gc.isenabled()
