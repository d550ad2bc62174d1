"""Notebook 04: a small corpus study, from the question to what may be said."""

from __future__ import annotations

from stories.cells import FIND_SEEDS, code, text

CELLS = [
    text("""
# A corpus study

One article shows *how* a story is told. For "do papers of this kind write like that?" you need many,
and some care. This notebook goes the whole way on a corpus that is far too small: fourteen invented
articles. That is on purpose. You can read them all in an hour, and you will see what a small number of
articles can and cannot tell.

The steps are those of any study: a question and a guess before the numbers, the corpus and its labels, a look
at every article, groups with intervals, what else could explain it, another instrument, and what is usual.

## The question

**Do texts that argue a cause use more loaded words of their own, and fewer sources, than plain reports do?**
Write down your guess, with a reason, before you go on.
"""),
    code(FIND_SEEDS),
    text("""
## The corpus

`index.json` has the labels: outlet, style, event. The outlets are as invented as the articles. For our
question the styles are put into three groups: `report` for news reports of all sorts, `argued` for
partisan reports and opinion, `release` for what an authority writes about itself. A grouping is a decision, and
has to be made before looking at the numbers.
"""),
    code("""
import json

corpus = pd.DataFrame(json.loads((seeds / "index.json").read_text(encoding="utf-8")))
corpus["group"] = "report"
corpus.loc[corpus["style"].str.contains("partisan|opinion"), "group"] = "argued"
corpus.loc[corpus["style"].str.contains("press release"), "group"] = "release"
order = {"report": 0, "argued": 1, "release": 2}
corpus = corpus.sort_values("group", key=lambda groups: groups.map(order), kind="stable")
corpus["name"] = corpus["file"].str.removesuffix(".txt")
corpus[["name", "group", "outlet", "style", "topic"]].reset_index(drop=True)
"""),
    code("""
corpus.groupby("group", sort=False).agg(articles=("name", "size"), outlets=("outlet", "nunique"))
"""),
    text("""
This table decides how much can be said. What counts is the number of **articles**, not of sentences: thirty
sentences by one writer on one evening are not thirty opinions. And with hardly more than one article an
outlet, this corpus can say nothing at all about outlets.

## Measuring

`analyze_many` goes through the articles one by one. Here the engine is `lexicon`, the word lists alone:
every number can be traced to a line in a file, which is a virtue in a study. We shall see later whether
the other engine agrees.
"""),
    code("""
analyzer = framing.Analyzer("lexicon")
profiles = list(analyzer.analyze_many([seeds / file for file in corpus["file"]]))
comparison = framing.compare(profiles, names=list(corpus["name"]), groups=list(corpus["group"]))

chosen = ["loaded_author", "loaded_quoted", "hedging_mean", "attribution_share", "attribution_mean"]
table = comparison.to_frame("profile")
table[chosen].assign(group=list(corpus["group"]))
"""),
    text("""
## Look at every article first

A mean hides what it is the mean of. Each dot is one article. Do the groups overlap? Does one article
pull its group?
"""),
    code("""
from matplotlib.figure import Figure

groups = list(corpus["group"].unique())
figure = Figure(figsize=(9, 2.6), layout="constrained")
seen = ["loaded_author", "hedging_mean", "attribution_share"]
for ax, statistic in zip(figure.subplots(1, 3, sharey=True), seen, strict=True):
    for place, group in enumerate(groups):
        values = table.loc[(corpus["group"] == group).to_list(), statistic]
        ax.plot(values, [place] * len(values), "o", alpha=0.6, color="#0072B2")
    ax.set_yticks(range(len(groups)), groups)
    ax.set_title(statistic, loc="left", fontsize=10)
    ax.set_xlim(left=-0.02)
    ax.margins(y=0.3)
ax.invert_yaxis()
figure
"""),
    text("""
## Groups, with whole articles as units

`compare(..., groups=...)` takes the mean of each group's articles and draws whole articles anew for the
interval. `n` is the number of articles.
"""),
    code("""
means = comparison.to_frame("group")
means = means[means["statistic"].isin(chosen)]
means.set_index(["statistic", "group"]).loc[chosen]
"""),
    code("""
figure = Figure(figsize=(8, 3.2), layout="constrained")
ax = figure.subplots()
for shift, (group, marker) in enumerate(zip(groups, "osD", strict=True)):
    rows = means[means["group"] == group].set_index("statistic").loc[chosen]
    places = [place + 0.22 * (shift - 1) for place in range(len(rows))]
    ax.hlines(places, rows["low"], rows["high"], color="#777777")
    ax.plot(rows["value"], places, marker, label=f"{group} (n = {rows['n'].max()})")
ax.set_yticks(range(len(chosen)), chosen)
ax.invert_yaxis()
ax.set_xlabel("mean over articles, with 95 % interval")
ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
figure
"""),
    text("""
The intervals of `release` rest on two articles. An interval of two is hardly more than a warning: look how
much of the possible range it covers.

## Differences

Each group minus the first, `report`. `effect` is the difference in standard deviations. `p` is how often
chance alone would make a difference at least as large, if there were none. But this table has a row for every
statistic of an article and two groups, so some `p` will be small by chance; `p_adjusted` makes up for how
many were looked at.
"""),
    code("""
differences = comparison.to_frame("statistic")
for column in ["p", "p_adjusted"]:
    print(f"{(differences[column] < 0.05).sum()} of {len(differences)} rows with {column} < 0.05")
ours = differences[differences["statistic"].isin(["loaded_author", "attribution_share"])]
ours = ours.assign(p=ours["p"].map("{:.4f}".format), p_adjusted=ours["p_adjusted"].map("{:.4f}".format))
ours[["target", "statistic", "difference", "low", "high", "effect", "p", "p_adjusted"]].reset_index(drop=True)
"""),
    text("""
We asked about two statistics of argued texts before looking; those two rows are our results. Compare `effect`
with `low` and `high` in the rows of `release`: an effect is measured in the spread of the articles, and of
two articles nobody knows the spread. Everything else in the long table is for making new guesses, to be
tested on *other* articles.

## What else could it be?

The plain reports are about whales, a landslide, a court, a company. The argued ones are mostly about a war
and a cleared camp. Perhaps it is the topic that is loaded, not the way of telling. Two events are told
several ways, so here the topic can be held still: each argued version minus the agency report *of the same
event*.
"""),
    code("""
by_name = dict(zip(corpus["name"], profiles, strict=True))
rows = []
for event, versions in {"attack": ["hawk", "dove"], "camp": ["left", "right"]}.items():
    names = [f"{event}-{version}" for version in ["wire", *versions]]
    within = framing.compare([by_name[name] for name in names], names=names).to_frame("statistic")
    rows.append(within[within["statistic"].isin(["loaded_author", "attribution_share"])])
pd.concat(rows)[["target", "reference", "statistic", "difference", "low", "high"]].reset_index(drop=True)
"""),
    text("""
Do the signs agree in all four pairs? With the topic held still, is the difference larger or smaller than
before? (These intervals are over sentences: they say how sure we are of *these* articles, not of others.)

## Another instrument

A finding that only one instrument sees is a finding about the instrument. The default engine, a small
network, measures the same things in another way. We take the eight articles of the two events.
"""),
    code("""
events = corpus[corpus["event"].notna()]
second = list(framing.Analyzer("encoder").analyze_many([seeds / file for file in events["file"]]))
again = framing.compare(second, names=list(events["name"])).to_frame("profile")
side_by_side = pd.DataFrame(
    {
        (statistic, engine): values[statistic]
        for statistic in ["loaded_author", "attribution_share"]
        for engine, values in {"lexicon": table.loc[again.index], "encoder": again}.items()
    }
)
side_by_side.columns = [" · ".join(names) for names in side_by_side.columns]
side_by_side
"""),
    code("""
for statistic in ["loaded_author", "attribution_share"]:
    ranks = table.loc[again.index, statistic].corr(again[statistic], method="spearman")
    print(f"{statistic}: rank correlation of the two engines over {len(again)} articles {ranks:.2f}")
"""),
    text("""
The numbers differ in size, since the two engines were made differently, so numbers of both must never stand
in one comparison. What should agree is the order. A rank correlation of 1 is the same order, 0 is none in
common; with eight articles it is itself a rough number.

## What is usual?

So far each number was compared with others of this corpus. A *percentile* compares it with a large one: how
many of a hundred news articles have less. The norms that come with the library are of 3,000 articles from
mostly American outlets, so for another country or genre they are only a rough guide.
"""),
    code("""
hawk = by_name["attack-hawk"]
hawk.to_frame("statistic").set_index("statistic").loc[chosen, ["value", "low", "high", "percentile"]]
"""),
    text("""
You can make norms of your own. These are of our plain reports. With seven articles, 0 and 100 mean "less" and
"more than all seven", and anything between is a place between two of them.
"""),
    code("""
reports = [profile for profile, group in zip(profiles, corpus["group"], strict=True) if group == "report"]
norms = framing.Norms.from_profiles(reports, name="plain reports among the seeds")
print(norms)
own = hawk.with_norms(norms).to_frame("statistic").set_index("statistic")
own.loc[chosen, ["value", "percentile"]]
"""),
    code("""
from framing import plots

plots.distributions(reports, article=hawk, statistics=chosen).figure
"""),
    text("""
## Which outlets are alike?

The last picture is the one people like best and should trust least. Every outlet becomes a point; those
close together have similar numbers. The axes say how much of all variance the picture shows.
"""),
    code("""
outlets = table[chosen].groupby(list(corpus["outlet"])).mean()
plots.outlets_plane(outlets, n_arrows=5).figure
"""),
    text("""
All but one of these points are a single article each. The picture shows fourteen texts, not thirteen outlets:
a paper that prints one angry column is not an angry paper.

## What may be said

> Among fourteen invented articles, the argued ones have more loaded wording of their own than the plain
> reports, also where both tell the same event, and with both engines. They give somebody's words in fewer
> of their sentences. How large the difference is cannot be said from so few. The articles were written to
> differ; that they do says nothing about real outlets.

Do your tables bear out every clause of it? Strike those that they do not.

## To try yourself

1. Put `court-treasurer` into `argued`, as if it were mislabelled. How much moves? That is how much one label
   weighs.
2. Ask a question that you find interesting of the long table, and then say why its `p` must not be reported
   as it stands.
3. With a folder of your own articles: `framing.corpus.analyze_corpus("my-articles", "tables")` writes the
   tables to disk and can be stopped and resumed. Labels come from you.
"""),
]
