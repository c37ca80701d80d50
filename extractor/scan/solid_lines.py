"""Solid ruling lines of a straight page: long level or upright runs of ink that belong to one another.

A chance row of glyph feet (202.24) is a long run as well, but hangs on no other; taken for a line it would be erased,
and 2.22 read as 222.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import cv2
import numpy as np

from extractor.scan.columns import with_columns
from extractor.scan.faint_lines import level_gone_on, upright_by_rows
from extractor.scan.labels import labelled, turned_over
from extractor.scan.open_rows import with_open_rows
from extractor.scan.picture import Gray
from extractor.scan.runs import END, EVEN, NARROWEST, Run
from extractor.scan.slim import slimmed
from extractor.scan.track import runs
from extractor.scan.usual import usual_level

# In inches: runs are this long at least, closed over the second; they reach the third further where they meet others.
_RUN, _JOIN, REACH = 0.2, 0.02, 0.04
# A run of this length need not end at other lines, and print is nowhere so dense that it makes one of the second.
_LONG, _BEYOND_PRINT = 1.2, 4.0
# A stroke is no thicker than this, in inches; over the second length it is as dark as anywhere, over the third most of
# its places are. What is paler than this, in grey levels of 255, or than so many times the grain of the paper, is none.
_THICK, _ALIKE, _WINDOW, _MOSTLY = 0.05, 0.08, 0.06, 0.7
_PALEST, _OVER_GRAIN = 14.0, 2.5
# A line crosses so many others where it is told by little else.
_CROSSED = 4
# What goes on so far behind the last line it meets, in inches, may be print that touches its end.
_OVERHANG = 0.3
# A row is lower than this, in inches, and a column straighter than that.
_ROW, _COLUMN = 0.3, 0.02
_ROWS = 0.25
"""Of the rows from its first to its last so many have a piece of a column: in two far apart a 1 may fill the row."""
_COLUMNS, _TWO = 4, 2
"""So many strokes that begin and end alike are no glyphs'; so many where a level line crosses them."""


def solid_lines(gray: Gray, ink: Gray, dpi: float, along: int = 3) -> tuple[Gray, Gray]:
    """The level and the upright lines of a straight page, 255, given with its ink.

    Lines are averaged over so many pixels of their length: more than from one dot to the next.
    """
    run, join = int(dpi * _RUN), max(3, int(dpi * _JOIN))
    level, sheer = level_strokes(gray, dpi, along), turned_over(level_strokes(turned_over(gray), dpi, along))
    flat = _opened(ink | level, (1, run), (1, join))
    drawn = upright = _opened(ink | sheer, (int(run * 0.7), 1), (join, 1))
    flat_kernel, upright_kernel = further(dpi)
    strokes, turned_ink = turned_over(sheer), turned_over(ink)
    # Twice, because what a chance run hung on may have been another one.
    for _ in range(2):
        long_flat = np.asarray(cv2.dilate(flat, flat_kernel), np.uint8)
        long_upright = np.asarray(cv2.dilate(upright, upright_kernel), np.uint8)
        flat = _anchored(flat, level, long_flat, long_upright, ink, dpi)
        across, met = turned_over(long_upright), turned_over(long_flat)
        upright = turned_over(_anchored(turned_over(upright), strokes, across, met, turned_ink, dpi))
    flat, reached = level_gone_on(flat, ink, dpi), flat
    flat = turned_over(slimmed(turned_over(flat), turned_over(upright), turned_over(ink | level), dpi))
    upright = slimmed(upright, reached, ink | sheer, dpi)
    upright = with_columns(_in_columns(upright, flat, dpi), flat, ink, dpi)
    return flat, with_open_rows(upright_by_rows(upright, flat, ink, dpi), flat, drawn, dpi)


def further(dpi: float) -> tuple[Gray, Gray]:
    """The kernels by which level and upright runs reach one another where they nearly meet."""
    reach, thin = int(dpi * REACH), max(1, int(dpi / 150))
    return np.ones((thin, 2 * reach + 1), np.uint8), np.ones((2 * reach + 1, thin), np.uint8)


def level_strokes(gray: Gray, dpi: float, along: int) -> Gray:
    """255 on thin level strokes, however pale: darker than what is above and below them, and as dark all along.

    A fixed threshold either loses a hairline or runs the soft edges of glyphs together. Here each place is held to
    the darkest of its own stroke, and the grain of the paper is measured.
    """
    thick, reach, window = (int(length * dpi) | 1 for length in (_THICK, _ALIKE, _WINDOW))
    raised = np.asarray(cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((thick, 1), np.uint8)), np.uint8)
    raised = np.asarray(cv2.blur(raised, (along, 1)), np.uint8)
    grain = usual_level(raised[::3, ::3], 75)
    darkest = cv2.dilate(raised, np.ones((1, reach), np.uint8))
    # Half as dark as the darkest.
    dark = cv2.compare(cv2.add(raised, raised), darkest, cv2.CMP_GE)
    palest = math.ceil(max(_PALEST, _OVER_GRAIN * grain))
    _, seen = cv2.threshold(raised, palest - 1, 1, cv2.THRESH_BINARY)
    many = cv2.boxFilter(cv2.bitwise_and(dark, seen), -1, (window, 1), normalize=False)
    _, out = cv2.threshold(many, math.ceil(_MOSTLY * window) - 1, 255, cv2.THRESH_BINARY)
    return np.asarray(out, np.uint8)


