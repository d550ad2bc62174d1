"""Article → signals by one pass of the network a sentence, beside the lexicon's own.

Law: what the network says of a token is a number that adds up: contributions and intercept
are the logit. The lexicon engine's signals stay, so that evidence has names.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.document import Article, Sentence
from framing.engines.base import ModelSpan, Reading, Signals, StanceReading
from framing.engines.lexicon import LexiconEngine
from framing.engines.model import Model, Pieces, models_folder, shared_model
from framing.lexicon import Lexicon

__all__ = ["EncoderEngine"]

_TAGGED = ("hedge", "actor")  # every piece by itself: cues and names are short
_CHAINED = ("source", "cue", "content")  # as the likeliest chain of tokens: they run long
_NEVER = -1e4


class EncoderEngine:
    """The network with the lexicons as its explanation.

    Parameters
    ----------
    lexicons : mapping of str to Lexicon
        As `framing.lexicon.load_lexicons` gives them.
    threads : int, optional
        Threads of one pass.
    folder : Path, optional
        Weights other than the shipped ones.
    """

    name = "encoder"

    def __init__(self, lexicons: Mapping[str, Lexicon], threads: int | None = None, folder: Path | None = None) -> None:
        self._lexicon = LexiconEngine(lexicons)
        where = folder if folder is not None else models_folder()
        self._model = shared_model(where, threads)
        self._calibration = json.loads((where / "calibration.json").read_text(encoding="utf-8"))

    def signals(self, article: Article) -> Signals:
        """Return the signals of every sentence of the article."""
        return self.signals_of([article])[0]

    def signals_of(self, articles: Sequence[Article]) -> list[Signals]:
        """Return the signals of several articles, whose sentences share passes.

        The same as `signals` gives one by one.
        """
        readings = self.readings([sentence for article in articles for sentence in article.sentences])
        made: list[Signals] = []
        at = 0
        for article in articles:
            base = self._lexicon.signals(article).sentences
            own = readings[at : at + len(base)]
            at += len(base)
            made.append(Signals([signals.with_reading(reading) for signals, reading in zip(base, own, strict=True)]))
        return made

    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Return the digests of the weights and of every lexicon family."""
        return (*self._model.digests, *self._lexicon.provenance())

    def readings(self, sentences: Sequence[Sentence]) -> list[Reading]:
        """Pass sentences of any articles through the network and lay what it says over their tokens."""
        if not sentences:
            return []
        model = self._model
        pieces = model.read([sentence.text for sentence in sentences])
        # The tokens of all sentences stand one behind the other, as the pieces do.
        sizes = np.asarray([sentence.last - sentence.first for sentence in sentences], np.int64)
        bounds = np.concatenate([[0], np.cumsum(sizes)])
        n_pieces = np.diff(pieces.bounds)
        row = np.repeat(np.arange(len(sentences)), n_pieces)
        owners = _owners(sentences, pieces, row, bounds)
        loaded = self._loaded(pieces, row, owners, bounds)
        layers = {layer: _spans(pieces, layer, model, row, owners, bounds) for layer in _TAGGED}
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        for layer in _CHAINED:
            chances = np.asarray(self._calibration["chains"][layer])
            scores = pieces.columns[firsts, model.columns[layer]]
            layers[layer] = _chains(scores, layer, chances, owners[firsts], row[firsts], bounds)
        stance, weights = self._calibration["stance"], self._calibration["hedging"]
        made: list[Reading] = []
        edges, ends = bounds.tolist(), pieces.bounds.tolist()
        for place in range(len(sentences)):
            low, high = ends[place], ends[place + 1]
            spans = {layer: tuple(found.get(place, ())) for layer, found in layers.items()}
            made.append(
                Reading(
                    loaded=tuple(loaded[edges[place] : edges[place + 1]]),
                    hedging=tuple(weights[span.kind] * span.probability for span in spans["hedge"]),
                    spans=spans,
                    stance=_Stance(
                        model, pieces.columns[low:high], pieces.marks[place], owners[low:high] - edges[place], stance
                    ),
                )
            )
        return made

    def _loaded(
        self, pieces: Pieces, row: NDArray[np.int64], owners: NDArray[np.int64], bounds: NDArray[np.int64]
    ) -> list[float]:
        """What every token adds to loaded wording.

        The head's logit is an intercept and the mean of its tokens' columns. Only what tokens add
        counts here: what others take away, and the intercept, say how plain the rest is, and leaving
        them out costs the ranking of sentences nothing (docs/methods/loaded.md). Their sum s becomes
        a probability by p / (1 - p) = exp(offset) s ** slope, and each token keeps its share.
        """
        numbers = self._calibration["loaded"]
        size = np.diff(pieces.bounds) + 2.0  # the mean runs over the two marks as well
        adds = pieces.columns[:, self._model.columns["loaded"].start].astype(np.float64) / size[row]
        tokens = np.maximum(np.bincount(owners, adds, int(bounds[-1])), 0.0)
        sentence = np.repeat(np.arange(len(size)), np.diff(bounds))
        sums = np.bincount(sentence, tokens, len(size))
        whole = np.log1p(math.exp(numbers["offset"]) * sums ** numbers["slope"])
        shares: NDArray[np.float64] = np.divide(whole, sums, out=np.zeros_like(sums), where=sums > 0)
        made: list[float] = (tokens * shares[sentence]).tolist()
        return made


