import json

import pytest

import framing
from framing.norms import Norm, Norms, shipped_norms


@pytest.fixture(scope="module")
def norms(profiles):
    return Norms.from_profiles(profiles.values(), name="test articles")


def uniform(*values):
    return Norm(statistic="x", n=len(values), quantiles=tuple(values))


def test_a_percentile_is_the_share_below():
    norm = uniform(*[step / 100 for step in range(101)])
    assert norm.percentile(0.5) == 50
    assert norm.percentile(0.333) == 33.3
    assert norm.percentile(-1.0) == 0
    assert norm.percentile(7.0) == 100


def test_equal_values_count_half():
    norm = uniform(*[0.0] * 61, *[(step + 1) / 40 for step in range(40)])
    assert norm.percentile(0.0) == 30
    assert norm.percentile(-0.1) == 0
    assert norm.percentile(1.0) == 100
    assert uniform(*[0.5] * 101).percentile(0.5) == 50


def test_percentiles_rise_with_the_value():
    norm = uniform(*sorted([0.0] * 40 + [0.1] * 21 + [(step / 40) for step in range(40)]))
    values = [step / 200 for step in range(200)]
    found = [norm.percentile(value) for value in values]
    assert found == sorted(found)


def test_norms_come_from_profiles_and_tables_alike(profiles, norms):
    comparison = framing.compare(list(profiles.values()), names=list(profiles))
    again = Norms.from_frame(comparison.to_frame("profile"), engine=norms.engine, name="test articles")
    assert {norm.statistic: norm for norm in again.norms} == {norm.statistic: norm for norm in norms.norms}
    assert norms.n_articles == again.n_articles == len(profiles)


def test_profiles_are_ranked_among_own_articles(profiles, norms):
    profile = profiles["wall"].with_norms(norms)
    for item in profile.statistics:
        if "[" in item.statistic or item.value is None:
            assert item.percentile is None
        else:
            assert 0 <= item.percentile <= 100
            assert item.percentile == norms.percentile(item.statistic, item.value)
    assert dict(profile.provenance)["norms"] == f"test articles ({len(profiles)} articles)"
    assert profile.to_frame("statistic")["percentile"].notna().sum() > 20
    assert framing.FramingProfile.from_json(profile.to_json()) == profile


def test_norms_of_another_engine_are_refused(profile, norms):
    from dataclasses import replace

    with pytest.raises(ValueError, match="say nothing"):
        profile.with_norms(replace(norms, engine="abacus"))


def test_profiles_of_two_engines_make_no_norms(analyzer):
    one = analyzer.analyze("Rain fell.")
    other = framing.FramingProfile.from_dict({**one.to_dict(), "provenance": {"engine": "abacus"}})
    with pytest.raises(ValueError, match="one engine"):
        Norms.from_profiles([one, other])


def test_no_articles_make_no_norms():
    with pytest.raises(ValueError, match="at least one"):
        Norms.from_profiles([])


def test_norms_survive_a_file(norms, tmp_path):
    norms.save(tmp_path / "norms.json")
    assert Norms.load(tmp_path / "norms.json") == norms
    frame = norms.to_frame()
    assert (frame["minimum"] <= frame["median"]).all()
    assert (frame["median"] <= frame["maximum"]).all()


@pytest.mark.parametrize("broken", [{}, {"format": 9}, {"format": 1}, [], {"format": 1, "statistics": 3}])
def test_what_is_not_norms_is_refused(broken, tmp_path):
    (tmp_path / "norms.json").write_text(json.dumps(broken))
    with pytest.raises(ValueError, match="norms"):
        Norms.load(tmp_path / "norms.json")


@pytest.mark.parametrize("engine", framing.engines())
def test_shipped_norms_fit_the_statistics(engine):
    found = shipped_norms(engine)
    assert found is not None
    norms, _ = found
    assert norms.engine == engine
    assert norms.n_articles == 3000
    known = {norm.statistic for norm in norms.norms}
    profile = framing.analyze("Rain fell.", engine=engine)
    names = {item.statistic for item in profile.statistics if "[" not in item.statistic}
    assert known == names
    for norm in norms.norms:
        assert list(norm.quantiles) == sorted(norm.quantiles)


def test_an_engine_without_norms_has_none():
    assert shipped_norms("abacus") is None
