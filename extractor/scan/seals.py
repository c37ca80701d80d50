"""Red seals and other coloured marks, taken out before lines and ink are looked for.

Ink of a seal is clear: black print shows through it. In the lightest of the three channels a saturated colour is
almost paper and black stays black, so that channel, stretched until the mark itself is white, is the page without it.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Colour, Gray

_COLOURED = 35
_LARGE = 0.5


def without_seals(pixels: Colour, dpi: float) -> Gray:
    """Grey levels of a page on white paper, with large coloured areas made white.

    Coloured print is kept: a mark is larger than half an inch both ways, a line of print is not as high.
    """
    blue, green, red = cv2.split(pixels)
    light = np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8)
    colour = cv2.subtract(light, cv2.min(cv2.min(blue, green), red))
    gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    coloured = (np.asarray(cv2.blur(colour, (3, 3))) > _COLOURED).astype(np.uint8)
    if int(coloured.sum()) < (0.1 * dpi) ** 2:
        return gray
    for zone in _large(coloured, dpi):
        x, y, w, h = zone
        part, mark = light[y : y + h, x : x + w], coloured[y : y + h, x : x + w] > 0
        ink = part[mark & (part > 128)]
        level = float(np.median(ink)) if ink.size else 255.0
        near = cv2.dilate(mark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        # A little over the usual level of the mark, for its darker grains.
        lifted = np.clip(part.astype(np.float32) * (255.0 / max(1.0, 0.92 * level)), 0, 255).astype(np.uint8)
        target = gray[y : y + h, x : x + w]
        target[near] = lifted[near]
    return gray


def _large(coloured: Gray, dpi: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of the coloured areas that are larger than print."""
    scale = 50.0 / dpi
    small = cv2.resize(coloured * 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    joined = cv2.dilate((small > 40).astype(np.uint8), np.ones((5, 5), np.uint8))
    count, _, stats, _ = labelled(joined)
    out = []
    height, width = coloured.shape
    for x, y, w, h, _ in stats[1:count].tolist():
        if w >= _LARGE * 50 and h >= _LARGE * 50:
            x0, y0 = int(x / scale), int(y / scale)
            out.append((x0, y0, min(width, int((x + w) / scale) + 1) - x0, min(height, int((y + h) / scale) + 1) - y0))
    return out
