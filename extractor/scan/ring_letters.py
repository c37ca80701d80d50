"""The letters along the ring of a black seal, taken out with it.

They stand upright nowhere but at the top, run over titles and heads, and are read as words of these. Nothing else that
is printed stands so: each a single character by itself, all as far from the middle of the ring, one as many degrees
behind the other. A letter that print runs into stays, as print does.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray

_DARK = 128
_INNER = 0.45
"""Letters stand further from the middle, in radii."""
_SMALLEST, _LARGEST, _SLIM = 0.14, 0.5, 0.4
"""How large a letter is, in radii, and how much less the other way."""
_LEVEL = 0.07
"""They stand so near to one distance from the middle, in radii."""
_NEAREST, _FURTHEST, _OFF = 14.0, 62.0, 4.0
"""In degrees: from one letter to the next, and by how much one may be off its place."""
_FEWEST, _FULL = 4, 0.6
"""So many stand in step, in so many of the places from the first to the last: with small steps some do by chance."""
_AROUND = 0.3
"""So far around the ring, in radii, print is looked for that goes on beside what may be a letter."""
_BESIDE, _AS_HIGH = 0.7, 0.25
"""Characters of a line are so near to each other and so equal in height and level, in shares of their height."""
_RING = 0.03
"""In inches: so near to its circle the ring itself may be left."""
_ROOM = 0.65
"""The pieces of a letter are so near to its place, in shares of how large the others are."""
_PRINT, _WORD = 0.35, 0.35
"""Of how large the letters are: print is hardly lower, and the characters of a word are so near to one another."""
_EVEN = 0.12
"""Digits of a figure are so equal in height, in shares of it."""
_APART, _LONG = 0.02, 0.3
"""In inches: no nearer stroke is another letter's, and no stroke of a letter is so long as a line of a table."""


class _Blob(NamedTuple):
    number: int
    away: float
    """From the middle, in pixels."""
    turn: float
    """In degrees."""
    box: tuple[int, int, int, int]
    """Left, top, width, height."""


def letters_along(gray: Gray, x: float, y: float, radius: float, dpi: float) -> npt.NDArray[np.bool_] | None:
    """Where the letters along a ring are, as a mask of the page; None where there are none.

    Args:
        gray: the page, the ring and the star in it erased.
        x: the middle of the ring, in pixels.
        y: as `x`.
        radius: in pixels.
        dpi: pixels an inch.
    """
    height, width = gray.shape
    reach = radius * (1 + _AROUND)
    left, top = max(0, int(x - reach)), max(0, int(y - reach))
    window = (slice(top, min(height, int(y + reach) + 1)), slice(left, min(width, int(x + reach) + 1)))
    dark = (gray[window] < _DARK).astype(np.uint8)
    dark[_lines(dark, dpi)] = 0
    rows, columns = np.indices(dark.shape)
    away = np.hypot(columns + left - x, rows + top - y)
    # What print at the ring leaves of it would join the letters to one another.
    dark[np.abs(away - radius) <= _RING * dpi] = 0
    size = max(3, 2 * int(_APART * dpi / 2) + 1)
    _, labels, stats = labelled(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8)))
    pieces = labelled(dark)[2][1:, :4]
    blobs = _blobs(labels, stats, x - left, y - top, radius)
    letters, step = _in_step([one for one in blobs if not _is_figure(_within(pieces, one.box))], radius)
    boxes = np.delete(stats[1:, :4], [one.number - 1 for one in letters], axis=0)
    letters = [one for one in letters if not _goes_on(one.box, boxes, dpi)]
    if len(letters) < _FEWEST:
        return None
    gone = np.isin(labels, [one.number for one in letters])
    gone |= _more(np.where(gone, 0, dark).astype(np.uint8), letters, step, x - left, y - top, dpi)
    gone = _without_print(dark, gone, letters)
    out = np.zeros(gray.shape, np.bool_)
    out[window] = cv2.dilate(gone.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return out


def _lines(dark: Gray, dpi: float) -> Any:
    """Where lines of a table run through the ring."""
    long = int(_LONG * dpi)
    found = [cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, long), (long, 1))]
    return cv2.dilate(cv2.bitwise_or(*found), np.ones((3, 3), np.uint8)) > 0


def _blobs(labels: Any, stats: Any, x: float, y: float, radius: float) -> list[_Blob]:
    """What is as large as a letter and wholly where letters are."""
    out = []
    for index in range(1, len(stats)):
        left, top, wide, high, _ = stats[index].tolist()
        large, small = max(wide, high), min(wide, high)
        if not _SMALLEST * radius <= large <= _LARGEST * radius or small < _SLIM * large:
            continue
        rows, columns = np.nonzero(labels[top : top + high, left : left + wide] == index)
        away = np.hypot(columns + left - x, rows + top - y)
        if away.min() < _INNER * radius or away.max() > radius:
            continue
        across, down = left + wide / 2 - x, top + high / 2 - y
        turn = math.degrees(math.atan2(down, across))
        out.append(_Blob(index, math.hypot(across, down), turn, (left, top, wide, high)))
    return out


