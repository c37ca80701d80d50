"""Upright lines told by all of a table's rows at once: along one, every place with no print beside it is inked.

Rows may be so low that no piece of an upright line is long, and wear, stripes and frames drawn cell by cell cut it
further. But followed over the whole table a line shows in most of what can be seen of it and joins the level lines;
figures below one another show in hardly more than half and are bare above and below. Dashes and dots show no more than
figures, but in a rhythm that is not that of the rows.
"""

from __future__ import annotations

import itertools
from typing import Any

import cv2
import numpy as np

from extractor.scan.following import followed
from extractor.scan.labels import turned_over
from extractor.scan.pen import Pen
from extractor.scan.picture import Gray
from extractor.scan.pieces import Along, Piece
from extractor.scan.track import Alone, Track, runs

_WINDOW, _LONG = 0.25, 0.4
"""In inches: what is looked at together, and how long a line is."""
_WHOLE, _JOINED = 0.7, 0.7
"""So much of what can be seen of a line is inked, and so many of its pieces where they join the level lines; of print
that stands below itself hardly any are."""
_MOST = 0.6
_OFTEN, _FASTER = 0.5, 1.5
"""Of dashes and dots so many are, and they follow one another so many times as fast as rows."""
_WORDS = 0.25
"""No more of its pieces go through words."""
_FOUND = 0.8
"""A piece of which so much was found is left as it was."""
_SEEN = 0.3
"""So much of a piece says anything, or has any ink where print hides it."""
_END = 0.1
"""Its ends are seen so near to the level lines where it ends, in inches."""
_BESIDE = 0.3
"""What is further from all level lines is not looked at, in inches."""
_AT, _JOIN = 3, 3
"""Level lines meet it so near, and of it so much is looked at beside them, in pixels."""


def with_columns(upright: Gray, flat: Gray, ink: Gray, dpi: float) -> Gray:
    """The upright lines, 255, with what can be seen of them in all rows.

    Args:
        upright: those that were found, 255.
        flat: the level lines, 255.
        ink: not 0 where something is printed.
        dpi: pixels an inch.
    """
    x, y, w, h = cv2.boundingRect(flat)
    if not w:
        return upright
    more = int(_BESIDE * dpi)
    window = (slice(max(0, y - more), y + h + more), slice(max(0, x - more), x + w + more))
    whole = upright.copy()
    seen, level, inked = (np.ascontiguousarray(each[window]) for each in (upright, flat, ink))
    whole[window] = _with_columns(seen, level, inked, dpi)
    return whole


def _with_columns(upright: Gray, flat: Gray, ink: Gray, dpi: float) -> Gray:
    """The same of the part of a page that has level lines."""
    alone, across = Alone.of(turned_over(ink), dpi), turned_over(flat)
    out = turned_over(upright)
    found, levels = _near(out), _near(across)
    for line in followed(alone, dpi, _WINDOW, _LONG):
        cells = _cells(line, levels, int(_END * dpi))
        for start, end in _drawn(line, cells, alone, dpi) if cells else ():
            places = np.arange(max(0, start - _AT), min(out.shape[1], end + _AT))
            rows = np.rint(line.heights(places)).astype(int)
            if found[rows, places].mean() < _FOUND:
                for beside in (-1, 0, 1):
                    out[np.clip(rows + beside, 0, len(out) - 1), places] = 255
    return turned_over(out)


def _near(mask: Gray) -> Any:
    """True where a mask is not 0 at a place or near it, above or below."""
    return np.asarray(cv2.dilate(mask, np.ones((2 * _AT + 1, 1), np.uint8))) > 0


def _cells(line: Track, levels: Any, more: int) -> list[tuple[int, int]]:
    """From where to where a line runs between two level ones, which are at or near some places."""
    first = max(0, line.start - more)
    places = np.arange(first, min(levels.shape[1], line.end + more))
    met = runs(levels[np.rint(line.heights(places)).astype(int), places])
    return [(first + a, first + b) for (_, a), (b, _) in itertools.pairwise(met) if b - a > 2 * _JOIN]


def _drawn(line: Track, cells: list[tuple[int, int]], alone: Alone, dpi: float) -> list[tuple[int, int]]:
    """The cells in which a line is drawn, none where it is print that stands below itself: where it is seen, and
    between those where print may hide it."""
    pen = Pen(line.whole, line.gaps)
    along = Along.of(alone, line, cells[0][0], cells[-1][1])
    pieces = [Piece.of(alone, line, start, end, dpi, along=along) for start, end in cells]
    seen = [one.seen[1] >= _SEEN * (one.end - one.start) and one.ruled(pen, True) for one in pieces]
    broken = line.broken and line.even
    joined = [_joins(along, start, broken) + _joins(along, end - _JOIN, broken) for start, end in cells]
    if broken:
        # Within a frame alone nothing tells how fast rows follow one another.
        faster = len(cells) > 1 and line.gaps >= _FASTER * len(cells) * dpi / (cells[-1][1] - cells[0][0])
        words = sum(one.word for one in pieces) > _WORDS * len(cells)
        if words or not faster or sum(joined) < _OFTEN * 2 * len(cells):
            return []
    else:
        # What it runs on through above and below the table says nothing.
        inked, known = (sum(one.seen[k] for one in pieces) for k in (0, 1))
        if inked < _WHOLE * known or sum(joined) < _JOINED * 2 * len(cells):
            return []
        # Where most of it joins at both ends, what does so at one is a stroke of the head over two columns.
        least = 2 if sum(ends == 2 for ends in joined) >= _MOST * len(cells) else 1
        seen = [clear and ends >= least for clear, ends in zip(seen, joined, strict=True)]
    held = [k for k, clear in enumerate(seen) if clear]
    # Glyphs of a name of two lines, below one another, are as one stroke, but in one row alone.
    if len(held) == 1 and pieces[held[0]].end - pieces[held[0]].start < _LONG * dpi:
        return []
    between = range(held[0], held[-1]) if held else range(0)
    return [
        (one.start, one.end)
        for k, one in enumerate(pieces)
        if seen[k] or (k in between and one.inked >= _SEEN and not one.word and not one.bare(pen))
    ]


def _joins(along: Along, first: int, broken: bool) -> bool:
    """Whether a line is inked right beside a level one; of one of dashes only some of it may be."""
    on = along.inked[first - along.first :][:_JOIN]
    return bool(on.any() if broken else on.all())
