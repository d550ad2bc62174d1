import itertools

import pytest

import framing
from framing.annotation.attribution import AttributionAnnotator
from framing.annotation.marks import noun_end
from framing.document import MODES, SOURCE_KINDS
from framing.lexicon import load_lexicons
from tests.texts import placed


@pytest.fixture(scope="module")
def annotator():
    return AttributionAnnotator(load_lexicons()["attribution"])


def only(analyzer, text):
    (found,) = analyzer.analyze(text).attributions
    return found


# --------------------------------------------------------------------------- who, by what, what


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "mode"),
    [
        pytest.param(
            "“The bridge is safe,” said Mayor Anna Brandt.",
            "Mayor Anna Brandt", "said", "“The bridge is safe,”", "direct", id="direct, source after",
        ),
        pytest.param(
            '"The bridge is safe," Mayor Anna Brandt said.',
            "Mayor Anna Brandt", "said", '"The bridge is safe,"', "direct", id="direct, source before, straight",
        ),
        pytest.param(
            "«The bridge is safe», said Anna Brandt.", "Anna Brandt", "said", "«The bridge is safe»", "direct",
            id="direct, guillemets",
        ),
        pytest.param(
            "‘The bridge is safe,’ Anna Brandt told reporters.",
            "Anna Brandt", "told", "‘The bridge is safe,’", "direct", id="direct, British",
        ),
        pytest.param(
            "Anna Brandt warned that the “rotten” roof could fall.",
            "Anna Brandt", "warned", "that the “rotten” roof could fall", "mixed", id="mixed",
        ),
        pytest.param(
            "Anna Brandt said the bridge was safe.", "Anna Brandt", "said", "the bridge was safe", "indirect",
            id="indirect, without that",
        ),
        pytest.param(
            "The roof had been checked, Anna Brandt said on Monday.",
            "Anna Brandt", "said", "The roof had been checked", "indirect", id="indirect, source behind",
        ),
        pytest.param(
            "“The bridge is safe,” Brandt told the Gazette’s Jonas Holm on Thursday.",
            "Brandt", "told", "“The bridge is safe,”", "direct", id="direct, with a named hearer",
        ),
        pytest.param(
            "Mayor Anna Brandt last year denied that the vault was empty.",
            "Mayor Anna Brandt", "denied", "that the vault was empty", "indirect", id="time between source and cue",
        ),
        pytest.param(
            "An envoy told reporters that the vault was empty.",
            "An envoy", "told", "that the vault was empty", "indirect", id="a hearer between",
        ),
        pytest.param(
            "According to the coast guard, the ferry had lost power.",
            "the coast guard", "According to", "the ferry had lost power", "indirect", id="according to, in front",
        ),
        pytest.param(
            "The ferry had lost power, according to the coast guard.",
            "the coast guard", "according to", "The ferry had lost power", "indirect", id="according to, behind",
        ),
        pytest.param(
            "The general is believed to have fled.", "", "is believed to", "have fled", "indirect",
            id="agentless, passive",
        ),
        pytest.param(
            "It was alleged that the clerk had lied.", "", "It was alleged that", "the clerk had lied", "indirect",
            id="agentless, it",
        ),
        pytest.param(
            "President Ada Okoro: “We will not sign.”",
            "President Ada Okoro", ":", "“We will not sign.”", "direct", id="colon and quotation",
        ),
        pytest.param(
            "Ida Moreau, who runs the agency, said the mast was rotten.",
            "Ida Moreau, who runs the agency,", "said", "the mast was rotten", "indirect", id="a relative clause",
        ),
    ],
)  # fmt: skip
def test_source_cue_and_content(analyzer, text, source, cue, content, mode):
    found = only(analyzer, text)
    assert (found.source.rstrip(","), found.cue, found.content, found.mode) == (source.rstrip(","), cue, content, mode)


@pytest.mark.parametrize(
    ("headline", "source", "kind"),
    [
        ("Mayor Reyes: Roof was checked twice", "Mayor Reyes", "named_person"),
        ("Reyes: Roof was checked twice", "Reyes", "named_person"),
        ("Norway: Talks will go on", "Norway", "named_org"),
    ],
)
def test_a_colon_in_a_headline_is_a_cue(analyzer, headline, source, kind):
    found = analyzer.analyze(placed(("headline", headline), ("body", "Mayor Tom Reyes left. It rained."))).attributions
    assert [(item.source, item.cue, item.source_kind) for item in found] == [(source, ":", kind)]


