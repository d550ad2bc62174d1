"""Quotations and the narration around them → who speaks where no cue says it.

Law: what stands in one pair of marks, and paragraphs left open for the next, has one speaker; a quotation
without a cue belongs to whom the narration before it in its paragraph is about, else to who spoke before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from framing.annotation.mentions import Found, slug
from framing.document import Article, Attribution, Sentence, Span
from framing.engines.base import Signals
from framing.reading.zones import LABELS, SPEAKER_LABEL

__all__ = ["Speaker", "give_turns"]

_MOST = 0.6  # share of a sentence's words in marks from which it is somebody's and not the article's
_HELD = 0.5  # share of a stretch that a content must cover to be the attribution of it
_FEWEST = 3  # words of the second half of a quotation
_CLOSING = frozenset("\"”»’'“")
_VERBS = frozenset("VDMBHKER")
_BACK = 3  # turns over which a speaker is remembered

Speaker = tuple[str, str | None]  # source kind and actor


@dataclass(slots=True)
class _Turn:
    """One quotation: its stretches in marks, and what is known of its speaker."""

    stretches: list[tuple[int, int]]
    paragraph: int
    closed: bool = True
    cued: list[Attribution] = field(default_factory=list)
    speaker: Speaker | None = None


def give_turns(
    article: Article,
    signals: Signals,
    quotes: Sequence[tuple[int, int]],
    mentions: Sequence[Sequence[Found]],
    attributions: Sequence[Attribution],
    make: Callable[[int, Span, Speaker], Attribution],
) -> list[Attribution]:
    """Give every quotation without a cue its speaker, and every quoted sentence its attribution.

    Parameters
    ----------
    article : Article
        With its sentences.
    signals : Signals
        One entry a sentence.
    quotes : sequence of (int, int)
        Stretches in quotation marks, ascending.
    mentions : sequence of sequence of Found
        The actors mentioned in every sentence.
    attributions : sequence of Attribution
        Those found by cue, and quotations that seem to run on.
    make : callable
        Makes an attribution of a sentence's index, a content and a speaker.

    Returns
    -------
    list of Attribution
        In text order, not yet numbered anew.
    """
    made = _transcribed(article, mentions, attributions, make)
    if not quotes:
        return made
    turns = _turns(article, quotes)
    for turn in turns:
        low, high = turn.stretches[0][0], turn.stretches[-1][1]
        for item in made:
            if item.cue_span is None and item.source_span is None:
                continue
            lead = item.cue_span or item.source_span
            span = item.content_span
            inside = lead is not None and any(a <= lead.start and lead.end <= b for a, b in turn.stretches)
            if not inside and span.start < high and low < span.end and _covers(turn, span):
                turn.cued.append(item)
    turns = _joined(article, turns)
    spoken: list[tuple[_Turn, Speaker]] = []
    for number, turn in enumerate(turns):
        if not _speech(article, turn):
            continue
        if turn.cued:
            turn.speaker = turn.cued[0].source_kind, turn.cued[0].actor
            if turn.cued[0].source_span is None and spoken:
                turn.speaker = None
        if turn.speaker is None or turn.speaker[0] == "absent":
            turn.speaker = _told(article, signals, mentions, turns, number, spoken) or turn.speaker
        if turn.speaker is not None:
            spoken.append((turn, turn.speaker))
        made = _spread(article, turn, made, make)
    made = _headlines(article, made, make)
    made.sort(key=_order)
    return made


def _transcribed(
    article: Article,
    mentions: Sequence[Sequence[Found]],
    attributions: Sequence[Attribution],
    make: Callable[[int, Span, Speaker], Attribution],
) -> list[Attribution]:
    """Attribute the paragraphs of an interview that open with a label: "Q:", "VANHOUTTE:"."""
    labels: list[tuple[int, str, Span]] = []
    for block in article.blocks:
        opens = SPEAKER_LABEL.match(block.text) if block.zone == "body" else None
        if opens is not None and block.text[opens.end() :].strip():
            start = block.span.start
            content = Span(start=start + opens.end(), end=start + len(block.text.rstrip()))
            labels.append((start, opens.group(1), content))
    if len(labels) < LABELS or len({label for _, label, _ in labels}) > len(labels) / 2:
        return list(attributions)
    starts = [sentence.span.start for sentence in article.sentences]
    first = labels[0][0]
    people: list[str] = []
    named: dict[str, Speaker] = {}
    for row in mentions:
        for found in row:
            words = slug(found.name).split("-")
            for key in (slug(found.name), words[-1]):
                named.setdefault(key, _as_speaker(found))
            before = article.sentences[found.sentence].span.start < first
            if before and found.kind == "person" and not found.unnamed and found.actor not in people:
                people.append(found.actor)
    asks, answers = (people[0], people[1]) if len(people) == 2 else (None, people[0] if len(people) == 1 else None)
    known: dict[str, Speaker] = {
        "q": ("named_person" if asks else "absent", asks),
        "a": ("named_person" if answers else "absent", answers),
    }
    spans = [(start, content.end) for start, _, content in labels]
    kept = [
        item
        for item in attributions
        if item.source_span is not None or not any(a <= item.content_span.start < b for a, b in spans)
    ]
    kept = [item for item in kept if not any(a == item.content_span.start for a, _ in spans)]
    for _, label, content in labels:
        key = slug(label)
        speaker = known.get(key) or named.get(key) or named.get(key.split("-")[-1]) or ("named_person", None)
        index = max(0, bisect_right(starts, content.start) - 1)
        kept.append(make(index, content, speaker))
    kept.sort(key=_order)
    return kept


def _headlines(
    article: Article, made: Sequence[Attribution], make: Callable[[int, Span, Speaker], Attribution]
) -> list[Attribution]:
    """Give a quotation in a headline to whoever says the same words below."""
    kept: list[Attribution] = []
    below = [
        (_plain(item.content), (item.source_kind, item.actor))
        for item in made
        if article.sentences[item.sentence].zone != "headline" and item.source_kind != "absent"
    ]
    for item in made:
        if item.source_kind == "absent" and article.sentences[item.sentence].zone == "headline":
            words = _plain(item.content)
            who = next((who for said, who in below if words and words in said), None)
            if who is not None and item.cue_span is None:
                item = make(item.sentence, item.content_span, who)
        kept.append(item)
    return kept


def _plain(text: str) -> str:
    """The words of a text alone, so that the same said twice is found."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _order(item: Attribution) -> tuple[int, int, int]:
    lead = item.cue_span or item.content_span
    return item.sentence, min(item.content_span.start, lead.start), -item.content_span.end


