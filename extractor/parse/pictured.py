"""Small pictures that show print where the text of a page has none: a figure may be pasted into a blank cell."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from extractor.parse.frame import Frame
from extractor.parse.geometry import Rect, inside
from extractor.parse.glyphs import Glyph

_HIGH, _WIDE = (4.0, 30.0), (3.0, 160.0)
"""Points; a picture of one figure is within these."""
_SCALE = 3.0
_DARK, _GREY = 128, 60
"""Levels of 255 below which a pixel is ink, and by which its colours may be apart: seals and stamps are no print."""
_RULE = 0.6
"""Share of a row or column of pixels that is ink where a line runs along it."""
_INK = (0.01, 0.7)
"""Share of a picture that is ink where it shows print."""


def pictured(
    document: pdfium.PdfDocument, number: int, pictures: Sequence[Rect], glyphs: Sequence[Glyph], shown: Frame
) -> list[Rect]:
    """The small pictures that show print, and on which no text stands: of text the page as it looks decides anyway.

    Args:
        document: open.
        number: of the page, from 1.
        pictures: where there are any, in the PDF's coordinates.
        glyphs: the characters of the page.
        shown: the page as a viewer shows it.
    """
    small = [box for box in pictures if _is_small(box)]
    if not small:
        return []
    middles = [((g[2] + g[4]) / 2, (g[3] + g[5]) / 2) for g in glyphs]
    bare = [box for box in small if not any(inside(box, middle) for middle in middles)]
    return [box for box in bare if _shows_print(document, number, box, shown)]


def _is_small(box: Rect) -> bool:
    short, long = sorted((box[2] - box[0], box[3] - box[1]))
    return _HIGH[0] <= short <= _HIGH[1] and _WIDE[0] <= long <= _WIDE[1]


def _shows_print(document: pdfium.PdfDocument, number: int, box: Rect, shown: Frame) -> bool:
    x0, top, x1, bottom = shown.placer()(*box)
    crop = (max(0.0, x0), max(0.0, shown.height - bottom), max(0.0, shown.width - x1), max(0.0, top))
    if crop[0] + crop[2] >= shown.width - 1 or crop[1] + crop[3] >= shown.height - 1:
        return False  # off the page
    page = document[number - 1]
    try:
        pixels = page.render(scale=_SCALE, crop=crop, may_draw_forms=False, rev_byteorder=True).to_numpy()[..., :3]
    finally:
        page.close()
    darkest, palest = pixels.min(axis=2).astype(int), pixels.max(axis=2).astype(int)
    ink = (palest < _DARK) & (palest - darkest < _GREY)
    # The table's own rules may run across it.
    ink = ink[ink.mean(axis=1) < _RULE][:, ink.mean(axis=0) < _RULE]
    return bool(ink.size) and _INK[0] <= float(ink.mean()) <= _INK[1]
