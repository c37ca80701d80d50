"""What is in the file but cannot be seen on the page is counted and not read; what can be seen is read."""

from __future__ import annotations

import pytest
from PIL import Image
from reportlab.lib.colors import Color, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.language.text import UNREADABLE
from extractor.parse import open_pdf
from tests.parse.build import FONT, Draw, lines, pdf, read, say, together

SEEN = say("合计 12.30", 50, 100)


def in_mode(text: str, mode: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        show = canvas.beginText(50, 200)
        show.setFont(FONT, 10)
        show.setTextRenderMode(mode)
        show.textOut(text)
        show.setTextRenderMode(0)
        canvas.drawText(show)

    return draw


def coloured(color: Color, inner: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(color)
        inner(canvas)
        canvas.setFillColor(black)

    return draw


def box(canvas: Canvas) -> None:
    canvas.rect(40, 190, 120, 30, stroke=0, fill=1)


def picture(mode: str, color: tuple[int, ...]) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new(mode, (12, 3), color)), 40, 190, 120, 30, mask="auto")

    return draw


def clipped_to(x1: float, inner: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(40, 190, x1 - 40, 30)
        canvas.clipPath(path, stroke=0, fill=0)
        inner(canvas)
        canvas.restoreState()

    return draw


def slanted(text: str, angle: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(120, 130)
        canvas.rotate(angle)
        say(text, 0, 0, 20)(canvas)
        canvas.restoreState()

    return draw


def faint(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.15)
    say("888.88")(canvas)
    canvas.setFillAlpha(1)


def transparent_box(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 1, 0, alpha=0.3))
    box(canvas)
    canvas.setFillColor(black)


HIDDEN = {
    "invisible": in_mode("888.88", 3),
    "clip only": in_mode("888.88", 7),
    "white": coloured(white, say("888.88")),
    "nearly white": coloured(Color(0.97, 0.97, 0.97), say("888.88")),
    "clipped away": clipped_to(45, say("888.88")),
    "off the page": say("888.88", 500, 200),
    "below the page": say("888.88", 50, -40),
    "faint": faint,
    "slanted": slanted("888.88", 30),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_text(name: str) -> None:
    page = read(pdf(together(SEEN, HIDDEN[name])))
    assert lines(page) == ["合计12.30"]
    assert page.hidden_chars == 6


@pytest.mark.parametrize("color", [white, black, Color(0.8, 0.8, 0.8)], ids=["white", "black", "grey"])
def test_covered_text(color: Color) -> None:
    """A box painted over it afterwards: a correction or a redaction."""
    page = read(pdf(together(say("888.88"), coloured(color, box), SEEN)))
    assert lines(page) == ["合计12.30"]
    assert page.hidden_chars == 6


def test_text_under_an_opaque_picture() -> None:
    page = read(pdf(together(say("888.88"), picture("RGB", (200, 200, 200)), SEEN)))
    assert lines(page) == ["合计12.30"]
    assert page.hidden_chars == 6


SHOWN = {
    "white on dark": together(coloured(Color(0.1, 0.2, 0.5), box), coloured(white, say("888.88"))),
    "on a white box": together(coloured(white, box), say("888.88")),
    "on a grey box": together(coloured(Color(0.9, 0.9, 0.9), box), say("888.88")),
    "on a picture": together(picture("RGB", (230, 230, 230)), say("888.88")),
    "white on a dark picture": together(picture("RGB", (20, 20, 90)), coloured(white, say("888.88"))),
    "under a highlighter": together(say("888.88"), transparent_box),
    "under a seal with a transparent ground": together(say("888.88"), picture("RGBA", (200, 0, 0, 40))),
    "outlined": in_mode("888.88", 1),
    "filled and outlined": in_mode("888.88", 2),
    "inside its clip": clipped_to(160, say("888.88")),
    "red": coloured(Color(0.8, 0, 0), say("888.88")),
    "light grey": coloured(Color(0.7, 0.7, 0.7), say("888.88")),
}


@pytest.mark.parametrize("name", SHOWN)
def test_text_that_can_be_seen_is_read(name: str) -> None:
    page = read(pdf(together(SHOWN[name], SEEN)))
    assert lines(page) == ["888.88", "合计12.30"]
    assert page.hidden_chars == 0


def test_of_text_cut_by_a_clip_the_visible_part_is_read() -> None:
    page = read(pdf(clipped_to(80.5, say("收入支出决算表", 50, 200))))
    assert lines(page) == ["收入支"]
    assert page.hidden_chars == 4


def test_a_figure_cut_by_a_clip_is_not_another_figure() -> None:
    (seen,) = lines(read(pdf(clipped_to(80.5, say("12345678", 50, 200)))))
    assert seen.startswith("12345")
    assert UNREADABLE in seen


def test_a_watermark_over_a_table_is_not_read_into_it() -> None:
    page = read(pdf(together(slanted("内部资料请勿外传", 30), slanted("征求意见稿", -45), SEEN)))
    assert lines(page) == ["合计12.30"]
    assert page.hidden_chars == 13


@pytest.mark.parametrize("name", ["white", "nearly white", "off the page", "below the page", "slanted"])
def test_the_second_reader_leaves_out_what_it_can_know(name: str) -> None:
    page = read(pdf(together(SEEN, HIDDEN[name])), engine="pdfplumber")
    assert lines(page) == ["合计12.30"]
    assert page.hidden_chars == 6


@pytest.mark.parametrize(
    ("x", "printed"), [(374, "123.45"), (377, "123.4�"), (380, "123.4�"), (386, "123�"), (-3, "�23.45")]
)
def test_a_number_that_the_edge_of_the_page_cuts_is_not_read_as_what_is_left_of_it(x: float, printed: str) -> None:
    """In silence 123.4 would be another number; digits are half as wide as high."""
    chars = read(pdf(say("123.45", x, size=10, font="Helvetica"), size=(404.0, 300.0))).chars
    assert "".join(char.text for char in chars) == printed
    assert all(0 <= (char.x0 + char.x1) / 2 <= 404 for char in chars)


def test_running_text_beyond_the_edges_of_a_page_is_not_read() -> None:
    """Qt writes a paragraph whole on every page that shows some of it."""
    prose = [say(f"第{k}项的支出决算按规定用途全部列支", 50, 250 - 20 * k) for k in range(6)]
    in_order = pdf(together(say("上一页末行的支出决算数", 50, 330), *prose, say("页外的脚注", 50, -40)))
    askew = pdf(together(*reversed(prose), say("上一页末行的支出决算数", 50, 330), say("页外的脚注", 50, -40)))
    for data in (in_order, askew):
        reader = open_pdf(data, None, "pdfium")
        text = reader.read(1, lambda *_: False).text
        reader.close()
        assert text.count("支出决算") == 6
        assert "上一页" not in text
        assert "页外" not in text
