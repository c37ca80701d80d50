"""The rings of seals that a fax machine or a copier made black, taken out before lines and print are looked for.

No colour tells them from print any more, but nothing else that is printed is a whole circle as large as a seal. Its
ring runs words and rows together, the star in its middle is a blot, and its letters are read as words; all three go.
Where print stands at the ring it stays.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray, disk
from extractor.scan.ring_band import levels_on_circle, without_band
from extractor.scan.ring_letters import letters_along
from extractor.scan.seal_stars import fill_star, star_in

_COARSE = 50.0
"""Dots an inch at which circles are looked for."""
_SMALLEST, _LARGEST = 0.5, 1.0
"""Radius of a seal, in inches."""
_DARK = 128
_VOTES, _MANY = 22.0, 8
"""Of the middle of a circle that may be one; and how many of them are looked at."""
_WHOLE, _BARE, _SOME = 0.8, 0.35, 0.4
"""Of all directions a ring has ink in so many; right inside and outside of it there is less; and near it, more."""
_STROKE = 0.05
"""Inches: no ring of a seal is thicker."""
_STAR, _THICK, _TIPS = 0.5, 0.08, 0.035
"""A star reaches so far of the radius, its middle is thicker than any stroke of print, in inches, and its tips than
most."""
_DIRECTIONS = 720


class _Ring(NamedTuple):
    x: float
    y: float
    radius: float


def without_black_seals(gray: Gray, dpi: float) -> Gray:
    """The page without black rings as large as a seal's, and without the stars and the letters in them.

    Args:
        gray: on white paper.
        dpi: pixels an inch.
    """
    rings = [ring for found in _circles(gray, dpi) if (ring := _traced(gray, found, dpi)) is not None]
    if not rings:
        return gray
    out = gray.copy()
    for ring in rings:
        star = star_in(out, *ring, dpi)
        whole = out
        out = _without_ring(out, ring, dpi)
        _erase_star(out, star, ring, dpi)
        letters = letters_along(out, *ring, dpi)
        if letters is not None:
            # Beside them more of the ring is left than beside print.
            out = _without_ring(np.where(letters, 255, whole).astype(np.uint8), ring, dpi)
            _erase_star(out, star, ring, dpi)
    return out


def _circles(gray: Gray, dpi: float) -> list[_Ring]:
    """Where a circle may be, roughly."""
    scale = _COARSE / dpi
    small = cv2.medianBlur(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), 3)
    found = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=_SMALLEST * _COARSE,
        param1=160,
        param2=_VOTES,
        minRadius=int(_SMALLEST * _COARSE),
        maxRadius=int(_LARGEST * _COARSE),
    )
    if found is None:
        return []
    return [_Ring(*(float(value) / scale for value in circle[:3])) for circle in found[0][:_MANY]]


def _traced(gray: Gray, near: _Ring, dpi: float) -> _Ring | None:
    """The ring at a place, exactly; None where there is none."""
    whole = 0.0
    for step in (0.03 * dpi, 0.015 * dpi, 0.0075 * dpi):
        ways = itertools.product((-step, 0.0, step), repeat=3)
        tried = (_Ring(near.x + a, near.y + b, near.radius + c) for a, b, c in ways)
        whole, near = max((_inked(gray, ring), ring) for ring in tried)
        if whole < _SOME:
            return None
    stroke = _STROKE * dpi
    beside = [_inked(gray, near._replace(radius=near.radius + off)) for off in (-1.5 * stroke, 1.5 * stroke)]
    return near if whole >= _WHOLE and max(beside) <= _BARE else None


def _inked(gray: Gray, ring: _Ring) -> float:
    """In how much of a circle there is ink."""
    return float((levels_on_circle(gray, *ring, _DIRECTIONS) < _DARK).mean())


def _without_ring(gray: Gray, ring: _Ring, dpi: float) -> Gray:
    """The page without the stroke of a ring."""
    most = round(_STROKE * dpi)
    edges = []
    for way in (-1, 1):
        shares = [_inked(gray, ring._replace(radius=ring.radius + way * k)) for k in range(1, most + 1)]
        edges.append(next((k for k, share in enumerate(shares, start=1) if share < _BARE), most) + 1)
    return without_band(gray, ring.x, ring.y, ring.radius - edges[0], ring.radius + edges[1], dpi)


def _erase_star(out: Gray, star: npt.NDArray[np.int32] | None, ring: _Ring, dpi: float) -> None:
    """The star in the middle of a ring made white, and what else is thicker than print there, to its tips."""
    if star is not None:
        fill_star(out, star)
    reach = int(_STAR * ring.radius)
    x, y = int(ring.x), int(ring.y)
    window = (slice(max(0, y - reach), y + reach), slice(max(0, x - reach), x + reach))
    dark = (out[window] < _DARK).astype(np.uint8)
    core, tips = (cv2.morphologyEx(dark, cv2.MORPH_OPEN, disk(int(size * dpi))) for size in (_THICK, _TIPS))
    if not core.any():
        return
    _, pieces, _ = labelled(np.asarray(cv2.dilate(tips, disk(3)), np.uint8))
    star = np.isin(pieces, np.unique(pieces[core > 0])).astype(np.uint8)
    out[window][cv2.dilate(star, disk(5)) > 0] = 255
