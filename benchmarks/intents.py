"""Forty statements about the seed events, written down by a reader → how many of them the comparison recovers.

    python -m benchmarks.intents [--engine encoder] [--verbose]

The statements, their measures and the rules by which one counts as recovered stand in seeds/intents.json; this is
nothing but their execution.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import framing
from framing.annotation.quotes import find_quotes
from framing.treatment import WORD

__all__ = ["main", "recovered"]

_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_UNNAMED = frozenset({"anonymous", "vague"})
_HEARSAY = frozenset({"weasel", "evidential"})


class Telling:
    """One side of a statement: a profile, the sentence of its first quotation, and the actor that is meant."""

    def __init__(self, profile: framing.FramingProfile, statement: Mapping[str, Any], side: str, names: Any) -> None:
        self.profile = profile
        self.holder = statement["holder"]
        quotations = statement["evidence"].get(side) or []
        self.sentence = _sentence_of(profile, quotations[0]) if quotations else None
        self.quotation = quotations[0] if quotations else ""
        self.actors = _actors_of(profile, statement["actor"], names) if statement["actor"] else frozenset()

    def voiced(self, item: framing.Evidence) -> bool:
        """Whether evidence is in the voice of the statement's holder."""
        wanted = {"author": "author", "sources": "quoted"}.get(self.holder or "")
        return wanted is None or item.voice == wanted

    def said(self) -> list[framing.Attribution]:
        """Attributions to the actor."""
        return [item for item in self.profile.attributions if item.actor in self.actors and (item.source or item.cue)]

    def share(self, shows: Callable[[framing.Evidence], bool]) -> float:
        """Share of the sentences with evidence that shows something."""
        sentences = self.profile.sentences
        found = [any(self.voiced(e) and not e.is_rest and shows(e) for e in row.evidence) for row in sentences]
        return sum(found) / len(found)


def _sentence_of(profile: framing.FramingProfile, quotation: str) -> int:
    start = profile.article.text.index(quotation)
    return next(s.index for s in profile.article.sentences if s.span.start <= start < s.span.end)


def _actors_of(profile: framing.FramingProfile, actor: str, names: Mapping[str, Sequence[str]]) -> frozenset[str]:
    wanted = [name.casefold() for name in (actor, *names.get(actor, ()))]
    found = set()
    for item in profile.actors:
        forms = {item.name, *item.aliases, *(m.text for m in item.mentions if m.form in ("name", "nominal", "metonym"))}
        for form in (" ".join(form.casefold().split()) for form in forms):
            if any(form == name or form.endswith(f" {name}") for name in wanted):
                found.add(item.id)
    return frozenset(found)


def _stance_mean(side: Telling) -> float:
    holders = {"author": (True,), "sources": (False,)}.get(side.holder, (True, False))
    rows = [s.value for row in side.profile.sentences for s in row.stances if s.actor in side.actors]
    held = [
        (s.holder is None) in holders for row in side.profile.sentences for s in row.stances if s.actor in side.actors
    ]
    chosen = [value for value, keep in zip(rows, held, strict=True) if keep]
    return math.fsum(chosen) / len(chosen) if chosen else math.nan


def _passage_attributed(side: Telling) -> float:
    if side.sentence is None:
        return math.nan
    text = side.profile.article.text
    start = text.index(side.quotation)
    end = start + len(side.quotation)
    for item in side.profile.attributions:
        span = item.content_span
        if item.source_kind != "absent" and min(end, span.end) - max(start, span.start) > 0.3 * (end - start):
            return 1.0
    return 0.0


def _cue_share(kind: str) -> Callable[[Telling], float]:
    def share(side: Telling) -> float:
        said = side.said()
        return sum(item.cue_kind == kind for item in said) / len(said) if said else math.nan

    return share


def _unnamed(side: Telling) -> float:
    items = [item for item in side.profile.attributions if item.source or item.cue]
    return sum(item.source_kind in _UNNAMED for item in items) / len(items) if items else math.nan


