"""Pages with ruled tables as spreadsheet programs print them, upright or lying, and the document they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from extractor.document.reading import read_bytes
from extractor.model import Disclosure
from tests.document.test_reading import A4, OTHER, ROWS, expenditure
from tests.documents.reportlab_text import FONTS, register
from tests.parse.build import EMBEDDED, Draw, pdf, say

Span = tuple[tuple[int, int], tuple[int, int]]
"""Column and row of the first and of the last cell of a merged one."""


def page(
    title: str,
    rows: Sequence[Sequence[str]],
    *,
    number: str = "",
    unit: str = "单位：万元",
    spans: Sequence[Span] = (),
    widths: Sequence[float] | None = None,
    lying: bool = False,
) -> Draw:
    """A page with one table: title, number and unit above it."""

    def draw(canvas: Canvas) -> None:
        register("cid")
        size = (A4[1], A4[0]) if lying else A4
        canvas.setPageSize(size)
        for text, x, y, points in ((title, 150, 60, 13), (number, 40, 80, 9), (unit, size[0] - 110, 92, 9)):
            canvas.setFont(FONTS["cid"], points)
            canvas.drawString(x, size[1] - y, text)
        table = Table([list(row) for row in rows], colWidths=widths, rowHeights=17)
        table.setStyle(
            TableStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                    ("FONT", (0, 0), (-1, -1), FONTS["cid"], 8),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    *(("SPAN", first, last) for first, last in spans),
                ]
            )
        )
        _, high = table.wrapOn(canvas, size[0] - 80, size[1])
        table.drawOn(canvas, 40, size[1] - 100 - high)

    return draw


def told(*paragraphs: str) -> Draw:
    """A page of the explanation."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize(A4)
        y = 780
        for text in paragraphs:
            for start in range(0, len(text), 44):
                say(text[start : start + 44], 60, y, 11, EMBEDDED)(canvas)
                y -= 20

    return draw


def document(*pages: Draw) -> Disclosure:
    """An account of two tables and these pages."""
    register("embedded")
    return read_bytes(pdf(expenditure(ROWS), expenditure(ROWS, title=OTHER), *pages, size=A4), "x.pdf")
