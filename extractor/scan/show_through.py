"""Print that shines through from the back of the sheet: as large as print of the page, and far paler than all of it.

How pale print may be is not known beforehand; but between the print of a page and what shines through there is nothing
of a darkness between the two, while pale print on a page has all shades from its darkest strokes to its worn ones.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import darkest, labelled
from extractor.scan.picture import Gray

WHITE = 255.0
# The size of characters, in inches.
_LEAST, _MOST = 0.03, 0.25
_PRINT = 92.0
"""Of the darkness of all pieces, in per cent: what is that dark is print, however much shines through."""
_FROM, _TO = 0.12, 0.6
"""Between these shares of the darkness of print the gap is looked for."""
_GAP = 0.15
"""So wide a gap, as a share of the darkness of print, is none by chance."""
_FEW = 20
"""Fewer pale pieces are dirt, which others know; fewer dark ones no print."""
_STRAY = 0.01
"""Of the pieces, so many may lie in the gap: where print and what shines through touch."""
_FLAT = 3
"""A dash is so many times as wide as high."""
_POINT = 3
"""Pixels: what is smaller is no point."""
_REACH = 0.03
"""In inches: a thin stroke goes on so far from what is dark of its character."""
_SOFT = 5
"""Pixels, across: the soft edge of print is print."""


def palest_print(gray: Gray, ink: Gray, dpi: float) -> float:
    """The level of grey above which nothing is print; `WHITE` where nothing shines through.

    Args:
        gray: the page.
        ink: 255 where something is printed that is no line.
        dpi: its pixels an inch.
    """
    count, labels, stats = labelled((ink > 0).astype(np.uint8))
    wide, high = stats[:, 2], stats[:, 3]
    letters = (high >= _LEAST * dpi) & (np.maximum(wide, high) <= _MOST * dpi) & (stats[:, 4] >= 4)
    letters[0] = False
    if np.count_nonzero(letters) < 2 * _FEW:
        return WHITE
    depths = np.sort(WHITE - darkest(gray, ink, labels, count)[letters])
    usual = float(np.percentile(depths, _PRINT))
    least = _gap(depths, usual)
    return WHITE - least if least else WHITE


def _strokes(gray: Gray, ink: Gray, palest: float, dpi: float) -> Gray:
    """1 on dashes and points that are darker than all that shines through, if paler than print: they are as thin as a
    hair, and blurred they keep half of their darkness."""
    count, labels, stats = labelled((ink > 0).astype(np.uint8))
    shades = darkest(gray, ink, labels, count).astype(np.float64)
    wide, high = stats[:, 2], stats[:, 3]
    letters = (high >= _LEAST * dpi) & (np.maximum(wide, high) <= _MOST * dpi) & (stats[:, 4] >= 4)
    letters[0] = False
    behind = np.sort(shades[letters & (shades > palest)])
    faint = float(behind[int(_STRAY * np.count_nonzero(letters))]) if len(behind) else palest
    flat = (high < _LEAST * dpi) & (wide >= _FLAT * high) & (wide >= _LEAST * dpi) & (wide <= _MOST * dpi)
    point = (np.maximum(wide, high) < _LEAST * dpi) & (stats[:, 4] >= _POINT)
    point[0] = False
    return np.asarray(((flat | point) & (shades < faint))[labels], np.uint8)


def _whole(dark: npt.NDArray[np.bool_], ink: Gray, dpi: float) -> npt.NDArray[np.bool_]:
    """What is dark with the thin strokes that hang on to it: they are paler than the others of their character."""
    out = dark.astype(np.uint8)
    within = (ink > 0).astype(np.uint8)
    for _ in range(max(1, round(_REACH * dpi))):
        out |= np.asarray(cv2.dilate(out, np.ones((3, 3), np.uint8)), np.uint8) & within
    return out > 0


def _gap(depths: npt.NDArray[np.float64], usual: float) -> float:
    """The middle of the widest gap between the pale and the dark, 0 where there is none.

    Args:
        depths: in order.
        usual: of print.
    """
    stray = int(_STRAY * len(depths))
    inner = np.concatenate(([_FROM * usual], depths[(depths > _FROM * usual) & (depths < _TO * usual)], [_TO * usual]))
    reach = min(stray, len(inner) - 2) + 1
    widths = inner[reach:] - inner[:-reach]
    at = int(widths.argmax())
    middle = float(inner[at] + inner[at + reach]) / 2
    pale = int(np.searchsorted(depths, middle))
    if widths[at] < _GAP * usual or min(pale, len(depths) - pale) < _FEW:
        return 0.0
    return middle


def without_show_through(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> tuple[Gray, Gray]:
    """The page and its ink without print that shines through.

    Args:
        gray: the page.
        ink: 255 where something is printed.
        lines: 1 on ruling lines, which are as pale as they are.
        dpi: pixels an inch.
    """
    printed = np.where(lines > 0, 0, ink).astype(np.uint8)
    palest = palest_print(gray, printed, dpi)
    if palest == WHITE:
        return gray, ink
    kept = _whole(gray <= palest, printed, dpi) | (lines > 0) | (_strokes(gray, printed, palest, dpi) > 0)
    print_ = cv2.dilate(kept.astype(np.uint8), np.ones((_SOFT, _SOFT), np.uint8))
    return np.where(print_ > 0, gray, 255).astype(np.uint8), np.where(print_ > 0, ink, 0).astype(np.uint8)
