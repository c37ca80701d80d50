"""What a worker process does: one document after another, within its memory, silent on stdout."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping

from extractor.batch.run import Done, Job, Options, read_and_write

_MEGA = 1 << 20


def initialize(max_memory: int, environment: Mapping[str, str]) -> None:
    """Set a worker up.

    Args:
        max_memory: MB of address space it may take; 0 for no limit. Not enforced on Windows.
        environment: of who started the run; the server that workers are forked from may be older than a change of it,
            and the credentials of remote files are there.
    """
    os.environ.update(environment)
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


def work(job: Job, options: Options) -> Done:
    """Read one document and write its files."""
    return read_and_write(job, options)
