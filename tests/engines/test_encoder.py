"""The network: the same numbers in any company, whole files or a clear error, evidence that adds up."""

from __future__ import annotations

import math
import pickle
import shutil
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.annotation.linking import link
from framing.engines.base import ModelSpan
from framing.engines.encoder import EncoderEngine, _bound, _likeliest
from framing.engines.model import Model, models_folder
from framing.lexicon import load_lexicons
from tests.properties.strategies import texts
from tests.texts import ARTICLES

SENTENCES = [
    "Critics say the reckless plan by Minister Jane Okoro could fail.",
    "Rain fell on Monday.",
    'The "historic" deal, Kowalski said, was a triumph for Ghana and a humiliation for its neighbours.',
    "Officials in Accra declined to comment.",
    "It reportedly cost about $3 million, which some believe was too much.",
    "No.",
]
LONG = " ".join(["The governor said that the harbour, which nobody had asked for, might yet open;"] * 90)


@pytest.fixture(scope="module")
def model():
    return Model(models_folder())


@pytest.fixture(scope="module")
def encoder():
    return framing.Analyzer("encoder")


def columns_of(model, sentences):
    pieces = model.read(sentences)
    return [pieces.columns[low:high] for low, high in zip(pieces.bounds[:-1], pieces.bounds[1:], strict=True)]


def test_company_and_order_change_no_number(model):
    alone = [columns_of(model, [sentence])[0] for sentence in SENTENCES]
    for order in (SENTENCES, SENTENCES[::-1], [*SENTENCES, LONG]):
        for sentence, found in zip(order, columns_of(model, order), strict=True):
            if sentence in SENTENCES:
                np.testing.assert_allclose(found, alone[SENTENCES.index(sentence)], rtol=0, atol=1e-5)


def test_the_likeliest_names_have_one_kind_and_begin():
    # Outside, then begin and inside of two kinds.
    chances = np.array(
        [
            [0.1, 0.6, 0.1, 0.1, 0.1],
            [0.2, 0.0, 0.3, 0.0, 0.5],  # alone it would go on with what has not begun
            [0.1, 0.1, 0.1, 0.6, 0.1],
            [0.1, 0.0, 0.1, 0.0, 0.8],
            [0.1, 0.0, 0.8, 0.05, 0.05],  # a stretch of its own, which cannot go on with the one before
        ]
    )
    tokens = np.log(chances + 1e-9)
    steps = _bound(5)
    tags = _likeliest(tokens, np.array([0, 4]), steps[0], steps).tolist()
    assert tags[:4] == [1, 2, 3, 4]
    assert tags[4] in (0, 3)  # neither may go on
    assert _likeliest(tokens[:2], np.array([0]), steps[0], steps).tolist() == [1, 2]


def test_threads_change_no_number(model):
    for one, other in zip(columns_of(model, SENTENCES), columns_of(Model(models_folder(), 1), SENTENCES), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-5)


def test_workers_change_no_profile(encoder):
    articles = [*ARTICLES.values()][:4]
    assert list(encoder.analyze_many(articles, n_jobs=2)) == [encoder.analyze(text) for text in articles]


def test_many_articles_are_read_as_one_by_one(encoder):
    articles = [*ARTICLES.values()]
    assert list(encoder.analyze_many(articles)) == [encoder.analyze(text) for text in articles]


def test_an_article_that_cannot_be_read_raises_in_its_turn(encoder):
    profiles = encoder.analyze_many([SENTENCES[0], "", SENTENCES[1]])
    assert next(profiles).article.text == SENTENCES[0]
    with pytest.raises(framing.EmptyArticleError):
        next(profiles)


def test_sources_are_read_as_they_are_asked_for(encoder):
    taken = []

    def sources():
        for number in range(1000):
            taken.append(number)
            yield f"Rain fell for the {number}th day."

    profiles = encoder.analyze_many(sources())
    next(profiles)
    assert len(taken) <= 100
    profiles.close()


def test_a_long_sentence_is_read_to_its_end(model):
    pieces = model.read([LONG])
    assert pieces.ends[-1] == len(LONG)
    assert (np.diff(pieces.starts) > 0).all()
    assert len(pieces.columns) > 1000