def _joined(article: Article, turns: Sequence[_Turn]) -> list[_Turn]:
    """Put the two halves of a quotation together that its cue interrupts: "“We will,” she said, “go on.”"."""
    kept: list[_Turn] = []
    for turn in turns:
        before = kept[-1] if kept else None
        if before is not None and not turn.cued and before.cued:
            end, start = before.stretches[-1][1], turn.stretches[0][0]
            item = before.cued[0]
            lead = item.cue_span or item.source_span
            sentence = article.sentences[item.sentence].span
            if lead is not None and end <= lead.start and lead.end <= start and start < sentence.end:
                before.stretches.extend(turn.stretches)
                before.paragraph, before.closed = turn.paragraph, turn.closed
                continue
        kept.append(turn)
    return kept


def _covers(turn: _Turn, span: Span) -> bool:
    """Whether a content is what the turn says, and not a word or two of a sentence around it."""
    shared = sum(max(0, min(b, span.end) - max(a, span.start)) for a, b in turn.stretches)
    return 2 * shared >= len(span)


def _turns(article: Article, quotes: Sequence[tuple[int, int]]) -> list[_Turn]:
    text = article.text
    starts = [sentence.span.start for sentence in article.sentences]
    turns: list[_Turn] = []
    for start, end in quotes:
        at = max(0, bisect_right(starts, start) - 1)
        paragraph = article.sentences[at].paragraph if article.sentences else 0
        closed = text[end - 1] in _CLOSING and end - start > 1
        last = turns[-1] if turns else None
        if last is not None and not last.closed and paragraph == last.paragraph + 1:
            last.stretches.append((start, end))
            last.paragraph, last.closed = paragraph, closed
        else:
            turns.append(_Turn([(start, end)], paragraph, closed))
    return turns