def _quotation_share(side: Telling) -> float:
    own = whole = 0
    text = side.profile.article.text
    for quote in find_quotes(side.profile.article.blocks):
        words = len(WORD.findall(text[quote[0] : quote[1]]))
        inside = [
            item
            for item in side.profile.attributions
            if item.source_kind != "absent" and item.content_span.start < quote[1] and quote[0] < item.content_span.end
        ]
        if not inside:
            continue
        speaker = max(inside, key=lambda item: item.content_span.start)
        whole += words
        own += words if speaker.actor in side.actors else 0
    return own / whole if whole else math.nan


def _passage(dimension: str) -> Callable[[Telling], float]:
    def score(side: Telling) -> float:
        if side.sentence is None:
            return math.nan
        value = getattr(side.profile.sentences[side.sentence], dimension)
        return math.nan if value is None else float(value)

    return score


def _statistic(name: str) -> Callable[[Telling], float]:
    def value(side: Telling) -> float:
        found = side.profile[name].value
        return math.nan if found is None else found

    return value


_MEASURES: dict[str, Callable[[Telling], float]] = {
    "stance_mean": _stance_mean,
    "hedged_share": lambda side: side.share(lambda e: e.dimension == "hedging" and e.kind != "booster"),
    "hearsay_share": lambda side: side.share(lambda e: e.dimension == "hedging" and e.kind in _HEARSAY),
    "booster_share": lambda side: side.share(lambda e: e.dimension == "hedging" and e.kind == "booster"),
    "passage_hedging": _passage("hedging"),
    "passage_loaded": _passage("loaded_author"),
    "passage_attributed": _passage_attributed,
    "doubting_cue_share": _cue_share("doubting"),
    "emotive_cue_share": _cue_share("emotive"),
    "unnamed_source_share": _unnamed,
    "effective_sources": _statistic("attribution_effective_sources"),
    "quotation_share": _quotation_share,
    "loaded_author_mean": _statistic("loaded_author"),
}


def _only_in_target(target: Telling, reference: Telling) -> bool:
    """Whether the claims of the comparison have the target's sentence, and none of the reference with it."""
    names = ["target", "reference"]
    frame = framing.compare([target.profile, reference.profile], names=names).to_frame("claim")
    own = frame[(frame["profile"] == "target") & (frame["sentence"] == target.sentence)]
    told = frame[frame["claim"].isin(set(own["claim"])) & (frame["profile"] == "reference")]
    return len(own) > 0 and len(told) == 0


def recovered(engine: str = "encoder") -> list[tuple[dict[str, Any], bool, float, float]]:
    """Execute every statement.

    Returns
    -------
    list of tuple
        The statement, whether it was recovered, and the measure in its target and its reference.
    """
    whole = json.loads((_SEEDS / "intents.json").read_text(encoding="utf-8"))
    analyzer = framing.Analyzer(engine)
    profiles: dict[str, framing.FramingProfile] = {}
    made = []
    for statement in whole["statements"]:
        sides = []
        for side in ("target", "reference"):
            name = statement[side]
            if name not in profiles:
                profiles[name] = analyzer.analyze(_SEEDS / "articles" / f"{name}.txt")
            sides.append(Telling(profiles[name], statement, side, whole["names"]))
        if statement["measure"] == "claim_presence":
            made.append((statement, _only_in_target(*sides), math.nan, math.nan))
            continue
        target, reference = (_MEASURES[statement["measure"]](side) for side in sides)
        won = target > reference if statement["direction"] == "higher" else target < reference
        made.append((statement, bool(won), target, reference))
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", nargs="+", default=["encoder", "lexicon"])
    parser.add_argument("--verbose", action="store_true", help="show each statement")
    options = parser.parse_args(arguments)
    for engine in options.engine:
        rows = recovered(engine)
        if options.verbose:
            for statement, won, target, reference in rows:
                mark = "yes" if won else "NO "
                print(f"{mark} {statement['id']:10} {statement['measure']:22} {target:6.2f} {reference:6.2f}  "
                      f"{statement['statement']}")  # fmt: skip
        kinds = Counter(statement["kind"] for statement, *_ in rows)
        wins = Counter(statement["kind"] for statement, won, *_ in rows if won)
        parts = ", ".join(f"{kind} {wins[kind]}/{n}" for kind, n in kinds.items())
        print(f"{engine}: {sum(wins.values())} of {len(rows)} statements recovered ({parts})")


if __name__ == "__main__":
    main()
