"""The notebooks, and what the documentation shows of the data: the strength table.

    python examples/build.py

Notebooks are stored without outputs, so that a change shows as a change of text. Run this
after the wording of a notebook or the weights of a lexicon have changed.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from framing.lexicon import load_lexicons

ROOT = Path(__file__).resolve().parent.parent

Cell = tuple[str, str]


def text(words: str) -> Cell:
    """Mark a cell as text."""
    return "text", words.strip("\n")


def code(lines: str) -> Cell:
    """Mark a cell as Python."""
    return "code", lines.strip("\n")


FIND_SEEDS = """
%matplotlib inline
from pathlib import Path

import pandas as pd

import framing

pd.set_option("display.max_colwidth", 90)

# The notebook may be started in the folder `examples` or in the folder above it.
here = Path.cwd()
root = next(folder for folder in (here, *here.parents) if (folder / "seeds" / "articles").is_dir())
seeds = root / "seeds" / "articles"
"""

ONE_ARTICLE = [
    text("""
# One article, read closely

News stories do not only report facts. They choose words for them, decide who gets to speak,
say some things firmly and others with a shrug, and let some people look good and others bad.
That is called *framing*. This notebook takes one article and looks at four sides of it:

- **loaded wording**: words that judge or stir while they describe ("slaughtered", "brazen"),
- **hedging**: words that say less than they seem to ("appears", "some believe"),
- **attribution**: who says it, and whether you could check,
- **stance**: how each person, country or group is made to look, and by whom.

The article is invented: the war in it is real, the night it tells of is not. It was written for
this project so that there is plenty to find. The program describes wording. It does not say
whether the article is right, fair or biased. That judgement is yours.
"""),
    code(FIND_SEEDS),
    text("""
## Read it first

Before any number, read the first paragraphs. Which words would you underline?
"""),
    code("""
article = framing.read(seeds / "attack-hawk.txt")
for block in article.blocks[:5]:
    print(block.text, "\\n")
"""),
    text("""
`framing.read` has cut the text into blocks and sentences. Each block has a *zone*: headline, body
and so on. On a page copied from a website there are also menus, captions and adverts; these
get zones of their own and are not scored.
"""),
    code("""
article_zones = pd.Series([block.zone for block in article.blocks])
article_zones.value_counts()
"""),
    text("""
## The profile

`framing.analyze` does the whole job and returns a *framing profile*.
"""),
    code("""
profile = framing.analyze(article)
profile
"""),
    text("""
Shown in a notebook, a profile is the article itself with its evidence marked. Point at a mark to
see what it is. Did it find the words you underlined? Which did it miss, and which would you not
have marked? Both happen: it knows words, not the world.

## One sentence, explained

Every number can be asked for its reasons. In square brackets stands the line of the word list that
the reason comes from.
"""),
    code("""
wanted = next(s.index for s in profile.article.sentences if "some believe" in s.text)
print(profile.explain(wanted))
"""),
    text("""
"Some believe": who? Nobody could ring these people up and ask. That is why the sentence is both
hedged and weakly sourced.

## The same as tables

One row a sentence. An empty value (`NaN`) is not a zero: `attribution` is empty where nobody
is said to say anything.
"""),
    code("""
sentences = profile.to_frame("sentence")
shown = ["sentence", "zone", "loaded", "hedging", "attribution", "text"]
sentences[shown].sort_values("loaded", ascending=False).head(8)
"""),
    text("""
And one row a reason. This is the table everything else is made from.
"""),
    code("""
evidence = profile.to_frame("evidence")
evidence[evidence["dimension"] == "hedging"][["sentence", "kind", "text", "contribution", "voice", "origin"]]
"""),
    text("""
## Whose words are they?

An article that quotes an insult has not itself insulted anybody, though it chose the quotation.
So every reason has a *voice*: `author` for the article's own words, `quoted` for words inside
quotation marks.
"""),
    code("""
