"""One profile → its tellings: every clause of the article with who says it, by which cue, how hedged.

Law: tellings of an article are disjoint and ascending, `article.text[start:end] == text`, and every sentence with a
word in it has at least one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from framing.document import Attribution, Sentence
from framing.engines.tagger import tags_of
from framing.scorers.hedging import combine_hedging
from framing.treatment import source_key

if TYPE_CHECKING:
    from framing.results import Evidence, FramingProfile

__all__ = ["Telling", "cut", "tellings"]

_FINITE = frozenset("VDMBHK")
# What may follow an auxiliary as the rest of its verb: "may have been seen".
_CHAINS = {"M": "VBHK", "K": "V", "H": "EDBHK", "B": "EDGB"}
_NOMINAL = frozenset("TAU:")  # before these a "verb" is a noun: "neither boast", "a nine-storey block"
_BOUND = frozenset("WIO")  # a verb right behind these is no clause of its own: "who fled", "to leave"
_DOER = frozenset("NPY")
_STOPS = frozenset({";", ":"})
_THAT = "that"
_SUBJECT = frozenset("NPYWUTE")
_WITHIN = frozenset("NPYWUTEAGR$SX:")  # what may stand between the start of a clause and its verb
_HALF = 0.5  # share of a sentence's words from which it is its source's; of a content, from which a nested one speaks
_FEW = 3  # words of the least clause
_REST = 4  # words of the least clause beside what a source is given to say


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One place in which one article tells a claim.

    Parameters
    ----------
    profile : int
        Index of the profile among those given.
    sentence : int
        Index of the sentence in its article.
    start, end : int
        Where it stands in `Article.text`, in code points.
    text : str
        Those words.
    voice : str
        "author" for the article's own voice, "quoted" for what a source is given to say.
    source : str or None
        Who is said to say it: the name of the actor, or the words of the article; None in the article's own voice
        and where nobody is named.
    actor : str or None
        Id of the actor who is the source, where it is one.
    source_kind, cue, cue_kind, mode : str or None
        As in `Attribution`; None in the article's own voice.
    hedging : float
        How hedged it is told, in [0, 1], cue and source included; 0 without a hedge.
    hedges : tuple of str
        The hedge cues, in order, in lower case.
    verb : str or None
        The verb of its first finite clause, in lower case.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Tom Reyes claimed the dam might fail.", engine="lexicon")
    >>> told = tellings(profile)[0]
    >>> told.text, told.source, told.cue, told.hedges, told.verb
    ('the dam might fail', 'Tom Reyes', 'claimed', ('might',), 'fail')
    """

    profile: int
    sentence: int
    start: int
    end: int
    text: str
    voice: str
    source: str | None
    actor: str | None
    source_kind: str | None
    cue: str | None
    cue_kind: str | None
    mode: str | None
    hedging: float
    hedges: tuple[str, ...]
    verb: str | None


class _Part(NamedTuple):
    """Tokens of a sentence, counted from its first, and the attribution that they are the content of."""

    first: int
    last: int
    said: Attribution | None


def tellings(profile: FramingProfile, index: int = 0) -> list[Telling]:
    """Cut an article into tellings.

    What a source is given to say is a telling; so is a sentence of the article's own voice, and what a sentence says
    in its own voice beside its sources. Clauses that a comma or semicolon and a conjunction join are two tellings.

    Parameters
    ----------
    profile : FramingProfile
        Of one article.
    index : int
        What `Telling.profile` is to be.

    Examples
    --------
    >>> import framing
    >>> text = "The pier closed, and two boats sank, Ana Ruiz said. It was cold."
    >>> [(told.text, told.source) for told in tellings(framing.analyze(text, engine="lexicon"))]
    [('The pier closed', 'Ana Ruiz'), ('two boats sank', 'Ana Ruiz'), ('It was cold.', None)]
    """
    return cut(profile, index, tags_of(profile.article))


