"""What lies on a page and is not of it: seals, watermarks, what is written another way than the page."""

from __future__ import annotations

import math

import pytest
from reportlab.lib.colors import Color, black, red
from reportlab.pdfgen.canvas import Canvas

from extractor.parse import open_pdf
from tests.parse.build import EMBEDDED, FONT, Draw, lines, pdf, read, say, together

TABLE = together(*(say(f"第{n}行本年支出合计1,234.{n}0", 60, 260 - 20 * n) for n in range(6)))
TEXT = [f"第{n}行本年支出合计1,234.{n}0" for n in range(6)]
SEAL_RED = Color(0.82, 0.06, 0.06)


def ring(color: Color, *inner: Draw, first: bool = True) -> Draw:
    """A circle around (150, 190), and what is in it, in one colour."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setStrokeColor(color)
        canvas.setFillColor(color)
        for part in (circle, *inner) if first else (*inner, circle):
            part(canvas)
        canvas.restoreState()

    def circle(canvas: Canvas) -> None:
        canvas.circle(150, 190, 50, stroke=1, fill=0)

    return draw


def around(text: str, start: float, end: float) -> Draw:
    """Red characters along the circle, each turned its own way, from one angle to another (degrees, clockwise)."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(SEAL_RED)
        for k, char in enumerate(text):
            angle = start + (end - start) * k / (len(text) - 1)
            canvas.saveState()
            canvas.translate(150, 190)
            canvas.rotate(-angle)
            canvas.setFont(FONT, 9)
            canvas.drawString(-4.5, 38, char)
            canvas.restoreState()
        canvas.restoreState()

    return draw


@pytest.mark.parametrize("first", [True, False], ids=["ring first", "ring last"])
def test_the_name_in_a_seal_is_not_read_into_what_is_under_it(first: bool) -> None:
    page = read(pdf(together(TABLE, ring(SEAL_RED, say("白鹿市应急管理局", 110, 186), first=first))))
    assert lines(page) == TEXT
    assert page.hidden_chars == 8
    assert page.red == ()


@pytest.mark.parametrize("ends", [(-100, 100), (-60, 60)])
def test_writing_along_a_circle(ends: tuple[float, float]) -> None:
    """The character at the top stands upright like the page's own text."""
    page = read(pdf(together(TABLE, ring(SEAL_RED, around("江海省白鹿市财政局", *ends), say("专用章", 135, 165)))))
    assert lines(page) == TEXT
    assert page.hidden_chars == 12


def test_writing_along_a_circle_without_a_ring() -> None:
    page = read(pdf(together(TABLE, around("江海省白鹿市财政局", -80, 80))))
    assert lines(page) == TEXT
    assert page.hidden_chars == 9


def test_red_figures_under_a_seal_are_read() -> None:
    def figure(canvas: Canvas) -> None:
        canvas.setFillColor(red)
        say("88.00", 150, 143)(canvas)
        canvas.setFillColor(black)

    page = read(pdf(together(figure, TABLE, ring(red, say("财政局", 130, 186)))))
    assert lines(page) == [*TEXT, "88.00"]
    assert page.hidden_chars == 3


def test_text_in_a_black_frame_of_curves_is_read() -> None:
    page = read(pdf(together(say("合计12.30", 130, 186), ring(black, say("备注", 130, 170)))))
    assert lines(page) == ["合计12.30", "备注"]


@pytest.mark.parametrize("angle", [90, 270, 180])
def test_a_page_number_that_stands_another_way_than_the_page(angle: int) -> None:
    """As on the turned pages of a document whose page numbers are not turned."""

    def number(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(55, 200)
        canvas.rotate(angle)
        say("4", 0, 0)(canvas)
        canvas.restoreState()

    page = read(pdf(together(TABLE, number)))
    assert lines(page) == TEXT
    assert page.hidden_chars == 1


def pale(text: str, x: float, y: float, size: float, grey: float = 0.8) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        say(text, x, y, size)(canvas)
        canvas.setFillGray(0)

    return draw


def transparent(text: str, x: float, y: float, size: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillAlpha(0.5)
        say(text, x, y, size)(canvas)
        canvas.setFillAlpha(1)

    return draw


@pytest.mark.parametrize("mark", [pale("征求意见稿", 60, 190, 30), transparent("征求意见稿", 60, 190, 30)])
def test_an_upright_watermark_across_the_print(mark: Draw) -> None:
    for draw in (together(mark, TABLE), together(TABLE, mark)):
        page = read(pdf(draw))
        assert lines(page) == TEXT
        assert page.hidden_chars == 5


def test_a_pale_heading_is_read() -> None:
    page = read(pdf(together(pale("收入支出决算总表", 60, 275, 18, 0.6), TABLE)))
    assert lines(page) == ["收入支出决算总表", *TEXT]


def test_a_slanted_watermark_between_figures_takes_none_with_it() -> None:
    """Characters of the page that are painted between those of a watermark are of the page."""

    def mark(char: str, x: float) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            canvas.setFillGray(0.8)
            canvas.translate(x, 150 + x / 2)
            canvas.rotate(math.degrees(math.atan(0.5)))
            canvas.setFont(EMBEDDED, 20)
            canvas.drawString(0, 0, char)
            canvas.restoreState()

        return draw

    parts = [part for n in range(6) for part in (mark("内部资料请勿"[n], 60 + 30 * n), say(TEXT[n], 60, 260 - 20 * n))]
    page = read(pdf(together(*parts)))
    assert lines(page) == TEXT
    assert page.hidden_chars == 6


@pytest.mark.parametrize("over", [ring(SEAL_RED, say("财政局", 130, 186)), pale("征求意见稿", 60, 190, 30)])
def test_running_text_is_without_what_lies_over_it(over: Draw) -> None:
    """A page that is not worth reading character by character."""
    reader = open_pdf(pdf(together(TABLE, over)))
    page = reader.read(1, lambda *_: False)
    reader.close()
    assert page.text.splitlines() == TEXT


def test_a_watermark_across_lines_of_an_empty_table() -> None:
    def grid(canvas: Canvas) -> None:
        for k in range(5):
            canvas.line(50, 130 - 20 * k, 350, 130 - 20 * k)

    page = read(pdf(together(TABLE, grid, pale("征求意见稿", 60, 75, 30))))
    assert lines(page) == TEXT
    assert page.hidden_chars == 5


@pytest.mark.parametrize(("text", "noticed"), [("1,234.50", ("1,234.50",)), ("2024.09.30", ()), ("征求意见稿", ())])
def test_a_figure_set_aslant_is_noticed(text: str, noticed: tuple[str, ...]) -> None:
    """It is not read, but a watermark it is not."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(60, 200)
        canvas.rotate(7)
        canvas.setFont(FONT, 10)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    page = read(pdf(together(say("一、教育支出", 50, 150), say("合计 12.30", 50, 100), draw)))
    assert lines(page) == ["一、教育支出", "合计12.30"]
    assert page.astray == noticed
