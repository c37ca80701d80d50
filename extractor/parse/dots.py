"""Dots of a picture: those next to others, and those of lines along the sides of a glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ALONG = 0.4
"""Share of a side of a glyph along which a line, dotted ones too, runs: it is a rule and no part of the glyph."""


def without_rules(dots: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.bool_]:
    """The dots of a glyph's box without those of lines that run along its sides, just outside its ink. A stroke that
    makes another digit of it crosses that margin."""
    found = dots.copy()
    for side, across in ((found[:reach], 0), (found[-reach:], 0), (found[:, :reach], 1), (found[:, -reach:], 1)):
        if side.any(axis=across).mean() >= ALONG:
            side[:] = False
    return found


def grown(dots: npt.NDArray[np.bool_], reach: int) -> npt.NDArray[np.bool_]:
    """The dots and all within reach of them, across and down."""
    for _ in range(reach):
        more = dots.copy()
        more[1:] |= dots[:-1]
        more[:-1] |= dots[1:]
        more[:, 1:] |= dots[:, :-1]
        more[:, :-1] |= dots[:, 1:]
        dots = more
    return dots
