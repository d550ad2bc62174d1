"""Tellings of several articles → claims: who reports what, what is left out, and the same claim told side by side.

Law: the claims do not depend on the order of the profiles; every telling belongs to one claim; tellings of the same
words are one claim, so that equal profiles share all of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.identity import identities
from framing.likeness import Unit, chances, joined, units_of, weights
from framing.tellings import Telling

if TYPE_CHECKING:
    from framing.results import FramingProfile

__all__ = ["Claim", "claim_rows", "coverage", "coverage_rows"]

_MOST = 10_000  # tellings; at that, what holds each against each takes some 2 GB


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that one or more articles tell, and every place where they do.

    Parameters
    ----------
    id : int
        Position among the claims: those of most profiles first, then as early as they stand in the articles.
    text : str
        The words of the telling that is most like the others.
    tellings : tuple of Telling
        By profile, and in the order of the text.

    Examples
    --------
    >>> import framing
    >>> texts = ("The dam held on Friday, Ana Ruiz said.", "Critics claim the dam held on Friday.", "Rain fell.")
    >>> claims = coverage([framing.analyze(text, engine="lexicon") for text in texts])
    >>> [(claim.text, claim.profiles) for claim in claims]
    [('The dam held on Friday', (0, 1)), ('Rain fell.', (2,))]
    """

    id: int
    text: str
    tellings: tuple[Telling, ...]

    @property
    def profiles(self) -> tuple[int, ...]:
        """The indices of the profiles that tell it, ascending."""
        return tuple(sorted({telling.profile for telling in self.tellings}))


def coverage(profiles: Sequence[FramingProfile]) -> tuple[Claim, ...]:
    """Find what several articles tell in common, and what only one of them tells.

    Tellings (`framing.tellings`) are joined by average linkage over the probability that two of them say the same: a
    logistic function of their likeness in words, letters, numbers, actors and source, with the
    weights of `lexicons/coverage/weights.tsv`; see the method card `docs/methods/coverage.md`.

    Parameters
    ----------
    profiles : sequence of FramingProfile
        One an article; of one event, or there will be little to join.

    Returns
    -------
    tuple of Claim
        Those that most profiles tell first. A claim of one telling is what only its article reports.

    Raises
    ------
    ValueError
        For more than 10,000 tellings, some 300 articles: every telling is held against every other.

    Examples
    --------
    >>> import framing
    >>> texts = ("Police arrested 68 people. The camp stood for 47 days.", "In the square 68 people were arrested.")
    >>> claims = coverage([framing.analyze(text, engine="lexicon") for text in texts])
    >>> [len(claim.profiles) for claim in claims]
    [2, 1]
    """
    units = units_of(profiles)
    if len(units) > _MOST:
        raise ValueError(
            f"{len(units):,} tellings are too many to hold each against each other (at most {_MOST:,}); "
            "compare the articles of one event at a time"
        )
    probable = chances(units)
    groups: dict[int, list[int]] = {}
    for place, label in enumerate(joined(units, probable, weights()["join"])):
        groups.setdefault(label, []).append(place)
    made: list[tuple[Any, str, list[Telling]]] = []
    for members in groups.values():
        text = units[_central(units, probable, members)].telling.text
        own = sorted((units[i].telling for i in members), key=lambda item: (item.profile, item.start))
        covered = len({telling.profile for telling in own})
        early = sum(units[i].place for i in members) / len(members)
        made.append(((-covered, -len(own), round(early, 9), text), text, own))
    made.sort(key=lambda item: item[0])
    return tuple(Claim(id=place, text=text, tellings=tuple(own)) for place, (_, text, own) in enumerate(made))


def claim_rows(profiles: Sequence[FramingProfile], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield one row a telling, claim by claim: the table "claim" of a comparison.

    Examples
    --------
    >>> import framing
    >>> texts = ("Rain fell.", "Ana Ruiz claimed that rain fell.")
    >>> profiles = [framing.analyze(text, engine="lexicon") for text in texts]
    >>> [(row["claim"], row["profile"], row["cue"]) for row in claim_rows(profiles, ["a", "b"])]
    [(0, 'a', None), (0, 'b', 'claimed')]
    """
    links = identities(profiles)
    for claim in coverage(profiles):
        for told in claim.tellings:
            yield {
                "claim": claim.id,
                "profile": names[told.profile],
                "sentence": told.sentence,
                "start": told.start,
                "end": told.end,
                "text": told.text,
                "source": told.source,
                "source_kind": told.source_kind,
                "cue": told.cue,
                "cue_kind": told.cue_kind,
                "mode": told.mode,
                "hedging": told.hedging,
                "hedges": "; ".join(told.hedges),
                "voice": told.voice,
                "n_profiles": len(claim.profiles),
                "representative": told.text == claim.text,
                "verb": told.verb,
                "identity": links[told.profile].get(told.actor) if told.actor is not None else None,
            }


def coverage_rows(profiles: Sequence[FramingProfile], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield one row a claim and profile, told or not: the table "coverage" of a comparison.

    Examples
    --------
    >>> import framing
    >>> profiles = [framing.analyze(text, engine="lexicon") for text in ("Rain fell.", "Rain fell. Roads closed.")]
    >>> [(row["text"], row["profile"], row["reported"]) for row in coverage_rows(profiles, ["a", "b"])]
    [('Rain fell.', 'a', True), ('Rain fell.', 'b', True), ('Roads closed.', 'a', False), ('Roads closed.', 'b', True)]
    """
    for claim in coverage(profiles):
        for index, name in enumerate(names):
            own = [told for told in claim.tellings if told.profile == index]
            yield {
                "claim": claim.id,
                "text": claim.text,
                "profile": name,
                "reported": bool(own),
                "n_tellings": len(own),
                "sentence": own[0].sentence if own else None,
                "n_profiles": len(claim.profiles),
            }


def _central(units: Sequence[Unit], probable: NDArray[np.float64], members: Sequence[int]) -> int:
    """The member most like the others; of equals the shortest, then by its words."""
    return min(
        members,
        key=lambda i: (
            -round(float(sum(probable[i, j] for j in members if j != i)), 9),
            len(units[i].telling.text),
            units[i].telling.text,
        ),
    )
