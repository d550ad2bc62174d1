"""Whose words each stretch is: disjoint, ascending, the innermost of nested attributions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.annotation.voices import voice_at, voices_of
from framing.document import Attribution, Span


def said(start, end, who):
    return Attribution(
        index=0,
        sentence=0,
        source_span=None,
        cue_span=None,
        content_span=Span(start=start, end=end),
        source=who,
        cue="",
        content="x" * (end - start),
        mode="indirect",
        source_kind="named_person",
        cue_kind="",
        actor=who,
        strength=0.5,
    )


@pytest.mark.parametrize(
    ("contents", "stretches"),
    [
        ([], []),
        ([(2, 5, "a")], [(2, 5, "a")]),
        ([(0, 9, "a"), (3, 5, "b")], [(0, 3, "a"), (3, 5, "b"), (5, 9, "a")]),
        ([(0, 4, "a"), (2, 8, "b")], [(0, 2, "a"), (2, 8, "b")]),
        ([(0, 3, "a"), (3, 6, "a")], [(0, 6, "a")]),
        ([(0, 3, "a"), (5, 6, "a")], [(0, 3, "a"), (5, 6, "a")]),
        ([(0, 9, "a"), (0, 9, "b")], [(0, 9, "b")]),
    ],
)
def test_the_innermost_speaks(contents, stretches):
    assert voices_of([said(*item) for item in contents]) == stretches


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from("abc")).map(
            lambda item: (item[0], item[0] + item[1], item[2])
        ),
        max_size=12,
    )
)
def test_stretches_cover_what_the_contents_cover_and_nothing_else(contents):
    stretches = voices_of([said(*item) for item in contents])
    edges = [edge for start, end, _ in stretches for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(start < end for start, end, _ in stretches)
    for place in range(64):
        speakers = {who for start, end, who in contents if start <= place < end}
        heard = voice_at(stretches, place)
        assert (heard is None) == (not speakers)
        assert heard is None or heard in speakers


@pytest.mark.parametrize("engine", framing.engines())
@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Tom Reyes mocked the shameful pier.", "author"),
        ("Tom Reyes said the pier was shameful.", "quoted"),
        ("Tom Reyes vowed to close the shameful pier.", "quoted"),
        ("Tom Reyes mocked “the shameful pier” on Monday.", "quoted"),
    ],
)
def test_what_a_verb_has_as_object_the_article_names(engine, text, voice):
    found = {item.text: item.voice for item in framing.analyze(text, engine=engine).evidence if not item.is_rest}
    assert found["shameful"] == voice
