"""The run's CSVs that list what its documents' own list: figures.csv, checks.csv, items.csv …, out of the database.

Of a run of thousands, most documents are as they were. Where their lines stand in the file of the last run is known, so
those are copied as they are, in one piece where they lie side by side, and only what is new is made from the database.
"""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from extractor.export.comparison import COMPARISON_COLUMNS
from extractor.export.database.schema import Shape, quoted, shapes
from extractor.export.files import replacing
from extractor.export.text import harmless
from extractor.naming import COMPARISON_FILE

_BLOCK = 1 << 23
_ORDER = "path, document, id"
"""Of the documents in the run's files."""


class _Part(NamedTuple):
    """The lines of a document in a file: where, how long, and as of which entering."""

    start: int
    size: int
    revision: int


class _Gathered(NamedTuple):
    """One of the files."""

    file: str
    header: tuple[str, ...]
    lines: Callable[[int], bytes]
    """Of a document, as they stand in the file."""


def read_documents(base: sqlite3.Connection) -> dict[int, int]:
    """The documents that were read, in the order of the files, each with the revision that its lines are of."""
    query = (
        "SELECT id, revision FROM documents JOIN juesuan_entries ON document_id = id "
        f"WHERE document <> '' ORDER BY {_ORDER}"
    )
    return {int(row[0]): int(row[1]) for row in base.execute(query)}


def write_gathered(base: sqlite3.Connection, folder: Path, documents: dict[int, int]) -> None:
    """Write the files into `folder`, all but comparison.csv; those that would stay as they are, are left alone.

    Args:
        base: the database.
        folder: where to.
        documents: as `read_documents` gives them.

    Raises:
        OutputError: one cannot be written.
    """
    for shape in shapes().values():
        _write(base, folder, _Gathered(shape.file, shape.run_header, partial(_lines, base, shape)), documents)


def write_comparison(base: sqlite3.Connection, folder: Path) -> bool:
    """Write comparison.csv, where there is a budget and an account of one department and year.

    Returns:
        Whether there is.

    Raises:
        OutputError: it cannot be written.
    """
    accounts = _accounts(base)
    if accounts:
        _write(base, folder, _Gathered(COMPARISON_FILE, COMPARISON_COLUMNS, partial(_compared, base)), accounts)
    else:
        (folder / COMPARISON_FILE).unlink(missing_ok=True)  # of an earlier run into this folder
    return bool(accounts)


def _accounts(base: sqlite3.Connection) -> dict[int, int]:
    """The accounts that are set against budgets, in their order, each with a number that changes when these do."""
    query = (
        "SELECT account_id, budget_id, mark FROM juesuan_pairs JOIN documents ON id = account_id "
        f"ORDER BY {_ORDER}, budget_id"
    )
    marks: dict[int, list[str]] = {}
    for account_id, budget_id, mark in base.execute(query):
        marks.setdefault(account_id, []).append(f"{budget_id}:{mark}")
    return {account_id: zlib.crc32("|".join(found).encode()) for account_id, found in marks.items()}


