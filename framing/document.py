"""An article and what it is made of: immutable objects that point into one unedited text.

Law: `Article.text` is the text as given; every span is half-open, counts code points of
that text, and `article.text[span.start:span.end]` is the thing's own text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = [
    "FORMS",
    "KINDS",
    "MODES",
    "SCORED_ZONES",
    "SOURCE_END",
    "SOURCE_KINDS",
    "ZONES",
    "Actor",
    "Article",
    "Attribution",
    "Block",
    "Mention",
    "Sentence",
    "Span",
    "Token",
    "TokenColumns",
]

ZONES = (
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "body",
    "caption",
    "navigation",
    "promo",
    "related",
    "legal",
    "other",
)
SCORED_ZONES = frozenset({"headline", "standfirst", "body"})
KINDS = ("person", "organisation", "country", "group", "place")
FORMS = ("name", "nominal", "pronoun", "metonym")
MODES = ("direct", "mixed", "indirect")
# What may end the span of a source without being part of its name: an apposition closes with a comma.
SOURCE_END = " ,;"
SOURCE_KINDS = (
    "named_person",
    "named_org",
    "document",
    "unnamed_specific",
    "collective",
    "anonymous",
    "vague",
    "absent",
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch of code points, `start < end`.

    Raises
    ------
    ValueError
        If the span is empty, reversed or negative.

    Examples
    --------
    >>> Span(start=3, end=7).slice("An apple")
    'appl'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got start={self.start}, end={self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """Return the stretch of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token of a sentence: a word, a number, a clitic or a punctuation mark.

    Made on demand: the article stores its tokens as columns (`TokenColumns`).

    Examples
    --------
    >>> import framing
    >>> framing.read("Rain fell.").sentences[0].tokens[-1]
    Token(span=Span(start=9, end=10), text='.')
    """

    span: Span
    text: str


_SHORT = 3  # letters of a word that stays small in title case
_MIN_CAPITALS = 3  # with fewer, a line is a sentence or too short to tell


class TokenColumns:
    """The tokens of a text as parallel columns; what the hot paths read.

    Attributes
    ----------
    starts, ends : list of int
        Code-point offsets, ascending and disjoint.
    words : list of str
        The tokens in lower case with straight apostrophes, for look-up.
    capitals : list of bool
        Whether each token begins with a capital in the text; all False where not told.
    """

    __slots__ = ("_titled", "capitals", "ends", "starts", "words")

    def __init__(
        self, starts: list[int], ends: list[int], words: list[str], capitals: list[bool] | None = None
    ) -> None:
        self.starts = starts
        self.ends = ends
        self.words = words
        self.capitals = [False] * len(starts) if capitals is None else capitals
        self._titled: dict[tuple[int, int], bool] = {}  # tagging and naming ask the same

    def __len__(self) -> int:
        return len(self.starts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TokenColumns):
            return NotImplemented
        return self.starts == other.starts and self.ends == other.ends

    def __hash__(self) -> int:
        return hash((len(self.starts), self.ends[-1] if self.ends else 0))

    def __reduce__(self) -> tuple[type[TokenColumns], tuple[list[int], list[int], list[str], list[bool]]]:
        return (TokenColumns, (self.starts, self.ends, self.words, self.capitals))

    def title_case(self, first: int, last: int) -> bool:
        """Tell whether the tokens `first` to `last` are set in title case, as headlines are."""
        known = self._titled.get((first, last))
        if known is None:
            known = self._titled[first, last] = self._is_title_case(first, last)
        return known

    def _is_title_case(self, first: int, last: int) -> bool:
        capitals = self.capitals[first:last]
        if sum(capitals) < _MIN_CAPITALS:
            return False
        # Short words stay small in title case; a few long ones may.
        long = [
            capital
            for word, capital in zip(self.words[first:last], capitals, strict=True)
            if len(word) > _SHORT and word[0].isalpha()
        ]
        return len(long) > _MIN_CAPITALS and sum(long) >= 0.7 * len(long)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line or paragraph of the source and the zone it belongs to.

    Parameters
    ----------
    zone : str
        One of `ZONES`; headline, standfirst and body are scored.

    Examples
    --------
    >>> import framing
    >>> framing.read("Rain fell all night.").blocks[0].zone
    'body'
    """

    span: Span
    zone: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a scored zone.

    Parameters
    ----------
    index : int
        Position among the article's sentences, from 0.
    span : Span
        Where it stands in `Article.text`.
    zone : str
        "headline", "standfirst" or "body".
    paragraph : int
        Index of its block in `Article.blocks`.
    first, last : int
        Its tokens are the columns `first` to `last` (exclusive) of `columns`.

    Examples
    --------
    >>> import framing
    >>> sentence = framing.read("Rain fell. Rivers didn't rise.").sentences[1]
    >>> [token.text for token in sentence.tokens]
    ['Rivers', 'did', "n't", 'rise', '.']
    """

    index: int
    span: Span
    text: str
    zone: str
    paragraph: int
    first: int
    last: int
    columns: TokenColumns = field(repr=False, compare=False)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens in order; offsets count from the start of the article."""
        base = self.span.start
        starts, ends = self.columns.starts, self.columns.ends
        return tuple(
            Token(
                span=Span(start=starts[i], end=ends[i]),
                text=self.text[starts[i] - base : ends[i] - base],
            )
            for i in range(self.first, self.last)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where the text refers to an actor.

    Parameters
    ----------
    sentence : int
        Index of the sentence.
    form : str
        One of `FORMS`: a proper name, a nominal ("the ministry"), a pronoun,
        or a metonym ("Moscow" for Russia).
    confidence : float
        How sure it is whom a pronoun means, in [0, 1]; 1 for everything else.
    role : str
        What the actor is in the clause: "agent" for who acts, the passive's "by" included, "patient" for who
        is acted on, "" where it is neither or cannot be told.

    Examples
    --------
    >>> import framing
    >>> actor = framing.analyze("Norway signed the treaty.", engine="lexicon").actors[0]
    >>> [(mention.text, mention.form) for mention in actor.mentions]
    [('Norway', 'name')]
    """

    span: Span
    sentence: int
    text: str
    form: str
    confidence: float = 1.0
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that acts, speaks or is judged in the article.

    Parameters
    ----------
    id : str
        Unique within an article and stable over runs ("putin", "united-states").
    name : str
        The fullest name the article or the lexicon gives.
    kind : str
        One of `KINDS`.
    aliases : tuple of str
        Every surface form in the article, pronouns aside, in order of first use.

    Examples
    --------
    >>> import framing
    >>> [(actor.id, actor.kind) for actor in framing.analyze("Norway thanked Japan.", engine="lexicon").actors]
    [('norway', 'country'), ('japan', 'country')]
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One claim that the article passes on, with who is said to have made it.

    Parameters
    ----------
    index : int
        Position among the article's attributions, from 0.
    sentence : int
        Index of the sentence in which its cue or source stands, and without both of the one in which its content
        starts: “We waited. Nobody came,” she said, belongs to the second.
    source_span, cue_span : Span or None
        Where the source and the reporting words stand; None when the text has none.
    source, cue, content : str
        The texts of the spans; empty where there is no span.
    mode : str
        One of `MODES`.
    source_kind : str
        One of `SOURCE_KINDS`.
    cue_kind : str
        Class of the cue: neutral, factive, doubting, assertive, emotive, perception,
        according, nominal, agentless, or "" for a running quotation.
    actor : str or None
        Id of the actor who is the source, where it is one.
    strength : float
        How checkable the source is, in [0, 1]; from the table in the attribution lexicon.
    parent : int or None
        Index of the attribution in whose content this one stands.
    details : tuple of str
        What else a reader can look up, of "role", "date" and "occasion"; each adds to the strength.

    Examples
    --------
    >>> import framing
    >>> profile = framing.analyze("The dam is safe, Mayor Anna Brandt said.", engine="lexicon")
    >>> said = profile.attributions[0]
    >>> said.source, said.cue, said.source_kind
    ('Mayor Anna Brandt', 'said', 'named_person')
    """

    index: int
    sentence: int
    source_span: Span | None
    cue_span: Span | None
    content_span: Span
    source: str
    cue: str
    content: str
    mode: str
    source_kind: str
    cue_kind: str
    actor: str | None
    strength: float
    parent: int | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text, where its parts are, and (once analysed) who acts and speaks in it.

    Parameters
    ----------
    text : str
        The source as given, never edited.
    title, outlet, url, published : str or None
        What the caller, or the page, says about the article.
    blocks : tuple of Block
        Every non-empty line or paragraph of the source.
    sentences : tuple of Sentence
        The sentences of the scored zones.
    actors, attributions
        Empty until the article is analysed; `FramingProfile.article` has them.

    Examples
    --------
    >>> import framing
    >>> article = framing.read("Ministers met on Monday. Talks will resume.")
    >>> [sentence.text for sentence in article.sentences]
    ['Ministers met on Monday.', 'Talks will resume.']
    """

    text: str = field(repr=False)
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    actors: tuple[Actor, ...] = field(default=(), repr=False)
    attributions: tuple[Attribution, ...] = field(default=(), repr=False)

    def iter_zone(self, zone: str) -> Iterator[Block]:
        """Yield the blocks of one zone in order.

        Raises
        ------
        ValueError
            If `zone` is not one of `ZONES`.
        """
        if zone not in ZONES:
            raise ValueError(f"zone must be one of {', '.join(ZONES)}, got {zone!r}")
        return (block for block in self.blocks if block.zone == zone)
