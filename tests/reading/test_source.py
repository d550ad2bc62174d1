from pathlib import Path

import pytest

import framing
from framing.reading.source import decode
from tests.clock import within
from tests.texts import PLAIN, WALL

QUOTED = "Weller said: “Enough – it’s over.” The café may close, he added."


@pytest.mark.parametrize("source", ["", "   ", "\n\t\r\n", "\u2003\u00a0\x85", b"", b"  \n", b"\xef\xbb\xbf"])
def test_nothing_to_read_is_an_empty_article_error(source):
    with pytest.raises(framing.EmptyArticleError, match="give the text of an article"):
        framing.read(source)
    assert issubclass(framing.EmptyArticleError, ValueError)


def test_a_missing_file_is_file_not_found(tmp_path):
    with pytest.raises(FileNotFoundError):
        framing.read(tmp_path / "nothing.txt")


def test_a_folder_says_what_to_do(tmp_path):
    with pytest.raises(IsADirectoryError, match=r"framing\.corpus"):
        framing.read(tmp_path)


def test_a_string_is_text_and_never_a_path(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(PLAIN, encoding="utf-8")
    assert framing.read(str(path)).text == str(path)
    assert framing.read(path).text == PLAIN


@pytest.mark.parametrize("source", [None, 3, ["a"], object()])
def test_other_types_are_refused_by_name(source):
    with pytest.raises(TypeError, match=type(source).__name__):
        framing.read(source)


def test_an_article_is_returned_as_it_is():
    article = framing.read(PLAIN)
    assert framing.read(article) is article


@pytest.mark.parametrize("suffix", [".txt", ".md", ""])
def test_files_are_read_whole(tmp_path, suffix):
    path = tmp_path / f"article{suffix}"
    path.write_bytes(WALL.encode())
    assert framing.read(path) == framing.read(WALL)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_bytes_of_uncertain_encoding_are_decoded(encoding):
    assert decode(QUOTED.encode(encoding)) == QUOTED
    assert framing.read(QUOTED.encode(encoding)).text == QUOTED


def test_a_declared_charset_is_believed_where_utf8_fails():
    page = '<html><head><meta charset="iso-8859-2"></head><body>Ministr řekl, že most může spadnout.</body></html>'
    assert decode(page.encode("iso-8859-2")) == page


@pytest.mark.parametrize("declared", ["undefined", "nonsense-9", "idna", "hex", "base64"])
def test_a_charset_that_does_not_exist_does_no_harm(declared):
    page = f'<meta charset="{declared}"> Caf\u00e9 “may” close'
    assert decode(page.encode("cp1252")) == page


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        bytes(range(256)) * 8,
        b"\x00\x01\x02\x03" * 50,
        b"\xff\xfeabc",
    ],
)
def test_binary_is_not_text(raw, tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    with pytest.raises(framing.NotTextError, match=r"article\.txt"):
        framing.read(path)
    with pytest.raises(ValueError, match="the source"):
        framing.read(raw)


@pytest.mark.parametrize(
    "text",
    [
        "<p-value below 0.05 was reported in two of three trials, the institute said.",
        "<3 from the band: the tour may go on, they said.",
        "A <p> tag in the middle of prose may be text.",
        "<!-- a note --> Some prose that may follow a comment.",
        "<maintenance> is the word that the sign showed, she said.",
    ],
)
def test_prose_that_only_looks_like_html_is_text(text):
    assert framing.read(text).text == text


def test_deciding_what_is_html_takes_no_time_on_hostile_input():
    with within(2):
        framing.read("<!-- a -->" * 150 + "It may rain.")


def test_lone_surrogates_and_nuls_are_kept():
    text = "It may \ud800 fall\0 today."
    assert framing.read(text).text == text


def test_a_path_like_object_is_a_path(tmp_path):
    class Place:
        def __fspath__(self):
            return str(tmp_path / "a.txt")

    Path(Place()).write_text(PLAIN, encoding="utf-8")
    assert framing.read(Place()).text == PLAIN
