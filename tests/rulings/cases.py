"""Tables with rulings, text or pages that are hard to read.

``make(name)``, for a name of ``NAMES``, gives a :class:`Case`: a one-page PDF, the cells a person sees in it, and
text that is in the file but that nobody sees.  A case changes one thing only, so that a failure names its cause.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pypdf
from pypdf.generic import FloatObject, NameObject, NumberObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

from tests.documents import lines
from tests.documents.finish import moved
from tests.documents.reportlab_text import FONTS, register
from tests.rulings import table
from tests.rulings.table import EDGES, PAGE, ROW, ROWS, TEXTS, TOP, Setting, Texts

Draw = Callable[[Canvas], None]
WIDTH = 0.5
EMBEDDED = Setting(font="embedded")


@dataclass(frozen=True, slots=True)
class Case:
    """One page and what is to be read from it."""

    pdf: bytes
    grid: Texts
    """The cells of the page's one table, in the reading direction of its text; ``None`` under a span."""
    hidden: tuple[str, ...] = ()
    """Text of the file that must not be in any cell."""


def page(draw: Draw) -> bytes:
    """A one-page PDF."""
    register("cid")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=PAGE, invariant=1)
    canvas.setLineWidth(WIDTH)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ruled(pieces: list[lines.Piece], setting: Setting | None = None) -> Draw:
    """The table with these strokes for rulings."""

    def draw(canvas: Canvas) -> None:
        lines.draw_strokes(canvas, pieces, WIDTH)
        table.draw_text(canvas, setting=setting)

    return draw


def painted(kind: str, width: float = WIDTH, setting: Setting | None = None) -> Draw:
    """The table ruled by one of the painters of ``lines``."""

    def draw(canvas: Canvas) -> None:
        ruling = lines.Ruling(table.pieces(), table.frame(), TOP - 2 * ROW)
        lines.PAINTERS[kind](canvas, ruling, width)
        table.draw_text(canvas, setting=setting)

    return draw


def _doubled(apart: float) -> Draw:
    return ruled(lines.doubled(table.strokes(), apart), Setting(pad=apart + 3))


