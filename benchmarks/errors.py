"""Labelled development parts → the sentences on which a score and its label lie furthest apart, and why, by kind.

    python -m benchmarks.errors --data ../shared/data --score hedging   # the worst fifty, with text
    python -m benchmarks.errors --counts                                # what a reader made of them, by kind
    python -m benchmarks.errors --write docs/errors.md                  # both tables and the examples, into the page

The first command needs the labelled parts, which are not ours to hand out. The second counts `errors.tsv`, where
each of the fifty has its place, label, score and kind and no text. The third runs the sentences of
`error_examples.tsv`, written for that page, so that the scores shown are those of the code and weights at hand.

Law: of every corpus and from either side (score too high, too low) equally many are taken, the widest gap first.
"""

from __future__ import annotations

import argparse
import csv
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import framing
from benchmarks.accuracy import ROOT, fold, gold_stances, held_out, kept_articles, rows
from benchmarks.scorers import own_sentence
from benchmarks.texts import prose
from framing.analyzer import one_sentence

__all__ = ["SCORES", "Case", "count", "worst", "write"]

_HERE = Path(__file__).resolve().parent
_SHOWN = 4  # pieces of evidence
_SAME = 0.5  # share of characters from which two contents are one
_MOST = 6  # cases of one article, score and side
_BEGIN, _END = "<!-- {}: written by python -m benchmarks.errors --write -->", "<!-- end of {} -->"


class Case(NamedTuple):
    """One label beside one score."""

    corpus: str
    place: str
    gold: float
    score: float
    target: str
    text: str
    evidence: str

    @property
    def gap(self) -> float:
        """By how much the score is too high, or too low if negative."""
        return self.score - self.gold


def worst(cases: Iterable[Case], n: int = 50) -> list[Case]:
    """The cases with the widest gaps, of every corpus and from either side equally many."""
    groups: dict[tuple[str, bool], list[Case]] = {}
    for case in cases:
        if case.gap:
            groups.setdefault((case.corpus, case.gap > 0), []).append(case)
    queues = [_few_an_article(sorted(group, key=_width)) for _, group in sorted(groups.items())]
    chosen: list[Case] = []
    while any(queues) and len(chosen) < n:
        for queue in queues:
            if queue and len(chosen) < n:
                chosen.append(queue.pop(0))
    return sorted(chosen, key=lambda case: (case.corpus, case.gap < 0, *_width(case)))


def _few_an_article(cases: Sequence[Case]) -> list[Case]:
    """The cases of which not more than a few are of one article, lest a single quirk should fill the list."""
    seen: Counter[str] = Counter()
    kept: list[Case] = []
    for case in cases:
        article = case.place.rpartition(":")[0]
        seen[article] += 1
        if not article or seen[article] <= _MOST:
            kept.append(case)
    return kept


def _width(case: Case) -> tuple[float, int]:
    # Equal gaps in an order of their own, lest one article should fill the list.
    return -round(abs(case.gap), 6), zlib.crc32(f"{case.corpus} {case.place}".encode())


def _evidence(scores: framing.SentenceScores, dimension: str, actor: str | None = None) -> str:
    """The strongest evidence of one dimension in words."""
    items = [
        item
        for item in scores.evidence
        if item.dimension == dimension and (actor is None or item.actor == actor) and item.contribution
    ]
    items.sort(key=lambda item: -abs(item.contribution))
    return "; ".join(
        f"{'rest' if item.is_rest else item.text!r} {item.kind} {item.contribution:+.2f}" for item in items[:_SHOWN]
    )


def _alone(analyzer: framing.Analyzer, text: str) -> framing.FramingProfile | None:
    article = one_sentence(text)
    return None if article is None else analyzer.analyze(article)


# Level 1, on which readers of single sentences disagree, is a half: never among the worst. The score is the
# probability that readers call a sentence loaded at all, so levels 2 and 3 are both 1.
_LEVELS = (0.0, 0.5, 1.0, 1.0)


