"""A string, a path or an article → an `Article`.

Law: reading never guesses twice. A path is decoded once, a string that looks like a page
of HTML is extracted as one, everything else is plain text.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from framing.document import Article
from framing.errors import EmptyArticleError, NotTextError
from framing.reading.text import read_text

__all__ = ["decode", "read"]

# A comment is matched so that it can end in one place only: otherwise a text that opens with many
# of them would be tried in exponentially many ways. A tag ends like one: "<p-value" is prose.
_HTML = re.compile(
    r"""[\s\ufeff]* (?:<\?xml[^>]*>\s*)? (?:<!--(?:(?!-->).)*-->\s*)*
    <(?:!doctype\s+html | (?:html|head|body|article|main|header|div|section|p|h1|h2|meta|title)(?=[\s/>]))""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_BINARY_STARTS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
_KNOWN = {
    b"%PDF": "a PDF file: save its text first",
    b"PK\x03\x04": "a zip or Office file: save it as plain text first",
}


def read(
    source: str | os.PathLike[str] | bytes | Article,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
) -> Article:
    """Read an article from whatever a person has.

    Parameters
    ----------
    source : str, path, bytes or Article
        Plain text or HTML as a string; a path (`pathlib.Path`) of a .txt, .md, .html or .htm
        file; the bytes of one; or an article, which is returned as it is. A string is always
        text, never a path.
    title, outlet, url, published : str, optional
        What you know about the article; the page's own answers are used where it has them.

    Returns
    -------
    Article
        With blocks and sentences; actors and attributions come with the analysis.

    Raises
    ------
    EmptyArticleError
        If the source is empty, only white space, or HTML without an article.
    FileNotFoundError
        If the path does not exist.
    NotTextError
        If the source is binary.
    MissingExtraError
        If the source is HTML and the extra `html` is not installed.
    TypeError
        If the source is of another type.

    Examples
    --------
    >>> article = read("Menu\\n\\nBridge reopens after repairs\\n\\nThe bridge reopened on Monday, the city said.")
    >>> article.sentences[-1].text
    'The bridge reopened on Monday, the city said.'
    """
    metadata = {"title": title, "outlet": outlet, "url": url, "published": published}
    if isinstance(source, Article):
        return source
    html = False
    if isinstance(source, bytes | bytearray):
        text = decode(bytes(source))
    elif isinstance(source, os.PathLike):
        path = Path(source)
        if path.is_dir():
            raise IsADirectoryError(f"{str(path)!r} is a folder; give one file, or use framing.corpus for a folder")
        raw = path.read_bytes()
        text = decode(raw, name=str(path))
        html = path.suffix.lower() in _HTML_SUFFIXES
    elif isinstance(source, str):
        text = source
    else:
        raise TypeError(f"source must be text, a path (pathlib.Path), bytes or an Article, got {type(source).__name__}")
    if not text or text.isspace():
        raise EmptyArticleError("the source is empty or only white space; give the text of an article")
    if html or _HTML.match(text[:2000]):
        from framing.reading.html import read_html

        return read_html(text, **metadata)
    article = read_text(text, **metadata)
    if not article.sentences:
        raise EmptyArticleError("the source holds no words that could be scored; give the text of an article")
    return article


def decode(raw: bytes, *, name: str = "the source") -> str:
    """Decode bytes of uncertain encoding.

    A byte order mark is believed first, then UTF-8 if the bytes are valid UTF-8, then the
    charset an HTML page declares, then Windows-1252, which every byte string fits but five.

    Parameters
    ----------
    raw : bytes
        The bytes of a text or HTML file.
    name : str
        How to call them in an error.

    Raises
    ------
    NotTextError
        If the bytes are not text.

    Examples
    --------
    >>> decode("Kyiv – “quiet”".encode("cp1252"))
    'Kyiv – “quiet”'
    """
    for start in _BINARY_STARTS:
        if raw.startswith(start):
            what = _KNOWN.get(start, "a binary file")
            raise NotTextError(f"{name} is {what}; framing reads plain text and HTML")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                raise NotTextError(f"{name} begins like {encoding} but is not; save it as UTF-8") from None
    head = raw[:4096]
    if head.count(0) > len(head) // 5 and len(head) >= 4:
        # In UTF-16 of a Latin script every other byte is zero; which ones tells the byte order.
        encoding = "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"
        text = raw.decode(encoding, "replace")
        if sum(char.isprintable() or char.isspace() for char in text[:500]) > 0.95 * len(text[:500]):
            return text
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(head)
        candidates = [declared.group(1).decode("ascii")] if declared else []
        for encoding in (*candidates, "cp1252", "latin-1"):
            try:
                text = raw.decode(encoding)
            except (UnicodeError, LookupError):  # pages declare codecs that do not exist, or "undefined"
                continue
            break
    control = sum(1 for char in text[:4096] if ord(char) < 32 and char not in "\t\n\r\f\v\x1b")
    if control > 0.02 * max(1, len(text[:4096])):
        raise NotTextError(f"{name} is not text (control characters); framing reads plain text and HTML")
    return text
