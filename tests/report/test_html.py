import base64
import dataclasses
import hashlib
import html
import re
from html.parser import HTMLParser

import pytest

import framing
from framing.report.html import highlight, page
from framing.report.layers import notes_of, shown_evidence
from framing.report.panel import profile_panel
from framing.report.tags import shipped
from framing.results import DIMENSIONS
from tests.clock import within
from tests.texts import ARTICLES, LEVY, ODD, PLAIN, WALL, placed

SCRIPT = shipped("page.js")

TEXTS = ARTICLES | ODD
HOSTILE = {
    "script": "<script>alert('x')</script> may fail, he said.",
    "attribute": 'Reckless " onmouseover="alert(1) \' critics say it may fail.',
    "entity": "AT&T may fail &lt;b&gt; &amp;amp; he said.",
    "closing": "</mark></div></body></html> It may fail, the </script> minister said.",
    "comment": "<!-- It may fail --> ]]> he said.",
}


class Page(HTMLParser):
    """Collects the visible text of the highlighted article, and every tag and attribute."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.marked = ""
        self.marks: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._depth = 0
        self._inside: list[str] = []
        self.feed(source)
        self.close()

    @property
    def is_fragment(self) -> bool:
        return self.tags[0][0] == "div"

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if self._depth or found.get("class") == "framing-text":
            self._depth += 1
        if tag == "mark":
            self._inside.append(found["title"])

    def handle_endtag(self, tag):
        if self._depth:
            self._depth -= 1
        if tag == "mark":
            self._inside.pop()

    def handle_data(self, data):
        if self._depth:
            self.text += data
            self.marked += data if self._inside else ""
            for title in self._inside:
                self.marks.append((data, title))


def shown(text: str) -> str:
    """What a page can show of a text: lone surrogates and NULs are replaced, as HTML asks for."""
    return re.sub("[\ud800-\udfff\0]", "\ufffd", text)


@pytest.mark.parametrize("name", TEXTS)
def test_the_visible_text_is_the_articles_text(profiles, name):
    for source in (highlight(profiles[name]), profiles[name]._repr_html_(), page(profiles[name])):
        assert Page(source).text == shown(TEXTS[name])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_shown_and_never_run(analyzer, name):
    text = HOSTILE[name]
    profile = analyzer.analyze(text, title=text, outlet=text, url="javascript:alert(1)", published=text)
    for source in (highlight(profile), page(profile)):
        found = Page(source)
        assert found.text == text
        # The script of a page is ours alone, and the same as in every page.
        assert re.findall("<script>(.*?)</script>", source, re.DOTALL) == ([] if found.is_fragment else [SCRIPT])
        assert sum(tag == "script" for tag, _ in found.tags) == (0 if found.is_fragment else 1)
        assert "img" not in {tag for tag, _ in found.tags}
        assert not [key for _, attributes in found.tags for key in attributes if key.startswith("on")]


def test_every_shown_piece_of_evidence_is_marked_and_titled(profile):
    found = Page(highlight(profile))
    for item in shown_evidence(profile):
        titles = [title for data, title in found.marks if data in item.text or item.text in data]
        assert titles, item
    about = " ".join(title for _, title in found.marks)
    for word in ("loaded wording", "hedge", "source", "toward", "list row"):
        assert word in about


@pytest.mark.parametrize("name", ["wall", "levy", "plain", "unclosed quote"])
def test_what_is_marked_is_the_evidence_and_nothing_else(profiles, name):
    spans = [item.span for item in shown_evidence(profiles[name])]
    covered = sorted({place for span in spans for place in range(span.start, span.end)})
    assert Page(highlight(profiles[name])).marked == "".join(TEXTS[name][place] for place in covered)


def test_titles_are_escaped(profile):
    """A holder is words of the article, so anything may stand in a title."""
    holder = "\"><script>alert(1)</script>'&"
    sentences = tuple(
        dataclasses.replace(
            scores, evidence=tuple(dataclasses.replace(item, holder=holder) for item in scores.evidence)
        )
        for scores in profile.sentences
    )
    found = Page(highlight(dataclasses.replace(profile, sentences=sentences)))
    assert found.text == profile.article.text
    assert "script" not in {tag for tag, _ in found.tags}
    assert any(holder in title for _, title in found.marks)
    whole = Page(page(dataclasses.replace(profile, sentences=sentences)))
    assert sum(tag == "script" for tag, _ in whole.tags) == 1


def test_page_furniture_is_greyed_and_the_headline_bold(analyzer):
    lines = ["Bridge reopens after long repairs", PLAIN, "All rights reserved."]
    article = placed(("headline", lines[0]), ("body", lines[1]), ("legal", lines[2]))
    source = highlight(analyzer.analyze(article))
    assert re.findall(r'<span class="b headline"[^>]*>([^<]*)<', source) == [lines[0]]
    assert re.findall(r'<span class="furniture">([^<]*)<', source) == [lines[2]]
    assert Page(source).text == article.text


@pytest.mark.parametrize("name", ["wall", "levy", "plain", "emoji", "surrogate"])
def test_pages_are_whole_and_self_contained(profiles, name):
    source = page(profiles[name])
    found = Page(source)
    assert source.startswith("<!doctype html>")
    assert source.encode("utf-8")
    tags = {tag for tag, _ in found.tags}
    assert {"html", "title", "style", "svg", "table", "main", "aside"} <= tags
    assert not tags & {"img", "iframe", "object", "embed", "base", "form"}
    for tag, attributes in found.tags:
        assert not {"src", "srcset", "action", "style"} & set(attributes)
        assert attributes.get("href", "#").startswith("#") or (tag, attributes["href"]) == ("link", "data:,")
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL).group(1)
    assert "@import" not in style
    assert "url(" not in style
    assert "http" not in style
    assert all(attributes.get("aria-label") for tag, attributes in found.tags if tag == "svg")


def test_only_the_pages_own_style_and_script_may_run(profiles):
    policies = set()
    for name in ("wall", "plain"):
        source = page(profiles[name])
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', source)
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        for kind in ("style", "script"):
            (inside,) = re.findall(f"<{kind}>(.*?)</{kind}>", source, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inside.encode("utf-8")).digest()).decode()
            assert f"{kind}-src 'sha256-{digest}'" in policy
        policies.add(re.search("script-src '([^']*)'", policy)[1])
    assert len(policies) == 1


def test_every_anchor_leads_somewhere_and_once(profiles):
    for name in ("wall", "levy", "plain"):
        found = Page(page(profiles[name]))
        ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
        assert len(set(ids)) == len(ids)
        for tag, attributes in found.tags:
            if tag == "a":
                assert attributes["href"].removeprefix("#") in ids
            if tag == "mark":
                assert {f"e{number}" for number in attributes["data-n"].split()} <= set(ids)


def test_what_a_mark_says_stands_in_the_page_once(profile):
    source = page(profile)
    for note in notes_of(profile):
        rows = re.findall(rf'<li id="e{note.index}">(.*?)</li>', source, re.DOTALL)
        assert len(rows) == 1
        words = html.unescape(re.sub("<[^>]+>", "", rows[0]))
        for part in (" ".join(note.text.split()), " ".join(note.what.split()), *note.origins):
            assert part in words
        assert note.effect.replace("-", "−") in words


def test_a_page_is_small_and_soon_made(analyzer):
    article = "\n\n".join((WALL, LEVY) * 15)
    profile = analyzer.analyze(article)
    n_words = len(article.split())
    assert n_words > 2500
    with within(1.5):
        source = page(profile)
    assert len(source.encode("utf-8")) < 400_000 * n_words / 1000


def test_the_percentile_is_shown_where_the_statistics_know_it(profile):
    statistics = tuple(dataclasses.replace(item, percentile=72.4) for item in profile.statistics)
    unknown = tuple(dataclasses.replace(item, percentile=None) for item in profile.statistics)
    assert "of news articles" not in page(dataclasses.replace(profile, statistics=unknown))
    assert "above 72&nbsp;% of news articles" in profile_panel(dataclasses.replace(profile, statistics=statistics))


def test_tags_are_balanced(profiles):
    class Balance(HTMLParser):
        open_tags: list[str]

        def __init__(self):
            super().__init__()
            self.open_tags = []

        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "link", "input", "br"):
                self.open_tags.append(tag)

        def handle_startendtag(self, tag, attrs):
            pass  # an element of SVG without content

        def handle_endtag(self, tag):
            assert self.open_tags.pop() == tag

    sources = [highlight(profile) for profile in profiles.values()]
    for source in (*sources, page(profiles["wall"]), page(profiles["plain"])):
        checker = Balance()
        checker.feed(source)
        assert checker.open_tags == []


def test_a_page_says_what_the_profile_says(profile):
    source = page(profile)
    text = re.sub(r"<[^>]+>", " ", source)
    for actor in profile.actors:
        assert actor.name in text
    for key, _ in profile.provenance:
        assert key in text
    assert f"{profile['hedging_mean'].value:.2f}" in text
    assert "does not say whether an article is right, fair or biased" in text


def test_pages_of_articles_without_actors_or_sources_say_so(profiles):
    source = page(profiles["plain"])
    assert "No actor found." in source
    assert "Nobody is said to say anything." in source


def test_a_page_is_written_where_asked(profile, tmp_path):
    path = tmp_path / "out.html"
    assert profile.to_html(path) == path.read_text(encoding="utf-8")
    assert profile.to_html(str(tmp_path / "second.html")) == (tmp_path / "second.html").read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_an_os_error(profile, tmp_path):
    with pytest.raises(OSError, match="missing"):
        profile.to_html(tmp_path / "missing" / "out.html")


def test_two_reports_of_one_profile_are_the_same(profile):
    assert profile._repr_html_() == profile._repr_html_()
    assert isinstance(profile, framing.FramingProfile)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_lines_stand_out_on_every_paper(dimension):
    (colour,) = re.findall(rf"--{dimension}:(#[0-9a-f]{{6}})", shipped("marks.css"))
    papers = re.findall(r"--(?:paper|card):(#[0-9a-f]{3,6})", shipped("page.css"))
    for paper in (*papers, "#ffffff", "#111111"):
        whole = paper if len(paper) == 7 else "#" + "".join(2 * digit for digit in paper[1:])
        assert contrast(colour, whole) >= 3, (colour, whole)


def test_the_script_touches_nothing_outside_the_page():
    for word in (
        "fetch",
        "XMLHttpRequest",
        "import",
        "eval",
        "innerHTML",
        "localStorage",
        "cookie",
        "http",
        "</script",
    ):
        assert word not in SCRIPT