def _goes_on(box: tuple[int, int, int, int], boxes: Any, dpi: float) -> bool:
    """Whether something as high stands level beside what may be a letter: that is a line of print."""
    left, top, wide, high = box
    gap = np.maximum(boxes[:, 0] - left - wide, left - boxes[:, 0] - boxes[:, 2])
    level = np.abs(boxes[:, 1] + boxes[:, 3] / 2 - top - high / 2) <= _AS_HIGH * high
    alike = np.abs(boxes[:, 3] - high) <= _AS_HIGH * high
    return bool((level & alike & (gap <= _BESIDE * high + 2 * _RING * dpi) & (gap > -high / 4)).any())


def _within(boxes: Any, box: tuple[int, int, int, int]) -> Any:
    """The boxes that are within another."""
    left, top, wide, high = box
    held = (boxes[:, 0] >= left) & (boxes[:, 0] + boxes[:, 2] <= left + wide)
    return boxes[held & (boxes[:, 1] >= top) & (boxes[:, 1] + boxes[:, 3] <= top + high)]


def _is_figure(pieces: Any) -> bool:
    """Whether some pieces are digits: two or more, as high as all of it, that stand and end on one level."""
    if not len(pieces):
        return False
    top, bottom = pieces[:, 1], pieces[:, 1] + pieces[:, 3]
    near = _EVEN * max(1, int(bottom.max() - top.min()))
    return int(((top - top.min() <= near) & (bottom.max() - bottom <= near)).sum()) > 1


def _without_print(dark: Gray, gone: npt.NDArray[np.bool_], letters: Sequence[_Blob]) -> npt.NDArray[np.bool_]:
    """What is to go but for the pieces with print beside them on their level, and for those beside such pieces: a word
    that a letter stands at loses nothing."""
    high = float(np.median([max(one.box[2:]) for one in letters]))
    _, labels, stats = labelled(dark)
    boxes = stats[:, :4].astype(np.float64)
    going = np.zeros(len(stats), np.bool_)
    going[np.unique(labels[gone & (dark > 0)])] = True
    left, top, right, bottom = boxes[:, 0], boxes[:, 1], boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]
    print_ = ~going & (boxes[:, 3] >= _PRINT * high) & (boxes[:, 3] <= high)
    print_[0] = False
    queue = np.flatnonzero(print_).tolist()
    while queue:
        one = queue.pop()
        gap = np.maximum(left - right[one], left[one] - right)
        level = np.minimum(bottom, bottom[one]) - np.maximum(top, top[one])
        beside = going & (gap <= _WORD * high) & (2 * level > np.minimum(boxes[:, 3], boxes[one, 3]))
        going[beside] = False
        queue += np.flatnonzero(beside).tolist()
    return np.asarray(going[labels], np.bool_)


def _more(dark: Gray, letters: Sequence[_Blob], step: float, x: float, y: float, dpi: float) -> npt.NDArray[np.bool_]:
    """Letters of which only pieces are seen, at the next places before, between and behind the others."""
    away = float(np.median([one.away for one in letters]))
    room = float(np.median([max(one.box[2:]) for one in letters])) * _ROOM
    _, labels, stats = labelled(dark)
    boxes, out = stats[1:, :4], np.zeros(dark.shape, np.bool_)
    turns = [one.turn for one in letters]
    places = [turn + way * step for turn in turns for way in (-1, 1)]
    while places:
        turn = places.pop()
        if any(_off(turn - each, 360.0) < step / 2 for each in turns):
            continue
        turns.append(turn)
        middle = x + away * math.cos(math.radians(turn)), y + away * math.sin(math.radians(turn))
        far = [
            np.hypot(boxes[:, 0] + a * boxes[:, 2] - middle[0], boxes[:, 1] + b * boxes[:, 3] - middle[1])
            for a in (0, 1)
            for b in (0, 1)
        ]
        inside = np.flatnonzero(np.max(far, axis=0) <= room)
        others = np.delete(boxes, inside, axis=0)
        held = [k for k in inside.tolist() if not _goes_on(tuple(boxes[k].tolist()), others, dpi)]
        if held and len(held) == len(inside) and not _is_figure(boxes[inside]):
            out |= np.isin(labels, [k + 1 for k in held])
            places += [turn - step, turn + step]
    return out


def _in_step(blobs: Sequence[_Blob], radius: float) -> tuple[list[_Blob], float]:
    """Those that stand as far from the middle as most, one as many degrees behind the other, and how many; none if
    they are few."""
    best: list[_Blob] = []
    found = 0.0
    for one in blobs:
        level = [each for each in blobs if abs(each.away - one.away) <= _LEVEL * radius]
        if len(level) < max(_FEWEST, len(best)):
            continue
        for a, b in itertools.combinations(level, 2):
            apart = (b.turn - a.turn) % 360
            for steps in range(1, int(apart // _NEAREST) + 1):
                step = apart / steps
                if step <= _FURTHEST:
                    held = [each for each in level if _off(each.turn - a.turn, step) <= _OFF]
                    if len(held) > len(best) and len(held) >= _FULL * _places(held, step):
                        best, found = held, step
    return (best, found) if len(best) >= _FEWEST else ([], 0.0)


def _off(turn: float, step: float) -> float:
    turn = (turn + 180) % 360 - 180
    return abs(turn - step * round(turn / step))


def _places(letters: Sequence[_Blob], step: float) -> int:
    """How many letters have room from the first of some to the last, these included."""
    turns = sorted(one.turn % 360 for one in letters)
    gaps = [(b - a) % 360 for a, b in zip(turns, [*turns[1:], turns[0]], strict=True)]
    return round((360 - max(gaps)) / step) + 1
