"""Print the accuracy of both engines on development data, one table a task.

    python -m benchmarks.accuracy --data ../shared/data [--only hedging,stance]

Data that is not there is left out with a line that says so. Parts, none of them trained on by the
encoder: of `news_hedges` and `org_country` a fifth by article, of `news_loaded` a fifth by outlet, of
NewsMTSC train a tenth by article, the twelve whole articles with the highest numbers, the development
parts of PolNeAR and CoNLL++, all of BABE; for the lexicon engine's stance weights the tenth of
NewsMTSC and of `org_country` that they are not fitted on. GUM news and the held-out page dumps
measure reading.
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
from benchmarks import identities, scorers
from benchmarks.agreement import agreement, readings, twelve
from benchmarks.measures import auc, calibration_error, f1, macro_f1
from benchmarks.texts import prose

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


def fold(key: str, n: int) -> int:
    """Which of n parts an article or outlet belongs to; part 0 is kept from all training."""
    return zlib.crc32(key.encode()) % n


def held_out(key: str) -> bool:
    """Whether an article belongs to the development tenth."""
    return fold(key, 10) == 0


# Class sizes that a list-presence baseline needs no file for.
_TIMES = "time"


def hedging(data: Path) -> None:
    """Sentence and cue F1 on the fifth of news_hedges kept by article."""
    kept = [r for r in rows(data / "hedging" / "news_hedges.jsonl.gz") if fold(r["article"], 5) == 0]
    rest = [r for r in rows(data / "hedging" / "news_hedges.jsonl.gz") if fold(r["article"], 5) != 0]
    say(f"| hedging, news_hedges, {len(kept)} kept | sentence precision | recall | F1 | cue F1, overlap | exact |")
    say("|---|---|---|---|---|---|")
    for engine in framing.engines():
        analyzer = framing.Analyzer(engine)
        counts = [0, 0, 0]
        exact = [0, 0, 0]
        right = recalled = 0
        for record in kept:
            found = _evidence(analyzer, record["text"], "hedging")
            spans = {(item.span.start, item.span.end) for item in found if item.kind != "booster"}
            gold = {(cue["start"], cue["end"]) for cue in record["cues"]}
            counts[0] += bool(spans) and bool(record["hedged"])
            counts[1] += bool(spans)
            counts[2] += bool(record["hedged"])
            right += sum(any(a < d and c < b for c, d in gold) for a, b in spans)
            recalled += sum(any(a < d and c < b for a, b in spans) for c, d in gold)
            exact[0] += len(spans & gold)
            exact[1] += len(spans)
            exact[2] += len(gold)
        precision, recall = right / max(1, exact[1]), recalled / max(1, exact[2])
        overlap = 2 * precision * recall / max(1e-9, precision + recall)
        say(
            "| framing, {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |".format(
                engine, *f1(*counts), overlap, f1(*exact)[2]
            )
        )
    scores = _tfidf([r["text"] for r in rest], [r["hedged"] for r in rest], [r["text"] for r in kept])
    hits = [score >= 0.5 for score in scores]
    both = sum(hit and bool(r["hedged"]) for hit, r in zip(hits, kept, strict=True))
    parts = f1(both, sum(hits), sum(bool(r["hedged"]) for r in kept))
    say("| TF-IDF, logistic regression | {:.3f} | {:.3f} | {:.3f} | | |".format(*parts))
    say("| published list of 62 cues (ConvoKit size) | | | 0.36 | | |")
    say("| published list of 101 cues (Hyland) | | | 0.53 | | |")
    say()


def _tfidf(texts: list[str], labels: list[int], kept: list[str]) -> list[float]:
    """Probability of label 1 by words and pairs of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=2000))
    found: list[float] = model.fit(texts, labels).predict_proba(kept)[:, 1].tolist()
    return found


def _evidence(analyzer: framing.Analyzer, text: str, dimension: str) -> list[framing.Evidence]:
    from framing.analyzer import one_sentence

    article = one_sentence(text)
    if article is None:
        return []
    return [item for item in analyzer.analyze(article).evidence if item.dimension == dimension]


