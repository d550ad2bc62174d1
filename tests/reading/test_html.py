import sys

import pytest

import framing
from tests.texts import HTML

pytest.importorskip("trafilatura")


def test_the_article_is_taken_from_the_page():
    article = framing.read(HTML)
    assert article.title == "Tunnel reopens after inspection"
    assert article.outlet == "Vale Gazette"
    assert article.url == "https://gazette.example/tunnel"
    assert article.published == "2021-03-14"
    assert article.blocks[0].zone == "headline"
    assert article.blocks[0].text == article.title
    text = article.text
    assert "The Vale tunnel reopened on Monday" in text
    assert "“The fans may need to be replaced next year,” said Ida Moreau" in text
    assert "Critics say the agency ignored warnings" in text


def test_scripts_styles_and_markup_are_never_text():
    text = framing.read(HTML).text
    assert not any(piece in text for piece in ("secretscript", "secretstyle", "<p>", "</", "charset", "&"))


def test_the_callers_answers_come_first():
    article = framing.read(
        HTML,
        title="My title",
        outlet="My outlet",
        url="https://example.org/a",
        published="2031-01-02",
    )
    assert (article.title, article.outlet) == ("My title", "My outlet")
    assert (article.url, article.published) == ("https://example.org/a", "2031-01-02")
    assert article.sentences[0].text == "My title"


@pytest.mark.parametrize("suffix", [".html", ".htm", ".HTML"])
def test_files_and_bytes_of_html_give_the_same_article(tmp_path, suffix):
    path = tmp_path / f"page{suffix}"
    path.write_bytes(HTML.encode())
    assert framing.read(path) == framing.read(HTML) == framing.read(HTML.encode())


@pytest.mark.parametrize(
    "prefix",
    ["", "\ufeff", "\n\n  ", "<!-- saved from url=(0024) -->\n", '<?xml version="1.0"?>\n'],
)
def test_a_page_is_known_by_its_beginning(prefix):
    assert framing.read(prefix + HTML).title == "Tunnel reopens after inspection"


def test_fragments_of_a_page_are_html():
    fragment = HTML[HTML.index("<article>") : HTML.index("</article>")]
    assert "<p>" not in framing.read(fragment).text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><head><title>Only a title</title></head><body></body></html>",
        "<html><body><script>var a = 'The minister said it may fail.';</script></body></html>",
        "<!doctype html>",
        "<div>" * 3000,
    ],
)
def test_a_page_without_an_article_is_the_documented_error(page):
    with pytest.raises(framing.EmptyArticleError, match="holds no article"):
        framing.read(page)


def test_hostile_characters_do_not_stop_a_page():
    article = framing.read(HTML.replace("Traffic was", "Traffic \ud800\0 was"))
    assert "Traffic \ufffd was light" in article.text


def test_a_title_that_only_begins_the_body_is_put_above_it():
    page = HTML.replace("<h1>Tunnel reopens after inspection</h1>", "")
    article = framing.read(page, title="The Vale tunnel")
    assert article.sentences[0].text == "The Vale tunnel"
    assert article.sentences[0].zone == "headline"
    assert article.sentences[1].text.startswith("The Vale tunnel reopened")


def test_without_trafilatura_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(framing.MissingExtraError, match=r"framing\[html\]"):
        framing.read(HTML)
    assert issubclass(framing.MissingExtraError, ImportError)


def test_the_year_of_a_copyright_line_is_no_date_of_publication():
    paragraphs = "<p>The bridge opened on Monday after repairs, the council said in a statement.</p>" * 5
    body = f"<article><h1>Bridge opens</h1>{paragraphs}</article><footer>© 2026 Vale Gazette</footer>"
    page = f"<html><body>{body}</body></html>"
    assert framing.read(page).published is None
