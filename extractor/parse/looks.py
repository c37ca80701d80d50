"""Digits and signs whose look is not what their code says: of each, where it stands on a page.

A font's digits are looked at once (`extractor.parse.faces`). That a digit on the page is drawn by the glyph that was
looked at is told by the box of its ink, which a font has of every glyph: two codes of a font may both be said to be the
same character. A digit with another box is looked at where it stands.
"""

from __future__ import annotations

import ctypes
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from math import hypot
from operator import sub
from typing import Any, NamedTuple

from extractor import lazy_re as re
from extractor.parse import raw
from extractor.parse.blank_font import STROKES
from extractor.parse.faces import SAME_BOX, Face, Faces, drawing, is_true
from extractor.parse.geometry import Matrix, Rect, geometry
from extractor.parse.glyphs import Glyph, line_height
from extractor.parse.signs import LOOKED_AT, UNITS, VALUES, stands_like, touches
from extractor.parse.texts import Texts

_STEPS = 128
"""Steps to the point in which boxes are told apart."""
_HIGH, _HIGHER = 40.0, 100.0
"""Pixels of height at which a digit is looked at where it stands, and at which it is looked at again if it looks like
another: thin strokes are grey at the first."""
_LOW, _LEAST = 6.0, 20
"""Pixels of height below which nothing is to be seen of a sign, and rows of them below which not of a digit."""
_BLANK = re.compile(
    r"[ \x00-\x09\x0b-\x0c\x0e-\x1f\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\ufffe\uffff]"
    r"|(?<!\r)\n|\r(?!\n)"
)
"""Characters that are read as nothing."""
_IN_FIGURES = frozenset(".．-－")
"""Signs without which a figure is another."""
_DARK = 110
_INK = 0.3
"""Points; the box of a space has none, but it may have a width."""
_ROOM = 0.5
_SIGNS = {"-": (2.0, 2.0), "－": (2.0, 2.0), ".": (_ROOM, 2.0), "．": (_ROOM, 2.0)}
"""Points below and above the ink of a character, and of signs, that are looked at with it."""
_LONGEST = 8000.0
"""Pixels of the longest text that is drawn for it."""
_LARGER = 2.0
"""What is so many times as large as a digit, and lies across, is no digit of its figure."""
_LEAST_SIGN = 0.35
"""Points; nobody sees a point or a minus whose ink is smaller both ways."""
_LEAST_HIGH, _LEAST_WIDE = 2.2, 0.12
"""Height of the line (points), and width of a digit's place by its height, below which nobody reads a digit."""
_LEGIBLE = 1.2
"""The same where all print of the page is that small, as on two pages put on one sheet: a reader draws them nearer."""
_SMALLER, _NEAR = 0.7, 150
"""Digits that are smaller by so much than two thirds of the characters before and after them are seen by nobody."""
_SPECK = 0.05
"""The same of a sign's ink, by the height of the digits beside it."""


class Untrue(NamedTuple):
    """Digits and signs of a page, by their index."""

    false: frozenset[int]
    """That look like another, or like none."""
    tiny: frozenset[int]
    """Too small, or too narrow, to be seen."""


_NONE = Untrue(frozenset(), frozenset())


def untrue(
    document: raw.Handle,
    handle: raw.Handle,
    glyphs: Sequence[Glyph],
    fonts: Mapping[int, int],
    in_forms: Mapping[int, Matrix],
    faces: Faces,
) -> Untrue:
    """Which digits of a page, and signs of figures, are not what they are said to be.

    Args:
        document: of the page.
        handle: of the page's text.
        glyphs: all characters of the page.
        fonts: the font of every text object.
        in_forms: the matrix of the form of every text object in one.
        faces: of the document.
    """
    digits = [glyph for glyph in glyphs if glyph[1] in LOOKED_AT]
    if not digits:
        return _NONE
    faces.hold({*fonts.values()})
    if not faces.looked_at:
        return _NONE
    false: set[int] = set()
    tiny: set[int] = set()
    known, room, doubled = faces.known, _boxes(), faces.doubled
    least, here = _Least(glyphs, digits), set[Any]()
    for start in range(0, len(digits), room.SIZE):
        some = digits[start : start + room.SIZE]
        indices, chars, _, _, _, _, xs, ys = zip(*some, strict=True)
        lefts, rights, bottoms, tops = room.of(handle, indices)
        items = list(map(raw.char_object, repeat(handle), indices))
        keys = [
            (font, char, int((left - x) * _STEPS), int((right - x) * _STEPS), int((top - y) * _STEPS))
            for font, char, left, right, top, x, y in zip(
                map(fonts.get, items), chars, lefts, rights, tops, xs, ys, strict=True
            )
        ]
        if not doubled and known.issuperset(keys):
            continue  # as all but the first digits of a document
        for k, key in enumerate(keys):
            if key in known and key[1] not in doubled:
                continue
            font, char, *_ = key
            box = (lefts[k], bottoms[k], rights[k], tops[k])
            small = _is_tiny(some[k]) if char in VALUES else char in _IN_FIGURES and _is_speck(box)
            if small and key in here:
                continue
            if small and least.is_unseen(start + k, box):
                tiny.add(indices[k])
            elif not font or _is_true(document, handle, indices[k], items[k] or 0, box, font, in_forms, faces, char):
                (here if small else known).add(key)
            else:
                false.add(indices[k])
    return Untrue(frozenset(false), frozenset(tiny))


