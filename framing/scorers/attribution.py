"""Attributions → evidence → a score in [0, 1], or None where nobody says anything.

Law: a sentence's score is the mean strength of the attributions whose content, source or
cue stands in it; strengths come from `lexicons/attribution/strength.tsv` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.document import Article, Attribution, Sentence, Span
from framing.results import Evidence

__all__ = ["attribution_evidence", "combine_attribution"]


def combine_attribution(evidence: Iterable[Evidence]) -> float | None:
    """Combine attribution evidence into a score.

    Parameters
    ----------
    evidence : iterable of Evidence
        Other dimensions are ignored.

    Returns
    -------
    float or None
        Mean strength in [0, 1]; None without evidence, which is not 0.

    Examples
    --------
    >>> combine_attribution([]) is None
    True
    """
    strengths = [item.contribution for item in evidence if item.dimension == "attribution"]
    return sum(strengths) / len(strengths) if strengths else None


def attribution_evidence(article: Article, sentence: Sentence, attributions: Sequence[Attribution]) -> list[Evidence]:
    """Turn the attributions that touch one sentence into evidence."""
    made: list[Evidence] = []
    for item in attributions:
        # The words that show the attribution: its cue where that stands here, else its source, else
        # the part of the content inside this sentence.
        span = item.cue_span
        if span is None or not span.overlaps(sentence.span):
            span = item.source_span
        if span is None or not span.overlaps(sentence.span):
            start = max(item.content_span.start, sentence.span.start)
            end = min(item.content_span.end, sentence.span.end)
            if start >= end:
                continue
            span = Span(start=start, end=end)
        made.append(
            Evidence(
                sentence=sentence.index,
                dimension="attribution",
                kind=item.source_kind,
                span=span,
                text=span.slice(article.text),
                contribution=item.strength,
                voice="quoted" if item.mode == "direct" else "author",
                origin="attribution/strength.tsv:"
                + "+".join((item.source_kind, item.mode, item.cue_kind or "running", *item.details)),
                actor=item.actor,
            )
        )
    return made
