"""Halos: pale rests of a picture's packing around a stroke, which make the strip of a dash as high as a letter.

What is drawn is as dark somewhere in each of its rows as half of what is darkest of it; of a halo no row is. Only
strips too low for print are held to that: of pale print in one strip with dark one nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from extractor.scan.picture import Gray
from extractor.scan.print_lines import LONG, Strip

_LOW = 0.6
"""Of the usual height of print: nothing higher is a dash with its halo."""
_WHITE = 255


def without_halos(strips: Sequence[Strip], gray: Gray) -> list[Strip]:
    """The strips, those of level strokes no higher than what is drawn there."""
    low = _LOW * median([strip.y1 - strip.y0 for strip in strips if _is_long(strip)] or [0])
    return [_drawn(strip, gray) if _is_long(strip) and strip.y1 - strip.y0 <= low else strip for strip in strips]


def _is_long(strip: Strip) -> bool:
    return strip.x1 - strip.x0 > LONG * (strip.y1 - strip.y0)


def _drawn(strip: Strip, gray: Gray) -> Strip:
    darkest = gray[strip.y0 : strip.y1, strip.x0 : strip.x1].min(axis=1).astype(int)
    rows = np.flatnonzero(darkest <= (int(darkest.min()) + _WHITE) / 2)
    return strip._replace(y0=strip.y0 + int(rows[0]), y1=strip.y0 + int(rows[-1]) + 1)
