"""Statistics of a profile → five to ten sentences of plain English.

Law: every sentence is put together from named statistics and shows their numbers with intervals; none says whether
the article is right, fair or biased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.aggregate import HEDGE_KINDS, LOADED_KINDS
from framing.document import SOURCE_KINDS

if TYPE_CHECKING:
    from framing.results import FramingProfile, Statistic

__all__ = ["Fact", "Summary", "summarize"]

_KINDS = {
    "named_person": "people with a name",
    "named_org": "organisations with a name",
    "document": "documents",
    "unnamed_specific": "people who are described but not named",
    "collective": "groups",
    "anonymous": "sources who are kept unnamed",
    "vague": "nobody in particular",
    "absent": "no source at all",
}
_HEDGES = {
    "approximator": "words like \u201csome\u201d or \u201cabout\u201d",
    "epistemic": "words like \u201cperhaps\u201d or \u201clikely\u201d",
    "evidential": "words like \u201creportedly\u201d",
    "modal": "words like \u201cmay\u201d or \u201ccould\u201d",
    "weasel": "phrases like \u201csome believe\u201d",
}
_NEAR = 0.05  # scores closer than this are not worth a "more" or "less"
_FEW_STANCES = 3  # fewer say little of an actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One sentence of a summary and the statistics that it tells.

    Parameters
    ----------
    text : str
        The sentence.
    statistics : tuple of str
        Names of the statistics whose numbers it holds.
    """

    text: str
    statistics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A profile in words.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Rain may fall. Critics say the dam may fail. Roads closed.", engine="lexicon")
    >>> summary = profile.summary()
    >>> "hedging_share" in summary.facts[2].statistics
    True
    >>> print(summary.facts[2].text.split(" (")[0])
    Hedges stand in 67 %
    """

    facts: tuple[Fact, ...]

    def __str__(self) -> str:
        return "\n".join(fact.text for fact in self.facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as plain dicts, lists and strings."""
        return {"facts": [{"text": fact.text, "statistics": list(fact.statistics)} for fact in self.facts]}


def summarize(profile: FramingProfile) -> Summary:
    """Tell a profile in words.

    Parameters
    ----------
    profile : FramingProfile
        Of one article.

    Returns
    -------
    Summary
        Five to ten facts: size, loaded wording, hedging, sources, actors and stance, in this order; what the article
        gives nothing to tell of is said to be missing.
    """
    told = _Told(profile)
    facts = [
        _size(told),
        _loaded(told),
        _hedging(told),
        _sources(told),
        _mix(told),
        _voices(told),
        _actors(told),
        _own_stance(told),
        _their_stance(told),
        _treatment(told) or _headline(told),
    ]
    return Summary(facts=tuple(fact for fact in facts if fact is not None))


class _Told:
    """The statistics of a profile, each as it is written in a sentence."""

    def __init__(self, profile: FramingProfile) -> None:
        self.profile = profile
        self.values: dict[str, Statistic] = {item.statistic: item for item in profile.statistics}
        self.names = {actor.id: actor.name for actor in profile.actors}

    def value(self, name: str) -> float | None:
        item = self.values.get(name)
        return None if item is None else item.value

    def share(self, name: str) -> str:
        return _written(self.values[name], lambda number: f"{100 * number:.0f} %")

    def number(self, name: str, pattern: str = ".2f") -> str:
        return _written(self.values[name], lambda number: format(number, pattern))

    def rank(self, name: str) -> str:
        """How usual a statistic is, to go behind it; "" where nothing is known."""
        percentile = self.values[name].percentile
        if percentile is None:
            return ""
        if percentile < 50:
            return f", less than in {100 - percentile:.0f} of 100 news articles"
        return f", more than in {percentile:.0f} of 100 news articles"

    def of_actors(self, name: str, least: int = 1) -> list[tuple[float, str]]:
        """The defined values of one statistic of every actor, with the actor's id, the least first."""
        found = []
        for actor in self.names:
            item = self.values.get(f"{name}[{actor}]")
            if item is not None and item.value is not None and item.n >= least:
                found.append((item.value, actor))
        return sorted(found)


