import dataclasses
import itertools
import pickle

import pytest

import framing
from framing.document import FORMS, KINDS, MODES, SCORED_ZONES, SOURCE_KINDS, ZONES, Span, TokenColumns
from tests.texts import ARTICLES, ODD

TEXTS = ARTICLES | ODD


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 0)])
def test_a_span_is_never_empty_reversed_or_negative(start, end):
    with pytest.raises(ValueError, match=r"0 <= start < end") as caught:
        Span(start=start, end=end)
    assert str(start) in str(caught.value)
    assert str(end) in str(caught.value)


def test_a_span_is_half_open():
    span = Span(start=2, end=5)
    assert len(span) == 3
    assert span.slice("abcdefg") == "cde"
    assert span.overlaps(Span(start=4, end=9))
    assert not span.overlaps(Span(start=5, end=9))
    assert not span.overlaps(Span(start=0, end=2))


def test_spans_sort_by_position():
    spans = [Span(start=5, end=6), Span(start=1, end=9), Span(start=1, end=2)]
    assert sorted(spans) == [spans[2], spans[1], spans[0]]


@pytest.mark.parametrize("name", TEXTS)
def test_every_part_of_an_article_points_into_its_text(profiles, name):
    article = profiles[name].article
    assert article.text == TEXTS[name]
    for part in (*article.blocks, *article.sentences):
        assert part.span.slice(article.text) == part.text
    for sentence in article.sentences:
        assert sentence.zone in SCORED_ZONES
        block = article.blocks[sentence.paragraph]
        assert block.zone == sentence.zone
        assert block.span.start <= sentence.span.start < sentence.span.end <= block.span.end
        for token in sentence.tokens:
            assert token.span.slice(article.text) == token.text
            assert sentence.span.start <= token.span.start < token.span.end <= sentence.span.end
    for actor in article.actors:
        assert actor.kind in KINDS
        for mention in actor.mentions:
            assert mention.span.slice(article.text) == mention.text
            assert mention.form in FORMS
            within = article.sentences[mention.sentence].span
            assert within.start <= mention.span.start < mention.span.end <= within.end
    for item in article.attributions:
        assert item.content_span.slice(article.text) == item.content
        assert (item.source_span.slice(article.text) if item.source_span else "") == item.source
        assert (item.cue_span.slice(article.text) if item.cue_span else "") == item.cue
        assert item.mode in MODES
        assert item.source_kind in SOURCE_KINDS


@pytest.mark.parametrize("name", TEXTS)
def test_parts_are_in_order_and_disjoint(profiles, name):
    article = profiles[name].article
    for parts in (article.blocks, article.sentences, *(sentence.tokens for sentence in article.sentences)):
        for first, second in itertools.pairwise(parts):
            assert first.span.end <= second.span.start
    assert [sentence.index for sentence in article.sentences] == list(range(len(article.sentences)))
    assert [item.index for item in article.attributions] == list(range(len(article.attributions)))


@pytest.mark.parametrize("name", TEXTS)
def test_ids_and_references_hold(profiles, name):
    article = profiles[name].article
    ids = [actor.id for actor in article.actors]
    assert len(set(ids)) == len(ids)
    counts = [len(actor.mentions) for actor in article.actors]
    assert counts == sorted(counts, reverse=True)
    for item in article.attributions:
        assert item.actor is None or item.actor in ids
        assert item.parent is None or 0 <= item.parent < len(article.attributions)
        assert item.parent != item.index
    assert all(block.zone in ZONES for block in article.blocks)


def test_articles_are_values(profile):
    article = profile.article
    copy = pickle.loads(pickle.dumps(article))
    assert copy == article
    assert hash(copy) == hash(article)
    assert [token.text for token in copy.sentences[1].tokens] == [token.text for token in article.sentences[1].tokens]
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "another"
    assert not hasattr(article, "__dict__")


def test_token_columns_compare_by_place():
    one, same, other = TokenColumns([0], [1], ["a"]), TokenColumns([0], [1], ["a"]), TokenColumns([0], [2], ["ab"])
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one != "a"
    assert len(TokenColumns([], [], [])) == 0
    assert pickle.loads(pickle.dumps(other)) == other


def test_iter_zone_gives_blocks_of_one_zone():
    article = framing.read("Rain fell all night on the coast and the rivers rose in every valley of the region.")
    assert [block.zone for block in article.iter_zone("body")] == ["body"]
    assert list(article.iter_zone("legal")) == []
    with pytest.raises(ValueError, match="headline, standfirst") as caught:
        article.iter_zone("footer")
    assert "'footer'" in str(caught.value)
