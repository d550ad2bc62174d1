from pathlib import Path

import pytest

import framing
from framing.engines.tagger import Tagger
from framing.lexicon import (
    COLUMNS,
    Inflector,
    Matcher,
    check_rows,
    lexicon_folder,
    load_lexicons,
    read_rows,
)
from framing.tokens import tokenize

GRAMMAR = lexicon_folder() / "grammar"
HEADER = "\t".join(COLUMNS)


def write(folder: Path, *rows: str, family: str = "loaded", file: str = "mine.tsv", header: str = HEADER) -> Path:
    """Make a lexicon folder of one file; a row is `term match pos category weight context`, by "|"."""
    target = folder / family
    target.mkdir(parents=True, exist_ok=True)
    lines = [header]
    for row in rows:
        term, match, pos, category, weight, context = row.split("~")
        lines.append("\t".join([term, match, pos, category, weight, "test", "", "", context]))
    (target / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def found(folder: Path, text: str, *, family: str = "loaded") -> list[tuple[str, str]]:
    """The words and category of every row of the folder that matches in a text."""
    added = load_lexicons(folder)[family]
    rows = [entry for entry in added.entries if entry.file == "mine.tsv"]
    matcher = Matcher({family: rows}, GRAMMAR)
    columns = tokenize(text)
    tags = Tagger(GRAMMAR).tag(columns, text, 0, len(columns))
    matches = matcher.match(columns, text, 0, len(columns), lambda: tags)[0]
    return [(text[columns.starts[m.first] : columns.ends[m.last - 1]], m.entry.category) for m in matches]


# --------------------------------------------------------------------------- format


def test_every_error_names_file_and_line(tmp_path):
    cases = {
        "columns": (HEADER + "\nawful\tword\n", "2 columns where the header has 9"),
        "match": (HEADER + "\nawful\tsuffix\t\tx\t0.5\ttest\t\t\t\n", "match must be one of word, verb"),
        "weight": (HEADER + "\nawful\tword\t\tx\tmuch\ttest\t\t\t\n", "weight must be a number, got 'much'"),
        "term": (HEADER + "\n \tword\t\tx\t0.5\ttest\t\t\t\n", "the term is empty"),
    }
    for name, (content, message) in cases.items():
        folder = tmp_path / name
        (folder / "loaded").mkdir(parents=True)
        (folder / "loaded" / "mine.tsv").write_text(content, encoding="utf-8")
        with pytest.raises(framing.LexiconError, match=rf"mine\.tsv:2: .*{message}"):
            load_lexicons(folder)


def test_a_header_without_a_column_is_refused(tmp_path):
    write(tmp_path, header="term\tmatch\tweight")
    (tmp_path / "loaded" / "mine.tsv").write_text("term\tmatch\tweight\nawful\tword\t1\n", encoding="utf-8")
    with pytest.raises(framing.LexiconError, match=r"the header lacks pos, category"):
        load_lexicons(tmp_path)


def test_bytes_that_are_not_utf8_are_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "loaded" / "mine.tsv").write_bytes(HEADER.encode() + b"\n\xff\xfe\n")
    with pytest.raises(framing.LexiconError, match="not UTF-8"):
        load_lexicons(tmp_path)


def test_a_broken_card_is_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "loaded" / "card.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(framing.LexiconError, match=r"card\.toml: not valid TOML"):
        load_lexicons(tmp_path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("awful~word~~x~0.5~next=@nosuchclass", "no word class"),
        ("awful~word~~x~0.5~beside=of", "cannot read the constraint"),
        ("awful~word~~x~0.5~next=a dozen", "more than one word"),
        ("awful~word~q~x~0.5~", "no part of speech"),
        ("awful~word~~x~0.5~next=:q", "no part of speech"),
        ("_ awful~pattern~~x~0.5~", "must start with a word"),
        ("so (awful~pattern~~x~0.5~", "cannot read the pattern"),
    ],
)
def test_rows_that_cannot_be_compiled_are_refused_by_origin(tmp_path, row, message):
    write(tmp_path, row)
    with pytest.raises(framing.LexiconError, match=rf"loaded/mine\.tsv:2: .*{message}"):
        framing.Analyzer(engine="lexicon", lexicons=tmp_path)


