"""What others build on: headline.csv, summary.xlsx, sources.csv and datapackage.json of a run; Parquet on request."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractor.export.csvs import write_csv
from extractor.export.datapackage import run_package
from extractor.export.files import write_bytes
from extractor.export.headline import AMOUNTS, GROWTHS, HEADLINE_COLUMNS, HEADLINE_TITLES, Document, headline_rows
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.export.words import STATUS
from extractor.naming import FIGURES_FILE, HEADLINE_FILE, SOURCES_FILE, SUMMARY_BOOK, SUMMARY_FILE, TABLES_FILE

SOURCE_COLUMNS = ("sha256", "source", "path", "document")
PARQUET = ("figures", "tables", "headline", "summary")


def write_downstream(
    folder: Path,
    documents: Sequence[Document],
    sources: Iterable[tuple[str, str, str, str]],
    summary_columns: Sequence[str],
    version: str,
) -> None:
    """Write the run's derived files from figures.csv and tables.csv of its documents, which must be there.

    Args:
        folder: the output folder of the run; its summary.csv has been written.
        documents: those with a folder, in the order of the run.
        sources: rows of sources.csv: which file each document was read from.
        summary_columns: of summary.csv.
        version: of the program, named in the workbook's properties.

    Raises:
        OutputError: a file cannot be written, or a document's own file is not there or not ours.
    """
    write_csv(folder / SOURCES_FILE, SOURCE_COLUMNS, sources)
    write_csv(folder / HEADLINE_FILE, HEADLINE_COLUMNS, headline_rows(folder, documents))
    write_bytes(folder / SUMMARY_BOOK, _workbook(folder, summary_columns, version))
    run_package(
        folder,
        {
            FIGURES_FILE: ("document", *(c for c in FIGURE_COLUMNS if c != "document")),
            TABLES_FILE: ("document", *TABLE_COLUMNS),
            SUMMARY_FILE: summary_columns,
            HEADLINE_FILE: HEADLINE_COLUMNS,
            SOURCES_FILE: SOURCE_COLUMNS,
        },
    )


def write_run_parquet(folder: Path) -> list[Path]:
    """Write figures, tables, headline and summary of a run as Parquet beside their CSVs (extra `analytics`).

    Raises:
        UsageError: DuckDB is not installed.
        OutputError: a file cannot be written.
    """
    from extractor.export.parquet import write_parquet

    paths = [folder / f"{name}.parquet" for name in PARQUET]
    for path in paths:
        write_parquet(path.with_suffix(".csv"), path)
    return paths


def _workbook(folder: Path, summary_columns: Sequence[str], version: str) -> bytes:
    from extractor.export.datapackage import TITLES, column_type
    from extractor.export.sheet_rows import Head, Listing, listing_workbook

    heads = [
        Head(
            HEADLINE_TITLES[column],
            "amount" if column in AMOUNTS | GROWTHS else "whole" if column == "fiscal_year" else "text",
            32.0 if column in ("document", "entity") else 16.0,
        )
        for column in HEADLINE_COLUMNS
    ]
    files = [
        Head(TITLES[column], "whole" if column_type(column) == "integer" else "text", 24.0)
        for column in summary_columns
    ]
    listings = [
        Listing("主要指标", heads, _translated(folder / HEADLINE_FILE, HEADLINE_COLUMNS)),
        Listing("文件", files, _translated(folder / SUMMARY_FILE, summary_columns)),
    ]
    return listing_workbook("部门决算汇总", version, listings)


def _translated(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """The lines of a CSV of ours, the status as a word for people."""
    place = list(columns).index("status")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = csv.reader(handle)
        next(lines)
        for line in lines:
            line[place] = STATUS.get(line[place], line[place])
            yield line