def loaded(analyzer: framing.Analyzer, data: Path) -> Iterator[Case]:
    """Sentences of the outlets kept of news_loaded and of the twelve articles kept."""
    for line, record in enumerate(rows(data / "loaded" / "news_loaded.jsonl.gz")):
        profile = _alone(analyzer, record["text"]) if fold(record["outlet"], 5) == 0 else None
        if profile is not None:
            scores = profile.sentences[0]
            gold = _LEVELS[record["loaded"]]
            yield Case("news_loaded", str(line), gold, scores.loaded, "", record["text"], _evidence(scores, "loaded"))
    for name, profile, labels in _articles(analyzer, data):
        for sentence in labels["sentences"]:
            index = own_sentence(profile, sentence)
            if index is not None:
                scores = profile.sentences[index]
                gold = _LEVELS[sentence["loaded"]]
                place = f"{name}:{sentence['start']}"
                yield Case("articles", place, gold, scores.loaded, "", sentence["text"], _evidence(scores, "loaded"))


def hedging(analyzer: framing.Analyzer, data: Path) -> Iterator[Case]:
    """Sentences of the articles kept of news_hedges; the labelled strength, 0 to 3, as a share."""
    for line, record in enumerate(rows(data / "hedging" / "news_hedges.jsonl.gz")):
        profile = _alone(analyzer, record["text"]) if fold(record["article"], 5) == 0 else None
        if profile is not None:
            scores = profile.sentences[0]
            cues = ", ".join(f"{cue['cue']} ({cue['type']})" for cue in record["cues"])
            evidence = _evidence(scores, "hedging")
            yield Case("news_hedges", str(line), record["strength"] / 3, scores.hedging, cues, record["text"], evidence)


def attribution(analyzer: framing.Analyzer, data: Path) -> Iterator[Case]:
    """Attributions of PolNeAR dev and of the articles kept; one that is not there counts 0.

    PolNeAR knows no strength: what it labels counts 1, and what both have counts as no gap.
    """
    for record in rows(data / "attribution" / "polnear.dev.jsonl.gz"):
        profile = analyzer.analyze(prose(record["text"]))
        text = record["text"]
        gold = [item for item in record["attributions"] if item["content"]]
        spans = [(min(a for a, _ in item["content"]), max(b for _, b in item["content"])) for item in gold]
        cues = [(item["cue"][0][0], item["cue"][0][1]) if item["cue"] else None for item in gold]
        free = list(profile.attributions)
        for item, span, cue in zip(gold, spans, cues, strict=True):
            own = _match(free, span, cue)
            if own is not None:
                free.remove(own)
                continue
            if any(_inside(span, (i.content_span.start, i.content_span.end)) >= _SAME for i in profile.attributions):
                continue  # found, and cut otherwise
            who = " … ".join(text[a:b] for a, b in item["source"] + item["cue"])
            context = text[max(0, span[0] - 120) : span[1] + 80]
            yield Case("polnear", f"{record['id']}:{span[0]}", 1.0, 0.0, who, context, f"content: {text[slice(*span)]}")
        for own in free:
            if any(_inside((own.content_span.start, own.content_span.end), span) >= _SAME for span in spans):
                continue  # a part of something labelled
            yield _unlabelled("polnear", record["id"], own, text)
    for name, profile, labels in _articles(analyzer, data):
        text = profile.article.text
        free = list(profile.attributions)
        for sentence in labels["sentences"]:
            for item in sentence["attributions"]:
                span = (item["content_start"], item["content_end"])
                at = sentence["text"].find(item["cue"]) if item["cue"] else -1
                start = sentence["start"] + at
                own = _match(free, span, (start, start + len(item["cue"])) if at >= 0 else None)
                strength = (item["strength"] - 1) / 6
                told = f"{item['kind']}, {item['mode']}: {item['source']} … {item['cue']}"
                evidence = f"content: {text[slice(*span)]}"
                if own is not None:
                    evidence += f" | ours: {own.source_kind}, {own.mode}: {own.source} … {own.cue}"
                score = own.strength if own is not None else 0.0
                yield Case("articles", f"{name}:{span[0]}", strength, score, told, sentence["text"], evidence)
        theirs = [(i["content_start"], i["content_end"]) for s in labels["sentences"] for i in s["attributions"]]
        for own in free:
            if not any(_inside((own.content_span.start, own.content_span.end), span) >= _SAME for span in theirs):
                yield _unlabelled("articles", name, own, text)


