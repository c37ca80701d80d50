"""The stroke of a ring taken out of a page, and what crosses it left.

Seen from the middle of the ring its stroke is a level band. A stroke of print or a line of a table that crosses the
band comes out on its other side: what is inked between is both, and stays. What ends at the band may reach into it,
half its way at most. All else in the band is the ring's.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray
from extractor.scan.track import runs

_DARK = 128
_SLANTED = 1.0
"""What crosses the band comes out no further along it than so many times its width."""
_WIDE = 0.05
"""In inches: what is wider where it touches the band runs along it."""
_FRAYED = 0.015
"""In inches: so far from the band its own ragged edge may stand."""

Angles = npt.NDArray[np.bool_]


def without_band(gray: Gray, x: float, y: float, inner: float, outer: float, dpi: float) -> Gray:
    """The page without the stroke of a ring.

    Args:
        gray: the page.
        x: the middle of the ring, in pixels.
        y: as `x`.
        inner: where the stroke begins, in pixels from the middle.
        outer: where it ends.
        dpi: pixels an inch.
    """
    frayed = max(2, round(_FRAYED * dpi))
    height, width = gray.shape
    reach = outer + 3 * frayed
    y0, y1 = max(0, int(y - reach)), min(height, int(y + reach) + 2)
    x0, x1 = max(0, int(x - reach)), min(width, int(x + reach) + 2)
    part = gray[y0:y1, x0:x1]
    dark = part < _DARK
    rows, columns = np.indices(part.shape)
    away = np.hypot(columns + x0 - x, rows + y0 - y)
    around = math.ceil(2 * math.pi * outer)
    turn = np.rint(np.arctan2(rows + y0 - y, columns + x0 - x) * (around / (2 * np.pi))).astype(int) % around
    kept = _crossing(gray, (x, y), (inner, outer), around, dpi)
    band = (away >= inner) & (away <= outer)
    depth = np.clip(np.rint(away - inner).astype(int), 0, len(kept) - 1)
    gone = band & ~kept[depth, turn]
    left = np.where(dark & ~gone, 1, 0).astype(np.uint8)
    # What of the ring's edge is left by itself.
    near = (away >= inner - frayed) & (away <= outer + frayed)
    count, labels, _, _ = labelled(left)
    alone = np.ones(count, np.bool_)
    alone[np.unique(labels[~near])] = False
    alone[0] = False
    out = gray.copy()
    out[y0:y1, x0:x1][gone | alone[labels]] = 255
    return out


def _crossing(
    gray: Gray, middle: tuple[float, float], edges: tuple[float, float], around: int, dpi: float
) -> npt.NDArray[np.bool_]:
    """What of the band is inked by more than the ring, by its depth and direction."""
    inner, outer = edges
    deep = max(2, round(outer - inner) + 1)
    kept = np.zeros((deep, around), np.bool_)
    inside, outside = (
        _round_runs(levels_on_circle(gray, *middle, radius, around) < _DARK) for radius in (inner - 1.0, outer + 1.0)
    )
    far, met = _SLANTED * deep, set[int]()
    for first, last in inside:
        near = [
            (abs(_apart((first + last) / 2, (a + b) / 2, around)), k)
            for k, (a, b) in enumerate(outside)
            if k not in met
        ]
        if near and min(near)[0] <= far:
            k = min(near)[1]
            met.add(k)
            _fill(kept, (first, last), outside[k], range(deep))
        elif last - first <= _WIDE * dpi:
            _fill(kept, (first, last), (first, last), range(deep // 2))
    for k, (first, last) in enumerate(outside):
        if k not in met and last - first <= _WIDE * dpi:
            _fill(kept, (first, last), (first, last), range(deep - deep // 2, deep))
    return kept


def _fill(kept: Any, near: tuple[int, int], far: tuple[int, int], depths: range) -> None:
    """Mark what is between two places at the two edges of the band."""
    deep, around = kept.shape
    shift = _apart(sum(near) / 2, sum(far) / 2, around) + sum(near) / 2
    half = (near[1] - near[0]) / 2, (far[1] - far[0]) / 2
    for depth in depths:
        share = depth / (deep - 1)
        at, wide = sum(near) / 2 + share * (shift - sum(near) / 2), half[0] + share * (half[1] - half[0])
        kept[depth, np.arange(math.floor(at - wide), math.ceil(at + wide) + 1) % around] = True


def _apart(a: float, b: float, around: int) -> float:
    """How far it is from one direction to another, either way."""
    return (b - a + around / 2) % around - around / 2


def levels_on_circle(gray: Gray, x: float, y: float, radius: float, around: int) -> Gray:
    """How dark a page is in so many directions around a place, at one distance from it; white beside the page."""
    angles = np.arange(around) * (2 * np.pi / around)
    columns = np.rint(x + radius * np.cos(angles)).astype(int)
    rows = np.rint(y + radius * np.sin(angles)).astype(int)
    inside = (columns >= 0) & (columns < gray.shape[1]) & (rows >= 0) & (rows < gray.shape[0])
    out = np.full(around, 255, np.uint8)
    out[inside] = gray[rows[inside], columns[inside]]
    return out


def _round_runs(held: Angles) -> list[tuple[int, int]]:
    """From where to where on a circle something is so; what goes on over its beginning is one, from below 0."""
    found = [(a, b - 1) for a, b in runs(held)]
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == len(held) - 1:
        first, last = found[0], found.pop()
        found[0] = last[0] - len(held), first[1]
    return found
