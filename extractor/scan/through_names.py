"""Level lines that are strokes of a name: on dark, blurred print the strokes of its characters run together.

Taken for a line they would be painted over, and the name with them. A line goes on where print ends, to another line or
to the side of its table. What was found inside one row of print, and begins and ends with it, is of the name. So is
what joins the lines at both sides of a cell that is not parted as its neighbours are: the head of a column, in the
middle of two rows of heads, is far thicker than the line between them.
"""

from __future__ import annotations

import itertools
from typing import Any

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

_SHORTEST, _LONGEST = 0.25, 4.0
"""In inches: what is shorter is no line anyway, and no name is longer."""
_ROW, _BESIDE = 0.17, 0.02
"""In inches: a row of print is no higher, and so much of it at least is above what was taken for a line, or below."""
_ENDS = 0.035
"""In inches: lines are drawn so far beyond what was seen of them."""
_INSIDE = 0.2
"""Of the height of the row: so far from its top and its foot the strokes are."""
_FAT, _RAGGED = 0.04, 0.2
"""In inches, so thick is hardly a line; and so much its thickness varies, as a share of it, where it is of glyphs."""
_INKED, _ALONG = 0.15, 0.95
"""Shares of the length: so much of a row of pixels is inked where print stands; and over so much there is print, blanks
between characters counted."""
_CHARACTER = 0.15
"""In inches: no blank inside a name is wider."""
_THICKER, _GOES_ON = 2.5, 0.5
"""So many times as thick as all of a line is a name in it; and so much of a line is inked beside the name."""


def without_names(flat: Gray, upright: Gray, ink: Gray, dpi: float) -> Gray:
    """The level lines, 255, without those that are strokes of a name.

    Args:
        flat: as found, 255.
        upright: the upright lines, 255.
        ink: not 0 where something is printed.
        dpi: pixels an inch.
    """
    count, labels, stats = labelled(flat)
    out = _without_joining(flat, upright, ink, labels, stats, dpi)
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        if _SHORTEST * dpi <= w <= _LONGEST * dpi and h <= _ROW * dpi:
            around = slice(max(0, y - int(_ROW * dpi)), y + h + int(_ROW * dpi)), slice(x, x + w)
            marks = (ink[around] > 0) & (upright[around] == 0)
            window = slice(y, y + h), slice(x, x + w)
            held = labels[window] == index
            if _is_name(marks, held, y - around[0].start, dpi):
                out = flat.copy() if out is flat else out
                out[window][held] = 0
    return out


def _without_joining(flat: Gray, upright: Gray, ink: Gray, labels: Any, stats: Any, dpi: float) -> Gray:
    """The level lines without what is of a name and joins two of them, from one upright line to the next."""
    out = flat
    for index in range(1, len(stats)):
        x, y, w, h, _ = stats[index].tolist()
        if w <= _SHORTEST * dpi or h < _FAT * dpi:
            continue
        window = slice(y, y + h), slice(x, x + w)
        held = labels[window] == index
        thick = held.sum(axis=0)
        fat = thick >= max(_FAT * dpi, _THICKER * float(np.median(thick)))
        if not fat.any():
            continue
        met = np.flatnonzero((upright[window] > 0).any(axis=0))
        for left, right in itertools.pairwise((0, *met.tolist(), w)):
            places = left + np.flatnonzero(fat[left:right])
            if len(places) < _SHORTEST * dpi or right - left > _LONGEST * dpi:
                continue
            first, last = int(places[0]), int(places[-1]) + 1
            beside = np.r_[left:first, last:right]
            thin = held[:, beside] & (thick[beside] < _FAT * dpi)
            goes_on = (thin & (ink[window][:, beside] > 0)).any(axis=0)
            if goes_on.sum() > _GOES_ON * len(beside):
                continue
            rows = np.flatnonzero(held[:, first:last].any(axis=1))
            top, bottom = y + int(rows[0]), y + int(rows[-1]) + 1
            level = np.flatnonzero(thin.any(axis=1))
            at = y + float(level.mean()) if len(level) else (top + bottom) / 2
            reach = slice(x + first, x + last)
            inked = ((ink[:, reach] > 0) & (upright[:, reach] == 0)).mean(axis=1) >= _INKED
            top, bottom = top - _reach(inked[:top][::-1]), bottom + _reach(inked[bottom:])
            if bottom - top <= _ROW * dpi and _INSIDE <= (at - top) / (bottom - top) <= 1 - _INSIDE:
                out = flat.copy() if out is flat else out
                part = out[window][:, left:right]
                part[held[:, left:right]] = 0
    return out


def _is_name(marks: Any, held: Any, top: int, dpi: float) -> bool:
    """Whether what is printed around a level run, which begins at such a row of pixels, is one row of print as long as
    it."""
    high, wide = held.shape
    bottom = top + high
    inked = marks.mean(axis=1) >= _INKED
    above, below = _reach(inked[:top][::-1]), _reach(inked[bottom:])
    if above + high + below > _ROW * dpi:
        return False
    print_ = marks[top - above : bottom + below].copy()
    print_[above : above + high] &= cv2.dilate(held.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0
    columns, thick = print_.sum(axis=0), held.sum(axis=0)
    if np.percentile(columns, 75) < _BESIDE * dpi and not (
        thick.mean() >= _FAT * dpi and thick.std() >= _RAGGED * thick.mean()
    ):
        return False
    at = above + float((held.sum(axis=1) * np.arange(high)).sum()) / max(1, int(thick.sum()))
    if not _INSIDE <= at / (above + high + below) <= 1 - _INSIDE:
        return False  # a line right above a row of print, or below it
    near, ends = np.ones((1, int(_CHARACTER * dpi) | 1), np.uint8), int(_ENDS * dpi)
    printed = ((columns > 0) | (thick > _FAT * dpi)).astype(np.uint8)[None]
    whole = cv2.morphologyEx(printed, cv2.MORPH_CLOSE, near)[0, ends : wide - ends]
    return float(whole.mean()) >= _ALONG


def _reach(inked: Any) -> int:
    """How many rows of pixels from the first on are inked."""
    bare = np.flatnonzero(~inked)
    return int(bare[0]) if len(bare) else len(inked)
