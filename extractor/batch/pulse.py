"""Signs of life of a long document: a worker gives one after each scanned page, and its time begins anew."""

from __future__ import annotations

import time
from hashlib import sha256
from pathlib import Path

from extractor.batch.run import Job


def beat(folder: Path, job: Job) -> None:
    """Say that a job goes on; a folder that is gone is no reason to end it."""
    try:
        _file(folder, job).touch()
    except OSError:
        return


def seconds_since(folder: Path, job: Job) -> float | None:
    """How long ago a job last said so; None where it has not."""
    try:
        return time.time() - _file(folder, job).stat().st_mtime
    except OSError:
        return None


def forget(folder: Path, job: Job) -> None:
    """Take the signs of a job that has ended away."""
    _file(folder, job).unlink(missing_ok=True)


def _file(folder: Path, job: Job) -> Path:
    return folder / sha256(job.path.as_posix().encode("utf-8", "surrogateescape")).hexdigest()
