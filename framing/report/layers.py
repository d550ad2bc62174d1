"""A profile → the notes and marks that a page shows, as plain objects before any HTML.

Law: `nest` gives back every character of the text exactly once and in order, whatever overlaps; what
one mark says stands in its notes and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.document import Span
from framing.report.words import describe_origin, describe_wording, stance_word

if TYPE_CHECKING:
    from framing.document import Article, Attribution
    from framing.results import Evidence, FramingProfile

__all__ = ["Layer", "Note", "Step", "marks_of", "nest", "notes_of", "shown_evidence", "structure_of"]

_LONGEST = 200  # characters; what runs on for longer is no wording to point at
_SHOWN = 90  # characters of what a hedge weakens
_CANCELLED = 0.1  # what a network adds to both sides of a stance, where it comes to less
_CUT = 90  # characters of what a source says that a note repeats
_ORDER = ("attribution", "stance", "hedging", "loaded")  # from the outside in, for marks on the same words
# From the outside in: a mark is cut where a sentence ends, and never a sentence where a mark ends.
_RANKS = {"block": 0, "sentence": 1, "mention": 2, "mark": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What fired on some words: one dimension, one actor, one holder.

    Parameters
    ----------
    index : int
        Place among the notes of the profile, in text order.
    sentence : int
        Index of the sentence.
    dimension : str
        One of `framing.results.DIMENSIONS`.
    span : Span
        The words.
    text : str
        Those words.
    what : str
        What they are, in plain words.
    effect : str
        What they contribute, as a signed number; for an attribution its strength.
    voice : str
        "author" or "quoted".
    whose : str
        Name of the source whose words or view it is; "" for the article's own.
    origins : tuple of str
        Lexicon rows and model heads that the number comes from.
    actors : tuple of str
        Ids of the actors it concerns: target, source or holder.
    is_running : bool
        Whether the words are themselves what a source says: a quotation that runs on, with no cue of its own.

    Examples
    --------
    >>> import framing
    >>> note = notes_of(framing.analyze("Rain may fall.", engine="lexicon"))[0]
    >>> (note.text, note.what, note.effect, note.origins)
    ('may', 'hedge: modal; weakens “Rain may fall”', '+0.60', ('list row hedging/modal.tsv:2',))
    """

    index: int
    sentence: int
    dimension: str
    span: Span
    text: str
    what: str
    effect: str
    voice: str
    whose: str
    origins: tuple[str, ...]
    actors: tuple[str, ...]
    is_running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A stretch of the text that is shown in a way of its own.

    Parameters
    ----------
    kind : str
        "block", "sentence", "mention" or "mark".
    span : Span
        Where it is.
    key : str
        For a block its zone, for a sentence its index, for a mention the actor's id, for a mark its dimension.
    notes : tuple of int
        For a mark, indices of its notes.
    voices : tuple of str
        For a mark, whose words its notes are.
    actors : tuple of str
        For a mark, ids of the actors that its notes concern.

    Examples
    --------
    >>> import framing
    >>> marks = marks_of(notes_of(framing.analyze("Rain may fall.", engine="lexicon")))
    >>> [(mark.key, mark.notes, mark.voices) for mark in marks]
    [('hedging', (0,), ('author',))]
    """

    kind: str
    span: Span
    key: str
    notes: tuple[int, ...] = ()
    voices: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step through the text: a layer opens or closes, or a piece of text follows.

    Parameters
    ----------
    action : str
        "open", "close" or "text".
    layer : Layer or None
        Which opens or closes.
    start, end : int
        Code points of the piece of text.
    again : bool
        Whether the layer goes on after another one cut it.

    Examples
    --------
    >>> layers = [Layer(kind="mark", span=Span(start=0, end=3), key="loaded")]
    >>> [step.action for step in nest(layers, 5)]
    ['open', 'text', 'close', 'text']
    """

    action: str
    layer: Layer | None = None
    start: int = 0
    end: int = 0
    again: bool = False


