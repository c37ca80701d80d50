"""Worker processes that outlive bad documents: a hang is killed, a crash costs one document and no other."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from extractor.batch.pulse import forget, seconds_since
from extractor.batch.run import Done, Job, Options, Worker, failed, unforeseen
from extractor.batch.worker import guarded, initialize, work
from extractor.system.forks import context
from extractor.system.process import end_if_asked

_RENEWED_AFTER = 200
"""Documents after which a worker is replaced: whatever a PDF library leaks, it does not add up."""
_TICK = 0.5
STOPPED = frozenset({"timeout", "crashed", "memory"})
"""Codes of documents whose worker may have been stopped while it wrote."""

_TOLD_TO_END = {-getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)}
"""How a worker ends that was told to from outside, as all processes of a service are: no fault of its document."""

Running = Callable[[list[tuple[str, float]]], None]
"""Told now and then which files are being read, and for how many seconds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take."""

    jobs: int = 0
    """Worker processes; 0 for one a core."""
    timeout: float = 300.0
    """Seconds until a document is given up, counted anew from each page read from a picture; 0 for no limit."""
    max_memory: int = 4096
    """MB of address space a worker may take; 0 for no limit."""

    @property
    def workers(self) -> int:
        return self.jobs or available_cores()

    @property
    def max_bytes(self) -> int:
        """What a file may have: a worker holds it in its memory. 0 for no limit."""
        return self.max_memory << 20


def available_cores() -> int:
    """The cores this process may use, which a container may have limited."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def run_jobs(
    jobs: Iterable[Job],
    options: Options,
    limits: Limits,
    running: Running | None = None,
    worker: Worker = work,
    at_once: bool = False,
) -> Iterator[tuple[Job, Done]]:
    """Work jobs off in worker processes, and give each with what became of it, as they end.

    No more jobs are taken from `jobs` than there are workers, so it may be as long as it likes. Closing the iterator
    kills what is still running.

    Args:
        jobs: what is to be done.
        options: what holds for every document.
        limits: what a document may take.
        running: told now and then which files are being read.
        worker: what is done with one file in a worker process.
        at_once: a worker that is done has its next job before the caller hears of the last one, and need not wait while
            that is entered. Not where it is the caller who gives the next job.
    """
    waiting = iter(jobs)
    pulses = tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True)
    folder = Path(pulses.name)
    pool: Any = ProcessPool(
        max_workers=limits.workers,
        max_tasks=_RENEWED_AFTER,
        initializer=initialize,
        initargs=[limits.max_memory, folder, _environment(folder)],
        context=context(),
    )
    going: dict[Any, tuple[Job, float]] = {}

    def hand_out() -> None:
        while len(going) < limits.workers and (job := next(waiting, None)) is not None:
            future: Any = pool.schedule(guarded, args=[worker, job, options])
            going[future] = job, time.monotonic()

    try:
        hand_out()
        while going:
            ended, _ = wait(going, timeout=_TICK, return_when=FIRST_COMPLETED)
            end_if_asked()
            done: list[tuple[Job, Done]] = []
            for one in ended:
                job, started = going.pop(one)
                forget(folder, job)
                done.append((job, _result(one, job, time.monotonic() - started, limits)))
            if at_once:
                hand_out()
            yield from done
            hand_out()
            now = time.monotonic()
            for one, (job, started) in going.items():
                silent = min(now - started, seconds_since(folder, job) or now - started)
                if limits.timeout and silent > limits.timeout:
                    one.cancel()  # kills its worker
            if running is not None:
                running([(job.path.name, now - started) for job, started in going.values()])
        pool.close()
    finally:
        pool.stop()
        pool.join()
        pulses.cleanup()


def _environment(folder: Path) -> dict[str, str]:
    """For the workers: what is temporary lies in a folder of the run, so that one that is killed leaves nothing."""
    return {**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))}


def _result(future: Any, job: Job, seconds: float, limits: Limits) -> Done:
    try:
        done = future.result()
    except CancelledError:
        words = f"超过 {limits.timeout:g} 秒没有读完，已停止"
        hint = "请用 --timeout 放宽时限，或拆分文件。"
        return Done(failed(job, "failed", "timeout", words, hint), seconds)
    except ProcessExpired as error:
        words = f"读取时程序崩溃（退出码 {error.exitcode}）"
        hint = f"可能是文件损坏，或超出内存限制 {limits.max_memory} MB（--max-memory）；其他文件不受影响。"
        return Done(failed(job, "failed", "crashed", words, hint), seconds, passing=error.exitcode in _TOLD_TO_END)
    except Exception as error:  # on the way to the worker or back
        done = unforeseen(job, error, seconds)
    assert isinstance(done, Done)
    if done.outcome.code == "memory":
        return Done(failed(job, "failed", "memory", *_memory(limits)), done.seconds, trace=done.trace)
    return done


def _memory(limits: Limits) -> tuple[str, str]:
    return f"超出内存限制 {limits.max_memory} MB", "请用 --max-memory 放宽，或拆分文件。"
