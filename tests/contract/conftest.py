"""The contract holds for every engine."""

from __future__ import annotations

import pytest

import framing


@pytest.fixture(scope="session", params=framing.engines())
def analyzer(request: pytest.FixtureRequest) -> framing.Analyzer:
    return framing.Analyzer(request.param)
