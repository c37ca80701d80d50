"""A digit that a stroke closes or opens is another one, however small the print; a rule that touches it is none."""

from __future__ import annotations

from typing import Any

import pytest
from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from extractor.language.text import UNREADABLE
from tests.documents.reportlab_text import FONT_FILE, register, width_of
from tests.parse.build import EMBEDDED, lines, pdf, read, say, together

LEFT, FOOT = 50.0, 200.0
PLACES = {"{}2704.9": 0, "42{}74.9": 2, "4277.4{}": 6}
"""Figures, and where the digit is in each."""

Line = tuple[float, float, float, float]
STROKES: dict[str, tuple[str, tuple[Line, ...]]] = {
    "8 of a 3": ("3", ((0.12, 0.12, 0.12, 0.42), (0.12, 0.58, 0.12, 0.88))),
    "9 of a 3": ("3", ((0.1, 0.5, 0.1, 0.95),)),
    "7 of a 1": ("1", ((-1.0, 0.97, 0.6, 0.97),)),
    "4 of a 1": ("1", ((0.5, 1, -0.8, 0.3), (-0.8, 0.3, 1.3, 0.3))),
    "6 of a 5": ("5", ((0.06, 0.15, 0.06, 0.5),)),
    "8 of a 0": ("0", ((0.05, 0.5, 0.95, 0.5),)),
    "8 of a 6": ("6", ((0.92, 0.5, 0.92, 0.9),)),
    "8 of a 9": ("9", ((0.08, 0.1, 0.08, 0.5),)),
    "2 of a 7": ("7", ((0.1, 0.02, 0.95, 0.02),)),
}
"""The digit, and lines in shares of the box of its ink, from the lower left."""


def placed(figure: str, place: int, size: float, line: Line) -> Line:
    register("embedded")
    font = TTFont(FONT_FILE)
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(figure[place])]].draw(pen)
    x0, y0, x1, y1 = (size * edge / font["head"].unitsPerEm for edge in pen.bounds)
    start = LEFT + width_of(figure[:place], EMBEDDED, size)
    a, b, c, d = line
    return start + x0 + a * (x1 - x0), FOOT + y0 + b * (y1 - y0), start + x0 + c * (x1 - x0), FOOT + y0 + d * (y1 - y0)


def shown(figure: str, size: float, *rules: Line, as_boxes: bool = False, dashes: tuple[float, ...] = ()) -> str:
    """What is read of a figure over which lines are drawn."""
    pen = max(0.35, 0.05 * size)

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(pen)
        canvas.setDash(dashes)
        for x0, y0, x1, y1 in rules:
            if not as_boxes:
                canvas.line(x0, y0, x1, y1)
            elif x0 == x1:
                canvas.rect(x0 - pen / 2, y0, pen, y1 - y0, stroke=0, fill=1)
            else:
                canvas.rect(x0, y0 - pen / 2, x1 - x0, pen, stroke=0, fill=1)

    (line,) = lines(read(pdf(together(say(figure, LEFT, FOOT, size, EMBEDDED), draw))))
    return line


@pytest.mark.parametrize("size", [6, 8, 10])
@pytest.mark.parametrize("way", STROKES)
def test_a_digit_that_a_stroke_makes_another_is_not_read(way: str, size: float) -> None:
    digit, strokes = STROKES[way]
    for figure, place in PLACES.items():
        figure = figure.format(digit)
        drawn = [placed(figure, place, size, line) for line in strokes]
        assert UNREADABLE in shown(figure, size, *drawn), figure
        if all(x0 == x1 or y0 == y1 for x0, y0, x1, y1 in drawn):
            assert UNREADABLE in shown(figure, size, *drawn, as_boxes=True), figure


RULES: dict[str, Line] = {
    "before it": (LEFT + 0.3, FOOT - 8, LEFT + 0.3, FOOT + 14),
    "under it": (LEFT - 12, FOOT - 0.2, LEFT + 60, FOOT - 0.2),
    "under it from its wall": (LEFT - 12, FOOT - 0.6, LEFT + 60, FOOT - 0.6),
}


@pytest.mark.parametrize("dashes", [(), (3.0, 2.0)], ids=["whole", "dashed"])
@pytest.mark.parametrize("size", [6, 8, 10])
@pytest.mark.parametrize("rule", RULES)
def test_a_figure_that_touches_a_rule_is_read(rule: str, size: float, dashes: tuple[float, ...]) -> None:
    for digit in "13567":
        figure = f"{digit}2704.9{digit}"
        assert shown(figure, size, RULES[rule], dashes=dashes) == figure


class Outlines(BasePen):
    """Draws glyphs of the font as paths."""

    def __init__(self, path: PDFPathObject, glyphs: Any, x: float, scale: float) -> None:
        super().__init__(glyphs)
        self.path, self.x, self.scale = path, x, scale

    def at(self, *points: tuple[float, float]) -> list[float]:
        return [value for x, y in points for value in (self.x + x * self.scale, FOOT + y * self.scale)]

    def _moveTo(self, point: tuple[float, float]) -> None:
        self.path.moveTo(*self.at(point))

    def _lineTo(self, point: tuple[float, float]) -> None:
        self.path.lineTo(*self.at(point))

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.path.curveTo(*self.at(*points))

    def _closePath(self) -> None:
        self.path.close()


@pytest.mark.parametrize("size", [8, 10, 15])
def test_a_figure_that_is_bold_by_outlines_is_read(size: float) -> None:
    """Some programs draw the outlines of print once more, with a pen as broad as makes it bold."""
    figure = "3562704.91"

    def outlines(canvas: Canvas) -> None:
        font = TTFont(FONT_FILE)
        glyphs, path = font.getGlyphSet(), canvas.beginPath()
        for place, char in enumerate(figure):
            x = LEFT + width_of(figure[:place], EMBEDDED, size)
            glyphs[font.getBestCmap()[ord(char)]].draw(Outlines(path, glyphs, x, size / font["head"].unitsPerEm))
        canvas.setLineWidth(size / 30)
        canvas.drawPath(path)

    assert lines(read(pdf(together(say(figure, LEFT, FOOT, size, EMBEDDED), outlines)))) == [figure]
