"""Stamps in a frame that a fax machine or a copier made black, taken out before lines and print are looked for.

A stamp is set by hand: its frame is no part of any table, and what is ruled by it parts rows and columns that no line
parts. It is drawn far thicker than the lines of tables and is as small as a stamp, and none of its four sides goes on
beyond its corners. With it go its letters, which are larger than print, where no print runs into them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.labels import labelled
from extractor.scan.picture import Gray, disk
from extractor.scan.ring_band import crossing, levels_at, without_stroke

_DARK = 128
_THICK = 0.02
"""In inches: lines of tables are not so thick, and the frame of a stamp is thicker."""
_STROKE = 0.06
"""In inches: no frame of a stamp is thicker."""
_LOWEST, _HIGHEST, _NARROWEST, _WIDEST = 0.3, 1.2, 0.7, 2.6
"""The sides of a stamp, in inches."""
_PIECE, _GAP = 0.2, 0.12
"""In inches: how much of a side is seen in one piece at least, and a gap in it that wear leaves."""
_PARALLEL = math.radians(2.5)
_ENDS = 0.12
"""In inches: so near to each other two sides of a frame begin and end, as far as they are seen."""
_INKED, _BARE = 0.7, 0.4
"""So much of each side is inked; and of what is beside it, and beyond the corners, no more."""
_BEYOND = 0.1
"""In inches: so far beyond the corners a line of a table goes on."""
_MOST = 40
"""Lines that are looked at: a page with more has other things on it than stamps."""
_LARGER = 1.35
"""Letters of a stamp are so many times as high as print, or more."""
_ONE = 0.42
"""A letter is no larger than this, in shares of the height of the frame."""
_BESIDE, _AS_HIGH = 0.7, 0.25
"""Characters of a line are so near to each other and so equal in height and level, in shares of their height."""
_LINE = 0.3
"""In inches: no stroke of a letter is so long as a line of a table."""
_FRAYED = 0.02
"""In inches: so far from a side its own ragged edge may stand."""

Mask = npt.NDArray[np.bool_]


class _Line(NamedTuple):
    """A straight piece of something thick: its direction, and in it from where to where, and how far to the side."""

    angle: float
    first: float
    last: float
    off: float


class Frame(NamedTuple):
    """A rectangle that lies as it was stamped."""

    x: float
    y: float
    wide: float
    high: float
    angle: float
    """In radians, clockwise."""


def without_framed_seals(gray: Gray, dpi: float) -> Gray:
    """The page without black frames as small and thick as a stamp's, and without the letters in them.

    Args:
        gray: on white paper.
        dpi: pixels an inch.
    """
    frames = framed_seals(gray, dpi)
    for frame in frames:
        gray = _without_letters(_without_sides(gray, frame, dpi), frame, dpi)
    return gray


def framed_seals(gray: Gray, dpi: float) -> list[Frame]:
    """The frames of stamps on a page."""
    dark = (gray < _DARK).astype(np.uint8)
    thick = cv2.morphologyEx(dark, cv2.MORPH_OPEN, disk(round(_THICK * dpi)))
    lines = _straight(np.asarray(thick, np.uint8), dpi)
    if not 2 <= len(lines) <= _MOST:
        return []
    found: list[Frame] = []
    for near in _rectangles(lines, dpi):
        if all(math.hypot(near.x - one.x, near.y - one.y) > _LOWEST * dpi for one in found):
            frame = _traced(gray, near, dpi)
            if frame is not None:
                found.append(frame)
    return found


def _straight(thick: Gray, dpi: float) -> list[_Line]:
    """Long straight pieces, those in one line put together."""
    least = int(_PIECE * dpi)
    if int(thick.sum()) < least * _THICK * dpi:
        return []
    found = cv2.HoughLinesP(thick, 1, math.pi / 360, least, minLineLength=least, maxLineGap=_GAP * dpi)
    pieces = [] if found is None else found.reshape(-1, 4).tolist()
    lines: list[_Line] = []
    for x0, y0, x1, y1 in sorted(pieces, key=lambda p: -math.hypot(p[2] - p[0], p[3] - p[1])):
        line = _line(x0, y0, x1, y1, math.atan2(y1 - y0, x1 - x0))
        for k, other in enumerate(lines):
            if abs(_turn(line.angle, other.angle)) > _PARALLEL:
                continue
            same = _line(x0, y0, x1, y1, other.angle)
            near = max(abs(same.off - other.off), abs(_off(x0, y0, other.angle) - other.off))
            if near <= _STROKE * dpi and max(same.first, other.first) - min(same.last, other.last) <= 2 * _GAP * dpi:
                lines[k] = other._replace(first=min(same.first, other.first), last=max(same.last, other.last))
                break
        else:
            lines.append(line)
    return lines


def _line(x0: float, y0: float, x1: float, y1: float, angle: float) -> _Line:
    along = [x * math.cos(angle) + y * math.sin(angle) for x, y in ((x0, y0), (x1, y1))]
    return _Line(angle, min(along), max(along), (_off(x0, y0, angle) + _off(x1, y1, angle)) / 2)


def _off(x: float, y: float, angle: float) -> float:
    return y * math.cos(angle) - x * math.sin(angle)


def _turn(a: float, b: float) -> float:
    """From one direction to another, either way along a line."""
    return (b - a + math.pi / 2) % math.pi - math.pi / 2


def _rectangles(lines: Sequence[_Line], dpi: float) -> Iterator[Frame]:
    """What two lines that lie alike may be the long sides of."""
    for a, b in itertools.combinations(lines, 2):
        if abs(_turn(a.angle, b.angle)) > _PARALLEL or abs(_turn(a.angle, 0.0)) > math.pi / 4:
            continue
        angle = a.angle
        middle = (b.first + b.last) / 2
        x = middle * math.cos(b.angle) - b.off * math.sin(b.angle)
        y = middle * math.sin(b.angle) + b.off * math.cos(b.angle)
        off = _off(x, y, angle)
        centre = x * math.cos(angle) + y * math.sin(angle)
        half = (b.last - b.first) / 2
        high, first, last = abs(off - a.off), (a.first, centre - half), (a.last, centre + half)
        wide = max(last) - min(first)
        if not (_LOWEST * dpi <= high <= _HIGHEST * dpi and _NARROWEST * dpi <= wide <= _WIDEST * dpi):
            continue
        if max(abs(first[0] - first[1]), abs(last[0] - last[1])) > 2 * _ENDS * dpi:
            continue
        along, down = (min(first) + max(last)) / 2, (off + a.off) / 2
        yield Frame(
            along * math.cos(angle) - down * math.sin(angle),
            along * math.sin(angle) + down * math.cos(angle),
            wide,
            high,
            angle,
        )


def _traced(gray: Gray, near: Frame, dpi: float) -> Frame | None:
    """The frame at a place, exactly; None where there is none."""
    for step in (0.04 * dpi, 0.02 * dpi, 0.01 * dpi):
        for side in range(5):
            tried = [_moved(near, side, k * step) for k in (0, -1, 1, -2, 2)]
            near = max(tried, key=lambda one: _share(gray, one, 0.0))
    sides = [_dark_at(gray, side).mean() for side in _sides(near, 0.0)]
    if min(sides) < _INKED:
        return None
    stroke = _STROKE * dpi
    if max(_share(gray, near, -stroke), _share(gray, near, stroke)) > _BARE:
        return None
    beyond = [_dark_at(gray, piece).mean() for piece in _beyond(near, dpi)]
    return near if sum(share > _BARE for share in beyond) <= 1 else None


def _moved(frame: Frame, side: int, by: float) -> Frame:
    """A frame turned, or with one of its sides further out."""
    if side == 0:
        return frame._replace(angle=frame.angle + by / frame.wide)
    level, way = side < 3, 1 if side % 2 else -1
    along = frame.angle + (0.0 if level else math.pi / 2)
    moved = frame._replace(x=frame.x + way * by / 2 * math.cos(along), y=frame.y + way * by / 2 * math.sin(along))
    return moved._replace(wide=frame.wide + by) if level else moved._replace(high=frame.high + by)


def _share(gray: Gray, frame: Frame, off: float) -> float:
    return float(np.mean(np.concatenate([_dark_at(gray, side) for side in _sides(frame, off)])))


def _dark_at(gray: Gray, points: npt.NDArray[np.float64]) -> Mask:
    return np.asarray(levels_at(gray, *np.rint(points.T).astype(int)) < _DARK, np.bool_)


def _sides(frame: Frame, off: float) -> list[npt.NDArray[np.float64]]:
    """The places along the four sides, so far outside of them."""
    half = frame.wide / 2 + off, frame.high / 2 + off
    across, down = (np.arange(-size, size) + 0.5 for size in half)
    return [
        _placed(frame, across, np.full_like(across, -half[1])),
        _placed(frame, np.full_like(down, half[0]), down),
        _placed(frame, -across, np.full_like(across, half[1])),
        _placed(frame, np.full_like(down, -half[0]), -down),
    ]


def _beyond(frame: Frame, dpi: float) -> Iterator[npt.NDArray[np.float64]]:
    """Where the sides would go on beyond the corners."""
    out = np.arange(_STROKE * dpi, (_STROKE + _BEYOND) * dpi)
    half = frame.wide / 2, frame.high / 2
    for a, b in itertools.product((-1, 1), repeat=2):
        yield _placed(frame, a * (half[0] + out), np.full_like(out, b * half[1]))
        yield _placed(frame, np.full_like(out, a * half[0]), b * (half[1] + out))


def _placed(frame: Frame, across: npt.NDArray[np.float64], down: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    cos, sin = math.cos(frame.angle), math.sin(frame.angle)
    return np.stack([frame.x + across * cos - down * sin, frame.y + across * sin + down * cos], axis=1)


def _within(frame: Frame, shape: tuple[int, ...], room: float) -> tuple[tuple[slice, slice], Gray, Gray]:
    """The part of a page with a frame, and where each of its pixels is, seen from the middle of the frame."""
    reach = math.hypot(frame.wide, frame.high) / 2 + room
    x0, y0 = max(0, int(frame.x - reach)), max(0, int(frame.y - reach))
    x1, y1 = min(shape[1], int(frame.x + reach) + 2), min(shape[0], int(frame.y + reach) + 2)
    rows, columns = np.mgrid[y0:y1, x0:x1]
    cos, sin = math.cos(frame.angle), math.sin(frame.angle)
    right, below = columns - frame.x, rows - frame.y
    return (slice(y0, y1), slice(x0, x1)), right * cos + below * sin, below * cos - right * sin


def _without_sides(gray: Gray, frame: Frame, dpi: float) -> Gray:
    """The page without the strokes of a frame; what crosses them is left."""
    most = round(_STROKE * dpi)
    inner, outer = (
        way * (next((k for k in range(1, most + 1) if _share(gray, frame, way * k) < _BARE), most) + 1.0)
        for way in (-1, 1)
    )
    window, across, down = _within(frame, gray.shape, outer + 3 * _FRAYED * dpi)
    wide, high = frame.wide / 2, frame.high / 2
    right, below = np.abs(across) - wide, np.abs(down) - high
    level = below >= right
    on, under = np.clip(across, 0.5 - wide, wide - 0.5), np.clip(down, 0.5 - high, high - 0.5)
    turn = np.where(
        level,
        np.where(down < 0, on + wide, 3 * wide + 2 * high - on),
        np.where(across > 0, 2 * wide + high + under, 4 * wide + 3 * high - under),
    )
    around = int(4 * wide + 4 * high) + 1
    inside, outside = (_along(gray, frame, off, around) for off in (inner - 1.0, outer + 1.0))
    kept = crossing(inside, outside, inner, outer, dpi)
    out = gray.copy()
    out[window] = without_stroke(gray[window], np.maximum(right, below), turn.astype(int), (inner, outer), kept, dpi)
    return out


def _along(gray: Gray, frame: Frame, off: float, around: int) -> Mask:
    """Where there is ink so far outside of a frame, going round as its own sides do."""
    place = np.arange(around) + 0.5
    wide, high = frame.wide, frame.high
    half = wide / 2 + off, high / 2 + off
    side = np.searchsorted(np.cumsum([wide, high, wide]), place, "right")
    start = np.array([0.0, wide, wide + high, 2 * wide + high])[side]
    on = place - start - np.where(side % 2 == 0, wide, high) / 2
    along = np.clip(on, *(np.where(side % 2 == 0, way * half[0], way * half[1]) for way in (-1, 1)))
    right, below = (np.full_like(on, size) for size in half)
    sides = [side == k for k in range(4)]
    across, down = np.select(sides, [along, right, -along, -right]), np.select(sides, [-below, along, below, -along])
    return _dark_at(gray, _placed(frame, across, down))


def _without_letters(gray: Gray, frame: Frame, dpi: float) -> Gray:
    """The page without what in a frame is larger than print and hangs together with nothing else."""
    window, across, down = _within(frame, gray.shape, _HIGHEST * dpi / 4)
    dark = (gray[window] < _DARK).astype(np.uint8)
    long = int(_LINE * dpi)
    lines = [cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, long), (long, 1))]
    dark[cv2.dilate(cv2.bitwise_or(*lines), np.ones((3, 3), np.uint8)) > 0] = 0
    usual = _glyph_height(gray, dpi)
    if usual is None:
        return gray
    size = max(3, round(usual / 8) | 1)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    _, labels, stats = labelled(np.asarray(closed, np.uint8))
    outside = (np.abs(across) > frame.wide / 2) | (np.abs(down) > frame.high / 2)
    large = np.maximum(stats[:, 2], stats[:, 3])
    gone = (stats[:, 3] >= _LARGER * usual) & (large <= _ONE * frame.high)
    beyond = np.zeros(len(stats), np.bool_)
    beyond[np.unique(labels[outside])] = True
    gone &= ~beyond
    gone[0] = False
    gone &= ~_goes_on(stats[:, :4], beyond)
    gone &= ~_in_words(stats[:, :4], gone, usual)
    mask = cv2.dilate((gone[labels] & (dark > 0)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    out = gray.copy()
    out[window][mask] = 255
    return out


def _goes_on(boxes: Any, beyond: Mask) -> Mask:
    """Which of some pieces are level with pieces as high beyond the frame, as a title is that runs through it."""
    top, high = boxes[:, 1].astype(np.float64), boxes[:, 3].astype(np.float64)
    out = np.zeros(len(boxes), np.bool_)
    for one in np.flatnonzero(beyond).tolist():
        level = np.abs(top + high / 2 - top[one] - high[one] / 2) <= _AS_HIGH * high
        out |= level & (np.abs(high - high[one]) <= _AS_HIGH * high)
    return out


def _in_words(boxes: Any, among: Mask, usual: float) -> Mask:
    """Which of some pieces stand level beside print as high as they are, or beside such a piece: a title is as large as
    the letters of a stamp."""
    out = np.zeros(len(boxes), np.bool_)
    left, top, wide, high = (boxes[:, k].astype(np.float64) for k in range(4))
    print_ = ~among & (high >= usual / 2) & (high <= 3 * usual)
    print_[0] = False
    queue = np.flatnonzero(print_).tolist()
    while queue:
        one = queue.pop()
        gap = np.maximum(left - left[one] - wide[one], left[one] - left - wide)
        level = np.abs(top + high / 2 - top[one] - high[one] / 2) <= _AS_HIGH * high
        beside = among & ~out & level & (np.abs(high - high[one]) <= _AS_HIGH * high) & (gap <= _BESIDE * high)
        out |= beside
        queue += np.flatnonzero(beside).tolist()
    return out


def _glyph_height(gray: Gray, dpi: float) -> float | None:
    """How high most characters of the page are, in pixels."""
    _, _, stats = labelled((gray < _DARK).astype(np.uint8))
    high = stats[1:, 3]
    high = high[(high >= 0.05 * dpi) & (high <= 0.3 * dpi)]
    return float(np.percentile(high, 60)) if len(high) else None
