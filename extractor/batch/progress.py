"""How far a run is, told on stderr: a bar on a terminal, a line a document elsewhere, JSON events for machines."""

from __future__ import annotations

import json
import shutil
import sys
import time
from typing import Protocol, TextIO

from extractor.batch.report import UNREAD, reasons, status_word
from extractor.batch.run import Done
from extractor.export.text import width
from extractor.naming import shown
from extractor.system.console import say
from extractor.system.tongue import either


class Progress(Protocol):
    """Told of a run's start, of each document and of its end."""

    def start(self, total: int) -> None: ...

    def tell(self, done: Done) -> None: ...

    def running(self, files: list[tuple[str, float]]) -> None:
        """Told now and then which files are being read, and for how many seconds."""

    def end(self) -> None: ...


def progress(kind: str, verbosity: int, stream: TextIO | None = None) -> Progress:
    """The teller for `--progress kind`: auto, plain, json or none; `verbosity` is -1 for -q, 1 for -v, 2 for -vv."""
    stream = stream or sys.stderr
    if kind == "json":
        return Events(stream)
    if kind == "none" or verbosity < 0:
        return Silence()
    if kind == "auto" and stream.isatty() and not verbosity:
        return Bar(stream)
    return Lines(stream, verbosity)


class Silence:
    """Says nothing."""

    def start(self, total: int) -> None:
        """Nothing."""

    def tell(self, done: Done) -> None:
        """Nothing."""

    def running(self, files: list[tuple[str, float]]) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class Lines:
    """One plain line a document; with -v its findings, with -vv where the program failed."""

    def __init__(self, stream: TextIO, verbosity: int = 0) -> None:
        self._stream, self._verbosity = stream, verbosity
        self._total = self._count = 0

    def start(self, total: int) -> None:
        self._total = total

    def tell(self, done: Done) -> None:
        self._count += 1
        outcome = done.outcome
        took = either(f"{done.seconds:.2f} 秒", f"{done.seconds:.2f} s")
        took = either("已完成，跳过", "done before, skipped") if done.skipped else took
        lines = [f"[{self._count}/{self._total}] {status_word(outcome.status)} {shown(outcome.path)} {took}"]
        if self._verbosity >= 1:
            lines += [f"    {shown(note)}" for note in dict.fromkeys((*done.notes, *reasons(done)))]
        if self._verbosity >= 2 and done.trace:
            lines.append(done.trace.rstrip())
        say(self._stream, "\n".join(lines) + "\n")

    def running(self, files: list[tuple[str, float]]) -> None:
        """A line is for what has ended."""

    def end(self) -> None:
        """Nothing is left open."""


class Events:
    """One JSON object a line: `start`, `document`, `end`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._total = self._count = self._failed = 0

    def start(self, total: int) -> None:
        self._total = total
        self._event(event="start", total=total)

    def tell(self, done: Done) -> None:
        outcome = done.outcome
        self._count += 1
        self._failed += outcome.status in UNREAD
        self._event(
            event="document",
            done=self._count,
            total=self._total,
            source=outcome.path,
            status=outcome.status,
            code=outcome.code,
            name=outcome.name,
            seconds=round(done.seconds, 3),
            skipped=done.skipped,
        )

    def running(self, files: list[tuple[str, float]]) -> None:
        """An event is for what has ended."""

    def end(self) -> None:
        self._event(event="end", done=self._count, total=self._total, failed=self._failed)

    def _event(self, **values: str | int | float) -> None:
        say(self._stream, json.dumps(values) + "\n")


_SLOW = 2.0
"""Seconds after which the slowest file is named on the bar."""


class Bar:
    """A bar that is drawn again after each document: done, failed, rate, time left, and the last file."""

    _WIDTH = 24

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._total = self._count = self._failed = self._skipped = 0
        self._started = time.monotonic()

    def start(self, total: int) -> None:
        self._total, self._started = total, time.monotonic()
        self._draw("")

    def tell(self, done: Done) -> None:
        self._count += 1
        self._failed += done.outcome.status in UNREAD
        self._skipped += done.skipped
        if done.skipped and self._count == self._skipped:
            self._started = time.monotonic()  # nothing has been read yet: what was done before tells no rate
        self._draw(shown(done.outcome.source))

    def running(self, files: list[tuple[str, float]]) -> None:
        slowest = max(files, key=lambda file: file[1], default=None)
        if slowest is not None and slowest[1] >= _SLOW:
            said = either(f"（已 {slowest[1]:.0f} 秒）", f" ({slowest[1]:.0f} s)")
            self._draw(f"{shown(slowest[0])}{said}")

    def end(self) -> None:
        say(self._stream, "\r\x1b[K")

    def _draw(self, last: str) -> None:
        seconds = max(time.monotonic() - self._started, 1e-6)
        full = self._WIDTH * self._count // max(self._total, 1)
        read = self._count - self._skipped
        text = f"[{'#' * full}{'.' * (self._WIDTH - full)}] {self._count}/{self._total}"
        text += either(f"  未读成 {self._failed}  ", f"  unread {self._failed}  ")
        if read:
            rate, left = f"{read / seconds:.1f}", _clock(seconds / read * (self._total - self._count))
            text += either(f"{rate} 份/秒  剩余 {left}  ", f"{rate}/s  left {left}  ")
        room = shutil.get_terminal_size().columns - width(text) - 1
        say(self._stream, f"\r\x1b[K{text}{_cut(last, room)}")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _cut(text: str, room: int) -> str:
    while text and width(text) > room:
        text = text[:-1]
    return text
