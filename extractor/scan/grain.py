"""Grain of a paper that a fax made black: thousands of ragged specks, some as large as a digit.

Larger specks hang together by threads a pixel wide, where print is two and more: without the threads they fall into
pieces smaller than glyphs. How high glyphs are, those tell that stand in rows: beside a glyph another of its height
stands on its level, beside a speck hardly ever. What is much smaller is left where it is near a glyph, or is a dash.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

_DARK = 128
_LOW, _HIGH = 0.05, 0.3
"""How high glyphs are, in inches."""
_EQUAL, _BESIDE = 0.12, 0.8
"""Glyphs of a row are so equal in height and level, and so near to one another, in shares of their height."""
_FEWEST = 20
"""So many glyphs tell how high they are."""
_WHOLE = 0.8
"""Print without its threads has so many of its glyphs still, or its strokes are threads themselves."""
_SMALL = 0.6
"""A speck is smaller than so much of a glyph's height."""
_FLAT, _FILLED = 2.5, 0.7
"""A dash is so many times as long as high, and its box so full."""
_REACH = 0.05
"""Inches from a glyph to its points and its loose strokes."""


class Cleared(NamedTuple):
    """A page without grain."""

    gray: Gray
    ink: Gray
    dashes: bool
    """Whether what is read as a dash is as long and full as one."""


class _Marks(NamedTuple):
    labels: Any
    stats: Any
    in_rows: npt.NDArray[np.bool_]
    """Which of them stand in rows."""


def without_grain(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> Cleared:
    """A page that is strewn with specks, and its ink, without them.

    Args:
        gray: the page.
        ink: 255 where there is any.
        lines: not 0 where ruling lines are.
        dpi: pixels an inch.
    """
    dark = ((gray < _DARK) & (lines == 0)).astype(np.uint8)
    whole = _marks(dark, dpi)
    marks = _marks(np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8), dpi)
    if marks.in_rows.sum() < _WHOLE * whole.in_rows.sum():
        marks = whole
    if marks.in_rows.sum() < _FEWEST:
        return Cleared(gray, ink, False)
    wide, high = marks.stats[:, 2], marks.stats[:, 3]
    usual = float(np.median(high[marks.in_rows]))
    large = np.maximum(wide, high) >= _SMALL * usual
    large[0] = False
    dashes = (wide >= _FLAT * high) & (marks.stats[:, 4] >= _FILLED * wide * high) & (wide >= _SMALL / 2 * usual)
    size = 2 * int(_REACH * dpi) + 1
    # A glyph of thin strokes is in rows with its threads.
    glyphs = (whole.in_rows & (whole.stats[:, 3] >= _SMALL * usual))[whole.labels]
    print_ = large[marks.labels] | glyphs
    near = cv2.dilate(print_.astype(np.uint8), np.ones((size, size), np.uint8))
    kept = large | dashes
    kept[np.unique(marks.labels[near > 0])] = True
    kept[0] = False
    # The edge of a stroke is softer than what is dark of it.
    print_ = cv2.dilate((kept[marks.labels] | glyphs).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    stays = print_ | (lines > 0)
    return Cleared(np.where(stays, gray, 255).astype(np.uint8), np.where(stays, ink, 0).astype(np.uint8), True)


def _marks(dark: Gray, dpi: float) -> _Marks:
    count, labels, stats = labelled(dark)
    in_rows = np.zeros(count, np.bool_)
    high = stats[:, 3]
    tall = np.flatnonzero((high >= _LOW * dpi) & (high <= _HIGH * dpi) & (stats[:, 2] <= 2 * _HIGH * dpi))
    tall = tall[tall > 0]
    x0, y0, x1, y1 = (stats[tall, k] for k in (0, 1, 0, 1))
    x1, y1 = x1 + stats[tall, 2], y1 + stats[tall, 3]
    order = np.argsort(y1, kind="stable")
    tall, x0, x1, y1 = tall[order], x0[order], x1[order], y1[order]
    rise = y1 - y0[order]
    for k in range(len(tall)):
        near = max(1.0, _EQUAL * rise[k])
        last = int(np.searchsorted(y1, y1[k] + near, "right"))
        others = slice(k + 1, last)
        gap = np.maximum(x0[others] - x1[k], x0[k] - x1[others])
        level = (np.abs(rise[others] - rise[k]) <= near) & (gap <= _BESIDE * rise[k]) & (gap > -rise[k] / 4)
        if level.any():
            in_rows[tall[k]] = True
            in_rows[tall[others][level]] = True
    return _Marks(labels, stats, in_rows)
