"""What each part of the library brings: the same measures with one part taken out.

    python -m benchmarks.ablation --data ../shared/data

Parts are taken out from outside, by putting something empty in their place for as long as a row is measured; the
library has no switch for it.

Law: between two rows one part differs and nothing else does.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

import framing
import framing.analyzer
from benchmarks.accuracy import fold, gold_stances, kept_articles, organisations, rows, stance_parts
from benchmarks.calibration import equal_mass_error
from benchmarks.identities import articles_of
from benchmarks.measures import auc, f1, macro_f1, spearman
from benchmarks.scorers import KEPT, count_matches, matches_f1, own_sentence, places_of, shown_evidence
from framing.annotation.quotes import find_quotes
from framing.annotation.voices import UNNAMED
from framing.document import SCORED_ZONES, Article
from framing.engines.base import GROUPS, SentenceSignals, Signals
from framing.engines.encoder import EncoderEngine
from framing.engines.lexicon import LexiconEngine
from training.encoder.calibrate import NEUTRAL

__all__ = ["ROWS", "measure"]

ROOT = Path(__file__).resolve().parent.parent
_SIDES = ("negative", "neutral", "positive")


@contextmanager
def _no_rows() -> Iterator[None]:
    """No lexicon row is found anywhere; word classes and parts of speech stay."""
    read = LexiconEngine.signals

    def signals(self: LexiconEngine, article: Article, readings: Any = None) -> Signals:
        return Signals(
            [SentenceSignals(item.tags, *([] for _ in GROUPS)) for item in read(self, article, readings).sentences]
        )

    with patch.object(LexiconEngine, "signals", signals):
        yield


@contextmanager
def _quotes_alone() -> Iterator[None]:
    """What stands in quotation marks is somebody else's, and nothing else is."""
    profile = framing.Analyzer._profile

    def marked(self: framing.Analyzer, article: Article, readings: Any = None) -> framing.FramingProfile:
        quotes = find_quotes([block for block in article.blocks if block.zone in SCORED_ZONES])
        stretches = [(start, end, UNNAMED) for start, end in quotes]
        with patch.object(framing.analyzer, "voices_in", lambda *_: stretches):
            return profile(self, article, readings)

    with patch.object(framing.Analyzer, "_profile", marked):
        yield


@contextmanager
def _raw_numbers() -> Iterator[None]:
    """The network's numbers as they come out of it."""
    start = EncoderEngine.__init__

    def raw(self: EncoderEngine, *arguments: Any, **named: Any) -> None:
        start(self, *arguments, **named)
        chains = self._calibration["chains"]
        # Of the chains only the ban on going on with what has not begun is no matter of calibration.
        banned = {
            layer: [[min(0.0, x) if x < -100 else 0.0 for x in row] for row in own] for layer, own in chains.items()
        }
        self._calibration = {**json.loads(json.dumps(NEUTRAL)), "chains": banned}

    with patch.object(EncoderEngine, "__init__", raw):
        yield


ROWS: tuple[tuple[str, str, Callable[[], AbstractContextManager[None]]], ...] = (
    ("everything", "encoder", nullcontext),
    ("without lexicon rows", "encoder", _no_rows),
    ("without the network (lexicon engine)", "lexicon", nullcontext),
    ("without the voice layer: quotation marks alone", "encoder", _quotes_alone),
    ("without calibration", "encoder", _raw_numbers),
)


def measure(analyzer: framing.Analyzer, data: Path) -> dict[str, float]:
    """Return every measure of one row by its name."""
    return {
        **_loaded(analyzer, data),
        **_hedging(analyzer, data),
        **_stance(analyzer, data),
        **_articles(analyzer, data),
    }


def _loaded(analyzer: framing.Analyzer, data: Path) -> dict[str, float]:
    kept = [r for r in rows(data / "loaded" / "news_loaded.jsonl.gz") if fold(r["outlet"], 5) == 0]
    babe = list(rows(data / "loaded" / "babe.dev.jsonl.gz"))
    scores = analyzer.score_sentences([r["text"] for r in kept + babe])["loaded"].tolist()
    own, far = scores[: len(kept)], scores[len(kept) :]
    levels = [int(r["loaded"] >= 1) for r in kept]
    return {
        "loaded, AUC": auc(levels, own),
        "loaded, BABE dev, AUC": auc([int(r["label_bias"] in (1, "1", "Biased", "biased")) for r in babe], far),
        "loaded, calibration error": equal_mass_error(own, levels),
    }


def _hedging(analyzer: framing.Analyzer, data: Path) -> dict[str, float]:
    sentences, cues = [0, 0, 0], [0, 0, 0, 0]
    scores: list[float] = []
    strengths: list[float] = []
    for record in rows(data / "hedging" / "news_hedges.jsonl.gz"):
        if fold(record["article"], 5) != 0:
            continue
        article = framing.analyzer.one_sentence(record["text"])
        if article is None:
            continue
        profile = analyzer.profile_of(article)
        spans = [
            (item.span.start, item.span.end)
            for item in profile.evidence
            if item.dimension == "hedging" and item.kind != "booster"
        ]
        sentences[0] += bool(spans) and bool(record["hedged"])
        sentences[1] += bool(spans)
        sentences[2] += bool(record["hedged"])
        count_matches(cues, [(cue["start"], cue["end"]) for cue in record["cues"]], spans)
        scores.append(profile.sentences[0].hedging)
        strengths.append(record["strength"] / 3)
    return {
        "hedged sentences, F1": f1(*sentences)[2],
        "hedge cues, F1 (overlap)": matches_f1(cues),
        "hedging, calibration error": equal_mass_error(scores, strengths),
    }


