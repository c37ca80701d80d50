"""Dashes of small print, thinner than a pixel: so pale that they look like paper, above all beside dark lines.

One by one nothing tells them from grain or stains. But the dashes of a table are drawn alike, each in its own cell and
under one another, and each stands out of clean paper over its whole length.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip

_THIN, _ALONG = 0.015, 0.03
"""Inches: half of what is looked at above and below a stroke; and along it, taken together."""
_SEEN, _GRAIN = 20.0, 4.0
"""How much darker than the paper above and below a stroke is; and how many times as much as the paper's grain is."""
_SHORT, _LONG, _HIGH, _SHAPE = 0.02, 0.25, 0.025, 2.0
"""Inches: how long and how high dashes are; they are so many times as long as high."""
_EDGE = 0.5
"""Of its darkness: what is paler is the soft edge of a stroke."""
_ALONE = 0.04
"""Inches around a dash in which nothing else is printed."""
_APART = 0.2
"""Inches between the dashes of two cells, at least; those of a line are nearer to one another."""
_MANY, _COLUMN, _SAME = 8, 3, 0.2
"""So many dashes of one length, to that share of it, of which so many begin or end at one place."""
_SOFT = 2
"""Pixels: so far the ink of a stroke reaches beyond what is dark of it."""
_LEAST = 2
"""Pixels that print is high."""


def thin_dashes(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> list[Strip]:
    """Small dashes, seen as ink or not, where a page has many that are alike.

    Args:
        gray: on white paper, straight.
        ink: not 0 where something is printed.
        lines: not 0 where a line is.
        dpi: pixels an inch.
    """
    alike = _alike(_strokes(gray, ink, lines, dpi))
    found = _in_cells(alike, dpi)
    if len(found) < max(_MANY, len(alike) / 2):
        return []
    return [dash._replace(y1=max(dash.y1, dash.y0 + _LEAST)) for dash in found]


def drawn(dashes: Sequence[Strip], ink: Gray) -> Gray:
    """255 where a dash is that is no ink yet, 0 elsewhere."""
    out = np.zeros_like(ink)
    for dash in dashes:
        out[dash.y0 : dash.y1, dash.x0 : dash.x1] = 255
    out[ink > 0] = 0
    return out


def _strokes(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> list[Strip]:
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
        if not (_SHORT * dpi <= w <= _LONG * dpi and h <= _HIGH * dpi):
            continue
        rows = depth[y : y + h, x : x + w].max(axis=1)
        if w < _SHAPE * np.count_nonzero(rows >= _EDGE * rows.max()):
            continue
        own, printed = (
            int(((ink[window] > 0) & (lines[window] == 0)).sum())
            for window in (_around((x, y, w, h), _SOFT), _around((x, y, w, h), around))
        )
        if printed == own:
            out.append(Strip(x, y, x + w, y + h))
    return out


def _in_cells(dashes: list[Strip], dpi: float) -> list[Strip]:
    """Those that are no pieces of a broken line: what stands level with another stroke is further off than they are."""
    boxes = np.array(dashes, np.int64).reshape(-1, 4)
    level = (boxes[:, None, 1] < boxes[:, 3]) & (boxes[:, 1] < boxes[:, None, 3])
    off = np.maximum(boxes[:, None, 0] - boxes[:, 2], boxes[:, 0] - boxes[:, None, 2])
    np.fill_diagonal(level, False)
    beside = (level & (off < _APART * dpi)).any(axis=1)
    return [dash for dash, one_of_line in zip(dashes, beside.tolist(), strict=True) if not one_of_line]


def _around(box: tuple[int, int, int, int], by: int) -> tuple[slice, slice]:
    x, y, w, h = box
    return slice(max(0, y - by), y + h + by), slice(max(0, x - by), x + w + by)


def _alike(dashes: list[Strip]) -> list[Strip]:
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
    return [Strip(*box) for box, many in zip(boxes.tolist(), flush.tolist(), strict=True) if many >= _COLUMN]
