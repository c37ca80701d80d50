"""What others build on: headline.csv, summary.xlsx, sources.csv and datapackage.json of a run; Parquet on request."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extractor.export.comparison import COMPARISON_COLUMNS, Side, compare, for_people, pairs
from extractor.export.csvs import read_lines, write_csv
from extractor.export.datapackage import run_package
from extractor.export.files import write_bytes
from extractor.export.findings import FINDING_COLUMNS
from extractor.export.headline import Document, headline_rows, headline_titles
from extractor.export.record_files import RECORD_FILES
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.model import Initial
from extractor.naming import (
    COMPARISON_FILE,
    FIGURES_FILE,
    FINDINGS_FILE,
    HEADLINE_FILE,
    RECORD_FILE,
    SOURCES_FILE,
    SUMMARY_BOOK,
    SUMMARY_FILE,
    TABLES_FILE,
)
from extractor.record import read_record

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
    titles = headline_titles()
    write_csv(folder / SOURCES_FILE, SOURCE_COLUMNS, sources)
    write_csv(folder / HEADLINE_FILE, tuple(titles), headline_rows(folder, documents))
    compared = _write_comparison(folder, documents)
    # Imported here: what writes workbooks takes a while to load, and most of a command has no need of it.
    from extractor.export.summary_book import summary_workbook

    rows = _related(folder / COMPARISON_FILE) if compared else None
    write_bytes(folder / SUMMARY_BOOK, summary_workbook(folder, version, rows))
    run_package(
        folder,
        {
            FIGURES_FILE: ("document", *(c for c in FIGURE_COLUMNS if c != "document")),
            TABLES_FILE: ("document", *TABLE_COLUMNS),
            FINDINGS_FILE: ("document", *FINDING_COLUMNS),
            SUMMARY_FILE: summary_columns,
            HEADLINE_FILE: tuple(titles),
            SOURCES_FILE: SOURCE_COLUMNS,
            **({COMPARISON_FILE: COMPARISON_COLUMNS} if compared else {}),
            **{one.name: one.columns for one in RECORD_FILES},
        },
    )


def set_against(documents: Iterable[Document]) -> list[tuple[Side, Side]]:
    """The budgets and accounts of a run that are set against each other."""
    sides = {one.name: Side(one.name, one.kind, one.entity, one.fiscal_year, one.scope) for one in documents}
    return list(pairs(sides.values()))


def _write_comparison(folder: Path, documents: Sequence[Document]) -> bool:
    """Write comparison.csv where the run holds a budget and an account of one department and year; whether it does."""
    found = set_against(documents)
    target = folder / COMPARISON_FILE
    if not found:
        target.unlink(missing_ok=True)  # of an earlier run into this folder
        return False

    def lines(side: Side) -> Iterator[Mapping[str, str]]:
        return read_lines(folder / side.name / FIGURES_FILE, FIGURE_COLUMNS)

    def initial(side: Side) -> tuple[Initial, ...]:
        return read_record(folder / side.name / RECORD_FILE).disclosure.initial

    rows = (
        row
        for budget, account in found
        for row in compare(budget, account, lines(budget), lines(account), initial(account))
    )
    write_csv(target, COMPARISON_COLUMNS, rows)
    return True


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


def _related(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = csv.reader(handle)
        next(lines)
        yield from map(for_people, lines)
