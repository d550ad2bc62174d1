"""The stories that the notebooks tell, by file name and in reading order."""

from __future__ import annotations

from stories import corpus_study, four_ways, one_article, own_words, vectors, who_says_what
from stories.cells import Cell

__all__ = ["STORIES", "Cell"]

STORIES: dict[str, list[Cell]] = {
    "01-one-article": one_article.CELLS,
    "02-one-event-four-ways": four_ways.CELLS,
    "03-who-says-what": who_says_what.CELLS,
    "04-a-corpus-study": corpus_study.CELLS,
    "05-your-own-words": own_words.CELLS,
    "06-framing-features": vectors.CELLS,
}
