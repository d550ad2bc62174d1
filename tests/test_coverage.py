"""Claims over several articles: joined where they say the same, in any order, and nothing lost."""

import json
from itertools import pairwise, permutations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import schema
from framing.coverage import coverage
from framing.likeness import chances, joined, likenesses, units_of, weights
from framing.results import FramingProfile
from framing.tellings import Telling, tellings
from tests.texts import ARTICLES, ODD

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="an installed library comes without its seeds")

WIRE = """\
Fire closes ferry terminal at Lindholm

A fire closed the ferry terminal at Lindholm on Monday and 43 passengers were treated for smoke, the harbour \
authority said.

Two crew members were arrested, police said. “The doors were locked,” said Berit Hagen, who runs the kiosk.

The repairs could cost 7.5 million crowns.
"""
PARTISAN = """\
Negligent bosses turn terminal into a trap

Forty-three passengers choked on smoke after a blaze at the Lindholm terminal. Greedy owners ignored every warning.

“The doors were locked,” insisted Berit Hagen. The bill may reach 7.5m crowns, insiders claim.
"""
OTHER = "The choir sang in the old chapel. Nobody applauded until the end."


def key_of(claims, names):
    """Claims as sets of tellings under the names of their profiles, in the order of the claims."""
    return [
        (claim.text, sorted((names[told.profile], told.start, told.end) for told in claim.tellings)) for claim in claims
    ]


@pytest.fixture(scope="module")
def trio(analyzer):
    return [analyzer.analyze(text) for text in (WIRE, PARTISAN, OTHER)]


# --------------------------------------------------------------------------- tellings


@pytest.mark.parametrize("name", ARTICLES | ODD)
def test_tellings_are_disjoint_and_point_at_their_words(profiles, name):
    profile = profiles[name]
    found = tellings(profile)
    for told, following in pairwise(found):
        assert told.end <= following.start
    for told in found:
        sentence = profile.article.sentences[told.sentence]
        assert profile.article.text[told.start : told.end] == told.text
        assert sentence.span.start <= told.start < told.end <= sentence.span.end
        assert 0 <= told.hedging < 1
        assert (told.hedging > 0) == bool(told.hedges)
        assert (told.voice == "author") == (told.mode is None)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_sentence_is_told(profiles, name):
    profile = profiles[name]
    assert {told.sentence for told in tellings(profile)} == set(range(len(profile.sentences)))


def told_of(analyzer, text):
    return [(told.text, told.source, told.cue) for told in tellings(analyzer.analyze(text))]


def test_what_a_source_says_is_a_telling_of_its_own(analyzer):
    assert told_of(analyzer, "The dam may fail, Mayor Anna Brandt said.") == [
        ("The dam may fail", "Anna Brandt", "said")
    ]


def test_clauses_that_could_stand_alone_are_two(analyzer):
    text = "The road was closed, and four people were missing. Boats, nets and ropes were lost."
    assert [told for told, _, _ in told_of(analyzer, text)] == [
        "The road was closed",
        "four people were missing.",
        "Boats, nets and ropes were lost.",
    ]


def test_what_a_sentence_says_beside_its_source_is_told_too(analyzer):
    text = "The bridge was safe, Tom Reyes said, two days after the talks had ended without a deal."
    found = told_of(analyzer, text)
    assert found[0] == ("The bridge was safe", "Tom Reyes", "said")
    assert found[1][1] is None
    assert "talks had ended without a deal" in found[1][0]


def test_the_hedge_of_the_source_is_the_hedge_of_the_telling(analyzer):
    told = tellings(analyzer.analyze("Critics say the levy is a mistake."))[0]
    assert told.hedges == ("critics say",)
    assert told.hedging > 0


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Eleven people were killed in the fire.", "killed"),
        ("The mayor, who had resigned, has denied it.", "denied"),
        ("The council might not have known.", "known"),
        ("A fire!", None),
    ],
)
def test_the_verb_is_that_of_the_main_clause(analyzer, text, verb):
    assert tellings(analyzer.analyze(text))[0].verb == verb


# --------------------------------------------------------------------------- claims


