"""Fonts that a file names and does not hold: the boxes are the file's, whatever fonts the machine has."""

from __future__ import annotations

import itertools

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extractor.parse.fonts import system_fonts
from extractor.parse.picture import render_page
from tests.parse.build import FONT, lines, pdf, read, say, together

TEXT = "年初结转Amounts1,234.56"


def test_a_box_is_as_wide_as_the_file_says() -> None:
    chars = read(pdf(say(TEXT))).chars
    assert "".join(char.text for char in chars) == TEXT
    for char in chars:
        width = pdfmetrics.stringWidth(char.text, FONT, 10)
        assert char.x1 - char.x0 == pytest.approx(width, abs=0.01), char.text
    for one, other in itertools.pairwise(chars):
        assert other.x0 == pytest.approx(one.x1, abs=0.01)


def test_all_characters_of_a_font_are_of_one_height() -> None:
    chars = read(pdf(say(TEXT))).chars
    assert len({(round(char.top, 3), round(char.bottom, 3)) for char in chars}) == 1
    assert chars[0].top < chars[0].baseline < chars[0].bottom


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_follow_the_text_matrix(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(200, 150)
        canvas.rotate(turn)
        canvas.scale(1, 1.2)
        canvas.setFont(FONT, 10)
        canvas.drawString(-70, 0, "收入支出决算总表收入支出决算")

    page = read(pdf(draw))
    assert page.turned == turn
    assert len(page.chars) == 14
    for char in page.chars:
        assert char.x1 - char.x0 == pytest.approx(10, abs=0.01)
        assert char.bottom - char.top == pytest.approx(12.276, abs=0.01)


def test_a_character_alone_is_read() -> None:
    """PDFium drops a text whose only glyph is empty, as all Chinese ones are in the font it brings itself."""
    assert [char.text for char in read(pdf(together(say("元"), say("月", y=150)))).chars] == ["元", "月"]


def test_reading_is_the_same_while_pictures_are_drawn_with_the_fonts_of_the_machine() -> None:
    data = pdf(say(TEXT))
    before = read(data)
    render_page(data, 1)
    assert read(data) == before
    with system_fonts():
        assert read(data).chars == before.chars


@pytest.mark.parametrize("size", [6.0, 10.0])
def test_digits_of_full_width_in_a_font_that_is_not_embedded_are_read(size: float) -> None:
    page = read(pdf(say("１２３４５６７８９０．０５", size=size)))
    assert lines(page) == ["１２３４５６７８９０．０５"]
    assert page.unread == ()
