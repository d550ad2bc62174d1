"""Who says what and what kind of source that is: cases met in news, one rule each."""

import pytest

import framing


@pytest.fixture(scope="module")
def encoder():
    return framing.Analyzer(engine="encoder")


def said(analyzer, text):
    """Source, its kind and the cue of every attribution."""
    return [(item.source, item.source_kind, item.cue) for item in analyzer.analyze(text).attributions]


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        pytest.param(
            "A new Battleground Poll finds that most people want the tax.", "A new Battleground Poll", "document",
            id="a poll with a name",
        ),
        pytest.param(
            "Sixty-nine percent said making health care affordable should come first.",
            "Sixty-nine percent", "document", id="a share of a poll",
        ),
        pytest.param(
            "A Department of Homeland Security spokesperson confirmed that the agents had left.",
            "A Department of Homeland Security spokesperson", "unnamed_specific", id="whose spokesperson",
        ),
        pytest.param(
            "The Washington Post report said that no records were kept.", "The Washington Post report", "document",
            id="the report of a paper",
        ),
        pytest.param(
            "Trump’s lawyers argued that the subpoenas serve no purpose.", "Trump’s lawyers", "unnamed_specific",
            id="somebody's lawyers",
        ),
        pytest.param(
            "President Trump and his allies claimed that the vote was stolen.", "President Trump and his allies",
            "named_person", id="somebody and their allies",
        ),
        pytest.param(
            "The 70-year-old Trump said that he was sorry.", "The 70-year-old Trump", "named_person", id="how old he is"
        ),
        pytest.param(
            "Trump’s son-in-law, Jared Kushman, said on television that it was a success.",
            "Trump’s son-in-law, Jared Kushman", "named_person", id="a hyphened relative",
        ),
        pytest.param(
            "Those who support the bill say that it will pass.", "Those who support the bill", "collective",
            id="those who",
        ),
    ],
)  # fmt: skip
def test_kinds_of_sources(encoder, text, source, kind):
    assert (source, kind) in [(item, of) for item, of, _ in said(encoder, text)]


def test_who_is_said_to_want_something_has_not_said_so(encoder):
    found = said(encoder, "Nader reportedly said the Emirates wanted to aid the campaign. The general reportedly fled.")
    assert any(source == "Nader" and "said" in cue for source, _, cue in found)
    assert all(source != "The general" for source, _, _ in found)


def test_a_participle_in_front_has_the_subject_of_the_clause(encoder):
    text = "After asserting that “nobody likes this policy,” Conway said, “If they are serious, they will come.”"
    assert {source for source, _, _ in said(encoder, text)} == {"Conway"}


def test_an_act_says_nothing(encoder):
    assert said(encoder, "President Trump sued the state on Monday. Roe signed the bill.") == []


def test_one_saying_in_a_memo_is_one(encoder):
    text = "“We must act now,” wrote Deputy Defense Secretary Ashton Carson in a memo."
    assert len(said(encoder, text)) == 1


SIGNED = """The left is sceptical of the firm's motives.

“All of this might sound reasonable on its face. Working with lawmakers gives the firm a front-row seat.”

Erica Lutzen, Vanity Square

“The firm claims its users would be free to leave. In reality, the firm owns most networks…

“It also grew to an enormous size by collecting data. If laws are enacted, it may squash its rivals.”

Mike Isaksen, New York Ledger
"""


def test_who_signs_below_a_quotation_says_all_of_it(encoder):
    profile = encoder.analyze(SIGNED)
    whole = {item.content[:12]: item.actor for item in profile.attributions if not item.cue}
    assert whole == {"“All of this": "lutzen", "“The firm cl": "isaksen", "“It also gre": "isaksen"}


TURNS = """What they said about disaster relief

Ann Romley and Lee King met for a debate on Monday, and the storm was all that anybody asked them about.

Romley replied that she thought the states could handle the relief, and then spoke of the whole budget of the country:

Romley: Absolutely. Every time you have an occasion to send money back, that is the right direction. It is better.

The next question was about taxes, and nobody came back to the storm for the rest of the long evening.
"""


def test_a_name_and_a_colon_open_what_is_said_below_a_colon(encoder):
    turn = next(item for item in encoder.analyze(TURNS).attributions if item.content.startswith("Absolutely"))
    assert turn.actor == "romley"
    assert turn.content.endswith("It is better.")


def test_nobody_goes_on_without_a_word_or_a_mark(encoder):
    text = "Democrats believe that they can convince the public. However, I believe they are wrong. It is a bad bill."
    assert all("wrong" not in item.content for item in encoder.analyze(text).attributions)
