"""Sentences → columns of numbers a word piece, by one pass through the shipped network.

Law: a sentence gets the same numbers whatever is read beside it, in what order, in how many
threads; nothing is downloaded, and no file is used whose digest is not the recorded one.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import EngineError
from framing.grammar import word_class

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

__all__ = ["Model", "Pieces", "models_folder", "shared_model"]

_SUMS = "SHA256SUMS"
_STEP = 8  # lengths are padded to multiples of it, so that few shapes occur
_BATCH = 4096  # pieces of one pass
_WINDOW = 256  # pieces of a window of a long sentence, its two marks included
_OVERLAP = 64  # pieces that neighbouring windows share
_EMPTY = np.zeros((0, 0), np.float32)
_NOTHING: Mapping[str, tuple[str, str]] = {}
_FILES = ("calibration.json", "encoder.onnx", "heads.json", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Sentences as word pieces, all of them one behind the other.

    Attributes
    ----------
    bounds : array of int
        One entry more than sentences: the pieces of sentence i are bounds[i] to bounds[i + 1].
    starts, ends : array of int
        Code points in the sentence, one entry a piece.
    columns : array (pieces, columns) of float
        What the heads read.
    marks : array (sentences, 2, columns) of float
        The columns of the two marks around each sentence, of which the first stands for all of it.
    """

    bounds: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    columns: NDArray[np.float32]
    marks: NDArray[np.float32]


def models_folder() -> Path:
    """Return the folder of the shipped weights."""
    return Path(__file__).resolve().parent.parent / "models"


class Model:
    """The shipped network with its tokenizer.

    Parameters
    ----------
    folder : Path
        With `encoder.onnx`, `heads.json`, `tokenizer.json` and their digests.
    threads : int, optional
        Threads of one pass; onnxruntime's own choice without it.

    Raises
    ------
    EngineError
        If a file is missing or is not the one whose digest is recorded.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self.digests = _verified(folder)
        self._folder = folder
        self._threads = threads
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: Tokenizer | None = None
        self._lock = threading.Lock()
        self._process = 0
        heads = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        self.columns: dict[str, slice] = {name: slice(*where) for name, where in heads["columns"].items()}
        self.kinds: dict[str, tuple[str, ...]] = {name: tuple(kinds) for name, kinds in heads["layers"].items()}
        self.intercepts = np.asarray(heads["intercepts"], np.float32)

    def _load(self) -> tuple[onnxruntime.InferenceSession, Tokenizer]:
        """Open the network at the first sentence: it takes longer than reading an article."""
        with self._lock:
            # A session does not survive a fork: the threads that it waits for stay behind.
            if self._session is None or self._tokenizer is None or self._process != os.getpid():
                import onnxruntime
                from tokenizers import Tokenizer

                options = onnxruntime.SessionOptions()
                options.log_severity_level = 3
                # Batches differ in shape, so plans of memory made for each are seldom used: a tenth slower, and larger.
                options.enable_mem_pattern = False
                if self._threads is not None:
                    options.intra_op_num_threads = self._threads
                self._session = onnxruntime.InferenceSession(
                    str(self._folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
                )
                self._tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
                self._tokenizer.no_truncation()
                self._tokenizer.no_padding()
                self._process = os.getpid()
            return self._session, self._tokenizer

    def read(self, sentences: Sequence[str], alike: Mapping[str, tuple[str, str]] = _NOTHING) -> Pieces:
        """Pass sentences through the network.

        Parameters
        ----------
        sentences : sequence of str
            Any text; long ones are read in windows that overlap.
        alike : mapping of str to (str, str)
            Words in small letters, and the word that is read in the place of each: elsewhere, and where no word that
            it could belong to follows. All are single pieces.

        Returns
        -------
        Pieces
            In order.
        """
        windows = self._windows_of(sentences, alike)
        made: list[NDArray[np.float32]] = [_EMPTY] * len(windows)
        for group in _batches([len(window.ids) for window in windows]):
            columns = self.run(_feeds([windows[i] for i in group]))
            for row, i in enumerate(group):
                made[i] = columns[row, : len(windows[i].ids)]
        return _joined(len(sentences), windows, made)

    def run(self, feeds: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        """Pass one batch through the network: `ids`, `mask` and `cases` → columns."""
        made: Any = self._load()[0].run(["columns"], feeds)[0]
        columns: NDArray[np.float32] = made
        return columns

    def passes(self, sentences: Sequence[str]) -> list[dict[str, NDArray[np.int64]]]:
        """Return the batches in which `read` passes sentences through the network."""
        windows = self._windows_of(sentences)
        return [_feeds([windows[i] for i in group]) for group in _batches([len(window.ids) for window in windows])]

    def _windows_of(self, sentences: Sequence[str], alike: Mapping[str, tuple[str, str]] = _NOTHING) -> list[_Window]:
        tokenizer = self._load()[1]
        windows: list[_Window] = []
        number = tokenizer.token_to_id
        instead: dict[int, tuple[int, int]] = {}
        for word, (plain, alone) in alike.items():
            own, first, second = number(word), number(plain), number(alone)
            if own is not None and first is not None and second is not None:
                instead[own] = first, second
        for place, text in enumerate(sentences):
            # One by one: the tokenizer's own threads do not survive a fork either.
            found = tokenizer.encode(_plain(text))
            ids, offsets = found.ids, found.offsets
            if not instead.keys().isdisjoint(ids):
                ids = _levelled(ids, offsets, text, instead)
            windows.extend(_windows(place, ids, offsets, text))
        return windows


def _levelled(
    ids: Sequence[int], offsets: Sequence[tuple[int, int]], text: str, instead: Mapping[int, tuple[int, int]]
) -> list[int]:
    """The pieces with others in the place of words that are to be read alike."""
    made = list(ids)
    closing = word_class("follows_object")
    for at, piece in enumerate(ids):
        low, high = offsets[at]
        # "Her" is a piece of "Herzog" too, and "MS" is no woman's title.
        if piece not in instead or (low and text[low - 1].isalnum()) or text[high : high + 1].isalnum():
            continue
        if high - low == 2 and text[low:high].isupper():
            continue
        start, stop = offsets[at + 1] if at + 1 < len(offsets) else (0, 0)
        after = text[start:stop].lower()
        plain, alone = instead[piece]
        made[at] = plain if after and after[0].isalnum() and after not in closing else alone
    return made


def _feeds(windows: Sequence[_Window]) -> dict[str, NDArray[np.int64]]:
    """Pad windows into one batch."""
    length = -(-max(len(window.ids) for window in windows) // _STEP) * _STEP
    feeds = {name: np.zeros((len(windows), length), np.int64) for name in ("ids", "mask", "cases")}
    for row, window in enumerate(windows):
        size = len(window.ids)
        feeds["ids"][row, :size] = window.ids
        feeds["cases"][row, :size] = window.cases
        feeds["mask"][row, :size] = 1
    return feeds


@dataclass(slots=True)
class _Window:
    """A stretch of a sentence that one pass reads, between its two marks."""

    sentence: int
    ids: list[int]
    cases: list[int]
    offsets: list[tuple[int, int]]
    # The pieces of the stretch that are taken from this window, the others being its neighbours'.
    keep: slice


def _plain(text: str) -> str:
    """A text the tokenizer accepts, of the same length: it refuses lone surrogates."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False


