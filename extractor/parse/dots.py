"""Dots of a picture: those next to others, and those of lines that run on beyond a glyph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]

_ALONG = 0.3
"""Share of a side of a glyph along which a line, dotted ones too, runs."""
_STRAIGHT = 0.95
"""Of an upright line through a digit, what is inked at one place across: strokes that lean are none."""
_BEYOND, _ONE_WAY = (0.25, 0.6), 0.5
"""By the height of a glyph: how far an upright and a flat line run on beyond it both ways, and an upright one that ends
at the glyph."""


def crossing(level: npt.NDArray[np.uint8], top: int, bottom: int, left: int, right: int, marked: int) -> Mask:
    """Where a line runs along a side of a glyph, or an upright one through it, and on beyond it: print without padding
    stands on the rules of its cells, or across them, and no stroke of a digit is longer than the digit. A flat line
    through a digit strikes it out.

    Args:
        level: how bright everything is but the glyph.
        top, bottom, left, right: the place of its ink.
        marked: by how much ink is not as bright as its ground.
    """
    import numpy as np

    high, wide = bottom - top, right - left
    out = np.zeros((high, wide), dtype=bool)
    ground = float(np.median(level[top:bottom, left:right]))
    upright, flat, one_way = (max(1, int(share * max(high, wide))) for share in (*_BEYOND, _ONE_WAY))

    def runs(rows: slice, columns: slice, axis: int) -> npt.NDArray[np.float64]:
        lines = np.abs(level[rows, columns].astype(np.int16) - ground) >= marked
        found: npt.NDArray[np.float64] = lines.mean(axis=axis) if lines.shape[axis] else np.zeros(lines.shape[1 - axis])
        return found

    rows, columns = slice(top, bottom), slice(left, right)
    within = runs(rows, columns, 0)
    ends = [
        [runs(rows_of(reach), columns, 0) >= _ALONG for reach in (upright, one_way)]
        for rows_of in (lambda reach: slice(max(0, top - reach), top), lambda reach: slice(bottom, bottom + reach))
    ]
    along = (within >= _ALONG) & ((ends[0][0] & ends[1][0]) | ends[0][1] | ends[1][1])
    edge = max(1, wide // 4)
    through = along[edge:-edge] & (within[edge:-edge] >= _STRAIGHT)
    along[edge:-edge] = through if through.sum() <= edge else False
    out |= along[np.newaxis, :]
    along = (
        (runs(rows, columns, 1) >= _ALONG)
        & (runs(rows, slice(max(0, left - flat), left), 1) >= _ALONG)
        & (runs(rows, slice(right, right + flat), 1) >= _ALONG)
    )
    edge = max(1, high // 4)
    along[edge:-edge] = False
    out |= along[:, np.newaxis]
    return out


def grown(dots: Mask, reach: int) -> Mask:
    """The dots and all within reach of them, across and down."""
    for _ in range(reach):
        more = dots.copy()
        more[1:] |= dots[:-1]
        more[:-1] |= dots[1:]
        more[:, 1:] |= dots[:, :-1]
        more[:, :-1] |= dots[:, 1:]
        dots = more
    return dots
