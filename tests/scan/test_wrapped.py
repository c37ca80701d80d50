"""Whatever way a picture of a page was put into the PDF, the page is a scan and its pixels are found."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest

pytest.importorskip("cv2")

from extractor.document.reading import read_bytes
from extractor.parse import open_pdf
from extractor.scan import is_scan
from extractor.scan.picture import render
from tests.conftest import in_slow_set
from tests.scan.degrade import rendered
from tests.scan.test_reading import INCOME, figures, pages
from tests.scan.wrap import WRAPS, jpeg, page

DPI = 200


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    return rendered(pages(INCOME), 1, DPI)


@pytest.mark.parametrize("way", WRAPS)
def test_the_page_is_a_scan(way: str, picture: np.ndarray) -> None:
    """Whether its text is looked at or passed over."""
    for wanted in (None, lambda *_: False):
        reader = open_pdf(WRAPS[way](picture, DPI))
        try:
            assert is_scan(reader.read(1, wanted))
        finally:
            reader.close()


@pytest.mark.parametrize("way", WRAPS)
def test_and_is_seen_as_large_as_its_paper(way: str, picture: np.ndarray) -> None:
    document = pdfium.PdfDocument(io.BytesIO(WRAPS[way](picture, DPI)))
    seen = render(document, 1)
    document.close()
    assert seen.dpi == pytest.approx(DPI, rel=0.01)
    height, width = picture.shape[:2]
    assert seen.pixels.shape[:2] == (pytest.approx(height, abs=20), pytest.approx(width, abs=20))


@pytest.mark.parametrize("way", ["pixels as points", *in_slow_set("layered", "stamped")])
def test_and_is_read(way: str, picture: np.ndarray) -> None:
    pytest.importorskip("onnxruntime")
    text = read_bytes(pages(INCOME), "x.pdf")
    data = WRAPS[way](picture, DPI)
    read = read_bytes(data, "x.pdf")
    assert figures(read) == figures(text)
    reader = open_pdf(data)
    shown = reader.read(1)
    reader.close()
    larger = shown.width * shown.user_unit / 842
    for (_, seen), (_, true) in zip(read["T02"].figures, text["T02"].figures, strict=True):
        if seen.printed:
            assert seen.box.mid_x / larger == pytest.approx(true.box.mid_x, abs=8)
            assert seen.box.mid_y / larger == pytest.approx(true.box.mid_y, abs=8)


def test_text_over_a_background_is_read_as_text(picture: np.ndarray) -> None:
    """A page of text on a picture, as leaflets have it, is no scan."""
    words = b"".join(
        b"BT /F1 9 Tf 60 %d Td (the quick brown fox jumps over the lazy dog) Tj ET\n" % y for y in (300, 200)
    )
    paper = np.full_like(picture, 230)
    data = page([jpeg(paper)], b"q 842 0 0 595 0 0 cm /I0 Do Q\n" + words, (842, 595))
    reader = open_pdf(data)
    try:
        assert not is_scan(reader.read(1))
    finally:
        reader.close()
