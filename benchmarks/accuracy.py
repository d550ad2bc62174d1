"""Print the accuracy of the lexicon engine on development data, one table a task.

    python -m benchmarks.accuracy --data ../shared/data [--only hedging,stance]

Data that is not there is left out with a line that says so. Parts: `news_hedges` whole;
BABE dev, once as it is and once scoring only outlets held out from any fitting (no weight
is fitted on BABE, so this is the same text by outlet); PolNeAR dev; the tenth of NewsMTSC
train whose article ids hash to 0 (the stance weights are fitted on the other nine), and the
same tenth of `org_country`; GUM news; the held-out page dumps.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import framing
from benchmarks.measures import auc, f1, macro_f1

ROOT = Path(__file__).resolve().parent.parent


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def say(text: str = "") -> None:
    """Write one line of the table."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def held_out(key: str) -> bool:
    """Whether an article belongs to the development tenth."""
    return zlib.crc32(key.encode()) % 10 == 0


# Class sizes that a list-presence baseline needs no file for.
_TIMES = "time"


def hedging(data: Path) -> None:
    """Sentence and cue F1 on news_hedges."""
    analyzer = framing.Analyzer("lexicon")
    counts = [0, 0, 0]
    cues = [0, 0, 0]
    for record in rows(data / "hedging" / "news_hedges.jsonl.gz"):
        found = _evidence(analyzer, record["text"], "hedging")
        spans = {(item.span.start, item.span.end) for item in found if item.kind != "booster"}
        gold = {(cue["start"], cue["end"]) for cue in record["cues"]}
        counts[0] += bool(spans) and bool(record["hedged"])
        counts[1] += bool(spans)
        counts[2] += bool(record["hedged"])
        cues[0] += len(spans & gold)
        cues[1] += len(spans)
        cues[2] += len(gold)
    say("| hedging, news_hedges | precision | recall | F1 |")
    say("|---|---|---|---|")
    say("| sentence hedged | {:.3f} | {:.3f} | {:.3f} |".format(*f1(*counts)))
    say("| cue, exact span | {:.3f} | {:.3f} | {:.3f} |".format(*f1(*cues)))
    say("| sentence, published list of 62 cues (ConvoKit size) | | | 0.36 |")
    say("| sentence, published list of 101 cues (Hyland) | | | 0.53 |")
    say()


def _evidence(analyzer: framing.Analyzer, text: str, dimension: str) -> list[framing.Evidence]:
    from framing.analyzer import _one_sentence

    article = _one_sentence(text)
    if article is None:
        return []
    return [item for item in analyzer.analyze(article).evidence if item.dimension == dimension]


def loaded(data: Path) -> None:
    """AUC on BABE, whole and outlet by outlet, beside VADER and TextBlob."""
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = framing.Analyzer("lexicon")
    vader = SentimentIntensityAnalyzer()
    records = list(rows(data / "loaded" / "babe.dev.jsonl.gz"))
    train = list(rows(data / "loaded" / "babe.train.jsonl.gz"))
    texts = [record["text"] for record in records + train]
    labels = [_babe_label(record) for record in records + train]
    outlets = [record["outlet"] for record in records + train]
    scores = {
        "framing, lexicon": analyzer.score_sentences(texts)["loaded"].tolist(),
        "VADER, absolute compound": [abs(vader.polarity_scores(text)["compound"]) for text in texts],
        "TextBlob, subjectivity": [TextBlob(text).sentiment.subjectivity for text in texts],
    }
    say("| loaded, BABE (AUC) | dev, random | all, pooled | within outlet, mean of outlets |")
    say("|---|---|---|---|")
    n = len(records)
    for name, values in scores.items():
        within = []
        for outlet in sorted(set(outlets)):
            places = [i for i, other in enumerate(outlets) if other == outlet]
            part = [labels[i] for i in places]
            if min(sum(part), len(part) - sum(part)) >= 10:
                within.append(auc(part, [values[i] for i in places]))
        say(
            f"| {name} | {auc(labels[:n], values[:n]):.3f} | {auc(labels, values):.3f} | "
            f"{sum(within) / len(within):.3f} |"
        )
    say()


def _babe_label(record: dict[str, Any]) -> int:
    value = record["label_bias"]
    return int(value in (1, "1", "Biased", "biased"))