def test_terms_that_pandas_would_lose_are_kept(tmp_path):
    write(tmp_path, "null~word~~x~0.5~", "nan~word~~x~0.5~", "None~word~~x~0.5~")
    assert [entry.term for entry in load_lexicons(tmp_path)["loaded"].table("mine.tsv")] == ["null", "nan", "None"]


def test_rows_may_have_the_familys_own_columns(tmp_path):
    target = tmp_path / "stance"
    target.mkdir()
    (target / "mine.tsv").write_text(HEADER + "\tagent\n" + "hug\tverb\t\tx\t1\ttest\t\t\t\t+0.5\n", encoding="utf-8")
    (entry,) = load_lexicons(tmp_path)["stance"].table("mine.tsv")
    assert entry.get("agent") == "+0.5"
    assert entry.get("patient", "none") == "none"
    assert entry.origin == "stance/mine.tsv:2"


def test_read_rows_gives_line_numbers(tmp_path):
    path = tmp_path / "table.tsv"
    path.write_text("a\tb\n1\t2\n\n3\t4\n", encoding="utf-8")
    assert list(read_rows(path)) == [(2, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"})]
    (tmp_path / "empty.tsv").write_text("", encoding="utf-8")
    assert list(read_rows(tmp_path / "empty.tsv")) == []


# --------------------------------------------------------------------------- matching


def test_the_longest_match_wins(tmp_path):
    write(tmp_path, "war~word~~short~1~", "war of words~word~~long~1~")
    assert found(tmp_path, "A war of words, then war.") == [("war of words", "long"), ("war", "short")]


def test_a_longer_row_whose_constraint_fails_leaves_the_shorter(tmp_path):
    write(tmp_path, "war~word~~short~1~", "war of words~word~~long~1~next=began")
    assert found(tmp_path, "A war of words ended.") == [("war", "short")]
    assert found(tmp_path, "A war of words began.") == [("war of words", "long")]


def test_among_equal_lengths_the_first_row_that_holds_wins(tmp_path):
    write(tmp_path, "wall~word~~first~1~next=fell", "wall~word~~second~1~", "wall~word~~third~1~")
    assert found(tmp_path, "The wall fell.") == [("wall", "first")]
    assert found(tmp_path, "The wall stood.") == [("wall", "second")]


def test_matches_of_different_families_are_all_kept(tmp_path):
    write(tmp_path, "zorblat~word~~x~0.5~")
    write(tmp_path, "zorblat~word~~modal~0.5~", family="hedging")
    scores = framing.Analyzer(engine="lexicon", lexicons=tmp_path).analyze("The wall is zorblat.").sentences[0]
    assert {item.dimension for item in scores.evidence if item.text == "zorblat"} == {"loaded", "hedging"}


def test_words_match_in_any_case_and_case_rows_in_theirs(tmp_path):
    write(tmp_path, "blue~word~~any~1~", "Reds~case~~exact~1~")
    assert found(tmp_path, "Blue BLUE blue reds REDS Reds") == [
        ("Blue", "any"), ("BLUE", "any"), ("blue", "any"), ("Reds", "exact"),
    ]  # fmt: skip


def test_words_match_whole_tokens_only(tmp_path):
    write(tmp_path, "rant~word~~x~1~")
    assert found(tmp_path, "A grant, ranted, a rant-free day") == [("rant", "x")]


def test_verbs_and_nouns_match_their_forms(tmp_path):
    write(tmp_path, "deny~verb~~v~1~", "crony~noun~~n~1~", "come up~verb~~v~1~")
    assert [word for word, _ in found(tmp_path, "deny denies denied denying denial")] == [
        "deny", "denies", "denied", "denying",
    ]  # fmt: skip
    assert found(tmp_path, "cronies of a crony came up") == [("cronies", "n"), ("crony", "n"), ("came up", "v")]


def test_curly_apostrophes_match_straight_ones(tmp_path):
    write(tmp_path, "can't stand~word~~x~1~")
    assert found(tmp_path, "We can’t stand it; they can't stand it.") == [("can’t stand", "x"), ("can't stand", "x")]


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        ("reports (have|had) (surfaced|emerged)", "Reports had emerged.", "Reports had emerged"),
        ("reports (have|had) (surfaced|emerged)", "Reports have been filed.", None),
        ("so very? awful", "so awful", "so awful"),
        ("so very? awful", "so very awful", "so very awful"),
        ("<v:fan> the flames", "It fanned the flames.", "fanned the flames"),
        ("fan _{0,2} flames", "fan the bright flames", "fan the bright flames"),
        ("fan _{0,2} flames", "fan all of the flames", None),
        ("fan _{0,2} flames", "fan. The flames", None),
        ("about NUM people", "about 400 people", "about 400 people"),
        ("about NUM people", "about many people", None),
        ("so-called CAP", "the so-called Committee", "so-called Committee"),
        ("so-called CAP", "the so-called committee", None),
        ("on @days", "on Monday", "on Monday"),
        ("on @days", "on fire", None),
    ],
)
def test_patterns(tmp_path, pattern, text, matched):
    write(tmp_path, f"{pattern}~pattern~~x~1~")
    assert [word for word, _ in found(tmp_path, text)] == ([matched] if matched else [])


