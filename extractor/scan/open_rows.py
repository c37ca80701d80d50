"""Upright lines of a row that is open: the level line that closes it was drawn on the page before, or on the next.

What goes on behind the last level line may be print that touches the end of a line. But where most columns of a table
go on equally far, these are its lines. So are runs of one height that stand on a level line from its one end to its
other, though no row but this one be on the page: print stands above a line, not on it.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

_COLUMNS, _MOST = 4, 0.8
"""So many columns go on, at least, and such a share of those that end at one level."""
_NEAR = 0.02
"""In inches: ends so near to each other are level."""
_LOWEST, _HIGHEST = 0.08, 0.6
"""Of rows, in inches."""
_LONG = 2.0
"""Of the level line that a row alone stands on, in inches."""


def with_open_rows(upright: Gray, flat: Gray, drawn: Gray, dpi: float) -> Gray:
    """The upright runs, with what of them stands in a row above the first level line or below the last one.

    Args:
        upright: 255 where an upright line is.
        flat: 255 where a level line is.
        drawn: 255 where anything runs upright, and may be a line.
        dpi: pixels an inch.
    """
    out = _alone(_gone_up(upright, flat, drawn, dpi), flat, drawn, dpi)
    turned = out[::-1], flat[::-1], drawn[::-1]
    return np.asarray(_alone(_gone_up(*turned, dpi), *turned[1:], dpi)[::-1], np.uint8)


def _gone_up(upright: Gray, flat: Gray, drawn: Gray, dpi: float) -> Gray:
    near, lowest, highest = max(2, round(_NEAR * dpi)), int(_LOWEST * dpi), int(_HIGHEST * dpi)
    count, _, stats = labelled(np.ascontiguousarray(upright))
    ends = sorted((stats[k][:3].tolist() for k in range(1, count)), key=lambda end: end[1])
    out = upright
    while ends:
        level = [end for end in ends if end[1] - ends[0][1] <= near]
        ends = ends[len(level) :]
        met = [(x, y, w) for x, y, w in level if flat[max(0, y - near) : y + near + 1, x : x + w].any()]
        if len(met) < _COLUMNS:
            continue
        rises = [_rise(drawn, x, y, w, highest + 1) for x, y, w in met]
        usual = int(np.median(rises))
        if not lowest <= usual <= highest:
            continue
        alike = [end for end, rise in zip(met, rises, strict=True) if abs(rise - usual) <= near]
        if len(alike) < max(_COLUMNS, _MOST * len(level)):
            continue
        out = out.copy() if out is upright else out
        for x, y, w in alike:
            window = (slice(max(0, y - usual), y + near), slice(x, x + w))
            out[window] = cv2.bitwise_or(np.ascontiguousarray(out[window]), np.ascontiguousarray(drawn[window]))
    return out


def _alone(upright: Gray, flat: Gray, drawn: Gray, dpi: float) -> Gray:
    """The upright runs, with those of one row on a level line on which no other stands."""
    near, lowest, highest = max(2, round(_NEAR * dpi)), int(_LOWEST * dpi), int(_HIGHEST * dpi)
    count, _, stats = labelled(np.ascontiguousarray(flat))
    out = upright
    for x, y, w, h, _ in stats[1:count].tolist():
        around = slice(max(0, y - highest), y + h + near), slice(max(0, x - near), x + w + near)
        if w < _LONG * dpi or upright[around].any():
            continue
        on = np.flatnonzero((drawn[max(0, y - near) : y, around[1]] > 0).any(axis=0)) + around[1].start
        runs = [(int(each[0]), len(each)) for each in np.split(on, np.flatnonzero(np.diff(on) > 1) + 1) if len(each)]
        rises = [_rise(drawn, at, y, wide, highest + 1) for at, wide in runs]
        standing = [rise for rise in rises if rise >= lowest]
        usual = int(np.median(standing)) if standing else 0
        alike = [run for run, rise in zip(runs, rises, strict=True) if abs(rise - usual) <= near and run[1] <= 2 * near]
        if usual > highest or len(alike) < max(_COLUMNS, _MOST * len(standing)):
            continue
        # The sides of the table are among them.
        if alike[0][0] > x + near or sum(alike[-1]) < x + w - near:
            continue
        out = out.copy() if out is upright else out
        for at, wide in alike:
            window = (slice(max(0, y - usual), y + near), slice(at, at + wide))
            out[window] = cv2.bitwise_or(np.ascontiguousarray(out[window]), np.ascontiguousarray(drawn[window]))
    return out


def _rise(drawn: Gray, x: int, y: int, wide: int, most: int) -> int:
    """How far a run goes on above a place."""
    inked = np.flip(drawn[max(0, y - most) : y, x : x + wide].max(axis=1))
    gaps = np.flatnonzero(inked == 0)
    return int(gaps[0]) if len(gaps) else len(inked)
