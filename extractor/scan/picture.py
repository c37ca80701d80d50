"""A page of a PDF as a picture with even light: the paper is white everywhere, whatever the scanner or camera saw."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.scan.labels import labelled, numbered
from extractor.scan.usual import usual_level

Gray = npt.NDArray[np.uint8]
"""Height x width, 0 black to 255 white."""
Colour = npt.NDArray[np.uint8]
"""Height x width x 3 (blue, green, red)."""

LOW, HIGH = 150, 200
_POINTS = 72.0
# The short side of paper that tables are printed on, in inches: from less than A5 to more than A3. A page of another
# size was never measured (scanning programs write pixels for points), and is taken for A4.
_PAPER = (5.5, 12.5)
_A4 = 8.27
# A picture that covers this share of the page may hold its print.
_COVERS = 0.3
# Pixels by which the longer side of a page is drawn shorter than it is.
_LESS = 0.05
# Darker than the first is ink; lighter than the second is paper.
_DARK, _SHADE = 110, 205
_DUST = 2.0
# Print may be so much of the way from the darkest to the paper, or as pale as the second; its edges are so near to
# what is darker, in inches.
_PALE, _PALEST, _FRINGE = 0.7, 195.0, 0.04
# No stroke of print is so thick both ways, in inches.
_BLOT = 0.12
# What is dark all over in a bold character is no larger than this, in inches, and strokes take more than the first
# share of what is around it; more than the second is the grain of a desk.
_FILLED, _STROKES, _GRAIN = 0.2, 0.2, 0.8
# A hole is no larger than this, in inches.
_HOLE = 0.5
# A page with a smaller share of ink is taken as it is.
_SOME_INK = 0.002
# Of a negative more than half is darker than the first, and print, lighter than the second, is no more than the third.
_NIGHT, _CHALK, _CHALKED = 80, 150, 0.2


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels."""

    pixels: Colour
    dpi: float
    """Pixels an inch of the paper that was scanned."""
    enlarged: float = 1.0
    """How much larger than the paper the PDF says its page is."""


def render(document: pdfium.PdfDocument, number: int, dpi: float | None = None) -> Picture:
    """Render one page.

    Args:
        document: open.
        number: of the page, from 1.
        dpi: pixels an inch of paper; where it is None, those of the finest picture that covers the page, held between
            150 (less loses characters whatever is done) and 200 (more costs time and reads no better).

    Returns:
        The visible part of the page as it is shown, comments and form fields included; of a negative, as it was
        printed.
    """
    document.init_forms()  # a form that was filled in shows what is in its fields
    page = document[number - 1]
    try:
        enlarged = _enlarged(page)
        dpi = dpi or min(HIGH, max(LOW, _native_dpi(page) * enlarged or HIGH))
        # A page's size in pixels is rounded up: were one of 1653.0001 drawn on 1654, each would lie between two of the
        # picture's, and thin lines be paler here than there.
        bitmap = page.render(scale=dpi / _POINTS / enlarged - _LESS / max(page.get_size()))
        pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
    finally:
        page.close()
    return Picture(_positive(pixels), dpi, enlarged)


def _positive(pixels: Colour) -> Colour:
    """A negative (white print on black, of a microfilm or of a fax whose black and white were exchanged) as it was
    printed; a sheet on a dark desk is none."""
    small: Any = cv2.resize(pixels, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    negative = np.median(small) < _NIGHT and np.mean(small > _CHALK) < _CHALKED
    return np.asarray(255 - pixels, np.uint8) if negative else pixels


def _enlarged(page: pdfium.PdfPage) -> float:
    width, height = page.get_size()
    short = float(min(width, height)) / _POINTS
    return 1.0 if _PAPER[0] <= short <= _PAPER[1] else max(short, 0.01) / _A4


def _native_dpi(page: pdfium.PdfPage) -> float:
    """Pixels an inch, by the finer side, of the finest picture that covers a page, or of the largest on it; 0 where
    there is none.

    Some scanners lay a coarse picture of the paper under a fine one of the print.
    """
    found: list[tuple[float, float]] = []
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        area = max((right - left) * (top - bottom), 1.0)
        wide, high = item.get_px_size()
        # A fax has twice as many pixels across as down: those of the finer side are all wanted.
        a, b, c, d, _, _ = item.get_matrix().get()
        uneven = math.hypot(c, d) * wide / max(math.hypot(a, b) * high, 1e-6)
        found.append((area, _POINTS * ((wide * high) / area * max(uneven, 1 / max(uneven, 1e-6))) ** 0.5))
    if not found:
        return 0.0
    width, height = page.get_size()
    covering = [dpi for area, dpi in found if area >= _COVERS * width * height]
    return max(covering) if covering else max(found)[1]


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


def dark_print(gray: Gray) -> Gray:
    """The picture with pale print made as dark as print is elsewhere; the usual darkness of its ink is measured."""
    ink = gray[gray < _SHADE]
    if ink.size < _SOME_INK * gray.size:
        return gray
    usual = usual_level(ink, 35)
    if usual <= _DARK:
        return gray
    factor = (255.0 - _DARK) / (255.0 - usual)
    table = np.clip(255.0 - (255.0 - np.arange(256)) * factor, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, table), np.uint8)


