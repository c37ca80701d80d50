"""Red seals and other coloured marks, taken out before lines and ink are looked for.

Ink of a seal is clear: black print shows through it. What it takes of the light it takes of one colour more than of
another, and black print of all alike. So the difference between the colours tells how much of the mark is on a place,
the mark's own even parts tell how dark so much of it is in the colour that it dims least, and what is darker there is
print.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Colour, Gray

_COLOURED, _TINTED = 35, 12
"""Grey levels between the lightest colour and the darkest of a mark, and of its soft edge."""
_LARGE = 0.5
_STAMP, _STRAIGHT, _THICK = 3.0, 1.0, 0.12
"""Inches: no stamp is as large as the first, no ring as straight for so long as the second, no line as thick as the
third."""
_EDGE = 5
"""Pixels over which a picture that was packed blurs colours."""
_AROUND, _NO_PRINT = 7, 0.1
"""So far around, in pixels, no more density than that is left where there is no print."""
_STRAY = 20.0
"""Grey levels of light that every scanner adds."""
_HEAVIEST, _BLACK = 90.0, 1.1
"""Percentile of the tint of a mark, and the density of print."""
_DARKER, _DARK = 65.0, 0.3
"""Percentile: a mark is darker in some places than in others; and its density in the colour that it dims least, where
its edges are as dark as print."""
_PRINT = 0.35
"""The density that what is more than the edge of a mark has beside it."""


def without_seals(pixels: Colour, dpi: float) -> Gray:
    """Grey levels of a page on white paper, with large coloured areas made white.

    Coloured print is kept: a mark is larger than half an inch both ways, a line of print is not as high. So are the
    coloured lines of a table, which are larger than any stamp.
    """
    blue, green, red = cv2.split(pixels)
    light = np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)
    dark = np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)
    colour = cv2.subtract(light, dark)
    gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    soft = np.asarray(cv2.blur(colour, (3, 3)))
    coloured = (soft > _COLOURED).astype(np.uint8)
    if int(coloured.sum()) < (0.1 * dpi) ** 2:
        return gray
    near = np.asarray(cv2.dilate((soft > _TINTED).astype(np.uint8), np.ones((_EDGE, _EDGE), np.uint8)), np.uint8)
    marks = _large(coloured, dpi)
    if any(max(w, h) > _STAMP * dpi for _, _, w, h in marks):
        lines = _lines(near, dpi)
        coloured[lines] = near[lines] = 0
        marks = _large(coloured, dpi)
    for x, y, w, h in marks:
        window = (slice(y, y + h), slice(x, x + w))
        mark = coloured[window] > 0
        least, most = (_density(each[window]) for each in (light, dark))
        tint = most - least
        heaviest = float(np.percentile(tint[mark], _HEAVIEST))
        tint = np.minimum(tint, heaviest)
        # Of black print the light that is left is too little to tell its colour.
        tint[least > _BLACK] = 0
        # Edges are thinned and print is dark: the mark's own ratio is that of its strong parts.
        strong = mark & (tint > 0) & (tint >= np.median(tint[mark]))
        if not strong.any():
            continue
        share = float(np.percentile(least[strong] / tint[strong], _DARKER))
        # Over its edge its colour is thinned more than its darkness; but what is darker than an edge is print.
        print_alone = least - share * cv2.dilate(tint, np.ones((_EDGE, _EDGE), np.uint8))
        print_alone = np.where(print_alone < _PRINT, print_alone, least - share * tint)
        print_alone = np.clip((255 + _STRAY) * np.exp(-print_alone) - _STRAY, 0, 255)
        # Where all that is dark around is the mark's, its edges are as well; of a clear ink they are pale.
        if share * heaviest > _DARK:
            print_alone[cv2.blur(least - share * tint, (_AROUND, _AROUND)) < _NO_PRINT] = 255
        target = gray[window]
        held = near[window] > 0
        target[held] = print_alone.astype(np.uint8)[held]
    return gray


def _lines(coloured: Gray, dpi: float) -> npt.NDArray[np.bool_]:
    """Where something coloured is thin and runs straight, level or upright, for longer than any ring looks straight."""
    run, thick = int(_STRAIGHT * dpi), int(_THICK * dpi)
    level, upright, area = (
        cv2.morphologyEx(coloured, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) > 0
        for shape in ((1, run), (run, 1), (thick, thick))
    )
    return np.asarray((level | upright) & ~area, np.bool_)


def _density(levels: Gray) -> npt.NDArray[np.float32]:
    """How much light is lost on its way through the ink, which adds up where one ink lies on another."""
    return np.asarray(-np.log((levels.astype(np.float32) + _STRAY) / (255 + _STRAY)), np.float32)


def _large(coloured: Gray, dpi: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of the coloured areas that are larger than print."""
    scale = 50.0 / dpi
    small = cv2.resize(coloured * 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    joined = cv2.dilate((small > 40).astype(np.uint8), np.ones((5, 5), np.uint8))
    count, _, stats = labelled(joined)
    out = []
    height, width = coloured.shape
    for x, y, w, h, _ in stats[1:count].tolist():
        if w >= _LARGE * 50 and h >= _LARGE * 50:
            x0, y0 = int(x / scale), int(y / scale)
            out.append((x0, y0, min(width, int((x + w) / scale) + 1) - x0, min(height, int((y + h) / scale) + 1) - y0))
    return out
