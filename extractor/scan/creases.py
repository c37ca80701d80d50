"""Creases: dark lines that run over the whole sheet, where its paper was folded.

A crease is no line of a table, as it does not end with it, and it hangs all rows together that it runs past. Where
print stands across it the print stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled, turned_over
from extractor.scan.picture import Gray

_WORK = 100.0
"""Pixels an inch at which creases are looked for."""
_RUN, _LONG, _LEAN = 9, 1.0, 0.12
"""A piece of a crease is made of runs of so many pixels there, is so many inches long, and leans by no more."""
_ENDS, _WHOLE, _NEAR = 0.03, 0.92, 2
"""It begins and ends so near to the edges, as a share of the page, and is seen over so much of it, so many pixels off
its middle at most: the lines of a table keep further from the edges of the paper."""
_MOST = 2
"""More lines from edge to edge are those of a table that is larger than the picture."""
_THICK, _BESIDE = 0.02, 0.02
"""Inches: half of the width of a crease at most; where print goes on so far beside it, it stands across."""
_INK = 205
"""Darker than this is no paper."""


class _Line(NamedTuple):
    """Where an upright line is at each height: `start + lean * y`."""

    start: float
    lean: float


def without_creases(gray: Gray, dpi: float) -> Gray:
    """The page without its creases, upright and level; the same array where there are none.

    Args:
        gray: on white paper, as it lies.
        dpi: pixels an inch.
    """
    scale = _WORK / dpi
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    dark = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    ink: Gray = np.asarray(dark, np.uint8)
    out = gray
    for over in (False, True):
        found = list(_creases(turned_over(ink) if over else ink))
        if not 0 < len(found) <= _MOST:
            continue
        page = turned_over(out) if over else out.copy()
        for line in found:
            _erase(page, _Line(line.start / scale, line.lean), dpi)
        out = np.ascontiguousarray(turned_over(page) if over else page)
    return out


def _creases(ink: Gray) -> Iterator[_Line]:
    """Upright lines from the upper to the lower edge of a page."""
    height = len(ink)
    runs = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_RUN, 1), np.uint8)), np.uint8)
    _, labels, stats = labelled(np.asarray(cv2.dilate(runs, np.ones((5, 3), np.uint8)), np.uint8))
    rows = np.arange(height)
    known: list[npt.NDArray[np.float64]] = []
    for index in np.argsort(-stats[1:, 3]) + 1:
        x, y, w, h, _ = stats[index].tolist()
        if h < _LONG * _WORK:
            return
        if w > _LEAN * h + 6:
            continue
        ys, xs = np.nonzero((labels[y : y + h, x : x + w] == index) & (runs[y : y + h, x : x + w] > 0))
        if not len(ys):
            continue
        lean, start = np.polyfit(ys + y, xs + x, 1)
        at = start + lean * rows
        if any(np.abs(at - other).mean() < 4 * _NEAR for other in known):
            continue
        # Pieces further off tell the direction better: the line is laid through all ink near the first.
        for reach in (2 * _NEAR, _NEAR):
            near = _near(ink, at, reach)
            taken = near.any(axis=1)
            if taken.sum() < _LONG * _WORK:
                break
            middles = (near * np.arange(-reach, reach + 1)).sum(axis=1)[taken] / near.sum(axis=1)[taken]
            lean, start = np.polyfit(rows[taken], at[taken] + middles, 1)
            at = start + lean * rows
        taken = _near(runs, at, _NEAR).any(axis=1)
        inked = np.flatnonzero(taken)
        edge = _ENDS * height
        if len(inked) and inked[0] <= edge and inked[-1] >= height - edge and taken.mean() >= _WHOLE:
            known.append(at)
            yield _Line(float(start), float(lean))


def _near(ink: Gray, at: npt.NDArray[np.float64], reach: int) -> npt.NDArray[np.bool_]:
    """The ink so many pixels around a line, for each row."""
    height, width = ink.shape
    columns = np.rint(at).astype(int)[:, None] + np.arange(-reach, reach + 1)
    inside = (columns >= 0) & (columns < width)
    inked = ink[np.arange(height)[:, None], np.clip(columns, 0, width - 1)] > 0
    return np.asarray(inked & inside, np.bool_)


def _erase(page: Gray, line: _Line, dpi: float) -> None:
    """What is dark along a line made white, but where print stands across it."""
    height, width = page.shape
    half, beside = round(_THICK * dpi), round(_BESIDE * dpi)
    reach = half + beside
    columns = np.rint(line.start + line.lean * np.arange(height)).astype(int)[:, None] + np.arange(-reach, reach + 1)
    rows = np.broadcast_to(np.arange(height)[:, None], columns.shape)
    inside = (columns >= 0) & (columns < width)
    columns = np.clip(columns, 0, width - 1)
    levels: Gray = np.asarray(page[rows, columns], np.uint8)
    dark = (levels < _INK) & inside
    outer = np.concatenate((dark[:, :beside], dark[:, -beside:]), axis=1).any(axis=1)
    # A stroke is a few rows high, and the end of one may be paler than the rest.
    stands = np.asarray(outer, np.uint8).reshape(-1, 1)
    across = np.asarray(cv2.dilate(stands, np.ones((2 * beside + 1, 1), np.uint8)), np.bool_)
    gone = ~across & inside
    gone[:, :beside] = gone[:, -beside:] = False
    page[rows[gone], columns[gone]] = 255
