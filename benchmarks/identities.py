"""Labelled articles and coreference → who is who and who says it: the tables on actors, sources and pronouns.

Law: a gold attribution and one of ours are the same if their contents, within the labelled sentence, share at least
half of the characters of both together (or, where the contents are cut otherwise, if their cues overlap); an actor
of ours is the gold actor with whose surface forms it shares most.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import framing
from benchmarks.measures import b_cubed, spearman
from benchmarks.texts import prose

__all__ = [
    "Scores",
    "articles_of",
    "form_of",
    "gum_pronouns",
    "labelled",
    "pronouns",
    "quotes",
    "score_articles",
    "score_pronouns",
    "score_quotes",
    "table",
    "who_is",
]

GENRES = ("news", "interview", "bio", "speech", "textbook")
_THIRD = frozenset(
    (
        *("he", "him", "his", "himself", "she", "her", "hers", "herself"),
        *("they", "them", "their", "theirs", "themselves", "it", "its", "itself"),
    )
)  # pronouns of the third person
_BEINGS = frozenset({"person", "organization", "place", "animal"})
_SAME = 0.5  # share of characters
_COVERED = 0.8  # share of a quoted sentence


class Scores(NamedTuple):
    """Counts and lists over a set of articles."""

    n_gold: int
    n_found: int
    kinds: list[tuple[str, str]]
    modes: list[tuple[str, str]]
    strengths: list[tuple[float, float]]
    overt: int
    right: int
    forms: int
    forms_found: int
    clusters: list[tuple[dict[str, str], dict[str, str]]]
    pronouns: list[tuple[str, str | None]]


def articles_of(folder: Path, part: slice = slice(None)) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield text and labels of the labelled articles of a folder, or of a part of them, in order of their names."""
    paths = sorted(path for path in folder.glob("*.json") if path.with_suffix(".txt").exists())
    for path in paths[part]:
        yield path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))


def form_of(alias: str) -> str:
    """A surface form as it is compared: without an article, a possessive and differences of case."""
    plain = re.sub(r"^(the|a|an) ", "", " ".join(alias.split()).lower())
    return re.sub(r"['’]s?$", "", plain)


def who_is(profile: framing.FramingProfile, labels: dict[str, Any]) -> dict[str, str]:
    """The gold actor that each of our actors is: the one with which it shares most forms, weighed by mentions."""
    of_form = {form_of(alias): actor["id"] for actor in labels["actors"] for alias in actor["aliases"]}
    made: dict[str, str] = {}
    for actor in profile.actors:
        votes: Counter[str] = Counter()
        for mention in actor.mentions:
            if mention.form != "pronoun" and form_of(mention.text) in of_form:
                votes[of_form[form_of(mention.text)]] += 1
        if not votes:
            votes.update(of_form[form_of(alias)] for alias in (actor.name, *actor.aliases) if form_of(alias) in of_form)
        if votes:
            made[actor.id] = votes.most_common(1)[0][0]
    return made


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def _matched(profile: framing.FramingProfile, sentence: dict[str, Any], item: dict[str, Any]) -> Any:
    """Our attribution for a gold one, or None."""
    gold = item["content_start"], item["content_end"]
    # The labels go sentence by sentence; what is said may run over several.
    low, high = min(sentence["start"], gold[0]), max(sentence["end"], gold[1])
    near = [
        (_overlap(gold, (max(own.content_span.start, low), min(own.content_span.end, high))), own)
        for own in profile.attributions
        if own.content_span.start < high and low < own.content_span.end
    ]
    best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] >= _SAME:
        return best[1]
    at = sentence["text"].find(item["cue"]) if item["cue"] else -1
    if at < 0:
        return None
    start = sentence["start"] + at
    end = start + len(item["cue"])
    cued = (own for own in profile.attributions if own.cue_span is not None)
    return next((own for own in cued if own.cue_span.start < end and start < own.cue_span.end), None)


def score_articles(analyzer: framing.Analyzer, articles: Iterator[tuple[str, dict[str, Any]]]) -> Scores:
    """Compare the analysis of labelled articles with their labels."""
    n_gold = n_found = overt = right = forms = forms_found = 0
    kinds: list[tuple[str, str]] = []
    modes: list[tuple[str, str]] = []
    strengths: list[tuple[float, float]] = []
    clusters: list[tuple[dict[str, str], dict[str, str]]] = []
    pronouns: list[tuple[str, str | None]] = []
    for text, labels in articles:
        profile = analyzer.analyze(text)
        who = who_is(profile, labels)
        for sentence in labels["sentences"]:
            for item in sentence["attributions"]:
                n_gold += 1
                own = _matched(profile, sentence, item)
                named = bool(item["source"]) and item["source_actor"] is not None
                overt += named
                if own is None:
                    continue
                n_found += 1
                kinds.append((item["kind"], own.source_kind))
                modes.append((item["mode"], own.mode))
                strengths.append((item["strength"], own.strength))
                right += named and own.actor is not None and who.get(own.actor) == item["source_actor"]
            for item in sentence.get("pronouns", ()):
                found = next(
                    (
                        actor.id
                        for actor in profile.actors
                        for mention in actor.mentions
                        if mention.form == "pronoun" and mention.span.start == item["start"]
                    ),
                    None,
                )
                pronouns.append((item["actor"], None if found is None else who.get(found, "?")))
        gold_of = {form_of(alias): actor["id"] for actor in labels["actors"] for alias in actor["aliases"]}
        own_of = {form_of(alias): actor.id for actor in profile.actors for alias in actor.aliases}
        forms += len(gold_of)
        forms_found += len(gold_of.keys() & own_of.keys())
        clusters.append((gold_of, own_of))
    return Scores(
        n_gold, n_found, kinds, modes, strengths, overt, right, forms, forms_found, clusters, pronouns
    )  # fmt: skip


