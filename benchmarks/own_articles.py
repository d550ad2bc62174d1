"""Whole articles labelled for this project, the labels of eleven never trained on → how well the analysis agrees.

    python -m benchmarks.own_articles --data ../shared/data [--engine encoder]

109 unlabelled news articles, 2,695 sentences, of outlets and articles drawn at random, read sentence by sentence by two
annotators, each his own, on 2026-11-27 (training/labels: places and labels). Eleven are kept from training for good
(kept.jsonl); the others (articles.jsonl) wait for the next training, and the bounds of an article's side were chosen on
69 of them. Labels stand on first mentions, so that a stance is compared where the analysis has a mention there, and
counts as neutral where it has none. Then 287 more articles, read on 2026-11-30 (`whole.jsonl`): every mention of every
actor, the side of the article toward each, and every hedge cue; of 168 of them every attribution as well
(`attributions.jsonl`). One in eight is kept from training, and what two readers of the same articles make of them
stands beside.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import framing
from benchmarks.identities import score_articles, who_is
from benchmarks.measures import auc, b_cubed, f1, macro_f1, spearman
from benchmarks.scorers import count_matches, matches_f1, shown_evidence
from training.encoder.corpora import whole_rows

__all__ = ["main", "measure", "measure_whole", "own_rows", "own_texts", "read_too", "second_readers", "whole_labels"]

_PROMINENT = 4
_SAME = 0.5  # share of the content that two readers' attributions have in common
_MOST = 0.6  # share of a quotation that runs on from which a reader has it

_LABELS = Path(__file__).resolve().parent.parent / "training" / "labels"


def own_texts(data: Path) -> dict[str, str]:
    """Texts of the unlabelled articles by their ids."""
    texts = {}
    for path in (data / "unlabelled").glob("*.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts.update((row["id"], row["text"]) for row in map(json.loads, lines))
    return texts


def own_rows(name: str) -> Iterator[dict[str, Any]]:
    """Rows of a file of labels."""
    for line in (_LABELS / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def measure(data: Path, engine: str, part: str) -> dict[str, float]:
    """Figures by name, through the public interface on the whole articles of a part: kept or articles."""
    texts = own_texts(data)
    analyzer = framing.Analyzer(engine=engine)
    labels, judged = (f"{part}.jsonl", "kept_sides.jsonl" if part == "kept" else "sides.jsonl")
    profiles = {name: analyzer.analyze(texts[name]) for name in {row["article"] for row in own_rows(labels)}}
    places = {
        name: {sentence.text: sentence.index for sentence in profile.article.sentences}
        for name, profile in profiles.items()
    }
    hit = found = gold = voiced = 0
    stances: list[tuple[int, int]] = []
    held: list[bool] = []
    loaded: list[tuple[float, float]] = []
    for row in own_rows(labels):
        profile = profiles[row["article"]]
        place = places[row["article"]].get(texts[row["article"]][row["at"] : row["at"] + row["length"]])
        gold += len(row["cues"])
        if place is None:
            continue
        scores = profile.sentences[place]
        base = profile.article.sentences[place].span.start
        loaded.append((row["loaded"], scores.loaded))
        cues = [e for e in scores.evidence if e.dimension == "hedging" and e.contribution > 0 and not e.is_rest]
        found += len(cues)
        for item in cues:
            for start, end, _, voice in row["cues"]:
                if start + base < item.span.end and item.span.start < end + base:
                    hit += 1
                    voiced += (item.voice == "author") == (voice == "author")
                    break
        for start, end, _, label, holder in row["actors"]:
            here = [s for s in scores.stances if s.span.start < end + base and start + base < s.span.end]
            side = 0
            if here:
                chosen = max(here, key=lambda s: max(s.negative, s.positive))
                side = max((chosen.negative, -1), (chosen.neutral, 0), (chosen.positive, 1))[1]
                if label and side == label:
                    held.append((chosen.holder is None) == (holder == "author"))
            stances.append((label, side))
    right = sides = 0
    for row in own_rows(judged):
        frame = profiles[row["article"]].to_frame("actor")
        for name, side in row["sides"]:
            name = name.removeprefix("the ").removeprefix("The ")  # aliases are written without it
            named = frame[[name.casefold() in text.casefold() for text in frame["aliases"]]]
            sides += 1
            right += (int(named.iloc[0]["stance_side"]) if len(named) else 0) == side
    precision, recall, cue = f1(hit, found, gold)
    return {
        "sentences": float(len(loaded)),
        "hedge cues": float(gold),
        "hedge cues, precision": precision,
        "hedge cues, recall": recall,
        "hedge cues, F1 by overlap": cue,
        "voice of cues found": voiced / max(hit, 1),
        "stance toward first mentions, macro-F1": macro_f1(
            [a for a, _ in stances], [b for _, b in stances], (-1, 0, 1)
        ),
        "holder of polar stances that are right": sum(held) / max(len(held), 1),
        "loaded, order of sentences, Spearman": spearman(loaded),
        "loaded, level ≥ 1, AUC": auc([int(level > 0) for level, _ in loaded], [score for _, score in loaded]),
        "side of the article toward its most prominent actors": right / sides,
    }


def whole_labels(data: Path, kept: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Text and labels of our whole articles, in the form that `benchmarks.identities` reads: those kept, or the others.

    `mentions` and `cues` beside the sentences are offsets in the text; articles whose attributions nobody has read have
    none of these.
    """
    texts = own_texts(data)
    said = {row["article"]: row["attributions"] for row in own_rows("attributions.jsonl")}
    for row in whole_rows(kept):
        text = texts[row["article"]]
        actors = [
            {
                "id": str(place),
                "kind": kind,
                "article_stance": side,
                "prominence_rank": place + 1,
                "aliases": sorted({" ".join(text[low:high].split()) for low, high in spans}),
            }
            for place, (kind, side, spans) in enumerate(row["actors"])
        ]
        sentences = []
        for start, end in row["sentences"]:
            told = [
                {
                    "source": text[slice(*source)] if source else "",
                    "cue": text[slice(*cue)] if cue else "",
                    "content_start": content[0],
                    "content_end": content[1],
                    "kind": kind,
                    "mode": mode,
                    "strength": 0,
                    "source_actor": None if actor is None else str(actor),
                }
                for source, cue, content, kind, mode, actor in said.get(row["article"], ())
                if start <= content[0] < end
            ]
            sentences.append({"start": start, "end": end, "text": text[start:end], "attributions": told})
        yield (
            text,
            {
                "actors": actors,
                "sentences": sentences,
                "mentions": [tuple(span) for _, _, spans in row["actors"] for span in spans],
                "cues": [tuple(cue[:2]) for cue in row["cues"]],
            },
        )


