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
from functools import cache, partial

from framing.annotation.clauses import in_sentence, quote_in
from framing.annotation.linking import Link, link
from framing.annotation.marks import (
    is_hearsay,
    is_told_of,
    meets,
    noun_end,
    offsets,
    reports,
    row_of,
    whole_cues,
    whole_source,
)
from framing.annotation.mentions import Found
from framing.annotation.phrases import head_end_of
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
from framing.document import MODES, SOURCE_END, SOURCE_KINDS, Actor, Article, Attribution, Sentence, Span
from framing.engines.base import SentenceSignals, Signals
from framing.grammar import word_class
from framing.lexicon import Lexicon

__all__ = ["AttributionAnnotator"]

_MAX_NESTING = 12  # attributions looked at on either side for one that holds this one
_DATELINE = re.compile(r"[A-Z][A-Z .’'-]{2,40}(?:, [A-Z][\w. ]{1,30})?(?: \([A-Z][\w ]{1,20}\))? (?:[—–]|--?) (?=\S)")
_WORD = re.compile(r"\w")
_PLAIN = frozenset({"neutral", "doubting", "assertive", "emotive"})
_ANYBODY = frozenset({"who", "which", "that", "anything", "anybody", "anyone", "someone", "somebody", "nobody", "one"})
_STUB = 4  # tokens of a content that may have been cut
_CLAUSES = ("that ", '"', "“", "‘")
_SURE_CUE = 0.75  # weight of a cue from which one inside another's words counts
_LIKELY_CUE = 0.7  # and one with a clause behind it
_WITHHOLDING = frozenset({"unnamed_specific", "collective", "vague", "named_person"})  # kinds of who may ask for that
_NAMELESS = frozenset({"unnamed_specific", "anonymous"})
_OF_NAMELESS = _NAMELESS | {"named_person"}  # kinds that a source has, by its own words, who is nowhere named
_UNCHECKED = frozenset({"weasel", "evidential"})  # hedges that leave open who says something
_SENDS = frozenset({"send", "sends", "sent", "sending"})  # a message, which is an act where nobody speaks
# Verbs of mind that make one attribution inside another: "she said that the party hopes to win".
_MINDED = frozenset(
    {"agree", "believe", "doubt", "expect", "fear", "hope", "intend", "plan", "think", "want", "wish", "worry"}
)
_WHOLE = 0.8  # share of a sentence from which what is said may be the report going on
_HEARERS = frozenset({"to", "me", "us", "him", "her", "them", "you", ",", ":"})  # and marks, behind a cue
_NO_NOUN = 'TIOCR,.:"-'  # tags of what no source consists of alone
_JOINED = 2  # tokens between two cues of one saying
_BETWEEN_CUES = ",CR"  # tags of what may stand there
_VERB_GROUP = 4  # tokens of a verb between a cue and what the network marks as said
_OPENS = 2  # tokens in front of a participle that opens a sentence
_BESIDE = ',"TNPAS'  # tags between what it brings and the subject of the clause behind
_CLOSES = frozenset({"”", '"', "»"})
_WHO = frozenset({"who", "which", "that"})
_WRITER = frozenset({"i", "my", "me", "you"})
_WHERE = frozenset({"around", "across", "throughout"})
_OTHERS = frozenset({"he", "she"})
_DETERMINERS = frozenset({"the", "any", "all", "those", "these", "such", "previous", "earlier"})
_LONGEST_HEARER = 3  # tokens between a cue and the marks inside a quotation
_VOTES = frozenset({"vote", "votes", "voted", "voting"})
_SIDES = frozenset({"to", "for", "against", "down"})  # how one votes


