"""What several tests share: one analyzer, and the profiles of the texts in `tests.texts`."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

import framing
from tests.texts import ARTICLES, ODD

# The same examples in every run, so that a red suite is red for everybody; look for new ones
# with HYPOTHESIS_PROFILE=explore.
settings.register_profile("steady", deadline=None, max_examples=80, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(scope="session")
def analyzer() -> framing.Analyzer:
    return framing.Analyzer("lexicon")


@pytest.fixture(scope="session")
def profiles(analyzer: framing.Analyzer) -> dict[str, framing.FramingProfile]:
    """The profile of every text in `tests.texts`, by its name."""
    return {name: analyzer.analyze(text) for name, text in (ARTICLES | ODD).items()}


@pytest.fixture(scope="session")
def profile(profiles: dict[str, framing.FramingProfile]) -> framing.FramingProfile:
    """An article with all four dimensions in it."""
    return profiles["wall"]