def cut(profile: FramingProfile, index: int, tags_at: Callable[[int], str]) -> list[Telling]:
    """Do the same with tags of the caller's, who needs them too: from the index of a sentence to its tags."""
    article = profile.article
    names = {actor.id: actor.name for actor in article.actors}
    over: dict[int, list[Attribution]] = {}
    starts = [sentence.span.start for sentence in article.sentences]
    for item in article.attributions:
        first = max(0, bisect_right(starts, item.content_span.start) - 1)
        last = bisect_left(starts, item.content_span.end)
        for place in {*range(first, last), item.sentence}:
            over.setdefault(place, []).append(item)
    hedges: dict[int, list[Evidence]] = {}
    for scores in profile.sentences:
        hedges[scores.sentence] = [
            item for item in scores.evidence if item.dimension == "hedging" and not item.is_rest and item.contribution
        ]
    made: list[Telling] = []
    for sentence in article.sentences:
        tags = _possessive(sentence, tags_at(sentence.index))
        for part in _parts(sentence, tags, over.get(sentence.index, ())):
            made.append(_telling(sentence, tags, part, names, hedges.get(sentence.index, []), index))
    return made


def _telling(
    sentence: Sentence,
    tags: str,
    part: _Part,
    names: dict[str, str],
    hedges: Sequence[Evidence],
    index: int,
) -> Telling:
    columns = sentence.columns
    start, end = columns.starts[sentence.first + part.first], columns.ends[sentence.first + part.last - 1]
    said = part.said
    near = [(start, end)]
    if said is not None:
        near += [(span.start, span.end) for span in (said.source_span, said.cue_span) if span is not None]
    # Overlapping, for "critics say" is the source and the cue in one.
    own = [item for item in hedges if any(low < item.span.end and item.span.start < high for low, high in near)]
    verb = _verb(tags, part.first, part.last)
    return Telling(
        profile=index,
        sentence=sentence.index,
        start=start,
        end=end,
        text=sentence.text[start - sentence.span.start : end - sentence.span.start],
        voice="author" if said is None else "quoted",
        source=None if said is None else names.get(said.actor or "") or " ".join(said.source.split()) or None,
        actor=None if said is None else said.actor,
        source_kind=None if said is None else said.source_kind,
        cue=None if said is None else " ".join(said.cue.split()) or None,
        cue_kind=None if said is None else said.cue_kind or None,
        mode=None if said is None else said.mode,
        hedging=combine_hedging(own),
        hedges=tuple(" ".join(item.text.lower().split()) for item in own),
        verb=None if verb is None else columns.words[sentence.first + verb],
    )


# --------------------------------------------------------------------------- parts of a sentence


def _parts(sentence: Sentence, tags: str, over: Sequence[Attribution]) -> list[_Part]:
    """Cut one sentence into what its sources say and what it says itself."""
    n = len(tags)
    contents = _contents(sentence, tags, over)
    chosen = [part for part in contents if _clausal(tags, part.first, part.last)]
    taken = [False] * n
    for part in chosen:
        for low, high in ((part.first, part.last), *_frame(sentence, part.said)):
            taken[low:high] = [True] * (high - low)
    if chosen and not any(_is_word(tags[at]) and not taken[at] for at in range(n)):
        made = chosen
    elif chosen:
        made = [*chosen, *(_Part(low, high, None) for low, high in _gaps(tags, taken))]
    else:
        made = [_whole(sentence, tags, contents)]
    split = [piece for part in sorted(made) for piece in _clauses(sentence, tags, part)]
    trimmed = [_trimmed(sentence, tags, part) for part in split]
    return [part for part in trimmed if _words(tags, part.first, part.last)]


