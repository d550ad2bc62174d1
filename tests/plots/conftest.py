"""Input of every size for the figures: short, common, long, crowded."""

from __future__ import annotations

import random

import pandas as pd
import pytest

import framing
from tests.texts import LEVY, WALL

SHORT = """\
Council closes the old pier

The council closed the old pier on Monday, the harbour master said. It may reopen in spring. “This is a disgraceful \
decision,” said shop owner Mara Lindqvist. Lindqvist blamed the council. Nobody was hurt.
"""
_FIRST = ("Anna", "Paul", "Marit", "Jonas", "Elena", "Tom", "Berit", "Ida")
_LAST = ("Brandt-Wollstonecraft", "Weller", "Okafor", "Hagen", "Featherstonehaugh")
_DEEDS = ("condemned", "praised", "accused", "thanked", "blamed")


def crowd() -> str:
    """An article in which forty people each speak of another."""
    people = [f"{first} {last}" for first in _FIRST for last in _LAST]
    lines = [
        f"“{people[(n + 7) % 40]} may be a reckless liar,” said {name}. {name} {_DEEDS[n % 5]} {people[(n + 3) % 40]}."
        for n, name in enumerate(people)
    ]
    headline = (
        "Forty members of the provincial council for harbours, bridges and ferries speak of each other, at length"
        " and without an end in sight, on the longest night of the year"
    )
    return headline + "\n\n" + "\n\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def pictured(analyzer, profiles) -> dict[str, framing.FramingProfile]:
    """Profiles by how much there is in them."""
    long = WALL + "\n" + "\n\n".join([*LEVY.split("\n\n")[1:], *WALL.split("\n\n")[1:]] * 20)
    texts = {"short": SHORT, "long": long, "crowded": crowd(), "one letter": "a"}
    return {name: analyzer.analyze(text) for name, text in texts.items()} | {"common": profiles["wall"]}


NAMES = ["Continental Press Service", "The Beacon Standard of Port Ansley", "gazette", "Ministry of Harbours"]
_CLAIMS = (
    "The pier closed on Monday.",
    "The ministry said that it had asked all the engineers of the province for a second, and a third, opinion"
    " before it decided to close the pier, the two bridges behind it and the road along the shore.",
    "Nobody was hurt.",
)


def coverage(names: list[str], n_claims: int) -> pd.DataFrame:
    """A table as `Comparison.to_frame("coverage")` gives it."""
    chance = random.Random(5)
    rows = []
    for claim in range(n_claims):
        for name in names:
            reported = claim == 0 or chance.random() < 0.6
            told = chance.randint(1, 3) if reported else 0
            rows.append((claim, _CLAIMS[claim % 3], name, reported, told, chance.randint(0, 30) if reported else None))
    return pd.DataFrame(rows, columns=["claim", "text", "profile", "reported", "n_tellings", "sentence"])


def wording(names: list[str], n_words: int) -> pd.DataFrame:
    """A table as `Comparison.to_frame("wording")` gives it."""
    chance = random.Random(6)
    rows = []
    for name in names:
        for voice in ("author", "quoted"):
            for number in range(n_words):
                word = f"word{number}" if number else "counter-intelligence-cooperation"
                z = chance.gauss(1, 1.5)
                rows.append((name, voice, word, z, z / 2, chance.randint(1, 20), 0.01, chance.randint(0, 9), None))
    columns = ["profile", "voice", "word", "z", "log_odds", "count", "rate", "other_count", "actor"]
    return pd.DataFrame(rows, columns=columns)


def corpus(n: int) -> pd.DataFrame:
    """A table of statistics of so many outlets."""
    chance = random.Random(7)
    names = ["loaded_author", "loaded_quoted", "hedging_mean", "attribution_share", "attribution_mean", "stance_author"]
    rows = [[chance.random() for _ in names[:-1]] + [chance.uniform(-1, 1)] for _ in range(n)]
    return pd.DataFrame(rows, columns=names, index=[f"The outlet of town {number}" for number in range(n)])
