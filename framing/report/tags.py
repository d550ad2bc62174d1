"""Texts and numbers → safe pieces of HTML, and the files that pages are made of.

Law: whatever comes from an article goes through `escape`; nothing is put into the script.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from functools import lru_cache
from importlib import resources
from string import Template

__all__ = ["escape", "fill_page", "isolated", "number", "percent", "shipped"]

# A parser drops NUL, turns a carriage return into a line feed, and UTF-8 holds no lone surrogate.
_SPECIAL = re.compile("[&<>\"'\0\r\ud800-\udfff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """Return a text as HTML, for the inside of an element or of a quoted attribute.

    Examples
    --------
    >>> escape("<b> & '\\ud800'")
    '&lt;b&gt; &amp; &#39;&#55296;&#39;'
    """
    return _SPECIAL.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    char = found[0]
    return _NAMED.get(char) or f"&#{ord(char)};"


def isolated(text: str) -> str:
    """Return a text as HTML whose writing direction does not reach beyond it.

    Examples
    --------
    >>> isolated("Rain & wind")
    '<bdi>Rain &amp; wind</bdi>'
    """
    return f"<bdi>{escape(' '.join(text.split()))}</bdi>"


def number(value: float | None, pattern: str = ".2f") -> str:
    """Return a number as text, and a dash where it is undefined.

    Examples
    --------
    >>> number(0.5), number(-0.25, "+.2f"), number(None)
    ('0.50', '−0.25', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    text = format(value, pattern)
    # What rounds to zero has no side.
    return text.lstrip("+-") if float(text) == 0 else text.replace("-", "−")


def percent(value: float | None) -> str:
    r"""Return a share as text.

    Examples
    --------
    >>> percent(0.256) == "26\N{NO-BREAK SPACE}%", percent(None)
    (True, '–')
    """
    return "–" if value is None or math.isnan(value) else f"{value:.0%}".replace("%", "\u00a0%")


@lru_cache(maxsize=8)
def shipped(name: str) -> str:
    """Return one of the files that pages are made of, without the space around it.

    Examples
    --------
    >>> ".framing mark" in shipped("marks.css")
    True
    """
    return resources.files("framing.report").joinpath(name).read_text(encoding="utf-8").strip()


def fill_page(title: str, body: str, style: str) -> str:
    """Return a page that carries its own style and script, and the checksums that allow these and no others.

    Parameters
    ----------
    title, body : str
        HTML; already escaped.
    style : str
        CSS.

    Examples
    --------
    >>> fill_page("Rain", "<main></main>", "p{margin:0}").startswith("<!doctype html>")
    True
    """
    script = shipped("page.js")
    return Template(shipped("page.html")).substitute(
        title=title,
        body=body,
        style=style,
        script=script,
        style_hash=_checksum(style),
        script_hash=_checksum(script),
    )


def _checksum(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
