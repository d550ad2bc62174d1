import math

import numpy as np
import pytest

from framing.resampling import RESAMPLES, Measures, student


def one(values, **bounds):
    measures = Measures(len(values))
    measures.mean("x", values, **bounds)
    return measures.estimate()


def interval(found, place=0):
    return found.lows[place], found.values[place], found.highs[place]


# --------------------------------------------------------------------------- single measures


def test_nothing_to_count_is_undefined_and_not_0():
    measures = Measures(3)
    measures.mean("mean", [None, None, None])
    measures.ratio("ratio", [0.0] * 3, [0.0] * 3)
    measures.gap("gap", "mean", "ratio")
    measures.diversity("sources", [{}, {}, {}])
    measures.plain("longest", None, 0)
    found = measures.estimate()
    assert found.names == ("mean", "ratio", "gap", "sources", "longest")
    for column in (found.values, found.lows, found.highs):
        assert np.isnan(column).all()
    assert found.counts.tolist() == [0, 0, 0, 0, 0]


def test_no_units_at_all():
    measures = Measures(0)
    measures.mean("mean", [])
    measures.quantile("quantile", [], 0.9)
    measures.weighted_mean("weighted", [], [])
    assert np.isnan(measures.estimate().values).all()


def test_one_unit_has_a_value_and_no_interval():
    found = one([None, 0.4, None])
    assert found.values[0] == 0.4
    assert math.isnan(found.lows[0])
    assert found.counts[0] == 1


def test_many_things_in_one_unit_have_no_interval():
    measures = Measures(3)
    measures.ratio("x", [0.0, 3.0, 0.0], [0.0, 4.0, 0.0])
    found = measures.estimate()
    assert (found.values[0], found.counts[0]) == (0.75, 4)
    assert math.isnan(found.highs[0])


def test_units_that_agree_leave_room_for_others():
    low, value, high = interval(one([0.0] * 20))
    assert low == value == 0
    assert high == pytest.approx(3.8415 / 23.8415, abs=1e-4)  # Wilson's bound for none of twenty
    low, value, high = interval(one([1.0] * 20))
    assert low == pytest.approx(1 - 3.8415 / 23.8415, abs=1e-4)
    assert value == high == 1


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-1.0, 1.0)])
def test_intervals_contain_the_value_and_keep_the_range(low, high):
    rng = np.random.default_rng(1)
    for _ in range(100):
        values = rng.uniform(low, high, rng.integers(2, 12)).tolist()
        values[0] = rng.choice([low, high])
        found = interval(one(values, low=low, high=high))
        assert low <= found[0] <= found[1] <= found[2] <= high


def test_more_of_the_same_narrows_the_interval():
    widths = []
    for times in (1, 2, 4, 16, 64):
        low, _, high = interval(one([0.2, 0.8] * times))
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == 1.0  # two sentences say next to nothing
    assert widths[-1] < 0.15


def test_estimates_depend_on_the_numbers_alone():
    values = np.random.default_rng(2).random(30).tolist()
    first = one(values)
    one([0.1] * 7)
    again = one(values)
    assert (first.lows[0], first.highs[0]) == (again.lows[0], again.highs[0])
    alone, among = Measures(30), Measures(30)
    alone.mean("x", values)
    for name in "abc":
        among.mean(name, values[::-1])
    among.mean("x", values)
    assert interval(alone.estimate()) == pytest.approx(interval(among.estimate(), 3))


def test_a_gap_is_minus_itself_backwards():
    values = np.random.default_rng(3).random(24).tolist()
    measures = Measures(24)
    measures.mean("a", [value if place < 9 else None for place, value in enumerate(values)])
    measures.mean("b", [value if place >= 9 else None for place, value in enumerate(values)])
    measures.gap("there", "a", "b")
    measures.gap("back", "b", "a")
    found = measures.estimate()
    assert found.values[2] == -found.values[3]
    assert found.lows[2] == pytest.approx(-found.highs[3], abs=0.01)
    assert found.counts[2] == 24


def test_a_single_headline_is_as_unsure_as_a_sentence():
    body = np.random.default_rng(4).random(30).tolist()
    measures = Measures(31)
    measures.mean("headline", [0.5, *[None] * 30])
    measures.mean("body", [None, *body])
    measures.gap("gap", "headline", "body")
    found = measures.estimate()
    low, value, high = interval(found, 2)
    assert math.isnan(found.lows[0])
    assert high - low > 1.6 * np.std(body) * 2  # a sentence varies more than the mean of thirty
    assert low < value < high


def test_upper_decile():
    measures = Measures(10)
    measures.quantile("x", [place / 10 for place in range(10)], 0.9)
    low, value, high = interval(measures.estimate())
    assert value == 0.8
    assert low < 0.8 <= high <= 1