def _is_tiny(glyph: Glyph, least: float = _LEAST_HIGH) -> bool:
    _, _, left, bottom, right, top, _, _ = glyph
    wide, high = sorted((right - left, top - bottom))
    return high < least or wide < _LEAST_WIDE * high


def _is_speck(ink: Rect, least: float = _LEAST_SIGN) -> bool:
    """Whether a sign's own ink is too small to be seen; fonts give points boxes as low as they are."""
    return max(ink[2] - ink[0], ink[3] - ink[1]) < least


class _Least:
    """Below what size nobody reads a digit or sees a sign on a page, where all its print is small as well."""

    def __init__(self, glyphs: Sequence[Glyph], digits: Sequence[Glyph]) -> None:
        self._glyphs = glyphs
        self._digits = digits

    def is_unseen(self, k: int, ink: Rect) -> bool:
        """Whether nobody reads one of the digits, or sees one of the signs."""
        digit = self._digits[k]
        return _is_tiny(digit, self._around(digit)) if digit[1] in VALUES else _is_speck(ink, self._beside(k))

    def _around(self, digit: Glyph) -> float:
        """Of a line of digits, points, by what stands before and after it: a page of prose may share the sheet with a
        table that was made small."""
        at = bisect_left(self._glyphs, digit[:1])
        heights = sorted(line_height(glyph) for glyph in self._glyphs[max(0, at - _NEAR) : at + _NEAR])
        return max(_LEGIBLE, min(_LEAST_HIGH, _SMALLER * heights[len(heights) // 3]))

    def _beside(self, k: int) -> float:
        """Of the ink of a sign, points, by the digits before and after it."""
        near = [glyph for glyph in self._digits[max(0, k - 1) : k + 2] if glyph[1] in VALUES]
        return min(_LEAST_SIGN, _SPECK * max(map(line_height, near), default=_LEAST_SIGN / _SPECK))


@lru_cache(maxsize=1)
def _boxes() -> _Boxes:
    return _Boxes()


class _Boxes:
    """Room for the boxes of so many characters' ink, with pointers into it; made once a process."""

    SIZE = 512

    def __init__(self) -> None:
        self._doubles = array("d", bytes(32 * self.SIZE))
        at = self._doubles.buffer_info()[0]
        self._to = [[raw.pointer(at + 32 * k + 8 * edge) for k in range(self.SIZE)] for edge in range(4)]

    def of(self, handle: raw.Handle, indices: Sequence[int]) -> Sequence[array[float]]:
        """Left, right, bottom and top of characters of a page's text, column by column."""
        deque(map(raw.char_box, repeat(handle), indices, *self._to), maxlen=0)
        found = self._doubles[: 4 * len(indices)]
        return [found[edge::4] for edge in range(4)]


def inked(handle: raw.Handle, glyphs: Sequence[Glyph], turn: int) -> list[Glyph]:
    """The glyphs with boxes as wide as their places and as high as their ink, where that is known.

    Some fonts claim far more height than they use, so that their boxes reach into the lines above and below.

    Args:
        handle: of the page's text.
        glyphs: some of its characters.
        turn: how far the page is turned clockwise to be read.
    """
    box = (ctypes.c_double * 4)()
    at = [raw.pointer(ctypes.addressof(box) + 8 * k) for k in range(4)]
    out = []
    for glyph in glyphs:
        index, char, left, bottom, right, top, x, y = glyph
        if raw.char_box(handle, index, *at):
            if turn % 180:
                left, right = max(left, box[0] - _ROOM), min(right, box[1] + _ROOM)
            else:
                below, above = _SIGNS.get(char, (_ROOM, _ROOM)) if turn == 0 else (_ROOM, _ROOM)
                bottom, top = max(bottom, box[2] - below), min(top, box[3] + above)
            if left < right and bottom < top:
                glyph = (index, char, left, bottom, right, top, x, y)
        out.append(glyph)
    return out


def ink_boxes(handle: raw.Handle, indices: Sequence[int]) -> list[Rect]:
    """The boxes of the ink of characters of a page's text."""
    out: list[Rect] = []
    room = _boxes()
    for start in range(0, len(indices), room.SIZE):
        lefts, rights, bottoms, tops = room.of(handle, indices[start : start + room.SIZE])
        out += zip(lefts, bottoms, rights, tops, strict=True)
    return out


def inked_blanks(handle: raw.Handle, text: str) -> list[tuple[int, Rect]]:
    """Where characters that are read as nothing may leave ink, each with the address of its text object.

    Args:
        handle: of the page's text.
        text: all of it.
    """
    spaces = [found.start() for found in _BLANK.finditer(text)]
    out: list[tuple[int, Rect]] = []
    room = _boxes()
    for start in range(0, len(spaces), room.SIZE):
        some = spaces[start : start + room.SIZE]
        lefts, rights, bottoms, tops = room.of(handle, some)
        if max(map(sub, tops, bottoms)) <= _INK:
            continue
        for k, (left, right, bottom, top) in enumerate(zip(lefts, rights, bottoms, tops, strict=True)):
            if right - left > _INK and top - bottom > _INK and (item := raw.char_object(handle, some[k])):
                out.append((item, (left, bottom, right, top)))
    return out


def beside_blanks(
    document: raw.Handle,
    glyphs: Sequence[Glyph],
    blanks: Sequence[tuple[int, Rect]],
    texts: Texts,
    faces: Faces,
) -> frozenset[int]:
    """The digits, and words of units, beside which something is printed that is read as nothing, by their index: the
    figure, or the unit, is another.

    Args:
        document: of the page.
        glyphs: all characters of the page.
        blanks: as `inked_blanks` gives them.
        texts: of the page.
        faces: of the document.
    """
    if not blanks or not faces.looked_at:
        return frozenset()
    digits = [glyph for glyph in glyphs if glyph[1] in VALUES or glyph[1] in UNITS]
    out: set[int] = set()
    for item, box in blanks:
        if item in texts.sealed:
            continue  # read nowhere
        if not raw.font_is_embedded(raw.Handle(texts.fonts.get(item))):
            continue  # what stands in for it draws something for every character
        # Of a watermark that lies across, letters whose codes were lost may touch a figure; nobody takes them for its.
        room = min(box[2] - box[0], box[3] - box[1]) / _LARGER if item in texts.lying else 0.0
        beside = {glyph[0] for glyph in digits if touches(box, glyph[2:6]) and line_height(glyph) > room} - out
        if beside and _leaves_ink(document, item, box, texts.in_forms.get(item)):
            out |= beside
    return frozenset(out)


def _is_true(
    document: raw.Handle,
    handle: raw.Handle,
    index: int,
    item: int,
    box: Rect,
    font: int,
    in_forms: Mapping[int, Matrix],
    faces: Faces,
    char: str,
) -> bool:
    if char not in VALUES and not raw.font_is_embedded(raw.Handle(font)):
        return True  # what stands in for fonts that are not in the file has no signs
    # The matrix of a font of drawings may turn them once more.
    if char in VALUES and not faces.is_drawing(font) and _is_mirrored(handle, index, in_forms.get(item)):
        return False
    face, only = faces.face(font, char), char not in faces.doubled
    if face is not None and only and (not face.true and char in VALUES):
        return False
    if face is not None and only and face.true and _is_drawn_by(handle, index, box, face):
        return True
    if not raw.font_is_embedded(raw.Handle(font)) and face is not None and _is_an_em_wide(face):
        box = on_page(handle, index, STROKES)
    rows = upright_cut(document, handle, index, item, box, in_forms.get(item))
    if rows is None or (char in VALUES and len(rows) < _LEAST):
        return False
    (a, b, c, d, *_), size, _, y = _placed(handle, index)
    if b == c == 0 < d and size and not (faces.is_drawing(font) or stands_like(char, (box[1] - y) / (size * d))):
        return False
    high = box[3] - box[1] if abs(a) >= abs(b) else box[2] - box[0]
    ems = None if faces.is_drawing(font) else high / max(size * hypot(c, d), _INK)
    if is_true(rows, char, ems):
        return True
    finer = upright_cut(document, handle, index, item, box, in_forms.get(item), _HIGHER)
    return finer is not None and is_true(finer, char, ems)


def _is_drawn_by(handle: raw.Handle, index: int, box: Rect, face: Face) -> bool:
    """Whether a digit's ink is where the digit that was looked at has its ink."""
    (a, b, c, d, _, _), size, _, _ = _placed(handle, index)
    slack = SAME_BOX * size * max(hypot(a, b), hypot(c, d))
    wanted = on_page(handle, index, face.box)
    return all(abs(one - two) <= slack for one, two in zip(box, wanted, strict=True))


def _is_mirrored(handle: raw.Handle, index: int, parent: Matrix | None) -> bool:
    """Whether a character is drawn as in a mirror: a 2 looks much like a 5 then."""
    (a, b, c, d, *_), _, _, _ = _placed(handle, index)
    way = 1.0 if parent is None else parent[0] * parent[3] - parent[1] * parent[2]
    return (a * d - b * c) * way < 0


def _is_an_em_wide(face: Face) -> bool:
    return face.box[2] - face.box[0] >= 1 - SAME_BOX


def on_page(handle: raw.Handle, index: int, ems: Rect) -> Rect:
    """Where a box in ems from the origin of a character is on its page."""
    (a, b, c, d, _, _), size, x, y = _placed(handle, index)
    left, bottom, right, top = ems
    corners = [(u * a + v * c, u * b + v * d) for u in (left, right) for v in (bottom, top)]
    xs, ys = [x + size * u for u, _ in corners], [y + size * v for _, v in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _placed(handle: raw.Handle, index: int) -> tuple[Matrix, float, float, float]:
    """The matrix of a character, its font's size and its origin."""
    matrix = geometry().char_matrix(handle, index)
    return matrix, raw.char_font_size(handle, index), *geometry().char_origin(handle, index)


def _leaves_ink(document: raw.Handle, item: int, box: Rect, parent: Matrix | None) -> bool:
    """Whether a text object leaves ink in a box, as far as that can be told."""
    cut = _cut(document, item, box, parent)
    return cut is None or any(max(row, default=0) >= _DARK for row in cut)


def upright_cut(
    document: raw.Handle,
    handle: raw.Handle,
    index: int,
    item: int,
    box: Rect,
    parent: Matrix | None,
    high: float = _HIGH,
) -> list[bytes] | None:
    """A character as it stands on its page, turned to be read; see `_cut`."""
    rows = _cut(document, item, box, parent, high)
    (a, b, *_), _, _, _ = _placed(handle, index)
    if rows is not None and parent is not None:
        rows = _as_in(rows, parent)
    return None if rows is None else turned_to_read(rows, a, b)


def _as_in(rows: list[bytes], parent: Matrix) -> list[bytes]:
    """What a text object draws, as the form it is in turns or mirrors it: many lie upside down in theirs."""
    a, b, c, d, *_ = parent
    if abs(a) < abs(b):
        columns = [bytes(column) for column in zip(*rows, strict=True)]
        rows = [column[::-1] for column in columns] if c > 0 else columns
        return rows[::-1] if b > 0 else rows
    rows = [row[::-1] for row in rows] if a < 0 else rows
    return rows[::-1] if d < 0 else rows


def ink_of(handle: raw.Handle, index: int) -> Rect | None:
    """The box of a character's ink on its page."""
    lefts, rights, bottoms, tops = _boxes().of(handle, [index])
    box = (lefts[0], bottoms[0], rights[0], tops[0])
    return box if box[0] < box[2] and box[1] < box[3] else None


def _cut(document: raw.Handle, item: int, box: Rect, parent: Matrix | None, high: float = _HIGH) -> list[bytes] | None:
    """What a text object draws in a box, in rows of how much of each pixel is ink; None where it cannot be drawn."""
    left, bottom, right, top = box
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    if parent is not None:
        corners = [_back(x, y, parent) for x, y in corners]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if right - left <= 0 or top - bottom <= 0:
        return None
    bounds = geometry().bounds(raw.Handle(item), None)
    size = max(right - left, top - bottom)
    # A point of a row that is one text object, from margin to margin, is drawn smaller.
    scale = min(high / size, _LONGEST / max(bounds[2] - bounds[0], bounds[3] - bounds[1], size))
    if scale * size < _LOW:
        return None
    rows = drawing(document, raw.Handle(item), scale)
    if rows is None:
        return None
    first, last = (bounds[3] - top) * scale, (bounds[3] - bottom) * scale
    start, end = (left - bounds[0]) * scale, (right - bounds[0]) * scale
    return [row[max(0, round(start) - 1) : round(end) + 1] for row in rows[max(0, round(first) - 1) : round(last) + 1]]


def _back(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    apart = (a * d - b * c) or 1.0
    return ((x - e) * d - (y - f) * c) / apart, ((y - f) * a - (x - e) * b) / apart


def turned_to_read(rows: list[bytes], x: float, y: float) -> list[bytes]:
    """A picture turned so that writing that runs along (x, y), upwards, runs to the right."""
    if abs(x) >= abs(y):
        return rows if x >= 0 else [row[::-1] for row in rows[::-1]]
    columns = [bytes(column) for column in zip(*rows, strict=True)]
    return [row[::-1] for row in columns] if y > 0 else columns[::-1]
