"""Each figure by its artists: what is drawn is what was measured, and what is left out is counted."""

import dataclasses
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure

import framing
from framing import plots
from framing.document import SOURCE_KINDS
from framing.plots.style import clip, wrap
from framing.plots.words import KIND_WORDS, standing, statistic_words
from framing.results import SIDE
from tests.plots.conftest import NAMES, corpus, coverage, wording


def labels(ax, axis="y"):
    ticks = ax.get_yticklabels() if axis == "y" else ax.get_xticklabels()
    return [label.get_text() for label in ticks]


def labelled(artists, label):
    return [artist for artist in artists if artist.get_label() == label]


def panel(ax, heading):
    (found,) = [item for item in ax.figure.axes if item.get_title(loc="left").startswith(heading)]
    return found


# ---------------------------------------------------------------------- one article


def test_a_strip_has_a_cell_for_every_score_and_none_where_nothing_was_measured(profile):
    ax = plots.strip(profile)
    for row, name in (("loaded, own words", "loaded_author"), ("loaded, sources' words", "loaded_quoted"),
                      ("hedged", "hedging"), ("source strength", "attribution")):  # fmt: skip
        measured = [getattr(scores, name) for scores in profile.sentences if getattr(scores, name) is not None]
        cells = labelled(ax.patches, f"_{row}")
        assert len(cells) == len(measured)
        # Darker is more: the order of shades is that of scores, also in grey.
        grey = [float(np.dot(cell.get_facecolor()[:3], (0.2126, 0.7152, 0.0722))) for cell in cells]
        assert np.all(np.diff(np.array(grey)[np.argsort(measured, kind="stable")]) <= 1e-9)


def test_cells_of_a_strip_are_as_wide_as_their_sentences(profile):
    cells = labelled(plots.strip(profile).patches, "_hedged")
    assert [cell.get_width() for cell in cells] == [len(s.text.split()) for s in profile.article.sentences]
    assert all(a.get_x() + a.get_width() == b.get_x() for a, b in pairwise(cells))


def test_the_headline_of_a_strip_is_marked(profile, profiles):
    (mark,) = labelled(plots.strip(profile).patches, "_headline")
    assert mark.get_x() == 0
    assert "headline" in [text.get_text() for text in plots.strip(profile).texts]
    assert not labelled(plots.strip(profiles["plain"]).patches, "_headline")


def test_a_glance_shows_each_dimension_at_its_value(profile):
    ax = plots.glance(profile)
    levels, sides = panel(ax, "Mean or share"), panel(ax, "Stance, −1")
    for item, names in (
        (levels, ("loaded_author", "loaded_quoted", "hedging_mean", "attribution_share", "attribution_mean")),
        (sides, ("stance_author", "stance_quoted")),
    ):
        for name in names:
            (dot,) = labelled(item.lines, f"_{name}")
            assert dot.get_xdata()[0] == profile[name].value
    spans = [tuple(line.get_xdata()) for line in levels.lines if len(line.get_xdata()) == 2]
    assert (profile["hedging_mean"].low, profile["hedging_mean"].high) in spans


def test_a_percentile_is_written_where_it_is_known(profile):
    item = profile["hedging_mean"]
    assert standing(dataclasses.replace(item, percentile=82.4)) == "percentile 82"
    assert standing(dataclasses.replace(item, percentile=None)) == ""


def test_actors_left_out_are_counted(pictured):
    profile = pictured["crowded"]
    n = sum(item.statistic.startswith("stance_mean[") for item in profile.statistics)
    assert n >= 40
    ax = plots.actor_stance(profile, top=6)
    assert len(labels(ax)) == 6
    assert f"and {n - 6} more actors, not shown" in ax.get_xlabel()
    assert "not shown" not in plots.actor_stance(profile, top=n).get_xlabel()


def test_each_actor_says_what_its_means_rest_on(profile):
    ax = plots.actor_stance(profile)
    shown = [
        actor for actor in profile.actors if any(s.statistic == f"stance_mean[{actor.id}]" for s in profile.statistics)
    ]
    counts = [text.get_text() for text in ax.texts if " | " in text.get_text()]
    assert counts == [
        f"{profile[f'stance_author[{actor.id}]'].n} | {profile[f'stance_quoted[{actor.id}]'].n}" for actor in shown[:10]
    ]


def test_kinds_of_sources_differ_without_colour(profile):
    ax = plots.source_mix(profile)
    looks = {name: (bar.get_hatch(), bar.get_facecolor()) for name, bar in zip(SOURCE_KINDS, ax.patches, strict=True)}
    assert len({looks[name] for name in ("named_person", "collective", "vague", "absent")}) == 4
    assert looks["collective"][0] != looks["vague"][0]
    counts = [text.get_text() for text in ax.texts]
    assert counts == [f"{bar.get_width():.0f}" for bar in ax.patches]


