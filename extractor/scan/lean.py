"""The lean of columns: where no upright line is printed, words that begin or end below one another tell it.

Before a camera a sheet leans: its rows are level, and its columns run aside by more than the blank between a figure and
the code of the next column.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

_MOST, _STEPS = 3.0, (0.2, 0.05)
"""Degrees: no camera sees a page that leans more, and how finely it is looked for."""
_LEAST = 0.25
"""Degrees that are no more than the unevenness of a scanner."""
_WORD = 9
"""Pixels at 100 an inch: blanks inside a word are narrower."""
_HIGHEST = 40
"""Pixels there: no print of a table is so high."""
_ENOUGH = 400
"""In so many rows of pixels words begin, and end: a few words tell nothing."""
_BETTER = 1.15
"""By so much more stands below one another where a page leans: a little more it does somewhere by chance."""

_Places = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""x and y of the ends of words, in pixels."""


def lean_of_print(ink: Gray, square: float) -> float:
    """By how much the columns of a page run to the right on their way down, as a tangent.

    Args:
        ink: not 0 where something is printed, 100 pixels an inch.
        square: that of columns square on the rows, as they are where print does not clearly tell otherwise.
    """
    words = np.asarray(cv2.morphologyEx(_print(ink), cv2.MORPH_CLOSE, np.ones((1, _WORD), np.uint8)) > 0, np.int8)
    edges = np.diff(words, axis=1, prepend=0, append=0)
    begins, ends = _places(edges > 0), _places(edges < 0)
    if min(len(begins[0]), len(ends[0])) < _ENOUGH:
        return square

    def below(lean: float) -> float:
        return _below(begins, lean) + _below(ends, lean)

    found, reach = square, _MOST
    for step in _STEPS:
        around = math.degrees(math.atan(found))
        tried = [math.tan(math.radians(around + turn)) for turn in np.arange(-reach, reach + step / 2, step)]
        found, reach = max(tried, key=below), step
    leans = abs(math.atan(found) - math.atan(square)) >= math.radians(_LEAST)
    return found if leans and below(found) >= _BETTER * below(square) else square


def _print(ink: Gray) -> Gray:
    """The ink of a page without what is higher than print: a crease, the edge of a sheet, the frame of a table."""
    _, labels, stats, _ = labelled(ink)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= _HIGHEST
    low[0] = False
    return np.asarray(low[labels], np.uint8)


def _places(edges: npt.NDArray[np.bool_]) -> _Places:
    ys, xs = np.nonzero(edges)
    return xs.astype(np.float64), ys.astype(np.float64)


def _below(places: _Places, lean: float) -> float:
    """How much stands below one another along a lean: the squares of what is counted in each column of pixels."""
    xs, ys = places
    along = np.rint(xs - lean * ys).astype(np.int64)
    counted = np.bincount(along - along.min())
    return float(np.square(np.convolve(counted, (1, 2, 1))).sum())