def test_a_colon_in_the_body_is_none_without_a_quotation(analyzer):
    assert analyzer.analyze("Norway: a country of 60,000 bridges.").attributions == ()


@pytest.mark.parametrize(
    "text",
    [
        "The bridge carries two lanes.",
        "The museum displays a noted clock.",
        "It rained all night.",
        "The girls' 'club' closed at five.",
    ],
)
def test_nobody_says_anything(analyzer, text):
    assert analyzer.analyze(text).attributions == ()


def test_an_interrupted_quotation_is_two_of_one_source(analyzer):
    first, second = analyzer.analyze("“We waited,” the baker said, “and nobody came.”").attributions
    assert (first.content, second.content) == ("“We waited,”", "“and nobody came.”")
    assert (first.source, second.source) == ("the baker", "")
    assert (first.source_kind, first.strength) == (second.source_kind, second.strength)


def test_a_running_quotation_keeps_its_speaker(analyzer):
    first, second = analyzer.analyze("“It was loud,” said Ida Moreau. “The walls shook.”").attributions
    assert second.cue_span is None
    assert second.source_span is None
    assert (second.actor, second.source_kind, second.mode) == (first.actor, "named_person", "direct")


def test_a_running_quotation_keeps_its_speaker_over_a_paragraph(analyzer):
    article = placed(("body", "“We ran,” Ida Moreau said."), ("body", "“It was dark. Nobody spoke.”"))
    assert {item.actor for item in analyzer.analyze(article).attributions} == {"moreau"}


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Ms Hale said that Mr Dunn had claimed that the vault was empty.", "Mr Dunn"),
        ("Tom Reyes said that Ida Moreau had warned that the roof was rotten.", "Ida Moreau"),
        ("The minister said the inspectors had told him that the roof was rotten.", "the inspectors"),
        ("Mr Dunn denied that the ministry had said the vault was empty.", "the ministry"),
    ],
)
def test_attributions_nest(analyzer, text, inner):
    outer, nested = analyzer.analyze(text).attributions
    assert outer.parent is None
    assert (nested.source, nested.parent) == (inner, outer.index)
    assert outer.content_span.start <= nested.content_span.start < nested.content_span.end <= outer.content_span.end


def test_parents_hold_their_children(profiles):
    for profile in profiles.values():
        for item in profile.attributions:
            if item.parent is not None:
                outer = profile.attributions[item.parent].content_span
                assert outer.start <= item.content_span.start
                assert item.content_span.end <= outer.end
                assert len(outer) > len(item.content_span)


def test_indices_count_and_texts_are_those_of_their_spans(profiles):
    for profile in profiles.values():
        text = profile.article.text
        assert [item.index for item in profile.attributions] == list(range(len(profile.attributions)))
        for item in profile.attributions:
            assert item.content == item.content_span.slice(text)
            assert item.source == (item.source_span.slice(text) if item.source_span else "")
            assert item.cue == (item.cue_span.slice(text) if item.cue_span else "")
            assert item.mode in MODES
            assert item.source_kind in SOURCE_KINDS


@pytest.mark.parametrize("marks", ["“”", '""', "«»"])
def test_the_style_of_the_marks_changes_nothing(analyzer, marks):
    text = "“We ran,” said Ida Moreau. She called it a “sad” day. “Nobody,” she said, “spoke.”"
    changed = text.replace("“", marks[0]).replace("”", marks[1])

    def view(text):
        return [
            (a.source_span, a.cue_span, a.content_span, a.mode, a.source_kind, a.actor)
            for a in analyzer.analyze(text).attributions
        ]

    assert view(changed) == view(text)


