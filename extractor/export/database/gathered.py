"""The run's CSVs that list what its documents' own list: figures.csv, checks.csv, items.csv …, out of the database.

Of a run of thousands, most documents are as they were. Where their lines stand in the file of the last run is known, so
those are copied as they are, in one piece where they lie side by side, and only what is new is made from the database.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extractor.export.database.schema import Shape, quoted, shapes
from extractor.export.files import replacing
from extractor.export.text import harmless

_BLOCK = 1 << 23
_ORDER = "path, document, id"
"""Of the documents in the run's files."""


class _Part(NamedTuple):
    """The lines of a document in a file: where, how long, and as of which entering."""

    start: int
    size: int
    revision: int


def write_gathered(base: sqlite3.Connection, folder: Path) -> None:
    """Write the files into `folder`; those that would stay as they are, are left alone.

    Raises:
        OutputError: one cannot be written.
    """
    query = (
        "SELECT id, revision FROM documents JOIN juesuan_entries ON document_id = id "
        f"WHERE document <> '' ORDER BY {_ORDER}"
    )
    documents = {int(row[0]): int(row[1]) for row in base.execute(query)}
    for shape in shapes().values():
        _write(base, folder, shape, documents)


def _write(base: sqlite3.Connection, folder: Path, shape: Shape, documents: dict[int, int]) -> None:
    path = folder / shape.file
    header = b"\xef\xbb\xbf" + ",".join(shape.run_header).encode() + b"\r\n"
    known = _known(base, path, shape, header)
    same = {one: known[one] for one, revision in documents.items() if one in known and known[one].revision == revision}
    if same and len(same) == len(documents) == len(known) and _in_order(same):
        return
    parts: dict[int, _Part] = {}
    with replacing(path) as target:
        target.write(header)
        at = len(header)
        waiting: list[_Part] = []
        with open(path, "rb") if same else io.BytesIO() as old:
            for one, revision in documents.items():
                part = same.get(one)
                if part is not None:
                    if waiting and waiting[-1].start + waiting[-1].size != part.start:
                        _copy(old, target, waiting)
                    waiting.append(part)
                    size = part.size
                else:
                    _copy(old, target, waiting)
                    lines = _lines(base, shape, one)
                    target.write(lines)
                    size = len(lines)
                parts[one] = _Part(at, size, revision)
                at += size
            _copy(old, target, waiting)
    base.execute("DELETE FROM juesuan_parts WHERE file = ?", (shape.file,))
    base.executemany(
        "INSERT INTO juesuan_parts VALUES (?, ?, ?, ?, ?)", ((shape.file, one, *part) for one, part in parts.items())
    )
    status = path.stat()
    base.execute(
        "INSERT OR REPLACE INTO juesuan_files VALUES (?, ?, ?, ?)",
        (shape.file, ",".join(shape.run_header), status.st_size, status.st_mtime_ns),
    )


def _known(base: sqlite3.Connection, path: Path, shape: Shape, header: bytes) -> dict[int, _Part]:
    """Where each document stands in the file, if that is still the one that was written."""
    row = base.execute("SELECT header, size, changed FROM juesuan_files WHERE file = ?", (shape.file,)).fetchone()
    try:
        status = path.lstat()
    except OSError:
        return {}
    if row is None or tuple(row) != (",".join(shape.run_header), status.st_size, status.st_mtime_ns):
        return {}
    query = "SELECT document_id, start, size, revision FROM juesuan_parts WHERE file = ? ORDER BY start"
    return {row[0]: _Part(*row[1:]) for row in base.execute(query, (shape.file,))}


def _in_order(same: dict[int, _Part]) -> bool:
    parts = list(same.values())
    return all(one.start + one.size == other.start for one, other in pairwise(parts))


def _copy(old: BinaryIO, target: BinaryIO, parts: list[_Part]) -> None:
    """Copy parts that lie side by side, and forget them."""
    if not parts:
        return
    at, left = parts[0].start, sum(part.size for part in parts)
    parts.clear()
    target.flush()
    old.seek(at)
    while left:
        block = old.read(min(left, _BLOCK))
        if not block:
            raise OSError(f"{left} bytes are gone")
        target.write(block)
        left -= len(block)


def _lines(base: sqlite3.Connection, shape: Shape, document_id: int) -> bytes:
    """The lines of one document as they stand in the file."""
    columns = ", ".join(map(quoted, shape.run_header))
    rows = base.execute(f'SELECT {columns} FROM "{shape.name}" WHERE document_id = ? ORDER BY rowid', (document_id,))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in shape.line(row)] for row in rows)
    return text.getvalue().encode()
