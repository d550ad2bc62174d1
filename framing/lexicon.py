"""Lexicon files → entries → one compiled matcher that finds them all in a single pass.

Law: what a row matches follows from the row alone. The longest match within a group
of files (a family, unless its card says otherwise) wins; among matches of equal length the
first row whose constraints hold; matches of different groups are all kept.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from framing.document import TokenColumns
from framing.errors import LexiconError
from framing.tokens import tokenize

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["Entry", "Inflector", "Lexicon", "Match", "Matcher", "lexicon_folder", "load_lexicons"]

COLUMNS = ("term", "match", "pos", "category", "weight", "source", "fires", "silent", "context")
MATCHES = ("word", "verb", "noun", "case", "pattern")
_MAX_SEQUENCES = 4000
_NEAR = 8  # tokens either side that `near=` looks at
# A gap never crosses these: a pattern speaks of one clause.
_GAP_STOPS = frozenset(".;:!?")
_QUOTES = frozenset("\"“”„«»'‘’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a lexicon file.

    Parameters
    ----------
    term, match, pos, category : str
        The columns of the row that say what to find.
    weight : float
        On the scale that the family's card states.
    source, fires, silent, context : str
        The columns that say where the weight is from, prove the row, and constrain it.
    extra : tuple of (str, str)
        The family's own columns, in file order.
    family, file : str
        Where the row stands.
    line : int
        Its line in the file, from 1; the header is line 1.
    own : bool
        Whether it is a row of the user's: those count with every engine.

    Examples
    --------
    >>> entry = next(row for row in load_lexicons()["hedging"].entries if row.term == "reportedly")
    >>> entry.category
    'evidential'
    """

    term: str
    match: str
    pos: str
    category: str
    weight: float
    source: str
    fires: str
    silent: str
    context: str
    extra: tuple[tuple[str, str], ...]
    family: str
    file: str
    line: int
    own: bool = False

    @property
    def origin(self) -> str:
        """Where the row stands, as `family/file:line`."""
        return f"{self.family}/{self.file}:{self.line}"

    def get(self, column: str, default: str = "") -> str:
        """Return the value of one of the family's own columns."""
        for name, value in self.extra:
            if name == column:
                return value
        return default

    @property
    def constrained(self) -> bool:
        """Whether the row must prove itself by a `fires` and a `silent` sentence."""
        return self.match == "pattern" or bool(self.pos) or bool(self.context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All files of one family with their card.

    Parameters
    ----------
    family : str
        Name of the folder.
    entries : tuple of Entry
        Rows of every file, tables (which are not matched) included.
    card : mapping
        The parsed card.toml.
    digest : str
        SHA-256 over the files, hexadecimal: changes when any row does.
    """

    family: str
    entries: tuple[Entry, ...]
    card: Mapping[str, Any]
    digest: str

    def table(self, file: str) -> tuple[Entry, ...]:
        """Return the rows of one file of the family, by its name."""
        return tuple(entry for entry in self.entries if entry.file == file)

    @property
    def matched(self) -> tuple[Entry, ...]:
        """The rows to look for in text: all but those of files whose card says `table = true`."""
        files = self.card.get("files", {})
        tables = {name for name, about in files.items() if about.get("table")}
        return tuple(entry for entry in self.entries if entry.file not in tables)

    @property
    def groups(self) -> dict[str, tuple[Entry, ...]]:
        """The matched rows by group: files that do not compete for the longest match.

        A file's group is the `group` of its card, the family's name without one.
        """
        files = self.card.get("files", {})
        groups: dict[str, list[Entry]] = {self.family: []}
        for entry in self.matched:
            groups.setdefault(files.get(entry.file, {}).get("group", self.family), []).append(entry)
        return {name: tuple(entries) for name, entries in groups.items()}


def lexicon_folder() -> Path:
    """Return the folder of the lexicons that come with the library.

    In an installed wheel that is inside the package; in a checkout it is `lexicons/`,
    so that an edit to a file shows at once.
    """
    packaged = Path(str(resources.files("framing"))) / "_lexicons"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parent.parent / "lexicons"


def load_lexicons(*folders: str | os.PathLike[str]) -> dict[str, Lexicon]:
    """Load the shipped lexicons and any of the user's own.

    Parameters
    ----------
    *folders : path
        Folders laid out like the shipped one: `<family>/<file>.tsv`. Their rows are added;
        a row of theirs with the term, match and context of a shipped row of the same family
        takes its place, and where rows of both fit the same words, theirs is taken.

    Returns
    -------
    dict of str to Lexicon
        By family.

    Raises
    ------
    FileNotFoundError
        If a folder does not exist.
    LexiconError
        If a file breaks the row format.

    Examples
    --------
    >>> sorted(load_lexicons())[:3]
    ['actors', 'attribution', 'coverage']
    """
    lexicons = dict(_shipped())
    for folder in folders:
        path = Path(folder)
        if not path.is_dir():
            raise FileNotFoundError(f"lexicon folder {str(path)!r} does not exist")
        for family, added in _load_folder(path).items():
            known = lexicons.get(family)
            lexicons[family] = added if known is None else _merge(known, added)
    return lexicons


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Lexicon]:
    return _load_folder(lexicon_folder())


def _load_folder(folder: Path) -> dict[str, Lexicon]:
    return {
        family.name: _load_family(family)
        for family in sorted(folder.iterdir())
        if family.is_dir() and any(family.glob("*.tsv"))
    }


def _load_family(folder: Path) -> Lexicon:
    digest = hashlib.sha256()
    card: dict[str, Any] = {}
    card_path = folder / "card.toml"
    if card_path.exists():
        raw = card_path.read_bytes()
        digest.update(raw)
        try:
            card = tomllib.loads(raw.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LexiconError(f"{card_path}: not valid TOML: {error}") from error
    files = card.get("files", {})
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.tsv")):
        raw = path.read_bytes()
        digest.update(path.name.encode() + raw)
        # Files of another shape (word classes, inflections, tagger counts) are read by their users.
        if files.get(path.name, {}).get("format", "rows") == "rows":
            entries.extend(_parse(path, raw))
    return Lexicon(family=folder.name, entries=tuple(entries), card=card, digest=digest.hexdigest())


def _merge(known: Lexicon, added: Lexicon) -> Lexicon:
    replaced = {(entry.term, entry.match, entry.context) for entry in added.entries}
    kept = tuple(e for e in known.entries if (e.term, e.match, e.context) not in replaced)
    digest = hashlib.sha256((known.digest + added.digest).encode()).hexdigest()
    # The user's rows first: of rows of equal length the first whose constraints hold is taken.
    mine = tuple(replace(entry, own=True) for entry in added.entries)
    return Lexicon(family=known.family, entries=mine + kept, card=known.card, digest=digest)


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and columns of every row of a tab-separated file.

    Raises
    ------
    LexiconError
        If a row has not the header's number of columns, or the file is not UTF-8.
    """
    yield from _rows(path, path.read_bytes())


def _rows(path: Path, raw: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8: {error}") from error
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(reader, None)
    if header is None:
        return
    width = len(header)
    for number, row in enumerate(reader, start=2):
        if not row:
            continue
        if len(row) != width:
            raise LexiconError(f"{path}:{number}: {len(row)} columns where the header has {width}")
        yield number, dict(zip(header, row, strict=True))


def _parse(path: Path, raw: bytes) -> Iterator[Entry]:
    family = path.parent.name
    for number, row in _rows(path, raw):
        missing = [name for name in COLUMNS if name not in row]
        if missing:
            raise LexiconError(f"{path}: the header lacks {', '.join(missing)}")
        if row["match"] not in MATCHES:
            raise LexiconError(f"{path}:{number}: match must be one of {', '.join(MATCHES)}, got {row['match']!r}")
        try:
            weight = float(row["weight"])
        except ValueError:
            raise LexiconError(f"{path}:{number}: weight must be a number, got {row['weight']!r}") from None
        if not row["term"].strip():
            raise LexiconError(f"{path}:{number}: the term is empty")
        extra = tuple((name, value) for name, value in row.items() if name not in COLUMNS)
        yield Entry(
            term=row["term"].strip(),
            match=row["match"],
            pos=row["pos"],
            category=row["category"],
            weight=weight,
            source=row["source"],
            fires=row["fires"],
            silent=row["silent"],
            context=row["context"],
            extra=extra,
            family=family,
            file=path.name,
            line=number,
        )


# --------------------------------------------------------------------------- inflection


class Inflector:
    """Gives every form of a verb or noun: rules of English spelling, irregular forms from a table.

    Parameters
    ----------
    folder : Path
        The grammar lexicon: `verbs.tsv` (base, past, participle) and `nouns.tsv` (singular, plural).

    Examples
    --------
    >>> Inflector(lexicon_folder() / "grammar").verb("deny")
    ('deny', 'denies', 'denied', 'denying')
    """

    def __init__(self, folder: Path) -> None:
        self._verbs = (
            {row["base"]: row for _, row in read_rows(folder / "verbs.tsv")} if (folder / "verbs.tsv").exists() else {}
        )
        self._nouns = (
            {row["singular"]: row["plural"] for _, row in read_rows(folder / "nouns.tsv")}
            if (folder / "nouns.tsv").exists()
            else {}
        )

    def verb(self, base: str) -> tuple[str, ...]:
        """Return base, third person, past, participle (where it differs) and -ing form."""
        irregular = self._verbs.get(base)
        if irregular is None:
            doubled = _doubled(base)
            if base.endswith("e"):
                past = base + "d"
            elif re.search(r"[^aeiou]y$", base):
                past = base[:-1] + "ied"
            else:
                past = doubled + "ed"
            forms = [base, self._third(base), past, self._ing(base, doubled)]
        else:
            ing = irregular.get("ing") or self._ing(base, _doubled(base))
            third = irregular.get("third") or self._third(base)
            forms = [base, third, *irregular["past"].split("|"), *irregular["participle"].split("|"), ing]
        return tuple(dict.fromkeys(forms))

    def noun(self, singular: str) -> tuple[str, ...]:
        """Return the singular and its plural; behind -o there may be two, as in "mangos" and "mangoes"."""
        plural = self._nouns.get(singular) or _add_s(singular)
        if singular.endswith("o") and plural.endswith("oes"):
            plural += f"|{singular}s"
        return tuple(dict.fromkeys([singular, *plural.split("|")]))

    @staticmethod
    def _third(base: str) -> str:
        return _add_s(base)

    @staticmethod
    def _ing(base: str, doubled: str) -> str:
        if base.endswith("ie"):
            return base[:-2] + "ying"
        if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
            return base[:-1] + "ing"
        return doubled + "ing"


def _add_s(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", word) or re.search(r"[^aeiou]o$", word):
        return word + "es"
    return word + "s"


def _doubled(word: str) -> str:
    # One short vowel before one final consonant doubles it; longer words only where the stress
    # is last, which spelling does not show: those that double stand in verbs.tsv.
    if re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][bdfgklmnprstvz]", word):
        return word + word[-1]
    return word


# --------------------------------------------------------------------------- patterns

_GAP = "\0gap"
_NUM = "\0num"
_CAP = "\0cap"
_CLASS = "\0class:"
_SPECIAL = (_GAP, _NUM, _CAP)

_ELEMENT = re.compile(
    r"""\((?P<group>[^()]*)\)(?P<group_optional>\?)?
      | <(?P<kind>[vn]):(?P<lemma>[^<>]+)>(?P<lemma_optional>\?)?
      | _\{(?P<low>\d+),(?P<high>\d+)\}
      | (?P<any>_)(?=\s|$)
      | (?P<class>@\w+)(?P<class_optional>\?)?
      | (?P<word>[^\s()<>?]+)(?P<word_optional>\?)?
    """,
    re.VERBOSE,
)


def _literal(text: str) -> tuple[str, ...]:
    return tuple(tokenize(text).words)


def _head_forms(term: str, kind: str, inflector: Inflector) -> list[tuple[str, ...]]:
    words = term.split()
    if kind == "v":
        return [_literal(" ".join([form, *words[1:]])) for form in inflector.verb(words[0].lower())]
    return [_literal(" ".join([*words[:-1], form])) for form in inflector.noun(words[-1].lower())]


def _sequences(entry: Entry, inflector: Inflector) -> list[tuple[str, ...]]:
    """All token sequences that a row stands for."""
    if entry.match in ("word", "case"):
        return [_literal(entry.term)]
    if entry.match == "verb":
        return _head_forms(entry.term, "v", inflector)
    if entry.match == "noun":
        return _head_forms(entry.term, "n", inflector)
    sequences: list[tuple[str, ...]] = [()]
    position = 0
    term = entry.term
    while position < len(term):
        if term[position].isspace():
            position += 1
            continue
        found = _ELEMENT.match(term, position)
        if found is None:
            raise LexiconError(f"{entry.origin}: cannot read the pattern {term!r} from {term[position:]!r}")
        choices = _choices(found, inflector)
        sequences = [head + tail for head in sequences for tail in choices]
        if len(sequences) > _MAX_SEQUENCES:
            raise LexiconError(f"{entry.origin}: the pattern {term!r} has over {_MAX_SEQUENCES} readings")
        position = found.end()
    sequences = [sequence for sequence in dict.fromkeys(sequences) if sequence]
    for sequence in sequences:
        if sequence[0] in _SPECIAL or sequence[0].startswith(_CLASS):
            raise LexiconError(f"{entry.origin}: the pattern {term!r} must start with a word")
    return sequences


def _choices(found: re.Match[str], inflector: Inflector) -> list[tuple[str, ...]]:
    optional = any(found[name] for name in ("group_optional", "lemma_optional", "class_optional", "word_optional"))
    choices: list[tuple[str, ...]]
    if found["group"] is not None:
        choices = []
        for alternative in found["group"].split("|"):
            inner = [()] if not alternative.strip() else _pattern_words(alternative, inflector)
            choices.extend(inner)
    elif found["lemma"] is not None:
        choices = _head_forms(found["lemma"], found["kind"], inflector)
    elif found["low"] is not None:
        choices = [(_GAP,) * n for n in range(int(found["low"]), int(found["high"]) + 1)]
    elif found["any"] is not None:
        choices = [(_GAP,)]
    elif found["class"] is not None:
        choices = [(_CLASS + found["class"][1:],)]
    elif found["word"] in ("NUM", "CAP"):
        choices = [(_NUM if found["word"] == "NUM" else _CAP,)]
    else:
        choices = [_literal(found["word"])]
    return [(), *choices] if optional else choices


def _pattern_words(alternative: str, inflector: Inflector) -> list[tuple[str, ...]]:
    sequences: list[tuple[str, ...]] = [()]
    for part in _ELEMENT.finditer(alternative):
        choices = _choices(part, inflector)
        sequences = [head + tail for head in sequences for tail in choices]
    return sequences


# --------------------------------------------------------------------------- constraints

_CONSTRAINT = re.compile(r"(next|prev|near|in)(!?=)(.+)")
# The tagger's one-letter tags that each part of speech of a constraint covers.
POS_TAGS = {
    "n": frozenset("NP"),
    "v": frozenset("VDEGBHK"),
    "a": frozenset("A"),
    "r": frozenset("R"),
    "d": frozenset("T"),
    "p": frozenset("IO"),
    "o": frozenset("YW"),
    "m": frozenset("M"),
}


class Constraint:
    """One compiled `context` clause of a row."""

    __slots__ = ("classes", "negated", "tags", "where", "words")

    def __init__(self, clause: str, origin: str, classes: Mapping[str, frozenset[str]]) -> None:
        found = _CONSTRAINT.fullmatch(clause)
        if found is None:
            raise LexiconError(f"{origin}: cannot read the constraint {clause!r}; see CONTRIBUTING.md")
        self.where = found[1]
        self.negated = found[2] == "!="
        words: set[str] = set()
        tags: set[str] = set()
        self.classes: set[str] = set()
        for item in found[3].split("|"):
            if item.startswith("@"):
                if item[1:] not in classes:
                    raise LexiconError(f"{origin}: there is no word class {item!r} in grammar/classes.tsv")
                words |= classes[item[1:]]
            elif item.startswith(":") and len(item) > 1:
                for letter in item[1:]:
                    if letter not in POS_TAGS:
                        raise LexiconError(f"{origin}: there is no part of speech {item!r}")
                    tags |= POS_TAGS[letter]
            elif item in ("NUM", "CAP", "START", "END", "PUNCT", "QUOTE"):
                self.classes.add(item)
            else:
                tokens = _literal(item)
                if len(tokens) > 1:
                    raise LexiconError(
                        f"{origin}: {item!r} is more than one word; a constraint looks at single words. Write a "
                        "pattern for a phrase."
                    )
                words.update(tokens)
        self.words = frozenset(words)
        self.tags = frozenset(tags)


class Match(NamedTuple):
    """A row found in a text: tokens `first` to `last` (exclusive) of its columns."""

    first: int
    last: int
    entry: Entry


@lru_cache(maxsize=256)
def _tags_of(pos: str) -> frozenset[str]:
    """The tags of a row's parts of speech; rows that name the same ones share them."""
    return frozenset().union(*(POS_TAGS[letter] for letter in pos))


class _Compiled:
    """A row ready to be tested at a place."""

    __slots__ = ("case", "constraints", "entry", "family", "order", "pos")

    def __init__(self, entry: Entry, family: int, order: int, classes: Mapping[str, frozenset[str]]) -> None:
        self.entry = entry
        self.family = family
        self.order = order
        self.case = entry.term if entry.match == "case" else None
        unknown = set(entry.pos) - set(POS_TAGS)
        if unknown:
            raise LexiconError(f"{entry.origin}: there is no part of speech {entry.pos!r}")
        self.pos = _tags_of(entry.pos)
        self.constraints = tuple(
            Constraint(clause.strip(), entry.origin, classes) for clause in entry.context.split(";") if clause.strip()
        )


class _Node:
    """A place in the tree of all rows: what ends here, and what may come next."""

    __slots__ = ("ends", "specials", "words")

    def __init__(self) -> None:
        # Shared while empty: most nodes are leaves, and the fewer objects live, the less the
        # garbage collector has to look through.
        self.ends: tuple[_Compiled, ...] = ()
        self.specials: dict[str, _Node] = _NOTHING
        self.words: dict[str, _Node] = _NOTHING

    def branch(self, key: str) -> _Node:
        """Return the node behind a word or a special element, made on demand."""
        special = key.startswith("\0")
        branches = self.specials if special else self.words
        if branches is _NOTHING:
            branches = {}
            if special:
                self.specials = branches
            else:
                self.words = branches
        return branches.setdefault(key, _Node())

    def share_leaves(self, leaves: dict[tuple[_Compiled, ...], _Node]) -> None:
        """Let the forms of a row end in one node, once nothing more is added."""
        for branches in (self.words, self.specials):
            for key, node in branches.items():
                if node.words or node.specials:
                    node.share_leaves(leaves)
                else:
                    branches[key] = leaves.setdefault(node.ends, node)


_NOTHING: dict[str, _Node] = {}


def load_classes(folder: Path) -> dict[str, frozenset[str]]:
    """Read the word classes that constraints may name: `*classes.tsv` and `function_words.tsv`."""
    classes: dict[str, set[str]] = {}
    for name in ("classes.tsv", "function_words.tsv"):
        path = folder / name
        if path.exists():
            for _, row in read_rows(path):
                classes.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


Tags = Callable[[], str]


class Matcher:
    """Finds the rows of several families in token columns, in one pass.

    Parameters
    ----------
    entries : mapping of str to sequence of Entry
        The rows to look for, by family.
    folder : Path
        The grammar lexicon (inflections and word classes).
    """

    def __init__(self, entries: Mapping[str, Sequence[Entry]], folder: Path) -> None:
        inflector = Inflector(folder)
        self._classes = load_classes(folder)
        self.families = tuple(entries)
        root = _Node()
        order = 0
        for family, rows in enumerate(entries.values()):
            for entry in rows:
                compiled = _Compiled(entry, family, order, self._classes)
                alone = (compiled,)
                order += 1
                for sequence in _sequences(entry, inflector):
                    node = root
                    for key in sequence:
                        node = node.branch(key)
                    node.ends = (*node.ends, compiled) if node.ends else alone
        root.share_leaves({})
        self._get = root.words.get

    def match(self, columns: TokenColumns, text: str, first: int, last: int, tags: Tags) -> list[list[Match]]:
        """Find all rows in one sentence.

        Parameters
        ----------
        columns : TokenColumns
            Tokens of the article.
        text : str
            Text of the article.
        first, last : int
            The sentence's tokens.
        tags : callable
            Gives the sentence's part-of-speech tags, one letter a token; called only when a
            constraint asks.

        Returns
        -------
        list of list of Match
            By family in the order of `families`; in text order, disjoint within a family.
        """
        words = columns.words
        found: list[list[Match]] = [[] for _ in self.families]
        reach = [first] * len(found)
        hits: list[tuple[int, tuple[_Compiled, ...]]]
        for start, root in enumerate(map(self._get, words[first:last]), first):
            if root is None:
                continue
            position = start + 1
            node = root
            if not node.ends and not node.specials:
                # Most words that open a row open none here: the next word says so at once.
                following = node.words.get(words[position]) if position < last else None
                if following is None:
                    continue
                node = following
                position += 1
            if not node.specials and (position >= last or words[position] not in node.words):
                if not node.ends:
                    continue
                hits = [(position, node.ends)]
            else:
                hits = []
                self._walk(node, position, last, columns, text, first, hits)
                if len(hits) > 1:
                    hits.sort(key=_hit_end, reverse=True)
            for end, compiled_rows in hits:
                for compiled in compiled_rows:
                    family = compiled.family
                    if reach[family] > start:
                        continue
                    if (
                        (compiled.case is None or text[columns.starts[start] : columns.ends[end - 1]] == compiled.case)
                        and (not compiled.pos or tags()[start - first] in compiled.pos)
                        and (
                            not compiled.constraints
                            or self._holds(compiled.constraints, columns, text, first, last, start, end, tags)
                        )
                    ):
                        reach[family] = end
                        found[family].append(Match(start, end, compiled.entry))
        return found

    def _walk_special(
        self,
        specials: dict[str, _Node],
        position: int,
        last: int,
        columns: TokenColumns,
        text: str,
        first: int,
        hits: list[tuple[int, tuple[_Compiled, ...]]],
    ) -> None:
        if position >= last:
            return
        word = columns.words[position]
        for key, node in specials.items():
            if key == _GAP:
                holds = word not in _GAP_STOPS
            elif key == _NUM:
                holds = word[0].isdigit() or word in self._classes.get("numbers", ())
            elif key == _CAP:
                holds = text[columns.starts[position]].isupper()
            else:
                holds = word in self._classes.get(key[len(_CLASS) :], ())
            if holds:
                self._walk(node, position + 1, last, columns, text, first, hits)

    def _walk(
        self,
        node: _Node,
        position: int,
        last: int,
        columns: TokenColumns,
        text: str,
        first: int,
        hits: list[tuple[int, tuple[_Compiled, ...]]],
    ) -> None:
        while True:
            if node.ends:
                hits.append((position, node.ends))
            if node.specials:
                self._walk_special(node.specials, position, last, columns, text, first, hits)
            if position >= last:
                return
            following = node.words.get(columns.words[position])
            if following is None:
                return
            node = following
            position += 1

    def _holds(
        self,
        constraints: tuple[Constraint, ...],
        columns: TokenColumns,
        text: str,
        first: int,
        last: int,
        start: int,
        end: int,
        tags: Tags,
    ) -> bool:
        for constraint in constraints:
            where = constraint.where
            places: Iterable[int]
            if where == "next":
                places = (end,)
            elif where == "prev":
                places = (start - 1,)
            elif where == "near":
                places = (*range(max(first, start - _NEAR), start), *range(end, min(last, end + _NEAR)))
            else:
                places = (*range(first, start), *range(end, last))
            for place in places:
                if _fits(constraint, columns, text, first, last, place, tags):
                    if constraint.negated:
                        return False
                    break
            else:
                if not constraint.negated:
                    return False
        return True


def _hit_end(hit: tuple[int, tuple[_Compiled, ...]]) -> int:
    return hit[0]


def _fits(
    constraint: Constraint, columns: TokenColumns, text: str, first: int, last: int, place: int, tags: Tags
) -> bool:
    """Whether the token at `place` is one of the constraint's items."""
    classes = constraint.classes
    if place < first:
        return "START" in classes
    if place >= last:
        return "END" in classes
    word = columns.words[place]
    if word in constraint.words:
        return True
    if constraint.tags and tags()[place - first] in constraint.tags:
        return True
    if not classes:
        return False
    char = text[columns.starts[place]]
    if "CAP" in classes and place > first and char.isupper():
        return True
    if "NUM" in classes and char.isdigit():
        return True
    if "QUOTE" in classes and char in _QUOTES:
        return True
    if "PUNCT" in classes and not (char.isalnum() or char in _QUOTES):
        return True
    # The end of a sentence is also its closing mark and what quotes follow it.
    return (
        "END" in classes
        and word[0] in ".!?"
        and all(not columns.words[after][0].isalnum() for after in range(place, last))
    )


def check_rows(lexicon: Lexicon, folder: Path, tagger: Any) -> list[str]:
    """Run every row's `fires` and `silent` sentence and list what does not hold.

    Parameters
    ----------
    lexicon : Lexicon
        The family to check.
    folder : Path
        The grammar lexicon.
    tagger : Tagger
        Tags the sentences for the rows that constrain parts of speech.

    Returns
    -------
    list of str
        One line a failure, beginning with the row's origin; empty if all hold.
    """
    problems: list[str] = []
    for name, entries in lexicon.groups.items():
        matcher = Matcher({name: entries}, folder)
        seen: dict[tuple[str, str, str, str], str] = {}
        for entry in entries:
            key = (entry.term, entry.match, entry.pos, entry.context)
            if key in seen:
                problems.append(f"{entry.origin}: repeats {seen[key]}")
            seen[key] = entry.origin
            if entry.constrained and not (entry.fires and entry.silent):
                problems.append(f"{entry.origin}: a constrained row needs a fires and a silent sentence")
            for sentence, wanted in ((entry.fires, True), (entry.silent, False)):
                if sentence and _occurs(entry, sentence, matcher, tagger) is not wanted:
                    verb = "is silent" if wanted else "fires"
                    problems.append(f"{entry.origin}: {entry.term!r} {verb} in {sentence!r}")
    return problems


def _occurs(entry: Entry, sentence: str, matcher: Matcher, tagger: Any) -> bool:
    columns = tokenize(sentence)

    @lru_cache(maxsize=1)
    def tags() -> str:
        return str(tagger.tag(columns, sentence, 0, len(columns)))

    found = matcher.match(columns, sentence, 0, len(columns), tags)[0]
    return any(match.entry is entry for match in found)
