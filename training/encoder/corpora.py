"""Files of labelled news → examples: one sentence each, with the labels it has and no others.

Law: a corpus is read whole or left out by name; what is held out is held out by article or
outlet, by a hash of its name, so that it is the same in every run and for every option.
Texts never leave the machine that trains; only weights do.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.lexicon import load_lexicons

__all__ = ["ACTOR_KINDS", "CORPORA", "HEDGE_KINDS", "UNKNOWN", "Corpus", "Example", "fold", "load"]

HEDGE_KINDS = ("modal", "epistemic", "approximator", "weasel", "evidential")
ACTOR_KINDS = ("person", "organisation", "country", "group", "place")
UNKNOWN = "?"  # of a span that may be something or nothing
# How sure a reader of the four levels is that a sentence is loaded at all: a mild word is a matter of taste.
LOADED_TARGETS = {0: 0.04, 1: 0.72, 2: 0.95, 3: 0.99}
_HOLDERS = {"author": 0, "source": 1}
_SURE_SIDE = 0.85  # how far the side of a pair in `directed_sentiment` is to be trusted
_PRONOUNS = frozenset({"they", "them", "their", "we", "us", "our", "you", "your", "those", "these", "others", "who"})
_WHOLE_PARTS = 8  # of our whole articles with every mention, one is kept for measuring
_LAST_ARTICLES = 12  # of articles/, kept for measuring

Spans = list[tuple[int, int, str]]


@dataclass(slots=True)
class Example:
    """A sentence and what is known about it.

    Attributes
    ----------
    spans : dict
        By layer (hedge, source, cue, content, actor): every span of it, as (start, end, kind).
        A layer that is not there was not labelled. A span that began before the sentence starts at -1; one whose kind
        is `UNKNOWN` may be anything.
    loaded : float or None
        Probability that the sentence is loaded.
    targets : list
        (start, end, label, holder): label -1, 0 or 1; holder 0 the author, 1 a source, -1 unknown.
    soft_targets : list
        (start, end, probabilities of negative, neutral and positive, probability that a source holds it or -1 for
        unknown), as a teacher gives them.
    sided : list
        (start, end, probability of positive): toward whom somebody is known to be for or against, of which this is to
        be learned and nothing of how near to neutral the sentence is.
    soft_tags : bytes or None
        Probability of every tag of every layer, piece by piece, in 255ths, as a network gives them.
    """

    text: str
    corpus: str
    spans: dict[str, Spans] = field(default_factory=dict)
    loaded: float | None = None
    loaded_level: int | None = None
    loaded_spans: list[tuple[int, int]] | None = None
    hedged: float | None = None
    targets: list[tuple[int, int, int, int]] = field(default_factory=list)
    soft_targets: list[tuple[int, int, tuple[float, float, float], float]] = field(default_factory=list)
    sided: list[tuple[int, int, float]] = field(default_factory=list)
    soft_tags: bytes | None = None
    groups: bool = True  # whether groups ("protesters") are among the labelled actors


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus: its name, its terms, and how its examples are read."""

    name: str
    licence: str
    permissive: bool
    read: Callable[[Path, bool], Iterator[Example]]
    repeat: float = 1.0  # how often an epoch sees it


def fold(key: str, n: int) -> int:
    """Return which of `n` parts an article or outlet belongs to."""
    return zlib.crc32(key.encode()) % n


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _newsmtsc(folder: Path, development: bool) -> Iterator[Example]:
    for row in rows(folder / "stance" / "newsmtsc.train.jsonl.gz"):
        if (fold(row["article_id"], 10) == 0) is not development:
            continue
        targets = [
            (target["start"], target["end"], target["label"], -1)
            for target in row["targets"]
            if target.get("offset_ok", True) and target["start"] < target["end"]
        ]
        if targets:
            yield Example(row["text"], "newsmtsc", targets=targets)