def attribution(data: Path) -> None:
    """Character and exact F1 for source, cue and content on PolNeAR dev, and source kinds on seeds."""
    analyzer = framing.Analyzer("lexicon")
    chars = {role: [0, 0, 0] for role in ("source", "cue", "content")}
    exact = {role: [0, 0, 0] for role in chars}
    for record in rows(data / "attribution" / "polnear.dev.jsonl.gz"):
        article = _prose(record["text"])
        predicted = analyzer.analyze(article).attributions
        for role in chars:
            mine = [getattr(item, f"{role}_span") for item in predicted]
            spans = {(span.start, span.end) for span in mine if span is not None}
            gold_spans = {(part[0], part[1]) for item in record["attributions"] for part in item[role]}
            covered = {i for start, end in spans for i in range(start, end)}
            gold = {i for start, end in gold_spans for i in range(start, end)}
            for counts, a, b in ((chars[role], covered, gold), (exact[role], spans, gold_spans)):
                counts[0] += len(a & b)  # type: ignore[operator]
                counts[1] += len(a)
                counts[2] += len(b)
    say("| attribution, PolNeAR dev | source | cue | content |")
    say("|---|---|---|---|")
    for name, table in (("characters", chars), ("exact spans", exact)):
        for place, measure in enumerate(("precision", "recall", "F1")):
            say(f"| {name}, {measure} | " + " | ".join(f"{f1(*table[role])[place]:.3f}" for role in table) + " |")
    say()


def _prose(text: str) -> framing.Article:
    """Read a text of the corpus as what it is: body paragraphs without furniture."""
    from framing.reading.text import build_article, split_blocks

    blocks = split_blocks(text)
    return build_article(text, blocks, ["body"] * len(blocks), title=None, outlet=None, url=None, published=None)


