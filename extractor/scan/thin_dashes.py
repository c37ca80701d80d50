"""Dashes of small print: thinner than a pixel, so that they look like paper, or so short that they look like specks.

One by one nothing tells them from grain or stains. But the dashes of a table are drawn alike, each in its own cell,
under one another or in a row of print, more of them than grain would put there; each stands out of the paper above and
below it over its whole length; and they are no shorter than a hyphen of that print.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.usual import usual_level

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
_MANY, _COLUMN, _ROW, _CHANCE = 4, 3, 4, 4
"""So many dashes of one length, of which so many begin or end at one place or are level with one another; and how many
times as many more as would by chance."""
_SAME, _PART, _LEVEL = 0.2, 0.5, 2
"""Of its length: so far another stroke of that length may be off; and so much of a dash the line beside it leaves. And
pixels that dashes of one row may be off their level."""
_TALL, _STEMS = 0.035, 5
"""Inches, and pixels of a level: where so much is inked so far above and below it there is print beside a dash."""
_RULED = 0.3
"""Of the width of a page: where so much of a level is ruled, strokes are rests of the line."""
_STROKES = 3000
"""More strokes than there are dashes on any page: grain."""
_SOFT = 2
"""Pixels: so far the ink of a stroke reaches beyond what is dark of it."""
_LEAST = 2
"""Pixels that print is high."""
_SHORTEST, _LOWEST, _HIGHEST = 0.25, 0.05, 0.3
"""Of the height of print: no font has a shorter hyphen than a quarter of an em; and inches that print is high."""


def thin_dashes(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> list[Strip]:
    """Small dashes, seen as ink or not, where a page has many that are alike.

    Args:
        gray: on white paper, straight.
        ink: not 0 where something is printed.
        lines: not 0 where a line is.
        dpi: pixels an inch.
    """
    strokes = _strokes(gray, ink, lines, dpi)
    tall = cv2.erode(_without_lines(ink, lines), np.ones((round(_TALL * dpi), 1), np.uint8))
    print_at = np.count_nonzero(tall, axis=1) > _STEMS
    alike = _alike(strokes, [bool(print_at[(each.y0 + each.y1) // 2]) for each in strokes], gray.shape)
    found = _in_cells(alike, dpi)
    if len(found) < max(_MANY, len(alike) / 2):
        return []
    if np.median([dash.x1 - dash.x0 for dash in found]) < _SHORTEST * _height(ink, lines, dpi):
        return []
    return [dash._replace(y1=max(dash.y1, dash.y0 + _LEAST)) for dash in found]


def _height(ink: Gray, lines: Gray, dpi: float) -> float:
    """How high most print is, in pixels; 0 where there is none."""
    _, _, stats = labelled(_without_lines(ink, lines))
    high = stats[1:, 3]
    high = high[(high >= _LOWEST * dpi) & (high <= _HIGHEST * dpi)]
    return float(np.percentile(high, 60)) if len(high) else 0.0


def drawn(dashes: Sequence[Strip], ink: Gray) -> Gray:
    """255 where a dash is that is no ink yet, 0 elsewhere."""
    out = np.zeros_like(ink)
    for dash in dashes:
        out[dash.y0 : dash.y1, dash.x0 : dash.x1] = 255
    out[ink > 0] = 0
    return out


def _without_lines(ink: Gray, lines: Gray) -> Gray:
    return np.where(lines > 0, 0, ink).astype(np.uint8)


def _strokes(gray: Gray, ink: Gray, lines: Gray, dpi: float) -> list[Strip]:
    """Thin level strokes of the length of a dash that stand alone."""
    above = 2 * max(1, round(_THIN * dpi)) + 1
    depth = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((above, 1), np.uint8))
    grain = usual_level(np.asarray(depth[::4, ::4], np.uint8), 50)
    least = max(_SEEN, _GRAIN * grain)
    along = cv2.blur(depth, (max(3, round(_ALONG * dpi)), 1))
    dark = (along >= least) & (depth >= least / 2) & (lines == 0)
    count, _, stats = labelled(dark.astype(np.uint8))
    around = round(_ALONE * dpi)
    printed = _without_lines(ink, lines)
    ruled = np.count_nonzero(lines, axis=1) > _RULED * lines.shape[1]
    out = []
    for x, y, w, h, _ in stats[1:count].tolist():
        if not (_SHORT * dpi <= w <= _LONG * dpi and h <= _HIGH * dpi):
            continue
        if ruled[max(0, y - 1) : y + h + 1].any():
            continue
        rows = depth[y : y + h, x : x + w].max(axis=1)
        if w < _SHAPE * np.count_nonzero(rows >= _EDGE * rows.max()):
            continue
        stroke = Strip(x, y, x + w, y + h)
        near, far = _around(stroke, _SOFT, lines), _around(stroke, around, lines)
        if np.count_nonzero(printed[far]) == np.count_nonzero(printed[near]):
            out.append(stroke)
    return out


def _in_cells(dashes: list[Strip], dpi: float) -> list[Strip]:
    """Those that are no pieces of a broken line: what stands level with another stroke is further off than they are."""
    boxes = np.array(dashes, np.int64).reshape(-1, 4)
    level = (boxes[:, None, 1] < boxes[:, 3]) & (boxes[:, 1] < boxes[:, None, 3])
    off = np.maximum(boxes[:, None, 0] - boxes[:, 2], boxes[:, 0] - boxes[:, None, 2])
    np.fill_diagonal(level, False)
    beside = (level & (off < _APART * dpi)).any(axis=1)
    return [dash for dash, one_of_line in zip(dashes, beside.tolist(), strict=True) if not one_of_line]


def _around(stroke: Strip, by: int, lines: Gray) -> tuple[slice, slice]:
    """What is so near to a stroke and in its cell: right behind the line beside it the next column may begin."""
    x0, y0, x1, y1 = stroke
    level = lines[(y0 + y1) // 2]
    before, behind = level[max(0, x0 - by) : x0].nonzero()[0], level[x1 : x1 + by].nonzero()[0]
    left = max(0, x0 - by) + (int(before[-1]) if len(before) else 0)
    right = x1 + (int(behind[0]) if len(behind) else by)
    return slice(max(0, y0 - by), y1 + by), slice(left, right)


def _alike(strokes: list[Strip], in_row: list[bool], page: tuple[int, ...]) -> list[Strip]:
    """Those of one length under one another or in one row of print, more than grain would put there."""
    if not _MANY <= len(strokes) <= _STROKES:
        return []
    boxes = np.array(strokes)
    lengths = boxes[:, 2] - boxes[:, 0]
    near = np.maximum(1.0, _SAME * lengths)[:, None]
    same = np.abs(lengths[:, None] - lengths) <= near
    share = same.mean(axis=1) * len(boxes)
    found = np.zeros(len(boxes), np.bool_)
    middles = boxes[:, 1] + boxes[:, 3]
    for places, reach, along, least in (
        (boxes[:, 0], near, page[1], _COLUMN),
        (boxes[:, 2], near, page[1], _COLUMN),
        (middles / 2, float(_LEVEL), page[0], _ROW),
    ):
        many = (same & (np.abs(places[:, None] - places) <= reach)).sum(axis=1)
        chance = share * (2 * np.ravel(reach) + 1) / along
        told = many >= least + np.floor(_CHANCE * chance)
        found |= told & in_row if least == _ROW else told
    if not found.any():
        return []
    long = float(np.median(lengths[found]))
    found &= (lengths >= _PART * long) & (lengths <= long + np.maximum(1.0, _SAME * long))
    return [stroke for stroke, one in zip(strokes, found.tolist(), strict=True) if one]
