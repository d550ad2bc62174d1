"""Who is who in a sentence or two: cases met in news, one rule each."""

import pytest

import framing


@pytest.fixture(scope="module")
def encoder():
    return framing.Analyzer(engine="encoder")


def actors(analyzer, text):
    """Name → aliases."""
    return {actor.name: set(actor.aliases) for actor in analyzer.analyze(text).actors}


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        pytest.param(
            "Willem Van Doren, a carpenter from the island, was arrested. Van Doren was 69. Van Doren wept.",
            "Willem Van Doren", {"Van Doren"}, id="surname of two words",
        ),
        pytest.param(
            "The singer Kim Halloway West visited the prison. Halloway West said the woman should go free.",
            "Kim Halloway West", {"Halloway West"}, id="two surnames",
        ),
        pytest.param(
            "The Ridge Gazette reported the deal. The Gazette said it had known. Editors at the Gazette left.",
            "Ridge Gazette", {"Gazette"}, id="the last word of a paper",
        ),
        pytest.param(
            "The bill passed the House of Representatives. The House will vote again on Friday.",
            "House of Representatives", {"House"}, id="the House",
        ),
        pytest.param(
            "The Immigration and Customs Enforcement agency, or ICE, said it would halt some raids. ICE said so.",
            "ICE", {"Immigration and Customs Enforcement agency"}, id="an acronym behind or",
        ),
        pytest.param(
            "Charles “Cully” Simmons, a security expert, spoke. Simmons said he was not surprised.",
            "Charles “Cully” Simmons", {"Simmons"}, id="a nickname in marks",
        ),
        pytest.param(
            "The Homeland Security Department sent agents. The Department of Homeland Security said they would stay.",
            "Department of Homeland Security", {"Homeland Security Department"}, id="a department turned round",
        ),
        pytest.param(
            "The Intergovernmental Panel on Climate Change (IPCC) published a report. The IPCC said action was needed.",
            "Intergovernmental Panel on Climate Change", {"IPCC"}, id="spelt out by its letters",
        ),
        pytest.param(
            "The Washington Wizards played. Fans of the Wizards held up signs.", "Washington Wizards", {"Wizards"},
            id="a team",
        ),
        pytest.param(
            "She was arrested in Bradford, N.H., on Thursday. She had bought a house in New Hampshire.",
            "New Hampshire", {"N.H."}, id="a state by its letters",
        ),
        pytest.param(
            "Governor @MattBevan has done it! Matt Bevan won the election. Bevan thanked the president.",
            "Matt Bevan", {"Bevan"}, id="a handle",
        ),
        pytest.param(
            "Jeb Bushman (@JebBushman) tweeted about it.", "Jeb Bushman", {"@JebBushman"}, id="a handle in brackets"
        ),
        pytest.param(
            "When another female reporter, CNN’s Carla Collins, tried to ask a question, the president left.",
            "Carla Collins", {"another female reporter"}, id="whose she is in front of her name",
        ),
        pytest.param(
            "“We have made progress,” said White House Director of Legislative Affairs Marc Shorter.",
            "Marc Shorter", {"White House Director"}, id="an office and what it is of",
        ),
        pytest.param(
            "The GOP-led House rejected the bill on Monday.", "House", {"The GOP-led House"}, id="led by a party"
        ),
        pytest.param(
            "Pence spoke to donors. A senior adviser told reporters that the Indiana governor was solid.",
            "Mike Pence", {"the Indiana governor"}, id="the governor of whom the text has spoken",
        ),
        pytest.param(
            "The governor was silent on Monday. On Tuesday Governor Ana Ruiz of Ohio signed the bill.",
            "Ana Ruiz", {"The governor"}, id="an office before its name",
        ),
        pytest.param(
            "Trayson Martin was shot. Martin’s mother Sybil Fulson came with his father, Tracy Martin. Nobody spoke. "
            "Martin’s father said the case was clear.",
            "Tracy Martin", {"Martin’s father"}, id="whose father he is",
        ),
    ],
)  # fmt: skip
def test_who_is_called_several_things_is_one_actor(encoder, text, name, aliases):
    assert aliases <= actors(encoder, text)[name]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("Hurricane Sandra is near. Sandra could wreak havoc.", "Sandra", id="a storm"),
        pytest.param("Obama was the president of the United States then.", "United States", id="what an office is of"),
        pytest.param("The U.S. Senate passed the bill on Monday.", "United States", id="a body of the country"),
        pytest.param("“It is odd,” said retired Brig. Gen. J. Roy Robertson.", "retired", id="a rank with a full stop"),
        pytest.param("A smiling Trump appeared outside on Monday.", "smiling", id="how somebody looks"),
        pytest.param(
            "A clash over gay rights on Capitol Hill was threatening to unravel the bill.",
            "gay rights on Capitol Hill", id="what a clash is about",
        ),
    ],
)  # fmt: skip
def test_what_is_nobody_is_no_actor(encoder, text, wrong):
    assert wrong not in actors(encoder, text)


def test_a_name_inside_a_bracket_of_results_is_not_another_persons(encoder):
    found = actors(encoder, "Ana Ruiz (Spain) beat Steffi Graff (Germany) 6-3 6-2 on Monday.")
    assert {"Ana Ruiz", "Steffi Graff"} <= set(found)


HOME = (
    "President Ana Roe met Senator Tom Diaz on Monday. Diaz said Roe had promised a vote on the budget. House Speaker "
    "Jane Cole and Senator Max Bell of Ohio opposed it. The White House said Roe would sign it. Cole and Bell met Roe "
    "again on Friday. Diaz and Cole spoke in Texas. The Senate voted."
)
ABROAD = (
    "Russia attacked Ukraine on Monday. China and Iran were silent. France, Germany and Poland condemned Russia. The "
    "White House condemned Russia too. Ukraine thanked France and Germany. Iran left. China sold arms to Russia."
)


def test_the_white_house_is_the_state_only_among_states(encoder):
    at_home = {actor.name: actor.kind for actor in encoder.analyze(HOME).actors}
    assert at_home["White House"] == "organisation"
    abroad = {actor.name: set(actor.aliases) for actor in encoder.analyze(ABROAD).actors}
    assert "White House" in abroad["United States"]


def test_the_white_house_and_the_one_administration_are_one(encoder):
    found = actors(encoder, HOME + " The Roe administration wants a vote.")
    assert any({"White House", "Roe administration"} <= aliases for aliases in found.values())
