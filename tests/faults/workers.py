"""More ways in which a worker can end than tests/batch/workers.py has, by the name of the file it is given."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

from extractor.batch import Job, Options
from tests.batch.workers import quick


class Unspeakable(Exception):
    """Cannot be sent to another process."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__()


def odd(job: Job, options: Options) -> Any:
    """Leave, be killed as the system does for want of memory, stop, answer what cannot be sent; else be done."""
    match job.path.stem.split("_")[0]:
        case "leave":
            raise SystemExit(0)
        case "interrupt":
            raise KeyboardInterrupt
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stopped":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "unspeakable":
            raise Unspeakable("a", "b")
        case "unsendable":
            return lambda: None
        case "nothing":
            return None
        case "endless":
            return odd(job, options) and None
        case "deaf":
            os.close(0)
            sys.stdout = None  # type: ignore[assignment]
        case "lingering":
            threading.Thread(target=threading.Event().wait).start()
    return quick(job, options)
