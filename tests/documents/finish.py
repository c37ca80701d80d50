"""What is done to a finished file: turned pages, boxes, units, pictures of pages."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdf
import pypdfium2
from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject, NameObject, NumberObject, RectangleObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents.layouts import File


def finish(data: bytes, file: File) -> bytes:
    """Apply the layout's page-level oddities; the input comes back unchanged if there are none."""
    if file.rotate == "no" and not file.crop_offset and file.user_unit == 1:
        return data
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        if file.rotate == "upright" and width > height:
            _store_turned(page, width, height)
        elif file.rotate == "flag" and width > height:
            page[NameObject("/Rotate")] = NumberObject(90)
        if file.crop_offset:
            page.mediabox = RectangleObject((-40, -30, width + 25, height + 15))
            page.cropbox = RectangleObject((0, 0, width, height))
        if file.user_unit != 1:
            page[NameObject("/UserUnit")] = FloatObject(file.user_unit)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _store_turned(page: pypdf.PageObject, width: float, height: float) -> None:
    """Keep a landscape page as a portrait one that /Rotate turns back."""
    moved(page, (0, 1, -1, 0, height, 0))
    page.mediabox = RectangleObject((0, 0, height, width))
    page.cropbox = RectangleObject((0, 0, height, width))
    page[NameObject("/Rotate")] = NumberObject(90)


def moved(page: pypdf.PageObject, matrix: Sequence[float]) -> None:
    """Move all that a page of a writer draws.

    pypdf's own way takes the content apart to put it together again: seconds, where a page has a stroke for every dot.
    """
    held = page.indirect_reference
    assert held is not None and isinstance(held.pdf, pypdf.PdfWriter)
    around = []
    for operators in (f"q {' '.join(f'{number:g}' for number in matrix)} cm\n", "\nQ"):
        stream = DecodedStreamObject()
        stream.set_data(operators.encode())
        around.append(held.pdf._add_object(stream))
    old = page.get("/Contents")
    parts = list(old) if isinstance(old, ArrayObject) else [page.raw_get("/Contents")] if old is not None else []
    page[NameObject("/Contents")] = ArrayObject([around[0], *parts, around[1]])


def as_pictures(data: bytes, dpi: int = 150) -> bytes:
    """The same pages as a scanner would give them: pictures without any text."""
    source = pypdfium2.PdfDocument(data)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in source:
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    source.close()
    return buffer.getvalue()
