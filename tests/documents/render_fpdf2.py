"""Prints a document with fpdf2, whose own table code breaks lines and pages and draws the borders.

Only what that library can do by itself is honoured: the layout's form, words and numbers, and of the rest the
border styles of its tables, fills, repeated headings and page orientation.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from fpdf import FPDF
from fpdf.enums import (
    Align,
    TableBordersLayout,
    TableCellFillMode,
    WrapMode,
    XPos,
    YPos,
)
from fpdf.fonts import FontFace
from fpdf.outline import OutlineSection

from tests.documents.dressing import displayed
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
from tests.documents.reportlab_text import FONT_FILE
from tests.documents.sheets import Kind, Line, Sheet, place

BORDERS = {
    "strokes": TableBordersLayout.ALL,
    "rows only": TableBordersLayout.HORIZONTAL_LINES,
    "columns only": TableBordersLayout.NO_HORIZONTAL_LINES,
    "three line": TableBordersLayout.SINGLE_TOP_LINE,
    "inside": TableBordersLayout.INTERNAL,
    "minimal": TableBordersLayout.MINIMAL,
    "none": TableBordersLayout.NONE,
}
NARROW = (Kind.FIGURE, Kind.CODE, Kind.LINE)
ALIGN = {Kind.FIGURE: Align.R, Kind.UNIT: Align.R, Kind.LABEL: Align.L}


def render(document: Document, layout: Layout) -> bytes:
    """The PDF of a document."""
    pdf = _Pdf(document, layout)
    for block in blocks(document, layout):
        pdf.block(block)
    return bytes(pdf.output())


class _Pdf(FPDF):
    """An FPDF with the document's running head and foot."""

    def __init__(self, document: Document, layout: Layout) -> None:
        super().__init__(unit="pt", format="A4")
        self.document, self.layout = document, layout
        self.set_creation_date(datetime.datetime(2024, 9, 1, tzinfo=datetime.UTC))
        self.add_font("wqy", fname=FONT_FILE)
        self.set_font("wqy", size=layout.text.size)
        self.set_margins(48, 54, 48)
        self.set_auto_page_break(True, 56)
        self.on_new_page = False
        """Whether the 目录 has just opened the page that the first heading would otherwise begin."""
        self.add_page()

    def header(self) -> None:
        if self.layout.pages.running_head and self.page_no() > 1:
            self.set_font("wqy", size=8)
            account = self.document.account
            self.cell(0, 12, f"{account.entity}{account.year}年度决算公开", border="B", align=Align.R)
            self.ln(22)

    def footer(self) -> None:
        if self.layout.pages.page_numbers:
            self.set_y(-40)
            self.set_font("wqy", size=9)
            self.cell(0, 12, f"- {self.page_no()} -", align=Align.C)

    def block(self, block: object) -> None:
        """Print one block."""
        if isinstance(block, Cover):
            self.set_y(260)
            for line in block.lines:
                self._line(line, 22, Align.C)
        elif isinstance(block, Contents):
            self._contents(block)
        elif isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self.set_font("wqy", size=10.5)
            self.multi_cell(0, 18, "　　" + block.text, align=Align.L, wrapmode=WrapMode.CHAR, new_x=XPos.LMARGIN)
        elif isinstance(block, PlainTable):
            built = block.built
            self._table(built.head, built.body, built.widths)
        elif isinstance(block, Sheet):
            self._sheet(block)

    def _line(self, text: str, size: float, align: Align) -> None:
        self.set_font("wqy", size=size)
        self.multi_cell(0, size * 1.5, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT, wrapmode=WrapMode.CHAR)

    def _contents(self, contents: Contents) -> None:
        self.add_page()
        if self.layout.pages.contents == "dots":
            self.insert_toc_placeholder(_contents_page, pages=1, allow_extra_pages=True)
            self.on_new_page = True
            return
        self._line("目录", 18, Align.C)
        for level, text in contents.entries:
            self._line("　" * (level - 1) + text, 11, Align.L)

    def _heading(self, heading: Heading) -> None:
        if heading.level == 1 and not self.on_new_page:
            self.add_page(orientation="portrait")
        self.on_new_page = False
        self.start_section(heading.text, level=heading.level - 1, strict=False)
        self._line(heading.text, 16 if heading.level == 1 else 12, Align.C if heading.level == 1 else Align.L)
        self.ln(6)

    def _sheet(self, sheet: Sheet) -> None:
        pages = self.layout.pages
        wide = sheet.wide if pages.orientation == "mixed" else pages.orientation == "landscape"
        orientation = "landscape" if wide else "portrait"
        room = self.h - self.get_y() - 56
        if not (pages.flow and (self.w > self.h) == wide and room > 200):
            self.add_page(orientation=orientation)
        self.start_section("".join(sheet.title) or sheet.canonical_title, level=1, strict=False)
        for line in sheet.title:
            self._line(line, 15, Align.C)
        if sheet.number:
            self._line(sheet.number, 9, Align.R)
        if sheet.entity_line or sheet.unit_line:
            self.set_font("wqy", size=9)
            self.cell(self.epw / 2, 14, sheet.entity_line)
            self.cell(0, 14, sheet.unit_line, align=Align.R, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        if sheet.head:
            self._table(sheet.head, sheet.body, sheet.widths)
        for note in sheet.notes:
            self._line(note, 8.5, Align.L)
        self.ln(10)

    def _table(self, head: Sequence[Line], body: Sequence[Line], weights: Sequence[float]) -> None:
        text, rules = self.layout.text, self.layout.rules
        size = text.size
        widths = self._widths(head, body, weights, size)
        while min(widths) < 0 and size > 5.5:
            size -= 0.5
            widths = self._widths(head, body, weights, size)
        self.set_font("wqy", size=size)
        self.set_line_width(rules.width)
        shaded = FontFace(fill_color=(220, 230, 242)) if rules.background == "coloured" else FontFace()
        zebra = rules.background == "zebra"
        with self.table(
            borders_layout=BORDERS[rules.kind],
            cell_fill_color=(240, 240, 240) if zebra else None,
            cell_fill_mode=TableCellFillMode.ROWS if zebra else TableCellFillMode.NONE,
            col_widths=tuple(widths),
            width=min(sum(widths), self.epw),
            headings_style=shaded,
            line_height=size * 1.3,
            num_heading_rows=len(head),
            repeat_headings=1 if self.layout.pages.repeat_header else 0,
            padding=2.5,
            wrapmode=WrapMode.CHAR,
            text_align=Align.C,
            min_row_height=text.row_height,
        ) as table:
            for line in (*head, *body):
                row = table.row()
                for cell in line:
                    row.cell(
                        displayed(cell, text),
                        align=self._align(cell.kind),
                        colspan=cell.cols,
                        rowspan=cell.rows,
                    )

    def _align(self, kind: Kind) -> Align:
        if kind is Kind.FIGURE and self.layout.text.figure_align == "centre":
            return Align.C
        return ALIGN.get(kind, Align.C)

    def _widths(self, head: Sequence[Line], body: Sequence[Line], weights: Sequence[float], size: float) -> list[float]:
        """Shares of the page, but figures keep to one line unless the layout lets them wrap; may be negative."""
        scale = self.epw / sum(weights)
        out = [w * scale for w in weights]
        if self.layout.text.wrap_figures:
            return out
        self.set_font("wqy", size=size)
        for lines in (head, body):
            for placed in place(lines, len(weights)):
                if placed.cell.kind in NARROW and placed.cell.cols == 1:
                    need = self.get_string_width(displayed(placed.cell, self.layout.text)) + 7
                    out[placed.col] = max(out[placed.col], need)
        over = sum(out) - self.epw
        flexible = [c for c, w in enumerate(weights) if w >= 2] or list(range(len(out)))
        for c in flexible:
            out[c] -= over / len(flexible)
        if any(out[c] < 6 * size for c in flexible) and len(flexible) < len(out):
            return [-1.0]
        return out


def _contents_page(pdf: FPDF, outline: list[OutlineSection]) -> None:
    """The 目录 as fpdf2 offers it: made of the sections, with page numbers, filled in at the end."""
    pdf.set_font("wqy", size=18)
    pdf.set_x(pdf.l_margin)
    pdf.cell(0, 30, "目录", align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font("wqy", size=10)
    for section in outline:
        title = "　" * section.level + section.name
        room = pdf.epw - pdf.get_string_width(title) - 30
        dots = "·" * max(3, int(room / pdf.get_string_width("·")))
        pdf.cell(0, 17, f"{title}{dots}{section.page_number}", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