@pytest.mark.parametrize(
    ("context", "fires", "silent"),
    [
        ("next=of|in", "the may of it", "the may at it"),
        ("next!=of", "the may at it", "the may of it"),
        ("prev=the", "the may it", "a may it"),
        ("prev=START", "may it", "the may it"),
        ("next=END", "the may.", "the may of it"),
        ("next=NUM", "in may 5", "in may five rivers"),
        ("next=CAP", "in may Brandt", "in may brandt"),
        ("prev=QUOTE", "the “may” it", "the may it"),
        ("near=flood", "a may and a flood", "a may and a fire"),
        ("in!=flood", "a may and a fire", "a may and, a very long way from it all on the other side, a flood"),
        ("prev=the; next=of", "the may of", "the may at"),
        ("next=:d", "we may the wall", "we may rise"),
    ],
)
def test_constraints_of_context(tmp_path, context, fires, silent):
    write(tmp_path, f"may~word~~x~1~{context}")
    assert found(tmp_path, fires) == [("may", "x")]
    assert found(tmp_path, silent) == []


def test_constraints_of_part_of_speech(tmp_path):
    write(tmp_path, "plan~word~n~noun~1~")
    assert found(tmp_path, "The plan failed.") == [("plan", "noun")]
    assert found(tmp_path, "They will plan it.") == []


def test_a_match_never_crosses_the_sentence(tmp_path):
    write(tmp_path, "wall of~pattern~~x~1~")
    columns = tokenize("the wall of")
    matcher = Matcher({"loaded": load_lexicons(tmp_path)["loaded"].table("mine.tsv")}, GRAMMAR)
    assert matcher.match(columns, "the wall of", 0, 3, str)[0]
    assert not matcher.match(columns, "the wall of", 0, 2, str)[0]


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deny", ("deny", "denies", "denied", "denying")),
        ("slam", ("slam", "slams", "slammed", "slamming")),
        ("blame", ("blame", "blames", "blamed", "blaming")),
        ("crush", ("crush", "crushes", "crushed", "crushing")),
        ("lie", ("lie", "lies")),
        ("say", ("say", "says", "said", "saying")),
    ],
)
def test_verbs_are_inflected(base, forms):
    assert set(forms) <= set(Inflector(GRAMMAR).verb(base))