def loaded(data: Path) -> None:
    """AUC on the outlets kept of news_loaded and on BABE, outlet by outlet, beside VADER and TextBlob."""
    from textblob import TextBlob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    kept = [r for r in rows(data / "loaded" / "news_loaded.jsonl.gz") if fold(r["outlet"], 5) == 0]
    rest = [r for r in rows(data / "loaded" / "news_loaded.jsonl.gz") if fold(r["outlet"], 5) != 0]
    levels = [record["loaded"] for record in kept]
    clear = [place for place, level in enumerate(levels) if level != 1]
    babe = [record for part in ("dev", "train") for record in rows(data / "loaded" / f"babe.{part}.jsonl.gz")]
    labels = [_babe_label(record) for record in babe]
    outlets = [record["outlet"] for record in babe]
    texts = [record["text"] for record in kept + babe]
    learned = _tfidf([r["text"] for r in rest], [int(r["loaded"] >= 1) for r in rest], texts)
    scores = {
        **{
            f"framing, {name}": framing.Analyzer(name).score_sentences(texts)["loaded"].tolist()
            for name in framing.engines()
        },
        "VADER, absolute compound": [abs(vader.polarity_scores(text)["compound"]) for text in texts],
        "TextBlob, subjectivity": [TextBlob(text).sentiment.subjectivity for text in texts],
        "TF-IDF, fitted on the other outlets of news_loaded": learned,
    }
    n = len(kept)
    say(
        f"| loaded (AUC) | news_loaded, {n} kept: level ≥ 1 | level ≥ 2 against 0 | "
        f"BABE, all {len(babe)} | its outlets, mean |"
    )
    say("|---|---|---|---|---|")
    for name, values in scores.items():
        own, far = values[:n], values[n:]
        within = []
        for outlet in sorted(set(outlets)):
            places = [i for i, other in enumerate(outlets) if other == outlet]
            part = [labels[i] for i in places]
            if min(sum(part), len(part) - sum(part)) >= 10:
                within.append(auc(part, [far[i] for i in places]))
        say(
            f"| {name} | {auc([int(level >= 1) for level in levels], own):.3f} | "
            f"{auc([int(levels[i] >= 2) for i in clear], [own[i] for i in clear]):.3f} | "
            f"{auc(labels, far):.3f} | {sum(within) / len(within):.3f} |"
        )
    say()
    error = calibration_error(scores["framing, encoder"][:n], [float(level >= 1) for level in levels])
    say(f"Expected calibration error of `loaded`, encoder, on the kept outlets: {error:.3f}")
    say()


def _babe_label(record: dict[str, Any]) -> int:
    value = record["label_bias"]
    return int(value in (1, "1", "Biased", "biased"))


def attribution(data: Path) -> None:
    """Character and exact F1 for source, cue and content on PolNeAR dev."""
    say("| attribution, PolNeAR dev | source | cue | content |")
    say("|---|---|---|---|")
    for engine in framing.engines():
        analyzer = framing.Analyzer(engine)
        chars = {role: [0, 0, 0] for role in ("source", "cue", "content")}
        exact = {role: [0, 0, 0] for role in chars}
        for record in rows(data / "attribution" / "polnear.dev.jsonl.gz"):
            article = prose(record["text"])
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
        for name, table in (("characters", chars), ("exact spans", exact)):
            for place, measure in enumerate(("precision", "recall", "F1")):
                figures = " | ".join(f"{f1(*table[role])[place]:.3f}" for role in table)
                say(f"| {engine}, {name}, {measure} | {figures} |")
    say("| CRF, published, exact F1 | 0.51 | 0.53 | 0.29 |")
    say("| BERT, published, exact F1 | 0.83 | 0.75 | 0.73 |")
    say("| annotators, published, character F1 | 0.74 | 0.67 | 0.89 |")
    say()


def actors(data: Path) -> None:
    """Entity F1 of names on CoNLL++ dev, each sentence by itself."""
    kinds = {"person": "PER", "organisation": "ORG", "country": "LOC", "place": "LOC"}
    say("| actor mentions, CoNLL++ dev | precision | recall | F1 | PER | ORG | LOC |")
    say("|---|---|---|---|---|---|---|")
    for engine in framing.engines():
        analyzer = framing.Analyzer(engine)
        counts = {kind: [0, 0, 0] for kind in ("PER", "ORG", "LOC")}
        for text, gold in conll_sentences(data / "actors" / "conllpp.dev.jsonl.gz"):
            found = {
                (mention.span.start, mention.span.end, kinds[actor.kind])
                for actor in analyzer.analyze(_one(text)).actors
                for mention in actor.mentions
                if mention.form == "name" and actor.kind in kinds
            }
            for kind, own in counts.items():
                mine = {item for item in found if item[2] == kind}
                theirs = {item for item in gold if item[2] == kind}
                own[0] += len(mine & theirs)
                own[1] += len(mine)
                own[2] += len(theirs)
        whole = f1(*(sum(own[place] for own in counts.values()) for place in range(3)))
        each = " | ".join(f"{f1(*own)[2]:.3f}" for own in counts.values())
        say("| framing, {} | {:.3f} | {:.3f} | {:.3f} | {} |".format(engine, *whole, each))
    say()


