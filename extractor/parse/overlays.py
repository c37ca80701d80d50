"""Text that viewers show on top of a page without its being in the page: comments typed on it, filled form fields."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_HIDDEN, _NOT_ON_SCREEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN, pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_ON_PAPER = pdfium_c.FPDF_ANNOT_FLAG_PRINT
_TEXT_IN = {pdfium_c.FPDF_ANNOT_FREETEXT: b"Contents", pdfium_c.FPDF_ANNOT_WIDGET: b"V"}
"""Where each kind keeps what it shows. Seals and signatures show no figures; links and popups show nothing."""

_UNDRAWN = frozenset(
    [
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_POLYLINE,
        pdfium_c.FPDF_ANNOT_LINE,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_CARET,
        pdfium_c.FPDF_ANNOT_FILEATTACHMENT,
        pdfium_c.FPDF_ANNOT_SOUND,
        pdfium_c.FPDF_ANNOT_MOVIE,
        pdfium_c.FPDF_ANNOT_SCREEN,
        pdfium_c.FPDF_ANNOT_THREED,
        pdfium_c.FPDF_ANNOT_RICHMEDIA,
    ]
)
"""Kinds that other viewers draw by themselves where the file has no drawing of them, and PDFium does not."""
_SHOW_NOTHING = frozenset([pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP])
_STRIKE = frozenset([pdfium_c.FPDF_ANNOT_STRIKEOUT, pdfium_c.FPDF_ANNOT_INK, pdfium_c.FPDF_ANNOT_LINE])
_DRAWING = b"AP"
_BROAD = 2.0
"""Points; the border of a link is one point broad, if it is drawn, and hides nothing."""

Place = tuple[float, float, float, float]


def overlays(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[Place]:
    """(left, bottom, right, top) of what stands over a page and is not in PDFium's picture of it, or is text with a
    digit, in the PDF's own coordinates."""
    out: list[Place] = []
    formless = pdfium_c.FPDF_GetFormType(document) == pdfium_c.FORMTYPE_NONE
    for annotation in each_annotation(page):
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium_c.FPDF_ANNOT_WIDGET and formless and pdfium_c.FPDFAnnot_HasKey(annotation, _DRAWING):
            # A field of no form, which other viewers draw.
            out.extend(place_of(annotation))
            continue
        if (kind in _UNDRAWN and not pdfium_c.FPDFAnnot_HasKey(annotation, _DRAWING)) or (
            kind == pdfium_c.FPDF_ANNOT_LINK and _pen(annotation) >= _BROAD
        ):
            out.extend(place_of(annotation))
            continue
        key = _TEXT_IN.get(kind)
        if key is None:
            continue
        text = _text(annotation, key)
        # A comment may keep its text in its drawing only, which nobody reads.
        drawn = not text and key == b"Contents" and pdfium_c.FPDFAnnot_GetObjectCount(annotation) > 0
        if drawn or any(char.isdigit() for char in text):
            out.extend(place_of(annotation))
    return out


def annotated(page: pdfium.PdfPage) -> list[Place]:
    """Where annotations that may show something stand. A link shows nothing unless it has a drawing of its own."""
    out: list[Place] = []
    for annotation in each_annotation(page):
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        shows = kind not in _SHOW_NOTHING or pdfium_c.FPDFAnnot_HasKey(annotation, _DRAWING)
        if shows:
            out.extend(place_of(annotation))
    return out


def on_paper_only(page: pdfium.PdfPage) -> bool:
    """Whether there are annotations that are shown where the page is printed, and not on the screen."""
    return any(pdfium_c.FPDFAnnot_GetFlags(annotation) & _NOT_ON_SCREEN for annotation in each_annotation(page))


def struck_out(page: pdfium.PdfPage) -> list[Place]:
    """Where comments strike text out, or a pen runs over it."""
    return [
        place
        for annotation in each_annotation(page)
        if pdfium_c.FPDFAnnot_GetSubtype(annotation) in _STRIKE
        for place in place_of(annotation)
    ]


def each_annotation(page: pdfium.PdfPage) -> Iterator[Any]:
    """PDFium's handle of every annotation of a page that is shown anywhere, each closed when the next is asked for."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            flags = pdfium_c.FPDFAnnot_GetFlags(annotation)
            if not flags & _HIDDEN and (flags & _ON_PAPER or not flags & _NOT_ON_SCREEN):
                yield annotation
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _pen(link: Any) -> float:
    """How broad the border of a link is."""
    sides = [ctypes.c_float() for _ in range(3)]
    found = pdfium_c.FPDFAnnot_GetBorder(link, *map(ctypes.byref, sides))
    return sides[2].value if found else 0.0


def place_of(annotation: Any) -> list[Place]:
    """(left, bottom, right, top) of an annotation in the PDF's own coordinates; none where it has no place."""
    box = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
        return []
    return [(box.left, box.bottom, box.right, box.top)]


def _text(annotation: object, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium_c.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace").strip()
