"""Ink that is no print and stands by itself: clouds of dust and stains, and the specks that a copy is strewn with.

Left in, a cloud is taken for one word with the dash beside it, and specks are read as points, dashes and ones. Dust is
nowhere as dark as glyphs are. Specks of a fax are as dark as print; but where hundreds of them stand far from any
glyph, in the margins as well as in the table, they are no signs of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from extractor.scan.dirt import FAINT, FAINT_STROKE
from extractor.scan.labels import darkest, labelled, met, only
from extractor.scan.picture import Gray
from extractor.scan.print_lines import lowest

# In inches, how low and how high glyphs are; so many of them tell how dark they are.
_GLYPH, _GLYPHS = (0.06, 0.3), 20
# Pale strokes of which there are so many are mottled paper.
_MOTTLED = 100
# In inches: a dash is so long at least, and a point so near to its digit; a comma may be set in the middle of a place.
_STROKE, _POINT, _COMMA = 0.03, 0.03, 0.06
# In inches: a speck is no larger; so many of them are no print, where glyphs are at most so many times as many.
_SPECK, _MANY, _TIMES = 0.055, 200, 4


class Cleared(NamedTuple):
    """Ink without strays."""

    ink: Gray
    speckled: bool
    """Whether the page was strewn with specks, of which some may be left."""
    mottled: bool = False
    """Whether its paper has stains all over, some of them with the shape of dashes."""


def without_strays(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> Cleared:
    """The ink without what is no print and stands by itself.

    Args:
        gray: the page.
        ink: 255 where there is any.
        lines: not 0 where ruling lines are.
        dpi: pixels an inch.
    """
    marks = np.where(lines > 0, 0, ink).astype(np.uint8)
    count, labels, stats = labelled(marks)
    wide, high = stats[:, 2], stats[:, 3]
    least = lowest(high[1:], dpi)
    glyphs = (high >= min(_GLYPH[0] * dpi, least)) & (high <= _GLYPH[1] * dpi) & (wide <= 2 * _GLYPH[1] * dpi)
    glyphs[0] = False
    if int(glyphs.sum()) < _GLYPHS:
        return Cleared(ink, False)
    shades = darkest(gray, marks, labels, count)
    usual = float(np.median(shades[glyphs]))
    faint = shades > usual + FAINT * (255.0 - usual)
    # Of a thin stroke, a dash, nothing may be quite dark; but hundreds that are no darker than mottled paper are of it.
    strokes = faint & (wide >= _STROKE * dpi) & (wide > 1.5 * high)
    palest = usual + FAINT_STROKE * (255.0 - usual)
    mottle = strokes & (shades > palest) & (np.maximum(wide, high) < _SPECK * dpi)
    if int(mottle.sum()) >= _MOTTLED:
        # Between its stains and print there is no paper, and beyond the edge of a stroke there is no print.
        near = cv2.dilate((gray <= palest).astype(np.uint8), np.ones((5, 5), np.uint8))
        return Cleared(ink & np.where((near > 0) | (lines > 0), 255, 0).astype(np.uint8), False, True)
    faint &= ~strokes
    faint[0] = False
    if faint.any():
        dark = ~faint
        dark[0] = False
        # A point is small and pale, and stands beside its digits.
        faint &= ~_near(marks, labels, dark, _POINT, dpi)
    specks = (np.maximum(wide, high) < min(_SPECK * dpi, least)) & ~faint
    specks[0] = False
    if int(specks.sum()) >= _MANY:
        specks &= ~_near(marks, labels, ~specks & ~faint & (np.arange(count) > 0), _COMMA, dpi)
    speckled = int(specks.sum()) >= max(_MANY, int(glyphs.sum()) / _TIMES)
    gone = faint | specks if speckled else faint
    return Cleared(np.where(only(marks, labels, gone) != 0, 0, ink).astype(np.uint8) if gone.any() else ink, speckled)


def _near(marks: Gray, labels: Any, those: Any, reach: float, dpi: float) -> Any:
    """Which marks stand no further than `reach` inches from some of those, which are among them."""
    size = 2 * int(reach * dpi) + 1
    around = cv2.dilate(only(marks, labels, those), np.ones((size, size), np.uint8))
    return met(marks, labels, around, len(those))
