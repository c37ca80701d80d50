"""A turned page without a character."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter

from extractor.parse import open_pdf
from tests.parse.build import pdf


def test_a_turned_page_without_text_has_none() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(lambda canvas: canvas.rect(100, 100, 50, 50)))))
    writer.pages[0].rotate(90)
    out = io.BytesIO()
    writer.write(out)
    reader = open_pdf(out.getvalue())
    try:
        page = reader.read(1)
    finally:
        reader.close()
    assert (page.text.strip(), page.chars) == ("", ())