def shown_evidence(profile: FramingProfile) -> Iterator[Evidence]:
    """Yield the evidence that a page marks: wording that can be pointed at.

    Left out are the rests of a network's sentences, and what speaks for either side of a stance that is neutral in
    the end, which would only distract.

    Examples
    --------
    >>> import framing
    >>> [item.text for item in shown_evidence(framing.analyze("Rain may fall.", engine="lexicon"))]
    ['may']
    """
    sided = {
        (scores.sentence, item.actor, item.holder)
        for scores in profile.sentences
        for item in scores.stances
        if stance_word(item.value) != "neutral"
    }
    return (
        item
        for item in profile.evidence
        if len(item.span) <= _LONGEST
        and not item.is_rest
        and (item.dimension != "stance" or (item.sentence, item.actor, item.holder) in sided)
    )


def notes_of(profile: FramingProfile) -> tuple[Note, ...]:
    """Put the evidence of a profile into words, in text order.

    A network judges for and against: what the same words add to both sides of one stance is one note,
    and none where the two cancel.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Norway condemned Japan.", engine="lexicon")
    >>> [note.what for note in notes_of(profile) if note.dimension == "stance"]
    ['negative toward Japan: criticise, as the one acted on']
    """
    names = {actor.id: actor.name for actor in profile.actors}
    grouped: dict[tuple[object, ...], list[Evidence]] = {}
    for item in shown_evidence(profile):
        stance = item.dimension == "stance"
        key = (item.sentence, item.dimension, item.span, item.actor, item.holder, item.voice, stance or item.kind)
        grouped.setdefault(key, []).append(item)
    order = {dimension: place for place, dimension in enumerate(_ORDER)}
    groups = sorted(
        (group for group in grouped.values() if not _is_cancelled(group)),
        key=lambda group: (group[0].span.start, group[0].span.end, order[group[0].dimension]),
    )
    return tuple(_note(index, group, names, profile.article) for index, group in enumerate(groups))


def _is_cancelled(group: list[Evidence]) -> bool:
    """Whether words speak for both sides of a stance about alike, so that naming a side would mislead."""
    return len(group) > 1 and abs(sum(item.contribution for item in group)) < _CANCELLED


def _note(
    index: int,
    group: list[Evidence],
    names: dict[str, str],
    article: Article,
) -> Note:
    # The strongest names what it is; equal ones in the order of the evidence.
    item = max(group, key=lambda one: abs(one.contribution))
    total = sum(one.contribution for one in group)
    effect = f"{total:+.2f}"
    if len(group) > 1 and item.dimension == "stance":
        sides = {"negative": 0.0, "positive": 0.0}
        for one in group:
            side = one.kind.partition(":")[0]
            if side in sides:
                sides[side] += one.contribution
        effect += f" (negative side {sides['negative']:+.2f}, positive side {sides['positive']:+.2f})"
    said = _attribution_of(item, article.attributions) if item.dimension == "attribution" else None
    whose = names.get(item.holder, item.holder) if item.holder is not None else ""
    return Note(
        index=index,
        sentence=item.sentence,
        dimension=item.dimension,
        span=item.span,
        text=item.text,
        what=describe_wording(item, names=names, side=total)
        + (_said(said, names) if said is not None else "")
        + _weakened(item, article),
        effect=f"strength {item.contribution:.2f}" if item.dimension == "attribution" else effect,
        voice=item.voice,
        whose=whose,
        origins=tuple(dict.fromkeys(words for one in group for words in describe_origin(one.origin))),
        actors=tuple(dict.fromkeys(actor for actor in (item.actor, item.holder) if actor in names)),
        is_running=said is not None and said.cue_span != item.span,
    )


def _attribution_of(item: Evidence, attributions: tuple[Attribution, ...]) -> Attribution | None:
    """The attribution whose cue these words are, or else the innermost one that they are said in."""
    for attribution in attributions:
        if attribution.cue_span == item.span:
            return attribution
    return min(
        (
            attribution
            for attribution in attributions
            if attribution.content_span.start <= item.span.start and item.span.end <= attribution.content_span.end
        ),
        key=lambda attribution: len(attribution.content_span),
        default=None,
    )


def _weakened(item: Evidence, article: Article) -> str:
    """What a hedge weakens, behind its kind, cut where it is long."""
    if item.scope is None or item.scope == item.span:
        return ""
    words = " ".join(article.text[item.scope.start : item.scope.end].split())
    return f"; weakens “{words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(' ', 1)[0] + ' …'}”"


