"""Runs of ink that hang together, as the ruling lines of a table do; and what else is as long and is none."""

from __future__ import annotations

from typing import Any

import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

# In inches: a line that stands alone is this long at least, and of a run no thicker; one over a fold is bent no more.
_ALONE, _THIN, _BENT = 1.5, 0.06, 0.15
_SOLID = 0.8
# The sides of cells in one row: so many, and over so much of its height.
_CELL_SIDES, _BETWEEN = 4, 0.6
# In inches: the frame around a table is so far from its sides, and no further.
_BORDER = 0.08


def networks(both: Gray, flat: Gray, upright: Gray, ink: Gray, dpi: float) -> Gray:
    """255 where a run belongs to a network of level and upright runs, or is a long thin line that stands alone."""
    count, labels, stats = labelled(both)
    out = np.zeros_like(both)
    boxes = [stats[index].tolist() for index in range(1, count)]
    large = [(x, y, x + w, y + h) for x, y, w, h, _ in boxes if w >= dpi and h >= 0.3 * dpi]
    for index, (x, y, w, h, _) in enumerate(boxes, start=1):
        window = (slice(y, y + h), slice(x, x + w))
        if w >= dpi and h >= 0.3 * dpi:
            if any(_around((x, y, x + w, y + h), other) for other in large):
                continue  # the edge of the paper, or a frame around the page
            held = labels[window] == index
            if (held & (flat[window] > 0)).any() and (held & (upright[window] > 0)).any():
                out[window][held] = 255
        elif w >= _ALONE * dpi and (
            _is_row(flat[window], upright[window], labels[window] == index, dpi)
            # Dots that lead to a page number are no line.
            or ((h <= _THIN * dpi or _is_bent(flat[window], dpi)) and (ink[window] > 0).any(axis=0).mean() >= _SOLID)
        ):
            out[window][labels[window] == index] = 255
    return out


def _is_row(flat: Gray, upright: Gray, held: Any, dpi: float) -> bool:
    """Whether a network is one row of a table, as is left of one on its last page: two level lines and the sides of
    some cells between them; or one and such sides from its one end to its other, the row being open."""
    level, sheer = held & (flat > 0), held & (upright > 0)
    third = max(1, flat.shape[0] // 3)
    closed = [end.any(axis=0).mean() >= _SOLID for end in (level[:third], level[-third:])]
    if not any(closed):
        return False
    if not all(closed):
        drawn = np.flatnonzero((level | sheer).any(axis=1))
        sheer = sheer[drawn[0] : drawn[-1] + 1]
    sides = np.flatnonzero(np.diff((sheer.mean(axis=0) >= _BETWEEN).astype(np.int8), prepend=0) > 0)
    if len(sides) < _CELL_SIDES:
        return False
    near, ends = _BORDER * dpi, np.flatnonzero(level.any(axis=0))
    return all(closed) or bool(sides[0] - ends[0] <= near and ends[-1] - sides[-1] <= near)


def _is_bent(flat: Gray, dpi: float) -> bool:
    """Whether a level line is thin all along and leaves its level in one place: over a fold of the paper."""
    held = flat > 0
    return flat.shape[0] <= _BENT * dpi and int(held.sum()) <= _THIN * dpi / 2 * max(1, int(held.any(axis=0).sum()))


def _around(box: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return (
        box != other
        and all(a <= b for a, b in zip(box[:2], other[:2], strict=True))
        and (all(a >= b for a, b in zip(box[2:], other[2:], strict=True)))
    )
