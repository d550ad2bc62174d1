import math
import random

import pytest

import framing
from framing.aggregate import aggregate, difference_statistic, mean_statistic, share_statistic
from framing.document import MODES, SOURCE_KINDS
from tests.texts import ARTICLES, placed

# --------------------------------------------------------------------------- means


def test_nothing_to_count_is_none_and_not_0():
    for found in (mean_statistic("x", []), share_statistic("x", 0, 0), difference_statistic("x", [], [])):
        assert (found.value, found.low, found.high, found.n) == (None, None, None, 0)


def test_one_value_has_no_interval():
    found = mean_statistic("x", [0.4])
    assert (found.value, found.low, found.high, found.n) == (0.4, None, None, 1)


def test_equal_values_have_an_interval_of_no_width():
    found = mean_statistic("x", [0.25] * 7)
    assert (found.low, found.value, found.high) == (0.25, 0.25, 0.25)


def test_mean_and_student_interval_of_a_worked_example():
    # 2, 4, 6 on a scale to 10: mean 4, standard deviation 2, t(2) = 4.303.
    found = mean_statistic("x", [2.0, 4.0, 6.0], 0.0, 10.0)
    assert found.value == 4.0
    assert found.low == pytest.approx(max(0.0, 4 - 4.303 * 2 / math.sqrt(3)), abs=0.01)
    assert found.high == pytest.approx(4 + 4.303 * 2 / math.sqrt(3), abs=0.01)


@pytest.mark.parametrize(
    ("n", "quantile"), [(2, 12.706), (3, 4.303), (4, 3.182), (6, 2.571), (11, 2.228), (31, 2.042), (121, 1.980)]
)
def test_the_half_width_is_students(n, quantile):
    values = [float(place % 2) for place in range(n)]
    found = mean_statistic("x", values, -100.0, 100.0)
    mean = sum(values) / n
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    assert (found.high - found.value) / (spread / math.sqrt(n)) == pytest.approx(quantile, rel=0.015)


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-1.0, 1.0)])
def test_intervals_contain_the_value_and_keep_the_range(low, high):
    generator = random.Random(1)
    for _ in range(300):
        values = [generator.choice([low, high, generator.uniform(low, high)]) for _ in range(generator.randint(2, 12))]
        found = mean_statistic("x", values, low, high)
        assert low <= found.low <= found.value <= found.high <= high
        assert found.n == len(values)


def test_more_of_the_same_narrows_the_interval():
    widths = []
    for times in (2, 4, 16, 64):
        found = mean_statistic("x", [0.2, 0.8] * times)
        widths.append(found.high - found.low)
    assert widths == sorted(set(widths), reverse=True)


def test_the_order_of_values_does_not_matter():
    values = [random.Random(2).random() for _ in range(50)]
    shuffled = values[:]
    random.Random(3).shuffle(shuffled)
    assert mean_statistic("x", values) == mean_statistic("x", shuffled)


# --------------------------------------------------------------------------- shares


@pytest.mark.parametrize("n", [1, 2, 5, 10, 100, 10_000])
def test_wilson_contains_the_share_and_keeps_the_range(n):
    for count in {0, 1, n // 3, n // 2, n}:
        found = share_statistic("x", count, n)
        assert found.value == count / n
        assert 0 <= found.low <= found.value <= found.high <= 1
        assert found.n == n


def test_wilson_of_a_worked_example():
    # Newcombe 1998, table I: 81 of 263 has the score interval 0.2553 to 0.3662.
    found = share_statistic("x", 81, 263)
    assert (found.low, found.high) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))


def test_wilson_at_0_and_1_has_width_and_mirrors():
    none, all_of = share_statistic("x", 0, 20), share_statistic("x", 20, 20)
    assert none.low == 0.0 < none.high < 0.2
    assert all_of.high == 1.0 > all_of.low > 0.8
    assert none.high == pytest.approx(1 - all_of.low)
    third, rest = share_statistic("x", 5, 15), share_statistic("x", 10, 15)
    assert third.low == pytest.approx(1 - rest.high)


# --------------------------------------------------------------------------- differences


def test_a_difference_is_minus_itself_backwards():
    first, second = [0.1, 0.4, 0.3], [0.6, 0.9]
    one, other = difference_statistic("x", first, second), difference_statistic("x", second, first)
    assert one.value == -other.value == pytest.approx(0.8 / 3 - 0.75)
    assert one.low == pytest.approx(-other.high)
    assert one.n == other.n == 5


def test_a_difference_contains_its_value_and_says_how_many():
    found = difference_statistic("x", [0.9], [0.1, 0.2, 0.3])
    assert found.low <= found.value <= found.high
    assert found.n == 4


