"""The attributions of a profile → how each source is treated: how much it says, by which words, how openly.

Law: a source is an actor, or the same words where nobody is named; every attribution counts for one source.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.document import Actor, Article, Attribution

if TYPE_CHECKING:
    from framing.results import FramingProfile, SentenceScores

__all__ = ["CUE_CLASSES", "WORD", "Hedges", "lede_of", "names_of", "source_key", "source_rows"]

CUE_CLASSES = ("neutral", "factive", "doubting", "assertive", "emotive", "perception")
_NAMED = frozenset({"named_person", "named_org"})
WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")  # what counts as one word of an article


def lede_of(article: Article) -> frozenset[int]:
    """Return the indices of the sentences of the lede: the first paragraph of the body.

    Examples
    --------
    >>> import framing
    >>> sorted(lede_of(framing.read("The pier closed. Nobody knew why.")))
    [0, 1]
    """
    body = [sentence for sentence in article.sentences if sentence.zone == "body"]
    return frozenset(sentence.index for sentence in body if sentence.paragraph == body[0].paragraph)


def names_of(actor: Actor) -> str:
    """Return what the article calls an actor, pronouns aside, the commonest first: "Norway (2); Oslo (1)".

    Examples
    --------
    >>> import framing
    >>> names_of(framing.analyze("Norway signed. Norway left.", engine="lexicon").actors[0])
    'Norway (2)'
    """
    counts = Counter(" ".join(mention.text.split()) for mention in actor.mentions if mention.form != "pronoun")
    return "; ".join(f"{name} ({count})" for name, count in counts.most_common())


def source_key(item: Attribution) -> str:
    """Return what makes two attributions those of one source: the actor, else the words; "" where nobody is named.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Critics say it leaks. Ana Ruiz denied that.", engine="lexicon")
    >>> [source_key(item) for item in profile.attributions]
    ['critics', 'ruiz']
    """
    if item.source_kind == "absent":
        return ""
    return item.actor or " ".join(item.source.lower().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedges:
    """The hedges of an article by where they start, so that those inside a claim are found at once.

    Parameters
    ----------
    starts, ends : list of int
        Of each hedge, in the order of the text.
    sums : list of float
        Contributions of all hedges before each, and of all.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Ana Ruiz said the dam might fail.", engine="lexicon")
    >>> Hedges.of(profile.sentences).inside(profile.attributions[0]) > 0
    True
    """

    starts: list[int]
    ends: list[int]
    sums: list[float]

    @classmethod
    def of(cls, scores: Sequence[SentenceScores]) -> Hedges:
        """Collect the hedges of all sentences."""
        found = sorted(
            (e.span.start, e.span.end, e.contribution)
            for row in scores
            for e in row.evidence
            if e.dimension == "hedging" and not e.is_rest
        )
        sums = [0.0]
        for _, _, contribution in found:
            sums.append(sums[-1] + contribution)
        return cls(starts=[start for start, _, _ in found], ends=[end for _, end, _ in found], sums=sums)

    def inside(self, item: Attribution) -> float:
        """Return the hedging of what an attribution reports, combined as `combine_hedging` does."""
        span = item.content_span
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        while last > first and self.ends[last - 1] > span.end:  # one that goes on behind the claim
            last -= 1
        return 1.0 - math.exp(-(self.sums[last] - self.sums[first]))


def source_rows(profile: FramingProfile) -> Iterator[dict[str, Any]]:
    """Yield one row a source, the one with most words first; what nobody is said to say has the source "".

    Parameters
    ----------
    profile : FramingProfile
        Of one article.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("\u201cNo,\u201d said Ana Ruiz. Critics claim the dam leaks.", engine="lexicon")
    >>> [(row["source"], row["n_direct"], row["n_doubting"]) for row in source_rows(profile)]
    [('Critics', 0, 1), ('Ana Ruiz', 1, 0)]
    """
    names = {actor.id: actor.name for actor in profile.actors}
    grouped: dict[str, list[Attribution]] = {}
    for item in profile.attributions:
        grouped.setdefault(source_key(item), []).append(item)
    hedges = Hedges.of(profile.sentences)
    words = {item.index: len(WORD.findall(item.content)) for item in profile.attributions}
    total = sum(words.values())
    rows = [_row(key, items, names, words, total, hedges) for key, items in grouped.items()]
    rows.sort(key=_most_said)
    yield from rows


def _most_said(row: dict[str, Any]) -> tuple[bool, int, str]:
    return row["source_kind"] == "absent", -row["n_words"], row["source"]


def _row(
    key: str,
    items: list[Attribution],
    names: dict[str, str],
    words: dict[int, int],
    total: int,
    hedges: Hedges,
) -> dict[str, Any]:
    modes = Counter(item.mode for item in items)
    classes = Counter(item.cue_kind for item in items)
    kind = Counter(item.source_kind for item in items).most_common(1)[0][0]
    cues = Counter(" ".join(item.cue.lower().split()) for item in items if item.cue)
    said = sum(words[item.index] for item in items)
    hedging = [hedges.inside(item) for item in items]
    return {
        "source": names.get(key) or next((item.source for item in items if item.source), ""),
        "actor": key if key in names else None,
        "source_kind": kind,
        "named": kind in _NAMED,
        "n_attributions": len(items),
        "n_words": said,
        "word_share": said / total if total else None,
        **{f"n_{mode}": modes[mode] for mode in ("direct", "mixed", "indirect")},
        "direct_share": modes["direct"] / len(items),
        "cues": "; ".join(f"{cue} ({count})" for cue, count in cues.most_common()),
        **{f"n_{name}": classes[name] for name in CUE_CLASSES},
        "hedging_mean": sum(hedging) / len(hedging),
        "strength_mean": sum(item.strength for item in items) / len(items),
    }
