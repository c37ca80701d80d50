"""Where a bench works, and what two outputs have in common."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.batch.journal import NAME as JOURNAL
from extractor.export.database.read import digest, opened
from extractor.naming import DATABASE_FILE


@contextmanager
def work_folder(given: Path | None) -> Iterator[Path]:
    """`given`, kept for a look afterwards, or a temporary folder."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@contextmanager
def compiled() -> Iterator[dict[str, str]]:
    """An environment in which Python keeps the modules that it has compiled, as those of an installed package are.

    A run before those that count compiles them.
    """
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as name:
        yield {**kept, "PYTHONPYCACHEPREFIX": name}


def digests(folder: Path) -> dict[str, str]:
    """Each file of an output with a digest; journal and logs tell of the run itself and are left out."""
    return {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in folder.rglob("*")
        if path.is_file() and path.name != JOURNAL and path.suffix != ".log"
    }


def _digest(path: Path) -> str:
    """Of a file's bytes; of a database what it says, since its pages lie as the documents came."""
    if path.name == DATABASE_FILE:
        with opened(path) as base:
            return digest(base)
    return hashlib.sha256(path.read_bytes()).hexdigest()
