"""Every object that the library hands out: repr, equality, pickle, immutability, JSON, frames."""

import dataclasses
import inspect
import json
import pickle

import pandas as pd
import pytest

import framing
from framing import schema
from framing.document import TokenColumns


def objects(profile):
    """One of each class of object that a profile holds, by the name of its class."""
    article = profile.article
    scores = next(s for s in profile.sentences if s.stances)
    found = [
        profile,
        article,
        article.blocks[0],
        article.sentences[1],
        article.sentences[1].span,
        article.sentences[1].tokens[0],
        article.actors[0],
        article.actors[0].mentions[0],
        article.attributions[0],
        scores,
        scores.evidence[0],
        scores.stances[0],
        profile.statistics[0],
        framing.Config(min_mentions=2),
        framing.compare([profile, profile], names=["a", "b"]),
        framing.Norms.from_profiles([profile]),
    ]
    return {type(item).__name__: item for item in found}


CLASSES = sorted(
    name
    for name in framing.__all__
    if inspect.isclass(getattr(framing, name)) and dataclasses.is_dataclass(getattr(framing, name))
)


def test_the_classes_tested_here_are_all_there_are(profile):
    assert sorted(objects(profile)) == CLASSES


@pytest.mark.parametrize("name", CLASSES)
def test_repr_names_the_class_and_stays_short(profile, name):
    text = repr(objects(profile)[name])
    assert text.startswith(f"{name}(")
    assert len(text) < 2000
    assert "\n" not in text


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_gives_an_equal_object(profile, name, protocol):
    item = objects(profile)[name]
    copy = pickle.loads(pickle.dumps(item, protocol))
    assert copy == item
    assert copy is not item
    assert repr(copy) == repr(item)


@pytest.mark.parametrize("name", CLASSES)
def test_objects_are_frozen_slotted_hashable_and_made_by_keyword(profile, name):
    item = objects(profile)[name]
    assert not hasattr(item, "__dict__")
    assert isinstance(hash(item), int)
    field = dataclasses.fields(item)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(item, field, None)
    with pytest.raises(TypeError, match="positional"):
        type(item)(*(getattr(item, f.name) for f in dataclasses.fields(item)))


@pytest.mark.parametrize("name", CLASSES)
def test_objects_hold_nothing_that_can_be_changed(profile, name):
    item = objects(profile)[name]
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        assert isinstance(value, str | int | float | tuple | TokenColumns | None) or dataclasses.is_dataclass(value)


def test_a_profile_survives_json_through_a_file(profile, tmp_path):
    path = tmp_path / "profile.json"
    path.write_text(profile.to_json(), encoding="ascii")
    assert framing.FramingProfile.from_json(path.read_text(encoding="ascii")) == profile
    assert framing.FramingProfile.from_dict(json.loads(path.read_text(encoding="ascii"))) == profile


@pytest.mark.parametrize("level", schema.LEVELS)
def test_frames_survive_their_own_formats(profile, level, tmp_path):
    frame = profile.to_frame(level)
    frame.to_pickle(tmp_path / "frame.pickle")
    pd.testing.assert_frame_equal(pd.read_pickle(tmp_path / "frame.pickle"), frame)
    frame.to_csv(tmp_path / "frame.csv", index=False)
    assert len(pd.read_csv(tmp_path / "frame.csv")) == len(frame)


@pytest.mark.parametrize("level", schema.LEVELS)
def test_frames_of_several_articles_can_be_stacked(profiles, level):
    frames = [profile.to_frame(level) for profile in profiles.values() if len(profile.to_frame(level))]
    stacked = pd.concat(frames, ignore_index=True)
    assert {column: str(dtype) for column, dtype in stacked.dtypes.items()} == schema.LEVELS[level]


def test_changing_a_frame_changes_no_profile(profile):
    frame = profile.to_frame("sentence")
    frame.loc[:, "loaded"] = 99.0
    assert profile.to_frame("sentence")["loaded"].max() <= 1


ERRORS = [
    getattr(framing, name)
    for name in framing.__all__
    if inspect.isclass(getattr(framing, name)) and issubclass(getattr(framing, name), Exception)
]


@pytest.mark.parametrize("error", ERRORS)
def test_errors_are_ours_and_the_builtin_a_caller_expects(error):
    assert issubclass(error, framing.FramingError)
    if error is not framing.FramingError:
        assert issubclass(error, ValueError | ImportError | KeyError)
    made = error("what to do")
    assert str(made) == "what to do"
    copy = pickle.loads(pickle.dumps(made))
    assert (type(copy), str(copy)) == (error, "what to do")
