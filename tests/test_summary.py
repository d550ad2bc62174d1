import re

import pytest

import framing

VERDICTS = re.compile(r"\b(biased|unbiased|fair|unfair|propaganda|objective|manipulat\w*|misleading|honest)\b", re.I)


def test_five_to_ten_facts(profiles):
    for profile in profiles.values():
        summary = profile.summary()
        assert 5 <= len(summary) <= 10
        assert str(summary).count("\n") == len(summary) - 1
        for fact in summary:
            assert fact.text.endswith(".")
            assert not VERDICTS.search(fact.text)


def test_every_fact_holds_the_numbers_of_its_statistics(profiles):
    for profile in profiles.values():
        for fact in profile.summary():
            for name in fact.statistics:
                value = profile[name].value
                written = {f"{100 * value:.0f} %", f"{value:.2f}", f"{value:+.2f}", f"{value:.1f}"}
                assert any(number in fact.text for number in written), (name, fact.text)


def test_intervals_stand_beside_numbers(profile):
    whole = str(profile.summary())
    item = profile["loaded_mean"]
    assert f"{item.value:.2f} (95 % interval {item.low:.2f} to {item.high:.2f})" in whole


def test_percentiles_are_told_where_they_are_known(profiles, analyzer):
    norms = framing.Norms.from_profiles(profiles.values())
    plain = analyzer.analyze("Rain fell. Rivers rose. Roads closed.").with_norms(norms)
    assert re.search(r"less than in \d+ of 100 news articles", str(plain.summary()))


@pytest.mark.parametrize("text", ["Rain.", "“No.”", "Norway left. Norway paid.", "?", "a b c d e f g"])
def test_short_articles_have_five_facts_too(analyzer, text):
    assert 5 <= len(analyzer.analyze(text).summary()) <= 10


def test_a_source_treated_unlike_the_others_is_told(analyzer):
    others = " ".join(f"Engineer Olav Berg said pump {number} works." for number in range(8))
    own = " ".join(f"Mayor Ida Holm claimed gate {number} is shut." for number in range(8))
    facts = [fact.text for fact in analyzer.analyze(f"{own} {others}").summary()]
    assert any("cast doubt" in text for text in facts)


def test_the_same_facts_as_plain_data(profile):
    summary = profile.summary()
    assert [row["text"] for row in summary.to_dict()["facts"]] == [fact.text for fact in summary]
