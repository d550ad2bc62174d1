"""Attributions → whose words each stretch of the article is.

Law: stretches are disjoint and ascending; what no attribution covers is the article's own, marks or not, so that a word
in scare quotes is its author's; of nested attributions the innermost speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from framing.annotation.quotes import stretch_at
from framing.document import Article, Attribution, Sentence
from framing.grammar import word_class

__all__ = ["UNNAMED", "Stretch", "is_writers", "voice_at", "voices_in", "voices_of", "worded"]

UNNAMED = "unnamed source"

_VERBS = frozenset("VDMBHK")  # tags of a clause: somebody's words, if not word for word

Stretch = tuple[int, int, str]  # half-open code points, and the actor id or the words of the source


def worded(article: Article, item: Attribution, tags_of: Callable[[int], str]) -> bool:
    """Tell whether the words of a content are its source's.

    Where a verb has no more than an object ("Reyes mocked the shameful pier"), the source judges it and the article
    names it.

    Parameters
    ----------
    article : Article
        With its sentences.
    item : Attribution
        One of its attributions.
    tags_of : callable
        From the index of a sentence to its tags.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Tom Reyes mocked the shameful pier.", engine="lexicon")
    >>> [(item.text, item.voice) for item in profile.evidence if item.text == "shameful"]
    [('shameful', 'author')]
    """
    if item.mode != "indirect":
        return True
    start, end = item.content_span.start, item.content_span.end
    columns = article.sentences[item.sentence].columns
    # "To close the pier" and "closing the pier" are clauses as well; and a content may begin in another sentence
    # than its source's.
    place = max(0, bisect_right(article.sentences, start, key=_start) - 1)
    sentence = article.sentences[place]
    if end > sentence.span.end:
        return True
    first, last = bisect_left(columns.starts, start), bisect_left(columns.starts, end)
    tags = tags_of(place)[max(first - sentence.first, 0) : last - sentence.first]
    return not _VERBS.isdisjoint(tags) or "O" in tags[:2] or tags[:1] == "G"


def is_writers(item: Attribution) -> bool:
    """Tell whether the source is whoever writes or speaks: "we know that" is said by nobody else.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("We know that Tom Reyes lied.", engine="lexicon")
    >>> [is_writers(item) for item in profile.attributions]
    [True]
    """
    return item.actor is None and item.source.lower() in word_class("first_person")


def voices_in(article: Article, attributions: Sequence[Attribution], tags_of: Callable[[int], str]) -> list[Stretch]:
    """Lay what sources are given to say in words of theirs over the text of an article; see `voices_of`, `worded`."""
    return voices_of([item for item in attributions if not is_writers(item) and worded(article, item, tags_of)])


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def voices_of(attributions: Sequence[Attribution]) -> list[Stretch]:
    """Lay the contents of attributions over the text.

    Parameters
    ----------
    attributions : sequence of Attribution
        In any order, nested or overlapping as they come.

    Returns
    -------
    list of (int, int, str)
        Ascending and disjoint: start, end, and who speaks there.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Tom Reyes said the dam was safe.", engine="lexicon")
    >>> [(profile.article.text[start:end], who) for start, end, who in voices_of(profile.attributions)]
    [('the dam was safe', 'reyes')]
    """
    made: list[Stretch] = []
    open_: list[tuple[int, str]] = []
    at = 0

    def reach(place: int) -> None:
        """Give what lies before `place` to whoever is speaking, the innermost first."""
        nonlocal at
        while open_ and at < place:
            end, who = open_[-1]
            stop = min(end, place)
            if stop > at:
                if made and made[-1][1] == at and made[-1][2] == who:
                    made[-1] = made[-1][0], stop, who
                else:
                    made.append((at, stop, who))
                at = stop
            if end <= at:
                open_.pop()
        while open_ and open_[-1][0] <= place:
            open_.pop()
        at = max(at, place)

    contents = sorted(
        (item.content_span.start, -item.content_span.end, item.actor or " ".join(item.source.split()) or UNNAMED)
        for item in attributions
    )
    for start, end, who in contents:
        reach(start)
        open_.append((-end, who))
    if open_:
        reach(max(end for end, _ in open_))
    return made


def voice_at(stretches: Sequence[Stretch], position: int) -> str | None:
    """Return who speaks at an offset; None where the article itself does.

    Examples
    --------
    >>> voice_at([(4, 9, "reyes")], 5), voice_at([(4, 9, "reyes")], 9)
    ('reyes', None)
    """
    place = stretch_at(stretches, position)
    return stretches[place][2] if place >= 0 else None
