"""What an analysis gives: evidence, scores, statistics and the profile that holds them.

Law: no score without evidence. Every score here equals the public `combine` of its
dimension over the evidence stored beside it; `None` means undefined and is never zero.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing import schema
from framing.document import (
    SOURCE_END,
    Actor,
    Article,
    Attribution,
    Block,
    Mention,
    Sentence,
    Span,
)
from framing.identity import country_code
from framing.treatment import lede_of, names_of, source_rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.frames import FrameScore
    from framing.norms import Norms
    from framing.summary import Summary

__all__ = ["DIMENSIONS", "Evidence", "FramingProfile", "SentenceScores", "Stance", "Statistic"]

DIMENSIONS = ("loaded", "hedging", "attribution", "stance")
REST = "rest"  # kind of what a network adds beside the words that are shown
SIDE = 0.15  # mean stance from which a side is taken; chosen on labelled articles that are not reported on
# A whole article takes one from the same mean, drawn to 0 as if so many neutral sentences were added: by
# `benchmarks.choices` one of several pairs of both numbers that are as good.
_NEUTRALS = 2
_FORMAT = 1
# Two lone surrogates side by side: JSON would read their escapes back as one character.
_PAIR = re.compile("[\ud800-\udbff](?=[\udc00-\udfff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for one score.

    Parameters
    ----------
    sentence : int
        Index of the sentence.
    dimension : str
        One of `DIMENSIONS`.
    kind : str
        What sort of reason: a lexicon category, a source kind, or a role for stance.
    span : Span
        The words that are the reason, in `Article.text`.
    text : str
        Those words.
    contribution : float
        What it adds to the dimension's combined value; see the method cards for units.
    voice : str
        "author", or "quoted" for what a source is given to say, word for word or in paraphrase.
    origin : str
        Where the number comes from: a lexicon row as `family/file:line`, or a model head.
    actor : str or None
        For stance, the target actor's id; for attribution, the source's; for hedging, that of the subject of what is
        weakened: in "the dam might fail", the dam's, if it is an actor.
    holder : str or None
        For stance, whose it is; for loaded wording and hedging, whose words they are: an actor's id or the words of
        a source; None is the article itself.
    scope : Span or None
        For a hedge cue, the words whose truth or precision it weakens, itself included: a clause or a phrase.

    Examples
    --------
    >>> import framing
    >>> item = next(framing.analyze("Rain may fall, Ana Ruiz said.", engine="lexicon").evidence)
    >>> (item.text, item.dimension, item.kind, item.voice)
    ('may', 'hedging', 'modal', 'quoted')
    >>> item.scope
    Span(start=0, end=13)
    """

    sentence: int
    dimension: str
    kind: str
    span: Span
    text: str
    contribution: float
    voice: str
    origin: str
    actor: str | None = None
    holder: str | None = None
    scope: Span | None = None

    @property
    def is_rest(self) -> bool:
        """Whether it is the rest of a sentence: what its score is made of beside the words that are shown.

        Only a network leaves one. It belongs to the score, and is no wording to point at.
        """
        return self.kind == REST or self.kind.endswith(":" + REST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Where one sentence stands toward one actor, and whose stance that is.

    Parameters
    ----------
    holder : str or None
        None is the article's own voice; otherwise an actor id or the source's words.
    span : Span
        The mention of the actor.
    negative, neutral, positive : float
        Probabilities that sum to 1.
    value : float
        positive - negative, in [-1, 1].

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Norway condemned Japan.", engine="lexicon")
    >>> [stance.value < 0 for stance in profile.sentences[0].stances if stance.actor == "japan"]
    [True]
    """

    sentence: int
    actor: str
    holder: str | None
    span: Span
    negative: float
    neutral: float
    positive: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScores:
    """The four dimensions of one sentence and the reasons for them.

    Parameters
    ----------
    loaded : float
        How loaded the wording is, in [0, 1]; 0 without evidence.
    loaded_author, loaded_quoted : float or None
        The same over the article's own words and over the words in quotation marks alone;
        None where the sentence has no words of that voice.
    hedging : float
        How far commitment is weakened, in [0, 1]; 0 without evidence.
    attribution : float or None
        How checkable the sources of what is said are, in [0, 1]; None where nobody is
        said to say anything.

    Examples
    --------
    >>> import framing
    >>> scores = framing.analyze("Rain may fall.", engine="lexicon").sentences[0]
    >>> scores.hedging > 0, scores.loaded, scores.attribution
    (True, 0.0, None)
    """

    sentence: int
    loaded: float
    loaded_author: float | None
    loaded_quoted: float | None
    hedging: float
    attribution: float | None
    stances: tuple[Stance, ...]
    evidence: tuple[Evidence, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """One number about the article with its 95 % interval.

    Parameters
    ----------
    statistic : str
        `<dimension>_<statistic>`, with `[actor]` behind where it is about one actor.
    value, low, high : float or None
        None where undefined (no sentence counts, or too few for an interval).
    n : int
        How many sentences, or attributions, it is computed over.
    percentile : float or None
        How many of a hundred articles of the reference corpus have a smaller value, equal ones counting half;
        None where it has none. The corpus stands in the provenance as `norms`.

    Examples
    --------
    >>> import framing
    >>> framing.analyze("Rain may fall. Rivers rose.", engine="lexicon")["hedging_share"].value
    0.5
    """

    statistic: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    percentile: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingProfile:
    """How one article tells its story: scores by sentence, statistics, and the evidence.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Some believe the reckless regime may fall.", engine="lexicon")
    >>> for evidence in profile.sentences[0].evidence:
    ...     if evidence.dimension == "hedging":
    ...         print(evidence.text, "-", evidence.kind)
    Some believe - weasel
    may - modal
    """

    article: Article
    sentences: tuple[SentenceScores, ...]
    statistics: tuple[Statistic, ...]
    provenance: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        title = self.article.title or (self.article.sentences[0].text if self.article.sentences else "")
        if len(title) > 50:
            title = title[:49] + "…"
        return (
            f"FramingProfile({title!r}, n_sentences={len(self.sentences)}, n_actors={len(self.actors)}, "
            f"n_attributions={len(self.attributions)})"
        )

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of the article, the most mentioned first."""
        return self.article.actors

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The article's attributions in text order."""
        return self.article.attributions

    @property
    def evidence(self) -> Iterator[Evidence]:
        """All evidence in sentence order."""
        return (item for scores in self.sentences for item in scores.evidence)

    @property
    def frames(self) -> tuple[FrameScore, ...]:
        """The five generic frames of the article, then of each sentence; computed when asked for. Experimental."""
        from framing.frames import frames_of

        return frames_of(self.article)

    def __getitem__(self, statistic: str) -> Statistic:
        """Return one statistic by name.

        Raises
        ------
        KeyError
            If the profile has no statistic of that name.
        """
        for item in self.statistics:
            if item.statistic == statistic:
                return item
        raise KeyError(f"no statistic {statistic!r}; see profile.to_frame('statistic') for all names")

    # ------------------------------------------------------------------ tables

    def to_frame(self, level: str = "sentence") -> pd.DataFrame:
        """Return one level of the profile as a table.

        Parameters
        ----------
        level : str
            "sentence", "evidence", "attribution", "source", "actor", "stance", "statistic", "block" or "frame".

        Returns
        -------
        pandas.DataFrame
            The columns of `framing.schema.LEVELS[level]`; undefined values are missing.

        Raises
        ------
        ValueError
            If there is no such level.
        """
        rows = getattr(self, f"_rows_{level}", None) if level in schema.LEVELS else None
        return schema.frame(level, rows() if rows is not None else ())

    def _rows_block(self) -> Iterator[dict[str, Any]]:
        for index, block in enumerate(self.article.blocks):
            yield {
                "block": index,
                "start": block.span.start,
                "end": block.span.end,
                "zone": block.zone,
                "text": block.text,
            }

    def _rows_sentence(self) -> Iterator[dict[str, Any]]:
        for sentence, scores in zip(self.article.sentences, self.sentences, strict=True):
            yield {
                "sentence": sentence.index,
                "paragraph": sentence.paragraph,
                "zone": sentence.zone,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "text": sentence.text,
                "loaded": scores.loaded,
                "loaded_author": scores.loaded_author,
                "loaded_quoted": scores.loaded_quoted,
                "hedging": scores.hedging,
                "attribution": scores.attribution,
                "n_stances": len(scores.stances),
            }

    def _rows_evidence(self) -> Iterator[dict[str, Any]]:
        for item in self.evidence:
            held = item.dimension != "attribution"
            yield {
                "sentence": item.sentence,
                "dimension": item.dimension,
                "kind": item.kind,
                "start": item.span.start,
                "end": item.span.end,
                "text": item.text,
                "contribution": item.contribution,
                "voice": item.voice,
                "origin": item.origin,
                "actor": item.actor,
                "holder": (item.holder or "author") if held else None,
                "scope_start": item.scope.start if item.scope else None,
                "scope_end": item.scope.end if item.scope else None,
            }

    def _rows_attribution(self) -> Iterator[dict[str, Any]]:
        for item in self.attributions:
            yield {
                "attribution": item.index,
                "sentence": item.sentence,
                "source": item.source,
                "source_start": item.source_span.start if item.source_span else None,
                "source_end": item.source_span.end if item.source_span else None,
                "cue": item.cue,
                "cue_start": item.cue_span.start if item.cue_span else None,
                "cue_end": item.cue_span.end if item.cue_span else None,
                "content": item.content,
                "content_start": item.content_span.start,
                "content_end": item.content_span.end,
                "mode": item.mode,
                "source_kind": item.source_kind,
                "actor": item.actor,
                "strength": item.strength,
                "cue_kind": item.cue_kind,
                "parent": item.parent,
                "details": "; ".join(item.details),
            }

    def _rows_actor(self) -> Iterator[dict[str, Any]]:
        total = sum(len(actor.mentions) for actor in self.actors)
        headline = {s.index for s in self.article.sentences if s.zone == "headline"}
        lede = lede_of(self.article)
        n_sourced = sum(attribution.actor is not None for attribution in self.attributions)
        values: dict[str, list[Stance]] = {}
        for scores in self.sentences:
            for stance in scores.stances:
                values.setdefault(stance.actor, []).append(stance)
        n_said: dict[str, int] = {}
        for attribution in self.attributions:
            if attribution.actor is not None:
                n_said[attribution.actor] = n_said.get(attribution.actor, 0) + 1
        n_hedges = Counter(e.actor for e in self.evidence if e.dimension == "hedging" and e.actor is not None)
        for actor in self.actors:
            stances = values.get(actor.id, [])
            yield {
                "actor": actor.id,
                "name": actor.name,
                "kind": actor.kind,
                "aliases": "; ".join(actor.aliases),
                "n_mentions": len(actor.mentions),
                "mention_share": len(actor.mentions) / total,
                "in_headline": any(mention.sentence in headline for mention in actor.mentions),
                "stance_mean": _mean([s.value for s in stances]),
                "stance_author": _mean([s.value for s in stances if s.holder is None]),
                "stance_quoted": _mean([s.value for s in stances if s.holder is not None]),
                "n_attributions": n_said.get(actor.id, 0),
                "in_lede": any(mention.sentence in lede for mention in actor.mentions),
                "source_share": n_said.get(actor.id, 0) / n_sourced if n_sourced else None,
                "agent_share": _share(actor, "agent"),
                "patient_share": _share(actor, "patient"),
                "names": names_of(actor),
                "code": country_code(actor),
                "stance_side": _side([s.value for s in stances]),
                "n_hedges": n_hedges.get(actor.id, 0),
            }

    def _rows_source(self) -> Iterator[dict[str, Any]]:
        return source_rows(self)

    def _rows_stance(self) -> Iterator[dict[str, Any]]:
        for scores in self.sentences:
            for stance in scores.stances:
                yield {
                    "sentence": stance.sentence,
                    "actor": stance.actor,
                    "holder": stance.holder or "author",
                    "start": stance.span.start,
                    "end": stance.span.end,
                    "negative": stance.negative,
                    "neutral": stance.neutral,
                    "positive": stance.positive,
                    "stance": stance.value,
                }

    def _rows_statistic(self) -> Iterator[dict[str, Any]]:
        for item in self.statistics:
            yield asdict(item)

    def _rows_frame(self) -> Iterator[dict[str, Any]]:
        from framing.frames import frame_rows

        return frame_rows(self.article)

    # ------------------------------------------------------------------ exchange

    def to_dict(self) -> dict[str, Any]:
        """Return the profile as plain dicts, lists, strings and numbers, ready for JSON."""
        article = self.article
        return {
            "format": _FORMAT,
            "article": {
                "text": article.text,
                "title": article.title,
                "outlet": article.outlet,
                "url": article.url,
                "published": article.published,
                "blocks": [[b.span.start, b.span.end, b.zone] for b in article.blocks],
                "sentences": [[s.span.start, s.span.end, s.zone, s.paragraph] for s in article.sentences],
                "actors": [
                    {
                        "id": actor.id,
                        "name": actor.name,
                        "kind": actor.kind,
                        "aliases": list(actor.aliases),
                        "mentions": [
                            [m.span.start, m.span.end, m.sentence, m.form, *_details(m)] for m in actor.mentions
                        ],
                    }
                    for actor in article.actors
                ],
                "attributions": [
                    {
                        "sentence": a.sentence,
                        "source": _pair(a.source_span),
                        "cue": _pair(a.cue_span),
                        "content": _pair(a.content_span),
                        "mode": a.mode,
                        "source_kind": a.source_kind,
                        "cue_kind": a.cue_kind,
                        "actor": a.actor,
                        "strength": a.strength,
                        "parent": a.parent,
                        **({"details": list(a.details)} if a.details else {}),
                    }
                    for a in article.attributions
                ],
            },
            "sentences": [
                {
                    "loaded": s.loaded,
                    "loaded_author": s.loaded_author,
                    "loaded_quoted": s.loaded_quoted,
                    "hedging": s.hedging,
                    "attribution": s.attribution,
                    "stances": [
                        {
                            "actor": x.actor,
                            "holder": x.holder,
                            "span": _pair(x.span),
                            "negative": x.negative,
                            "neutral": x.neutral,
                            "positive": x.positive,
                            "value": x.value,
                        }
                        for x in s.stances
                    ],
                    "evidence": [
                        {
                            "dimension": e.dimension,
                            "kind": e.kind,
                            "span": _pair(e.span),
                            "contribution": e.contribution,
                            "voice": e.voice,
                            "origin": e.origin,
                            "actor": e.actor,
                            "holder": e.holder,
                            "scope": _pair(e.scope) if e.scope else None,
                        }
                        for e in s.evidence
                    ],
                }
                for s in self.sentences
            ],
            "statistics": [asdict(item) for item in self.statistics],
            "provenance": dict(self.provenance),
        }

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> FramingProfile:
        """Build a profile from what `to_dict` gave; equal to the original.

        Raises
        ------
        ValueError
            If `d` is of a format that this version does not read, or lacks a key.
        """
        from framing.reading import place_sentences

        found = d.get("format") if isinstance(d, Mapping) else None
        if found != _FORMAT:
            raise ValueError(f"cannot read a profile of format {found!r}; this version reads {_FORMAT}")
        try:
            a = d["article"]
            text = a["text"]
            blocks = tuple(Block(span=Span(start=s, end=e), zone=zone, text=text[s:e]) for s, e, zone in a["blocks"])
            sentences: tuple[Sentence, ...] = place_sentences(text, [tuple(s) for s in a["sentences"]])
            article = Article(
                text=text,
                title=a["title"],
                outlet=a["outlet"],
                url=a["url"],
                published=a["published"],
                blocks=blocks,
                sentences=sentences,
                actors=tuple(
                    Actor(
                        id=actor["id"],
                        name=actor["name"],
                        kind=actor["kind"],
                        aliases=tuple(actor["aliases"]),
                        mentions=tuple(
                            Mention(
                                span=Span(start=s, end=e),
                                sentence=n,
                                text=text[s:e],
                                form=form,
                                confidence=more[0] if more else 1.0,
                                role=more[1] if len(more) > 1 else "",
                            )
                            for s, e, n, form, *more in actor["mentions"]
                        ),
                    )
                    for actor in a["actors"]
                ),
                attributions=tuple(
                    Attribution(
                        index=index,
                        sentence=x["sentence"],
                        source_span=_span(x["source"]),
                        cue_span=_span(x["cue"]),
                        content_span=Span(start=x["content"][0], end=x["content"][1]),
                        source=_slice(text, x["source"]).rstrip(SOURCE_END),
                        cue=_slice(text, x["cue"]),
                        content=_slice(text, x["content"]),
                        mode=x["mode"],
                        source_kind=x["source_kind"],
                        cue_kind=x["cue_kind"],
                        actor=x["actor"],
                        strength=x["strength"],
                        parent=x["parent"],
                        details=tuple(x.get("details", ())),
                    )
                    for index, x in enumerate(a["attributions"])
                ),
            )
            scores = tuple(
                SentenceScores(
                    sentence=index,
                    loaded=s["loaded"],
                    loaded_author=s["loaded_author"],
                    loaded_quoted=s["loaded_quoted"],
                    hedging=s["hedging"],
                    attribution=s["attribution"],
                    stances=tuple(
                        Stance(
                            sentence=index,
                            actor=x["actor"],
                            holder=x["holder"],
                            span=Span(start=x["span"][0], end=x["span"][1]),
                            negative=x["negative"],
                            neutral=x["neutral"],
                            positive=x["positive"],
                            value=x["value"],
                        )
                        for x in s["stances"]
                    ),
                    evidence=tuple(
                        Evidence(
                            sentence=index,
                            dimension=e["dimension"],
                            kind=e["kind"],
                            span=Span(start=e["span"][0], end=e["span"][1]),
                            text=_slice(text, e["span"]),
                            contribution=e["contribution"],
                            voice=e["voice"],
                            origin=e["origin"],
                            actor=e["actor"],
                            holder=e["holder"],
                            # Files of versions before 0.2 have none.
                            scope=Span(start=e["scope"][0], end=e["scope"][1]) if e.get("scope") else None,
                        )
                        for e in s["evidence"]
                    ),
                )
                for index, s in enumerate(d["sentences"])
            )
            return cls(
                article=article,
                sentences=scores,
                statistics=tuple(Statistic(**item) for item in d["statistics"]),
                provenance=tuple(d["provenance"].items()),
            )
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError(f"this is not a profile as to_dict gives it: {error!r}") from error

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the profile as JSON text (ASCII only, so that any text survives any channel)."""
        article = self.article
        strings = (article.text, article.title, article.outlet, article.url, article.published)
        content: Any = self.to_dict()
        if any(value and _PAIR.search(value) for value in strings):
            content = _split_pairs(content)
        return json.dumps(content, indent=indent, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> FramingProfile:
        """Build a profile from what `to_json` gave.

        Raises
        ------
        ValueError
            If it is not that.
        """
        return cls.from_dict(json.loads(text, object_hook=_join_pairs))

    # ------------------------------------------------------------------ for people

    def explain(self, sentence_index: int) -> str:
        """Say in plain words why one sentence got its scores.

        Parameters
        ----------
        sentence_index : int
            Index of the sentence, from 0; negative counts from the end.

        Raises
        ------
        IndexError
            If the article has no such sentence.
        """
        from framing.report.text import explain_sentence

        return explain_sentence(self, sentence_index)

    def summary(self) -> Summary:
        """Tell the profile in five to ten sentences of plain English, each with its numbers and intervals.

        Examples
        --------
        >>> import framing
        >>> summary = framing.analyze("Rain may fall. Rivers rose.", engine="lexicon").summary()
        >>> 5 <= len(summary) <= 10
        True
        """
        from framing.summary import summarize

        return summarize(self)

    def plot(self, kind: str = "profile", *, ax: Axes | None = None) -> Axes:
        """Draw the profile; see `framing.plots` for what each kind shows.

        Parameters
        ----------
        kind : str
            "profile": the four dimensions over the article, sentence by sentence; "glance": everything in one
            figure; "strip", "actor_stance", "source_mix", "source_treatment", "who_says_what": one question each.
        ax : matplotlib Axes, optional
            Where to draw; a new figure without it.
        """
        from framing import plots

        return plots.plot(self, kind=kind, ax=ax)

    def with_norms(self, norms: Norms) -> FramingProfile:
        """Return the same profile with percentiles among other articles than the shipped ones.

        Parameters
        ----------
        norms : Norms
            Of articles scored by the same engine.

        Raises
        ------
        ValueError
            If they were scored by another.
        """
        engine = dict(self.provenance).get("engine", "")
        if norms.engine != engine:
            raise ValueError(f"norms of the engine {norms.engine!r} say nothing of a profile of {engine!r}")
        named = tuple((key, value) for key, value in self.provenance if key != "norms")
        return replace(
            self,
            statistics=norms.rank(self.statistics),
            provenance=(*named, ("norms", f"{norms.name} ({norms.n_articles} articles)")),
        )

    def _repr_html_(self) -> str:
        from framing.report.html import highlight

        return highlight(self)

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return a self-contained page of the profile, and write it where a path is given.

        Parameters
        ----------
        path : path, optional
            File to write, in UTF-8.
        """
        from framing.report.html import page

        text = page(self)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", errors="xmlcharrefreplace")
        return text


def _split_pairs(value: Any) -> Any:
    """Cut strings between adjacent lone surrogates, so that JSON keeps them apart."""
    if isinstance(value, str):
        cuts = [0, *(found.end() for found in _PAIR.finditer(value)), len(value)]
        return value if len(cuts) == 2 else {"pieces": [value[a:b] for a, b in pairwise(cuts)]}
    if isinstance(value, list):
        return [_split_pairs(item) for item in value]
    if isinstance(value, dict):
        return {key: _split_pairs(item) for key, item in value.items()}
    return value


def _join_pairs(value: dict[str, Any]) -> Any:
    return "".join(value["pieces"]) if value.keys() == {"pieces"} else value


def _side(values: list[float]) -> int:
    """The side of a whole article: its mean stance, drawn to 0 as if two neutral sentences were added."""
    mean = sum(values) / (len(values) + _NEUTRALS)
    return 0 if abs(mean) < SIDE else (1 if mean > 0 else -1)


def _share(actor: Actor, role: str) -> float:
    return sum(mention.role == role for mention in actor.mentions) / len(actor.mentions)


def _details(mention: Mention) -> list[Any]:
    """What of a mention is written only where it tells something: how sure, and its role."""
    if mention.role:
        return [mention.confidence, mention.role]
    return [mention.confidence] if mention.confidence < 1 else []


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span(pair: Iterable[int] | None) -> Span | None:
    if pair is None:
        return None
    start, end = pair
    return Span(start=start, end=end)


def _slice(text: str, pair: Iterable[int] | None) -> str:
    if pair is None:
        return ""
    start, end = pair
    return text[start:end]
