import io
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.cbook import is_math_text
from matplotlib.colors import same_color
from matplotlib.figure import Figure

import framing
from framing import plots
from framing.document import SOURCE_KINDS
from framing.palette import COLOURS, DIVERGING
from framing.plots.profile import save
from framing.plots.words import KIND_WORDS
from tests.texts import ARTICLES, PLAIN, placed

KINDS = {
    "profile": plots.profile,
    "strip": plots.strip,
    "actor_stance": plots.actor_stance,
    "source_mix": plots.source_mix,
    "who_says_what": plots.who_says_what,
}


def bars(ax, label):
    """Heights of the bars of one legend entry."""
    (found,) = [container for container in ax.containers if container.get_label() == label]
    return np.array([bar.get_height() for bar in found])


def dots(ax, label):
    return [line for line in ax.lines if line.get_label() == label]


def test_loaded_bars_are_the_scores_split_by_voice(profile):
    ax = plots.profile(profile)
    author, quoted = bars(ax, "loaded, author"), bars(ax, "loaded, its sources")
    scores = np.array([s.loaded for s in profile.sentences])
    assert len(author) == len(scores)
    scale = (author + quoted)[scores > 0] / scores[scores > 0]
    assert np.allclose(scale, scale[0])
    own = np.array([s.loaded_author or 0.0 for s in profile.sentences])
    assert np.allclose(author / scale[0], own)
    assert (quoted > 0).any()


def test_hedging_bars_are_the_scores(profile):
    heights = bars(plots.profile(profile), "hedging")
    scores = np.array([s.hedging for s in profile.sentences])
    assert (heights > 0).tolist() == (scores > 0).tolist()
    assert np.allclose(heights / heights.max(), scores / scores.max())


def test_source_strength_is_a_dot_only_where_somebody_speaks(profile):
    (line,) = dots(plots.profile(profile), "source strength")
    speaking = [i for i, s in enumerate(profile.sentences) if s.attribution is not None]
    assert line.get_xdata().tolist() == speaking
    order = np.argsort([profile.sentences[i].attribution for i in speaking], kind="stable")
    assert (np.diff(line.get_ydata()[order]) >= -1e-9).all()


def test_without_sources_there_is_no_dot(profiles):
    assert dots(plots.profile(profiles["plain"]), "source strength") == []


def test_stance_bars_go_up_for_positive_and_down_for_negative(profile):
    ax = plots.profile(profile)
    up, down = bars(ax, "stance, positive"), bars(ax, "stance, negative")
    assert (up >= 0).all()
    assert (down <= 0).all()
    for place, scores in enumerate(profile.sentences):
        assert (down[place] < 0) == any(stance.value < 0 for stance in scores.stances)
        assert (up[place] > 0) == any(stance.value > 0 for stance in scores.stances)


def test_colours_say_which_dimension_and_never_who_is_guilty(profile):
    ax = plots.profile(profile)
    colour = {c.get_label(): c.patches[0].get_facecolor() for c in ax.containers if c.patches}
    assert same_color(colour["hedging"], COLOURS["hedging"])
    assert same_color(colour["loaded, author"], COLOURS["loaded"])
    assert same_color(colour["stance, negative"], DIVERGING[0])
    for shade in (*COLOURS.values(), *DIVERGING):
        red, green, blue = mpl.colors.to_rgb(shade)
        assert not (red > 0.6 and green < 0.3 and blue < 0.3), f"{shade} is a red"


def test_the_headline_has_its_band(analyzer, profiles):
    article = placed(("headline", "Norway rejects treaty"), ("body", PLAIN))
    labels = [patch.get_label() for patch in plots.profile(analyzer.analyze(article)).patches]
    assert labels.count("_headline") == 1
    assert "_headline" not in [patch.get_label() for patch in plots.profile(profiles["plain"]).patches]


def test_rows_are_named(profile):
    names = [" ".join(label.get_text().split()) for label in plots.profile(profile).get_yticklabels()]
    assert names == ["loaded wording", "hedging", "source strength", "stance"]


def test_every_series_is_in_the_legend(profile):
    labels = {text.get_text() for text in plots.profile(profile).get_legend().get_texts()}
    assert labels == {
        "loaded, author", "loaded, its sources", "hedging", "source strength", "stance, positive", "stance, negative",
    }  # fmt: skip


