"""What a run has done, line by line: a run that is killed at any moment goes on where it was.

One JSON object a line is appended after a document's files are complete, so a line promises that they are there. A
line that was cut off by a kill is passed over.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import msgspec

from extractor import __version__
from extractor.batch.locations import Location
from extractor.errors import OutputError
from extractor.export import Outcome
from extractor.export.files import make_folder, output_error
from extractor.export.record_files import RECORD_FILE_NAMES
from extractor.naming import CHECKS_FILE, FIGURES_FILE, FINDINGS_FILE, RECORD_FILE, TABLES_FILE, portable

NAME = ".juesuan-journal.jsonl"
"""The journal's name in the output folder, where every folder is a document's."""
_FORMAT = 3
_OPEN = os.O_RDWR | os.O_CREAT | os.O_APPEND
for _name in ("O_NOFOLLOW", "O_BINARY", "O_CLOEXEC"):  # a link in the journal's place is not written through
    _OPEN |= getattr(os, _name, 0)


def key_of(sha256: str, options: str, forms: str = "") -> str:
    """What makes two readings the same.

    Args:
        sha256: of the bytes.
        options: those that change the result, as one string.
        forms: the version of the forms' data, since a table is read by its form.
    """
    return hashlib.sha256(f"{_FORMAT}|{__version__}|{forms}|{options}|{sha256}".encode()).hexdigest()[:32]


class Journal:
    """The journal of an output folder, opened for appending."""

    def __init__(
        self,
        output: Path,
        is_complete: Callable[[str], bool] | None = None,
        looks: bool = False,
        book: bool = True,
    ) -> None:
        """Open it, and remember what it says.

        Args:
            output: the folder it lies in.
            is_complete: whether a document's folder is there in full; looked up in `output` where it is None.
            looks: only to look into it; nothing is written, for another run may be writing.
            book: whether a folder that is complete has a workbook.

        Raises:
            OutputError: it cannot be written.
        """
        self.path = output / NAME
        self._is_complete = is_complete or (lambda name: _is_complete(output / name, book))
        self._done: dict[str, Outcome] = {}
        if looks and not self.path.exists():
            self._file: BinaryIO = io.BytesIO()
            return
        make_folder(output)
        try:
            self._file = self.path.open("rb") if looks else os.fdopen(os.open(self.path, _OPEN, 0o666), "a+b")
            self._load()
        except OSError as error:
            raise output_error(error, self.path) from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def find(self, key: str, path: Location) -> Outcome | None:
        """How a document with this key ended, if it did and its files are still there; told as of `path`."""
        outcome = self._done.get(key)
        if outcome is None or (outcome.name and not self._is_complete(outcome.name)):
            return None
        named = {"source": path.name, "path": path.as_posix()}
        return Outcome(**{**_plain(outcome), **named})

    def size(self) -> int:
        """Bytes that the file has."""
        return self._file.seek(0, os.SEEK_END)

    def add(self, key: str, outcome: Outcome) -> None:
        """Append a line; it is in the file when this returns."""
        slim = outcome.slim()
        self._done[key] = slim
        line = json.dumps({"key": key, "outcome": asdict(slim)}, ensure_ascii=False)
        try:
            self._file.write(f"{line}\n".encode("utf-8", "surrogatepass"))
            self._file.flush()
        except OSError as error:
            raise output_error(error, self.path) from error

    def _load(self) -> None:
        self._file.seek(0)
        last = b"\n"
        for last in self._file:
            try:
                entry = json.loads(last.decode("utf-8", "surrogatepass"))
                outcome = msgspec.convert(entry["outcome"], Outcome)
                # Of a folder in this one, wherever the line is from.
                if not outcome.name or outcome.name == portable(outcome.name, 255):
                    self._done[str(entry["key"])] = outcome
            except (ValueError, KeyError, TypeError, RecursionError, msgspec.MsgspecError):
                continue  # cut off, or not ours: the document is read again
        if not last.endswith(b"\n") and self._file.writable():
            self._file.write(b"\n")


def _plain(outcome: Outcome) -> dict[str, Any]:
    return {name: getattr(outcome, name) for name in outcome.__slots__}


def _is_complete(folder: Path, book: bool) -> bool:
    """Whether a document's folder holds what a run writes; its record is written last."""
    books = (f"{folder.name}.xlsx",) if book else ()
    names = (RECORD_FILE, *books, FIGURES_FILE, TABLES_FILE, CHECKS_FILE, FINDINGS_FILE, *RECORD_FILE_NAMES)
    return all((folder / name).is_file() for name in names)


__all__ = ["NAME", "Journal", "OutputError", "key_of"]