def table(name: str, scores: Scores) -> list[str]:
    """The figures of one set as rows of a table."""
    precision, recall, both = b_cubed(scores.clusters)

    def share(pairs: Sequence[tuple[Any, Any]]) -> float:
        return sum(a == b for a, b in pairs) / max(1, len(pairs))

    lines = [
        f"| {name}: attributions found | {scores.n_found / max(1, scores.n_gold):.3f} of {scores.n_gold} |",
        f"| {name}: source kind, accuracy over those found | {share(scores.kinds):.3f} |",
        f"| {name}: mode, accuracy over those found | {share(scores.modes):.3f} |",
        f"| {name}: strength, Spearman over those found | {spearman(scores.strengths):.3f} |",
        f"| {name}: overt attributions with the right source actor | {scores.right / max(1, scores.overt):.3f} "
        f"of {scores.overt} |",
        f"| {name}: surface forms of actors found | {scores.forms_found / max(1, scores.forms):.3f} "
        f"of {scores.forms} |",
        f"| {name}: B³ of surface forms, precision / recall / F1 | {precision:.3f} / {recall:.3f} / {both:.3f} |",
    ]
    if scores.pronouns:
        done = [(gold, own) for gold, own in scores.pronouns if own is not None]
        lines.append(
            f"| {name}: pronouns, accuracy of those resolved / share resolved | {share(done):.3f} / "
            f"{len(done) / len(scores.pronouns):.3f} of {len(scores.pronouns)} |"
        )
    return lines


class Pronoun(NamedTuple):
    """A pronoun of a document: where it stands, and where its entity is named."""

    start: int
    word: str
    names: tuple[tuple[int, int], ...]


def gum_pronouns(path: Path, genres: Sequence[str] = GENRES) -> Iterator[tuple[str, str, list[Pronoun]]]:
    """Yield name, text and gold pronouns of GUM's documents.

    Counted are pronouns of the third person whose entity is a person, an organisation or a place, and which the
    document also names or describes.
    """
    documents: list[tuple[str, list[tuple[bool, str, list[list[str]]]]]] = []
    wanted = opens = False
    line_text = ""
    tokens: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                name = line[len("# newdoc id = ") :].strip()
                wanted = name.split("_")[1] in genres
                opens = True
                if wanted:
                    documents.append((name, []))
            elif line.startswith("# newpar"):
                opens = True
            elif line.startswith("# text ="):
                line_text = line[len("# text =") :].strip()
            elif line == "\n":
                if wanted and tokens:
                    documents[-1][1].append((opens, line_text, tokens))
                    opens = False
                tokens = []
            elif line[0].isdigit() and line.split("\t", 1)[0].isdigit():
                tokens.append(line.rstrip("\n").split("\t"))
    for name, sentences in documents:
        text = ""
        stack: dict[str, list[tuple[int, str]]] = {}
        chains: dict[str, list[tuple[int, int, str]]] = {}
        kinds: dict[str, str] = {}
        for opens, line_text, cells_list in sentences:
            text += ("\n\n" if opens else " ") if text else ""
            cursor = len(text)
            text += line_text
            for cells in cells_list:
                at = text.find(cells[1], cursor)
                if at < 0:
                    continue
                cursor = at + len(cells[1])
                marks = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part).get("Entity", "")
                for mark in re.findall(r"\([^()]+\)?|[^()]+\)", marks):
                    head = mark.strip("()").split("-")
                    entity = re.sub(r"\[.*", "", head[0])
                    if mark.startswith("("):
                        kinds.setdefault(entity, head[1])
                        stack.setdefault(entity, []).append((at, cells[3]))
                    if mark.endswith(")") and stack.get(entity):
                        start, tag = stack[entity].pop()
                        own = tag if cursor - start == len(text[start:cursor].split()[0]) else "PHRASE"
                        chains.setdefault(entity, []).append((start, cursor, own))
        gold: list[Pronoun] = []
        for entity, spans in chains.items():
            if kinds.get(entity) not in _BEINGS - {"animal"}:
                continue
            names = tuple((low, high) for low, high, tag in spans if tag != "PRON")
            for low, high, _ in spans:
                if text[low:high].lower() in _THIRD and names:
                    gold.append(Pronoun(low, text[low:high].lower(), names))
        gold.sort()
        yield name, text, gold