def _windows(place: int, ids: list[int], offsets: list[tuple[int, int]], text: str) -> list[_Window]:
    """Cut a sentence that is too long for one pass."""
    cases = _cases(text, offsets)
    inner = len(ids) - 2
    if len(ids) <= _WINDOW:
        return [_Window(place, ids, cases, offsets[1:-1], slice(1, inner + 1))]
    made: list[_Window] = []
    size = _WINDOW - 2
    start = 0
    while True:
        stop = min(inner, start + size)
        first = 0 if start == 0 else _OVERLAP // 2
        last = stop - start if stop == inner else stop - start - _OVERLAP // 2
        made.append(
            _Window(
                place,
                [ids[0], *ids[start + 1 : stop + 1], ids[-1]],
                [0, *cases[start + 1 : stop + 1], 0],
                offsets[start + 1 + first : start + 1 + last],
                slice(first + 1, last + 1),
            )
        )
        if stop == inner:
            return made
        start += size - _OVERLAP


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Group windows of like lengths so that no pass is wider than it must be."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    groups: list[list[int]] = []
    width = 0
    for i in order:
        padded = -(-lengths[i] // _STEP) * _STEP
        if not groups or padded != width or (len(groups[-1]) + 1) * padded > _BATCH:
            groups.append([])
            width = padded
        groups[-1].append(i)
    return groups


def _joined(n: int, windows: Sequence[_Window], made: Sequence[NDArray[np.float32]]) -> Pieces:
    """Put the windows of each sentence together again, and the sentences behind each other."""
    sizes = np.zeros(n + 1, np.int64)
    marks: list[list[NDArray[np.float32]]] = [[] for _ in range(n)]
    offsets: list[tuple[int, int]] = []
    for window, columns in zip(windows, made, strict=True):
        sizes[window.sentence + 1] += window.keep.stop - window.keep.start
        marks[window.sentence].append(columns[[0, -1]])
        offsets.extend(window.offsets)
    where = np.asarray(offsets, np.int64).reshape(-1, 2)
    kept = [columns[window.keep] for window, columns in zip(windows, made, strict=True)]
    return Pieces(
        bounds=np.cumsum(sizes),
        starts=where[:, 0],
        ends=where[:, 1],
        columns=np.concatenate(kept) if kept else _EMPTY,
        marks=np.stack([own[0] if len(own) == 1 else np.mean(own, axis=0) for own in marks]) if n else _EMPTY[None],
    )


def _cases(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The case of the word that each piece is part of: 0 no letter, 1 lower, 2 capital first, 3 capitals."""
    cases: list[int] = []
    start = before = -1
    for low, high in offsets:
        if high <= low:
            cases.append(0)
            continue
        if before != low or not text[low].isalnum() or not text[low - 1].isalnum():
            start = low
        before = high
        if not text[start].isalpha():
            cases.append(0)
            continue
        surface = text[start:high]
        cases.append(3 if high - start > 1 and surface.isupper() else 2 if surface[0].isupper() else 1)
    return cases


def _verified(folder: Path) -> tuple[tuple[str, str], ...]:
    """Compare every file with its recorded digest."""
    try:
        lines = (folder / _SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise EngineError(
            f"the weights of the encoder are not in {str(folder)!r}; install framing anew, or use engine='lexicon'"
        ) from None
    recorded = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in _FILES:
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != recorded.get(name):
            raise EngineError(
                f"the file {str(path)!r} of the encoder is missing or damaged; "
                "install framing anew, or use engine='lexicon'"
            )
    return tuple((f"weights {name}", recorded[name]) for name in _FILES)


@lru_cache(maxsize=4)
def shared_model(folder: Path, threads: int | None) -> Model:
    """Return the model of this process: analyzers share it."""
    return Model(folder, threads)
