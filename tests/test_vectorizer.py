import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import framing
from framing.engines import DEFAULT
from tests.texts import LEVY, PLAIN, WALL

TEXTS = [WALL, LEVY, PLAIN]


def test_vectors_are_the_statistics():
    analyzer = framing.Analyzer()
    vectorizer = framing.FramingVectorizer()
    vectors = vectorizer.fit_transform(TEXTS)
    names = vectorizer.get_feature_names_out()
    assert vectors.shape == (3, len(names))
    assert vectors.dtype == np.float64
    for row, text in zip(vectors, TEXTS, strict=True):
        profile = analyzer.analyze(text)
        for value, name in zip(row, names, strict=True):
            expected = profile[name].value
            assert np.isnan(value) if expected is None else value == expected


def test_names_hold_no_actor():
    names = framing.FramingVectorizer().get_feature_names_out()
    assert "loaded_mean" in names
    assert not any("[" in name for name in names)
    assert len(set(names)) == len(names)


def test_undefined_gets_the_given_value():
    assert np.isnan(framing.FramingVectorizer().transform([PLAIN])).any()
    filled = framing.FramingVectorizer(undefined=-9.0).transform([PLAIN])
    assert not np.isnan(filled).any()
    assert (filled == -9.0).any()


def test_no_texts_give_no_rows():
    vectorizer = framing.FramingVectorizer()
    assert vectorizer.transform([]).shape == (0, len(vectorizer.get_feature_names_out()))


def test_it_clones_and_sets_parameters():
    vectorizer = framing.FramingVectorizer(undefined=0.0)
    copy = clone(vectorizer)
    assert copy is not vectorizer
    assert copy.get_params() == vectorizer.get_params() == {"engine": DEFAULT, "undefined": 0.0}
    assert vectorizer.set_params(undefined=1.0).undefined == 1.0
    assert "undefined=1.0" in repr(vectorizer)
    clone(framing.FramingVectorizer())  # NaN is not equal to itself


def test_it_pickles():
    vectorizer = framing.FramingVectorizer(undefined=0.0).fit(TEXTS)
    assert np.array_equal(pickle.loads(pickle.dumps(vectorizer)).transform(TEXTS), vectorizer.transform(TEXTS))


def test_it_works_in_a_pipeline_and_in_cross_validation():
    texts = [f"Critics say plan {n} may fail, and reckless aides agree." for n in range(6)]
    texts += [f"Bridge {n} opened at noon and carries two lanes." for n in range(6)]
    labels = [1] * 6 + [0] * 6
    pipeline = make_pipeline(
        framing.FramingVectorizer(),
        SimpleImputer(strategy="constant", fill_value=0.0, keep_empty_features=True),
        StandardScaler(),
        LogisticRegression(),
    )
    assert cross_val_score(pipeline, texts, labels, cv=3).mean() == 1.0
    unseen = ["Some fear the scheme could fail.", "It opened at noon."]
    assert list(pipeline.fit(texts, labels).predict(unseen)) == [1, 0]


def test_frames_come_out_where_asked_for():
    frame = framing.FramingVectorizer().set_output(transform="pandas").fit_transform(pd.Series(TEXTS))
    assert frame.columns.tolist() == list(framing.FramingVectorizer().get_feature_names_out())


def test_one_string_is_not_several_texts():
    with pytest.raises(TypeError, match="wrap it in a list"):
        framing.FramingVectorizer().transform(PLAIN)


def test_an_empty_text_is_an_error():
    with pytest.raises(framing.EmptyArticleError):
        framing.FramingVectorizer().transform([PLAIN, " "])


def test_an_unknown_engine_is_told_when_fitting():
    with pytest.raises(framing.EngineError):
        framing.FramingVectorizer(engine="oracle").fit(TEXTS)
