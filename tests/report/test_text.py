import io

import pytest
from rich.console import Console

import framing
from framing.report.text import comparison_report, explain_sentence, profile_report
from framing.report.words import describe_evidence, level, stance_word
from tests.texts import ARTICLES, ODD


def printed(renderable, width=110):
    target = io.StringIO()
    Console(file=target, width=width, markup=False, emoji=False, highlight=False).print(renderable)
    return target.getvalue()


def flat(text):
    return " ".join(text.split())


def test_a_report_shows_every_sentence_with_its_scores(profile):
    report = flat(printed(profile_report(profile, name="wall.txt"), width=400))
    assert "wall.txt" in report
    assert profile.article.title in report
    for sentence, scores in zip(profile.article.sentences, profile.sentences, strict=True):
        row = f"{sentence.index} {scores.loaded:.2f} {scores.hedging:.2f}"
        assert row in report
        assert flat(sentence.text) in report


def test_a_report_names_sources_actors_and_its_limits(profile):
    report = flat(printed(profile_report(profile), width=400))
    for item in profile.attributions:
        if item.source:
            assert item.source[:30] in report
    for actor in profile.actors[:10]:
        assert actor.name in report
    assert "nobody named" in report
    assert "does not say whether the article is right, fair or biased" in report


def test_undefined_is_a_dash_and_not_zero(profiles):
    report = printed(profile_report(profiles["plain"]))
    line = next(line for line in report.splitlines() if line.startswith("source strength"))
    assert "–" in line
    assert "0.00" not in line


@pytest.mark.parametrize("name", ARTICLES | ODD)
@pytest.mark.parametrize("width", [40, 110])
def test_any_article_can_be_reported_at_any_width(profiles, name, width):
    report = printed(profile_report(profiles[name]), width=width)
    assert "Sentence by sentence" in report
    assert not any(char in report for char in "\x1b\x07\0")
    assert report.encode("utf-8")


def test_markup_in_an_article_is_text(analyzer):
    text = "[bold red]Critics[/] say :fire: it may [link=file:///etc/passwd]fail[/link]."
    profile = analyzer.analyze(text, title="[blink]T[/blink]", outlet="[red]O")
    report = flat(printed(profile_report(profile, name="[b]name"), width=300))
    for piece in (text, "[blink]T[/blink]", "[red]O", "[b]name"):
        assert piece in report


def test_more_than_ten_actors_are_cut_and_counted(analyzer):
    names = [
        "Norway",
        "Japan",
        "Germany",
        "France",
        "Spain",
        "Italy",
        "Poland",
        "Canada",
        "Brazil",
        "Mexico",
        "Chile",
        "Kenya",
    ]
    profile = analyzer.analyze(" ".join(f"{name} signed the treaty." for name in names))
    report = printed(profile_report(profile))
    assert len(profile.actors) == len(names)
    assert "and 2 more" in report


def test_explain_separates_the_voices(profile):
    index = next(i for i, s in enumerate(profile.sentences) if s.loaded_author is not None and s.loaded_quoted)
    assert "author 0.00, sources" in explain_sentence(profile, index)


def test_explain_names_holder_and_target(profile):
    index = next(i for i, s in enumerate(profile.sentences) if any(t.holder is None for t in s.stances))
    text = explain_sentence(profile, index)
    names = {actor.id: actor.name for actor in profile.actors}
    for stance in profile.sentences[index].stances:
        assert f"stance toward {names[stance.actor]}" in text
    assert "held by the article" in text


def test_explain_says_what_is_undefined(profiles):
    text = profiles["plain"].explain(0)
    assert "attribution undefined: nobody is said to say anything" in text
    assert "stance undefined" in text


@pytest.mark.parametrize("name", ODD)
def test_explanations_are_printable(profiles, name):
    profile = profiles[name]
    for index in range(len(profile.sentences)):
        assert all(char.isprintable() or char == "\n" for char in profile.explain(index))


def test_a_comparison_has_a_column_an_article_and_leaves_out_what_nobody_has(profiles):
    pair = framing.compare([profiles["wall"], profiles["levy"]], names=["wall [b]", "levy"])
    report = printed(comparison_report(pair), width=160)
    assert "wall [b]" in report
    assert "hedging_mean" in report
    line = next(line for line in report.splitlines() if line.strip().startswith("hedging_mean"))
    assert f"{profiles['wall']['hedging_mean'].value:.2f}" in line
    assert f"{profiles['levy']['hedging_mean'].value:.2f}" in line
    plain = framing.compare([profiles["plain"], profiles["plain"]], names=["a", "b"])
    assert "attribution_mean" not in printed(comparison_report(plain))


def test_levels_rise_with_the_score():
    order = ["none", "slight", "moderate", "strong", "very strong"]
    places = [order.index(level(value / 100)) for value in range(101)]
    assert places == sorted(places)
    assert level(None) == level(0.0) == "none"
    assert set(places) == set(range(5))


def test_stance_words_are_symmetric():
    for value in (0.0, 0.1, 0.3, 1.0):
        mirrored = {"positive": "negative", "negative": "positive", "neutral": "neutral"}
        assert stance_word(-value) == mirrored[stance_word(value)]
    assert (stance_word(-1.0), stance_word(0.0), stance_word(1.0)) == ("negative", "neutral", "positive")


def test_evidence_is_described_without_a_verdict(profiles):
    verdicts = ("bias", "lie", "false", "propaganda", "guilty")
    for profile in profiles.values():
        for item in profile.evidence:
            description = describe_evidence(item)
            assert description
            kind = item.kind.replace("_", " ")
            assert not any(word in description.replace(kind, "") for word in verdicts)
            if item.voice == "quoted" and item.dimension in ("loaded", "hedging"):
                assert "in a source's words" in description
