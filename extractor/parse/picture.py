"""A page as a picture, for people to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from extractor.parse.fonts import system_fonts

if TYPE_CHECKING:
    from PIL.Image import Image


def render_page(data: bytes, number: int, password: str | None = None, *, scale: float = 2.0, turned: int = 0) -> Image:
    """Render one page of a PDF that can be opened.

    Args:
        data: the PDF.
        number: of the page, from 1.
        password: the opening password, where the file has one.
        scale: pixels a point.
        turned: degrees clockwise beyond what the page's own flag says (`Page.turned`).

    Returns:
        An RGB picture of the visible part of the page.
    """
    with system_fonts():
        document = pdfium.PdfDocument(data, password=password)
        try:
            page = document[number - 1]
            bitmap = page.render(scale=scale, rotation=turned, may_draw_forms=False)
            picture: Image = bitmap.to_pil().convert("RGB")
            page.close()
            return picture
        finally:
            document.close()
