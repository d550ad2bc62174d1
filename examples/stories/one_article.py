"""Notebook 01: one article, read closely."""

from __future__ import annotations

from stories.cells import FIND_SEEDS, code, text

CELLS = [
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

## The profile in words

The main numbers, told in sentences. Each has its interval: how far it might move with other sentences of
the same kind. None of the sentences says whether the article is good.
"""),
    code("""
print(profile.summary())
"""),
    text("""
## Everything in one picture

At the top the article runs from left to right, darker where a score is higher. Below are the article's
means, its kinds of sources, and how it and its sources make each actor appear. Find the headline. Where in the
article does it get most heated?
"""),
    code("""
profile.plot("glance").figure
"""),
    text("""
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
So every reason has a *voice*: `author` for the article's own words, `quoted` for what a source is given to
say, word for word or retold. (The kind `rest`, left out here, is what the network gives to a sentence as a
whole; there are no words of it to show.)
"""),
    code("""
loaded = evidence[(evidence["dimension"] == "loaded") & (evidence["kind"] != "rest")]
for voice, words in loaded.groupby("voice")["text"]:
    print(f"{voice}: {'; '.join(words)}\\n")
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
profile.plot("source_mix").figure
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
profile.plot("actor_stance").figure
"""),
    text("""
A filled dot is the article's own voice, a hollow diamond its sources'. The line through a mark is its
interval; a mark without one rests on a single sentence.

## Sentence by sentence

From left to right the sentences of the article; the headline is the grey band.
"""),
    code("""
profile.plot().figure
"""),
    text("""
## How sure is that, and how usual?

Statistics of the whole article come with an interval, from `low` to `high`. With few sentences it is
wide, and that is worth knowing. `n` says how many sentences or sources were counted. `percentile`, where it is
known, is how many of a hundred news articles have less. It says how usual a number is, not how good.
"""),
    code("""
statistics = profile.to_frame("statistic").set_index("statistic")
statistics.loc[["loaded_author", "loaded_quoted", "hedging_mean", "attribution_mean", "stance_author"]].dropna(
    axis="columns", how="all"
)
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
