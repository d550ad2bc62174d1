"""What the properties are tried on: any Unicode text, and text that looks enough like news to be scored."""

from __future__ import annotations

from hypothesis import strategies as st

# Lone surrogates included: a str may hold them.
anything = st.text(st.characters(exclude_categories=()), max_size=60)

_PIECES = (
    "Critics", "some believe", "officials", "Anna Brandt", "Mr. Weller", "Minister Tom Reyes", "Norway", "the U.S.",
    "Kyiv", "Putin", "he", "she", "they", "said", "claimed", "denied", "condemned", "praised", "attacked", "accused",
    "according to", "reports have surfaced", "that", "may", "might", "could", "probably", "reportedly", "appears to",
    "not", "never", "no", "reckless", "corrupt", "heroic", "disgraceful", "regime", "of", "the", "and", "by", "was",
    "wall", "plan", "3.5", "1974", "$5", ".", "!", "?", ",", ":", ";", "…", "—", "-", "“", "”", '"', "‘", "’",
    "(", ")",
    "\n", "\n\n", "By Mira Okafor", "Read more", "Copyright 2031", "KARSUND —", "e.g.",
    "İ", "ß", "\u200b", "🎉", "部长。",
    "قال", "<b>", "&amp;", "\ud83d", "\ude00", "\0",
)  # fmt: skip

newslike = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map(" ".join)
glued = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=25).map("".join)
texts = st.one_of(anything, newslike, glued)
