import io
import json
import os
import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest

import framing
from framing.cli import main
from tests.texts import HTML, LEVY, ODD, PLAIN, WALL


@pytest.fixture
def files(tmp_path):
    for name, text in {"wall": WALL, "levy": LEVY, "plain": PLAIN, "empty": " \n"}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    return tmp_path


@pytest.fixture
def run(capsys):
    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return status, captured.out, captured.err

    return run


def stdin(monkeypatch, raw: bytes):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


# --------------------------------------------------------------------------- analyze


def test_analyze_reports(run, files):
    status, out, err = run("analyze", files / "wall.txt")
    assert (status, err) == (0, "")
    assert "Storm wall at Karsund holds" in out
    assert "Sentence by sentence" in out
    assert "Who says it" in out
    assert "Actors" in out


def test_analyze_gives_json_lines_that_are_profiles(run, files):
    status, out, _ = run("analyze", "--json", files / "wall.txt", files / "levy.txt")
    assert status == 0
    profiles = [framing.FramingProfile.from_json(line) for line in out.splitlines()]
    assert [profile.article.text for profile in profiles] == [WALL, LEVY]
    assert profiles[0] == framing.analyze(files / "wall.txt")


def test_analyze_writes_page_and_chart(run, files):
    status, _, _ = run("analyze", files / "wall.txt", "--html", files / "o.html", "--plot", files / "o.png")
    assert status == 0
    assert (files / "o.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (files / "o.png").read_bytes().startswith(b"\x89PNG")


def test_several_articles_do_not_overwrite_each_others_pages(run, files):
    status, _, _ = run("analyze", files / "wall.txt", files / "levy.txt", "--html", files / "o.html")
    assert status == 0
    assert "Karsund" in (files / "o-1.html").read_text(encoding="utf-8")
    assert "water levy" in (files / "o-2.html").read_text(encoding="utf-8")
    assert not (files / "o.html").exists()


def test_a_dash_reads_standard_input(run, monkeypatch):
    stdin(monkeypatch, WALL.encode())
    status, out, _ = run("analyze", "-", "--json")
    assert status == 0
    assert framing.FramingProfile.from_json(out).article.text == WALL


def test_standard_input_may_be_html(run, monkeypatch):
    pytest.importorskip("trafilatura")
    stdin(monkeypatch, HTML.encode())
    status, out, _ = run("analyze", "-")
    assert status == 0
    assert "Tunnel reopens after inspection" in out


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing.txt", "missing.txt"), ("empty.txt", "empty"), ("binary.txt", "not text"), ("", "folder")],
)
@pytest.mark.parametrize("command", ["analyze", "compare"])
def test_input_that_cannot_be_analysed_is_one_line_and_status_1(run, files, command, name, says):
    extra = [files / "wall.txt"] if command == "compare" else []
    status, out, err = run(command, *extra, files / name)
    assert status == 1
    assert err.startswith("framing: ")
    assert err.count("\n") == 1
    assert says in err
    assert str(files / name) in err
    if command == "analyze":
        assert out == ""


def test_empty_standard_input_is_status_1(run, monkeypatch):
    stdin(monkeypatch, b"")
    status, _, err = run("analyze", "-")
    assert status == 1
    assert "standard input" in err


def test_one_bad_file_does_not_lose_the_others(run, files):
    status, out, err = run("analyze", "--json", files / "wall.txt", files / "empty.txt", files / "levy.txt")
    assert status == 1
    assert len(out.splitlines()) == 2
    assert err.count("\n") == 1
    assert "empty.txt" in err


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_reported(run, monkeypatch, name):
    if name == "nul":
        stdin(monkeypatch, (ODD[name] + " It is long enough to be text." * 5).encode())
    elif "surrogate" in name:
        stdin(monkeypatch, ODD[name].encode("utf-8", "replace"))
    else:
        stdin(monkeypatch, ODD[name].encode())
    status, out, err = run("analyze", "-")
    assert (status, err) == (0, "") or (status == 1 and err.count("\n") == 1 and "control characters" in err)
    assert status == 1 or "Sentence by sentence" in out


