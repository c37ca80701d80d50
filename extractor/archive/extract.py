"""The figures of a selection of documents out of an archive, as one file."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extractor import __version__
from extractor.archive import catalogue
from extractor.archive.lines import figure_lines
from extractor.archive.store import Archive
from extractor.errors import OutputError, UsageError
from extractor.export.comparison import COMPARISON_COLUMNS, Side, compare, for_people, pairs
from extractor.export.csvs import write_csv
from extractor.export.files import write_bytes
from extractor.export.sheet_rows import listing_workbook
from extractor.export.summary_book import comparison_listing
from extractor.export.tidy import FIGURE_COLUMNS
from extractor.model import Initial
from extractor.naming import FIGURES_FILE, RECORD_FILE
from extractor.record import read_record

FORMATS = ("xlsx", "csv", "parquet")
_LONGEST_SHEET = 1_048_575
COLUMNS = ("bag", "version", *FIGURE_COLUMNS)


def write_selection(archive: Archive, documents: Sequence[sqlite3.Row], target: Path) -> int:
    """Write the figures of `documents` to `target`, whose suffix says how; the number of documents.

    Raises:
        UsageError: the suffix is none of `FORMATS`; there are too many figures for a sheet; DuckDB is not installed.
        OutputError: `target` cannot be written, or a bag is gone or damaged.
    """
    kind = target.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise UsageError(f"不知道如何写出 {target.name}", "文件名请以 .xlsx、.csv 或 .parquet 结尾。")
    rows = _rows(archive, documents)
    if kind == "csv":
        write_csv(target, COLUMNS, rows)
    elif kind == "parquet":
        from extractor.export.parquet import write_parquet

        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / FIGURES_FILE
            write_csv(source, COLUMNS, rows)
            write_parquet(source, target)
    else:
        write_bytes(target, _workbook(rows))
    return len(documents)


def write_comparison(archive: Archive, documents: Sequence[sqlite3.Row], target: Path) -> int:
    """Write 预决算对照 of the budgets and accounts among `documents` to `target`, .csv or .xlsx; the number of pairs.

    Raises:
        UsageError: another suffix.
        OutputError: `target` cannot be written, or a bag is gone or damaged.
    """
    suffix = target.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise UsageError(f"不知道如何写出 {target.name}", "文件名请以 .csv 或 .xlsx 结尾。")
    rows = {row["bag"]: row for row in documents}
    sides = [Side(row["bag"], row["kind"], row["entity"], row["fiscal_year"], row["scope"]) for row in rows.values()]
    found = list(pairs(sides))
    if not found:
        return 0

    def lines(side: Side) -> Iterator[Mapping[str, str]]:
        path = archive.bag(rows[side.name]) / "data" / "output" / FIGURES_FILE
        try:
            yield from figure_lines(path.parent)
        except catalogue.REFUSED as error:
            raise OutputError(f"{path} 无法读取：{error}", "请运行 juesuan archive verify。") from error

    def initial(side: Side) -> tuple[Initial, ...]:
        path = archive.bag(rows[side.name]) / "data" / "output" / RECORD_FILE
        return read_record(path, follow=False).disclosure.initial

    compared = (
        one._replace(budget_document=rows[budget.name]["document"], account_document=rows[account.name]["document"])
        for budget, account in found
        for one in compare(budget, account, lines(budget), lines(account), initial(account))
    )
    if suffix == ".csv":
        write_csv(target, COMPARISON_COLUMNS, compared)
    else:
        said = map(for_people, compared)
        write_bytes(target, listing_workbook("预决算对照", __version__, [comparison_listing(said)]))
    return len(found)


def _workbook(rows: Iterator[list[str]]) -> bytes:
    from extractor.export.datapackage import TITLES, column_type
    from extractor.export.sheet_rows import Head, Listing

    kinds = {"number": "amount", "integer": "whole", "string": "text"}
    titles = {**TITLES, "bag": "归档编号", "version": "版本"}
    heads = [Head(titles[column], kinds[column_type(column)]) for column in COLUMNS]  # type: ignore[arg-type]
    return listing_workbook("部门决算和预算归档", __version__, [Listing("数据", heads, _few(rows))])


def _few(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        if number > _LONGEST_SHEET:
            raise UsageError("数字太多，一张工作表放不下", "请缩小范围，或写出 .csv、.parquet。")
        yield row


def _rows(archive: Archive, documents: Sequence[sqlite3.Row]) -> Iterator[list[str]]:
    for document in documents:
        home = archive.bag(document) / "data" / "output"
        try:
            for line in figure_lines(home):
                yield [document["bag"], str(document["version"]), *(line[name] for name in FIGURE_COLUMNS)]
        except catalogue.REFUSED as error:
            raise OutputError(f"{home / FIGURES_FILE} 无法读取：{error}", "请运行 juesuan archive verify。") from error