def _portions(article: Article, turn: _Turn) -> list[tuple[Sentence, int, int, float]]:
    """The part of each sentence that a turn covers, with its share of the sentence's words."""
    starts = [sentence.span.start for sentence in article.sentences]
    made: list[tuple[Sentence, int, int, float]] = []
    for start, end in turn.stretches:
        place = max(0, bisect_right(starts, start) - 1)
        while place < len(starts) and starts[place] < end:
            sentence = article.sentences[place]
            place += 1
            low, high = max(start, sentence.span.start), min(end, sentence.span.end)
            while high > low and article.text[high - 1].isspace():
                high -= 1
            if low >= high:
                continue
            columns = sentence.columns
            words = [i for i in range(sentence.first, sentence.last) if columns.words[i][0].isalnum()]
            inside = sum(low <= columns.starts[i] < high for i in words)
            made.append((sentence, low, high, inside / len(words) if words else 0.0))
    return made


def _speech(article: Article, turn: _Turn) -> bool:
    """Whether a turn is somebody speaking: more than a word or a name in marks."""
    portions = _portions(article, turn)
    return bool(turn.cued) or len(portions) > 1 or any(share >= _MOST for *_, share in portions)


def _told(
    article: Article,
    signals: Signals,
    mentions: Sequence[Sequence[Found]],
    turns: Sequence[_Turn],
    number: int,
    spoken: Sequence[tuple[_Turn, Speaker]],
) -> Speaker | None:
    """Whom the text around a turn without a cue makes its speaker."""
    turn = turns[number]
    start = turn.stretches[0][0]
    starts = [sentence.span.start for sentence in article.sentences]
    here = max(0, bisect_right(starts, start) - 1)
    paragraph = article.sentences[here].paragraph
    before = turns[number - 1] if number else None
    last = spoken[-1] if spoken else None
    if last is not None and last[0].paragraph == paragraph:
        return last[1]
    # Narration in front of it, in its paragraph, and behind whatever was said there before.
    floor = before.stretches[-1][1] if before is not None else 0
    place = here
    while place >= 0 and article.sentences[place].paragraph == paragraph:
        sentence = article.sentences[place]
        if sentence.span.end <= floor:
            break
        if max(sentence.span.start, floor) < start and sentence.span.start < start:
            who = _subject(article, signals, mentions, place, max(floor, 0), start)
            if who is not None:
                return who
        place -= 1
    if here and not spoken_in(article, turns, paragraph - 1):
        # A line that ends in a colon gives the word to what follows it.
        ahead = article.sentences[here - 1]
        if article.text[ahead.span.start : ahead.span.end].rstrip().endswith(":"):
            who = _subject(article, signals, mentions, here - 1, 0, start)
            if who is not None:
                return who
    if last is not None and paragraph - last[0].paragraph == 1:
        others = [who for _, who in spoken[:-1][-_BACK:] if who != last[1]]
        asks = article.text[: last[0].stretches[-1][1]].rstrip("\"”»’'").endswith("?")
        alone = _alone(article, turn) and _alone(article, last[0])
        if alone and others:
            return others[-1]  # paragraphs of nothing but quotation take turns
        if asks and _alone(article, turn):
            return _asked(article, signals, mentions, last) or last[1]
        return last[1]
    behind = bisect_left(starts, turn.stretches[-1][1])
    if behind < len(starts):
        sentence = article.sentences[behind]
        words = sentence.columns.words[sentence.first : sentence.last]
        if words[:3] in (["that", "is", "how"], ["this", "is", "how"], ["that", "was", "how"]):
            return _subject(article, signals, mentions, behind, sentence.span.start, sentence.span.end)
    return None


def spoken_in(article: Article, turns: Sequence[_Turn], paragraph: int) -> bool:
    """Whether a paragraph ends in a quotation."""
    return any(turn.paragraph == paragraph for turn in turns)


def _alone(article: Article, turn: _Turn) -> bool:
    """Whether a turn is the whole of its paragraph, marks and all."""
    low, high = turn.stretches[0][0], turn.stretches[-1][1]
    row = [sentence for sentence in article.sentences if sentence.paragraph == turn.paragraph]
    return bool(row) and row[0].span.start >= low and row[-1].span.end <= high


