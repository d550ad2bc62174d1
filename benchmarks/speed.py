"""Speed of the whole analysis, measured in one run beside VADER's single number.

    python -m benchmarks.speed [--data ../shared/data] [--articles 300]

Prints sentences per second over real articles, the ratio to VADER's `polarity_scores` on the
same sentences, the time of one very long article against a tenth of it, and what importing
adds to importing pandas. Ratios within a run mean something; absolute numbers are the machine's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import framing

ROOT = Path(__file__).resolve().parent.parent
_ROUNDS = 3
_LONG = 10_000_000  # code points of the long article


def say(line: str = "") -> None:
    """Print one line of a table."""
    sys.stdout.write(line + "\n")


def articles(data: Path, n: int) -> list[str]:
    """Return the texts of the first articles of the unlabelled sample."""
    texts: list[str] = []
    with gzip.open(next((data / "unlabelled").glob("*.gz")), "rt", encoding="utf-8") as lines:
        for line in lines:
            texts.append(json.loads(line)["text"])
            if len(texts) == n:
                break
    return texts


def throughput(texts: list[str]) -> None:
    """Sentences per second of the whole analysis and of VADER, alternating, medians of rounds."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = framing.Analyzer("lexicon")
    vader = SentimentIntensityAnalyzer()
    warm = list(analyzer.analyze_many(texts[:60]))
    sentences = [s.text for profile in map(analyzer.analyze, texts) for s in profile.article.sentences]
    vader.polarity_scores(warm[0].article.sentences[0].text)
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        for _ in analyzer.analyze_many(texts):
            pass
        ours.append(len(sentences) / (time.perf_counter() - started))
        started = time.perf_counter()
        for text in sentences:
            vader.polarity_scores(text)
        theirs.append(len(sentences) / (time.perf_counter() - started))
    mine, other = statistics.median(ours), statistics.median(theirs)
    say("| whole analysis, one process | sentences a second | ratio |")
    say("|---|---|---|")
    say(f"| framing, lexicon engine: reading, four dimensions, actors, profile | {mine:,.0f} | {mine / other:.2f} |")
    say(f"| VADER `polarity_scores`: one number, sentences already split | {other:,.0f} | 1 |")
    say()


def length(texts: list[str]) -> None:
    """Seconds for one very long article and for a tenth of it."""
    joined = "\n\n".join(texts)
    joined *= _LONG // len(joined) + 1
    analyzer = framing.Analyzer("lexicon")
    analyzer.analyze(texts[0])
    say("| one article of | seconds |")
    say("|---|---|")
    for size in (_LONG // 10, _LONG):
        started = time.perf_counter()
        analyzer.analyze(joined[:size])
        say(f"| {size / 1e6:.0f} million code points | {time.perf_counter() - started:.1f} |")
    say()


def imports() -> None:
    """What `import framing` adds to importing pandas, best of five fresh processes."""
    code = "import pandas, time; t = time.perf_counter(); import framing; print(time.perf_counter() - t)"
    best = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout)
        for _ in range(5)
    )
    say("| `import framing` after pandas | seconds |")
    say("|---|---|")
    say(f"| best of five | {best:.3f} |")
    say()


def main() -> None:
    """Run every measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--no-long", action="store_true", help="leave out the very long article")
    options = parser.parse_args()
    texts = articles(options.data, options.articles)
    throughput(texts)
    if not options.no_long:
        length(texts)
    imports()


if __name__ == "__main__":
    main()