def test_treatment_shows_the_table_of_sources(profile):
    ax = plots.source_treatment(profile)
    table = profile.to_frame("source").head(8)
    words, modes = panel(ax, "words"), panel(ax, "attributions")
    assert [bar.get_width() for bar in words.patches] == table["n_words"].tolist()
    assert [label.split("\n")[0] for label in labels(words)] == [name or "nobody named" for name in table["source"]]
    for container, mode in zip(modes.containers, ("direct", "mixed", "indirect"), strict=True):
        assert [bar.get_width() for bar in container] == table[f"n_{mode}"].tolist()
    verbs = panel(ax, "verbs")
    assert sum(int(text.get_text()) for text in verbs.texts) == table["n_attributions"].sum()
    hedges = panel(ax, "hedging")
    assert hedges.lines[0].get_xdata() == pytest.approx(table["hedging_mean"].to_numpy())


def test_sources_left_out_are_counted(pictured):
    profile = pictured["crowded"]
    ax = plots.source_treatment(profile, top=3)
    words = panel(ax, "words")
    assert len(words.patches) == 3
    assert f"and {len(profile.to_frame('source')) - 3} more sources, not shown" in words.get_xlabel()


def test_the_network_has_a_line_for_each_pair_and_its_style_says_the_side(profile):
    ax = plots.who_says_what(profile)
    table = profile.to_frame("stance")
    held = table[table["holder"] != "author"].groupby(["holder", "actor"])["stance"].mean()
    lines = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert len(lines) == len(held) > 0
    drawn = sorted(line.get_linestyle() for line in lines)
    assert drawn.count("-") == (held >= SIDE).sum()
    own = plots.who_says_what(profile, own_voice=True)
    assert "the article itself" in [text.get_text() for text in own.texts]


def test_without_sources_the_network_says_so(profiles):
    assert [text.get_text() for text in plots.who_says_what(profiles["plain"]).texts] == ["no source speaks of anybody"]


# ---------------------------------------------------------------------- several articles


def test_dumbbells_stand_at_the_values(profiles):
    pair = [profiles["wall"], profiles["levy"]]
    ax = plots.dumbbells(pair, names=["wall", "levy"], statistics=["hedging_mean", "attribution_share"])
    assert labels(ax) == ["hedging", "sentences with a source"]
    for name, profile in zip(("_wall", "_levy"), pair, strict=True):
        values = [line.get_xdata()[0] for line in labelled(ax.lines, name)]
        assert values == [profile["hedging_mean"].value, profile["attribution_share"].value]
    assert len({line.get_marker() for name in ("_wall", "_levy") for line in labelled(ax.lines, name)}) == 2
    with pytest.raises(KeyError, match="no statistic 'nonsense'"):
        plots.dumbbells(pair, names=["wall", "levy"], statistics=["nonsense"])


def test_coverage_fills_the_squares_of_what_is_reported():
    table = coverage(NAMES, 12)
    ax = plots.coverage_matrix(table)
    assert len(labelled(ax.patches, "_told")) == table["reported"].sum()
    assert len(labelled(ax.patches, "_not told")) == (~table["reported"]).sum()
    repeated = table[table["reported"] & (table["n_tellings"] > 1)]
    assert len([text for text in ax.texts if text.get_text().endswith("×")]) == len(repeated)
    told = table.groupby("profile", sort=False)["reported"].sum()
    assert [label.split("\n")[-1] for label in labels(ax, "x")] == [f"{n} of 12" for n in told]


def test_claims_left_out_are_counted_and_the_common_ones_come_first():
    table = coverage(NAMES, 30)
    ax = plots.coverage_matrix(table, top=5)
    assert len(labels(ax)) == 5
    assert "and 25 more claims, not shown" in ax.get_xlabel()
    largest = table.groupby("claim")["reported"].sum().nlargest(5).sum()
    assert len(labelled(ax.patches, "_told")) == largest


def test_distinctive_words_are_those_of_the_largest_z():
    table = wording(NAMES[:2], 30)
    ax = plots.distinctive_words(table, top=4)
    for axes, name in zip(ax.figure.axes[2:], NAMES, strict=False):
        own = table[(table["profile"] == name) & (table["voice"] == "author") & (table["z"] > 0)].nlargest(4, "z")
        dots = [line for line in axes.lines if line.get_marker() == "o"]
        assert [dot.get_xdata()[0] for dot in dots] == own["z"].tolist()
        hollow = [same_color(dot.get_markerfacecolor(), "white") for dot in dots]
        assert hollow == (own["z"] < 1.96).tolist()
    with pytest.raises(ValueError, match="voice must be one of author, quoted, got 'both'"):
        plots.distinctive_words(table, voice="both")


