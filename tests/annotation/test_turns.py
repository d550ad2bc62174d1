"""Quotations without a cue of their own have the speaker whom the text around them gives."""

import pytest

import framing

TWO = "“The pier is rotten,” said Ana Ruiz, a diver. “I swam under it.”"


@pytest.fixture(scope="module")
def analyzer():
    return framing.Analyzer()


def said(analyzer, text):
    """Whom each content belongs to."""
    profile = analyzer.analyze(text)
    return {" ".join(item.content.split()): item.actor for item in profile.attributions}


def speaker_of(analyzer, text, part):
    return next((who for content, who in said(analyzer, text).items() if part in content), "nobody found it")


def test_the_second_half_of_a_quotation_has_the_same_speaker(analyzer):
    assert speaker_of(analyzer, TWO, "swam") == "ruiz"
    text = '"The tide," said Dr Piet Maas, "took it." Nobody laughed.'
    assert speaker_of(analyzer, text, "took it") == "maas"


def test_a_quotation_of_several_sentences_has_the_speaker_at_its_end(analyzer):
    text = "“It was dry then. We had no well. Nobody came,” said Chiso Banda, a farmer."
    profile = analyzer.analyze(text)
    assert {item.actor for item in profile.attributions} == {"banda"}


@pytest.mark.parametrize("engine", ["encoder", "lexicon"])
@pytest.mark.parametrize(
    "text",
    [
        "“It was dry then. We had no well. Nobody came,” said Chiso Banda, a farmer.",
        "Chiso Banda, a farmer, said: “It was dry then. We had no well. Nobody came.”",
        "“It was dry then. The minister said she would come. Nobody came,” said Chiso Banda, a farmer.",
    ],
)
def test_what_stands_in_one_pair_of_marks_is_one_saying(engine, text):
    profile = framing.analyze(text, engine=engine)
    whole = [item for item in profile.attributions if item.content.startswith("“It was dry")]
    (saying,) = whole
    assert "Nobody came" in saying.content
    assert saying.actor == "banda"
    assert saying.cue.rstrip(":") == "said"
    # The claim is its cue's sentence's, and every sentence in it has a source.
    span = profile.article.sentences[saying.sentence].span
    assert span.start <= saying.cue_span.start < span.end
    assert all(scores.attribution is not None for scores in profile.sentences)


def test_two_speakers_in_one_pair_of_marks_stay_two(analyzer):
    text = "“He told me, ‘The dam holds.’ I never believed him,” Ana Ruiz said."
    assert speaker_of(analyzer, text, "never believed") == "ruiz"


def test_paragraphs_left_open_belong_to_the_speaker_in_the_last(analyzer):
    text = "“My father built this wall.\n\n“It will not move,” Lirim Dara said on Monday."
    assert speaker_of(analyzer, text, "built this wall") == "dara"


def test_narration_before_a_quotation_gives_it_its_speaker(analyzer):
    text = TWO + "\n\nTeo Banda, who owns the pier, shrugged. “It has stood for eighty years.”"
    assert speaker_of(analyzer, text, "eighty years") == "banda"


def test_words_in_marks_inside_a_sentence_are_no_turn(analyzer):
    text = "The so-called “pier fund” was closed on Friday."
    assert said(analyzer, text) == {}


def test_the_same_words_below_give_a_headline_its_speaker(analyzer):
    text = "‘The pier is rotten’\n\nRepairs begin in May. " + TWO
    profile = analyzer.analyze(text)
    headline = [item for item in profile.attributions if profile.article.sentences[item.sentence].zone == "headline"]
    assert [item.actor for item in headline] in (["ruiz"], [])


def test_labels_of_an_interview_are_speakers(analyzer):
    text = (
        "Ana Ruiz met the diver Teo Banda on the pier. They talked for an hour.\n\n"
        "Q: Is it safe?\n\nA: It has not been safe for years. I would not stand on it.\n\n"
        "Q: Who knows this?\n\nA: Everybody who has been under it."
    )
    assert speaker_of(analyzer, text, "not been safe") == "banda"
    assert speaker_of(analyzer, text, "Who knows") == "ruiz"