loaded = evidence[evidence["dimension"] == "loaded"]
loaded.groupby("voice")["text"].apply(lambda words: "; ".join(words)).to_frame("loaded words")
"""),
    text("""
## Who says it?

*Strength* is how well a reader could check a source: near 1 for a named person quoted word for
word, near 0 for nobody at all. It follows from a small table that you can read and dispute.
"""),
    code("""
sources = profile.to_frame("attribution")
sources[["source", "cue", "mode", "source_kind", "strength", "content"]]
"""),
    code("""
profile.plot("attribution").figure
"""),
    text("""
## Who looks how?

For each actor: how the article's own wording makes them appear (`stance_author`), and how the
people it quotes do (`stance_quoted`). Below zero is negative, above zero positive.
"""),
    code("""
actors = profile.to_frame("actor")
actors[["name", "kind", "aliases", "n_mentions", "in_headline", "stance_author", "stance_quoted"]].head(10)
"""),
    code("""
profile.plot("stance").figure
"""),
    text("""
## The whole article at a glance

From left to right the sentences of the article; the headline is the grey band.
"""),
    code("""
profile.plot().figure
"""),
    text("""
## How sure is that?

Statistics of the whole article come with an interval: how far the number might move with other
sentences of the same kind. With few sentences the interval is wide, and that is worth knowing.
`n` says how many sentences or sources were counted.
"""),
    code("""
statistics = profile.to_frame("statistic").set_index("statistic")
statistics.loc[["loaded_author", "loaded_quoted", "hedging_mean", "attribution_mean", "stance_author"]]
"""),
    text("""
## To try yourself

1. Take the sentence with the highest `loaded` and rewrite it in plain words, leaving the facts alone.
   `framing.Analyzer().score_sentences(["..."])` scores your version.
2. Find a sentence whose marks you disagree with. Is the word list wrong, or is it the sentence that
   uses the word unusually?
3. Put your own article in: `framing.analyze(open("my-article.txt", encoding="utf-8").read())`.
"""),
]

FOUR_WAYS = [
    text("""
# One event, four ways

Four texts about the same invented night: the same number of drones, the same number of dead, the same
people speaking. One is a plain agency report, one wants more done for Ukraine, one wants the
war ended at the negotiating table, and one is a press release of the ministry of defence. What
differs is how they tell it.

As before: the program describes wording. None of the numbers below says who is right.
"""),
    code(FIND_SEEDS),
    code("""
import json

index = {entry["file"]: entry for entry in json.loads((seeds / "index.json").read_text(encoding="utf-8"))}
versions = ["wire", "hawk", "dove", "release"]

analyzer = framing.Analyzer()
profiles = [
    analyzer.analyze(seeds / f"attack-{version}.txt", outlet=index[f"attack-{version}.txt"]["outlet"])
    for version in versions
]
pd.DataFrame(
    {
        "outlet": [profile.article.outlet for profile in profiles],
        "headline": [profile.article.title for profile in profiles],
        "sentences": [len(profile.sentences) for profile in profiles],
    },
    index=versions,
)
"""),
    text("""
Four headlines, one event. Who acts in each of them, and with which verb?

## Side by side

The first profile given is the *reference*, here the agency report. All others are compared with it.
"""),
    code("""
comparison = framing.compare(profiles, names=versions)
comparison.to_frame("profile")[
    ["loaded_author", "loaded_quoted", "hedging_mean", "attribution_share", "attribution_mean", "stance_author"]
].round(2)
"""),
    code("""
comparison.plot().figure
"""),
    text("""
The lines are intervals. Where two of them hardly overlap, the articles clearly differ in wording.
Where they overlap widely, better not to make much of it.

The same as numbers, each article minus the agency report:
"""),
    code("""
differences = comparison.to_frame("statistic")
chosen = ["loaded_author", "hedging_mean", "attribution_share", "attribution_mean"]
differences[differences["statistic"].isin(chosen)][["target", "statistic", "difference", "low", "high"]].round(2)
"""),
    text("""