def _joined(links: Sequence[Link], tags: str) -> list[Link]:
    """Put cues together that stand close by and have the same said by the same: "shot back, saying that"."""
    made: list[Link] = []
    for one in links:
        before = made[-1] if made else None
        if (
            before is not None
            and before.cue is not None
            and one.cue is not None
            and (before.content, before.rest, before.source) == (one.content, one.rest, one.source)
            and 0 <= one.cue[0] - before.cue[1] <= _JOINED
            and not tags[before.cue[1] : one.cue[0]].strip(_BETWEEN_CUES)
        ):
            made[-1] = before._replace(cue=(before.cue[0], one.cue[1]))
        else:
            made.append(one)
    return made


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
            found = in_sentence(article, sentence, here, local, mentions[index])
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
        cues = whole_cues(spans["cue"], signals.tags, {match.last - first for match in signals.attribution})
        links = link(spans["source"], cues, spans["content"], columns.words[first : sentence.last])
        # Vague holders are what readers of news most want to be told of: here a row speaks as well.
        vague = [span for span in spans["hedge"] if span.kind in _UNCHECKED]
        low, high = sentence.span.start, sentence.span.end
        inner = [pair for quote in local for pair in find_inner_quotes(article.text, quote, low, high)]
        ruled: list[Draft] = []
        if vague or links or local:
            ruled = in_sentence(article, sentence, signals, local, mentions)
        told = self._told_inside(sentence, signals.tags, ruled, inner)
        taken = {draft.cue_first for draft in told}
        # "A whip, who asked not to be named, said": to ask that is no statement.
        unnamed = withholding(sentence, signals)
        links = [
            item
            for item in links
            if item.cue is None
            or (first + item.cue[0] not in taken and not meets(unnamed, first + item.cue[0], first + item.cue[1]))
        ]
        links = [item for item in links if not self._only_spoken_of(sentence, signals, local, item)]
        links = [item for item in _joined(links, signals.tags) if not _says_nothing(item, links, signals.tags)]
        inside.extend(told)
        if not links and local:
            running = self._running(article, sentence.index, local, drafts)
            if running is not None:
                whole = [Link(None, None, (0, sentence.last - first), None, True)]
                inside.extend(
                    draft
                    for draft in ruled
                    if draft.cue_first not in taken
                    and quoted_at(local, columns.starts[draft.cue_first])
                    and self._nested_in(article.text, sentence, signals, mentions, local, draft, whole)
                )
                drafts.append(running)
                return
        for draft in ruled:
            if draft.cue_first in taken:
                continue
            low, high = draft.cue_first - first, draft.cue_last - first
            met = [item.cue for item in links if item.cue and item.cue[0] < high and low < item.cue[1]]
            if met and not (draft.source is None and high == met[0][1] and low > met[0][0]):
                continue  # the "accusations" of "brushed aside accusations" are somebody's beside
            if self._nested_in(article.text, sentence, signals, mentions, local, draft, links):
                quoted = quoted_at(local, columns.starts[draft.cue_first])
                (inside if quoted else drafts).append(draft)
            elif any(span.first < high and low < span.last for span in vague):
                drafts.append(draft)
        stops = [span.first for kind in ("cue", "content") for span in spans[kind]]
        for made in links:
            start, end = offsets(sentence, made.content)
            if _WORD.search(article.text, start, end) is None:
                continue  # a lone quotation mark
            content = article.text[start:end]
            clear = content.rstrip("—–-")
            if clear[-1:].isspace():
                end = start + len(clear.rstrip())  # “… —” interrupts the sentence behind what is said
            previous = drafts[-1] if drafts else None
            lone = made.cue is None and made.source is None and not made.open
            if lone and end - start < _WHOLE * len(sentence.span) and not quote_in(local, start, end):
                continue  # part of a sentence that nobody says, by no word and in no marks
            if made.open and made.cue is None and previous is not None and self._goes_on(article, sentence, previous):
                # What is said runs over the end of the sentence before.
                if previous.rest is not None and previous.rest[1] > previous.content[1]:
                    previous.rest = previous.rest[0], end
                else:
                    previous.content = previous.content[0], end
                previous.content_end_sentence = sentence.index
                continue
            end = self._whole_name(sentence, signals.tags, mentions, first + made.content[1], end)
            cue = (first + made.cue[0], first + made.cue[1]) if made.cue is not None else (first, first)
            after = columns.words[cue[1]] if cue[1] < sentence.last else ""
            acts = made.cue is not None and not _VOTES.isdisjoint(columns.words[cue[0] : cue[1]])
            if acts and (after in _SIDES or columns.words[cue[1] - 1] in _SIDES):
                continue  # "voted to sell", "voted against the bill": an act, and nobody says anything
            verbs = {columns.words[i] for i in range(*cue) if signals.tags[i - first] in "VDGE"}
            done = bool(verbs) and verbs <= word_class("acts")
            plain = not set(signals.tags[slice(*made.content)]) & set('VDMBHK"')
            if done and plain and columns.words[first + made.content[0]] != "that":
                continue  # "signed the bill": an act, and nobody says anything
            if made.cue is not None and made.source is None and columns.words[cue[0] : cue[1]] == ["it"]:
                continue  # "It" is alleged: no cue of its own
            entry = row_of(signals.attribution, cue)
            source = (first + made.source[0], first + made.source[1]) if made.source is not None else None
            if source is not None and source[1] < sentence.last:
                own = source[0] - first, source[1] - first
                source = source[0], first + noun_end(columns, signals.tags, first, own, stops)
            if source is not None and made.cue is None and columns.words[source[0]] in _WHO:
                continue  # a clause about somebody, and no word for what they do
            if source == (first, first + 1) and columns.words[first] == "who":
                continue  # "Who knew": a question
            if source is not None and source[0] < cue[0] and columns.words[cue[0] : cue[1]] == ["according", "to"]:
                # “…,” said Roe, according to a transcript: two who say it.
                source = next((draft.source for draft in ruled if draft.cue_last == cue[1]), None)
            if source is None and cue[0] > first and columns.words[cue[0] - 1] == "there":
                source = reports(columns.words, *cue)
            if source is not None:
                source = whole_source(columns.words, signals.tags, first, source, *cue, unnamed)
            if (
                source is not None
                and first < source[0]
                and source[1] < cue[0]
                and columns.words[source[0] - 1] == "in"
                and columns.words[source[1]] == ","
            ):
                source = None  # "In Suva, most of the voters said": where they are
            if source is not None and source[0] == cue[1] and columns.words[cue[1] - 1] in _WHERE and entry is not None:
                source = None  # "it is widely believed around the statehouse": where, not by whom
            if source is not None and not signals.tags[source[0] - first : source[1] - first].strip(_NO_NOUN):
                source = None  # an article that has lost its noun
            if source is not None and offsets(sentence, (source[0] - first, source[1] - first)) == (start, end):
                continue  # "he now stands accused": nobody says himself
            if source is not None and source[0] == cue[1] and entry is not None and entry.get("object") == "person":
                source = None  # "told a reporter that": who was told
            if made.cue is not None and source is None:
                # A participle has the subject of its sentence, which grammar finds where the network marks none.
                agree = (draft.source for draft in ruled if draft.cue_first <= cue[1] and cue[0] <= draft.cue_last)
                source = next(agree, None) or _of_participle(sentence, signals.tags, made, mentions)
            if made.cue is not None and source is None and entry is None and not quote_in(local, start, end):
                continue  # words that no row knows for a cue, and nobody who says them
            if (
                source is not None
                and columns.words[source[0]] in _WRITER
                and not quoted_at(local, columns.starts[source[0]])
            ):
                # The writer of the article, whose own words these are, or the reader; but "I am told by an aide".
                for draft in ruled:
                    same = draft.cue_first <= cue[1] and cue[0] <= draft.cue_last
                    if same and draft.source is not None and columns.words[draft.source[0]] not in _WRITER:
                        drafts.append(draft)
                        break
                continue
            if source is not None and source[1] <= cue[0] and columns.words[cue[1] - 1] in word_class("reportedly"):
                # "Roe reportedly said": whoever reports it, it is not Roe, who says what is reported.
                says = next((match for match in signals.attribution if match.first == cue[1]), None)
                if says is not None and says.last < sentence.last and columns.starts[says.last] < end:
                    own = max(start, columns.starts[says.last]), end
                    inside.append(Draft(sentence.index, says.first, says.last, says.entry, source, own, sentence.index))
                source = None
            elif source is not None and source[1] <= cue[0] and is_hearsay(columns.words, cue[1], sentence.last):
                source = None  # "two of them said to be children": whoever says it, they do not
            elif source is not None and source[1] <= cue[0] and is_told_of(columns.words, signals.tags, first, cue):
                source = None  # "Roe is expected to go", "he was warned": others have said so
                if entry is None:
                    continue
            if made.cue is not None and made.cue[1] < made.content[0] <= made.cue[1] + _VERB_GROUP:
                between = signals.tags[made.cue[1] : made.content[0]]
                verb = between[0] in "VDMBHK" and not between.strip("VDMBHKERGOI")
                if verb and not any(item.cue and made.cue[1] <= item.cue[0] < made.content[0] for item in links):
                    start = columns.starts[cue[1]]  # "which some believe has led to the war": the verb is theirs
            dateline = _DATELINE.match(article.text, start, end) if start == sentence.span.start else None
            if dateline is not None:
                start = dateline.end()  # where it was written is not what is said
            if made.cue is not None and made.rest is None:
                start, end = self._mended(sentence, signals.tags, made, ruled, unnamed, (start, end))
            if made.cue is not None and source is None and columns.words[cue[0]] in _SENDS:
                continue  # "a fire that sent a clear message": nobody speaks
            inherits = None
            if made.cue is None and made.source is None and drafts and sentence.index - drafts[-1].sentence <= 3:
                inherits = len(drafts) - 1
                if not quote_in(local, start, end):
                    continue  # no word and no mark tells that somebody goes on
            elif made.cue is None and made.source is None and not quote_in(local, start, end):
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
                    offsets(sentence, made.rest) if made.rest is not None else None,
                    inherits,
                )
            )

    @staticmethod
    def _whole_name(sentence: Sentence, tags: str, mentions: Sequence[Found], stop: int, end: int) -> int:
        """Where what is said ends, if the network ends it inside a name or right before one: "a front with" whom."""
        hangs = tags[stop - 1 - sentence.first] == "I"
        for found in mentions:
            if found.form == "name" and (found.first < stop < found.last or (hangs and found.first == stop)):
                return max(end, sentence.columns.ends[found.last - 1])
        return end

    @staticmethod
    def _only_spoken_of(
        sentence: Sentence, signals: SentenceSignals, local: Sequence[tuple[int, int]], made: Link
    ) -> bool:
        """Whether words inside a quotation are no cue: their subject is told or expected, and others have said so."""
        if made.cue is None or made.source is None or not quoted_at(local, offsets(sentence, made.cue)[0]):
            return False
        first = sentence.first
        return is_told_of(sentence.columns.words, signals.tags, first, (first + made.cue[0], first + made.cue[1]))

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
        aside = meets(unnamed, first + low, first + low + 1)
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
        quotes: Sequence[tuple[int, int]],
        draft: Draft,
        links: Sequence[Link],
    ) -> bool:
        """Whether a plain attribution stands inside what somebody says, where a network of one layer is blind."""
        if draft.entry is None:
            return False
        first, words = sentence.first, sentence.columns.words
        category = draft.entry.category
        opens = text.startswith(_CLAUSES, draft.content[0])
        if draft.source is None:
            return category == "nominal" and opens and _answered(words, first, draft, links)
        if draft.cue_last - draft.cue_first == 1 and signals.tags[draft.cue_first - first] in "EA":
            return False  # "the self-proclaimed ‘grim reaper’"
        minded = draft.entry.term in _MINDED
        document = any(
            match.entry.category == "document" and draft.source[0] <= match.first and match.last <= draft.source[1]
            for match in signals.sources
        )
        found = document and opens and category == "factive"  # "the report found that"
        closed = text[draft.content[1] - 1 : draft.content[1]] in _CLOSES and not quoted_at(
            quotes, sentence.columns.starts[draft.cue_first]
        )
        sure = category in _PLAIN and draft.entry.weight >= (_LIKELY_CUE if opens or closed else _SURE_CUE)
        if not (minded or sure or found):
            return False
        if minded or not opens:
            low, high = draft.source
            columns = sentence.columns
            begin = bisect_left(columns.starts, draft.content[0]) - first
            stop = bisect_left(columns.starts, draft.content[1]) - first
            clause = not set(signals.tags[begin:stop]).isdisjoint("VDMBHK")
            held = [
                found.form
                for found in mentions  # what speakers say of their own mind is one saying
                if found.first < high and low < found.last and (found.form != "pronoun" or not minded)
            ]
            nouns = [match for match in signals.sources if match.first < high and match.last == high]
            if category == "neutral" and clause and words[low] in _OTHERS and quoted_at(quotes, columns.starts[low]):
                held.append("pronoun")  # “He said it broke,” Roe answered: whoever "he" is, Roe is not
            if not held and not nouns:
                return False
            if not clause and not (minded and (nouns or set(held) != {"pronoun"})):
                return False  # "he told the paper", "the group supports her"; but "managers feared a clash"
        lone = draft.source[1] - draft.source[0] == 1
        if lone and signals.tags[draft.source[0] - first] not in "NPYUTAE":
            return False  # no word that speaks
        if words[draft.source[0]] in word_class("first_person") or (lone and words[draft.source[0]] in _ANYBODY):
            return False  # what speakers say of their own saying is one saying
        for part in (part for item in links for part in (item.content, item.rest) if part is not None):
            low, high = part
            if low <= draft.source[0] - first and draft.cue_last - first <= high and low <= draft.cue_first - first:
                start, end = offsets(sentence, part)
                return start <= max(draft.content[0], sentence.span.start) and draft.content[1] <= end + 1
        return False

    @staticmethod
    def _goes_on(article: Article, sentence: Sentence, previous: Draft) -> bool:
        """Whether the content of a draft reaches the end of the sentence before this one."""
        if previous.content_end_sentence != sentence.index - 1:
            return False
        end = max(previous.content[1], previous.rest[1] if previous.rest is not None else 0)
        return _WORD.search(article.text, end, sentence.span.start) is None

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


