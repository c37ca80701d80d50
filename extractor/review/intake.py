"""Files that a review reads: what was dropped or named, one process a document, and how far each is.

One thread takes what waits and reads it with the batch's own pool, so that a document that hangs, crashes its worker
or takes too much memory costs itself and nothing else.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Literal

from extractor import __version__
from extractor.batch import Destination, Done, Location, Options, Settings, execute
from extractor.errors import JuesuanError, UsageError
from extractor.export import write_run
from extractor.export.files import make_folder, write_bytes
from extractor.export.run import Outcome
from extractor.naming import portable, shown

INBOX = ".juesuan-inbox"
"""The folder in the output folder where what was dropped waits; it is gone when the review ends."""
_CHUNK = 1 << 16
State = Literal["waiting", "reading", "done"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be dropped."""

    file_bytes: int = 200 << 20
    total_bytes: int = 4 << 30
    files: int = 5_000


@dataclass(frozen=True, slots=True)
class Item:
    """One file that was dropped or named."""

    number: int
    name: str
    """As it is shown."""
    path: Location
    state: State = "waiting"
    since: float = 0.0
    """When it came into this state, on the clock of `time.monotonic`."""
    outcome: Outcome | None = None
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {"number": self.number, "name": self.name, "state": self.state}
        if self.state == "reading":
            out["seconds"] = round(time.monotonic() - self.since)
        if self.outcome is not None:
            facts = self.outcome.facts
            out |= {
                "status": self.outcome.status,
                "document": self.outcome.name,
                "verdict": facts.verdict if facts else "",
                "message": "。".join(filter(None, (self.outcome.message.rstrip("。"), self.outcome.hint))),
                "seconds": round(self.seconds, 1),
            }
        return out


class TooMuch(UsageError):
    """More than a review takes."""