A difference whose interval, `low` to `high`, holds 0 is one that chance alone could have made.

## Whom do they ask?

The share of each kind of source. Which article lets named people speak, which leans on
"some", "critics" and "reports", and which asks only one side?
"""),
    code("""
from framing.document import SOURCE_KINDS

mix = comparison.to_frame("profile")[[f"attribution_{kind}_share" for kind in SOURCE_KINDS]]
mix.columns = [kind.replace("_", " ") for kind in SOURCE_KINDS]
mix.round(2)
"""),
    code("""
ax = mix.plot.barh(stacked=True, figsize=(8, 2.6), cmap="viridis", width=0.7)
ax.invert_yaxis()
ax.set_xlabel("share of the article's sources")
ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False);
"""),
    text("""
## How do Russia, Ukraine and the United States look?

Stance in the article's own words and in those of its sources.
"""),
    code("""
actors = comparison.to_frame("actor")
shown = actors[actors["actor"].isin(["russia", "ukraine", "united-states"])]
shown.pivot(index="actor", columns="profile", values="stance_author")[versions].round(2)
"""),
    text("""
An empty place means that no word of the article's own voice judges that actor. That is not the
same as a neutral judgement.

## The words themselves

Numbers send you back to the text. These are each article's own loaded words, the strongest first.
"""),
    code("""
for name, profile in zip(versions, profiles, strict=True):
    evidence = profile.to_frame("evidence")
    own = evidence[(evidence["dimension"] == "loaded") & (evidence["voice"] == "author")]
    words = own.sort_values("contribution", ascending=False)["text"].drop_duplicates()
    print(f"{name:8s} {', '.join(words.head(12)) or '(none)'}")
"""),
    text("""
## Four pictures

The same four rows for every article: loaded wording, hedging, source strength, stance.
"""),
    code("""
from matplotlib.figure import Figure

figure = Figure(figsize=(10, 15), layout="constrained")
for profile, ax in zip(profiles, figure.subplots(len(profiles)), strict=True):
    profile.plot(ax=ax)
    if profile is not profiles[-1]:
        ax.get_legend().remove()
figure
"""),
    text("""
## To discuss

1. The agency report and the press release state nearly the same facts. What does the press release
   do that the agency report does not?
2. Find one fact that two of the articles word differently. Which wording would you have chosen?
3. The second set of seeds (`camp-wire`, `camp-left`, `camp-right`, `camp-release`) is about something
   nearer to home. Change `attack` to `camp` and the versions to `["wire", "left", "right", "release"]`.
"""),
]


def notebook(name: str, cells: list[Cell]) -> None:
    """Write one notebook without outputs."""
    kinds = {"text": new_markdown_cell, "code": new_code_cell}
    made = [kinds[kind](source, id=f"cell-{number:02d}") for number, (kind, source) in enumerate(cells)]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    book = new_notebook(cells=made, metadata=metadata)
    nbformat.validate(book)
    (ROOT / "examples" / name).write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def strength_table() -> None:
    """Write the strength table into the method card of attribution."""
    page = ROOT / "docs" / "methods" / "attribution.md"
    rows = load_lexicons()["attribution"].table("strength.tsv")
    names = {"base": "base[kind]", "mode": "mode[mode]", "cue": "cue[class]", "detail": "detail"}
    lines = ["| part | value of | counts |", "|---|---|---:|"]
    lines += [f"| {names[row.category]} | `{row.term}` | {row.weight:+.2f} |" for row in rows]
    before, rest = page.read_text(encoding="utf-8").split("strength.tsv -->\n", 1)
    after = rest.split("<!-- end of table -->", 1)[1]
    made = f"{before}strength.tsv -->\n\n" + "\n".join(lines) + f"\n\n<!-- end of table -->{after}"
    page.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    notebook("01-one-article.ipynb", ONE_ARTICLE)
    notebook("02-one-event-four-ways.ipynb", FOUR_WAYS)
    strength_table()
