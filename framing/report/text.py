"""A profile → words and tables for a terminal."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from framing.document import SOURCE_KINDS
from framing.palette import COLOURS
from framing.report.words import describe_evidence, level, stance_word
from framing.treatment import source_rows

if TYPE_CHECKING:
    from framing.compare import Comparison
    from framing.results import FramingProfile, SentenceScores, Statistic

__all__ = ["comparison_report", "explain_sentence", "profile_report"]

_MAX_ACTORS = 10
_STYLE = {dimension: f"bold {colour}" for dimension, colour in COLOURS.items()}


def _number(value: float | None, pattern: str = ".2f") -> str:
    return "–" if value is None else format(value, pattern)


def _interval(item: Statistic) -> str:
    if item.low is None or item.high is None:
        return ""
    return f"{item.low:.2f} to {item.high:.2f}"


def _clean(text: str) -> str:
    """Flatten white space and drop control characters, which a terminal would obey."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def explain_sentence(profile: FramingProfile, index: int) -> str:
    """Say in plain words why one sentence got its scores; see `FramingProfile.explain`."""
    n = len(profile.sentences)
    if not -n <= index < n:
        raise IndexError(f"sentence_index must be in [-{n}, {n - 1}], got {index}")
    scores = profile.sentences[index]
    sentence = profile.article.sentences[scores.sentence]
    lines = [f"Sentence {scores.sentence} ({sentence.zone}): {_clean(sentence.text)}", ""]
    voices = ""
    if scores.loaded_author is not None and scores.loaded_quoted is not None:
        voices = f" (author {scores.loaded_author:.2f}, sources {scores.loaded_quoted:.2f})"
    lines.append(f"loaded {scores.loaded:.2f}, {level(scores.loaded)}{voices}")
    lines.extend(_reasons(scores, "loaded"))
    lines.append(f"hedging {scores.hedging:.2f}, {level(scores.hedging)}")
    lines.extend(_reasons(scores, "hedging"))
    if scores.attribution is None:
        lines.append("attribution undefined: nobody is said to say anything")
    else:
        lines.append(f"attribution {scores.attribution:.2f}, mean strength of its sources")
    for item in profile.attributions:
        if item.content_span.overlaps(sentence.span) or item.sentence == scores.sentence:
            who = _clean(item.source) or "no source named"
            lines.append(
                f"  {who} | {_clean(item.cue) or 'running quotation'} | {item.mode}, "
                f"{item.source_kind.replace('_', ' ')}, strength {item.strength:.2f}"
            )
    names = {actor.id: actor.name for actor in profile.actors}
    if not scores.stances:
        lines.append("stance undefined: no evaluative wording about an actor")
    for stance in scores.stances:
        holder = "the article" if stance.holder is None else names.get(stance.holder, stance.holder)
        lines.append(
            f"stance toward {names.get(stance.actor, stance.actor)}: {stance.value:+.2f}, "
            f"{stance_word(stance.value)}, held by {_clean(holder)}"
        )
        own = [
            item
            for item in scores.evidence
            if item.dimension == "stance" and (item.actor, item.holder) == (stance.actor, stance.holder)
        ]
        lines.extend(
            f'  {item.contribution:+.2f} "{_clean(item.text)}" {item.kind} [{item.origin}]'
            for item in own
            if not item.is_rest
        )
        lines.extend(
            f"  {item.contribution:+.2f} the rest of the sentence, {item.kind.partition(':')[0]} side [{item.origin}]"
            for item in own
            if item.is_rest
        )
    return "\n".join(lines)


def _reasons(scores: SentenceScores, dimension: str) -> list[str]:
    own = [item for item in scores.evidence if item.dimension == dimension]
    shown = [
        f'  {item.contribution:+.2f} "{_clean(item.text)}" {describe_evidence(item)} [{item.origin}]'
        for item in own
        if not item.is_rest
    ]
    rest = math.fsum(item.contribution for item in own if item.is_rest)
    if rest >= 0.005:
        shown.append(f"  {rest:+.2f} the rest of the sentence")
    return shown


# What a comparison shows in the terminal; the table of all is `Comparison.to_frame()`.
_COMPARED = (
    "loaded_mean",
    "loaded_share",
    "loaded_author",
    "loaded_quoted",
    "loaded_headline_gap",
    "hedging_mean",
    "hedging_share",
    "attribution_share",
    "attribution_word_share",
    "attribution_effective_sources",
    "attribution_mean",
    "attribution_named_person_share",
    "attribution_named_org_share",
    "attribution_anonymous_share",
    "attribution_vague_share",
    "attribution_direct_share",
    "attribution_doubting_share",
    "attribution_hedging",
    "stance_author",
    "stance_quoted",
)
_SURE = 0.05


