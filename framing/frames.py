"""Article → five generic frames, of every sentence and of the whole, with the words that speak for each.

Law: every frame is a sum. The contributions of a frame's evidence and its intercept are its log-odds exactly,
and every contribution is the weight of a row of `lexicons/frames/`; names of actors are never evidence.

Experimental: how far the figures carry is told in docs/methods/frames.md.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NamedTuple

from framing.annotation.voices import voices_in
from framing.document import Article, Sentence
from framing.engines.tagger import tags_of
from framing.lexicon import Entry, Match, Matcher, lexicon_folder, load_lexicons
from framing.results import Evidence
from framing.scorers.voiced import voiced

__all__ = ["FRAMES", "FrameScore", "combine_frame", "find_rows", "frame_rows", "frames_of"]

FRAMES = ("conflict", "responsibility", "morality", "human_interest", "economic")
_TITLE_SHARE = 0.6  # of a headline's words with a capital: then capitals mark no names
_SHORT = 3  # words up to here are written small in headlines of any style


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameScore:
    """How likely one frame is in one sentence, or in the article.

    Parameters
    ----------
    frame : str
        One of `FRAMES`.
    level : str
        "sentence" or "article".
    sentence : int or None
        Index of the sentence; None for the article.
    score : float
        Probability that a reader finds the frame there, in [0, 1]. Higher is likelier. It is 1 / (1 + exp(-x)),
        where x is the intercept and the contributions of the evidence added up.
    present : bool
        Whether the score reaches the frame's threshold: 0.5 for a sentence, for an article the one that served best
        on labelled articles (`lexicons/frames/levels.tsv`).
    intercept : float
        Log-odds without evidence.
    share : float or None
        For the article, the share of its sentences in which the frame is present; None for a sentence.
    evidence : tuple of Evidence
        What speaks for the frame and against it, in text order; `kind` is the category of the row.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("The owners blamed the union, and the union hit back.", engine="lexicon")
    >>> found = [item for item in profile.frames if item.level == "sentence" and item.present]
    >>> [(item.frame, [evidence.text for evidence in item.evidence]) for item in found][0]
    ('conflict', ['hit back'])
    """

    frame: str
    level: str
    sentence: int | None
    score: float
    present: bool
    intercept: float
    share: float | None
    evidence: tuple[Evidence, ...] = field(repr=False)


class _Level(NamedTuple):
    """The numbers of one frame at one level that belong to no row."""

    frame: str
    intercept: float
    threshold: float


class _Reader(NamedTuple):
    """What is loaded once: matcher, and the numbers of every frame by level."""

    matcher: Matcher
    levels: dict[str, dict[str, _Level]]


@lru_cache(maxsize=1)
def _reader() -> _Reader:
    lexicon = load_lexicons()["frames"]
    folder = lexicon_folder() / "grammar"
    groups = lexicon.groups
    levels: dict[str, dict[str, _Level]] = {}
    for entry in lexicon.table("levels.tsv"):
        level = _Level(entry.term, entry.weight, float(entry.get("threshold")))
        levels.setdefault(entry.category, {})[entry.term] = level
    matcher = Matcher({frame: groups[f"frame_{frame}"] for frame in FRAMES}, folder)
    return _Reader(matcher, levels)


def combine_frame(evidence: Iterable[Evidence], intercept: float) -> float:
    """Combine the evidence of one frame into its probability.

    Parameters
    ----------
    evidence : iterable of Evidence
        Of one frame; other dimensions are ignored.
    intercept : float
        Log-odds without evidence.

    Returns
    -------
    float
        In [0, 1].

    Examples
    --------
    >>> combine_frame([], 0.0)
    0.5
    """
    total = intercept + math.fsum(item.contribution for item in evidence if item.dimension == "frame")
    # Both forms are the same number; each is used where its exponential cannot overflow.
    return 1.0 / (1.0 + math.exp(-total)) if total >= 0 else math.exp(total) / (1.0 + math.exp(total))


def find_rows(article: Article) -> list[list[list[Match]]]:
    """Find the rows of every frame in every sentence; words that are part of a name are passed over.

    Parameters
    ----------
    article : Article
        As read, or better as analysed: then its actors tell names that open a sentence.

    Returns
    -------
    list of list of list of Match
        By sentence, then by frame in the order of `FRAMES`.

    Examples
    --------
    >>> import framing
    >>> rows = find_rows(framing.read("The widow wept."))[0][FRAMES.index("human_interest")]
    >>> [match.entry.term for match in rows]
    ['widow', 'weep']
    """
    reader = _reader()
    tags = tags_of(article)
    named: dict[int, list[tuple[int, int]]] = {}
    for actor in article.actors:
        for mention in actor.mentions:
            if mention.form in ("name", "metonym"):
                named.setdefault(mention.sentence, []).append((mention.span.start, mention.span.end))
    made: list[list[list[Match]]] = []
    for sentence in article.sentences:
        columns, first, last = sentence.columns, sentence.first, sentence.last
        found = reader.matcher.match(columns, article.text, first, last, partial(tags, sentence.index))
        if any(found):
            names = _names(sentence, article.text, named.get(sentence.index, ()))
            found = [[m for m in rows if not names.intersection(range(m.first, m.last))] for rows in found]
        made.append(found)
    return made


def _names(sentence: Sentence, text: str, named: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The tokens of a sentence that are, or look like, part of a name."""
    columns = sentence.columns
    tokens = range(sentence.first, sentence.last)
    words = [i for i in tokens if columns.words[i][0].isalpha()]
    names = {i for i in tokens if any(columns.starts[i] < end and start < columns.ends[i] for start, end in named)}
    long = [i for i in words if columns.ends[i] - columns.starts[i] > _SHORT]
    capital = [i for i in words if text[columns.starts[i]].isupper()]
    # A headline has no full stop, so a short sentence full of names is not taken for one.
    headline = sentence.text[-1] not in '.!?”"' and len(set(long).intersection(capital)) > _TITLE_SHARE * len(long)
    if not headline:
        opening = words[0] if words else -1
        # Behind an opening quotation mark or a colon a sentence may begin anew.
        names.update(i for i in capital if i != opening and columns.words[i - 1][0] not in '"“‘:')
    return frozenset(names)


