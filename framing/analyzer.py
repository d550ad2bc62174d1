"""The pipeline: article → signals → actors and attributions → evidence → scores → profile.

Law: one direction, no loops; the same article gives the same profile whatever was
analysed before it, beside it, or in which process.
"""

from __future__ import annotations

import gc
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from framing.aggregate import aggregate
from framing.annotation.actors import ActorAnnotator
from framing.annotation.attribution import AttributionAnnotator
from framing.annotation.quotes import find_quotes
from framing.annotation.voices import Stretch, is_writers, voices_in
from framing.config import Config
from framing.document import SCORED_ZONES, Article, Attribution, Sentence, Span
from framing.engines import DEFAULT, make_engine
from framing.engines.base import Reading, Signals
from framing.errors import EmptyArticleError
from framing.lexicon import load_lexicons
from framing.norms import shipped_norms
from framing.reading import place_sentences, read
from framing.resampling import RESAMPLES, SEED
from framing.results import Evidence, FramingProfile, SentenceScores, Statistic
from framing.scorers import combine_attribution, combine_hedging, combine_loaded
from framing.scorers.attribution import attribution_evidence
from framing.scorers.hedging import hedging_evidence
from framing.scorers.loaded import loaded_evidence
from framing.scorers.stance import StanceScorer, Target
from framing.version import __version__

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Analyzer", "analyze"]

Source = str | os.PathLike[str] | bytes | Article
_TOP_TERMS = 3


