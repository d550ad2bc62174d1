"""What a network has marked of a sentence → whole cues and sources.

Law: a mark is moved to the edge of the words that it belongs to, and never to another sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from framing.annotation.phrases import phrase_left, phrase_right
from framing.document import Sentence, TokenColumns
from framing.engines.base import ModelSpan
from framing.grammar import word_class
from framing.lexicon import Entry, Match

__all__ = [
    "is_hearsay",
    "is_told_of",
    "meets",
    "noun_end",
    "offsets",
    "reports",
    "row_of",
    "whole_cues",
    "whole_source",
]

_VERBAL = frozenset("VDEG")  # tags of a verb behind its adverb
_CLAUSED = frozenset({"who", "which", "whose", "whom"})
_WHICH = frozenset({"which", "whom"})
_BEFORE_WHICH = frozenset({"of", "under", "in", "by", "with", "to", "from", "on", "at", "for", "about", "through"})
_SHARE = frozenset({"percent", "cent", "%"})
_BETWEEN = _SHARE | {"per", "to", "or", "and", "-", "–"}
_TURNS = frozenset({"nor", "neither", "so", "only", "never", "not"})
_ADVERBS = 3  # tokens from the comma behind a clause to the cue: ", has already said"
_TOLD = frozenset(
    {"said", "reported", "alleged", "rumored", "rumoured", "reputed", "believed", "thought", "understood"}
)


def is_hearsay(words: Sequence[str], end: int, last: int) -> bool:
    """Whether a cue that ends here is a participle whose subject is spoken of: "said to be", "reported to have"."""
    return words[end - 1] in _TOLD and end + 1 < last and words[end] == "to" and words[end + 1] in ("be", "have")


def is_told_of(words: Sequence[str], tags: str, first: int, cue: tuple[int, int]) -> bool:
    """Whether a cue is a passive whose subject is spoken of or to: "is expected", "was warned"; not "is worried"."""
    low, high = cue
    verb = next((place for place in range(high - 1, low - 1, -1) if tags[place - first] in "ED"), -1)
    if verb < 0 or words[verb] in word_class("moods") or any(tags[at - first] == "G" for at in range(verb, high)):
        return False  # "was quoted as saying": whose words these are
    place = verb - 1
    while place > first and (tags[place - first] == "R" or words[place] in ("not", "n't")):
        place -= 1
    if place < first:
        return False
    if tags[verb - first] == "D" or tags[place - first] not in "BH":  # "Nor is Roe expected to go"
        while place > first and tags[place - first] in "NPTAUY":
            place -= 1
        if place > first + 1 or (place > first and words[place - 1] not in _TURNS):
            return False
    return tags[place - first] == "B" and words[place] != "'s"  # which may be "has"


def whole_cues(cues: Sequence[ModelSpan], tags: str, rows: Collection[int]) -> Sequence[ModelSpan]:
    """Cues with the adverbs marked as cues of their own right before them, and adverbs with the verb behind them.

    "now demands" is one, "openly ridiculing" as well where the network marks the first word alone, but
    "reportedly" is whole: `rows` are the tokens behind which a row ends. "was" is nothing without its "outraged".
    """
    made: list[ModelSpan] = []
    for cue in cues:
        if made and made[-1].last == cue.first and set(tags[made[-1].first : made[-1].last]) <= {"R"}:
            made[-1] = cue._replace(first=made[-1].first)
        else:
            made.append(cue)
    for place, cue in enumerate(made):
        alone = set(tags[cue.first : cue.last]) <= {"R"} and cue.last not in rows
        if alone and tags[cue.last : cue.last + 1] in _VERBAL:
            made[place] = cue._replace(last=cue.last + 1)
    whole: list[ModelSpan] = []
    for place, cue in enumerate(made):
        if set(tags[cue.first : cue.last]) == {"B"}:
            behind = cue.last
            while tags[behind : behind + 1] == "R":
                behind += 1
            ahead = made[place + 1].first if place + 1 < len(made) else len(tags)
            if tags[behind : behind + 1] not in ("E", "A"):
                if ahead < len(tags) and tags[ahead] == "E":
                    continue  # "Nor is Roe expected to go": the participle is a cue
            elif ahead <= behind:
                made[place + 1] = made[place + 1]._replace(first=cue.first)
                continue
            else:
                cue = cue._replace(last=behind + 1)
        whole.append(cue)
    return whole


def noun_end(columns: TokenColumns, tags: str, first: int, source: tuple[int, int], stops: Collection[int]) -> int:
    """Where the noun ends that a source stops in the middle of: "the Clinton" of "the Clinton spokesman charged"."""
    start, end = source
    if tags[end - 1] not in "NPAS":  # a possessor has what is its behind it: "Roe's opinion"
        return end
    capitals = columns.capitals
    whole = tags[start] in "TSA" or end - start > 2
    stop = min((place for place in stops if place >= end), default=len(tags))
    for at in range(end, stop):
        office = tags[at] == "A" and tags[at - 1] == "P" and capitals[first + at]
        # Bare words go on as they began: "House Speaker Jane Roe", "expert reports", but not "Roe weighs".
        alike = whole or capitals[first + at] == capitals[first + at - 1]
        if not ((tags[at] in "NP" and alike) or office) or columns.words[first + at] in word_class("days"):
            break
        if not office:
            end = at + 1
    return end


def meets(ranges: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Whether tokens from `first` to `last` are in any of the ranges."""
    return any(low < last and first < high for low, high in ranges)