def frames_of(article: Article) -> tuple[FrameScore, ...]:
    """Score the five frames of an article and of each of its sentences.

    Parameters
    ----------
    article : Article
        As analysed: its attributions tell whose words the evidence is, its actors which words are names.

    Returns
    -------
    tuple of FrameScore
        The article's five, then five a sentence in text order.

    Examples
    --------
    >>> import framing
    >>> [item.frame for item in frames_of(framing.read("Rain fell."))[:2]]
    ['conflict', 'responsibility']
    """
    reader = _reader()
    voices = voices_in(article, article.attributions, tags_of(article))
    whole: list[list[Evidence]] = [[] for _ in FRAMES]
    used: Counter[str] = Counter()
    single: list[FrameScore] = []
    for sentence, by_frame in zip(article.sentences, find_rows(article), strict=True):
        heard = [item for item in voices if item[0] < sentence.span.end and item[1] > sentence.span.start]
        for place, found in enumerate(by_frame):
            here: list[Evidence] = []
            local: Counter[str] = Counter()
            for match in found:
                entry, tokens = match.entry, (match.first, match.last)
                for seen, kept, weight in ((local, here, entry.weight), (used, whole[place], _article_weight(entry))):
                    seen[entry.origin] += 1
                    worth = weight * _next_use(seen[entry.origin])
                    kept.append(voiced(article, sentence, heard, "frame", tokens, entry.category, worth, entry.origin))
            single.append(_score(reader.levels["sentence"][FRAMES[place]], sentence.index, here, None))
    made: list[FrameScore] = []
    for place, frame in enumerate(FRAMES):
        present = [item.present for item in single[place :: len(FRAMES)]]
        share = sum(present) / len(present) if present else None
        made.append(_score(reader.levels["article"][frame], None, whole[place], share))
    return (*made, *single)


def _article_weight(entry: Entry) -> float:
    return float(entry.get("article", "0"))


def _next_use(number: int) -> float:
    """What the n-th use of a row counts: n of them log2(1 + n) together, so that each says less than the last."""
    return math.log2(1.0 + 1.0 / number)


def _score(level: _Level, sentence: int | None, evidence: Iterable[Evidence], share: float | None) -> FrameScore:
    kept = tuple(evidence)
    score = combine_frame(kept, level.intercept)
    return FrameScore(
        frame=level.frame,
        level="article" if sentence is None else "sentence",
        sentence=sentence,
        score=score,
        present=score >= level.threshold,
        intercept=level.intercept,
        share=share,
        evidence=kept,
    )


def frame_rows(article: Article) -> Iterator[dict[str, Any]]:
    """Yield the rows of `profile.to_frame("frame")`: the article's five, then five a sentence.

    Examples
    --------
    >>> import framing
    >>> row = list(frame_rows(framing.read("The widow wept.")))[8]
    >>> row["frame"], row["sentence"], row["evidence"]
    ('human_interest', 0, 'widow; wept')
    """
    for item in frames_of(article):
        sentence = None if item.sentence is None else article.sentences[item.sentence]
        strongest = sorted(
            (evidence for evidence in item.evidence if evidence.contribution > 0),
            key=lambda evidence: (-evidence.contribution, evidence.span.start),
        )
        yield {
            "frame": item.frame,
            "level": item.level,
            "sentence": item.sentence,
            "start": sentence.span.start if sentence else None,
            "end": sentence.span.end if sentence else None,
            "text": sentence.text if sentence else None,
            "score": item.score,
            "present": item.present,
            "share": item.share,
            "n_evidence": len(strongest),
            "evidence": "; ".join(dict.fromkeys(evidence.text.lower() for evidence in strongest)),
        }
