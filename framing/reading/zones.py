"""Lines of a page → their zones: features of each line, then the best sequence of zones.

Law: every line gets one zone; a text whose lines are all prose is all article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain, compress, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from framing.document import SCORED_ZONES, ZONES, TokenColumns
from framing.grammar import word_class
from framing.lexicon import Matcher, lexicon_folder, load_lexicons, read_rows
from framing.tokens import tokenize

__all__ = ["POSTED", "SIGNED", "SIGNED_BELOW", "classify_lines", "line_features", "token_heads", "weights_of"]

_PROSE_WORDS = 12
# Who speaks, at the start of a paragraph: "Q:", "VANHOUTTE:", with what the speaker does in brackets.
SPEAKER_LABEL = re.compile(r"\s*(Q|A|[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,3}):\s+(?:\([^)\n]{1,40}\)\s*)?")
# Who posted what a paragraph holds, at its end: "— Ana Ruiz (@anaruiz) March 4, 2019".
POSTED = re.compile(
    r"(?:—|–|--|\s-)\s*(?P<name>[^\W\d_][^\n()—–@]{1,50}?)\s*\((?P<handle>@\w{1,30})\)"
    r"(?:(?P<date>\s+[^\W\d_]{3,9}\.? \d{1,2}, \d{4})|(?=\s*$))"
)
# And who said it, behind a quotation that is a paragraph: "— Ana Ruiz, teacher".
SIGNED = re.compile(
    r"\s*(?P<said>[\"“].{4,}[\"”])\s*(?:—|–|--)\s*"
    r"(?P<name>[A-Z][\w.'’\-]+(?: (?:[A-Z][\w.'’\-]*|[a-z]{2,3})){0,4})(?:, [^\n]{1,60})?\s*$"
)
# The same in a line of its own below: "Ana Ruiz, The Ridge Gazette".
SIGNED_BELOW = re.compile(
    r"\s*(?:[—–]|--?)?\s*(?P<name>[A-Z][\w.'’\-]+(?: (?:[A-Z][\w.'’\-]*|[a-z]{2,3})){1,4}), "
    r"(?:The )?[A-Z][^\n.,:;!?\"“”]{1,40}\s*$"
)
LABELS = 3  # such paragraphs make an interview
_UNLIKELY = -8.0  # log odds
_MARKED = re.compile('["“«‘].{2,400}["”»’]')
_DIALOGUE = 2  # lines in marks that make a dialogue; one alone may be a pull quote
_UNFRAMED = frozenset({*SCORED_ZONES, "other"})  # zones of a text without furniture
_FEWEST = 5  # words of a line that may be a sentence
_MAX_HEADLINE = 20  # words
_HEAD = 240  # code points of a line that are looked at
_TAIL = 60  # code points in which a credit stands
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_QUOTE_END = re.compile(r"[\"”’»]\s*$")
_URL = re.compile(r"https?://|www\.|\b[\w.-]+@[\w-]+\.\w+|(?<!\w)@\w+|\b\w+\.(?:com|org|net|co\.uk|example|news)\b")
# Cheap looks before the costly ones: most lines of prose hold no digit, most pages no address.
_DIGIT = re.compile(r"\d")
_ADDRESS_SIGNS = ("@", "://", "www.", ".com", ".org", ".net", ".co.uk", ".example", ".news")
_DATED = re.compile(r"\d{4}|\d[./-]\d|\bago\b", re.IGNORECASE)
_BARS = ("|", " · ", " › ", " > ")
_COPYRIGHTS = ("©", "(c)")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d+\s+(?:minutes?|mins?|hours?|hrs?|days?)\s+ago\b",
    re.IGNORECASE,
)
# A credit behind a caption: "(Roe/The Gazette)", "GAZETTE/Jane Roe", "via AP".
_CREDIT = re.compile(
    r"[A-Z][\w.'’-]+ ?/ ?(?:The )?[A-Z][\w.'’& -]*\)?\.?\s*$|\bvia [A-Z][\w ]{1,30}\)?\s*$"
    r"|\((?:[A-Z][\w.'’-]* ?){1,5}(?:/[^()]*)?\)\s*$"
)
_BULLET = re.compile(r"\s*(?:[•·▪◦●■►▶→»*|–—-]|\d{1,2}[.)]|#\w)\s*")
_PLACE_LINE = re.compile(r"^[A-Z][A-Z .,'’-]{2,40}(?:\([^)]{2,30}\)\s*)?\s*[–—-]{1,2}\s")
_BIO = re.compile(
    r"(?:[A-Z][\w'’.-]+ ){1,4}(?:is (?:an?|the|our)|was (?:an?|the|our)|has (?:written|reported|covered|worked|been)"
    r"|lives in|writes|covers|reports|works|teaches|edits|joined)\b"
)
_first_char = itemgetter(0)
_EACH_ZONE = np.arange(len(ZONES))
_OWN_VOICE = frozenset({"our", "we", "us", "you", "your"})
_FIRST_PERSON = frozenset({"our", "we", "us"})
_SECOND_PERSON = frozenset({"you", "your"})
_SPOKEN = re.compile(r"[\"“”«»]")
_MIN_PULLED, _MAX_PULLED = 5, 45  # words of a pull quote
_MAX_LINES = 600  # a text of more lines is no web page, and looking for each line in all would be quadratic
_PIECE = 4  # words that two lines share by more than chance
_LEADING_CUE = 1  # tokens before a cue that still opens its line (a bullet, a bracket)
_CUE_ZONES = frozenset({"navigation", "promo", "related", "legal", "byline", "caption", "other"})


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher({"zones": load_lexicons()["zones"].matched}, lexicon_folder() / "grammar")


Weights = tuple[dict[str, int], NDArray[np.float64], NDArray[np.float64]]
# Where the tokens of each line stand: the columns, their text, and first and last token of each.
Heads = tuple[TokenColumns, str, Sequence[tuple[int, int]]]


@lru_cache(maxsize=1)
def _weights() -> Weights:
    """Row of each feature, weights (feature, zone) and transition scores (from, to)."""
    emissions: dict[str, NDArray[np.float64]] = {}
    transitions = np.zeros((len(ZONES), len(ZONES)))
    places = {zone: place for place, zone in enumerate(ZONES)}
    for _, row in read_rows(lexicon_folder() / "zones" / "weights.tsv"):
        zone = places[row["zone"]]
        if row["kind"] == "feature":
            emissions.setdefault(row["name"], np.zeros(len(ZONES)))[zone] = float(row["weight"])
        else:
            transitions[places[row["name"]], zone] = float(row["weight"])
    return weights_of(emissions, transitions)


def weights_of(emissions: dict[str, NDArray[np.float64]], transitions: NDArray[np.float64]) -> Weights:
    """Lay weights out as `classify_lines` reads them.

    Parameters
    ----------
    emissions : dict of str to array
        One weight a zone, by feature.
    transitions : array
        Scores of a zone (column) behind a zone (row).
    """
    rows = {name: place for place, name in enumerate(emissions)}
    return rows, np.stack(list(emissions.values())), transitions


def _content_words(words: Sequence[str]) -> set[str]:
    return {word for word in words if len(word) > 4}


def _cues(columns: TokenColumns, text: str, first: int, last: int) -> tuple[dict[str, float], int, list[str], int, str]:
    """Share of the words that each cue zone covers; number of words, the words, capitals; the opening cue's zone."""
    covered: dict[str, float] = {}
    opening = ""
    for match in _matcher().match(columns, text, first, last, str)[0]:
        zone = match.entry.category
        if match.first - first <= _LEADING_CUE and not opening:
            opening = zone
        covered[zone] = covered.get(zone, 0.0) + match.last - match.first
    tokens = columns.words[first:last]
    opens = list(map(_first_char, tokens))
    letters = list(map(str.isalpha, opens))
    words = list(compress(tokens, letters))
    size = max(1, sum(map(str.isalnum, opens)))
    capitals = sum(compress(columns.capitals[first:last], letters))
    return {zone: min(1.0, n / size) for zone, n in covered.items()}, len(words), words, capitals, opening