def test_nouns_are_inflected():
    inflector = Inflector(GRAMMAR)
    assert inflector.noun("ally") == ("ally", "allies")
    assert inflector.noun("clash") == ("clash", "clashes")
    assert inflector.noun("wall") == ("wall", "walls")


# --------------------------------------------------------------------------- user folders


def test_a_users_row_is_added_and_named_in_the_evidence(tmp_path, analyzer):
    write(tmp_path, "zorblat~word~~neologism~0.5~")
    text = "The wall is zorblat."
    own = framing.Analyzer(engine="lexicon", lexicons=tmp_path)
    (item,) = [item for item in own.analyze(text).evidence if item.dimension == "loaded"]
    assert (item.text, item.kind, item.origin) == ("zorblat", "neologism", "loaded/mine.tsv:2")
    assert own.analyze(text).sentences[0].loaded > analyzer.analyze(text).sentences[0].loaded


def test_a_users_row_takes_the_place_of_the_shipped_one(tmp_path, analyzer):
    text = "It was reportedly closed."
    before = next(item for item in analyzer.analyze(text).evidence if item.text == "reportedly")
    write(tmp_path, "reportedly~word~~mine~0.01~", family="hedging")
    own = framing.Analyzer(engine="lexicon", lexicons=[tmp_path])
    (after,) = [i for i in own.analyze(text).evidence if i.text == "reportedly" and i.dimension == "hedging"]
    assert (after.kind, after.contribution) == ("mine", 0.01)
    assert before.kind != "mine"


def test_a_users_folder_changes_the_digest_of_its_family_only(tmp_path, analyzer):
    write(tmp_path, "zorblat~word~~neologism~0.5~")
    changed = dict(framing.Analyzer(engine="lexicon", lexicons=tmp_path).provenance)
    shipped = dict(analyzer.provenance)
    assert {key for key in shipped if shipped[key] != changed[key]} == {"lexicon loaded"}


def test_a_users_folder_does_not_change_other_analyzers(tmp_path):
    write(tmp_path, "zorblat~word~~neologism~0.5~")
    framing.Analyzer(engine="lexicon", lexicons=tmp_path)
    assert framing.Analyzer(engine="lexicon").analyze("It is zorblat.").sentences[0].loaded == 0


def test_an_analyzer_with_own_rows_survives_pickling(tmp_path):
    import pickle

    write(tmp_path, "zorblat~word~~neologism~0.5~")
    own = framing.Analyzer(engine="lexicon", lexicons=tmp_path)
    assert pickle.loads(pickle.dumps(own)).analyze("It is zorblat.") == own.analyze("It is zorblat.")


def test_a_missing_folder_is_file_not_found(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        framing.Analyzer(lexicons=tmp_path / "nowhere")


def test_a_new_family_may_be_added(tmp_path):
    write(tmp_path, "zorblat~word~~x~0.5~", family="mine")
    assert [entry.term for entry in load_lexicons(tmp_path)["mine"].entries] == ["zorblat"]


def test_check_rows_tells_which_row_fails_its_own_sentence(tmp_path):
    target = tmp_path / "mine"
    target.mkdir()
    rows = [
        "awful\tword\t\tx\t1\ttest\tAn awful day.\tA fine day.\t",
        "dire\tword\t\tx\t1\ttest\tA fine day.\t\t",
        "grim\tword\t\tx\t1\ttest\t\tA grim day.\t",
        "so (bad|mad)\tpattern\t\tx\t1\ttest\t\t\t",
        "awful\tword\t\tx\t1\ttest\t\t\t",
    ]
    (target / "mine.tsv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    problems = check_rows(load_lexicons(tmp_path)["mine"], GRAMMAR, Tagger(GRAMMAR))
    assert [problem.split(":")[1] for problem in problems] == ["3", "4", "5", "6"]
    assert "'dire' is silent in" in problems[0]
    assert "'grim' fires in" in problems[1]
    assert "needs a fires and a silent sentence" in problems[2]
    assert "repeats mine/mine.tsv:2" in problems[3]
