"""A page as a picture, for people to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium

from extractor.errors import DamagedError, EncryptedError
from extractor.parse.fonts import system_fonts
from extractor.parse.user_unit import user_units

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


class Shown(NamedTuple):
    """A page as it is shown."""

    number: int
    """From 1."""
    width: float
    """Points, as boxes on it are."""
    height: float
    draw: Callable[[], Image | None]
    """Draws it, while the document is open: an RGB picture; None of a page that is damaged."""


_A4 = (595.0, 842.0)
"""The size of a page that cannot be loaded."""


def shown_pages(data: bytes, password: str | None = None, *, scale: float = 2.0, most: int = 2400) -> Iterator[Shown]:
    """Every page of a PDF, to be drawn or not.

    Args:
        data: the PDF.
        password: the opening password, where the file has one.
        scale: pixels a point.
        most: pixels that the longer side may have.

    Raises:
        EncryptedError, DamagedError: it cannot be opened.
    """
    units = user_units(data, password)
    with system_fonts():
        try:
            document = pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            if b"/Encrypt" in data:
                raise EncryptedError("口令不正确" if password else "文件已加密，没有口令无法打开") from error
            raise DamagedError("PDF 已损坏，无法打开") from error
        try:
            for number in range(1, len(document) + 1):
                yield _shown(document, number, units.get(number, 1.0), scale, most)
        finally:
            document.close()


def _shown(document: pdfium.PdfDocument, number: int, unit: float, scale: float, most: int) -> Shown:
    try:
        width, height = document.get_page_size(number - 1)
    except pdfium.PdfiumError:
        return Shown(number, *_A4, lambda: None)
    fit = min(scale * unit, most / max(width, height, 1.0))

    def draw() -> Image | None:
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            return None
        picture: Image = page.render(scale=fit, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
        return picture

    return Shown(number, width * unit, height * unit, draw)