def _says_nothing(made: Link, links: Sequence[Link], tags: str) -> bool:
    """Whether a cue is no word that says anything, where another has the same said: the "in a" of "wrote in a memo"."""
    if made.cue is None or tags[slice(*made.cue)].strip("IOTC,"):
        return False
    return any(item is not made and item.cue is not None and item.content == made.content for item in links)


def _of_participle(sentence: Sentence, tags: str, made: Link, mentions: Sequence[Found]) -> tuple[int, int] | None:
    """Who says what a participle in front of the clause brings: "After asserting that …, Roe said …"."""
    if made.cue is None or tags[made.cue[0]] != "G" or made.cue[0] > _OPENS or tags[: made.cue[0]].strip("IOR"):
        return None
    first = sentence.first
    stop = first + max(made.content[1], made.cue[1])
    for found in mentions:
        if found.first >= stop:
            subject = tags[found.last - first : found.last - first + 1] in tuple("VDMBHKR")
            beside = not tags[stop - first : found.first - first].strip(_BESIDE)
            return (found.first, found.last) if subject and beside else None
    return None


def _answered(words: Sequence[str], first: int, draft: Draft, links: Sequence[Link]) -> bool:
    """Whether somebody speaks of what is said without anybody to say it: "dismissed suggestions that"."""
    low, high = draft.cue_first - first, draft.cue_last - first
    for item in links:
        if item.cue is None or item.source is None:
            continue
        begin, end = item.content
        ahead = words[first + begin : first + low] if begin <= low and high <= end else None
        if (ahead is not None and _DETERMINERS.issuperset(ahead)) or (item.cue[0] < low and high == item.cue[1]):
            return True
    return False


def _mode(text: str, content: Span, quotes: Sequence[tuple[int, int]]) -> str:
    """Direct if the content is all quotation, mixed if part of it is, else indirect."""
    cursor, marked = content.start, False
    for place in range(bisect_right(quotes, content.start, key=_quote_end), len(quotes)):
        start, end = quotes[place]
        if start >= content.end:
            break
        marked = True
        if _WORD.search(text, cursor, max(start, content.start)) is not None:
            return "mixed"
        cursor = min(end, content.end)
    if not marked:
        return "indirect"
    return "direct" if _WORD.search(text, cursor, content.end) is None else "mixed"


def _sentence_of(draft: Draft) -> int:
    return draft.sentence


def _quote_end(quote: tuple[int, int]) -> int:
    return quote[1]
