"""Speed of the whole analysis, measured in one run beside VADER's single number.

    python -m benchmarks.speed [--data ../shared/data] [--articles 300]

Prints sentences per second over real articles, the ratio to VADER's `polarity_scores` on the
same sentences, the encoder engine beside its bare network and a network of RoBERTa-base's size, the
first profile and the memory of a fresh process, the time of one very long article against a tenth of
it, and what importing adds to importing pandas. Ratios within a run mean something; absolute numbers are the machine's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tokenizers import Tokenizer

import framing
from framing.engines.model import Model, models_folder

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


def network(texts: list[str]) -> None:
    """The whole analysis beside its bare network and a network of the size of RoBERTa-base, alternating."""
    analyzer = framing.Analyzer("encoder")
    list(analyzer.analyze_many(texts[:10]))
    sentences = [s.text for profile in analyzer.analyze_many(texts) for s in profile.article.sentences]
    model = Model(models_folder())
    passes = model.passes(sentences)
    model.run(passes[0])
    big = _roberta_sized()
    few = sentences[:: max(1, len(sentences) // 192)][:192]
    whole, bare, large = [], [], []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        for _ in analyzer.analyze_many(texts):
            pass
        whole.append(len(sentences) / (time.perf_counter() - started))
        started = time.perf_counter()
        for feeds in passes:
            model.run(feeds)
        bare.append(len(sentences) / (time.perf_counter() - started))
        if big is not None:
            started = time.perf_counter()
            big(few)
            large.append(len(few) / (time.perf_counter() - started))
    mine, net = statistics.median(whole), statistics.median(bare)
    say("| encoder engine, one process | sentences a second | to the bare network |")
    say("|---|---|---|")
    say(f"| framing, `analyze_many`: everything | {mine:,.0f} | {mine / net:.2f} |")
    say(f"| its network alone, 8 bits, sentences ready as word pieces | {net:,.0f} | 1 |")
    if large:
        other = statistics.median(large)
        say(
            f"| a network of the size of RoBERTa-base in torch, the same sentences | {other:,.0f} | {other / net:.3f} |"
        )
        say(f"\n`analyze_many` is {mine / other:.0f} times as fast as the RoBERTa-sized network alone.")
    else:
        say("\n(The RoBERTa-sized network needs torch, which is not installed here.)")
    say()


def _roberta_sized() -> Callable[[list[str]], None] | None:
    """A network of RoBERTa-base's shape with random weights: its speed does not depend on them."""
    try:
        import torch
    except ImportError:
        return None
    torch.manual_seed(0)
    layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
    encoder = torch.nn.TransformerEncoder(layer, 12, enable_nested_tensor=False).eval()
    words = torch.nn.Embedding(50_265, 768)
    tokenizer = Tokenizer.from_file(str(models_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def run(sentences: list[str]) -> None:
        pieces = sorted((tokenizer.encode(text).ids for text in sentences), key=len)
        with torch.inference_mode():
            for start in range(0, len(pieces), 32):
                rows = pieces[start : start + 32]
                ids = torch.zeros(len(rows), len(rows[-1]), dtype=torch.long)
                padding = torch.ones(ids.shape, dtype=torch.bool)
                for place, row in enumerate(rows):
                    ids[place, : len(row)] = torch.tensor(row)
                    padding[place, : len(row)] = False
                encoder(words(ids), src_key_padding_mask=padding)

    return run


def first() -> None:
    """A fresh process: seconds to its first profile, and its peak memory over many articles."""
    code = (
        "import time; t = time.perf_counter(); import framing, pathlib; "
        "framing.analyze(pathlib.Path('seeds/articles/attack-hawk.txt')); print(time.perf_counter() - t)"
    )
    best = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout)
        for _ in range(5)
    )
    many = (
        "import framing, pathlib, re; a = framing.Analyzer(); "
        "texts = [p.read_text() for p in sorted(pathlib.Path('seeds/articles').glob('*.txt'))] * 10; "
        "n = sum(len(p.sentences) for p in a.analyze_many(texts)); "
        # Not getrusage: its peak counts the process that this one was forked from.
        "print(int(re.search(r'VmHWM:\\s*(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]) / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", many], capture_output=True, text=True, check=True, cwd=ROOT)
    say("| fresh process, encoder engine | |")
    say("|---|---|")
    say(f"| import and first profile, seconds, best of five | {best:.2f} |")
    say(f"| peak memory over many articles, MB | {float(done.stdout):.0f} |")
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
    network(texts[: options.articles // 3])
    first()
    if not options.no_long:
        length(texts)
    imports()


if __name__ == "__main__":
    main()
