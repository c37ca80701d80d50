"""The tables of a whole output, made from its database: CSVs, summary.xlsx, datapackage.json; Parquet on request."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from itertools import islice
from pathlib import Path

from extractor.export.comparison import COMPARISON_COLUMNS, for_people
from extractor.export.csvs import write_csv
from extractor.export.database.gathered import read_documents, write_comparison, write_gathered
from extractor.export.database.metadata import write_metadata
from extractor.export.database.schema import printed, quoted, shapes
from extractor.export.database.write import Database, rows_of
from extractor.export.datapackage import run_package
from extractor.export.files import write_bytes
from extractor.export.headline import headline_titles
from extractor.export.summary import SUMMARY_COLUMNS, summary_line
from extractor.naming import (
    COMPARISON_FILE,
    DATABASE_FILE,
    HEADLINE_FILE,
    SOURCES_FILE,
    SUMMARY_BOOK,
    SUMMARY_FILE,
)

SOURCE_COLUMNS = ("sha256", "source", "path", "document")


def write_downstream(database: Database, folder: Path, version: str) -> None:
    """Write the files of an output folder from its database, which is settled.

    Args:
        database: of the folder.
        folder: the output folder.
        version: of the program, named in the workbook's properties.

    Raises:
        OutputError: a file cannot be written.
    """
    base = database.base
    compared = write_comparison(base, folder)
    write_csv(folder / SUMMARY_FILE, SUMMARY_COLUMNS, _summary(base))
    columns = tuple(headline_titles())
    order = "JOIN documents ON id = document_id ORDER BY documents.path, documents.document, id"
    write_csv(folder / HEADLINE_FILE, columns, _lines(base, "headline", columns, order))
    write_csv(
        folder / SOURCES_FILE, SOURCE_COLUMNS, _lines(base, "sources", SOURCE_COLUMNS, "ORDER BY path, source, sha256")
    )
    (count,) = base.execute("SELECT count(*) FROM comparison").fetchone()
    documents = read_documents(base)
    # The workbook is work for the processor, the long lists mostly for the disk: in a large output, a second each.
    with ThreadPoolExecutor(1) as beside:
        book = beside.submit(copy_context().run, _book, folder, version, count if compared else None)
        write_gathered(base, folder, documents)
        write_bytes(folder / SUMMARY_BOOK, book.result())
    write_metadata(folder, DATABASE_FILE)
    run_package(
        folder,
        {
            **{one.file: one.run_header for one in shapes().values()},
            SUMMARY_FILE: SUMMARY_COLUMNS,
            HEADLINE_FILE: columns,
            SOURCES_FILE: SOURCE_COLUMNS,
            **({COMPARISON_FILE: COMPARISON_COLUMNS} if compared else {}),
        },
    )


def _book(folder: Path, version: str, compared: int | None) -> bytes:
    """The workbook from the CSVs beside it; `compared` is how many lines comparison.csv has, None where it is not."""
    # Imported here: what writes workbooks takes a while to load, and most of a command has no need of it.
    from extractor.export.summary_book import LONGEST_COMPARISON, summary_workbook

    rows = None if compared is None else islice(_related(folder / COMPARISON_FILE), LONGEST_COMPARISON)
    return summary_workbook(folder, version, rows, compared or 0)


def _lines(base: sqlite3.Connection, table: str, columns: tuple[str, ...], order: str) -> Iterator[list[str]]:
    """All rows of a table as lines of a CSV."""
    names = ", ".join(f"{quoted(table)}.{quoted(name)}" for name in columns)
    for row in base.execute(f"SELECT {names} FROM {quoted(table)} {order}"):
        yield list(map(printed, row))


def _summary(base: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """A line a file that was found, in the order of the paths; of the same bytes twice, the second says so."""
    query = (
        "SELECT documents.*, sources.source AS found, sources.path AS place FROM sources "
        "JOIN documents ON documents.id = document_id ORDER BY sources.path, sources.source, sources.sha256"
    )
    for row in rows_of(base, query):
        yield summary_line(dict(row))


def write_run_parquet(folder: Path) -> list[Path]:
    """Write the tables of an output's database and its summary.csv as Parquet beside them (extra `analytics`).

    Raises:
        UsageError: DuckDB is not installed.
        OutputError: a file cannot be written.
    """
    from extractor.export.database.parquet import write_tables
    from extractor.export.parquet import write_parquet

    summary = folder / f"{SUMMARY_FILE.removesuffix('.csv')}.parquet"
    write_parquet(folder / SUMMARY_FILE, summary)
    return [summary, *write_tables(folder, folder)]


def _related(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = csv.reader(handle)
        next(lines)
        yield from map(for_people, lines)