class Analyzer:
    """A reusable, picklable pipeline.

    Parameters
    ----------
    engine : str
        One of `framing.engines()`.
    config : Config, optional
        Settings; the defaults without it.
    lexicons : path or sequence of paths, optional
        Folders of your own lexicon rows, laid out like the shipped ones.
    threads : int, optional
        Threads an engine with a model may use; the lexicon engine runs in one.

    Raises
    ------
    EngineError
        If this version has no such engine.
    FileNotFoundError
        If a lexicon folder does not exist.

    Examples
    --------
    >>> analyzer = Analyzer(engine="lexicon")
    >>> profile = analyzer.analyze("Critics say the reckless plan could fail.")
    >>> profile.sentences[0].hedging > 0
    True
    """

    def __init__(
        self,
        engine: str = DEFAULT,
        *,
        config: Config | None = None,
        lexicons: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None,
        threads: int | None = None,
    ) -> None:
        if threads is not None and threads < 1:
            raise ValueError(f"threads must be at least 1, got {threads}")
        if lexicons is None:
            folders: tuple[str | os.PathLike[str], ...] = ()
        elif isinstance(lexicons, str | os.PathLike):
            folders = (lexicons,)
        else:
            folders = tuple(lexicons)
        self.config = config if config is not None else Config()
        self._arguments = (engine, folders, threads)
        self._build()

    def with_threads(self, threads: int) -> Analyzer:
        """Return the same analyzer with a number of threads, unless one was asked for."""
        name, folders, asked = self._arguments
        return self if asked is not None else Analyzer(name, config=self.config, lexicons=folders, threads=threads)

    def _build(self) -> None:
        name, folders, threads = self._arguments
        loaded = load_lexicons(*folders)
        self._engine = make_engine(name, loaded, threads)
        self._actors = ActorAnnotator(loaded["actors"])
        self._attributions = AttributionAnnotator(loaded["attribution"])
        self._stance = StanceScorer(loaded["stance"])

    def __repr__(self) -> str:
        return f"Analyzer(engine={self._arguments[0]!r})"

    def __getstate__(self) -> dict[str, Any]:
        return {"config": self.config, "arguments": self._arguments}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.config = state["config"]
        self._arguments = state["arguments"]
        self._build()

    # ------------------------------------------------------------------ articles

    def analyze(
        self,
        source: Source,
        *,
        title: str | None = None,
        outlet: str | None = None,
        url: str | None = None,
        published: str | None = None,
    ) -> FramingProfile:
        """Analyse one article.

        Parameters
        ----------
        source : str, path, bytes or Article
            As for `framing.read`.
        title, outlet, url, published : str, optional
            What you know about the article.

        Returns
        -------
        FramingProfile

        Raises
        ------
        EmptyArticleError, NotTextError, MissingExtraError, FileNotFoundError
            As for `framing.read`.
        """
        with _collector_paused():
            return self._profile(read(source, title=title, outlet=outlet, url=url, published=published))

    def analyze_many(
        self, sources: Iterable[Source], *, n_jobs: int = 1, progress: bool = False
    ) -> Iterator[FramingProfile]:
        """Analyse many articles lazily, in input order.

        Parameters
        ----------
        sources : iterable of sources
            Consumed as the results are.
        n_jobs : int
            Worker processes; 1 works in this one, -1 uses every core.
        progress : bool
            Show a progress bar on standard error.

        Yields
        ------
        FramingProfile
            The same as `analyze` gives one by one.
        """
        from framing.corpus import map_profiles

        return map_profiles(self, sources, n_jobs=n_jobs, progress=progress)

    @property
    def ahead(self) -> int:
        """How many sentences of several articles the engine likes to read together; 0 for one article at a time."""
        return self._engine.ahead

    def read_ahead(self, articles: Sequence[Article]) -> list[Sequence[Reading]]:
        """Let the engine read several articles at once; `profile_of` takes what it gives."""
        return self._engine.read(articles)

    def profile_of(self, article: Article, readings: Sequence[Reading] | None = None) -> FramingProfile:
        """Score an article that has been read, with what the engine has read ahead of it."""
        with _collector_paused():
            return self._profile(article, readings)

    def _profile(self, article: Article, readings: Sequence[Reading] | None = None) -> FramingProfile:
        if not article.sentences:
            raise EmptyArticleError("the article has no sentence in a scored zone")
        signals = self._engine.signals(article, readings)
        quotes = find_quotes([block for block in article.blocks if block.zone in SCORED_ZONES])
        mentions = self._actors.mentions(article, signals, quotes)
        attributions = self._attributions.annotate(article, signals, quotes, mentions)
        actors, attributions = self._actors.actors(article, signals, mentions, attributions)
        attributions = self._attributions.settled(attributions, actors)
        if self.config.min_mentions > 1:
            # Left out of what is handed out, not of what others are judged by: a rare source is a source.
            actors = tuple(actor for actor in actors if len(actor.mentions) >= self.config.min_mentions)
            kept = {actor.id for actor in actors}
            mentions = [[found for found in row if found.actor in kept] for row in mentions]
            attributions = tuple(
                item if item.actor is None or item.actor in kept else replace(item, actor=None) for item in attributions
            )
        article = replace(article, actors=actors, attributions=attributions)
        touching = _by_sentence(article, attributions)
        voices = voices_in(article, attributions, lambda place: signals.sentences[place].tags)
        scores: list[SentenceScores] = []
        cursor = 0
        for sentence, found, named in zip(article.sentences, signals.sentences, mentions, strict=True):
            local = touching.get(sentence.index, ())
            # What others say in this sentence: in most, nobody says anything.
            while cursor < len(voices) and voices[cursor][1] <= sentence.span.start:
                cursor += 1
            ahead = cursor
            while ahead < len(voices) and voices[ahead][0] < sentence.span.end:
                ahead += 1
            heard = voices[cursor:ahead]
            evidence = loaded_evidence(article, sentence, found, heard)
            evidence += hedging_evidence(article, sentence, found, heard, local, named)
            evidence += attribution_evidence(article, sentence, local)
            if named and (found.stance or found.reading is not None):
                targets = [Target(item.head, item.last, item.actor, item.kind) for item in named]
                told = [item for item in local if not is_writers(item)]
                more, stances = self._stance.score(article, sentence, found, targets, told, heard)
                evidence += more
            else:
                stances = []
            scores.append(_score(sentence, evidence, stances, heard))
        return FramingProfile(
            article=article,
            sentences=tuple(scores),
            statistics=self._ranked(aggregate(article, scores)),
            provenance=self.provenance,
        )

    @property
    def provenance(self) -> tuple[tuple[str, str], ...]:
        """Version, engine, settings and the digest of every file that the scores depend on."""
        return (
            ("framing", __version__),
            ("engine", self._engine.name),
            ("config", repr(self.config)),
            ("resampling", f"{RESAMPLES} resamples, seed {SEED}"),
            *self._engine.provenance(),
            *self._norms_named(),
        )

    def _norms_named(self) -> Iterator[tuple[str, str]]:
        shipped = shipped_norms(self._engine.name)
        if shipped is not None:
            yield "norms", f"{shipped[0].name} ({shipped[1]})"

    def _ranked(self, statistics: tuple[Statistic, ...]) -> tuple[Statistic, ...]:
        shipped = shipped_norms(self._engine.name)
        return statistics if shipped is None else shipped[0].rank(statistics)

    # ------------------------------------------------------------------ sentences without context

    def score_sentences(self, texts: Iterable[str]) -> pd.DataFrame:
        """Score sentences, each taken by itself.

        Parameters
        ----------
        texts : iterable of str
            Each is taken as one sentence, without context.

        Returns
        -------
        pandas.DataFrame
            One row a text: `loaded`, `hedging`, `attribution` (missing where nobody is said to
            say anything) and `evidence`, the strongest terms joined by "; ".
        """
        import pandas as pd

        rows = []
        articles = [one_sentence(text) for text in texts]
        readings = (own for group in _by_groups(articles, self._engine.ahead) for own in self._engine.read(group))
        for article in articles:
            if article is None:
                rows.append({"loaded": 0.0, "hedging": 0.0, "attribution": None, "evidence": ""})
                continue
            scores = self.profile_of(article, next(readings)).sentences[0]
            terms = sorted(
                (
                    item
                    for item in scores.evidence
                    if item.dimension in ("loaded", "hedging") and item.contribution > 0 and not item.is_rest
                ),
                key=lambda item: (-item.contribution, item.span.start),
            )
            rows.append(
                {
                    "loaded": scores.loaded,
                    "hedging": scores.hedging,
                    "attribution": scores.attribution,
                    "evidence": "; ".join(dict.fromkeys(item.text for item in terms[:_TOP_TERMS])),
                }
            )
        columns = {"loaded": "float64", "hedging": "float64", "attribution": "float64", "evidence": "object"}
        # Typed one by one: pandas' own string type refuses the lone surrogates that a text may hold.
        return pd.DataFrame(
            {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in columns.items()}
        )

    def _signals_of(self, articles: Sequence[Article | None]) -> Iterator[Signals | None]:
        """The signals of articles of one sentence, read together; None for those of nothing."""
        groups = _by_groups(articles, self._engine.ahead)
        readings = (own for group in groups for own in self._engine.read(group))
        for article in articles:
            yield None if article is None else self._engine.signals(article, next(readings))

    def _toward(
        self, article: Article | None, signals: Signals | None, span: tuple[int, int]
    ) -> tuple[float, float, float, float]:
        """Probabilities and stance of one sentence toward what stands at a span."""
        total = 0.0
        kind = "person"  # a pronoun or an unknown name is most likely a person
        if article is not None and signals is not None:
            sentence = article.sentences[0]
            columns = sentence.columns
            covered = [i for i in range(len(columns)) if columns.ends[i] > span[0] and columns.starts[i] < span[1]]
            if covered:
                here = signals.sentences[0]
                named = self._actors.mentions(article, signals)[0]
                # A phrase around the target, "Brandt's lawyer", is somebody else; and the curves of bodies were
                # fitted to names.
                inside = [m for m in named if m.head >= covered[0] and m.last <= covered[-1] + 1 and not m.unnamed]
                kind = next((m.kind for m in inside), kind)
                target = Target(covered[0], covered[-1] + 1, "target", kind)
                if here.reading is not None:
                    stances = self._stance.score(article, sentence, here, [target], (), ())[1]
                    if stances:
                        found = stances[0]
                        return found.negative, found.neutral, found.positive, found.value
                total = sum(part.contribution for part in self._stance.parts(sentence, here, [target]))
        negative, neutral, positive = self._stance.curve(kind).probabilities(total)
        return negative, neutral, positive, positive - negative

    def stance_toward(self, texts: Iterable[str], spans: Iterable[tuple[int, int]]) -> pd.DataFrame:
        """Score the stance of sentences toward given mentions.

        Parameters
        ----------
        texts : iterable of str
            Each is taken as one sentence, without context.
        spans : iterable of (int, int)
            One a text: where the target stands, half-open code points.

        Returns
        -------
        pandas.DataFrame
            One row a text: `negative`, `neutral`, `positive` (they sum to 1) and `stance`,
            whoever holds it; without evidence the probabilities of a sum of 0.

        Raises
        ------
        ValueError
            If there are more texts than spans or the reverse, or a span is not inside its text.
        """
        import pandas as pd

        pairs = list(zip(texts, spans, strict=True))
        for text, (start, end) in pairs:
            if not 0 <= start < end <= len(text):
                raise ValueError(f"span ({start}, {end}) is not inside its text of {len(text)} code points")
        articles = [one_sentence(text) for text, _ in pairs]
        signals = self._signals_of(articles)
        rows = [
            self._toward(article, found, span)
            for article, found, (_, span) in zip(articles, signals, pairs, strict=True)
        ]
        return pd.DataFrame(rows, columns=["negative", "neutral", "positive", "stance"], dtype="float64")


