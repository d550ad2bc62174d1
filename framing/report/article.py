"""A profile → its article as HTML: the marked text, the switches for the marks, the list of what they say.

Law: the visible text is the article's text; without its script a page still shows every mark, switches
them, and lists all they say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.annotation.voices import UNNAMED
from framing.document import SCORED_ZONES
from framing.report.layers import Layer, Note, marks_of, nest, notes_of, structure_of
from framing.report.tags import escape, isolated, number
from framing.report.words import stance_word

if TYPE_CHECKING:
    from framing.results import FramingProfile, SentenceScores

__all__ = ["CAPTIONS", "MOST", "View", "actor_rules", "chosen_actors", "switches"]

CAPTIONS = {
    "loaded": "loaded wording",
    "hedging": "hedge",
    "attribution": "who says it",
    "stance": "judges an actor",
}
_CLASSES = {"loaded": "dl", "hedging": "dh", "attribution": "da", "stance": "ds"}
_SWITCHES = {"loaded": "tl", "hedging": "th", "attribution": "ta", "stance": "ts"}
MOST = 30  # actors to choose from
_VOICES = {"author": "va", "quoted": "vq"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One article on a page.

    Parameters
    ----------
    profile : FramingProfile
        Its profile.
    notes : tuple of Note
        What its marks say.
    places : tuple of (str, int)
        Ids of actors and the numbers that they have on the page.
    prefix : str
        What its anchors begin with, so that several articles can share a page.

    Examples
    --------
    >>> import framing
    >>> view = View.of(framing.analyze("Rain may fall.", engine="lexicon"))
    >>> "Rain <mark" in view.text()
    True
    """

    profile: FramingProfile
    notes: tuple[Note, ...]
    places: tuple[tuple[str, int], ...]
    prefix: str = ""

    @classmethod
    def of(cls, profile: FramingProfile, *, prefix: str = "") -> View:
        """Prepare one article.

        Parameters
        ----------
        profile : FramingProfile
            What to show.
        prefix : str
            What its anchors begin with.
        """
        notes = notes_of(profile)
        places = tuple((actor, place) for place, actor in enumerate(chosen_actors(profile, notes)))
        return cls(profile=profile, notes=notes, places=places, prefix=prefix)

    def names(self) -> list[str]:
        """Return the names of the actors that have a number, in their order."""
        names = {actor.id: actor.name for actor in self.profile.actors}
        return [names[actor] for actor, _ in self.places]

    def text(self, *, full: bool = False) -> str:
        """Return the marked text.

        Parameters
        ----------
        full : bool
            Whether the titles of marks say all, as where there is no list to look it up in; then the text has no
            anchors either.
        """
        text = self.profile.article.text
        places = dict(self.places)
        made: list[str] = []
        layers = [
            layer
            for layer in (*structure_of(self.profile), *marks_of(self.notes))
            if layer.kind != "mention" or layer.key in places
        ]
        for step in nest(layers, len(text)):
            if step.action == "text":
                made.append(escape(text[step.start : step.end]))
            elif step.layer is not None and (step.layer.kind != "sentence" or not full):
                tags = self._tags(step.layer, places, full)
                made.append((tags[1] if step.again else tags[0]) if step.action == "open" else tags[2])
        return "".join(made)

    def _tags(self, layer: Layer, places: Mapping[str, int], full: bool) -> tuple[str, str, str]:
        """How a layer begins, begins again and ends."""
        if layer.kind == "mark":
            return self._mark(layer, places, full)
        if layer.kind == "sentence":
            number_of = f'data-s="{layer.key}"'
            return (
                f'<span class="s" id="{self.prefix}s{layer.key}" {number_of}>',
                f'<span class="s" {number_of}>',
                "</span>",
            )
        if layer.kind == "mention":
            begin = f'<span class="mention a{places[layer.key]}">'
            return begin, begin, "</span>"
        if layer.key == "headline":
            # Below the title of the page, or below the name of one of several articles.
            begin = f'<span class="b headline" role="heading" aria-level="{3 if self.prefix else 2}">'
        elif layer.key in SCORED_ZONES:
            begin = '<span class="b">'
        else:
            begin = '<span class="furniture">'
        return begin, begin, "</span>"

    def _mark(self, layer: Layer, places: Mapping[str, int], full: bool) -> tuple[str, str, str]:
        notes = [self.notes[index] for index in layer.notes]
        classes = " ".join(
            (
                _CLASSES[layer.key],
                *(_VOICES[voice] for voice in layer.voices),
                *(f"a{places[actor]}" for actor in layer.actors if actor in places),
                *(["run"] if all(note.is_running for note in notes) else ()),
            )
        )
        title = escape("; ".join(_title(note, full) for note in notes))
        shared = "" if full else f' data-n="{" ".join(map(str, layer.notes))}"'
        return (
            f'<mark class="{classes}"{shared} title="{title}">',
            f'<mark class="{classes} again"{shared} title="{title}">',
            "</mark>",
        )

    def listing(self) -> str:
        """Return the list of all notes, sentence by sentence, with the scores they lead to."""
        by_sentence: dict[int, list[Note]] = {}
        for note in self.notes:
            by_sentence.setdefault(note.sentence, []).append(note)
        names = {actor.id: actor.name for actor in self.profile.actors}
        rows = "".join(
            f"<li>{self._scores(scores, names)}{self._noted(by_sentence.get(scores.sentence, ()))}</li>"
            for scores in self.profile.sentences
            if scores.sentence in by_sentence
        )
        return f'<ol class="list">{rows}</ol>' if rows else '<p class="hint">Nothing is marked.</p>'

    def _noted(self, notes: Iterable[Note]) -> str:
        return f"<ul>{''.join(self._row(note) for note in notes)}</ul>"

    def _row(self, note: Note) -> str:
        whose = _whose(note)
        return (
            f'<li id="{self.prefix}e{note.index}"><b class="key {_CLASSES[note.dimension]}">{isolated(note.text)}</b> '
            f"{isolated(note.what)} <b>{escape(note.effect.replace('-', '−'))}</b>"
            f"{f', {isolated(whose)}' if whose else ''} "
            f'<span class="origin">{escape("; ".join(note.origins))}</span></li>'
        )

    def _scores(self, scores: SentenceScores, names: Mapping[str, str]) -> str:
        rest = {
            dimension: math.fsum(e.contribution for e in scores.evidence if e.dimension == dimension and e.is_rest)
            for dimension in ("loaded", "hedging")
        }
        parts = [
            f"{caption} {number(value)}" + (f" (the rest of the sentence adds {number(more, '+.2f')})" if more else "")
            for caption, value, more in (
                ("loaded", scores.loaded, round(rest["loaded"], 2)),
                ("hedging", scores.hedging, round(rest["hedging"], 2)),
            )
        ]
        if scores.attribution is not None:
            parts.append(f"source strength {number(scores.attribution)}")
        for stance in scores.stances:
            if stance_word(stance.value) != "neutral":
                by = "" if stance.holder is None else f" by {isolated(names.get(stance.holder, stance.holder))}"
                parts.append(
                    f"toward {isolated(names.get(stance.actor, stance.actor))}{by} {number(stance.value, '+.2f')}"
                )
        anchor = f"{self.prefix}r{scores.sentence}"
        return (
            f'<p class="small" id="{anchor}"><a href="#{self.prefix}s{scores.sentence}">'
            f"Sentence {scores.sentence}</a>: {'; '.join(parts)}</p>"
        )


