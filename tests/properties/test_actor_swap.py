"""Rename A and B throughout: their stance rows swap, and nothing else changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

# Names of one length and one gender, so that offsets and pronouns stay as they are.
PAIRS = {
    "persons": {"Peter": "James", "Novak": "Harte"},
    "women": {"Laura": "Marie", "Okoro": "Tamba"},
    "countries": {"Norway": "Brazil"},
}
SURFACES = {
    "persons": (("Peter Novak", "Novak"), ("James Harte", "Harte")),
    "women": (("Laura Okoro", "Okoro"), ("Marie Tamba", "Tamba")),
    "countries": (("Norway", "Norway"), ("Brazil", "Brazil")),
}
OPENING = "{A} met {B} on Monday."
SENTENCES = (
    "{a} condemned {b} over the plan.",
    "{b} praised {a} for the deal.",
    "{a} said {b} had lied about the money.",
    "“{b} is reckless and corrupt,” {a} said.",
    "{b} may have betrayed {a}, officials said.",
    "Critics say {a} attacked {b} without reason.",
    "{a} was accused of fraud by {b}.",
    "{b} did not blame {a}.",
    "The heroic effort of {a} saved the disgraceful plan of {b}.",
    "{a} and {b} signed the treaty.",
    "According to {b}, the plan of {a} is probably a failure.",
    "Some believe {a} is a threat to {b}.",
    "{a}'s shameful attack on {b} failed.",
    "Reports have surfaced that {b} misled {a}.",
    "It rained.",
)


def renamer(names):
    both = names | {new: old for old, new in names.items()}
    both |= {old.lower(): new.lower() for old, new in both.items()}
    pattern = re.compile(r"(?<![^\W_])(?:" + "|".join(both) + r")(?![^\W_])")
    return lambda text: None if text is None else pattern.sub(lambda found: both[found[0]], text)


def described(profile, rename):
    """Everything a profile says, with the names in it changed by `rename`, in an order that names do not decide."""
    article = profile.article
    return {
        "sentences": [(s.span, s.zone) for s in article.sentences],
        "actors": sorted(
            (rename(a.id), rename(a.name), a.kind, tuple(rename(alias) for alias in a.aliases),
             tuple((m.span, m.sentence, m.form) for m in a.mentions))
            for a in article.actors
        ),
        "attributions": [
            (x.sentence, x.source_span, x.cue_span, x.content_span, x.mode, x.source_kind, x.cue_kind,
             rename(x.actor), x.strength, x.parent)
            for x in article.attributions
        ],
        "scores": [(s.loaded, s.loaded_author, s.loaded_quoted, s.hedging, s.attribution) for s in profile.sentences],
        "evidence": sorted(
            (e.sentence, e.dimension, e.kind, e.span, e.contribution, e.voice, e.origin,
             rename(e.actor) or "", rename(e.holder) or "")
            for e in profile.evidence
        ),
        "stances": sorted(
            (t.sentence, rename(t.actor), rename(t.holder) or "", t.span, t.negative, t.neutral, t.positive, t.value)
            for s in profile.sentences for t in s.stances
        ),
        "statistics": sorted(
            (rename(s.statistic), -9 if s.value is None else s.value, s.n) for s in profile.statistics
        ),
    }  # fmt: skip


def same(text):
    return text


def close(first, second):
    """Equality of nested descriptions up to the last bits of a float: sums over actors are taken in another order."""
    if isinstance(first, float):
        return first == pytest.approx(second, abs=1e-12)
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(close(a, b) for a, b in zip(first, second, strict=True))
    return first == second


@pytest.mark.parametrize("names", PAIRS)
@given(places=st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=6))
def test_renaming_swaps_the_stances_and_changes_nothing_else(analyzer, names, places):
    rename = renamer(PAIRS[names])
    (full_a, a), (full_b, b) = SURFACES[names]
    template = " ".join([OPENING, *(SENTENCES[place] for place in places)])
    text = template.format(A=full_a, B=full_b, a=a, b=b)
    swapped = rename(text)
    assert len(swapped) == len(text)
    assert rename(swapped) == text
    one, other = analyzer.analyze(text), analyzer.analyze(swapped)
    assert {actor.name for actor in one.actors} >= {full_a, full_b}
    before, after = described(one, rename), described(other, same)
    for part, found in before.items():
        assert close(found, after[part]), part


def test_the_property_can_fail(analyzer):
    """Were the names not swapped back, the stances would differ."""
    one = analyzer.analyze("Norway condemned Brazil over the disgraceful plan.")
    other = analyzer.analyze("Brazil condemned Norway over the disgraceful plan.")
    assert described(one, same)["stances"] != described(other, same)["stances"]
