"""Posts and signed quotations are the words of whoever signs them."""

import pytest

import framing

NEWS = (
    "Voters split over harbour toll in the north\n\n"
    "The city council voted on Monday to charge lorries that enter the old harbour, after a debate that lasted nine "
    "hours. Residents had sent in letters, and several of them were read aloud in the hall.\n\n"
)


@pytest.fixture(scope="module")
def analyzer():
    return framing.Analyzer()


def found(analyzer, text):
    return {" ".join(item.content.split()): item for item in analyzer.analyze(text).attributions}


def test_a_post_belongs_to_whoever_signs_it(analyzer):
    post = "A rotten deal from the start, and everyone on the quay knew it. pic.quay/x1 — Marta Kowalczyk (@martak)"
    item = found(analyzer, f"{NEWS}{post} March 4, 2019\n\nThe council meets again in June.")[post.partition(" — ")[0]]
    assert (item.actor, item.source_kind, item.mode) == ("kowalczyk", "named_person", "direct")
    assert item.source == "Marta Kowalczyk (@martak)"
    assert item.details == ("date",)


def test_a_signature_alone_in_its_paragraph_signs_the_one_before(analyzer):
    text = f"{NEWS}When ships leave, the town dies with them.\n\n— Piotr Zielinski (@pz) March 5, 2019\n\nRain fell."
    assert found(analyzer, text)["When ships leave, the town dies with them."].actor == "zielinski"


def test_what_the_article_says_before_a_post_stays_its_own(analyzer):
    text = f"{NEWS}The toll is a rotten trick. — Jan Nowak (@jn) May 2, 2019\n\nThe toll starts in June."
    profile = analyzer.analyze(text)
    mine = [item for item in profile.attributions if item.actor == "nowak"]
    assert [item.content for item in mine] == ["The toll is a rotten trick."]


def test_an_organisation_may_sign(analyzer):
    text = f"{NEWS}We welcome the vote of the council. — Harbour Workers Union (@hwu)\n\nThe toll starts in June."
    assert found(analyzer, text)["We welcome the vote of the council."].source_kind == "named_org"


def test_a_quotation_may_be_signed_as_well(analyzer):
    text = f"{NEWS}“This toll will ruin every small firm on the quay.” — Marta Kowalczyk, fishmonger\n\nIt rained."
    item = found(analyzer, text)["“This toll will ruin every small firm on the quay.”"]
    assert (item.actor, item.mode, item.source) == ("kowalczyk", "direct", "Marta Kowalczyk")


@pytest.mark.parametrize("line", ["— (@x)", "“” — Ada Lee", "— Ada Lee (@a) March 4, 2019", "(@a)" * 50])
def test_signatures_of_nothing_are_no_error(analyzer, line):
    analyzer.analyze(line)
    analyzer.analyze(f"{line}\n\n{line}")


def test_whoever_signs_a_long_post_need_not_be_known(analyzer):
    text = (
        f"{NEWS}The toll is a trick. Nobody asked us. We will not pay it. — the quay (@quay) May 2, 2019\n\nIt rained."
    )
    item = next(item for item in analyzer.analyze(text).attributions if "trick" in item.content)
    assert item.source == "the quay (@quay)"


@pytest.mark.parametrize("engine", ["encoder", "lexicon"])
def test_a_signature_that_is_taken_for_two_sentences_breaks_nothing(engine):
    post = "Here is the pier at noon https://t.co/abc pic.twitter.com/b04 — J. Freedom Lake (@jlake) May 28, 2015"
    text = f"Rain fell.\n\n{post}"
    assert framing.analyze(text, engine=engine).article.sentences
