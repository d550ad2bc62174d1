"""Text → token columns: words, numbers, clitics and punctuation with exact offsets.

Law: tokens are disjoint and ascending, never empty, hold no white space, and every
code point outside them is white space.
"""

from __future__ import annotations

import re
from itertools import accumulate

from framing.document import TokenColumns

__all__ = ["tokenize"]

# Clitics ("'s", "n't") and the parts of hyphenated words are tokens of their own, as in the
# Universal Dependencies treebanks: "US-led" must show the actor in it, "didn't" its negation.
# The look-ahead after a word makes "didn't" give up its n to the clitic by backtracking.
_CLITIC = r"(?i:s|re|ve|ll|d|m|t)\b"
_TOKEN = re.compile(
    rf"""(
    [a-z]+(?=[ ,])                                          # most words, at the least cost
    | (?:[^\W\d_]\.){{2,}}                                  # U.S., e.g.
    | [^\W\d_][^\W_]*(?:['’](?!{_CLITIC})[^\W\d_][^\W_]*)*(?!['’][tT]\b)
    | \d[\d,.:]*(?<![,.:])[^\W_]*                           # 1,000.5  13th  19:30
    | [nN]['’][tT]\b | ['’]{_CLITIC}
    | \.{{2,}} | --+
    | \S
    )""",
    re.VERBOSE,
)


def tokenize(text: str) -> TokenColumns:
    """Split a text into tokens.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    TokenColumns
        Offsets in code points and look-up forms.

    Examples
    --------
    >>> tokenize("The U.S.-led talks didn’t end: Kyiv's $1,000.50 bill...").words
    ['the', 'u.s.', '-', 'led', 'talks', 'did', "n't", 'end', ':', 'kyiv', "'s", '$', '1,000.50', 'bill', '...']
    """
    lowered = text.lower().replace("’", "'")
    if len(lowered) != len(text):  # a few letters grow in lower case (İ); keep the offsets true
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text).replace("’", "'")
    # Gaps and tokens in turn, so that the offsets are running sums of their lengths.
    parts = _TOKEN.split(lowered)
    edges = list(accumulate(map(len, parts)))
    starts = edges[:-1:2]
    return TokenColumns(starts, edges[1::2], parts[1::2], list(map(str.isupper, map(text.__getitem__, starts))))
