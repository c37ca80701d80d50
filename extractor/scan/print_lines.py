"""Where print stands: the text lines inside each cell and in the open parts of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled, met, only
from extractor.scan.overflow import across
from extractor.scan.picture import Gray
from extractor.scan.rulings import Lines
from extractor.scan.stepped import SEVERAL, apart

# Print is one word where the blank in it is narrower than this, in inches: after 、 half a character is blank.
_GAP = 0.11
# Rows of ink lower than the first, in inches, may be pieces of one glyph; lower than the second they are strokes.
_LOW, _STROKE = 0.07, 0.035
# No stroke of one glyph is so high, in inches, and has more blank below it than half of that.
_WHOLE_ROW = 0.055
# A row so many times as wide as high is of several glyphs.
_WIDE_ROW = 3.0
# What is higher than strokes has less blank than this share of its height beside another piece of its glyph.
_APART = 0.7
# Pieces of ink nearer than this, in inches, are of one glyph.
_PIECES = 0.02
# Between several lines of print in one strip is less than this share of their ink.
_VALLEY = 0.4
# Of a line beside a cell, in inches: how near it is, how thin; and how much of the height of the cell it fills.
_SIDE, _SLIM, _THROUGH = 0.03, 0.015, 0.92
# A dash of which an end is hidden is this long at least, in inches.
_DASH_END = 0.04
# A 1 is so wide at least, in inches, and begins and ends so nearly level with what stands beside it.
_THIN_DIGIT, _LEVEL = 0.012, 0.015
# In a cell a blank of this width parts words: 合 and 计 may be set far from one another, but need not be read as one.
_WORDS = 0.5
# Smaller than this, in inches, is no print, but for strokes that so many others are like.
_SMALL, _MANY_DASHES = 0.05, 4
# Of the ink of the largest dash of a cell another one has so much.
_AS_LARGE = 0.4
# Strokes that differ so little, as a share of their length, are dashes of two rows where so much of it is between them;
# a sign of equality has less.
_UNEVEN, _DASHES_APART = 0.15, 0.6
# A dash is so many times as long as high, at least.
LONG = 1.3
# The largest print there is, in inches.
_TALLEST = 0.5
# In inches: a mark as long as this may be a glyph or a stroke of one, and a shorter one a dash that is so many times as
# wide as high; what is smaller than either and so far off is a speck.
_GLYPH, _DASH, _FAR_OFF = 0.055, 0.03, 0.1
# In inches: digits of one figure are so equal in height and level; and so many times their height is between them.
_EQUAL, _NEAR = 0.006, 1.5
# Of the usual height of glyphs: the digits of small print are not much lower.
_LOWER = 0.75
_LEVEL_STROKE = 1.5


# Of the usual height of print: lower is no whole character, higher is more than a line; what is level with print stands
# out of it by no more than the third.
_WHOLE, _ONE_ROW, _STANDS_OUT = 0.8, 1.5, 0.15
# No word of large print is so much lower than the next, as a share of its height, or further off than the second: the
# digits of a year are two thirds as high as the characters of its title, and a blank may be between.
_LARGE, _NEXT = 0.62, 0.8


Places = npt.NDArray[np.int32]


class Strip(NamedTuple):
    """A box of pixels that holds one line of print."""

    x0: int
    y0: int
    x1: int
    y1: int


def find_print(ink: Gray, lines: Lines, dpi: float) -> list[Strip]:
    """The lines of print of a straight page, cell by cell; those outside any cell after them.

    Where print stands across a line, the line's mask is opened for it.
    """
    regions, labels, stats = labelled((1 - lines.walls).astype(np.uint8), 4)
    loose = np.zeros(ink.shape, np.uint8)
    print_only = ((ink > 0) & (lines.mask == 0)).astype(np.uint8)
    boxes, taken = across(print_only, lines.mask, dpi)
    lines.mask[taken > 0] = 0
    print_only[taken > 0] = 0
    out = [Strip(*box) for box in boxes]
    for index in range(1, regions):
        x, y, w, h, area = stats[index].tolist()
        if w < 0.06 * dpi or h < 0.06 * dpi:
            continue
        window = (slice(y, y + h), slice(x, x + w))
        inside = labels[window] == index
        if area >= 0.75 * w * h and h < 4 * dpi and w < 5 * dpi:
            marks = _glyphs(print_only[window] * inside, dpi)
            out += [Strip(x + a, y + b, x + c, y + d) for a, b, c, d in _rows(marks, dpi)]
        else:
            loose[window] |= print_only[window] * inside  # no two regions share a place
    free = _loose(loose, dpi)
    return [
        *_one_line_each(_stepped_apart(out, print_only, dpi), ink, _usual(out, dpi)),
        *_rows_beside(free, loose, _usual(free, dpi)),
    ]


def _usual(strips: Sequence[Strip], dpi: float) -> float:
    """The usual height of a line of print, in pixels; 0 where there is none."""
    heights = [strip.y1 - strip.y0 for strip in strips if strip.y1 - strip.y0 >= 0.06 * dpi]
    return float(np.median(heights)) if heights else 0.0


def _stepped_apart(strips: Sequence[Strip], ink: Gray, dpi: float) -> list[Strip]:
    """The strips, those that hold lines of columns that are not level with one another taken apart."""
    usual = _usual(strips, dpi)
    out = list(strips)
    for strip in strips:
        if strip not in out or strip.y1 - strip.y0 < SEVERAL * usual or strip.x1 - strip.x0 < 2 * usual:
            continue
        # Pieces of the lines above and below may have been taken for its own, and these may cut through others.
        held = [other for other in out if overlap(strip, other)]
        box = around(held)
        parts = _lines_in(ink, box, dpi, usual)
        wider = [other for other in out if overlap(box, other)]
        if parts is None and len(wider) > len(held):
            held, box = wider, around(wider)
            parts = _lines_in(ink, box, dpi, usual)
        if parts is not None:
            out = [other for other in out if other not in held]
            lines = [Strip(box.x0 + a, box.y0 + b, box.x0 + c, box.y0 + d) for a, b, c, d in parts]
            # What else stands in the corners of the piece is no part of it.
            out += [line for line in lines if not any(_holds(other, line) for other in out)]
    return out


def around(strips: Sequence[Strip]) -> Strip:
    """What holds all of some strips."""
    return Strip(
        min(each.x0 for each in strips),
        min(each.y0 for each in strips),
        max(each.x1 for each in strips),
        max(each.y1 for each in strips),
    )


def _lines_in(ink: Gray, box: Strip, dpi: float, usual: float) -> list[tuple[int, int, int, int]] | None:
    return apart(ink[box.y0 : box.y1, box.x0 : box.x1], lambda marks: _rows(marks, dpi), usual)


def overlap(one: Strip, other: Strip) -> bool:
    """Whether two strips share more than an edge."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _holds(strip: Strip, part: Strip) -> bool:
    return strip.x0 <= part.x0 and strip.y0 <= part.y0 and part.x1 <= strip.x1 and part.y1 <= strip.y1


