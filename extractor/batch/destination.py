"""Where results go: a folder of this machine, or one that fsspec reaches, which every machine of a cluster can write.

A remote output is written document by document: the folder is made on the disk of the worker that read the document,
then sent, its record last, so that a folder with a record is complete there too. What belongs to the whole run
(journal, log, summaries) is made in a temporary folder of the parent and sent at the end, the journal in parts as it
grows.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.batch.far_hold import held_far
from extractor.batch.journal import NAME as JOURNAL
from extractor.batch.locations import file_system, is_url
from extractor.errors import JuesuanError, OutputError
from extractor.export.accepted import Accepted, read_accepted
from extractor.export.corrections import read_corrections
from extractor.export.departments import Directory, keep_directory, kept_directory
from extractor.export.files import make_folder, sweep, write_bytes
from extractor.export.hold import held
from extractor.model import Correction
from extractor.naming import (
    ACCEPTED_FILE,
    CORRECTIONS_FILE,
    DATABASE_FILE,
    DEPARTMENTS_FILE,
    RECORD_FILE,
    SOURCES_FILE,
)

_JOURNAL = ".juesuan-journal"
"""The folder of a remote output's journal: nothing can be appended there, so what is new is a file of its own."""
_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "r2"}


@dataclass(frozen=True, slots=True)
class Store:
    """A remote output folder. Small, and fit to be sent to the process that writes."""

    url: str

    def send(self, home: Path) -> None:
        """Send a document's folder, its record last; what an earlier run left there and this one did not write goes."""
        with self._errors(home.name):
            system, root = file_system(self.url)
            target = f"{root.rstrip('/')}/{home.name}"
            written = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
            system.invalidate_cache()
            # The old record first: from here to the end the folder is incomplete.
            for old in sorted(system.find(target), key=lambda old: not old.endswith(f"/{RECORD_FILE}")):
                if old.endswith(f"/{RECORD_FILE}") or old.partition(f"/{home.name}/")[2] not in written:
                    system.rm_file(old)
            record = written.pop(RECORD_FILE)
            _put(system, [(path, f"{target}/{name}") for name, path in sorted(written.items())])
            _put(system, [(record, f"{target}/{RECORD_FILE}")])

    def send_files(self, files: Iterable[Path]) -> None:
        """Send files into the folder itself."""
        with self._errors():
            system, root = file_system(self.url)
            _put(system, [(path, f"{root.rstrip('/')}/{path.name}") for path in files])

    def send_journal(self, path: Path, start: int) -> int:
        """Send what a journal has from `start` on, as a part of its own; gives where it ends now."""
        with path.open("rb") as handle:
            handle.seek(start)
            data = handle.read()
        if data:
            with self._errors(_JOURNAL), tempfile.TemporaryDirectory(prefix="juesuan-") as name:
                part = Path(name, f"{time.time_ns():020}.jsonl")
                part.write_bytes(data)
                system, root = file_system(self.url)
                _put(system, [(part, f"{root.rstrip('/')}/{_JOURNAL}/{part.name}")])
        return start + len(data)

    def fetch_journal(self, path: Path) -> None:
        """Bring all parts of the journal, as one file, in their order."""
        with self._errors(_JOURNAL):
            system, root = file_system(self.url)
            system.invalidate_cache()
            parts = sorted(system.find(f"{root.rstrip('/')}/{_JOURNAL}"))
            path.write_bytes(b"".join(system.cat_file(part) for part in parts))

    def fetch(self, names: Sequence[str], folder: Path) -> None:
        """Bring files, by their paths in the folder, into a folder of this machine."""
        with self._errors():
            system, root = file_system(self.url)
            for name in names:
                make_folder((folder / name).parent)
            there = [f"{root.rstrip('/')}/{name}" for name in names]
            if there:
                system.get(there, [str(folder / name) for name in names])

    def homes(self) -> list[str]:
        """The names of all folders that have a record."""
        with self._errors():
            system, root = file_system(self.url)
            system.invalidate_cache()
            found = system.find(root)
            return sorted(path.split("/")[-2] for path in found if path.endswith(f"/{RECORD_FILE}"))

    def read(self, name: str) -> bytes:
        """A small file of the folder itself, nothing where there is none."""
        with self._errors(name):
            system, root = file_system(self.url)
            system.invalidate_cache()
            path = f"{root.rstrip('/')}/{name}"
            return bytes(system.cat_file(path)) if system.exists(path) else b""

    def write(self, name: str, data: bytes) -> None:
        """Write a small file into the folder itself."""
        with tempfile.TemporaryDirectory(prefix="juesuan-") as home:
            Path(home, name).write_bytes(data)
            self.send_files([Path(home, name)])

    def remove(self, name: str) -> None:
        """Remove a file of the folder itself."""
        with self._errors(name):
            system, root = file_system(self.url)
            system.rm_file(f"{root.rstrip('/')}/{name}")

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        with self._errors(name):
            system, root = file_system(self.url)
            system.invalidate_cache()
            return bool(system.exists(f"{root.rstrip('/')}/{name}"))

    def is_complete(self, name: str) -> bool:
        """Whether a document's folder is there with its record, which is sent last."""
        return self.has(f"{name}/{RECORD_FILE}")

    @contextmanager
    def _errors(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except JuesuanError:
            raise
        except Exception as error:  # each protocol has exceptions of its own
            raise self._cannot(name, error) from error

    def _cannot(self, name: str, error: Exception) -> OutputError:
        where = "/".join(part for part in (self.url.rstrip("/"), name) if part)
        said = " ".join(str(error).split())[:200] or type(error).__name__
        return OutputError(f"无法写入或读取 {where}：{said}。", "请检查地址、网络和写入权限，然后用同样的命令再运行。")


def _put(system: Any, files: Sequence[tuple[Path, str]]) -> None:
    """Send files, several at a time where the protocol can.

    An object store has no folders to be made, and would take the order for one to make a bucket.
    """
    protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
    if not protocols & _OBJECT_STORES:
        for folder in sorted({target.rpartition("/")[0] for _, target in files}):
            system.makedirs(folder, exist_ok=True)
    if files:
        system.put([str(path) for path, _ in files], [target for _, target in files])


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a run writes its own files, and where documents go."""

    folder: Path
    """Of this machine: the output folder itself, or a temporary one for what is sent to `store`."""
    store: Store | None
    shown: Path | str
    """What the user called it."""

    @property
    def far(self) -> Destination | None:
        """Itself, where the documents are not in `folder`."""
        return self if self.store is not None else None

    def bring(self, names: Sequence[str]) -> None:
        """Bring files, by their paths below the output, into `folder`."""
        if self.store is not None:
            self.store.fetch(names, self.folder)

    def homes(self) -> list[str]:
        """The names of the documents' folders that are complete."""
        return self.store.homes() if self.store is not None else []

    def accepted(self) -> tuple[Accepted, ...]:
        """Which findings people accept of what is there.

        Raises:
            OutputError: their table cannot be read.
        """
        self._bring_table(ACCEPTED_FILE)
        return read_accepted(self.folder)

    def corrections(self) -> tuple[Correction, ...]:
        """What people say of figures of the documents that are there.

        Raises:
            OutputError: their table cannot be read.
        """
        self._bring_table(CORRECTIONS_FILE)
        return read_corrections(self.folder)

    def directory(self, given: Directory | None = None) -> Directory:
        """The user's directory of bodies: the one that is given now, which is kept, else the one that was kept.

        Raises:
            OutputError: it cannot be read or written.
        """
        if given is not None:
            keep_directory(self.folder, given)
            return given
        self._bring_table(DEPARTMENTS_FILE)
        return kept_directory(self.folder)

    def _bring_table(self, name: str) -> None:
        """Bring a table that people keep beside their results, where it is far and there is one."""
        if self.store is not None and (data := self.store.read(name)):
            write_bytes(self.folder / name, data)

    def tidy(self) -> None:
        """Remove what workers that were stopped in the middle have left half written in the documents' folders."""
        if self.store is None:
            with suppress(OSError):
                for home in [entry.path for entry in os.scandir(self.folder) if entry.is_dir(follow_symlinks=False)]:
                    sweep(Path(home))
                    sweep(Path(home, "csv"))

    def send(self) -> None:
        """Send the run's own files."""
        if self.store is not None:
            files = sorted(path for path in self.folder.iterdir() if path.is_file())
            self.store.send_files([path for path in files if path.name != JOURNAL])


@contextmanager
def destination(output: str, alone: bool = True) -> Iterator[Destination]:
    """The destination that `-o` names. What a run that ends badly has made of its own files is sent, too.

    Args:
        output: a folder or a URL.
        alone: whether nobody else may write there meanwhile.

    Raises:
        UsageError: a URL whose protocol is not known or not installed.
        OutputError: another run is writing there; the folder behind a URL cannot be reached.
    """
    if not is_url(output):
        folder = Path(output)
        with held(folder) if alone else nullcontext():
            yield Destination(folder, None, folder)
        return
    store = Store(output)
    with held_far(store) if alone else nullcontext(), tempfile.TemporaryDirectory(prefix="juesuan-") as name:
        folder = Path(name)
        store.fetch_journal(folder / JOURNAL)
        if store.has(DATABASE_FILE):
            store.fetch([DATABASE_FILE, *([SOURCES_FILE] if store.has(SOURCES_FILE) else [])], folder)
        target = Destination(folder, store, output)
        try:
            yield target
        except BaseException:
            # The log says what happened; if it cannot be sent, that is what happened.
            with suppress(OutputError):
                target.send()
            raise
