import pytest

from framing.scorers import combine_attribution


def scores_of(analyzer, text):
    return analyzer.analyze(text).sentences


def test_nobody_speaking_is_none_and_not_0(analyzer):
    (scores,) = scores_of(analyzer, "The bridge carries two lanes.")
    assert scores.attribution is None
    assert not [item for item in scores.evidence if item.dimension == "attribution"]


def test_a_sourceless_claim_is_near_0_and_not_none(analyzer):
    (scores,) = scores_of(analyzer, "It was alleged that the clerk had lied.")
    assert scores.attribution is not None
    assert scores.attribution < 0.1


def test_the_score_is_the_mean_strength_of_what_touches_the_sentence(analyzer):
    profile = analyzer.analyze("Ms Hale said that Mr Dunn had claimed that the vault was empty.")
    strengths = [item.strength for item in profile.attributions]
    assert len(strengths) == 2
    assert profile.sentences[0].attribution == pytest.approx(sum(strengths) / 2)


def test_each_sentence_of_a_long_quotation_has_its_source(analyzer):
    profile = analyzer.analyze("Ida Moreau said: “The mast fell. The sail tore. The crew ran.” It rained.")
    values = [scores.attribution for scores in profile.sentences]
    assert len(set(values[:3])) == 1
    assert values[0] > 0.6
    assert values[3] is None


def test_direct_words_are_quoted_and_reported_ones_the_authors(analyzer):
    for text, voice in (("“It rained,” said Ida Moreau.", "quoted"), ("Ida Moreau said it rained.", "author")):
        (item,) = [i for i in scores_of(analyzer, text)[0].evidence if i.dimension == "attribution"]
        assert (item.voice, item.kind, item.text) == (voice, "named_person", "said")


def test_an_added_claim_by_a_weaker_source_never_raises_the_score(analyzer):
    (strong,) = scores_of(analyzer, "“It rained,” said Ida Moreau.")
    (mixed,) = scores_of(analyzer, "“It rained,” said Ida Moreau, and critics say it snowed.")
    assert mixed.attribution <= strong.attribution


def test_evidence_names_the_parts_of_the_table_that_it_adds_up(analyzer):
    (item,) = [i for i in scores_of(analyzer, "Ida Moreau said it rained.")[0].evidence if i.dimension == "attribution"]
    assert item.origin == "attribution/strength.tsv:named_person+indirect+neutral"


def test_combining_nothing_gives_none():
    assert combine_attribution([]) is None


def test_saying_it_in_a_statement_does_not_weaken_the_source(analyzer):
    (plain,) = scores_of(analyzer, "Tom Reyes said that the roof was checked.")
    (stated,) = scores_of(analyzer, "Tom Reyes said in a statement that the roof was checked.")
    assert stated.attribution >= plain.attribution


def test_a_quotation_before_its_speaker_is_as_strong_as_one_behind(analyzer):
    first, second = scores_of(analyzer, "“The mast fell. Then it rose,” said Ida Moreau.")
    (alone,) = scores_of(analyzer, "“The mast fell,” said Ida Moreau.")
    assert first.attribution == second.attribution == alone.attribution