def test_stance_shows_actors_at_their_means(profile):
    ax = plots.stance(profile)
    names = [label.get_text() for label in ax.get_yticklabels()]
    judged = [a for a in profile.actors if any(s.statistic == f"stance_mean[{a.id}]" for s in profile.statistics)]
    assert names == [actor.name for actor in judged][:10]
    drawn = sorted(line.get_xdata()[0] for line in ax.lines if line.get_marker() in ("o", "D"))
    expected = sorted(
        item.value
        for item in profile.statistics
        if item.statistic.startswith(("stance_author[", "stance_quoted[")) and item.value is not None
    )
    assert drawn == pytest.approx(expected)


def test_voices_are_told_apart_by_filled_dots_and_hollow_diamonds(profile):
    ax = plots.stance(profile)
    hollow = [x for line in ax.lines if line.get_marker() == "D" and same_color(line.get_markerfacecolor(), "white")
              for x in line.get_xdata()]  # fmt: skip
    quoted = [s.value for s in profile.statistics if s.statistic.startswith("stance_quoted[") and s.value is not None]
    assert sorted(hollow) == pytest.approx(sorted(quoted))


def test_the_mix_counts_attributions_by_kind(profile):
    ax = plots.attribution_mix(profile)
    assert [label.get_text() for label in ax.get_yticklabels()] == [KIND_WORDS[kind] for kind in SOURCE_KINDS]
    widths = [bar.get_width() for bar in ax.patches]
    sources = [item for item in profile.attributions if item.source or item.cue]
    assert widths == [sum(item.source_kind == kind for item in sources) for kind in SOURCE_KINDS]
    assert sum(widths) > 0


def test_a_comparison_has_a_series_a_profile(profiles):
    pair = framing.compare([profiles["wall"], profiles["levy"]], names=["_first", "second"])
    ax = plots.comparison(pair)
    assert [text.get_text().strip() for text in ax.get_legend().get_texts()] == ["_first", "second"]
    drawn = {float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() not in ("None", "")}
    for profile in pair.profiles:
        assert profile["hedging_mean"].value in drawn
        assert profile["loaded_author"].value in drawn


@pytest.mark.parametrize("kind", KINDS)
def test_a_given_axes_is_drawn_on_and_returned(profile, kind):
    figure = Figure()
    ax = figure.add_subplot()
    assert KINDS[kind](profile, ax=ax) is ax
    assert profile.plot(kind, ax=ax) is ax
    assert figure.axes == [ax]


def test_the_comparison_takes_an_axes(profile):
    ax = Figure().add_subplot()
    pair = framing.compare([profile, profile], names=["a", "b"])
    assert plots.comparison(pair, ax=ax) is ax
    assert isinstance(pair.plot(), Axes)


def test_an_unknown_kind_lists_the_known(profile):
    with pytest.raises(ValueError, match=r"profile, glance, .*, who_says_what, got 'pie'"):
        profile.plot("pie")


def test_nothing_global_changes(profile):
    before = dict(mpl.rcParams)
    for function in KINDS.values():
        function(profile)
    assert dict(mpl.rcParams) == before


def test_no_figure_is_left_with_pyplot(profile):
    code = (
        "import framing, sys\n"
        "framing.analyze('Rain may fall.').plot()\n"
        "assert 'matplotlib.pyplot' not in sys.modules, 'pyplot was imported'"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [*ARTICLES, "emoji", "nul", "surrogate", "rtl", "dollars", "cjk"])
def test_any_article_can_be_drawn_and_saved(profiles, kind, name):
    target = io.BytesIO()
    save(KINDS[kind](profiles[name]), target, suffix="svg")
    assert target.getvalue().startswith(b"<?xml")


@pytest.mark.parametrize("title", ["$x^2", "$5 or $6", r"\$ and \frac", "_hidden", "🎉 部长", "a\ud800b\0c", "x" * 900])
def test_any_title_can_be_drawn(analyzer, title):
    profile = analyzer.analyze(PLAIN, title=title)
    target = io.BytesIO()
    save(plots.profile(profile), target, suffix="png")
    assert target.getvalue().startswith(b"\x89PNG")
    save(plots.comparison(framing.compare([profile, profile], names=[title, "_"])), io.BytesIO(), suffix="png")


def test_dollars_are_no_mathematics(analyzer):
    ax = plots.profile(analyzer.analyze(PLAIN, title="A $5 or $6 toll"))
    assert not is_math_text(ax.get_title(loc="left"))


def test_save_takes_axes_in_a_part_of_a_figure(profile, tmp_path):
    part = Figure().subfigures(1, 2)[0]
    save(plots.profile(profile, ax=part.add_subplot()), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