class _Stance:
    """The columns of one sentence from which the stance toward any target is summed."""

    __slots__ = ("_calibration", "_columns", "_marks", "_model", "_owners")

    def __init__(
        self,
        model: Model,
        columns: NDArray[np.float32],
        marks: NDArray[np.float32],
        owners: NDArray[np.int64],
        calibration: Mapping[str, Mapping[str, float]],
    ) -> None:
        self._model = model
        self._columns = columns
        self._marks = marks
        self._owners = owners
        self._calibration = calibration

    def toward(self, first: int, last: int, kind: str) -> StanceReading | None:
        """Sum the columns for the target on tokens `first` to `last` of the sentence.

        Returns
        -------
        StanceReading or None
            None where no word piece lies under the target.
        """
        own = (self._owners >= first) & (self._owners < last)
        n_own = int(own.sum())
        if not n_own:
            return None
        model = self._model
        # The two marks, put behind the pieces, are looked at as tokens are.
        columns = np.concatenate([self._columns, self._marks]).astype(np.float64)
        pool = np.append(own / n_own, (0.0, 0.0))
        keys, queries = columns[:, model.columns["key"]], columns[:, model.columns["query"]]
        scores = keys @ (pool @ queries) / math.sqrt(keys.shape[1])
        weights = np.exp(scores - scores.max())
        weights /= weights.sum()
        parts = pool[:, None] * columns[:, model.columns["target"]]
        parts += weights[:, None] * columns[:, model.columns["around"]]
        lone = model.intercepts[1:].astype(np.float64) + columns[-2, model.columns["whole"]]
        held = 1.0 / (1.0 + math.exp(-float(lone[3] + parts[:, 3].sum())))
        # Against neutral, calibrated: a factor for all, an offset for either side.
        numbers = self._calibration["person" if kind == "person" else "other"]
        factor = numbers["factor"]
        polar = (parts[:, (0, 2)] - parts[:, 1:2]) * factor
        alone = (lone[[0, 2]] - lone[1]) * factor + (numbers["negative"], numbers["positive"])
        n = int(self._owners.max()) + 1
        tokens = np.stack([np.bincount(self._owners, polar[:-2, side], n) for side in (0, 1)])
        return StanceReading(
            negative=tuple(tokens[0].tolist()),
            positive=tuple(tokens[1].tolist()),
            rest=(float(alone[0] + polar[-2:, 0].sum()), float(alone[1] + polar[-2:, 1].sum())),
            held=held,
        )