def score_pronouns(
    analyzer: framing.Analyzer, path: Path, genres: Sequence[str] = GENRES
) -> dict[str, tuple[int, int, int]]:
    """Count pronouns, those resolved and those resolved rightly, by word family."""
    families = {"he she": "he him his himself she her hers herself", "they": "they them their theirs themselves"}
    family = {word: name for name, words in families.items() for word in words.split()}
    counts = {name: [0, 0, 0] for name in ("he she", "they", "it")}
    for _, text, gold in gum_pronouns(path, genres):
        profile = analyzer.analyze(prose(text))
        for item in gold:
            own = counts[family.get(item.word, "it")]
            own[0] += 1
            actor = next(
                (
                    actor
                    for actor in profile.actors
                    for mention in actor.mentions
                    if mention.form == "pronoun" and mention.span.start == item.start
                ),
                None,
            )
            if actor is None:
                continue
            own[1] += 1
            told = [mention.span for mention in actor.mentions if mention.form != "pronoun"]
            own[2] += any(
                span.start < high and low < span.end and _heads(text, (low, high), (span.start, span.end))
                for span in told
                for low, high in item.names
            )
    return {name: (own[0], own[1], own[2]) for name, own in counts.items()}


def _heads(text: str, gold: tuple[int, int], own: tuple[int, int]) -> bool:
    """Whether a mention is the gold phrase or its head, not a name deeper inside: "the wife of Roe" is not Roe."""
    before = text[gold[0] : max(gold[0], own[0])].lower()
    return not re.search(r"\b(of|for|from|in|at|with|to|by|on)\s|['’]s?\s|,", before)


def score_quotes(analyzer: framing.Analyzer, path: Path) -> tuple[int, int, int, int]:
    """Count the quoted sentences of seed texts that are found with their speaker, and the texts without a miss.

    A sentence is found if our contents that touch it cover four fifths of it, and its speaker if one of them has
    an actor with the speaker's name.
    """
    right = total = whole = texts = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        profile = analyzer.analyze(text)
        names = {actor.id: {actor.name, *actor.aliases} for actor in profile.actors}
        misses = 0
        for item in record["attributions"]:
            for content in item["contents"]:
                start = text.find(content)
                end = start + len(content)
                over = [o for o in profile.attributions if o.content_span.start < end and start < o.content_span.end]
                shared = sum(min(o.content_span.end, end) - max(o.content_span.start, start) for o in over)
                called = {name for own in over for name in (own.source, *names.get(own.actor or "", ()))}
                speaker = item["speaker"]
                known = not speaker or any(
                    speaker in name or speaker.split()[-1] in name.split() for name in called
                )  # fmt: skip
                misses += not (shared >= _COVERED * (end - start) and known)
                total += 1
        right -= misses
        whole += not misses
        texts += 1
    return total + right, total, whole, texts


def quotes(data: Path, say: Any) -> None:
    """Quotations over several paragraphs, interrupted, nested, without a cue: the seeds written to be hard."""
    path = Path(__file__).resolve().parent.parent / "seeds" / "sentences" / "quotes.jsonl"
    say("| hard quotations, 40 seeds | quoted sentences with their speaker | texts without a miss |")
    say("|---|---|---|")
    for engine in framing.engines():
        right, total, whole, texts = score_quotes(framing.Analyzer(engine), path)
        say(f"| {engine} | {right / total:.3f} of {total} | {whole} of {texts} |")
    say()


def pronouns(data: Path, say: Any) -> None:
    """Pronouns of GUM's development part, and of the part that they were fitted on and their threshold chosen."""
    for part in ("dev", "train"):
        say(f"| pronouns, GUM {part}: news, interview, bio, speech, textbook | n | resolved | right of those |")
        say("|---|---|---|---|")
        for engine in framing.engines():
            counts = score_pronouns(framing.Analyzer(engine), data / "syntax" / f"ud_gum.{part}.conllu.gz")
            counts["all"] = tuple(sum(own[k] for own in counts.values()) for k in range(3))  # type: ignore[assignment]
            for name, (n, resolved, right) in counts.items():
                say(f"| {engine}: {name} | {n} | {resolved / max(1, n):.3f} | {right / max(1, resolved):.3f} |")
        say()


def labelled(data: Path, say: Any) -> None:
    """Actors and sources of the twelve articles kept, of the others, and of our own labelled seeds."""
    seeds = Path(__file__).resolve().parent.parent / "seeds" / "labelled"
    for name, folder, part in (
        ("12 whole articles", data / "articles", slice(-12, None)),
        ("the other articles, on which rules were tried", data / "articles", slice(None, -12)),
        ("our 12 labelled seeds", seeds, slice(None)),
    ):
        say(f"| actors and sources, {name} | |")
        say("|---|---|")
        for engine in framing.engines():
            for line in table(engine, score_articles(framing.Analyzer(engine), articles_of(folder, part))):
                say(line)
        say()
