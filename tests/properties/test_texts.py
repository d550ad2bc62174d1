"""Laws that hold for any text."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import framing
from framing.document import SCORED_ZONES, ZONES
from framing.reading.sentences import split_sentences
from framing.reading.source import decode
from framing.reading.text import read_text, split_blocks
from framing.report.html import highlight
from framing.tokens import tokenize
from tests.properties.strategies import newslike, texts
from tests.report.test_html import Page, shown


@pytest.fixture(scope="module", params=framing.engines())
def analyzer(request):
    return framing.Analyzer(request.param)


def analyzed(analyzer, text):
    """The profile of a text; only what the documentation says may have none."""
    try:
        return analyzer.analyze(text)
    except framing.EmptyArticleError:
        assert not text.strip() or re.match(r"[\s\ufeff]*<", text)
        assume(False)


def outside(spans, text):
    """The characters of a text that no span covers."""
    kept = np.ones(len(text), dtype=bool)
    for start, end in spans:
        kept[start:end] = False
    return "".join(char for char, keep in zip(text, kept, strict=True) if keep)


def ordered(spans):
    return all(a < b for a, b in spans) and all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(texts)
def test_tokens_are_ordered_and_leave_out_white_space_only(text):
    columns = tokenize(text)
    spans = list(zip(columns.starts, columns.ends, strict=True))
    assert ordered(spans)
    assert not outside(spans, text).strip()
    assert not any(char.isspace() for start, end in spans for char in text[start:end])
    assert [len(word) for word in columns.words] == [end - start for start, end in spans]


@given(texts)
@example("a.B”’.C。")
def test_sentences_are_ordered_trimmed_and_leave_out_white_space_only(text):
    spans = split_sentences(text)
    assert ordered(spans)
    assert not outside(spans, text).strip()
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(texts)
def test_blocks_are_ordered_trimmed_and_leave_out_white_space_only(text):
    spans = split_blocks(text)
    assert ordered(spans)
    assert not outside(spans, text).strip()
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(texts)
def test_reading_places_everything_and_loses_nothing(text):
    article = read_text(text, title=None, outlet=None, url=None, published=None)
    assert article.text == text
    assert not outside([(b.span.start, b.span.end) for b in article.blocks], text).strip()
    scored = [(b.span.start, b.span.end) for b in article.blocks if b.zone in SCORED_ZONES]
    placed = [(s.span.start, s.span.end) for s in article.sentences]
    assert {block.zone for block in article.blocks} <= set(ZONES)
    assert "".join(outside(placed, text).split()) == "".join(outside(scored, text).split())
    for sentence in article.sentences:
        assert sentence.text == sentence.span.slice(text)
        spans = [(token.span.start, token.span.end) for token in sentence.tokens]
        assert ordered(spans)
        assert all(text[start:end] == token.text for (start, end), token in zip(spans, sentence.tokens, strict=True))
        assert "".join(token.text for token in sentence.tokens) == "".join(sentence.text.split())


@given(texts)
def test_any_text_is_analysed_with_every_offset_true(analyzer, text):
    profile = analyzed(analyzer, text)
    article = profile.article
    for item in profile.evidence:
        assert item.span.slice(text) == item.text
    for actor in article.actors:
        assert actor.mentions
        for mention in actor.mentions:
            assert mention.span.slice(text) == mention.text
    for item in article.attributions:
        assert item.content_span.slice(text) == item.content
        for span, words in ((item.source_span, item.source), (item.cue_span, item.cue)):
            assert (span.slice(text) if span else "") == words
    for level in ("sentence", "evidence", "attribution", "actor", "stance", "statistic", "block"):
        profile.to_frame(level)


@given(texts)
def test_scores_are_in_range_and_follow_from_evidence(analyzer, text):
    for scores in analyzed(analyzer, text).sentences:
        dimensions = {item.dimension for item in scores.evidence}
        assert 0 <= scores.loaded <= 1
        assert 0 <= scores.hedging <= 1
        assert scores.attribution is None or 0 <= scores.attribution <= 1
        assert (scores.loaded > 0) == ("loaded" in dimensions)
        assert scores.hedging == 0 or "hedging" in dimensions
        assert (scores.attribution is None) == ("attribution" not in dimensions)
        assert bool(scores.stances) == ("stance" in dimensions)
        for stance in scores.stances:
            assert -1 <= stance.value <= 1


@given(texts)
def test_profiles_survive_json(analyzer, text):
    profile = analyzed(analyzer, text)
    assert framing.FramingProfile.from_json(profile.to_json()) == profile


@given(texts)
def test_the_highlighted_article_shows_the_articles_text(analyzer, text):
    assert Page(highlight(analyzed(analyzer, text))).text == shown(text)


@given(texts)
def test_every_sentence_can_be_explained(analyzer, text):
    profile = analyzed(analyzer, text)
    for index in range(len(profile.sentences)):
        assert all(char.isprintable() or char == "\n" for char in profile.explain(index))


@given(st.lists(newslike, min_size=1, max_size=5))
@settings(max_examples=40)
def test_a_batch_equals_one_by_one(analyzer, batch):
    for text in batch:
        analyzed(analyzer, text)  # leaves out what is no article
    assert list(analyzer.analyze_many(batch)) == [analyzer.analyze(text) for text in batch]
    fresh = [analyzer.analyze(text) for text in reversed(batch)]
    assert fresh[::-1] == list(analyzer.analyze_many(batch))


@given(st.lists(texts, min_size=2, max_size=6))
@settings(max_examples=40)
def test_a_sentence_gets_its_score_whatever_stands_beside_it(analyzer, batch):
    frame = analyzer.score_sentences(batch)
    assert len(frame) == len(batch)
    for place, text in enumerate(batch):
        alone = analyzer.score_sentences([text])
        pd.testing.assert_frame_equal(frame.iloc[[place]].reset_index(drop=True), alone, check_dtype=False)


@given(newslike)
def test_loaded_and_hedging_of_a_sentence_do_not_depend_on_its_article(analyzer, text):
    for sentence, scores in zip(*_sentences(analyzer, text), strict=True):
        alone = analyzer.score_sentences([sentence.text])
        assert alone.loc[0, "loaded"] == scores.loaded
        assert alone.loc[0, "hedging"] == scores.hedging


def _sentences(analyzer, text):
    profile = analyzed(analyzer, text)
    return profile.article.sentences, profile.sentences


@given(newslike, newslike)
def test_compare_is_minus_compare_backwards(analyzer, first, second):
    a, b = analyzed(analyzer, first), analyzed(analyzer, second)
    forth = framing.compare([a, b], names=["a", "b"]).to_frame().set_index("statistic").sort_index()
    back = framing.compare([b, a], names=["b", "a"]).to_frame().set_index("statistic").sort_index()
    for column, mirrored in (("difference", "difference"), ("low", "high"), ("high", "low")):
        pd.testing.assert_series_equal(forth[column], -back[mirrored], check_names=False)


@given(st.text(min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_was_encoded_is_decoded(text, encoding):
    # Control characters make bytes binary, so they are left out; a file of Windows-1252 has no mark to know it by.
    text = "".join(char for char in text if char.isprintable() or char in "\t\n")
    assume(not text.startswith(("\ufeff", "%PDF", "PK")))
    assert decode(text.encode(encoding)) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_the_documented_error(raw):
    try:
        article = framing.read(raw)
    except (framing.NotTextError, framing.EmptyArticleError):
        return
    assert article.text == decode(raw)
