import dataclasses
import re
from html.parser import HTMLParser

import pytest

import framing
from framing.report.html import highlight, page
from tests.texts import ARTICLES, ODD, PLAIN, placed

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
        self.marks: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._depth = 0
        self._inside: list[str] = []
        self.feed(source)
        self.close()

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
            for title in self._inside:
                self.marks.append((data, title))


def shown(text: str) -> str:
    """What a page can show of a text: lone surrogates are replaced, as HTML asks for."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


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
        assert "script" not in {tag for tag, _ in found.tags}
        assert not [key for _, attributes in found.tags for key in attributes if key.startswith("on")]


def test_every_short_piece_of_evidence_is_marked_and_titled(profile):
    found = Page(highlight(profile))
    for item in profile.evidence:
        if len(item.span) > 200:
            continue
        titles = [title for data, title in found.marks if data in item.text or item.text in data]
        assert titles, item
    about = " ".join(title for _, title in found.marks)
    for word in ("loaded wording", "hedge", "source", "toward"):
        assert word in about


@pytest.mark.parametrize("name", ["wall", "levy", "plain", "unclosed quote"])
def test_what_is_marked_is_the_evidence_and_nothing_else(profiles, name):
    spans = [item.span for item in profiles[name].evidence if len(item.span) <= 200]
    covered = sorted({place for span in spans for place in range(span.start, span.end)})
    marked = "".join(data for data, _ in Page(highlight(profiles[name])).marks)
    assert marked == "".join(TEXTS[name][place] for place in covered)


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


def test_page_furniture_is_greyed_and_the_headline_bold(analyzer):
    lines = ["Bridge reopens after long repairs", PLAIN, "All rights reserved."]
    article = placed(("headline", lines[0]), ("body", lines[1]), ("legal", lines[2]))
    source = highlight(analyzer.analyze(article))
    assert f"<strong>{lines[0]}</strong>" in source
    assert re.findall(r'<span style="opacity:[^>]*>([^<]*)<', source) == [lines[2]]
    assert Page(source).text == article.text


@pytest.mark.parametrize("name", ["wall", "levy", "plain", "emoji", "surrogate"])
def test_pages_are_whole_and_self_contained(profiles, name):
    source = page(profiles[name])
    found = Page(source)
    assert source.startswith("<!doctype html>")
    assert source.encode("utf-8")
    tags = {tag for tag, _ in found.tags}
    assert {"html", "title", "style", "img", "table"} <= tags
    assert not tags & {"script", "link", "iframe", "object", "embed", "base", "form"}
    for tag, attributes in found.tags:
        assert not {"href", "srcset", "action"} & set(attributes)
        if "src" in attributes:
            assert tag == "img"
            assert attributes["src"].startswith("data:image/png;base64,")
        assert "url(" not in (attributes.get("style") or "")
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL).group(1)
    assert "@import" not in style
    assert "url(" not in style
    assert "http" not in style
    assert all(attributes.get("alt") for tag, attributes in found.tags if tag == "img")


def test_tags_are_balanced(profiles):
    class Balance(HTMLParser):
        open_tags: list[str]

        def __init__(self):
            super().__init__()
            self.open_tags = []

        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "img", "br"):
                self.open_tags.append(tag)

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
