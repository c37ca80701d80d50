"""Skew and perspective: the straight lines of a page tell how it lay under the glass or before the camera.

The level lines of a table meet in one vanishing point, the upright ones in another. The page is drawn anew so that
both lie at infinity, which turns, shears and unbends it in one step. A page without ruling lines is turned so that
its lines of print stand out most; so is one with a single line, which may be a crease of the paper, or with a few short
ones, which may be streaks. Where too few lines tell, the rows and columns of print do: see `lean`.
"""

from __future__ import annotations

import math
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.chains import in_chains
from extractor.scan.labels import darkest, labelled, only, turned_over
from extractor.scan.lean import lie_of_columns, lie_of_rows
from extractor.scan.picture import Gray
from extractor.scan.sheet import Sheet, Straight

Matrix = npt.NDArray[np.float64]
"""3 x 3, maps homogeneous pixel places (x, y, 1)."""

_WORK_DPI = 100.0
_MOST_SKEW = 15.0
# Inches of line, at the working resolution, below which print is the better guide: glyphs in a row look like lines.
_ENOUGH = 8 * _WORK_DPI
# Fewer lines than this do not tell perspective.
_FEW = 6
# A crease runs from edge to edge of the paper, within this share of it; no line of a table does.
_EDGE = 0.015
# Lines further apart than this, in pixels there, are two; one alone is believed where it is off what else tells of the
# page by no more than so many degrees.
_APART, _AGREES = 0.1 * _WORK_DPI, 0.5
# The lines of a table that has none the other way are longer than this, in pixels there.
_SHORT = 3 * _WORK_DPI
# How high print is, in pixels there; and so many glyphs tell how its rows run.
_PRINT, _GLYPHS = (0.04 * _WORK_DPI, 0.4 * _WORK_DPI), 40
# Most of the print of a page is paler than so many of 100 of its glyphs, but not by more than this.
_DARKER, _PALER = 75, 0.5
# By so many pixels print is softened before it is turned.
_SOFT = 0.7
_STEPS = (np.arange(-4.0, 4.01, 0.25), np.arange(-0.2, 0.21, 0.05))


def rectifying(gray: Gray, dpi: float, sheet: Sheet) -> Matrix:
    """The matrix that takes a picture's pixels to those of the same page seen straight on.

    Args:
        gray: the picture, what is beside the sheet made white.
        dpi: its pixels an inch.
        sheet: the edges of the sheet; they count where there are few ruling lines.
    """
    scale = _WORK_DPI / dpi
    small = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    ink = np.asarray(
        cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12), np.uint8
    )
    height, width = small.shape
    flat = in_chains([s for s in _long_lines(ink) if not _from_edge_to_edge(s.x0, s.x1, width)])
    upright = [Straight(s.y0, s.x0, s.y1, s.x1) for s in _long_lines(turned_over(ink))]
    upright = [s for s in upright if not _from_edge_to_edge(s.y0, s.y1, height)]
    centre = (width / 2, height / 2)
    reach = 0.5 * max(width, height)
    edges = [_scaled(edge, scale) for edge in (sheet.top, sheet.bottom) if edge is not None]
    sides = [_scaled(side, scale) for side in (sheet.left, sheet.right) if side is not None]
    print_ = cache(lambda: _print_of(ink, small))
    level = sheer = None
    if len(edges) == 2 and len(flat) < _FEW:
        level = _vanishing(edges, centre, reach, along_x=True, few=2)
    if len(sides) == 2 and len(upright) < _FEW:
        sheer = _vanishing(sides, centre, reach, along_x=False, few=2)
    if sum(line.length for line in (*flat, *upright)) >= _ENOUGH:
        by_flat = level is None
        level = _vanishing(flat, centre, reach, along_x=True) if by_flat else level
        by_upright = sheer is None
        sheer = _vanishing(upright, centre, reach, along_x=False) if by_upright else sheer
        # A line alone may be a crease, whether the table has lines the other way or none; short ones that no others
        # cross may be streaks of a scanner's rollers.
        streaks = not upright and all(line.length < _SHORT for line in flat)
        if by_flat and level is not None and (streaks or _is_one([(s.x0, s.y0, s.x1, s.y1) for s in flat])):
            level = _believed(level, _at_infinity(_skew_of_print(print_())))
        if by_upright and sheer is not None and _is_one([(s.y0, s.x0, s.y1, s.x1) for s in upright]):
            told = _at_infinity(_skew_of_print(print_())) if level is None else level
            level, sheer = told, _believed(sheer, np.array([-told[1], told[0], 0.0]))
    if level is None:
        level = _at_infinity(_skew_of_print(print_())) if sheer is None else np.array([sheer[1], -sheer[0], 0.0])
    if not level[2] and len(flat) < _FEW:
        rows = lie_of_rows(print_(), level[1] / level[0])
        level = np.array([1.0, rows.lean, -rows.tilt])
    if sheer is None:
        columns = lie_of_columns(print_(), -level[1] / level[0])
        sheer = np.array([columns.lean, 1.0, -columns.tilt])
    # Unit vectors of the straight page, in coordinates around the centre in which half a page is about one.
    back = np.column_stack((level / np.hypot(*level[:2]), sheer / np.hypot(*sheer[:2]), np.array([0.0, 0.0, 1.0])))
    unit = np.array([[scale / reach, 0, -centre[0] / reach], [0, scale / reach, -centre[1] / reach], [0, 0, 1]])
    return np.asarray(np.linalg.inv(unit) @ np.linalg.inv(back) @ unit, np.float64)


def _from_edge_to_edge(start: float, end: float, whole: int) -> bool:
    return start <= _EDGE * whole and end >= (1 - _EDGE) * whole