def _by_groups(articles: Sequence[Article | None], ahead: int) -> Iterator[list[Article]]:
    """Groups of one-sentence articles that an engine reads together; those of nothing are left out."""
    group: list[Article] = []
    for article in articles:
        if article is not None:
            group.append(article)
        if len(group) >= max(1, ahead):
            yield group
            group = []
    if group:
        yield group


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hold the cyclic garbage collector off while one article is read and scored.

    An analysis makes thousands of small objects and not one cycle, so the collector would walk
    through them, and through the lexicons, for nothing. Where somebody has switched it off, it
    stays off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def analyze(
    source: Source,
    *,
    engine: str = DEFAULT,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
) -> FramingProfile:
    """Analyse one article; for more than one, make an `Analyzer` and keep it.

    Parameters
    ----------
    source : str, path, bytes or Article
        As for `framing.read`.
    engine : str
        One of `framing.engines()`.
    title, outlet, url, published : str, optional
        What you know about the article.

    Returns
    -------
    FramingProfile

    Examples
    --------
    >>> profile = analyze("Officials said the dam may fail. Residents fled.", engine="lexicon")
    >>> len(profile.sentences)
    2
    """
    return _shared(engine).analyze(source, title=title, outlet=outlet, url=url, published=published)


_analyzers: dict[str, Analyzer] = {}