def test_the_same_is_joined_and_the_rest_is_not(trio):
    claims = coverage(trio)
    shared = {claim.text: claim.profiles for claim in claims if len(claim.profiles) > 1}
    assert all(profiles == (0, 1) for profiles in shared.values())
    texts = " ".join(told.text for claim in claims if len(claim.profiles) > 1 for told in claim.tellings)
    assert "doors were locked" in texts
    assert "43 passengers" in texts
    assert "Forty-three passengers" in texts
    assert "7.5 million" in texts
    assert "7.5m" in texts
    assert "arrested" not in texts
    assert "Greedy" not in texts


def test_no_telling_is_lost_or_doubled(trio):
    told = [telling for claim in coverage(trio) for telling in claim.tellings]
    assert sorted(told, key=lambda item: (item.profile, item.start)) == [
        telling for index, profile in enumerate(trio) for telling in tellings(profile, index)
    ]


def test_claims_are_numbered_from_the_most_told(trio):
    claims = coverage(trio)
    assert [claim.id for claim in claims] == list(range(len(claims)))
    counts = [len(claim.profiles) for claim in claims]
    assert counts == sorted(counts, reverse=True)
    for claim in claims:
        assert claim.text in {told.text for told in claim.tellings}


def test_the_order_of_profiles_changes_nothing(trio):
    names = ["wire", "partisan", "other"]
    wanted = key_of(coverage(trio), names)
    for order in permutations(range(3)):
        assert key_of(coverage([trio[i] for i in order]), [names[i] for i in order]) == wanted


SENTENCES = (
    "The dam held on Friday.",
    "On Friday the dam held.",
    "Critics say the dam may fail.",
    "“The dam held,” said Anna Brandt.",
    "Some 40 boats sank, police said.",
    "Forty boats sank.",
    "Is it safe?",
    "Nobody knows.",
    "Ärzte in Łódź sahen 1.000 Fälle.",
    "部长说大坝可能会倒塌。",
)


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=2, max_size=4),
    st.randoms(use_true_random=False),
)
def test_any_order_of_any_articles_gives_the_same_claims(analyzer, texts, random):
    profiles = [analyzer.analyze(" ".join(text)) for text in texts]
    order = list(range(len(profiles)))
    random.shuffle(order)
    # Equal articles are told apart by nothing: compared are the words, not whose they are.
    there = [(c.text, sorted((texts[t.profile], t.start) for t in c.tellings)) for c in coverage(profiles)]
    mixed = [profiles[i] for i in order]
    back = [(c.text, sorted((texts[order[t.profile]], t.start) for t in c.tellings)) for c in coverage(mixed)]
    assert there == back


@pytest.mark.parametrize("name", ARTICLES | ODD)
def test_equal_profiles_share_every_claim(profiles, name):
    claims = coverage([profiles[name]] * 3)
    assert all(claim.profiles == (0, 1, 2) for claim in claims)


def test_nothing_gives_nothing(analyzer):
    assert coverage([]) == ()
    assert coverage([analyzer.analyze("?!…")] * 2) == ()
    assert [claim.profiles for claim in coverage([analyzer.analyze("Rain fell.")])] == [(0,)]


def test_the_likenesses_are_symmetric_and_know_all_weights(trio):
    units = units_of(trio)
    found = dict(likenesses(units))
    assert set(found) < set(weights())
    for alike in found.values():
        assert alike.shape == (len(units), len(units))
        assert abs(alike - alike.T).max() < 1e-12
        assert alike.min() >= 0
    probable = chances(units)
    assert ((probable >= 0) & (probable < 1)).all()
    assert len(set(joined(units, probable, 1.0))) == len({unit.key for unit in units})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sixty-four people were injured.", "64 people were injured."),
        ("It cost $1.3 million.", "It cost $1.3m."),
        ("Some 2,500 homes burned.", "Some 2500 homes burned."),
        ("They came at 4:50 a.m.", "They came at 4:50am."),
    ],
)
def test_numbers_are_one_however_they_are_written(analyzer, one, other):
    numbers = [
        [term for unit in units_of([analyzer.analyze(text)]) for term in unit.terms if term[0] == "#"]
        for text in (one, other)
    ]
    assert numbers[0] == numbers[1] != []


