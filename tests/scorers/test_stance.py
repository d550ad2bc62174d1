import pytest

import framing
from framing.lexicon import load_lexicons
from framing.scorers import combine_stance
from framing.scorers.stance import StanceScorer


def stances(analyzer, text):
    """(actor, holder) → value, over the article."""
    return {
        (stance.actor, stance.holder): stance.value
        for scores in analyzer.analyze(text).sentences
        for stance in scores.stances
    }


@pytest.mark.parametrize("text", ["Tom Reyes walked to the shop.", "Norway has 5 million people.", "It rained."])
def test_without_evidence_there_is_no_row(analyzer, text):
    assert stances(analyzer, text) == {}


@pytest.mark.parametrize(
    ("text", "actor", "sign"),
    [
        pytest.param("Tom Reyes lied.", "reyes", -1, id="agent of a bad deed"),
        pytest.param("Tom Reyes rescued the child.", "reyes", 1, id="agent of a good deed"),
        pytest.param("Tom Reyes praised Ida Moreau.", "moreau", 1, id="patient of praise"),
        pytest.param("Tom Reyes condemned Ida Moreau.", "moreau", -1, id="patient of blame"),
        pytest.param("Ida Moreau was praised by Tom Reyes.", "moreau", 1, id="passive, patient"),
        pytest.param("Norway attacked Japan.", "norway", -1, id="agent of harm"),
        pytest.param("Japan was attacked by Norway.", "norway", -1, id="passive, agent"),
        pytest.param("The corrupt minister Tom Reyes left.", "reyes", -1, id="modifier"),
        pytest.param("Tom Reyes is corrupt.", "reyes", -1, id="predicate"),
        pytest.param("Tom Reyes is a brave man.", "reyes", 1, id="predicate, good"),
        pytest.param("Tom Reyes, a liar, left.", "reyes", -1, id="apposition"),
        pytest.param("Japan's reckless plan failed.", "japan", -1, id="possessed"),
    ],
)
def test_signs(analyzer, text, actor, sign):
    (value,) = (value for (target, _), value in stances(analyzer, text).items() if target == actor)
    assert value * sign > 0.2


@pytest.mark.parametrize("text", ["Tom Reyes praised Ida Moreau.", "Ida Moreau was praised by Tom Reyes."])
def test_whoever_praises_holds_the_praise(analyzer, text):
    assert ("moreau", "reyes") in stances(analyzer, text)
    assert ("moreau", None) not in stances(analyzer, text)


@pytest.mark.parametrize("word", ["corrupt", "reckless", "brave", "honest"])
def test_negation_turns_a_judgement_and_weakens_it(analyzer, word):
    def total(text):
        (scores,) = analyzer.analyze(text).sentences
        return sum(item.contribution for item in scores.evidence if item.dimension == "stance")

    plain, negated = total(f"Tom Reyes is {word}."), total(f"Tom Reyes is not {word}.")
    assert plain * negated < 0
    assert abs(negated) < abs(plain)


def test_the_victim_of_an_attack_is_blamed_less_than_its_author(analyzer):
    found = stances(analyzer, "Norway attacked Japan.")
    assert found["norway", None] < found["japan", None]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("“Tom Reyes is a liar,” said Ida Moreau.", "moreau"),
        ("Ida Moreau said Tom Reyes was corrupt.", "moreau"),
        ("“Tom Reyes is a liar,” a clerk said.", "clerk"),
        ("According to Norway, Tom Reyes is a liar.", "norway"),
    ],
)
def test_what_sources_say_is_theirs_and_not_the_articles(analyzer, text, holder):
    found = stances(analyzer, text)
    assert found["reyes", holder] < -0.2
    assert ("reyes", None) not in found


def test_a_quotation_without_a_speaker_is_not_the_articles_either(analyzer):
    found = stances(analyzer, "“Tom Reyes is a liar.”")
    assert set(found) == {("reyes", "unnamed source")}


def test_the_same_words_as_the_articles_own_are_its_own(analyzer):
    assert set(stances(analyzer, "Tom Reyes is a liar.")) == {("reyes", None)}


def test_a_row_counts_once_toward_an_actor(profiles):
    for profile in profiles.values():
        for scores in profile.sentences:
            keys = [(item.span, item.actor) for item in scores.evidence if item.dimension == "stance"]
            assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("first", "second"), [("Norway", "Japan"), ("Tom Reyes", "Karl Adler"), ("Anna Brandt", "Ida Moreau")]
)
@pytest.mark.parametrize("frame", ["{} attacked {}.", "{} praised {}.", "{} was betrayed by {}.", "{} lied to {}."])
def test_swapping_the_actors_swaps_the_values(analyzer, frame, first, second):
    def by_name(text):
        profile = analyzer.analyze(text)
        names = {actor.id: actor.name for actor in profile.actors}
        return {names[s.actor]: s.value for scores in profile.sentences for s in scores.stances}

    one, other = by_name(frame.format(first, second)), by_name(frame.format(second, first))
    swap = {first: second, second: first}
    assert one == {swap[name]: value for name, value in other.items()}