def profile_report(profile: FramingProfile, *, name: str = "") -> RenderableType:
    """Build the terminal report of a profile.

    Parameters
    ----------
    profile : FramingProfile
        What to report.
    name : str
        Where the article came from, for the first line.
    """
    article = profile.article
    head = Text(_clean(article.title or "Untitled article"), style="bold")
    about = [part for part in (name, article.outlet, article.published) if part]
    scored = len(article.sentences)
    left_out = sum(1 for block in article.blocks if block.zone not in ("headline", "standfirst", "body"))
    about.append(f"{scored} sentence{'s' if scored != 1 else ''} scored")
    if left_out:
        about.append(f"{left_out} line{'s' if left_out != 1 else ''} of page furniture left out")
    parts: list[RenderableType] = [head, Text(" · ".join(_clean(part) for part in about), style="dim"), Text()]
    parts.append(_summary(profile))
    parts.append(Text("\nIn words", style="bold"))
    parts.extend(Padding(Text(_clean(fact.text)), (0, 0, 0, 2)) for fact in profile.summary())
    parts.append(Text("\nSentence by sentence", style="bold"))
    parts.append(
        Text.assemble(
            ("loaded wording", _STYLE["loaded"]),
            "  ",
            ("hedges", _STYLE["hedging"]),
            "  ",
            ("who says it", _STYLE["attribution"]),
            "  ",
            ("words that judge an actor", _STYLE["stance"]),
            style="dim",
        )
    )
    parts.append(_sentences(profile))
    if any(item.source or item.cue for item in profile.attributions):
        parts.append(Text("\nWho says it", style="bold"))
        parts.append(_attributions(profile))
        parts.append(Text("\nHow sources are treated", style="bold"))
        parts.append(_treatment(profile))
    if profile.actors:
        parts.append(Text("\nActors", style="bold"))
        parts.append(_actors(profile))
    parts.append(
        Text(
            "\nThe report describes wording. It does not say whether the article is right, fair or biased.",
            style="dim",
        )
    )
    return Group(*parts)


def _summary(profile: FramingProfile) -> Table:
    values = {item.statistic: item for item in profile.statistics}
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
    table.add_column("")
    table.add_column("value", justify="right")
    table.add_column("95 % interval")
    ranked = any(item.percentile is not None for item in profile.statistics)
    if ranked:
        table.add_column("percentile", justify="right")
    table.add_column("what it says")
    rows = (
        ("loaded", "loaded_author", "loaded wording, own voice", "0 plain … 1 vehement, mean per sentence"),
        ("loaded", "loaded_quoted", "loaded wording of its sources", "the same over what its sources are given to say"),
        ("hedging", "hedging_mean", "hedging", "0 none … 1 nothing committed to, mean per sentence"),
        ("hedging", "hedging_share", "sentences with a hedge", "share of sentences"),
        ("attribution", "attribution_share", "sentences with a source", "share of sentences"),
        ("attribution", "attribution_mean", "source strength", "0 uncheckable … 1 anyone can check, mean"),
        ("stance", "stance_author", "stance, own voice", "-1 negative … +1 positive, toward all actors"),
        ("stance", "stance_quoted", "stance of its sources", "the same for what others are quoted on"),
    )
    for dimension, key, label, meaning in rows:
        item = values[key]
        pattern = "+.2f" if dimension == "stance" else ".2f"
        table.add_row(
            Text(label, style=_STYLE[dimension]),
            _number(item.value, pattern),
            _interval(item),
            *([_number(item.percentile, ".0f")] if ranked else []),
            Text(meaning, style="dim"),
        )
    return table


def _sentences(profile: FramingProfile) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("#", justify="right", style="dim")
    table.add_column("load", justify="right", min_width=4)
    table.add_column("hedge", justify="right", min_width=5)
    table.add_column("source", justify="right", min_width=6)
    table.add_column("text", ratio=1)
    for sentence, scores in zip(profile.article.sentences, profile.sentences, strict=True):
        text = _highlight(sentence.text, sentence.span.start, scores)
        if sentence.zone == "headline":
            text.stylize("underline")
        table.add_row(
            str(sentence.index),
            _score_text(scores.loaded, "loaded"),
            _score_text(scores.hedging, "hedging"),
            Text(_number(scores.attribution), style="dim" if scores.attribution is None else COLOURS["attribution"]),
            text,
        )
    return table


def _score_text(value: float, dimension: str) -> Text:
    return Text(f"{value:.2f}", style=_STYLE[dimension] if value > 0 else "dim")


