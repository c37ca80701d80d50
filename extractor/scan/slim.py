"""Runs as wide as the lines in them.

Where rows are hardly higher than their print, the edges of the digits of all rows close up to a run beside the line
that they touch, or between the two lines of a double one; so do the feet of a row of glyphs above a level line. But of
a line all is inked, and of what closed up to it hardly more than its print.
"""

from __future__ import annotations

import itertools

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

# In inches: runs are looked at in pieces so long, over which they do not lean, with what is so near to them.
_PIECE, _BESIDE = 0.4, 0.03
# Rows of print that close up to something are over so many inches, at least.
_LONG = 0.8
# So much of a line is inked, or nothing can be told; and so much of that is of what belongs to it.
_WHOLE, _AS_MUCH = 0.9, 0.85


def slimmed(upright: Gray, across: Gray, ink: Gray, dpi: float) -> Gray:
    """Upright runs, 255, without what closed up to them and is inked less than they are.

    Args:
        upright: the runs.
        across: not 0 where level lines are, which says nothing.
        ink: not 0 where something is printed.
        dpi: pixels an inch.
    """
    out = upright.copy()
    beside = np.ones((1, 2 * int(_BESIDE * dpi) + 1), np.uint8)
    count, labels, stats = labelled(np.asarray(cv2.dilate(upright, beside), np.uint8))
    step = max(8, int(_PIECE * dpi))
    side = np.ones((1, 3), np.uint8)
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        if h < _LONG * dpi:
            continue
        cuts = np.linspace(y, y + h, max(1, round(h / step)) + 1).astype(int).tolist()
        for top, bottom in itertools.pairwise(cuts):
            window = slice(top, bottom), slice(x, x + w)
            held = (labels[window] == index) & (upright[window] > 0)
            between = across[window] == 0
            inked = ((ink[window] > 0) & held & between).sum(axis=0) / np.maximum(1, between.sum(axis=0))
            if inked.max() < _WHOLE:
                continue
            line = (inked >= _AS_MUCH * inked.max()).astype(np.uint8)[None]
            out[window][held & (cv2.dilate(line, side) == 0)] = 0
    return out
