"""Grey that a machine of black and white made of dots: averaged, it is paper again, and what is printed on it is print.

As single dots it is dust all over the page, with which decimal points are swept away, and lines are torn.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.picture import Colour, Gray

_DARK = 128
_DOTTED = 0.02
"""Of the pixels around, so many are dots that stand alone; of the dust of a fax there are far fewer."""
_AROUND, _CLOSED, _LARGE = 0.05, 0.06, 0.4
"""Inches: where dots are counted; what print takes between them; and how large a grey area is both ways. Thin strokes
of small print break into dots as well, but there is blank paper between the lines."""
_GRAIN = 12
"""Per cent of grey paper that is darker than all but its darkest grain; print takes hardly as much."""
_SOFT = 0.0045
"""Inches over which is averaged: dots are a pixel or two apart, strokes wider."""


def without_dots(pixels: Colour, dpi: float) -> Colour:
    """The picture with paper in place of dots.

    Args:
        pixels: as rendered.
        dpi: pixels an inch.
    """
    dots = _lone(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8))
    if cv2.countNonZero(dots) < _DOTTED * (_LARGE * dpi) ** 2:
        return pixels
    around, closed, large = (int(size * dpi) | 1 for size in (_AROUND, _CLOSED, _LARGE))
    share = cv2.boxFilter(dots, cv2.CV_32F, (around, around))
    dotted = cv2.morphologyEx((share >= _DOTTED).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((closed, closed), np.uint8))
    dotted = cv2.morphologyEx(dotted, cv2.MORPH_OPEN, np.ones((large, large), np.uint8))
    if not dotted.any():
        return pixels
    soft = np.asarray(cv2.GaussianBlur(pixels, (0, 0), _SOFT * dpi), np.uint8)
    paler = np.clip(np.arange(256) * (255.0 / max(1.0, _lightest_print(soft[:, :, 1][dotted > 0]))), 0, 255)
    return np.where(dotted[:, :, None] > 0, cv2.LUT(soft, paler.astype(np.uint8)), pixels).astype(np.uint8)


def _lightest_print(soft: Gray) -> float:
    """Where averaged dots end and print begins: some grain is left of them, on both sides of the grey they mean."""
    grain, grey = np.percentile(soft, (_GRAIN, 50))
    return float(max(grain, grey / 2))


def _lone(gray: Gray) -> Gray:
    """1 where a pixel is dark and none of its eight neighbours is."""
    dark = (gray < _DARK).astype(np.uint8)
    around = cv2.boxFilter(dark, cv2.CV_8U, (3, 3), normalize=False)
    return np.asarray(dark & (around == 1), np.uint8)