def _write(base: sqlite3.Connection, folder: Path, one: _Gathered, documents: dict[int, int]) -> None:
    """Write one of the files.

    Args:
        base: the database.
        folder: where to.
        one: the file.
        documents: in their order, each with the revision that its lines are of.
    """
    path = folder / one.file
    known = _known(base, path, one)
    same = {key: known[key] for key, revision in documents.items() if key in known and known[key].revision == revision}
    if same and len(same) == len(documents) == len(known) and _in_order(same):
        return
    parts: dict[int, _Part] = {}
    header = b"\xef\xbb\xbf" + ",".join(one.header).encode() + b"\r\n"
    with replacing(path) as target, open(path, "rb") if same else io.BytesIO() as old:
        target.write(header)
        at = len(header)
        waiting: list[_Part] = []
        for key, revision in documents.items():
            part = same.get(key)
            if part is not None:
                if waiting and waiting[-1].start + waiting[-1].size != part.start:
                    _copy(old, target, waiting)
                waiting.append(part)
                size = part.size
            else:
                _copy(old, target, waiting)
                lines = one.lines(key)
                target.write(lines)
                size = len(lines)
            parts[key] = _Part(at, size, revision)
            at += size
        _copy(old, target, waiting)
    base.execute("DELETE FROM juesuan_parts WHERE file = ?", (one.file,))
    base.executemany(
        "INSERT INTO juesuan_parts VALUES (?, ?, ?, ?, ?)", ((one.file, key, *part) for key, part in parts.items())
    )
    status = path.stat()
    base.execute(
        "INSERT OR REPLACE INTO juesuan_files VALUES (?, ?, ?, ?)",
        (one.file, ",".join(one.header), status.st_size, status.st_mtime_ns),
    )


def _known(base: sqlite3.Connection, path: Path, one: _Gathered) -> dict[int, _Part]:
    """Where each document stands in the file, if that is still the one that was written."""
    row = base.execute("SELECT header, size, changed FROM juesuan_files WHERE file = ?", (one.file,)).fetchone()
    try:
        status = path.lstat()
    except OSError:
        return {}
    if row is None or tuple(row) != (",".join(one.header), status.st_size, status.st_mtime_ns):
        return {}
    query = "SELECT document_id, start, size, revision FROM juesuan_parts WHERE file = ? ORDER BY start"
    return {row[0]: _Part(*row[1:]) for row in base.execute(query, (one.file,))}


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
    done = _copied_by_the_system(old, target, at, left)
    at, left = at + done, left - done
    old.seek(at)
    while left:
        block = old.read(min(left, _BLOCK))
        if not block:
            raise OSError(f"{left} bytes are gone")
        target.write(block)
        left -= len(block)


def _copied_by_the_system(old: BinaryIO, target: BinaryIO, at: int, size: int) -> int:
    """How many bytes the system copied without handing them to us, several times as fast; 0 where it cannot."""
    done = 0
    if hasattr(os, "copy_file_range"):
        with suppress(OSError):  # between two file systems, or on one that cannot: what is left is copied as ever
            while done < size:
                count = os.copy_file_range(old.fileno(), target.fileno(), size - done, at + done)
                if not count:
                    break
                done += count
    return done


def _lines(base: sqlite3.Connection, shape: Shape, document_id: int) -> bytes:
    """The lines of one document in one of the files.

    What the table has of the document's own file is as it stands there, so no cell of it is looked at again.
    """
    where = f'FROM "{shape.name}" WHERE document_id = :id'
    first = base.execute(f"SELECT document, entity {where} LIMIT 1", {"id": document_id}).fetchone()
    if first is None:
        return b""
    columns = ", ".join(_as_printed(name, shape.real) for name in shape.run_header)
    named = {"id": document_id, "document": harmless(first[0]), "entity": harmless(first[1])}
    return _csv(base.execute(f"SELECT {columns} {where} ORDER BY rowid", named))


def _as_printed(name: str, real: frozenset[str]) -> str:
    """A column of a table as SQL has it, so that its value is as it stands in our CSVs."""
    if name in ("document", "entity"):
        return f":{name}"
    column = quoted(name)
    return f"CASE WHEN {column} IS NOT NULL THEN printf('%.2f', {column}) END" if name in real else column


def _compared(base: sqlite3.Connection, account_id: int) -> bytes:
    """The lines of one account in comparison.csv."""
    columns = ", ".join(map(quoted, COMPARISON_COLUMNS))
    query = (
        f"SELECT {columns} FROM comparison WHERE account_id = ? "
        f"ORDER BY (SELECT path FROM documents WHERE id = budget_id), budget_id, rowid"
    )
    rows = base.execute(query, (account_id,))
    return _csv([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as lines; None is a blank."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