def _said(attribution: Attribution, names: dict[str, str]) -> str:
    """Who says what, behind the kind of source."""
    who = names.get(attribution.actor or "", attribution.source)
    content = " ".join(attribution.content.split())
    if len(content) > _CUT:
        content = content[: _CUT - 1] + "…"
    return f"; {attribution.mode}; {' '.join(who.split()) or 'nobody named'}: {content}"


def marks_of(notes: Iterable[Note]) -> tuple[Layer, ...]:
    """Gather notes into marks: one a dimension and stretch of words.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Norway condemned Japan.", engine="lexicon")
    >>> sorted(mark.key for mark in marks_of(notes_of(profile)))
    ['attribution', 'loaded', 'stance']
    """
    grouped: dict[tuple[Span, str], list[Note]] = {}
    for note in notes:
        grouped.setdefault((note.span, note.dimension), []).append(note)
    return tuple(
        Layer(
            kind="mark",
            span=span,
            key=dimension,
            notes=tuple(note.index for note in group),
            voices=tuple(sorted({note.voice for note in group})),
            actors=tuple(dict.fromkeys(actor for note in group for actor in note.actors)),
        )
        for (span, dimension), group in grouped.items()
    )


def structure_of(profile: FramingProfile) -> tuple[Layer, ...]:
    """Return blocks, sentences and mentions of actors as layers.

    Examples
    --------
    >>> import framing
    >>> [layer.kind for layer in structure_of(framing.analyze("Norway paid.", engine="lexicon"))]
    ['block', 'sentence', 'mention']
    """
    article = profile.article
    blocks = (Layer(kind="block", span=block.span, key=block.zone) for block in article.blocks)
    sentences = (Layer(kind="sentence", span=item.span, key=str(item.index)) for item in article.sentences)
    mentions = (
        Layer(kind="mention", span=mention.span, key=actor.id) for actor in article.actors for mention in actor.mentions
    )
    return (*blocks, *sentences, *mentions)


def nest(layers: Iterable[Layer], length: int) -> Iterator[Step]:
    """Walk through a text so that layers open and close like brackets, whatever overlaps.

    Where two layers cross, the one that began later is closed and opened again.

    Parameters
    ----------
    layers : iterable of Layer
        In any order.
    length : int
        Code points of the text.

    Examples
    --------
    >>> one, two = Span(start=0, end=6), Span(start=4, end=9)
    >>> crossing = [Layer(kind="mark", span=one, key="loaded"), Layer(kind="mark", span=two, key="stance")]
    >>> [(step.action, step.again) for step in nest(crossing, 9) if step.action == "open"]
    [('open', False), ('open', False), ('open', True)]
    """
    ranked = _ranked(layers)
    starts: dict[int, list[int]] = {}
    cuts = {0, length}
    for place, layer in enumerate(ranked):
        starts.setdefault(layer.span.start, []).append(place)
        cuts.update((layer.span.start, layer.span.end))
    edges = sorted(cuts)
    stack: list[int] = []
    seen: set[int] = set()
    for start, end in pairwise(edges):
        wanted = [place for place in stack if ranked[place].span.end > start]
        wanted = sorted({*wanted, *starts.get(start, ())})
        same = 0
        while same < min(len(stack), len(wanted)) and stack[same] == wanted[same]:
            same += 1
        for place in reversed(stack[same:]):
            yield Step(action="close", layer=ranked[place])
        for place in wanted[same:]:
            yield Step(action="open", layer=ranked[place], again=place in seen)
            seen.add(place)
        stack = wanted
        yield Step(action="text", start=start, end=end)
    for place in reversed(stack):
        yield Step(action="close", layer=ranked[place])


def _ranked(layers: Iterable[Layer]) -> list[Layer]:
    """Sort layers from the outside in; a layer's place in this list is its place among those that overlap it."""
    order = {dimension: place for place, dimension in enumerate(_ORDER)}
    return sorted(
        layers,
        key=lambda layer: (_RANKS[layer.kind], layer.span.start, -layer.span.end, order.get(layer.key, 0)),
    )