# --------------------------------------------------------------------------- kinds of source


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ida Moreau", "named_person"),
        ("Mr Okoro", "named_person"),
        ("Interior Minister Paul Weller", "named_person"),
        ("One resident, Ida Moreau,", "named_person"),
        ("She", "named_person"),
        ("Norway", "named_org"),
        ("NATO", "named_org"),
        ("Moscow", "named_org"),
        ("The ministry", "named_org"),
        ("The harbour authority", "named_org"),
        ("Police", "named_org"),
        ("The report", "document"),
        ("A study", "document"),
        ("The company's statement", "document"),
        ("A spokesman", "unnamed_specific"),
        ("The minister", "unnamed_specific"),
        ("Officials", "collective"),
        ("Many experts", "collective"),
        ("They", "collective"),
        ("Two diplomats", "unnamed_specific"),
        ("Sources", "anonymous"),
        ("An anonymous source", "anonymous"),
        ("A person familiar with the matter", "anonymous"),
        ("Critics", "vague"),
        ("Some", "vague"),
        ("Others", "vague"),
    ],
)
def test_kinds_of_source(analyzer, source, kind):
    found = only(analyzer, f"{source} said the vault was empty.")
    assert found.source_kind == kind
    assert found.source.rstrip(",") == source.rstrip(",")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Mayor Anna Brandt said it rained. Brandt said it snowed.", "brandt"),
        ("Norway said it rained. Then, Norway said, it snowed.", "norway"),
        ("Mayor Anna Brandt said it rained. She said it snowed.", "brandt"),
    ],
)
def test_the_source_is_the_actor(analyzer, text, actor):
    assert [item.actor for item in analyzer.analyze(text).attributions] == [actor, actor]


# --------------------------------------------------------------------------- strength

VAGUER = ["Mayor Anna Brandt", "The ministry", "A spokesman", "Officials", "Sources", "Critics"]
FRAMES = [
    "{} said the vault was empty.",
    "{} warned that the vault was empty.",
    "“The vault is empty,” {} said.",
    "{} said the vault was “quite empty”.",
    "The vault was empty, according to {}.",
]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_more_checkable_source_never_lowers_the_score(analyzer, frame):
    texts = [frame.format(source if frame.startswith("{}") else source[0].lower() + source[1:]) for source in VAGUER]
    texts[0] = frame.format(VAGUER[0])
    values = [analyzer.analyze(text).sentences[0].attribution for text in texts]
    assert None not in values
    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]


def test_strength_is_monotone_in_the_source_for_every_mode_and_cue(annotator):
    order = ["absent", "vague", "anonymous", "collective", "unnamed_specific", "named_org", "named_person"]
    cues = {entry.term for entry in load_lexicons()["attribution"].table("strength.tsv") if entry.category == "cue"}
    for mode, cue in itertools.product(MODES, [*cues, ""]):
        values = [annotator.strength(kind, mode, cue) for kind in order]
        assert values == sorted(values)
        assert all(0 <= value <= 1 for value in values)


def test_quoting_never_lowers_strength(annotator):
    for kind in SOURCE_KINDS:
        values = [annotator.strength(kind, mode, "neutral") for mode in ("indirect", "mixed", "direct")]
        assert values == sorted(values)


@pytest.mark.parametrize(("kind", "mode"), [("somebody", "direct"), ("vague", "sung")])
def test_strength_of_an_unknown_kind_or_mode_is_refused(annotator, kind, mode):
    with pytest.raises(ValueError, match="unknown source kind"):
        annotator.strength(kind, mode, "neutral")


def test_strength_in_a_profile_is_that_of_the_table(profiles, annotator):
    for profile in profiles.values():
        for item in profile.attributions:
            bare = annotator.strength(item.source_kind, item.mode, item.cue_kind)
            full = annotator.strength(item.source_kind, item.mode, item.cue_kind, ("role", "date", "occasion"))
            assert bare <= item.strength <= full


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("cue", ["neutral", "doubting", "perception", ""])
def test_naming_a_vague_source_never_lowers_strength(annotator, mode, cue):
    """Even where the named one loses every detail that the vague one had."""
    vague = annotator.strength("vague", mode, cue, ("date", "occasion"))
    assert annotator.strength("named_person", mode, cue) >= vague
    for detail in ("role", "date", "occasion"):
        assert annotator.strength("vague", mode, cue, (detail,)) >= annotator.strength("vague", mode, cue)


def test_the_day_and_the_occasion_make_a_source_easier_to_check(analyzer):
    plain, dated = (
        analyzer.analyze(text).attributions[0].strength
        for text in (
            "Anna Brandt said the bridge was safe.",
            "Anna Brandt said in a statement on Friday that the bridge was safe.",
        )
    )
    assert plain < dated


