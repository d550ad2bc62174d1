"""Cue rows and the shape of a clause → attributions, by grammar alone.

Law: a cue that stands in no clause of its kind introduces nothing; what is found are token ranges of one sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from framing.annotation.marks import meets
from framing.annotation.mentions import Found
from framing.annotation.phrases import main_subject, phrase_left, phrase_right, subject
from framing.annotation.quotes import quoted_at
from framing.annotation.sources import Draft, withholding
from framing.document import Article, Sentence
from framing.engines.base import SentenceSignals
from framing.grammar import word_class
from framing.lexicon import Entry, Match

__all__ = ["in_sentence", "quote_in"]

_CLAUSE_SHARE = {"clause": 1.0, "quote": 1.0, "infinitive": 0.9, "object": 0.7}
# Cue classes that report a state of mind rather than words.
_ATTITUDES = frozenset({"perception", "factive"})
_SPEECH = frozenset({"say", "tell"})  # verbs that mean nothing but speech
_MAX_COLON_SOURCE = 5  # tokens
_MAX_CONTENT = 500  # tokens of one clause; no sentence of prose comes near
_MAX_MODIFIERS = 8  # words between a possessor and what is claimed
_MAX_BREAK = 6  # tokens between the source and the second part of its quotation
_COLON_SOURCE = re.compile(r"T?[PNAS.]+")
_CLAUSE_WORDS = frozenset({"that", "whether", "how", "why"})
_FLOOR = 0.35  # weight × share below this is too weak to call an attribution


def in_sentence(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    local: Sequence[tuple[int, int]],
    mentions: Sequence[Found],
) -> list[Draft]:
    """Find the attributions of one sentence.

    Parameters
    ----------
    article : Article
        To which the sentence belongs.
    sentence : Sentence
        With its token columns.
    signals : SentenceSignals
        What the engine found in it.
    local : sequence of (int, int)
        The stretches in quotation marks that touch it, ascending.
    mentions : sequence of Found
        The actors mentioned in it.
    """
    drafts: list[Draft] = []
    columns = sentence.columns
    cue_first = covered = -1
    colon = _colon(article, sentence, signals, local, mentions)
    if colon is not None:
        drafts.append(colon)
        cue_first, covered = colon.cue_first, colon.cue_last
    unnamed = withholding(sentence, signals) if signals.attribution else []
    for match in signals.attribution:
        if unnamed and meets(unnamed, match.first, match.last):
            continue  # "asked not to be named"
        entry = match.entry
        start = columns.starts[match.first]
        if entry.category == "according":
            draft = _according(article, sentence, signals, match, local)
        elif entry.category in ("nominal", "agentless"):
            draft = _nominal(article, sentence, signals, match, local)
        else:
            draft = _verb(article, sentence, signals, match, local, mentions)
            if entry.category in _ATTITUDES and quoted_at(local, start) and not _is_written(signals, draft):
                continue  # what speakers say of their own mind is their claim, not a second one
            if draft is not None and draft.source is not None:
                # Whoever "said" something can speak; other verbs need a source that can hold a view.
                sure = entry.term in _SPEECH or article.text[draft.content[0]] in '"“‘«'
                if not sure and not _can_hold(sentence, signals, draft.source, mentions):
                    continue
        if draft is None or draft.cue_first < covered:
            continue
        source = draft.source
        spoken = columns.words[source[0] : source[1]] if source is not None else []
        if spoken in (["you"], ["i"]) and not quoted_at(local, start):
            continue  # "You'll remember", "I believe": neither reader nor writer is a source
        if draft.source is not None and draft.source[0] < covered and draft.source[1] > cue_first:
            continue  # the "reports" of "reports have surfaced indicating" are a cue already
        cue_first, covered = draft.cue_first, draft.cue_last
        drafts.append(draft)
    return drafts


def _is_written(signals: SentenceSignals, draft: Draft | None) -> bool:
    """Whether a document says it: "the report found that"."""
    if draft is None or draft.source is None:
        return False
    low, high = draft.source
    return any(match.entry.category == "document" and low <= match.first < high for match in signals.sources)


def _can_hold(sentence: Sentence, signals: SentenceSignals, source: tuple[int, int], mentions: Sequence[Found]) -> bool:
    """Whether the source can hold a view: "this move signals" and "80 missiles meant" have none."""
    start, end = source
    tags, words, first = signals.tags, sentence.columns.words, sentence.first
    if any(found.first < end and found.last > start for found in mentions):
        return True
    if any(match.first < end and match.last > start for match in signals.sources):
        return True
    if end - start == 1 and words[start] in word_class("bare_subjects"):
        return True
    days, months = word_class("days"), word_class("months")
    return any(
        tag in "PYW" and word not in days and word not in months
        for tag, word in zip(tags[start - first : end - first], words[start:end], strict=True)
    )


def _colon(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    local: Sequence[tuple[int, int]],
    mentions: Sequence[Found],
) -> Draft | None:
    """A source and a colon at the start: 'Okoro: Port deal was signed in haste'."""
    tags, columns, first = signals.tags, sentence.columns, sentence.first
    stop = min(sentence.last - 3, first + _MAX_COLON_SOURCE + 1)
    if ":" not in tags[1 : max(0, stop - first)]:
        return None
    place = next((i for i in range(first + 1, stop) if columns.words[i] == ":"), None)
    if place is None or not _COLON_SOURCE.fullmatch(tags[: place - first]):
        return None
    speaks = sentence.zone == "headline" or tags[place + 1 - first] == '"'
    named = any(match.first < place for match in signals.actors) or any(match.first < place for match in signals.titles)
    if not speaks or not (named or any(found.last == place for found in mentions)):
        return None
    content = _content_after(article, sentence, tags, place + 1, local)
    if content is None:
        return None
    return Draft(sentence.index, place, place + 1, None, (first, place), content, sentence.index)


def _verb(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    match: Match,
    local: Sequence[tuple[int, int]],
    mentions: Sequence[Found],
) -> Draft | None:
    tags, columns = signals.tags, sentence.columns
    words, starts, ends = columns.words, columns.starts, columns.ends
    first, last = sentence.first, sentence.last
    cue, cue_end = match.first, match.last
    tag = tags[cue - first]
    entry = match.entry
    accepts = _forms(entry.get("content", "clause"))
    before = tags[cue - 1 - first] if cue > first else "."
    if before == "T" and tag in "EA":
        return None  # "a noted clock"
    if tag in "NPAIT" and not (tag in "NA" and words[cue][-1:] in "ds" and before in 'PY"'):
        return None
    # The whole verb group belongs to the cue: "has not yet said", "is expected to announce".
    group = cue
    while group > first and (
        tags[group - 1 - first] in "MBHKRX"
        or (words[group - 1] in ("not", "n't", "never"))
        or (tags[group - 1 - first] == "O" and group - 1 > first and tags[group - 2 - first] in "VDEGBHKA")
        or (tags[group - 1 - first] in "VDEGA" and words[group] == "to" and group < cue)
    ):
        group -= 1
    passive = tag in "ED" and any(tags[i - first] == "B" for i in range(group, cue))
    position = cue_end
    while position < last and tags[position - first] in "RL" and words[position] not in ("not",):
        position += 1
    next_tag = tags[position - first] if position < last else "."
    next_word = words[position] if position < last else "."
    left = group - 1
    left_tag = tags[left - first] if left >= first else "."

    # ---- the source after the verb: '"…," said the minister'
    if (
        not passive
        and tag in "DVN"
        and next_tag in "PNTYAUE"
        and (left_tag in ',"' or left < first)
        and ("quote" in accepts or "clause" in accepts)
        and (left_tag == '"' or _closes_content(sentence, tags, left, local, starts, entry))
        and next_word not in ("that", "this", "it", "him", "her", "them", "me", "us")
    ):
        source = phrase_right(tags, words, position, first, last)
        if source is not None and not _can_hold(sentence, signals, source, mentions):
            source = None
        if source is not None and (left_tag == '"' or _ends_clause(tags, source[1], first, last)):
            content = _content_before(article, sentence, tags, group, local)
            if content is not None:
                rest = _content_after_break(article, sentence, source[1], local)
                return Draft(sentence.index, group, cue_end, entry, source, content, sentence.index, rest)

    # ---- the source before the verb
    source = subject(tags, words, left, first)
    if passive:
        if next_tag == "I" and next_word == "by":
            agent = phrase_right(tags, words, position + 1, first, last)
            if agent is not None and entry.get("object") == "person":
                # "was told by an aide, who asked not to be named, that": the agent speaks.
                clause = agent[1]
                if clause < last and words[clause] == "to":  # "an aide to the governor"
                    whole = phrase_right(tags, words, clause + 1, first, last)
                    agent = (agent[0], whole[1]) if whole is not None else agent
                    clause = agent[1]
                if clause < last and words[clause] == ",":
                    clause = next((i + 1 for i in range(clause + 1, last - 1) if words[i] == ","), last)
                said = clause < last and words[clause] in _CLAUSE_WORDS
                content = _content_after(article, sentence, tags, clause, local) if said else None
                if content is not None:
                    return Draft(sentence.index, group, position + 1, entry, agent, content, sentence.index)
            if agent is not None and source is not None and "object" in accepts:
                return Draft(
                    sentence.index, group, position + 1, entry, agent,
                    (starts[source[0]], ends[source[1] - 1]), sentence.index,
                )  # fmt: skip
        infinitive = next_tag == "O" and position + 1 < last and tags[position + 1 - first] in "VBHKRA"
        if infinitive or next_word in ("that", "as"):
            # "is believed to have fled": nobody says it.
            content = _content_after(article, sentence, tags, position, local)
            if content is None or entry.weight < _FLOOR:
                return None
            return Draft(sentence.index, group, cue_end, entry, None, content, sentence.index)
        return None
    if source is None and tag in "GE" and left_tag not in "IN":
        source = main_subject(tags, words, first, group)
    if source is None and left_tag == "C":
        source = main_subject(tags, words, first, group)
    if source is None and tag in "G" and left_tag == "I":
        return None
    if source is None:
        return None
    if words[source[0]] == "that" and source[1] - source[0] > 1 and source[0] > first:
        source = source[0] + 1, source[1]  # "said that ministers believe"
    if tag == "V" and left_tag == "O":
        return None
    if source[0] > first and tags[source[0] - 1 - first] == "G" and next_tag == "O" and words[cue][-1] == "s":
        return None  # "ridiculing US attempts to mediate": a noun, whatever its tag

    # ---- what is said
    after_source_comma = source[0] > first and tags[source[0] - 1 - first] in ',"'
    quote_before = _quote_before(local, starts[source[0]]) is not None
    closes = _ends_clause(tags, position, first, last) or (
        after_source_comma
        and quote_before
        and (
            (next_tag in "IW" and next_word not in ("that", "if", "whether", "how", "why", "what"))
            # '"…," Okoro told the Gazette on Friday'
            or (entry.get("object") == "person" and next_tag in "PNTYAU")
        )
    )
    reports = entry.category == "neutral" or quote_before
    if after_source_comma and closes and reports:
        content = _content_before(article, sentence, tags, source[0], local)
        if content is not None:
            rest = _content_after_break(article, sentence, position, local)
            return Draft(sentence.index, group, cue_end, entry, source, content, sentence.index, rest)
    start = position
    form = "object"
    if entry.get("object") == "person" and next_tag in "PNTYAU":
        hearer = phrase_right(tags, words, position, first, last)
        if (
            hearer is not None
            and hearer[1] < last
            and (
                words[hearer[1]] in ("that", "how", "why", "whether", ",", ":", "if", "to")
                or tags[hearer[1] - first] in 'YPTN":'
            )
        ):
            start = hearer[1]
    elif next_tag == "I" and next_word in ("in", "on", "at", "during", "to", "with", "after"):
        # "said in a statement that", "said on Monday that"
        phrase = phrase_right(tags, words, position + 1, first, last)
        hop = 0
        while phrase is not None and phrase[1] < last and hop < 3:
            if words[phrase[1]] in ("that", ":", ","):
                start = phrase[1] + (1 if words[phrase[1]] == "," else 0)
                break
            if tags[phrase[1] - first] not in "IN":
                break
            phrase = phrase_right(tags, words, phrase[1] + 1, first, last)
            hop += 1
    elif next_tag in "NPU" and words[position] in word_class("days"):
        start = position + 1
    if start >= last:
        return None
    word = words[start]
    opening = tags[start - first]
    if word in ("that", "whether", "if", "how", "why", "what") or word == ":":
        form = "clause"
    elif opening == '"':
        form = "quote"
    elif opening == "O":
        form = "infinitive"
    elif opening in "YTPNAEUCRVG" or opening == ",":
        form = "clause" if _has_finite_verb(tags, start, first, last) else "object"
        if opening == "," and not quote_in(local, starts[start], sentence.span.end):
            return None
    elif opening in "IW" or opening in ".)":
        form = "object" if opening in "IW" else ""
    if not form:
        return None
    if form == "quote" and "quote" not in accepts and "clause" not in accepts and "object" not in accepts:
        return None
    if form not in accepts and form != "quote" and not (form == "clause" and "object" in accepts):
        return None
    if opening == "I" and form == "object" and word not in ("of", "for", "about", "on", "over", "against", "at"):
        return None
    share = _CLAUSE_SHARE[form]
    if entry.weight * share < _FLOOR:
        return None
    content = _content_after(article, sentence, tags, start, local)
    if content is None:
        return None
    return Draft(
        sentence.index, group, cue_end + (1 if word == ":" and start == cue_end else 0), entry, source, content,
        sentence.index,
    )  # fmt: skip


def _ends_clause(tags: str, position: int, first: int, last: int) -> bool:
    """Whether nothing but time and place follows: the verb closes its clause."""
    rest = tags[position - first : last - first]
    return re.match(r"(?:[RNPUIT:]{0,8})(?:[.,)(]|:|$)|\"", rest) is not None and (
        not rest or rest[0] in '.,)"(:IRNPUT'
    )


def _closes_content(
    sentence: Sentence,
    tags: str,
    left: int,
    local: Sequence[tuple[int, int]],
    starts: list[int],
    entry: Entry,
) -> bool:
    if _quote_before(local, starts[max(left, sentence.first)] + 1) is not None:
        return True
    return entry.category == "neutral" and left - sentence.first >= 4


def _quote_before(local: Sequence[tuple[int, int]], position: int) -> tuple[int, int] | None:
    place = bisect_right(local, position, key=_quote_end)
    return local[place - 1] if place else None


def _around(local: Sequence[tuple[int, int]], position: int) -> tuple[int, int] | None:
    """The stretch in quotation marks in the middle of which an offset is."""
    place = bisect_right(local, position, key=_quote_end)
    return local[place] if place < len(local) and local[place][0] < position else None


def quote_in(local: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch in quotation marks meets what lies between two offsets."""
    return any(quote[0] < end and quote[1] > start for quote in local)


