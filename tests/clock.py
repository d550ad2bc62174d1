"""A limit on time that ends what it limits, so that a slow algorithm fails its test instead of stopping all."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail the test if the block takes longer."""

    def stop(*_: object) -> None:
        pytest.fail(f"took more than {seconds} s", pytrace=False)

    began = time.perf_counter()
    if hasattr(signal, "SIGALRM"):
        previous = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)
    else:
        yield
    assert time.perf_counter() - began < seconds