def _one_line_each(strips: list[Strip], ink: Gray, usual: float) -> list[Strip]:
    """The strips, those of several lines that touch one another cut where there is least ink between them."""
    return [part for strip in strips for part in _cut(strip, ink, usual)]


def _rows_beside(strips: list[Strip], ink: Gray, usual: float) -> list[Strip]:
    """The strips in no cell, those cut that stand beside several rows: beside a title no lines of print stand over
    one another."""
    out: list[Strip] = []
    for strip in strips:
        level = [
            other
            for other in strips
            if strip.y0 - usual / 2 <= other.y0
            and other.y1 <= strip.y1 + usual / 2
            and other.y1 - other.y0 < SEVERAL * usual
        ]
        rows = any(a.y1 <= b.y0 for a in level for b in level)
        out += _cut(strip, ink, usual) if rows else [strip]
    return out


def _cut(strip: Strip, ink: Gray, usual: float) -> list[Strip]:
    x0, y0, x1, y1 = strip
    if y1 - y0 < SEVERAL * usual or x1 - x0 < 2 * usual:
        return [strip]
    marks = ink[y0:y1, x0:x1] > 0
    inked = marks.sum(axis=1)
    first = max(1, int(0.6 * usual))
    between = inked[first:-first]
    if not len(between) or between.min() > _VALLEY * float(np.median(inked[inked > 0])):
        return [strip]
    at = first + int(between.argmin())
    out: list[Strip] = []
    for top, bottom in ((0, at), (at, len(inked))):
        rows = np.flatnonzero(marks[top:bottom].any(axis=1))
        columns = np.flatnonzero(marks[top:bottom].any(axis=0))
        if len(rows):
            part = Strip(
                x0 + int(columns[0]), y0 + top + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + top + int(rows[-1]) + 1
            )
            out += _cut(part, ink, usual)
    return out


