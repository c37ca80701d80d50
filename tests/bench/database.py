"""What one more document costs a large output: `python -m tests.bench.database PDF… [--documents 2000]`. Prints JSON.

The output is made of copies of a few documents that were read, each under a name, an entity and a digest of its own.
Then one more document is read into it by the command, as every night, and once more into an output of its own, which is
what reading it costs. Says how long each part takes, and how many bytes and rows a document has in the database.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.export import Outcome, write_run
from extractor.export.database.read import opened, tables
from extractor.export.record import write_record
from extractor.naming import DATABASE_FILE, RECORD_FILE
from extractor.record import read_record
from tests.bench.folder import work_folder


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    with work_folder(options.work) as work:
        first, output = work / "first", work / "output"
        _extract([*options.sources], first)
        homes = sorted(path.parent for path in first.glob(f"*/{RECORD_FILE}"))
        started = time.perf_counter()
        outcomes = list(copies(homes, output, options.documents))
        copied = time.perf_counter() - started
        started = time.perf_counter()
        write_run(outcomes, output, __version__)
        entered = time.perf_counter() - started
        new = work / "new.pdf"
        found = []
        for number in range(options.times):
            new.write_bytes(options.sources[0].read_bytes() + b"\n%% new %d\n" % number)
            alone = _timed(new, work / "alone")
            shutil.rmtree(work / "alone")
            found.append({"alone": alone, "into_the_output": _timed(new, output)})
        result: dict[str, Any] = {
            "documents": options.documents,
            "cpus": os.cpu_count(),
            "load": os.getloadavg()[0],
            "seconds": {
                "copying": round(copied, 1),
                "entering_all": round(entered, 1),
                "one_more": found,
                "more_than_reading_it": round(min(one["into_the_output"] - one["alone"] for one in found), 2),
            },
            "size": size(output, options.documents),
        }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0


def copies(homes: Sequence[Path], output: Path, count: int) -> Iterator[Outcome]:
    """Documents' folders with names of their own, each a copy of one of `homes`."""
    output.mkdir(parents=True, exist_ok=True)
    records = [read_record(home / RECORD_FILE).disclosure for home in homes]
    budgets = {one.entity for one in records if one.kind == "budget"}
    for number in range(count):
        one, home = records[number % len(homes)], homes[number % len(homes)]
        sha256 = hashlib.sha256(f"{number}".encode()).hexdigest()
        copy = replace(one, sha256=sha256, entity=f"{one.entity}{number // len(homes):04}")
        target = output / copy.name
        target.mkdir(exist_ok=True)
        for path in home.glob("*.csv"):
            text = path.read_bytes().replace(one.name.encode(), copy.name.encode())
            (target / path.name).write_bytes(text.replace(f",{one.entity},".encode(), f",{copy.entity},".encode()))
        if one.kind == "account" and one.entity in budgets:
            write_record(target / RECORD_FILE, copy, __version__)
        else:
            (target / RECORD_FILE).write_bytes(b"{}")  # that it is there is all that is asked of it
        yield replace(Outcome.read(copy, f"/in/{number:05}.pdf").slim(), stamp="copy")


def size(output: Path, count: int) -> dict[str, Any]:
    """Bytes and rows a document in the database, table by table, and bytes of the run's files."""
    with opened(output) as base:
        rows = {table: base.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables(base)}
    with sqlite3.connect(output / DATABASE_FILE) as base:
        pages = base.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC").fetchall()
    files = {path.name: path.stat().st_size for path in output.iterdir() if path.is_file()}
    return {
        "database_mb": round((output / DATABASE_FILE).stat().st_size / 1e6, 1),
        "bytes_a_document": {name: round(bytes_ / count) for name, bytes_ in pages[:12]},
        "rows_a_document": {name: round(number / count, 1) for name, number in sorted(rows.items()) if number},
        "files_mb": {name: round(bytes_ / 1e6, 1) for name, bytes_ in sorted(files.items()) if bytes_ > 1e6},
    }


def _timed(pdf: Path, output: Path) -> float:
    started = time.perf_counter()
    _extract([pdf], output)
    return round(time.perf_counter() - started, 2)


def _extract(paths: Sequence[Path], output: Path) -> None:
    command = [sys.executable, "-m", "extractor", "extract", *map(str, paths), "-o", str(output), "-q", "--exit-zero"]
    subprocess.run(command, check=True)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="what one more document costs a large output; prints JSON")
    parser.add_argument("sources", nargs="+", type=Path, help="PDFs")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--work", type=Path, help="where the output is kept; a temporary folder without it")
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(main())
