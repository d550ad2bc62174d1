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

_NAMED = ("actor", "described")  # layers of somebody, whose spans have one kind throughout
_CHAINED = ("source", "cue", "content")  # as the likeliest chain of tokens: they run long
_QUIET = 0.97  # chance that a token is in no name from which it parts one name from another
_NEVER = -1e4  # what no chain goes through


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
    ahead = 256

    def __init__(self, lexicons: Mapping[str, Lexicon], threads: int | None = None, folder: Path | None = None) -> None:
        self._lexicon = LexiconEngine(lexicons)
        where = folder if folder is not None else models_folder()
        self._model = shared_model(where, threads)
        # Gender is no wording: the network reads one word for either.
        self._alike = {
            row.term: (row.get("alike"), row.get("object") or row.get("alike"))
            for row in lexicons["actors"].table("alike.tsv")
        }
        self._calibration = json.loads((where / "calibration.json").read_text(encoding="utf-8"))

    def read(self, articles: Sequence[Article]) -> list[Sequence[Reading]]:
        """Pass the sentences of several articles through the network together.

        The readings are the same as one by one.
        """
        readings = self.readings([sentence for article in articles for sentence in article.sentences])
        made: list[Sequence[Reading]] = []
        at = 0
        for article in articles:
            made.append(readings[at : at + len(article.sentences)])
            at += len(article.sentences)
        return made

    def signals(self, article: Article, readings: Sequence[Reading] | None = None) -> Signals:
        """Return the signals of every sentence of the article."""
        own = self.read([article])[0] if readings is None else readings
        base = self._lexicon.signals(article).sentences
        return Signals([signals.with_reading(reading) for signals, reading in zip(base, own, strict=True)])

    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Return the digests of the weights and of every lexicon family."""
        return (*self._model.digests, *self._lexicon.provenance())

    def readings(self, sentences: Sequence[Sentence]) -> list[Reading]:
        """Pass sentences of any articles through the network and lay what it says over their tokens."""
        if not sentences:
            return []
        model = self._model
        pieces = model.read([sentence.text for sentence in sentences], self._alike)
        # The tokens of all sentences stand one behind the other, as the pieces do.
        sizes = np.asarray([sentence.last - sentence.first for sentence in sentences], np.int64)
        bounds = np.concatenate([[0], np.cumsum(sizes)])
        n_pieces = np.diff(pieces.bounds)
        row = np.repeat(np.arange(len(sentences)), n_pieces)
        owners = _owners(sentences, pieces, row, bounds)
        loaded = self._loaded(pieces, row, owners, bounds)
        hedges = _inside(pieces.columns[:, model.columns["hedge"]], owners, int(bounds[-1]))
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        layers = {"hedge": _spans(pieces, "hedge", model, row, owners, bounds)}
        for layer in _NAMED:
            scores = pieces.columns[:, model.columns[layer]]
            layers[layer] = _names(scores, model.kinds[layer], firsts, owners, row, bounds)
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
                    hedge_odds=tuple(hedges[edges[place] : edges[place + 1]]),
                    hedge_weights=weights,
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

        The head's logit is an intercept and the mean of its pieces' columns; a slope and an offset
        make it the probability p that readers call the sentence loaded. What is shown is -log(1 - p):
        what tokens take away makes it smaller, and what tokens add is their share of it, log(1 + exp(column)).
        """
        numbers = self._calibration["loaded"]
        column = self._model.columns["loaded"].start
        size = np.diff(pieces.bounds) + 2.0  # the mean runs over the two marks as well
        each = pieces.columns[:, column].astype(np.float64)
        totals = np.bincount(row, each, len(size)) + pieces.marks[:, :, column].sum(1)
        logits = totals / size + float(self._model.intercepts[0])
        whole = np.logaddexp(0.0, numbers["slope"] * logits + numbers["offset"])
        adds = np.logaddexp(0.0, each)
        shares = whole / np.maximum(np.bincount(row, adds, len(size)), 1e-12)
        made: list[float] = np.bincount(owners, adds * shares[row], int(bounds[-1])).tolist()
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

    def toward(self, targets: Sequence[tuple[int, int, str]]) -> list[StanceReading | None]:
        """Sum the columns for each target: tokens from, tokens to, and the kind of actor.

        Returns
        -------
        list of StanceReading or None
            None where no word piece lies under a target.
        """
        owners = self._owners
        made: list[StanceReading | None] = [None] * len(targets)
        own = np.asarray([(owners >= first) & (owners < last) for first, last, _ in targets], bool)
        own = own.reshape(len(targets), len(owners))
        known = np.flatnonzero(own.any(1))
        if not len(known):
            return made
        model = self._model
        own = own[known]
        # The two marks, put behind the pieces, are looked at only where there is nothing else.
        columns = np.concatenate([self._columns, self._marks]).astype(np.float64)
        pools = np.pad(own / own.sum(1, keepdims=True), ((0, 0), (0, 2)))
        keys, queries = columns[:, model.columns["key"]], columns[:, model.columns["query"]]
        scores = pools @ queries @ keys.T / math.sqrt(keys.shape[1])
        seen = np.pad(~own, ((0, 0), (0, 2)))
        seen[~own.all(1), -2:] = False
        seen[own.all(1), -2:] = True
        scores[~seen] = -np.inf
        weights = np.exp(scores - scores.max(1, keepdims=True))
        weights /= weights.sum(1, keepdims=True)
        parts = pools[:, :, None] * columns[None, :, model.columns["target"]]
        parts += weights[:, :, None] * columns[None, :, model.columns["around"]]
        lone = model.intercepts[1:].astype(np.float64) + columns[-2, model.columns["whole"]]
        held = 1.0 / (1.0 + np.exp(-(lone[3] + parts[:, :, 3].sum(1))))
        # Against neutral, calibrated by a factor.
        polar = parts[:, :, (0, 2)] - parts[:, :, 1:2]
        alone = lone[[0, 2]] - lone[1]
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        tokens = np.zeros((len(known), int(owners[-1]) + 1, 2))
        tokens[:, owners[firsts]] = np.add.reduceat(polar[:, :-2], firsts, axis=1)
        marks = polar[:, -2:].sum(1)
        for row, place in enumerate(known.tolist()):
            first, last, kind = targets[place]
            numbers = self._calibration["person" if kind == "person" else "other"]
            factor = numbers["factor"]
            adds = tokens[row] * factor
            # What a name adds to its own stance is no evidence that could be shown.
            itself = adds[first:last].sum(0)
            adds[first:last] = 0.0
            rest = (alone + marks[row]) * factor + itself
            negative, positive = adds.T.tolist()
            made[place] = StanceReading(
                negative=negative, positive=positive, rest=(float(rest[0]), float(rest[1])), held=float(held[row])
            )
        return made


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


