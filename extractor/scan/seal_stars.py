"""The star in the middle of a seal that a fax made black, found by its shape.

A fax that holds each place to what is around it leaves only the edge of what is large and dark: the middle of such a
star is white, and its tips look like strokes. But the ten sides of a star are where they are, inked within and bare
without.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.picture import Gray

_DARK = 128
_WAIST = 0.382
"""Where two sides of a star meet between two of its tips, as a share of how far these are from its middle."""
_SIZES = np.arange(0.2, 0.52, 0.02)
"""How far the tips are from the middle of the seal, in its radii."""
_TURNS = np.arange(0.0, 72.0, 3.0)
_OFF = 0.02
"""So far a star may be off the middle, in inches."""
_WITHIN, _WITHOUT = 0.015, 0.03
"""In inches from a side: so near within it is inked, and so near without it is bare."""
_INKED, _BARE = 0.75, 0.3
"""Which share of the places along the sides is at least, and at most, inked."""
_PLACES = np.linspace(0.15, 0.85, 6)


def star_in(gray: Gray, x: float, y: float, radius: float, dpi: float) -> npt.NDArray[np.int32] | None:
    """The corners of the star in a ring, in pixels; None where there is none.

    Args:
        gray: the page.
        x: the middle of the ring, in pixels.
        y: as `x`.
        radius: of the ring, in pixels.
        dpi: pixels an inch.
    """
    steps = np.array([-_OFF, 0.0, _OFF]) * dpi
    corners = np.stack([_corners(size * radius, turn) for size in _SIZES for turn in _TURNS])
    corners = np.concatenate([corners + np.array([x + a, y + b]) for a in steps for b in steps])
    inked, bare = (_share(gray, corners, off * dpi) for off in (-_WITHIN, _WITHOUT))
    best = int(np.argmax(inked - bare))
    if inked[best] < _INKED or bare[best] > _BARE:
        return None
    return np.asarray(np.rint(corners[best]), np.int32)


def fill_star(out: Gray, corners: npt.NDArray[np.int32]) -> None:
    """A star made black all over."""
    cv2.fillPoly(out, [corners], 0)


def _corners(size: float, turn: float) -> npt.NDArray[np.float64]:
    """The ten corners of a star around 0."""
    angles = np.radians(turn + 36.0 * np.arange(10))
    away = size * np.where(np.arange(10) % 2 == 0, 1.0, _WAIST)
    return np.stack([away * np.sin(angles), -away * np.cos(angles)], axis=1)


def _share(gray: Gray, corners: npt.NDArray[np.float64], off: float) -> npt.NDArray[np.float64]:
    """Of each of some stars, how much ink there is along its sides, so many pixels outwards."""
    after = np.roll(corners, -1, axis=1)
    along = after - corners
    # Clockwise as the page is seen, so that outwards is to the left.
    normal = np.stack([along[..., 1], -along[..., 0]], axis=-1) / np.hypot(along[..., 0], along[..., 1])[..., None]
    places = corners[:, :, None] + _PLACES[:, None] * along[:, :, None] + off * normal[:, :, None]
    columns, rows = np.rint(places[..., 0]).astype(int), np.rint(places[..., 1]).astype(int)
    inside = (columns >= 0) & (columns < gray.shape[1]) & (rows >= 0) & (rows < gray.shape[0])
    dark = gray[np.clip(rows, 0, gray.shape[0] - 1), np.clip(columns, 0, gray.shape[1] - 1)] < _DARK
    return np.asarray((dark & inside).mean(axis=(1, 2)), np.float64)
