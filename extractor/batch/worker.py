"""What a worker process does: one document after another, within its memory, silent on stdout."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from extractor.batch.pulse import beat
from extractor.batch.run import Done, Job, Options, Worker, read_and_write, unforeseen
from extractor.system.console import quiet_libraries
from extractor.system.forks import take_over

_MEGA = 1 << 20


_pulses: list[Path] = []


def initialize(max_memory: int, pulses: Path, environment: Mapping[str, str]) -> None:
    """Set a worker up.

    Args:
        max_memory: MB of address space it may take; 0 for no limit. Not enforced on Windows.
        pulses: where the worker shows that a long document goes on.
        environment: of who started the run; the credentials of remote files are there.
    """
    _pulses[:] = [pulses]
    take_over(environment)
    quiet_libraries()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout.flush()
    os.dup2(2, 1)  # whatever a library prints, stdout is the parent's
    if max_memory > 0 and sys.platform != "win32":
        import resource

        limit = max_memory * _MEGA
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers; one that hangs would then go on for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def guarded(worker: Worker, job: Job, options: Options) -> Done:
    """Do one job; whatever is raised becomes an outcome here, because not every error can be sent to the parent."""
    started = time.perf_counter()
    try:
        done: object = worker(job, options)
    except BaseException as error:  # `SystemExit` too: a library that leaves must not take the run along
        return unforeseen(job, error, time.perf_counter() - started)
    if not isinstance(done, Done):
        return unforeseen(job, TypeError(f"{type(done).__name__} is no outcome"), time.perf_counter() - started)
    return done


def work(job: Job, options: Options) -> Done:
    """Read one document and write its files."""
    return read_and_write(job, options, partial(go_on, job))


def go_on(job: Job) -> None:
    """Show that a long document goes on."""
    for folder in _pulses:
        beat(folder, job)
