"""The few looks a cell can have, made once a workbook and shared by all its cells."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from extractor.export.layout import MOST_INDENT
from extractor.export.marks import Kind
from extractor.export.text import clean, runs_as_formula

MONEY = "#,##0.00"
MONEY_EXACT = "#,##0.00####"
"""For 万元 amounts of tables printed in 元, which have up to six decimals."""
_FONT = "宋体"
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="DDE6F0")
_DOUBT_FILL = PatternFill("solid", fgColor="FFF2CC")
_SCAN_FILL = PatternFill("solid", fgColor="E3F0FA")
_REPAIRED_FILL = PatternFill("solid", fgColor="E4DFEC")
_MARK_FILLS: dict[Kind, PatternFill] = {
    "fail": PatternFill("solid", fgColor="F4B6A6"),
    "disputed": PatternFill("solid", fgColor="FFE0B3"),
    "tail": PatternFill("solid", fgColor="DCE9D5"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One look: the style record to give to cells, and its number in the workbook's style sheet."""

    record: StyleArray
    number: int


class Styles:
    """The looks of one workbook. Records are shared between cells, so nobody may change a cell's style afterwards."""

    def __init__(self, book: Workbook) -> None:
        sheet = book.worksheets[0]
        self._scratch = Cell(sheet, row=1, column=1)
        body, bold = Font(name=_FONT, size=10), Font(name=_FONT, size=10, bold=True)
        link = Font(name=_FONT, size=10, color="0563C1", underline="single")
        self.title = self._look(Font(name=_FONT, size=16, bold=True), "center")
        self.heading = self._look(Font(name=_FONT, size=12, bold=True), "left", wrap=False)
        self.plain = self._look(body, "left", wrap=False)
        self.plain_right = self._look(body, "right", wrap=False)
        self.note = self._look(body, "left", vertical="top")
        self.head = self._look(bold, "center", grid=True, fill=_HEAD_FILL)
        self.indented = tuple(self._look(body, "left", grid=True, indent=n) for n in range(MOST_INDENT + 1))
        self.left = self.indented[0]
        self.center = self._look(body, "center", grid=True)
        self.right = self._look(body, "right", grid=True, wrap=False)
        self.number = self._look(body, "right", grid=True, wrap=False, number_format=MONEY)
        self.number_exact = self._look(body, "right", grid=True, wrap=False, number_format=MONEY_EXACT)
        self.count = self._look(body, "right", grid=True, wrap=False, number_format="#,##0")
        self.integer = self._look(body, "center", grid=True, wrap=False, number_format="0")
        self.text = self._look(body, "left", grid=True, wrap=False)
        self.marked = {
            kind: self._look(body, "right", grid=True, wrap=False, number_format=MONEY, fill=fill)
            for kind, fill in _MARK_FILLS.items()
        }
        self.verdict = {
            kind: self._look(bold, "center", grid=True, wrap=False, fill=fill) for kind, fill in _MARK_FILLS.items()
        }
        self.doubt = self._look(body, "right", grid=True, fill=_DOUBT_FILL)
        self.link = self._look(link, "left", grid=True)
        self.plain_link = self._look(link, "left", wrap=False)
        self.scan = self._look(body, "right", grid=True, wrap=False, number_format=MONEY, fill=_SCAN_FILL)
        self.repaired = self._look(body, "right", grid=True, wrap=False, number_format=MONEY, fill=_REPAIRED_FILL)

    def _look(
        self,
        font: Font,
        horizontal: str,
        *,
        vertical: str = "center",
        wrap: bool = True,
        grid: bool = False,
        fill: PatternFill | None = None,
        number_format: str = "General",
        indent: int = 0,
    ) -> Look:
        cell = self._scratch
        _give(cell, StyleArray())
        cell.font = font
        cell.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap, indent=indent)
        if grid:
            cell.border = _GRID
        if fill is not None:
            cell.fill = fill
        cell.number_format = number_format if number_format != "General" or horizontal == "right" else "@"
        return Look(copy(cell._style), cell.style_id)  # type: ignore[attr-defined]


def put(sheet: Worksheet, row: int, col: int, value: str | int | Decimal | None, look: Look) -> Cell:
    """Put `value` at (row, col), from 1: a string always as text, a number with exactly the digits it has."""
    cell = sheet.cell(row, col)
    assert isinstance(cell, Cell)
    _give(cell, look.record)
    if value is None or value == "":
        return cell
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        if runs_as_formula(value):  # stays text when it is edited, too
            _give(cell, copy(look.record))
            cell.quotePrefix = True
    else:
        cell.value = format(value, "f") if isinstance(value, Decimal) else str(value)
        cell.data_type = "n"  # openpyxl would write a Decimal through a float with 16 digits
    return cell


def merge(sheet: Worksheet, row: int, col: int, last_row: int, last_col: int, look: Look) -> None:
    """Merge the cells (nothing for one cell) and give all of them the look, so that the border goes all around.

    `Worksheet.merge_cells` would work out every cell's border anew, which takes longer than all the rest.
    """
    if (row, col) != (last_row, last_col):
        sheet.merged_cells.add(CellRange(min_row=row, min_col=col, max_row=last_row, max_col=last_col))
    for r in range(row, last_row + 1):
        for c in range(col, last_col + 1):
            _give(sheet.cell(r, c), look.record)


def _give(cell: Cell | MergedCell, record: StyleArray) -> None:
    """Set the whole style at once: setting font, border and fill of each cell costs more than writing the file."""
    cell._style = record  # type: ignore[union-attr]


def annotate(cell: Cell, note: str) -> None:
    """Give `cell` a note that shows when the pointer rests on it."""
    if note:
        comment = Comment(clean(note), "juesuan")
        comment.width, comment.height = 420, 40 + 18 * ceil(len(note) / 30)
        cell.comment = comment


def link_to(cell: Cell, sheet_name: str, place: str = "A1") -> None:
    """Make `cell` lead to a place in this workbook."""
    quoted = sheet_name.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}", display=str(cell.value or ""))