def line_features(lines: Sequence[str], heads: Heads | None = None) -> list[dict[str, float]]:
    """Describe every line of a page by named features.

    Parameters
    ----------
    lines : sequence of str
        The non-empty lines in order.
    heads : Heads, optional
        Their tokens (`token_heads`), where the caller has them.

    Returns
    -------
    list of dict of str to float
        One a line; absent features are 0.
    """
    count = len(lines)
    cues: list[dict[str, float]] = []
    sizes: list[int] = []
    words: list[list[str]] = []
    openings: list[str] = []
    capitals: list[int] = []  # words that begin with one
    if heads is None:
        text = "\n".join(lines)
        blocks = []
        start = 0
        for line in lines:
            blocks.append((start, start + len(line)))
            start += len(line) + 1
        heads = token_heads(text, blocks, tokenize(text))
    columns, whole, places = heads
    for line, (first, last) in zip(lines, places, strict=True):
        # What zone a line belongs to shows at its start; the rest of a long paragraph is not read.
        found, size, line_words, capital, opening = _cues(columns, whole, first, last)
        capitals.append(capital)
        openings.append(opening)
        cues.append(found)
        sizes.append(size if len(line) <= _HEAD else line.count(" ") + 1)
        words.append(line_words)
    ends = [bool(_END.search(line[-20:])) for line in lines]
    furniture = [
        max((share for zone, share in found.items() if zone != "dateline"), default=0.0) if found else 0.0
        for found in cues
    ]
    prose = [
        size >= _PROSE_WORDS and (end or bool(_QUOTE_END.search(line[-5:]))) and share < 0.34
        for size, end, share, line in zip(sizes, ends, furniture, lines, strict=True)
    ]
    contents = [_content_words(line_words) for line_words in words]
    vocabulary = Counter(chain.from_iterable(compress(contents, prose)))
    repeated = {word for word, lines_with in vocabulary.items() if lines_with > 1}
    prose_words = [size if is_prose else 0 for size, is_prose in zip(sizes, prose, strict=True)]
    total = sum(prose_words) or 1
    seen_words = 0
    last_prose = -1
    header, header_age = "", 99
    headers: set[str] = set()  # zones whose headers stand above, once half the prose is read
    # Names of those who signed: a line at the end that opens with one is a note on the author.
    signed = {
        pair
        for opening, line_words in zip(openings, words, strict=True)
        if opening == "byline" and len(line_words) <= 14
        for pair in pairwise(line_words)
    }
    earlier: set[str] = set()
    next_prose = [count] * (count + 1)
    for index in range(count - 1, -1, -1):
        next_prose[index] = index if prose[index] else next_prose[index + 1]
    first_prose = next_prose[0]
    final_prose = max((index for index in range(count) if prose[index]), default=-1)
    again, above = _said_again(words, contents, vocabulary.keys(), repeated, prose)
    page = "\n".join(lines).lower()
    addresses = any(sign in page for sign in _ADDRESS_SIGNS)
    bars = any(sign in page for sign in _BARS)
    copyrights = any(sign in page for sign in _COPYRIGHTS)
    features: list[dict[str, float]] = []
    for index, line in enumerate(lines):
        size, found = sizes[index], cues[index]
        made: dict[str, float] = {"bias": 1.0}
        bucket = (
            "0" if size == 0 else "1" if size == 1 else "2-3" if size <= 3 else "4-7" if size <= 7
            else "8-13" if size <= 13 else "14-29" if size < 30 else "30+"
        )  # fmt: skip
        made[f"words={bucket}"] = 1.0
        stripped = line.strip()
        shape = (
            "stop"
            if ends[index]
            else "colon"
            if stripped.endswith(":")
            else "quote"
            if _QUOTE_END.search(stripped[-3:])
            else "none"
        )
        made[f"end={shape}"] = 1.0
        made[f"end={shape}&words={bucket}"] = 1.0
        if _BULLET.match(line):
            made["bullet"] = 1.0
        if stripped[:1] in "\"“‘'«":
            made["opens_quote"] = 1.0
        if stripped[:1].islower():
            made["opens_lower"] = 1.0
        if stripped[:1] in "(":
            made["opens_bracket"] = 1.0
        head = stripped[:_HEAD]
        tail = stripped[-_TAIL:]
        if (tail.endswith(")") or "/" in tail or "via " in tail) and _CREDIT.search(tail):
            made["credit"] = 1.0
            made[f"credit&end={shape}"] = 1.0
        if words[index] and words[index][0] in word_class("appeals"):
            made["appeals"] = 1.0
            if prose[index]:
                made["appeals&prose"] = 1.0
        n_words = len(words[index])
        if n_words >= 3 and capitals[index] >= 0.7 * n_words:
            made["title_case"] = 1.0
        if n_words and head.isupper():
            made["all_caps"] = 1.0
        if _DIGIT.search(head) is not None:
            if _DATED.search(head) and _DATE.search(head):
                made["date"] = 1.0
                if size <= 8:
                    made["date&short"] = 1.0
            if _CLOCK.search(head):
                made["clock"] = 1.0
                if size <= 8:
                    made["clock&short"] = 1.0
        if addresses and _URL.search(head):
            made["address"] = 1.0
        if bars and any(sign in head for sign in _BARS):
            made["bars"] = 1.0
        if copyrights and any(sign in head.lower() for sign in _COPYRIGHTS):
            made["copyright"] = 1.0
        if _PLACE_LINE.match(stripped):
            made["place_line"] = 1.0
        for zone, share in found.items():
            made[f"cue={zone}"] = 1.0
            made[f"cue_share={zone}"] = share
            if share >= 0.6:
                made[f"cue_all={zone}"] = 1.0
            if size >= _PROSE_WORDS and ends[index]:
                made[f"cue_prose={zone}"] = 1.0
        if _CUE_ZONES.isdisjoint(found):
            made["no_cue"] = 1.0
            made[f"no_cue&end={shape}"] = 1.0
        in_person = not _OWN_VOICE.isdisjoint(words[index])
        if size and in_person:
            own = sum([word in _OWN_VOICE for word in words[index]]) / size
            if own >= 0.04 and '"' not in line and "“" not in line:
                made["own_voice"] = min(1.0, 8 * own)
                if index > final_prose * 0.6:
                    made["own_voice&late"] = min(1.0, 8 * own)
        if size and in_person and not _SPOKEN.search(line):
            first_person = not _FIRST_PERSON.isdisjoint(words[index])
            second_person = not _SECOND_PERSON.isdisjoint(words[index])
            if first_person and second_person:
                made["we_and_you"] = 1.0
            elif first_person:
                made["we"] = 1.0
            elif second_person:
                made["you"] = 1.0
            if (first_person or second_person) and prose[index]:
                made["person&prose"] = 1.0
        if _BIO.match(stripped):
            made["bio"] = 1.0
            if seen_words > 0.8 * total:
                made["bio&late"] = 1.0
        if tuple(words[index][:2]) in signed and openings[index] != "byline":
            made["opens_with_author"] = 1.0
        for zone in headers:
            made[f"behind={zone}"] = 1.0
        if openings[index]:
            made[f"opens={openings[index]}"] = 1.0
        if stripped[:1] in '"“‘«' and _QUOTE_END.search(stripped[-2:]) and len(_SPOKEN.findall(stripped)) <= 2:
            made["all_quote"] = 1.0
            made[f"all_quote&words={bucket}"] = 1.0
        if stripped.endswith("?"):
            made["question"] = 1.0
            if next_prose[min(index + 1, count)] == index + 1:
                made["question&next_prose"] = 1.0
        if index in again:
            made["said_again"] = 1.0
            if stripped[:1] in '"“‘«':
                made["said_again&quote"] = 1.0
        if prose[index]:
            made["prose"] = 1.0
        content = contents[index]
        if content and total > 60:
            # A line of prose is in the vocabulary itself.
            shared = len(content & repeated if prose[index] else content & vocabulary.keys()) / len(content)
            made["shared"] = shared
            if prose[index]:
                made["shared&prose"] = shared
                if index > 0 and seen_words > 0.5 * total:
                    made["shared&late_prose"] = shared
            else:
                made["shared&short"] = shared
                if shared >= 0.5 and seen_words == 0:
                    made["shared&top"] = 1.0
        else:
            made["nothing_to_share"] = 1.0
        place = "before" if index < first_prose else "after" if index > final_prose else "inside"
        made[f"place={place}"] = 1.0
        made[f"place={place}&end={shape}"] = 1.0
        made[f"place={place}&words={bucket}"] = 1.0
        if place == "before":
            away = first_prose - index
            made["to_prose=1" if away == 1 else "to_prose=2-3" if away <= 3 else "to_prose=4+"] = 1.0
        elif place == "after":
            away = index - final_prose
            made["from_prose=1" if away == 1 else "from_prose=2-4" if away <= 4 else "from_prose=5+"] = 1.0
        else:
            if index - last_prose == 1 and next_prose[index] - index == 1:
                made["between_prose"] = 1.0
                made[f"between_prose&end={shape}"] = 1.0
        progress = seen_words / total
        made["progress=0" if progress == 0 else "progress<.8" if progress < 0.8 else "progress>.8"] = 1.0
        if prose[index]:
            made["prose&first" if progress == 0 else "prose&late" if progress > 0.8 else "prose&middle"] = 1.0
        if index == 0:
            made["first_line"] = 1.0
        if count == 1:
            made["only_line"] = 1.0
        key = " ".join(words[index])
        if key and size >= 4 and key in earlier:
            made["repeated"] = 1.0
        elif _MIN_PULLED <= size <= _MAX_PULLED and index in above:
            made["contained"] = 1.0
        if key:
            earlier.add(key)
        # Under a header such as "Most read" lines are links until prose resumes.
        header_age += 1
        strong = next((zone for zone, share in found.items() if share >= 0.6), "") if found else ""
        if strong in ("related", "promo", "legal", "navigation", "other") and size <= 6:
            header, header_age = strong, 0
            if seen_words > 0.5 * total:
                headers.add(strong)
        elif prose[index]:
            header = ""
        elif header and header_age <= 8:
            made[f"under={header}"] = 1.0
        if stripped[:1] in "0123456789" and size >= 3:
            made["numbered"] = 1.0
            if next_prose[min(index + 1, count)] == index + 1:
                made["numbered&next_prose"] = 1.0
        features.append(made)
        if prose[index]:
            seen_words += sizes[index]
            last_prose = index
    for index in range(count):
        for offset, name in ((-1, "prev"), (1, "next")):
            other = index + offset
            if 0 <= other < count:
                for zone, share in cues[other].items():
                    if share >= 0.5:
                        features[index][f"{name}_cue={zone}"] = 1.0
                if prose[other]:
                    features[index][f"{name}_prose"] = 1.0
            else:
                features[index][f"{name}=none"] = 1.0
    return features


