"""Prints a document with reportlab; every degree of freedom of a layout is honoured here."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.documents.layouts import Layout
from tests.documents.publication import (
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    PlainTable,
    blocks,
)
from tests.documents.reportlab_table import Grid
from tests.documents.reportlab_text import FONTS, broken, register, width_of
from tests.documents.sheets import Cell, Kind, Sheet

MARGIN = 50.0
FOOT = 50.0
TALL = A4
WIDE = (A4[1], A4[0])


def render(document: Document, layout: Layout, changed: Callable[[Sheet], Sheet] = lambda sheet: sheet) -> bytes:
    """The PDF; printed twice where the 目录 needs page numbers. `changed` may set a table another way."""
    register(layout.text.font)
    printer = _Printer(document, layout, {}, changed)
    data = printer.run()
    if layout.pages.contents == "dots":
        data = _Printer(document, layout, printer.found, changed).run()
    return data


class _Printer:
    """A pen moving down pages."""

    def __init__(
        self, document: Document, layout: Layout, known: dict[str, int], changed: Callable[[Sheet], Sheet]
    ) -> None:
        self.document, self.layout, self.known, self.changed = document, layout, known, changed
        self.found: dict[str, int] = {}
        self.font = FONTS[layout.text.font]
        self.buffer = io.BytesIO()
        password = layout.file.password
        encrypt = StandardEncryption(password, ownerPassword=f"{password}-owner", strength=128) if password else None
        self.canvas = Canvas(self.buffer, pagesize=TALL, invariant=1, encrypt=encrypt)
        self.canvas.setTitle(f"{document.account.entity}决算公开")
        self.page = 0
        self.size = TALL
        self.y = 0.0
        self.has_table = False

    def run(self) -> bytes:
        """Print every block."""
        for block in blocks(self.document, self.layout):
            if isinstance(block, Cover):
                self._cover(block)
            elif isinstance(block, Contents):
                self._contents(block)
            elif isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block.text)
            elif isinstance(block, PlainTable):
                self._plain_table(block)
            else:
                self._sheet(self.changed(block))
        self._finish()
        self.canvas.save()
        return self.buffer.getvalue()

    # pages

    def _begin(self, size: tuple[float, float] = TALL) -> None:
        self._finish()
        self.page += 1
        self.size = size
        self.canvas.setPageSize(size)
        self.y = size[1] - MARGIN
        self.has_table = False
        if self.layout.file.form_xobject:
            self.canvas.beginForm(f"page{self.page}", 0, 0, *size)
        if self.layout.pages.watermark:
            self._watermark()

    def _finish(self) -> None:
        if not self.page:
            return
        width, height = self.size
        if self.layout.pages.running_head and self.page > 1:
            self._write(MARGIN, height - 30, f"{self.document.account.entity}{self.document.account.year}年度决算", 8)
            self.canvas.setLineWidth(0.4)
            self.canvas.line(MARGIN, height - 35, width - MARGIN, height - 35)
        if self.layout.pages.page_numbers and self.page > 1:
            self._centre(28, f"— {self.page} —", 9)
        if self.layout.pages.seal and self.has_table:
            self._seal()
        if self.layout.file.form_xobject:
            self.canvas.endForm()
            self.canvas.doForm(f"page{self.page}")
        self.canvas.showPage()

    def _watermark(self) -> None:
        self.canvas.saveState()
        self.canvas.setFillColorRGB(0.87, 0.87, 0.87)
        self.canvas.translate(self.size[0] / 2, self.size[1] / 2)
        self.canvas.rotate(35)
        self.canvas.setFont(self.font, 46)
        self.canvas.drawCentredString(0, 0, "决算公开专用")
        self.canvas.restoreState()

    def _seal(self) -> None:
        """A red office seal over the lower right of the page."""
        canvas = self.canvas
        canvas.saveState()
        canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
        canvas.setFillColorRGB(0.85, 0.1, 0.1)
        canvas.setFillAlpha(0.75)
        canvas.setLineWidth(2)
        canvas.translate(self.size[0] - 150, 150)
        canvas.circle(0, 0, 55, stroke=1, fill=0)
        words = self.document.account.entity
        for k, char in enumerate(words):
            canvas.saveState()
            canvas.rotate(110 - 220 * k / max(1, len(words) - 1))
            canvas.setFont(self.font, 10)
            canvas.drawCentredString(0, 40, char)
            canvas.restoreState()
        star = canvas.beginPath()
        for k in range(5):
            angle = math.pi / 2 + k * 4 * math.pi / 5
            point = (15 * math.cos(angle), 15 * math.sin(angle))
            star.lineTo(*point) if k else star.moveTo(*point)
        star.close()
        canvas.drawPath(star, stroke=0, fill=1)
        canvas.restoreState()

    # text

    def _write(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, y, text)
        if bold and self.layout.text.bold_twice:
            self.canvas.drawString(x + 0.3, y, text)

    def _centre(self, y: float, text: str, size: float, bold: bool = False) -> None:
        self._write((self.size[0] - width_of(text, self.font, size)) / 2, y, text, size, bold)

    def _right(self, y: float, text: str, size: float) -> None:
        self._write(self.size[0] - MARGIN - width_of(text, self.font, size), y, text, size)

    def _need(self, height: float) -> None:
        if self.size != TALL or self.has_table or self.y - height < FOOT:
            self._begin()

    def _cover(self, cover: Cover) -> None:
        self._begin()
        self.y = self.size[1] * 0.62
        for line in cover.lines:
            self._centre(self.y, line, 22, bold=True)
            self.y -= 44

    def _contents(self, contents: Contents) -> None:
        self._begin()
        self._centre(self.y - 20, "目  录", 18)
        self.y -= 60
        for level, text in contents.entries:
            if self.y < FOOT + 10:
                self._begin()
            x = MARGIN + 20 * (level - 1)
            size = 11 if level == 1 else 10
            self._write(x, self.y, text, size)
            if self.layout.pages.contents == "dots":
                page = str(self._page_of(text) or "")
                room = self.size[0] - MARGIN - x - width_of(text, self.font, size) - 26
                self._write(x + width_of(text, self.font, size) + 4, self.y, "." * int(room / 3.0), size)
                self._right(self.y, page, size)
            self.y -= 20
        self.has_table = True  # what follows begins a new page

    def _page_of(self, entry: str) -> int | None:
        name = entry.split("、")[-1]
        return next((p for title, p in self.known.items() if title.endswith(name)), None)

    def _heading(self, heading: Heading) -> None:
        if heading.level == 1:
            self._begin()
            for line in broken(heading.text, self.size[0] - 2 * MARGIN, self.font, 16):
                self._centre(self.y - 16, line, 16, bold=True)
                self.y -= 26
            self.y -= 14
        else:
            self._need(60)
            self._write(MARGIN, self.y - 12, heading.text, 12, bold=True)
            self.y -= 28
        self.found[heading.text] = self.page

    def _paragraph(self, text: str) -> None:
        for line in broken("　　" + text, self.size[0] - 2 * MARGIN, self.font, 10.5):
            self._need(18)
            self._write(MARGIN, self.y - 10.5, line, 10.5)
            self.y -= 18
        self.y -= 4

    # tables

    def _plain_table(self, block: PlainTable) -> None:
        built = block.built
        grid = Grid(built.head, built.body, built.widths, (self.size[0] - 2 * MARGIN) * 0.8, self.layout)
        bottom = grid.draw(self.canvas, MARGIN + 20, self.y, 0, grid.body_rows, with_head=True)
        self.y = bottom - 20

    def _page_for(self, sheet: Sheet) -> tuple[float, float]:
        orientation = self.layout.pages.orientation
        wide = sheet.wide if orientation == "mixed" else orientation == "landscape"
        return WIDE if wide else TALL

    def _sheet(self, sheet: Sheet) -> None:
        pages = self.layout.pages
        size = self._page_for(sheet)
        room = size[0] - 2 * MARGIN
        grid = Grid(sheet.head, sheet.body, sheet.widths, room, self.layout) if sheet.head else None
        least = 90 + (grid.head_height() + sum(grid.body_heights[:3]) if grid else 0)
        fits = size == self.size and self.y - least > FOOT and self.page > 2
        roomy = size == self.size and self.has_table and FOOT + 70 < self.y < FOOT + 330
        orphan = pages.title_orphan and roomy
        after_heading = not self.has_table and fits
        if not (after_heading or (pages.flow and fits) or orphan):
            self._begin(size)
        self._titles(sheet)
        if orphan:
            self._begin(size)
        self.has_table = True
        if grid:
            self._rows(sheet, grid)
        for note in sheet.notes:
            for line in broken(note, room, self.font, 8.5):
                self._write(MARGIN, self.y - 12, line, 8.5)
                self.y -= 13
        self.y -= 16
        if sheet.table_id and sheet.table_id == pages.blank_grid_after:
            self._blank_page(sheet, size, room)

    def _titles(self, sheet: Sheet) -> None:
        self.found["".join(sheet.title)] = self.page
        for line in sheet.title:
            self._centre(self.y - 14, line, 14, bold=True)
            self.y -= 22
        if sheet.number:
            self._right(self.y - 9, sheet.number, 9)
            self.y -= 14
        if sheet.entity_line or sheet.unit_line:
            self._write(MARGIN, self.y - 9, sheet.entity_line, 9)
            self._right(self.y - 9, sheet.unit_line, 9)
            self.y -= 14

    def _rows(self, sheet: Sheet, grid: Grid) -> None:
        pages = self.layout.pages
        start, with_head = 0, True
        notes = 14.0 * len(sheet.notes)
        while start < grid.body_rows or with_head:
            room = self.y - FOOT - (grid.head_height() if with_head else 0)
            stop = start
            while stop < grid.body_rows and (not pages.rows_per_page or stop - start < pages.rows_per_page):
                last = stop == grid.body_rows - 1
                room -= grid.body_heights[stop]
                if room < (notes if last else 0):
                    break
                stop += 1
            stop = max(stop, min(start + 1, grid.body_rows))
            self.y = grid.draw(self.canvas, MARGIN, self.y, start, stop, with_head) - 2
            start, with_head = stop, False
            if start < grid.body_rows:
                self._begin(self.size)
                self.has_table = True
                if pages.continued_title:
                    self._centre(self.y - 12, pages.continued_title.format(title="".join(sheet.title)), 12)
                    self.y -= 24
                with_head = pages.repeat_header

    def _blank_page(self, sheet: Sheet, size: tuple[float, float], room: float) -> None:
        """What a word processor leaves when a table's last empty row does not fit."""
        self._begin(size)
        line = tuple(Cell("", Kind.EMPTY) for _ in sheet.widths)
        grid = Grid((), (line,), sheet.widths, room, self.layout)
        self.y = grid.draw(self.canvas, MARGIN, self.y, 0, 1, with_head=False)
        self.has_table = True