def _owners(
    sentences: Sequence[Sentence], pieces: Pieces, row: NDArray[np.int64], bounds: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The token of each piece, all sentences' tokens being counted through."""
    far = 1 + int(max(pieces.ends.max(initial=0), max(len(sentence.span) for sentence in sentences)))
    starts = np.concatenate(
        [
            np.asarray(sentence.columns.starts[sentence.first : sentence.last], np.int64)
            + (place * far - sentence.span.start)
            for place, sentence in enumerate(sentences)
        ]
    )
    found = np.searchsorted(starts, pieces.starts + row * far, side="right") - 1
    return np.clip(found, bounds[row], np.maximum(bounds[row], bounds[row + 1] - 1))


def _spans(
    pieces: Pieces,
    layer: str,
    model: Model,
    row: NDArray[np.int64],
    owners: NDArray[np.int64],
    bounds: NDArray[np.int64],
) -> dict[int, list[ModelSpan]]:
    """Begin and inside tags → by sentence, spans of its tokens with their mean probability."""
    scores = pieces.columns[:, model.columns[layer]]
    tags = scores.argmax(1)
    places = np.flatnonzero(tags)
    made: dict[int, list[ModelSpan]] = {}
    if not len(places):
        return made
    chosen = scores[places].astype(np.float64)
    odds = np.exp(chosen - chosen.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    kinds = model.kinds[layer]
    found_tags = tags[places]
    own = (found_tags - 1) // 2
    sure = odds[np.arange(len(places)), 2 * own + 1] + odds[np.arange(len(places)), 2 * own + 2]
    begins = np.ones(len(places), bool)
    begins[1:] = (
        (np.diff(places) > 1) | (np.diff(own) != 0) | (np.diff(row[places]) != 0) | (found_tags[1:] % 2 == 1)
    )
    # A word is one: a begin on its second piece begins nothing.
    begins[1:] &= ~((owners[places[1:]] == owners[places[:-1]]) & (np.diff(own) == 0))
    starts = np.flatnonzero(begins)
    stops = np.append(starts[1:], len(places))
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        at = int(places[start])
        sentence = int(row[at])
        offset = int(bounds[sentence])
        first, last = int(owners[at]) - offset, int(owners[places[stop - 1]]) + 1 - offset
        spans = made.setdefault(sentence, [])
        if spans and spans[-1].last > first:
            first = spans[-1].last  # two spans never share a token
        if last > first:
            open_ = bool(found_tags[start] % 2 == 0)
            spans.append(ModelSpan(first, last, kinds[int(own[start])], float(sure[start:stop].mean()), open_))
    return made


def _chains(
    scores: NDArray[np.float32],
    layer: str,
    chances: NDArray[np.float64],
    owners: NDArray[np.int64],
    row: NDArray[np.int64],
    bounds: NDArray[np.int64],
) -> dict[int, list[ModelSpan]]:
    """The likeliest chain of outside, begin and inside → by sentence, spans of its tokens.

    What a token is by itself counts as the network says it; what follows what, as often as it does
    in the labels against chance (`chains` of the calibration: rows before, columns after; the last row
    is for a sentence's first token).
    """
    made: dict[int, list[ModelSpan]] = {}
    logs = scores.astype(np.float64)
    logs -= logs.max(1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(1, keepdims=True))
    # Most sentences mark nothing at all: only the others are worth a chain.
    n = len(bounds) - 1
    marked = np.zeros(n, bool)
    marked[row[logs.argmax(1) > 0]] = True
    chosen = np.flatnonzero(marked)
    if not len(chosen):
        return made
    sizes = np.bincount(row, minlength=n)
    starts = np.cumsum(sizes) - sizes
    length = int(sizes[chosen].max())
    grid = np.full((len(chosen), length, 3), 0.0)
    grid[:, :, 1:] = _NEVER  # behind its end a sentence is outside
    for place, sentence in enumerate(chosen.tolist()):
        grid[place, : sizes[sentence]] = logs[starts[sentence] : starts[sentence] + sizes[sentence]]
    back = np.zeros((len(chosen), length, 3), np.int8)
    best = grid[:, 0] + chances[3]
    for at in range(1, length):
        paths = best[:, :, None] + chances[:3]
        back[:, at] = paths.argmax(1)
        best = paths.max(1) + grid[:, at]
    tag = best.argmax(1)
    tags = np.zeros((len(chosen), length), np.int8)
    everyone = np.arange(len(chosen))
    for at in range(length - 1, -1, -1):
        tags[:, at] = tag
        tag = back[everyone, at, tag]
    for place, sentence in enumerate(chosen.tolist()):
        spans: list[ModelSpan] = []
        own = tags[place, : sizes[sentence]].tolist()
        begun = -1
        for at, value in enumerate([*own, 0]):
            if begun >= 0 and value != 2:
                low = starts[sentence] + begun
                sure = 1.0 - np.exp(logs[low : starts[sentence] + at, 0]).mean()
                first = int(owners[low] - bounds[sentence])
                last = int(owners[starts[sentence] + at - 1] - bounds[sentence]) + 1
                spans.append(ModelSpan(first, last, layer, float(sure), own[begun] == 2))
                begun = -1
            if value and begun < 0:
                begun = at
        if spans:
            made[sentence] = spans
    return made