def without_blots(gray: Gray, dpi: float) -> Gray:
    """The picture without what is dark all over and larger than any stroke: punched holes, the desk beside a sheet.

    A line that runs into a hole would go on to its far side.
    """
    size, reach = int(_BLOT * dpi) | 1, int(_FRINGE * dpi)
    dark = (gray < _DARK).astype(np.uint8)
    core = _eroded(dark, np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8))
    if not core.any():
        return gray
    out = gray.copy()
    count, labels, stats = labelled(core)
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        if max(w, h) + size <= _FILLED * dpi and _has_strokes(dark, labels, index, (x, y, w, h), size):
            continue
        # Holes are round and have no ragged edge: what is printed beside one is left.
        round_one = max(w, h) + size <= _HOLE * dpi and abs(w - h) <= 0.25 * (max(w, h) + size)
        fringe = max(2, reach // 3) if round_one else reach
        whole = size + 2 * fringe
        window = (slice(max(0, y - whole), y + h + whole), slice(max(0, x - whole), x + w + whole))
        own = (labels[window] == index).astype(np.uint8)
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (whole, whole))
        out[window][cv2.dilate(own, kernel) > 0] = 255
    return out


def _eroded(dark: Gray, kernel: Gray) -> Gray:
    """What is dark shrunk by a round kernel, which takes long: where the square within it does not fit either, nothing
    is left."""
    size = len(kernel)
    side = next(n for n in range(size, 0, -2) if kernel[(size - n) // 2 : (size + n) // 2, (size - n) // 2].all())
    square = np.asarray(cv2.erode(dark, np.ones((side, side), np.uint8)), np.uint8)
    x, y, w, h = cv2.boundingRect(square)
    if w:
        window = (slice(max(0, y - size), y + h + size), slice(max(0, x - size), x + w + size))
        square[window] &= np.asarray(cv2.erode(np.ascontiguousarray(dark[window]), kernel), np.uint8)
    return square


def _has_strokes(dark: Gray, labels: Any, index: int, box: tuple[int, int, int, int], size: int) -> bool:
    """Whether strokes leave what is dark all over on several sides, as in a bold character whose gaps a coarse scan
    filled: around a hole is paper."""
    x, y, w, h = box
    soft, far = size + 2 * max(1, size // 10), 2 * size
    window = (slice(max(0, y - far), y + h + far), slice(max(0, x - far), x + w + far))
    own = (labels[window] == index).astype(np.uint8)
    inner, outer = (cv2.dilate(own, disk(n)) for n in (soft, soft + size // 2))
    ring = (outer > 0) & (inner == 0)
    return bool(ring.any()) and _STROKES < float(dark[window][ring].mean()) < _GRAIN


def without_dust(gray: Gray, dpi: float) -> Gray:
    """The picture without lone dark pixels, which a fax is full of; a decimal point has the ink of more, in grey a dark
    pixel or two and a rim.

    Lone means that all around is paper. The darkest pixels of a faint hairline are few and apart as well, but what
    joins them is no paper.
    """
    most = _DUST * (dpi / HIGH) ** 2
    flat = gray.reshape(-1)
    dark, shade = gray < _DARK, gray < _SHADE
    places, inked = np.flatnonzero(dark), np.flatnonzero(shade)  # few of all: a page is paper
    own = numbered(dark.astype(np.uint8))[1].reshape(-1)[places]
    count, around = numbered(shade.astype(np.uint8))
    around = around.reshape(-1)
    lone = np.bincount(around[inked], weights=1 - flat[inked] / 255.0, minlength=count) <= most
    out = gray.copy()
    out.reshape(-1)[places[(np.bincount(own) <= most)[own] & lone[around[places]]]] = 255
    return out


def without_pale(gray: Gray, ink: Gray, dpi: float) -> Gray:
    """The ink near what is about as dark as the print of the page: the paper's own grain and what shines through from
    its back are darker than the paper around them, and no print."""
    inked = gray[ink > 0]
    if not inked.size:
        return ink
    darkest = usual_level(inked, 10)
    pale = min(_PALEST, darkest + _PALE * (255.0 - darkest))
    dark = ((ink > 0) & (gray < pale)).astype(np.uint8)
    reach = 2 * int(_FRINGE * dpi) + 1
    near = np.asarray(cv2.dilate(dark, np.ones((reach, reach), np.uint8)), np.uint8)
    return np.asarray(ink * near, np.uint8)


def disk(size: int) -> Gray:
    """What pixels are grown or shrunk by: a round of so many across, or one more."""
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size | 1, size | 1)), np.uint8)
