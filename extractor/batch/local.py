"""A run on this machine: files are digested as they come, documents are read in worker processes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from extractor.batch.aside import aside, awaited
from extractor.batch.locations import Location, Looked, RemoteFile, look
from extractor.batch.pool import Limits, Running, run_jobs
from extractor.batch.run import Done, Job, Options, Worker
from extractor.errors import TimedOutError

_FETCHING = 8
"""Remote files that are digested at a time: the way to them is long, not narrow."""


class Local:
    """Worker processes of this machine."""

    def digests(self, locations: Iterable[Location], limits: Limits) -> Iterator[Looked]:
        """sha256 of each entry, in order."""
        return digests(locations, limits)

    def run_jobs(
        self, jobs: Iterable[Job], options: Options, limits: Limits, running: Running | None, worker: Worker
    ) -> Iterator[tuple[Job, Done]]:
        """See `extractor.batch.pool.run_jobs`."""
        return run_jobs(jobs, options, limits, running, worker, at_once=True)


def digests(locations: Iterable[Location], limits: Limits) -> Iterator[Looked]:
    """sha256 of each entry, in order, or why there is none; remote files are fetched some ahead.

    Opening and looking at a file takes no longer and no more than reading it may: the time and the memory of a worker.
    """
    ahead: deque[tuple[Location, Future[Looked] | None, float]] = deque()

    def first() -> Looked:
        location, fetched, started = ahead.popleft()
        if fetched is None:
            return look(location, limits.timeout, limits.max_bytes)
        try:
            if not limits.timeout:
                return fetched.result()
            return awaited(fetched, started + limits.timeout - time.monotonic(), limits.timeout)
        except TimedOutError as error:
            return Looked(location, error=error)

    for location in locations:
        far = isinstance(location, RemoteFile)
        fetched = aside(look, location, 0, limits.max_bytes) if far else None
        ahead.append((location, fetched, time.monotonic()))
        if not far or len(ahead) >= _FETCHING:
            yield first()
    while ahead:
        yield first()
