"""Upright lines that are strokes of glyphs below one another, as of 十 in 十一, 十二, 十三: strokes go through them.

In rows hardly higher than their print such strokes are as long and as even as a line, and reach from one level line to
the next. But no print goes on from one column into the next in most rows of a table: where level strokes, no longer
than those of glyphs, pass through what was taken for a line in most of its rows, it is print. So is the end of a line
in a cell of the head, where strokes pass through it and nothing of it is seen above and below the print; where it is
seen alone there, a long name reaches over it. And so are the first strokes of names right behind a line:
nearer to it than columns are, and with strokes that hang on to them. And so are digits, each a 1 below another: no
stroke goes through them, but each begins and ends with the digits beside it, a little below one level line and above
the next.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray
from extractor.scan.track import NEAR, runs

_SHORTEST, _LONGEST = 0.012, 0.16
"""In inches: a stroke reaches so far at either side at least, and is no longer in all."""
_END = 0.012
"""So near to the level lines, in inches, nothing is looked at: their own edges are ragged."""
_LOWEST = 0.03
"""Of a piece so low, in inches, nothing can be said."""
_MOST = 0.6
"""Of the pieces of a line, those that strokes go through where it is none."""
_ALONE = 3
"""So many strokes go through one that has a single piece, as in a cell of a head, or through its upper end."""
_BESIDE = 0.3
"""In inches: of the glyphs so near to a stroke some are as high as it."""
_LEVEL = 0.006
"""In inches: print of one line begins and ends so much alike, at least a pixel."""
_AT_END, _EITHER, _BOTH, _BLANK = 2, 0.1, 0.35, 0.06
"""So many go through the piece at the end of one of which so much is bare, above the print, below it, and together;
between two rows of print so much is blank, in inches."""


def without_print(upright: Gray, flat: Gray, ink: Gray, dpi: float) -> Gray:
    """The upright lines, 255, without those that are print.

    Args:
        upright: as found, 255.
        flat: the level lines, 255.
        ink: not 0 where something is printed.
        dpi: pixels an inch.
    """
    across = cv2.dilate(flat, np.ones((2 * max(1, int(_END * dpi)) + 1, 1), np.uint8)) > 0
    upright = _without_first_strokes(upright, across, ink, dpi)
    count, labels, stats = labelled(upright)
    out = upright.copy()
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        window = (slice(y, y + h), slice(x, x + w))
        held = labels[window] == index
        pieces = _pieces(held, across[window], dpi)
        strokes = [_strokes(ink, held[a:b], x, y + a, dpi) for a, b in pieces]
        # Where figures of both columns touch a line, it is seen above them and below.
        through = sum(
            crossed > 0 and not _is_seen(ink, held[a:b], x, y + a, dpi, int(_BESIDE * dpi))
            for (a, b), crossed in zip(pieces, strokes, strict=True)
        )
        if through >= _MOST * len(strokes) > 0 and (len(strokes) > 1 or strokes[0] >= _ALONE):
            out[window][held] = 0
            continue
        whole = _pieces(held, flat[window] > 0, dpi)
        digits = sum(_is_level_with_print(ink, held[a:b], x, y + a, dpi) for a, b in whole)
        if digits >= max(2, _MOST * len(whole)):
            out[window][held] = 0
            continue
        # What is left of a line when its end is gone ends as well: a head may have cells of print over one another.
        told = list(zip(pieces, strokes, strict=True))
        for upper, ends in ((True, told), (False, told[:0:-1])):
            for (a, b), crossed in ends:
                # Names of columns stay in their cells, those of rows may run on into the next.
                reach = 2 * max(2, int(_SHORTEST * dpi))
                sure = upper and crossed >= _ALONE and not _is_seen(ink, held[a:b], x, y + a, dpi, reach)
                if not sure and (crossed < _AT_END or not _is_bare(ink, held[a:b], x, y + a)):
                    break
                out[y + a : y + b, x : x + w][held[a:b]] = 0
    return out


def _pieces(held: Any, across: Any, dpi: float) -> list[tuple[int, int]]:
    """The pieces of an upright line between the level ones that go `across`."""
    return [(a, b) for a, b in runs(~across.any(axis=1) & held.any(axis=1)) if b - a >= _LOWEST * dpi]


def _without_first_strokes(upright: Gray, across: Any, ink: Gray, dpi: float) -> Gray:
    """The upright lines without those that are the first strokes of what begins right behind another one: of two that
    stand so near to one another it is the one to which more strokes hang on."""
    count, labels, stats = labelled(upright)
    out = upright
    found = []
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        held = labels[y : y + h, x : x + w] == index
        if not _stands_by(held, upright, x, y, dpi):
            continue
        pieces = _pieces(held, across[y : y + h, x : x + w], dpi)
        leaving = sum(_leaves(ink, held[a:b], x, y + a, dpi) for a, b in pieces)
        if len(pieces) > 1 and leaving >= _MOST * len(pieces):
            found.append((leaving / len(pieces), x, y, held))
    for _, x, y, held in sorted(found, key=lambda one: -one[0]):
        if _stands_by(held, out, x, y, dpi):
            out = out.copy() if out is upright else out
            out[y : y + held.shape[0], x : x + held.shape[1]][held] = 0
    return out


def _stands_by(held: Any, upright: Gray, x: int, y: int, dpi: float) -> bool:
    """Whether right beside all of a line another one stands, as near as no two edges of a column do."""
    room = int(NEAR * dpi)
    first = max(0, x - room)
    others = upright[y : y + len(held), first : x + held.shape[1] + room] > 0
    others[:, x - first : x - first + held.shape[1]] &= ~held
    return bool(others.any(axis=1).mean() >= _MOST)


def _leaves(ink: Gray, held: Any, x: int, y: int, dpi: float) -> bool:
    """Whether a level stroke begins or ends at a piece of a line: nothing but what it crosses hangs on to a line."""
    least, most = max(2, int(_SHORTEST * dpi)), int(_LONGEST * dpi)
    reaches = _reaches(ink, held, x, y, most)
    return bool((held.any(axis=1) & np.logical_or.reduce([(least <= each) & (each < most) for each in reaches])).any())


def _is_bare(ink: Gray, held: Any, x: int, y: int) -> bool:
    """Whether nothing of a line is seen in a piece above the print and below it."""
    inked = np.flatnonzero((ink[y : y + len(held), x : x + held.shape[1]] > 0).any(axis=1))
    if not len(inked):
        return True
    above, below = int(inked[0]), len(held) - 1 - int(inked[-1])
    return min(above, below) >= _EITHER * len(held) and above + below >= _BOTH * len(held)


def _is_seen(ink: Gray, held: Any, x: int, y: int, dpi: float, reach: int) -> bool:
    """Whether a piece is inked without a gap, and stands alone above the print that is so near and below it, or
    between its rows: at one side of a frame the whole height of a table is one piece."""
    wide, near = held.shape[1], max(2, int(_SHORTEST * dpi))
    inked = ink[y : y + len(held), max(0, x - reach) : x + wide + reach] > 0
    own = slice(min(x, reach), min(x, reach) + wide)
    if not inked[:, own].any(axis=1).all():
        return False
    beside = _rows_beside(inked, own.start, own.stop, near)
    if not beside.any():
        return True
    least = min(_EITHER * len(held), _BLANK * dpi)
    alone = [end - start for start, end in runs(~beside) if end - start >= least]
    return len(alone) > 1 and sum(alone) >= 2 * _EITHER * len(held)


def _is_level_with_print(ink: Gray, held: Any, x: int, y: int, dpi: float) -> bool:
    """Whether what is inked of a piece, all of it between two level lines, begins and ends with print beside it, bare
    above and below."""
    reach, near, slack = int(_BESIDE * dpi), max(2, int(_SHORTEST * dpi)), max(1, int(_LEVEL * dpi))
    wide = held.shape[1]
    window = (slice(y, y + len(held)), slice(max(0, x - reach), x + wide + reach))
    inked: Any = ink[window] > 0
    start = min(x, reach)
    own = inked[:, start : start + wide].any(axis=1)
    print_ = inked & ~(inked[0] | inked[-1])  # without other lines
    sides = _rows_beside(print_, start, start + wide, near)
    if own[0] or own[-1] or not own.any() or not sides.any():
        return False
    (first, last), (top, foot) = (np.flatnonzero(rows)[[0, -1]] for rows in (own, sides))
    return bool(own[first:last].all() and abs(first - top) <= slack and abs(last - foot) <= slack)


def _rows_beside(inked: Any, start: int, stop: int, near: int) -> Any:
    """In which rows there is ink beside some columns, but for what is so near that it may be their own."""
    return inked[:, : max(0, start - near)].any(axis=1) | inked[:, stop + near :].any(axis=1)


def _strokes(ink: Gray, held: Any, x: int, y: int, dpi: float) -> int:
    """How many level strokes go through a piece of a line, given with its left end and its top. What goes through its
    first or last row is the edge of a level line that is bent."""
    least, most = max(2, int(_SHORTEST * dpi)), int(_LONGEST * dpi)
    left, right = _reaches(ink, held, x, y, most)
    passed = held.any(axis=1) & (np.minimum(left, right) >= least) & (left + right < most)
    return sum(a > 0 and b < len(held) for a, b in runs(passed))


def _reaches(ink: Gray, held: Any, x: int, y: int, most: int) -> tuple[Any, Any]:
    """How far the ink goes on to the left and to the right of a piece of a line, in each of its rows."""
    lefts, rights = held.argmax(axis=1), held.shape[1] - held[:, ::-1].argmax(axis=1)
    first = max(0, x - most)
    near = np.pad(ink[y : y + len(held), first : x + held.shape[1] + most] > 0, ((0, 0), (1, 1)))
    start = x - first + 1
    return _reach(near, start + lefts - 1, -1, most), _reach(near, start + rights, 1, most)


def _reach(inked: Any, start: Any, way: int, most: int) -> Any:
    """How far the ink of each row goes on from a place in a direction, up to `most`; no row is inked at its ends."""
    places = np.clip(start[:, None] + way * np.arange(most), 0, inked.shape[1] - 1)
    bare = ~np.take_along_axis(inked, places, axis=1)
    return np.where(bare.any(axis=1), bare.argmax(axis=1), most)
