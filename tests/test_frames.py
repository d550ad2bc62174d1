"""The five generic frames: sums of evidence, no name among it, and a sense of what is plain."""

import json
import math
from pathlib import Path

import pandas as pd
import pytest

import framing
from benchmarks.texts import prose
from framing import schema
from framing.frames import FRAMES, combine_frame, find_rows, frames_of
from framing.lexicon import load_lexicons
from tests.texts import ODD

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "frames"

FRAMED = {
    "conflict": "The two unions accused each other of lying and clashed at the gate.",
    "responsibility": "The ministry ignored the warnings and is to blame for the collapse.",
    "morality": "Selling places on the list is immoral, a sin against the poor.",
    "human_interest": "The widow wept when she held her late husband's photograph.",
    "economic": "Sales fell 9 per cent and the company lost 40 million euros in revenue.",
}
PLAIN = (
    "The clinic is open from eight to five.",
    "Snow fell above 1,800 metres overnight.",
    "The ballot papers are yellow and will be counted by hand.",
    "The comet will be visible low in the west after sunset.",
)
TWO = (
    "Norway blamed Japan for the dispute over the tariff. Anna Berg, a widow, wept in Oslo. "
    "{a} rejected the offer, and {b} called it immoral. The cost is 40 million euros."
)


@pytest.fixture(scope="module")
def analyzer():
    return framing.Analyzer("lexicon")


def present(profile):
    return {item.frame for item in profile.frames if item.level == "sentence" and item.present}


@pytest.mark.parametrize("frame", FRAMES)
def test_every_frame_is_found_where_it_is_meant(analyzer, frame):
    assert frame in present(analyzer.analyze(FRAMED[frame]))


@pytest.mark.parametrize("text", PLAIN)
def test_plain_sentences_have_no_frame(analyzer, text):
    assert present(analyzer.analyze(text)) == set()


def test_evidence_and_intercept_add_up_to_the_log_odds(analyzer):
    profile = analyzer.analyze(" ".join([*FRAMED.values(), *PLAIN]))
    for item in profile.frames:
        odds = item.intercept + math.fsum(evidence.contribution for evidence in item.evidence)
        assert item.score == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-12)
        assert item.score == combine_frame(item.evidence, item.intercept)
        for evidence in item.evidence:
            assert profile.article.text[evidence.span.start : evidence.span.end] == evidence.text
            assert evidence.contribution > 0
            assert evidence.origin.startswith(f"frames/{item.frame}.tsv:")


def test_each_use_of_a_row_says_less_and_they_sum_to_the_logarithm(analyzer):
    profile = analyzer.analyze("The widow wept. The widow slept. The widow left.")
    item = next(item for item in profile.frames if item.frame == "human_interest")
    worth = [evidence.contribution for evidence in item.evidence if evidence.text == "widow"]
    assert worth == sorted(worth, reverse=True)
    assert len(set(worth)) == 3
    assert sum(worth) == pytest.approx(worth[0] * math.log2(4))


def test_order_and_levels(analyzer):
    profile = analyzer.analyze("Rain fell. The widow wept.")
    assert [(item.level, item.sentence, item.frame) for item in profile.frames] == [
        *[("article", None, frame) for frame in FRAMES],
        *[("sentence", index, frame) for index in (0, 1) for frame in FRAMES],
    ]
    shares = {item.frame: item.share for item in profile.frames if item.level == "article"}
    assert shares["human_interest"] == 0.5
    assert shares["economic"] == 0.0
    assert all(item.share is None for item in profile.frames if item.level == "sentence")


def test_swapping_two_names_changes_nothing(analyzer):
    one, other = (
        analyzer.analyze(TWO.format(a=a, b=b)).frames
        for a, b in (("Ivan Petrov", "Omar Diallo"), ("Omar Diallo", "Ivan Petrov"))
    )
    assert [item.score for item in one] == [item.score for item in other]
    swapped = TWO.replace("Norway", "#").replace("Japan", "Norway").replace("#", "Japan").format(a="A", b="B")
    assert [item.score for item in analyzer.analyze(swapped).frames] == [
        item.score for item in analyzer.analyze(TWO.format(a="A", b="B")).frames
    ]