CASES = {
    "a quotation, and a hearer with an article": (
        "“The bridge is safe,” Anna Brandt told the jury.",
        [("Anna Brandt", "told", "named_person")],
    ),
    "a trade that source_nouns.tsv lacks, with a verb that only means speech": (
        "The baker said the vault was empty.",
        [("The baker", "said", "unnamed_specific")],
    ),
    "a road is maintained, not claimed": ("The company maintains the road.", []),
    "the source's statement is no second, sourceless claim": (
        "Tom Reyes said in a statement that the roof had been checked.",
        [("Tom Reyes", "said", "named_person")],
    ),
    "a quotation of two sentences before its speaker is one attribution": (
        "“It fell. Then it rose,” said Ida Moreau.",
        [("Ida Moreau", "said", "named_person")],
    ),
    "an attack is an act, not a claim": ("Russia attacked Ukraine.", []),
    "voting is an act, not a claim": ("As Germany slept, France voted.", []),
    "a state behind an article": ("The United States said it rained.", [("The United States", "said", "named_org")]),
}


@pytest.mark.parametrize("name", CASES)
def test_who_says_it(analyzer, name):
    text, expected = CASES[name]
    assert [(a.source, a.cue, a.source_kind) for a in analyzer.analyze(text).attributions] == expected


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Morning Show co-host Anna Brandt", "named_person"),
        ("the mayor’s chief of staff Anna Brandt", "named_person"),
        ("Okoro’s lawyer, Anna Brandt,", "named_person"),
        ("a spokesman for Anna Brandt", "unnamed_specific"),
    ],
)
def test_a_source_that_ends_with_a_name(analyzer, source, kind):
    assert only(analyzer, f"On Friday {source} said that the vault was empty.").source_kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "You’ll remember that the vault was empty.",
        "Sand was added to the mix.",
        "Wednesday’s storm meant that the port was closed.",
    ],
)
def test_what_nobody_says(analyzer, text):
    assert analyzer.analyze(text).attributions == ()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The lapse, according to a report issued on Thursday by Inspector General Moira Hallek, was grave.", "hallek"),
        ("Moira Hallek left on Monday. Hallek's resignation letter said the board had failed.", "hallek"),
        ("A study by the Tarn Institute found that wages fell.", "tarn-institute"),
        ("A letter from Moira Hallek says the board had failed.", "hallek"),
        ("Documents obtained by the Herald News Service show that the firm knew.", None),
    ],
)
def test_document_speaks_for_whoever_made_it_and_not_for_whoever_found_it(text, actor):
    (item, *_) = framing.analyze(text).attributions
    assert (item.source_kind, item.actor) == ("document", actor)


@pytest.mark.parametrize(
    ("text", "tags", "source", "stops", "end"),
    [
        pytest.param("The Hallek spokesman charged fraud.", "TPNVN.", (0, 2), [3], 3, id="the noun behind a name"),
        pytest.param("Hallek weighs the plan.", "PNTN.", (0, 1), [], 1, id="a bare name is whole"),
        pytest.param("The Hallek Tuesday said so.", "TPPVR.", (0, 2), [3], 2, id="a day is no part of it"),
        pytest.param("The Hallek spokesman charged fraud.", "TPNVN.", (0, 2), [2], 2, id="no further than the cue"),
    ],
)
def test_source_is_read_to_the_end_of_its_noun(text, tags, source, stops, end):
    (sentence,) = framing.read(text).sentences
    assert noun_end(sentence.columns, tags, sentence.first, source, stops) == end


def test_it_behind_a_lawsuit_goes_on_to_say_what_that_says():
    text = "The lawsuit was filed in May by the Harbour Club. It alleges that the council broke its own rules."
    profile = framing.Analyzer().analyze(text)
    item = next(item for item in profile.attributions if "broke its own rules" in item.content)
    assert (item.source, item.source_kind) == ("It", "document")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The committee's top Republican, Rep. Dana Fox, accused him of delay.", "fox"),
        ("Ruiz's comments suggested that she would follow his example.", "ruiz"),
    ],
)
def test_whoever_stands_behind_a_phrase_is_its_speaker(text, actor):
    text = f"Mayor Ana Ruiz left early. {text}"
    assert [item.actor for item in framing.Analyzer().analyze(text).attributions] == [actor]


