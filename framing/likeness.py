"""Tellings of several articles → how alike each two are, the chance that they tell the same, and groups of them.

Law: units come in an order that is theirs alone, and every sum runs in a fixed order, so that nothing depends on the
order of the profiles; the same words are always one group.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.annotation.naming import slug
from framing.engines.tagger import tags_of
from framing.grammar import word_class
from framing.identity import identities
from framing.lexicon import lexicon_folder, read_rows
from framing.tellings import Telling, cut

if TYPE_CHECKING:
    from framing.results import FramingProfile

__all__ = ["Unit", "chances", "joined", "likenesses", "units_of", "weights"]

_CONTENT = frozenset("NPVDEGAR")  # tags of nouns, names, verbs, adjectives and adverbs
_GRAMS = (3, 4, 5)  # letters, within words and their edges
_FEWEST = 2  # terms that two tellings of one claim share
_MOST = 1.5  # shared numbers add no more than this many times one that is rare
_SMALL = 10.0  # numbers up to it are common: children, rounds, reasons
_YEARS = (1900.0, 2100.0)
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)([a-z]*)\Z")
_CLOCK = re.compile(r"\d+(?:[:.]\d+)+")
_WORD = re.compile(r"\w+")
_ENDINGS = re.compile(r"(?<=\w{4})(?:ations?|ings?|ies|ied|es|ed|s|ly)\Z")


class Unit(NamedTuple):
    """A telling with what it is compared by."""

    telling: Telling
    key: str  # its words alone: the same key is the same claim
    words: tuple[str, ...]  # every word, "@" before one of a name
    terms: tuple[str, ...]  # content words without endings, "#" and a number, "@" and a word of a name
    actors: tuple[str, ...]
    source: str
    place: float  # how far into its article it stands, in [0, 1)


# --------------------------------------------------------------------------- what a telling is compared by


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Return the numbers of `lexicons/coverage/weights.tsv` by name."""
    return {row["name"]: float(row["value"]) for _, row in read_rows(lexicon_folder() / "coverage" / "weights.tsv")}


@lru_cache(maxsize=1)
def _numerals() -> dict[str, dict[str, float]]:
    kinds: dict[str, dict[str, float]] = {"unit": {}, "teen": {}, "ten": {}, "scale": {}, "suffix": {}, "mark": {}}
    for _, row in read_rows(lexicon_folder() / "coverage" / "numerals.tsv"):
        kinds[row["kind"]][row["word"]] = float(row["value"])
    return kinds


def units_of(profiles: Sequence[FramingProfile]) -> list[Unit]:
    """Return all tellings in an order that is theirs alone, whatever the order of the profiles."""
    made: list[tuple[Any, Unit]] = []
    for index, (profile, links) in enumerate(zip(profiles, identities(profiles), strict=True)):
        article = profile.article
        mentions = sorted(
            (mention.span.start, mention.span.end, links[actor.id])
            for actor in article.actors
            for mention in actor.mentions
        )
        tags_at = tags_of(article)
        for told in cut(profile, index, tags_at):
            sentence = article.sentences[told.sentence]
            columns = sentence.columns
            tags = tags_at(told.sentence)
            inside = [
                at
                for at in range(sentence.first, sentence.last)
                if told.start <= columns.starts[at] and columns.ends[at] <= told.end
            ]
            words = [columns.words[at] for at in inside]
            own = [tags[at - sentence.first] for at in inside]
            actors = sorted({who for start, end, who in mentions if told.start <= start and end <= told.end})
            source = links.get(told.actor or "") or (slug(told.source) if told.source else "")
            unit = Unit(
                telling=told,
                key=" ".join(_WORD.findall(told.text.lower())) or told.text,
                words=tuple(
                    "@" + word if tag == "P" else word
                    for word, tag in zip(words, own, strict=True)
                    if word[0].isalnum()
                ),
                terms=_terms(words, own),
                actors=tuple(actors),
                source=source,
                place=told.start / max(1, len(article.text)),
            )
            made.append(((unit.key, told.text, source, actors, unit.place, article.text), unit))
    made.sort(key=lambda item: item[0])
    return [unit for _, unit in made]