def _unlabelled(corpus: str, name: str, own: framing.Attribution, text: str) -> Case:
    start, end = own.content_span.start, own.content_span.end
    told = f"ours: {own.source_kind}, {own.mode}: {own.source} … {own.cue}"
    context = text[max(0, start - 120) : end + 80]
    return Case(corpus, f"{name}:{start}", 0.0, own.strength, "none", context, f"{told} | content: {text[start:end]}")


def _shares(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def _inside(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The share of the first that stands in the second."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, a[1] - a[0])


def _match(
    items: Sequence[framing.Attribution], span: tuple[int, int], cue: tuple[int, int] | None
) -> framing.Attribution | None:
    """Ours with the same content or the same cue; a content that runs on over sentences has what is in it."""
    best, most = None, 0.0
    for item in items:
        alike = _shares((item.content_span.start, item.content_span.end), span)
        own = item.cue_span
        if cue is not None and own is not None and own.start < cue[1] and cue[0] < own.end:
            alike = max(alike, _SAME)
        if alike > most:
            best, most = item, alike
    if most >= _SAME:
        return best
    return next((i for i in items if i.content_span.start <= span[0] and span[1] <= i.content_span.end), None)


def stance(analyzer: framing.Analyzer, data: Path) -> Iterator[Case]:
    """Targets of NewsMTSC's and org_country's articles kept, each sentence alone, and of the twelve articles."""
    places: list[tuple[str, str, str, int, int, int]] = []
    for line, record in enumerate(rows(data / "stance" / "newsmtsc.train.jsonl.gz")):
        if held_out(str(record["article_id"])):
            for item in record["targets"]:
                place = f"{line}:{item['start']}"
                places.append(("newsmtsc", place, record["text"], item["start"], item["end"], item["label"]))
    for line, record in enumerate(rows(data / "stance" / "org_country.jsonl.gz")):
        if record["valid"] and fold(str(record["article"]), 5) == 0:
            place = f"{line}:{record['start']}"
            places.append(("org_country", place, record["text"], record["start"], record["end"], record["label"]))
    frame = analyzer.stance_toward([item[2] for item in places], [(item[3], item[4]) for item in places])
    for (corpus, place, text, start, end, label), score in zip(places, frame["stance"], strict=True):
        yield Case(corpus, place, float(label), float(score), text[start:end], text, "")
    for name, profile, labels in _articles(analyzer, data):
        mentions = [(actor.id, mention.span) for actor in profile.actors for mention in actor.mentions]
        for label, holder, start, end in gold_stances(labels):
            actor = next((who for who, span in mentions if span.start < end and start < span.end), None)
            sentence = next((s for s in profile.article.sentences if s.span.start <= start < s.span.end), None)
            if sentence is None:
                continue
            scores = profile.sentences[sentence.index]
            own = next((item for item in scores.stances if item.actor == actor), None)
            target = f"{profile.article.text[start:end]} (holder {holder})"
            evidence = _evidence(scores, "stance", actor) if own is not None else "no such actor here"
            yield Case(
                "articles",
                f"{name}:{start}",
                float(label),
                own.value if own is not None else 0.0,
                target,
                sentence.text,
                evidence,
            )


def _articles(analyzer: framing.Analyzer, data: Path) -> Iterator[tuple[str, framing.FramingProfile, dict[str, Any]]]:
    for text, labels in kept_articles(data):
        yield Path(labels["file"]).stem, analyzer.analyze(text), labels


SCORES: dict[str, Callable[[framing.Analyzer, Path], Iterator[Case]]] = {
    "loaded": loaded,
    "hedging": hedging,
    "attribution": attribution,
    "stance": stance,
}


def _table(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def count(score: str) -> list[tuple[str, int, int, str]]:
    """The kinds of one score: name, cases too high, cases too low, reason; the commonest first."""
    high: Counter[str] = Counter()
    low: Counter[str] = Counter()
    for row in _table("errors.tsv"):
        if row["score_name"] == score:
            (high if float(row["score"]) > float(row["gold"]) else low)[row["kind"]] += 1
    reasons = {row["kind"]: row["reason"] for row in _table("error_kinds.tsv") if row["score_name"] == score}
    kinds = sorted(high | low, key=lambda kind: (-high[kind] - low[kind], kind))
    return [(kind, high[kind], low[kind], reasons[kind]) for kind in kinds]


def _counted(score: str) -> list[str]:
    lines = ["| kind | of 50 | too high | too low | what goes wrong |", "|---|---:|---:|---:|---|"]
    for kind, high, low, reason in count(score):
        lines.append(f"| {kind} | {high + low} | {high} | {low} | {reason} |")
    return lines


def _examples(analyzer: framing.Analyzer, score: str) -> list[str]:
    """The sentences written for the page, with what the code at hand makes of them."""
    lines = ["| kind | sentence | a reader | score | evidence |", "|---|---|---|---:|---|"]
    for row in _table("error_examples.tsv"):
        if row["score_name"] != score:
            continue
        profile = analyzer.analyze(row["text"].replace("\\n", "\n"))
        value, evidence = _shown(profile, score, row["target"])
        text = row["text"].replace("\\n\\n", " ¶ ").replace("|", "\\|")
        if row["target"]:
            text += f" [{row['target']}]"
        lines.append(f"| {row['kind']} | {text} | {row['reader']} | {value} | {evidence} |")
    return lines


def _shown(profile: framing.FramingProfile, score: str, target: str) -> tuple[str, str]:
    """Score and evidence of an example as the page prints them."""
    if score == "attribution":
        told = [
            f"{item.source or '–'} / {item.cue or '–'}: *{item.content}* ({item.source_kind})"
            for item in profile.attributions
        ]
        value = profile.sentences[-1].attribution
        return "–" if value is None else f"{value:.2f}", "; ".join(told) or "no attribution"
    scores = profile.sentences[-1]
    if score == "stance":
        actor = next((a.id for a in profile.actors if target in (a.name, *(m.text for m in a.mentions))), None)
        own = [item for item in scores.stances if item.actor == actor]
        items = [i for i in scores.evidence if i.dimension == score and i.actor == actor and not i.is_rest]
        value = f"{own[0].value:+.2f}" if own else "–"
    else:
        items = [i for i in scores.evidence if i.dimension == score and i.contribution > 0 and not i.is_rest]
        value = f"{getattr(scores, score):.2f}"
    items.sort(key=lambda item: -abs(item.contribution))
    return value, "; ".join(f"*{item.text}* {item.contribution:+.2f}" for item in items[:3]) or "none"


def write(path: Path, analyzer: framing.Analyzer) -> None:
    """Put the tables of every score into the page, between their marks."""
    text = path.read_text(encoding="utf-8")
    for score in SCORES:
        for name, lines in (
            (f"counts of {score}", _counted(score)),
            (f"examples of {score}", _examples(analyzer, score)),
        ):
            begin, end = _BEGIN.format(name), _END.format(name)
            head, _, tail = text.partition(begin)
            _, _, tail = tail.partition(end)
            text = head + begin + "\n\n" + "\n".join(lines) + "\n\n" + end + tail
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Print the worst cases of one score, or count or write what was made of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--score", choices=tuple(SCORES), default="loaded")
    parser.add_argument("--n", type=int, default=50, help="how many")
    parser.add_argument("--places", action="store_true", help="as rows of errors.tsv, without text")
    parser.add_argument("--counts", action="store_true", help="count errors.tsv by kind")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write counts and examples into the page")
    options = parser.parse_args()
    if options.write is not None:
        write(options.write, framing.Analyzer())
        return
    if options.counts:
        for score in SCORES:
            sys.stdout.write("\n".join([f"{score}:", "", *_counted(score), "", ""]))
        return
    for number, case in enumerate(worst(SCORES[options.score](framing.Analyzer(), options.data), options.n), 1):
        if options.places:
            row = (options.score, case.corpus, case.place, f"{case.gold:.3f}", f"{case.score:.3f}")
            sys.stdout.write("\t".join(row) + "\n")
            continue
        sys.stdout.write(
            f"{number}. {case.corpus} {case.place}  gold {case.gold:.2f}  score {case.score:.2f}  {case.target}\n"
            f"   {' '.join(case.text.split())}\n   {' '.join(case.evidence.split())}\n"
        )


if __name__ == "__main__":
    main()
