"""The labels of training/labels: places and labels, within their sentences, and no text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import framing.document

_FOLDER = Path(__file__).resolve().parents[1] / "training" / "labels"
_KINDS = {"modal", "epistemic", "approximator", "weasel", "evidential", "other"}
_ACTORS = {"person", "organisation", "country", "group", "place", "pronoun"}


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one file."""
    return [json.loads(line) for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines()]


def test_every_sentence_of_an_article_is_labelled_once() -> None:
    places = [(row["article"], row["at"]) for row in rows("articles.jsonl")]
    assert len(places) == len(set(places)) > 1000


def test_labels_of_articles_stand_in_their_sentences() -> None:
    for row in rows("articles.jsonl"):
        spans = [*row["loaded_spans"], *(item[:2] for item in (*row["cues"], *row["actors"]))]
        assert all(0 <= start < end <= row["length"] for start, end in spans)
        assert {kind for _, _, kind, _ in row["cues"]} <= _KINDS
        assert all(voice in ("author", "source") for *_, voice in row["cues"])
        assert bool(row["cues"]) == (row["hedging"] > 0)
        for _, _, kind, label, holder in row["actors"]:
            assert kind in _ACTORS
            assert label in (-1, 0, 1)
            assert (holder == "none") == (label == 0)


def test_scopes_hold_their_cues() -> None:
    for row in rows("scope.jsonl"):
        assert row["scope"][0] < row["cue"][1]
        assert row["cue"][0] < row["scope"][1]
        assert row["kind"] in _KINDS


def test_sides_are_of_articles_that_are_labelled() -> None:
    known = {row["article"] for row in rows("articles.jsonl")}
    for row in rows("sides.jsonl"):
        assert row["article"] in known
        assert all(side in (-1, 0, 1) for _, side in row["sides"])


@pytest.mark.parametrize("name", ["chosen.jsonl", "chosen_more.jsonl"])
def test_chosen_sentences_have_their_marks_once(name: str) -> None:
    for row in rows(name):
        marks = [item[:2] for item in (*row["actors"], *row.get("not", ()), *row.get("more", ()))]
        assert all(0 <= start < end <= row["length"] for start, end in marks)
        ordered = sorted(marks)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))
        assert row["loaded"] in range(4)
        for _, _, kind, label, holder in row["actors"]:
            assert kind in _ACTORS
            assert (holder == "none") == (label == 0)


def test_no_sentence_is_labelled_for_the_same_thing_twice() -> None:
    stances = [(row["article"], row["at"]) for name in ("chosen", "chosen_more") for row in rows(f"{name}.jsonl")]
    assert len(stances) == len(set(stances))
    for name in ("hedges.jsonl", "loaded.jsonl"):
        places = [(row["article"], row["at"]) for row in rows(name)]
        assert len(places) == len(set(places)) > 2000


def test_hedges_stand_in_their_sentences() -> None:
    for row in rows("hedges.jsonl"):
        assert all(0 <= start < end <= row["length"] for start, end, _ in row["cues"])
        assert {kind for *_, kind in row["cues"]} <= _KINDS


@pytest.mark.parametrize(
    "name",
    [
        "stance.jsonl",
        "articles.jsonl",
        "scope.jsonl",
        "chosen.jsonl",
        "chosen_more.jsonl",
        "hedges.jsonl",
        "loaded.jsonl",
        "second.jsonl",
    ],
)
def test_no_text_of_others_is_among_the_labels(name: str) -> None:
    def longest(value: Any) -> int:
        if isinstance(value, str):
            return len(value)
        if isinstance(value, dict):
            return max(map(longest, value.values()), default=0)
        return max(map(longest, value), default=0) if isinstance(value, list) else 0

    assert max(longest(row) for row in rows(name)) <= 16


def test_second_readings_are_places_and_labels() -> None:
    found = rows("second_twelve.jsonl")
    assert len({row["article"] for row in found}) == 12
    for row in found:
        assert all(0 <= start < end and kind in _KINDS for _, start, end, kind in row["cues"])
        assert set(row["kinds"]) <= set(framing.document.SOURCE_KINDS)
        assert len(row["sides"]) == 4
        assert set(row["sides"]) <= {-1, 0, 1}
        assert all(0 <= start < end for start, end, _ in row["forms"])


@pytest.mark.parametrize("name", ["whole.jsonl", "whole_second.jsonl"])
def test_mentions_of_whole_articles_stand_in_their_sentences(name: str) -> None:
    articles = [row["article"] for row in rows(name)]
    assert len(articles) == len(set(articles)) > 20
    for row in rows(name):
        ends = [end for _, end in row["sentences"]]
        assert all(one[1] <= other[0] for one, other in pairwise(row["sentences"]))
        for kind, side, spans in row["actors"]:
            assert kind in _ACTORS
            assert side in (-1, 0, 1)
            assert all(0 <= start < end <= ends[-1] for start, end in spans)
        for start, end, kind, voice in row["cues"]:
            assert any(low <= start < end <= high for low, high in row["sentences"])
            assert kind in _KINDS
            assert voice in ("author", "source")


@pytest.mark.parametrize("name", ["attributions.jsonl", "attributions_second.jsonl"])
def test_attributions_are_of_articles_and_actors_that_are_labelled(name: str) -> None:
    first = {row["article"]: row for row in rows("whole.jsonl")}
    second = {row["article"]: row for row in rows("whole_second.jsonl")}
    for row in rows(name):
        labels = first[row["article"]]
        if row["reader"] != labels["reader"]:
            labels = second[row["article"]]
        for source, cue, content, kind, mode, actor in row["attributions"]:
            assert content[0] < content[1]
            assert all(span is None or span[0] < span[1] for span in (source, cue))
            assert kind in framing.document.SOURCE_KINDS
            assert mode in ("direct", "mixed", "indirect")
            assert actor is None or 0 <= actor < len(labels["actors"])
