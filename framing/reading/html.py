"""An HTML page → the article in it, by trafilatura (extra `html`).

Law: scripts and styles are never text; the page is parsed, never run; nothing is fetched.
"""

from __future__ import annotations

import json
import re
from typing import Any

from framing.document import Article
from framing.errors import EmptyArticleError, MissingExtraError
from framing.reading.text import build_article, split_blocks
from framing.reading.zones import classify_lines

__all__ = ["read_html"]

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _extract(html: str) -> dict[str, Any]:
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError(
            "reading HTML needs trafilatura; install the extra with: pip install 'framing[html]'"
        ) from None
    # The parser refuses lone surrogates and NULs; a page that has them is still read.
    clean = _SURROGATE.sub("\ufffd", html).replace("\x00", "")
    found = trafilatura.extract(
        clean,
        output_format="json",
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
        deduplicate=False,
        # What the page says of its own date: a wider search takes the year of the copyright line for it.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return dict(json.loads(found)) if found else {}


def read_html(html: str, *, title: str | None, outlet: str | None, url: str | None, published: str | None) -> Article:
    """Read a page of HTML; its extracted text becomes `Article.text`.

    Raises
    ------
    MissingExtraError
        If trafilatura is not installed.
    EmptyArticleError
        If the page holds no article.
    """
    found = _extract(html)
    body = (found.get("text") or found.get("raw_text") or "").strip()
    if not body:
        raise EmptyArticleError("the HTML page holds no article text; give the page of one article")
    headline = (title or found.get("title") or "").strip()
    if headline and body.partition("\n")[0].strip() != headline:
        text = f"{headline}\n\n{body}"
    else:
        text = body
    blocks = split_blocks(text)
    lines = [text[start:end] for start, end in blocks]
    if headline and lines[0] == headline:
        # The page says which line is its title; the rest is classified with it in place.
        zones = ["headline", *classify_lines(lines)[1:]]
        zones = [zone if place == 0 or zone != "headline" else "body" for place, zone in enumerate(zones)]
    else:
        zones = classify_lines(lines)
    return build_article(
        text,
        blocks,
        zones,
        title=headline or None,
        # trafilatura's JSON calls the site's name "source-hostname" and the address "source".
        outlet=outlet or found.get("source-hostname") or found.get("hostname") or None,
        url=url or found.get("source") or None,
        published=published or found.get("date") or None,
    )