def test_two_single_values_differ_without_an_interval():
    found = difference_statistic("x", [0.9], [0.2])
    assert (found.value, found.low, found.high) == (pytest.approx(0.7), None, None)


# --------------------------------------------------------------------------- coverage


def test_student_intervals_cover_about_95_percent():
    generator = random.Random(4)
    covered = 0
    for _ in range(2000):
        found = mean_statistic("x", [generator.gauss(0.0, 1.0) for _ in range(8)], -99.0, 99.0)
        covered += found.low <= 0.0 <= found.high
    assert 0.935 <= covered / 2000 <= 0.965


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_wilson_intervals_cover_about_95_percent(share):
    generator = random.Random(5)
    covered = 0
    for _ in range(2000):
        found = share_statistic("x", sum(generator.random() < share for _ in range(30)), 30)
        covered += found.low <= share <= found.high
    assert 0.92 <= covered / 2000 <= 0.985


# --------------------------------------------------------------------------- of an article


def test_every_article_has_the_same_statistics_before_those_of_its_actors(profiles):
    names = {tuple(s.statistic for s in profile.statistics if "[" not in s.statistic) for profile in profiles.values()}
    assert len(names) == 1
    for profile in profiles.values():
        assert len({s.statistic for s in profile.statistics}) == len(profile.statistics)


def test_intervals_of_articles_contain_their_value(profiles):
    for profile in profiles.values():
        for found in profile.statistics:
            assert (found.value is None) == (found.n == 0) or "gap" in found.statistic
            if found.low is not None:
                assert found.low - 1e-12 <= found.value <= found.high + 1e-12
            assert (found.low is None) == (found.high is None)


def test_an_article_without_speech_or_headline_has_none_there(analyzer):
    profile = analyzer.analyze("The bridge carries two lanes. It opened at noon.")
    for name in ("attribution_mean", "attribution_vague_share", "loaded_quoted", "loaded_headline", "stance_mean"):
        assert (profile[name].value, profile[name].n) == (None, 0)
    for name in ("loaded_mean", "hedging_mean", "hedging_share", "attribution_share"):
        assert (profile[name].value, profile[name].n) == (0.0, 2)


def test_statistics_follow_from_the_sentences(profiles):
    for name in ARTICLES:
        profile = profiles[name]
        n = len(profile.sentences)
        for dimension in ("loaded", "hedging"):
            values = [getattr(scores, dimension) for scores in profile.sentences]
            assert profile[f"{dimension}_mean"].value == pytest.approx(sum(values) / n)
            assert profile[f"{dimension}_share"].value == sum(value > 0 for value in values) / n
        spoken = [scores.attribution for scores in profile.sentences if scores.attribution is not None]
        assert profile["attribution_share"].value == len(spoken) / n
        assert profile["attribution_mean"].n == len(spoken)
        assert profile.statistics == aggregate(profile.article, profile.sentences)


def test_shares_of_kinds_and_of_modes_add_up_to_1(profiles):
    for name in ("wall", "levy"):
        for parts in (SOURCE_KINDS, MODES):
            shares = [profiles[name][f"attribution_{part}_share"] for part in parts]
            assert sum(share.value for share in shares) == pytest.approx(1)
            assert len({share.n for share in shares}) == 1


def test_headline_and_body_are_told_apart(analyzer):
    article = placed(("headline", "Shameful deal"), ("body", "The bridge carries two lanes. It opened at noon."))
    profile = analyzer.analyze(article)
    assert profile["loaded_headline"].n == 1
    assert profile["loaded_body"].n == 2
    assert profile["loaded_headline_gap"].value == pytest.approx(profile["loaded_headline"].value)
    assert profile["loaded_body"].value == 0.0


def test_voices_are_averaged_over_the_sentences_that_have_them(analyzer):
    profile = analyzer.analyze("“It is shameful,” said Ida Moreau. It rained. It snowed.")
    assert (profile["loaded_quoted"].n, profile["loaded_author"].n) == (1, 3)
    assert profile["loaded_author"].value == 0.0 < profile["loaded_quoted"].value


def test_actors_with_a_stance_have_their_own_statistics(analyzer):
    profile = analyzer.analyze("Tom Reyes lied. “Tom Reyes is a liar,” said Ida Moreau. Norway paid.")
    assert profile["stance_mean[reyes]"].n == 2
    assert profile["stance_author[reyes]"].n == profile["stance_quoted[reyes]"].n == 1
    with pytest.raises(KeyError, match="no statistic"):
        profile["stance_mean[norway]"]


def test_statistics_are_what_they_are_named(profile):
    assert all(isinstance(found, framing.Statistic) for found in profile.statistics)
    prefixes = ("loaded_", "hedging_", "attribution_", "stance_")
    assert all(found.statistic.startswith(prefixes) for found in profile.statistics)