def _terms(words: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Content words without their endings, names as "@" and word, numbers as "#" and value, in order."""
    made: list[str] = []
    at = 0
    while at < len(words):
        value, after = _number(words, at)
        if value:
            # The 6th of March is not six of anything, nor are 80 per cent 80 people, nor is a man of 60 sixty men.
            before, behind = words[at - 1 : at], words[after : after + 1]
            marks = words[after + 1 : after + 2] if behind == ["-"] else behind
            dated = not word_class("months").isdisjoint([*before, *behind])
            made.append(f"#d{value[1:]}" if dated or not _numerals()["mark"].keys().isdisjoint(marks) else value)
            at = after
            continue
        if tags[at] in _CONTENT and words[at][0].isalpha():
            made.append("@" + words[at] if tags[at] == "P" else _ENDINGS.sub("", words[at]))
        at += 1
    return tuple(made)


def _number(words: Sequence[str], at: int) -> tuple[str, int]:
    """The number that starts at a token, and the token behind it: "sixty-four" and "64" are one, as are "1.3m" and
    "1.3 million"; "" where there is none. "One" is more often a pronoun than a number.
    """
    kinds = _numerals()
    word, after = words[at], at + 1
    value: float | None = None
    found = _NUMBER.match(word)
    if found is not None:
        value = float(found[1].replace(",", "")) * kinds["suffix"].get(found[2], 1.0)
    elif word[0].isdigit():
        clock = _CLOCK.match(word)
        return f"#{clock[0] if clock else word}", after
    elif word in kinds["ten"]:
        value = kinds["ten"][word]
        rest = after + (after < len(words) and words[after] == "-")
        if rest < len(words) and words[rest] in kinds["unit"]:
            value += kinds["unit"][words[rest]]
            after = rest + 1
    else:
        value = kinds["unit"].get(word, kinds["teen"].get(word))
    scaled = False
    while value is not None and after < len(words) and words[after] in kinds["scale"]:
        value *= kinds["scale"][words[after]]
        after += 1
        scaled = True
    if value is None or (value == 1.0 and not word[0].isdigit() and not scaled):
        return "", at
    return f"#{value:g}" if value < 1e6 else f"#{value:.12g}", after


def _is_small(term: str) -> bool:
    """Whether a number is one that much else has too: up to ten, a year, a day, an age, a percentage."""
    if term[0] != "#":
        return False
    try:
        value = float(term[1:])
    except ValueError:
        return term[1] == "d"
    return value <= _SMALL or _YEARS[0] <= value < _YEARS[1]


# --------------------------------------------------------------------------- how alike two are


def likenesses(units: Sequence[Unit]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Yield how alike each two tellings are, likeness by likeness: symmetric, and larger is more alike.

    Each is made when it is asked for, because every one of them is as large as the square of the tellings.
    """
    known = weights()
    terms = [set(unit.terms) for unit in units]
    rarity = _rarity(terms)

    def kind(term: str) -> float:
        return known["name"] if term[0] == "@" else known["small"] if _is_small(term) else 1.0

    words = [Counter(unit.words) for unit in units]
    rare_words = _rarity(words)
    grams = [Counter(_letters(unit.terms, known["name"])) for unit in units]
    rare_grams = _rarity(grams)
    figures = [{term for term in own if term[0] == "#"} for own in terms]
    actors = [set(unit.actors) for unit in units]
    rare_actors = _rarity(actors)
    source = np.asarray([unit.source for unit in units], dtype=object)
    yield "words", _cosine(words, lambda word: rare_words[word] * kind(word), known["damping"])
    yield "letters", _cosine(grams, lambda gram: rare_grams[gram] * gram[1])
    shared = _product(figures, lambda term: (rarity[term] * kind(term)) ** 0.5)
    yield "numbers", np.minimum(shared / known["full"], _MOST)
    yield "actors", _cosine(actors, rare_actors.__getitem__)
    yield "source", ((source[:, None] == source[None, :]) & (source != "")[:, None]).astype(np.float64)


def chances(units: Sequence[Unit]) -> NDArray[np.float64]:
    """Return the probability of each two that they tell the same."""
    known = weights()
    logits = np.full((len(units), len(units)), known["intercept"])
    if units:
        for name, alike in likenesses(units):
            logits += known[name] * alike
    made: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits))
    if units:
        # One word in common is a topic and no claim, however rare it is, unless it is a name or a number.
        terms = [set(unit.terms) for unit in units]
        shared = _product(terms, lambda term: float(_FEWEST) if term[0] in "@#" else 1.0)
        sizes = np.asarray([len(own) for own in terms])
        made[(shared < _FEWEST) & (np.minimum.outer(sizes, sizes) >= _FEWEST)] = 0.0
    return made


def _letters(terms: Sequence[str], name: float) -> Iterator[tuple[str, float]]:
    """Character n-grams of the words, each with what it counts."""
    for term in terms:
        if term[0] == "#":
            continue
        edged = f" {term.removeprefix('@')} "
        for size in _GRAMS:
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size], name if term[0] == "@" else 1.0


def _rarity(sets: Sequence[Any]) -> dict[Any, float]:
    """Smoothed inverse document frequency of every term, each telling being a document."""
    counts = Counter(term for own in sets for term in set(own))
    return {term: math.log((1 + len(sets)) / (1 + count)) + weights()["rarity"] for term, count in counts.items()}


def _matrix(sets: Sequence[Any], weight: Callable[[Any], float], damping: float | None) -> Any:
    from scipy import sparse  # comes with scikit-learn, and is not needed before articles are compared

    # Places by the sorted terms, so that sums run in one order whatever the order of the sets.
    places = {term: place for place, term in enumerate(sorted({term for own in sets for term in own}))}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, own in enumerate(sets):
        counts: Mapping[Any, int] = own if isinstance(own, Counter) else dict.fromkeys(own, 1)
        mine = sorted((places[term], weight(term) * (1.0 + math.log(count))) for term, count in counts.items())
        length = 1.0
        if damping is not None:
            length = math.sqrt(sum(value * value for _, value in mine) + damping * damping) or 1.0
        for place, value in mine:
            rows.append(row)
            columns.append(place)
            values.append(value / length)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(sets), max(1, len(places))))


def _product(sets: Sequence[Any], weight: Callable[[Any], float], damping: float | None = None) -> NDArray[np.float64]:
    matrix = _matrix(sets, weight, damping)
    made: NDArray[np.float64] = (matrix @ matrix.T).toarray()
    return made


def _cosine(sets: Sequence[Any], weight: Callable[[Any], float], damping: float = 0.0) -> NDArray[np.float64]:
    return _product(sets, weight, damping)


# --------------------------------------------------------------------------- groups


def joined(units: Sequence[Unit], probable: NDArray[np.float64], threshold: float) -> list[int]:
    """Return the group of each unit, by average linkage; the same words are nothing apart."""
    if len(units) < 2:
        return list(range(len(units)))
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    keys = np.unique([unit.key for unit in units], return_inverse=True)[1].reshape(-1)
    apart = np.where(keys[:, None] == keys[None, :], 0.0, 1.0 - (probable + probable.T) / 2.0)
    tree = linkage(squareform(apart, checks=False), "average")
    labels: list[int] = fcluster(tree, 1.0 - threshold, "distance").tolist()
    return labels
