"""Our CSVs as Parquet with exact decimals: the extra `analytics`.

DuckDB, not pyarrow: it streams a CSV of any size into Parquet with typed columns, and is a third of the size.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from extractor.errors import OutputError, UsageError
from extractor.export.datapackage import column_type
from extractor.export.files import output_error

_PLACES = 12
"""Decimals kept: 元 with eight decimals is still exact in 万元."""
EXACT = f"DECIMAL(38,{_PLACES})"
_TYPES = {"number": EXACT, "integer": "INTEGER"}


def write_parquet(
    source: Path,
    target: Path,
    own_numbers: Collection[str] = (),
    types: Mapping[str, str] | None = None,
    by: Sequence[str] = (),
) -> None:
    """Write the CSV `source` as Parquet. Amounts are DECIMAL(38,12); "" of a number is null, text stays text.

    Args:
        source: the CSV.
        target: the file; a folder, made anew, where it is written in parts.
        own_numbers: columns of exact numbers beside those of the run's files.
        types: of DuckDB, of the columns that are no text; by what a column is called in all our CSVs where it is None.
        by: columns by whose values it is parted; they are the names of folders, and no columns of the files.

    Raises:
        UsageError: DuckDB is not installed.
        OutputError: `target` cannot be written, or a number has more decimals than the type keeps.
    """
    try:
        import duckdb
    except ImportError as error:
        raise UsageError(
            "写出 Parquet 需要 DuckDB", '请先在程序的源码文件夹中运行 pip install ".[analytics]"'
        ) from error
    with source.open(encoding="utf-8-sig") as handle:
        columns = handle.readline().rstrip("\r\n").split(",")
    if types is None:
        kinds = {column: "number" if column in own_numbers else column_type(column) for column in columns}
        types = {column: _TYPES[kind] for column, kind in kinds.items() if kind != "string"}
    numbers = [column for column in columns if types.get(column, "").startswith("DECIMAL")]
    rows = f"read_csv({_text(source)}, header=true, all_varchar=true, delim=',', quote='\"', escape='\"', nullstr='')"
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with duckdb.connect() as base:
            base.execute("SET threads=1; SET preserve_insertion_order=true")  # the same bytes every time
            for column in numbers:
                broken = f"length(split_part({_name(column)}, '.', 2)) > {_PLACES}"
                if base.execute(f"SELECT 1 FROM {rows} WHERE {broken} LIMIT 1").fetchone():
                    raise OutputError(
                        f"{source.name} 的 {column} 栏有小数超过 {_PLACES} 位的数字，无法精确写入 Parquet。"
                    )
            chosen = ", ".join(_column(column, types.get(column)) for column in columns)
            how = "FORMAT parquet, COMPRESSION zstd" + (f", PARTITION_BY ({', '.join(map(_name, by))})" if by else "")
            base.execute(f"COPY (SELECT {chosen} FROM {rows}) TO {_text(temporary)} ({how})")
        if by:
            shutil.rmtree(target, ignore_errors=True)
        os.replace(temporary, target)
    except duckdb.Error as error:
        raise OutputError(f"无法写入 {target}：{error}") from error
    except OSError as error:
        raise output_error(error, target) from error
    finally:
        if temporary.is_dir():
            shutil.rmtree(temporary, ignore_errors=True)
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _column(column: str, kind: str | None) -> str:
    if kind is None:
        return f"coalesce({_name(column)}, '') AS {_name(column)}"
    return f"CAST({_name(column)} AS {kind}) AS {_name(column)}"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
