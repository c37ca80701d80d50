"""How level the print and the lines of a page are: a page is not made straight so that they are less."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.picture import Gray

_WORK = 100.0
"""Pixels an inch at which that is told."""
_AROUND, _DARK = 25, 12
"""Ink is darker than what is so near to it, in pixels there, by so much, of 255."""


def levelness(gray: Gray, dpi: float) -> float:
    """How much of the ink of a page stands on few of its rows: print and lines that bend are on more of them."""
    scale = _WORK / dpi
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARK)
    rows = ink.sum(axis=1, dtype=np.float64)
    return float((rows**2).sum() / max(1.0, rows.sum() ** 2))
