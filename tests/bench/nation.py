"""The twelve questions over a national year: `python -m tests.bench.nation OUTPUT [--documents 100000]`. Prints JSON.

OUTPUT is the output of a run. Its documents are multiplied by DuckDB itself into Parquet, parted by year and province
as `extractor.export.database.parquet` parts them, each copy under an id, a folder, an entity and a province of its own
and with amounts of its own. Then the database's views are laid over the files, and each question is asked three times.
Says what the files take in rows and bytes a document, and how long each answer took.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from extractor.export.database.parquet import PARTS, SCRIPT, write_tables
from extractor.export.database.questions import QUESTIONS
from extractor.export.database.schema import quoted
from tests.bench.folder import work_folder

_KEYS = ("document_id", "id", "account_id", "budget_id")
_NAMES = ("document", "entity", "department", "duplicate_of", "budget_document", "account_document")
_ASKED = ("documents", "figures", "measures", "findings", "items", "performance", "procurement")
"""The tables that the questions are asked of."""
_PROVINCES = 31
_AT_ONCE = 2_000
"""Copies a file: what one shard of a national run would bring."""


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    with work_folder(options.work) as work:
        small, large = work / "small", work / "large"
        write_tables(options.output, small)
        started = time.perf_counter()
        count, rows = multiply(small, large, options.documents)
        made = time.perf_counter() - started
        result: dict[str, Any] = {
            "documents": count,
            "cpus": os.cpu_count(),
            "load": os.getloadavg()[0],
            "making_seconds": round(made, 1),
            "tables": {name: _size(large / name, count, rows[name]) for name in _ASKED},
            "questions": ask(large, options.threads),
        }
    seconds = [one["seconds"] for one in result["questions"].values()]
    result |= {"slowest_seconds": max(seconds), "all_seconds": round(sum(seconds), 2)}
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0


def multiply(small: Path, large: Path, documents: int) -> tuple[int, dict[str, int]]:
    """Write the tables of `small` many times over into `large`; how many documents and rows that made."""
    rows: dict[str, int] = {}
    with duckdb.connect() as base:
        base.execute("SET preserve_insertion_order = false")
        base.execute(f"SET temp_directory = '{large}.tmp'")
        there = f"FROM '{small}/documents.parquet' WHERE document <> ''"
        (each,) = base.execute(f"SELECT count(*) {there}").fetchone() or (1,)
        copies = -(-documents // each)
        for name in _ASKED:
            (large / name).mkdir(parents=True)
            columns = [row[0] for row in base.execute(f"DESCRIBE SELECT * FROM '{small}/{name}.parquet'").fetchall()]
            chosen = ", ".join(_copied(column) for column in columns if column != "province")
            key = "id" if name == "documents" else "document_id"
            rows[name] = 0
            for start in range(0, copies, _AT_ONCE):
                stop = min(start + _AT_ONCE, copies)
                query = (
                    f"SELECT {chosen}, '省' || (n % {_PROVINCES}) AS province FROM '{small}/{name}.parquet' AS one, "
                    f"range({start}, {stop}) AS copies(n) WHERE one.{key} IN (SELECT id {there})"
                )
                how = f"FORMAT parquet, COMPRESSION zstd, PARTITION_BY ({', '.join(PARTS)})"
                how += f", OVERWRITE_OR_IGNORE, FILENAME_PATTERN 'part{start}_{{i}}'"
                base.execute(f"COPY ({query}) TO '{large / name}' ({how})")
            found = f"read_parquet('{large / name}/**/*.parquet', hive_partitioning = true)"
            (rows[name],) = base.execute(f"SELECT count(*) FROM {found}").fetchone() or (0,)
    (large / "measure_names.parquet").write_bytes((small / "measure_names.parquet").read_bytes())
    (large / SCRIPT).write_text((small / SCRIPT).read_text(encoding="utf-8"), encoding="utf-8")
    return copies * each, rows


def _copied(column: str) -> str:
    """A column of a copy: keys and names are its own, amounts a little more each time."""
    name = quoted(column)
    if column in _KEYS:
        return f"{name} + n * 1000000007 AS {name}"
    if column in _NAMES:
        return f"CASE WHEN {name} = '' THEN '' ELSE {name} || n END AS {name}"
    if column.endswith("_fen"):
        return f"{name} + n * 100 AS {name}"
    return name


def ask(large: Path, threads: int) -> dict[str, Any]:
    """Each question with its rows and seconds, the median of three."""
    out: dict[str, Any] = {}
    before = Path.cwd()
    os.chdir(large)
    try:
        with duckdb.connect() as base:
            if threads:
                base.execute(f"SET threads = {threads}")
            lines = [line for line in Path(SCRIPT).read_text(encoding="utf-8").split(";\n") if line.strip()]
            for name in _ASKED:
                base.execute(
                    f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{name}/**/*.parquet', hive_partitioning = true)"
                )
            base.execute("CREATE VIEW measure_names AS SELECT * FROM read_parquet('measure_names.parquet')")
            for line in lines:
                if " VIEW v_" in line:
                    base.execute(line)
            for one in QUESTIONS:
                took, found = [], 0
                for _ in range(3):
                    started, cpu = time.perf_counter(), time.process_time()
                    found = len(base.execute(one.sql).fetchall())
                    took.append((time.perf_counter() - started, time.process_time() - cpu))
                out[one.id] = {
                    "rows": found,
                    "seconds": round(statistics.median(seconds for seconds, _ in took), 2),
                    "cpu_seconds": round(statistics.median(cpu for _, cpu in took), 2),
                }
    finally:
        os.chdir(before)
    return out


def _size(folder: Path, documents: int, rows: int) -> dict[str, Any]:
    files = list(folder.rglob("*.parquet"))
    total = sum(path.stat().st_size for path in files)
    return {
        "files": len(files),
        "mb": round(total / 1e6, 1),
        "rows_a_document": round(rows / documents, 1),
        "bytes_a_document": round(total / documents),
    }


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="the twelve questions over a national year; prints JSON")
    parser.add_argument("output", type=Path, help="the output of a run")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=0, help="of DuckDB; all cores without it")
    parser.add_argument("--work", type=Path, help="where the files are kept; a temporary folder without it")
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(main())