def _said_again(
    words: Sequence[list[str]],
    contents: Sequence[set[str]],
    vocabulary: AbstractSet[str],
    repeated: set[str],
    prose: Sequence[bool],
) -> tuple[set[int], set[int]]:
    """Short lines whose parts stand in another line as well, as pull quotes do; those that stand whole above."""
    again: set[int] = set()
    above: set[int] = set()
    if len(words) > _MAX_LINES:
        return again, above
    joined = [" ".join(line_words) for line_words in words]
    whole = "\n".join(joined)
    start = 0
    for index, (line_words, key) in enumerate(zip(words, joined, strict=True)):
        content = contents[index]
        # What stands in another line has its words there too, and sets are quicker than searching.
        if _MIN_PULLED <= len(line_words) <= _MAX_PULLED and 2 * len(
            content & (repeated if prose[index] else vocabulary)
        ) >= len(content):
            if whole.find(key) < start:
                above.add(index)
            last = len(line_words) - _PIECE
            # Two parts of three have to stand in other lines: after two misses the third need not be sought.
            stop = start + len(key)
            missing = 0
            for at in (0, last, last // 2):
                piece = " ".join(line_words[at : at + _PIECE])
                missing += whole.find(piece, stop) < 0 and whole.find(piece, 0, start) < 0
                if missing == 2:
                    break
            else:
                again.add(index)
        start += len(key) + 1
    return again, above


def token_heads(text: str, blocks: Sequence[tuple[int, int]], columns: TokenColumns) -> Heads:
    """Find the tokens at the start of each block that tell its zone.

    Parameters
    ----------
    text : str
        The whole text.
    blocks : sequence of (int, int)
        Its lines.
    columns : TokenColumns
        Its tokens.
    """
    starts = columns.starts
    places = [(bisect_left(starts, start), bisect_left(starts, min(end, start + _HEAD))) for start, end in blocks]
    return columns, text, places


def _spoken(lines: Sequence[str], zones: list[str]) -> None:
    """Give the short lines of an interview or a dialogue back to the body: "A: Not me.", "“No, madam.”"."""
    labelled = [place for place, line in enumerate(lines) if SPEAKER_LABEL.match(line)]
    if len(labelled) >= LABELS and any(zones[place] == "body" for place in labelled):
        for place in labelled:
            zones[place] = "body"
    place = 1
    while place < len(lines):
        end = place
        while end < len(lines) and zones[end] == "other" and _MARKED.fullmatch(lines[end].strip()):
            end += 1
        if end - place >= _DIALOGUE and zones[place - 1] == "body":
            zones[place:end] = ["body"] * (end - place)
        place = max(end, place + 1)


def _is_ended(tail: str) -> bool:
    return tail.endswith(":") or _END.search(tail) is not None


def _unframed(lines: Sequence[str], zones: list[str]) -> None:
    """Give sentences back to the body where a text without any furniture would lose more of them than it keeps.

    The `other` lines of pages are what furniture leaves over; in a short paste they are the article.
    """
    if not _UNFRAMED.issuperset(zones):
        return
    sizes = [len(line.split()) for line in lines]
    lost = [
        place
        for place, zone in enumerate(zones)
        if zone == "other" and sizes[place] >= _FEWEST and _is_ended(lines[place].rstrip()[-_TAIL:])
    ]
    kept = sum(size for size, zone in zip(sizes, zones, strict=True) if zone != "other")
    if sum(sizes[place] for place in lost) > kept:
        for place in lost:
            zones[place] = "body"


def classify_lines(lines: Sequence[str], heads: Heads | None = None) -> list[str]:
    """Give every line of a page its zone.

    Parameters
    ----------
    lines : sequence of str
        The non-empty lines in order.
    heads : Heads, optional
        Their tokens (`token_heads`), where the caller has them.

    Returns
    -------
    list of str
        One of `framing.document.ZONES` a line.

    Examples
    --------
    >>> classify_lines(["Rain fell on the coast all night and the rivers rose in every valley of the region."])
    ['body']
    """
    if not lines:
        return []
    if len(lines) == 1:
        return ["body"]
    rows, emissions, transitions = _weights()
    columns: list[int] = []
    values: list[float] = []
    begins: list[int] = []
    for features in line_features(lines, heads):
        begins.append(len(columns))
        for name, value in features.items():
            row = rows.get(name)
            if row is not None:
                columns.append(row)
                values.append(value)
    scores = np.add.reduceat(emissions[columns] * np.array(values)[:, None], begins, axis=0)
    scores -= scores.max(1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))
    for place, line in enumerate(lines):
        below = place > 0 and _QUOTE_END.search(lines[place - 1]) is not None and SIGNED_BELOW.match(line) is not None
        if ("(@" in line and POSTED.search(line)) or SIGNED.match(line) or below:
            scores[place] = _UNLIKELY
            scores[place, ZONES.index("body")] = 0.0
    best = scores[0]
    back: list[NDArray[np.intp]] = []
    for line_scores in scores[1:]:
        paths = best[:, None] + transitions
        pointers = paths.argmax(0)
        back.append(pointers)
        best = paths[pointers, _EACH_ZONE] + line_scores
    zone = int(best.argmax())
    path = [zone]
    for pointers in reversed(back):
        zone = int(pointers[zone])
        path.append(zone)
    path.reverse()
    # A rule of stars or dashes says nothing, wherever it stands.
    zones = [ZONES[place] if any(map(str.isalnum, line)) else "other" for place, line in zip(path, lines, strict=True)]
    _spoken(lines, zones)
    _unframed(lines, zones)
    if not any(zone in ("headline", "standfirst", "body") for zone in zones):
        # Nothing reads like an article: better to score all of it than to lose it.
        return ["body"] * len(zones)
    if "headline" not in zones:
        first = next(place for place, zone in enumerate(zones) if zone in ("standfirst", "body"))
        above = lines[first - 1].strip() if first else ""
        # A short paste: the plain line on top of the text is its headline, not a menu entry.
        if first == 1 and 2 <= len(above.split()) <= _MAX_HEADLINE and not _END.search(above):
            zones[0] = "headline"
    return zones
