"""Notebook 02: one event, four ways."""

from __future__ import annotations

from stories.cells import FIND_SEEDS, code, text

CELLS = [
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
from framing import plots

plots.dumbbells(comparison).figure
"""),
    text("""
The lines are intervals. Where two of them hardly overlap, the articles clearly differ in wording.
Where they overlap widely, better not to make much of it.

The same as numbers, each article minus the agency report:
"""),
    code("""
differences = comparison.to_frame("statistic")
chosen = ["loaded_author", "hedging_mean", "attribution_share", "attribution_mean"]
shown = ["target", "statistic", "difference", "low", "high", "p_adjusted"]
differences[differences["statistic"].isin(chosen)][shown].round(2)
"""),
    text("""
A difference whose interval, `low` to `high`, holds 0 is one that chance alone could have made. The whole
table has hundreds of rows, and among so many some intervals miss 0 by chance. `p_adjusted` makes up for that:
where it is small, the difference stands out even from so many.

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
_ = ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
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

Numbers send you back to the text. These are each article's own loaded words, the strongest first. (The
kind `rest` is what the network gives to a sentence as a whole; there are no words of it to show.)
"""),
    code("""
for name, profile in zip(versions, profiles, strict=True):
    evidence = profile.to_frame("evidence")
    own = evidence[(evidence["dimension"] == "loaded") & (evidence["voice"] == "author") & (evidence["kind"] != "rest")]
    words = own.sort_values("contribution", ascending=False)["text"].drop_duplicates()
    print(f"{name:8s} {'; '.join(words.head(12)) or '(none)'}\\n")
"""),
    text("""
## Four strips

Each cell is a sentence, as wide as it is long; the darker, the higher its score. Where does each article put
its loaded wording: at the top, where everybody reads, or at the end?
"""),
    code("""
from matplotlib.figure import Figure

figure = Figure(figsize=(10, 11), layout="constrained")
for name, profile, ax in zip(versions, profiles, figure.subplots(len(profiles)), strict=True):
    plots.strip(profile, ax=ax)
    ax.set_title(name, loc="left")
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
