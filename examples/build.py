"""Write the notebooks of this folder from `stories/`, and the tables of the docs that are made from a lexicon.

`python examples/build.py` writes the notebooks, without outputs, so that a change shows as a change of text.
`python examples/build.py --export` also runs them and writes what comes out as pages, `docs/notebooks/*.md`, with
their pictures. Run it after the wording of a story, the weights of a lexicon or the models have changed; names of
notebooks behind `--export` run only those.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from PIL import Image
from stories import STORIES, Cell

from framing.lexicon import load_lexicons

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "notebooks"
PICTURES = ROOT / "docs" / "images" / "notebooks"
_LARGEST = 60_000  # bytes a picture may have, so that pages stay light
_SECONDS = 300  # a cell may take


def notebook(cells: list[Cell]) -> Any:
    """Return one notebook without outputs."""
    kinds = {"text": new_markdown_cell, "code": new_code_cell}
    made = [kinds[kind](source, id=f"cell-{number:02d}") for number, (kind, source) in enumerate(cells)]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    book = new_notebook(cells=made, metadata=metadata)
    nbformat.validate(book)
    return book


def write(name: str) -> None:
    """Write one notebook of this folder."""
    lines = json.dumps(notebook(STORIES[name]), indent=1, ensure_ascii=False)
    (ROOT / "examples" / f"{name}.ipynb").write_text(lines + "\n", encoding="utf-8")


def execute(book: Any) -> Any:
    """Run a notebook in a fresh kernel, as a reader would who starts it in this folder; it gains its outputs."""
    folder = str(ROOT / "examples")
    NotebookClient(book, timeout=_SECONDS, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return book


# --------------------------------------------------------------------------- pages


class _Table(HTMLParser):
    """The cells of an HTML table that pandas wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.head: list[list[str]] = []
        self.body: list[list[str]] = []
        self._rows = self.body
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("thead", "tbody"):
            self._rows = self.head if tag == "thead" else self.body
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self._rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None


def table(html: str) -> str:
    """Return an HTML table of pandas as a table of Markdown."""
    found = _Table()
    found.feed(html)
    # With a named index pandas writes two lines of names, each empty where the other has one.
    names = [" ".join(dict.fromkeys(part for part in column if part)) for column in zip(*found.head, strict=True)]
    width = len(names)
    # A cell that spans rows stands in the first of them only.
    rows = [[""] * (width - len(row)) + row for row in found.body]

    def line(cells: list[str]) -> str:
        escaped = [cell.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*") for cell in cells]
        return f"| {' | '.join(escaped)} |"

    return "\n".join([line(names), line(["---"] * width), *map(line, rows)])


def picture(encoded: str, path: Path) -> None:
    """Save a picture with few colours, which drawings do not need more of, in as few bytes as they leave."""
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as drawn:
        flat = drawn.convert("RGB")
    path.parent.mkdir(parents=True, exist_ok=True)
    for colours in (256, 96, 32):
        few = flat.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        if path.stat().st_size <= _LARGEST:
            return
    raise ValueError(f"{path.name} has {path.stat().st_size:,} bytes, more than {_LARGEST:,}")


def shown(output: Any, place: str) -> str:
    """Return one output of a cell as Markdown; a picture is saved and linked."""
    if output["output_type"] == "stream":
        return f"```text\n{output['text'].rstrip()}\n```"
    if output["output_type"] == "error":
        raise ValueError(f"{place}: {output['ename']}: {output['evalue']}")
    content = output["data"]
    if "image/png" in content:
        picture(content["image/png"], PICTURES / f"{place}.png")
        return f"![The figure drawn by the code above](../images/notebooks/{place}.png)"
    if 'class="dataframe"' in content.get("text/html", ""):
        return table(content["text/html"])
    return f"```text\n{content['text/plain'].rstrip()}\n```"


def page(name: str, book: Any) -> str:
    """Return an executed notebook as a page."""
    opening = f"<!-- written by examples/build.py --export from examples/{name}.ipynb -->"
    parts = [opening]
    for number, cell in enumerate(book.cells):
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            if number == 0:
                parts.append(f"*This page is the notebook [{name}.ipynb](../../examples/{name}.ipynb), run.*")
            continue
        parts.append(f"```python\n{cell.source}\n```")
        parts += [shown(output, f"{name}-{number:02d}-{at}") for at, output in enumerate(cell.outputs)]
    return "\n\n".join(parts) + "\n"


def export(name: str) -> None:
    """Run one notebook and write its page and pictures."""
    for old in PICTURES.glob(f"{name}-*.png"):
        old.unlink()
    PAGES.mkdir(parents=True, exist_ok=True)
    content = page(name, execute(notebook(STORIES[name])))
    (PAGES / f"{name}.md").write_text(content, encoding="utf-8")


# --------------------------------------------------------------------------- tables


def strength_table() -> None:
    """Write the strength table into the method card of attribution."""
    card = ROOT / "docs" / "methods" / "attribution.md"
    rows = load_lexicons()["attribution"].table("strength.tsv")
    names = {"base": "base[kind]", "mode": "mode[mode]", "cue": "cue[class]", "detail": "detail"}
    lines = ["| part | value of | counts |", "|---|---|---:|"]
    lines += [f"| {names[row.category]} | `{row.term}` | {row.weight:+.2f} |" for row in rows]
    before, rest = card.read_text(encoding="utf-8").split("strength.tsv -->\n", 1)
    after = rest.split("<!-- end of table -->", 1)[1]
    made = f"{before}strength.tsv -->\n\n" + "\n".join(lines) + f"\n\n<!-- end of table -->{after}"
    card.write_text(made, encoding="utf-8")


def main() -> None:
    """Write everything; with `--export` run the notebooks too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--export", nargs="*", metavar="NOTEBOOK", help="run them and write docs/notebooks")
    options = parser.parse_args()
    for name in STORIES:
        write(name)
    strength_table()
    for name in STORIES if options.export == [] else options.export or ():
        export(name)
        print(f"docs/notebooks/{name}.md")


if __name__ == "__main__":
    main()
