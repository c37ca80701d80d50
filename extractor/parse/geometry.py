"""Where drawn objects stand: boxes and matrices in the PDF's own coordinates, form XObjects' matrices included."""

from __future__ import annotations

import ctypes
import struct
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from extractor.parse import raw
from extractor.parse.raw import Handle

Rect = tuple[float, float, float, float]
"""(left, bottom, right, top)."""
Matrix = tuple[float, float, float, float, float, float]


TWO_FLOATS, _FOUR_FLOATS, _SIX_FLOATS = (struct.Struct(f"{count}f").unpack_from for count in (2, 4, 6))
"""What takes the first of `Geometry.floats` apart."""
_FOUR_INTS, _TWO_DOUBLES = struct.Struct("4I").unpack, struct.Struct("2d").unpack
BLACK = struct.pack("4I", 0, 0, 0, 255)
"""Opaque black, as nearly all text is, as `Geometry.ints` has it."""


class Geometry:
    """Asks PDFium for boxes, matrices, clips and colours through buffers that are used again and again.

    `parent` is the matrix of the form XObject that an object is in, None where it is on the page itself.
    """

    def __init__(self) -> None:
        # Bytes that `struct` takes apart: to read a ctypes array takes five times as long.
        self.floats, self.ints, self._doubles = bytearray(6 * 4), bytearray(4 * 4), bytearray(2 * 8)
        f, i, d = map(_address_of, (self.floats, self.ints, self._doubles))
        self.to_floats = tuple(raw.pointer(f + 4 * k) for k in range(6))
        self.to_ints = tuple(raw.pointer(i + 4 * k) for k in range(4))
        """Where PDFium is to write: one pointer for each of `floats` and `ints`."""
        self._to_doubles = tuple(raw.pointer(d + 8 * k) for k in range(2))

    def two(self) -> tuple[float, float]:
        """The first two floats that were written."""
        x, y = TWO_FLOATS(self.floats)
        return x, y

    def colour(self) -> tuple[int, int, int, int]:
        """The numbers that were written: red, green, blue, alpha."""
        red, green, blue, alpha = _FOUR_INTS(self.ints)
        return red, green, blue, alpha

    def bounds(self, item: Handle, parent: Matrix | None) -> Rect:
        left, bottom, right, top, _, _ = self.to_floats
        raw.object_bounds(item, left, bottom, right, top)
        x0, y0, x1, y1 = _FOUR_FLOATS(self.floats)
        if parent is None:
            return (x0, y0, x1, y1)
        return transformed((x0, y0, x1, y1), parent)

    def matrix(self, item: Handle, parent: Matrix | None) -> Matrix:
        raw.object_matrix(item, self.to_floats[0])
        a, b, c, d, e, f = _SIX_FLOATS(self.floats)
        if parent is None:
            return (a, b, c, d, e, f)
        pa, pb, pc, pd, pe, pf = parent
        return (
            a * pa + b * pc,
            a * pb + b * pd,
            c * pa + d * pc,
            c * pb + d * pd,
            e * pa + f * pc + pe,
            e * pb + f * pd + pf,
        )

    def char_matrix(self, handle: Handle, index: int) -> Matrix:
        """Of a character of a page's text; nothing but zeros where PDFium has none."""
        if not raw.char_matrix(handle, index, self.to_floats[0]):
            return (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        a, b, c, d, e, f = _SIX_FLOATS(self.floats)
        return (a, b, c, d, e, f)

    def char_origin(self, handle: Handle, index: int) -> tuple[float, float]:
        """Where the line of a character begins; at 0, 0 where PDFium does not know."""
        if not raw.char_origin(handle, index, *self._to_doubles):
            return (0.0, 0.0)
        x, y = _TWO_DOUBLES(self._doubles)
        return (x, y)

    def stroke_width(self, item: Handle, parent: Matrix | None) -> float:
        raw.stroke_width(item, self.to_floats[0])
        width, _ = self.two()
        a, b, c, d, _, _ = self.matrix(item, parent)
        return float(width * abs(a * d - b * c) ** 0.5)

    def clip(self, clip: Handle, count: int, parent: Matrix | None) -> Rect:
        """The box that all `count` paths of a clip leave open."""
        floats, segment, point = self.floats, raw.clip_segment, raw.segment_point
        to_x0, to_y0, to_x1, to_y1, _, _ = self.to_floats
        left, bottom, right, top = -1e9, -1e9, 1e9, 1e9
        for path in range(count):
            segments = raw.clip_count_segments(clip, path)
            if segments in (4, 5):
                # Nearly every clip is a rectangle, which two opposite corners describe.
                point(segment(clip, path, 0), to_x0, to_y0)
                point(segment(clip, path, 2), to_x1, to_y1)
                x0, y0, x1, y1 = _FOUR_FLOATS(floats)
            elif segments:
                xs, ys = [], []
                for k in range(segments):
                    point(segment(clip, path, k), to_x0, to_y0)
                    x, y = self.two()
                    xs.append(x)
                    ys.append(y)
                x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
            else:
                continue
            if x0 > x1:
                x0, x1 = x1, x0
            if y0 > y1:
                y0, y1 = y1, y0
            left, right = left if left > x0 else x0, right if right < x1 else x1
            bottom, top = bottom if bottom > y0 else y0, top if top < y1 else y1
        box = (left, bottom, right, top)
        return box if parent is None or left <= -1e9 else transformed(box, parent)


@lru_cache(maxsize=1)
def geometry() -> Geometry:
    """The one of this process. No thread has it to itself, but neither has any PDFium."""
    return Geometry()


class _Matrices:
    """Room for the matrices of so many objects, with a pointer to each."""

    SIZE = 512

    def __init__(self) -> None:
        self.floats = array("f", bytes(24 * self.SIZE))
        start = self.floats.buffer_info()[0]
        self.pointers = [raw.pointer(start + 24 * k) for k in range(self.SIZE)]


@lru_cache(maxsize=1)
def _matrices() -> _Matrices:
    return _Matrices()


def all_level(items: Sequence[Handle]) -> bool:
    """Whether objects all run exactly to the right, as the texts of most pages do."""
    room = _matrices()
    for start in range(0, len(items), room.SIZE):
        some = items[start : start + room.SIZE]
        deque(map(raw.object_matrix, some, room.pointers), maxlen=0)
        if any(room.floats[1 : 6 * len(some) : 6]) or min(room.floats[0 : 6 * len(some) : 6]) <= 0:
            return False
    return True


class _Bounds:
    """Room for the boxes of so many objects, with pointers into it."""

    SIZE = 512

    def __init__(self) -> None:
        self.floats = array("f", bytes(16 * self.SIZE))
        start = self.floats.buffer_info()[0]
        self.pointers = [[raw.pointer(start + 16 * k + 4 * edge) for k in range(self.SIZE)] for edge in range(4)]


@lru_cache(maxsize=1)
def _bounds() -> _Bounds:
    return _Bounds()


def bounds_of(items: Sequence[Handle]) -> list[Rect]:
    """The boxes of objects, as `Geometry.bounds` gives them without a parent."""
    room, out = _bounds(), list[Rect]()
    for start in range(0, len(items), room.SIZE):
        some = items[start : start + room.SIZE]
        deque(map(raw.object_bounds, some, *room.pointers), maxlen=0)
        floats = room.floats[: 4 * len(some)]
        out += zip(floats[0::4], floats[1::4], floats[2::4], floats[3::4], strict=True)
    return out


class _Colours:
    """Room for the colours of so many objects, with pointers into it."""

    SIZE = 512

    def __init__(self) -> None:
        self.bytes = bytearray(16 * self.SIZE)
        start = _address_of(self.bytes)
        self.pointers = [[raw.pointer(start + 16 * k + 4 * part) for k in range(self.SIZE)] for part in range(4)]


@lru_cache(maxsize=1)
def _colours() -> _Colours:
    return _Colours()


def fill_colours(items: Sequence[Handle]) -> Iterator[tuple[int, list[int], bytes]]:
    """Of some objects after some: the number of the first, whether each one's fill is of one colour, and their colours
    as `Geometry.ints` has one."""
    room = _colours()
    for start in range(0, len(items), room.SIZE):
        some = items[start : start + room.SIZE]
        known = list(map(raw.fill_color, some, *room.pointers))
        yield start, known, bytes(room.bytes[: 16 * len(some)])


def _address_of(buffer: bytearray) -> int:
    return ctypes.addressof((ctypes.c_char * len(buffer)).from_buffer(buffer))


_CORNER = 0.1
"""Points by which corners at one place may differ."""


def is_rectangle(points: Sequence[tuple[float, float]]) -> bool:
    """Whether a closed line of points runs around a rectangle that stands upright.

    Corners are compared, not rounded: of two that differ by a trifle one may be rounded up and the other down.
    """
    if len(points) not in (4, 5):
        return False
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    corners = set()
    for x, y in points:
        if min(x - x0, x1 - x) > _CORNER or min(y - y0, y1 - y) > _CORNER:
            return False
        corners.add((x - x0 <= _CORNER, y - y0 <= _CORNER))
    return len(corners) == 4


def is_upright(matrix: Matrix) -> bool:
    """Whether boxes that stand upright still do when they are moved by it."""
    a, b, c, d, _, _ = matrix
    slack = 1e-4 * max(abs(a), abs(b), abs(c), abs(d))
    return (abs(b) <= slack and abs(c) <= slack) or (abs(a) <= slack and abs(d) <= slack)


def transformed(box: Rect, matrix: Matrix) -> Rect:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def middle(box: Rect) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def around(boxes: Iterable[Rect]) -> Rect:
    """The box around some."""
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)


def holds(outer: Rect, inner: Rect) -> bool:
    reach = 0.5
    return (
        outer[0] - reach <= inner[0]
        and outer[1] - reach <= inner[1]
        and inner[2] <= outer[2] + reach
        and inner[3] <= outer[3] + reach
    )


def meet(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def inside(box: Rect, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
