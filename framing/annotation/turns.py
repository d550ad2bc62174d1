"""Quotations and the narration around them → who speaks where no cue says it.

Law: what stands in one pair of marks, and paragraphs left open for the next, has one speaker; a quotation
without a cue belongs to whom the narration before it in its paragraph is about, else to who spoke before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from framing.annotation.mentions import Found
from framing.annotation.naming import slug
from framing.document import Article, Attribution, Block, Sentence, Span
from framing.engines.base import Signals
from framing.reading.zones import LABELS, SPEAKER_LABEL

__all__ = ["Speaker", "give_turns", "text_order"]

_MOST = 0.6  # share of a sentence's words in marks from which it is somebody's and not the article's
_HELD = 0.5  # share of a stretch that a content must cover to be the attribution of it
_FEWEST = 3  # words of the second half of a quotation
_CLOSING = frozenset("\"”»’'“")
_OPENING = frozenset("\"“‘'„«")
_TITLE = 3  # words from which a row of capitals is a title and no exclamation
_LONGEST = 120  # characters of a title
_SMALL = frozenset("ITCO")  # tags of words that titles leave small
_VERBS = frozenset("VDMBHKER")
_DASH_OPENS, _DASH_CLOSES = ("—", "–", "- ", "-- "), ("—", "–", " -", " --")
_LONGEST_ASIDE = 200  # characters
_WRITES = frozenset({"it", "they"})  # what opens a line that ends in a colon, if a letter or a note is meant
_BY = frozenset({"by", "from"})
_BEFORE_NAME = 5  # words of a title between "by" and a name
_SIGNED = 3  # sentences before "It began:" in which that may stand
_NAME_LABEL = re.compile(r"\s*([A-Z][a-z'’\-]+(?: [A-Z][\w.'’\-]+){0,2}):\s+(?![\"“‘])")
_TURNS = 2  # paragraphs that open with the name of who speaks, where none in front ends in a colon
_BACK = 3  # turns over which a speaker is remembered
_NEAR = 16  # attributions looked at on either side of a quotation

Speaker = tuple[str, str | None]  # source kind and actor
Make = Callable[[int, Span, Speaker], Attribution]


@dataclass(slots=True)
class _Turn:
    """One quotation: its stretches in marks, and what is known of its speaker."""

    stretches: list[tuple[int, int]]
    paragraph: int
    closed: bool = True
    cued: list[Attribution] = field(default_factory=list)
    speaker: Speaker | None = None
    aside: bool = False  # whether words between dashes say whose it is

    def covers(self, span: Span) -> bool:
        """Whether a content is what the turn says, and not a word or two of a sentence around it."""
        shared = sum(max(0, min(b, span.end) - max(a, span.start)) for a, b in self.stretches)
        return 2 * shared >= len(span)

    def touches(self, span: Span) -> bool:
        """Whether any of a stretch is in the turn."""
        return any(a < span.end and span.start < b for a, b in self.stretches)


def give_turns(
    article: Article,
    signals: Signals,
    quotes: Sequence[tuple[int, int]],
    mentions: Sequence[Sequence[Found]],
    attributions: Sequence[Attribution],
    make: Make,
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
    if not quotes or not article.sentences:
        return made
    return _Talk(article, signals, mentions, quotes, made, make).turned()


class _Talk:
    """The quotations of one article, in order, with what is found quickly: by paragraph, by place."""

    def __init__(
        self,
        article: Article,
        signals: Signals,
        mentions: Sequence[Sequence[Found]],
        quotes: Sequence[tuple[int, int]],
        attributions: Sequence[Attribution],
        make: Make,
    ) -> None:
        self.article = article
        self.signals = signals
        self.mentions = mentions
        self.make = make
        self.starts = [sentence.span.start for sentence in article.sentences]
        self.paragraphs: dict[int, tuple[int, int]] = {}
        for sentence in article.sentences:
            first, _ = self.paragraphs.get(sentence.paragraph, (sentence.index, 0))
            self.paragraphs[sentence.paragraph] = first, sentence.index + 1
        columns = article.sentences[0].columns
        self.columns = columns
        # How many words stand before each token, so that the words of any stretch are one subtraction.
        self.words = [0, *accumulate(word[0].isalnum() for word in columns.words)]
        self.made = sorted(attributions, key=_content_start)
        self.places = [item.content_span.start for item in self.made]
        self.added: list[Attribution] = []
        self.turns = self._turns(quotes)
        self.spoken: list[tuple[_Turn, Speaker]] = []

    def turned(self) -> list[Attribution]:
        """Return the attributions with their speakers."""
        for turn in self.turns:
            for place in self._near(turn):
                self._cue(turn, self.made[place])
        self.turns = self._joined()
        ends = {turn.paragraph for turn in self.turns}
        before: _Turn | None = None
        for turn in self.turns:
            portions = self._portions(turn)
            if turn.cued or turn.aside or len(portions) > 1 or any(share >= _MOST for *_, share in portions):
                if turn.cued:
                    turn.speaker = turn.cued[0].source_kind, turn.cued[0].actor
                    if turn.cued[0].source_span is None and self.spoken:
                        turn.speaker = None
                if turn.speaker is None or turn.speaker[0] == "absent":
                    turn.speaker = self._told(turn, before, ends) or turn.speaker
                if turn.speaker is not None:
                    self.spoken.append((turn, turn.speaker))
                self._spread(turn, portions)
            before = turn
        told = [item for item in (*self.made, *self.added) if not self._is_title(item)]
        made = _headlines(self.article, self._gathered(told), self.make)
        made.sort(key=text_order)
        return made

    def _gathered(self, told: Sequence[Attribution]) -> list[Attribution]:
        """Put together what stands in one pair of marks: whoever is named behind its last sentence said the first."""
        items = sorted(told, key=_content_start)
        starts = [item.content_span.start for item in items]
        gone: set[int] = set()
        for low, high in (stretch for turn in self.turns for stretch in turn.stretches):
            last = -1
            here = range(bisect_left(starts, low), bisect_left(starts, high))
            whole = max((items[i].content_span.end for i in here if _closes(items[i], low, high)), default=low)
            for place in here:
                item = items[place]
                lead = item.cue_span or item.source_span
                if lead is None and item.content_span.end <= whole:
                    gone.add(place)  # part of what is known to be said by whoever stands behind it
                    continue
                inside = lead is not None and low <= lead.start and lead.end <= high
                if inside or item.content_span.end > high + 1:
                    continue
                before = items[last] if last >= 0 else None
                bare = before is not None and before.cue_span is None and before.source_span is None
                if before is not None and item.content_span.end <= before.content_span.end:
                    if bare and lead is not None and item.content_span == before.content_span:
                        gone.add(last)
                        last = place
                    continue
                last, kept = place, last
                if before is None or not (bare or lead is None):
                    continue
                gap = self.article.text[before.content_span.end : item.content_span.start]
                if any(map(str.isalnum, gap)) or item.content_span.start < before.content_span.end:
                    continue
                first = before if lead is None else item
                span = Span(start=before.content_span.start, end=item.content_span.end)
                items[place] = replace(first, content_span=span, content=span.slice(self.article.text))
                gone.add(kept)
        return [item for place, item in enumerate(items) if place not in gone]

    def _is_title(self, item: Attribution) -> bool:
        """Whether what nobody is given to say is a title or crosshead in marks: "State of the Union"."""
        sentence = self.article.sentences[item.sentence]
        if item.cue_span is not None or item.source_span is not None or sentence.zone == "headline":
            return False
        low, high = item.content_span.start, item.content_span.end
        if high - low > _LONGEST:
            return False
        if self.article.text[low] not in _OPENING or "," in self.article.text[low:high]:
            return False
        columns, text = self.columns, self.article.text
        first, last = bisect_left(columns.starts, low), bisect_left(columns.starts, high)
        last = min(last, sentence.last)
        words = [i for i in range(first, last) if columns.words[i][0].isalpha()]
        tags = self.signals.sentences[sentence.index].tags
        capitals = [text[columns.starts[i]].isupper() for i in words]
        return len(words) >= _TITLE and all(
            capital or (i > words[0] and tags[i - sentence.first] in _SMALL) or columns.words[i] == "n't"
            for i, capital in zip(words, capitals, strict=True)
        )

    # ------------------------------------------------------------------ finding

    def _near(self, turn: _Turn) -> range:
        """Places of the attributions that may be of a turn."""
        low, high = turn.stretches[0][0], turn.stretches[-1][1]
        first, last = bisect_left(self.places, low), bisect_left(self.places, high)
        return range(max(0, first - _NEAR), min(last, first + _NEAR * len(turn.stretches)))

    def _cue(self, turn: _Turn, item: Attribution) -> None:
        """Take an attribution as the turn's own if it has words outside its marks that say who speaks."""
        lead = item.cue_span or item.source_span
        if lead is None or not turn.touches(item.content_span) or not turn.covers(item.content_span):
            return
        if not any(a <= lead.start and lead.end <= b for a, b in turn.stretches):
            turn.cued.append(item)

    def _sentence_at(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _count(self, low: int, high: int) -> int:
        """Words that begin in a stretch."""
        starts = self.columns.starts
        return self.words[bisect_left(starts, high)] - self.words[bisect_left(starts, low)]

    def _turns(self, quotes: Sequence[tuple[int, int]]) -> list[_Turn]:
        text = self.article.text
        turns: list[_Turn] = []
        for start, end in quotes:
            paragraph = self.article.sentences[self._sentence_at(start)].paragraph
            closed = text[end - 1] in _CLOSING and end - start > 1
            last = turns[-1] if turns else None
            if last is not None and not last.closed and paragraph == last.paragraph + 1:
                last.stretches.append((start, end))
                last.paragraph, last.closed = paragraph, closed
            else:
                turns.append(_Turn([(start, end)], paragraph, closed))
        return turns

    def _joined(self) -> list[_Turn]:
        """Put the two halves of a quotation together that its cue interrupts: "“We will,” she said, “go on.”"."""
        kept: list[_Turn] = []
        for turn in self.turns:
            before = kept[-1] if kept else None
            if before is not None and not turn.cued and before.cued:
                end, start = before.stretches[-1][1], turn.stretches[0][0]
                item = before.cued[0]
                lead = item.cue_span or item.source_span
                sentence = self.article.sentences[item.sentence].span
                if lead is not None and end <= lead.start and lead.end <= start and start < sentence.end:
                    before.stretches.extend(turn.stretches)
                    before.paragraph, before.closed = turn.paragraph, turn.closed
                    continue
            if before is not None and not turn.cued and not before.cued:
                speaker = self._aside(before, turn)
                if speaker is not None:
                    before.speaker, before.aside = speaker, True
                    before.stretches.extend(turn.stretches)
                    before.closed = turn.closed
                    continue
            kept.append(turn)
        return kept

    def _portions(self, turn: _Turn) -> list[tuple[Sentence, int, int, float]]:
        """The part of each sentence that a turn covers, with its share of the sentence's words."""
        article = self.article
        made: list[tuple[Sentence, int, int, float]] = []
        for start, end in turn.stretches:
            place = self._sentence_at(start)
            while place < len(self.starts) and self.starts[place] < end:
                sentence = article.sentences[place]
                place += 1
                low, high = max(start, sentence.span.start), min(end, sentence.span.end)
                while high > low and article.text[high - 1].isspace():
                    high -= 1
                if low < high:
                    words = self.words[sentence.last] - self.words[sentence.first]
                    made.append((sentence, low, high, self._count(low, high) / words if words else 0.0))
        return made

    # ------------------------------------------------------------------ speakers

    def _told(self, turn: _Turn, before: _Turn | None, ends: set[int]) -> Speaker | None:
        """Whom the text around a turn without a cue makes its speaker."""
        article, start = self.article, turn.stretches[0][0]
        here = self._sentence_at(start)
        paragraph = article.sentences[here].paragraph
        last = self.spoken[-1] if self.spoken else None
        if last is not None and last[0].paragraph == paragraph:
            return last[1]
        # Narration in front of it, in its paragraph, and behind whatever was said there before.
        floor = before.stretches[-1][1] if before is not None else 0
        place = here
        while place >= 0 and article.sentences[place].paragraph == paragraph:
            sentence = article.sentences[place]
            if sentence.span.end <= floor:
                break
            if sentence.span.start < start:
                who = self._subject(place, floor, start)
                if who is not None:
                    return who
            place -= 1
        if here and paragraph - 1 not in ends:
            # A line that ends in a colon gives the word to what follows it.
            ahead = article.sentences[here - 1]
            if article.text[ahead.span.end - 1] == ":":
                who = self._subject(here - 1, 0, start) or self._writer(here - 1)
                if who is not None:
                    return who
        if last is not None and paragraph - last[0].paragraph == 1:
            alone = self._alone(turn)
            others = [who for _, who in self.spoken[:-1][-_BACK:] if who != last[1]]
            if alone and others and self._alone(last[0]):
                return others[-1]  # paragraphs of nothing but quotation take turns
            end = last[0].stretches[-1][1]
            if alone and article.text[max(0, end - 2) : end].rstrip("\"”»’'").endswith("?"):
                return self._asked(last) or last[1]
            return last[1]
        behind = bisect_left(self.starts, turn.stretches[-1][1])
        if behind < len(self.starts):
            sentence = article.sentences[behind]
            words = sentence.columns.words[sentence.first : sentence.first + 3]
            if words in (["that", "is", "how"], ["this", "is", "how"], ["that", "was", "how"]):
                return self._subject(behind, sentence.span.start, sentence.span.end)
        return None

    def _aside(self, before: _Turn, turn: _Turn) -> Speaker | None:
        """Whom words between dashes are about that interrupt a quotation: "“If it fails” — Roe shrugged — “we go.”"."""
        end, start = before.stretches[-1][1], turn.stretches[0][0]
        if before.paragraph != turn.paragraph or start - end > _LONGEST_ASIDE:
            return None
        told = self.article.text[end:start].strip()
        if not told.startswith(_DASH_OPENS) or not told.endswith(_DASH_CLOSES) or not any(map(str.isalnum, told)):
            return None
        return self._subject(self._sentence_at(end), end, start) or self._subject(self._sentence_at(start), end, start)

    def _writer(self, place: int) -> Speaker | None:
        """Who wrote what "It began:" is said of: whom its paragraph names behind "by" or "from"."""
        sentence = self.article.sentences[place]
        words = sentence.columns.words
        if words[sentence.first] not in _WRITES:
            return None
        first, _ = self.paragraphs[sentence.paragraph]
        for before in range(place - 1, max(first, place - _SIGNED) - 1, -1):
            floor = self.article.sentences[before].first
            for found in self.mentions[before][:_NEAR]:
                ahead = words[max(floor, found.first - _BEFORE_NAME) : found.first]
                if found.kind == "person" and not _BY.isdisjoint(ahead):
                    return _as_speaker(found)
        return None

    def _alone(self, turn: _Turn) -> bool:
        """Whether a turn is the whole of its paragraph, marks and all."""
        first, stop = self.paragraphs[turn.paragraph]
        row = self.article.sentences[first].span.start, self.article.sentences[stop - 1].span.end
        return turn.stretches[0][0] <= row[0] and row[1] <= turn.stretches[-1][1]

    def _asked(self, last: tuple[_Turn, Speaker]) -> Speaker | None:
        """Who answers a question: the other person whom its paragraph names."""
        first, stop = self.paragraphs[last[0].paragraph]
        for place in range(stop - 1, max(first, stop - _NEAR) - 1, -1):
            for found in self.mentions[place][:_NEAR]:
                if found.kind == "person" and found.actor != last[1][1] and not found.unnamed:
                    return "named_person", found.actor
        return None

    def _subject(self, place: int, low: int, high: int) -> Speaker | None:
        """Whom narration is about: the first mention with a verb behind it, else the first person."""
        sentence = self.article.sentences[place]
        columns, tags = sentence.columns, self.signals.sentences[place].tags
        row = self.mentions[place]
        begin = bisect_left(row, bisect_left(columns.starts, low), key=_first_token)
        rows: list[Found] = []
        for found in row[begin : begin + _NEAR]:
            if columns.starts[found.first] >= high:
                break
            if found.kind in ("person", "organisation", "country", "group"):
                rows.append(found)
        for found in rows:
            after = found.last
            while after < sentence.last and columns.words[after] == ",":
                # "Bashir Noorani, who owns the building, keeps": over the aside.
                ahead = range(after + 1, min(sentence.last, after + _NEAR))
                close = next((i for i in ahead if columns.words[i] == ","), -1)
                if close < 0:
                    break
                after = close + 1
            if after < sentence.last and tags[after - sentence.first] in _VERBS:
                return _as_speaker(found)
        return next((_as_speaker(found) for found in rows if found.kind == "person"), None)

    # ------------------------------------------------------------------ giving

    def _spread(self, turn: _Turn, portions: Sequence[tuple[Sentence, int, int, float]]) -> None:
        """Give the speaker of a turn to what of it has none, and add what nobody has found."""
        speaker, made = turn.speaker, self.made
        near = self._near(turn)
        for place in near:
            item = made[place]
            span = item.content_span
            if item.source_span is not None or item.cue_span is not None:
                continue
            if not turn.touches(span) or not turn.covers(span):
                continue
            if speaker is not None and speaker != (item.source_kind, item.actor):
                made[place] = item = self.make(item.sentence, span, speaker)
            for sentence, low, high, _ in portions:
                # A mark inside the marks has cut it short.
                inside = low <= span.start and span.end <= high and len(span) < high - low
                if inside and sentence.index == item.sentence and len(span) >= _HELD * (high - low):
                    who = speaker or (item.source_kind, item.actor)
                    made[place] = self.make(item.sentence, Span(start=low, end=high), who)
        cued = {item.sentence for item in turn.cued}
        fresh = len(self.added)
        for sentence, low, high, share in portions:
            if share < _MOST and not ((turn.aside or sentence.index in cued) and self._count(low, high) >= _FEWEST):
                continue
            own = [
                *((made, place) for place in near),
                *((self.added, place) for place in range(fresh, len(self.added))),
            ]
            if any(_holds(items[place], low, high) for items, place in own):
                continue
            # What is said goes on where the sentence before has left off.
            goes_on = next(
                (
                    (items, place)
                    for items, place in own
                    if items[place].sentence < sentence.index
                    and any(a <= items[place].content_span.start and low < b for a, b in turn.stretches)
                    and items[place].content_span.end <= low
                    and not self.article.text[items[place].content_span.end : low].strip()
                ),
                None,
            )
            if goes_on is not None:
                items, place = goes_on
                span = Span(start=items[place].content_span.start, end=high)
                items[place] = replace(items[place], content_span=span, content=span.slice(self.article.text))
            else:
                self.added.append(self.make(sentence.index, Span(start=low, end=high), speaker or ("absent", None)))


def _holds(item: Attribution, low: int, high: int) -> bool:
    """Whether an attribution has a stretch as its content, and is not one inside it."""
    lead = item.cue_span or item.source_span
    nested = lead is not None and low <= lead.start and lead.end <= high
    shared = min(high, item.content_span.end) - max(low, item.content_span.start)
    return not nested and shared >= _HELD * (high - low)


def _as_speaker(found: Found) -> Speaker:
    if found.kind == "person":
        return ("unnamed_specific" if found.unnamed else "named_person"), found.actor
    return ("collective" if found.kind == "group" else "named_org"), found.actor


def _first_token(found: Found) -> int:
    return found.first


def _closes(item: Attribution, low: int, high: int) -> bool:
    """Whether a saying is a whole quotation whose speaker stands behind it."""
    lead = item.cue_span or item.source_span
    return lead is not None and lead.start >= item.content_span.end - 1 and item.content_span.start <= low + 1


def _content_start(item: Attribution) -> int:
    return item.content_span.start


def text_order(item: Attribution) -> tuple[int, int, int]:
    """What attributions are sorted by: the sentence, then where the saying begins, whoever quotes before the quoted."""
    lead = item.cue_span or item.content_span
    return item.sentence, min(item.content_span.start, lead.start), -item.content_span.end


def _labelled(blocks: Sequence[Block], label: re.Pattern[str]) -> list[tuple[int, str, Span]]:
    """Paragraphs that open with a label: where they begin, the label, and what is said."""
    made: list[tuple[int, str, Span]] = []
    for block in blocks:
        opens = label.match(block.text)
        if opens is not None and block.text[opens.end() :].strip():
            start = block.span.start
            made.append((start, opens.group(1), Span(start=start + opens.end(), end=start + len(block.text.rstrip()))))
    return made


def _transcribed(
    article: Article,
    mentions: Sequence[Sequence[Found]],
    attributions: Sequence[Attribution],
    make: Make,
) -> list[Attribution]:
    """Attribute the paragraphs of an interview that open with a label: "Q:", "VANHOUTTE:"."""
    blocks = [block for block in article.blocks if block.zone == "body"]
    labels = _labelled(blocks, SPEAKER_LABEL)
    if len(labels) < LABELS or len({label for _, label, _ in labels}) > len(labels) / 2:
        labels = []
    led = {after.span.start for before, after in pairwise(blocks) if before.text.rstrip()[-1:] == ":"}
    names = _labelled(blocks, _NAME_LABEL)
    names = [item for item in names if len(names) >= _TURNS or item[0] in led]
    if not labels and not names:
        return list(attributions)
    starts = [sentence.span.start for sentence in article.sentences]
    first = min(start for start, _, _ in (*labels, *names))
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
    # "Roe: Of course": a word and a colon that open a paragraph are a speaker only where that is a person's name.
    names = [item for item in names if named.get(slug(item[1]), ("", None))[0] == "named_person"]
    labels = sorted([*labels, *names])
    if not labels:
        return list(attributions)
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
    kept.sort(key=text_order)
    return kept


def _headlines(article: Article, made: Sequence[Attribution], make: Make) -> list[Attribution]:
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
