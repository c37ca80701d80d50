"""A page of a PDF as a picture with even light: the paper is white everywhere, whatever the scanner or camera saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Gray = npt.NDArray[np.uint8]
"""Height x width, 0 black to 255 white."""
Colour = npt.NDArray[np.uint8]
"""Height x width x 3 (blue, green, red)."""

LOW, HIGH = 150, 200
_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels."""

    pixels: Colour
    dpi: float


def render(document: pdfium.PdfDocument, number: int, dpi: float | None = None) -> Picture:
    """Render one page.

    Args:
        document: open.
        number: of the page, from 1.
        dpi: pixels an inch; where it is None, those of the picture that covers the page, held between 150 (less
            loses characters whatever is done) and 200 (more costs time and reads no better).

    Returns:
        The visible part of the page as it is shown.
    """
    page = document[number - 1]
    try:
        dpi = dpi or min(HIGH, max(LOW, _native_dpi(page) or HIGH))
        bitmap = page.render(scale=dpi / _POINTS, may_draw_forms=False)
        pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
    finally:
        page.close()
    return Picture(pixels, dpi)


def _native_dpi(page: pdfium.PdfPage) -> float:
    """Pixels an inch of the largest picture on a page, 0 where there is none."""
    best, dpi = 0.0, 0.0
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        if area > best:
            best = area
            wide, high = item.get_px_size()
            dpi = _POINTS * ((wide * high) / max(area, 1.0)) ** 0.5
    return dpi


def even_light(picture: Picture) -> Colour:
    """The picture with its paper made white: shadows, yellowed paper and uneven lamps are divided out.

    The paper is what is lightest around; it is measured on a small copy, where print is thinner than a pixel or two.
    """
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    scale = 20.0 / picture.dpi
    small: Any = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 5)
    floor = max(60.0, float(np.percentile(paper, 50)) * 0.5)
    # A dark area that large is a bar or the lid of the scanner, not shade on paper.
    paper = np.maximum(paper, np.uint8(floor))
    wide: Any = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    out: Any = cv2.divide(pixels, wide, scale=255)
    return np.asarray(out, np.uint8)


def without_dust(gray: Gray, dpi: float) -> Gray:
    """The picture without lone dark pixels, which a fax is full of; a decimal point has four or more."""
    dark = (gray < 110).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    dust = stats[:, 4] <= 2 * (dpi / HIGH) ** 2
    dust[0] = False
    out = gray.copy()
    out[dust[labels]] = 255
    return out
