"""Tables that are pictures on pages of text: what is typed comes from the file, what is pasted from the picture."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

pytest.importorskip("cv2")

from extractor.document.reading import read_bytes
from extractor.parse import open_pdf
from extractor.scan.reader import ScanReader
from extractor.scan.scanned import ScannedPages
from tests.conftest import in_slow_set
from tests.parse.build import EMBEDDED, FONT, pdf
from tests.scan.degrade import rendered
from tests.scan.test_reading import INCOME, figures, pages

DPI = 150
SIZE = (842, 595)


@pytest.fixture(scope="module")
def table() -> Image.Image:
    """The ruled part of an income table."""
    picture = rendered(pages(INCOME), 1, DPI)
    height = picture.shape[0]
    return Image.fromarray(picture[int(0.17 * height) : int(0.92 * height)])


def engines(data: bytes) -> list[str]:
    scanned = ScannedPages(data)
    reader = ScanReader(open_pdf(data), scanned)
    try:
        return [reader.read(number).engine for number in range(1, reader.page_count + 1)]
    finally:
        reader.close()


@pytest.mark.parametrize("font", [EMBEDDED, FONT])
@pytest.mark.parametrize("width", [800, *in_slow_set(330)])
def test_a_title_that_is_typed_over_a_picture_of_any_size(table: Image.Image, font: str, width: int) -> None:
    """In a font that is not in the file, too, which another machine shows as it can."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 14)
        canvas.drawString(320, 560, "2023年度收入决算表")
        canvas.drawInlineImage(table, 20, 40, width, width * table.height / table.width)

    read = read_bytes(pdf(draw, size=SIZE), "x.pdf")
    assert read["T02"].title_printed == "收入决算表"
    if width == 800:
        assert figures(read) == figures(read_bytes(pages(INCOME), "x.pdf"))
        assert {figure.engine for _, figure in read["T02"].figures} == {"ocr"}


def test_a_picture_that_did_not_fit_under_its_title(table: Image.Image) -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont(EMBEDDED, 14)
        canvas.drawString(320, 60, "2023年度收入决算表")

    def picture(canvas: Canvas) -> None:
        canvas.setFont(EMBEDDED, 9)
        canvas.drawString(410, 20, "第 2 页")
        canvas.drawInlineImage(table, 20, 40, 800, 800 * table.height / table.width)

    read = read_bytes(pdf(title, picture, size=SIZE), "x.pdf")
    assert figures(read) == figures(read_bytes(pages(INCOME), "x.pdf"))


def test_a_photograph_beside_text_is_no_table() -> None:
    ramp = np.add.outer(np.arange(300), np.arange(400)) % 256
    photograph = Image.fromarray(ramp.astype(np.uint8))

    def draw(canvas: Canvas) -> None:
        canvas.setFont(EMBEDDED, 12)
        canvas.drawString(60, 560, "收入决算表")
        canvas.drawString(
            60, 530, "本部门没有此项收入，故本表为空。下图为新建成的城市公园，占地三十亩，全年接待游人十万。"
        )
        canvas.drawInlineImage(photograph, 60, 40, 600, 450)

    assert engines(pdf(draw, size=SIZE)) == ["pdfium"]


def test_a_typed_table_beside_a_picture_is_typed(table: Image.Image) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(EMBEDDED, 12)
        canvas.drawString(60, 570, "收入决算表")
        for k in range(8):
            canvas.line(60, 550 - 20 * k, 780, 550 - 20 * k)
            canvas.drawString(600, 535 - 20 * k, f"{k}.00")
        canvas.drawInlineImage(table, 60, 40, 600, 300)

    assert engines(pdf(draw, size=SIZE)) == ["pdfium"]