def chosen_actors(profile: FramingProfile, notes: Iterable[Note]) -> list[str]:
    """Return the ids of the actors that can be chosen: those that marks concern, the most mentioned first.

    No more than thirty: each costs every browser some time at every click.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("Norway condemned Japan. Peru watched.", engine="lexicon")
    >>> chosen_actors(profile, notes_of(profile))
    ['norway', 'japan']
    """
    concerned = {actor for note in notes for actor in note.actors}
    return [actor.id for actor in profile.actors if actor.id in concerned][:MOST]


def _whose(note: Note) -> str:
    """Whose words, or whose view, where it is not the article's own."""
    if note.dimension == "attribution":
        return ""
    if note.dimension == "stance":
        return f"view of {note.whose}" if note.whose else ""
    if note.voice == "quoted":
        return f"in the words of {note.whose}" if note.whose and note.whose != UNNAMED else "in a source's words"
    return ""


def _title(note: Note, full: bool) -> str:
    if not full:
        return f"{note.what.partition(';')[0]}, {note.effect.partition(' (')[0]}"
    parts = (note.what, note.effect, _whose(note), *note.origins)
    return ", ".join(" ".join(part.split()) for part in parts if part)


def switches(names: Sequence[str], *, dimensions: Iterable[str] = CAPTIONS) -> str:
    """Return the switches for marks, which are their key as well.

    Parameters
    ----------
    names : sequence of str
        The actors, in the order of their numbers.
    dimensions : iterable of str
        Which dimensions have a switch.

    Examples
    --------
    >>> switches(["Norway"]).count("<option")
    2
    """
    keys = "".join(
        f'<label><input type="checkbox" class="{_SWITCHES[name]}" checked> '
        f'<span class="key {_CLASSES[name]}">{CAPTIONS[name]}</span></label>'
        for name in dimensions
    )
    options = "".join(
        f'<option class="o{place}">{escape(" ".join(name.split()))}</option>' for place, name in enumerate(names)
    )
    actors = (
        f'<fieldset class="whom"><legend>About</legend><label><select aria-label="Actor whose marks are shown">'
        f"<option>every actor</option>{options}</select></label></fieldset>"
        if names
        else ""
    )
    return (
        f'<div class="keys"><fieldset><legend>Marked</legend>{keys}</fieldset>'
        '<fieldset class="whose"><legend>In the words of</legend>'
        '<label><input type="checkbox" class="tw" checked> the article</label>'
        '<label><input type="checkbox" class="tq" checked> its sources</label></fieldset>'
        f"{actors}</div>"
    )


def actor_rules(n_actors: int) -> str:
    """Return the CSS by which choosing an actor shows what concerns it, and boxes its names.

    Examples
    --------
    >>> actor_rules(1).splitlines()[0]
    '.framing:has(.o0:checked) mark:not(.a0){--off:1;text-decoration-line:none}'
    """
    if not n_actors:
        return ""
    marks = ",\n".join(f".framing:has(.o{place}:checked) mark:not(.a{place})" for place in range(n_actors))
    names = ",\n".join(f".framing:has(.o{place}:checked) .mention.a{place}" for place in range(n_actors))
    return f"{marks}{{--off:1;text-decoration-line:none}}\n{names}{{outline:1px solid}}"
