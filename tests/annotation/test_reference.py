"""Descriptions and pronouns: whom they mean, and when they are left alone."""

import pytest

import framing


@pytest.fixture(scope="module", params=framing.engines())
def analyzer(request):
    return framing.Analyzer(request.param)


def forms(analyzer, text):
    """What each actor is referred to by."""
    return {actor.id: [mention.text for mention in actor.mentions] for actor in analyzer.analyze(text).actors}


@pytest.mark.parametrize(
    ("text", "actor", "form"),
    [
        ("Mayor Ana Ruiz opened the pier on Monday. She thanked the divers.", "ruiz", "She"),
        ("Senator Tom Reyes lost the vote on Monday. He blamed the weather.", "reyes", "He"),
        ("Mayor Ana Ruiz met Senator Tom Reyes on Monday. She thanked the divers.", "ruiz", "She"),
        ("The mayor, Ana Ruiz, spoke first on Monday. The mayor then left.", "ruiz", "mayor"),
        ("Former Justice Ana Ruiz spoke on Monday. Later the former justice left.", "ruiz", "former justice"),
        ("Norway closed the border on Monday. The Norwegian government gave no reason.", "norway", None),
    ],
)
def test_whom_it_means(analyzer, text, actor, form):
    found = forms(analyzer, text)[actor]
    assert len(found) == 2
    assert form is None or found[1] == form


def test_a_pronoun_without_anybody_to_mean_is_left_alone(analyzer):
    assert not any("He" in found for found in forms(analyzer, "Rain fell on the hills. He was tired.").values())


def test_gender_is_never_contradicted(analyzer):
    text = "Ms Ana Ruiz spoke on Monday. He was not there, and his coat was gone."
    assert forms(analyzer, text)["ruiz"] == ["Ana Ruiz"]


def test_pronouns_say_how_sure_they_are(analyzer):
    profile = analyzer.analyze("Mayor Ana Ruiz opened the pier on Monday. She thanked the divers.")
    sure = [mention.confidence for actor in profile.actors for mention in actor.mentions if mention.form == "pronoun"]
    assert sure
    assert all(0.5 <= value <= 1 for value in sure)
    assert all(
        mention.confidence == 1 for actor in profile.actors for mention in actor.mentions if mention.form != "pronoun"
    )


def test_another_mans_lawyer_is_another_lawyer(analyzer):
    found = forms(
        analyzer, "Tom Reyes's lawyer said no on Monday. Ana Ruiz's lawyer said yes. Both lawyers then left the room."
    )
    assert len([actor for actor in found if "lawyer" in actor]) >= 2


@pytest.mark.parametrize(
    ("text", "actor", "role"),
    [
        ("Norway attacked Japan.", "norway", "agent"),
        ("Norway attacked Japan.", "japan", "patient"),
        ("Japan was attacked by Norway.", "japan", "patient"),
        ("Japan was attacked by Norway.", "norway", "agent"),
        ("Japan has not attacked Norway.", "japan", "agent"),
        ("Japan is an island.", "japan", ""),
    ],
)
def test_who_acts_and_who_is_acted_on(analyzer, text, actor, role):
    profile = analyzer.analyze(text)
    assert [mention.role for item in profile.actors if item.id == actor for mention in item.mentions] == [role]


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Tony Blinder spoke on Monday in Oslo. Later Antony Blinder left for home.", True),
        ("Ana Blinder spoke on Monday in Oslo. Later Peter Blinder left for home.", False),
    ],
)
def test_a_short_given_name_is_the_long_one(analyzer, text, one):
    found = [actor for actor in analyzer.analyze(text).actors if "Blinder" in actor.name]
    assert (len(found) == 1) is one


def test_a_son_named_like_his_famous_father_is_another(analyzer):
    found = forms(analyzer, "Donald Trump spoke in Ohio on Monday. Donald Trump Jr. spoke in Texas on Friday.")
    assert len([actor for actor in found if "trump" in actor]) == 2


