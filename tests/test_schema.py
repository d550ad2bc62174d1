import re

import pandas as pd
import pytest

from framing import schema
from tests.texts import ARTICLES, ODD

# The columns that other code relies on (API.md); more may follow them.
PUBLIC = {
    "block": "block start end zone text",
    "sentence": "sentence paragraph zone start end text loaded loaded_author loaded_quoted hedging attribution "
    "n_stances",
    "evidence": "sentence dimension kind start end text contribution voice origin",
    "attribution": "attribution sentence source source_start source_end cue cue_start cue_end content content_start "
    "content_end mode source_kind actor strength",
    "actor": "actor name kind aliases n_mentions mention_share in_headline stance_mean stance_author stance_quoted",
    "source": "source actor source_kind named n_attributions n_words word_share n_direct n_mixed n_indirect",
    "stance": "sentence actor holder start end negative neutral positive stance",
    "statistic": "statistic value low high n",
    "frame": "frame level sentence start end text score present share n_evidence evidence",
}


def test_the_public_columns_come_first_and_in_order():
    assert list(schema.LEVELS) == list(PUBLIC)
    for level, columns in PUBLIC.items():
        wanted = columns.split()
        assert list(schema.LEVELS[level])[: len(wanted)] == wanted


@pytest.mark.parametrize("level", PUBLIC)
@pytest.mark.parametrize("name", ARTICLES | ODD)
def test_every_frame_has_exactly_its_columns_and_dtypes(profiles, level, name):
    frame = profiles[name].to_frame(level)
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == schema.LEVELS[level]
    assert list(frame.index) == list(range(len(frame)))


@pytest.mark.parametrize("level", PUBLIC)
def test_an_empty_frame_is_of_the_same_shape(level):
    frame = schema.frame(level, ())
    assert len(frame) == 0
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == schema.LEVELS[level]


def test_missing_is_never_zero():
    row = dict.fromkeys(schema.LEVELS["attribution"], None) | {
        "attribution": 0, "sentence": 0, "content_start": 0, "content_end": 4, "strength": 0.0,
    }  # fmt: skip
    frame = schema.frame("attribution", [row])
    assert frame.loc[0, "source_start"] is pd.NA
    assert frame.loc[0, "content_start"] == 0


@pytest.mark.parametrize("level", ["Sentence", "", "quotes", "__class__"])
def test_an_unknown_level_lists_the_known(level, profile):
    for call in (lambda: schema.frame(level, ()), lambda: profile.to_frame(level)):
        with pytest.raises(ValueError, match="level must be one of block, sentence, evidence") as caught:
            call()
        assert re.search(re.escape(repr(level)), str(caught.value))
