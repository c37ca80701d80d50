"""Tasks for workers that are started anew for them: each imports this module, and no more than it must."""

from __future__ import annotations

import os
import signal

from extractor.errors import OutputError


def dies(task: str) -> str:
    """Works a task off, or ends its process as a crash of a library does."""
    if task == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "worse":
        raise ValueError(task)
    return task.upper()


def full(task: str) -> str:
    raise OutputError(f"{task} 写不下")
