"""Sentences with other names in them → how far each score moves and how often its label changes.

    python -m benchmarks.invariance --data ../shared/data [--engines encoder]

300 templates of `seeds/invariance` and sentences of the kept tenth of NewsMTSC (its 300 first of each class of
swap, where there are so many) are read with up to six fillings each. *Change* is the mean distance of a score
between two fillings, *range* the distance of the largest and the smallest of all fillings, *labels* the share of
pairs of fillings whose label differs: loaded from 0.5, hedged at all, attributed at all, and the likeliest side of the
stance. At last two actors of one template change places: their stances must change places too.

Law: within one comparison only names and the words that agree with them differ.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import framing

__all__ = ["Case", "Moved", "compare_fillings", "read_cases", "read_names", "swap_places"]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "seeds" / "invariance"
SWAPS = ("persons", "countries", "parties", "genders", "faiths")
SCORES = ("loaded", "hedging", "attribution", "stance")
_LOADED = 0.5  # from here more likely than not that a reader calls the sentence loaded
_FILLINGS = 6
_REAL = 300
_SLOT = re.compile(r"\{(other_)?(\w+)\}")
_SIDES = ("negative", "neutral", "positive")

Words = Mapping[str, str]


class Filling(NamedTuple):
    """A sentence and where its target stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sentence with several names in it.

    Parameters
    ----------
    swap : str
        What is swapped: one of `SWAPS`.
    fillings : tuple of Filling
        The same sentence, each time with another name.
    """

    swap: str
    fillings: tuple[Filling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How far one score moves over the fillings of some cases.

    Parameters
    ----------
    n : int
        Cases.
    change : float
        Mean distance of the score in two fillings of a case.
    spread : float
        Mean distance of the largest and the smallest of all fillings.
    labels : float
        Share of pairs of fillings whose label differs.
    """

    n: int
    change: float
    spread: float
    labels: float


