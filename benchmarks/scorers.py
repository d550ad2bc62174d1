"""Labelled articles → how loaded, hedged and judged each sentence is, and in whose voice: the tables of the scorers.

Law: a labelled sentence and one of ours are the same if they overlap most; a found span and a labelled one are the
same if they overlap.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import framing
from benchmarks.identities import articles_of, who_is
from benchmarks.measures import f1, spearman

__all__ = [
    "KEPT",
    "count_matches",
    "matches_f1",
    "own_sentence",
    "places_of",
    "seesaw",
    "shown_evidence",
    "voices",
    "whole_stance",
]

Span = tuple[int, int]
_PROMINENT = 4
_CLEAR = ((0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 1))  # bounds of the size of a stance


def places_of(sentence: dict[str, Any], parts: Iterable[str]) -> list[Span]:
    """Where parts of a labelled sentence stand in the article, each found once."""
    made: list[Span] = []
    taken: dict[str, int] = {}
    for part in parts:
        at = sentence["text"].find(part, taken.get(part, 0))
        if at >= 0:
            taken[part] = at + 1
            made.append((sentence["start"] + at, sentence["start"] + at + len(part)))
    return made


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def own_sentence(profile: framing.FramingProfile, sentence: dict[str, Any]) -> int | None:
    """Our sentence that a labelled one is."""
    best, most = None, 0
    for item in profile.article.sentences:
        shared = min(item.span.end, sentence["end"]) - max(item.span.start, sentence["start"])
        if shared > most:
            best, most = item.index, shared
    return best


def shown_evidence(profile: framing.FramingProfile, index: int, dimension: str) -> list[framing.Evidence]:
    """The evidence of one sentence that points at words."""
    return [
        item
        for item in profile.sentences[index].evidence
        if item.dimension == dimension and item.contribution > 0 and not item.is_rest
    ]


KEPT = slice(-12, None)  # articles that nothing was trained on


def voices(data: Path, say: Any) -> None:
    """Loaded wording and hedging of whole articles: order, spans, kinds, and whose words they are."""
    _voices(data, say, "12 whole articles", KEPT)
    _voices(data, say, "the other articles, of the training", slice(None, -12))


def _voices(data: Path, say: Any, name: str, part: slice) -> None:
    say(f"| {name} | n | order, Spearman | spans or cues, F1 (overlap) | kind | voice |")
    say("|---|---|---|---|---|---|")
    for engine in framing.engines():
        analyzer = framing.Analyzer(engine)
        loaded: list[tuple[float, float]] = []
        hedged: list[tuple[float, float]] = []
        spans = [0, 0, 0, 0]  # ours, ours right, theirs, theirs found
        cues = [0, 0, 0, 0]
        loaded_voice: list[tuple[str, str]] = []
        hedge_voice: list[tuple[str, str]] = []
        kinds: list[tuple[str, str]] = []
        for text, labels in articles_of(data / "articles", part):
            profile = analyzer.analyze(text)
            for sentence in labels["sentences"]:
                index = own_sentence(profile, sentence)
                if index is None:
                    continue
                scores = profile.sentences[index]
                loaded.append((sentence["loaded"], scores.loaded))
                hedged.append((sentence["hedging"], scores.hedging))
                gold = places_of(sentence, sentence["loaded_spans"])
                shown = shown_evidence(profile, index, "loaded")
                count_matches(spans, gold, [(item.span.start, item.span.end) for item in shown])
                if sentence["loaded_voice"] in ("author", "source") and shown:
                    told = sum(item.contribution * (1 if item.voice == "author" else -1) for item in shown)
                    loaded_voice.append((sentence["loaded_voice"], "author" if told > 0 else "source"))
                gold_cues = places_of(sentence, (cue["cue"] for cue in sentence["hedge_cues"]))
                found = shown_evidence(profile, index, "hedging")
                count_matches(cues, gold_cues, [(item.span.start, item.span.end) for item in found])
                for cue, place in zip(sentence["hedge_cues"], gold_cues, strict=False):
                    own = next((i for i in found if _meets((i.span.start, i.span.end), [place])), None)
                    if own is not None:
                        kinds.append((cue["type"], own.kind))
                        hedge_voice.append((cue["voice"], "author" if own.voice == "author" else "source"))
        say(
            f"| framing, {engine}: loaded | {len(loaded)} | {spearman(loaded):.3f} | {matches_f1(spans):.3f} | – | "
            f"{_share(loaded_voice):.3f} of {len(loaded_voice)} |"
        )
        say(
            f"| framing, {engine}: hedging | {len(hedged)} | {spearman(hedged):.3f} | {matches_f1(cues):.3f} | "
            f"{_share(kinds):.3f} | {_share(hedge_voice):.3f} of {len(hedge_voice)} |"
        )
    say()


def count_matches(counts: list[int], gold: Sequence[Span], own: Sequence[Span]) -> None:
    """Add to four counts: ours, ours that are right, theirs, theirs that are found."""
    counts[0] += len(own)
    counts[1] += sum(_meets(span, gold) for span in own)
    counts[2] += len(gold)
    counts[3] += sum(_meets(span, own) for span in gold)


def matches_f1(counts: Sequence[int]) -> float:
    """F1 of such counts, each side matched by overlap."""
    precision = counts[1] / counts[0] if counts[0] else 0.0
    recall = counts[3] / counts[2] if counts[2] else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in pairs) / max(1, len(pairs))


def whole_stance(data: Path, say: Any) -> None:
    """The stance of whole articles toward their four most prominent actors."""
    say("| 12 whole articles, their four most prominent actors | n | found | side of the article |")
    say("|---|---|---|---|")
    for engine in framing.engines():
        analyzer = framing.Analyzer(engine)
        right = found = total = 0
        for text, labels in articles_of(data / "articles", KEPT):
            profile = analyzer.analyze(text)
            who = who_is(profile, labels)
            sides = profile.to_frame("actor").set_index("actor")["stance_side"]
            for actor in labels["actors"]:
                if actor["prominence_rank"] > _PROMINENT:
                    continue
                total += 1
                own = [int(sides[name]) for name, gold in who.items() if gold == actor["id"]]
                found += bool(own)
                right += (own[0] if own else 0) == actor["article_stance"]
        say(f"| framing, {engine} | {total} | {found / total:.3f} | {right / total:.3f} |")
    say()


def seesaw(data: Path, say: Any) -> None:
    """The side of sentences toward targets that are judged, on a corpus that nothing was fitted to."""
    texts: list[str] = []
    spans: list[Span] = []
    gold: list[int] = []
    with gzip.open(data / "stance" / "seesaw.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for item in record["stances"]:
                if item.get("target_start") is not None and item["label"] in (-1, 1):
                    texts.append(record["sentences"][item["sent"]])
                    spans.append((item["target_start"], item["target_end"]))
                    gold.append(item["label"])
    bands: list[str] = []
    say("| SEESAW dev, located targets | n | side right | F1 of negative, positive |")
    say("|---|---|---|---|")
    for engine in framing.engines():
        frame = framing.Analyzer(engine).stance_toward(texts, spans)
        mine = [1 if value > 0 else -1 for value in frame["stance"]]
        right = sum(a == b for a, b in zip(gold, mine, strict=True)) / len(gold)
        each = [
            f1(
                sum(a == b == side for a, b in zip(gold, mine, strict=True)),
                mine.count(side),
                gold.count(side),
            )[2]
            for side in (-1, 1)
        ]
        say(f"| framing, {engine} | {len(gold)} | {right:.3f} | {each[0]:.3f}, {each[1]:.3f} |")
        clear = [abs(value) for value in frame["stance"]]
        for low, high in _CLEAR:
            inside = [a == b for a, b, size in zip(gold, mine, clear, strict=True) if low <= size < high]
            told = f"| the same, stance between ±{low} and ±{high:g} "
            bands.append(f"{told}| {engine} | {len(inside)} | {sum(inside) / max(1, len(inside)):.3f} |")
    say()
    say("| SEESAW dev, by how clear the stance is | engine | n | side right |")
    say("|---|---|---|---|")
    for line in bands:
        say(line)
    say()
