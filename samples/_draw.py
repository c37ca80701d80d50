"""Pages of text and of tables, drawn with reportlab: all that the samples need of typesetting.

Lengths are PDF points; `y` runs upwards, as in PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "WenQuanYi"
FONT_FILE = Path(__file__).parent / "font" / "WenQuanYiMicroHei-subset.ttf"
PAPER = {"portrait": A4, "landscape": landscape(A4)}
MARGIN = 45.0
BOTTOM = 48.0
LINE = 0.5  # pen of the grids
NOT_FIRST = "，。；：、）》”！？％%"  # never at the start of a line
NOT_LAST = "（《“"  # never at the end of one
WORD = re.compile(r"[0-9A-Za-z.,%+\-]+|.")


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `row` and `col` count from 0 and include the header."""

    text: str
    row: int
    col: int
    rows: int = 1
    cols: int = 1
    align: str = "center"  # left, center or right
    valign: str = "middle"  # middle or top


@dataclass(frozen=True)
class Record:
    """What a row (or, in a table of two sides, half a row) says: one row of the truth."""

    row: int
    label: str | None
    values: dict[str, str]
    code: str | None = None
    line_no: str | None = None
    side: str | None = None
    panel: str | None = None


@dataclass
class Sheet:
    """A table ready to be drawn. `widths` are relative; they are stretched to the width of the page."""

    widths: Sequence[float]
    header_rows: int = 0
    cells: list[Cell] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        return max(c.row + c.rows for c in self.cells)


@dataclass(frozen=True)
class Look:
    """How a table is drawn."""

    paper: str = "landscape"
    size: float = 9.0
    row_height: float = 18.0
    header_height: float = 18.0
    ruled: bool = True  # a full grid, or three lines only
    pad: float = 2.5  # between a cell's edge and its text
    repeat_header: bool = False


