"""Columns of a table without lines that stand a little above or below their rows, where a fold set them off.

A fold is told by the lines of the rows it runs through (see `folds`). Where none are drawn, its print is: the words of
a column, nearly all of them, stand off in one direction from what else is in their rows. A word of two lines beside a
figure stands off as well, but the one of its lines above it and the other below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np

from extractor.model import Box, Char, Ruling
from extractor.scan.print_lines import Strip

_LEAST, _MOST = 0.15, 0.6
"""Of the height of print: what is off less stands in its row, and what is off more may be of another."""
_FURTHER = 2.0
"""So many times as far off is the next row, at the other side."""
_BESIDE = 2
"""So many other words of a row tell where it is."""
_WORDS, _ALIKE = 3, 0.75
"""So many words are a column, and so many of them stand off alike where a fold set it off."""
_SHARED = 0.5
"""Words of one column share so much of the width of the narrower one."""


def set_off(strips: Sequence[Strip], rulings: Sequence[Ruling], high: float) -> list[int]:
    """By how many pixels each strip is to be moved down to stand in its row; 0 where it is in it, or nothing tells.

    Args:
        strips: all of a page, in pixels.
        rulings: its lines, in pixels; over none of them is anything moved.
        high: the usual height of its print, in pixels.
    """
    if not strips:
        return []
    x0, y0, x1, y1 = np.array(strips, np.float64).T
    middles = (y0 + y1) / 2
    off = middles[None, :] - middles[:, None]
    shared = np.minimum(x1[None, :], x1[:, None]) - np.maximum(x0[None, :], x0[:, None])
    own = np.full(len(strips), np.nan)
    for k in range(len(strips)):
        beside = off[k, shared[k] <= 0]
        row = np.sort(beside[np.abs(beside) <= _MOST * high])
        if len(row) >= _BESIDE:
            middle = min(row[(len(row) - 1) // 2], row[len(row) // 2], key=abs)
            if not ((beside * np.sign(middle) < 0) & (np.abs(beside) < _FURTHER * abs(middle))).any():
                own[k] = middle
    told = ~np.isnan(own)
    column = (shared >= _SHARED * np.minimum(x1 - x0, (x1 - x0)[:, None])) & told[None, :]
    out = [0] * len(strips)
    for k in np.flatnonzero(told & (np.abs(own) >= _LEAST * high)).tolist():
        words = own[column[k]] * np.sign(own[k])
        if len(words) >= _WORDS and (words >= _LEAST * high).mean() >= _ALIKE:
            strip, way = strips[k], sorted((middles[k], middles[k] + own[k]))
            level = [one.top for one in rulings if one.horizontal and one.x0 < strip.x1 and strip.x0 < one.x1]
            if not any(way[0] <= y <= way[1] for y in level):
                out[k] = round(float(own[k]))
    return out


@overload
def lowered(one: Box, down: float) -> Box: ...
@overload
def lowered(one: Char, down: float) -> Char: ...
def lowered(one: Box | Char, down: float) -> Box | Char:
    """A word or a character so much further down, in points."""
    if not down:
        return one
    if isinstance(one, Char):
        return one._replace(top=one.top + down, bottom=one.bottom + down, baseline=one.baseline + down)
    return one._replace(top=one.top + down, bottom=one.bottom + down)
