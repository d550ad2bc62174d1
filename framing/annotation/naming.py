"""Names → the keys under which spellings of one name meet: ids, full names, surnames, initials.

Law: keys are of the name alone; who bears it, others decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from framing.grammar import word_class

__all__ = ["full_key", "initials", "slug", "surname", "unowned"]

_OWNED = re.compile(r"['\u2019]s?(?= )")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on"})


@lru_cache(maxsize=65_536)
def slug(name: str) -> str:
    """Turn a name into an id: lower case, ASCII where the letters allow it, hyphens.

    Examples
    --------
    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return "-".join(re.findall(r"[^\W_]+", plain.lower())) or "actor"


def full_key(name: str) -> str:
    """What spellings of one full name share: its first and its last part.

    Examples
    --------
    >>> full_key("Anna K. Brandt")
    'anna-brandt'
    """
    words = [word for word in slug(name).split("-") if len(word) > 1 and word not in word_class("name_suffixes")]
    return f"{words[0]}-{words[-1]}" if len(words) > 1 else slug(name)


def surname(name: str) -> str:
    """The last word of a name, "Jr." left out, as an id.

    Examples
    --------
    >>> surname("Rhiannon Pugh-Emlyn Jr.")
    'pugh-emlyn'
    """
    words = [word for word in map(slug, name.split()) if word not in word_class("name_suffixes")]
    return words[-1] if words else slug(name)


def initials(words: Sequence[str]) -> str:
    """The letters that words in lower case begin with, those of "of" and "the" left out.

    Examples
    --------
    >>> initials(["bureau", "of", "labor", "statistics"])
    'bls'
    """
    return "".join(word[0] for word in words if word not in _SMALL)


def unowned(name: str) -> str:
    """A name without the mark of possession inside it, so that both ways to say it meet.

    Examples
    --------
    >>> unowned("Moreau's campaign")
    'Moreau campaign'
    """
    return _OWNED.sub("", name)
