"""The notebooks run, are those of their stories, and so are the pages made of them."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
PAGES = ROOT / "docs" / "notebooks"
PICTURES = ROOT / "docs" / "images" / "notebooks"
ids = {"ids": lambda path: path.stem}


@pytest.fixture(scope="module")
def build():
    """The module that writes and runs them; it is no package, and finds its stories beside it."""
    sys.path.insert(0, str(ROOT / "examples"))
    try:
        yield importlib.import_module("build")
    finally:
        sys.path.remove(str(ROOT / "examples"))
        for name in [name for name in sys.modules if name == "build" or name.split(".")[0] == "stories"]:
            del sys.modules[name]


def code_of(book) -> list[str]:
    return [cell.source for cell in book.cells if cell.cell_type == "code"]


def test_every_story_has_its_notebook(build):
    assert [path.stem for path in NOTEBOOKS] == list(build.STORIES)


@pytest.mark.parametrize("path", NOTEBOOKS, **ids)
def test_a_notebook_is_that_of_its_story_and_holds_no_output(build, path):
    book = nbformat.read(path, as_version=4)
    assert book == build.notebook(build.STORIES[path.stem])
    assert not any(cell.get("outputs") for cell in book.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, **ids)
@pytest.mark.filterwarnings("default")  # of the machinery that starts kernels; those of a cell are looked for below
def test_a_notebook_runs_without_warnings(build, path):
    book = build.execute(nbformat.read(path, as_version=4))
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert outputs
    told = [output["text"] for output in outputs if output.get("name") == "stderr"]
    assert told == []


@pytest.mark.parametrize("path", NOTEBOOKS, **ids)
def test_a_page_has_the_cells_of_its_notebook(path):
    page = (PAGES / f"{path.stem}.md").read_text(encoding="utf-8")
    found = re.findall(r"^```python\n(.*?)\n```$", page, re.DOTALL | re.MULTILINE)
    book = nbformat.read(path, as_version=4)
    assert found == code_of(book)
    assert all(cell.source in page for cell in book.cells if cell.cell_type == "markdown")


def test_the_pictures_of_the_pages_are_there_and_light(build):
    linked = {
        name for page in PAGES.glob("*.md") for name in re.findall(r"images/notebooks/([^)]+)", page.read_text("utf-8"))
    }
    assert linked == {path.name for path in PICTURES.glob("*.png")}
    assert all(path.stat().st_size <= build._LARGEST for path in PICTURES.glob("*.png"))


def test_a_table_of_pandas_becomes_one_of_markdown(build):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {"a|b": ["<x>", "y"], "n": [1, 2]}, index=pd.MultiIndex.from_tuples([("p", 1), ("p", 2)], names=["u", "v"])
    )
    assert build.table(frame.to_html()).splitlines() == [
        "| u | v | a\\|b | n |",
        "| --- | --- | --- | --- |",
        "| p | 1 | &lt;x> | 1 |",
        "|  | 2 | y | 2 |",
    ]
