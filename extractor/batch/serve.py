"""A reader for one thread of a Dask worker: jobs come in on stdin, what became of them goes out on stdout.

Dask's own processes may not have children of multiprocessing, and a document that hangs or crashes must not cost a
worker its other documents. So each thread of a Dask worker starts this program, which reads one document after another
in a worker process of its own, within the same limits as a run without Dask. It ends with its stdin, in the middle of a
document too: who would have its outcome is gone.

    python -m extractor.batch.serve
"""

from __future__ import annotations

import os
import pickle
import queue
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from extractor.batch.pool import Limits, run_jobs
from extractor.batch.run import Job, Options, Worker


def main() -> int:
    """Read jobs for as long as stdin is open; does not return but by an error."""
    # What is printed by accident must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits, options, worker = _received(sys.stdin.buffer)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=[sys.stdin.buffer, jobs], daemon=True).start()
    for _, done in run_jobs(_forever(jobs), options, limits, worker=worker):
        pickle.dump(done, answers)
        answers.flush()
    return 0


def _received(stream: BinaryIO) -> tuple[Limits, Options, Worker]:
    limits, options, worker = pickle.load(stream)
    return limits, options, worker


def _receive(stream: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    with suppress(EOFError):
        while True:
            jobs.put(pickle.load(stream))
    os._exit(0)  # the reader ends with this process


def _forever(jobs: queue.SimpleQueue[Job]) -> Iterator[Job]:
    while True:
        yield jobs.get()


if __name__ == "__main__":
    sys.exit(main())
