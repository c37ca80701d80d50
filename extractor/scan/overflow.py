"""Print that stands across a ruling line: a spreadsheet with fixed heights prints on over the line above or below.

Cut along the line, such a word is read as two rows of half glyphs. It is taken whole, the pixels of the line that
join its glyphs with it, before the cells are looked into.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

_RULE = 0.03
# Heights of print, in inches, and how much of it at least stands on each side of the line.
_LOW, _HIGH = 0.06, 0.26
_SIDE = 0.15
# Glyphs of one word are nearer than this.
_NEAR = 0.11
# Rows with less ink than this share of the fullest are another line's; columns with more line than this are a line.
_FULL, _WALL = 0.25, 0.4
_ONE_LINE = 1.4
# A single stroke that touches a line from both sides is chance.
_STROKES = 2


def across(print_only: Gray, mask: Gray, dpi: float) -> tuple[list[tuple[int, int, int, int]], Gray]:
    """Words that stand across level lines.

    Args:
        print_only: 1 where something other than a line is printed.
        mask: 1 where a line is.
        dpi: pixels an inch.

    Returns:
        Their boxes (x0, y0, x1, y1), and 1 where their ink is, also under the lines.
    """
    nothing: Gray = np.zeros_like(print_only)
    reach = int(_RULE * dpi) + 2
    joined = np.asarray(cv2.morphologyEx(print_only, cv2.MORPH_CLOSE, np.ones((reach, 1), np.uint8)), np.uint8)
    bridges = joined & mask
    if not bridges.any():
        return [], nothing
    whole = print_only | bridges
    count, labels, stats = labelled(whole)
    heights = stats[1:, 3][(stats[1:, 3] >= _LOW * dpi) & (stats[1:, 3] <= _HIGH * dpi)]
    if not len(heights):
        return [], nothing
    # Two lines of print that touch the line between them are twice as high as one that stands across it.
    highest = _ONE_LINE * float(np.percentile(heights, 70))
    crossing = _crossing(bridges, labels, stats, dpi, highest)
    if not crossing.any():
        return [], nothing
    boxes: list[tuple[int, int, int, int]] = []
    taken = np.zeros(count, bool)
    under = np.zeros_like(print_only)
    x0, y0, x1, y1 = stats[:, 0], stats[:, 1], stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]
    for start in np.flatnonzero(crossing):
        if taken[start]:
            continue
        group = np.zeros(count, bool)
        group[start] = True
        box = np.array([x0[start], y0[start], x1[start], y1[start]])
        while True:
            slack = 0.3 * (box[3] - box[1])
            level = (y0 >= box[1] - slack) & (y1 <= box[3] + slack) & (stats[:, 3] > 0)
            beside = (x0 - box[2] <= _NEAR * dpi) & (box[0] - x1 <= _NEAR * dpi)
            more = level & beside & ~group & ~taken
            more[0] = False
            if not more.any():
                break
            group |= more
            box = np.array([x0[group].min(), y0[group].min(), x1[group].max(), y1[group].max()])
        left, top, right, bottom = (int(value) for value in box)
        area = (slice(top, bottom), slice(left, right))
        ink = group[labels[area]]
        rows = _line(ink.sum(axis=1))
        window = (slice(top + rows.start, top + rows.stop), slice(left, right))
        strokes = _groups(bridges[window].any(axis=0))
        if strokes >= _STROKES and _LOW * dpi <= rows.stop - rows.start <= highest:
            taken |= group
            under[window] |= group[labels[window]]
            walls = mask[window].mean(axis=0) > _WALL
            boxes += [
                (left + a, window[0].start, left + b, window[0].stop) for a, b in _parts(ink[rows].any(axis=0), walls)
            ]
    return boxes, under


def _line(inked: Any) -> slice:
    """The rows of a line of print, without what hangs on it above and below: the feet of the line before."""
    full = np.flatnonzero(inked >= _FULL * float(np.percentile(inked, 90)))
    return slice(int(full[0]), int(full[-1]) + 1)


def _parts(inked: Any, walls: Any) -> list[tuple[int, int]]:
    """The columns of the words in a line, cut where an upright line passes through."""
    out = []
    starts = np.flatnonzero(np.diff(np.concatenate(([True], walls, [True])).astype(np.int8)) == -1)
    ends = np.flatnonzero(np.diff(np.concatenate(([True], walls, [True])).astype(np.int8)) == 1)
    for start, end in zip(starts, ends, strict=True):
        columns = np.flatnonzero(inked[start:end])
        if len(columns):
            out.append((int(start + columns[0]), int(start + columns[-1]) + 1))
    return out


def _crossing(bridges: Gray, labels: Any, stats: Any, dpi: float, highest: float) -> Any:
    """Which marks stand across a line, with enough of them on each side."""
    found = np.zeros(len(stats), bool)
    rows, columns = np.nonzero(bridges)
    held = labels[rows, columns]
    for index in np.unique(held):
        y, h = int(stats[index, 1]), int(stats[index, 3])
        if index == 0 or not _LOW * dpi <= h <= highest:
            continue
        at = rows[held == index]
        side = _SIDE * h
        found[index] = at.min() - y >= side and y + h - 1 - at.max() >= side
    return found


def _groups(inked: Any) -> int:
    return int((np.diff(np.concatenate(([0], inked.astype(np.int8)))) == 1).sum())