def levelled(strip: Strip, strips: Sequence[Strip], glyph: float) -> Strip:
    """A strip that is lower than print, as high as the print right beside it that it is level with: 一、 stands in the
    lower half of its line, and taken alone it would stand below the words that follow it; “三公” is lower than the
    other words of a title, and taken alone it would be of smaller print.

    Args:
        strip: one line of print.
        strips: all of the page.
        glyph: the usual height of print, in pixels.
    """
    high = strip.y1 - strip.y0
    if high < _WHOLE * glyph:
        least, most = _WHOLE * glyph, _ONE_ROW * glyph
    elif high <= _ONE_ROW * glyph:
        least, most = _ONE_ROW * glyph, high / _LARGE
    else:
        return strip
    room = _STANDS_OUT * glyph

    def off(other: Strip) -> int:
        return max(other.x0 - strip.x1, strip.x0 - other.x1)

    beside = [
        other
        for other in strips
        if other != strip
        and least <= other.y1 - other.y0 <= most
        and other.y0 - room <= strip.y0
        and strip.y1 <= other.y1 + room
        and off(other) <= max(glyph, _NEXT * (other.y1 - other.y0))
    ]
    if not beside:
        return strip
    nearest = min(beside, key=off)
    return strip._replace(y0=nearest.y0, y1=nearest.y1)


def _glyphs(ink: Gray, dpi: float) -> Gray:
    """The ink of one cell without specks: marks too small to be print, or small and far from any glyph.

    The pieces of a glyph that pale print or a coarse picture broke count as one mark.
    """
    near = int(_PIECES * dpi) | 1
    whole = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((near, near), np.uint8)), np.uint8)
    count, labels, stats = labelled(whole)
    if count < 2:
        return ink
    x, y, w, h, area = (stats[1:, k] for k in range(5))
    least = max(2.0, (dpi / 150) ** 2 * 2.0)
    # What reaches from the line above to the one below at the side of the cell is the other half of a double line.
    side = (x <= _SIDE * dpi) | (x + w >= ink.shape[1] - _SIDE * dpi)
    rest = side & (w <= max(2.0, _SLIM * dpi)) & (h >= _THROUGH * ink.shape[0])
    solid = (area >= least) & ~rest
    tall = solid & (h >= 0.05 * dpi)
    if not tall.any():
        tall = solid & (h >= _STROKE * dpi) & _in_row(x, y, w, h, dpi)
    dash = solid & (w >= 0.03 * dpi) & (h >= 0.006 * dpi) & (w > 1.5 * h)
    # Of a dash that touches the line at the side of the cell the end is the line's.
    dash |= solid & ~tall & (x + w >= ink.shape[1] - _SIDE * dpi) & (w >= _DASH_END * dpi) & (w > h)
    keep = tall.copy()
    if tall.any():
        glyph = float(np.median(h[tall]))
        tall |= solid & (h >= _LOWER * glyph)
        keep |= tall | (solid & (w >= 0.06 * dpi))  # 一, a dash
        left, right, top, bottom = x[tall], (x + w)[tall], y[tall], (y + h)[tall]
        for k in np.flatnonzero(solid & ~keep):
            beside = np.maximum(np.maximum(left - (x[k] + w[k]), x[k] - right), 0) <= 0.6 * glyph
            level = np.maximum(np.maximum(top - (y[k] + h[k]), y[k] - bottom), 0) <= 0.25 * glyph
            keep[k] = bool((beside & level).any())
    elif dash.any():
        # A dash stands alone in its cell: what is far smaller is a rest of a line, or of the paper's clouds beside one.
        keep |= dash & (area >= _AS_LARGE * area[dash].max())
    return np.asarray(np.concatenate(([False], keep))[labels], np.uint8) & ink


def _in_row(x: Places, y: Places, w: Places, h: Places, dpi: float) -> npt.NDArray[np.bool_]:
    """Which pieces begin and end level with another near them, as the smallest digits do and specks hardly ever, or are
    as wide as several."""
    slack = max(1, int(_EQUAL * dpi))

    def apart(starts: Places, others: Places) -> Places:
        return np.abs(np.subtract.outer(starts, others))

    behind = np.subtract.outer(x, x + w)
    blank = np.maximum(behind, behind.T)
    level = (apart(y, y) <= slack) & (apart(y + h, y + h) <= slack) & (blank <= _NEAR * h[:, None])
    np.fill_diagonal(level, w >= _WIDE_ROW * h)
    return np.asarray(level.any(axis=1))