def read_too(profile: framing.FramingProfile, labels: dict[str, Any]) -> tuple[int, int]:
    """Of our attributions in the labelled sentences how many the reader has as well, and how many there are.

    The reader has one if a content of theirs shares half with ours, if a cue of theirs meets ours, or, of a quotation
    that runs on, if what they have as said covers most of it.
    """
    low, high = labels["sentences"][0]["start"], labels["sentences"][-1]["end"]
    contents: list[tuple[int, int]] = []
    cues: list[tuple[int, int]] = []
    for sentence in labels["sentences"]:
        for item in sentence["attributions"]:
            contents.append((item["content_start"], item["content_end"]))
            at = sentence["text"].find(item["cue"]) if item["cue"] else -1
            if at >= 0:
                cues.append((sentence["start"] + at, sentence["start"] + at + len(item["cue"])))
    right = made = 0
    for own in profile.attributions:
        start, end = own.content_span.start, own.content_span.end
        if not low <= start < high:
            continue
        made += 1
        cue = own.cue_span
        if cue is not None:
            met = any(cue.start < stop and begin < cue.end for begin, stop in cues)
        else:
            met = sum(max(0, min(stop, end) - max(begin, start)) for begin, stop in contents) >= _MOST * (end - start)
        right += met or any(_shared((start, end), content) >= _SAME for content in contents)
    return right, made


def measure_whole(data: Path, engine: str) -> dict[str, float]:
    """Figures by name on those of our whole articles with every mention labelled that are kept from training."""
    analyzer = framing.Analyzer(engine=engine)
    articles = list(whole_labels(data, kept=True))
    scores = score_articles(analyzer, iter(articles))
    had = every = 0
    precision, recall, both = b_cubed(scores.clusters)
    cues = [0, 0, 0, 0]
    right = sides = told = true = 0
    for text, labels in articles:
        profile = analyzer.analyze(text)
        low, high = labels["sentences"][0]["start"], labels["sentences"][-1]["end"]
        found = [
            (item.span.start, item.span.end)
            for index in range(len(profile.sentences))
            for item in shown_evidence(profile, index, "hedging")
            if low <= item.span.start < high
        ]
        count_matches(cues, labels["cues"], found)
        if any(sentence["attributions"] for sentence in labels["sentences"]):  # of the others nobody has read them
            right_here, here = read_too(profile, labels)
            had, every = had + right_here, every + here
        who = who_is(profile, labels)
        frame = profile.to_frame("actor").set_index("actor")["stance_side"]
        for actor in labels["actors"][:_PROMINENT]:
            own = [int(frame[name]) for name, gold in who.items() if gold == actor["id"]]
            sides += 1
            right += (own[0] if own else 0) == actor["article_stance"]
        described = [item.span for actor in profile.actors for item in actor.mentions if item.form == "nominal"]
        told += len(described)
        true += sum(
            any(span.start < end and start < span.end for start, end in labels["mentions"]) for span in described
        )

    def share(pairs: Sequence[tuple[Any, Any]]) -> float:
        return sum(a == b for a, b in pairs) / max(1, len(pairs))

    return {
        "articles": float(len(articles)),
        "surface forms of actors": float(scores.forms),
        "surface forms of actors, found": scores.forms_found / max(1, scores.forms),
        "B³ of surface forms, precision": precision,
        "B³ of surface forms, recall": recall,
        "B³ of surface forms, F1": both,
        "described mentions that readers have too": true / max(1, told),
        "hedge cues": float(cues[2]),
        "hedge cues, F1 by overlap": matches_f1(cues),
        "side of the article toward its four most prominent actors": right / max(1, sides),
        "attributions": float(scores.n_gold),
        "attributions, found": scores.n_found / max(1, scores.n_gold),
        "attributions of ours that readers have too": had / max(1, every),
        "source kind of those found": share(scores.kinds),
        "mode of those found": share(scores.modes),
        "overt attributions with the right source actor": scores.right / max(1, scores.overt),
    }