def _highlight(sentence: str, base: int, scores: SentenceScores) -> Text:
    flat = "".join(char if char.isprintable() else " " for char in sentence)
    text = Text(flat)
    for dimension in ("stance", "attribution", "loaded", "hedging"):
        for item in scores.evidence:
            if item.dimension == dimension and len(item.span) < 80 and not item.is_rest:
                text.stylize(COLOURS[dimension], max(0, item.span.start - base), max(0, item.span.end - base))
    return text


def _attributions(profile: FramingProfile) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("#", justify="right", style="dim")
    table.add_column("source")
    table.add_column("kind")
    table.add_column("words")
    table.add_column("passed on")
    table.add_column("strength", justify="right")
    for item in profile.attributions:
        if not (item.source or item.cue):
            continue
        table.add_row(
            str(item.sentence),
            Text(_cut(item.source, 40) or "nobody named", style="" if item.source else "dim"),
            item.source_kind.replace("_", " "),
            Text(_cut(item.cue, 32)),
            item.mode,
            f"{item.strength:.2f}",
        )
    sources = [item for item in profile.attributions if item.source or item.cue]
    mix = ", ".join(
        f"{count} {kind.replace('_', ' ')}"
        for kind in SOURCE_KINDS
        if (count := sum(item.source_kind == kind for item in sources))
    )
    table.caption = Text(mix, style="dim")
    table.caption_justify = "left"
    return table


def _treatment(profile: FramingProfile) -> RenderableType:
    """How the sources are treated that say most."""
    rows = [row for row in source_rows(profile) if row["source"]]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("source")
    table.add_column("words", justify="right")
    table.add_column("word for word", justify="right")
    table.add_column("introduced by")
    table.add_column("hedged", justify="right")
    table.add_column("strength", justify="right")
    for row in rows[:_MAX_ACTORS]:
        table.add_row(
            Text(_cut(row["source"], 36), style="" if row["named"] else "italic"),
            f"{row['word_share']:.0%}",
            f"{row['direct_share']:.0%}",
            Text(_cut(row["cues"], 40), style="dim"),
            f"{row['hedging_mean']:.2f}",
            f"{row['strength_mean']:.2f}",
        )
    if len(rows) <= _MAX_ACTORS:
        return table
    return Group(table, Padding(Text(f"and {len(rows) - _MAX_ACTORS} more", style="dim"), (0, 0)))


def _actors(profile: FramingProfile) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("actor")
    table.add_column("kind")
    table.add_column("mentions", justify="right")
    table.add_column("stance, own voice", justify="right")
    table.add_column("of sources", justify="right")
    table.add_column("called")
    values = {item.statistic: item for item in profile.statistics}
    for actor in profile.actors[:_MAX_ACTORS]:
        own = values.get(f"stance_author[{actor.id}]")
        others = values.get(f"stance_quoted[{actor.id}]")
        table.add_row(
            Text(_cut(actor.name, 36)),
            actor.kind,
            str(len(actor.mentions)),
            _number(own.value if own else None, "+.2f"),
            _number(others.value if others else None, "+.2f"),
            Text(_cut(", ".join(actor.aliases), 60), style="dim"),
        )
    if len(profile.actors) <= _MAX_ACTORS:
        return table
    return Group(table, Padding(Text(f"and {len(profile.actors) - _MAX_ACTORS} more", style="dim"), (0, 0)))


def _cut(text: str, limit: int) -> str:
    clean = _clean(text)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def comparison_report(comparison: Comparison) -> Table:
    """Build the terminal table of a comparison: one row a main statistic, one column an article.

    A star marks what differs from the first article at an adjusted p below 0.05.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("")
    for name in comparison.names:
        table.add_column(Text(_cut(name, 28)), justify="right")
    values = [{item.statistic: item for item in profile.statistics} for profile in comparison.profiles]
    frame = replace(comparison, groups=()).to_frame("statistic")
    sure = frame[frame["p_adjusted"] < _SURE]
    stars = set(zip(sure["target"], sure["statistic"], strict=True))
    for statistic in _COMPARED:
        if all(row[statistic].value is None for row in values):
            continue
        cells = [_number(row[statistic].value) for row in values]
        marks = ["*" if (name, statistic) in stars else " " for name in comparison.names]
        table.add_row(statistic, *[cell + mark for cell, mark in zip(cells, marks, strict=True)])
    if stars:
        table.caption = f"* differs from {_cut(comparison.names[0], 28)} (adjusted p below {_SURE})"
        table.caption_justify = "left"
    return table