def _inside(scores: NDArray[np.float32], owners: NDArray[np.int64], n: int) -> list[float]:
    """Probability of each token that any of its pieces is inside a span."""
    logits = scores.astype(np.float64)
    odds = np.exp(logits - logits.max(1, keepdims=True))
    inside = 1.0 - odds[:, 0] / odds.sum(1)
    made = np.zeros(n)
    np.maximum.at(made, owners, inside)
    return [float(value) for value in made]


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
    begins[1:] = (np.diff(places) > 1) | (np.diff(own) != 0) | (np.diff(row[places]) != 0) | (found_tags[1:] % 2 == 1)
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


def _names(
    scores: NDArray[np.float32],
    kinds: Sequence[str],
    firsts: NDArray[np.int64],
    owners: NDArray[np.int64],
    row: NDArray[np.int64],
    bounds: NDArray[np.int64],
) -> dict[int, list[ModelSpan]]:
    """The likeliest names → by sentence, spans of its tokens with their mean probability.

    A name has one kind, whatever its words are by themselves: nothing goes on but what has begun. The pieces of a
    token speak together, its first one says whether a name begins.
    """
    made: dict[int, list[ModelSpan]] = {}
    logs = scores.astype(np.float64)
    logs -= logs.max(1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(1, keepdims=True))
    sizes = np.diff(np.append(firsts, len(owners)))
    # Most tokens are surely in no name: what stands between two such is worth a chain.
    outside = np.add.reduceat(logs[:, 0], firsts) / sizes
    loud = np.flatnonzero(outside < np.log(_QUIET))
    if not len(loud):
        return made
    begin, inside = logs[:, 1::2], logs[:, 2::2]
    either = np.logaddexp(begin, inside)
    mean = (np.add.reduceat(either, firsts) / sizes[:, None])[loud]
    chosen = firsts[loud]
    n_tags = logs.shape[1]
    tokens = np.empty((len(loud), n_tags))
    tokens[:, 0] = outside[loud]
    tokens[:, 1::2] = mean + begin[chosen] - either[chosen]
    tokens[:, 2::2] = mean + inside[chosen] - either[chosen]
    sentences = row[chosen]
    fresh = np.ones(len(loud), bool)
    fresh[1:] = (np.diff(loud) > 1) | (np.diff(sentences) != 0)
    steps = _bound(n_tags)
    tags = _likeliest(tokens, np.flatnonzero(fresh), steps[0], steps)
    odds = np.add.reduceat(np.exp(either), firsts)
    for start in np.flatnonzero(tags % 2 == 1).tolist():
        kind = (int(tags[start]) - 1) // 2
        stop = start + 1
        while stop < len(tags) and tags[stop] == 2 * kind + 2 and not fresh[stop]:
            stop += 1
        low, high = int(loud[start]), int(loud[stop - 1]) + 1
        sentence = int(sentences[start])
        first = int(owners[firsts[low]] - bounds[sentence])
        last = int(owners[firsts[high - 1]] - bounds[sentence]) + 1
        sure = float(odds[low:high, kind].sum() / sizes[low:high].sum())
        made.setdefault(sentence, []).append(ModelSpan(first, last, kinds[kind], sure, False))
    return made


