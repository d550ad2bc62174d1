"""Many articles → tables: streaming over files, in one process or several.

Law: results come in input order and equal those of one article at a time; an article that
cannot be read becomes a row of the error table, never the end of the run.
"""

from __future__ import annotations

import csv
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError, MissingExtraError

if TYPE_CHECKING:
    import pandas as pd

    from framing.analyzer import Analyzer
    from framing.results import FramingProfile

__all__ = ["analyze_corpus", "analyze_frame", "map_profiles"]

_SUFFIXES = frozenset({".txt", ".html", ".htm", ".md"})
_AHEAD = 4  # tasks in flight a worker: enough to keep it busy, few enough to stay lazy
_worker: Analyzer | None = None


def _start(analyzer: Analyzer) -> None:
    global _worker
    _worker = analyzer


def _work(source: Any) -> FramingProfile:
    if _worker is None:
        raise RuntimeError("worker without an analyzer")
    return _worker.analyze(source)


def map_profiles(
    analyzer: Analyzer, sources: Iterable[Any], *, n_jobs: int = 1, progress: bool = False
) -> Iterator[FramingProfile]:
    """Analyse sources lazily, in input order; see `Analyzer.analyze_many`."""
    if n_jobs == 0 or n_jobs < -1:
        raise ValueError(f"n_jobs must be -1 or at least 1, got {n_jobs}")
    return _map(analyzer, sources, os.cpu_count() or 1 if n_jobs == -1 else n_jobs, progress)


def _map(analyzer: Analyzer, sources: Iterable[Any], n_jobs: int, progress: bool) -> Iterator[FramingProfile]:
    if progress:
        sources = _counted(sources)
    if n_jobs == 1:
        for source in sources:
            yield analyzer.analyze(source)
        return
    with ProcessPoolExecutor(n_jobs, initializer=_start, initargs=(analyzer,)) as pool:
        waiting: deque[Future[FramingProfile]] = deque()
        for source in sources:
            waiting.append(pool.submit(_work, source))
            if len(waiting) >= n_jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _counted(sources: Iterable[Any]) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import track

    yield from track(sources, description="articles", console=Console(stderr=True))


def analyze_frame(
    df: pd.DataFrame, *, text: str = "text", engine: str = "lexicon", outlet: str | None = None
) -> pd.DataFrame:
    """Analyse a table of articles; pure, so it runs unchanged as a partition function.

    Parameters
    ----------
    df : pandas.DataFrame
        One article a row.
    text : str
        Column with the articles' text.
    engine : str
        One of `framing.engines()`.
    outlet : str, optional
        Column with the outlets.

    Returns
    -------
    pandas.DataFrame
        Same index, one column a statistic; a row whose text is empty is missing throughout.

    Raises
    ------
    KeyError
        If a named column does not exist.

    Examples
    --------
    >>> import pandas as pd
    >>> analyze_frame(pd.DataFrame({"text": ["Rain may fall."]}))["hedging_mean"].iloc[0] > 0
    True
    """
    import pandas as pd

    from framing.analyzer import _shared

    for column in (text, outlet):
        if column is not None and column not in df.columns:
            raise KeyError(f"no column {column!r}; the table has {', '.join(map(str, df.columns))}")
    analyzer = _shared(engine)
    names = statistic_names(engine)
    outlets = df[outlet] if outlet is not None else [None] * len(df)
    rows = []
    for value, name in zip(df[text], outlets, strict=True):
        values: dict[str, float | None] = {}
        if isinstance(value, str) and value.strip():
            try:
                profile = analyzer.analyze(value, outlet=name)
            except FramingError:
                profile = None
            if profile is not None:
                values = {item.statistic: item.value for item in profile.statistics}
        rows.append([values.get(name) for name in names])
    return pd.DataFrame(rows, columns=list(names), index=df.index, dtype="float64")


