"""Paragraphs that end in a signature → attributions: posts, "— Name (@name)", and signed quotations.

Law: what stands before the signature, in its paragraph or alone in the one before it, are the words of whoever signs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from framing.annotation.mentions import Found
from framing.document import Article, Attribution, Block, Span
from framing.reading.zones import POSTED, SIGNED, SIGNED_BELOW

__all__ = ["give_posts"]

_FEWEST = 2  # words of a post
_OPENS, _CLOSES = frozenset('"“«'), frozenset('"”»')


def give_posts(
    article: Article,
    mentions: Sequence[Sequence[Found]],
    attributions: Sequence[Attribution],
    make: Callable[[int, Span, Span, Found | None, bool | None], Attribution],
) -> list[Attribution]:
    """Attribute every post to whoever signs it.

    Parameters
    ----------
    article : Article
        With its sentences and blocks.
    mentions : sequence of sequence of Found
        The actors mentioned in every sentence.
    attributions : sequence of Attribution
        Those found so far.
    make : callable
        Makes an attribution of a sentence's index, a content, a source, the mention in it, and whether it is
        dated: None where it is no post and stands nowhere else.

    Returns
    -------
    list of Attribution
        Not yet in text order nor numbered anew.
    """
    if not article.sentences:
        return list(attributions)
    starts = [sentence.span.start for sentence in article.sentences]
    made: list[Attribution] = []
    for content, source, dated in _posts(article):
        here = max(0, bisect_right(starts, source.start) - 1)
        who = next(
            (
                found
                for found in mentions[here]
                if article.sentences[here].columns.starts[found.head] < source.end
                and source.start < article.sentences[here].columns.ends[found.last - 1]
            ),
            None,
        )
        if dated is None and (who is None or who.form != "name"):
            continue
        made.append(make(max(0, bisect_right(starts, content.start) - 1), content, source, who, dated))
    if not made:
        return list(attributions)
    begins = [item.content_span.start for item in made]

    def is_posted(item: Attribution) -> bool:
        """Whether an attribution is what a post says, found in another way."""
        near = bisect_right(begins, item.content_span.start) - 1
        if near < 0:
            return False
        post = made[near]
        own = item.source_span
        if own is None:
            return item.content_span.start < post.content_span.end
        return post.source_span is not None and own.start < post.source_span.end and post.source_span.start < own.end

    kept = [item for item in attributions if not is_posted(item)]
    return [*kept, *made]


def _posts(article: Article) -> Iterator[tuple[Span, Span, bool | None]]:
    """The content and the source of each post, and whether its day is told; None for a signed quotation."""
    before: Block | None = None
    run: list[Span] = []  # the quotation that the block before has ended or left open
    for block in article.blocks:
        if block.zone != "body":
            before, run = None, []
            continue
        text, start = block.text, block.span.start
        at = 0
        for signed in POSTED.finditer(text):
            said = text[at : signed.start()]
            source = Span(start=start + signed.start("name"), end=start + signed.end("handle") + 1)
            dated = signed.group("date") is not None
            if len(said.split()) >= _FEWEST:
                begin = at + len(said) - len(said.lstrip())
                yield Span(start=start + begin, end=start + at + len(said.rstrip())), source, dated
            elif before is not None and not at and len(before.text.split()) >= _FEWEST:
                yield Span(start=before.span.start, end=before.span.start + len(before.text.rstrip())), source, dated
            at = signed.end()
        quoted = SIGNED.match(text) if not at else None
        if quoted is not None:
            source = Span(start=start + quoted.start("name"), end=start + quoted.end("name"))
            yield Span(start=start, end=start + quoted.end("said")), source, None
        below = SIGNED_BELOW.match(text) if run and not at else None
        if below is not None:
            source = Span(start=start + below.start("name"), end=start + below.end("name"))
            for told in run:
                yield told, source, None
        left_open = before is not None and before.text.rstrip()[-1:] not in _CLOSES
        run = [] if below is not None else _said_in(block, run if left_open else ())
        before = block


def _said_in(block: Block, run: Sequence[Span]) -> list[Span]:
    """The paragraphs of one quotation that is closed at the end of a block, or left open there for the next."""
    text = block.text.rstrip()
    opens = next((place for place, char in enumerate(text) if char in _OPENS), -1)
    if opens < 0 or (text[-1] not in _CLOSES and opens > 0):
        return []
    whole = opens == 0 and bool(run) and block.text[:1] in _OPENS
    said = Span(start=block.span.start + opens, end=block.span.start + len(text))
    if opens and not _CLOSES.isdisjoint(text[opens + 1 : -1]):
        return []  # a few words in marks, and more
    return [*(run if whole else ()), said]
