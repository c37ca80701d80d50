"""Prints invented forms: each cell a box, pages cut where they are full, level cells as Word or as Excel cut them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from tests.documents.reportlab_text import FONTS, broken, register, width_of
from tests.performance.invented import Cell, Sheet, Truth

TALL, WIDE = (595.3, 841.9), (841.9, 595.3)
Place = Literal["first", "middle", "every"]
"""Where the words of a cut cell stand: at its top, where the middle of the whole falls, or on each page."""


@dataclass(frozen=True)
class Setting:
    """How forms are set."""

    page: tuple[float, float] = TALL
    size: float = 9
    margin: float = 60
    place: Place = "first"
    cut_rows: bool = False
    """Whether a page break may go through a row."""
    framed: bool = True
    inset: float = 0
    """By how much even pages are set further in."""
    gap: float = 20
    start: float = 0
    """Where on the first page the first form begins."""


class _Part:
    """What of a row is on one page."""

    def __init__(self, row: int, page: int, top: float, bottom: float) -> None:
        self.row, self.page, self.top, self.bottom = row, page, top, bottom


def print_forms(forms: Sequence[Truth], setting: Setting) -> bytes:
    """The PDF."""
    register("cid")
    pen = _Pen(setting)
    for form in forms:
        pen.title(form.title)
        pen.sheet(form.sheet)
    return pen.end()


class _Pen:
    def __init__(self, setting: Setting) -> None:
        self._s = setting
        self._font = FONTS["cid"]
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=setting.page, invariant=1)
        self._page = 1
        self._y = setting.margin + setting.start
        self._pad, self._lead = 3.0, setting.size * 1.25

    @property
    def _left(self) -> float:
        return self._s.margin + (self._s.inset if self._page % 2 == 0 else 0)

    @property
    def _bottom(self) -> float:
        return self._s.page[1] - self._s.margin

    def _turn(self) -> None:
        self._text(self._s.page[0] / 2 - 10, self._s.page[1] - 25, f"— {self._page} —")
        self._canvas.showPage()
        self._page += 1
        self._y = self._s.margin

    def _text(self, x: float, y: float, text: str) -> None:
        self._canvas.setFont(self._font, self._s.size)
        self._canvas.drawString(x, self._s.page[1] - y, text)

    def title(self, text: str) -> None:
        if self._y + 60 > self._bottom:
            self._turn()
        width = width_of(text, self._font, self._s.size)
        self._text(self._left + (self._s.page[0] - 2 * self._s.margin - width) / 2, self._y + self._s.size, text)
        self._y += self._lead * 1.5

    def end(self) -> bytes:
        self._turn()
        self._canvas.save()
        return self._buffer.getvalue()

    def sheet(self, sheet: Sheet) -> None:
        wide = self._s.page[0] - 2 * self._s.margin
        xs = [wide * sum(sheet.widths[:k]) / sum(sheet.widths) for k in range(len(sheet.widths) + 1)]
        lines = {id(cell): self._broken(cell, xs) for cell in sheet.cells}
        parts = self._parts(self._heights(sheet, lines))
        for page in range(parts[-1].page + 1):
            if page:
                self._turn()
            for cell in sheet.cells:
                self._cell(cell, [p for p in parts if cell.row <= p.row < cell.row + cell.rows], page, xs, lines, sheet)
            self._y = max(part.bottom for part in parts if part.page == page)
        self._y += self._s.gap

    def _broken(self, cell: Cell, xs: Sequence[float]) -> list[str]:
        width = xs[cell.col + cell.cols] - xs[cell.col] - 2 * self._pad
        return [line for text in cell.text.split("\n") for line in broken(text, width, self._font, self._s.size)]

    def _heights(self, sheet: Sheet, lines: dict[int, list[str]]) -> list[float]:
        heights = [self._lead + 2 * self._pad] * sheet.rows
        for cell in sorted(sheet.cells, key=lambda cell: cell.rows):
            own = slice(cell.row, cell.row + cell.rows)
            lacks = len(lines[id(cell)]) * self._lead + 2 * self._pad - sum(heights[own])
            heights[cell.row + cell.rows - 1] += max(0.0, lacks)
        return heights

    def _parts(self, heights: Sequence[float]) -> list[_Part]:
        parts: list[_Part] = []
        page, y = 0, self._y
        for row, left in enumerate(heights):
            while y + left > self._bottom:
                room = self._bottom - y
                count = int((room - 2 * self._pad) // self._lead)
                tall = left > self._bottom - self._s.margin
                if count > 0 and ((self._s.cut_rows and left > 2.2 * self._lead) or tall):
                    parts.append(_Part(row, page, y, y + count * self._lead + 2 * self._pad))
                    left = max(left - count * self._lead, self._lead + 2 * self._pad)
                page, y = page + 1, self._s.margin
            parts.append(_Part(row, page, y, y + left))
            y += left
        return parts

    def _cell(
        self,
        cell: Cell,
        parts: Sequence[_Part],
        page: int,
        xs: Sequence[float],
        lines: dict[int, list[str]],
        sheet: Sheet,
    ) -> None:
        own = [part for part in parts if part.page == page]
        if not own:
            return
        x0, x1 = self._left + xs[cell.col], self._left + xs[cell.col + cell.cols]
        top, bottom = own[0].top, own[-1].bottom
        self._frame(x0, top, x1, bottom, cell, sheet)
        shown = self._shown(cell, parts, lines[id(cell)], page)
        y = top + (bottom - top - len(shown) * self._lead) / 2
        if len({part.page for part in parts}) > 1:
            y = top + self._pad
        for line in shown:
            width = width_of(line, self._font, self._s.size)
            self._text(x0 + (x1 - x0 - width) / 2, y + self._s.size, line)
            y += self._lead

    def _frame(self, x0: float, top: float, x1: float, bottom: float, cell: Cell, sheet: Sheet) -> None:
        high = self._s.page[1]
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x0, high - top, x1, high - top)
        self._canvas.line(x0, high - bottom, x1, high - bottom)
        if self._s.framed or cell.col:
            self._canvas.line(x0, high - top, x0, high - bottom)
        if self._s.framed or cell.col + cell.cols < len(sheet.widths):
            self._canvas.line(x1, high - top, x1, high - bottom)

    def _shown(self, cell: Cell, parts: Sequence[_Part], lines: list[str], page: int) -> list[str]:
        pages = sorted({part.page for part in parts})
        if len(pages) == 1:
            return lines
        heights = {one: sum(part.bottom - part.top for part in parts if part.page == one) for one in pages}
        if cell.rows > 1 and self._s.place == "every":
            return lines
        if cell.rows > 1 and self._s.place == "middle":
            past = 0.0
            for one in pages:
                past += heights[one]
                if past >= sum(heights.values()) / 2:
                    return lines if one == page else []
        first = 0
        for one in pages:
            count = len(lines) if one == pages[-1] else round((heights[one] - 2 * self._pad) // self._lead)
            if one == page:
                return lines[first:] if one == pages[-1] else lines[first : first + count]
            first += count
        return []