def _has_finite_verb(tags: str, position: int, first: int, last: int) -> bool:
    for tag in tags[position - first : last - first]:
        if tag in "VDMBHK":
            return True
        if tag in '.;:"W,O':
            return False
    return False


def _content_before(
    article: Article,
    sentence: Sentence,
    tags: str,
    stop: int,
    local: Sequence[tuple[int, int]],
) -> tuple[int, int] | None:
    """What stands before the token `stop`, from the sentence's start or its first quotation."""
    starts, ends = sentence.columns.starts, sentence.columns.ends
    end = stop - 1
    while end >= sentence.first and tags[end - sentence.first] in ",:" and article.text[starts[end]] not in '”"':
        end -= 1
    if end < sentence.first:
        return None
    begin = starts[max(sentence.first, end - _MAX_CONTENT)]
    finish = ends[end]
    quote = _quote_before(local, finish)
    if quote is not None and quote[1] == finish and quote[0] < begin:
        begin = quote[0]
    around = _around(local, starts[stop]) if stop < sentence.last else None
    if around is not None and begin < around[0]:
        begin = starts[bisect_left(starts, around[0] + 1, sentence.first, stop)]
    return (begin, finish) if begin < finish else None


def _content_after(
    article: Article,
    sentence: Sentence,
    tags: str,
    start: int,
    local: Sequence[tuple[int, int]],
) -> tuple[int, int] | None:
    """What follows from the token `start` to the end of the clause, quotations whole."""
    columns = sentence.columns
    starts, ends, words = columns.starts, columns.ends, columns.words
    first, last = sentence.first, sentence.last
    while start < last and words[start] in (",", ":"):
        start += 1
    if start >= last:
        return None
    end = last
    while end > start and tags[end - 1 - first] in "." and words[end - 1] in (".", "!", "?", "…", "..."):
        end -= 1
    quoted_end = local[-1][1] if local and local[-1][1] > starts[start] else None
    end = min(end, start + _MAX_CONTENT)
    around = _around(local, starts[start])
    if around is not None:
        # What speakers say that others say ends with their own words: “He said it broke,” Roe answered.
        quoted_end = None
        end = min(end, bisect_left(starts, around[1], start, end))
        while end > start and not words[end - 1][0].isalnum():
            end -= 1
    cursor = 0
    for position in range(start, end):
        word = words[position]
        if word not in (";", ","):
            continue
        while cursor < len(local) and local[cursor][1] <= starts[position]:
            cursor += 1
        if cursor < len(local) and local[cursor][0] <= starts[position]:
            continue
        if word == ";" or (position > start + 3 and position + 2 < end and _breaks(tags, words, position, first, end)):
            end = position
            break
    if end <= start:
        return None
    finish = ends[end - 1]
    if quoted_end is not None and quoted_end > finish and end >= last - 2:
        finish = quoted_end  # the quotation runs on, perhaps over further sentences
    return starts[start], finish


