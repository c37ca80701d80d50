"""A panel as files: a workbook, one table as CSV or Parquet, or a folder with all of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractor.errors import UsageError
from extractor.export.csvs import write_csv
from extractor.export.files import make_folder, write_bytes
from extractor.export.panel.panel import Panel
from extractor.export.panel.sheets import panel_workbook
from extractor.export.panel.tables import (
    CHECK_COLUMNS,
    LONG_COLUMNS,
    LONG_NUMBERS,
    PANEL_FINDING_COLUMNS,
    check_rows,
    finding_rows,
    long_rows,
    wide,
)
from extractor.export.parquet import write_parquet

BOOK, LONG, WIDE, CHECKS, FINDINGS = (
    "panel.xlsx",
    "panel.csv",
    "panel_wide.csv",
    "panel_checks.csv",
    "panel_findings.csv",
)
_LONGEST_SHEET = 1_048_575


def write_panel(panel: Panel, target: Path, source: str, version: str) -> list[Path]:
    """Write a panel to `target`; what it is called says how.

    `.xlsx` is the workbook, `.csv` and `.parquet` the long table alone; anything without a suffix is a folder, which
    gets the workbook, the long and the wide table, the comparisons and the findings.

    Returns:
        The files that were written.

    Raises:
        UsageError: another suffix, more rows than a sheet has, or DuckDB is not installed.
        OutputError: something cannot be written.
    """
    suffix = target.suffix.lower()
    if suffix == ".csv":
        write_csv(target, LONG_COLUMNS, long_rows(panel))
    elif suffix == ".parquet":
        _parquet(target, LONG_COLUMNS, long_rows(panel))
    elif suffix == ".xlsx":
        write_bytes(target, _book(panel, source, version))
    elif suffix:
        raise UsageError(f"不知道如何写出 {target.name}", "文件名请以 .xlsx、.csv 或 .parquet 结尾，或给出文件夹。")
    else:
        return _folder(panel, target, source, version)
    return [target]


def _folder(panel: Panel, home: Path, source: str, version: str) -> list[Path]:
    make_folder(home)
    shown = wide(panel)
    tables: tuple[tuple[str, Sequence[str], Iterable[Sequence[str]]], ...] = (
        (LONG, LONG_COLUMNS, long_rows(panel)),
        (WIDE, shown.columns, shown.rows),
        (CHECKS, CHECK_COLUMNS, check_rows(panel.checks)),
        (FINDINGS, PANEL_FINDING_COLUMNS, finding_rows(panel)),
    )
    for name, columns, rows in tables:
        write_csv(home / name, columns, rows)
    write_bytes(home / BOOK, _book(panel, source, version))
    return [home / name for name in (BOOK, *(name for name, _, _ in tables))]


def _book(panel: Panel, source: str, version: str) -> bytes:
    if max(len(panel.entries), len(panel.checks)) > _LONGEST_SHEET:
        raise UsageError("行数太多，一张工作表放不下", "请缩小范围，或写出 .csv、.parquet。")
    return panel_workbook(panel, source, version)


def _parquet(target: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / LONG
        write_csv(source, columns, rows)
        write_parquet(source, target, LONG_NUMBERS)
