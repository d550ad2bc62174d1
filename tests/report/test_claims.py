import importlib

import pandas as pd
import pytest

import framing
from framing.report.claims import claims_table

compare = importlib.import_module("framing.compare")  # the package's own `compare` is the function
COLUMNS = (
    "claim", "profile", "sentence", "start", "end", "text", "source", "source_kind", "cue", "cue_kind", "mode",
    "hedging", "hedges", "voice", "n_profiles", "representative",
)  # fmt: skip


@pytest.fixture
def pair(profiles):
    return framing.compare([profiles["wall"], profiles["levy"]], names=["wall", "<levy>"])


def aligned(monkeypatch, *rows):
    """Give comparisons a level "claim" of these rows, whatever they have."""
    frame = pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows], columns=list(COLUMNS), dtype="object")
    before = compare.Comparison.to_frame
    monkeypatch.setattr(
        compare.Comparison,
        "to_frame",
        lambda self, level="statistic": frame if level == "claim" else before(self, level),
    )


def row(claim, profile, sentence, text, **more):
    known = dict.fromkeys(COLUMNS) | {"start": 0, "end": 1, "hedging": 0.0, "voice": "author", "n_profiles": 1}
    known |= {"claim": claim, "profile": profile, "sentence": sentence, "text": text} | more
    return tuple(known[column] for column in COLUMNS)


def test_claims_stand_side_by_side(pair, monkeypatch):
    aligned(
        monkeypatch,
        row(0, "wall", 1, "The wall <held>.", source="Bo Lind", source_kind="named_person", cue="said", mode="indirect",
            voice="quoted"),
        row(0, "<levy>", 2, "The wall may hold.", hedges="may"),
        row(1, "wall", 3, "Nobody slept."),
    )  # fmt: skip
    table = claims_table(pair)
    assert "The wall &lt;held&gt;." in table
    assert "Bo Lind</bdi> (named person), “<bdi>said</bdi>”, indirect" in table
    assert "the article itself, hedged: <bdi>may</bdi>" in table
    assert 'href="#a0s1"' in table
    assert 'href="#a1s2"' in table
    assert 'data-name="&lt;levy&gt;"' in table
    assert "1 said by one article alone" in table
    assert "none found" in table.partition("<details>")[2]
    page = pair.to_html()
    assert table in page
    assert 'id="a0s1"' in page


def test_articles_that_share_no_claim_say_so(pair, monkeypatch):
    aligned(monkeypatch, row(0, "wall", 1, "The wall held."))
    assert "No claim is made by more than one article." in claims_table(pair)


def test_without_claims_there_is_no_table(pair, monkeypatch):
    aligned(monkeypatch)
    assert claims_table(pair) == ""
    assert "#claims" not in pair.to_html()