# ------------------------------------------------------------------ sentences


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_names(folder: Path = FOLDER) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return by class of swap and group the names, each as its words by slot.

    Names are compared within a group only: persons of one gender, two persons of one family.
    """
    made: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    for row in _table(folder / "names.tsv"):
        made.setdefault(row["swap"], {}).setdefault(row["group"], {}).setdefault(row["name"], {})[row["slot"]] = row[
            "text"
        ]
    return {swap: {group: list(own.values()) for group, own in groups.items()} for swap, groups in made.items()}


def _fill(template: str, target: str, words: Words, others: Words) -> Filling:
    """Put words into the slots of a template; a slot with a capital takes them with a capital."""
    text, start, end, at = "", -1, -1, 0
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        name = slot[2]
        word = (others if slot[1] else words)[name.lower()]
        word = word[0].upper() + word[1:] if name[0].isupper() else word
        if not slot[1] and name == target and start < 0:
            start, end = len(text), len(text) + len(word)
        text += word
        at = slot.end()
    return Filling(text + template[at:], start, end)


def _chosen(names: Sequence[Words], place: int) -> list[Words]:
    """Up to six names, other ones for each template, spread over the list, and one more for the second actor."""
    step = max(1, len(names) // (_FILLINGS + 1))
    return [names[(place + step * i) % len(names)] for i in range(min(len(names), _FILLINGS + 1))]


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """Return every template with the names of its class."""
    names = read_names(folder)
    made: list[Case] = []
    for place, row in enumerate(_table(folder / "templates.tsv")):
        groups = list(names[row["swap"]].values())
        own = _chosen(groups[place % len(groups)], place)
        other = own[-1]  # the second actor is the same in all fillings
        if len(own) > 2 and "{other_" in row["template"]:
            own = own[:-1]
        fillings = tuple(_fill(row["template"], row["target"], words, other) for words in own[:_FILLINGS])
        made.append(Case(swap=row["swap"], fillings=fillings))
    return made


def _pairs(folder: Path, swaps: Sequence[str]) -> list[tuple[Filling, Filling, Filling, Filling]]:
    """Templates with two actors, A and B: A toward, B toward, and both again with their names exchanged."""
    names = read_names(folder)
    made = []
    for place, row in enumerate(_table(folder / "templates.tsv")):
        if "{other_" not in row["template"] or row["swap"] not in swaps:
            continue
        groups = list(names[row["swap"]].values())
        own = _chosen(groups[place % len(groups)], place)
        template, target = row["template"], row["target"]
        # The mirrored template with exchanged names is the same text; its target is the second actor.
        mirrored = _SLOT.sub(lambda slot: f"{{{'' if slot[1] else 'other_'}{slot[2]}}}", template)
        other = next(slot[2] for slot in _SLOT.finditer(template) if slot[1])
        first, second = own[0], own[1]
        made.append(
            (
                _fill(template, target, first, second),
                _fill(mirrored, other, second, first),
                _fill(template, target, second, first),
                _fill(mirrored, other, first, second),
            )
        )
    return made


def _renamed(text: str, span: tuple[int, int], old: str, new: str) -> Filling:
    """Write another name wherever a sentence has the name of its target."""
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    before = pattern.sub(new, text[: span[0]])
    return Filling(before + new + pattern.sub(new, text[span[1] :]), len(before), len(before) + len(new))


def _reworded(text: str, span: tuple[int, int], old: Words, new: Words) -> Filling:
    """Write the words of one name for those of another, save inside the target, which moves along."""
    by_text = {word: slot for slot, word in sorted(old.items(), key=_word_length)}
    by_text |= {word[0].upper() + word[1:]: slot.capitalize() for word, slot in by_text.items() if word[0].islower()}
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(by_text, key=len, reverse=True))) + r")(?!\w)")
    made, at, (start, end) = "", 0, span
    for found in pattern.finditer(text):
        slot = by_text[found[0]]
        word = new[slot.lower()]
        word = word[0].upper() + word[1:] if slot[0].isupper() else word
        made += text[at : found.start()]
        longer = len(word) - len(found[0])
        start += longer if found.end() <= span[0] else 0
        end += longer if found.end() <= span[1] else 0
        made += word
        at = found.end()
    return Filling(made + text[at:], start, end)


def _word_length(item: tuple[str, str]) -> int:
    return len(item[1])


def real_cases(data: Path, folder: Path = FOLDER) -> list[Case]:
    """Return sentences of the kept tenth of NewsMTSC with other names in them.

    Persons: the target itself. Countries, parties and faiths: every word of the one country, party or faith that the
    sentence names. Genders: sentences about men only become sentences about women, in pronouns, titles and given name.
    """
    from benchmarks.accuracy import stance_parts

    names = read_names(folder)
    _, texts, spans, _ = next(iter(stance_parts(data, development=True)))
    made: dict[str, list[Case]] = {swap: [] for swap in SWAPS}
    for place, (text, span) in enumerate(zip(texts, spans, strict=True)):
        target = text[span[0] : span[1]]
        men, women = (bool(re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.I)) for words in (_HE, _SHE))
        if target[:1].isupper() and target[-1:].isalnum() and not text[span[1] : span[1] + 1].isalnum():
            form = "person" if " " in target else "surname"
            group = "women" if women and not men else "men" if men or place % 2 else "women"
            own = _chosen(names["persons"][group], place)[:_FILLINGS]
            fillings = [_renamed(text, span, target, words[form]) for words in own]
            made["persons"].append(Case(swap="persons", fillings=tuple(fillings)))
        for swap in ("countries", "parties", "faiths"):
            if case := _other_words(swap, text, span, names[swap][swap]):
                made[swap].append(case)
        if men and not women:
            made["genders"].append(Case(swap="genders", fillings=_both_genders(text, span, names["genders"], place)))
    chosen: list[Case] = []
    for cases in made.values():
        step = max(1.0, len(cases) / _REAL)
        chosen += [cases[math.floor(step * i)] for i in range(min(_REAL, len(cases)))]
    return chosen


_HE = "he|his|him|himself"
_SHE = "she|her|hers|herself"


def _other_words(swap: str, text: str, span: tuple[int, int], names: Sequence[Words]) -> Case | None:
    """The sentence with other names, where it has words of just one of the names outside of its target."""
    there = [
        words
        for words in names
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words.values() if word[0].isupper())
    ]
    if len(there) != 1:
        return None
    old = {slot: word for slot, word in there[0].items() if word[0].isupper()}
    others = [words for words in names if words is not there[0]]
    step = max(1, len(others) // _FILLINGS)
    chosen = [others[(len(text) + step * i) % len(others)] for i in range(min(len(others), _FILLINGS - 1))]
    fillings = [Filling(text, *span), *(_reworded(text, span, old, words) for words in chosen)]
    return Case(swap=swap, fillings=tuple(fillings)) if _kept(fillings) else None


def _kept(fillings: Iterable[Filling]) -> bool:
    return all(0 <= item.start < item.end <= len(item.text) for item in fillings)


def _both_genders(
    text: str, span: tuple[int, int], names: Mapping[str, Sequence[Words]], place: int
) -> tuple[Filling, ...]:
    """A sentence about men only as it is and about women, the target called by a name of either gender."""
    families = list(names.values())
    woman, man = families[place % len(families)]
    target = text[span[0] : span[1]]
    called = "person" if " " in target else "surname"
    own = _renamed(text, span, target, man[called])
    words = {slot: word for slot, word in man.items() if slot not in ("person", "surname")}
    other = _reworded(own.text, (own.start, own.end), words, woman)
    if called == "person":
        other = _renamed(other.text, (other.start, other.end), man[called], woman[called])
    return own, other


# ------------------------------------------------------------------ measures


def compare_fillings(analyzer: framing.Analyzer, cases: Sequence[Case]) -> dict[tuple[str, str], Moved]:
    """Score every filling and compare it with the others of its case.

    Parameters
    ----------
    analyzer : Analyzer
        Of either engine.
    cases : sequence of Case
        From `read_cases` or `real_cases`.

    Returns
    -------
    dict
        (class of swap or "all", score) to `Moved`.
    """
    flat = [filling for case in cases for filling in case.fillings]
    scores = analyzer.score_sentences([item.text for item in flat])
    toward = analyzer.stance_toward([item.text for item in flat], [(item.start, item.end) for item in flat])
    values: dict[str, list[float]] = {name: scores[name].tolist() for name in ("loaded", "hedging", "attribution")}
    values["stance"] = toward["stance"].tolist()
    labels: dict[str, list[object]] = {
        "loaded": [value >= _LOADED for value in values["loaded"]],
        "hedging": [value > 0 for value in values["hedging"]],
        "attribution": [not math.isnan(value) for value in values["attribution"]],
        "stance": list(toward[list(_SIDES)].to_numpy().argmax(1)),
    }
    made: dict[tuple[str, str], Moved] = {}
    for name in SCORES:
        by_swap: dict[str, list[tuple[float, float, float]]] = {}
        at = 0
        for case in cases:
            own = values[name][at : at + len(case.fillings)]
            told = labels[name][at : at + len(case.fillings)]
            at += len(case.fillings)
            defined = [value for value in own if not math.isnan(value)]
            pairs = list(itertools.combinations(defined, 2))
            change = sum(abs(a - b) for a, b in pairs) / len(pairs) if pairs else 0.0
            spread = max(defined) - min(defined) if defined else 0.0
            both = list(itertools.combinations(told, 2))
            flips = sum(a != b for a, b in both) / len(both)
            for swap in (case.swap, "all"):
                by_swap.setdefault(swap, []).append((change, spread, flips))
        for swap, rows in by_swap.items():
            change, spread, flips = (sum(column) / len(rows) for column in zip(*rows, strict=True))
            made[swap, name] = Moved(n=len(rows), change=change, spread=spread, labels=flips)
    return made


def swap_places(analyzer: framing.Analyzer, folder: Path = FOLDER, *, swaps: Sequence[str] = SWAPS) -> Moved:
    """Exchange the names of two actors in a sentence: how far the stance toward either place moves.

    Where rows change places exactly, every measure is 0.
    """
    pairs = _pairs(folder, swaps)
    flat = [filling for four in pairs for filling in four]
    frame = analyzer.stance_toward([item.text for item in flat], [(item.start, item.end) for item in flat])
    values = frame["stance"].tolist()
    sides = frame[list(_SIDES)].to_numpy().argmax(1).tolist()
    moved = [abs(values[at + i] - values[at + i + 2]) for at in range(0, len(flat), 4) for i in (0, 1)]
    flips = [sides[at + i] != sides[at + i + 2] for at in range(0, len(flat), 4) for i in (0, 1)]
    mean = sum(moved) / len(moved)
    return Moved(n=len(pairs), change=mean, spread=mean, labels=sum(flips) / len(flips))


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print the tables of both engines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--engines", default=",".join(framing.engines()), help="engines, separated by commas")
    options = parser.parse_args()
    parts = {"templates": read_cases()}
    try:
        parts["sentences of NewsMTSC"] = real_cases(options.data)
    except FileNotFoundError as error:
        _say(f"real sentences: left out, {error.filename} is not there\n")
    for engine in options.engines.split(","):
        analyzer = framing.Analyzer(engine)
        for part, cases in parts.items():
            moved = compare_fillings(analyzer, cases)
            _say(
                f"| {engine}, {part} | n | " + " | ".join(f"{score}: change, range, labels" for score in SCORES) + " |"
            )
            _say("|---|---|" + "---|" * len(SCORES))
            for swap in (*SWAPS, "all"):
                if (swap, "stance") not in moved:
                    continue
                row = [moved[swap, score] for score in SCORES]
                figures = " | ".join(f"{item.change:.3f}, {item.spread:.3f}, {item.labels:.3f}" for item in row)
                _say(f"| {swap} | {row[0].n} | {figures} |")
            _say()
        places = swap_places(analyzer)
        _say(f"| {engine}, two actors change places | n | stance, change | labels |")
        _say("|---|---|---|---|")
        _say(f"| templates with two actors | {places.n} | {places.change:.3f} | {places.labels:.3f} |")
        _say()


if __name__ == "__main__":
    main()
