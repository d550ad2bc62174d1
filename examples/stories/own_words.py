"""Notebook 05: a lexicon of one's own, and scores of one's own made from evidence."""

from __future__ import annotations

from stories.cells import FIND_SEEDS, code, text

CELLS = [
    text("""
# Your own words, your own score

News about politics often tells it as a game: who is ahead, who scored an own goal, who enters the
home stretch. Researchers call this the *game frame* (Cappella and Jamieson 1997). The library has no word list
for it. In this notebook you make one, test it, and turn what it finds into a score of your own with its
evidence beside it.

The steps: two texts, a list, proof of the list, what it finds, a score, how sure, a second score from
evidence that is there already, and what the scores do not see.
"""),
    code(FIND_SEEDS),
    text("""
## Two texts

The same invented council vote, written twice for this notebook. Read both. Which words make the first a
game? Write down five.
"""),
    code('''
GAME = """
Reyle edges ahead in the race for Brackwater town hall

With nine days to go, the contest for mayor of Brackwater is neck and neck. Councillor Anneke Reyle, long the \\
underdog, has clawed back ground on the front-runner, Tobias Marsh, after a week of own goals by his campaign.

The fight over bus fares has proved her trump card. Marsh's team was caught flat-footed when she promised free travel \\
for pupils, a gambit that insiders call a game changer. His reply, a fare freeze, barely moved the needle.

"We are in it to win it," said Reyle, who chairs the transport committee. Marsh, for his part, is playing for \\
time. The two meet on Thursday in a debate that both camps see as the last chance for a knockout blow.

The race for the eastern wards is tighter still. Both candidates ran the half marathon through them on Sunday.
"""

POLICY = """
Brackwater candidates differ over who should pay for buses

Nine days before Brackwater elects a mayor, the two candidates have set out what they would do about bus fares. \\
Councillor Anneke Reyle would let pupils travel free, at a cost of 1.2 million a year. Tobias Marsh, the present \\
mayor, would freeze all fares until 2028.

"A family with three children pays 90 a month to get them to school," said Reyle, who chairs the transport committee. \\
Marsh said that free travel for some meant higher fares for others, and that the town could not pay for both.

The town's transport office puts the cost of a freeze at 800,000 a year. Neither candidate has said which other \\
spending would fall. Residents can question both at a meeting in the town hall on Thursday.
"""
'''),
    text("""
## The list

A lexicon is a table with one row a word or phrase, tab-separated. The columns are explained in
`docs/lexicons.md`; these are the ones that matter here:

- `match`: how to find it. `word` as it stands, `noun` with its plural, `verb` in all its forms, `pattern` for
  more than one wording.
- `category`: a name of your own for what it is. It becomes the `kind` of the evidence.
- `weight`: how strongly it counts.
- `fires` and `silent`: a sentence in which it must count, and one in which it must not. Every row with
  a pattern or a condition needs both. Writing the *silent* sentence is where you learn what a word also means.
- `context`: the condition. `next=for|to` asks for *for* or *to* behind it.

"Race" is the difficult one. A race for mayor is a metaphor, a race through the wards is a race.
"""),
    code('''
import tempfile

COLUMNS = ["term", "match", "pos", "category", "weight", "source", "fires", "silent", "context"]

plain_rows = [
    ("neck and neck", "word", 0.5),
    ("front-runner", "noun", 0.4),
    ("underdog", "noun", 0.4),
    ("own goal", "noun", 0.5),
    ("trump card", "noun", 0.4),
    ("gambit", "noun", 0.4),
    ("game changer", "noun", 0.4),
    ("home stretch", "word", 0.5),
    ("knockout blow", "noun", 0.5),
    ("move the needle", "verb", 0.4),
    ("in it to win it", "word", 0.4),
]
rows = [{"term": term, "match": match, "weight": weight} for term, match, weight in plain_rows]
rows += [
    {
        "term": "<v:edge> (ahead|past)",
        "match": "pattern",
        "weight": 0.4,
        "fires": "She edged ahead in the polls.",
        "silent": "She stood at the edge of the pier.",
    },
    {
        "term": "<v:claw> back",
        "match": "pattern",
        "weight": 0.4,
        "fires": "He clawed back some ground.",
        "silent": "The cat clawed the back of the sofa.",
    },
    {
        "term": "race",
        "match": "noun",
        "weight": 0.4,
        "context": "next=for|to",
        "fires": "The race for mayor is open.",
        "silent": "They ran the race in an hour.",
    },
]


def write_list(rows):
    """Write the rows as a lexicon into a new folder, and return the folder."""
    folder = Path(tempfile.mkdtemp())
    (folder / "loaded").mkdir()
    lines = [COLUMNS]
    for row in rows:
        filled = {"category": "game", "source": "hand", **row}
        lines.append([str(filled.get(column, "")) for column in COLUMNS])
    content = "\\n".join("\\t".join(line) for line in lines)
    (folder / "loaded" / "game.tsv").write_text(content, encoding="utf-8")
    return folder


folder = write_list(rows)
pd.DataFrame(rows).fillna("")
'''),
    text("""
The folder is named `loaded`, because the list is about wording that goes beyond what it refers to: your
rows are added to those of that family.

## Prove it

Before it measures anything, the list has to pass its own sentences. On the command line that is
`framing lexicons loaded --folder FOLDER --check`.
"""),
    code('''
import subprocess
import sys


def check(folder):
    """Run every fires and silent sentence, those of the shipped rows too."""
    command = [sys.executable, "-m", "framing", "lexicons", "loaded", "--folder", str(folder), "--check"]
    print(subprocess.run(command, capture_output=True, text=True, check=False).stdout)


check(folder)
'''),
    text("""
And this is what it says if "race" forgets its condition:
"""),
    code("""
careless = [{**row, "context": ""} if row["term"] == "race" else row for row in rows]
# A plain noun needs no sentences; since it has one in which it must be silent, that is run.
check(write_list(careless))
"""),
    text("""
## What it finds

`lexicons=` takes the folder. Every piece of evidence names the line of the file that it comes from, so a word
that you did not mean can be traced and fixed.
"""),
    code("""
analyzer = framing.Analyzer(lexicons=folder)
profiles = {"game": analyzer.analyze(GAME), "policy": analyzer.analyze(POLICY)}

found = pd.concat([profile.to_frame("evidence").assign(article=name) for name, profile in profiles.items()])
found = found[found["kind"] == "game"]
found[["article", "sentence", "text", "contribution", "voice", "origin"]]
"""),
    text("""
Compare with your five words. Which did the list miss? In whose mouth are those whose voice is `quoted`? Did
"race" count where it should, and only there?

## A score of your own

The rule of the house is that a score is made of its evidence and of nothing else. So a scorer is a small
function from evidence to a number. Ours adds up the game words of a sentence, and bends the sum so that it
stays below 1: more evidence never lowers it, and a sentence without any scores 0.
"""),
    code('''
import math


def game_score(evidence):
    """How much of a game the wording makes of it, from 0 to 1."""
    return 1 - math.exp(-sum(item.contribution for item in evidence if item.kind == "game"))


def game_frame(profile):
    """The table of sentences with a column of our own and its evidence beside it."""
    frame = profile.to_frame("sentence")
    frame["game"] = [game_score(scores.evidence) for scores in profile.sentences]
    frame["game words"] = [
        "; ".join(item.text for item in scores.evidence if item.kind == "game") for scores in profile.sentences
    ]
    return frame


game_frame(profiles["game"])[["sentence", "game", "game words", "loaded", "hedging", "text"]]
'''),
    text("""
The score merges with the table that is there: one more column, the same rows. Note `loaded`: since the rows
stand in the family `loaded`, they count there too. If you want your words to leave it alone, subtract them:
that is possible because the evidence adds up.
"""),
    code("""
from framing.scorers import combine_loaded

without = [
    combine_loaded(item for item in scores.evidence if item.kind != "game") for scores in profiles["game"].sentences
]
plain = framing.Analyzer().analyze(GAME)
print(
    "largest difference to an analysis without the list:",
    round(max(abs(a - b.loaded) for a, b in zip(without, plain.sentences, strict=True)), 3),
)
"""),
    text("""
Where that is not 0, a phrase of your list covers words that the library had evidence of its own for; your row
has taken its place.

## The whole article, and how sure

The share of sentences told as a game. For the interval we do what the library does in a simple form: draw
the sentences anew, many times, and see how the share moves.
"""),
    code("""
import numpy as np


def share_with_interval(values, draws=2000, seed=0):
    hits = np.asarray(values) > 0
    shares = np.random.default_rng(seed).choice(hits, size=(draws, len(hits))).mean(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return {"share": hits.mean(), "low": low, "high": high, "n": len(hits)}


shares = [share_with_interval(game_frame(profile)["game"]) for profile in profiles.values()]
pd.DataFrame(shares, index=list(profiles))
"""),
    text("""
Look at the second line. Nothing was found, every draw finds nothing, and the interval says "exactly 0, quite
sure". That is an artefact of the method, not knowledge: with so few sentences, a share of some percent could
easily have shown none. For zero hits in n sentences a rule of thumb puts the upper bound at 3/n.
"""),
    code("""
n = len(profiles["policy"].sentences)
print(f"none of {n} sentences: up to about {3 / n:.0%} cannot be ruled out")
"""),
    text("""
## A second score, from evidence that is there

You need no list of your own to make a score. Here is one from what the library already finds: *insinuation*, a
judgement that the article makes in its own voice and at the same time takes half back with a hedge ("may
have been a cynical ploy"). It is the smaller of two sums: without either of the two there is none.
"""),
    code('''
def insinuation(evidence):
    """Loaded wording of the article's own, as far as it is hedged in the same sentence; 0 without either."""
    own = [item for item in evidence if item.voice == "author" and not item.is_rest]
    judged = sum(item.contribution for item in own if item.dimension == "loaded")
    hedged = sum(item.contribution for item in own if item.dimension == "hedging" and item.kind != "booster")
    return 1 - math.exp(-min(judged, hedged))


lines = []
for path in sorted(seeds.glob("attack-*.txt")):
    profile = framing.analyze(path)
    for scores, sentence in zip(profile.sentences, profile.article.sentences, strict=True):
        value = insinuation(scores.evidence)
        if value > 0:
            words = "; ".join(
                f"{item.text} ({item.dimension})"
                for item in scores.evidence
                if item.voice == "author" and item.dimension in ("loaded", "hedging") and not item.is_rest
            )
            lines.append((value, f"{value:.2f} {path.stem}: {sentence.text}\\n     {words}\\n"))
for _, line in sorted(lines, reverse=True):
    print(line)
'''),
    text("""
Read the sentences. Is each of them what you would call an insinuation? "Judged and hedged in one sentence" is
only a stand-in for the idea. The honest name for a score is what it counts, and the honest test is to label a
hundred sentences by hand, before looking, and count how often you and the score agree.

## What the scores do not see

- A list finds the words that are on it. An article can tell politics as a game in words that nobody put there.
- Sport pages are full of own goals that are own goals. Which *context* would keep them silent?
- A word inside a quotation is a source's. Look at `voice` before you say that an article plays games.

## To try yourself

1. Add three rows for the words on your own list that were missed, each with a *fires* and a *silent* sentence.
2. Run the list over a sports report. Every hit is a false one; repair the rows.
3. Make a list for another frame: money, morality, illness, the weather ("a wave of", "a flood of").
"""),
]
