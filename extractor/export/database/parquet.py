"""The tables of a database as Parquet, whole or in parts by year and province, for DuckDB and its like.

The columns are those of the database: exact numbers as DECIMAL(38,12), whole 分 as BIGINT. Beside the files lies a
script that makes the database's tables and views of them, so that one statement answers a question of either.
"""

from __future__ import annotations

import csv
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path

from extractor.export.database.read import columns, opened, tables
from extractor.export.database.schema import quoted, shapes
from extractor.export.database.views import VIEWS
from extractor.export.files import make_folder, write_bytes
from extractor.export.headline import amounts, growths
from extractor.export.parquet import EXACT, write_parquet

SCRIPT = "parquet.sql"
"""Makes tables and views of the files, for DuckDB, which is started in their folder."""
PARTS = ("fiscal_year", "province")
"""What a national year is parted by."""
_TYPES = {"INTEGER": "BIGINT", "REAL": "DOUBLE"}
_SEARCH = "texts"
_COMPARED = frozenset(("budget", "final", "difference", "rate", "initial", "initial_difference"))


def write_tables(place: Path, target: Path, by: Sequence[str] = ()) -> list[Path]:
    """Write every table of a database as Parquet, and the script.

    Args:
        place: the output folder, the archive, or the database itself.
        target: the folder for the files.
        by: columns of `documents` by which the tables of documents are parted, as folders (`fiscal_year=2024/…`).

    Returns:
        The files, or folders of files.

    Raises:
        UsageError: there is no database, or DuckDB is not installed.
        OutputError: a file cannot be written, or a number has more decimals than the type keeps.
    """
    make_folder(target)
    written = []
    with opened(place) as base, tempfile.TemporaryDirectory(prefix="juesuan-") as folder:
        for table in tables(base):
            if table == _SEARCH:
                continue
            source = Path(folder) / f"{table}.csv"
            key = _key(base, table)
            parts = by if key else ()
            names = [*columns(base, table), *(one for one in parts if one not in columns(base, table))]
            _dump(base, table, names, key, source)
            path = target / (table if parts else f"{table}.parquet")
            _remove(target / (f"{table}.parquet" if parts else table))  # of an earlier time
            write_parquet(source, path, types=_types(base, table), by=parts)
            source.unlink()
            written.append(path)
    write_bytes(target / SCRIPT, script(written).encode())
    return written


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink() and any(path.rglob("*.parquet")):
        shutil.rmtree(path)
    elif path.is_file():
        path.unlink()


def script(paths: Sequence[Path]) -> str:
    """What makes the tables and views of files, for DuckDB."""
    out = []
    for path in paths:
        found = f"'{path.name}'" if path.suffix else f"'{path.name}/**/*.parquet', hive_partitioning = true"
        name = path.name.removesuffix(".parquet")
        out.append(f"CREATE OR REPLACE VIEW {quoted(name)} AS SELECT * FROM read_parquet({found});")
    out += [f"CREATE OR REPLACE VIEW {name} AS {query.strip()};" for name, query in VIEWS.items()]
    return "\n".join(out) + "\n"


def _key(base: sqlite3.Connection, table: str) -> str:
    """The column of a table that says of which document a row is; "" of one without rows, which has no parts."""
    if base.execute(f"SELECT 1 FROM {quoted(table)} LIMIT 1").fetchone() is None:
        return ""
    if table == "documents":
        return "id"
    return next((name for name in ("document_id", "account_id") if name in columns(base, table)), "")


def _dump(base: sqlite3.Connection, table: str, names: Sequence[str], key: str, target: Path) -> None:
    """Write a table as CSV, its documents in the order of the run's files."""
    own = set(columns(base, table))
    chosen = ", ".join(f"{'one' if name in own else 'documents'}.{quoted(name)}" for name in names)
    query = f"SELECT {chosen} FROM {quoted(table)} AS one"
    if key:
        query += f" JOIN documents ON documents.id = one.{key} ORDER BY documents.path, documents.id, one.rowid"
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(base.execute(query))


def _types(base: sqlite3.Connection, table: str) -> dict[str, str]:
    declared = {row[1]: row[2].partition(" ")[0] for row in base.execute(f"PRAGMA table_info({quoted(table)})")}
    out = {name: _TYPES[kind] for name, kind in declared.items() if kind in _TYPES}
    return {**out, **dict.fromkeys(_exact(table) & declared.keys(), EXACT)}


def _exact(table: str) -> frozenset[str]:
    """The columns of a table that hold exact numbers as text."""
    if table in shapes():
        return frozenset(one.name for one in shapes()[table].columns if one.kind in ("exact", "money"))
    if table == "headline":
        return amounts() | growths()
    if table == "comparison":
        return _COMPARED
    return frozenset(("amount",)) if table == "measures" else frozenset()