@pytest.mark.parametrize(
    ("text", "one", "another"),
    [
        ("European nations met on Monday. Later the other nations left.", "European nations", "other nations"),
        ("The senator spoke on Monday. The other senator left.", "senator", "other senator"),
        ("The company fell on Monday. Another company rose.", "company", "company"),
    ],
)
def test_others_are_somebody_else(analyzer, text, one, another):
    found = list(forms(analyzer, text).values())
    assert sorted(found) != [[one, another]]
    assert not any(one in own and another in own and len(own) > 1 for own in found)


def test_names_of_groups_keep_their_capitals(analyzer):
    names = {actor.name for actor in analyzer.analyze("Later european nations met western allies.").actors}
    assert names == {"European nations", "Western allies"}


def test_the_leader_of_a_country_is_who_holds_its_office():
    text = "Israeli Prime Minister Dana Fox spoke. Ann Lee listened. The Israeli leader said the talks had failed."
    item = next(item for item in framing.Analyzer().analyze(text).attributions if "failed" in item.content)
    assert item.actor == "fox"


def test_a_nominee_is_of_the_party_that_is_told():
    text = (
        "Republican nominee Dana Fox met Ann Lee in June. Lee shook his hand. "
        "The Democratic nominee said the talks had failed."
    )
    item = next(item for item in framing.Analyzer().analyze(text).attributions if "failed" in item.content)
    assert item.actor == "lee"


def test_whom_a_sentence_names_behind_its_subject_is_not_the_subject():
    text = (
        "Bruno Keller was shaken as he left the ceremony for Judge Anton Marsh on Friday. "
        "He said he studied law under Marsh at the old university."
    )
    profile = framing.analyze(text, engine="encoder")
    actor = next(actor for actor in profile.actors if actor.name == "Bruno Keller")
    said = next(item for item in profile.attributions if item.cue == "said")
    assert said.actor == actor.id


def test_a_name_does_not_end_twice():
    profile = framing.analyze("Photos: Remembering Anton Marsh Marsh was a judge for thirty years.", engine="encoder")
    assert "Anton Marsh" in [actor.name for actor in profile.actors]


@pytest.mark.parametrize(
    "text",
    [
        "“The tide took it,” Piet Maas said. “Ana Ruiz will have to pay,” he said.",
        "“The tide took it,” said Piet Maas, who runs the ferry. “The senator will pay,” he said.",
        "“The tide took it,” Piet Maas said. Senator Tom Reyes may still lose the vote, he added.",
    ],
)
def test_whoever_has_just_spoken_closes_the_next_saying(analyzer, text):
    assert forms(analyzer, text)["maas"][-1] == "he"


def test_a_clause_behind_as_has_a_subject(analyzer):
    text = "Mayor Ana Ruiz flew to Oslo on Monday, as the mayor seeks to calm the fishermen."
    assert forms(analyzer, text)["ruiz"] == ["Ana Ruiz", "mayor"]


def test_whoever_is_called_is_not_whoever_calls(analyzer):
    text = "On a call with a ferry manager, Lirim Dara agreed to pay. The manager hung up."
    assert "manager" not in forms(analyzer, text)["dara"]


def test_a_firm_is_called_one_behind_a_clause_of_its_own():
    text = "Norvik Inc. met investors at a Bergen Herald event. Norvik left because the company had no boats."
    assert "company" in forms(framing.Analyzer("encoder"), text)["norvik-inc"]


def test_a_surname_stays_with_whoever_has_gone_by_it(analyzer):
    text = (
        "Ana Ruiz opened the pier. Ruiz thanked the divers. Ruiz left early. Ruiz was cold. "
        "A book about Tom Ruiz came out. Ruiz has not read it."
    )
    assert forms(analyzer, text)["ana-ruiz"].count("Ruiz") == 4
