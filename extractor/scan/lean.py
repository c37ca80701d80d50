"""The lie of print: where no lines tell, words that begin or end below one another say what is upright, and words that
stand beside one another what is level.

Before a camera a sheet leans, and its far side is smaller: columns run aside by more than the blank between a figure
and the code of the next column, and the figures of a row stand above the name of the next one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled, only, turned_over
from extractor.scan.picture import Gray

Values = npt.NDArray[np.float64]

_MOST, _LITTLE = 3.0, 1.0
"""Degrees: no camera sees columns that lean more; rows are known before, but for a little."""
_LEANS, _TILTS = (0.25, 0.05), (0.3, 0.1)
"""Degrees: how finely lean and tilt are looked for, first and then around what was found."""
_MOST_TILT = 1.5
"""Degrees for half a page."""
_LEAST = 0.25
"""Degrees that are no more than the unevenness of a scanner."""
_EVERY = 3
"""Of so many places along a word one is looked at."""
_WORD = 9
"""Pixels at 100 an inch: blanks inside a word are narrower."""
_HIGHEST = 40
"""Pixels there: no print of a table is so high."""
_ENOUGH = 130
"""So many of these where words begin, and where they end: a few words tell nothing."""
_BETTER = 1.15
"""By so much more stands in line where a page leans: a little more it does somewhere by chance."""


@dataclass(frozen=True, slots=True)
class Lie:
    """How the rows or the columns of a page run."""

    lean: float
    """By how much they run aside through the middle of the page, as a tangent."""
    tilt: float = 0.0
    """By how much more for each half of a page further down, or to the right."""


def lie_of_columns(ink: Gray, square: float) -> Lie:
    """How the columns of print run to the right on their way down.

    Args:
        ink: not 0 where something is printed, 100 pixels an inch.
        square: their lean if they are square on the rows; it is where print does not clearly tell otherwise.
    """
    return _lie(turned_over(_words(ink)), square, _MOST)


def lie_of_rows(ink: Gray, lean: float) -> Lie:
    """How the rows of print run down on their way to the right, `lean` at the middle or nearly so; see
    `lie_of_columns`."""
    return _lie(_words(ink), lean, _LITTLE)


def _words(ink: Gray) -> Gray:
    """The words of a page: without what is higher than print, as are a crease, the edge of a sheet, a frame."""
    _, labels, stats = labelled(ink)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= _HIGHEST
    low[0] = False
    return np.asarray(cv2.morphologyEx(only(ink, labels, low), cv2.MORPH_CLOSE, np.ones((1, _WORD), np.uint8)))


def _lie(words: Gray, start: float, most: float) -> Lie:
    """The lie along x that puts most edges of words in line, its lean `most` degrees off at most."""
    edges = np.diff(words.astype(np.int8), axis=0, prepend=0, append=0)
    above, below = _Places.of(edges > 0), _Places.of(edges < 0)
    if min(len(above.along), len(below.along)) < _ENOUGH:
        return Lie(start)

    def in_line(lie: Lie) -> float:
        return above.in_line(lie) + below.in_line(lie)

    best, first = Lie(start), in_line(Lie(start))
    reach = most, _MOST_TILT
    for steps in zip(_LEANS, _TILTS, strict=True):
        around = math.degrees(math.atan(best.lean)), math.degrees(math.atan(best.tilt))
        tried = (
            Lie(math.tan(math.radians(around[0] + turn)), math.tan(math.radians(around[1] + tilt)))
            for turn in _around(reach[0], steps[0])
            for tilt in _around(reach[1], steps[1])
        )
        best, reach = max(tried, key=in_line), steps
    tilt = abs(math.degrees(math.atan(best.tilt)))
    off = max(abs(math.degrees(math.atan(best.lean) - math.atan(start))), tilt)
    told = off >= _LEAST and tilt < _MOST_TILT and in_line(best) >= _BETTER * first
    return best if told else Lie(start)


def _around(reach: float, step: float) -> Values:
    return np.arange(-reach, reach + step / 2, step)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where words have an edge, from the middle of the page."""

    along: Values
    across: Values
    half: float
    """Half a page, in pixels."""

    @classmethod
    def of(cls, edges: npt.NDArray[np.bool_]) -> _Places:
        ys, xs = np.nonzero(edges[:, ::_EVERY])
        height, width = edges.shape
        return cls(xs * _EVERY - width / 2, ys - height / 2, max(height, width) / 2)

    def in_line(self, lie: Lie) -> float:
        """How much stands in line: the squares of what is counted on each line of pixels."""
        starts = (self.across - lie.lean * self.along) / (1 + lie.tilt * self.along / self.half)
        lines = np.rint(starts).astype(np.int64)
        counted = np.bincount(lines - lines.min())
        return float(np.square(np.convolve(counted, (1, 2, 1))).sum())
