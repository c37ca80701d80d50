"""Print of neighbouring columns whose lines are not level with one another, as in a head of names of two lines and of
three in the middle of their cells: together they look like one line, higher than print, of which nothing can be read.

Between columns there is more blank than between characters, so such a strip is cut at its widest blank, and each part
again, until the lines of every part are seen.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from extractor.scan.picture import Gray

Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""
Rows = Callable[[Gray], Sequence[Box]]
"""What tells the lines of print in a piece of ink."""
SEVERAL = 1.6
"""Of the usual height of print: a strip so high may hold several lines."""
_LARGE = 0.9
"""Of the height of several lines: no one line among them is so high."""
_LEAST = 2
"""A blank between two characters is so wide, in pixels."""
_COLUMNS = 0.6
"""Of the usual height of print: no two characters of one word have so much blank between them."""
_DEEPEST = 40
"""No head has more columns and characters beside one another than that."""


def apart(marks: Gray, rows: Rows, usual: float) -> list[Box] | None:
    """The lines of print in a piece of ink; None where it is not seen to be of several.

    Args:
        marks: the ink of what was taken for one line, not 0 where something is printed.
        rows: what tells lines where nothing beside them hides that.
        usual: the height of most lines of the page, in pixels.

    Returns:
        Boxes in pixels of `marks`.
    """
    try:
        found = list(_lines(marks, rows, usual, 0))
    except _OneLine:
        return None
    # Of large print, what is as high as all of it is a line, and beside it stand pieces of a character.
    if any(bottom - top >= _LARGE * marks.shape[0] for _, top, _, bottom in found):
        return None
    # One line with a speck below it is as high as two.
    stacked = any(a[0] < b[2] and b[0] < a[2] for a, b in itertools.combinations(found, 2))
    return found if stacked else None


class _OneLine(Exception):
    """A part without any blank is still higher than print: large print, or a stain."""


def _lines(marks: Gray, rows: Rows, usual: float, depth: int) -> Iterator[Box]:
    for x0, y0, x1, y1 in rows(marks):
        part = marks[y0:y1, x0:x1]
        if y1 - y0 < SEVERAL * usual:
            for start, end in _words(part, _COLUMNS * usual):
                yield x0 + start, y0, x0 + end, y1
            continue
        cut = _widest_blank(part) if depth < _DEEPEST else None
        if cut is None:
            raise _OneLine
        start, end = cut
        for first, piece in ((0, part[:, :start]), (end, part[:, end:])):
            for a, b, c, d in _lines(piece, rows, usual, depth + 1):
                yield x0 + first + a, y0 + b, x0 + first + c, y0 + d


def _words(marks: Any, blank: float) -> Iterator[tuple[int, int]]:
    """From where to where something is printed, without a blank so wide in it."""
    inked = np.flatnonzero(marks.any(axis=0))
    for part in np.split(inked, np.flatnonzero(np.diff(inked) > blank) + 1):
        yield int(part[0]), int(part[-1]) + 1


def _widest_blank(marks: Any) -> tuple[int, int] | None:
    """From where to where nothing is printed over the whole height."""
    inked = np.flatnonzero(marks.any(axis=0))
    steps = np.diff(inked)
    if not len(steps) or steps.max() <= _LEAST:
        return None
    at = int(steps.argmax())
    return int(inked[at]) + 1, int(inked[at + 1])