def _anchored(flat: Gray, strokes: Gray, long_flat: Gray, long_upright: Gray, ink: Gray, dpi: float) -> Gray:
    """The level runs that are long, or the parts of them from one upright run to the next, where they are lines.

    `strokes` is what is thin and even. What stands behind the last upright run is print, and no part of a line.
    """
    count, labels, stats = labelled(long_flat)
    flat, out = flat.copy(), np.zeros_like(flat)
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        run = Run(flat, strokes, ink, labels, index, (x, y, w, h), dpi)
        if w >= _LONG * dpi:
            met = _met(long_upright[y : y + h, x : x + w])
            whole = w >= _BEYOND_PRINT * dpi or run.even() >= EVEN or run.is_clear()
            whole = whole or (len(met) >= _CROSSED and run.is_rather_line()) or run.is_solid(met)
            # Of frames drawn cell by cell each side crosses the gaps between them, and has another beside it.
            whole = whole or run.made_of_lines(met, NARROWEST * dpi)
            if met:
                # Print that touches the end of a line is no part of it.
                for start, end in ((0, met[0][0]), (met[-1][1] + 1, w)):
                    if 0 < end - start < _OVERHANG * dpi and not run.part(start, end).goes_on():
                        run.erase(start, end)
            if whole:
                run.copy(out, 0, w)
            continue
        met = _met(long_upright[y : y + h, x : x + w])
        if len(met) > 2 and run.part(met[0][1], met[-1][0]).stands_clear():
            run.copy(out, met[0][1], met[-1][0])
            continue
        ends = [(a[1], b[0]) for a, b in itertools.pairwise(met)]
        lines = [end - start >= NARROWEST * dpi and run.part(start, end).is_line() for start, end in ends]
        for k, (start, end) in enumerate(ends):
            # A row may be lower than what tells a line from a glyph that touches both its ends, but not all alone.
            beside = any(lines[max(0, k - 1) : k + 2])
            low = 0 < end - start < NARROWEST * dpi
            if lines[k] or (low and beside and run.part(start, end).is_line()):
                lines[k] = True
                run.copy(out, start, end)
    return out


def _in_columns(upright: Gray, flat: Gray, dpi: float) -> Gray:
    """The upright runs without those of one row that no other row goes on with: a stroke of a glyph, no column.

    A table may have but one row on a page: its columns begin and end alike, each at a line, and more stand in that row
    than go through it. Below a head over several columns there may be but two low rows; no glyph goes through a line.
    """
    count, labels, stats = labelled(upright)
    out = upright.copy()
    beside, beyond = max(2, int(_COLUMN * dpi)), int(END * dpi)
    alone: list[int] = []
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        if h < _ROW * dpi:
            column = slice(max(0, x - beside), x + w + beside)
            drawn = np.flatnonzero(upright[:, column].any(axis=1))
            goes_on = drawn[0] < y - beyond or drawn[-1] >= y + h + beyond
            if not goes_on or len(drawn) < _ROWS * (drawn[-1] - drawn[0]):
                out[y : y + h, x : x + w][labels[y : y + h, x : x + w] == index] = 0
                alone.append(index)
    boxes = stats[alone]
    whole = np.array([_from_line_to_line(flat, box, beside) for box in boxes], np.bool_)
    tops, feet = boxes[:, 1], boxes[:, 1] + boxes[:, 3]
    for index in alone if whole.sum() >= _TWO else ():
        x, y, w, h, _ = stats[index].tolist()
        row = np.abs(tops - y) + np.abs(feet - y - h) <= beside
        middle = upright[y + h // 2] > 0
        through = int((middle[1:] & ~middle[:-1]).sum()) - int(row.sum())
        alike = (whole & row).sum()
        crossed = alike >= _TWO and _goes_through_line(flat, stats[index], beside)
        if crossed or (alike >= _COLUMNS and row.sum() > through):
            out[y : y + h, x : x + w][labels[y : y + h, x : x + w] == index] = 255
    return out


def _from_line_to_line(flat: Gray, box: Any, near: int) -> bool:
    """Whether an upright run begins and ends at level ones."""
    x, y, w, h, _ = box.tolist()
    across = slice(x, x + w)
    return all(bool(flat[max(0, end - near) : end + near + 1, across].any()) for end in (y, y + h - 1))


def _goes_through_line(flat: Gray, box: Any, near: int) -> bool:
    """Whether an upright run is crossed by a level line between its ends."""
    x, y, w, h, _ = box.tolist()
    return bool((flat[y + 2 * near : max(y, y + h - 2 * near), x : x + w] > 0).any())


def _met(crossed: Gray) -> list[tuple[int, int]]:
    """Where a level run meets upright ones: from where to where each of them."""
    return [(start, end - 1) for start, end in runs((crossed > 0).any(axis=0))]


def _opened(ink: Gray, kernel: tuple[int, int], join: tuple[int, int]) -> Gray:
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(join, np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(kernel, np.uint8)), np.uint8)
