"""Size of pages and the time it takes to make them from a profile, for articles put together from the seeds.

    python -m benchmarks.pages

Times are the best of five and depend on the machine; sizes do not.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import framing

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "articles"
_WORDS = (500, 1000, 3000)
_ROUNDS = 5


def say(line: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(line + "\n")


def article_of(n_words: int) -> str:
    """Return whole paragraphs of the seeds, in the order of their names, of about so many words."""
    paragraphs: list[str] = []
    count = 0
    for path in sorted(SEEDS.glob("*.txt")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            if count >= n_words:
                return "\n\n".join(paragraphs)
            paragraphs.append(paragraph)
            count += len(paragraph.split())
    return "\n\n".join(paragraphs)


def measured(make: Callable[[], str]) -> tuple[float, int]:
    """Return milliseconds at best, and bytes of what is made."""
    best = float("inf")
    made = ""
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        made = make()
        best = min(best, time.perf_counter() - began)
    return 1000 * best, len(made.encode("utf-8"))


def main() -> None:
    """Print the table."""
    analyzer = framing.Analyzer()
    say("words  sentences  notes  page ms  page kB  notebook ms  notebook kB")
    for n_words in _WORDS:
        profile = analyzer.analyze(article_of(n_words))
        page_ms, page_size = measured(profile.to_html)
        notebook_ms, notebook_size = measured(profile._repr_html_)
        say(
            f"{len(profile.article.text.split()):5d}  {len(profile.sentences):9d}  "
            f"{profile.to_html().count('<li id='):5d}  {page_ms:7.0f}  {page_size / 1000:7.0f}  "
            f"{notebook_ms:11.0f}  {notebook_size / 1000:11.0f}"
        )


if __name__ == "__main__":
    main()