def _breaks(tags: str, words: list[str], comma: int, first: int, end: int) -> bool:
    """Whether the clause ends at a comma: a new main clause, or another attribution."""
    word = words[comma + 1]
    if word == "according":
        return True
    return word == "but" and tags[comma + 2 - first] in "YTPN"


def _content_after_break(
    article: Article, sentence: Sentence, position: int, local: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The second part of a quotation that the source interrupts."""
    if position >= sentence.last:
        return None
    starts = sentence.columns.starts
    furthest = starts[min(position + _MAX_BREAK, sentence.last - 1)]
    place = bisect_left(local, (starts[position], 0))
    # Further on it is another quotation, or a word in scare quotes.
    return local[place] if place < len(local) and local[place][0] <= furthest else None


def _according(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    match: Match,
    local: Sequence[tuple[int, int]],
) -> Draft | None:
    tags, columns = signals.tags, sentence.columns
    words = columns.words
    first, last = sentence.first, sentence.last
    source = phrase_right(tags, words, match.last, first, last)
    if source is None:
        return None
    content: tuple[int, int] | None
    after = source[1]
    if match.first - first <= 2:
        if after < last and words[after] == ",":
            after += 1
        content = _content_after(article, sentence, tags, after, local) if after < last else None
    else:
        content = _content_before(article, sentence, tags, match.first, local)
    if content is None:
        return None
    return Draft(sentence.index, match.first, match.last, match.entry, source, content, sentence.index)


def _nominal(
    article: Article,
    sentence: Sentence,
    signals: SentenceSignals,
    match: Match,
    local: Sequence[tuple[int, int]],
) -> Draft | None:
    tags, columns = signals.tags, sentence.columns
    words, starts = columns.words, columns.starts
    first, last = sentence.first, sentence.last
    entry = match.entry
    after = match.last
    next_word = words[after] if after < last else "."
    source: tuple[int, int] | None = None
    if entry.category == "nominal":
        before = match.first - 1
        furthest = max(first, match.first - _MAX_MODIFIERS)
        while before >= furthest and tags[before - first] in "AREGN":
            before -= 1
        possessive = before >= first and tags[before - first] == "S"
        pronoun = before >= first and words[before] in ("his", "her", "their", "its", "my", "our")
        if possessive:
            source = phrase_left(tags, words, before - 1, first)
        elif pronoun:
            source = before, before + 1
        links = (next_word in ("that", "to", "of", "about", ":", "on", "for", "against")) or (
            after < last and tags[after - first] == '"'
        )
        if not links or not (possessive or pronoun or next_word == "that"):
            return None
        content = _content_after(article, sentence, tags, after, local)
        cue_first = before + 1 if possessive or pronoun else match.first
    else:
        content = None
        if after < last and next_word not in (".", ","):
            content = _content_after(article, sentence, tags, after, local)
        if (
            content is None
            or tags[after - first if after < last else -1] in ",."
            or (after < last and starts[after] >= content[1])
        ):
            content = _content_before(article, sentence, tags, match.first, local)
        cue_first = match.first
    if content is None:
        return None
    return Draft(sentence.index, cue_first, match.last, entry, source, content, sentence.index)


@lru_cache(maxsize=64)
def _forms(content: str) -> frozenset[str]:
    """The forms of content that a cue row lists."""
    return frozenset(content.split("|"))


def _quote_end(quote: tuple[int, int]) -> int:
    return quote[1]