def _shared(engine: str) -> Analyzer:
    """The analyzer of the one-shot functions: loading lexicons once is enough."""
    if engine not in _analyzers:
        _analyzers[engine] = Analyzer(engine)
    return _analyzers[engine]


def one_sentence(text: str) -> Article | None:
    """Take a text as one sentence without context; None where there is nothing in it."""
    stripped = text.strip()
    if not stripped:
        return None
    start = len(text) - len(text.lstrip())
    end = start + len(stripped)
    sentences = place_sentences(text, [(start, end, "body", 0)])
    from framing.document import Block

    block = Block(span=Span(start=start, end=end), zone="body", text=stripped)
    return Article(text=text, blocks=(block,), sentences=sentences)


def _by_sentence(article: Article, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions that touch each sentence: by source, cue or content."""
    touching: dict[int, list[Attribution]] = {}
    sentences = article.sentences
    for item in attributions:
        index = item.sentence
        stop = item.content_span.end
        touching.setdefault(index, []).append(item)
        after = index + 1
        while after < len(sentences) and sentences[after].span.start < stop:
            touching.setdefault(after, []).append(item)
            after += 1
        before = index - 1
        while before >= 0 and sentences[before].span.end > item.content_span.start:
            touching.setdefault(before, []).append(item)
            before -= 1
    return touching


def _score(
    sentence: Sentence, evidence: list[Evidence], stances: list[Any], voices: Sequence[Stretch]
) -> SentenceScores:
    if voices:
        quoted, author = _voices(sentence, voices)
    else:
        quoted, author = False, True
    loaded = [item for item in evidence if item.dimension == "loaded"]
    whole = combine_loaded(loaded) if loaded else 0.0
    mixed = author and quoted and loaded
    return SentenceScores(
        sentence=sentence.index,
        loaded=whole,
        loaded_author=(combine_loaded([i for i in loaded if i.voice == "author"]) if mixed else whole)
        if author
        else None,
        loaded_quoted=(combine_loaded([i for i in loaded if i.voice == "quoted"]) if mixed else whole)
        if quoted
        else None,
        hedging=combine_hedging(evidence),
        attribution=combine_attribution(evidence),
        stances=tuple(stances),
        evidence=tuple(evidence),
    )


def _voices(sentence: Sentence, voices: Sequence[Stretch]) -> tuple[bool, bool]:
    """Whether any word of the sentence is somebody else's, and whether any is the article's own."""
    starts, words = sentence.columns.starts, sentence.columns.words
    quoted = author = False
    place = sentence.first
    for start, end, _ in (*voices, (sentence.span.end, sentence.span.end, "")):
        inside = bisect_left(starts, start, place, sentence.last)
        behind = bisect_left(starts, end, inside, sentence.last)
        author = author or any(word[0].isalnum() for word in words[place:inside])
        quoted = quoted or any(word[0].isalnum() for word in words[inside:behind])
        place = behind
    return quoted, author
