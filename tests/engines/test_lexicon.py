import pickle

import pytest

import framing
from framing.engines import DEFAULT, make_engine
from framing.engines.base import GROUPS, SentenceSignals
from framing.engines.tagger import TAGS, Tagger
from framing.lexicon import lexicon_folder, load_lexicons
from framing.tokens import tokenize
from tests.texts import ARTICLES, ODD


@pytest.fixture(scope="module")
def engine():
    return make_engine("lexicon", load_lexicons())


@pytest.fixture(scope="module")
def tagger():
    return Tagger(lexicon_folder() / "grammar")


def seen(signals, sentence, text):
    """What was found in one sentence, by offsets from its start."""
    starts, ends, base = sentence.columns.starts, sentence.columns.ends, sentence.span.start
    return (
        signals.tags,
        [
            [(starts[m.first] - base, ends[m.last - 1] - base, m.entry.origin) for m in getattr(signals, group)]
            for group in GROUPS
        ],
    )


# --------------------------------------------------------------------------- names


def test_the_default_is_one_of_the_engines():
    assert DEFAULT in framing.engines()
    assert "lexicon" in framing.engines()


@pytest.mark.parametrize("name", ["oracle", "", "Lexicon", "lexicon "])
@pytest.mark.parametrize("call", [framing.Analyzer, lambda name: framing.analyze("It rained.", engine=name)])
def test_an_unknown_engine_is_refused_with_the_known_ones(call, name):
    with pytest.raises(framing.EngineError, match=r"engine must be one of .*lexicon") as caught:
        call(name)
    assert repr(name) in str(caught.value)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("threads", [0, -1])
def test_too_few_threads_are_refused(threads):
    with pytest.raises(ValueError, match="threads must be at least 1"):
        framing.Analyzer("lexicon", threads=threads)


# --------------------------------------------------------------------------- provenance


def test_provenance_has_the_digest_of_every_family(engine):
    found = dict(engine.provenance())
    lexicons = load_lexicons()
    assert found == {f"lexicon {family}": lexicon.digest for family, lexicon in lexicons.items()}
    assert all(len(digest) == 64 and int(digest, 16) >= 0 for digest in found.values())
    assert len(set(found.values())) == len(found)


def test_a_profile_says_what_it_depends_on(analyzer):
    found = dict(analyzer.analyze("It rained.").provenance)
    assert found["framing"] == framing.__version__
    assert found["engine"] == "lexicon"
    assert found["config"] == "Config(min_mentions=1)"
    assert {name for name in found if name.startswith("lexicon ")} == {f"lexicon {name}" for name in load_lexicons()}


def test_a_changed_row_changes_the_digest_of_its_family_only(tmp_path):
    target = tmp_path / "hedging"
    target.mkdir()
    header = "term\tmatch\tpos\tcategory\tweight\tsource\tfires\tsilent\tcontext\n"
    provenances = []
    for weight in ("0.4", "0.5"):
        (target / "mine.tsv").write_text(header + f"zorblat\tword\t\tx\t{weight}\tme\t\t\t\n", encoding="utf-8")
        provenances.append(dict(make_engine("lexicon", load_lexicons(tmp_path)).provenance()))
    differ = {name for name in provenances[0] if provenances[0][name] != provenances[1][name]}
    assert differ == {"lexicon hedging"}


# --------------------------------------------------------------------------- signals


def test_one_signal_a_sentence_and_one_tag_a_token(engine):
    for text in (ARTICLES | ODD).values():
        article = framing.read(text)
        signals = engine.signals(article).sentences
        assert len(signals) == len(article.sentences)
        for sentence, found in zip(article.sentences, signals, strict=True):
            assert len(found.tags) == sentence.last - sentence.first
            assert set(found.tags) <= set(TAGS)


def test_the_groups_are_the_fields():
    assert tuple(name for name in SentenceSignals.__slots__ if name not in ("tags", "reading")) == GROUPS


def test_matches_are_in_order_and_disjoint_within_a_group_and_inside_their_sentence(engine):
    for text in ARTICLES.values():
        article = framing.read(text)
        for sentence, found in zip(article.sentences, engine.signals(article).sentences, strict=True):
            for group in GROUPS:
                reach = sentence.first
                for match in getattr(found, group):
                    assert reach <= match.first < match.last <= sentence.last
                    reach = match.last


def test_the_same_sentence_has_the_same_signals_in_any_article(engine):
    sentences = [
        "Critics say the reckless plan could fail.",
        "“It is not shameful,” Mayor Anna Brandt said on Monday.",
        "Norway condemned Japan, according to the ministry.",
    ]
    for sentence in sentences:
        views = []
        for before, after in (("", ""), ("It rained. ", ""), ("", " It rained."), ("Ida Moreau left. ", " May fell.")):
            article = framing.read(before + sentence + after)
            (place,) = [item for item in article.sentences if item.text == sentence]
            views.append(seen(engine.signals(article).sentences[place.index], place, article.text))
        assert all(view == views[0] for view in views)


def test_signals_do_not_depend_on_what_was_read_before(engine):
    fresh = make_engine("lexicon", load_lexicons())
    for text in ARTICLES.values():
        article = framing.read(text)
        pairs = zip(article.sentences, engine.signals(article).sentences, fresh.signals(article).sentences, strict=True)
        for sentence, used, new in pairs:
            assert seen(used, sentence, article.text) == seen(new, sentence, article.text)


def test_a_pickled_analyzer_gives_the_same_profile(analyzer):
    copy = pickle.loads(pickle.dumps(analyzer))
    assert copy.provenance == analyzer.provenance
    assert copy.analyze(ARTICLES["wall"]) == analyzer.analyze(ARTICLES["wall"])


# --------------------------------------------------------------------------- tags


def test_tags_are_deterministic_and_independent_of_place(tagger):
    text = "The old minister said that Ida Moreau may not have seen it."
    columns = tokenize(text)
    first = tagger.tag(columns, text, 0, len(columns))
    assert all(tagger.tag(columns, text, 0, len(columns)) == first for _ in range(5))
    longer = "It rained. " + text
    shifted = tokenize(longer)
    assert tagger.tag(shifted, longer, 3, len(shifted)) == first


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("The minister said it rained.", "TNDYD."),
        ("Ida Moreau may leave.", "PPMV."),
        ("He lied; she left.", "YD:YD."),
        ("It cost $5 (£4).", None),
    ],
)
def test_tags_of_plain_sentences(tagger, text, tags):
    columns = tokenize(text)
    found = tagger.tag(columns, text, 0, len(columns))
    assert len(found) == len(columns)
    assert tags is None or found == tags


def test_no_tokens_no_tags(tagger):
    assert tagger.tag(tokenize(""), "", 0, 0) == ""