def test_own_lexicons_are_used_and_a_broken_one_is_status_1(run, files, monkeypatch):
    family = files / "own" / "loaded"
    family.mkdir(parents=True)
    header = "term\tmatch\tpos\tcategory\tweight\tsource\tfires\tsilent\tcontext\n"
    (family / "mine.tsv").write_text(header + "lanes\tword\t\tneologism\t0.9\tme\t\t\t\n", encoding="utf-8")
    status, out, _ = run("analyze", "--json", "--lexicons", files / "own", files / "plain.txt")
    assert status == 0
    assert "loaded/mine.tsv:2" in out
    (family / "mine.tsv").write_text(header + "lanes\n", encoding="utf-8")
    status, out, err = run("analyze", "--lexicons", files / "own", files / "plain.txt")
    assert (status, out) == (1, "")
    assert "mine.tsv:2" in err


@pytest.mark.parametrize("option", ["--html", "--plot"])
def test_output_that_cannot_be_written_is_status_1(run, files, option):
    status, _, err = run("analyze", files / "wall.txt", option, files / "missing" / "out.png")
    assert status == 1
    assert "missing" in err


def test_a_chart_of_an_unknown_format_is_status_1(run, files):
    status, _, err = run("analyze", files / "wall.txt", "--plot", files / "out.docx")
    assert status == 1
    assert "docx" in err
    assert err.count("\n") == 1


# --------------------------------------------------------------------------- compare


def test_compare_puts_articles_side_by_side(run, files):
    status, out, err = run("compare", files / "wall.txt", files / "levy.txt", files / "plain.txt")
    assert (status, err) == (0, "")
    assert "wall" in out.splitlines()[0]
    assert "plain" in out.splitlines()[0]
    assert "hedging_mean" in out


def test_compare_writes_json_page_and_chart(run, files):
    status, out, _ = run(
        "compare", files / "wall.txt", files / "levy.txt", "--names", "one, two", "--json",
        "--html", files / "o.html", "--plot", files / "o.png",
    )  # fmt: skip
    assert status == 0
    rows = json.loads(out)
    assert {row["target"] for row in rows} == {"two"}
    assert {row["reference"] for row in rows} == {"one"}
    assert "one, two" in (files / "o.html").read_text(encoding="utf-8")
    assert (files / "o.png").read_bytes().startswith(b"\x89PNG")


def test_compare_tells_files_of_one_name_apart(run, files):
    (files / "sub").mkdir()
    (files / "sub" / "wall.txt").write_text(LEVY, encoding="utf-8")
    status, out, _ = run("compare", files / "wall.txt", files / "sub" / "wall.txt", "--json")
    assert status == 0
    assert {row["target"] for row in json.loads(out)} == {str(files / "sub" / "wall.txt")}
    status, _, _ = run("compare", files / "wall.txt", files / "wall.txt")
    assert status == 0


# --------------------------------------------------------------------------- corpus


def test_corpus_writes_tables(run, files, tmp_path):
    pytest.importorskip("pyarrow")
    status, out, err = run("corpus", files, "--out", tmp_path / "tables", "--quiet")
    assert (status, err) == (0, "")
    assert str(tmp_path / "tables") in out
    frame = pd.read_parquet(tmp_path / "tables" / "sentence")
    assert set(frame["article"]) == {"wall.txt", "levy.txt", "plain.txt"}
    assert "empty.txt" in (tmp_path / "tables" / "errors.csv").read_text(encoding="utf-8")
    assert run("corpus", files, "--out", tmp_path / "tables", "--restart")[0] == 0


def test_corpus_of_a_missing_folder_is_status_1(run, files):
    pytest.importorskip("pyarrow")
    status, _, err = run("corpus", files / "nowhere", "--out", files / "out")
    assert status == 1
    assert "nowhere" in err


# --------------------------------------------------------------------------- lexicons, explain