def test_comparisons_reach_their_figures(profiles):
    pair = framing.compare([profiles["wall"], profiles["levy"], profiles["paste"]], names=["a", "b", "c"])
    assert pair.plot("dumbbells").get_xlabel() == "value with 95 % interval"
    assert pair.plot("outlets_plane").get_xlabel().startswith("first component")
    with pytest.raises(ValueError, match="dumbbells, coverage_matrix, distinctive_words, outlets_plane, got 'pie'"):
        pair.plot("pie")


# ---------------------------------------------------------------------- many articles


def test_missing_values_make_hollow_points_and_are_counted():
    table = corpus(12)
    table.iloc[3, 1] = np.nan
    table["constant"] = 1.0
    table["rare"] = [0.5, 0.7, *[np.nan] * 10]
    ax = plots.outlets_plane(table)
    (hollow,) = labelled(ax.lines, "_hollow")
    (full,) = labelled(ax.lines, "_point")
    assert len(hollow.get_xdata()) == 1
    assert len(full.get_xdata()) == 11
    assert "hollow: 1 missing value set to the mean" in ax.get_xlabel()
    assert "6 statistics; 2 left out" in ax.get_xlabel().replace("\n", " ")


def test_the_plane_keeps_every_point_in_sight_and_its_sides():
    table = corpus(40)
    ax = plots.outlets_plane(table)
    (points,) = labelled(ax.lines, "_point")
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert low < points.get_xdata().min() <= points.get_xdata().max() < high
    assert bottom < points.get_ydata().min() <= points.get_ydata().max() < top
    again = labelled(plots.outlets_plane(table).lines, "_point")[0]
    assert np.array_equal(points.get_xydata(), again.get_xydata())


def test_a_plane_needs_something_to_differ():
    with pytest.raises(ValueError, match="at least 3 rows and 2 statistics"):
        plots.outlets_plane(pd.DataFrame({"a": [1.0, 1.0, 1.0], "b": [1.0, 2.0, 3.0]}))
    with pytest.raises(ValueError, match="labels must be 4"):
        plots.outlets_plane(corpus(4), labels=["one"])


def test_distributions_write_the_percentile_of_the_article_among_the_others():
    table = pd.DataFrame({"hedging_mean": [0.1, 0.2, 0.2, 0.4, np.nan]}, index=list("abcde"))
    ax = plots.distributions(table, article="b")
    # Of a, c and d, a is below and c the same, which counts half.
    assert ax.texts[0].get_text() == "0.20\nabove 50 % of 3"
    (mark,) = labelled(ax.lines, "_article")
    assert mark.get_xdata()[0] == 0.2
    assert plots.distributions(table, article="e").texts[0].get_text() == "not defined here"
    for wrong in ({"article": "z"}, {"article": "b", "statistics": ["nonsense"]}):
        with pytest.raises(KeyError, match=r"no row 'z'|no statistic 'nonsense'"):
            plots.distributions(table, **wrong)


# ---------------------------------------------------------------------- words and room


def test_text_is_cut_to_its_room():
    assert clip("short", 2.0) == "short"
    assert clip("a" * 500, 1.0).endswith("…")
    assert wrap("one two three four five six seven eight nine ten", 0.8, n_lines=2).count("\n") == 1
    assert clip("a $5 toll", 2.0) == r"a \$5 toll"
    assert clip("a\x07\ud800b", 2.0) == "ab"
    assert clip("", 1.0) == ""


def test_every_statistic_has_plain_words(profile):
    names = [item.statistic for item in profile.statistics if "[" not in item.statistic]
    words = [statistic_words(name) for name in names]
    assert len(set(words)) == len(words)
    assert not [word for word in words if "_" in word]
    assert set(KIND_WORDS) == set(SOURCE_KINDS)
    assert all(KIND_WORDS.values())


def test_panels_share_the_room_of_a_given_axes(profile):
    figure = Figure(figsize=(14, 8), layout="constrained")
    left, right = figure.subplots(1, 2)
    assert plots.glance(profile, ax=right) is right
    figure.draw_without_rendering()
    for axes in figure.axes:
        if axes not in (left, right):
            assert axes.get_position().x0 > left.get_position().x1


def test_the_plane_calls_profiles_by_their_outlets() -> None:
    texts = ("Rain fell. It may stop.", "A shameful pier fell.", "Ana Ruiz said it rained. Some believe her.")
    profiles = [
        framing.analyze(text, engine="lexicon", outlet=outlet)
        for text, outlet in zip(texts, ("Post", "Mail", "Star"), strict=True)
    ]
    drawn = {text.get_text() for text in plots.outlets_plane(profiles).texts}
    assert {"Post", "Mail", "Star"} <= drawn
