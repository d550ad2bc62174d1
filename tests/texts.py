"""Articles written for these tests: invented places, people and events."""

from __future__ import annotations

from framing.document import Article
from framing.reading.text import build_article

WALL = """\
Storm wall at Karsund holds as minister attacks council

KARSUND — The sea wall held on Tuesday night, officials said, although some believe the next storm could overwhelm it.

“This council is reckless and corrupt,” said Interior Minister Paul Weller. He accused Mayor Anna Brandt of lying \
about the repairs.

According to a report by the engineering institute, the foundations are probably weaker than the mayor claimed. \
Brandt denied the charge on Wednesday.

Reports have surfaced that the contractor may have hidden defects. Germany and Norway condemned the minister's \
shameful attack on the mayor, and Brandt praised their courage.

The wall was built in 1974. It is four kilometres long and protects about 60,000 homes.
"""

LEVY = """\
Parliament narrowly passes water levy

Parliament passed the water levy on Thursday by 61 votes to 58. Finance Minister Elena Marsh said the money would \
repair pipes in three provinces.

“It is an honest law,” Marsh told reporters. Opposition leader Tom Reyes called it a “disgraceful betrayal” of \
farmers, and critics say the levy might not survive a court challenge.

The levy is certainly popular in the cities. The vote appears to have divided the governing \
party. Two of its members reportedly abstained.
"""

PLAIN = "The bridge opened at noon. It carries two lanes. The toll is four crowns."

PASTE = """\
Home
World
Weather

Ferry service resumes between Lindholm and the outer islands

By Mira Okafor

Published 14 March 2031, 09:20

The ferry between Lindholm and the outer islands resumed on Friday after eleven days of repairs, the harbour \
authority said in a statement. Two of the three boats are back in service and the third is expected within a week.

Islanders had relied on a fishing boat to bring in food and medicine since the engine of the larger ferry failed on \
3 March. “We could not have gone on much longer,” said Berit Hagen, who runs the only shop on the island of Store Kalv.

The harbour authority said that the fault had been traced to a worn bearing and that the other engines would be \
checked before the summer season begins.

Read more
Sign up for our newsletter
Copyright 2031 Lindholm Post. All rights reserved.
"""

HTML = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tunnel reopens after inspection | Vale Gazette</title>
<meta property="og:title" content="Tunnel reopens after inspection">
<meta property="og:site_name" content="Vale Gazette">
<link rel="canonical" href="https://gazette.example/tunnel">
<meta property="article:published_time" content="2021-03-14">
<style>.secretstyle{color:red}</style><script>var secretscript = 1;</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Tunnel reopens after inspection</h1>
<p>The Vale tunnel reopened on Monday after engineers finished a two-week inspection of its ventilation, the road \
agency said. Traffic was light in the first hours and no delays were reported on the mountain road.</p>
<p>“The fans may need to be replaced next year,” said Ida Moreau, the chief engineer of the agency. She said the \
work would be done at night so that the tunnel could stay open during the day.</p>
<p>Critics say the agency ignored warnings about the fans for years. The agency denied that and published the \
reports of its last four inspections, which found no defects that would have required a closure.</p></article>
<footer>All rights reserved</footer></body></html>
"""

ARTICLES = {"wall": WALL, "levy": LEVY, "plain": PLAIN, "paste": PASTE}

# Legal or hostile, and all of them text.
ODD = {
    "surrogate": "Some \ud800 say it may fail.",
    "surrogate pair apart": "It may \ud83d\ude00 fail, he said.",
    "nul": "Officials\0said it may\0fail.",
    "emoji": "🎉🔥👩‍👩‍👧‍👦",
    "zero width": "\u200b\u200d\u2060\ufeff",
    "zero width inside": "Cri\u200btics say it may\u200b fail.",
    "rtl": "قال الوزير إن السد قد ينهار. ونفى المجلس ذلك.",
    "rtl override": "\u202eCritics say it may fail.\u202c",
    "combining": "Z\u0351\u0343a\u0300l\u0327go said it may fail.",
    "turkish": "İstanbul may fail, İZMİR said.",
    "cjk": "部长说大坝可能会倒塌。市长否认了。",
    "one letter": "a",
    "punctuation": "?!… — “”",
    "markup": "<b>Critics</b> say &amp; <script>alert(1)</script> it may fail.",
    "dollars": "The $5 fee may rise to $6, officials said.",
    "controls": "Critics\x1b[31m say\x07 it may fail.",
    "separators": "One may fall.\u2028Two may fall.\x85Three may fall.\r\nFour.\rFive.",
    "unclosed quote": "“It may fail, he said, and then it",
    "glued": "It may fail.’S next one held, he said.”Then it fell.",
}


def placed(*lines: tuple[str, str]) -> Article:
    """An article of (zone, line) pairs, for tests that are not about finding the zones."""
    text = "\n\n".join(line for _, line in lines)
    blocks: list[tuple[int, int]] = []
    for _, line in lines:
        start = blocks[-1][1] + 2 if blocks else 0
        blocks.append((start, start + len(line)))
    zones = [zone for zone, _ in lines]
    return build_article(text, blocks, zones, title=None, outlet=None, url=None, published=None)
