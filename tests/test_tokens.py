import pytest

from framing.tokens import tokenize
from tests.texts import ARTICLES, ODD


@pytest.mark.parametrize("text", [*ARTICLES.values(), *ODD.values(), "", " \n\t ", "İİ didn’t"])
def test_tokens_cover_all_but_white_space(text):
    columns = tokenize(text)
    assert len(columns.starts) == len(columns.ends) == len(columns.words) == len(columns)
    covered = set()
    end_before = 0
    for start, end, word in zip(columns.starts, columns.ends, columns.words, strict=True):
        assert end_before <= start < end
        assert not any(char.isspace() for char in text[start:end])
        assert len(word) == end - start
        covered.update(range(start, end))
        end_before = end
    assert all(text[place].isspace() for place in set(range(len(text))) - covered)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It didn't end.", ["it", "did", "n't", "end", "."]),
        ("They’re Kyiv’s", ["they", "'re", "kyiv", "'s"]),
        ("the U.S.-led talks", ["the", "u.s.", "-", "led", "talks"]),
        ("$1,000.50 at 19:30", ["$", "1,000.50", "at", "19:30"]),
        ("O'Neill's view", ["o'neill", "'s", "view"]),
        ("wait... no--yes", ["wait", "...", "no", "--", "yes"]),
        ("In 2019, 3.5.", ["in", "2019", ",", "3.5", "."]),
    ],
)
def test_words_clitics_numbers_and_marks_are_tokens(text, words):
    assert tokenize(text).words == words


def test_letters_that_grow_in_lower_case_do_not_move_offsets():
    text = "İzmir İstanbul may fall"
    columns = tokenize(text)
    assert [text[a:b] for a, b in zip(columns.starts, columns.ends, strict=True)] == text.split()
    assert columns.words[-2:] == ["may", "fall"]
