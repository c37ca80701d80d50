"""The rows of figures.csv and tables.csv: names and order of the columns are a contract with other programs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from extractor.export.numbers import digits
from extractor.export.words import heading, verdicts
from extractor.model import Disclosure, Table
from extractor.model.geometry import rounded


class FigureRow(NamedTuple):
    """One cell of a figure column, blanks included; the field names are the header of figures.csv."""

    document: str
    entity: str
    fiscal_year: int | None
    table_id: str
    table_title: str
    row_index: int
    side: str
    section: str
    line_no: str
    code: str
    level: str
    label: str
    column_id: str
    column_title: str
    printed: str
    amount: Decimal | None
    """万元."""
    unit_printed: str
    state: str
    """`figure`, `blank` or `dash`; something printed that is no figure is a `figure` without an amount, `disputed`."""
    proof: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    engine: str
    kind: str
    """`account` or `budget`."""
    row_id: str
    """What the row goes by in every year and region; unique in its table."""
    figure_id: str
    """`<table_id>/<row_id>/<column_id>`: the address of the figure in every output."""


class TableRow(NamedTuple):
    """One table of a document; the field names are the header of tables.csv."""

    table_id: str
    title_printed: str
    form_no_printed: str
    status: str
    pages: str
    """Page numbers joined with `;` (a hyphen would turn into a date in spreadsheets)."""
    unit: str
    rows: int
    figures: int
    engine: str
    verdict: str
    kind: str


FIGURE_COLUMNS: tuple[str, ...] = FigureRow._fields
TABLE_COLUMNS: tuple[str, ...] = TableRow._fields
_WHOLE = tuple(map(FIGURE_COLUMNS.index, ("fiscal_year", "row_index", "page")))
_AMOUNT = FIGURE_COLUMNS.index("amount")
_BOX = slice(FIGURE_COLUMNS.index("x0"), FIGURE_COLUMNS.index("bottom") + 1)


def figure_rows(disclosure: Disclosure) -> Iterator[FigureRow]:
    """Every cell of every figure column of every table, in document order."""
    for table in disclosure.tables:
        yield from _figures_of(table, disclosure)


def _figures_of(table: Table, disclosure: Disclosure) -> Iterator[FigureRow]:
    document = disclosure.name
    title = heading(table)
    column_titles = {(column.panel, column.id): column.title for column in table.columns}
    column_titles |= {(-1, column.id): column.title for column in reversed(table.columns)}
    for row, figure in table.figures:
        no_figure = figure.state == "text"
        yield FigureRow(
            document,
            disclosure.entity,
            disclosure.fiscal_year,
            table.table_id,
            title,
            row.index,
            row.side,
            row.section,
            row.line_no,
            row.code,
            row.level,
            row.label,
            figure.column_id,
            column_titles.get((row.panel, figure.column_id)) or column_titles.get((-1, figure.column_id), ""),
            figure.printed,
            None if no_figure else figure.amount,
            table.unit,
            "figure" if no_figure else figure.state,
            "disputed" if no_figure else figure.proof,
            figure.page,
            *rounded(figure.box),
            figure.engine,
            disclosure.kind,
            row.row_id,
            table.figure_id(row, figure),
        )


def figure_cells(row: FigureRow) -> tuple[str, ...]:
    """The row as it stands in figures.csv, every value a string."""
    cells: list[Any] = list(row)
    for at in _WHOLE:
        cells[at] = "" if row[at] is None else str(row[at])
    cells[_AMOUNT] = "" if row.amount is None else digits(row.amount)
    cells[_BOX] = [f"{value:.2f}" for value in (row.x0, row.top, row.x1, row.bottom)]
    return tuple(cells)


def table_rows(disclosure: Disclosure) -> Iterator[TableRow]:
    """The inventory: one row a table, `present`, `empty` and `missing` ones."""
    words = verdicts(disclosure)
    for table in disclosure.tables:
        yield TableRow(
            table.table_id,
            table.title_printed,
            table.form_no_printed,
            table.status,
            ";".join(map(str, table.pages)),
            table.unit,
            len(table.rows),
            table.figure_count,
            table.engine,
            words[table.table_id],
            disclosure.kind,
        )