def _org_country(folder: Path, development: bool) -> Iterator[Example]:
    for row in rows(folder / "stance" / "org_country.jsonl.gz"):
        if not row["valid"] or (fold(row["article"], 5) == 0) is not development:
            continue
        holder = _HOLDERS.get(row["holder"], -1)
        yield Example(row["text"], "org_country", targets=[(row["start"], row["end"], row["label"], holder)])


def _own(folder: Path, *names: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Rows of `training/labels` with the stretch of the unlabelled article they are about: labels here, texts there."""
    labels = Path(__file__).resolve().parent.parent / "labels"
    texts = {row["id"]: row["text"] for row in rows(next((folder / "unlabelled").glob("*.gz")))}
    measured = {row["article"] for row in whole_rows(True)}
    for name in names:
        for line in (labels / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["article"] in measured:
                continue
            yield row, texts[row["article"]][row["at"] : row["at"] + row["length"]]


def _own_targets(row: dict[str, Any]) -> list[tuple[int, int, int, int]]:
    return [(start, end, label, _HOLDERS.get(holder, -1)) for start, end, _, label, holder in row["actors"]]


def _directed(folder: Path, development: bool) -> Iterator[Example]:
    """Pairs of which one is for or against the other: a noisy side, and no line where neutral begins."""
    if not development:
        for row in rows(folder / "stance" / "directed_sentiment.train.jsonl.gz"):
            if row["polarity"] and not row["bad_span"]:
                target = row[row["target"]]
                sided = [(target["start"], target["word_end"], _SURE_SIDE if row["polarity"] > 0 else 1 - _SURE_SIDE)]
                yield Example(row["text"], "directed", sided=sided)


def _own_stance(folder: Path, development: bool) -> Iterator[Example]:
    """More targets labelled for this project, in sentences of the unlabelled articles."""
    if not development:
        for row, text in _own(folder, "stance.jsonl"):
            if row["valid"] and fold(row["article"], 5) != 0:
                target = row["start"], row["end"], row["label"], _HOLDERS.get(row["holder"], -1)
                yield Example(text, "own_stance", targets=[target])


def _own_articles(folder: Path, development: bool) -> Iterator[Example]:
    """Whole articles labelled for this project, of the unlabelled ones."""
    if development:
        return
    for row, text in _own(folder, "articles.jsonl", "articles_more.jsonl"):
        cues = [(start, end, kind) for start, end, kind, _ in row["cues"] if kind in HEDGE_KINDS]
        yield Example(
            text,
            "own_articles",
            # Each actor's first mention alone was marked, so that mentions cannot be learned from here.
            spans={"hedge": cues},
            loaded=LOADED_TARGETS[row["loaded"]],
            loaded_level=row["loaded"],
            loaded_spans=[(start, end) for start, end in row["loaded_spans"]],
            hedged=float(bool(cues)),
            targets=_own_targets(row),
        )


def _own_actors(folder: Path, development: bool) -> Iterator[Example]:
    """Who is mentioned in our whole articles: every group, and every name; what may be one more mention is unknown."""
    if development:
        return
    for row, text in _own(folder, "articles.jsonl", "articles_more.jsonl"):
        spans: Spans = []
        told: set[str] = set()
        for start, end, kind, _, _ in row["actors"]:
            if kind in ACTOR_KINDS:
                told.update(text[start:end].lower().split())
                spans.append((start, end, _taught_kind(text[start:end], kind)))
        taken = [(start, end) for start, end, _ in spans]
        for word in re.finditer(r"\w[\w’'-]*", text):
            start, end = word.span()
            free = not any(low < end and start < high for low, high in taken)
            # Of an actor the first mention alone was marked.
            if free and (word[0][0].isupper() or word[0].lower() in told):
                spans.append((start, end, UNKNOWN))
        yield Example(text, "own_actors", spans={"actor": spans})


def _own_chosen(folder: Path, development: bool) -> Iterator[Example]:
    """Sentences on which two networks were of two minds, labelled for this project."""
    if not development:
        for row, text in _own(folder, "chosen.jsonl", "chosen_more.jsonl"):
            # A mild word is a matter of taste, and was not looked for long.
            loaded = None if row["loaded"] == 1 else LOADED_TARGETS[row["loaded"]]
            yield Example(text, "own_chosen", spans=_own_marks(row, text), loaded=loaded, targets=_own_targets(row))


def own_loaded(folder: Path, development: bool) -> Iterator[Example]:
    """Sentences that two networks found hard to call loaded or not, labelled for this project."""
    if not development:
        for row, text in _own(folder, "loaded.jsonl"):
            yield Example(text, "own_loaded", loaded=LOADED_TARGETS[row["loaded"]], loaded_level=row["loaded"])


def _own_hedges(folder: Path, development: bool) -> Iterator[Example]:
    """Sentences that two networks found hard to call hedged or not, every cue labelled for this project."""
    if not development:
        for row, text in _own(folder, "hedges.jsonl"):
            cues = [(start, end, kind) for start, end, kind in row["cues"] if kind in HEDGE_KINDS]
            yield Example(text, "own_hedges", spans={"hedge": cues}, hedged=float(bool(cues)))


def whole_rows(development: bool) -> Iterator[dict[str, Any]]:
    """Labels of whole articles, who is in them and what is hedged: those kept for measuring, or the others."""
    labels = Path(__file__).resolve().parent.parent / "labels" / "whole.jsonl"
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if (fold(row["article"], _WHOLE_PARTS) == 0) is development:
            yield row


def own_whole(folder: Path, development: bool) -> Iterator[Example]:
    """Every actor of whole articles, by name and by description, and every hedge cue."""
    texts = {row["id"]: row["text"] for row in rows(next((folder / "unlabelled").glob("*.gz")))}
    for row in whole_rows(development):
        text = texts[row["article"]]
        names, described = whole_mentions(text, row["actors"])
        for start, end in row["sentences"]:
            cues = [
                (max(low, start) - start, min(high, end) - start, kind)
                for low, high, kind, _ in row["cues"]
                if low < end and start < high and kind in HEDGE_KINDS
            ]
            inside = {
                layer: [(low - start, high - start, kind) for low, high, kind in spans if start <= low < end]
                for layer, spans in (("actor", names), ("described", described))
            }
            yield Example(
                text[start:end],
                "own_whole",
                spans={"hedge": cues, **inside},
                hedged=float(bool(cues)),
                groups=False,
            )


_HANGS = frozenset({"of", "in", "at", "for", "on", "from", "with", "to", "who", "near", "behind", "under", "against"})
_DETERMINER = re.compile(r"(?:the|a|an|this|that|his|her|its|their|our|my|your)\s+", re.I)


def whole_mentions(text: str, actors: list[Any]) -> tuple[Spans, Spans]:
    """Mentions of labelled actors as two layers have them: names alone, and the longest phrases that say more."""
    every = sorted(
        ((start, end, place) for place, (_, _, spans) in enumerate(actors) for start, end in spans),
        key=lambda span: (span[0] - span[1], span[0]),
    )
    countries = _countries()
    names: Spans = []
    described: Spans = []
    for start, end, place in every:
        kind = actors[place][0]
        words = text[start:end].split()
        # The noun that it is about: the speaker of "the speaker of the House".
        head_end = next((i for i, word in enumerate(words[1:], 1) if word.lower() in _HANGS), len(words))
        last = words[head_end - 1]
        named = last[:1].isupper() or (last[:1] in "@#" and len(words) == 1)
        layer = names if named else described
        if any(low < end and start < high for low, high, _ in layer):
            continue
        if not named:
            described.append((start, end, kind))
            continue
        # Of "President Ana Ruiz" the name that stands alone elsewhere; what is in front of it is not said to be one.
        alone = [low for low, high in actors[place][2] if high == end and start < low and text[low].isupper()]
        head = min(alone, default=start)
        if start < head:
            names.append((start, head, UNKNOWN))
            if not any(low < end and start < high for low, high, _ in described):
                described.append((start, end, kind))
        determiner = _DETERMINER.match(text, head, end)
        head = determiner.end() if determiner else head
        whole = all(word[:1].isupper() or not word[0].isalpha() for word in text[head:end].split())
        known = kind != "country" or text[head:end].lower() in countries
        joined = kind in ("organisation", "country") or whole  # "Bank of Canada"
        if kind != "group":
            names.append((head, end, kind if known and joined else UNKNOWN))
        elif len(words) > 1 and start == head and not any(low < end and start < high for low, high, _ in described):
            described.append((start, end, kind))  # "congressional Republicans"
    return sorted(names), sorted(described)


def _own_marks(row: dict[str, Any], text: str) -> dict[str, Spans]:
    """Who is mentioned in a chosen sentence, where annotators said which marks are no actors, and whom none marks."""
    if "not" not in row:
        return {}
    marks = [(start, end, _taught_kind(text[start:end], kind)) for start, end, kind, *_ in row["actors"]]
    marks += [(start, end, _taught_kind(text[start:end], kind)) for start, end, kind in row.get("more", ())]
    known = sorted([(start, end) for start, end, _ in marks] + [(start, end) for start, end in row["not"]])
    if "more" not in row:  # nobody has read the rest of the sentence for this
        cursor = 0
        for start, end in [*known, (len(text), len(text))]:
            if cursor < start:
                marks.append((cursor, start, UNKNOWN))
            cursor = max(cursor, end)
    return {"actor": marks}


def _taught_kind(name: str, kind: str) -> str:
    """The kind of a mention as the layer of actors has it: names and groups; rules find "the minister" and "they"."""
    group = kind == "group" and name.lower() not in _PRONOUNS
    return kind if group or name.split()[-1][:1].isupper() else UNKNOWN


def _news_loaded(folder: Path, development: bool) -> Iterator[Example]:
    for row in rows(folder / "loaded" / "news_loaded.jsonl.gz"):
        if (fold(row["outlet"], 5) == 0) is not development:
            continue
        yield Example(
            row["text"],
            "news_loaded",
            loaded=LOADED_TARGETS[row["loaded"]],
            loaded_level=row["loaded"],
            loaded_spans=[(span["start"], span["end"]) for span in row["spans"]],
        )


def _news_hedges(folder: Path, development: bool) -> Iterator[Example]:
    for row in rows(folder / "hedging" / "news_hedges.jsonl.gz"):
        if (fold(row["article"], 5) == 0) is not development:
            continue
        cues = [(cue["start"], cue["end"], cue["type"]) for cue in row["cues"] if cue["type"] in HEDGE_KINDS]
        yield Example(row["text"], "news_hedges", spans={"hedge": cues}, hedged=float(row["hedged"]))


def _newssd(folder: Path, development: bool) -> Iterator[Example]:
    if not development:
        for row in rows(folder / "loaded" / "newssd.jsonl.gz"):
            yield Example(row["text"], "newssd", loaded=0.85 if row["label"] else 0.12)


def _clip(spans: list[tuple[int, int, str]], start: int, end: int) -> Spans:
    """The parts of spans inside a sentence, in its own offsets; -1 where one began before it."""
    clipped: Spans = []
    for low, high, kind in spans:
        if low < end and high > start:
            clipped.append((low - start if low >= start else -1, min(high, end) - start, kind))
    return clipped


def _polnear(folder: Path, development: bool) -> Iterator[Example]:
    part = "dev" if development else "train"
    silver = {row["id"]: row["sents"] for row in rows(folder / "attribution" / f"polnear.{part}.nlp.jsonl.gz")}
    countries = _countries()
    for row in rows(folder / "attribution" / f"polnear.{part}.jsonl.gz"):
        text = row["text"]
        layers: dict[str, list[tuple[int, int, str]]] = {"source": [], "cue": [], "content": []}
        for item in row["attributions"]:
            for layer, found in layers.items():
                found.extend((low, high, layer) for low, high in item[layer])
        for sentence in silver.get(row["id"], ()):
            start, end = sentence["b"][0], sentence["e"][-1]
            if end - start < 3:
                continue
            spans = {layer: _clip(found, start, end) for layer, found in layers.items()}
            actors: Spans = []
            for low, high, kind in _runs(sentence["b"], sentence["e"], sentence["ner"]):
                name = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place"}.get(kind)
                if name == "place" and text[low:high].lower() in countries:
                    name = "country"
                if name is not None:
                    actors.append((low - start, high - start, name))
            example = Example(text[start:end], "polnear", spans=spans, groups=False)
            if not development:
                example.spans["actor"] = actors
            yield example


def _runs(begins: list[int], ends: list[int], tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Stretches of tokens with one tag."""
    place = 0
    while place < len(tags):
        stop = place
        while stop + 1 < len(tags) and tags[stop + 1] == tags[place]:
            stop += 1
        if tags[place] != "O":
            yield begins[place], ends[stop], tags[place]
        place = stop + 1


def _countries() -> frozenset[str]:
    rows_of = load_lexicons()["actors"].entries
    return frozenset(row.term.lower() for row in rows_of if row.get("kind") == "country" and row.category == "name")


def _conll(folder: Path, development: bool) -> Iterator[Example]:
    countries = _countries()
    for row in rows(folder / "actors" / f"conllpp.{'dev' if development else 'train'}.jsonl.gz"):
        tokens = row["tokens"]
        if len(tokens) < 3:
            continue
        begins, ends, parts = [], [], []
        place = 0
        for token in tokens:
            glue = parts and not (token in ".,;:!?)'%" or token.startswith("'"))
            if glue:
                parts.append(" ")
                place += 1
            begins.append(place)
            parts.append(token)
            place += len(token)
            ends.append(place)
        text = "".join(parts)
        spans: Spans = []
        at = 0
        while at < len(tokens):
            tag = row["ner"][at]
            if tag == "O":
                at += 1
                continue
            stop = at + 1
            while stop < len(tokens) and row["ner"][stop] == "I-" + tag[2:]:
                stop += 1
            low, high = begins[at], ends[stop - 1]
            if tag.endswith("PER"):
                spans.append((low, high, "person"))
            elif tag.endswith("ORG"):
                spans.append((low, high, "organisation"))
            elif tag.endswith("LOC"):
                spans.append((low, high, "country" if text[low:high].lower() in countries else "place"))
            # The rest (nationalities, events, works) names no actor; rows know when a nationality acts.
            at = stop
        yield Example(text, "conllpp", spans={"actor": spans}, groups=False)


def articles(folder: Path, development: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Text and labels of the whole articles of one part."""
    names = sorted(path.stem for path in (folder / "articles").glob("a*.json"))
    kept = set(names[-_LAST_ARTICLES:])
    for name in names:
        if (name in kept) is development:
            text = (folder / "articles" / f"{name}.txt").read_text(encoding="utf-8")
            yield text, json.loads((folder / "articles" / f"{name}.json").read_text(encoding="utf-8"))


def surfaces(sentence: dict[str, Any], actors: dict[str, dict[str, Any]]) -> dict[str, list[tuple[int, int]]]:
    """Where the actors of an annotated sentence are named in it, longest names first, none inside another."""
    text = sentence["text"]
    taken: list[tuple[int, int]] = []
    found: dict[str, list[tuple[int, int]]] = {}
    names = [(alias, item["actor"]) for item in sentence["stances"] for alias in actors[item["actor"]]["aliases"]]
    for alias, actor in sorted(names, key=lambda pair: -len(pair[0])):
        start = text.find(alias)
        while start >= 0:
            end = start + len(alias)
            whole = (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())
            if whole and not any(start < high and low < end for low, high in taken):
                taken.append((start, end))
                found.setdefault(actor, []).append((start, end))
            start = text.find(alias, end)
    return {actor: sorted(spans) for actor, spans in found.items()}


def _articles(folder: Path, development: bool) -> Iterator[Example]:
    for _, labels in articles(folder, development):
        actors = {actor["id"]: actor for actor in labels["actors"]}
        for sentence in labels["sentences"]:
            text = sentence["text"]
            cues: Spans = []
            for cue in sentence["hedge_cues"]:
                at = text.find(cue["cue"])
                if at >= 0 and cue["type"] in HEDGE_KINDS:
                    cues.append((at, at + len(cue["cue"]), cue["type"]))
            where = surfaces(sentence, actors)
            targets = []
            for item in sentence["stances"]:
                for start, end in where.get(item["actor"], ())[:1]:
                    targets.append((start, end, item["label"], _HOLDERS.get(item["holder"], -1)))
            loaded_spans = [
                (text.find(span), text.find(span) + len(span)) for span in sentence["loaded_spans"] if span in text
            ]
            yield Example(
                text,
                "articles",
                spans={
                    "hedge": cues,
                    "actor": [
                        (start, end, actors[actor]["kind"])
                        for actor, spans in where.items()
                        for start, end in spans
                        if actors[actor]["kind"] in ACTOR_KINDS
                    ],
                },
                loaded=LOADED_TARGETS[sentence["loaded"]],
                loaded_level=sentence["loaded"],
                loaded_spans=loaded_spans,
                hedged=float(bool(cues)),
                targets=targets,
            )


CORPORA: tuple[Corpus, ...] = (
    Corpus("newsmtsc", "MIT", True, _newsmtsc, 1.3),
    Corpus("org_country", "labels CC0, made for this project", True, _org_country, 2.0),
    # No shipped weights have seen it: decision 8 says what a trial with it gained.
    Corpus("directed", "none stated", False, _directed, 0.0),
    # Labelled late: only the last step of the shipped weights saw it.
    Corpus("own_stance", "labels CC0, made for this project", True, _own_stance, 0.0),
    Corpus("own_articles", "labels CC0, made for this project", True, _own_articles),
    # The same sentences once more: who is in them. Only the last steps of the shipped weights saw it.
    Corpus("own_actors", "labels CC0, made for this project", True, _own_actors, 0.0),
    # Labelled last: only the last steps of the shipped weights saw them.
    Corpus("own_chosen", "labels CC0, made for this project", True, _own_chosen, 0.0),
    Corpus("own_loaded", "labels CC0, made for this project", True, own_loaded, 0.0),
    Corpus("own_hedges", "labels CC0, made for this project", True, _own_hedges, 0.0),
    # Labelled after the shipped weights: who is described without a name.
    Corpus("own_whole", "labels CC0, made for this project", True, own_whole, 0.0),
    Corpus("news_loaded", "labels CC0, made for this project", True, _news_loaded),
    Corpus("news_hedges", "labels CC0, made for this project", True, _news_hedges, 1.5),
    Corpus("newssd", "CC BY 4.0", True, _newssd, 0.5),
    Corpus("articles", "labels CC0, made for this project", True, _articles, 3.0),
    Corpus("conllpp", "CoNLL++ corrections CC BY 4.0", True, _conll, 0.7),
    Corpus("polnear", "none stated", False, _polnear, 0.9),
)


def load(
    folder: Path, *, development: bool, leave_out: frozenset[str] = frozenset(), permissive: bool = False
) -> dict[str, list[Example]]:
    """Read the corpora.

    Parameters
    ----------
    folder : Path
        The data.
    development : bool
        The parts kept for measuring, or the others.
    leave_out : set of str
        Names of corpora to leave out.
    permissive : bool
        Only corpora with a stated licence that lets derived weights go anywhere.
    """
    return {
        corpus.name: list(corpus.read(folder, development))
        for corpus in CORPORA
        if corpus.name not in leave_out and (corpus.permissive or not permissive)
    }
