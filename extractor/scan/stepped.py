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
_LINE = 3.0
"""By the usual height of print: what is so long is a line, and no speck."""
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
        told = list(_lines(marks, rows, usual, 0, (True, True)))
    except _OneLine:
        return None
    found = [box for box, seen in told if seen]
    # Of large print, what is as high as all of it is a line, and beside it stand pieces of a character.
    if any(bottom - top >= _LARGE * marks.shape[0] for _, top, _, bottom in found):
        return None
    # One line with a speck below it is as high as two.
    stacked = any(a[0] < b[2] and b[0] < a[2] for a, b in itertools.combinations(found, 2))
    if len(found) == len(told):
        return found if stacked else None
    return [box for box, _ in told] if _has_bent_columns(told, usual) else None


def _has_bent_columns(told: Sequence[tuple[Box, bool]], usual: float) -> bool:
    """Whether beside a column of which every line is seen, and one is long, there is one whose print is not level."""
    columns: list[list[tuple[Box, bool]]] = []
    end = 0
    for box, seen in sorted(told):
        if not columns or box[0] - end >= _COLUMNS * usual:
            columns.append([])
        columns[-1].append((box, seen))
        end = max(end, box[2])
    long = [{seen for box, seen in column if box[2] - box[0] >= _LINE * usual} for column in columns]
    level = any(all(seen for _, seen in column) and True in own for column, own in zip(columns, long, strict=True))
    return level and any(False in own for own in long)


class _OneLine(Exception):
    """A part without any blank is still higher than print: large print, or a stain."""


def _lines(
    marks: Gray, rows: Rows, usual: float, depth: int, apart_at: tuple[bool, bool]
) -> Iterator[tuple[Box, bool]]:
    """The lines of a piece of ink, and whether they are seen: of a column whose print is not level they are not.

    `apart_at`: whether there is a blank between columns at its left and at its right.
    """
    for x0, y0, x1, y1 in rows(marks):
        part = marks[y0:y1, x0:x1]
        if y1 - y0 < SEVERAL * usual:
            for start, end in _words(part, _COLUMNS * usual):
                yield (x0 + start, y0, x0 + end, y1), True
            continue
        cut = _widest_blank(part) if depth < _DEEPEST else None
        try:
            inner = [*_halves(part, cut, rows, usual, depth, apart_at)]
        except _OneLine:
            if not (depth and any(apart_at)) or (cut is not None and cut[1] - cut[0] >= _COLUMNS * usual):
                raise
            inner = [((0, 0, x1 - x0, y1 - y0), False)]
        for (a, b, c, d), seen in inner:
            yield (x0 + a, y0 + b, x0 + c, y0 + d), seen


def _halves(
    part: Gray, cut: tuple[int, int] | None, rows: Rows, usual: float, depth: int, apart_at: tuple[bool, bool]
) -> Iterator[tuple[Box, bool]]:
    """The lines on either side of a blank."""
    if cut is None:
        raise _OneLine
    start, end = cut
    wide = end - start >= _COLUMNS * usual
    for first, piece, sides in (
        (0, part[:, :start], (apart_at[0], wide)),
        (end, part[:, end:], (wide, apart_at[1])),
    ):
        for (a, b, c, d), seen in _lines(piece, rows, usual, depth + 1, sides):
            yield (first + a, b, first + c, d), seen


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