def test_a_mind_that_a_speaker_speaks_of_is_an_attribution_inside_theirs():
    profile = framing.Analyzer().analyze("The spokeswoman said on Friday that Hungary hopes to end the talks by May.")
    outer, inner = profile.attributions
    assert (outer.source, outer.parent) == ("The spokeswoman", None)
    assert (inner.source, inner.cue, inner.actor, inner.parent) == ("Hungary", "hopes", "hungary", outer.index)
    (own,) = framing.Analyzer().analyze("The spokeswoman said on Friday that she hopes to end the talks.").attributions
    assert own.cue == "said"  # what she says of her own mind is one saying


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Club sued in May. The complaint says that the council broke its rules.",
        "The Harbour Club filed a complaint in May. The new complaint says that the council broke its rules.",
        "The lawsuit was filed by lawyers on behalf of the Harbour Club. The suit says the council broke its rules.",
        "Taxes will rise, a lawsuit says. The Harbour Club, filing the suit, is late.",
    ],
)
def test_a_lawsuit_speaks_for_whoever_files_it(text):
    profile = framing.Analyzer().analyze(text)
    found = [item for item in profile.attributions if item.source_kind == "document"]
    assert [str(item.actor).removeprefix("the-") for item in found] == ["harbour-club"]


# --------------------------------------------------------------------------- who does not want to be named


def heard(text):
    profile = framing.analyze(text, engine="encoder")
    return [(item.source, item.source_kind) for item in profile.attributions]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "A government whip, who asked not to be named, dismissed the speech as noise.",
            "A government whip, who asked not to be named",
        ),
        (
            "The ministry rejected the claim, while two officials in Oslo, speaking on condition of anonymity because "
            "the talks go on, said a deal was near.",
            "two officials in Oslo",
        ),
        ("Speaking on condition of anonymity, a senior diplomat said the talks had failed.", "a senior diplomat"),
        (
            "I am told by one city official, who asked not to be named because she would like to keep her job, that "
            "the council hopes to wait until the money runs out.",
            "one city official",
        ),
    ],
)
def test_a_source_that_is_not_to_be_named_is_anonymous_and_asking_for_it_is_no_statement(text, source):
    found = heard(text)
    assert (source, "anonymous") in found
    assert not any("asked" in item.cue for item in framing.analyze(text, engine="encoder").attributions)


def test_whoever_is_not_to_be_named_stays_anonymous():
    found = heard(
        "A former cook, who asked us not to use her name, claimed that managers knew of the fridges. "
        "“The fridges were held together with tape,” she said. The managers said they would look into it."
    )
    assert [kind for _, kind in found] == ["anonymous", "anonymous", "collective"]


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("There are reports that the governor is at the top of the list.", "reports", "vague"),
        ("Even critics of the government have praised the army.", "critics of the government", "collective"),
        (
            "Sixty people were asked, and more than 60 percent of voters said they disapprove.",
            "more than 60 percent of voters",
            "document",
        ),
    ],
)
def test_a_source_is_the_words_that_name_it(text, source, kind):
    assert (source, kind) in heard(text)


def test_a_share_of_a_group_is_that_group():
    profile = framing.analyze("In the poll 60 percent of voters said they disapprove.", engine="encoder")
    assert "voters" in [actor.name for actor in profile.actors]


def test_what_somebody_was_told_by_another_is_an_attribution_inside_theirs():
    profile = framing.analyze(
        "Colonel Almaz Toktorov said he had been informed by the crew’s foreman that no soldiers were there.",
        engine="encoder",
    )
    outer, inner = profile.attributions
    assert (outer.source, inner.source, inner.parent) == ("Colonel Almaz Toktorov", "the crew’s foreman", outer.index)


def test_a_quotation_that_goes_on_with_send_is_read_as_any_other():
    text = "Mayor Anna Brandt: “The pier is closed. ‘Send the boats home. Send the crews,’ they told me. Send it all.”"
    found = framing.analyze(text, engine="encoder").attributions
    assert any(item.content.endswith("Send it all.”") for item in found)


# --------------------------------------------------------------------------- who says what inside another's words


