"""The command line: `framing analyze | compare | corpus | lexicons | explain`.

Law: exit status 0, 1 for input that could not be analysed (one line on standard error),
2 for usage; never a traceback for anything a user can bring.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.engines import DEFAULT, engines
from framing.errors import FramingError
from framing.version import __version__

if TYPE_CHECKING:
    from framing.results import FramingProfile

__all__ = ["main"]

_OK, _FAILED, _USAGE = 0, 1, 2
_WIDTH = 110


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; those of the process by default.

    Returns
    -------
    int
        The exit status.
    """
    parser = _parser()
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return int(options.run(options))
    except (FramingError, OSError, ValueError) as error:
        if isinstance(error, BrokenPipeError):
            # The reader of our output went away (`| head`): nothing is wrong.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - closed with the process
            return _OK
        _complain(error)
        return _FAILED
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framing",
        description="Show how a news article tells its story: loaded wording, hedging, sources, stance.",
    )
    parser.add_argument("--version", action="version", version=f"framing {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    analyze = commands.add_parser("analyze", help="report on articles")
    analyze.add_argument("files", nargs="+", metavar="FILE", help="text or HTML file; - reads standard input")
    analyze.add_argument("--json", action="store_true", help="print the profile as JSON, one line an article")
    analyze.add_argument("--html", metavar="OUT", help="write a self-contained page")
    analyze.add_argument("--plot", metavar="OUT.png", help="write the chart")
    _engine(analyze)
    analyze.add_argument("--lexicons", metavar="FOLDER", action="append", help="add a folder of your own rows")
    analyze.set_defaults(run=_analyze)

    compare = commands.add_parser("compare", help="put articles side by side; the first is the reference")
    compare.add_argument("files", nargs="+", metavar="FILE")
    compare.add_argument("--names", help="names of the articles, separated by commas")
    compare.add_argument("--json", action="store_true", help="print the comparison as JSON")
    compare.add_argument("--html", metavar="OUT", help="write a self-contained page")
    compare.add_argument("--plot", metavar="OUT.png", help="write the chart")
    _engine(compare)
    compare.set_defaults(run=_compare)

    corpus = commands.add_parser("corpus", help="analyse a folder into Parquet tables (extra: corpus)")
    corpus.add_argument("source", metavar="IN", help="folder of .txt, .md, .html files")
    corpus.add_argument("--out", required=True, metavar="DIR", help="folder for the tables")
    corpus.add_argument("--jobs", type=int, default=1, help="worker processes; -1 uses every core")
    corpus.add_argument("--restart", action="store_true", help="start anew instead of resuming")
    corpus.add_argument("--quiet", action="store_true", help="show no progress")
    _engine(corpus)
    corpus.set_defaults(run=_corpus)

    lexicons = commands.add_parser("lexicons", help="list the lexicons, or the rows of one family")
    lexicons.add_argument("family", nargs="?", metavar="FAMILY")
    lexicons.add_argument("--folder", metavar="FOLDER", action="append", help="add a folder of your own rows")
    lexicons.add_argument("--check", action="store_true", help="run every row's fires and silent sentences")
    lexicons.set_defaults(run=_lexicons)

    explain = commands.add_parser("explain", help="say what a term means, with a reference")
    explain.add_argument("term", nargs="+", metavar="TERM")
    explain.set_defaults(run=_explain)
    return parser


def _engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", default=DEFAULT, choices=engines(), help=f"default: {DEFAULT}")


def _complain(error: Exception, name: str = "") -> None:
    """Write one line about an error, with the file it is about."""
    message = str(error) or type(error).__name__
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        message = f"{error.filename}: {error.strerror}"
    elif name and name not in message:
        message = f"{name}: {message}"
    line = " ".join(message.split())
    sys.stderr.write(f"framing: {line.encode('ascii', 'backslashreplace').decode('ascii')}\n")


def _out(text: str) -> None:
    """Write to standard output whatever its encoding can hold."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _show(renderable: Any) -> None:
    from rich.console import Console

    console = Console(
        width=None if sys.stdout.isatty() else _WIDTH, highlight=False, emoji=False, markup=False, record=False
    )
    with console.capture() as captured:
        console.print(renderable)
    _out(captured.get())


def _source(name: str) -> Any:
    if name == "-":
        return sys.stdin.buffer.read()
    return Path(name)


def _target(option: str, number: int, n_files: int) -> Path:
    """Where to write for one of several files: `out.html` becomes `out-2.html`."""
    path = Path(option)
    return path if n_files == 1 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}")


def _save_plot(ax: Any, path: Path) -> None:
    from framing.plots.profile import save

    try:
        save(ax, path)
    except ValueError as error:  # an unknown suffix
        raise ValueError(f"cannot write {str(path)!r}: {error}") from error


def _analyze(options: argparse.Namespace) -> int:
    from framing.analyzer import Analyzer
    from framing.report.text import profile_report

    analyzer = Analyzer(options.engine, lexicons=options.lexicons)
    status = _OK
    n_files = len(options.files)
    for number, name in enumerate(options.files):
        try:
            profile = analyzer.analyze(_source(name))
        except (FramingError, OSError, ValueError) as error:
            _complain(error, "standard input" if name == "-" else name)
            status = _FAILED
            continue
        if options.html:
            profile.to_html(_target(options.html, number, n_files))
        if options.plot:
            _save_plot(profile.plot(), _target(options.plot, number, n_files))
        if options.json:
            _out(profile.to_json() + "\n")
        else:
            if number:
                _out("\n")
            _show(profile_report(profile, name="" if name == "-" else name))
    return status


def _compare(options: argparse.Namespace) -> int:
    from framing.analyzer import Analyzer
    from framing.compare import compare
    from framing.report.text import comparison_report

    if len(options.files) < 2:
        sys.stderr.write("framing compare: give at least two files\n")
        return _USAGE
    names = _names(options)
    if names is None:
        sys.stderr.write(f"framing compare: --names needs {len(options.files)} different names\n")
        return _USAGE
    analyzer = Analyzer(options.engine)
    profiles: list[FramingProfile] = []
    for name in options.files:
        try:
            profiles.append(analyzer.analyze(_source(name)))
        except (FramingError, OSError, ValueError) as error:
            _complain(error, "standard input" if name == "-" else name)
    if len(profiles) < len(options.files):
        return _FAILED
    comparison = compare(profiles, names=names)
    if options.html:
        comparison.to_html(options.html)
    if options.plot:
        _save_plot(comparison.plot(), Path(options.plot))
    if options.json:
        frame = comparison.to_frame("statistic")
        _out(json.dumps(json.loads(frame.to_json(orient="records"))) + "\n")
    else:
        _show(comparison_report(comparison))
    return _OK


def _names(options: argparse.Namespace) -> list[str] | None:
    """Names for the compared files: those given, the files' own, or those with a number behind."""
    if options.names is not None:
        given = [name.strip() for name in options.names.split(",")]
        return given if len(set(given)) == len(given) == len(options.files) and all(given) else None
    for names in ([Path(name).stem for name in options.files], list(options.files)):
        if len(set(names)) == len(names):
            return names
    return [f"{name} ({number})" for number, name in enumerate(options.files, start=1)]


def _corpus(options: argparse.Namespace) -> int:
    from framing.corpus import analyze_corpus

    folder = analyze_corpus(
        options.source,
        options.out,
        engine=options.engine,
        n_jobs=options.jobs,
        resume=not options.restart,
        progress=not options.quiet,
    )
    _out(f"tables written to {folder}\n")
    return _OK


def _lexicons(options: argparse.Namespace) -> int:
    from rich.table import Table
    from rich.text import Text

    from framing.engines.tagger import Tagger
    from framing.lexicon import check_rows, lexicon_folder, load_lexicons

    lexicons = load_lexicons(*(options.folder or ()))
    if options.family is not None and options.family not in lexicons:
        raise ValueError(f"there is no family {options.family!r}; families are {', '.join(lexicons)}")
    chosen = [options.family] if options.family is not None else list(lexicons)
    if options.check:
        grammar = lexicon_folder() / "grammar"
        tagger = Tagger(grammar)
        problems = [line for family in chosen for line in check_rows(lexicons[family], grammar, tagger)]
        for line in problems:
            _out(line + "\n")
        _out(f"{len(problems)} problems\n")
        return _FAILED if problems else _OK
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    if options.family is None:
        for column in ("family", "rows", "licence", "date", "about"):
            table.add_column(column, justify="right" if column == "rows" else "left")
        for family, lexicon in lexicons.items():
            card = lexicon.card
            table.add_row(
                family,
                str(len(lexicon.entries) or "tables"),
                str(card.get("licence", "")).split(";")[0],
                str(card.get("date", "")),
                Text(str(card.get("title", ""))),
            )
    else:
        for column in ("origin", "term", "match", "category", "weight", "where"):
            table.add_column(column, justify="right" if column == "weight" else "left", overflow="fold")
        for entry in lexicons[options.family].entries:
            where = " ".join(part for part in (entry.pos, entry.context) if part)
            table.add_row(
                entry.origin.split("/", 1)[1], Text(entry.term), entry.match, entry.category, f"{entry.weight:g}",
                Text(where),
            )  # fmt: skip
    _show(table)
    return _OK


def _explain(options: argparse.Namespace) -> int:
    from framing.glossary import explain

    _out(explain(" ".join(options.term)) + "\n")
    return _OK
