"""layout.json: the tables as printed, cell by cell with their spans, for whoever shows them without the PDF.

The record says what was read and where; how a table is laid out (merged heads, order, indentation) stands here, in
the form that the workbook is written from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from extractor.errors import DocumentError
from extractor.export.layout import MOST_INDENT, Align, LaidCell, Layout
from extractor.model import Disclosure, Figure, Table
from extractor.system.regular import read_regular

SCHEMA_VERSION = 1
_MAX_BYTES = 64 * 1024 * 1024
_MOST_LINES = 100_000
"""Rows, or columns, that a layout may have: more than any table that is printed."""
_Row = int
_Cell = tuple[int, int, int, int, str, Align, int, bool, tuple[_Row, str] | None]
"""Row, column, their spans, text, where it stands, indentation, whether it is a head word, and of a figure the row's
index in its table and the column's id."""


class _Laid(msgspec.Struct):
    rows: int
    cols: int
    head_rows: int
    data_rows: tuple[int, ...]
    landscape: bool
    widths: tuple[float, ...]
    cells: tuple[_Cell, ...]


class _File(msgspec.Struct):
    schema_version: int
    sha256: str
    tables: dict[str, _Laid]


def layout_bytes(disclosure: Disclosure, layouts: Mapping[str, Layout]) -> bytes:
    """The layouts of a document's tables, by table id, as JSON."""
    tables = {}
    for table in disclosure.tables:
        if table.table_id in layouts:
            tables[table.table_id] = _laid(table, layouts[table.table_id])
    return msgspec.json.encode(_File(SCHEMA_VERSION, disclosure.sha256, tables))


def read_layouts(path: Path, disclosure: Disclosure) -> dict[str, Layout]:
    """The layouts of a document that was read back; a table of which there is none has one made of its rows.

    Args:
        path: of layout.json, which may be missing, as an earlier version wrote none, or be anything at all.
        disclosure: whose figures stand in the cells: what the record says, not what the layout did.
    """
    try:
        found = msgspec.json.decode(read_regular(path, _MAX_BYTES), type=_File)
        tables = found.tables if found.sha256 == disclosure.sha256 else {}
    except (DocumentError, msgspec.MsgspecError, ValueError, RecursionError):
        tables = {}
    out = {}
    for table in disclosure.tables:
        laid = tables.get(table.table_id)
        known = None if laid is None or not _is_sound(laid) else _known(laid, table)
        if table.rows or known is not None:
            out[table.table_id] = known or plain_layout(table)
    return out


def plain_layout(table: Table) -> Layout:
    """A table laid out without what was drawn: a row a row, its codes and names before its columns."""
    keys = [key for key in ("line_no", "code", "label") if any(getattr(row, key) for row in table.rows)]
    panels = sorted({column.panel for column in table.columns}) or [0]
    columns = {panel: [one for one in table.columns if one.panel == panel] for panel in panels}
    cells: list[LaidCell] = []
    bottom = 1
    left = 0
    for panel in panels:
        for at, key in enumerate(keys):
            cells.append(LaidCell(0, left + at, 1, 1, _KEYS[key], None, True, "center", 0))
        first = left + len(keys)
        for at, column in enumerate(columns[panel]):
            cells.append(LaidCell(0, first + at, 1, 1, column.title, None, True, "center", 0))
        rows = [row for row in table.rows if row.panel == panel]
        for down, row in enumerate(rows, start=1):
            for at, key in enumerate(keys):
                align: Align = "left" if key == "label" else "center"
                cells.append(LaidCell(down, left + at, 1, 1, getattr(row, key), None, False, align, 0))
            there = {figure.column_id: figure for figure in row.figures}
            for at, column in enumerate(columns[panel]):
                figure = there.get(column.id)
                printed = figure.printed if figure else ""
                cells.append(LaidCell(down, first + at, 1, 1, printed, figure, False, "right", 0))
        bottom = max(bottom, len(rows) + 1)
        left = first + len(columns[panel])
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Layout(bottom, left, 1, tuple(range(1, bottom)), tuple(cells), left > len(keys) + 5)


_KEYS = {"line_no": "行次", "code": "科目编码", "label": "项目"}


def _laid(table: Table, layout: Layout) -> _Laid:
    where = {(figure.part, figure.row, figure.col): (row.index, figure.column_id) for row, figure in table.figures}

    def cell(one: LaidCell) -> _Cell:
        figure = one.figure
        place = None if figure is None else where.get((figure.part, figure.row, figure.col))
        return one.row, one.col, one.rowspan, one.colspan, one.text, one.align, one.indent, one.head, place

    return _Laid(
        layout.rows,
        layout.cols,
        layout.head_rows,
        layout.data_rows,
        layout.landscape,
        tuple(round(width, 1) for width in layout.widths),
        tuple(map(cell, layout.cells)),
    )


def _is_sound(laid: _Laid) -> bool:
    """Whether every cell lies in the table and they have room in it: a browser draws what it is told."""
    if not (0 <= laid.rows <= _MOST_LINES and 0 <= laid.cols <= _MOST_LINES and 0 <= laid.head_rows <= laid.rows):
        return False
    room = 0
    for row, col, high, wide, _, _, indent, _, _ in laid.cells:
        inside = (
            row >= 0 and col >= 0 and high >= 1 and wide >= 1 and row + high <= laid.rows and col + wide <= laid.cols
        )
        if not inside or not 0 <= indent <= MOST_INDENT:
            return False
        room += high * wide
    return room <= laid.rows * laid.cols


def _known(laid: _Laid, table: Table) -> Layout:
    """The layout with the figures of the table in it."""
    figures: dict[Any, Figure] = {(row.index, figure.column_id): figure for row, figure in table.figures}
    cells = tuple(
        LaidCell(row, col, high, wide, text, figures.get(place), head, align, indent)
        for row, col, high, wide, text, align, indent, head, place in laid.cells
    )
    return Layout(laid.rows, laid.cols, laid.head_rows, laid.data_rows, cells, laid.landscape, laid.widths)


__all__ = ["SCHEMA_VERSION", "layout_bytes", "plain_layout", "read_layouts"]
