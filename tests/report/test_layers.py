import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.document import Span
from framing.report.layers import Layer, marks_of, nest, notes_of, shown_evidence, structure_of
from framing.results import Evidence

LENGTH = 30
KEYS = {"block": ("body",), "sentence": ("0",), "mention": ("actor",), "mark": ("loaded", "hedging", "stance")}


@st.composite
def layers(draw):
    kind = draw(st.sampled_from(sorted(KEYS)))
    start = draw(st.integers(0, LENGTH - 1))
    end = draw(st.integers(start + 1, LENGTH))
    return Layer(kind=kind, span=Span(start=start, end=end), key=draw(st.sampled_from(KEYS[kind])))


@given(st.lists(layers(), max_size=12))
def test_whatever_overlaps_the_text_comes_once_and_the_brackets_match(found):
    covered = {number: set() for number in range(len(found))}
    shown = []
    stack = []
    for step in nest(found, LENGTH):
        if step.action == "open":
            stack.append(step.layer)
        elif step.action == "close":
            assert stack.pop() is step.layer
        else:
            shown.extend(range(step.start, step.end))
            for number, layer in enumerate(found):
                # Equal layers are told apart by who they are.
                if any(layer is one for one in stack):
                    covered[number].update(range(step.start, step.end))
    assert stack == []
    assert shown == list(range(LENGTH))
    for number, layer in enumerate(found):
        assert covered[number] == set(range(layer.span.start, layer.span.end))


@given(st.lists(layers(), max_size=12))
def test_every_layer_begins_anew_once(found):
    opened = [step.layer for step in nest(found, LENGTH) if step.action == "open" and not step.again]
    assert sorted(map(id, opened)) == sorted(map(id, found))


def test_sentences_are_never_cut_by_marks():
    mark = Layer(kind="mark", span=Span(start=2, end=8), key="loaded")
    sentences = [Layer(kind="sentence", span=Span(start=a, end=b), key="0") for a, b in ((0, 5), (5, 10))]
    again = [step.layer for step in nest([mark, *sentences], 10) if step.again]
    assert again == [mark]


def test_same_words_nest_in_a_fixed_order():
    span = Span(start=1, end=4)
    made = [Layer(kind="mark", span=span, key=key) for key in ("loaded", "stance", "hedging", "attribution")]
    opened = [step.layer.key for step in nest(made, 6) if step.action == "open"]
    assert opened == ["attribution", "stance", "hedging", "loaded"]


@pytest.mark.parametrize("name", ["wall", "levy", "plain"])
def test_every_shown_piece_of_evidence_is_in_one_note_and_one_mark(profiles, name):
    profile = profiles[name]
    notes = notes_of(profile)
    assert [note.index for note in notes] == list(range(len(notes)))
    found = {(note.sentence, note.dimension, note.span) for note in notes}
    assert found == {(item.sentence, item.dimension, item.span) for item in shown_evidence(profile)}
    marked = [index for mark in marks_of(notes) for index in mark.notes]
    assert sorted(marked) == list(range(len(notes)))
    assert {layer.kind for layer in structure_of(profile)} <= set(KEYS)


def test_a_note_names_actors_and_not_their_ids(profile):
    names = {actor.id: actor.name for actor in profile.actors}
    judged = [note for note in notes_of(profile) if note.dimension == "stance"]
    assert judged
    for note in judged:
        assert any(f"toward {names[actor]}" in note.what for actor in note.actors)


def network(profile, *, negative, positive):
    """The profile with one stance whose evidence comes from both sides of a network."""
    scores = next(scores for scores in profile.sentences if scores.stances)
    stance = dataclasses.replace(scores.stances[0], value=-0.8, holder=None)
    span = profile.article.sentences[scores.sentence].span
    span = Span(start=span.start, end=span.start + 5)
    evidence = tuple(
        Evidence(
            sentence=scores.sentence, dimension="stance", kind=f"{side}:criticise", span=span,
            text=profile.article.text[span.start : span.end], contribution=value, voice="author",
            origin=f"encoder:stance+stance/verbs.tsv:{row}", actor=stance.actor,
        )
        for row, (side, value) in enumerate((("negative", negative), ("positive", positive)))
    )  # fmt: skip
    made = dataclasses.replace(scores, stances=(stance,), evidence=evidence)
    return dataclasses.replace(profile, sentences=(made,))


def test_both_sides_of_a_network_are_one_note(profile):
    (note,) = notes_of(network(profile, negative=-1.5, positive=0.5))
    assert note.effect == "-1.00 (negative side -1.50, positive side +0.50)"
    assert note.what.startswith("negative toward ")
    assert note.origins == ("network head “stance”", "list row stance/verbs.tsv:0", "list row stance/verbs.tsv:1")


def test_sides_that_cancel_are_not_marked(profile):
    assert notes_of(network(profile, negative=-0.55, positive=0.5)) == ()


def test_a_quotation_without_a_cue_is_known(analyzer):
    profile = analyzer.analyze("“The dam leaks,” said Ana Ruiz. “It has leaked for years. Nobody listened.”")
    running = [note.text for note in notes_of(profile) if note.is_running]
    cues = [note.text for note in notes_of(profile) if note.dimension == "attribution" and not note.is_running]
    assert cues == ["said"]
    assert running
    assert "said" not in "".join(running)