def _contents(sentence: Sentence, tags: str, over: Sequence[Attribution]) -> list[_Part]:
    """The outermost contents of a sentence, disjoint and in order; the two halves of a broken quotation as one."""
    found: list[_Part] = []
    for item in over:
        first, last = _range(sentence, item.content_span.start, item.content_span.end)
        if _words(tags, first, last):
            found.append(_Part(first, last, item))
    found.sort(key=lambda part: (part.first, -part.last, _distance(part.said)))
    outer: list[_Part] = []
    for part in found:
        if outer and part.first < outer[-1].last:
            inner = part.said is not None and outer[-1].said is not None and part.said.parent == outer[-1].said.index
            whole = _words(tags, outer[-1].first, outer[-1].last)
            if inner and _words(tags, part.first, part.last) > _HALF * whole and _clausal(tags, part.first, part.last):
                outer[-1] = part  # of nested contents the innermost speaks, where it is most of the outer
            continue
        outer.append(part)
    made: list[_Part] = []
    for part in outer:
        if made and _speaker(made[-1].said) == _speaker(part.said):
            taken = {at for low, high in (*_frame(sentence, made[-1].said), *_frame(sentence, part.said))
                     for at in range(low, high)}  # fmt: skip
            gap = range(made[-1].last, part.first)
            if not any(_is_word(tags[at]) and tags[at] != "C" and at not in taken for at in gap):
                said = made[-1].said if made[-1].said is not None and made[-1].said.cue else part.said
                made[-1] = _Part(made[-1].first, part.last, said)
                continue
        made.append(part)
    return made


def _speaker(said: Attribution | None) -> str:
    return "" if said is None else source_key(said)


def _distance(said: Attribution | None) -> int:
    """How far the cue stands from the content; of two attributions of one content the nearer cue is right."""
    if said is None or said.cue_span is None:
        return 1_000_000
    return max(said.cue_span.start - said.content_span.end, said.content_span.start - said.cue_span.end, 0)


def _frame(sentence: Sentence, said: Attribution | None) -> Iterator[tuple[int, int]]:
    """The tokens of the source and the cue, and what stands between them."""
    if said is None:
        return
    spans = [span for span in (said.source_span, said.cue_span) if span is not None]
    ranges = [_range(sentence, span.start, span.end) for span in spans]
    inside = [(low, high) for low, high in ranges if low < high]
    yield from inside
    if len(inside) == 2:
        low, high = min(inside[0][1], inside[1][1]), max(inside[0][0], inside[1][0])
        content = _range(sentence, said.content_span.start, said.content_span.end)
        if low < high and not (content[0] < high and low < content[1]):
            yield low, high


