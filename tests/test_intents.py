"""What a reader finds on comparing the seed events, and how much of it the comparison recovers."""

from benchmarks.intents import recovered

FLOOR = 35  # of 40; 36 with the weights before those of 2026-11-29 (docs/benchmarks.md says which was lost and why)


def test_comparisons_recover_what_a_reader_found():
    rows = recovered("encoder")
    assert len(rows) == 40
    missed = [statement["id"] for statement, won, *_ in rows if not won]
    assert len(rows) - len(missed) >= FLOOR, missed
