"""Workers that end in odd ways cost one document each, and the run ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.batch import Limits, Options, Settings, execute
from tests.faults.workers import odd

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.mark.slow
def test_workers_that_end_in_odd_ways(tmp_path: Path) -> None:
    ends = {
        "leave": "internal",
        "interrupt": "internal",
        "killed": "crashed",
        "stopped": "timeout",
        "unspeakable": "internal",
        "unsendable": "internal",
        "nothing": "internal",
        "endless": "internal",
        "deaf": "budget",
        "lingering": "budget",
    }
    names = [*ends, *(f"quick_{number}" for number in range(6))]
    paths = [tmp_path / f"{name}.pdf" for name in names]
    for path in paths:
        path.write_text(path.name)
    settings = Settings(Limits(jobs=2, timeout=10, max_memory=2000))
    done = list(execute(paths, Options(tmp_path / "out"), settings, worker=odd))
    told = {one.outcome.source.removesuffix(".pdf"): one.outcome for one in done}
    assert {name: outcome.code for name, outcome in told.items()} == ends | {
        f"quick_{number}": "budget" for number in range(6)
    }
    assert all(outcome.message and outcome.hint for outcome in told.values() if outcome.status == "failed")
