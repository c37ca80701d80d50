"""The sheet of paper on a picture: beside it is the desk it lay on, or the lid of the scanner.

What is beside the sheet is no print, and where a table has few ruling lines, the edges of the sheet tell how it lay.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from extractor.scan.picture import Colour, Gray

_WORK_DPI = 50.0
# Print is thinner than this, in inches, and closed away before edges are looked for.
_PRINT = 0.26
# How far an edge may lie inside the picture, as a share of it.
_REACH = 0.15
# How much lighter paper is than what it lies on.
_STEP = 1.3
_OFF = 2.0
_SLANT = 0.15
_SAMPLES = 40


class Straight(NamedTuple):
    """A straight line on the picture, by its ends."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def length(self) -> float:
        return float(np.hypot(self.x1 - self.x0, self.y1 - self.y0))


class Sheet(NamedTuple):
    """The edges of a sheet as far as the picture shows them, in its pixels."""

    left: Straight | None = None
    top: Straight | None = None
    right: Straight | None = None
    bottom: Straight | None = None


def find_sheet(pixels: Colour, dpi: float) -> Sheet:
    """The edges of the sheet that can be seen on a picture."""
    scale = _WORK_DPI / dpi
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    size = int(_PRINT * _WORK_DPI) | 1
    # Continued beyond the picture, so that a narrow strip of desk is not closed away with the print.
    wide = cv2.copyMakeBorder(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), size, size, size, size, cv2.BORDER_REPLICATE)
    paper = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))[size:-size, size:-size]
    light = np.asarray(paper, np.float32) + 4
    height, width = light.shape

    def line(found: tuple[float, float] | None, upright: bool, far: bool) -> Straight | None:
        if found is None:
            return None
        across, along = (width, height) if upright else (height, width)
        a, b = found[1], found[1] + found[0] * along
        a, b = (across - a, across - b) if far else (a, b)
        ends = (a, 0.0, b, float(along)) if upright else (0.0, a, float(along), b)
        return Straight(*(value / scale for value in ends))

    return Sheet(
        line(_edge(light), True, False),
        line(_edge(light.T), False, False),
        line(_edge(light[:, ::-1]), True, True),
        line(_edge(light[::-1].T), False, True),
    )


def blank_beside(gray: Gray, sheet: Sheet, dpi: float) -> None:
    """Make white what is beside the sheet, and its ragged edge with it."""
    room = 0.03 * dpi
    height, width = gray.shape
    for line, corners in (
        (sheet.left, ((-width, 0), (room, 0))),
        (sheet.right, ((-room, 0), (width, 0))),
        (sheet.top, ((0, -height), (0, room))),
        (sheet.bottom, ((0, -room), (0, height))),
    ):
        if line is not None:
            (ax, ay), (bx, by) = corners
            area = [
                (line.x0 + ax, line.y0 + ay),
                (line.x1 + ax, line.y1 + ay),
                (line.x1 + bx, line.y1 + by),
                (line.x0 + bx, line.y0 + by),
            ]
            cv2.fillConvexPoly(gray, np.round(np.array(area)).astype(np.int32), 255)


def _edge(light: Any) -> tuple[float, float] | None:
    """The edge of the sheet at the left: (slope, place in the first row), or None where it is not seen.

    In most rows the paper begins with one step out of the dark, and these steps lie on one line.
    """
    height, width = light.shape
    reach = max(8, int(_REACH * width))
    before = np.pad(light, ((0, 0), (4, 0)), mode="edge")
    steps = light[:, :reach] / before[:, :reach]
    at = steps.argmax(axis=1)
    rows = np.arange(height)
    strong = steps[rows, at] >= _STEP
    # All that is beyond the edge is dark, up to the end of the picture.
    inside = light[rows, np.minimum(at + 1, width - 1)]
    lightest = np.maximum.accumulate(before, axis=1)[rows, at]
    strong &= lightest <= inside / _STEP
    rise = np.maximum(np.diff(before[rows[:, None], at[:, None] + np.arange(5)], axis=1), 0)
    places = at - 4 + (rise * np.arange(1, 5)).sum(axis=1) / np.maximum(rise.sum(axis=1), 1)
    seen = np.flatnonzero(strong)
    if len(seen) < 0.2 * height:
        return None
    chosen = seen[np.linspace(0, len(seen) - 1, _SAMPLES).astype(int)]
    first, second = np.triu_indices(len(chosen), 1)
    y0, y1 = chosen[first], chosen[second]
    far = np.abs(y1 - y0) >= 0.25 * (seen[-1] - seen[0])
    y0, y1 = y0[far], y1[far]
    slopes = (places[y1] - places[y0]) / (y1 - y0)
    starts = places[y0] - slopes * y0
    fits = np.abs(places[seen] - slopes[:, None] * seen - starts[:, None]) <= _OFF
    best = int(fits.sum(axis=1).argmax())
    slope, start = np.polyfit(seen[fits[best]], places[seen[fits[best]]], 1)
    expected = start + slope * rows
    within = expected >= 1
    held = strong & (np.abs(places - expected) <= _OFF)
    if abs(slope) > _SLANT or within.sum() < 0.2 * height or held[within].mean() < 0.7:
        return None
    return float(slope), float(start)