def _range(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Tokens of the sentence that lie in a stretch of the text."""
    columns = sentence.columns
    first, last = sentence.first, sentence.last
    while first < last and columns.starts[first] < start:
        first += 1
    stop = first
    while stop < last and columns.ends[stop] <= end:
        stop += 1
    return first - sentence.first, stop - sentence.first


def _clausal(tags: str, first: int, last: int) -> bool:
    """Whether a content says something by itself: a subject, and behind it a verb of no relative clause."""
    if first < last and tags[first] == "O":
        return False
    subject = next((at for at in range(first, last) if tags[at] in _SUBJECT), last)
    if any(start > subject and not relative for start, _, relative in _verbs(tags, first, last)):
        return True
    # The tagger takes many a past tense for a participle: "the dam held".
    return any(tags[at] == "E" and tags[at - 1] in _DOER for at in range(subject + 1, last))


def _gaps(tags: str, taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """What the sentence says in its own voice: long enough, and with a verb."""
    start = None
    for at in range(len(tags) + 1):
        free = at < len(tags) and not taken[at]
        if free and start is None:
            start = at
        elif not free and start is not None:
            if _words(tags, start, at) >= _REST and _clausal(tags, start, at):
                yield start, at
            start = None


def _whole(sentence: Sentence, tags: str, contents: Sequence[_Part]) -> _Part:
    """The sentence as one, its source's if most of it is what that says."""
    n = len(tags)
    best: _Part | None = max(contents, key=lambda part: _words(tags, part.first, part.last), default=None)
    if best is not None:
        frame = sum(_words(tags, low, high) for low, high in _frame(sentence, best.said))
        if _words(tags, best.first, best.last) < _HALF * (_words(tags, 0, n) - frame):
            best = None
    return _Part(0, n, None if best is None else best.said)


def _clauses(sentence: Sentence, tags: str, part: _Part) -> Iterator[_Part]:
    """Cut where a conjunction behind a comma, a semicolon or a colon joins clauses that could stand alone."""
    words = sentence.columns.words[sentence.first : sentence.last]
    start = part.first
    for at in range(part.first + 1, part.last - 1):
        if tags[at] == "," and tags[at + 1] == "C":
            after = at + 2
        elif words[at] in _STOPS or (tags[at] == "C" and words[at + 1] == _THAT):
            after = at + 1
        else:
            continue
        opening = after + (words[after] == _THAT) if after < part.last else after
        if (
            _words(tags, start, at) >= _FEW
            and _words(tags, after, part.last) >= _FEW
            and _clausal(tags, start, at)
            and _opens(tags, opening, part.last)
        ):
            yield _Part(start, at, part.said)
            start = after
    yield _Part(start, part.last, part.said)


def _opens(tags: str, first: int, last: int) -> bool:
    """Whether a clause with its own subject starts here."""
    subject = False
    for tag in tags[first:last]:
        if tag in _FINITE:
            return subject
        if tag not in _WITHIN and not (subject and tag in "I"):
            return False
        subject = subject or tag in _SUBJECT
    return False


def _trimmed(sentence: Sentence, tags: str, part: _Part) -> _Part:
    """Without the commas, conjunctions and half quotations around it; a whole sentence keeps its own marks."""
    words = sentence.columns.words[sentence.first : sentence.last]
    first, last = part.first, part.last
    while first < last and (
        tags[first] in ",:)."
        or (first > 0 and (tags[first] == "C" or (words[first] == _THAT and part.said is not None)))
        or (tags[first] == '"' and tags.count('"', first, last) == 1)
    ):
        first += 1
    while last > first and (
        tags[last - 1] in ",:("
        or (tags[last - 1] == "C" and last < len(tags))
        or (tags[last - 1] == '"' and tags.count('"', first, last) == 1)
    ):
        last -= 1
    return _Part(first, last, part.said)


def _possessive(sentence: Sentence, tags: str) -> str:
    """Tags in which the clitic behind a noun is no verb: "the enemy's strike"."""
    words = sentence.columns.words
    return "".join(
        "S" if tag == "B" and at and tags[at - 1] in "NP" and words[sentence.first + at][0] == "'" else tag
        for at, tag in enumerate(tags)
    )


def _is_word(tag: str) -> bool:
    return tag.isalpha()


def _words(tags: str, first: int, last: int) -> int:
    return sum(map(_is_word, tags[first:last]))


def _verbs(tags: str, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """Chains of verbs: where each starts, its main verb, and whether it belongs to a relative clause or infinitive."""
    at = first
    while at < last:
        before = tags[at - 1] if at > first else ""
        if tags[at] not in _FINITE or (tags[at] == "V" and before and before in _NOMINAL):
            at += 1
            continue
        start = verb = at
        follows = _CHAINS.get(tags[at], "")
        at += 1
        while at < last and follows and (tags[at] in follows or tags[at] in "RX"):
            if tags[at] in follows:
                verb = at
                follows = _CHAINS.get(tags[at], "")
            at += 1
        yield start, verb, before != "" and before in _BOUND


def _verb(tags: str, first: int, last: int) -> int | None:
    """The main verb of the first clause that is no relative one, else of the first."""
    found = list(_verbs(tags, first, last))
    main = next((verb for _, verb, relative in found if not relative), None)
    past = next((at for at in range(first + 1, last) if tags[at] == "E" and tags[at - 1] in _DOER), None)
    if main is not None or past is not None:
        return main if main is not None else past
    return found[0][1] if found else None
