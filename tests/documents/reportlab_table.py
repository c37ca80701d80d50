"""Geometry and drawing of one grid for the reportlab renderer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from tests.documents import lines
from tests.documents.dressing import displayed
from tests.documents.layouts import Layout
from tests.documents.reportlab_text import FONTS, broken, width_of
from tests.documents.sheets import Cell, Kind, Line, Placed, place

PAD = 3.0
FLEXIBLE = 2.0
"""Columns of at least this weight hold labels and give way to figures."""
FIXED = (Kind.FIGURE, Kind.CODE, Kind.LINE)


@dataclass(frozen=True, slots=True)
class Style:
    """The font of a grid at the size that fits its page."""

    font: str
    size: float

    @property
    def leading(self) -> float:
        return self.size * 1.25


class Grid:
    """One table set at a given width: column edges, row heights, and drawing of any run of rows."""

    def __init__(
        self, head: Sequence[Line], body: Sequence[Line], widths: Sequence[float], room: float, layout: Layout
    ) -> None:
        self.layout = layout
        self.head = place(head, len(widths))
        self.body = place(body, len(widths))
        self.head_rows, self.body_rows = len(head), len(body)
        self.style = Style(FONTS[layout.text.font], layout.text.size)
        while True:
            columns = self._columns(widths, room)
            if columns or self.style.size <= 5.5:
                break
            self.style = Style(self.style.font, self.style.size - 0.5)
        if not columns:
            raise ValueError("the table is too wide for its page")
        self.columns = columns
        self.head_heights = self._heights(self.head, self.head_rows, layout.text.header_height)
        self.body_heights = self._heights(self.body, self.body_rows, layout.text.row_height)

    @property
    def width(self) -> float:
        return sum(self.columns)

    def _natural(self, cell: Cell) -> float:
        space = self.layout.text.char_space if cell.kind is Kind.FIGURE else 0
        words = displayed(cell, self.layout.text).split("\n")
        return max(width_of(line, self.style.font, self.style.size, space) for line in words) + 2 * PAD

    def _columns(self, weights: Sequence[float], room: float) -> list[float]:
        """Column widths, or nothing if labels would become too narrow at this size."""
        scale = room / sum(weights)
        out = [w * scale for w in weights]
        need = [0.0] * len(weights)
        for placed in (*self.head, *self.body):
            cell = placed.cell
            if cell.kind in FIXED:
                for c in range(placed.col, placed.col + cell.cols):
                    need[c] = max(need[c], self._natural(cell) / cell.cols)
        flexible = [c for c, w in enumerate(weights) if w >= FLEXIBLE]
        for c, least in enumerate(need):
            out[c] = max(out[c], least)
        over = sum(out) - room
        if over > 0.01:
            spare = flexible or [c for c in range(len(out)) if out[c] > need[c]]
            slack = sum(out[c] - need[c] for c in spare)
            if slack <= over:
                return []
            for c in spare:
                out[c] -= over * (out[c] - need[c]) / slack
        if any(out[c] < 6.5 * self.style.size for c in flexible):
            return []
        return out

    def _span_width(self, placed: Placed) -> float:
        return sum(self.columns[placed.col : placed.col + placed.cell.cols])

    def _lines(self, placed: Placed, row: Sequence[Placed]) -> list[str]:
        words = displayed(placed.cell, self.layout.text)
        if placed.cell.kind in FIXED:
            return words.split("\n")
        room = self._span_width(placed) - 2 * PAD
        if self.layout.text.overflow and placed.cell.kind is Kind.LABEL:
            whole = width_of(words, self.style.font, self.style.size)
            if whole <= room + self._free_beside(placed, row):
                return [words]
        return [line for part in words.split("\n") for line in broken(part, room, self.style.font, self.style.size)]

    def _free_beside(self, placed: Placed, row: Sequence[Placed]) -> float:
        """How far a label may run into the next cell without touching what is printed there."""
        beside = next((p for p in row if p.col == placed.col + placed.cell.cols), None)
        if beside is None or beside.cell.kind is not Kind.FIGURE:
            return 0
        return max(0, self._span_width(beside) - self._natural(beside.cell) - 2 * PAD)

    def _heights(self, cells: Sequence[Placed], rows: int, least: float) -> list[float]:
        heights = [max(least, self.style.leading + 2 * PAD)] * rows
        for placed in sorted(cells, key=lambda p: p.cell.rows):
            row = [p for p in cells if p.row == placed.row]
            need = len(self._lines(placed, row)) * self.style.leading + 2 * PAD
            if placed.cell.kind is Kind.TITLE:
                need += 10
            span = range(placed.row, placed.row + placed.cell.rows)
            short = need - sum(heights[r] for r in span)
            if short > 0:
                heights[span[-1]] += short
        return heights

    def head_height(self) -> float:
        return sum(self.head_heights)

    def draw(self, canvas: Canvas, x: float, top: float, start: int, stop: int, with_head: bool) -> float:
        """Draw body rows ``start`` to ``stop``, below the head if asked for; returns the y of the bottom."""
        left = [x]
        for width in self.columns:
            left.append(left[-1] + width)
        cells: list[tuple[Placed, lines.Box]] = []
        y = top
        if with_head:
            cells += self._boxes(self.head, self.head_heights, left, y, 0)
            y -= self.head_height()
        head_bottom = y
        chosen = [p for p in self.body if start <= p.row < stop]
        cells += self._boxes(chosen, self.body_heights[start:stop], left, y, start)
        bottom = y - sum(self.body_heights[start:stop])
        self._background(canvas, cells, start)
        frame = (x, bottom, left[-1], top)
        self._rule(canvas, [box for _, box in cells], frame, head_bottom)
        for placed, box in cells:
            self._text(canvas, placed, box, [p for p, b in cells if b[3] == box[3]])
        return bottom

    @staticmethod
    def _boxes(
        cells: Sequence[Placed], heights: Sequence[float], left: Sequence[float], top: float, first: int
    ) -> list[tuple[Placed, lines.Box]]:
        edges = [top]
        for height in heights:
            edges.append(edges[-1] - height)
        out = []
        for p in cells:
            row = p.row - first
            out.append((p, (left[p.col], edges[row + p.cell.rows], left[p.col + p.cell.cols], edges[row])))
        return out

    def _rule(self, canvas: Canvas, boxes: Sequence[lines.Box], frame: lines.Box, head_bottom: float) -> None:
        rules = self.layout.rules
        pieces = lines.sides(boxes)
        if rules.open_sides:
            pieces = tuple(lines.without_sides(pieces, frame))
        if rules.gap:
            pieces = tuple(lines.shortened(lines.merged(pieces), rules.gap))
        if rules.skew:
            pieces = tuple(lines.skewed(lines.merged(pieces), rules.skew))
            lines.draw_strokes(canvas, pieces, rules.width)
            return
        lines.PAINTERS[rules.kind](canvas, lines.Ruling(pieces, frame, head_bottom), rules.width)

    def _background(self, canvas: Canvas, cells: Sequence[tuple[Placed, lines.Box]], first: int) -> None:
        kind = self.layout.rules.background
        if kind == "none":
            return
        canvas.saveState()
        for placed, (x0, y0, x1, y1) in cells:
            head = placed.cell.kind in (Kind.HEAD, Kind.TITLE)
            if kind == "white":
                canvas.setFillColorRGB(1, 1, 1)
                canvas.rect(x0 + 2, y0 + 1, x1 - x0 - 4, y1 - y0 - 2, stroke=0, fill=1)
            elif kind == "cells":
                canvas.setFillGray(0.85 if head else 0.92)
                canvas.rect(x0 + 0.3, y0 + 0.3, x1 - x0 - 0.6, y1 - y0 - 0.6, stroke=0, fill=1)
            elif kind == "coloured" and head:
                canvas.setFillColorRGB(0.85, 0.9, 0.96)
                canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)
            elif kind == "zebra" and not head and placed.row % 2:
                canvas.setFillColorRGB(0.93, 0.93, 0.93)
                canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)
        canvas.restoreState()

    def _text(self, canvas: Canvas, placed: Placed, box: lines.Box, row: Sequence[Placed]) -> None:
        cell = placed.cell
        if not cell.text:
            self._decoy(canvas, placed, box)
            return
        text, style = self.layout.text, self.style
        printed = self._lines(placed, row)
        if text.red_negatives and cell.kind is Kind.FIGURE and cell.text.startswith("-"):
            printed = [line.removeprefix("-") for line in printed]
            canvas.setFillColorRGB(1, 0, 0)
        x0, y0, x1, y1 = box
        block = len(printed) * style.leading
        gap = (y1 - y0 - block) / 2
        if cell.kind is Kind.FIGURE and text.figure_valign != "middle":
            gap = 1.5 if text.figure_valign == "top" else y1 - y0 - block - 1.5
        size = style.size + 3 if cell.kind is Kind.TITLE else style.size
        y = y1 - gap - size
        space = text.char_space if cell.kind is Kind.FIGURE else 0
        bold = text.bold_twice and cell.kind in (Kind.HEAD, Kind.TOTAL, Kind.TITLE)
        for line in printed:
            width = width_of(line, style.font, size, space)
            if cell.kind is Kind.UNIT or (cell.kind is Kind.FIGURE and text.figure_align == "right"):
                x = x1 - PAD - width
            elif cell.kind is Kind.LABEL:
                x = x0 + PAD
            else:
                x = (x0 + x1 - width) / 2
            for shift in (0, 0.3) if bold else (0,):
                show = canvas.beginText(x + shift, y)
                show.setFont(style.font, size)
                if space:
                    show.setCharSpace(space)
                show.textOut(line)
                if space:
                    show.setCharSpace(0)
                canvas.drawText(show)
            y -= style.leading
        canvas.setFillColorRGB(0, 0, 0)

    def _decoy(self, canvas: Canvas, placed: Placed, box: lines.Box) -> None:
        """Put a false figure that nobody sees into some of the empty figure cells."""
        kinds = self.layout.file.decoys
        if not kinds or placed.cell.kind is not Kind.FIGURE or (placed.row + placed.col) % 4:
            return
        kind = kinds[(placed.row + placed.col) // 4 % len(kinds)]
        canvas.saveState()
        show = canvas.beginText(box[0] + PAD, box[1] + PAD)
        show.setFont(self.style.font, self.style.size)
        if kind == "invisible":
            show.setTextRenderMode(3)
        elif kind == "white":
            show.setFillColorRGB(1, 1, 1)
        else:
            clip = canvas.beginPath()
            clip.rect(0, 0, 20, 20)
            canvas.clipPath(clip, stroke=0, fill=0)
        show.textOut("88.88")
        if kind == "invisible":
            show.setTextRenderMode(0)
        canvas.drawText(show)
        canvas.restoreState()
