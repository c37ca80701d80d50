"""Lines of dots or dashes where print crowds them: there what comes with the beat of the pen is known to be a line.

A column of figures that ends right before a line and a column of codes that begins right behind it leave no place
where the line stands alone. But it goes on between them in its one beat, over many marks; the strokes of print that
stand level with one another hardly do.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.bands import bands
from extractor.scan.beat import Beat
from extractor.scan.picture import Gray
from extractor.scan.track import Alone, Track

_MARK, _DARKER = 0.04, 15
"""A mark is no larger than this, in inches, and so many grey levels of 255 darker than what is around it."""
_WINDOW = 8
"""Periods that are looked at together."""
_ABOUT = (0.98, 1.0, 1.02)
"""Of the period: over a window a line leans a little."""
_HUMS = 0.75
"""Of how strong the beat is in lines that are surely drawn."""
_INKED = 0.5, 1.5
"""Of how much of a sure line is inked, as much is of one that print crowds."""
_SEEN = 0.5
"""So much of a window must not be where other lines cross."""


def marks_of(gray: Gray, dpi: float) -> Gray:
    """255 where a page is darker than what is around it, print or not: beside print not all of that counts as ink."""
    near = int(_MARK * dpi) | 1
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    raised = cv2.morphologyEx(soft, cv2.MORPH_BLACKHAT, np.ones((near, near), np.uint8))
    return np.asarray(cv2.threshold(raised, _DARKER, 255, cv2.THRESH_BINARY)[1], np.uint8)


def with_humming(alone: Alone, marks: Gray, beat: Beat, whole: float, crossed: Gray) -> Alone:
    """What stands alone on a page, and what hums with the beat of the lines of dots or dashes.

    Args:
        alone: what stands alone, seen in one direction.
        marks: see `marks_of`.
        beat: of the lines that are surely drawn.
        whole: which share of those is inked.
        crossed: not 0 where lines of the other direction are, whose rows may have a beat of their own.
    """
    where = _around(crossed)
    if where is None:
        return alone
    # A line is looked for as thick as it is followed.
    inked = np.asarray(cv2.dilate((marks[where] > 0).astype(np.uint8), np.ones((3, 1), np.uint8)), np.uint8)
    free = crossed[where] == 0
    hums = np.concatenate([_hums(inked[band], free[band], beat, whole) for band in bands(len(free))])
    found = hums & (marks[where] > 0)
    ink, thin, known = alone.ink.copy(), alone.thin.copy(), alone.known.copy()
    ink[where] |= found
    thin[where] |= found
    known[where] |= hums
    return Alone(ink, thin, known)


def _hums(marked: Gray, free: npt.NDArray[np.bool_], beat: Beat, whole: float) -> npt.NDArray[np.bool_]:
    """Where a band of rows hums, given what is marked of it and what is free of crossing lines."""
    there = free.astype(np.float32)
    inked = marked.astype(np.float32) * there
    window = round(_WINDOW * beat.period)
    seen, sums = _over(there, window), _over(inked, window)
    share = sums / np.maximum(seen, 1)
    low, high = (each * whole for each in _INKED)
    hums = np.zeros(there.shape, np.bool_)
    places = np.arange(there.shape[1], dtype=np.float32)
    # What is left out of a window has a beat of its own.
    bare = inked - share * there
    for about in _ABOUT:
        angle = 2 * np.pi * places / (about * beat.period)
        waves = [_over(bare * wave, window) for wave in (np.cos(angle), np.sin(angle))]
        hums |= cv2.magnitude(*waves) >= _HUMS * beat.usual * np.maximum(sums, 1)
    return hums & (share >= low) & (share <= high) & (seen >= _SEEN * window)


def told(lines: Sequence[Track], beat: Beat) -> float:
    """How much is known of the lines that keep the beat as no print does, in pixels."""
    return sum(one.free * len(one.at) for one in lines if beat.surely_kept(one))


def _around(crossed: Gray) -> tuple[slice, slice] | None:
    """Where the lines of the other direction are, and no further."""
    rows, columns = (np.flatnonzero(crossed.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _over(values: npt.NDArray[np.float32], window: int) -> npt.NDArray[np.float32]:
    """The sums of values over a window around each place of a row."""
    out = cv2.boxFilter(values, -1, (window, 1), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(out, np.float32)
