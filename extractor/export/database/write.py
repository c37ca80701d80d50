"""Putting documents into the database, one after another; only the process that leads a run does.

Each document replaces what was there of it, so the content does not depend on the order in which documents came, on how
many processes read them, or on a run that was killed and started again. What follows from all documents together
(versions, growth, budgets against accounts) is worked out at the end, by `settle`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from extractor.errors import OutputError
from extractor.export.database import settled
from extractor.export.database.entry import Entry, id_of
from extractor.export.database.measures import Measures
from extractor.export.database.schema import (
    DOCUMENTS,
    FIRST,
    OF_A_DOCUMENT,
    headline_columns,
    quoted,
    schema_number,
    shapes,
    statements,
)
from extractor.export.departments import Directory, Matched
from extractor.model import Initial
from extractor.naming import shown

PATIENCE = 60.0
"""Seconds to wait for a program that is reading."""
_EVERY = 2.0
"""Seconds after which what was entered is made to last."""


class Database:
    """The database of an output folder, or of an archive, opened for writing."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Open it; made where it is not there, and anew where it is another version's or damaged.

        Args:
            path: the file.
            patience: seconds to wait for a program that is reading it.

        Raises:
            OutputError: it cannot be written.
        """
        self.path = path
        self._written_at = time.monotonic()
        if path.is_symlink():
            raise OutputError(f"{path} 是链接，没有写入。", "请删除该链接，然后再次运行。")
        with said(path):
            self.fresh = _is_other(path)
            if self.fresh:
                _remove(path)
            self.base = sqlite3.connect(path, timeout=patience, isolation_level=None)
            self.base.execute("PRAGMA synchronous = NORMAL")
            self.base.execute("PRAGMA cache_size = -65536")
            self.base.execute("PRAGMA temp_store = MEMORY")
            if self.fresh:
                self._begin()
                create(self.base)
            grow(self.base)

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.commit()
        finally:
            self.base.close()  # what is not committed is rolled back

    def is_read(self, document_id: int) -> bool:
        """Whether a document is there that was read."""
        query = "SELECT 1 FROM documents WHERE id = ? AND document <> ''"
        return self.base.execute(query, (document_id,)).fetchone() is not None

    def stamped(self) -> set[tuple[int, str]]:
        """Which documents were entered, and under which stamps."""
        return {(row[0], row[1]) for row in self.base.execute("SELECT document_id, stamp FROM juesuan_entries")}

    def put(self, one: Entry, stamp: str = "") -> None:
        """Enter a document; what was there of it goes. All or nothing."""
        with said(self.path), self._whole():
            insert(self.base, one, stamp)
        self._now_and_then()

    def found(self, document_id: int, document: str, sha256: str, source: str, path: str) -> None:
        """Note where a document was found. What could not be read there before is read now, and goes."""
        path = shown(path)
        failed = "SELECT id FROM documents WHERE path = ? AND document = '' AND id <> ?"
        for (other,) in self.base.execute(failed, (path, document_id)).fetchall():
            self.forget(other)
        row = (document_id, document, sha256, shown(source), path)
        there = self.base.execute(
            "SELECT document_id, document, sha256, source, path FROM sources WHERE path = ? AND document_id = ?",
            (path, document_id),
        ).fetchone()
        if there is None or tuple(there) != row:
            with said(self.path), self._whole():
                self.base.execute("DELETE FROM sources WHERE path = ? AND document_id = ?", (path, document_id))
                self.base.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?)", row)

    def forget(self, document_id: int) -> None:
        """Take a document out, and where it was found."""
        with said(self.path), self._whole():
            clear(self.base, document_id)
            self.base.execute("DELETE FROM sources WHERE document_id = ?", (document_id,))
            self.base.execute("DELETE FROM told_regions WHERE document_id = ?", (document_id,))
            self.base.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            self.base.execute("DELETE FROM juesuan_entries WHERE document_id = ?", (document_id,))

    def told(self, region_code: str, document_id: int) -> None:
        """Note where a run's own data say that a document's department is."""
        with said(self.path), self._whole():
            self.base.execute("INSERT OR REPLACE INTO told_regions VALUES (?, ?)", (document_id, region_code))

    def settle(
        self, initial: Callable[[int], tuple[Initial, ...]], measures: Measures, directory: Directory
    ) -> Matched:
        """Work out what follows from all documents together; how their departments stand to the directory.

        Args:
            initial: what an account, by its id, says was budgeted at first.
            measures: the named figures of all families.
            directory: the user's bodies; empty where there is none.

        Raises:
            OutputError: the database cannot be written, or a record is not there or not ours.
        """
        with said(self.path), self._whole():
            settled.settle_places(self.base)
            found = settled.settle_departments(self.base, directory)
            settled.settle_versions(self.base)
            settled.settle_growth(self.base)
            settled.settle_comparison(self.base, initial)
            settled.settle_names(self.base, measures.names)
        return found

    def commit(self) -> None:
        """Make everything last."""
        if self.base.in_transaction:
            with said(self.path):
                self.base.execute("COMMIT")
        self._written_at = time.monotonic()

    def _begin(self) -> None:
        if not self.base.in_transaction:
            self.base.execute("BEGIN IMMEDIATE")

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """All that is done within, or nothing."""
        self._begin()
        self.base.execute("SAVEPOINT one")
        try:
            yield
        except BaseException:
            self.base.execute("ROLLBACK TO one")
            raise
        finally:
            self.base.execute("RELEASE one")

    def _now_and_then(self) -> None:
        if time.monotonic() - self._written_at > _EVERY:
            self.commit()


def create(base: sqlite3.Connection) -> None:
    """Make the tables of an empty database; the transaction that is open stays so."""
    for statement in statements():
        base.execute(statement)


def insert(base: sqlite3.Connection, one: Entry, stamp: str = "") -> None:
    """Put a document in; what was there of it goes."""
    document_id = one.document["id"]
    clear(base, document_id)
    names = ", ".join(map(quoted, DOCUMENTS))
    marks = ", ".join("?" * len(DOCUMENTS))
    base.execute(
        f"INSERT OR REPLACE INTO documents ({names}) VALUES ({marks})", [one.document[name] for name in DOCUMENTS]
    )
    first = (document_id, *(one.document[name] for name in FIRST[1:]))
    for name, rows in one.rows.items():
        if rows:
            statement = f'INSERT INTO "{name}" VALUES ({", ".join("?" * (len(first) + len(rows[0])))})'
            base.executemany(statement, [(*first, *row) for row in rows])
    if one.headline:
        columns = [name for name, _ in headline_columns() if name not in FIRST]
        values = [one.headline.get(name, "") for name in columns]
        names = ", ".join(map(quoted, (*FIRST, *columns)))
        marks = ", ".join("?" * (len(first) + len(values)))
        base.execute(f"INSERT INTO headline ({names}) VALUES ({marks})", (*first, *values))
    base.executemany(
        "INSERT INTO texts (document_id, document, entity, fiscal_year, kind, text) VALUES (?, ?, ?, ?, ?, ?)",
        ((*first, kind, text) for kind, text in one.texts),
    )
    base.execute(
        "INSERT INTO juesuan_entries VALUES (?, ?, 1) ON CONFLICT (document_id) "
        "DO UPDATE SET stamp = excluded.stamp, revision = revision + 1",
        (document_id, stamp),
    )


def clear(base: sqlite3.Connection, document_id: int) -> None:
    """Take out what a document has in the tables of its own."""
    for name in (*shapes(), *OF_A_DOCUMENT):
        if name != "sources":
            base.execute(f'DELETE FROM "{name}" WHERE document_id = ?', (document_id,))


def grow(base: sqlite3.Connection) -> None:
    """Add the columns of headline.csv that a user's own forms bring."""
    there = {row[1] for row in base.execute("PRAGMA table_info(headline)")}
    for name, kind in headline_columns():
        if name not in there:
            base.execute(f"ALTER TABLE headline ADD COLUMN {quoted(name)} {kind}")