def _is_one(ends: list[tuple[float, float, float, float]]) -> bool:
    """Whether all lines are pieces of the longest, given by their ends along it and across."""
    x0, y0, x1, y1 = max(ends, key=lambda each: each[2] - each[0])
    lean = (y1 - y0) / max(x1 - x0, 1.0)
    return all(abs(y - y0 - lean * (x - x0)) <= _APART for a, b, c, d in ends for x, y in ((a, b), (c, d)))


def _believed(line: Matrix, told: Matrix) -> Matrix:
    """Where a single line leads, or where else it is told to lead if the two do not agree."""
    turn = math.degrees(math.atan2(line[1], line[0]) - math.atan2(told[1], told[0]))
    return line if abs((turn + 90) % 180 - 90) <= _AGREES else told


def _scaled(line: Straight, scale: float) -> Straight:
    return Straight(*(value * scale for value in line))


def warped(gray: Gray, matrix: Matrix) -> Gray:
    """A picture drawn anew; what lay outside it is white."""
    if np.allclose(matrix, np.eye(3)):
        return gray
    height, width = gray.shape
    out = cv2.warpPerspective(
        gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return np.asarray(out, np.uint8)


def _long_lines(ink: Gray) -> list[Straight]:
    """Nearly level ink runs of an inch or more."""
    inked = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 14), np.uint8)), np.uint8)
    runs = cv2.dilate(inked, np.ones((1, 7), np.uint8))
    count, labels, stats = labelled(runs)
    out = []
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        if w < 90 or h > 0.25 * w + 5:
            continue
        held = (labels[y : y + h, x : x + w] == index) & (inked[y : y + h, x : x + w] > 0)
        if held.any(axis=0).mean() < 0.7:
            continue
        thick = held.sum(axis=0)
        columns = np.flatnonzero(thick)
        middle = (held * np.arange(h)[:, None]).sum(axis=0)[columns] / thick[columns]
        slope, start = np.polyfit(columns, middle, 1)
        if np.abs(start + slope * columns - middle).mean() < 1.5:
            out.append(Straight(x, y + start, x + w, y + start + slope * w))
    return out


def _vanishing(
    lines: list[Straight], centre: tuple[float, float], reach: float, along_x: bool, few: int = _FEW
) -> Matrix | None:
    """Where lines meet, as (x, y, w) around the centre with half a page as unit; None where too few tell.

    Perspective is believed only where many lines tell it and it is more than the unevenness of a scanner.
    """
    if not lines:
        return None
    ends = np.array([[s.x0, s.y0, s.x1, s.y1] for s in lines])
    ends = (ends - np.array([*centre, *centre])) / reach
    if not along_x:
        ends = ends[:, [1, 0, 3, 2]]
    slope = (ends[:, 3] - ends[:, 1]) / (ends[:, 2] - ends[:, 0])
    weight = ends[:, 2] - ends[:, 0]
    middle = _weighted_median(slope, weight)
    near = np.abs(slope - middle) < math.tan(math.radians(8))
    ends, slope, weight = ends[near], slope[near], weight[near]
    if abs(middle) > math.tan(math.radians(_MOST_SKEW)) or not len(ends):
        return None
    across = (ends[:, 1] + ends[:, 3]) / 2 - middle * (ends[:, 0] + ends[:, 2]) / 2
    tilt, lean = 0.0, middle
    if len(ends) >= few and np.ptp(across) > 0.4:
        keep = np.ones(len(ends), bool)
        for _ in range(3):
            tilt, lean = np.polyfit(across[keep], slope[keep], 1, w=weight[keep])
            rest = np.abs(slope - tilt * across - lean)
            keep = rest <= max(0.002, 2.5 * float(np.median(rest)))
        if abs(tilt) * float(np.ptp(across)) < math.tan(math.radians(0.25)):
            tilt, lean = 0.0, middle
    # A line at height c has the slope lean + tilt * c: all of them meet at x = -1 / tilt.
    point = np.array([1.0, lean, -tilt]) if tilt else np.array([1.0, lean, 0.0])
    return point if along_x else point[[1, 0, 2]]


def _weighted_median(values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])


def _at_infinity(degrees: float) -> Matrix:
    angle = math.radians(degrees)
    return np.array([math.cos(angle), math.sin(angle), 0.0])


def _print_of(ink: Gray, gray: Gray) -> Gray:
    """The ink that is as high as print and as dark, all where that is little: streaks of a roller are level however a
    sheet lay, and what shines through from its back was printed by itself."""
    count, labels, stats = labelled((ink > 0).astype(np.uint8))
    high = stats[:, 3]
    glyphs = (high >= _PRINT[0]) & (high <= _PRINT[1])
    glyphs[0] = False
    if np.count_nonzero(glyphs) < _GLYPHS:
        return ink
    dark = 255 - darkest(gray, ink, labels, count)
    glyphs &= dark >= _PALER * np.percentile(dark[glyphs], _DARKER)
    return np.where(only(ink, labels, glyphs) != 0, ink, 0).astype(np.uint8)


def _skew_of_print(ink: Gray) -> float:
    """By how many degrees the lines of print run down to the right: where their rows are sharpest."""
    small = np.asarray(cv2.resize(ink, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), np.float32)
    # Turned by nothing, pixels stay sharp, and turned by anything else they do not: grain would be the sharpest so.
    small = np.asarray(cv2.GaussianBlur(small, (0, 0), _SOFT), np.float32)
    height, width = small.shape
    best = 0.0
    for steps in _STEPS:
        scores = []
        for angle in best + steps:
            turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
            rows = np.asarray(cv2.warpAffine(small, turn, (width, height))).sum(axis=1)
            scores.append(float(np.square(np.diff(rows)).sum()))
        best += float(steps[int(np.argmax(scores))])
    return best
