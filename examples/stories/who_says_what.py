"""Notebook 03: who says what, and how each source is treated."""

from __future__ import annotations

from stories.cells import FIND_SEEDS, code, text

CELLS = [
    text("""
# Who says what

Much of a news story is other people's words. Somebody chose who may speak, how much of it is
printed, whether word for word or retold, and with which verb: *said*, *claimed*, *admitted*. None of
that changes a fact, and all of it changes how a fact sounds.

This notebook asks five questions of one article and then of two side by side:

1. Who is given something to say?
2. How well could a reader check them?
3. How much room does each get, and in which form?
4. Is one source treated unlike the others?
5. Whose words judge whom: the article's, or its sources'?

Both articles are invented, as are the people who speak in them. The night and its numbers are the same
in both. The program describes wording; it does not say who is right.
"""),
    code(FIND_SEEDS),
    code("""
analyzer = framing.Analyzer()
wire = analyzer.analyze(seeds / "attack-wire.txt")
dove = analyzer.analyze(seeds / "attack-dove.txt")
both = {"wire": wire, "dove": dove}
pd.Series({name: profile.article.title for name, profile in both.items()}, name="headline").to_frame()
"""),
    text("""
`wire` is a plain agency report. `dove` wants the war ended at the negotiating table.

## 1. Who is given something to say?

Before you run the next cell: read `attack-dove.txt` and list everybody who says, claims, demands or
is quoted. How long is your list?

An *attribution* has three parts: a **source** (who), a **cue** (the verb or phrase that says that
somebody says it) and the **content** (what). One row is one of them. Where the source is empty,
the words go on from the row before, or nobody is named at all.
"""),
    code("""
said = dove.to_frame("attribution")
said[["source", "cue", "mode", "content"]]
"""),
    text("""
`mode` says how: *direct* is word for word in quotation marks, *indirect* is retold, *mixed* is retold
with a few words quoted.

Check the table against your list. The program reads by rule and by a small network, and it makes
mistakes: some rows may give a source words that are the article's own, or miss one. Always read the
rows before you count them.

## 2. How well could a reader check them?

If you wanted to know whether it was really said, whom would you ring up? Eight kinds of sources, from
easy to check to impossible:

| kind | for example |
|---|---|
| `named_person` | Ilse Maran, who chairs the traders' association |
| `named_org` | the ministry of defence |
| `document` | a court filing, a study |
| `unnamed_specific` | a nurse on the night shift |
| `collective` | residents, officials |
| `anonymous` | a source close to the talks |
| `vague` | some, critics |
| `absent` | it is understood that … |
"""),
    code("""
from framing.document import SOURCE_KINDS

kinds = {}
for name, profile in both.items():
    rows = profile.to_frame("attribution")
    # A row with neither source nor cue only carries on the statement before.
    rows = rows[(rows["source"].fillna("") != "") | (rows["cue"].fillna("") != "")]
    kinds[name] = rows["source_kind"].value_counts()
pd.DataFrame(kinds).reindex(SOURCE_KINDS).fillna(0).astype(int)
"""),
    code("""
from matplotlib.figure import Figure

from framing import plots

figure = Figure(figsize=(10, 3.4), layout="constrained")
for ax, (name, profile) in zip(figure.subplots(1, 2), both.items(), strict=True):
    plots.source_mix(profile, ax=ax)
    ax.set_title(name, loc="left")
figure
"""),
    text("""
Kind, cue and mode together give the *strength* of an attribution, from 0 (nobody could check) to 1.
It comes from a small table that you can read and dispute. Which statements of this article rest on the
weakest ground?
"""),
    code("""
said.sort_values("strength")[["strength", "source_kind", "source", "cue", "content"]].head(6)
"""),
    text("""
Weak does not mean wrong. A source may need protection, and a named minister may be mistaken. It means
that the reader has to take the writer's word for it.

## 3. How much room, and in which form?

One row a source, with all it is given to say put together. `n_words` is the room it gets;
`n_direct`, `n_mixed` and `n_indirect` say in which form. Whose own words would you know after reading
this article, and whose only from retelling?
"""),
    code("""
sources = dove.to_frame("source")
shown = ["source", "source_kind", "n_words", "word_share", "n_direct", "n_mixed", "n_indirect", "cues", "strength_mean"]
sources[shown]
"""),
    code("""
plots.source_treatment(dove).figure
"""),
    text("""
### The verbs

*Said* leaves it to you whether to believe. *Claimed* casts doubt, *revealed* vouches for it, *sneered*
comments on the speaker. The program sorts cues into classes; here is every cue of both articles.
"""),
    code("""
for name, profile in both.items():
    cues = profile.to_frame("attribution")
    cues = cues[cues["cue"].fillna("") != ""]
    print(name)
    for kind, group in cues.groupby("cue_kind"):
        words = [f"{word} ({n})" if n > 1 else word for word, n in group["cue"].value_counts().items()]
        print(f"   {kind:12s}{'; '.join(words)}")
"""),
    text("""
### The same source in both articles

Who speaks in both, and does the second article let them speak in the same way? `identity` is the
same for the same person or country, whatever an article calls it.
"""),
    code("""
comparison = framing.compare(list(both.values()), names=list(both))
treated = comparison.to_frame("source").dropna(subset=["identity"])
shared = treated[treated.groupby("identity")["profile"].transform("nunique") == 2]
columns = ["identity", "profile", "n_attributions", "n_words", "n_direct", "n_indirect", "cues"]
shared.sort_values(["identity", "profile"], ascending=[True, False])[columns].set_index(["identity", "profile"])
"""),
    text("""
Read the `cues` column line by line. Where the agency writes *said* or *according to*, what does the
other write, and for whom?

## 4. Is one source treated unlike the others?

A *gap* is what one source gets minus what all the others get: its share of statements printed word for
word (`direct_share`), of cues that cast doubt (`doubting_share`), its `strength`, and the `hedging` in
what it is given to say. Below zero is less than the others. Gaps are taken for sources with two statements or
more; words that only carry on a statement count as part of it.
"""),
    code("""
statistics = dove.to_frame("statistic")
parts = statistics["statistic"].str.extract(r"^attribution_(?P<what>.+)_gap\\[(?P<source>.+)\\]$")
gaps = pd.concat([parts, statistics[["value", "low", "high"]]], axis=1).dropna(subset=["what"])
gaps["without 0"] = (gaps["low"] > 0) | (gaps["high"] < 0)
gaps.set_index(["source", "what"]).sort_index()
"""),
    text("""
`low` to `high` is where the gap might be with other sentences of the same kind. An interval *without 0*
says that chance alone rarely makes such a gap.

Be careful, for two reasons. Each source has only a handful of statements, so these intervals are rough.
And the table has many rows: among twenty intervals, about one will miss 0 even if nothing is going on. Take a
row as a reason to go back to the text, not as a finding.

## 5. Whose words judge?

The same judgement can stand in the article's own voice, be retold, or be quoted. Here is one invented
sentence, three ways. What do you expect in the columns?
"""),
    code("""
ways = {
    "own voice": "The closure of the fish market is a disgrace.",
    "retold": "The closure of the fish market is a disgrace, according to Ilse Maran, who sells fish there.",
    "quoted": "“The closure of the fish market is a disgrace,” said Ilse Maran, who sells fish there.",
}
rows = {way: analyzer.analyze(sentence).to_frame("sentence").iloc[0] for way, sentence in ways.items()}
pd.DataFrame(rows).T[["loaded_author", "loaded_quoted", "attribution"]].astype(float)
"""),
    text("""
The loaded wording moves from the author's column to the source's, and only then is there a source whose
checkability can be measured. What remains in the author's column is what the network makes of the words
outside the content: it never gives a sentence like this exactly 0. In the first line `attribution` is empty
(`NaN`): nobody is said to say it, which is not the same as a weak source.

Now both articles. Are their own words more loaded, or what their sources are given to say?
"""),
    code("""
compared = ["loaded_author", "loaded_quoted", "attribution_share", "attribution_mean"]
plots.dumbbells(comparison, statistics=compared).figure
"""),
    text("""
And who holds the loaded words of `dove`? `author` is the article itself.
"""),
    code("""
evidence = dove.to_frame("evidence")
loaded = evidence[(evidence["dimension"] == "loaded") & (evidence["kind"] != "rest")]
for holder, words in loaded.groupby("holder", sort=False)["text"]:
    print(f"{holder}: {'; '.join(words.drop_duplicates())}\\n")
"""),
    text("""
## Who speaks of whom?

At the left who speaks, at the right whom they speak of. A full line is favourable, a dashed one
unfavourable, a dotted one takes no side; the wider, the more sentences. "The article itself" is a speaker
too.
"""),
    code("""
plots.who_says_what(dove, own_voice=True).figure
"""),
    code("""
plots.who_says_what(wire, own_voice=True).figure
"""),
    text("""
In which of the two does the article itself take sides, and in which does it leave that to its sources?

A line can rest on a single sentence, and the program can mistake somebody's misfortune for blame. So look up
what stands behind a line before you believe it. These are the sentences of `dove` in which the article itself
is most unfavourable, and most favourable, to somebody. Would you have said so?
"""),
    code("""
stances = dove.to_frame("stance").merge(dove.to_frame("sentence")[["sentence", "text"]], on="sentence")
own = stances[stances["holder"] == "author"].sort_values("stance")
pd.concat([own.head(4), own.tail(4)])[["actor", "stance", "text"]].reset_index(drop=True)
"""),
    text("""


## To try yourself

1. Take the weakest statement of section 2 and find out what the agency report has in its place.
2. Change every cue of one paragraph of `attack-dove.txt` to *said* and analyse it again. Which
   numbers move? Does the paragraph read differently to you?
3. Replace `dove` by `hawk` in the second cell. Whose words does that article doubt?
"""),
]
