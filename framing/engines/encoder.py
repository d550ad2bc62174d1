"""Article → signals by one pass of the network a sentence, beside the lexicon's own.

Law: what the network says of a token is a number that adds up: contributions and intercept
are the logit. The lexicon engine's signals stay, so that evidence has names.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.document import Article, Sentence
from framing.engines.base import ModelSpan, Reading, SentenceSignals, Signals
from framing.engines.lexicon import LexiconEngine
from framing.engines.model import Model, Pieces, models_folder, shared_model
from framing.lexicon import Lexicon

__all__ = ["EncoderEngine"]

_LAYERS = ("hedge", "source", "cue", "content", "actor")


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
        return next(iter(self.signals_of([article])))

    def signals_of(self, articles: Sequence[Article]) -> Iterable[Signals]:
        """Return the signals of several articles, whose sentences share passes.

        The same as `signals` gives one by one.
        """
        pieces = self._model.read([sentence.text for article in articles for sentence in article.sentences])
        at = 0
        for article in articles:
            base = self._lexicon.signals(article).sentences
            made: list[SentenceSignals] = []
            for sentence, signals in zip(article.sentences, base, strict=True):
                made.append(signals.with_reading(self._reading(sentence, pieces[at])))
                at += 1
            yield Signals(made)

    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Return the digests of the weights and of every lexicon family."""
        return (*self._model.digests, *self._lexicon.provenance())

    def _reading(self, sentence: Sentence, pieces: Pieces) -> Reading:
        """Lay what the network says of word pieces over the tokens of a sentence."""
        model = self._model
        n = sentence.last - sentence.first
        owners = _owners(sentence, pieces)
        columns = pieces.columns
        scale, offset = self._calibration["loaded"]["scale"], self._calibration["loaded"]["offset"]
        each = columns[:, model.columns["loaded"]][:, 0].astype(np.float64)
        # The mean runs over the two marks as well, whose share belongs to no token.
        size = len(each) + 2
        total = float(each.sum()) + float(pieces.marks[:, model.columns["loaded"]].sum())
        loaded = np.bincount(owners, each, n) * (scale / size) if n else np.zeros(0)
        logit = scale * (float(model.intercepts[0]) + total / size) + offset
        spans = {layer: _spans(model, layer, columns, owners, sentence) for layer in _LAYERS}
        return Reading(
            loaded=tuple(loaded.tolist()),
            loaded_rest=logit - float(loaded.sum()),
            spans=spans,
            owners=owners,
            stance=_Stance(model, pieces, self._calibration["stance"]["temperature"]),
        )


class _Stance:
    """The token columns of one sentence from which the stance toward any target is summed."""

    __slots__ = ("_around", "_intercepts", "_keys", "_own", "_queries", "_temperature", "_whole")

    def __init__(self, model: Model, pieces: Pieces, temperature: float) -> None:
        # The two marks, put behind the pieces, are looked at as tokens are.
        columns = np.concatenate([pieces.columns, pieces.marks]).astype(np.float64)
        self._own = columns[:, model.columns["target"]]
        self._around = columns[:, model.columns["around"]]
        self._keys = columns[:, model.columns["key"]]
        self._queries = columns[:, model.columns["query"]]
        self._whole = columns[-2, model.columns["whole"]]
        self._intercepts = model.intercepts[1:].astype(np.float64)
        self._temperature = temperature

    def toward(self, own: NDArray[np.bool_]) -> tuple[tuple[float, float, float], float, NDArray[np.float64]]:
        """Sum the columns for the target whose pieces are marked.

        Returns
        -------
        tuple
            Probabilities of negative, neutral and positive; probability that a source holds it;
            and of each piece what it adds to positive minus negative.
        """
        pool = np.append(own / own.sum(), (0.0, 0.0))
        scores = self._keys @ (pool @ self._queries) / math.sqrt(self._keys.shape[1])
        weights = np.exp(scores - scores.max())
        weights /= weights.sum()
        parts = pool[:, None] * self._own + weights[:, None] * self._around
        logits = self._intercepts + parts.sum(0) + self._whole
        polar = logits[:3] / self._temperature
        odds = np.exp(polar - polar.max())
        odds /= odds.sum()
        held = 1.0 / (1.0 + math.exp(-float(logits[3])))
        return (float(odds[0]), float(odds[1]), float(odds[2])), held, (parts[:, 2] - parts[:, 0])[:-2]


def _owners(sentence: Sentence, pieces: Pieces) -> NDArray[np.int64]:
    """The token of the sentence that each piece is part of, counted from the sentence's first."""
    starts = np.asarray(sentence.columns.starts[sentence.first : sentence.last], np.int64) - sentence.span.start
    if not len(starts):
        return np.zeros(len(pieces.starts), np.int64)
    return np.clip(np.searchsorted(starts, pieces.starts, side="right") - 1, 0, len(starts) - 1)


def _spans(
    model: Model, layer: str, columns: NDArray[np.float32], owners: NDArray[np.int64], sentence: Sentence
) -> tuple[ModelSpan, ...]:
    """Begin and inside tags of pieces → spans of tokens with their mean probability."""
    scores = columns[:, model.columns[layer]].astype(np.float64)
    if not len(scores):
        return ()
    odds = np.exp(scores - scores.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    tags = odds.argmax(1)
    if not tags.any():
        return ()
    kinds = model.kinds[layer]
    found: list[ModelSpan] = []
    start = -1
    for place in range(len(tags) + 1):
        tag = int(tags[place]) if place < len(tags) else 0
        kind = (tag - 1) // 2 if tag else -1
        if start >= 0 and (kind != (int(tags[start]) - 1) // 2 or tag % 2 == 1):
            first, last = int(owners[start]), int(owners[place - 1]) + 1
            own = (int(tags[start]) - 1) // 2
            sure = float(odds[start:place, 2 * own + 1 : 2 * own + 3].sum(1).mean())
            if found and found[-1].last > first + sentence.first:
                first = found[-1].last - sentence.first  # two spans never share a token
            if last > first:
                found.append(ModelSpan(sentence.first + first, sentence.first + last, kinds[own], sure))
            start = -1
        if tag and start < 0:
            start = place
    return tuple(found)
