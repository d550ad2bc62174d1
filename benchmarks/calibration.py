"""Scores that are probabilities, against what readers said: how far they can be taken at their word.

    python -m benchmarks.calibration --data ../shared/data

*Calibration error* is the expected calibration error over ten bins of like numbers of sentences (Nixon et al. 2019,
"adaptive"): the mean distance of the mean score of a bin and the share of its sentences that readers called so.
Beside it what it would be by chance if every score were perfectly right, for a small set has an error even then; and,
where the numbers of the calibration were fitted to the very part, the error with numbers fitted to the other half of
it, halved by article or outlet.

Law: nothing is fitted here save the two halves' numbers, and those are used for the other half alone.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import framing
from benchmarks.accuracy import fold, gold_stances, kept_articles, organisations, rows
from benchmarks.identities import articles_of, gum_pronouns
from benchmarks.measures import f1
from benchmarks.scorers import KEPT, own_sentence
from benchmarks.texts import prose
from training.encoder.calibrate import fit_loaded, fit_stance, odds_of

__all__ = ["Forecast", "equal_mass_error", "expected_by_chance", "reliability"]

ROOT = Path(__file__).resolve().parent.parent
_BINS = 10
_DRAWS = 200
_LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Probabilities and what came of them.

    Parameters
    ----------
    name : str
        Score and data.
    fitted : str
        Which numbers were fitted to this very part; empty for none.
    scores : tuple of float
        What the library says.
    outcomes : tuple of float
        What readers say: 0 or 1, or a share between.
    crossed : float or None
        The error with numbers fitted to the other half.
    """

    name: str
    fitted: str
    scores: tuple[float, ...]
    outcomes: tuple[float, ...]
    crossed: float | None = None