def test_effective_number_of_kinds():
    measures = Measures(8)
    measures.diversity("even", [{name: 1.0} for name in "abcdabcd"])
    measures.diversity("one", [{"a": 1.0}] * 8)
    measures.diversity("uneven", [{"a": 1.0}] * 7 + [{"b": 1.0}])
    found = measures.estimate()
    assert found.values[0] == pytest.approx(4)
    assert found.lows[0] < 4 < found.highs[0]
    assert found.values[1] == found.lows[1] == 1
    assert found.highs[1] > 1.5  # eight sentences do not show that there is no other source
    assert found.values[2] == pytest.approx(math.exp(-(7 / 8 * math.log(7 / 8) + 1 / 8 * math.log(1 / 8))))
    assert found.lows[2] >= 1


def test_long_articles_are_resampled_in_less_memory():
    assert one([0.0, 1.0] * 20).replicates.shape[0] == RESAMPLES
    assert one([0.0, 1.0] * 5000).replicates.shape[0] == 200


@pytest.mark.parametrize(
    ("df", "quantile"), [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)]
)
def test_students_quantiles(df, quantile):
    assert student(df) == pytest.approx(quantile, rel=0.015)


# --------------------------------------------------------------------------- do the intervals hold?


def _scores(rng, shape, share):
    """Scores as articles have them: some sentences show nothing, the others a bit or much."""
    return np.where(rng.random(shape) < share, rng.beta(2, 4, shape), 0.0)


def _coverage(columns, truth):
    """Share of the columns whose interval holds the truth; a column is one simulated article."""
    measures = Measures(len(columns[0]))
    for place, column in enumerate(columns):
        measures.mean(str(place), column.tolist())
    found = measures.estimate()
    return float(np.mean((found.lows <= truth) & (truth <= found.highs)))


@pytest.mark.parametrize("n", [20, 40, 80])
@pytest.mark.parametrize("share", [0.2, 0.5, 1.0])
def test_intervals_of_means_hold_95_times_in_100(n, share):
    rng = np.random.default_rng(n + int(100 * share))
    assert 0.93 <= _coverage(_scores(rng, (1500, n), share), share / 3) <= 0.97


@pytest.mark.parametrize("n", [20, 40, 80])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_intervals_of_shares_hold_95_times_in_100_or_more(n, share):
    # Shares of few sentences take few values, so that no interval can hold in just 95 of 100; Wilson's has the same.
    rng = np.random.default_rng(n + int(100 * share))
    assert 0.93 <= _coverage((rng.random((1500, n)) < share) * 1.0, share) <= 1.0


@pytest.mark.parametrize("n", [5, 10])
def test_intervals_of_short_articles_hold_too(n):
    rng = np.random.default_rng(n)
    assert _coverage(_scores(rng, (1500, n), 0.5), 0.5 / 3) >= 0.93


def test_intervals_of_ratios_and_differences_hold():
    rng = np.random.default_rng(5)
    runs, n = 600, 40
    measures = Measures(n)
    tops, bottoms = [], []
    for run in range(runs):  # stances: some sentences have none, others up to three
        count = rng.integers(0, 4, n).astype(float)
        tops = [float(rng.normal(0.2 * c, 0.3 * math.sqrt(c))) if c else 0.0 for c in count]
        bottoms = count.tolist()
        measures.ratio(f"stance{run}", tops, bottoms, low=-9.0, high=9.0)
        halves = _scores(rng, n, 0.6)
        measures.mean(f"a{run}", [value if place < 15 else None for place, value in enumerate(halves)])
        measures.mean(f"b{run}", [value if place >= 15 else None for place, value in enumerate(halves)])
        measures.gap(f"gap{run}", f"a{run}", f"b{run}")
    found = measures.estimate()
    for name, truth in (("stance", 0.2), ("gap", 0.0)):
        at = [place for place, own in enumerate(found.names) if own.startswith(name)]
        held = np.mean((found.lows[at] <= truth) & (truth <= found.highs[at]))
        assert 0.92 <= held <= 0.98, name


def test_a_sparse_table_of_kinds_gives_what_a_full_one_gives(monkeypatch):
    import framing.resampling as module

    def found():
        made = module.Measures(40)
        made.diversity("kinds", [{f"kind {row % 7}": 1.0 + row % 3, "all": 1.0} for row in range(40)])
        estimates = made.estimate()
        return estimates.values[0], estimates.lows[0], estimates.highs[0], estimates.units[0]

    full = found()
    monkeypatch.setattr(module, "_DENSE", 1)
    assert found() == pytest.approx(full, abs=1e-9)
