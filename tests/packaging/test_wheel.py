"""The wheel is built, put into an empty folder, and used there."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.texts import WALL

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="building needs hatchling")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run(
        [*command, "--wheel-dir", str(out), "--quiet", "--disable-pip-version-check"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


@pytest.fixture
def python(installed, tmp_path):
    """Run code that sees the installed wheel, from a folder that is not the checkout."""

    def python(*arguments, **options):
        return subprocess.run(
            [sys.executable, "-W", "error", *map(str, arguments)],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)},
            capture_output=True, text=True, encoding="utf-8", timeout=120, **options,
        )  # fmt: skip

    return python


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"framing", next(top for top in tops if top.endswith(".dist-info"))}
    assert "framing/py.typed" in names
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "framing").rglob("*.py")}
    assert modules == {name for name in names if name.endswith(".py")}
    assert {f"framing/report/{name}" for name in ("marks.css", "page.css", "page.js", "page.html")} <= set(names)
    shipped = {path.relative_to(ROOT / "lexicons").as_posix() for path in (ROOT / "lexicons").rglob("*.*")}
    assert {name for name in shipped if name.endswith((".tsv", ".toml"))} <= {
        name.removeprefix("framing/_lexicons/") for name in names
    }
    assert not [name for name in names if name.endswith((".pyc", ".pkl", ".pickle"))]
    assert any(name.endswith("LICENSE") for name in names)


def test_the_metadata_say_how_to_install_and_run(wheel):
    archive = zipfile.ZipFile(wheel)
    metadata = next(archive.read(n).decode() for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
    points = next(archive.read(n).decode() for n in archive.namelist() if n.endswith("entry_points.txt"))
    for extra in ("html", "corpus", "notebook", "dev", "all"):
        assert f"Provides-Extra: {extra}" in metadata
    assert "Requires-Python: >=3.10" in metadata
    assert "framing = framing.cli:main" in points


def test_it_analyses_far_from_the_checkout(python, installed):
    code = (
        "import framing, sys, pathlib\n"
        "from framing.lexicon import lexicon_folder\n"
        "print(framing.__file__); print(lexicon_folder())\n"
        "profile = framing.analyze(sys.stdin.buffer.read())\n"
        "print(profile.to_json())"
    )
    done = python("-c", code, input=WALL)
    assert done.returncode == 0, done.stderr
    module, lexicons, profile = done.stdout.splitlines()
    assert Path(module).is_relative_to(installed)
    assert Path(lexicons).is_relative_to(installed)
    import framing

    # The same article, version and lexicon rows give the same profile here and there.
    assert framing.FramingProfile.from_json(profile) == framing.analyze(WALL)


def test_its_command_line_works(python):
    done = python("-m", "framing", "analyze", "-", "--json", input=WALL)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["article"]["text"] == WALL
    assert python("-m", "framing", "lexicons").returncode == 0
    assert python("-m", "framing", "explain", "hedging").returncode == 0
    assert python("-m", "framing", "analyze", "missing.txt").returncode == 1