def source_kinds(data: Path) -> None:
    """Agreement of source kind with hand-checked seeds and with our labelled articles."""
    from benchmarks.measures import cohen_kappa

    analyzer = framing.Analyzer("lexicon")
    gold: list[str] = []
    mine: list[str] = []
    found = total = 0
    for path in sorted((ROOT / "seeds" / "sentences").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            profile = analyzer.analyze(_one(record["text"]))
            for item in record.get("attributions", ()):
                total += 1
                match = _overlapping(profile.attributions, record["text"], item)
                if match is not None:
                    found += 1
                    gold.append(item["kind"])
                    mine.append(match.source_kind)
    if total:
        say("| source kind, seeds | found | agreement | kappa |")
        say("|---|---|---|---|")
        agreed = sum(a == b for a, b in zip(gold, mine, strict=True)) / max(1, len(gold))
        say(f"| {total} attributions | {found / total:.3f} | {agreed:.3f} | {cohen_kappa(gold, mine):.3f} |")
        say()


def _one(text: str) -> framing.Article:
    from framing.analyzer import _one_sentence

    article = _one_sentence(text)
    if article is None:
        raise ValueError("an empty seed sentence")
    return article


def _overlapping(predicted: Any, text: str, item: dict[str, Any]) -> Any:
    cue_at = text.find(item["cue"]) if item["cue"] else -1
    for candidate in predicted:
        span = candidate.cue_span
        if cue_at >= 0 and span is not None and span.start < cue_at + len(item["cue"]) and cue_at < span.end:
            return candidate
    source_at = text.find(item["source"]) if item["source"] else -1
    for candidate in predicted:
        span = candidate.source_span
        if (
            source_at >= 0
            and span is not None
            and span.start < source_at + len(item["source"])
            and source_at < span.end
        ):
            return candidate
    return None


def stance(data: Path) -> None:
    """Macro F1 over negative, neutral and positive, beside VADER's sign."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = framing.Analyzer("lexicon")
    vader = SentimentIntensityAnalyzer()
    say("| stance, macro F1 | n | framing, lexicon | VADER |")
    say("|---|---|---|---|")
    for name, texts, spans, labels in stance_parts(data, development=True):
        frame = analyzer.stance_toward(texts, spans)
        mine = [(-1, 0, 1)[place] for place in frame[["negative", "neutral", "positive"]].to_numpy().argmax(1)]
        theirs = []
        for text in texts:
            value = vader.polarity_scores(text)["compound"]
            theirs.append(1 if value >= 0.05 else -1 if value <= -0.05 else 0)
        say(
            f"| {name} | {len(texts)} | {macro_f1(labels, mine, (-1, 0, 1)):.3f} | "
            f"{macro_f1(labels, theirs, (-1, 0, 1)):.3f} |"
        )
    say()


def stance_parts(data: Path, *, development: bool) -> Iterator[tuple[str, list[str], list[tuple[int, int]], list[int]]]:
    """Yield the two stance sets: their development tenth, or the rest, split by article."""
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    labels: list[int] = []
    for record in rows(data / "stance" / "newsmtsc.train.jsonl.gz"):
        if held_out(str(record["article_id"])) is development:
            for target in record["targets"]:
                texts.append(record["text"])
                spans.append((target["start"], target["end"]))
                labels.append(target["label"])
    yield "persons (NewsMTSC)", texts, spans, labels
    texts, spans, labels = [], [], []
    for record in rows(data / "stance" / "org_country.jsonl.gz"):
        if record["valid"] and held_out(str(record["article"])) is development:
            texts.append(record["text"])
            spans.append((record["start"], record["end"]))
            labels.append(record["label"])
    yield "organisations, countries, groups (org_country)", texts, spans, labels


def segmentation(data: Path) -> None:
    """Sentence and token F1 on the raw text of the news documents of GUM."""
    from framing.reading.sentences import split_sentences
    from framing.tokens import tokenize

    sentence_counts = [0, 0, 0]
    token_counts = [0, 0, 0]
    for part in ("train", "dev", "test"):
        path = data / "syntax" / f"ud_gum.{part}.conllu.gz"
        if not path.exists():
            continue
        for text, gold_sentences, gold_tokens in gum_documents(path, "news"):
            mine = set()
            start = 0
            for line in text.split("\n"):
                mine |= set(split_sentences(text, start, start + len(line)))
                start += len(line) + 1
            gold = set(gold_sentences)
            columns = tokenize(text)
            tokens = set(zip(columns.starts, columns.ends, strict=True))
            for counts, a, b in ((sentence_counts, mine, gold), (token_counts, tokens, set(gold_tokens))):
                counts[0] += len(a & b)
                counts[1] += len(a)
                counts[2] += len(b)
    say("| segmentation, GUM news | precision | recall | F1 |")
    say("|---|---|---|---|")
    say("| sentences, exact span | {:.3f} | {:.3f} | {:.3f} |".format(*f1(*sentence_counts)))
    say("| tokens, exact span | {:.3f} | {:.3f} | {:.3f} |".format(*f1(*token_counts)))
    say()


def gum_documents(path: Path, genre: str) -> Iterator[tuple[str, list[tuple[int, int]], list[tuple[int, int]]]]:
    """Rebuild the raw text of GUM's documents: a line a paragraph, spaces where the corpus has them."""
    documents: list[list[tuple[bool, str, list[list[str]]]]] = []
    wanted = False
    new_paragraph = True
    text_line = ""
    tokens: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                wanted = f"_{genre}_" in line
                if wanted:
                    documents.append([])
                new_paragraph = True
            elif line.startswith("# newpar"):
                new_paragraph = True
            elif line.startswith("# text ="):
                text_line = line[len("# text =") :].strip()
            elif line == "\n":
                if wanted and tokens:
                    documents[-1].append((new_paragraph, text_line, tokens))
                    new_paragraph = False
                tokens = []
            elif not line.startswith("#"):
                cells = line.rstrip("\n").split("\t")
                if cells[0].isdigit():
                    tokens.append(cells)
    for document in documents:
        text = ""
        sentences: list[tuple[int, int]] = []
        places: list[tuple[int, int]] = []
        for opens, sentence, cells_list in document:
            if text:
                text += "\n" if opens else " "
            start = len(text)
            text += sentence
            sentences.append((start, len(text)))
            cursor = start
            for cells in cells_list:
                at = text.find(cells[1], cursor)
                if at < 0:
                    continue
                places.append((at, at + len(cells[1])))
                cursor = at + len(cells[1])
        yield text, sentences, places


def zones(data: Path) -> None:
    """Word-level F1 of the scored zones on the page dumps."""
    from framing.document import SCORED_ZONES

    say("| zones, words in scored zones | pages | precision | recall | F1 |")
    say("|---|---|---|---|---|")
    for name in ("dev", "held"):
        counts = [0, 0, 0]
        paths = sorted((ROOT / "seeds" / "pages").glob(f"{name}-*.txt"))
        for path in paths:
            text = path.read_text(encoding="utf-8")
            labels = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["lines"]
            starts = [0]
            for line in text.split("\n"):
                starts.append(starts[-1] + len(line) + 1)
            article = framing.read(text)
            scored = [(b.span.start, b.span.end) for b in article.blocks if b.zone in SCORED_ZONES]
            for item in labels:
                start = starts[item["line"] - 1]
                line = text.split("\n")[item["line"] - 1]
                n = len(line.split())
                first = start + len(line) - len(line.lstrip())
                mine = any(a <= first < b for a, b in scored)
                right = item["zone"] in SCORED_ZONES
                counts[0] += n * (mine and right)
                counts[1] += n * mine
                counts[2] += n * right
        if paths:
            say(
                f"| {'built on' if name == 'dev' else 'held out'} | {len(paths)} | "
                + "{:.3f} | {:.3f} | {:.3f} |".format(*f1(*counts))
            )
    say()


TASKS = {
    "hedging": hedging,
    "loaded": loaded,
    "attribution": attribution,
    "source_kinds": source_kinds,
    "stance": stance,
    "segmentation": segmentation,
    "zones": zones,
}


def main() -> None:
    """Run the chosen tasks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--only", default=",".join(TASKS), help="tasks, separated by commas")
    options = parser.parse_args()
    for name in options.only.split(","):
        started = time.perf_counter()
        try:
            TASKS[name](options.data)
        except FileNotFoundError as error:
            say(f"{name}: left out, {error.filename} is not there\n")
        sys.stderr.write(f"{name}: {time.perf_counter() - started:.1f} s\n")


if __name__ == "__main__":
    main()