def _written(item: Statistic, write: Callable[[float], str]) -> str:
    if item.value is None:
        return "undefined"
    if item.low is None or item.high is None:
        return f"{write(item.value)} (no interval: one sentence)"
    low = write(item.low)
    unit = " %" if low.endswith(" %") else ""
    return f"{write(item.value)} (95 % interval {low.removesuffix(unit)} to {write(item.high)})"


def _most(told: _Told, kinds: tuple[str, ...], pattern: str) -> str | None:
    """The kind with the greatest share, or None where there is none at all."""
    found = [(told.value(pattern.format(kind)) or 0.0, kind) for kind in kinds]
    best = max(found, key=lambda pair: pair[0])
    return best[1] if best[0] > 0 else None


def _size(told: _Told) -> Fact:
    n, words = told.values["loaded_mean"].n, told.values["attribution_word_share"].n
    actors, claims = len(told.names), len(told.profile.attributions)
    text = (
        f"The article has {_counted(n, 'scored sentence')} of {_counted(words, 'word')}, speaks of "
        f"{_counted(actors, 'actor')} and reports {_counted(claims, 'statement')}."
    )
    return Fact(text=text, statistics=())


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _loaded(told: _Told) -> Fact:
    text = (
        f"Loaded wording marks {told.share('loaded_share')} of the sentences{told.rank('loaded_share')}; "
        f"the mean score is {told.number('loaded_mean')} on a scale from 0 to 1"
    )
    used = ["loaded_share", "loaded_mean"]
    kind = _most(told, LOADED_KINDS, "loaded_{}_share")
    if kind is not None:
        name = f"loaded_{kind}_share"
        text += f", and the commonest kind in the word lists is {kind.replace('_', ' ')}, in {told.share(name)}"
        used.append(name)
    return Fact(text=text + ".", statistics=tuple(used))


def _hedging(told: _Told) -> Fact:
    if not told.value("hedging_share"):
        text = f"None of the sentences hedges: {told.share('hedging_share')}{told.rank('hedging_share')}."
        return Fact(text=text, statistics=("hedging_share",))
    text = f"Hedges stand in {told.share('hedging_share')} of the sentences{told.rank('hedging_share')}"
    used = ["hedging_share"]
    kind = _most(told, HEDGE_KINDS, "hedging_{}_share")
    if kind is not None:
        name = f"hedging_{kind}_share"
        text += f", most often with {_HEDGES[kind]}: {told.share(name)}"
        used.append(name)
    return Fact(text=text + ".", statistics=tuple(used))


def _sources(told: _Told) -> Fact:
    if not told.value("attribution_share"):
        text = f"No sentence says who says something: {told.share('attribution_share')}."
        return Fact(text=text, statistics=("attribution_share",))
    text = (
        f"Somebody is said to say something in {told.share('attribution_share')} of the sentences"
        f"{told.rank('attribution_share')}; what they are given to say makes up "
        f"{told.share('attribution_word_share')} of the words"
    )
    used = ["attribution_share", "attribution_word_share"]
    if told.value("attribution_effective_sources") is not None:
        text += f", spread as if over {told.number('attribution_effective_sources', '.1f')} equal sources"
        used.append("attribution_effective_sources")
    return Fact(text=text + ".", statistics=tuple(used))


def _mix(told: _Told) -> Fact | None:
    kind = _most(told, SOURCE_KINDS, "attribution_{}_share")
    if kind is None:
        return None
    name = f"attribution_{kind}_share"
    text = f"Most often the source is {_KINDS[kind]}: {told.share(name)} of what is attributed"
    used = [name]
    if told.value("attribution_mean") is not None:
        text += (
            f"; the strength of sources, from 0 for uncheckable to 1 for named and quoted, is "
            f"{told.number('attribution_mean')}{told.rank('attribution_mean')}"
        )
        used.append("attribution_mean")
    return Fact(text=text + ".", statistics=tuple(used))


