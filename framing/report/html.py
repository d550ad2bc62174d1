"""A profile → HTML: the article with its evidence marked, alone or as a self-contained page.

Law: every text is escaped; nothing is loaded from elsewhere; the visible text of the
highlighted article is the article's text; the script is the same in every page and shows only what
the page holds without it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.identity import identities
from framing.report.article import MOST, View, actor_rules, switches
from framing.report.claims import claims_table
from framing.report.panel import STATISTICS, actors_panel, profile_panel, provenance_line, sources_panel, words_panel
from framing.report.tags import escape, fill_page, isolated, number, shipped

if TYPE_CHECKING:
    from framing.compare import Comparison
    from framing.document import Article
    from framing.results import FramingProfile

__all__ = ["comparison_page", "comparison_table", "highlight", "page"]

_MEASURED = (
    "Measured is how the article is worded: how loaded its words are, how much they hedge, whom they name as "
    "sources, and how they make the actors appear. Wording only: nothing here says whether what is told is true."
)
_CLAIMS_LINK = '<a href="#claims">Claims</a> · '
_BARS = "One bar a sentence, from the first to the last; n counts what a value is a mean or share of."
_HINT = (
    "Point at a mark, tap it, or reach the text with Tab and go on with the arrow keys to read what it is and what it "
    "adds. Grey italics are page furniture, which is not scored. Choosing an actor shows only what concerns it."
)


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
    view = View.of(profile)
    names = view.names()
    style = "\n".join((shipped("marks.css"), actor_rules(len(names)))).strip()
    return (
        f'<div class="framing"><style>{style}</style>{switches(names)}'
        f'<div class="framing-text">{view.text(full=True)}</div></div>'
    )


def page(profile: FramingProfile) -> str:
    """Return a self-contained page: the highlighted article, beside it profile, sources and actors."""
    article = profile.article
    title = escape(" ".join((article.title or "Framing profile").split()))
    view = View.of(profile)
    names = view.names()
    body = (
        f"<header><h1><bdi>{title}</bdi></h1>{_line(article)}"
        f'<p class="about">{_MEASURED}</p></header>'
        '<nav class="skips" aria-label="Parts of this page"><a href="#profile">Profile</a> · '
        '<a href="#sources">Sources</a> · <a href="#actors">Actors</a> · <a href="#marks">Every mark</a></nav>'
        f'<section class="controls" aria-label="What is marked">{switches(names)}</section>'
        '<main class="columns"><section id="article" aria-label="The article">'
        '<a class="jump" href="#profile">Skip the article</a>'
        f'<p class="hint">{_HINT}</p>{_text(view)}</section>'
        f'<aside aria-label="Panel"><h2 id="profile">Profile</h2><p class="hint">{_BARS}</p>{profile_panel(profile)}'
        f"{words_panel(profile)}"
        f'<h2 id="sources">Sources</h2>{sources_panel(profile)}'
        f'<h2 id="actors">Actors</h2>{actors_panel(profile)}</aside></main>'
        f"{_marks([view], [''])}"
        '<section aria-label="Provenance"><details><summary>Provenance: versions and digests</summary>'
        f'<p class="about">{provenance_line(profile)}</p></details></section>'
    )
    return fill_page(title, body, _style(len(names)))


def _style(n_actors: int) -> str:
    return "\n".join((shipped("marks.css"), shipped("page.css"), actor_rules(n_actors))).strip()


def _text(view: View) -> str:
    return f'<div class="framing-text" data-prefix="{view.prefix}">{view.text()}</div>'


def _marks(views: Sequence[View], names: Sequence[str]) -> str:
    """The lists of marks, folded away: what the script shows, and what serves without it."""
    lists = "".join(
        f"<details><summary>{_counted(len(view.notes), 'note')}{f' of {isolated(name)}' if name else ''}, "
        f"sentence by sentence</summary>{view.listing()}</details>"
        for view, name in zip(views, names, strict=True)
    )
    return (
        '<section aria-label="Every mark"><h2 id="marks">Every mark</h2><p class="hint">What is marked, what it is, '
        "what it adds to the score of its sentence, whose words or view it is, and the list row or part of the network "
        "that says so. A stance that is neutral in the end has no marks.</p>"
        f"{lists}</section>"
    )


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def comparison_table(comparison: Comparison) -> str:
    """Return a comparison as an HTML table: one row a statistic, one column an article."""
    frame = comparison.to_frame("profile").T
    head = "".join(f"<th class='n' scope='col'>{isolated(str(name))}</th>" for name in frame.columns)
    rows = "".join(
        f"<tr><th scope='row'>{escape(str(statistic))}</th>"
        + "".join(f"<td class='n'>{number(None if math.isnan(value) else value)}</td>" for value in row)
        + "</tr>"
        for statistic, row in zip(frame.index, frame.to_numpy(), strict=True)
    )
    return f"<table><thead><tr><th scope='col'>statistic</th>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _summary(comparison: Comparison) -> str:
    """The statistics of the four dimensions in plain words; of two articles also how they differ."""
    pair = len(comparison.profiles) == 2
    frame = comparison.to_frame("statistic").set_index("statistic") if pair else None
    head = "".join(f'<th class="n" scope="col">{isolated(name)}</th>' for name in comparison.names)
    if pair:
        head += '<th class="n" scope="col">second minus first</th>'
    rows = "".join(
        f'<tr><th scope="row"><span class="key {kind}">{heading}</span>, {label} '
        f'<span class="small">({scale})</span></th>'
        + "".join(_cell(item.value, item.low, item.high) for item in (profile[key] for profile in comparison.profiles))
        + ("" if frame is None else _cell(*frame.loc[key, ["difference", "low", "high"]], pattern="+.2f"))
        + "</tr>"
        for heading, kind, scale, labelled in STATISTICS
        for key, label in labelled
    )
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Statistics"><table><thead><tr>'
        f'<th scope="col">value, and 95&nbsp;% interval</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _cell(value: float | None, low: float | None, high: float | None, *, pattern: str = ".2f") -> str:
    known = low is not None and high is not None and not math.isnan(low)
    interval = f"{number(low, pattern)} to {number(high, pattern)}" if known else ""
    return f'<td class="n">{number(value, pattern)}<br><span class="small">{interval}</span></td>'


def comparison_page(comparison: Comparison) -> str:
    """Return a self-contained page of a comparison: articles side by side, statistics, claims aligned."""
    names, views = _views(comparison)
    articles = "".join(
        f'<section id="{view.prefix}" aria-label="{escape(name)}"><details open><summary><b>{isolated(name)}</b>'
        f"</summary>{_line(view.profile.article)}{_text(view)}</details></section>"
        for view, name in zip(views, comparison.names, strict=True)
    )
    claims = claims_table(comparison)
    body = (
        f'<header><h1>Comparison</h1><p class="about">{", ".join(isolated(name) for name in comparison.names)}</p>'
        f'<p class="about">{_MEASURED}</p></header>'
        '<nav class="skips" aria-label="Parts of this page"><a href="#profile">Statistics</a> · '
        f"{_CLAIMS_LINK if claims else ''}"
        '<a href="#articles">Articles</a> · <a href="#marks">Every mark</a></nav><main>'
        f'<h2 id="profile">Statistics</h2>{_summary(comparison)}'
        f"<details><summary>All statistics</summary>"
        '<div class="scroll" tabindex="0" role="region" aria-label="All statistics">'
        f"{comparison_table(comparison)}</div>"
        "</details>"
        f"{claims}"
        '<h2 id="articles">Articles</h2>'
        f'<section class="controls" aria-label="What is marked">{switches(names)}</section>'
        f'<p class="hint">{_HINT}</p>'
        f'<div class="articles" tabindex="0" role="region" aria-label="Articles side by side">{articles}</div></main>'
        f"{_marks(views, comparison.names)}"
    )
    return fill_page(f"Comparison: {escape(', '.join(comparison.names))}", body, _style(len(names)))


def _views(comparison: Comparison) -> tuple[list[str], list[View]]:
    """The articles, in which the same actor has the same number, and the names of the actors in that order."""
    plain = [View.of(profile, prefix=f"a{place}") for place, profile in enumerate(comparison.profiles)]
    links = identities(comparison.profiles)
    concerned = {
        link[actor] for view, link in zip(plain, links, strict=True) for note in view.notes for actor in note.actors
    }
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for profile, link in zip(comparison.profiles, links, strict=True):
        for actor in profile.actors:
            identity = link[actor.id]
            if identity in concerned:
                counts[identity] = counts.get(identity, 0) + len(actor.mentions)
                names.setdefault(identity, actor.name)
    chosen = sorted(counts, key=lambda identity: -counts[identity])[:MOST]
    numbers = {identity: place for place, identity in enumerate(chosen)}
    views = [
        replace(
            view,
            places=tuple((actor, numbers[identity]) for actor, identity in link.items() if identity in numbers),
        )
        for view, link in zip(plain, links, strict=True)
    ]
    return [names[identity] for identity in chosen], views


def _line(article: Article) -> str:
    about = " · ".join(isolated(part) for part in (article.outlet, article.published, article.url) if part)
    return f'<p class="about">{about}</p>' if about else ""