def _stance(analyzer: framing.Analyzer, data: Path) -> dict[str, float]:
    made = {}
    for name, (texts, spans, labels) in (
        ("persons", next(iter(stance_parts(data, development=True)))[1:]),
        ("organisations", organisations(data)[1:]),
    ):
        odds = analyzer.stance_toward(texts, spans)[list(_SIDES)].to_numpy()
        mine = (odds.argmax(1) - 1).tolist()
        made[f"stance, {name}, macro F1"] = macro_f1(labels, mine, (-1, 0, 1))
        right = [float(a == b) for a, b in zip(mine, labels, strict=True)]
        made[f"stance, {name}, calibration error"] = equal_mass_error(odds.max(1).tolist(), right)
    return made


def _articles(analyzer: framing.Analyzer, data: Path) -> dict[str, float]:
    loaded: list[tuple[float, float]] = []
    spans = [0, 0, 0, 0]
    cues = [0, 0, 0, 0]
    right = {"loaded": [0, 0], "hedging": [0, 0], "holder": [0, 0]}
    gold: list[int] = []
    mine: list[int] = []
    for text, labels in articles_of(data / "articles", KEPT):
        profile = analyzer.analyze(text)
        for sentence in labels["sentences"]:
            index = own_sentence(profile, sentence)
            if index is None:
                continue
            loaded.append((sentence["loaded"], profile.sentences[index].loaded))
            shown = shown_evidence(profile, index, "loaded")
            count_matches(spans, places_of(sentence, sentence["loaded_spans"]), [_bounds(item) for item in shown])
            if sentence["loaded_voice"] in ("author", "source") and shown:
                told = sum(item.contribution * (1 if item.voice == "author" else -1) for item in shown)
                right["loaded"][0] += (told > 0) is (sentence["loaded_voice"] == "author")
                right["loaded"][1] += 1
            found = shown_evidence(profile, index, "hedging")
            places = places_of(sentence, [cue["cue"] for cue in sentence["hedge_cues"]])
            count_matches(cues, places, [_bounds(item) for item in found])
            for cue, place in zip(sentence["hedge_cues"], places, strict=False):
                own = next((i for i in found if i.span.start < place[1] and place[0] < i.span.end), None)
                if own is not None:
                    right["hedging"][0] += (own.voice == "author") is (cue["voice"] == "author")
                    right["hedging"][1] += 1
    for text, labels in kept_articles(data):
        profile = analyzer.analyze(text)
        _stances(profile, labels, gold, mine, right["holder"])
    share = {name: hit / max(1, n) for name, (hit, n) in right.items()}
    return {
        "whole articles: loaded, Spearman": spearman(loaded),
        "whole articles: loaded spans, F1 (overlap)": matches_f1(spans),
        "whole articles: voice of loaded words": share["loaded"],
        "whole articles: hedge cues, F1 (overlap)": matches_f1(cues),
        "whole articles: voice of hedges": share["hedging"],
        "whole articles: stance, macro F1": macro_f1(gold, mine, (-1, 0, 1)),
        "whole articles: holder of the stance": share["holder"],
    }


def _bounds(item: framing.Evidence) -> tuple[int, int]:
    return item.span.start, item.span.end


def _stances(
    profile: framing.FramingProfile, labels: dict[str, Any], gold: list[int], mine: list[int], held: list[int]
) -> None:
    """Labels and sides of one article, as `benchmarks.accuracy` compares them."""
    mentions = [(actor.id, mention.span) for actor in profile.actors for mention in actor.mentions]
    by_actor: dict[tuple[str, int], framing.Stance] = {}
    for row in profile.sentences:
        for item in row.stances:
            by_actor.setdefault((item.actor, row.sentence), item)
    places = {sentence.index: sentence.span for sentence in profile.article.sentences}
    for label, holder, start, end in gold_stances(labels):
        actor = next((name for name, span in mentions if span.start < end and start < span.end), None)
        index = next((i for i, span in places.items() if span.start <= start < span.end), None)
        stance = by_actor.get((actor, index)) if actor is not None and index is not None else None
        odds = (stance.negative, stance.neutral, stance.positive) if stance is not None else (0.0, 1.0, 0.0)
        gold.append(label)
        mine.append((-1, 0, 1)[max(range(3), key=odds.__getitem__)])
        if label and mine[-1] == label and stance is not None and holder != "none":
            held[0] += (stance.holder is None) is (holder == "author")
            held[1] += 1


def table(measured: Sequence[tuple[str, dict[str, float]]]) -> list[str]:
    """Return the lines of a table: a measure a line, a row of the ablation a column."""
    lines = [f"| | {' | '.join(name for name, _ in measured)} |", "|---|" + "---|" * len(measured)]
    for name in measured[0][1]:
        lines.append(f"| {name} | {' | '.join(f'{figures[name]:.3f}' for _, figures in measured)} |")
    return lines


def main() -> None:
    """Measure every row and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options = parser.parse_args()
    measured = []
    for name, engine, without in ROWS:
        with without():
            measured.append((name, measure(framing.Analyzer(engine), options.data)))
        sys.stderr.write(f"{name}: done\n")
    sys.stdout.write("\n".join(table(measured)) + "\n")


if __name__ == "__main__":
    main()