@pytest.mark.parametrize(
    ("text", "inner", "content"),
    [
        ("“He said the pump was broken,” Mayor Anna Brandt answered.", "He", "the pump was broken"),
        ("“People say we must choose between jobs and water,” said Anna Brandt.", "People", None),
        ("The whistleblower alleged that managers feared a clash with the industry.", "managers", "a clash with"),
        (
            "“It is grave, since the report found that prisoners were moved at night,” said Anna Brandt.",
            "the report",
            "that prisoners were moved at night",
        ),
        (
            "Reyes said he had been told by an aide to the governor that both ships had sunk.",
            "an aide to the governor",
            "that both ships had sunk",
        ),
    ],
)
def test_what_others_say_inside_a_speakers_words_ends_with_them(text, inner, content):
    found = framing.analyze(text, engine="encoder").attributions
    nested = next(item for item in found if item.source == inner)
    assert nested.parent is not None
    outer = found[nested.parent].content_span
    assert outer.start <= nested.content_span.start < nested.content_span.end <= outer.end
    assert content is None or nested.content.startswith(content)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Paul Reyes dismissed suggestions that he had signed the letter.",
        "Mayor Anna Brandt rejected the allegations that her office had lost the files.",
    ],
)
def test_an_answer_to_nobodys_claim_holds_that_claim_without_a_source(text):
    outer, inner = framing.analyze(text, engine="encoder").attributions
    assert (outer.source_kind, inner.source_kind, inner.parent) == ("named_person", "absent", outer.index)
    assert inner.content.startswith("that ")


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Two engineers said the wells were dry.", "Two engineers", "unnamed_specific"),
        ("Dozens of engineers said the wells were dry.", "Dozens of engineers", "collective"),
        (
            "Regardless of age, 60 to 68 percent of voters disapproved of the mayor in May.",
            "60 to 68 percent of voters",
            "document",
        ),
        (
            "Energy Committee Chairman Frank Doyle, Jr. (D-N.J.) said that the law fails.",
            "Energy Committee Chairman Frank Doyle, Jr. (D-N.J.)",
            "named_person",
        ),
    ],
)
def test_a_source_is_counted_and_named_to_its_end(text, source, kind):
    assert (source, kind) in heard(text)


def test_where_something_is_believed_is_not_who_believes_it():
    (item,) = framing.analyze(
        "It is widely believed around the statehouse that two amendments were written in an office.", engine="encoder"
    ).attributions
    assert (item.source, item.source_kind) == ("", "absent")


def test_a_show_with_somebody_is_not_said_by_them():
    found = heard("On Harbour News with Ida Moreau, Mayor Anna Brandt, a Democrat, described her plan for the pier.")
    assert [source for source, _ in found] == ["Mayor Anna Brandt, a Democrat"]


def test_nobody_says_that_they_stand_accused():
    found = heard("Paul Reyes was fined in May. He now stands accused of the theft of two boats.")
    assert ("He", "named_person") not in found


def test_what_some_believe_begins_with_its_verb():
    (item,) = framing.analyze(
        "The council waited for years, which some believe has contributed to the fall of the pier.", engine="encoder"
    ).attributions
    assert item.content.startswith("has contributed")


def test_a_dash_behind_what_is_said_is_no_part_of_it():
    text = (
        "Residents have filed a complaint against the mine, alleging that its pumps poisoned the wells — and several "
        "of them were present on Monday."
    )
    assert "that its pumps poisoned the wells" in [item.content for item in framing.analyze(text).attributions]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Tom Reyes was warned not to close the pier, but he did.", "reyes"),
        ("Ana Ruiz is expected to close the pier in May.", "ruiz"),
        ("Nor is Ana Ruiz expected to close the pier.", "ruiz"),
    ],
)
def test_whoever_is_told_or_expected_says_nothing(text, who):
    assert who not in {item.actor for item in framing.analyze(text, engine="encoder").attributions}


def test_whoever_is_worried_says_so():
    found = framing.analyze("Ana Ruiz is worried that the pier will fall.", engine="encoder").attributions
    assert [item.actor for item in found] == ["ruiz"]


def test_two_say_what_one_is_quoted_with_according_to_another():
    text = "“We will not yield. The pier is ours,” Ana Ruiz said, according to the Bergen Herald."
    found = {item.actor: item.content for item in framing.analyze(text, engine="encoder").attributions}
    assert found["ruiz"] == "“We will not yield. The pier is ours,”"
    assert "bergen-herald" in found


def test_cues_of_one_saying_are_one():
    text = "The ministry shot back in a statement, saying that the pier was safe."
    (found,) = framing.analyze(text, engine="encoder").attributions
    assert found.cue == "shot back in a statement, saying"
