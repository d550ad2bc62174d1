"""Part-of-speech tags → the noun phrases around a verb, by regular expressions over tag letters.

Law: a phrase is a half-open range of tokens inside one sentence.
"""

from __future__ import annotations

import re

from framing.grammar import word_class

__all__ = ["head_end_of", "main_subject", "phrase_left", "phrase_right", "subject"]

# A noun phrase: a pronoun, or determiners, modifiers and a noun head.
_NOUN_PHRASE = re.compile(r"Y|W|T?(?:R?[AEGUNPS$]|[NPA]:(?=[NPAEG])|(?<=[NPU])\.(?=P)|T)*[NPU]|T|U")
_WHICH = frozenset({"last", "this", "next"})
_MAX_SUBJECT = 30  # tokens a subject may be away from its verb


def phrase_right(tags: str, words: list[str], position: int, first: int, last: int) -> tuple[int, int] | None:
    """A noun phrase from `position`, with what hangs on it: of-phrases, appositions of a name."""
    if position >= last:
        return None
    found = _NOUN_PHRASE.match(tags, position - first)
    if found is None or found.end() == found.start():
        return None
    end = found.end() + first
    while end < last:
        if (tags[end - first] == "I" and words[end] in ("of", "for", "at", "from", "with", "in")) or (
            words[end] == "and" and end + 1 < last and tags[end + 1 - first] == "P"
        ):
            more = _NOUN_PHRASE.match(tags, end + 1 - first)
        else:
            break
        if more is None or more.end() == more.start():
            break
        end = more.end() + first
    # ", the ministry's spokesman," behind a name belongs to the source.
    if end < last and words[end] == "," and tags[end - 1 - first] in "PN":
        apposition = _NOUN_PHRASE.match(tags, end + 1 - first)
        if apposition is not None and apposition.end() > apposition.start() and tags[end + 1 - first] in "TNAU":
            stop = apposition.end() + first
            while stop < last and tags[stop - first] == "I":
                more = _NOUN_PHRASE.match(tags, stop + 1 - first)
                if more is None or more.end() == more.start():
                    break
                stop = more.end() + first
            if stop < last and tags[stop - first] in ",.":
                end = stop
    return position, end


def subject(tags: str, words: list[str], left: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `left`, walking back over appositions and brackets."""
    if left < first:
        return None
    tag = tags[left - first]
    if tag == "R" and left > first:
        return subject(tags, words, left - 1, first)
    if tag == ")":
        opening = tags.rfind("(", 0, left - first)
        return subject(tags, words, opening - 1 + first, first) if opening > 0 else None
    if tag == "W" and words[left] in ("who", "which", "that") and left > first:
        inner = left - 1
        if tags[inner - first] == "," and inner > first:
            inner -= 1
        return phrase_left(tags, words, inner, first)
    if tag == ",":
        # "Jane Roe, who runs the agency, said": the phrase before the earlier comma.
        earlier = tags.rfind(",", max(0, left - first - _MAX_SUBJECT), left - first)
        if earlier > 0 and tags[earlier - 1] in "NPU)Y":
            between = tags[earlier + 1 : left - first]
            # What stands between is a relative clause or an apposition, not a clause of its own.
            aside = between[:1] == "W" or not set(between) & set("VDMBHKY")
            if aside and '"' not in between and "." not in between:
                head = phrase_left(tags, words, earlier - 1 + first, first)
                if head is not None:
                    return head[0], left
        return None
    if tag == "N" and left - 2 >= first and words[left] in word_class("times") and words[left - 1] in _WHICH:
        earlier_subject = subject(tags, words, left - 2, first)  # "the minister last year denied"
        if earlier_subject is not None:
            return earlier_subject
    if tag in "NPUYTS":
        return phrase_left(tags, words, left, first)
    if tag in "AE" and left > first and tags[left - 1 - first] == "T":
        return left - 1, left + 1  # "the accused said"
    if tag == "A" and words[left] in ("many", "some", "few", "several", "most", "others"):
        return left, left + 1
    return None


def phrase_left(tags: str, words: list[str], left: int, first: int) -> tuple[int, int] | None:
    """The longest plausible noun phrase that ends with the token `left`."""
    end = left + 1
    position = left - first
    if tags[position] in "YW" or (tags[position] == "T" and words[left] in word_class("bare_subjects")):
        return left, end
    start = position
    while start >= 0:
        # The base phrase: modifiers and nouns.
        while start > 0 and (
            tags[start - 1] in "NPUAS$EG"
            or (
                tags[start - 1] == ":"
                and tags[start - 2 : start - 1] in ("N", "P", "A")
                and start >= 2
                and words[start - 1 + first] == "-"
            )
            or (tags[start - 1] == "." and tags[start - 2 : start - 1] == "P" and tags[start] == "P")
            or (tags[start - 1] == "R" and tags[start] in "AE")
        ):
            start -= 1
        while start > 0 and tags[start - 1] == "T":
            start -= 1
        # What it hangs on: "a spokesman for the ministry", "Roe and Doe".
        if (
            start >= 2
            and tags[start - 1] == "I"
            and words[start - 1 + first] in word_class("attaching")
            and tags[start - 2] in "NPU"
        ):
            start -= 2
            continue
        if (
            start >= 3
            and tags[start - 1] in "IO"
            and words[start - 2 + first] in word_class("privy")
            and tags[start - 3] in "NP"
        ):
            start -= 3  # "officials familiar with the matter"
            continue
        if start >= 2 and words[start - 1 + first] in ("and", "&") and tags[start - 2] in "P" and tags[start] in "P":
            start -= 2
            continue
        break
    while start < position and tags[start] in "EGR,:.S" and tags[start] not in "P":
        start += 1
    if tags[start : position + 1].strip("T.,:") == "" and words[left] not in word_class("bare_subjects"):
        return None
    # An adjunct before the subject ("On Monday the minister said") was kept out by the tags of
    # prepositions; a bare day name was not.
    while start < position and words[start + first] in word_class("days") and tags[start + 1] in "TPNA":
        start += 1
    return start + first, end


def main_subject(tags: str, words: list[str], first: int, before: int) -> tuple[int, int] | None:
    """The subject of the first finite verb of the sentence, for coordinated and -ing cues."""
    for position in range(before - first - 1, 0, -1):
        if tags[position] in "VDMBHK" and tags[position - 1] in "NPYUR)W,":
            found = subject(tags, words, position - 1 + first, first)
            if found is not None:
                return found
    return None


def head_end_of(tags: str, start: int, end: int, first: int) -> int:
    """Where the head noun of a source phrase ends: before of-phrases and appositions."""
    found = _NOUN_PHRASE.match(tags, start - first)
    if found is None or found.end() + first > end or found.end() == found.start():
        return end
    return found.end() + first
