"""The examples of the README are run."""

import doctest
import re
from pathlib import Path

import pytest

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCKS = re.findall(r"^```(?:python|pycon|py)\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def somewhere(tmp_path, monkeypatch):
    """An empty folder to run in, with an article in it for the examples that read a file."""
    from tests.texts import LEVY, WALL

    for name in ("article.txt", "a.txt"):
        (tmp_path / name).write_text(WALL, encoding="utf-8")
    (tmp_path / "b.txt").write_text(LEVY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.skipif(not BLOCKS, reason="the README has no Python example yet")
def test_the_examples_of_the_readme_run(somewhere):
    names: dict[str, object] = {"__name__": "readme"}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for number, block in enumerate(BLOCKS):
        if ">>>" in block:
            test = doctest.DocTestParser().get_doctest(block, names, f"README block {number}", str(README), 0)
            runner.run(test, clear_globs=False)
            names.update(test.globs)
        else:
            exec(compile(block, f"README block {number}", "exec"), names)
    assert runner.summarize(verbose=False).failed == 0