# --------------------------------------------------------------------------- tables


def test_the_claim_table(trio):
    frame = framing.compare(trio, names=["wire", "partisan", "other"]).to_frame("claim")
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == schema.COMPARISON["claim"]
    doors = frame[frame["text"].str.contains("doors were locked")]
    assert doors["cue"].tolist() == ["said", "insisted"]
    assert doors["claim"].nunique() == 1
    assert doors["identity"].nunique() == 1
    assert frame.groupby("claim")["representative"].any().all()
    assert (frame.groupby("claim")["profile"].nunique() == frame.groupby("claim")["n_profiles"].first()).all()


def test_the_coverage_table_is_a_matrix(trio):
    comparison = framing.compare(trio, names=["wire", "partisan", "other"])
    frame = comparison.to_frame("coverage")
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == schema.COMPARISON["coverage"]
    matrix = frame.pivot(index="claim", columns="profile", values="reported")
    assert matrix.shape == (len(coverage(trio)), 3)
    assert matrix.any(axis=1).all()
    assert (frame["reported"] == (frame["n_tellings"] > 0)).all()
    assert (frame["sentence"].isna() == ~frame["reported"]).all()
    assert frame["n_tellings"].sum() == len(comparison.to_frame("claim"))


@pytest.mark.parametrize("level", sorted(schema.COMPARISON))
@pytest.mark.parametrize("name", ODD)
def test_odd_articles_have_their_tables(profiles, level, name):
    comparison = framing.compare([profiles[name], profiles["plain"]], names=["a\ud800", "<b>"])
    frame = comparison.to_frame(level)
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == schema.COMPARISON[level]
    assert isinstance(frame, pd.DataFrame)


@pytest.mark.parametrize("level", ["sentence", ""])
def test_an_unknown_table_lists_the_known(level):
    with pytest.raises(ValueError, match="claim, coverage, wording"):
        schema.comparison_frame(level, ())


def test_claims_are_the_same_from_a_saved_profile(trio):
    saved = [FramingProfile.from_json(profile.to_json()) for profile in trio]
    assert coverage(saved) == coverage(trio)


def test_a_telling_is_frozen(trio):
    told = tellings(trio[0])[0]
    assert isinstance(told, Telling)
    with pytest.raises(AttributeError):
        told.text = "x"


# --------------------------------------------------------------------------- the labelled seeds


@needs_seeds
def test_the_labels_point_at_their_words():
    record = json.loads((SEEDS / "coverage.json").read_text(encoding="utf-8"))
    assert record["licence"] == "CC0-1.0"
    for claims in record["events"].values():
        assert len({claim["claim"] for claim in claims}) == len(claims)
        for claim in claims:
            assert len({telling["file"] for telling in claim["tellings"]}) > 1
            for telling in claim["tellings"]:
                text = (SEEDS / "articles" / telling["file"]).read_text(encoding="utf-8")
                assert text[telling["start"] : telling["end"]] == telling["text"]


@needs_seeds
def test_what_is_joined_does_not_get_worse():
    from benchmarks.coverage import figures, load

    for event in load("lexicon"):
        groups = joined(event.units, chances(event.units), weights()["join"])
        found = figures(event, groups)
        # Floors: what was reached when they were set, less a small margin; never lowered silently.
        assert found.pairs[0] >= 0.87
        assert found.pairs[2] >= 0.62
        assert found.b_cubed[2] >= 0.84
        assert found.b_cubed[2] > figures(event, range(len(event.units))).b_cubed[2] + 0.1


def test_too_many_tellings_are_refused_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    import framing.coverage as module

    monkeypatch.setattr(module, "_MOST", 1)
    profile = framing.analyze("Rain fell on Monday. Ana Ruiz left the port.", engine="lexicon")
    with pytest.raises(ValueError, match="too many"):
        module.coverage([profile, profile])


def test_a_single_word_in_common_joins_nothing(analyzer):
    texts = ("Science is deep skepticism, they wrote.", "The plan met with skepticism in the valley.")
    assert all(len(claim.profiles) == 1 for claim in coverage([analyzer.analyze(text) for text in texts]))
