"""Several profiles → the words by which each is told apart from the others, by voice.

Law: for two profiles what is one's is minus the other's; the numbers do not depend on the order of the profiles; no
list of stop words decides what counts, the prior does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.annotation.voices import voice_at, voices_in
from framing.engines.tagger import tags_of
from framing.identity import identities

if TYPE_CHECKING:
    from framing.results import FramingProfile

__all__ = ["VOICES", "Wording", "wording", "wording_rows"]

VOICES = ("all", "author", "quoted")
_NAMES = frozenset({"name", "metonym"})  # forms of mentions that are names; "the mayor" is wording
_HALF = 0.5  # share of a word's uses inside names from which it is an actor's
_PER = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How far one profile prefers one word, against all the others together.

    Parameters
    ----------
    profile : int
        Index of the profile among those given.
    voice : str
        "author" for the article's own words, "quoted" for what sources are given to say, "all" for both.
    word : str
        In lower case.
    z : float
        The log-odds ratio over its standard error: above 0 where the profile uses the word more than the others do.
    log_odds : float
        The log-odds ratio (natural logarithm), drawn to 0 by the prior.
    count : int
        How often the profile has the word in this voice.
    rate : float
        The same per 1,000 words of this voice.
    other_count : int
        How often the others have it.
    actor : str or None
        Identity of the actor of whose name the word is a part, so that names can be left out.

    Examples
    --------
    >>> import framing
    >>> texts = ("The brutal raid hit the camp.", "The orderly operation closed the camp.")
    >>> found = wording([framing.analyze(text, engine="lexicon") for text in texts])
    >>> sorted(item.word for item in found if item.profile == 0 and item.voice == "all" and item.z > 0)
    ['brutal', 'hit', 'raid']
    """

    profile: int
    voice: str
    word: str
    z: float
    log_odds: float
    count: int
    rate: float
    other_count: int
    actor: str | None


def wording(
    profiles: Sequence[FramingProfile], *, background: Mapping[str, float] | None = None
) -> tuple[Wording, ...]:
    """Find the distinctive words of each profile, by log-odds ratio with an informative Dirichlet prior.

    With y the count of a word in a profile (i) and in all the others together (j), n their words in this voice, and a
    prior α that is worth the words of one average article of the set,

        δ = log (y_i + α) / (n_i + α₀ - y_i - α) - log (y_j + α) / (n_j + α₀ - y_j - α)
        z = δ / √(1 / (y_i + α) + 1 / (y_j + α))

    A word that is frequent everywhere has a large α, so that its chance ups and downs are no finding.

    Parameters
    ----------
    profiles : sequence of FramingProfile
        Two or more.
    background : mapping of str to float, optional
        Counts of words in lower case elsewhere, for the prior; the set itself without it, and added to it with it.

    Returns
    -------
    tuple of Wording
        By profile, then voice as in `VOICES`, then the largest absolute z first; every word that any profile has in
        the voice. A voice in which the profile, or all the others, have no words gives none.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' Words. Political Analysis 16.

    Examples
    --------
    >>> import framing
    >>> pair = [framing.analyze(text, engine="lexicon") for text in ("Rain fell hard.", "Rain fell.")]
    >>> {item.word: round(item.z, 2) for item in wording(pair) if item.voice == "all" and item.profile == 0}
    {'hard': 0.67, 'fell': -0.34, 'rain': -0.34}
    """
    spoken = [_counts(profile) for profile in profiles]
    actors = _actors(profiles)
    made: list[Wording] = []
    for place in range(len(spoken)):
        for voice in VOICES:
            made.extend(_against(place, voice, [own[voice] for own in spoken], background, actors))
    return tuple(made)


def wording_rows(profiles: Sequence[FramingProfile], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield one row a profile, voice and word: the table "wording" of a comparison.

    Examples
    --------
    >>> import framing
    >>> pair = [framing.analyze(text, engine="lexicon") for text in ("Rain fell hard.", "Rain fell.")]
    >>> row = next(wording_rows(pair, ["a", "b"]))
    >>> row["profile"], row["voice"], row["word"], round(row["rate"], 1)
    ('a', 'all', 'hard', 333.3)
    """
    for item in wording(profiles):
        yield {
            "profile": names[item.profile],
            "voice": item.voice,
            "word": item.word,
            "z": item.z,
            "log_odds": item.log_odds,
            "count": item.count,
            "rate": item.rate,
            "other_count": item.other_count,
            "actor": item.actor,
        }


def _against(
    place: int,
    voice: str,
    counts: Sequence[Counter[str]],
    background: Mapping[str, float] | None,
    actors: Mapping[str, str],
) -> list[Wording]:
    own = counts[place]
    pooled: Counter[str] = Counter()
    for each in counts:
        pooled.update(each)
    n_all = sum(pooled.values())
    n_own = sum(own.values())
    n_other = n_all - n_own
    if not n_own or not n_other or len(pooled) < 2:
        return []
    # The prior weighs as much as one average article: less, and rare words lead; more, and nothing is left.
    prior_total = n_all / len(counts)
    known = {word: pooled[word] + (background.get(word, 0.0) if background else 0.0) for word in pooled}
    scale = prior_total / sum(known[word] for word in sorted(known))
    made: list[Wording] = []
    for word in sorted(pooled):
        prior = known[word] * scale
        count, other = own[word], pooled[word] - own[word]
        odds = math.log((count + prior) / (n_own + prior_total - count - prior))
        odds_other = math.log((other + prior) / (n_other + prior_total - other - prior))
        error = math.sqrt(1.0 / (count + prior) + 1.0 / (other + prior))
        made.append(
            Wording(
                profile=place,
                voice=voice,
                word=word,
                z=(odds - odds_other) / error,
                log_odds=odds - odds_other,
                count=count,
                rate=_PER * count / n_own,
                other_count=other,
                actor=actors.get(word),
            )
        )
    made.sort(key=lambda item: (-abs(item.z), item.word))
    return made


def _counts(profile: FramingProfile) -> dict[str, Counter[str]]:
    """The words of a profile by voice."""
    found: dict[str, Counter[str]] = {voice: Counter() for voice in VOICES}
    voices = voices_in(profile.article, profile.attributions, tags_of(profile.article))
    for sentence in profile.article.sentences:
        columns = sentence.columns
        for at in range(sentence.first, sentence.last):
            word = columns.words[at]
            if not word[0].isalpha():
                continue
            voice = "author" if voice_at(voices, columns.starts[at]) is None else "quoted"
            found[voice][word] += 1
            found["all"][word] += 1
    return found


def _actors(profiles: Sequence[FramingProfile]) -> dict[str, str]:
    """Words that are parts of names more often than not → the identity of the actor."""
    uses: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {}
    for profile, links in zip(profiles, identities(profiles), strict=True):
        whose = {
            at: links[actor.id]
            for actor in profile.actors
            for mention in actor.mentions
            if mention.form in _NAMES
            for at in range(mention.span.start, mention.span.end)
        }
        for sentence in profile.article.sentences:
            columns = sentence.columns
            for at in range(sentence.first, sentence.last):
                word = columns.words[at]
                uses[word] += 1
                if columns.starts[at] in whose:
                    named.setdefault(word, Counter())[whose[columns.starts[at]]] += 1
    made: dict[str, str] = {}
    for word, found in named.items():
        if sum(found.values()) >= _HALF * uses[word]:
            most = max(found.values())
            made[word] = min(identity for identity, count in found.items() if count == most)
    return made
