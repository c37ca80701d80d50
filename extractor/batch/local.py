"""A run on this machine: files are digested as they come, documents are read in worker processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from extractor.batch.places import Place, RemoteFile, digest
from extractor.batch.pool import Limits, Running, run_jobs
from extractor.batch.run import Done, Job, Options, Worker

_FETCHING = 8
"""Remote files that are digested at a time: the way to them is long, not narrow."""


class Local:
    """Worker processes of this machine."""

    def digests(self, places: Iterable[Place], seconds: float) -> Iterator[tuple[Place, str]]:
        """sha256 of each file, in order."""
        return digests(places, seconds)

    def run_jobs(
        self, jobs: Iterable[Job], options: Options, limits: Limits, running: Running | None, worker: Worker
    ) -> Iterator[tuple[Job, Done]]:
        """See `extractor.batch.pool.run_jobs`."""
        return run_jobs(jobs, options, limits, running, worker)


def digests(places: Iterable[Place], seconds: float = 0) -> Iterator[tuple[Place, str]]:
    """sha256 of each file, in order, "" where it cannot be read; remote files are fetched some ahead.

    A remote file that has not ended after `seconds` has "", too: the worker that reads it is stopped by its own limits.
    """
    ahead: deque[tuple[Place, Future[str] | None]] = deque()
    with ThreadPoolExecutor(_FETCHING) as threads:
        try:
            for place in places:
                ahead.append((place, threads.submit(digest, place, seconds) if isinstance(place, RemoteFile) else None))
                if not isinstance(place, RemoteFile) or len(ahead) >= _FETCHING:
                    yield _digested(*ahead.popleft())
            while ahead:
                yield _digested(*ahead.popleft())
        finally:
            threads.shutdown(cancel_futures=True)


def _digested(place: Place, fetched: Future[str] | None) -> tuple[Place, str]:
    return place, digest(place) if fetched is None else fetched.result()
