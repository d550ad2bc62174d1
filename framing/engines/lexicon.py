"""Article → signals by lexicon rows and count tables alone; no model file is opened.

Law: every signal can be traced to a line of a file under `lexicons/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.document import Article
from framing.engines.base import GROUPS, Reading, SentenceSignals, Signals
from framing.engines.tagger import Tagger
from framing.lexicon import Lexicon, Matcher, lexicon_folder

__all__ = ["LexiconEngine"]


class LexiconEngine:
    """The transparent engine.

    Parameters
    ----------
    lexicons : mapping of str to Lexicon
        As `framing.lexicon.load_lexicons` gives them.

    Examples
    --------
    >>> import framing
    >>> framing.analyze("Rain fell.", engine="lexicon").sentences[0].loaded
    0.0
    """

    name = "lexicon"
    ahead = 0

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        folder = lexicon_folder() / "grammar"
        self._tagger = Tagger(folder)
        groups = {name: entries for lexicon in lexicons.values() for name, entries in lexicon.groups.items()}
        self._matcher = Matcher({name: groups.get(name, ()) for name in GROUPS}, folder)
        self._digests = tuple((f"lexicon {name}", lexicon.digest) for name, lexicon in sorted(lexicons.items()))

    def read(self, articles: Sequence[Article]) -> list[Sequence[Reading]]:
        """Return nothing for every article: rows are looked up where they are needed."""
        return [()] * len(articles)

    def signals(self, article: Article, readings: Sequence[Reading] | None = None) -> Signals:
        """Return the signals of every sentence of the article."""
        tag, match, text = self._tagger.tag, self._matcher.match, article.text
        found: list[SentenceSignals] = []
        for sentence in article.sentences:
            columns, first, last = sentence.columns, sentence.first, sentence.last
            tags = tag(columns, text, first, last)
            loaded, hedging, negators, attribution, sources, stance, actors, titles = match(
                columns, text, first, last, tags.__str__
            )
            found.append(SentenceSignals(tags, loaded, hedging, negators, attribution, sources, stance, actors, titles))
        return Signals(found)

    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Return the SHA-256 digest of every lexicon family."""
        return self._digests