def _bound(n_tags: int) -> NDArray[np.float64]:
    """Steps from tag to tag that cost nothing, but that nothing goes on which has not begun."""
    steps = np.zeros((n_tags, n_tags))
    for inside in range(2, n_tags, 2):
        steps[:, inside] = _NEVER
        steps[inside - 1 : inside + 1, inside] = 0.0
    return steps


def _likeliest(
    tokens: NDArray[np.float64], starts: NDArray[np.int64], before: NDArray[np.float64], steps: NDArray[np.float64]
) -> NDArray[np.int8]:
    """The likeliest tags of the tokens of stretches that begin at `starts`, by what tokens are and what follows what.

    `before` is what each tag costs a stretch's first token, `steps` what a column costs behind a row.
    """
    lengths = np.diff(np.append(starts, len(tokens)))
    # Long stretches first, so that at every place those that are not over stand in front.
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    back = np.zeros(tokens.shape, np.int8)
    best = tokens[starts] + before
    going = [int(np.searchsorted(-lengths, -at, side="left")) for at in range(int(lengths[0]))]
    for at, n in enumerate(going[1:], 1):
        paths = best[:n, :, None] + steps
        back[starts[:n] + at] = paths.argmax(1)
        best[:n] = paths.max(1) + tokens[starts[:n] + at]
    tags = np.zeros(len(tokens), np.int8)
    tag = best.argmax(1).astype(np.int8)
    for at, n in reversed(list(enumerate(going))):
        tags[starts[:n] + at] = tag[:n]
        tag[:n] = back[starts[:n] + at, tag[:n]]
    return tags


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
    taken = marked[row]
    edges = np.cumsum(sizes[chosen]) - sizes[chosen]
    tags = _likeliest(logs[taken], edges, chances[3], chances[:3])
    for place, sentence in enumerate(chosen.tolist()):
        spans: list[ModelSpan] = []
        own = tags[edges[place] : edges[place] + sizes[sentence]].tolist()
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