def reports(words: list[str], first: int, last: int) -> tuple[int, int] | None:
    """The noun of "there are reports that": they are all there is to go by."""
    return next(((place, place + 1) for place in range(first, last) if words[place] in word_class("hearsay")), None)


def whole_source(
    words: list[str],
    tags: str,
    first: int,
    source: tuple[int, int],
    cue: int,
    cue_end: int,
    unnamed: Sequence[tuple[int, int]],
) -> tuple[int, int] | None:
    """A source cut at its clause, with or without that clause: "A whip, who" asked not to be named."""
    start, end = source = _counted(words, tags, first, source, cue)
    while end - start > 1 and tags[end - 1 - first] == "I":
        end -= 1  # "Roe from" testifying
    comma = words.index(",", start, end) if "," in words[start:end] else 0
    if comma and start > first and words[start - 1] == "with" and end <= cue and tags[comma + 1 - first] in "PT":
        start = comma + 1  # "On the show with Jane Roe, the minister said": he did
    source = start, end
    for low, high in unnamed:
        if low - 2 <= start < high + 1 and start > first:
            # "Two officials, speaking on condition of anonymity, said": whoever stands in front of the comma.
            comma = max((place for place in range(first, start) if words[place] == ","), default=first)
            return phrase_left(tags, words, comma - 1, first) if comma > first else None
    if words[start] == "there":
        return reports(words, end, cue_end)
    part = words[end : end + 2] == ["of", "which"]  # "a report, a copy of which was seen by"
    if part or (end - start > 1 and words[start] in _WHICH and words[max(first, start - 1)] in _BEFORE_WHICH):
        # "Critics of the plan, under which ministers let schools cook, say": they do.
        commas = [place for place in range(first, start) if words[place] == ","]
        if len(commas) == 1:  # nothing stands in front of the noun and what hangs on it
            return first, commas[0]
        return phrase_left(tags, words, commas[-1] - 1, first) if commas else None
    if end - start > 2 and words[end - 1] in _CLAUSED and words[end - 2] == ",":
        whole = next((place for place in range(cue - 1, end, -1) if words[place] == ","), 0)
        return (start, whole) if whole and cue - whole <= _ADVERBS else (start, end - 2)
    return source


def _counted(words: list[str], tags: str, first: int, source: tuple[int, int], cue: int) -> tuple[int, int]:
    """A source with the whole of its count: "60 to 68 percent of voters", not "60" or "cent of voters"."""
    start, end = source
    if words[start] in _SHARE:
        while start > first and (tags[start - 1 - first] == "U" or words[start - 1] == "per"):
            start -= 1
    if all(tags[place - first] == "U" for place in range(start, end)) and end < cue:
        share = end
        while share < cue and (tags[share - first] == "U" or words[share] in _BETWEEN):
            share += 1
        if share < cue and share > end and words[share] == "of" and words[share - 1] in _SHARE:
            whole = phrase_right(tags, words, share + 1, first, cue)
            end = whole[1] if whole is not None else end
    return start, end


def offsets(sentence: Sentence, tokens: tuple[int, int]) -> tuple[int, int]:
    """Where tokens of a sentence stand in the text."""
    columns, first = sentence.columns, sentence.first
    return columns.starts[first + tokens[0]], columns.ends[first + tokens[1] - 1]


def row_of(matches: Sequence[Match], cue: tuple[int, int]) -> Entry | None:
    """The row that names most of a cue."""
    best: Entry | None = None
    most = 0
    for match in matches:
        shared = min(match.last, cue[1]) - max(match.first, cue[0])
        if shared > most:
            best, most = match.entry, shared
    return best