def source_kinds(data: Path) -> None:
    """Agreement of source kind with hand-checked seeds and with our labelled articles."""
    from benchmarks.measures import cohen_kappa

    analyzer = framing.Analyzer()
    gold: list[str] = []
    mine: list[str] = []
    found = total = 0
    for path in sorted((ROOT / "seeds" / "sentences").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if path.stem == "quotes":
                continue
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
    from framing.analyzer import one_sentence

    article = one_sentence(text)
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
    """Macro F1 over negative, neutral and positive, beside VADER's sign and TF-IDF."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    analyzers = {engine: framing.Analyzer(engine) for engine in framing.engines()}
    heads = " | ".join(f"framing, {engine}" for engine in analyzers)
    say(f"| stance, macro F1 | n | {heads} | calibration error, encoder | VADER | TF-IDF |")
    say("|---|---|" + "---|" * (len(analyzers) + 3))
    trained = {name: (texts, spans, labels) for name, texts, spans, labels in stance_parts(data, development=False)}
    for name, texts, spans, labels in (*stance_parts(data, development=True), organisations(data)):
        figures = []
        error = 0.0
        for engine, analyzer in analyzers.items():
            if engine == "lexicon" and name not in trained:
                figures.append("–")  # its weights are fitted on half of this part
                continue
            odds = analyzer.stance_toward(texts, spans)[["negative", "neutral", "positive"]].to_numpy()
            mine = [(-1, 0, 1)[place] for place in odds.argmax(1)]
            figures.append(f"{macro_f1(labels, mine, (-1, 0, 1)):.3f}")
            if engine == "encoder":
                hits = [float(a == b) for a, b in zip(mine, labels, strict=True)]
                error = calibration_error(odds.max(1).tolist(), hits)
        theirs = []
        for text in texts:
            value = vader.polarity_scores(text)["compound"]
            theirs.append(1 if value >= 0.05 else -1 if value <= -0.05 else 0)
        words = "–"
        if name in trained:
            words = f"{macro_f1(labels, _tfidf_stance(trained[name], texts), (-1, 0, 1)):.3f}"
        say(
            f"| {name} | {len(texts)} | {' | '.join(figures)} | {error:.3f} | "
            f"{macro_f1(labels, theirs, (-1, 0, 1)):.3f} | {words} |"
        )
    say("| persons, published on its test part: BERT-base 0.80, RoBERTa 0.83 | | " + "| " * len(analyzers) + "| | |")
    say()


def _tfidf_stance(trained: tuple[list[str], list[tuple[int, int]], list[int]], texts: list[str]) -> list[int]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(max_iter=2000, class_weight="balanced"),
    )
    found: list[int] = model.fit(trained[0], trained[2]).predict(texts).tolist()
    return found


NAMES = ("Ilse Maran", "Olu Bakare", "Dmitri Sokolov", "Mei Tanaka", "Carl Dunmore", "Aisha Rahman")  # invented


def swaps(data: Path) -> None:
    """How far a stance depends on the target's name: the same sentences with other names in it."""
    _, texts, spans, labels = next(iter(stance_parts(data, development=True)))
    chosen = list(range(0, len(texts), max(1, len(texts) // 200)))
    say(f"| {len(chosen)} sentences, their target named anew | mean change of stance | side changes | macro F1 |")
    say("|---|---|---|---|")
    for engine in framing.engines():
        analyzer = framing.Analyzer(engine)
        named: list[list[float]] = []
        figures = []
        for name in NAMES:
            others = [texts[i][: spans[i][0]] + name + texts[i][spans[i][1] :] for i in chosen]
            places = [(spans[i][0], spans[i][0] + len(name)) for i in chosen]
            frame = analyzer.stance_toward(others, places)
            named.append(frame["stance"].tolist())
            mine = [(-1, 0, 1)[place] for place in frame[["negative", "neutral", "positive"]].to_numpy().argmax(1)]
            figures.append((mine, macro_f1([labels[i] for i in chosen], mine, (-1, 0, 1))))
        pairs = [(a, b) for a in range(len(NAMES)) for b in range(a)]
        change = sum(abs(x - y) for a, b in pairs for x, y in zip(named[a], named[b], strict=True)) / (
            len(pairs) * len(chosen)
        )
        flips = sum(x != y for a, b in pairs for x, y in zip(figures[a][0], figures[b][0], strict=True))
        mean = sum(figure for _, figure in figures) / len(figures)
        say(f"| framing, {engine} | {change:.3f} | {flips / (len(pairs) * len(chosen)):.3f} | {mean:.3f} |")
    say()


def whole_articles(data: Path) -> None:
    """Stance toward every actor of the twelve articles kept, as the whole analysis gives it."""
    say("| 12 whole articles | n | stance, macro F1 | actors found | holder, author or source, of polar stances |")
    say("|---|---|---|---|---|")
    for engine in framing.engines():
        analyzer = framing.Analyzer(engine)
        gold: list[int] = []
        mine: list[int] = []
        found = held = polar = 0
        for text, labels in kept_articles(data):
            profile = analyzer.analyze(text)
            mentions = [(actor.id, mention.span) for actor in profile.actors for mention in actor.mentions]
            stances = {(item.actor, item.span.start): item for row in profile.sentences for item in row.stances}
            by_actor: dict[tuple[str, int], Any] = {}
            for row, sentence in zip(profile.sentences, profile.article.sentences, strict=True):
                for item in row.stances:
                    by_actor.setdefault((item.actor, sentence.index), item)
            places = {sentence.index: sentence.span for sentence in profile.article.sentences}
            for label, holder, start, end in gold_stances(labels):
                gold.append(label)
                actor = next((name for name, span in mentions if span.start < end and start < span.end), None)
                index = next((i for i, span in places.items() if span.start <= start < span.end), None)
                found += actor is not None
                item = by_actor.get((actor, index)) if actor is not None and index is not None else None
                odds = (item.negative, item.neutral, item.positive) if item is not None else (0.0, 1.0, 0.0)
                mine.append((-1, 0, 1)[max(range(3), key=odds.__getitem__)])
                if label and mine[-1] == label and item is not None and holder != "none":
                    polar += 1
                    held += (item.holder is None) is (holder == "author")
            del stances
        say(
            f"| framing, {engine} | {len(gold)} | {macro_f1(gold, mine, (-1, 0, 1)):.3f} | "
            f"{found / len(gold):.3f} | {held / max(1, polar):.3f} of {polar} |"
        )
    say()


def kept_articles(data: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield text and labels of the twelve articles with the highest numbers."""
    for path in sorted((data / "articles").glob("a*.json"))[-12:]:
        yield path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))


def gold_stances(labels: dict[str, Any]) -> Iterator[tuple[int, str, int, int]]:
    """Yield label, holder and place of every actor that a labelled sentence names."""
    names = {actor["id"]: sorted(actor["aliases"], key=len, reverse=True) for actor in labels["actors"]}
    for sentence in labels["sentences"]:
        for item in sentence["stances"]:
            for alias in names.get(item["actor"], ()):
                at = sentence["text"].find(alias)
                if at >= 0:
                    yield item["label"], item["holder"], sentence["start"] + at, sentence["start"] + at + len(alias)
                    break


def conll_sentences(path: Path) -> Iterator[tuple[str, set[tuple[int, int, str]]]]:
    """Yield sentences set as prose, with their persons, organisations and locations."""
    for record in rows(path):
        text = ""
        begins: list[int] = []
        ends: list[int] = []
        for token in record["tokens"]:
            if text and not (token[0] in ".,;:!?)%'" and len(token) <= 3):
                text += " "
            begins.append(len(text))
            text += token
            ends.append(len(text))
        gold: set[tuple[int, int, str]] = set()
        at = 0
        while at < len(begins):
            tag = record["ner"][at]
            stop = at + 1
            while tag != "O" and stop < len(begins) and record["ner"][stop] == "I-" + tag[2:]:
                stop += 1
            if tag[2:] in ("PER", "ORG", "LOC"):
                gold.add((begins[at], ends[stop - 1], tag[2:]))
            at = stop
        if text.strip():
            yield text, gold


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


def organisations(data: Path) -> tuple[str, list[str], list[tuple[int, int]], list[int]]:
    """Return the fifth of org_country that the encoder has never seen."""
    records = [
        record
        for record in rows(data / "stance" / "org_country.jsonl.gz")
        if record["valid"] and fold(str(record["article"]), 5) == 0
    ]
    return (
        "the same, the fifth kept from the encoder",
        [record["text"] for record in records],
        [(record["start"], record["end"]) for record in records],
        [record["label"] for record in records],
    )


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
    "swaps": swaps,
    "whole_articles": whole_articles,
    "actors": actors,
    "identities": lambda data: identities.labelled(data, say),
    "agreement": lambda data: agreement(data, say),
    "readings": lambda data: readings(data, say),
    "twelve": lambda data: twelve(data, say),
    "quotes": lambda data: identities.quotes(data, say),
    "voices": lambda data: scorers.voices(data, say),
    "whole_stance": lambda data: scorers.whole_stance(data, say),
    "seesaw": lambda data: scorers.seesaw(data, say),
    "pronouns": lambda data: identities.pronouns(data, say),
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
