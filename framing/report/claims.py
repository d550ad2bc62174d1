"""A comparison → its claims as a table: one row a claim, one column an article.

Law: a cell that an article leaves empty says so; what only one article says is folded away, never left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.report.tags import escape, isolated

if TYPE_CHECKING:
    from framing.compare import Comparison

__all__ = ["claims_table"]


def claims_table(comparison: Comparison) -> str:
    """Return the claims that the articles share, side by side, and below them those of one article alone.

    Parameters
    ----------
    comparison : Comparison
        Of which the level "claim" is shown; "" where it has none.

    Examples
    --------
    >>> import framing
    >>> profiles = [framing.analyze(text, engine="lexicon") for text in ("Rain fell.", "Snow fell.")]
    >>> isinstance(claims_table(framing.compare(profiles)), str)
    True
    """
    rows = _rows(comparison)
    if not rows:
        return ""
    grouped: dict[Any, dict[str, list[Mapping[str, Any]]]] = {}
    for row in rows:
        grouped.setdefault(row["claim"], {}).setdefault(row["profile"], []).append(row)
    shared = [claim for claim in grouped.values() if len(claim) > 1]
    alone = [claim for claim in grouped.values() if len(claim) == 1]
    parts = [
        '<h2 id="claims">Claims</h2><p class="hint">Sentences that say the same, side by side: who says it, how it is '
        "introduced, and how it is hedged. They were aligned by their wording; read them before you rely on it.</p>",
        _table(shared, comparison.names, "Shared claims")
        if shared
        else '<p class="hint">No claim is made by more than one article.</p>',
    ]
    if alone:
        parts.append(
            f"<details><summary>{len(alone)} said by one article alone</summary>"
            f"{_table(alone, comparison.names, 'Claims of one article alone')}</details>"
        )
    return "".join(parts)


def _rows(comparison: Comparison) -> list[Mapping[str, Any]]:
    frame = comparison.to_frame("claim")
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def _table(claims: Sequence[Mapping[str, list[Mapping[str, Any]]]], names: Sequence[str], label: str) -> str:
    head = "".join(f'<th scope="col">{isolated(name)}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{place}</th>'
        + "".join(_cell(claim.get(name, ()), name, number) for number, name in enumerate(names))
        + "</tr>"
        for place, claim in enumerate(claims, start=1)
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table class="claims"><thead><tr>'
        f'<th scope="col">claim</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(rows: Sequence[Mapping[str, Any]], name: str, number: int) -> str:
    if not rows:
        return f'<td class="none" data-name="{escape(name)}"><span class="small">none found</span></td>'
    said = "".join(
        f'<p>{isolated(_text(row["text"]))} <span class="small">{_how(row)}'
        f' <a href="#a{number}s{int(row["sentence"])}">sentence {int(row["sentence"])}</a></span></p>'
        for row in rows
    )
    return f'<td data-name="{escape(name)}">{said}</td>'


def _how(row: Mapping[str, Any]) -> str:
    """Who says it, how it is introduced, how it is hedged."""
    source, cue, kind = (_text(row[column]) for column in ("source", "cue", "source_kind"))
    parts = []
    if source:
        parts.append(isolated(source) + (f" ({escape(kind.replace('_', ' '))})" if kind else ""))
    elif _text(row["voice"]) == "author":
        parts.append("the article itself")
    else:
        parts.append("nobody named")
    if cue:
        parts.append(f"“{isolated(cue)}”")
    if _text(row["mode"]):
        parts.append(escape(_text(row["mode"])))
    if _text(row["hedges"]):
        parts.append(f"hedged: {isolated(_text(row['hedges']))}")
    return ", ".join(parts) + ";"


def _text(value: Any) -> str:
    """A cell of a table as text; missing ones are empty."""
    return value if isinstance(value, str) else ""