def _asked(
    article: Article, signals: Signals, mentions: Sequence[Sequence[Found]], last: tuple[_Turn, Speaker]
) -> Speaker | None:
    """Who answers a question: the other person whom its paragraph names."""
    for sentence in reversed(article.sentences):
        if sentence.paragraph != last[0].paragraph:
            continue
        for found in mentions[sentence.index]:
            if found.kind == "person" and found.actor != last[1][1] and not found.unnamed:
                return "named_person", found.actor
    return None


def _subject(
    article: Article, signals: Signals, mentions: Sequence[Sequence[Found]], place: int, low: int, high: int
) -> Speaker | None:
    """Whom a sentence of narration is about: the first mention with a verb behind it, else the first person."""
    sentence = article.sentences[place]
    columns, tags = sentence.columns, signals.sentences[place].tags
    rows = [found for found in mentions[place] if low <= columns.starts[found.first] < high]
    rows = [found for found in rows if found.kind in ("person", "organisation", "country", "group")]
    for found in rows:
        after = found.last
        while after < sentence.last and columns.words[after] == ",":
            # "Bashir Noorani, who owns the building, keeps": over the aside.
            close = next((i for i in range(after + 1, sentence.last) if columns.words[i] == ","), -1)
            if close < 0:
                break
            after = close + 1
        if after < sentence.last and tags[after - sentence.first] in _VERBS:
            return _as_speaker(found)
    return next((_as_speaker(found) for found in rows if found.kind == "person"), None)


def _as_speaker(found: Found) -> Speaker:
    if found.kind == "person":
        return ("unnamed_specific" if found.unnamed else "named_person"), found.actor
    return ("collective" if found.kind == "group" else "named_org"), found.actor


def _spread(
    article: Article,
    turn: _Turn,
    made: list[Attribution],
    make: Callable[[int, Span, Speaker], Attribution],
) -> list[Attribution]:
    """Give the speaker of a turn to what of it has none, and add what nobody has found."""
    speaker = turn.speaker
    portions = _portions(article, turn)
    kept: list[Attribution] = []
    for item in made:
        span = item.content_span
        bare = item.source_span is None and item.cue_span is None
        if bare and _covers(turn, span) and any(a < span.end and span.start < b for a, b in turn.stretches):
            if speaker is not None and speaker != (item.source_kind, item.actor):
                item = make(item.sentence, span, speaker)
            for sentence, low, high, _ in portions:
                # A mark inside the marks has cut it short.
                inside = low <= span.start and span.end <= high and len(span) < high - low
                if inside and sentence.index == item.sentence and len(span) >= _HELD * (high - low):
                    item = make(item.sentence, Span(start=low, end=high), speaker or (item.source_kind, item.actor))
        kept.append(item)
    cued = {item.sentence for item in turn.cued}
    for sentence, low, high, share in portions:
        columns = sentence.columns
        words = sum(
            low <= columns.starts[i] < high and columns.words[i][0].isalnum()
            for i in range(sentence.first, sentence.last)
        )
        if share < _MOST and not (sentence.index in cued and words >= _FEWEST):
            continue
        held = False
        for item in kept:
            span = item.content_span
            lead = item.cue_span or item.source_span
            nested = lead is not None and low <= lead.start and lead.end <= high
            shared = min(high, span.end) - max(low, span.start)
            held = held or (not nested and shared >= _HELD * (high - low))
        if held:
            continue
        # What is said goes on where the sentence before has left off.
        goes_on = next(
            (
                place
                for place, item in enumerate(kept)
                if item.sentence < sentence.index
                and any(a <= item.content_span.start and low < b for a, b in turn.stretches)
                and not article.text[item.content_span.end : low].strip()
                and item.content_span.end <= low
            ),
            -1,
        )
        if goes_on >= 0:
            item = kept[goes_on]
            span = Span(start=item.content_span.start, end=high)
            kept[goes_on] = replace(item, content_span=span, content=span.slice(article.text))
        else:
            kept.append(make(sentence.index, Span(start=low, end=high), speaker or ("absent", None)))
    return kept
