import math
from html.parser import HTMLParser

import pandas as pd
import pytest

import framing
from tests.texts import PLAIN


@pytest.fixture(scope="module")
def pair(profiles):
    return [profiles["wall"], profiles["levy"]]


def test_the_first_is_the_reference_and_differences_are_target_minus_it(pair):
    frame = framing.compare(pair, names=["a", "b"]).to_frame()
    assert set(frame["reference"]) == {"a"}
    assert set(frame["target"]) == {"b"}
    known = frame.dropna(subset=["difference"])
    assert len(known) > 5
    for row in known.itertuples():
        assert row.value == pair[1][row.statistic].value
        assert row.reference_value == pair[0][row.statistic].value
        assert row.difference == pytest.approx(row.value - row.reference_value)
        if not math.isnan(row.low):
            assert row.low <= row.difference <= row.high


def test_compare_backwards_is_minus_compare(pair):
    forth = framing.compare(pair, names=["a", "b"]).to_frame().set_index("statistic")
    back = framing.compare(pair[::-1], names=["b", "a"]).to_frame().set_index("statistic").loc[forth.index]
    pd.testing.assert_series_equal(forth["difference"], -back["difference"])
    pd.testing.assert_series_equal(forth["low"], -back["high"], check_names=False)
    pd.testing.assert_series_equal(forth["high"], -back["low"], check_names=False)


def test_a_profile_compared_with_itself_differs_by_nothing(profile):
    frame = framing.compare([profile, profile], names=["a", "b"]).to_frame()
    assert (frame["difference"].dropna() == 0).all()
    known = frame.dropna(subset=["low"])
    assert len(known)
    assert ((known["low"] <= 0) & (known["high"] >= 0)).all()


def test_undefined_is_missing_and_not_zero(profiles):
    frame = framing.compare([profiles["plain"], profiles["wall"]], names=["a", "b"]).to_frame().set_index("statistic")
    assert math.isnan(frame.loc["attribution_mean", "reference_value"])
    assert math.isnan(frame.loc["attribution_mean", "difference"])


def test_several_targets_have_the_one_reference(profiles):
    comparison = framing.compare(list(profiles.values())[:3], names=["a", "b", "c"])
    frame = comparison.to_frame("statistic")
    assert frame["target"].drop_duplicates().tolist() == ["b", "c"]
    wide = comparison.to_frame("profile")
    assert wide.index.tolist() == ["a", "b", "c"]
    assert (wide.dtypes == "float64").all()


def test_the_actor_level_stacks_the_actor_frames(pair):
    frame = framing.compare(pair, names=["a", "b"]).to_frame("actor")
    assert frame.columns[0] == "profile"
    assert frame["profile"].value_counts().to_dict() == {"a": len(pair[0].actors), "b": len(pair[1].actors)}


def test_articles_without_actors_can_be_compared(analyzer):
    plain = analyzer.analyze(PLAIN)
    assert framing.compare([plain, plain], names=["a", "b"]).to_frame("actor").empty


def test_names_come_from_outlets_then_titles_then_numbers(analyzer):
    def made(**metadata):
        return analyzer.analyze(PLAIN, **metadata)

    assert framing.compare([made(outlet="A"), made(outlet="B", title="T")]).names == ("A", "B")
    assert framing.compare([made(outlet="A", title="S"), made(outlet="A", title="T")]).names == ("S", "T")
    assert framing.compare([made(), made()]).names == ("article 1", "article 2")


@pytest.mark.parametrize("names", [["a"], ["a", "a"], ["a", "b", "c"], []])
def test_names_must_fit(pair, names):
    with pytest.raises(ValueError, match="2 different names"):
        framing.compare(pair, names=names)


@pytest.mark.parametrize("number", [0, 1])
def test_it_takes_two(pair, number):
    with pytest.raises(ValueError, match=f"at least two profiles, got {number}"):
        framing.compare(pair[:number])


def test_any_iterable_of_profiles_will_do(pair):
    assert framing.compare(iter(pair), names=["a", "b"]) == framing.compare(pair, names=["a", "b"])


def test_an_unknown_level_lists_the_known(pair):
    with pytest.raises(ValueError, match="statistic, group, profile, actor"):
        framing.compare(pair).to_frame("evidence")


HOSTILE = ["<script>alert(1)</script>", 'a\ud800 & "b"\'']


