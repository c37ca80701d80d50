"""Pages whose letters are drawn and not written."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from extractor.parse.drawn import is_drawn_writing
from extractor.scan.reader import is_picture
from tests.parse.build import EMBEDDED, pdf, read, say, together

LETTERS = [(40.0 + 9 * k, 200.0 - 15 * row, 48.0 + 9 * k, 208.0 - 15 * row) for row in range(4) for k in range(25)]


def rounded(canvas: Canvas) -> None:
    for x0, y0, x1, y1 in LETTERS:
        path = canvas.beginPath()
        path.moveTo(x0, y0)
        path.curveTo(x0, y1, x1, y1, x1, y0)
        path.lineTo(x0, y0)
        canvas.drawPath(path, stroke=0, fill=1)


def test_many_marks_as_high_as_letters_are_writing() -> None:
    assert is_drawn_writing(LETTERS, 0, 400.0)
    assert not is_drawn_writing(LETTERS[:20], 0, 400.0)


def test_an_emblem_beside_a_typed_title_is_no_writing() -> None:
    assert not is_drawn_writing([(x / 9, y / 9, u / 9 + 3, v / 9 + 3) for x, y, u, v in LETTERS], 0, 400.0)
    assert not is_drawn_writing(LETTERS, 40, 400.0)


def test_a_page_of_drawn_letters_is_read_from_its_picture() -> None:
    page = read(pdf(together(rounded, say("第 3 页", y=10, font=EMBEDDED))))
    assert page.image_share == 1.0
    assert is_picture(page)


def test_a_page_of_typed_letters_is_not() -> None:
    page = read(pdf(together(rounded, *(say("本年收入决算总表合计", y=20 + 12 * k, font=EMBEDDED) for k in range(8)))))
    assert page.image_share == 0.0
    assert not is_picture(page)
