"""Our CSVs as Parquet with exact decimals: the extra `analytics`.

DuckDB, not pyarrow: it streams a CSV of any size into Parquet with typed columns, and is a third of the size.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from extractor.errors import OutputError, UsageError
from extractor.export.datapackage import column_type
from extractor.export.files import output_error

_PLACES = 12
"""Decimals kept: 元 with eight decimals is still exact in 万元."""
_TYPES = {"number": f"DECIMAL(38,{_PLACES})", "integer": "INTEGER", "string": "VARCHAR"}


def write_parquet(source: Path, target: Path, own_numbers: Collection[str] = ()) -> None:
    """Write the CSV `source` as Parquet. Amounts are DECIMAL(38,12); "" of a number is null, text stays text.

    Args:
        source: the CSV.
        target: the Parquet file.
        own_numbers: columns of exact numbers beside those of the run's files.

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
    numbers = [column for column in columns if _type(column, own_numbers) == "number"]
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
            chosen = ", ".join(_column(column, _type(column, own_numbers)) for column in columns)
            base.execute(f"COPY (SELECT {chosen} FROM {rows}) TO {_text(temporary)} (FORMAT parquet, COMPRESSION zstd)")
        os.replace(temporary, target)
    except duckdb.Error as error:
        raise OutputError(f"无法写入 {target}：{error}") from error
    except OSError as error:
        raise output_error(error, target) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _type(column: str, own_numbers: Collection[str]) -> str:
    return "number" if column in own_numbers else column_type(column)


def _column(column: str, kind: str) -> str:
    if kind == "string":
        return f"coalesce({_name(column)}, '') AS {_name(column)}"
    return f"CAST({_name(column)} AS {_TYPES[kind]}) AS {_name(column)}"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
