"""Dashes of small print, thinner than a pixel: so pale that they look like paper, above all beside dark lines.

One by one nothing tells them from grain or stains. But the dashes of a table are drawn alike, each in its own cell and
under one another, and each stands out of clean paper over its whole length.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

_THIN, _ALONG = 0.015, 0.03
"""Inches: half of what is looked at above and below a stroke; and along it, taken together."""
_SEEN, _GRAIN = 20.0, 4.0
"""How much darker than the paper above and below a stroke is; and how many times as much as the paper's grain is."""
_SHORT, _LONG, _HIGH, _SHAPE = 0.04, 0.25, 0.025, 2.0
"""Inches: how long and how high dashes are; they are so many times as long as high."""
_ALONE = 0.04
"""Inches around a dash in which nothing else is printed."""
_MANY, _COLUMN, _SAME = 8, 3, 0.2
"""So many dashes of one length, to that share of it, of which so many begin or end at one place."""
_LEAST = 2
"""Pixels that print is high."""


class _Dash(NamedTuple):
    x0: int
    y0: int
    x1: int
    y1: int


def thin_dashes(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> Gray:
    """255 on the dashes that are no ink yet, where a page has many that are alike; 0 elsewhere.

    Args:
        gray: on white paper, straight.
        ink: not 0 where something is printed.
        lines: not 0 where a line is.
        dpi: pixels an inch.
    """
    out = np.zeros_like(gray)
    found = _alike(_strokes(gray, ink, lines, dpi))
    for dash in found:
        out[dash.y0 : max(dash.y1, dash.y0 + _LEAST), dash.x0 : dash.x1] = 255
    out[ink > 0] = 0
    return out


def _strokes(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> list[_Dash]:
    """Thin level strokes of the length of a dash that stand alone."""
    above = 2 * max(1, round(_THIN * dpi)) + 1
    depth = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((above, 1), np.uint8))
    grain = float(np.median(depth[::4, ::4]))
    least = max(_SEEN, _GRAIN * grain)
    along = cv2.blur(depth, (max(3, round(_ALONG * dpi)), 1))
    dark = (along >= least) & (depth >= least / 2) & (lines == 0)
    count, _, stats, _ = labelled(dark.astype(np.uint8))
    around = round(_ALONE * dpi)
    out = []
    for x, y, w, h, _ in stats[1:count].tolist():
        if not (_SHORT * dpi <= w <= _LONG * dpi and h <= _HIGH * dpi and w >= _SHAPE * h):
            continue
        window = slice(max(0, y - around), y + h + around), slice(max(0, x - around), x + w + around)
        printed = (ink[window] > 0) & (lines[window] == 0)
        own = (ink[y : y + h, x : x + w] > 0) & (lines[y : y + h, x : x + w] == 0)
        if printed.sum() == own.sum():
            out.append(_Dash(x, y, x + w, y + h))
    return out


def _alike(dashes: list[_Dash]) -> list[_Dash]:
    """Those of one length under one another."""
    if len(dashes) < _MANY:
        return []
    boxes = np.array(dashes)
    lengths = boxes[:, 2] - boxes[:, 0]
    long = float(np.median(lengths))
    like = np.abs(lengths - long) <= max(1.0, _SAME * long)
    boxes, near = boxes[like], max(1.0, _SAME * long)
    if len(boxes) < max(_MANY, len(dashes) / 2):
        return []
    starts, ends = boxes[:, 0], boxes[:, 2]
    flush = np.maximum(
        (np.abs(starts[:, None] - starts) <= near).sum(axis=1), (np.abs(ends[:, None] - ends) <= near).sum(axis=1)
    )
    return [_Dash(*box) for box, many in zip(boxes.tolist(), flush.tolist(), strict=True) if many >= _COLUMN]