def text_width(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def wrap(text: str, width: float, size: float, first: float = 0.0) -> list[str]:
    """Break `text` into lines of at most `width`, the first one shorter by `first`; numbers are kept whole."""
    lines: list[str] = []
    line: list[str] = []
    room = width - first
    for piece in WORD.findall(text):
        if line and text_width("".join([*line, piece]), size) > room + 0.01:
            keep = len(line)
            if piece in NOT_FIRST:
                keep -= 1  # take the last character or number along
            while keep > 1 and line[keep - 1] in NOT_LAST:
                keep -= 1
            if keep:
                lines.append("".join(line[:keep]))
                line, room = line[keep:], width
        line.append(piece)
    return [*lines, "".join(line)]


def wrap_cell(c: Cell, width: float, size: float) -> list[str]:
    """The lines of a cell; centred text is broken into lines of about the same length."""
    if not c.text:
        return []
    lines = wrap(c.text, width, size)
    if c.align != "center" or len(lines) == 1:
        return lines
    narrow = width
    while narrow > 2 * size and len(wrap(c.text, narrow - 1, size)) == len(lines):
        narrow -= 1
    return wrap(c.text, narrow, size)


class Book:
    """A document in the making. `contents` holds the page of each heading, known from an earlier pass."""

    def __init__(self, title: str, author: str, contents: dict[str, int] | None = None) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))
        self._out = BytesIO()
        self._canvas = Canvas(self._out, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("samples/make_samples.py")
        self._contents = contents or {}
        self.headings: dict[str, int] = {}
        self.page = 0
        self.width = self.height = self.y = 0.0

    def finish(self) -> bytes:
        self._canvas.save()
        return self._out.getvalue()

    # -- pages and text ------------------------------------------------------------------------------------------

    def new_page(self, paper: str = "portrait", number: bool = True) -> None:
        """Start a page, with its number at the foot."""
        if self.page:
            self._canvas.showPage()
        self.page += 1
        self.width, self.height = PAPER[paper]
        self._canvas.setPageSize(PAPER[paper])
        self.y = self.height - (56 if paper == "portrait" else 44)
        if number:
            self._put(f"— {self.page} —", self.width / 2, 26, 9, "center")

    def _put(self, text: str, x: float, y: float, size: float, align: str = "left", bold: bool = False) -> None:
        """One line of text; `x` is its left edge, its middle or its right edge."""
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * text_width(text, size)
        line = self._canvas.beginText(x - shift, y)
        line.setFont(FONT, size)
        self._canvas.saveState()
        if bold:  # the font has one weight: stroke the outlines too
            line.setTextRenderMode(2)
            self._canvas.setLineWidth(size / 40)
        line.textOut(text)
        self._canvas.drawText(line)
        self._canvas.restoreState()

    def centred(self, text: str, size: float, leading: float, bold: bool = False) -> None:
        self.y -= leading
        self._put(text, self.width / 2, self.y, size, "center", bold)

    def cover(self, title: list[str], date: str) -> None:
        self.new_page(number=False)
        self.y = self.height * 0.66
        for line in title:
            self.centred(line, 24, 42, bold=True)
        self.y = 170
        self.centred(date, 16, 0)

    def contents(self, entries: list[tuple[int, str]]) -> None:
        """The table of contents: (level, heading) with dot leaders and page numbers."""
        self.new_page()
        self.centred("目  录", 20, 10, bold=True)
        self.y -= 18
        left, right = MARGIN + 20, self.width - MARGIN - 20
        for level, heading in entries:
            x = left + 18 * level
            number = str(self._contents.get(heading, ""))
            lines = wrap(heading, right - x - 60, 11)
            for line in lines:
                self._down(19)
                self._put(line, x, self.y, 11, bold=level == 0)
            start, end = x + text_width(lines[-1], 11) + 4, right - text_width(number, 11) - 4
            dots = "." * max(3, int((end - start) / text_width(".", 11)))
            self._put(dots, end, self.y, 11, "right")
            self._put(number, right, self.y, 11, "right")

    def _down(self, leading: float) -> None:
        if self.y - leading < BOTTOM + 14:
            self.new_page()
        self.y -= leading

    def heading(self, text: str, level: int, mark: str | None = None) -> None:
        """A heading: 0 a part (its lines parted by `|`), 1 a section, 2 a subsection."""
        if level == 0:
            for line in text.split("|"):
                self.centred(line, 16, 26, bold=True)
            self.y -= 10
        else:
            if self.y < BOTTOM + 80:
                self.new_page()
            size = 14 if level == 1 else 12
            for line in wrap(text, self.width - 2 * MARGIN - 60, size):
                self._down(size + 14)
                self._put(line, MARGIN + 39, self.y, size, bold=True)
        self.headings[mark or text.replace("|", "")] = self.page

    def paragraph(self, text: str) -> None:
        size, left = 12.0, MARGIN + 15
        indent = 2 * size
        for i, line in enumerate(wrap(text, self.width - 2 * left, size, first=indent)):
            self._down(22)
            self._put(line, left + (indent if i == 0 else 0), self.y, size)

    # -- tables --------------------------------------------------------------------------------------------------

    def caption(self, title: str, form_no: str | None, left: str, right: str) -> None:
        """The lines above a table: title, number of the form, department, unit."""
        self.centred(title, 16, 20, bold=True)
        self.y -= 6
        if form_no:
            self.y -= 14
            self._put(form_no, self.width - MARGIN, self.y, 9, "right")
        self.y -= 14
        self._put(left, MARGIN, self.y, 9)
        self._put(right, self.width - MARGIN, self.y, 9, "right")
        self.y -= 6

    def notes(self, lines: list[str]) -> None:
        for text in lines:
            for line in wrap(text, self.width - 2 * MARGIN, 8.5):
                self.y -= 12.5
                self._put(line, MARGIN, self.y, 8.5)

    def sheet(self, sheet: Sheet, look: Look) -> dict[int, int]:
        """Draw a table, over as many pages as it takes; return the page of each of its rows."""
        scale = (self.width - 2 * MARGIN) / sum(sheet.widths)
        xs = [MARGIN]
        for w in sheet.widths:
            xs.append(xs[-1] + w * scale)
        heights = _row_heights(sheet, xs, look)
        header = list(range(sheet.header_rows))
        rows, placed = list(header), {}
        room = self.y - BOTTOM - sum(heights[r] for r in header)
        for r in range(sheet.header_rows, sheet.row_count):
            if heights[r] > room:
                self._piece(sheet, rows, xs, heights, look)
                self.new_page(look.paper)
                rows = list(header) if look.repeat_header else []
                room = self.y - BOTTOM - sum(heights[i] for i in rows)
            rows.append(r)
            placed[r] = self.page
            room -= heights[r]
        self._piece(sheet, rows, xs, heights, look)
        return placed

    def _piece(self, sheet: Sheet, rows: list[int], xs: list[float], heights: list[float], look: Look) -> None:
        """Draw the part of a table that stands on this page."""
        ys, y = {}, self.y
        for r in rows:
            ys[r] = (y, y - heights[r])
            y -= heights[r]
        here = [c for c in sheet.cells if c.row in ys]
        for c in here:
            self._cell(c, xs, ys[c.row][0], ys[c.row + c.rows - 1][1], look)
        self._canvas.setLineWidth(LINE if look.ruled else 1.0)
        if look.ruled:
            self._grid(here, rows, xs, ys)
        else:
            below = [ys[r][1] for r in rows if r == sheet.header_rows - 1]
            for line in [self.y, *below, y]:
                self._canvas.line(xs[0], line, xs[-1], line)
        self.y = y

    def _cell(self, c: Cell, xs: list[float], top: float, bottom: float, look: Look) -> None:
        size = look.size
        left, right = xs[c.col] + look.pad, xs[c.col + c.cols] - look.pad
        lines = wrap_cell(c, right - left, size)
        leading = size * 1.2
        block = leading * len(lines)
        y = top - 2 if c.valign == "top" else (top + bottom + block) / 2
        x = {"left": left, "center": (left + right) / 2, "right": right}[c.align]
        for line in lines:
            y -= leading
            self._put(line, x, y + size * 0.28, size, c.align)

    def _grid(self, cells: list[Cell], rows: list[int], xs: list[float], ys: dict[int, tuple[float, float]]) -> None:
        """Rule the edges between cells; a place that no cell covers is a cell of its own."""
        owner: dict[tuple[int, int], object] = {}
        for c in cells:
            for r in range(c.row, c.row + c.rows):
                for k in range(c.col, c.col + c.cols):
                    owner[r, k] = c
        columns = range(len(xs) - 1)
        for r in rows:
            for k in columns:
                owner.setdefault((r, k), (r, k))
        edges = [(ys[rows[0]][0], [True] * len(columns))]
        for above, below in pairwise(rows):
            edges.append((ys[above][1], [owner[above, k] is not owner[below, k] for k in columns]))
        edges.append((ys[rows[-1]][1], [True] * len(columns)))
        for y, drawn in edges:
            for start, end in _runs(drawn):
                self._canvas.line(xs[start], y, xs[end], y)
        for k in range(len(xs)):
            drawn = [k in (0, len(xs) - 1) or owner[r, k - 1] is not owner[r, k] for r in rows]
            for start, end in _runs(drawn):
                self._canvas.line(xs[k], ys[rows[start]][0], xs[k], ys[rows[end - 1]][1])


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    """The stretches of True, as (start, end)."""
    runs, start = [], None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            runs.append((start, i))
            start = None
    return runs


def _row_heights(sheet: Sheet, xs: list[float], look: Look) -> list[float]:
    """Each row as high as its text needs, but no lower than the table's usual height."""
    heights = [look.header_height if r < sheet.header_rows else look.row_height for r in range(sheet.row_count)]
    for c in sorted(sheet.cells, key=lambda c: c.rows):
        lines = wrap_cell(c, xs[c.col + c.cols] - xs[c.col] - 2 * look.pad, look.size)
        need = len(lines) * look.size * 1.2 + 3 if len(lines) > 1 else 0
        last = c.row + c.rows - 1
        heights[last] += max(0.0, need - sum(heights[c.row : last + 1]))
    return heights
