"""Draw every picture of the documentation, and write the page that shows them: `make figures`.

Each figure of `docs/gallery.md` is drawn by the very code that stands beside it. The articles are seeds:
invented, and written so that there is much to find.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

import framing
from framing import plots

ROOT = Path(__file__).resolve().parent.parent
SEEDS = "seeds/articles"
_DPI = 110
_LARGEST = 120_000  # bytes a picture may have, so that pages stay light

SETUP = f'''\
import pathlib

import framing
from framing import plots

folder = pathlib.Path("{SEEDS}")
analyzer = framing.Analyzer()
profile = analyzer.analyze(folder / "attack-hawk.txt")
versions = ["wire", "hawk", "dove", "release"]
comparison = framing.compare([analyzer.analyze(folder / f"attack-{{name}}.txt") for name in versions], names=versions)
seeds = {{path.stem: analyzer.analyze(path) for path in sorted(folder.glob("*.txt"))}}
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One figure of the gallery: its file, the line that draws it, and how to read it."""

    name: str
    title: str
    code: str
    reading: str


PICTURES = (
    Picture(
        name="glance",
        title="The article at a glance",
        code="ax = plots.glance(profile)",
        reading="At the top the article runs from left to right, darker where a score is higher; below it each dot is"
        " a mean or share with its 95 % interval, the bars count sources by kind, and the dots at the right say how"
        " the article itself (filled) and its sources (hollow) stand to whom.",
    ),
    Picture(
        name="profile",
        title="Sentence by sentence",
        code="ax = plots.profile(profile)",
        reading="Each place is a sentence, the first the headline: the higher a bar or dot, the more loaded, hedged or"
        " well sourced the sentence, and in the last row stance goes up for positive and down for negative.",
    ),
    Picture(
        name="strip",
        title="The article as a strip",
        code="ax = plots.strip(profile)",
        reading="Each cell is a sentence, as wide as it is long; the darker, the higher its score, and where there is"
        " no cell there was nothing to measure.",
    ),
    Picture(
        name="actor_stance",
        title="Stance toward actors",
        code="ax = plots.actor_stance(profile)",
        reading="Marks left of the line are negative, right of it positive; a filled dot is the article's own voice, a"
        " hollow diamond its sources', the line through it the 95 % interval, and a mark without one rests on a single"
        " sentence.",
    ),
    Picture(
        name="source_mix",
        title="Kinds of sources",
        code="ax = plots.source_mix(profile)",
        reading="The longer a bar, the more of what is said comes from sources of that kind; from top to bottom they"
        " can be checked less and less.",
    ),
    Picture(
        name="source_treatment",
        title="How each source is treated",
        code="ax = plots.source_treatment(profile)",
        reading="One row a source: how many words it is given, how often it is quoted in full, in part or put into the"
        " article's own words, which classes of verbs bring it in, and how hedged its words are.",
    ),
    Picture(
        name="who_says_what",
        title="Who speaks of whom",
        code="ax = plots.who_says_what(profile)",
        reading="A line leads from a source to an actor it speaks of: full for positive, dashed for negative, dotted"
        " where it takes no side, and wider for more sentences.",
    ),
    Picture(
        name="comparison",
        title="Several articles side by side",
        code="ax = plots.dumbbells(comparison)",
        reading="Each row is a statistic and each marker an article with its 95 % interval; where intervals overlap"
        " widely, the difference may be chance.",
    ),
    Picture(
        name="coverage_matrix",
        title="What each article reports",
        code="ax = plots.coverage_matrix(comparison)",
        reading="A full square says that the article reports the claim, a number in it how often it tells it; an empty"
        " square says that the claim was not found there.",
    ),
    Picture(
        name="distinctive_words",
        title="Words that set an article apart",
        code="ax = plots.distinctive_words(comparison)",
        reading="The farther right a dot, the surer it is that the article uses the word more often than the others"
        " do; a hollow dot could still be chance, and the numbers count the word here and in all the others.",
    ),
    Picture(
        name="outlets_plane",
        title="Which articles are alike",
        code="ax = plots.outlets_plane(list(seeds.values()), labels=list(seeds))",
        reading="Articles that lie close are alike in these statistics, and an arrow shows the direction in which a"
        " statistic grows; the less of all variance the axes show, the less the picture tells.",
    ),
    Picture(
        name="distributions",
        title="One article among others",
        code='others = [seed for name, seed in seeds.items() if name != "attack-hawk"]\n'
        "ax = plots.distributions(others, article=profile)",
        reading="The higher the grey, the more articles have that value; the diamond is this article, and the text at"
        " the right says how many of the others it is above.",
    ),
)


def draw(picture: Picture, names: dict[str, object]) -> None:
    """Draw one picture by the code that the gallery shows for it."""
    exec(compile(picture.code, picture.name, "exec"), names)  # noqa: S102 - the lines above, so that page and picture agree
    path = ROOT / "docs" / "images" / f"{picture.name}.png"
    plots.save(names["ax"], path, dpi=_DPI)
    with Image.open(path) as drawn:
        # Flat colours and smooth letters need no more; a third of the bytes. Rare colours keep their place.
        few = drawn.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    if path.stat().st_size > _LARGEST:
        raise ValueError(f"{path.name} has {path.stat().st_size:,} bytes, more than {_LARGEST:,}")


def page() -> str:
    """Return the text of the gallery."""
    parts = [
        "# Gallery\n\n<!-- written by examples/figures.py -->\n\nEvery figure that `framing.plots` draws, with the code"
        " that drew it. Each function takes what it draws and,\nif you like, the Axes to draw on (`ax=…`), and returns"
        ' the Axes; `plots.save(ax, "figure.svg")` writes SVG, PNG\nor PDF. Figures of one article are also reached'
        ' by name: `profile.plot("strip")`.\n\nThe figures read in grey and with colour-vision deficiencies: a hatch,'
        " a marker or a line style stands beside\nevery colour. No colour and no place in a figure says that a text is"
        " right or wrong.\n\nAll code on this page begins with\n\n```python\n" + SETUP + "```\n",
    ]
    for item in PICTURES:
        reading = textwrap.fill(item.reading, 108)
        parts.append(
            f"## {item.title}\n\n![{item.title}](images/{item.name}.png)\n\n{reading}\n\n```python\n{item.code}\n```\n"
        )
    return "\n".join(parts)


def main() -> None:
    """Draw everything and write the page."""
    (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
    names: dict[str, object] = {}
    setup = SETUP.replace(f'"{SEEDS}"', repr(str(ROOT / SEEDS)))
    exec(compile(setup, "setup", "exec"), names)  # noqa: S102 - as above
    for picture in PICTURES:
        draw(picture, names)
    (ROOT / "docs" / "gallery.md").write_text(page(), encoding="utf-8")
    print(f"{len(PICTURES)} figures by framing {framing.__version__}")


if __name__ == "__main__":
    main()
