"""The log of a run: one file a run, each line naming its document, for a night nobody watched."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Sequence
from pathlib import Path

from extractor import __version__
from extractor.batch.engine import Settings, execute
from extractor.batch.places import Place
from extractor.batch.pool import Running
from extractor.batch.report import UNREAD, reasons
from extractor.batch.run import Done, Options, check_writable
from extractor.export.files import make_folder, output_error


class RunLog:
    """Writes what became of each document to `juesuan-<time>.log` in the output folder."""

    def __init__(self, output: Path) -> None:
        """Open the log; raises `OutputError` where it cannot be written."""
        make_folder(output)
        self.path = _free(output, time.strftime("juesuan-%Y%m%d-%H%M%S"))
        try:
            self._handler = logging.FileHandler(self.path, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise output_error(error, self.path) from error
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
        for reason in dict.fromkeys((*done.notes, *reasons(done))):
            self._log.log(level, "%s: %s", _one_line(outcome.path), _one_line(reason))
        for line in done.trace.splitlines():
            self._log.error("%s: %s", _one_line(outcome.path), line)

    def end(self, words: str) -> None:
        self._log.info("run: %s", words)
        self._handler.close()


def _free(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.log", 1
    while path.exists():
        path, number = folder / f"{name}-{number}.log", number + 1
    return path


def _one_line(text: str) -> str:
    return " ".join(text.split())


def logged(
    paths: Sequence[Place], options: Options, settings: Settings, running: Running | None = None
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