@pytest.mark.parametrize("text", ["“", "““““", "”", "‘’", "Q: A: Q:", '"\n\n"\n\n"', "“a\n\n“b\n\n“c"])
def test_marks_alone_are_no_trouble(analyzer, text):
    analyzer.analyze("Rain fell. " + text + " Rain fell again.")


def test_what_a_source_says_that_another_said_is_nested(analyzer):
    profile = analyzer.analyze(
        "Ana Ruiz, who chairs the relief board, said on Tuesday that a ministry official had told her that the tablets "
        "were on the way."
    )
    outer = next(item for item in profile.attributions if item.actor == "ruiz")
    inner = next(item for item in profile.attributions if "official" in item.source)
    assert inner.parent == outer.index
    assert inner.content.startswith("that the tablets")


@pytest.mark.parametrize("engine", framing.engines())
def test_the_writer_of_an_article_is_no_source(engine):
    profile = framing.analyze("I believe that the reckless plan will fail. Rain fell on Monday.", engine=engine)
    assert not [item for item in profile.attributions if item.source == "I"]
    assert {item.voice for item in profile.evidence if item.dimension == "loaded"} <= {"author"}


@pytest.mark.parametrize("engine", framing.engines())
@pytest.mark.parametrize(
    "text",
    [
        'Mayor Ana Ruiz spoke on the programme "State of the Harbour." She left at noon.',
        "“I am tired,” said Tom Reyes. He had rowed all night.\n\n“All Boats Are Gone.”\n\nThe harbour was empty.",
    ],
)
def test_a_title_in_marks_is_no_speech(engine, text):
    contents = [item.content for item in framing.analyze(text, engine=engine).attributions]
    assert not any("Harbour" in content or "Boats" in content for content in contents)


@pytest.mark.parametrize("engine", framing.engines())
def test_a_short_cry_is_speech(engine):
    profile = framing.analyze("“I am tired,” said Tom Reyes. “Thank you, Senator Ruiz.”", engine=engine)
    assert [item.actor for item in profile.attributions] == ["reyes", "reyes"]


def test_words_between_dashes_say_whose_an_interrupted_quotation_is(analyzer):
    text = "“If the well fails again” — Ana Ruiz shrugged at the map — “we will all be gone by May.” The bus left."
    assert speaker_of(analyzer, text, "If the well") == speaker_of(analyzer, text, "gone by May") == "ruiz"


def test_a_letter_is_by_whoever_signed_it(analyzer):
    text = (
        "The notice on the gate was signed by its manager, Lirim Dara. It began:\n\n"
        "“To all who worked here. I have nothing to offer you.”\n\n“The kiln was tested in May. I saw it.”"
    )
    assert speaker_of(analyzer, text, "nothing to offer") == speaker_of(analyzer, text, "tested in May") == "dara"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "“The guard at the gate said ‘come back in June’, and we came back in June,” said Ana Ruiz.",
            "The guard at the gate",
            "‘come back in June’",
        ),
        ("\"The clerk told me 'go home' and I went home,\" said Ana Ruiz.", "The clerk", "'go home'"),
        ("« The sign says “no boats”, and we read it every day, » said Ana Ruiz.", "The sign", "“no boats”"),
    ],
)
def test_whom_a_speaker_quotes_has_the_words_in_the_marks_inside(analyzer, text, source, content):
    profile = analyzer.analyze(text)
    inner = next(item for item in profile.attributions if item.source == source)
    assert inner.content == content
    outer = profile.attributions[inner.parent]
    assert outer.actor == "ruiz"


@pytest.mark.parametrize(
    "text",
    [
        "“He is the self-proclaimed ‘grim reaper’ of this house,” said Ana Ruiz.",
        "“I said ‘never’ and I meant ‘never’,” said Ana Ruiz.",
    ],
)
def test_marks_inside_marks_without_another_speaker_are_no_quotation_of_one(analyzer, text):
    assert {item.actor for item in analyzer.analyze(text).attributions} == {"ruiz"}
