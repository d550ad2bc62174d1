"""A profile → the panel beside its article: dimensions, sources, actors.

Law: every number has its range or unit beside it; undefined is a dash and never zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from framing.report.tags import escape, isolated, number, percent
from framing.report.words import stance_word
from framing.treatment import names_of, source_rows

if TYPE_CHECKING:
    from framing.document import Actor
    from framing.results import FramingProfile, Statistic

__all__ = ["STATISTICS", "actors_panel", "profile_panel", "provenance_line", "sources_panel", "words_panel"]

# Heading, class of its mark, range, and the statistics that stand for the dimension.
STATISTICS = (
    ("Loaded wording", "dl", "0 none to 1 strongest", (
        ("loaded_author", "the article's own words"),
        ("loaded_quoted", "words of its sources"),
    )),
    ("Hedging", "dh", "0 none to 1 strongest", (("hedging_mean", "all sentences"),)),
    ("Sources", "da", "0 to 1", (
        ("attribution_share", "sentences with a source"),
        ("attribution_mean", "how checkable they are"),
    )),
    ("Stance toward actors", "ds", "−1 negative to 1 positive", (
        ("stance_author", "the article's own voice"),
        ("stance_quoted", "views of its sources"),
    )),
)  # fmt: skip
_DIGEST = re.compile("[0-9a-f]{32,}")
_FIRST = 6  # rows before the rest is folded away
_NARROWEST = 24  # sentences that a strip has room for at least, so that few do not make broad bars


def profile_panel(profile: FramingProfile) -> str:
    """Return the four dimensions: values with intervals, and a strip of the sentences.

    Examples
    --------
    >>> import framing
    >>> "sentences with a source" in profile_panel(framing.analyze("Rain may fall.", engine="lexicon"))
    True
    """
    return "".join(
        f'<h3><span class="key {kind}">{heading}</span> <span class="small">{scale}</span></h3>'
        f"{_values(profile, heading, rows)}{_strip(profile, kind, heading)}"
        for heading, kind, scale, rows in STATISTICS
    )


def words_panel(profile: FramingProfile) -> str:
    """Return the profile in plain words, folded away.

    Examples
    --------
    >>> import framing
    >>> "<summary>In words" in words_panel(framing.analyze("Rain may fall.", engine="lexicon"))
    True
    """
    facts = "".join(f"<li>{escape(fact.text)}</li>" for fact in profile.summary())
    return f"<details><summary>In words</summary><ul>{facts}</ul></details>"


def _values(profile: FramingProfile, heading: str, rows: Sequence[tuple[str, str]]) -> str:
    found = [(profile[key], label) for key, label in rows]
    body = "".join(
        f'<tr><th scope="row">{label}{_percentile(item)}</th><td class="n">{number(item.value)}</td>'
        f'<td class="n">{_interval(item)}</td><td class="n">{item.n}</td></tr>'
        for item, label in found
    )
    return (
        f'<table aria-label="{heading}"><thead><tr><th scope="col">statistic</th><th scope="col" class="n">value</th>'
        f'<th scope="col" class="n">95&nbsp;%&nbsp;interval</th><th scope="col" class="n">n</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _interval(item: Statistic) -> str:
    return "" if item.low is None or item.high is None else f"{number(item.low)} to {number(item.high)}"


def _percentile(item: Statistic) -> str:
    """Where the value stands among other articles, for profiles that know."""
    if item.percentile is None:
        return ""
    return f'<br><span class="small">above {item.percentile:.0f}&nbsp;% of news articles</span>'


def _strip(profile: FramingProfile, kind: str, heading: str) -> str:
    """Draw one bar a sentence; stance goes up and down from the middle."""
    values: dict[str, Callable[[int], float | None]] = {
        "dl": lambda place: profile.sentences[place].loaded,
        "dh": lambda place: profile.sentences[place].hedging,
        "da": lambda place: profile.sentences[place].attribution,
        "ds": lambda place: _mean(item.value for item in profile.sentences[place].stances),
    }
    n = len(profile.sentences)
    if not n:
        return ""
    signed = kind == "ds"
    bars: list[str] = []
    for place in range(n):
        value = values[kind](place)
        if value is None or round(value, 2) == 0:
            continue
        height = round(abs(value) * (15 if signed else 30), 1)
        top = 15 - (height if value > 0 else 0) if signed else 30 - height
        bars.append(f"M{place * 4} {top:g}h3v{height:g}h-3z")
    width = 4 * max(n, _NARROWEST)
    line = f'<line x1="0" y1="15" x2="{width}" y2="15"/>' if signed else ""
    label = f"{heading}, one bar for each of {n} sentences, from the first to the last"
    return (
        f'<svg class="strip {kind}" viewBox="0 0 {width} 30" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}"><path d="{"".join(bars)}"/>{line}</svg>'
    )


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def _table(label: str, head: Sequence[tuple[str, bool]], rows: Sequence[str], more: str) -> str:
    """Return a table whose later rows are folded away."""
    columns = "".join(f'<th scope="col"{_right(numeric)}>{name}</th>' for name, numeric in head)

    def table(part: Sequence[str], name: str) -> str:
        return (
            f'<table class="side" aria-label="{name}"><thead><tr>{columns}</tr></thead>'
            f"<tbody>{''.join(part)}</tbody></table>"
        )

    if len(rows) <= _FIRST + 1:
        return table(rows, label)
    rest = rows[_FIRST:]
    return (
        table(rows[:_FIRST], label)
        + f"<details><summary>{len(rest)} more {more}</summary>{table(rest, f'{label}, continued')}</details>"
    )


def _right(numeric: bool) -> str:
    return ' class="n"' if numeric else ""


def sources_panel(profile: FramingProfile) -> str:
    """Return a table of who is given how much room, and how what they say is passed on.

    Examples
    --------
    >>> import framing
    >>> "Ana Ruiz" in sources_panel(framing.analyze("“No,” said Ana Ruiz.", engine="lexicon"))
    True
    """
    rows = [
        f'<tr><th scope="row">{isolated(row["source"]) if row["source"] else "nobody named"}'
        f'<br><span class="small">{row["source_kind"].replace("_", " ")}{_by(row["cues"])}</span></th>'
        f'<td class="n">{percent(row["word_share"])}</td><td class="n">{percent(row["direct_share"])}</td>'
        f'<td class="n">{number(row["strength_mean"])}</td></tr>'
        for row in source_rows(profile)
    ]
    if not rows:
        return '<p class="hint">Nobody is said to say anything.</p>'
    head = (
        ("who, and by which words", False),
        ("of all that is said", True),
        ("word for word", True),
        ("checkable", True),
    )
    return _table("Sources", head, rows, "sources")


def _by(cues: str) -> str:
    return f": {isolated(cues)}" if cues else ""


def actors_panel(profile: FramingProfile) -> str:
    """Return a table of who is mentioned, what they are called, and the stance toward them by its holder.

    Examples
    --------
    >>> import framing
    >>> "Japan" in actors_panel(framing.analyze("Norway condemned Japan.", engine="lexicon"))
    True
    """
    statistics = {item.statistic: item for item in profile.statistics}
    if not profile.actors:
        return '<p class="hint">No actor found.</p>'
    rows = [
        f'<tr><th scope="row">{isolated(actor.name)}<br>'
        f'<span class="small">{escape(actor.kind)}{_by(_other_names(actor))}</span></th>'
        f'<td class="n">{len(actor.mentions)}</td>{_stance(statistics.get(f"stance_author[{actor.id}]"))}'
        f"{_stance(statistics.get(f'stance_quoted[{actor.id}]'))}</tr>"
        for actor in profile.actors
    ]
    head = (
        ("who, and called what", False),
        ("mentions", True),
        ("stance of the article", True),
        ("of its sources", True),
    )
    return _table("Actors", head, rows, "actors")


def _other_names(actor: Actor) -> str:
    """What an actor is called, where that is not simply its name."""
    names = names_of(actor)
    return "" if re.fullmatch(rf"{re.escape(actor.name)} \(\d+\)", names) else names


def _stance(item: Statistic | None) -> str:
    if item is None or item.value is None:
        return '<td class="n">–</td>'
    return f'<td class="n">{number(item.value, "+.2f")}<br><span class="small">{stance_word(item.value)}</span></td>'


def provenance_line(profile: FramingProfile) -> str:
    """Return what the numbers come from: versions, engine, digests.

    Examples
    --------
    >>> import framing
    >>> "engine lexicon" in provenance_line(framing.analyze("Rain fell.", engine="lexicon"))
    True
    """
    return "; ".join(f"{escape(key)} {escape(_short(value))}" for key, value in profile.provenance)


def _short(value: str) -> str:
    return value[:12] if _DIGEST.fullmatch(value) else value
