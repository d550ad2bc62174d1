"""The browser, its accessibility checker, and pages on disk."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import framing
from tests.browser.chromium import Chromium, found
from tests.texts import LEVY, WALL

ROOT = Path(__file__).resolve().parents[2]
# Where `npm install --prefix .venv/npm axe-core` puts it; another place can be named.
AXE = Path(os.environ.get("FRAMING_AXE", ROOT / ".venv" / "npm" / "node_modules" / "axe-core" / "axe.min.js"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    if found() is None:
        pytest.skip("needs a browser: apt-get install chromium")
    if importlib.util.find_spec("websocket") is None:
        pytest.skip("needs websocket-client: pip install '.[dev]'")
    browser = Chromium()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("needs axe-core: npm install --prefix .venv/npm axe-core")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def write(tmp_path_factory) -> Callable[[str, str], Path]:
    folder = tmp_path_factory.mktemp("pages")

    def write(name: str, text: str) -> Path:
        path = folder / f"{name}.html"
        path.write_text(text, encoding="utf-8", errors="xmlcharrefreplace")
        return path

    return write


@pytest.fixture(scope="session")
def network_profile() -> framing.FramingProfile:
    """One article read by the default engine, whose evidence overlaps more."""
    return framing.analyze(WALL)


@pytest.fixture(scope="session")
def article_page(write, network_profile) -> Path:
    return write("article", network_profile.to_html())


@pytest.fixture(scope="session")
def comparison_page(write, analyzer) -> Path:
    profiles = [analyzer.analyze(text) for text in (WALL, LEVY, WALL.replace("reckless", "careless"))]
    return write("comparison", framing.compare(profiles, names=["wall", "levy", "echo"]).to_html())
