"""A page of an open file, as PDFium holds it."""

from __future__ import annotations

import ctypes
from functools import cached_property, partial

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.parse import raw
from extractor.parse.limits import check_pieces
from extractor.parse.objects import ObjectReader

_LETTER = (0.0, 0.0, 612.0, 792.0)
"""The page of a file that does not say how large it is."""


class Opened:
    """A page that is loaded, and its text, which is loaded when it is first asked for.

    Without `PdfPage`: what that keeps of every page takes a tenth of the time in which one is loaded.

    Raises:
        PdfiumError: it cannot be loaded.
    """

    def __init__(self, document: pdfium.PdfDocument, number: int) -> None:
        self.number = number
        self.page = pdfium_c.FPDF_LoadPage(document, number - 1)
        if not self.page:
            raise pdfium.PdfiumError("Failed to load page.")
        self.handle = raw.handle(self.page)

    @cached_property
    def text(self) -> raw.Handle:
        found: raw.Handle = raw.load_text(self.handle)
        if not found:
            raise pdfium.PdfiumError("Failed to load text page.")
        return found

    @cached_property
    def objects(self) -> ObjectReader:
        """What is drawn on it, as it lies; kept, for some pages are read twice."""
        return ObjectReader(self.handle, visible_box(self.page), partial(check_pieces, self.number))

    def close(self) -> None:
        if "text" in self.__dict__:
            raw.close_text(self.text)
        pdfium_c.FPDF_ClosePage(self.page)


def visible_box(page: pdfium_c.FPDF_PAGE) -> tuple[float, float, float, float]:
    """The crop box cut to the media box, which is what a viewer shows; either may be one that the page inherits.

    PDFium's calls for the single boxes see only what the page itself says, not what it inherits.
    """
    box = pdfium_c.FS_RECTF()
    if pdfium_c.FPDF_GetPageBoundingBox(page, box) and box.right - box.left >= 1 and box.top - box.bottom >= 1:
        return box.left, box.bottom, box.right, box.top
    edges = [ctypes.c_float(edge) for edge in _LETTER]
    pdfium_c.FPDFPage_GetMediaBox(page, *map(ctypes.byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top
