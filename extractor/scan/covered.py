"""Figures and names that a stroke of a seal went through: with it a part of their own strokes may have been taken out.

An 8 without one of its strokes is a 3, and as clear as any other. So nobody is sure of such a figure; the sums may be.
Nor of such a name; another table may print it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_DARK, _NEAR = 128, 5
"""What is darker is ink; and so many pixels around what was taken out lies what it may have covered."""
_COVERED, _NAMES = 0.5, 0.7
"""No surer is a figure of which a part may have been taken out; and no surer is a name."""


def taken_out(before: Gray, after: Gray) -> Gray | None:
    """0 near what was taken out of a page, 255 elsewhere; None where nothing was."""
    if after is before:
        return None
    gone = ((before < _DARK) & (after >= _DARK)).astype(np.uint8)
    return np.asarray(255 - 255 * cv2.dilate(gone, np.ones((_NEAR, _NEAR), np.uint8)), np.uint8)


def less_sure(reads: Sequence[Read], strips: Sequence[Strip], taken: Gray | None) -> Sequence[Read]:
    """The readings, less sure those of which something may have been taken out.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        taken: see `taken_out`.
    """
    if taken is None:
        return reads
    return [
        replace(read, confidence=min(read.confidence, _COVERED if any(map(str.isdigit, read.text)) else _NAMES))
        if (taken[s.y0 : s.y1, s.x0 : s.x1] < _DARK).any()
        else read
        for read, s in zip(reads, strips, strict=True)
    ]
