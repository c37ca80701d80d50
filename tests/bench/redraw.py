"""A document printed again from what was seen of it, so that one figure of a real page can be changed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractor.model import Box, Page
from extractor.parse import open_pdf

_FONT = "STSong-Light"


def pages_of(data: bytes) -> list[Page]:
    """Every page of a PDF with all its characters and rulings, upright."""
    reader = open_pdf(data)
    try:
        return [reader.read(number) for number in range(1, reader.page_count + 1)]
    finally:
        reader.close()


def redraw(pages: Sequence[Page], changes: Mapping[tuple[int, Box], str] | None = None) -> bytes:
    """The pages as a new PDF.

    Args:
        pages: as `pages_of` gives them.
        changes: what to print instead of the characters in a box of a page, one sign for each.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    target = io.BytesIO()
    canvas = Canvas(target, invariant=True)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        for line in page.rulings:
            canvas.setLineWidth(max(line.thickness, 0.3))
            canvas.line(line.x0, page.height - line.top, line.x1, page.height - line.bottom)
        own = {box: text for (number, box), text in (changes or {}).items() if number == page.number}
        _text(canvas, page, own)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _text(canvas: Canvas, page: Page, own: Mapping[Box, str]) -> None:
    new: dict[int, str] = {}
    for box, text in own.items():
        inside = [k for k, char in enumerate(page.chars) if _within(char.x0, char.x1, char.baseline, box)]
        inside.sort(key=lambda k: page.chars[k].x0)
        if len(inside) != len(text):
            raise ValueError(f"page {page.number}: {len(inside)} characters in the box of {text!r}")
        new.update(zip(inside, text, strict=True))
    for k, char in enumerate(page.chars):
        # The loose box is as high as the line; type of two thirds of it never touches a rule or a neighbour.
        size = max(4.0, min(char.size, 1.15 * (char.x1 - char.x0) if not char.text.isascii() else char.size) * 0.8)
        canvas.setFont(_FONT, size)
        canvas.drawString(char.x0, page.height - char.baseline, new.get(k, char.text))


def _within(x0: float, x1: float, baseline: float, box: Box) -> bool:
    return box.x0 - 0.5 <= (x0 + x1) / 2 <= box.x1 + 0.5 and box.top - 1 <= baseline <= box.bottom + 1
