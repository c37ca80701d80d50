"""Print between dark lines, beside which what is pale looks like paper.

How dark a place must be to be ink is told by what is around it, and in the narrow cells of pale print that is the lines
more than anything: of a code of two digits a speck or two are left. So the ink is looked for once more as if there were
no lines.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.ghosts import without_paler
from extractor.scan.labels import labelled, only
from extractor.scan.picture import Gray
from extractor.scan.rulings import ink_of

_BESIDE = 0.015
"""Inches: the soft edge of a line reaches no further."""
_STROKE = 0.00015
"""Square inches: so much of a stroke is as dark as print. Where a line is worn off, a grey smear may be left of it, of
which no more than single grains are dark."""


def between_lines(gray: Gray, lines: Gray, palest: float, dpi: float) -> Gray:
    """255 where there is ink a little way off the lines, as if there were none.

    Args:
        gray: the page.
        lines: not 0 on its lines.
        palest: what is paler is no print.
        dpi: pixels an inch.
    """
    if not lines.any():
        return np.zeros_like(gray)
    bare = gray.copy()
    bare[lines > 0] = 255
    near = 2 * int(_BESIDE * dpi) + 1
    beside = cv2.dilate(lines, np.ones((near, near), np.uint8)) > 0
    ink = without_paler(ink_of(bare, dpi), _strokes_only(gray, palest, dpi), palest)
    return np.where(beside, 0, ink).astype(np.uint8)


def _strokes_only(gray: Gray, palest: float, dpi: float) -> Gray:
    """The page without single grains that are as dark as print."""
    dark = (gray <= palest).astype(np.uint8)
    _, labels, stats = labelled(dark)
    grains = stats[:, 4] < _STROKE * dpi**2
    grains[0] = False
    return np.where(only(dark, labels, grains) != 0, 255, gray).astype(np.uint8)