def test_more_blame_is_more_negative(analyzer):
    values = [
        stances(analyzer, text)["reyes", None]
        for text in ("Tom Reyes is corrupt.", "The reckless Tom Reyes is corrupt.")
    ]
    assert values[1] < values[0] < 0


def test_combining_nothing_is_the_curve_at_0():
    scorer = StanceScorer(load_lexicons()["stance"])
    for kind in ("person", "country"):
        curve = scorer.curve(kind)
        assert combine_stance([], curve) == curve.probabilities(0.0)
        assert curve.probabilities(0.0)[1] > max(curve.probabilities(0.0)[0], curve.probabilities(0.0)[2])


def test_all_kinds_but_persons_share_one_curve():
    scorer = StanceScorer(load_lexicons()["stance"])
    assert len({scorer.curve(kind) for kind in ("organisation", "country", "group", "place")}) == 1
    assert scorer.curve("person") != scorer.curve("country")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It was shameful,” said Tom Reyes.", "reyes"),
        ("Ida Moreau said Tom Reyes was corrupt.", "moreau"),
        ("Tom Reyes called the plan “shameful” and left.", "reyes"),
        ("Norway condemned Japan's reckless attack.", "norway"),
    ],
)
def test_a_speaker_is_not_judged_by_what_the_speaker_says_of_others(analyzer, text, speaker):
    assert (speaker, speaker) not in stances(analyzer, text)


@pytest.mark.parametrize("engine", framing.engines())
def test_whoever_introduces_a_speaker_is_not_the_speaker(engine):
    profile = framing.analyze(
        "\u201cNobody can work like this,\u201d said Marta Olsen, the harbour\u2019s tireless and much admired pilot.",
        engine=engine,
    )
    olsen = next(actor.id for actor in profile.actors if "Olsen" in actor.name)
    own = [stance for row in profile.sentences for stance in row.stances if stance.actor == olsen]
    assert all(stance.holder is None for stance in own)
    assert own


@pytest.mark.parametrize(
    ("text", "name", "holder"),
    [
        (
            "The 14-page complaint alleges that the vice governor said the mayor lied to voters.",
            "mayor",
            "vice governor",
        ),
        (
            "Lethaba is accused of pumping four times the volume of groundwater its licence allows.",
            "Lethaba",
            "unnamed source",
        ),
        (
            "Hallamaa brushed aside accusations that she had let a national asset go cheaply.",
            "Hallamaa",
            "unnamed source",
        ),
    ],
)
def test_a_view_is_of_whoever_tells_it_and_not_of_whom_it_is_about(text, name, holder):
    profile = framing.analyze(text, engine="encoder")
    actor = next(actor.id for actor in profile.actors if actor.name == name)
    found = next(item for row in profile.sentences for item in row.stances if item.actor == actor)
    names = {actor.id: actor.name for actor in profile.actors}
    assert found.value < 0
    assert names.get(found.holder, found.holder) == holder


@pytest.mark.parametrize("engine", ["encoder", "lexicon"])
def test_what_we_know_is_the_writers(engine):
    profile = framing.analyze("We know that the corrupt mayor Tom Reyes lied.", engine=engine)
    assert {item.holder for item in profile.sentences[0].stances if item.value < -0.2} == {None}


def test_a_speaker_who_says_we_is_the_holder():
    text = "“We all know that Tom Reyes is a shameless crook,” said Ana Ruiz."
    (stance,) = [item for item in framing.analyze(text).sentences[0].stances if item.actor == "reyes"]
    assert stance.holder == "ruiz"


def test_what_speakers_say_is_theirs_and_what_they_only_speak_of_the_writers():
    quoted = framing.analyze("“Tom Reyes is a shameless crook,” said Ana Ruiz.")
    assert {s.holder for s in quoted.sentences[0].stances if s.actor == "reyes"} == {"ruiz"}
    told = framing.analyze("Ana Ruiz said that Tom Reyes was a shameless crook.")
    assert {s.holder for s in told.sentences[0].stances if s.actor == "reyes"} == {"ruiz"}
    beside = framing.analyze("The agency is planning to replace the pumps that Tom Reyes ruined.")
    assert ["Reyes" in item.content for item in beside.attributions] == [True]
    assert [(s.holder, s.value < -0.5) for s in beside.sentences[0].stances if s.actor == "reyes"] == [(None, True)]