def test_pages_escape_names_and_are_self_contained(pair, tmp_path):
    comparison = framing.compare(pair, names=HOSTILE)
    path = tmp_path / "out.html"
    page = comparison.to_html(path)
    assert path.read_text(encoding="utf-8") == page
    for text, n_scripts in ((page, 1), (comparison._repr_html_(), 0)):
        assert text.count("<script") == n_scripts
        assert "&lt;script&gt;" in text

    tags = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)
            assert "src" not in dict(attrs)
            assert dict(attrs).get("href", "#")[0] == "#" or tag == "link"

    Reader().feed(page)
    assert {"table", "style", "title"} <= set(tags)
    assert not {"iframe", "img", "object"} & set(tags)


@pytest.mark.parametrize("level", ["statistic", "profile", "actor"])
def test_frames_take_any_name(pair, level):
    assert len(framing.compare(pair, names=HOSTILE).to_frame(level))


def test_repr_names_the_profiles(pair):
    assert repr(framing.compare(pair, names=["a", "b"])) == "Comparison(a, b)"


# --------------------------------------------------------------------------- differences and groups


def test_actors_are_aligned_by_who_they_are(analyzer):
    one = analyzer.analyze("Norway signed the treaty. Norway praised the deal. Norway left.")
    two = analyzer.analyze("Oslo attacked the treaty. The Norwegian government condemned the deal.")
    frame = framing.compare([one, two], names=["a", "b"]).to_frame().set_index("statistic")
    assert "stance_mean[NOR]" in frame.index


def test_effects_and_p_values_change_sign_or_stay(pair):
    forth = framing.compare(pair, names=["a", "b"]).to_frame().set_index("statistic")
    back = framing.compare(pair[::-1], names=["b", "a"]).to_frame().set_index("statistic").loc[forth.index]
    pd.testing.assert_series_equal(forth["effect"], -back["effect"])
    for column in ("p", "p_adjusted"):
        pd.testing.assert_series_equal(forth[column], back[column])
    known = forth.dropna(subset=["p"])
    assert len(known) > 20
    assert (known["p_adjusted"] >= known["p"] - 1e-12).all()
    assert known["p"].between(0, 1).all()


def test_a_profile_and_itself_are_not_called_different(profile):
    frame = framing.compare([profile, profile], names=["a", "b"]).to_frame()
    known = frame.dropna(subset=["p"])
    assert (known["p"] > 0.99).all()


def test_plainly_different_articles_are_called_different(analyzer):
    plain = analyzer.analyze(" ".join(f"The council met on day {day}." for day in range(20)))
    hedged = analyzer.analyze(" ".join(f"The council may perhaps meet on day {day}." for day in range(20)))
    frame = framing.compare([plain, hedged], names=["a", "b"]).to_frame().set_index("statistic")
    row = frame.loc["hedging_share"]
    assert row["difference"] == 1.0
    assert row["low"] > 0.5
    assert row["p_adjusted"] < 0.001


def test_groups_are_compared_article_by_article(analyzer):
    texts = [f"Rain fell on day {day}. The pier closed." for day in range(4)]
    texts += [f"Rain may have fallen on day {day}. Some believe the pier may close." for day in range(4)]
    profiles = [analyzer.analyze(text) for text in texts]
    comparison = framing.compare(profiles, groups=["plain"] * 4 + ["hedged"] * 4)
    groups = comparison.to_frame("group").set_index(["group", "statistic"])
    assert groups.loc[("plain", "hedging_share"), "value"] == 0.0
    assert groups.loc[("plain", "hedging_share"), "n"] == 4
    assert groups.loc[("hedged", "hedging_mean"), "value"] == pytest.approx(
        sum(profile["hedging_mean"].value for profile in profiles[4:]) / 4
    )
    frame = comparison.to_frame("statistic").set_index("statistic")
    assert set(frame["target"]) == {"hedged"}
    assert frame.loc["hedging_share", "difference"] == 1.0


def test_groups_must_fit(pair):
    with pytest.raises(ValueError, match="one label a profile"):
        framing.compare(pair, groups=["a"])


def test_intervals_of_differences_hold():
    import numpy as np

    from framing.contrast import differences
    from framing.resampling import Measures

    rng = np.random.default_rng(7)
    held = total = false = 0
    for _ in range(3):
        sides = []
        for n, shift in ((25, 0.0), (40, 0.1)):
            measures = Measures(n)
            for run in range(300):
                scores = np.where(rng.random(n) < 0.5, rng.beta(2, 4, n), 0.0) + shift
                measures.mean(str(run), scores.tolist())
            sides.append(measures.estimate())
        rows = differences(["a", "b"], sides)
        held += sum(row["low"] <= 0.1 <= row["high"] for row in rows)
        total += len(rows)
        same = differences(["a", "b"], [sides[0], sides[0]])
        false += sum(row["p_adjusted"] < 0.05 for row in same)
    assert 0.93 <= held / total <= 0.97
    assert false == 0
