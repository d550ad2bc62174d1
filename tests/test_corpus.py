import csv
import json
import pickle

import pandas as pd
import pytest

import framing
from framing import corpus, schema
from tests.texts import LEVY, ODD, PLAIN, WALL

pytest.importorskip("pyarrow")

LEVELS = ("statistic", "sentence", "evidence", "attribution", "actor", "stance")


@pytest.fixture
def folder(tmp_path):
    """Four articles and three files that are none."""
    root = tmp_path / "in"
    (root / "sub").mkdir(parents=True)
    (root / "a.txt").write_text(WALL, encoding="utf-8")
    (root / "b.md").write_text(LEVY, encoding="utf-8")
    (root / "sub" / "c.txt").write_text(PLAIN, encoding="utf-8")
    (root / "d.txt").write_bytes("“It may fail,” she said at the café.".encode("cp1252"))
    (root / "empty.txt").write_text("  \n", encoding="utf-8")
    (root / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (root / "ignored.csv").write_text("a,b\n", encoding="utf-8")
    return root


def table(out, level):
    return pd.read_parquet(out / level)  # the whole folder at once: its parts must fit together


def plain(frame):
    """The same table with one sort of missing value."""
    return frame.astype(object).where(frame.notna(), None)


def errors(out):
    with (out / "errors.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything(out):
    return {level: table(out, level) for level in LEVELS}


def same(first, second):
    for level in LEVELS:
        pd.testing.assert_frame_equal(first[level], second[level])


def test_tables_hold_what_one_by_one_gives(folder, tmp_path):
    out = corpus.analyze_corpus(folder, tmp_path / "out", progress=False)
    assert out == tmp_path / "out"
    profile = framing.Analyzer().analyze(folder / "a.txt")
    for level in LEVELS:
        frame = table(out, level)
        assert frame.columns.tolist() == ["article", *schema.LEVELS[level]]
        mine = frame[frame["article"] == "a.txt"].reset_index(drop=True).drop(columns="article")
        pd.testing.assert_frame_equal(plain(mine), plain(profile.to_frame(level)), check_dtype=False)
    assert table(out, "sentence")["article"].drop_duplicates().tolist() == ["a.txt", "b.md", "d.txt", "sub/c.txt"]


def test_what_cannot_be_read_is_a_row_of_the_error_table(folder, tmp_path):
    out = corpus.analyze_corpus(folder, tmp_path / "out", progress=False)
    assert {row["article"]: row["error"] for row in errors(out)} == {
        "binary.txt": "NotTextError",
        "empty.txt": "EmptyArticleError",
    }


def test_workers_change_nothing(folder, tmp_path):
    one = corpus.analyze_corpus(folder, tmp_path / "one", progress=False)
    two = corpus.analyze_corpus(folder, tmp_path / "two", n_jobs=2, progress=False)
    same(everything(one), everything(two))
    assert errors(one) == errors(two)


def test_a_second_run_goes_on_where_the_first_stopped(folder, tmp_path):
    out = tmp_path / "out"
    corpus.analyze_corpus(folder, out, progress=False)
    before = everything(out)
    corpus.analyze_corpus(folder, out, progress=False)
    same(everything(out), before)
    assert len(errors(out)) == 2
    (folder / "new.txt").write_text("It may fail.", encoding="utf-8")
    corpus.analyze_corpus(folder, out, progress=False)
    articles = table(out, "sentence")["article"].tolist()
    assert set(articles) - set(before["sentence"]["article"]) == {"new.txt"}
    assert len(articles) == len(before["sentence"]) + 1


def test_without_resume_it_starts_anew(folder, tmp_path):
    out = tmp_path / "out"
    corpus.analyze_corpus([PLAIN, ""], out, progress=False)
    corpus.analyze_corpus(folder, out, resume=False, progress=False)
    assert "0" not in set(table(out, "sentence")["article"])
    assert {row["article"] for row in errors(out)} == {"binary.txt", "empty.txt"}


def test_a_run_that_was_killed_is_repaired(folder, tmp_path):
    out = tmp_path / "out"
    corpus.analyze_corpus(folder, out, progress=False)
    whole = everything(out)
    with (out / "done.jsonl").open("r+", encoding="utf-8") as log:
        line = log.read()
        log.seek(0)
        log.truncate()
        log.write(line[: len(line) // 2])  # stopped in the middle of the line
    corpus.analyze_corpus(folder, out, progress=False)
    same(everything(out), whole)


def test_many_articles_come_in_several_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "_PER_PART", 2)
    out = corpus.analyze_corpus([f"Bridge {n} may fall." for n in range(5)], tmp_path, progress=False)
    assert len(list((out / "sentence").glob("part-*.parquet"))) == 3
    assert table(out, "sentence")["article"].tolist() == ["0", "1", "2", "3", "4"]
    records = [json.loads(line) for line in (out / "done.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["part"] for record in records] == [0, 1, 2]
    assert not list(out.rglob(".part*"))


def test_parts_have_one_schema_whatever_is_missing_in_them(tmp_path, monkeypatch):
    import pyarrow.parquet as pq

    monkeypatch.setattr(corpus, "_PER_PART", 1)
    out = corpus.analyze_corpus(["Rain fell.", WALL, "🎉"], tmp_path, progress=False)
    for level in LEVELS:
        parts = sorted((out / level).glob("*.parquet"))
        assert len(parts) == 3
        assert len({str(pq.read_schema(part)) for part in parts}) == 1
        table(out, level)


def test_an_iterable_of_anything_is_read_as_it_comes(folder, tmp_path):
    def sources():
        yield PLAIN
        yield folder / "a.txt"
        yield framing.read(LEVY)
        yield WALL.encode()
        yield 17
        yield folder / "missing.txt"

    out = corpus.analyze_corpus(sources(), tmp_path / "out", progress=False)
    assert table(out, "sentence")["article"].drop_duplicates().tolist() == ["0", "1", "2", "3"]
    assert [(row["article"], row["error"]) for row in errors(out)] == [("4", "TypeError"), ("5", "FileNotFoundError")]


def test_one_file_is_a_corpus_of_one(folder, tmp_path):
    out = corpus.analyze_corpus(folder / "a.txt", tmp_path / "out", progress=False)
    assert set(table(out, "sentence")["article"]) == {"a.txt"}


def test_odd_text_can_be_stored(tmp_path):
    out = corpus.analyze_corpus(list(ODD.values()), tmp_path, progress=False)
    assert errors(out) == []
    assert table(out, "sentence")["article"].nunique() == len(ODD)
    assert "Some \ufffd say it may fail." in set(table(out, "sentence")["text"])


def test_a_missing_folder_is_told_before_anything_is_made(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        corpus.analyze_corpus(tmp_path / "nowhere", tmp_path / "out", progress=False)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("n_jobs", [0, -2])
def test_n_jobs_must_make_sense(tmp_path, analyzer, n_jobs):
    with pytest.raises(ValueError, match="n_jobs must be -1 or at least 1"):
        corpus.analyze_corpus([PLAIN], tmp_path / "out", n_jobs=n_jobs)
    with pytest.raises(ValueError, match="n_jobs must be -1 or at least 1"):
        analyzer.analyze_many([PLAIN], n_jobs=n_jobs)


def test_progress_goes_to_standard_error(tmp_path, capsys):
    corpus.analyze_corpus([PLAIN], tmp_path, progress=True)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "articles" in captured.err


# --------------------------------------------------------------------------- many


def test_many_equal_one_by_one_in_order(analyzer):
    texts = [WALL, LEVY, PLAIN, *ODD.values()]
    assert list(analyzer.analyze_many(texts)) == [analyzer.analyze(text) for text in texts]


def test_workers_give_the_same_in_the_same_order(analyzer):
    texts = [WALL, LEVY, PLAIN] * 4
    assert list(analyzer.analyze_many(texts, n_jobs=2)) == [analyzer.analyze(text) for text in texts]


def test_many_is_lazy(analyzer):
    taken = []

    def sources():
        for text in (WALL, LEVY, PLAIN):
            taken.append(text)
            yield text

    profiles = analyzer.analyze_many(sources())
    assert taken == []
    next(profiles)
    assert taken == [WALL]


def test_an_error_comes_where_its_article_stands(analyzer):
    for n_jobs in (1, 2):
        profiles = analyzer.analyze_many([PLAIN, "", PLAIN], n_jobs=n_jobs)
        assert len(next(profiles).sentences) == 3
        with pytest.raises(framing.EmptyArticleError):
            next(profiles)


def test_an_analyzer_is_picklable(analyzer):
    copy = pickle.loads(pickle.dumps(analyzer))
    assert repr(copy) == repr(analyzer)
    assert copy.analyze(WALL) == analyzer.analyze(WALL)


# --------------------------------------------------------------------------- frames


def test_a_table_gets_one_row_of_statistics_an_article(analyzer):
    df = pd.DataFrame({"body": [WALL, None, "", PLAIN, 3.5, float("nan")]}, index=list("uvwxyz"))
    untouched = df.copy()
    frame = corpus.analyze_frame(df, text="body")
    pd.testing.assert_frame_equal(df, untouched)
    assert frame.index.tolist() == list("uvwxyz")
    assert frame.columns.tolist() == list(corpus.statistic_names())
    assert (frame.dtypes == "float64").all()
    assert frame.loc["u", "hedging_mean"] == framing.analyze(WALL)["hedging_mean"].value
    assert frame.loc[["v", "w", "y", "z"]].isna().all(axis=None)
    assert pd.isna(frame.loc["x", "attribution_mean"])


def test_an_empty_table_has_the_same_columns():
    frame = corpus.analyze_frame(pd.DataFrame({"text": pd.Series([], dtype="object")}))
    assert frame.columns.tolist() == list(corpus.statistic_names())
    assert len(frame) == 0


def test_a_missing_column_lists_those_there_are():
    with pytest.raises(KeyError, match="no column 'text'; the table has body, date"):
        corpus.analyze_frame(pd.DataFrame({"body": [], "date": []}))


def test_partitions_give_the_same_as_the_whole():
    df = pd.DataFrame({"text": [WALL, LEVY, PLAIN, ODD["rtl"]]})
    parts = pd.concat([corpus.analyze_frame(df.iloc[:2]), corpus.analyze_frame(df.iloc[2:])])
    pd.testing.assert_frame_equal(parts, corpus.analyze_frame(df))


def test_it_runs_as_a_dask_partition_function():
    dd = pytest.importorskip("dask.dataframe")
    df = pd.DataFrame({"text": [WALL, LEVY, PLAIN]})
    lazy = dd.from_pandas(df, npartitions=2).map_partitions(
        corpus.analyze_frame, meta=corpus.analyze_frame(df.iloc[:0])
    )
    pd.testing.assert_frame_equal(lazy.compute(scheduler="synchronous"), corpus.analyze_frame(df))
