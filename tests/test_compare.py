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
    with pytest.raises(ValueError, match="statistic, profile, actor"):
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