def rows_of(base: sqlite3.Connection, query: str, values: Sequence[Any] = ()) -> Iterable[sqlite3.Row]:
    """The rows of a query, by column."""
    cursor = base.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(query, values)


def _is_other(path: Path) -> bool:
    """Whether there is no database of this version."""
    if not path.exists():
        return True
    try:
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)
        try:
            number = base.execute("PRAGMA user_version").fetchone()[0]
            there = base.execute("SELECT 1 FROM sqlite_master WHERE name = 'juesuan_entries'").fetchone()
            return bool(number != schema_number() or there is None)
        finally:
            base.close()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return True


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        with suppress(FileNotFoundError):
            path.with_name(name).unlink()


@contextmanager
def said(path: Path) -> Iterator[None]:
    """What SQLite says of a file, as one sentence for people."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise OutputError(f"{path} 正被另一个程序使用。", "请关闭打开它的程序，然后再次运行。") from error
        raise OutputError(f"无法写入 {path}：{error}。", "请检查文件夹是否可写、磁盘是否已满。") from error
    except sqlite3.DatabaseError as error:
        raise OutputError(
            f"{path} 已损坏：{error}。", "请删除该文件，然后再次运行：它从各份文件的结果重建。"
        ) from error
    except OSError as error:
        raise OutputError(f"无法写入 {path}：{error.strerror or error}。", "请检查文件夹是否可写。") from error


__all__ = ["Database", "create", "grow", "id_of", "insert", "rows_of", "said"]