def reliability(
    scores: Sequence[float], outcomes: Sequence[float], bins: int = _BINS
) -> list[tuple[int, float, float]]:
    """Return for bins of like size, from the lowest scores up: n, mean score, mean outcome.

    Examples
    --------
    >>> reliability([0.1, 0.3, 0.8, 0.8], [0, 0, 1, 1], bins=2)
    [(2, 0.2, 0.0), (2, 0.8, 1.0)]
    """
    order = sorted(range(len(scores)), key=scores.__getitem__)
    made = []
    for place in range(bins):
        own = order[len(order) * place // bins : len(order) * (place + 1) // bins]
        if own:
            made.append(
                (len(own), sum(scores[i] for i in own) / len(own), sum(float(outcomes[i]) for i in own) / len(own))
            )
    return made


def equal_mass_error(scores: Sequence[float], outcomes: Sequence[float], bins: int = _BINS) -> float:
    """Return the expected calibration error over bins of like size; 0 of nothing.

    Examples
    --------
    >>> round(equal_mass_error([0.1, 0.3, 0.8, 0.8], [0, 0, 1, 1], bins=2), 3)
    0.2
    """
    parts = reliability(scores, outcomes, bins)
    return sum(n * abs(score - outcome) for n, score, outcome in parts) / max(1, len(scores))


def expected_by_chance(scores: Sequence[float]) -> float:
    """Return the mean error of outcomes drawn with the very probabilities that the scores are."""
    draw = random.Random(1)
    total = 0.0
    for _ in range(_DRAWS):
        total += equal_mass_error(scores, [float(draw.random() < score) for score in scores])
    return total / _DRAWS


def _is_network(analyzer: framing.Analyzer) -> bool:
    return dict(analyzer.provenance)["engine"] == "encoder"


def _half(key: str) -> int:
    return fold("half " + key, 2)


def _crossed_loaded(scores: Sequence[float], outcomes: Sequence[float], keys: Sequence[str]) -> float:
    """The error of loaded with slope and offset fitted to the other half."""
    kept = np.clip(np.asarray(scores), _LEAST, 1 - _LEAST)
    logits, truth = np.log(kept / (1 - kept)), np.asarray(outcomes)
    half = np.asarray([_half(key) for key in keys])
    made = np.zeros(len(kept))
    for side in (0, 1):
        own = fit_loaded(logits[half != side], truth[half != side], np.zeros(int((half != side).sum())))
        made[half == side] = 1 / (1 + np.exp(-(own["slope"] * logits[half == side] + own["offset"])))
    return equal_mass_error(made.tolist(), outcomes)


def _crossed_stance(odds: Any, labels: Sequence[int], keys: Sequence[str]) -> float:
    """The error of the likeliest side with the factor fitted to the other half."""
    logs = np.log(np.clip(odds, _LEAST, 1))
    logits, truth = logs[:, [0, 2]] - logs[:, 1:2], np.asarray(labels) + 1
    half = np.asarray([_half(key) for key in keys])
    made = np.zeros(odds.shape)
    for side in (0, 1):
        made[half == side] = odds_of(logits[half == side], fit_stance(logits[half != side], truth[half != side]))
    return equal_mass_error(made.max(1).tolist(), (made.argmax(1) == truth).astype(float).tolist())


# ------------------------------------------------------------------ parts


def loaded_forecasts(analyzer: framing.Analyzer, data: Path) -> list[Forecast]:
    """The probability that a reader calls a sentence loaded."""
    network = _is_network(analyzer)
    kept = [r for r in rows(data / "loaded" / "news_loaded.jsonl.gz") if fold(r["outlet"], 5) == 0]
    babe = [r for part in ("dev", "train") for r in rows(data / "loaded" / f"babe.{part}.jsonl.gz")]
    scores = analyzer.score_sentences([r["text"] for r in kept + babe])["loaded"].tolist()
    own, far = scores[: len(kept)], scores[len(kept) :]
    levels = [float(r["loaded"] >= 1) for r in kept]
    made = [
        Forecast(
            name="loaded, news_loaded, the outlets kept",
            fitted="slope and offset" if network else "",
            scores=tuple(own),
            outcomes=tuple(levels),
            crossed=_crossed_loaded(own, levels, [r["outlet"] for r in kept]) if network else None,
        )
    ]
    for name, pairs in (
        ("loaded, 12 whole articles", _of_articles(analyzer, data / "articles", KEPT, "loaded", 0)),
        (
            "loaded, our 12 labelled seeds",
            _of_articles(analyzer, ROOT / "seeds" / "labelled", slice(None), "loaded", 0),
        ),
    ):
        made.append(Forecast(name=name, fitted="", scores=tuple(pairs[0]), outcomes=tuple(pairs[1])))
    share = [float(r["label_bias"] in (1, "1", "Biased", "biased")) for r in babe]
    made.append(Forecast(name="loaded, all of BABE", fitted="", scores=tuple(far), outcomes=tuple(share)))
    return made


def _of_articles(
    analyzer: framing.Analyzer, folder: Path, part: slice, dimension: str, top: int
) -> tuple[list[float], list[float]]:
    """Scores and labels of the sentences of whole articles; labels of 0 to `top` as shares of it, 0 for "at all"."""
    scores: list[float] = []
    outcomes: list[float] = []
    for text, labels in articles_of(folder, part):
        profile = analyzer.analyze(text)
        for sentence in labels["sentences"]:
            index = own_sentence(profile, sentence)
            if index is not None:
                scores.append(getattr(profile.sentences[index], dimension))
                level = sentence[dimension]
                outcomes.append(level / top if top else float(level >= 1))
    return scores, outcomes


def hedging_forecasts(analyzer: framing.Analyzer, data: Path) -> list[Forecast]:
    """The strength of hedging, as a share of the strongest that readers gave."""
    kept = [r for r in rows(data / "hedging" / "news_hedges.jsonl.gz") if fold(r["article"], 5) == 0]
    scores = analyzer.score_sentences([r["text"] for r in kept])["hedging"].tolist()
    pairs = _of_articles(analyzer, data / "articles", KEPT, "hedging", 3)
    return [
        Forecast(
            name="hedging, news_hedges, the fifth kept: strength",
            fitted="",
            scores=tuple(scores),
            outcomes=tuple(r["strength"] / 3 for r in kept),
        ),
        Forecast(
            name="hedging, 12 whole articles: strength", fitted="", scores=tuple(pairs[0]), outcomes=tuple(pairs[1])
        ),
    ]


def _persons(data: Path) -> tuple[list[str], list[tuple[int, int]], list[int], list[str]]:
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    labels: list[int] = []
    keys: list[str] = []
    for record in rows(data / "stance" / "newsmtsc.train.jsonl.gz"):
        if fold(str(record["article_id"]), 10) == 0:
            for target in record["targets"]:
                texts.append(record["text"])
                spans.append((target["start"], target["end"]))
                labels.append(target["label"])
                keys.append(str(record["article_id"]))
    return texts, spans, labels, keys


def stance_forecasts(analyzer: framing.Analyzer, data: Path) -> list[Forecast]:
    """The probability of the likeliest side, against whether readers took it."""
    network = _is_network(analyzer)
    made = []
    texts, spans, labels, keys = _persons(data)
    parts = [("stance, persons (NewsMTSC, a tenth)", texts, spans, labels, keys)]
    _, texts, spans, labels = organisations(data)
    parts.append(("stance, organisations and countries (org_country, a fifth)", texts, spans, labels, texts))
    for name, texts, spans, labels, keys in parts:
        odds = analyzer.stance_toward(texts, spans)[["negative", "neutral", "positive"]].to_numpy()
        right = (odds.argmax(1) - 1 == np.asarray(labels)).astype(float)
        made.append(
            Forecast(
                name=name,
                fitted="a factor" if network else "" if "persons" in name else "half of it: weights of the rows",
                scores=tuple(odds.max(1).tolist()),
                outcomes=tuple(right.tolist()),
                crossed=_crossed_stance(odds, labels, keys) if network else None,
            )
        )
    scores: list[float] = []
    outcomes: list[float] = []
    for text, gold in kept_articles(data):
        profile = analyzer.analyze(text)
        own = {}
        for sentence in profile.sentences:
            for item in sentence.stances:
                own.setdefault((sentence.sentence, item.actor), item)
        for label, _, start, end in gold_stances(gold):
            for actor in profile.actors:
                mention = next((m for m in actor.mentions if m.span.start < end and start < m.span.end), None)
                item = own.get((mention.sentence, actor.id)) if mention is not None else None
                if item is not None:
                    three = (item.negative, item.neutral, item.positive)
                    scores.append(max(three))
                    outcomes.append(float(three.index(max(three)) - 1 == label))
                    break
    made.append(Forecast(name="stance, 12 whole articles", fitted="", scores=tuple(scores), outcomes=tuple(outcomes)))
    return made


def pronoun_forecasts(analyzer: framing.Analyzer, data: Path) -> list[Forecast]:
    """How sure the library is of a pronoun, against whether it is right."""
    scores: list[float] = []
    outcomes: list[float] = []
    for _, text, gold in gum_pronouns(data / "syntax" / "ud_gum.dev.conllu.gz"):
        profile = analyzer.analyze(prose(text))
        found = {
            mention.span.start: (actor, mention)
            for actor in profile.actors
            for mention in actor.mentions
            if mention.form == "pronoun"
        }
        for item in gold:
            if item.start in found:
                actor, mention = found[item.start]
                scores.append(mention.confidence)
                outcomes.append(
                    float(
                        any(
                            other.span.start < high and low < other.span.end
                            for other in actor.mentions
                            if other.form != "pronoun"
                            for low, high in item.names
                        )
                    )
                )
    return [Forecast(name="pronouns, GUM dev: confidence", fitted="", scores=tuple(scores), outcomes=tuple(outcomes))]


PARTS: tuple[Callable[[framing.Analyzer, Path], list[Forecast]], ...] = (
    loaded_forecasts,
    hedging_forecasts,
    stance_forecasts,
    pronoun_forecasts,
)


# ------------------------------------------------------------------ tables


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def errors(forecasts: Sequence[Forecast], engine: str) -> None:
    """Print the calibration errors."""
    _say(f"| {engine} | n | mean score | readers | calibration error | by chance | fitted to this part | crossed |")
    _say("|---|---|---|---|---|---|---|---|")
    for item in forecasts:
        n = len(item.scores)
        whole = all(value in (0.0, 1.0) for value in item.outcomes)
        chance = f"{expected_by_chance(item.scores):.3f}" if whole else "–"
        _say(
            f"| {item.name} | {n} | {sum(item.scores) / n:.3f} | {sum(item.outcomes) / n:.3f} | "
            f"{equal_mass_error(item.scores, item.outcomes):.3f} | {chance} | {item.fitted or 'nothing'} | "
            f"{'–' if item.crossed is None else f'{item.crossed:.3f}'} |"
        )
    _say()


def tables(forecasts: Sequence[Forecast], engine: str) -> None:
    """Print what readers say in each bin."""
    _say(f"| {engine}: mean score → readers, ten bins | " + " | ".join(map(str, range(1, _BINS + 1))) + " |")
    _say("|---|" + "---|" * _BINS)
    for item in forecasts:
        bins = reliability(item.scores, item.outcomes)
        _say(f"| {item.name} | " + " | ".join(f"{score:.2f} → {found:.2f}" for _, score, found in bins) + " |")
    _say()


def thresholds(analyzer: framing.Analyzer, data: Path, engine: str) -> None:
    """Print precision and recall of labels made from the scores by thresholds."""
    kept = [r for r in rows(data / "loaded" / "news_loaded.jsonl.gz") if fold(r["outlet"], 5) == 0]
    hedges = [r for r in rows(data / "hedging" / "news_hedges.jsonl.gz") if fold(r["article"], 5) == 0]
    frames = [analyzer.score_sentences([r["text"] for r in part]) for part in (kept, hedges)]
    _say(f"| {engine}: sentences above a threshold | precision | recall | F1 | share of sentences |")
    _say("|---|---|---|---|---|")
    for name, values, gold, cuts in (
        (
            "loaded, level ≥ 1",
            frames[0]["loaded"],
            [r["loaded"] >= 1 for r in kept],
            (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
        ),
        ("loaded, level ≥ 2", frames[0]["loaded"], [r["loaded"] >= 2 for r in kept], (0.5, 0.6, 0.7, 0.8, 0.9)),
        ("hedging, hedged", frames[1]["hedging"], [bool(r["hedged"]) for r in hedges], (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)),
    ):
        for cut in cuts:
            mine = [value > cut for value in values]
            hit = sum(a and b for a, b in zip(mine, gold, strict=True))
            parts = f1(hit, sum(mine), sum(gold))
            _say(f"| {name}: above {cut} | " + " | ".join(f"{x:.3f}" for x in (*parts, sum(mine) / len(mine))) + " |")
    persons = _persons(data)[:3]
    for name, (texts, spans, labels) in (("persons", persons), ("organisations, countries", organisations(data)[1:])):
        odds = analyzer.stance_toward(texts, spans)[["negative", "positive"]].to_numpy()
        for cut in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
            mine = [(-1 if a > b else 1) if max(a, b) > cut else 0 for a, b in odds.tolist()]
            hit = sum(a == b != 0 for a, b in zip(mine, labels, strict=True))
            n_mine = sum(side != 0 for side in mine)
            parts = f1(hit, n_mine, sum(side != 0 for side in labels))
            _say(
                f"| stance, {name}, a side: probability above {cut} | "
                + " | ".join(f"{x:.3f}" for x in (*parts, n_mine / len(mine)))
                + " |"
            )
    _say()


def main() -> None:
    """Print the tables of both engines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--engines", default=",".join(framing.engines()), help="engines, separated by commas")
    options = parser.parse_args()
    for engine in options.engines.split(","):
        analyzer = framing.Analyzer(engine)
        forecasts: list[Forecast] = []
        for part in PARTS:
            try:
                forecasts += part(analyzer, options.data)
            except FileNotFoundError as error:
                _say(f"{part.__name__}: left out, {error.filename} is not there\n")
        errors(forecasts, engine)
        tables(forecasts, engine)
        try:
            thresholds(analyzer, options.data, engine)
        except FileNotFoundError as error:
            _say(f"thresholds: left out, {error.filename} is not there\n")


if __name__ == "__main__":
    main()