def test_what_windows_share_is_read_alike(model):
    # Far from the edges of its window, a word is read as in a shorter sentence of the same kind.
    half = LONG[: len(LONG) // 2]
    whole, part = model.read([LONG]), model.read([half])
    n = len(part.columns) - 200
    assert np.corrcoef(whole.columns[:n].ravel(), part.columns[:n].ravel())[0, 1] > 0.99


@given(texts)
def test_any_text_is_read_with_every_offset_inside(model, text):
    pieces = model.read([text])
    assert ((pieces.starts >= 0) & (pieces.ends <= len(text)) & (pieces.starts <= pieces.ends)).all()
    assert np.isfinite(pieces.columns).all()


def test_nothing_is_nothing(model):
    assert len(model.read([]).columns) == 0
    assert len(model.read([""]).columns) == 0


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.json", "tokenizer.json", "calibration.json"])
def test_a_damaged_file_is_told_by_its_name(tmp_path, name):
    folder = tmp_path / "models"
    shutil.copytree(models_folder(), folder)
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(framing.errors.EngineError, match=f"{name}.*damaged.*lexicon"):
        Model(folder)
    path.unlink()
    with pytest.raises(framing.errors.EngineError, match=f"{name}.*missing"):
        Model(folder)


def test_no_weights_at_all_is_an_error_that_names_the_other_engine(tmp_path):
    with pytest.raises(framing.errors.EngineError, match="engine='lexicon'"):
        EncoderEngine(load_lexicons(), folder=tmp_path)


def test_the_network_is_opened_at_the_first_sentence():
    model = Model(models_folder())
    assert model._session is None
    model.read(["Rain fell."])
    assert model._session is not None


def test_no_torch_is_needed(encoder):
    encoder.analyze(SENTENCES[0])
    assert "torch" not in sys.modules
    assert "transformers" not in sys.modules


def test_provenance_holds_the_digest_of_every_weight(encoder):
    names = {name for name, _ in encoder.analyze(SENTENCES[0]).provenance}
    assert {"weights encoder.onnx", "weights calibration.json", "weights tokenizer.json", "weights heads.json"} <= names


def test_an_analyzer_goes_through_pickle(encoder):
    again = pickle.loads(pickle.dumps(encoder))
    assert again.analyze(SENTENCES[0]) == encoder.analyze(SENTENCES[0])


def test_contributions_are_the_probability(encoder):
    reading = encoder.read_ahead([framing.read(SENTENCES[0])])[0][0]
    assert min(reading.loaded) >= 0
    scores = encoder.analyze(SENTENCES[0]).sentences[0]
    evidence = [item for item in scores.evidence if item.dimension == "loaded"]
    assert scores.loaded == pytest.approx(1 - math.exp(-sum(item.contribution for item in evidence)))
    # Rows of the lexicon add a share of their weight to what the network finds.
    assert scores.loaded > 1 - math.exp(-sum(reading.loaded))


def test_rows_name_what_the_network_finds(encoder):
    evidence = encoder.analyze(SENTENCES[0]).evidence
    origins = {item.text: item.origin for item in evidence if item.dimension in ("loaded", "hedging")}
    assert origins["reckless"].startswith("encoder:loaded+loaded/")
    assert origins["Critics say"].startswith("encoder:hedge+hedging/")


def test_a_row_of_ones_own_counts_as_the_network_finds_it(encoder):
    """A name, not a number, is what a row gives here; where no row names it, the network's own word stands."""
    kinds = {item.kind for item in encoder.analyze(SENTENCES[2]).evidence if item.dimension == "loaded"}
    assert kinds


def test_whoever_is_mentioned_has_a_stance(encoder):
    profile = encoder.analyze(SENTENCES[2])
    stances = profile.sentences[0].stances
    assert {item.actor for item in stances} == {actor.id for actor in profile.actors}
    for item in stances:
        assert item.negative + item.neutral + item.positive == pytest.approx(1)


def test_stance_toward_gives_the_same_one_by_one(encoder):
    spans = [(sentence.index(" "), len(sentence)) if " " in sentence else (0, 2) for sentence in SENTENCES]
    together = encoder.stance_toward(SENTENCES, spans)
    for place, (sentence, span) in enumerate(zip(SENTENCES, spans, strict=True)):
        alone = encoder.stance_toward([sentence], [span])
        np.testing.assert_allclose(alone.to_numpy()[0], together.to_numpy()[place], rtol=0, atol=1e-5)


def test_scores_are_the_same_one_by_one(encoder):
    together = encoder.score_sentences(SENTENCES)
    for place, sentence in enumerate(SENTENCES):
        alone = encoder.score_sentences([sentence])
        for name in ("loaded", "hedging", "attribution"):
            np.testing.assert_allclose(alone.loc[0, name], together.loc[place, name], rtol=0, atol=1e-5)


def span(first, last, kind="x", *, opened=False):
    return ModelSpan(first, last, kind, 0.9, opened)


def test_what_stands_nearest_belongs_together():
    words = ["Okoro", "said", "rain", "fell", ",", "but", "Reyes", "denied", "that", "it", "had", "."]
    found = link([span(0, 1), span(6, 7)], [span(1, 2), span(7, 8)], [span(2, 4), span(8, 11)], words)
    assert [(item.source, item.cue, item.content) for item in found] == [
        ((0, 1), (1, 2), (2, 4)),
        ((6, 7), (7, 8), (8, 11)),
    ]


def test_an_interrupted_quotation_is_one():
    words = ['"', "Rain", "fell", ",", '"', "said", "Okoro", ",", '"', "and", "then", "snow", ".", '"']
    found = link([span(6, 7)], [span(5, 6)], [span(0, 5), span(8, 14)], words)
    assert len(found) == 1
    assert found[0].content == (0, 5)
    assert found[0].rest == (8, 14)


def test_a_participle_has_the_source_before_it():
    words = ["He", "dismissed", "the", "idea", ",", "insisting", "that", "talks", "must", "go", "on", "."]
    found = link([span(0, 1)], [span(1, 2), span(5, 6)], [span(2, 4), span(6, 11)], words)
    assert [item.source for item in found] == [(0, 1), (0, 1)]


def test_a_cue_without_content_is_none():
    assert link([span(0, 1)], [span(1, 2)], [], ["Okoro", "said"]) == []


@given(
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 4)), max_size=4),
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 4)), max_size=4),
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 6)), max_size=4),
)
def test_every_content_is_in_a_link(sources, cues, contents):
    def spans(pairs):
        made, reached = [], 0
        for first, size in sorted(pairs):
            if first >= reached:
                made.append(span(first, first + size))
                reached = first + size
        return made

    found = link(spans(sources), spans(cues), spans(contents), ["word"] * 30)
    linked = {item.content for item in found} | {item.rest for item in found if item.rest is not None}
    assert {(item.first, item.last) for item in spans(contents)} == linked


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (
            "The reckless woman lied to her voters, and she knew it.",
            "The reckless man lied to his voters, and he knew it.",
        ),
        ("She may have known.", "He may have known."),
    ],
)
def test_words_of_either_gender_are_read_alike(text, other):
    import framing

    frame = framing.Analyzer("encoder").score_sentences([text, other])
    for score in ("loaded", "hedging"):
        assert frame[score][0] == pytest.approx(frame[score][1], abs=1e-6)
