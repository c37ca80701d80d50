"""Reading the database of a run's output, or of an archive: the same tables, by the same names."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from extractor.errors import OutputError, UsageError
from extractor.export.database.schema import quoted, schema_number
from extractor.naming import CATALOGUE_FILE, DATABASE_FILE

_OF_THE_PROGRAM = "juesuan_%"
_UNSTABLE = {"texts": {"id"}}
"""Columns that say in which order documents came, and nothing of them."""
_INDEX = "texts_fts"


def database_of(place: Path) -> Path:
    """The database of an output folder, of an archive, or the file itself.

    Raises:
        UsageError: there is none.
    """
    for path in (place, place / DATABASE_FILE, place / CATALOGUE_FILE):
        if path.is_file():
            return path
    raise UsageError(
        f"{place} 中没有 {DATABASE_FILE}", "请给出 juesuan extract 的结果文件夹，或归档；较早的结果再运行一次即有。"
    )


@contextmanager
def opened(place: Path) -> Iterator[sqlite3.Connection]:
    """The database, read only; rows are by column.

    Raises:
        UsageError: there is none.
        OutputError: it is another version's, or damaged.
    """
    path = database_of(place)
    again = "请再次运行 juesuan extract" if path.name != CATALOGUE_FILE else "请运行 juesuan archive rebuild"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as base:
            if base.execute("PRAGMA user_version").fetchone()[0] != schema_number():
                raise OutputError(f"{path} 由另一版程序建立", f"{again}。")
            base.row_factory = sqlite3.Row
            yield base
    except sqlite3.OperationalError as error:
        if "no such" in str(error) or "syntax" in str(error):
            raise  # the query's fault
        raise OutputError(f"无法读取 {path}：{error}", "请稍后再试。") from error
    except sqlite3.DatabaseError as error:
        raise OutputError(f"{path} 已损坏：{error}", f"{again}。") from error


def rows(base: sqlite3.Connection, table: str, condition: str = "", values: Sequence[Any] = ()) -> list[sqlite3.Row]:
    """The rows of a table, or of a view, as SQLite gives them.

    Args:
        base: the database.
        table: its name.
        condition: SQL that they meet, with `?` for `values`.
        values: of the condition.
    """
    where = f" WHERE {condition}" if condition else ""
    return base.execute(f"SELECT * FROM {quoted(table)}{where}", values).fetchall()


def tables(base: sqlite3.Connection) -> list[str]:
    """The tables for people, by name; views are not among them."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE ? AND name NOT LIKE ? "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [row[0] for row in base.execute(query, (_OF_THE_PROGRAM, f"{_INDEX}%"))]


def columns(base: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table or view."""
    return [row[1] for row in base.execute(f"PRAGMA table_info({quoted(table)})")]


def digest(base: sqlite3.Connection, places: bool = True) -> str:
    """A sha256 over all that the database says, whatever the order in which it was put in.

    Args:
        base: the database.
        places: where the files lay counts, too.
    """
    whole = hashlib.sha256()
    for table in tables(base):
        names = [name for name in columns(base, table) if name not in _UNSTABLE.get(table, ())]
        names = [name for name in names if places or name != "path"]
        lines = [
            repr(tuple(row)) for row in base.execute(f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table)}")
        ]
        whole.update("\n".join((table, ",".join(names), *sorted(lines))).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


__all__ = ["columns", "database_of", "digest", "opened", "rows", "tables"]