def _rows(ink: Gray, dpi: float) -> list[Strip]:
    """Lines of print of one cell, from its rows of ink."""
    inked = np.flatnonzero(ink.any(axis=1))
    if not len(inked):
        return []
    breaks = np.flatnonzero(np.diff(inked) > 1)
    starts = inked[np.concatenate(([0], breaks + 1))].tolist()
    ends = (inked[np.concatenate((breaks, [len(inked) - 1]))] + 1).tolist()
    merged: list[list[int]] = []
    tallest = 0  # of the rows of ink that were merged last
    for start, end in zip(starts, ends, strict=True):
        heights = [end - start, merged[-1][1] - merged[-1][0]] if merged else [0, 0]
        low = [height < _LOW * dpi for height in heights]
        reach = (0.09 if all(low) else 0.04) * dpi
        if min(end - start, tallest) >= max(_STROKE * dpi, 0.5 * max(heights)):
            # No strokes, as those of 二: two rows of small digits, with as much blank between them as they are high.
            reach = min(0.04 * dpi, 0.3 * min(heights))
        if max(heights) >= _WHOLE_ROW * dpi:
            reach = min(reach, 0.5 * max(heights))  # a dash in the row below small digits
        elif max(end - start, tallest) >= _STROKE * dpi:
            reach = min(reach, _APART * max(end - start, tallest))  # the same of the smallest digits
        elif merged and max(heights) < _STROKE * dpi:
            # The strokes of 二 are longer than the blank between them, and not as long as one another; the dashes of
            # two rows are the other way, or those of low rows nearly so.
            over, under = (np.flatnonzero(ink[a:b].any(axis=0)) for a, b in (merged[-1], (start, end)))
            long = float(max(over[-1], under[-1]) - min(over[0], under[0]) + 1)
            uneven = abs(int(over[0] - under[0])) + abs(int(over[-1] - under[-1]))
            reach = min(reach, long * (_DASHES_APART if uneven <= _UNEVEN * long else 1.0))
        near = merged and any(low) and start - merged[-1][1] < reach
        if near and not all(_is_line(ink[a:b], dpi) for a, b in (merged[-1], (start, end))):
            merged[-1][1] = end  # pieces of one glyph, such as 二
            tallest = max(tallest, end - start)
        else:
            tallest = end - start
            merged.append([start, end])
    out = []
    for start, end in merged:
        columns = np.flatnonzero(ink[start:end].any(axis=0))
        for part in np.split(columns, np.flatnonzero(np.diff(columns) > _WORDS * dpi) + 1):
            if end - start >= 0.03 * dpi or part[-1] - part[0] >= 0.03 * dpi:
                out.append(Strip(int(part[0]), start, int(part[-1]) + 1, end))
    return out


def _is_line(marks: Gray, dpi: float) -> bool:
    """Whether a row of ink is as high as small print and far wider than a glyph."""
    inked = np.flatnonzero(marks.any(axis=0))
    return len(marks) >= _WHOLE_ROW * dpi and inked[-1] + 1 - inked[0] >= _WIDE_ROW * len(marks)


