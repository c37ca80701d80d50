"""fpdf2: tables cell by cell, rules drawn by hand."""

from __future__ import annotations

import datetime
import importlib.util
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.printers.layout import A4, MARGIN, Fit, fit, head_cells, pieces
from tests.bench.printers.reportlab_ import has_all, truetype
from tests.bench.printers.sheets import Book, Para, Sheet
from tests.bench.printers.style import Style

_OTHER = ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "microhei")


class Fpdf2:
    name = "fpdf2"
    apt = "pip install fpdf2; fonts-wqy-zenhei, fonts-arphic-uming, fonts-arphic-gbsn00lp"

    def there(self) -> bool:
        return importlib.util.find_spec("fpdf") is not None and bool(truetype())

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        book.style.wrap_figures = book.style.flow = False
        target = folder / "printed.pdf"
        _Writer(book).write(target)
        return target


class _Writer:
    def __init__(self, book: Book) -> None:
        from fpdf import FPDF

        style = book.style

        class Paper(FPDF):
            def header(self) -> None:
                if style.running_head and self.page_no() > 1:
                    self.set_y(20)
                    self.set_font("cjk", size=9)
                    self.cell(0, 12, f"{book.entity}{book.year}年度部门决算", align="R")
                    self.set_y(MARGIN)

            def footer(self) -> None:
                if style.page_number:
                    self.set_y(-32)
                    self.set_font("cjk", size=9)
                    words = style.page_number.replace("{}", str(self.page_no()), 1).replace("{}", "{nb}")
                    self.cell(0, 12, words, align="C")

        self.book, self.style = book, style
        self.pdf: Any = Paper(unit="pt", format="A4")
        self.pdf.set_margins(MARGIN, MARGIN, MARGIN)
        self.pdf.set_auto_page_break(True, MARGIN)
        fonts = [path for path, _ in (*truetype(), _OTHER) if Path(path).exists() and has_all(path, book.text())]
        path = fonts[style.font % len(fonts)]
        self.pdf.add_font("cjk", fname=path, collection_font_number=0) if path.endswith("ttc") else self.pdf.add_font(
            "cjk", fname=path
        )

    def write(self, target: Path) -> None:
        pdf = self.pdf
        pdf.add_page()
        after_sheet = False
        for block in self.book.blocks:
            if isinstance(block, Sheet):
                self._sheet(block)
                after_sheet = True
                continue
            if block.kind in ("part", "contents_title") or after_sheet:
                pdf.add_page(orientation="portrait")
            after_sheet = False
            self._para(block)
        pdf.set_creation_date(datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC))
        pdf.output(str(target))

    def _para(self, block: Para) -> None:
        pdf = self.pdf
        size = {"cover": 22, "part": 15, "contents_title": 15, "heading": 12, "chapter": 12}.get(block.kind, 11)
        if block.kind == "cover":
            pdf.ln(60)
        pdf.set_font("cjk", size=size)
        centred = block.kind in ("cover", "cover_small", "part", "contents_title")
        indent = "　　" if block.kind == "text" else ""
        pdf.multi_cell(
            0,
            size * self.style.line_height,
            indent + block.text,
            align="C" if centred else "L",
            wrapmode="CHAR",
            new_x="LMARGIN",
            new_y="NEXT",
        )

    def _sheet(self, sheet: Sheet) -> None:
        style, pdf = self.style, self.pdf
        how = fit(sheet, style)
        height = A4[0] if how.landscape else A4[1]
        rows = int((height - 190) / (how.size * 1.5 + 2 * how.pad))
        for piece in pieces(sheet, style, max(8, rows)):
            pdf.add_page(orientation="landscape" if how.landscape else "portrait")
            pdf.set_font("cjk", size=15)
            pdf.multi_cell(0, 22, piece.title, align="C", wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
            pdf.set_font("cjk", size=max(8, how.size))
            for left, right in piece.above:
                pdf.cell(how.room / 2, 13, left)
                pdf.cell(how.room / 2, 13, right, align="R", new_x="LMARGIN", new_y="NEXT")
            _Table(piece, style, how, pdf, height - MARGIN).draw()
            pdf.set_font("cjk", size=9)
            for note in piece.notes:
                pdf.multi_cell(0, 12, note, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")


class _Table:
    """Cells set one by one, as programs for forms do."""

    def __init__(self, sheet: Sheet, style: Style, how: Fit, pdf: Any, bottom: float) -> None:
        self.sheet, self.style, self.how, self.pdf, self.bottom = sheet, style, how, pdf, bottom
        self.left = MARGIN
        self.edges = [self.left]
        for width in how.widths:
            self.edges.append(self.edges[-1] + width)
        self.line = how.size * 1.2

    def draw(self) -> None:
        pdf = self.pdf
        pdf.set_auto_page_break(False)
        pdf.set_font("cjk", size=self.how.size)
        pdf.set_line_width(0.6)
        top = pdf.get_y() + 2
        y = self._head(top)
        rules = self.sheet.rules
        for k, row in enumerate(self.sheet.rows):
            height = self._height(row)
            if y + height > self.bottom:
                self._close(top, y)
                pdf.add_page(same=True)
                pdf.set_font("cjk", size=self.how.size)
                y = top = MARGIN
                if self.style.repeat_head:
                    y = self._head(y)
                elif rules == "three":
                    self._rule(y, 1.2)
            if k % 2 and rules in ("zebra", "zebra_grid"):
                pdf.set_fill_color(232, 238, 246)
                pdf.rect(self.left, y, self.edges[-1] - self.left, height, style="F")
            at = 0
            for cell in row:
                x0, x1 = self.edges[at], self.edges[at + cell.cols]
                self._box(x0, y, x1, y + height)
                indent = cell.level * self.style.indent / 2 * self.how.size
                align = {"figure": self.style.align[0].upper(), "line": "C", "total": "C"}.get(cell.kind, "L")
                self._words(cell.text, x0 + indent, x1, y, height, align, wrap=cell.kind in ("name", "total"))
                at += cell.cols
            y += height
        self._close(top, y)
        pdf.set_xy(MARGIN, y + 2)
        pdf.set_auto_page_break(True, MARGIN)

    def _lines(self, text: str, width: float) -> list[str]:
        out, line = [], ""
        for character in text:
            if self.pdf.get_string_width(line + character) > width and line:
                out.append(line)
                line = ""
            line += character
        return [*out, line]

    def _height(self, row: list[Any]) -> float:
        most, at = 1, 0
        for cell in row:
            if cell.kind in ("name", "total"):
                indent = cell.level * self.style.indent / 2 * self.how.size
                width = self.edges[at + cell.cols] - self.edges[at] - 2 * self.how.pad - indent
                most = max(most, len(self._lines(cell.text, width)))
            at += cell.cols
        return most * self.line + 2 * self.how.pad + 1

    def _words(self, text: str, x0: float, x1: float, y: float, height: float, align: str, *, wrap: bool) -> None:
        pad = self.how.pad
        lines = self._lines(text, x1 - x0 - 2 * pad) if wrap else [text]
        start = y + (height - len(lines) * self.line) / 2
        for k, line in enumerate(lines):
            width = self.pdf.get_string_width(line)
            x = {"R": x1 - pad - width, "C": (x0 + x1 - width) / 2}.get(align, x0 + pad)
            if line:
                self.pdf.text(x, start + k * self.line + self.how.size, line)

    def _head(self, y: float) -> float:
        cells = head_cells(self.sheet)
        depth = len(self.sheet.heads)
        heights = [self.line + 2 * self.how.pad + 1] * depth
        for r, c, head in cells:
            width = self.edges[c + head.cols] - self.edges[c] - 2 * self.how.pad
            need = len(self._lines(head.text, width)) * self.line + 2 * self.how.pad + 1
            lack = need - sum(heights[r : r + head.rows])
            if lack > 0:
                heights[r + head.rows - 1] += lack
        tops = [y]
        for height in heights:
            tops.append(tops[-1] + height)
        for r, c, head in cells:
            x0, x1, y0, y1 = self.edges[c], self.edges[c + head.cols], tops[r], tops[r + head.rows]
            self._box(x0, y0, x1, y1)
            self._words(head.text, x0, x1, y0, y1 - y0, "C", wrap=True)
        if self.sheet.rules == "three":
            self._rule(y, 1.2)
            self._rule(tops[-1], 0.6)
        return tops[-1]

    def _rule(self, y: float, weight: float) -> None:
        self.pdf.set_line_width(weight)
        self.pdf.line(self.left, y, self.edges[-1], y)
        self.pdf.set_line_width(0.6)

    def _box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        rules, pdf = self.sheet.rules, self.pdf
        if rules in ("grid", "zebra_grid", "nested", "thin"):
            pdf.set_line_width(0.25 if rules == "thin" else 0.6)
            pdf.rect(x0, y0, x1 - x0, y1 - y0)
        elif rules in ("dotted", "dashed"):
            pdf.set_dash_pattern(dash=0.8 if rules == "dotted" else 3, gap=1.5)
            pdf.rect(x0, y0, x1 - x0, y1 - y0)
            pdf.set_dash_pattern()
        elif rules == "double":
            pdf.set_line_width(0.3)
            pdf.rect(x0, y0, x1 - x0, y1 - y0)
            pdf.rect(x0 + 1, y0 + 1, x1 - x0 - 2, y1 - y0 - 2)
        elif rules == "separate":
            pdf.set_line_width(0.4)
            pdf.rect(x0 + 0.8, y0 + 0.8, x1 - x0 - 1.6, y1 - y0 - 1.6)
        elif rules == "rows":
            pdf.set_line_width(0.4)
            pdf.line(x0, y0, x1, y0)
            pdf.line(x0, y1, x1, y1)

    def _close(self, top: float, y: float) -> None:
        if self.sheet.rules == "three":
            self._rule(y, 1.2)
        elif self.sheet.rules in ("outer", "nested"):
            self.pdf.set_line_width(1.2)
            grow = 3 if self.sheet.rules == "nested" else 0
            self.pdf.rect(self.left - grow, top - grow, self.edges[-1] - self.left + 2 * grow, y - top + 2 * grow)