def second_readers(data: Path) -> dict[str, float]:
    """How far a second reader of the same articles agrees with the first: by mention, by cue and by attribution."""
    first = {row["article"]: row for row in own_rows("whole.jsonl")}
    hits = ours = theirs = kinds = sides = 0
    cues = [0, 0, 0, 0]
    clusters = []
    for row in own_rows("whole_second.jsonl"):
        one, other = (_mentions(known) for known in (first[row["article"]], row))
        both = one.keys() & other.keys()
        hits, ours, theirs = hits + len(both), ours + len(other), theirs + len(one)
        kinds += sum(one[span][1] == other[span][1] for span in both)
        sides += sum(one[span][2] == other[span][2] for span in both)
        clusters.append(({str(k): v[0] for k, v in one.items()}, {str(k): v[0] for k, v in other.items()}))
        spans = [[(cue[0], cue[1]) for cue in known["cues"]] for known in (first[row["article"]], row)]
        count_matches(cues, spans[0], spans[1])
    said = {row["article"]: row["attributions"] for row in own_rows("attributions.jsonl")}
    pairs = []
    gold = found = 0
    for row in own_rows("attributions_second.jsonl"):
        own = said[row["article"]]
        gold, found = gold + len(own), found + len(row["attributions"])
        for item in row["attributions"]:
            share, place = max((_shared(item[2], other[2]), place) for place, other in enumerate(own))
            if share >= _SAME:
                pairs.append((item, own[place]))
    return {
        "mentions, F1 by exact span": f1(hits, ours, theirs)[2],
        "kind of those": kinds / hits,
        "side toward those": sides / hits,
        "B³ of mentions, F1": b_cubed(clusters)[2],
        "hedge cues, F1 by overlap": matches_f1(cues),
        "attributions, F1 by half of the content": f1(len(pairs), found, gold)[2],
        "source kind of those": sum(a[3] == b[3] for a, b in pairs) / len(pairs),
        "mode of those": sum(a[4] == b[4] for a, b in pairs) / len(pairs),
    }


def _mentions(row: dict[str, Any]) -> dict[tuple[int, int], tuple[str, str, int]]:
    """Every labelled mention: whose it is, of what kind, and the article's side."""
    return {
        (low, high): (str(place), kind, side)
        for place, (kind, side, spans) in enumerate(row["actors"])
        for low, high in spans
    }


def _shared(one: Sequence[int], other: Sequence[int]) -> float:
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / (max(one[1], other[1]) - min(one[0], other[0]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--engine", default="encoder,lexicon", help="engines, separated by commas")
    options = parser.parse_args(arguments)
    engines = options.engine.split(",")
    for part, title in (
        ("kept", "11 whole articles, their labels kept from training"),
        ("articles", "98 others, of the training"),
    ):
        made = [measure(options.data, engine, part) for engine in engines]
        print(f"| {title} | {' | '.join(engines)} |")
        print("|---|" + "---|" * len(engines))
        for name in made[0]:
            digits = 0 if name in ("sentences", "hedge cues") else 3
            print(f"| {name} | {' | '.join(f'{figures[name]:.{digits}f}' for figures in made)} |")
        print()
    made = [measure_whole(options.data, engine) for engine in engines]
    print(f"| whole articles with every mention labelled, kept from training | {' | '.join(engines)} |")
    print("|---|" + "---|" * len(engines))
    for name in made[0]:
        digits = 0 if name in ("articles", "surface forms of actors", "hedge cues", "attributions") else 3
        print(f"| {name} | {' | '.join(f'{figures[name]:.{digits}f}' for figures in made)} |")
    print()
    print("| two readers of the same whole articles | agreement |")
    print("|---|---|")
    for name, value in second_readers(options.data).items():
        print(f"| {name} | {value:.3f} |")
    print()


if __name__ == "__main__":
    main()