def _white_boxes(canvas: Canvas) -> None:
    """A white box inside every cell, under the text: its sides are not rulings."""
    canvas.setFillColorRGB(1, 1, 1)
    for r in range(ROWS):
        for c in range(len(EDGES) - 1):
            canvas.rect(EDGES[c] + 4, TOP - (r + 1) * ROW + 2, EDGES[c + 1] - EDGES[c] - 8, ROW - 4, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    ruled(table.strokes())(canvas)


def _shaded_rows(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0.9, 1)
    for r in range(0, ROWS, 2):
        canvas.rect(EDGES[0], TOP - (r + 1) * ROW, EDGES[-1] - EDGES[0], ROW, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    ruled(table.strokes())(canvas)


def _stray(canvas: Canvas, x: float, text: str, mode: int = 0) -> None:
    """Text at the height of the third body row."""
    show = canvas.beginText(x, TOP - 5 * ROW + 6)
    show.setFont(FONTS["cid"], 9)
    if mode:
        show.setTextRenderMode(mode)
    show.textOut(text)
    if mode:
        show.setTextRenderMode(0)
    canvas.drawText(show)


def _invisible_text(canvas: Canvas) -> None:
    ruled(table.strokes())(canvas)
    _stray(canvas, EDGES[2] + 3, "999.99", mode=3)


def _white_text(canvas: Canvas) -> None:
    ruled(table.strokes())(canvas)
    canvas.setFillColorRGB(1, 1, 1)
    _stray(canvas, EDGES[2] + 3, "999.99")


def _clipped(canvas: Canvas) -> None:
    """Text and a vertical line that a clipping path cuts away."""
    ruled(table.strokes())(canvas)
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(0, 0, 50, 50)
    canvas.clipPath(clip, stroke=0, fill=0)
    _stray(canvas, EDGES[2] + 3, "888.88")
    canvas.line(EDGES[2] + 30, TOP, EDGES[2] + 30, TOP - ROWS * ROW)
    canvas.restoreState()


def _off_page(canvas: Canvas) -> None:
    ruled(table.strokes())(canvas)
    _stray(canvas, PAGE[0] + 100, "777.77")


LONG = "机关事业单位基本养老保险缴费支出及其他"


def _overflow(canvas: Canvas) -> None:
    """A label that runs on into the column of the figures."""
    lines.draw_strokes(canvas, table.strokes(), WIDTH)
    table.draw_text(canvas, table.replaced(5, 1, LONG))


def _two_lines(canvas: Canvas) -> None:
    lines.draw_strokes(canvas, table.strokes(), WIDTH)
    table.draw_text(canvas, leave=[(5, 1)])
    table.draw_cell(canvas, table.box_of(5, 1), ["一般公共", "服务支出"], right=False, setting=Setting(size=7))


def _wrapped_figure(canvas: Canvas) -> None:
    """A figure broken over two lines of its cell."""
    lines.draw_strokes(canvas, table.strokes(), WIDTH)
    table.draw_text(canvas, leave=[(5, 2)])
    whole = TEXTS[5][2] or ""
    table.draw_cell(canvas, table.box_of(5, 2), [whole[:-2], whole[-2:]], right=True, setting=Setting(size=7))


def _underlined(canvas: Canvas) -> None:
    """Short lines under figures, which are not rulings."""
    ruled(table.strokes())(canvas)
    for r in (3, 6, 9):
        x1 = EDGES[3] - 3
        canvas.line(x1 - 38, TOP - (r + 1) * ROW + 4, x1, TOP - (r + 1) * ROW + 4)


def _open_sides(canvas: Canvas) -> None:
    ruled(lines.without_sides(table.strokes(), table.frame()))(canvas)


def _scaled_form(canvas: Canvas) -> None:
    """The whole table in a form XObject, placed smaller and shifted."""
    canvas.beginForm("table")
    canvas.setLineWidth(WIDTH)
    ruled(table.strokes())(canvas)
    canvas.endForm()
    canvas.saveState()
    canvas.scale(0.9, 0.9)
    canvas.translate(20, 30)
    canvas.doForm("table")
    canvas.restoreState()


def _flipped_matrix(canvas: Canvas) -> None:
    """Lines drawn in coordinates that run downwards."""
    height = PAGE[1]
    canvas.saveState()
    canvas.translate(0, height)
    canvas.scale(1, -1)
    down = [(x0, height - y1, x1, height - y0) for x0, y0, x1, y1 in table.strokes()]
    lines.draw_strokes(canvas, down, WIDTH)
    canvas.restoreState()
    table.draw_text(canvas)


def _thick(canvas: Canvas) -> None:
    lines.draw_strokes(canvas, table.strokes(), 4)
    table.draw_text(canvas)


def _thick_boxes(canvas: Canvas) -> None:
    lines.draw_boxes(canvas, table.strokes(), 4)
    table.draw_text(canvas)


def _spaced_figures(canvas: Canvas) -> None:
    """Figures whose digits stand apart."""
    lines.draw_strokes(canvas, table.strokes(), WIDTH)
    figures = [(r, c) for r in range(2, ROWS) for c in (2, 3, 4)]
    table.draw_text(canvas, leave=figures)
    for r, c in figures:
        if text := TEXTS[r][c]:
            table.draw_cell(canvas, table.box_of(r, c), [text], right=True, setting=Setting(size=8, char_space=3.6))


DRAWINGS: dict[str, Draw] = {
    "strokes": ruled(table.strokes()),
    "strokes, embedded font": ruled(table.strokes(), EMBEDDED),
    "pieces per cell": painted("pieces", setting=EMBEDDED),
    "thin boxes": painted("boxes"),
    "boxes per cell": painted("cell boxes", setting=EMBEDDED),
    "one path": painted("one path"),
    "dash pattern 2 2": painted("dash"),
    "dash pieces 2 2": ruled(lines.cut(table.strokes(), 2, 2)),
    "dash pieces 6 4": ruled(lines.cut(table.strokes(), 6, 4)),
    "dots 0.5 1": ruled(lines.cut(table.strokes(), 0.5, 1)),
    "double 2": _doubled(2),
    "double 4": _doubled(4),
    "white boxes": _white_boxes,
    "shaded rows": _shaded_rows,
    "invisible text": _invisible_text,
    "white text": _white_text,
    "clipped": _clipped,
    "off the page": _off_page,
    "bold by printing twice": ruled(table.strokes(), Setting(twice=True)),
    "overflowing label": _overflow,
    "label on two lines": _two_lines,
    "figure on two lines": _wrapped_figure,
    "underlined figures": _underlined,
    "open sides": _open_sides,
    "row rules only": painted("rows only"),
    "three lines only": painted("three line", setting=EMBEDDED),
    "no rules": painted("none", setting=EMBEDDED),
    "skew 0.2": ruled(lines.skewed(table.strokes(), 0.2)),
    "scaled form": _scaled_form,
    "flipped matrix": _flipped_matrix,
    "thick strokes": _thick,
    "thick boxes": _thick_boxes,
    "corner gaps 2.5": ruled(lines.shortened(table.strokes(), 2.5)),
    "corner gaps 4": ruled(lines.shortened(table.strokes(), 4)),
    "spaced figures": _spaced_figures,
}
GRIDS: dict[str, Texts] = {"overflowing label": table.replaced(5, 1, LONG)}
HIDDEN: dict[str, tuple[str, ...]] = {
    "invisible text": ("999.99",),
    "white text": ("999.99",),
    "clipped": ("888.88",),
    "off the page": ("777.77",),
}


def _flagged(angle: int) -> Callable[[pypdf.PageObject], None]:
    """Only /Rotate: the page is shown on its side or upside down."""

    def change(target: pypdf.PageObject) -> None:
        target[NameObject("/Rotate")] = NumberObject(angle)

    return change


def _turned(angle: int) -> Callable[[pypdf.PageObject], None]:
    """Content turned and /Rotate turning it back: the page is shown upright."""
    width, height = PAGE
    matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[angle]
    size = (width, height) if angle == 180 else (height, width)

    def change(target: pypdf.PageObject) -> None:
        moved(target, matrix)
        target.mediabox = RectangleObject((0, 0, *size))
        target.cropbox = RectangleObject((0, 0, *size))
        target[NameObject("/Rotate")] = NumberObject(angle)

    return change


def _boxes(target: pypdf.PageObject) -> None:
    target.mediabox = RectangleObject((-50, -30, *PAGE))
    target.cropbox = RectangleObject((20, 40, 590, 790))


def _user_unit(target: pypdf.PageObject) -> None:
    target[NameObject("/UserUnit")] = FloatObject(2.0)


PAGE_CHANGES: dict[str, Callable[[pypdf.PageObject], None]] = {
    **{f"rotate {angle}, shown turned": _flagged(angle) for angle in (90, 180, 270)},
    **{f"rotate {angle}, shown upright": _turned(angle) for angle in (90, 180, 270)},
    "crop box": _boxes,
    "user unit 2": _user_unit,
}


def _changed(change: Callable[[pypdf.PageObject], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page(ruled(table.strokes()))))
    change(writer.pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


NAMES = (*DRAWINGS, *PAGE_CHANGES)


@cache
def make(name: str) -> Case:
    """The case of a name."""
    if name in PAGE_CHANGES:
        return Case(_changed(PAGE_CHANGES[name]), TEXTS)
    return Case(page(DRAWINGS[name]), GRIDS.get(name, TEXTS), HIDDEN.get(name, ()))