def statistic_names(engine: str = "lexicon") -> tuple[str, ...]:
    """Return the names of the statistics that every article has, in order."""
    from framing.analyzer import _shared

    profile = _shared(engine).analyze("Rain fell.")
    return tuple(item.statistic for item in profile.statistics if "[" not in item.statistic)


def _sources(source: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(source, str | os.PathLike):
        root = Path(source)
        if not root.exists():
            raise FileNotFoundError(f"{str(root)!r} does not exist")
        paths = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.suffix.lower() in _SUFFIXES)
        for path in paths:
            yield (path.name if root.is_file() else str(path.relative_to(root))), path
        return
    for number, item in enumerate(source):
        yield str(number), item


def analyze_corpus(
    source: str | os.PathLike[str] | Iterable[Any],
    out: str | os.PathLike[str],
    *,
    engine: str = "lexicon",
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
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError(
            "writing Parquet needs pyarrow; install the extra with: pip install 'framing[corpus]'"
        ) from None
    import pandas as pd

    from framing.analyzer import Analyzer

    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    done_path = folder / "done.jsonl"
    done: set[str] = set()
    part = 0
    if resume and done_path.exists():
        for line in done_path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
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

    def flush() -> None:
        nonlocal part
        if not names:
            return
        for level in levels:
            target = folder / level
            target.mkdir(exist_ok=True)
            kept = [frame for frame in buffers[level] if len(frame)]
            if kept:
                table = pa.Table.from_pandas(pd.concat(kept, ignore_index=True), preserve_index=False)
                # Written under another name first: a run that stops here leaves no half file.
                temporary = target / f".part-{part:05d}.parquet"
                pq.write_table(table, temporary)
                temporary.rename(target / f"part-{part:05d}.parquet")
            buffers[level] = []
        with done_path.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"part": part, "articles": names}) + "\n")
        names.clear()
        part += 1

    pairs = ((name, item) for name, item in _sources(source) if name not in done)
    if progress:
        pairs = _counted(pairs)  # type: ignore[assignment]
    errors_path = folder / "errors.csv"
    with errors_path.open("a" if resume else "w", encoding="utf-8", newline="") as errors_file:
        errors = csv.writer(errors_file)
        if errors_file.tell() == 0:
            errors.writerow(["article", "error", "message"])
        for name, profile, error in _safely(analyzer, pairs, n_jobs):
            if profile is None:
                errors.writerow([name, type(error).__name__, str(error)])
            else:
                for level in levels:
                    frame = profile.to_frame(level)
                    frame.insert(0, "article", name)
                    buffers[level].append(frame)
            names.append(name)
            if len(names) >= 200:
                flush()
        flush()
    return folder


def _attempt(analyzer: Analyzer, source: Any) -> tuple[FramingProfile | None, Exception | None]:
    try:
        return analyzer.analyze(source), None
    except (FramingError, OSError, TypeError) as error:
        return None, error


def _attempt_in_worker(source: Any) -> tuple[FramingProfile | None, Exception | None]:
    if _worker is None:
        raise RuntimeError("worker without an analyzer")
    return _attempt(_worker, source)


def _safely(
    analyzer: Analyzer, pairs: Iterable[tuple[str, Any]], n_jobs: int
) -> Iterator[tuple[str, FramingProfile | None, Exception | None]]:
    if n_jobs == 1:
        for name, source in pairs:
            yield (name, *_attempt(analyzer, source))
        return
    workers = (os.cpu_count() or 1) if n_jobs == -1 else n_jobs
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(analyzer,)) as pool:
        waiting: deque[tuple[str, Future[Any]]] = deque()
        for name, source in pairs:
            waiting.append((name, pool.submit(_attempt_in_worker, source)))
            if len(waiting) >= workers * _AHEAD:
                first, future = waiting.popleft()
                yield (first, *future.result())
        while waiting:
            first, future = waiting.popleft()
            yield (first, *future.result())
