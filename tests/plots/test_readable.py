"""No text stands on another or is cut off, whatever the input; no figure changes anything global."""

from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import framing
from framing import plots
from framing.palette import COLOURS, DIVERGING, SERIES
from tests.plots.conftest import NAMES, corpus, coverage, wording
from tests.plots.measure import assert_readable, written

KINDS = ("profile", "glance", "strip", "actor_stance", "source_mix", "source_treatment", "who_says_what")
SIZES = ("short", "common", "long", "crowded", "one letter")


@pytest.fixture(scope="module")
def several(pictured):
    """Figures of more than one article, by name; each is a function that draws it anew."""
    four = [pictured[name] for name in ("common", "short", "crowded", "long")]
    eight = [f"{name} of {n}" for n in (1, 2) for name in NAMES]
    holes = corpus(9)
    holes.iloc[2, 0] = np.nan
    return {
        "dumbbells of two": lambda ax=None: plots.dumbbells(four[:2], ax=ax, names=NAMES[:2]),
        "dumbbells of four": lambda ax=None: plots.dumbbells(four, ax=ax, names=NAMES),
        "dumbbells of eight": lambda ax=None: plots.dumbbells(four * 2, ax=ax, names=eight),
        "coverage of one claim": lambda ax=None: plots.coverage_matrix(coverage(NAMES[:2], 1), ax=ax),
        "coverage of forty claims": lambda ax=None: plots.coverage_matrix(coverage(eight, 40), ax=ax),
        "no coverage": lambda ax=None: plots.coverage_matrix(coverage([], 0), ax=ax),
        "words of two": lambda ax=None: plots.distinctive_words(wording(NAMES[:2], 30), ax=ax),
        "words of eight": lambda ax=None: plots.distinctive_words(wording(eight, 30), ax=ax),
        "few words": lambda ax=None: plots.distinctive_words(wording(NAMES[:1], 2), ax=ax),
        "no words": lambda ax=None: plots.distinctive_words(wording([], 0), ax=ax),
        "plane of three": lambda ax=None: plots.outlets_plane(corpus(3), ax=ax),
        "plane with holes": lambda ax=None: plots.outlets_plane(holes, ax=ax),
        "plane of ninety": lambda ax=None: plots.outlets_plane(corpus(90), ax=ax),
        "distributions": lambda ax=None: plots.distributions(corpus(90), ax=ax, article="The outlet of town 3"),
        "distributions of two": lambda ax=None: plots.distributions(four[:2], ax=ax, article=four[2]),
    }


SEVERAL = (
    "dumbbells of two", "dumbbells of four", "dumbbells of eight", "coverage of one claim", "coverage of forty claims",
    "no coverage", "words of two", "words of eight", "few words", "no words", "plane of three", "plane with holes",
    "plane of ninety", "distributions", "distributions of two",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_text_of_a_profile_can_be_read(pictured, kind, size):
    assert_readable(pictured[size].plot(kind), 150 if size == "common" else 110)


def test_every_figure_of_several_is_tested(several):
    assert set(several) == set(SEVERAL)


@pytest.mark.parametrize("name", SEVERAL)
def test_text_of_several_can_be_read(several, name):
    assert_readable(several[name]())


@pytest.mark.parametrize("kind", KINDS)
def test_text_can_be_read_at_half_the_width(pictured, kind):
    figure = Figure(figsize=(16, 9), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot([0, 1])
    assert_readable(pictured["crowded"].plot(kind, ax=right))


@pytest.mark.parametrize("name", SEVERAL)
def test_a_given_axes_is_returned(several, name):
    for place in (Figure().add_subplot(), Figure().add_axes((0.2, 0.2, 0.6, 0.6))):
        assert several[name](place) is place


@pytest.mark.parametrize("name", [*KINDS, *SEVERAL])
def test_every_figure_is_written_as_svg_and_png(pictured, several, name):
    ax = pictured["common"].plot(name) if name in KINDS else several[name]()
    assert isinstance(ax, Axes)
    assert written(ax, "png").startswith(b"\x89PNG")
    assert written(ax, "svg").startswith(b"<?xml")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_profile_gives_the_same_picture(pictured, kind):
    assert written(pictured["crowded"].plot(kind), "svg") == written(pictured["crowded"].plot(kind), "svg")


def test_nothing_global_changes(pictured, several):
    before = dict(mpl.rcParams)
    for kind in KINDS:
        written(pictured["short"].plot(kind), "svg")
    for name in ("dumbbells of two", "coverage of one claim", "words of two", "plane of three", "distributions of two"):
        several[name]()
    assert dict(mpl.rcParams) == before


def test_the_style_around_does_not_show(pictured):
    plain = written(pictured["common"].plot("actor_stance"), "png")
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "text.color": "white", "axes.titlesize": 30}):
        ax = pictured["common"].plot("actor_stance")
    assert written(ax, "png") == plain


def test_an_unknown_kind_lists_every_known(pictured):
    with pytest.raises(ValueError, match=f"{', '.join(KINDS)}, got 'pie'"):
        pictured["common"].plot("pie")


def test_older_names_still_work(pictured):
    assert plots.stance is plots.actor_stance
    assert plots.attribution_mix is plots.source_mix
    assert plots.comparison is plots.dumbbells
    profile = pictured["common"]
    assert written(profile.plot("stance"), "svg") == written(profile.plot("actor_stance"), "svg")
    assert written(profile.plot("attribution"), "svg") == written(profile.plot("source_mix"), "svg")
    assert isinstance(framing.compare([profile, profile], names=["a", "b"]).plot(), Axes)


def lightness(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour))
    return 116 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) ** (1 / 3) - 16


def test_colours_differ_in_grey():
    for one, two in [*pairwise(SERIES), DIVERGING]:
        assert abs(lightness(one) - lightness(two)) > 10, (one, two)


def test_no_colour_is_a_red():
    for shade in (*COLOURS.values(), *DIVERGING, *SERIES):
        red, green, blue = to_rgb(shade)
        assert not (red > 0.6 and green < 0.3 and blue < 0.3), shade
