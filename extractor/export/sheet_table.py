"""One table as printed: title, number, unit, the form with its merged cells, and the notes under it."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from extractor.export.layout import LaidCell, Layout
from extractor.export.marks import Mark
from extractor.export.numbers import in_printed_unit
from extractor.export.sheets import Sheet
from extractor.export.styles import Look, Styles
from extractor.export.text import one_line, width
from extractor.model import Disclosure, Figure, Place, Table
from extractor.model.correction import BY_PEOPLE

_LINE_HEIGHT = 15.0
_WIDEST = 36.0
"""No column grows wider than this (digits) for its text; longer text wraps."""
_NARROWEST, _NARROWEST_FIGURES = 5.0, 11.0
_POINTS = 5.5
"""Points of paper that one digit of a cell takes."""


def fill_table_sheet(
    sheet: Sheet,
    table: Table,
    layout: Layout,
    disclosure: Disclosure,
    styles: Styles,
    marked: Mapping[Place, Mark] | None = None,
) -> dict[Place, str]:
    """Write `table` on the empty `sheet`, in the unit it is printed in, and set the sheet up for A4 paper.

    Args:
        sheet: the empty sheet.
        table: the table.
        layout: its grids in one piece.
        disclosure: the document.
        styles: the workbook's looks.
        marked: figures to mark and to give a note.

    Returns:
        Where on the sheet each figure stands, e.g. D7.
    """
    where = {(f.part, f.row, f.col): table.place(row, f) for row, f in table.figures}
    sums = _Sums(
        frozenset((f.part, f.row, f.col) for row, f in table.figures if row.level == "total"),
        frozenset(row.label for row in table.rows if row.level == "total" and row.label),
    )
    at: dict[Place, str] = {}
    cols = max(layout.cols, 2)
    widths = _widths(layout, table)
    sheet.set_widths([*widths, *[12.0] * (cols - len(widths))])
    top = _write_head_lines(sheet, table, disclosure, cols, styles)
    for cell in layout.cells:
        figure = cell.figure
        key = where.get((figure.part, figure.row, figure.col)) if figure is not None else None
        mark = (marked or {}).get(key) if key is not None else None
        _write_cell(sheet, cell, top, table, styles, mark, sums)
        if key is not None:
            at.setdefault(key, xl_rowcol_to_cell(top + cell.row - 1, cell.col))
    heights = _heights(layout, widths)
    for row, height in enumerate(heights):
        sheet.set_height(top + row, height)
    _write_notes(sheet, table, top + layout.rows, cols, sum(widths) or 24.0, styles)
    _set_up(sheet, layout, top, len(set(table.pages)))
    return at


def _write_head_lines(sheet: Sheet, table: Table, disclosure: Disclosure, cols: int, styles: Styles) -> int:
    """Title, printed number, 部门 and unit above the grid; returns the row (from 1) the grid starts at."""
    sheet.put_over(1, 1, 1, cols, one_line(table.title_printed or table.form_title), styles.title)
    sheet.set_height(1, 30.0)
    row = 2
    if table.form_no_printed:
        sheet.put_over(row, 1, row, cols, one_line(table.form_no_printed), styles.plain_right)
        row += 1
    sheet.put(row, 1, f"部门：{one_line(disclosure.entity)}" if disclosure.entity else "", styles.plain)
    sheet.put(row, cols, _unit_line(table), styles.plain_right)
    return row + 1


def _unit_line(table: Table) -> str:
    if table.unit_printed:
        printed = one_line(table.unit_printed)
        return printed if "单位" in printed else f"单位：{printed}"
    return f"单位：{table.unit}（原表未印）" if table.unit else ""


class _Sums(NamedTuple):
    """What stands in the rows that sum up, which are bold as forms print them."""

    figures: frozenset[tuple[int, int, int]]
    labels: frozenset[str]

    def has(self, cell: LaidCell) -> bool:
        figure = cell.figure
        if figure is not None:
            return (figure.part, figure.row, figure.col) in self.figures
        return "".join(cell.text.split()) in self.labels


def _write_cell(
    sheet: Sheet, cell: LaidCell, top: int, table: Table, styles: Styles, mark: Mark | None, sums: _Sums
) -> None:
    row, col = top + cell.row, cell.col + 1
    number = in_printed_unit(cell.figure, table.unit) if cell.figure else None
    bold = sums.has(cell)
    look = _look(cell, styles, bold) if number is None or cell.figure is None else _number(cell.figure, styles, bold)
    if mark is not None:
        look = styles.marked[mark.kind]
    last_row, last_col = row + max(cell.rowspan, 1) - 1, col + max(cell.colspan, 1) - 1
    sheet.put_over(row, col, last_row, last_col, cell.text if number is None else number, look)
    if mark is not None:
        sheet.annotate(row, col, mark.note)


def _number(figure: Figure, styles: Styles, bold: bool) -> Look:
    """A figure read from a picture has its own colour, and another where its first reading was not kept."""
    if figure.first_reading and figure.proof not in BY_PEOPLE:
        return styles.repaired
    if figure.engine == "ocr":
        return styles.scan
    return styles.total_number if bold else styles.number


def _look(cell: LaidCell, styles: Styles, bold: bool) -> Look:
    if cell.head:
        return styles.head
    if cell.figure is not None:
        return styles.doubt if cell.figure.state == "text" else styles.total_right if bold else styles.right
    if cell.align == "center":
        return styles.total_center if bold else styles.center
    return (styles.total_left if bold else styles.indented)[cell.indent]


def _write_notes(sheet: Sheet, table: Table, row: int, cols: int, total: float, styles: Styles) -> None:
    for line in table.notes:
        sheet.put_over(row, 1, row, cols, one_line(line), styles.note)
        sheet.set_height(row, _LINE_HEIGHT * _lines(one_line(line), total))
        row += 1


def _widths(layout: Layout, table: Table) -> list[float]:
    """Column widths in digits: as printed, and so that figures fit on one line, labels up to `_WIDEST`."""
    widths = [max(_NARROWEST, min(width_ / _POINTS, _WIDEST)) for width_ in layout.widths]
    widths += [_NARROWEST] * (layout.cols - len(widths))
    for cell in layout.cells:
        if cell.colspan > 1:
            continue
        number = in_printed_unit(cell.figure, table.unit) if cell.figure else None
        if number is not None:
            need = len(f"{number:,.2f}") + 3.5
        elif cell.head:
            need = min(ceil(width(cell.text) / 3), 14) + 2.0
        else:
            need = min(width(cell.text) + 2.0 * (cell.indent + 1), _WIDEST)
        if cell.figure is not None:
            need = max(need, _NARROWEST_FIGURES)
        widths[cell.col] = max(widths[cell.col], need)
    return widths


def _heights(layout: Layout, widths: list[float]) -> list[float]:
    """Row heights in points so that wrapped text shows in full; a merged cell's need goes to its last row."""
    heights = [_LINE_HEIGHT + 3.0] * layout.rows
    for cell in sorted(layout.cells, key=lambda p: p.rowspan):
        if cell.text and (cell.figure is None or cell.figure.amount is None):
            room = sum(widths[cell.col : cell.col + cell.colspan])
            need = _LINE_HEIGHT * _lines(cell.text, room) + 3.0
            rows = slice(cell.row, cell.row + cell.rowspan)
            heights[cell.row + cell.rowspan - 1] += max(0.0, need - sum(heights[rows]))
    return heights


def _lines(text: str, room: float) -> int:
    """How many lines `text` takes in a cell `room` digits wide."""
    return max(1, ceil(width(text) / max(room - 1.0, 2.0)))


def _set_up(sheet: Sheet, layout: Layout, top: int, pages: int) -> None:
    """Frozen head, and A4 across or upright, on as many pages as the original, with the head on every page."""
    first_body = top + layout.head_rows
    figure_cols = [cell.col for cell in layout.cells if cell.figure is not None]
    panels = {cell.col for cell in layout.cells if cell.figure is None and not cell.head}
    keys = min(figure_cols, default=0)
    one_panel = bool(figure_cols) and all(col < keys for col in panels)
    if layout.rows:
        sheet.freeze_panes(first_body - 1, keys if one_panel else 0)
    if layout.head_rows:
        sheet.repeat_rows(top - 1, first_body - 2)
    sheet.set_up_print(landscape=layout.landscape, pages=pages)
