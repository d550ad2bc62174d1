"""A profile → HTML: the article with its evidence marked, alone or as a self-contained page.

Law: every text is escaped; nothing is loaded from elsewhere; the visible text of the
highlighted article is the article's text.
"""

from __future__ import annotations

import base64
import html
import io
import math
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.document import SCORED_ZONES
from framing.palette import COLOURS
from framing.report.words import describe_evidence, stance_word
from framing.results import Evidence
from framing.treatment import source_rows

if TYPE_CHECKING:
    from framing.compare import Comparison
    from framing.results import FramingProfile, Statistic

__all__ = ["comparison_page", "comparison_table", "highlight", "page"]

_ORDER = ("loaded", "hedging", "stance", "attribution")
_MARK = {
    "loaded": f"background:{COLOURS['loaded']}40;border-bottom:2px solid {COLOURS['loaded']}",
    "hedging": f"background:{COLOURS['hedging']}40;border-bottom:2px dashed {COLOURS['hedging']}",
    "attribution": f"border-bottom:2px solid {COLOURS['attribution']}",
    "stance": f"border-bottom:2px dotted {COLOURS['stance']}",
}
_CAPTIONS = {
    "loaded": "loaded wording",
    "hedging": "hedge",
    "attribution": "who says it",
    "stance": "judges an actor",
}
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.6 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.6rem;line-height:1.25}h2{font:bold 1.05rem/1.4 system-ui,sans-serif;margin-top:2.2rem}
table{border-collapse:collapse;font:14px/1.45 system-ui,sans-serif;width:100%}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ddd;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.about,footer{font:14px/1.5 system-ui,sans-serif;color:#666}
img{max-width:100%;height:auto}
@media (prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}th,td{border-color:#444}
.about,footer{color:#aaa}img{background:#fff}}
"""


def _escape(text: str) -> str:
    # A lone surrogate cannot be written in UTF-8; its numeric reference can.
    escaped = html.escape(text, quote=True)
    return escaped.encode("utf-8", "xmlcharrefreplace").decode("utf-8")


def highlight(profile: FramingProfile) -> str:
    """Return the article as HTML with its evidence marked and titled.

    Parameters
    ----------
    profile : FramingProfile
        What to show.

    Returns
    -------
    str
        One `<div>` without scripts or outside resources.
    """
    article = profile.article
    taken = {
        (scores.sentence, item.actor)
        for scores in profile.sentences
        for item in scores.stances
        if stance_word(item.value) != "neutral"
    }
    spans: list[Evidence] = [
        item
        for item in profile.evidence
        if len(item.span) <= 200
        and not item.is_rest
        # What speaks for either side of a stance that is neutral in the end would only distract.
        and (item.dimension != "stance" or (item.sentence, item.actor) in taken)
    ]
    cuts = {0, len(article.text)}
    for item in spans:
        cuts.update((item.span.start, item.span.end))
    for sentence in article.sentences:
        cuts.update((sentence.span.start, sentence.span.end))
    for block in article.blocks:
        cuts.update((block.span.start, block.span.end))
    edges = sorted(cuts)
    starting: dict[int, list[Evidence]] = {}
    for item in spans:
        starting.setdefault(item.span.start, []).append(item)
    furniture = {block.span.start: block.span.end for block in article.blocks if block.zone not in SCORED_ZONES}
    headlines = {block.span.start: block.span.end for block in article.blocks if block.zone == "headline"}
    made: list[str] = []
    active: list[Evidence] = []
    grey_until = bold_until = -1
    for start, end in pairwise(edges):
        active = [item for item in active if item.span.end > start]
        active.extend(starting.get(start, ()))
        grey_until = furniture.get(start, grey_until)
        bold_until = headlines.get(start, bold_until)
        piece = _escape(article.text[start:end])
        if active:
            shown = next(d for d in _ORDER if any(item.dimension == d for item in active))
            title = "; ".join(dict.fromkeys(describe_evidence(item) for item in active))
            piece = f'<mark style="color:inherit;{_marks(active, shown)}" title="{_escape(title)}">{piece}</mark>'
        if start < grey_until:
            piece = f'<span style="opacity:.45">{piece}</span>'
        if start < bold_until:
            piece = f"<strong>{piece}</strong>"
        made.append(piece)
    legend = " ".join(
        f'<span style="{_MARK[d]};padding:0 .2em;margin-right:.8em">{_CAPTIONS[d]}</span>' for d in COLOURS
    )
    return (
        f'<div class="framing-profile"><div style="font:13px system-ui,sans-serif;margin-bottom:.8em">{legend}</div>'
        f'<div class="framing-text" style="white-space:pre-wrap">{"".join(made)}</div></div>'
    )


def _marks(active: list[Evidence], shown: str) -> str:
    # One dimension gives background and line; the others are told by the title.
    style = _MARK[shown]
    return style if "background" in style else f"background:none;{style}"


def page(profile: FramingProfile) -> str:
    """Return a self-contained page: chart, summary, highlighted article, sources, actors."""
    article = profile.article
    title = _escape(" ".join((article.title or "Framing profile").split()))
    about = " · ".join(_escape(part) for part in (article.outlet, article.published, article.url) if part)
    return _document(
        title,
        f"<h1>{title}</h1><p class='about'>{about}</p>"
        f"<h2>At a glance</h2>{_chart(profile)}{_summary(profile)}"
        f"<h2>The article</h2><p class='about'>Point at a mark to see what it is. "
        "Grey lines are page furniture and not scored.</p>"
        f"{highlight(profile)}"
        f"<h2>Who says it</h2>{_attributions(profile)}"
        f"<h2>How sources are treated</h2>{_treatment(profile)}"
        f"<h2>Actors</h2>{_actors(profile)}"
        f"<h2>Provenance</h2><p class='about'>{_provenance(profile)}</p>",
    )


def _document(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{body}"
        "<footer><p>This page describes wording. It does not say whether an article is right, fair or biased.</p>"
        "</footer></body></html>"
    )


def _chart(profile: FramingProfile) -> str:
    from framing.plots.profile import plot, save

    buffer = io.BytesIO()
    save(plot(profile), buffer, suffix="png")
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'<img alt="The four dimensions sentence by sentence" src="data:image/png;base64,{data}">'


def _number(value: float | None, pattern: str = ".2f") -> str:
    return "–" if value is None else format(value, pattern)


def _row(item: Statistic, label: str) -> str:
    interval = "" if item.low is None or item.high is None else f"{item.low:.2f} to {item.high:.2f}"
    return (
        f"<tr><th>{label}</th><td class='n'>{_number(item.value)}</td><td>{interval}</td>"
        f"<td class='n'>{item.n}</td></tr>"
    )


def _summary(profile: FramingProfile) -> str:
    rows = "".join(
        _row(profile[key], label)
        for key, label in (
            ("loaded_author", "Loaded wording, own voice (0 to 1)"),
            ("loaded_quoted", "Loaded wording of its sources (0 to 1)"),
            ("hedging_mean", "Hedging (0 to 1)"),
            ("attribution_share", "Share of sentences with a source"),
            ("attribution_mean", "Source strength (0 to 1)"),
            ("stance_author", "Stance toward actors, own voice (-1 to 1)"),
            ("stance_quoted", "Stance of its sources (-1 to 1)"),
        )
    )
    return (
        "<table><thead><tr><th></th><th class='n'>value</th><th>95 % interval</th><th class='n'>n</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _attributions(profile: FramingProfile) -> str:
    rows = "".join(
        f"<tr><td>{_escape(a.source) or '<i>nobody named</i>'}</td><td>{a.source_kind.replace('_', ' ')}</td>"
        f"<td>{_escape(a.cue)}</td><td>{a.mode}</td><td>{_escape(a.content)}</td>"
        f"<td class='n'>{a.strength:.2f}</td></tr>"
        for a in profile.attributions
        if a.source or a.cue
    )
    if not rows:
        return "<p class='about'>Nobody is said to say anything.</p>"
    return (
        "<table><thead><tr><th>source</th><th>kind</th><th>words</th><th>passed on</th><th>what is said</th>"
        f"<th class='n'>strength</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _treatment(profile: FramingProfile) -> str:
    rows = "".join(
        f"<tr><td>{_escape(row['source'])}</td><td>{row['source_kind'].replace('_', ' ')}</td>"
        f"<td class='n'>{row['word_share']:.0%}</td><td class='n'>{row['direct_share']:.0%}</td>"
        f"<td>{_escape(row['cues'])}</td><td class='n'>{row['hedging_mean']:.2f}</td>"
        f"<td class='n'>{row['strength_mean']:.2f}</td></tr>"
        for row in source_rows(profile)
        if row["source"]
    )
    if not rows:
        return "<p class='about'>No source is named or described.</p>"
    return (
        "<table><thead><tr><th>source</th><th>kind</th><th class='n'>words given</th><th class='n'>word for word</th>"
        "<th>introduced by</th><th class='n'>hedging of what it says</th><th class='n'>strength</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _actors(profile: FramingProfile) -> str:
    values = {item.statistic: item for item in profile.statistics}
    rows = ""
    for actor in profile.actors:
        mean = values.get(f"stance_mean[{actor.id}]")
        word = "" if mean is None or mean.value is None else stance_word(mean.value)
        rows += (
            f"<tr><td>{_escape(actor.name)}</td><td>{actor.kind}</td><td class='n'>{len(actor.mentions)}</td>"
            f"<td class='n'>{_number(mean.value if mean else None, '+.2f')}</td><td>{word}</td>"
            f"<td>{_escape(', '.join(actor.aliases))}</td></tr>"
        )
    if not rows:
        return "<p class='about'>No actor found.</p>"
    return (
        "<table><thead><tr><th>actor</th><th>kind</th><th class='n'>mentions</th><th class='n'>mean stance</th>"
        f"<th></th><th>called</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _provenance(profile: FramingProfile) -> str:
    return "; ".join(f"{_escape(key)} {_escape(value[:16])}" for key, value in profile.provenance)


def comparison_table(comparison: Comparison) -> str:
    """Return a comparison as an HTML table: one row a statistic, one column an article."""
    frame = comparison.to_frame("profile").T
    head = "".join(f"<th class='n'>{_escape(str(name))}</th>" for name in frame.columns)
    rows = "".join(
        f"<tr><th>{_escape(str(statistic))}</th>"
        + "".join(f"<td class='n'>{_number(None if math.isnan(value) else value)}</td>" for value in row)
        + "</tr>"
        for statistic, row in zip(frame.index, frame.to_numpy(), strict=True)
    )
    return f"<table><thead><tr><th>statistic</th>{head}</tr></thead><tbody>{rows}</tbody></table>"


def comparison_page(comparison: Comparison) -> str:
    """Return a self-contained page of a comparison."""
    names = _escape(", ".join(comparison.names))
    return _document(
        f"Comparison: {names}", f"<h1>Comparison</h1><p class='about'>{names}</p>{comparison_table(comparison)}"
    )
