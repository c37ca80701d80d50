from __future__ import annotations

import io

import pytest

pytest.importorskip("cv2")

import pypdfium2 as pdfium
from PIL import Image

from extractor.scan.picture import render


@pytest.mark.parametrize("turn", [0, 90])
def test_a_fax_is_drawn_by_the_finer_of_its_sides(turn: int) -> None:
    """It has 204 pixels an inch across and 98 down; with 150 both ways the strokes of small print run together."""
    page = pdfium.PdfDocument.new().new_page(*((842, 595) if turn else (595, 842)))
    document = page.pdf
    picture = io.BytesIO()
    Image.new("L", (1686, 1146), 255).save(picture, "JPEG")
    image = pdfium.PdfImage.new(document)
    image.load_jpeg(picture)
    matrix = pdfium.PdfMatrix().scale(595, 842)
    image.set_matrix(matrix.rotate(turn).translate(0, 595) if turn else matrix)
    page.insert_obj(image)
    page.gen_content()
    assert render(document, 1).dpi == 200
