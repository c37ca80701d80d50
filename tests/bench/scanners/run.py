"""Many scans made and read in processes of their own, one after the other."""

from __future__ import annotations

import logging
import multiprocessing
import sys
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.bench.scanners.one import Made, Result, make, read

Wanted = tuple[int, int, str, int, list[str]]
"""Number, seed, kind, dots an inch, printers."""


def make_all(wanted: Sequence[Wanted], folder: Path, processes: int) -> list[Made]:
    """Every scan drawn. Drawing takes more memory than reading, and is over before reading begins."""
    made: list[Made] = []
    with _pool(processes) as pool:
        for done in pool.map(partial(_make, folder=folder), wanted):
            made.append(done)
            _say(f"{done.name}: {done.fault or 'made'}")
    return made


def read_all(made: Sequence[Made], keep: Path | None, processes: int) -> Iterator[Result]:
    """Every scan read, each kind and resolution by new processes: the peak of memory is a process's."""
    for group in dict.fromkeys((each.kind, each.dpi) for each in made):
        mine = [each for each in made if (each.kind, each.dpi) == group]
        with _pool(processes) as pool:
            for result in pool.map(partial(read, keep=keep), mine):
                _say(f"{result.made.name}: {result.score.right}/{result.score.true} {result.status}")
                yield result


def _make(wanted: Wanted, folder: Path) -> Made:
    return make(*wanted, folder)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max(1, processes), multiprocessing.get_context("spawn"), initializer=quiet)


def quiet() -> None:
    """No warnings of other people's libraries, and one thread a process."""
    import cv2

    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    cv2.setNumThreads(1)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
