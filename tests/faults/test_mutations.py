"""Seeded mutations of a real document, five hundred with the slow set: none crashes the program, and none passes with
figures not its own."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import pytest

from extractor.batch import Job, Limits, Options
from extractor.batch.pool import run_jobs
from tests.conftest import in_slow_set
from tests.faults.command import extract, folder_of, unharmed
from tests.faults.mutate import KINDS, mutated, read_mutated

FEW = {"short": range(36), "whole": range(6)}
MORE = {"short": range(36, 240), "whole": range(24, 42)}


@pytest.mark.parametrize("seeds", [FEW, *in_slow_set(MORE)], ids=["few", "more"])
def test_mutations_prove_no_wrong_figure(tmp_path: Path, seeds: dict[str, range]) -> None:
    jobs = [
        Job(Path(f"{size}_{kind}_{seed}"))
        for size, some in seeds.items()
        for seed, kind in zip(some, itertools.cycle(KINDS), strict=False)
    ]
    limits = Limits(jobs=2, timeout=300, max_memory=3000)
    ended = [done for _, done in run_jobs(jobs, Options(tmp_path), limits, worker=read_mutated)]
    assert len(ended) == sum(map(len, seeds.values()))
    assert {done.outcome.source: done.notes for done in ended if done.notes} == {}
    codes = Counter(done.outcome.code for done in ended)
    assert not codes.keys() & {"internal", "crashed", "memory", "timeout"}, codes
    statuses = {done.outcome.status for done in ended}
    # Of every consequence. Most of what once contradicted its sums was a font that says of a digit that it is another;
    # that is a doubt now, and a changed digit of the page itself is rare.
    assert {"verified", "doubtful", "failed", *(["inconsistent"] if seeds == MORE else [])} <= statuses


def test_mutations_among_others_on_the_command_line(tmp_path: Path, alone: dict[str, str]) -> None:
    files = {f"{kind}.pdf": mutated("whole", kind, 0) for kind in KINDS}
    unharmed(extract(folder_of(tmp_path / "in", files), tmp_path / "out", "--timeout", "300"), alone)
