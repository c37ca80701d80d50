"""Upright lines as they stand between words: another belief of a page, for a table that the usual one leaves doubtful.

In low rows the glyphs of figures and names stand over one another, and so do their points: a run through them looks
like a line that is worn, dotted or dashed, and no look at its ink alone is sure. But a line has print beside it at one
side, or in one row at the left and in another at the right; what is print has its neighbours at both.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

# In inches: what is nearer to the middle of a run is its own ink; up to the second the next glyph begins.
_OWN, _BESIDE = 0.0125, 0.045
# Of the places with print beside them, so many have it at both sides.
_BOTH = 0.2
# Of 255: a run of which half is sure is a line.
_SURE = 128


def between_words(upright: Gray, flat: Gray, ink: Gray, dpi: float, sure: Gray | None = None) -> Gray:
    """The upright runs without those through words; the same array where there are none.

    Args:
        upright: 255 where an upright run is.
        flat: 255 where a level line is.
        ink: 255 where anything is drawn or printed.
        dpi: pixels an inch.
        sure: 255 where a run is that print is never like; None where nothing tells.
    """
    count, labels, stats = labelled((upright > 0).astype(np.uint8))
    lines = cv2.bitwise_or(cv2.dilate(flat, np.ones((5, 1), np.uint8)), cv2.dilate(upright, np.ones((1, 3), np.uint8)))
    print_ = np.where(lines > 0, 0, ink) > 0
    near, far = round(_OWN * dpi), round(_BESIDE * dpi)
    beside = np.cumsum(np.pad(print_, ((0, 0), (far + 1, far))), axis=1, dtype=np.int32)
    out = upright
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        held = labels[y : y + h, x : x + w] == index
        if sure is not None and sure[y : y + h, x : x + w][held].mean() > _SURE:
            continue
        weight = held.sum(axis=1)
        rows = np.flatnonzero(weight)
        at = x + far + 1 + np.rint((held @ np.arange(w))[rows] / weight[rows]).astype(int)
        rows = rows + y
        left = beside[rows, at - near] > beside[rows, at - far - 1]
        right = beside[rows, at + far - 1] > beside[rows, at + near - 1]
        some, both = (left | right).sum(), (left & right).sum()
        if both > _BOTH * some:
            out = upright.copy() if out is upright else out
            out[y : y + h, x : x + w][held] = 0
    return out
