"""Signals, quotes and actors → attributions: who says what, by which words, how checkably.

Law: every attribution has a content span; a source kind follows from the source's words
by `source_nouns.tsv` and the actors; a strength follows from kind, mode and cue by
`strength.tsv`, and from nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial

from framing.annotation.linking import Link, link
from framing.annotation.mentions import Found
from framing.annotation.phrases import head_end_of, main_subject, phrase_left, phrase_right, subject
from framing.annotation.posts import give_posts
from framing.annotation.quotes import find_inner_quotes, quoted_at
from framing.annotation.sources import (
    Draft,
    Withheld,
    details_of,
    document_before,
    filed_before,
    filers_of,
    heard_before,
    kind_of,
    withholding,
)
from framing.annotation.turns import Speaker, give_turns, text_order
from framing.document import MODES, SOURCE_END, SOURCE_KINDS, Actor, Article, Attribution, Sentence, Span, TokenColumns
from framing.engines.base import ModelSpan, SentenceSignals, Signals
from framing.grammar import word_class
from framing.lexicon import Entry, Lexicon, Match

__all__ = ["AttributionAnnotator"]

_CLAUSE_SHARE = {"clause": 1.0, "quote": 1.0, "infinitive": 0.9, "object": 0.7}
# Cue classes that report a state of mind rather than words.
_ATTITUDES = frozenset({"perception", "factive"})
_SPEECH = frozenset({"say", "tell"})  # verbs that mean nothing but speech
_MAX_COLON_SOURCE = 5  # tokens
_MAX_CONTENT = 500  # tokens of one clause; no sentence of prose comes near
_MAX_MODIFIERS = 8  # words between a possessor and what is claimed
_MAX_BREAK = 6  # tokens between the source and the second part of its quotation
_MAX_NESTING = 12  # attributions looked at on either side for one that holds this one
_COLON_SOURCE = re.compile(r"T?[PNAS.]+")
_WORD = re.compile(r"\w")
_PLAIN = frozenset({"neutral", "doubting", "assertive", "emotive"})
_ANYBODY = frozenset({"who", "which", "that", "anything", "anybody", "anyone", "someone", "somebody", "nobody", "one"})
_STUB = 4  # tokens of a content that may have been cut
_CLAUSE_WORDS = frozenset({"that", "whether", "how", "why"})
_CLAUSES = ("that ", '"', "“", "‘")
_SURE_CUE = 0.75  # weight of a cue from which one inside another's words counts
_WITHHOLDING = frozenset({"unnamed_specific", "collective", "vague", "named_person"})  # kinds of who may ask for that
_NAMELESS = frozenset({"unnamed_specific", "anonymous"})
_OF_NAMELESS = _NAMELESS | {"named_person"}  # kinds that a source has, by its own words, who is nowhere named
_UNCHECKED = frozenset({"weasel", "evidential"})  # hedges that leave open who says something
# Verbs of mind that make one attribution inside another: "she said that the party hopes to win".
_VERBAL = frozenset("VDEG")  # tags of a verb behind its adverb
_SENDS = frozenset({"send", "sends", "sent", "sending"})  # a message, which is an act where nobody speaks
_CLAUSED = frozenset({"who", "which", "whose", "whom"})
_WHICH = frozenset({"which", "whom"})
_BEFORE_WHICH = frozenset({"of", "under", "in", "by", "with", "to", "from", "on", "at", "for", "about", "through"})
_ADVERBS = 3  # tokens from the comma behind a clause to the cue: ", has already said"
_MINDED = frozenset(
    {"agree", "believe", "doubt", "expect", "fear", "hope", "intend", "plan", "think", "want", "wish", "worry"}
)
_WHOLE = 0.8  # share of a sentence from which what is said may be the report going on
_HEARERS = frozenset({"to", "me", "us", "him", "her", "them", "you", ",", ":"})  # and marks, behind a cue
_NO_NOUN = 'TIOCR,.:"-'  # tags of what no source consists of alone
_LONGEST_HEARER = 3  # tokens between a cue and the marks inside a quotation
_ACTS = frozenset({"vote", "votes", "voted", "voting"})
_SIDES = frozenset({"to", "for", "against", "down"})  # how one votes
_TOLD = frozenset(
    {"said", "reported", "alleged", "rumored", "rumoured", "reputed", "believed", "thought", "understood"}
)
_FLOOR = 0.35  # weight × share below this is too weak to call an attribution


class AttributionAnnotator:
    """Finds attributions by cue rows, quotation marks and the shape of the clause.

    Parameters
    ----------
    lexicon : Lexicon
        The attribution family.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._strength: dict[tuple[str, str], float] = {
            (entry.category, entry.term): entry.weight for entry in lexicon.table("strength.tsv")
        }

    # ------------------------------------------------------------------ main

    def annotate(
        self,
        article: Article,
        signals: Signals,
        quotes: Sequence[tuple[int, int]],
        mentions: Sequence[Sequence[Found]],
    ) -> tuple[Attribution, ...]:
        """Return the article's attributions in text order.

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
        """
        drafts: list[Draft] = []
        inside: list[Draft] = []  # what speakers quote; apart, because speech that runs on goes on from no such thing
        sentences = article.sentences
        cursor = 0
        for index, sentence in enumerate(sentences):
            while cursor < len(quotes) and quotes[cursor][1] <= sentence.span.start:
                cursor += 1
            local = []
            ahead = cursor
            while ahead < len(quotes) and quotes[ahead][0] < sentence.span.end:
                local.append(quotes[ahead])
                ahead += 1
            here = signals.sentences[index]
            if here.reading is not None:
                self._from_reading(article, sentence, here, local, mentions[index], drafts, inside)
                continue
            found = self._in_sentence(article, sentence, here, local, mentions[index])
            if found:
                # A quotation whose speaker is named behind it was taken for a running one at first.
                reach = min(draft.content[0] for draft in found)
                while drafts and drafts[-1].cue_last == drafts[-1].cue_first and drafts[-1].content[0] >= reach:
                    drafts.pop()
                drafts.extend(found)
            elif local:
                running = self._running(article, index, local, drafts)
                if running is not None:
                    drafts.append(running)
        return self._finish(article, signals, quotes, mentions, drafts, inside)

    def _from_reading(
        self,
        article: Article,
        sentence: Sentence,
        signals: SentenceSignals,
        local: Sequence[tuple[int, int]],
        mentions: Sequence[Found],
        drafts: list[Draft],
        inside: list[Draft],
    ) -> None:
        """Add the attributions that the network has marked; rows of the lexicon class their cues."""
        if signals.reading is None:
            return
        spans = signals.reading.spans
        columns, first = sentence.columns, sentence.first
        cues = _whole_cues(spans["cue"], signals.tags, {match.last - first for match in signals.attribution})
        links = link(spans["source"], cues, spans["content"], columns.words[first : sentence.last])
        # Vague holders are what readers of news most want to be told of: here a row speaks as well.
        vague = [span for span in spans["hedge"] if span.kind in _UNCHECKED]
        low, high = sentence.span.start, sentence.span.end
        inner = [pair for quote in local for pair in find_inner_quotes(article.text, quote, low, high)]
        ruled: list[Draft] = []
        if vague or links or inner:
            ruled = self._in_sentence(article, sentence, signals, local, mentions)
        told = self._told_inside(sentence, signals.tags, ruled, inner)
        taken = {draft.cue_first for draft in told}
        # "A whip, who asked not to be named, said": to ask that is no statement.
        unnamed = withholding(sentence, signals)
        links = [
            item
            for item in links
            if item.cue is None
            or (first + item.cue[0] not in taken and not _meets(unnamed, first + item.cue[0], first + item.cue[1]))
        ]
        inside.extend(told)
        if not links and local:
            running = self._running(article, sentence.index, local, drafts)
            if running is not None:
                drafts.append(running)
                return
        for draft in ruled:
            if draft.cue_first in taken:
                continue
            low, high = draft.cue_first - first, draft.cue_last - first
            if any(item.cue and item.cue[0] < high and low < item.cue[1] for item in links):
                continue
            named = any(span.first < high and low < span.last for span in vague)
            if named or self._nested_in(article.text, sentence, signals, mentions, draft, links):
                drafts.append(draft)
        stops = [span.first for kind in ("cue", "content") for span in spans[kind]]
        for made in links:
            start, end = _offsets(sentence, made.content)
            if _WORD.search(article.text, start, end) is None:
                continue  # a lone quotation mark
            previous = drafts[-1] if drafts else None
            lone = made.cue is None and made.source is None and not made.open
            if lone and end - start < _WHOLE * len(sentence.span) and not self._quote_in(local, start, end):
                continue  # part of a sentence that nobody says, by no word and in no marks
            if made.open and made.cue is None and previous is not None and self._goes_on(article, sentence, previous):
                # What is said runs over the end of the sentence before.
                if previous.rest is not None and previous.rest[1] > previous.content[1]:
                    previous.rest = previous.rest[0], end
                else:
                    previous.content = previous.content[0], end
                previous.content_end_sentence = sentence.index
                continue
            cue = (first + made.cue[0], first + made.cue[1]) if made.cue is not None else (first, first)
            after = columns.words[cue[1]] if cue[1] < sentence.last else ""
            acts = made.cue is not None and not _ACTS.isdisjoint(columns.words[cue[0] : cue[1]])
            if acts and (after in _SIDES or columns.words[cue[1] - 1] in _SIDES):
                continue  # "voted to sell", "voted against the bill": an act, and nobody says anything
            entry = _row_of(signals.attribution, cue)
            source = (first + made.source[0], first + made.source[1]) if made.source is not None else None
            if source is not None and source[1] < sentence.last:
                own = source[0] - first, source[1] - first
                source = source[0], first + _noun_end(columns, signals.tags, first, own, stops)
            if source is None and cue[0] > first and columns.words[cue[0] - 1] == "there":
                source = _reports(columns.words, *cue)
            if source is not None:
                source = _whole_source(columns.words, signals.tags, first, source, *cue, unnamed)
            if (
                source is not None
                and first < source[0]
                and source[1] < cue[0]
                and columns.words[source[0] - 1] == "in"
                and columns.words[source[1]] == ","
            ):
                source = None  # "In Suva, most of the voters said": where they are
            if source is not None and not signals.tags[source[0] - first : source[1] - first].strip(_NO_NOUN):
                source = None  # an article that has lost its noun
            if made.cue is not None and source is None:
                # A participle has the subject of its sentence, which grammar finds where the network marks none.
                meets = (draft.source for draft in ruled if draft.cue_first <= cue[1] and cue[0] <= draft.cue_last)
                source = next(meets, None)
            if made.cue is not None and source is None and entry is None and not self._quote_in(local, start, end):
                continue  # words that no row knows for a cue, and nobody who says them
            if (
                source is not None
                and columns.words[source[0]] in ("i", "my", "me")
                and not quoted_at(local, columns.starts[source[0]])
            ):
                continue  # the writer of the article, whose own words these are
            if source is not None and source[1] <= cue[0] and _is_hearsay(columns.words, cue[1], sentence.last):
                source = None  # "two of them said to be children": whoever says it, they do not
            if made.cue is not None and made.rest is None:
                start, end = self._mended(sentence, signals.tags, made, ruled, unnamed, (start, end))
            if source is None and columns.words[cue[0]] in _SENDS:
                continue
            inherits = None
            if made.cue is None and made.source is None and drafts and sentence.index - drafts[-1].sentence <= 3:
                inherits = len(drafts) - 1
                if drafts[-1].source is None and drafts[-1].inherits is None and not self._quote_in(local, start, end):
                    continue  # nobody said what it would go on
            elif made.cue is None and made.source is None and not self._quote_in(local, start, end):
                continue  # a whole sentence that nobody says, with nobody before it whose words it could be
            if previous is not None and previous.cue_last == previous.cue_first and made.cue is not None:
                # A quotation that seemed to run on ends where somebody is named who says the rest of it.
                stop = article.sentences[previous.sentence].span.end
                if previous.sentence < sentence.index and previous.content[0] < start < previous.content[1]:
                    previous.content = previous.content[0], stop
            drafts.append(
                Draft(
                    sentence.index,
                    cue[0],
                    cue[1],
                    entry,
                    source,
                    (start, end),
                    sentence.index,
                    _offsets(sentence, made.rest) if made.rest is not None else None,
                    inherits,
                )
            )

    @staticmethod
    def _mended(
        sentence: Sentence,
        tags: str,
        made: Link,
        ruled: Sequence[Draft],
        unnamed: Sequence[tuple[int, int]],
        content: tuple[int, int],
    ) -> tuple[int, int]:
        """What is said, by grammar where the network ends it inside a name, or took a wish not to be named for it."""
        first = sentence.first
        low, high = made.content
        stub = high - low < _STUB and tags[high - 1 : high + 1] == "PP"
        aside = _meets(unnamed, first + low, first + low + 1)
        if (stub or aside) and made.cue is not None:
            cue = first + made.cue[0], first + made.cue[1]
            for draft in ruled:
                begins = draft.content[0] == content[0] and draft.content[1] > content[1]
                if draft.cue_first < cue[1] and cue[0] < draft.cue_last and (aside or begins):
                    return draft.content
        return content

    @staticmethod
    def _told_inside(
        sentence: Sentence, tags: str, ruled: Sequence[Draft], inner: Sequence[tuple[int, int]]
    ) -> list[Draft]:
        """Whom a speaker quotes: “The chairman said ‘thank you’”, by the cue in front of the marks inside."""
        columns = sentence.columns
        words, made = columns.words, []
        for start, end in inner:
            opening = bisect_left(columns.starts, start)
            for draft in ruled:
                between = words[draft.cue_last : opening]
                if draft.source is None or draft.cue_last > opening or len(between) > _LONGEST_HEARER:
                    continue
                own = draft.source[1] - draft.source[0] == 1 and words[draft.source[0]] in word_class("first_person")
                if own or not _HEARERS.issuperset(between):
                    continue
                plain = draft.entry is not None and draft.entry.category == "neutral"
                if not plain or tags[draft.cue_last - 1 - sentence.first] not in "VDMBHKG":
                    continue  # "the self-proclaimed ‘grim reaper’", "his remarks: ‘…’"
                if not tags[draft.source[0] - sentence.first : draft.source[1] - sentence.first].strip(_NO_NOUN):
                    continue
                made.append(replace(draft, content=(start, end), rest=None, inherits=None))
                break
        return made

    @staticmethod
    def _nested_in(
        text: str,
        sentence: Sentence,
        signals: SentenceSignals,
        mentions: Sequence[Found],
        draft: Draft,
        links: Sequence[Link],
    ) -> bool:
        """Whether a plain attribution stands inside what somebody says, where a network of one layer is blind."""
        if draft.source is None or draft.entry is None:
            return False
        minded = draft.entry.term in _MINDED
        if not minded and (draft.entry.category not in _PLAIN or draft.entry.weight < _SURE_CUE):
            return False
        if minded or not text.startswith(_CLAUSES, draft.content[0]):
            low, high = draft.source
            columns = sentence.columns
            begin = bisect_left(columns.starts, draft.content[0]) - sentence.first
            stop = bisect_left(columns.starts, draft.content[1]) - sentence.first
            clause = not set(signals.tags[begin:stop]).isdisjoint("VDMBHK")
            held = any(
                found.first < high and low < found.last and (found.form != "pronoun" or not minded)
                for found in mentions  # what speakers say of their own mind is one saying
            )
            if draft.entry.category == "neutral":
                held = held or any(match.first < high and match.last == high for match in signals.sources)
            if not clause or not held:
                return False
        first, words = sentence.first, sentence.columns.words
        lone = draft.source[1] - draft.source[0] == 1
        if words[draft.source[0]] in word_class("first_person") or (lone and words[draft.source[0]] in _ANYBODY):
            return False  # what speakers say of their own saying is one saying
        for part in (part for item in links for part in (item.content, item.rest) if part is not None):
            low, high = part
            if low <= draft.source[0] - first and draft.cue_last - first <= high and low <= draft.cue_first - first:
                start, end = _offsets(sentence, part)
                return start <= draft.content[0] and draft.content[1] <= end + 1
        return False

    @staticmethod
    def _goes_on(article: Article, sentence: Sentence, previous: Draft) -> bool:
        """Whether the content of a draft reaches the end of the sentence before this one."""
        if previous.content_end_sentence != sentence.index - 1:
            return False
        end = max(previous.content[1], previous.rest[1] if previous.rest is not None else 0)
        return _WORD.search(article.text, end, sentence.span.start) is None

    def _in_sentence(
        self,
        article: Article,
        sentence: Sentence,
        signals: SentenceSignals,
        local: Sequence[tuple[int, int]],
        mentions: Sequence[Found],
    ) -> list[Draft]:
        drafts: list[Draft] = []
        columns = sentence.columns
        cue_first = covered = -1
        colon = self._colon(article, sentence, signals, local, mentions)
        if colon is not None:
            drafts.append(colon)
            cue_first, covered = colon.cue_first, colon.cue_last
        unnamed = withholding(sentence, signals) if signals.attribution else []
        for match in signals.attribution:
            if unnamed and _meets(unnamed, match.first, match.last):
                continue  # "asked not to be named"
            entry = match.entry
            start = columns.starts[match.first]
            if entry.category == "according":
                draft = self._according(article, sentence, signals, match, local)
            elif entry.category in ("nominal", "agentless"):
                draft = self._nominal(article, sentence, signals, match, local)
            else:
                if entry.category in _ATTITUDES and quoted_at(local, start):
                    continue  # what speakers say of their own mind is their claim, not a second one
                draft = self._verb(article, sentence, signals, match, local, mentions)
                if draft is not None and draft.source is not None:
                    # Whoever "said" something can speak; other verbs need a source that can hold a view.
                    sure = entry.term in _SPEECH or article.text[draft.content[0]] in '"“‘«'
                    if not sure and not self._can_hold(sentence, signals, draft.source, mentions):
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

    @staticmethod
    def _can_hold(
        sentence: Sentence, signals: SentenceSignals, source: tuple[int, int], mentions: Sequence[Found]
    ) -> bool:
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
        self,
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
        named = any(match.first < place for match in signals.actors) or any(
            match.first < place for match in signals.titles
        )
        if not speaks or not (named or any(found.last == place for found in mentions)):
            return None
        content = self._content_after(article, sentence, tags, place + 1, local)
        if content is None:
            return None
        return Draft(sentence.index, place, place + 1, None, (first, place), content, sentence.index)

    # ------------------------------------------------------------------ verbs

    def _verb(
        self,
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
            and (left_tag == '"' or self._closes_content(sentence, tags, left, local, starts, entry))
            and next_word not in ("that", "this", "it", "him", "her", "them", "me", "us")
        ):
            source = phrase_right(tags, words, position, first, last)
            if source is not None and not self._can_hold(sentence, signals, source, mentions):
                source = None
            if source is not None and (left_tag == '"' or self._ends_clause(tags, source[1], first, last)):
                content = self._content_before(article, sentence, tags, group, local)
                if content is not None:
                    rest = self._content_after_break(article, sentence, source[1], local)
                    return Draft(sentence.index, group, cue_end, entry, source, content, sentence.index, rest)

        # ---- the source before the verb
        source = subject(tags, words, left, first)
        if passive:
            if next_tag == "I" and next_word == "by":
                agent = phrase_right(tags, words, position + 1, first, last)
                if agent is not None and entry.get("object") == "person":
                    # "was told by an aide, who asked not to be named, that": the agent speaks.
                    clause = agent[1]
                    if clause < last and words[clause] == ",":
                        clause = next((i + 1 for i in range(clause + 1, last - 1) if words[i] == ","), last)
                    said = clause < last and words[clause] in _CLAUSE_WORDS
                    content = self._content_after(article, sentence, tags, clause, local) if said else None
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
                content = self._content_after(article, sentence, tags, position, local)
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
        quote_before = self._quote_before(local, starts[source[0]]) is not None
        closes = self._ends_clause(tags, position, first, last) or (
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
            content = self._content_before(article, sentence, tags, source[0], local)
            if content is not None:
                rest = self._content_after_break(article, sentence, position, local)
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
            form = "clause" if self._has_finite_verb(tags, start, first, last) else "object"
            if opening == "," and not self._quote_in(local, starts[start], sentence.span.end):
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
        content = self._content_after(article, sentence, tags, start, local)
        if content is None:
            return None
        return Draft(
            sentence.index, group, cue_end + (1 if word == ":" and start == cue_end else 0), entry, source, content,
            sentence.index,
        )  # fmt: skip

    @staticmethod
    def _ends_clause(tags: str, position: int, first: int, last: int) -> bool:
        """Whether nothing but time and place follows: the verb closes its clause."""
        rest = tags[position - first : last - first]
        return re.match(r"(?:[RNPUIT:]{0,8})(?:[.,)(]|:|$)|\"", rest) is not None and (
            not rest or rest[0] in '.,)"(:IRNPUT'
        )

    def _closes_content(
        self,
        sentence: Sentence,
        tags: str,
        left: int,
        local: Sequence[tuple[int, int]],
        starts: list[int],
        entry: Entry,
    ) -> bool:
        if self._quote_before(local, starts[max(left, sentence.first)] + 1) is not None:
            return True
        return entry.category == "neutral" and left - sentence.first >= 4

    @staticmethod
    def _quote_before(local: Sequence[tuple[int, int]], position: int) -> tuple[int, int] | None:
        place = bisect_right(local, position, key=_quote_end)
        return local[place - 1] if place else None

    @staticmethod
    def _quote_in(local: Sequence[tuple[int, int]], start: int, end: int) -> bool:
        return any(quote[0] < end and quote[1] > start for quote in local)

    @staticmethod
    def _has_finite_verb(tags: str, position: int, first: int, last: int) -> bool:
        for tag in tags[position - first : last - first]:
            if tag in "VDMBHK":
                return True
            if tag in '.;:"W,O':
                return False
        return False

    # ------------------------------------------------------------------ content

    def _content_before(
        self,
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
        quote = self._quote_before(local, finish)
        if quote is not None and quote[1] == finish and quote[0] < begin:
            begin = quote[0]
        return (begin, finish) if begin < finish else None

    def _content_after(
        self,
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
        cursor = 0
        for position in range(start, end):
            word = words[position]
            if word not in (";", ","):
                continue
            while cursor < len(local) and local[cursor][1] <= starts[position]:
                cursor += 1
            if cursor < len(local) and local[cursor][0] <= starts[position]:
                continue
            if word == ";" or (
                position > start + 3 and position + 2 < end and self._breaks(tags, words, position, first, end)
            ):
                end = position
                break
        if end <= start:
            return None
        finish = ends[end - 1]
        if quoted_end is not None and quoted_end > finish and end >= last - 2:
            finish = quoted_end  # the quotation runs on, perhaps over further sentences
        return starts[start], finish

    @staticmethod
    def _breaks(tags: str, words: list[str], comma: int, first: int, end: int) -> bool:
        """Whether the clause ends at a comma: a new main clause, or another attribution."""
        word = words[comma + 1]
        if word == "according":
            return True
        return word == "but" and tags[comma + 2 - first] in "YTPN"

    @staticmethod
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

    # ------------------------------------------------------------------ nouns and according to

    def _according(
        self,
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
            content = self._content_after(article, sentence, tags, after, local) if after < last else None
        else:
            content = self._content_before(article, sentence, tags, match.first, local)
        if content is None:
            return None
        return Draft(sentence.index, match.first, match.last, match.entry, source, content, sentence.index)

    def _nominal(
        self,
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
            content = self._content_after(article, sentence, tags, after, local)
            cue_first = before + 1 if possessive or pronoun else match.first
        else:
            content = None
            if after < last and next_word not in (".", ","):
                content = self._content_after(article, sentence, tags, after, local)
            if (
                content is None
                or tags[after - first if after < last else -1] in ",."
                or (after < last and starts[after] >= content[1])
            ):
                content = self._content_before(article, sentence, tags, match.first, local)
            cue_first = match.first
        if content is None:
            return None
        return Draft(sentence.index, cue_first, match.last, entry, source, content, sentence.index)

    def _running(
        self, article: Article, index: int, local: Sequence[tuple[int, int]], drafts: Sequence[Draft]
    ) -> Draft | None:
        """A sentence that is quotation and names nobody: the speaker before goes on."""
        sentence = article.sentences[index]
        quote = local[0]
        covered = sum(min(q[1], sentence.span.end) - max(q[0], sentence.span.start) for q in local)
        if covered < 0.6 * len(sentence.span) and sentence.zone != "headline":
            return None
        if drafts and drafts[-1].content[1] >= sentence.span.end:
            return None  # the content before already runs over this sentence
        start = max(quote[0], sentence.span.start)
        end = local[-1][1]
        inherits = len(drafts) - 1 if drafts and index - drafts[-1].sentence <= 3 else None
        return Draft(index, sentence.first, sentence.first, None, None, (start, end), index, None, inherits)

    # ------------------------------------------------------------------ kinds and strength

    def _kinds(
        self,
        article: Article,
        signals: Signals,
        mentions: Sequence[Sequence[Found]],
        drafts: Sequence[Draft],
        n_outer: int,
    ) -> list[tuple[str, str | None]]:
        """Source kind and actor of every draft; running quotations take their speaker's.

        The first `n_outer` are no quotations in others.
        """
        text = article.text
        kinds: list[tuple[str, str | None]] = []
        filers = cache(partial(filers_of, article, mentions))
        withheld = Withheld(drafts)
        for draft in drafts:
            if draft.inherits is not None and draft.inherits < len(kinds):
                kinds.append(kinds[draft.inherits])
            elif draft.source is None:
                kinds.append(("absent", None))
            else:
                place = draft.sentence
                sentence = article.sentences[place]
                kind, actor = kind_of(sentence, signals.sentences[place], draft.source, mentions[place], text)
                words = sentence.columns.words[draft.source[0] : draft.source[1]]
                written = document_before(article, signals.sentences, place, drafts, kinds) if words == ["it"] else None
                told = words
                if written is not None:
                    kind, actor = written
                    before = article.sentences[place - 1]
                    told = before.columns.words[before.first : before.last]
                if actor is None and kind == "document":
                    actor = filed_before(told, place, filers)
                if actor is None and written is None:
                    stop, speaker = len(kinds), None
                    if stop >= n_outer:
                        # Speakers who quote "her" do not quote themselves.
                        stop = bisect_right(drafts, place, 0, n_outer, key=_sentence_of)
                        speaker = kinds[stop - 1][1] if stop else None
                    kind, actor = heard_before(words, kind, place, drafts, kinds, article, stop=stop, but=speaker)
                if kind in _WITHHOLDING and (
                    withheld.knows(words, actor) or withheld.asks(sentence, signals.sentences[place], draft)
                ):
                    kind = "anonymous"
                    own = signals.sentences[place]
                    end = head_end_of(own.tags, draft.source[0], draft.source[1], sentence.first)
                    withheld.add(words, sentence.columns.words[end - 1], actor)
                kinds.append((kind, actor))
        # Paragraphs left open belong to the speaker whom the last of them names.
        for place in range(n_outer - 2, -1, -1):
            draft, following = drafts[place], drafts[place + 1]
            opens = text[draft.content[0]] in '"“«'
            if (
                draft.source is None
                and draft.cue_last == draft.cue_first
                and (draft.inherits is None or opens)
                and following.sentence - draft.sentence <= 1
                and text[draft.content[1] - 1] not in '"”»'
                and (opens or text[following.content[0]] in '"“«')
            ):
                kinds[place] = kinds[place + 1]
        return kinds

    def _finish(
        self,
        article: Article,
        signals: Signals,
        quotes: Sequence[tuple[int, int]],
        mentions: Sequence[Sequence[Found]],
        drafts: Sequence[Draft],
        inside: Sequence[Draft],
    ) -> tuple[Attribution, ...]:
        made: list[Attribution] = []
        text = article.text
        every = [*drafts, *inside]
        kinds = self._kinds(article, signals, mentions, every, len(drafts))
        for draft, (kind, actor) in zip(every, kinds, strict=True):
            sentence = article.sentences[draft.sentence]
            starts, ends = sentence.columns.starts, sentence.columns.ends
            if draft.entry is not None:
                cue_kind = draft.entry.category
            else:  # a colon says no more than "said"; a running quotation has no cue
                cue_kind = "neutral" if draft.cue_last > draft.cue_first else ""
            source_span = Span(start=starts[draft.source[0]], end=ends[draft.source[1] - 1]) if draft.source else None
            cue_span = (
                Span(start=starts[draft.cue_first], end=ends[draft.cue_last - 1])
                if draft.cue_last > draft.cue_first
                else None
            )
            details = details_of(sentence, signals.sentences[draft.sentence], draft, kind)
            parts = [draft.content] if draft.rest is None else [draft.content, draft.rest]
            for number, part in enumerate(parts):
                content = Span(start=part[0], end=part[1])
                mode = _mode(text, content, quotes)
                made.append(
                    Attribution(
                        index=len(made),
                        sentence=draft.sentence,
                        source_span=None if number else source_span,
                        cue_span=None if number else cue_span,
                        content_span=content,
                        source="" if number or source_span is None else source_span.slice(text).rstrip(SOURCE_END),
                        cue="" if number or cue_span is None else cue_span.slice(text),
                        content=content.slice(text),
                        mode=mode,
                        source_kind=kind,
                        cue_kind=cue_kind,
                        actor=actor,
                        strength=self.strength(kind, mode, cue_kind, details),
                        parent=None,
                        details=details,
                    )
                )
        turned = give_turns(article, signals, quotes, mentions, made, partial(self._bare, text, quotes))
        turned = give_posts(article, mentions, turned, partial(self._posted, text))
        turned = sorted(turned, key=text_order)
        return tuple(_nested([replace(item, index=place) for place, item in enumerate(turned)]))

    def settled(self, attributions: Sequence[Attribution], actors: Sequence[Actor]) -> tuple[Attribution, ...]:
        """Give a pronoun's source the kind of whom it means, now that it is known: "she" may never be named.

        Parameters
        ----------
        attributions : sequence of Attribution
            With the actors that speak.
        actors : sequence of Actor
            The article's actors.
        """
        nameless = {
            actor.id
            for actor in actors
            if actor.kind == "person" and all(mention.form != "name" for mention in actor.mentions)
        }
        told: dict[str, str] = {}  # and how they were first introduced
        for item in attributions:
            if item.actor in nameless and item.source_kind in _NAMELESS and told.get(item.actor) != "anonymous":
                told[item.actor] = item.source_kind
        made = []
        for item in attributions:
            kind = told.get(item.actor or "", item.source_kind)
            if item.source_kind in _OF_NAMELESS and kind != item.source_kind:
                strength = self.strength(kind, item.mode, item.cue_kind, item.details)
                item = replace(item, source_kind=kind, strength=strength)
            made.append(item)
        return tuple(made)

    def _posted(
        self, text: str, sentence: int, content: Span, source: Span, who: Found | None, dated: bool | None
    ) -> Attribution:
        """The words of whoever signs them."""
        kind = "named_org" if who is not None and who.kind in ("organisation", "country") else "named_person"
        details = ("date",) * bool(dated)
        return replace(
            self._bare(text, (), sentence, content, (kind, who.actor if who is not None else None)),
            source_span=source,
            source=source.slice(text),
            mode="direct",
            details=details,
            strength=self.strength(kind, "direct", "", details),
        )

    def _bare(
        self, text: str, quotes: Sequence[tuple[int, int]], sentence: int, content: Span, speaker: Speaker
    ) -> Attribution:
        """An attribution that no words of its own introduce."""
        mode = _mode(text, content, quotes)
        return Attribution(
            index=0,
            sentence=sentence,
            source_span=None,
            cue_span=None,
            content_span=content,
            source="",
            cue="",
            content=content.slice(text),
            mode=mode,
            source_kind=speaker[0],
            cue_kind="",
            actor=speaker[1],
            strength=self.strength(speaker[0], mode, ""),
            parent=None,
        )

    def strength(self, source_kind: str, mode: str, cue_kind: str, details: Collection[str] = ()) -> float:
        """How checkable a source is, by the table `strength.tsv`.

        Parameters
        ----------
        source_kind : str
            One of `framing.document.SOURCE_KINDS`.
        mode : str
            One of `framing.document.MODES`.
        cue_kind : str
            Class of the cue; "" for a running quotation.
        details : collection of str
            What else a reader can look up: role, date, occasion.

        Returns
        -------
        float
            In [0, 1]: 1 if a reader could check exactly who said what, 0 if nobody could.
        """
        if source_kind not in SOURCE_KINDS or mode not in MODES:
            raise ValueError(f"unknown source kind {source_kind!r} or mode {mode!r}")
        table = self._strength
        value = (
            table.get(("base", source_kind), 0.0) + table.get(("mode", mode), 0.0) + table.get(("cue", cue_kind), 0.0)
        )
        value += sum(table.get(("detail", detail), 0.0) for detail in details)
        return min(1.0, max(0.0, value))


def _is_hearsay(words: Sequence[str], end: int, last: int) -> bool:
    """Whether a cue that ends here is a participle whose subject is spoken of: "said to be", "reported to have"."""
    return words[end - 1] in _TOLD and end + 1 < last and words[end] == "to" and words[end + 1] in ("be", "have")


def _whole_cues(cues: Sequence[ModelSpan], tags: str, rows: Collection[int]) -> Sequence[ModelSpan]:
    """Cues with the adverbs marked as cues of their own right before them, and adverbs with the verb behind them.

    "now demands" is one, "openly ridiculing" as well where the network marks the first word alone, but
    "reportedly" is whole: `rows` are the tokens behind which a row ends.
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
    return made


def _noun_end(columns: TokenColumns, tags: str, first: int, source: tuple[int, int], stops: Collection[int]) -> int:
    """Where the noun ends that a source stops in the middle of: "the Clinton" of "the Clinton spokesman charged"."""
    start, end = source
    if tags[end - 1] not in "NPA":
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


def _meets(ranges: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Whether tokens from `first` to `last` are in any of the ranges."""
    return any(low < last and first < high for low, high in ranges)


def _reports(words: list[str], first: int, last: int) -> tuple[int, int] | None:
    """The noun of "there are reports that": they are all there is to go by."""
    return next(((place, place + 1) for place in range(first, last) if words[place] in word_class("hearsay")), None)


def _whole_source(
    words: list[str],
    tags: str,
    first: int,
    source: tuple[int, int],
    cue: int,
    cue_end: int,
    unnamed: Sequence[tuple[int, int]],
) -> tuple[int, int] | None:
    """A source cut at its clause, with or without that clause: "A whip, who" asked not to be named."""
    start, end = source
    for low, high in unnamed:
        if low - 2 <= start < high + 1 and start > first:
            # "Two officials, speaking on condition of anonymity, said": whoever stands in front of the comma.
            comma = max((place for place in range(first, start) if words[place] == ","), default=first)
            return phrase_left(tags, words, comma - 1, first) if comma > first else None
    if words[start] == "there":
        return _reports(words, end, cue_end)
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


def _offsets(sentence: Sentence, tokens: tuple[int, int]) -> tuple[int, int]:
    """Where tokens of a sentence stand in the text."""
    columns, first = sentence.columns, sentence.first
    return columns.starts[first + tokens[0]], columns.ends[first + tokens[1] - 1]


def _row_of(matches: Sequence[Match], cue: tuple[int, int]) -> Entry | None:
    """The row that names most of a cue."""
    best: Entry | None = None
    most = 0
    for match in matches:
        shared = min(match.last, cue[1]) - max(match.first, cue[0])
        if shared > most:
            best, most = match.entry, shared
    return best


@lru_cache(maxsize=64)
def _forms(content: str) -> frozenset[str]:
    """The forms of content that a cue row lists."""
    return frozenset(content.split("|"))


def _nested(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Tell every attribution the innermost one in whose content it stands."""
    made = list(attributions)
    bounds = [(item.content_span.start, item.content_span.end) for item in attributions]
    for place, item in enumerate(attributions):
        start, end = bounds[place]
        lead = item.cue_span or item.content_span
        # An attribution holds another if it holds its content and the words that introduce it.
        first, last = min(start, lead.start), max(end, lead.end)
        parent, size = -1, 0
        for other in range(max(0, place - _MAX_NESTING), min(len(made), place + _MAX_NESTING)):
            low, high = bounds[other]
            if low <= first and last <= high and high - low > end - start and (parent < 0 or high - low < size):
                parent, size = other, high - low
        if parent >= 0:
            made[place] = replace(item, parent=attributions[parent].index)
    return made


def _mode(text: str, content: Span, quotes: Sequence[tuple[int, int]]) -> str:
    """Direct if the content is all quotation, mixed if part of it is, else indirect."""
    quoted: list[tuple[int, int]] = []
    for place in range(bisect_right(quotes, content.start, key=_quote_end), len(quotes)):
        start, end = quotes[place]
        if start >= content.end:
            break
        quoted.append((max(start, content.start), min(end, content.end)))
    if not quoted:
        return "indirect"
    edges = [content.start, *(edge for pair in quoted for edge in pair), content.end]
    outside = any(_WORD.search(text, edges[i], edges[i + 1]) for i in range(0, len(edges), 2))
    return "mixed" if outside else "direct"


def _sentence_of(draft: Draft) -> int:
    return draft.sentence


def _quote_end(quote: tuple[int, int]) -> int:
    return quote[1]
