"""The log of a run: one file a run, each line naming its document, for a night nobody watched."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TextIO

from extractor import __version__
from extractor import lazy_re as re
from extractor.batch.engine import Settings, execute
from extractor.batch.locations import Location
from extractor.batch.pool import Running
from extractor.batch.report import UNREAD, reasons
from extractor.batch.run import Done, Options, check_writable
from extractor.export.files import make_folder, output_error
from extractor.naming import shown

KEPT = 30
"""Logs that an output folder keeps, the newest: a month of nightly runs."""
_NAME = re.compile(r"juesuan-\d{8}-\d{6}(-\d+)?\.log")


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written any more costs no document."""


class RunLog:
    """Writes what became of each document to `juesuan-<time>.log` in the output folder."""

    def __init__(self, output: Path) -> None:
        """Open the log; raises `OutputError` where it cannot be written."""
        make_folder(output)
        prune(output)
        self.path, handle = _fresh(output, time.strftime("juesuan-%Y%m%d-%H%M%S"))
        self._file = open(handle, "w", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        self._handler = _Handler(self._file)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._log = logging.Logger("juesuan.run")
        self._log.addHandler(self._handler)

    def start(self, total: int, options: str) -> None:
        self._log.info("run: %d files, %s", total, options)

    def tell(self, done: Done) -> None:
        """A line for the document, one for each reason, and the trace of a failure of the program's own."""
        outcome = done.outcome
        how = (
            "skipped"
            if done.skipped
            else f"same as {done.duplicate_of}"
            if done.duplicate_of
            else f"{done.seconds:.2f} s"
        )
        level = logging.ERROR if outcome.status in UNREAD else logging.INFO
        self._log.log(level, "%s: %s %s, %s", _one_line(outcome.path), outcome.status, outcome.code, how)
        for reason in dict.fromkeys((*done.notes, *reasons(done), *filter(None, [done.unmarked]))):
            self._log.log(level, "%s: %s", _one_line(outcome.path), _one_line(reason))
        for line in done.trace.splitlines():
            self._log.error("%s: %s", _one_line(outcome.path), shown(line))

    def end(self, words: str) -> None:
        self._log.info("run: %s", words)
        self._handler.close()
        with suppress(OSError):
            self._file.close()


def prune(folder: Path, kept: int = KEPT - 1) -> None:
    """Remove the oldest logs of a folder beyond so many; one that cannot be removed costs nothing."""
    with suppress(OSError):
        logs = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file())
        for path in logs[: max(len(logs) - kept, 0)]:
            with suppress(OSError):
                path.unlink()


def _fresh(folder: Path, name: str) -> tuple[Path, int]:
    """A file that was not there, made: nothing in its location is written to, least of all a link."""
    for number in count():
        path = folder / (f"{name}-{number}.log" if number else f"{name}.log")
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            continue
        except OSError as error:
            raise output_error(error, path) from error
    raise AssertionError


def _one_line(text: str) -> str:
    return shown(" ".join(text.split()))


def logged(
    paths: Sequence[Location], options: Options, settings: Settings, running: Running | None = None
) -> Generator[Done]:
    """`execute`, with a log of it in the output folder."""
    check_writable(options.output)
    log = RunLog(options.output)
    log.start(len(paths), f"version {__version__}, {settings}")
    words = "interrupted"
    try:
        for done in execute(paths, options, settings, running):
            log.tell(done)
            yield done
        words = "ended"
    finally:
        log.end(words)
