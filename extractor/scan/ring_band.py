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
    rows, columns = np.indices(part.shape)
    away = np.hypot(columns + x0 - x, rows + y0 - y)
    around = math.ceil(2 * math.pi * outer)
    turn = np.rint(np.arctan2(rows + y0 - y, columns + x0 - x) * (around / (2 * np.pi))).astype(int) % around
    inside, outside = (levels_on_circle(gray, x, y, radius, around) < _DARK for radius in (inner - 1.0, outer + 1.0))
    out = gray.copy()
    out[y0:y1, x0:x1] = without_stroke(
        part, away, turn, (inner, outer), crossing(inside, outside, inner, outer, dpi), dpi
    )
    return out


def without_stroke(
    part: Gray, away: Any, turn: Any, edges: tuple[float, float], kept: npt.NDArray[np.bool_], dpi: float
) -> Gray:
    """A part of a page without the stroke of a closed line, and without what of its ragged edge is left by itself.

    Args:
        part: the part of the page.
        away: how far each pixel is outside of some line that runs along the stroke.
        turn: how far along the stroke, as `kept` counts.
        edges: where the stroke begins and ends, as `away` counts.
        kept: what of the stroke stays, by its depth and how far along.
        dpi: pixels an inch.
    """
    inner, outer = edges
    frayed = max(2, round(_FRAYED * dpi))
    dark = part < _DARK
    band = (away >= inner) & (away <= outer)
    depth = np.clip(np.rint(away - inner).astype(int), 0, len(kept) - 1)
    gone = band & ~kept[depth, turn]
    left = np.where(dark & ~gone, 1, 0).astype(np.uint8)
    near = (away >= inner - frayed) & (away <= outer + frayed)
    count, labels, _ = labelled(left)
    alone = np.ones(count, np.bool_)
    alone[np.unique(labels[~near])] = False
    alone[0] = False
    return np.where(gone | alone[labels], 255, part).astype(np.uint8)


def crossing(inside: Angles, outside: Angles, inner: float, outer: float, dpi: float) -> npt.NDArray[np.bool_]:
    """What of a stroke is inked by more than itself, by its depth and how far along.

    Args:
        inside: where along the stroke there is ink right inside of it.
        outside: and where right outside.
        inner: where the stroke begins, in pixels.
        outer: where it ends.
        dpi: pixels an inch.
    """
    around, deep = len(inside), max(2, round(outer - inner) + 1)
    kept = np.zeros((deep, around), np.bool_)
    beyond = _round_runs(outside)
    far, met = _SLANTED * deep, set[int]()
    for first, last in _round_runs(inside):
        near = [
            (abs(_apart((first + last) / 2, (a + b) / 2, around)), k) for k, (a, b) in enumerate(beyond) if k not in met
        ]
        if near and min(near)[0] <= far:
            k = min(near)[1]
            met.add(k)
            _fill(kept, (first, last), beyond[k], range(deep))
        elif last - first <= _WIDE * dpi:
            _fill(kept, (first, last), (first, last), range(deep // 2))
    for k, (first, last) in enumerate(beyond):
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
    return levels_at(gray, columns, rows)


def levels_at(gray: Gray, columns: Any, rows: Any) -> Gray:
    """How dark a page is in some pixels; white beside the page."""
    inside = (columns >= 0) & (columns < gray.shape[1]) & (rows >= 0) & (rows < gray.shape[0])
    out = np.full(len(columns), 255, np.uint8)
    out[inside] = gray[rows[inside], columns[inside]]
    return out


def _round_runs(held: Angles) -> list[tuple[int, int]]:
    """From where to where on a circle something is so; what goes on over its beginning is one, from below 0."""
    found = [(a, b - 1) for a, b in runs(held)]
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == len(held) - 1:
        first, last = found[0], found.pop()
        found[0] = last[0] - len(held), first[1]
    return found
