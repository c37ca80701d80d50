"""A workbook's sheets and what is put on them; the same workbook gives the same bytes, at any time, on any system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from math import ceil
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from extractor.export.package import Package, cell_xml
from extractor.export.rows import Value, row_lines
from extractor.export.styles import Look, Styles
from extractor.export.text import fit, runs_as_formula
from extractor.export.text import width as text_width

_WHEN = datetime(1980, 1, 1, tzinfo=UTC)
_A4 = 9
_LONGEST_LINK = 2_000
_LINE_HEIGHT = 14.0
_MOST_LINES = 29
"""A row can be 409 points high."""
_PADDING = 5 / 7
"""How much wider a column is in the file than the digits that fit into it."""


class Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet. Rows and columns count from 1, as they do in Excel."""

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._listed_from = 0
        self._listed: list[str] = []
        self._widths: list[float] = []

    def put(self, row: int, col: int, value: Value, look: Look) -> None:
        """Put `value` at (row, col): a string always as text, a number with the digits it has (at most 16)."""
        # XlsxWriter's own functions without their check for places like "A1".
        if value is None or value == "":
            self._write_blank(row - 1, col - 1, None, look.plain)
        elif isinstance(value, str):
            if not self._check_dimensions(row - 1, col - 1):
                place = self.str_table._get_shared_string_index(fit(value))
                looks = look.quoted if runs_as_formula(value) else look.plain
                self.table[row - 1][col - 1] = CellStringTuple(place, looks)
        else:
            self._write_number(row - 1, col - 1, value, look.plain)

    def put_over(self, row: int, col: int, last_row: int, last_col: int, value: Value, look: Look) -> None:
        """The same over merged cells, which all get the look, so that the border goes all around."""
        if (row, col) != (last_row, last_col):
            # Excel refuses a file whose merged cells lie over each other, as those of a misread grid may.
            with suppress(OverlappingRange):
                self.merge_range(row - 1, col - 1, last_row - 1, last_col - 1, "", look.plain)
        self.put(row, col, value, look)

    def put_rows(
        self,
        first: int,
        rows: Iterable[Sequence[tuple[Value, Look]]],
        height: Callable[[Sequence[tuple[Value, Look]]], float] | None = None,
    ) -> int:
        """Fill the rows from `first` on with a long list (see `rows.row_lines`); nothing else may be put there.

        Returns:
            The row after the last.
        """
        self._listed_from = first
        self._listed = list(row_lines(first, rows, self.str_table._get_shared_string_index, height))
        return first + len(self._listed)

    def link(self, row: int, col: int, sheet: str, place: str = "A1") -> None:
        """Let a cell lead to a place in this workbook."""
        quoted = sheet.replace("'", "''")
        self.hyperlinks[row - 1][col - 1] = Url(f"internal:'{quoted}'!{place}")

    def link_out(self, row: int, col: int, target: str) -> None:
        """Let a cell open a file that lies beside the workbook, or in a folder beside it."""
        if len(target) <= _LONGEST_LINK:
            url = Url(f"external:{target}")
            # XlsxWriter turns the strokes of folders round, and then only Windows finds the file.
            url._relationship_link = url._relationship_link.replace("\\", "/")
            self.hyperlinks[row - 1][col - 1] = url

    def annotate(self, row: int, col: int, note: str) -> None:
        """Give a cell a note that shows when the pointer rests on it."""
        if note:
            size = {"width": 420, "height": 40 + 18 * ceil(len(note) / 30)}
            self.write_comment(row - 1, col - 1, fit(note), {"author": "juesuan", **size})

    def set_widths(self, widths: Iterable[float], details: Sequence[bool] = ()) -> None:
        """Set the columns' widths (digits), from the first on, and which of them can be folded away."""
        self._widths = list(widths)
        for col, width in enumerate(self._widths):
            detail = col < len(details) and details[col]
            self.set_column(col, col, width - _PADDING, None, {"level": 1} if detail else {})

    def height_of(self, row: Sequence[tuple[Value, Look]]) -> float:
        """How high a row of cells has to be (points) for its wrapped text to show in columns of the widths set.

        Excel finds that out when a file is opened, LibreOffice does not.
        """
        lines = 1
        for (value, look), room in zip(row, self._widths, strict=False):
            if look.wraps and isinstance(value, str):
                lines = max(lines, ceil(text_width(value) / max(room - 1.5, 2.0)))
        return _LINE_HEIGHT * min(lines, _MOST_LINES) + 2.0

    def put_row(self, row: int, cells: Sequence[tuple[Value, Look]]) -> None:
        """Put cells from the first column on, the row as high as they need."""
        for col, (value, look) in enumerate(cells, start=1):
            self.put(row, col, value, look)
        self.set_height(row, self.height_of(cells))

    def set_height(self, row: int, height: float) -> None:
        """Set a row's height (points)."""
        self.set_row(row - 1, height)

    def set_up_print(self, *, landscape: bool, pages: int = 0, across: int = 1, note: str = "") -> None:
        """A4, centred, numbered; `across` pages wide and at most `pages` long (0: as long as it takes)."""
        self.set_paper(_A4)
        if landscape:
            self.set_landscape()
        self.fit_to_pages(across, pages)
        self.center_horizontally()
        self.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
        self.set_header("", {"margin": 0.4})
        said = note.replace("&", "&&")
        self.set_footer(f"{'&L' + said if said else ''}&C&P / &N", {"margin": 0.4})

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """XlsxWriter's own step, for the cells of which a workbook has most, without a call for every part of one."""
        if xml := cell_xml(row, col, cell):
            self.fh.write(xml)
        else:
            super()._write_cell(row, col, cell)

    def _write_rows(self) -> None:
        """XlsxWriter's own step, with the list between the rows above and below it."""
        last = self.dim_rowmax
        if self._listed:
            self.dim_rowmax = self._listed_from - 2
            super()._write_rows()
            self.fh.write("".join(self._listed))
            self.dim_rowmin, self.dim_rowmax = self._listed_from - 1 + len(self._listed), last
        super()._write_rows()


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, version: str) -> None:
        self._book = Package()
        self._book.calc_on_load = False  # no formulas: Excel need not ask to save on closing
        self._book.set_properties({"title": title, "author": f"juesuan {version}", "created": _WHEN})
        self.styles = Styles(self._book)

    def add(self, name: str) -> Sheet:
        """A new sheet behind the others."""
        sheet: Sheet = self._book.add_worksheet(name, Sheet)
        # Codes and 行次 are text on purpose: no green corner in every cell.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def format(self, properties: Mapping[str, object]) -> Format:
        """A look beside those of `styles`, for what depends on a condition."""
        return self._book.add_format(dict(properties))

    def chart(self, kind: str, *, stacked: bool = False) -> Chart:
        """A native chart of a kind (`column`, `bar`, `line`), which a person can edit, to be inserted in a sheet."""
        return self._book.add_chart({"type": kind, **({"subtype": "stacked"} if stacked else {})})

    def to_bytes(self) -> bytes:
        """The .xlsx file. To be called once, at the end."""
        return self._book.to_bytes()