def _loose(ink: Gray, dpi: float) -> list[Strip]:
    """Lines of print where no cell holds them: glyphs that stand beside one another, words apart."""
    marks = _without_specks(ink, dpi)
    gap = int(_GAP * dpi)
    # Low marks are made higher first, so that 一、 and the strokes of 二 hang on to the words beside them.
    _, parts, sizes = labelled(marks)
    glyph = lowest(sizes[1:, 3], dpi)
    low = only(marks, parts, sizes[:, 3] < 0.06 * dpi)
    high = cv2.bitwise_or(marks, cv2.dilate(low, np.ones((2 * int(0.045 * dpi) + 1, 1), np.uint8)))
    joined = cv2.morphologyEx(high, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    count, labels, stats = labelled(np.asarray(joined, np.uint8))
    out: list[Strip] = []
    thin: list[Strip] = []
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        # So near the edge of the picture what is not as high as print is the edge of the sheet or of the glass.
        at_edge = (x + w < 0.3 * dpi or x > ink.shape[1] - 0.3 * dpi) and not 0.06 * dpi <= h <= 0.25 * dpi
        if h < 0.03 * dpi or at_edge:
            continue
        held = (labels[y : y + h, x : x + w] == index) & (marks[y : y + h, x : x + w] > 0)
        if w < 0.03 * dpi:
            rows = np.flatnonzero(held.any(axis=1))
            if w >= _THIN_DIGIT * dpi and len(rows) >= 0.05 * dpi:
                thin.append(Strip(x, y + int(rows[0]), x + w, y + int(rows[-1]) + 1))
            continue
        out += [Strip(x + a, y + b, x + c, y + d) for a, b, c, d in _rows(held.astype(np.uint8), dpi)]
    near = max(1, int(_LEVEL * dpi))
    # A 1 that stands alone is level with other digits, and as high; a rest of a line is not.
    out += [one for one in thin if any(abs(one.y0 - s.y0) <= near and abs(one.y1 - s.y1) <= near for s in out)]
    return _stepped_apart(_in_lines(out, dpi, glyph), marks, dpi)


def _without_specks(ink: Gray, dpi: float) -> Gray:
    """The ink without marks that are too small to be print, or small and far from all that may be a glyph or a dash: on
    a noisy copy these would join one line of print with the next."""
    _, labels, stats = labelled(ink)
    wide, high = stats[:, 2], stats[:, 3]
    dashes = (wide >= _DASH * dpi) & (wide > _LEVEL_STROKE * high)
    glyphs = ((np.maximum(wide, high) >= lowest(high[1:], dpi)) | dashes) & (wide < 3 * dpi)
    glyphs[0] = False
    reach = 2 * int(_FAR_OFF * dpi) + 1
    near = cv2.dilate(only(ink, labels, glyphs), np.ones((reach, reach), np.uint8))
    beside = met(ink, labels, near, len(stats))
    least = max(3.0, (dpi / 150) ** 2 * 3.0)
    keep = (stats[:, 4] >= least) & (stats[:, 2] < 3 * dpi) & (glyphs | beside)
    keep[0] = False
    return only(ink, labels, keep)


def lowest(heights: npt.NDArray[np.int32], dpi: float) -> float:
    """How high a glyph of a page is at least, given the heights of its marks: where print is small and pale, some of
    its digits are lower than specks may be, and not much lower than the others."""
    tall = heights[(heights >= _GLYPH * dpi) & (heights <= _TALLEST * dpi)]
    return min(_GLYPH * dpi, _LOWER * float(np.median(tall))) if len(tall) else _GLYPH * dpi


def _in_lines(strips: list[Strip], dpi: float, glyph: float) -> list[Strip]:
    """Pieces of one word put together: those that overlap in height and nearly touch."""
    out: list[Strip] = []
    for strip in sorted(strips, key=lambda s: (s.x0, s.y0)):
        for k in range(len(out) - 1, -1, -1) if strip.y1 - strip.y0 <= _TALLEST * dpi else ():
            other = out[k]
            shared = min(strip.y1, other.y1) - max(strip.y0, other.y0)
            high = max(strip.y1 - strip.y0, other.y1 - other.y0)
            close = high <= _TALLEST * dpi and strip.x0 - other.x1 <= _GAP * dpi
            if close and shared > 0.5 * min(strip.y1 - strip.y0, other.y1 - other.y0):
                out[k] = Strip(
                    min(strip.x0, other.x0), min(strip.y0, other.y0), max(strip.x1, other.x1), max(strip.y1, other.y1)
                )
                break
        else:
            out.append(strip)
    least = min(_SMALL * dpi, glyph)
    whole = [s for s in out if max(s.y1 - s.y0, s.x1 - s.x0) >= least]
    return sorted([*whole, *_short_dashes(out, whole, dpi)], key=lambda s: (s.y0, s.x0))


def _short_dashes(strips: Sequence[Strip], whole: Sequence[Strip], dpi: float) -> list[Strip]:
    """Of the strips that are smaller than print, strokes that many others are like, level with print: short dashes."""
    small = [
        s for s in strips if max(s.y1 - s.y0, s.x1 - s.x0) < _SMALL * dpi and s.x1 - s.x0 >= LONG * (s.y1 - s.y0) > 0
    ]
    level = [s for s in small if any(one.y0 < s.y0 and s.y1 < one.y1 for one in whole)]

    def alike(one: Strip, other: Strip) -> bool:
        return all(
            abs(a - b) <= 1 for a, b in ((one.x1 - one.x0, other.x1 - other.x0), (one.y1 - one.y0, other.y1 - other.y0))
        )

    return [s for s in level if sum(alike(s, other) for other in level) > _MANY_DASHES]