def test_words_of_names_are_no_evidence(analyzer):
    for text in ("Yesterday Maria Bishop met Tom Price.", "They flew with the Faith Company of Grace Banks."):
        assert [item.evidence for item in analyzer.analyze(text).frames if item.evidence] == []


def test_a_headline_in_capitals_is_read(analyzer):
    article = framing.read(
        "Ministers Clash Over Costly Bailout Plan\n\nRain fell in the hills on Sunday morning, they said."
    )
    found = find_rows(article)[0]
    assert [match.entry.term for match in found[FRAMES.index("conflict")]] != []


def test_rows_name_no_actor():
    actors = {entry.term.lower() for entry in load_lexicons()["actors"].entries if entry.file in NAMES}
    rows = load_lexicons()["frames"].matched
    assert [row.term for row in rows if row.term.lower() in actors] == []


NAMES = ("countries.tsv", "groups.tsv", "organisations.tsv", "places.tsv")


def test_quoted_words_have_the_voice_of_their_source(analyzer):
    profile = analyzer.analyze("“It is immoral,” said Ana Ruiz.")
    voices = {evidence.voice for item in profile.frames for evidence in item.evidence if evidence.text == "immoral"}
    assert voices == {"quoted"}


def test_the_same_from_disk_and_every_time(analyzer):
    profile = analyzer.analyze(" ".join(FRAMED.values()))
    assert profile.frames == profile.frames
    assert framing.FramingProfile.from_dict(profile.to_dict()).frames == profile.frames


def test_table(analyzer):
    frame = analyzer.analyze("The widow wept.").to_frame("frame")
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == schema.LEVELS["frame"]
    assert len(frame) == 2 * len(FRAMES)
    assert frame["sentence"].isna().tolist() == [True] * 5 + [False] * 5
    row = frame.iloc[8]
    assert (row["frame"], row["text"], row["present"]) == ("human_interest", "The widow wept.", True)
    assert set(row["evidence"].split("; ")) == {"widow", "wept"}
    assert frame["score"].between(0, 1).all()
    assert pd.isna(frame.loc[0, "start"])


@pytest.mark.parametrize("text", ["", "   ", "…", *ODD])
def test_any_text_is_taken(text):
    article = prose(text)
    scores = frames_of(article)
    assert len(scores) == len(FRAMES) * (1 + len(article.sentences))
    if not article.sentences:
        assert all(item.share is None and item.evidence == () for item in scores)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="an installed library comes without its seeds")
def test_seeds_are_well_formed():
    records = [json.loads(line) for line in (SEEDS / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (
        len({record["id"] for record in records}) == len({record["text"] for record in records}) == len(records) >= 400
    )
    for record in records:
        assert set(record["frames"]) <= set(FRAMES)
        assert (record["phenomenon"] in ("trap", "plain")) == (record["frames"] == []), record["id"]
    lines = [line.split("\t") for line in (SEEDS / "news.tsv").read_text(encoding="utf-8").splitlines()]
    assert lines[0] == ["article", "sentence", "part", "frames"]
    assert all(part in ("fit", "test") and set(frames.split()) <= set(FRAMES) for _, _, part, frames in lines[1:])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="an installed library comes without its seeds")
def test_traps_and_plain_sentences_stay_silent(analyzer):
    """Sentences that the weights were fitted on: a floor against silly rows, no estimate of accuracy."""
    records = [json.loads(line) for line in (SEEDS / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    quiet = [record["text"] for record in records if not record["frames"]]
    fired = [text for text in quiet if present(analyzer.analyze(text))]
    assert len(fired) <= 0.06 * len(quiet), fired