def _voices(told: _Told) -> Fact | None:
    own, theirs = told.value("loaded_author"), told.value("loaded_quoted")
    if own is None or theirs is None:
        return None
    near = abs(own - theirs) < _NEAR
    order = "about as loaded as" if near else "more loaded than" if own > theirs else "less loaded than"
    text = (
        f"Its own words are {order} what it gives its sources to say: "
        f"{told.number('loaded_author')} and {told.number('loaded_quoted')}."
    )
    return Fact(text=text, statistics=("loaded_author", "loaded_quoted"))


def _headline(told: _Told) -> Fact | None:
    gap = told.value("loaded_headline_gap")
    if gap is None:
        return None
    item = told.values["loaded_headline_gap"]
    by = told.number("loaded_headline_gap", "+.2f")
    if item.low is None or item.high is None or item.low <= 0 <= item.high:
        text = f"The headline cannot be told from the sentences below it by how loaded it is: the difference is {by}."
    else:
        text = f"The headline is {'more' if gap > 0 else 'less'} loaded than the sentences below it, by {by}."
    return Fact(text=text, statistics=("loaded_headline_gap",))


def _actors(told: _Told) -> Fact:
    shares = told.of_actors("actor_mention_share")
    if not shares:
        return Fact(text="No person, country, organisation or group is spoken of more than once.", statistics=())
    _, actor = shares[-1]
    name = f"actor_mention_share[{actor}]"
    text = f"The actor spoken of most is {told.names[actor]}, with {told.share(name)} of all mentions of actors"
    used = [name]
    acts = f"actor_agent_share[{actor}]"
    if told.value(acts) is not None:
        text += f"; where a role shows, it is the one who acts in {told.share(acts)}"
        used.append(acts)
    return Fact(text=text + ".", statistics=tuple(used))


def _stance(told: _Told, name: str, opening: str) -> Fact | None:
    found = told.of_actors(name, _FEW_STANCES)
    if not found:
        return None
    least, most = found[0][1], found[-1][1]
    first = f"{name}[{least}]"
    used = [first]
    if most == least:
        text = f"{opening} of {told.names[least]} with a stance of {told.number(first, '+.2f')}"
    else:
        text = f"{opening} least favourably of {told.names[least]}, {told.number(first, '+.2f')}"
        second = f"{name}[{most}]"
        text += f", and most favourably of {told.names[most]}, {told.number(second, '+.2f')}"
        used.append(second)
    return Fact(text=text + ", on a scale from \u22121 to +1.", statistics=tuple(used))


def _own_stance(told: _Told) -> Fact | None:
    return _stance(told, "stance_author", "In its own voice it speaks")


def _their_stance(told: _Told) -> Fact | None:
    return _stance(told, "stance_quoted", "The sources that it gives room speak")


def _treatment(told: _Told) -> Fact | None:
    """The source set off most plainly from the others, where an interval leaves no doubt that one is."""
    best: tuple[float, str, str, str] | None = None
    for name, words in (
        ("doubting_share", "with cues that cast doubt, such as \u201cclaimed\u201d,"),
        ("direct_share", "word for word"),
        ("hedging", "with hedges"),
    ):
        for value, actor in told.of_actors(f"attribution_{name}_gap"):
            item = told.values[f"attribution_{name}_gap[{actor}]"]
            if item.low is None or item.high is None or item.low <= 0 <= item.high:
                continue
            if best is None or abs(value) > best[0]:
                best = abs(value), name, actor, words
    if best is None:
        return None
    _, name, actor, words = best
    own, others = f"attribution_{name}[{actor}]", f"attribution_{name}_others[{actor}]"
    more = "more" if (told.value(own) or 0.0) > (told.value(others) or 0.0) else "less"
    write = told.share if name.endswith("_share") else told.number
    text = (
        f"{told.names[actor]} is reported {words} {more} often than the others: {write(own)} against {write(others)}."
    )
    return Fact(text=text, statistics=(own, others))
