"""Importing the package does no work."""

import json
import subprocess
import sys

import pytest

import framing

HEAVY = (
    "matplotlib", "sklearn", "scipy", "nltk", "pandas", "trafilatura", "lxml", "pyarrow", "dask", "rich",
    "framing.plots", "framing.corpus", "framing.vectorizer", "framing.report", "framing.cli",
)  # fmt: skip


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_loads_nothing_heavy():
    loaded = json.loads(python("import framing, sys, json; print(json.dumps(sorted(sys.modules)))"))
    assert [name for name in HEAVY if name in loaded] == []


def test_import_adds_under_a_fifth_of_a_second_to_pandas():
    code = (
        "import time; t = time.perf_counter(); import pandas; whole = time.perf_counter() - t\n"
        "t = time.perf_counter(); import framing; added = time.perf_counter() - t; print(added, added / whole)"
    )
    # The best of a few runs is the cost of the work; the rest is what else the machine does. Where pandas itself takes
    # half a second and more, the fifth is of a faster machine's, and framing still takes less than six tenths of it.
    runs = [tuple(map(float, python(code).split())) for _ in range(5)]
    assert min(added for added, _ in runs) < 0.2 or min(share for _, share in runs) < 0.6


def test_import_opens_no_file_of_ours_but_modules():
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == 'open' else None)\n"
        "import framing\n"
        "print('\\n'.join(p for p in opened if p.endswith(('.tsv', '.toml', '.json', '.onnx'))))"
    )
    assert python(code).strip() == ""


def test_import_changes_nothing_global():
    code = (
        "import pandas, warnings, logging, os, random, sys\n"  # what numpy and pandas do is theirs
        "before = (list(warnings.filters), list(logging.root.handlers), dict(os.environ), random.getstate())\n"
        "import framing\n"
        "assert before == (list(warnings.filters), list(logging.root.handlers), dict(os.environ), random.getstate())"
    )
    python(code)


@pytest.mark.parametrize("name", framing.__all__)
def test_every_public_name_can_be_reached(name):
    assert getattr(framing, name) is not None
    assert name in dir(framing)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        framing.nonsense  # noqa: B018


def test_the_lazy_parts_work_from_a_fresh_start():
    code = (
        "import framing\n"
        "assert callable(framing.plots.profile)\n"
        "assert callable(framing.corpus.analyze_frame)\n"
        "assert isinstance(framing.FramingVectorizer, type)"
    )
    python(code)


def test_star_import_gives_exactly_the_public_names():
    code = (
        "before = set(dir())\n"
        "from framing import *\n"
        "import framing\n"
        "assert set(dir()) - before - {'before', 'framing'} == set(framing.__all__), set(dir()) ^ set(framing.__all__)"
    )
    python(code)
