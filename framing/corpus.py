"""Many articles → tables: streaming over files, in one process or several.

Law: results come in input order and equal those of one article at a time; an article that
cannot be read becomes a row of the error table, never the end of the run.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.engines import DEFAULT
from framing.errors import EmptyArticleError, FramingError, MissingExtraError, NotTextError
from framing.reading import read
from framing.schema import LEVELS

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from framing.analyzer import Analyzer
    from framing.document import Article
    from framing.engines.base import Reading
    from framing.results import FramingProfile

__all__ = ["analyze_corpus", "analyze_frame", "map_profiles"]

_SUFFIXES = frozenset({".txt", ".html", ".htm", ".md"})
_PER_PART = 200  # articles a Parquet file: few files, and little to repeat when a run stops
_SURROGATE = re.compile("[\ud800-\udfff]")
_AHEAD = 4  # tasks in flight a worker: enough to keep it busy, few enough to stay lazy
_MOST = 32  # sources read together at most, however short
_EXPECTED = (FramingError, OSError, TypeError, ValueError)  # what one article may raise without ending a run
_worker: Analyzer | None = None


def _start(analyzer: Analyzer) -> None:
    global _worker
    _worker = analyzer.with_threads(1)  # the cores are the other workers'


def map_profiles(
    analyzer: Analyzer, sources: Iterable[Any], *, n_jobs: int = 1, progress: bool = False
) -> Iterator[FramingProfile]:
    """Analyse sources lazily, in input order; see `Analyzer.analyze_many`."""
    return _map(analyzer, sources, _workers(n_jobs), progress)


def _workers(n_jobs: int) -> int:
    if n_jobs == 0 or n_jobs < -1:
        raise ValueError(f"n_jobs must be -1 or at least 1, got {n_jobs}")
    return (os.cpu_count() or 1) if n_jobs == -1 else n_jobs


def _map(analyzer: Analyzer, sources: Iterable[Any], n_jobs: int, progress: bool) -> Iterator[FramingProfile]:
    if progress:
        sources = _counted(sources)
    for _, profile, error in _safely(analyzer, ((None, source) for source in sources), n_jobs):
        if profile is None:
            raise error if error is not None else RuntimeError("neither a profile nor an error")
        yield profile


def _counted(sources: Iterable[Any]) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import track

    yield from track(sources, description="articles", console=Console(stderr=True))


def analyze_frame(df: pd.DataFrame, *, text: str = "text", engine: str = DEFAULT) -> pd.DataFrame:
    """Analyse a table of articles; pure, so it runs unchanged as a partition function.

    Parameters
    ----------
    df : pandas.DataFrame
        One article a row.
    text : str
        Column with the articles' text.
    engine : str
        One of `framing.engines()`.

    Returns
    -------
    pandas.DataFrame
        Same index, one column a statistic; a row whose text is missing, empty or not an
        article is missing throughout.

    Raises
    ------
    KeyError
        If the column does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = analyze_frame(pd.DataFrame({"text": ["Rain may fall."]}))
    >>> bool(frame["hedging_mean"].iloc[0] > 0)
    True
    """
    import pandas as pd

    from framing.analyzer import _shared

    if text not in df.columns:
        raise KeyError(f"no column {text!r}; the table has {', '.join(map(str, df.columns))}")
    analyzer = _shared(engine)
    names = statistic_names(engine)
    rows = []
    for value in df[text]:
        values: dict[str, float | None] = {}
        if isinstance(value, str):
            try:
                values = {item.statistic: item.value for item in analyzer.analyze(value).statistics}
            except (EmptyArticleError, NotTextError):
                values = {}
        rows.append([values.get(name) for name in names])
    return pd.DataFrame(rows, columns=list(names), index=df.index, dtype="float64")


def statistic_names(engine: str = DEFAULT) -> tuple[str, ...]:
    """Return the names of the statistics that every article has, in order.

    Examples
    --------
    >>> "hedging_mean" in statistic_names()
    True
    """
    from framing.analyzer import _shared

    profile = _shared(engine).analyze("Rain fell.")
    return tuple(item.statistic for item in profile.statistics if "[" not in item.statistic)


def _sources(source: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(source, str | os.PathLike):
        root = Path(source)
        if not root.exists():
            raise FileNotFoundError(f"{str(root)!r} does not exist")
        if root.is_file():
            return iter([(root.name, root)])
        paths = sorted(path for path in root.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
        return ((str(path.relative_to(root)), path) for path in paths)
    return ((str(number), item) for number, item in enumerate(source))


def analyze_corpus(
    source: str | os.PathLike[str] | Iterable[Any],
    out: str | os.PathLike[str],
    *,
    engine: str = DEFAULT,
    n_jobs: int = 1,
    resume: bool = True,
    progress: bool = True,
) -> Path:
    """Analyse a folder, a file or an iterable of articles into tables on disk.

    Parameters
    ----------
    source : path or iterable
        A folder (its .txt, .md, .html and .htm files, in name order), a file, or sources.
    out : path
        Folder for the tables; made if missing.
    engine : str
        One of `framing.engines()`.
    n_jobs : int
        Worker processes; -1 uses every core.
    resume : bool
        Leave out articles that an earlier run into the same folder has finished.
    progress : bool
        Show a progress bar on standard error.

    Returns
    -------
    Path
        `out`: with `statistic`, `sentence`, `evidence`, `attribution`, `actor` and `stance`
        tables (one Parquet file a level, extra `corpus`) and `errors.csv`.

    Raises
    ------
    FileNotFoundError
        If the source does not exist.
    MissingExtraError
        If pyarrow is not installed.
    ValueError
        If `n_jobs` is 0 or below -1.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> with tempfile.TemporaryDirectory() as out:
    ...     folder = analyze_corpus(["Rain fell.", "Rain may fall."], out, progress=False)
    ...     frame = pd.read_parquet(folder / "sentence" / "part-00000.parquet")
    >>> (frame["hedging"] > 0).tolist()
    [False, True]
    """
    workers = _workers(n_jobs)
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError(
            "writing Parquet needs pyarrow; install the extra with: pip install 'framing[corpus]'"
        ) from None
    import pandas as pd

    from framing.analyzer import Analyzer

    pairs = _sources(source)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    done_path = folder / "done.jsonl"
    done: set[str] = set()
    part = 0
    if resume and done_path.exists():
        for line in done_path.read_text(encoding="utf-8").splitlines():
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                continue  # a run that was killed while writing leaves half a line
            done.update(record["articles"])
            part = max(part, record["part"] + 1)
    elif done_path.exists():
        done_path.unlink()
        for old in folder.glob("*/part-*.parquet"):
            old.unlink()
    analyzer = Analyzer(engine)
    levels = ("statistic", "sentence", "evidence", "attribution", "actor", "stance")
    buffers: dict[str, list[pd.DataFrame]] = {level: [] for level in levels}
    names: list[str] = []
    failed: list[tuple[str, str, str]] = []

    def flush() -> None:
        nonlocal part
        if not names:
            return
        for level in levels:
            target = folder / level
            target.mkdir(exist_ok=True)
            # Written under another name first: a run that stops here leaves no half file.
            temporary = target / f".part-{part:05d}.parquet"
            pq.write_table(_table(level, buffers[level]), temporary)
            temporary.replace(target / f"part-{part:05d}.parquet")
            buffers[level] = []
        with errors_path.open("a", encoding="utf-8", newline="", errors="backslashreplace") as errors_file:
            csv.writer(errors_file).writerows(failed)
        failed.clear()
        with done_path.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"part": part, "articles": names}) + "\n")
        names.clear()
        part += 1

    pairs = ((name, item) for name, item in pairs if name not in done)
    if progress:
        pairs = _counted(pairs)
    errors_path = folder / "errors.csv"
    if not (resume and errors_path.exists()):
        errors_path.write_text("article,error,message\r\n", encoding="utf-8", newline="")
    for name, profile, error in _safely(analyzer, pairs, workers):
        if profile is None:
            failed.append((name, type(error).__name__, str(error)))
        else:
            for level in levels:
                frame = profile.to_frame(level)
                frame.insert(0, "article", pd.Series([name] * len(frame), dtype="object"))
                buffers[level].append(frame)
        names.append(name)
        if len(names) >= _PER_PART:
            flush()
    flush()
    return folder


def _table(level: str, frames: Sequence[pd.DataFrame]) -> pa.Table:
    """Make one Arrow table with the types of the level: every part has the same, whatever is missing in it."""
    import pyarrow as pa

    types = {
        "object": pa.string(),
        "int64": pa.int64(),
        "Int64": pa.int64(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
    }
    fields = [pa.field("article", pa.string())]
    fields += [pa.field(column, types[dtype]) for column, dtype in LEVELS[level].items()]
    arrays = []
    for field in fields:
        values = [value for frame in frames for value in frame[field.name]]
        if field.type == pa.string():
            # UTF-8 has no lone surrogates; U+FFFD keeps every offset true.
            values = [_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else None for value in values]
        arrays.append(pa.array(values, type=field.type, from_pandas=True))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


class _Group:
    """Articles that the engine reads together, or what went wrong with them, in order."""

    __slots__ = ("articles", "entries", "size")

    def __init__(self) -> None:
        self.entries: list[tuple[Any, Article | None, Exception | None]] = []
        self.articles: list[Article] = []
        self.size = 0

    def add(self, name: Any, source: Any) -> None:
        """Read a source and put it behind the others."""
        try:
            article = read(source)
        except _EXPECTED as error:
            self.entries.append((name, None, error))
            return
        self.entries.append((name, article, None))
        self.articles.append(article)
        self.size += len(article.sentences)


def _groups(pairs: Iterable[tuple[Any, Any]], ahead: int) -> Iterator[_Group]:
    """Sources in groups of about `ahead` sentences; the source that fails ends its group, so that nothing waits."""
    group = _Group()
    for name, source in pairs:
        group.add(name, source)
        if group.size >= ahead or len(group.entries) >= _MOST or group.entries[-1][2] is not None:
            yield group
            group = _Group()
    if group.entries:
        yield group


def _finish(
    analyzer: Analyzer, group: _Group, readings: Sequence[Sequence[Reading] | None]
) -> Iterator[tuple[Any, FramingProfile | None, Exception | None]]:
    place = 0
    for name, article, error in group.entries:
        if article is None:
            yield name, None, error
            continue
        own = readings[place]
        place += 1
        try:
            profile = analyzer.profile_of(article, own)
        except _EXPECTED as failure:
            yield name, None, failure
        else:
            yield name, profile, None


def _in_process(
    analyzer: Analyzer, pairs: Iterable[tuple[Any, Any]]
) -> Iterator[tuple[Any, FramingProfile | None, Exception | None]]:
    """Profiles or errors in order; while one group is scored, the engine reads the next beside it."""
    if not analyzer.ahead:
        for group in _groups(pairs, 0):
            yield from _finish(analyzer, group, [None] * len(group.articles))
        return
    with ThreadPoolExecutor(1) as beside:
        waiting: tuple[_Group, Future[list[Sequence[Reading]]]] | None = None
        for group in _groups(pairs, analyzer.ahead):
            task = beside.submit(analyzer.read_ahead, group.articles)
            if waiting is not None:
                yield from _finish(analyzer, waiting[0], waiting[1].result())
            waiting = group, task
        if waiting is not None:
            yield from _finish(analyzer, waiting[0], waiting[1].result())


def _in_worker(source: Any) -> tuple[FramingProfile | None, Exception | None]:
    if _worker is None:
        raise RuntimeError("worker without an analyzer")
    try:
        return _worker.analyze(source), None
    except _EXPECTED as error:
        return None, error


def _safely(
    analyzer: Analyzer, pairs: Iterable[tuple[Any, Any]], workers: int
) -> Iterator[tuple[Any, FramingProfile | None, Exception | None]]:
    if workers == 1:
        yield from _in_process(analyzer, pairs)
        return
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(analyzer,)) as pool:
        waiting: deque[tuple[Any, Future[Any]]] = deque()
        for name, source in pairs:
            waiting.append((name, pool.submit(_in_worker, source)))
            if len(waiting) >= workers * _AHEAD:
                first, future = waiting.popleft()
                yield (first, *future.result())
        while waiting:
            first, future = waiting.popleft()
            yield (first, *future.result())