def test_lexicons_lists_families_and_rows(run):
    status, out, _ = run("lexicons")
    assert status == 0
    for family in ("loaded", "hedging", "attribution", "stance", "actors", "negators"):
        assert family in out
    status, out, _ = run("lexicons", "hedging")
    assert status == 0
    assert "reportedly" in out
    assert "evidential.tsv" in out


def test_lexicons_shows_a_folder_of_ones_own(run, files):
    family = files / "own" / "mine"
    family.mkdir(parents=True)
    header = "term\tmatch\tpos\tcategory\tweight\tsource\tfires\tsilent\tcontext\n"
    row = "zorblat\tword\t\tx\t0.9\tme\tA zorblat day.\tA fine day.\t\n"
    (family / "mine.tsv").write_text(header + row, encoding="utf-8")
    status, out, _ = run("lexicons", "mine", "--folder", files / "own")
    assert status == 0
    assert "zorblat" in out
    assert run("lexicons", "mine", "--folder", files / "own", "--check")[:2] == (0, "0 problems\n")
    (family / "mine.tsv").write_text(header + row.replace("A zorblat day.", "A day."), encoding="utf-8")
    status, out, _ = run("lexicons", "mine", "--folder", files / "own", "--check")
    assert status == 1
    assert "mine/mine.tsv:2" in out


def test_an_unknown_family_is_status_1(run):
    status, out, err = run("lexicons", "nonsense")
    assert (status, out) == (1, "")
    assert "hedging" in err


def test_explain_says_what_a_term_means(run):
    status, out, _ = run("explain", "weasel")
    assert status == 0
    assert out == framing.explain("weasel") + "\n"
    status, out, err = run("explain", "nonsense", "term")
    assert (status, out) == (1, "")
    assert "'nonsense term'" in err


# --------------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["analyze"],
        ["analyze", "--nonsense", "a.txt"],
        ["analyze", "--engine", "oracle", "a.txt"],
        ["compare", "a.txt"],
        ["compare", "a.txt", "b.txt", "--names", "one"],
        ["compare", "a.txt", "b.txt", "--names", "one,one"],
        ["compare", "a.txt", "b.txt", "--names", "one,"],
        ["corpus", "in"],
        ["corpus", "in", "--out", "out", "--jobs", "many"],
        ["explain"],
    ],
)
def test_usage_is_status_2(run, arguments):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err


@pytest.mark.parametrize("command", [[], ["analyze"], ["compare"], ["corpus"], ["lexicons"], ["explain"]])
def test_help_is_status_0(run, command):
    status, out, _ = run(*command, "--help")
    assert status == 0
    assert "usage: framing" in out


def test_version(run):
    assert run("--version")[:2] == (0, f"framing {framing.__version__}\n")


# --------------------------------------------------------------------------- as a process


def process(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "framing", *map(str, arguments)],
        capture_output=True, timeout=120, **options,
    )  # fmt: skip


def test_the_module_runs_as_a_command(files):
    done = process("analyze", files / "wall.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Karsund" in done.stdout
    assert process("analyze", files / "missing.txt").returncode == 1
    assert process("analyze").returncode == 2


def test_a_terminal_that_knows_no_unicode_gets_a_report(files):
    done = process("analyze", files / "wall.txt", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_bytes_on_standard_input_are_decoded():
    done = process("analyze", "-", "--json", input="“It may fail,” she said at the café.".encode("cp1252"))
    assert done.returncode == 0
    assert json.loads(done.stdout)["article"]["text"] == "“It may fail,” she said at the café."


def test_a_reader_that_goes_away_is_no_error(files):
    command = f"'{sys.executable}' -m framing analyze --json {' '.join([str(files / 'wall.txt')] * 40)} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=120)
    assert done.stderr == b""
    assert done.returncode == 0


def test_the_page_is_html_that_parses(run, files):
    run("analyze", files / "wall.txt", "--html", files / "o.html")
    parser = HTMLParser()
    parser.feed((files / "o.html").read_text(encoding="utf-8"))
    parser.close()
