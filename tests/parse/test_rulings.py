"""Drawn things to rulings: strokes, thin boxes, pictures one pixel thick; and what is no ruling."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.colors import black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from extractor.model import Engine, Page
from extractor.parse.geometry import is_rectangle
from tests.parse.build import lines, pdf, read, say


def rounded(page: Page) -> list[tuple[float, ...]]:
    """(x0, top, x1, bottom) of every ruling, in whole points."""
    return sorted((round(r.x0), round(r.top), round(r.x1), round(r.bottom)) for r in page.rulings)


def line(canvas: Canvas) -> None:
    canvas.line(50, 200, 350, 200)


def thin_box(canvas: Canvas) -> None:
    canvas.rect(50, 199.75, 300, 0.5, stroke=0, fill=1)


def thick_bar(canvas: Canvas) -> None:
    canvas.rect(50, 198, 300, 4, stroke=0, fill=1)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (300, 1), (0, 0, 0))), 50, 199.5, 300, 1)


def in_a_path(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(50, 200)
    path.lineTo(350, 200)
    canvas.drawPath(path)


def mirrored(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.transform(1, 0, 0, -1, 0, 300)
    canvas.line(350, 100, 50, 100)
    canvas.restoreState()


@pytest.mark.parametrize("draw", [line, thin_box, thick_bar, picture, in_a_path, mirrored], ids=lambda f: f.__name__)
def test_one_line_however_it_is_drawn(draw: Callable[[Canvas], None]) -> None:
    assert rounded(read(pdf(draw))) == [(50, 100, 350, 100)]


@pytest.mark.parametrize("draw", [line, thin_box, in_a_path], ids=lambda f: f.__name__)
def test_the_second_reader_sees_the_same(draw: Callable[[Canvas], None]) -> None:
    assert rounded(read(pdf(draw), engine="pdfplumber")) == [(50, 100, 350, 100)]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_the_sides_of_a_stroked_box(engine: Engine) -> None:
    page = read(pdf(lambda canvas: canvas.rect(50, 100, 300, 100)), engine=engine)
    assert rounded(page) == [(50, 100, 50, 200), (50, 100, 350, 100), (50, 200, 350, 200), (350, 100, 350, 200)]


def test_backgrounds_are_no_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(50, 100, 300, 100, stroke=0, fill=1)

    assert read(pdf(draw)).rulings == ()


def test_slanting_and_curved_strokes_are_no_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(50, 50, 350, 250)
        canvas.circle(200, 150, 60)

    assert read(pdf(draw)).rulings == ()


def test_slightly_skew_lines_are_rulings() -> None:
    page = read(pdf(lambda canvas: canvas.line(50, 200, 350, 201)))
    assert len(page.rulings) == 1
    assert page.rulings[0].horizontal


def test_white_lines_are_counted_and_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(white)
        canvas.line(50, 250, 350, 250)
        canvas.setStrokeColor(black)
        line(canvas)

    page = read(pdf(draw))
    assert rounded(page) == [(50, 100, 350, 100)]
    assert page.hidden_rulings == 1


def test_white_lines_on_a_shade_are_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.87, 0.9, 0.94)
        canvas.rect(40, 100, 320, 150, stroke=0, fill=1)
        canvas.setStrokeColor(white)
        canvas.line(50, 200, 350, 200)
        canvas.line(50, 50, 350, 50)

    assert rounded(read(pdf(draw))) == [(50, 100, 350, 100)]


def test_of_a_clipped_line_what_the_clip_leaves() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(100, 150, 100, 100)
        canvas.clipPath(path, stroke=0, fill=0)
        line(canvas)
        canvas.line(50, 50, 350, 50)
        canvas.restoreState()

    page = read(pdf(draw))
    assert rounded(page) == [(100, 100, 200, 100)]
    assert page.hidden_rulings == 1


def test_lines_and_text_of_a_form_are_where_it_is_placed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        say("合计", 10, 10, 20)(canvas)
        canvas.line(0, 0, 200, 0)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(50, 100)
        canvas.scale(0.5, 0.5)
        canvas.doForm("table")
        canvas.restoreState()

    page = read(pdf(draw))
    assert rounded(page) == [(50, 200, 150, 200)]
    assert [(c.text, round(c.x0), round(c.baseline), round(c.x1 - c.x0)) for c in page.chars] == [
        ("合", 55, 195, 10),
        ("计", 65, 195, 10),
    ]


def test_how_much_of_a_page_pictures_cover() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (10, 10), (90, 90, 90))), 0, 0, 200, 150)

    assert read(pdf(draw)).image_share == pytest.approx(0.25, abs=0.01)


def star(canvas: Canvas, x: float, y: float, size: float = 20) -> None:
    """Closes round slanting lines, as the outlines of characters do; its arms are level."""
    path = canvas.beginPath()
    path.moveTo(x, y)
    for dx, dy in ((size, 0), (size, 3), (size / 2, 6), (size / 2, size), (0, size)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)


def test_outlines_of_characters_are_no_rulings() -> None:
    """Printers that know no bold stroke the outlines of its characters."""

    def title(canvas: Canvas) -> None:
        for k in range(12):
            star(canvas, 50 + 25 * k, 250)

    page = read(pdf(lambda canvas: (title(canvas), line(canvas))))
    assert rounded(page) == [(50, 100, 350, 100)]


def test_outlines_of_square_characters_are_no_rulings() -> None:
    def comb(canvas: Canvas) -> None:
        """As 出: no side slants, but there are more of them than two cells have."""
        path = canvas.beginPath()
        path.moveTo(200, 250)
        for x, y in ((12, 0), (12, 12), (9, 12), (9, 3), (7, 3), (7, 12), (5, 12), (5, 3), (3, 3), (3, 12), (0, 12)):
            path.lineTo(200 + x, 250 + y)
        path.close()
        canvas.drawPath(path, stroke=1, fill=0)

    page = read(pdf(lambda canvas: (comb(canvas), line(canvas))))
    assert rounded(page) == [(50, 100, 350, 100)]


def test_a_diagonal_in_a_head_takes_no_lines_with_it() -> None:
    def table(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for y in (200, 180, 160):
            path.moveTo(50, y)
            path.lineTo(350, y)
        for x in (50, 350):
            path.moveTo(x, 200)
            path.lineTo(x, 160)
        path.moveTo(50, 200)
        path.lineTo(110, 180)
        canvas.drawPath(path)

    assert len(read(pdf(table)).rulings) == 5


def test_a_box_with_rounded_corners_is_a_box() -> None:
    page = read(pdf(lambda canvas: canvas.roundRect(50, 150, 60, 40, 4)))
    assert rounded(page) == [(50, 114, 50, 146), (54, 110, 106, 110), (54, 150, 106, 150), (110, 114, 110, 146)]


def rectangle(path: PDFPathObject, x0: float, y0: float, x1: float, y1: float) -> None:
    path.moveTo(x0, y0)
    for x, y in ((x1, y0), (x1, y1), (x0, y1)):
        path.lineTo(x, y)
    path.close()


def test_a_frame_filled_around_a_rectangle_is_four_lines() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        rectangle(path, 40, 100, 300, 200)
        rectangle(path, 41, 101, 299, 199)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    page = read(pdf(draw))
    assert len(page.rulings) == 4
    assert {line.horizontal for line in page.rulings} == {True, False}
    assert all(line.length >= 99 for line in page.rulings)
    assert page.fills == ()


def test_rectangles_of_one_path_are_backgrounds() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.4)
        path = canvas.beginPath()
        rectangle(path, 40, 100, 140, 120)
        rectangle(path, 140, 100, 240, 120)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(50, 106, "2006")

    page = read(pdf(draw))
    assert page.rulings == ()
    assert [round(box.width) for box in page.fills] == [100, 100]
    assert lines(page) == ["2006"]


def test_a_rectangle_is_one_wherever_its_corners_would_be_rounded_to() -> None:
    noisy = [(334.75, 431.25), (514.25, 431.2499999), (514.2500001, 449.65), (334.7499999, 449.6500001)]
    assert is_rectangle(noisy) and is_rectangle([*noisy, noisy[0]])
    assert not is_rectangle([(0, 0), (10, 0), (10, 5), (0.5, 5)])
    assert not is_rectangle([(0, 0), (10, 0), (0, 0), (10, 0)])


def on_ground(canvas: Canvas, ground: float, paper: float, rows: int = 2) -> None:
    """Cells of 99 by 19 points with gaps of one point, painted on one box."""
    canvas.setFillGray(ground)
    canvas.rect(50, 100, 201, 20 * rows + 1, stroke=0, fill=1)
    canvas.setFillGray(paper)
    for row in range(rows):
        for x in (51, 151):
            canvas.rect(x, 101 + 20 * row, 99, 19, stroke=0, fill=1)


@pytest.mark.parametrize(("ground", "paper"), [(0, 1), (0.4, 0.9)])
def test_what_shows_of_a_dark_ground_between_its_cells_is_lines(ground: float, paper: float) -> None:
    page = read(pdf(lambda canvas: on_ground(canvas, ground, paper)))
    upright = {round(r.x0) for r in page.rulings if not r.horizontal}
    level = {round(r.top) for r in page.rulings if r.horizontal}
    assert (len(upright), len(level)) == (3, 3)
    assert {round(r.thickness) for r in page.rulings} == {1}


@pytest.mark.parametrize(("ground", "paper", "rows"), [(0.9, 1, 2), (0, 1, 1), (1, 0, 2)])
def test_pale_grounds_two_boxes_on_a_dark_one_and_dark_cells_are_none(ground: float, paper: float, rows: int) -> None:
    assert not read(pdf(lambda canvas: on_ground(canvas, ground, paper, rows))).rulings