class Intake:
    """Reads what is given to it, in the order it comes."""

    def __init__(
        self,
        target: Destination,
        options: Options,
        settings: Settings,
        limits: Limits,
        told: Callable[[str], None] = lambda document: None,
    ) -> None:
        """Start the thread.

        Args:
            target: where results go; held for the whole review.
            options: as for a run; what people say is asked anew for each batch of files.
            settings: processes and limits of the reading.
            limits: of what may be dropped.
            told: called with the name of each document that was read.
        """
        self._target, self._options, self._settings, self.limits = target, options, settings, limits
        self._told = told
        self._items: list[Item] = []
        self._again: dict[str, Path] = {}
        self._bytes = 0
        self._changed = threading.Condition()
        self._ends = False
        self._busy = False
        self.error = ""
        self._thread = threading.Thread(target=self._work, name="juesuan-intake", daemon=True)
        self._thread.start()

    # What comes in ----------------------------------------------------------------------------------------------------

    def add(self, paths: Sequence[Location]) -> None:
        """Files of this machine, where they lie."""
        with self._changed:
            for path in paths:
                self._append(shown(path.name), path)
            self._changed.notify_all()

    def receive(self, name: str, stream: IO[bytes], length: int) -> Item:
        """A file that is sent: written into the inbox and put in line.

        Args:
            name: as the sender calls it; whatever it holds, the file lies in the inbox.
            stream: its bytes.
            length: how many there are.

        Raises:
            TooMuch: it is larger than one file, or all of them, may be, or there are too many.
            OutputError: the disk is full.
        """
        with self._changed:
            self._check(length)
            self._bytes += length
        folder = self._target.folder / INBOX
        make_folder(folder)
        partial = folder / f"part-{threading.get_ident()}-{time.monotonic_ns()}"
        digest, left = hashlib.sha256(), length
        try:
            with partial.open("xb") as handle:
                while left and (chunk := stream.read(min(_CHUNK, left))):
                    digest.update(chunk)
                    handle.write(chunk)
                    left -= len(chunk)
            if left:
                raise UsageError("文件没有传完", "请重新拖放。")
            path = self._home(digest.hexdigest(), name)
            make_folder(path.parent)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        with self._changed:
            item = self._append(shown(path.name), path)
            self._changed.notify_all()
            return item

    def again(self, document: str, pdf: Path, sha256: str, source: str) -> None:
        """Read a document once more, so that its files say what a person said of it.

        Args:
            document: its folder.
            pdf: where it was read from, or the copy in its folder.
            sha256: of its bytes.
            source: what it is called.
        """
        path = pdf
        if pdf.is_relative_to(self._target.folder):  # the copy in its own folder, which has another name
            path = self._home(sha256, source)
            if not path.is_file():
                make_folder(path.parent)
                write_bytes(path, pdf.read_bytes())
        with self._changed:
            self._again[document] = path
            self._changed.notify_all()

    def _home(self, sha256: str, name: str) -> Path:
        own = name.replace("\\", "/").rpartition("/")[2]
        # Its words stay apart, as its sender sees them; of each, what every file system takes.
        words = " ".join(portable(word, 180) for word in own.split())[:90]
        return self._target.folder / INBOX / sha256[:16] / (words or "_")

    def _check(self, length: int) -> None:
        if length > self.limits.file_bytes:
            raise TooMuch(f"文件超过 {self.limits.file_bytes >> 20} MB", "请拆分文件。")
        if self._bytes + length > self.limits.total_bytes:
            raise TooMuch(
                f"这次拖入的文件合计超过 {self.limits.total_bytes >> 20} MB", "请改用 juesuan extract 读取文件夹。"
            )
        if len(self._items) >= self.limits.files:
            raise TooMuch(f"这次拖入的文件超过 {self.limits.files} 份", "请改用 juesuan extract 读取文件夹。")

    def _append(self, name: str, path: Location) -> Item:
        item = Item(len(self._items) + 1, name, path, since=time.monotonic())
        self._items.append(item)
        return item

    # How far it is ----------------------------------------------------------------------------------------------------

    def progress(self, after: int = 0) -> dict[str, Any]:
        """All files with a number above `after`, and whether anything is going on."""
        with self._changed:
            counts = {
                state: sum(1 for one in self._items if one.state == state) for state in ("waiting", "reading", "done")
            }
            return {
                "files": [one.as_json() for one in self._items if one.number > after],
                "counts": counts,
                "busy": self._busy or bool(self._again) or counts["done"] < len(self._items),
                "writing": sorted(self._again),
                "error": self.error,
            }

    def is_waiting(self, document: str) -> bool:
        """Whether a document is to be read once more."""
        with self._changed:
            return document in self._again

    def settle(self, seconds: float) -> bool:
        """Wait until nothing is left to be read; whether that came within so many seconds."""
        with self._changed:
            return self._changed.wait_for(self._is_idle, seconds)

    def _is_idle(self) -> bool:
        return not self._busy and not self._again and all(one.state == "done" for one in self._items)

    def close(self) -> None:
        """Stop; what is being read is given up, and read when the same is asked again."""
        with self._changed:
            self._ends = True
            self._changed.notify_all()
        self._thread.join(timeout=30)
        shutil.rmtree(self._target.folder / INBOX, ignore_errors=True)

    # The thread -------------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ends or self._again or self._waiting())
                if self._ends:
                    return
                again, self._again = self._again, {}
                batch = self._waiting()
                self._busy = True
            try:
                self._read([*dict.fromkeys([*(one.path for one in batch), *again.values()])])
                self.error = ""
            except JuesuanError as error:
                self.error = error.sentence
            except Exception as error:  # the review goes on; what failed is said, and what was to be read ends
                self.error = f"程序内部错误（{type(error).__name__}）"
            with self._changed:
                self._busy = False
                failed = self.error
                for one in batch:
                    if failed and self._items[one.number - 1].state != "done":
                        self._put(one, replace(one, state="done"))
                self._changed.notify_all()

    def _waiting(self) -> list[Item]:
        return [one for one in self._items if one.state == "waiting"]

    def _read(self, paths: Sequence[Location]) -> None:
        target = self._target
        options = replace(self._options, accepted=target.accepted(), corrections=target.corrections())
        outcomes = []
        for done in execute(paths, options, self._settings, self._running):
            outcomes.append(done.outcome.slim())
            self._ended(done)
            if self._ends:
                break
        write_run(outcomes, target.folder, __version__, directory=target.directory())

    def _running(self, going: Sequence[tuple[str, float]]) -> None:
        """The pool says what it is reading now."""
        names = {name for name, _ in going}
        with self._changed:
            for one in self._items:
                if one.state == "waiting" and one.path.name in names:
                    self._put(one, replace(one, state="reading", since=time.monotonic()))

    def _ended(self, done: Done) -> None:
        outcome = done.outcome.slim()
        with self._changed:
            for one in self._items:
                if one.state != "done" and one.path.as_posix() == outcome.path:
                    self._put(one, replace(one, state="done", outcome=outcome, seconds=done.seconds))
            self._changed.notify_all()
        if outcome.name:
            with suppress(Exception):
                self._told(outcome.name)

    def _put(self, old: Item, new: Item) -> None:
        self._items[old.number - 1] = new
