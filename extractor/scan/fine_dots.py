"""Lines of dots that are finer than what a scan shows of them.

Where hardly four pixels are from one dot to the next, some run together, some fall between two pixels and are pale, and
beside print many do not count as ink: their marks have no beat. But as many are in any stretch of a line as in another:
averaged along it, it is a pale line without a gap.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.following import followed
from extractor.scan.pen import LONG, OPEN
from extractor.scan.picture import Gray
from extractor.scan.track import Alone, Track, runs

_DOT, _DARKER = 0.04, 35
"""A dot is no larger than this, in inches, and so many grey levels of 255 darker than what is around it."""
_FINEST = 5.0
"""Pixels from one dot to the next."""
_WINDOW = 0.5
"""In inches, what is looked at together of a line."""
_FEWEST = 2
"""So many lines tell."""
ALONG = 7
"""Averaged over so many pixels, dots are a line."""


def finely_dotted(gray: Gray, dpi: float) -> bool:
    """Whether most of what is ruled level on a page is of fine dots.

    Args:
        gray: the page.
        dpi: its pixels an inch.
    """
    near = int(_DOT * dpi) | 1
    raised = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((near, near), np.uint8))
    dots = np.asarray(cv2.threshold(raised, _DARKER, 255, cv2.THRESH_BINARY)[1], np.uint8)
    long = [
        line
        for line in followed(Alone.of(dots, dpi), dpi, _WINDOW, LONG)
        if line.free >= OPEN and len(line.at) >= 2 * LONG * dpi
    ]
    fine = [line for line in long if _step(line) < _FINEST]
    return len(fine) >= _FEWEST and 2 * sum(len(one.at) for one in fine) > sum(len(one.at) for one in long)


def _step(line: Track) -> float:
    """How many pixels it usually is from one mark of a line to the next; the whole line where it has hardly any."""
    steps = [np.diff([start for start, _ in runs(line.on[a:b])]) for a, b in runs(line.known)]
    every = np.concatenate(steps) if steps else np.zeros(0)
    seen = int(line.known.sum())
    # Of a line that is whole but for a few worn places these may stand close together.
    return float(np.median(every)) if len(every) * 4 * _FINEST >= seen else float(seen)
