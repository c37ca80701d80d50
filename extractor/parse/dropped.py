"""Text that PDFium takes for the shadow of text and leaves out: 00 whose two noughts are text objects of their own.

Bold that is struck twice is one text, and PDFium passes over a text object that says the same as one before it and
lies upon it. Where a font does not say how wide its digits are (half a SimSun that is not embedded) or claims more
room than they fill (drawn glyphs, Type 3), it takes neighbours for such shadows: 100.00 becomes 10.00. What is a whole
step beside its twin is print of its own, and is given back.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from itertools import repeat
from math import hypot
from typing import NamedTuple

import pypdfium2 as pdfium

from extractor.language.text import UNREADABLE
from extractor.parse import raw
from extractor.parse.fonts import Boxes
from extractor.parse.frame import Frame
from extractor.parse.geometry import Geometry, Matrix, Rect, geometry
from extractor.parse.glyphs import Glyph
from extractor.parse.raw import Handle
from extractor.parse.seen import sight

_CELL = 20.0
"""Points; texts are looked up by where they begin."""
_SHEET = 15_000.0
"""Points; a page may be 14,400 long and wide."""
_SHADOW = 0.22
"""Of the size of the print: what is struck twice is nearer than that; the narrowest digits are not."""
_ALIKE = 0.03
"""Points between the measures of two texts that are the same."""
_MIX = 0.3
"""Of the distance to its twin: another text as near as that may be its twin as well."""

_BLANK = 0x20

Item = tuple[int, Handle, Matrix | None]


class Dropped(NamedTuple):
    """A text object that PDFium left out."""

    twin: range
    """The characters, by their index, that say what it says."""
    across: float
    up: float
    """How far it stands from them."""
    sure: bool
    """No other text so near is set like it and says something else, and the page shows it."""
    order: int
    """Its place in the order of painting."""


def dropped(handle: Handle, count: int, texts: Sequence[Item], at: Geometry) -> list[Dropped]:
    """What PDFium left out of a page that is not there twice.

    Args:
        handle: of the page's text.
        count: of its characters.
        texts: its text objects in the order in which they are painted.
        at: asks for their matrices.
    """
    if len(texts) < 2:
        return []
    items = list(map(raw.char_object, repeat(handle), range(count)))
    there = set(items)  # of next to all pages nothing is lost, and this is quick
    lost = [k for k, (_, item, _) in enumerate(texts) if (item.value or 0) not in there]
    if not lost or len(lost) == len(texts):
        return []
    said: dict[int, range] = {}
    for index, item in enumerate(items):
        if item:
            own = said.get(item)
            said[item] = range(own.start if own else index, index + 1)
    places: dict[int, _Place] = {}

    def place(k: int) -> _Place:
        if k not in places:
            _, item, parent = texts[k]
            places[k] = _Place(at.matrix(item, parent), at.bounds(item, parent))
        return places[k]

    out = []
    gone = set(lost)
    # What was left out may be the twin of what follows it.
    means: dict[int, tuple[range, int]] = {}
    before = _Before()
    entered = 0
    for k in lost:
        while entered < k:
            if entered not in gone or entered in means:
                before.enter(entered, place(entered))
            entered += 1
        near = before.like(place(k))
        if not near:
            continue
        twin = min(near, key=lambda j: _apart(place(k), place(j)))
        said_by, holder = means.get(twin) or (said[texts[twin][1].value or 0], twin)
        step = _apart(place(k), place(twin))
        if step <= _SHADOW * place(k).size(len(said_by)):
            continue  # the same print again; what follows it has a twin where this has
        means[k] = (said_by, holder)
        rivals = [j for j in near if j != twin and _apart(place(k), place(j)) < (1 + _MIX) * step]
        sure = all((means[j][1] if j in means else j) == holder for j in rivals)
        one, other = place(k).matrix, place(holder).matrix
        out.append(Dropped(said_by, one[4] - other[4], one[5] - other[5], sure, texts[k][0]))
    return out


def looked_at(
    document: pdfium.PdfDocument, number: int, handle: Handle, lost: Sequence[Dropped], shown: Frame
) -> list[Dropped]:
    """The same, those not sure that the page does not show: they may be painted white, covered or cut away.

    Args:
        document: open.
        number: of the page, from 1.
        handle: of its text.
        lost: what was left out.
        shown: the page as a viewer shows it.
    """
    made, at = Boxes(handle, {}, {}), geometry()
    glyphs: list[Glyph] = []
    of_piece: list[int] = []
    for k, one in enumerate(lost):
        for index in one.twin:
            code = raw.char_unicode(handle, index) or _BLANK
            x, y = at.char_origin(handle, index)
            x, y = x + one.across, y + one.up
            if (box := made.of_folded(index, code, x, y)) is not None:
                glyphs.append((len(glyphs), chr(code), *box, x, y))
                of_piece.append(k)
    found = sight(document, number, glyphs, {one.order for one in lost}, shown)
    hidden = {of_piece[glyph] for glyph in found.unseen | found.changed}
    return [one._replace(sure=one.sure and k not in hidden) for k, one in enumerate(lost)]


class _Place(NamedTuple):
    matrix: Matrix
    box: Rect

    def size(self, count: int) -> float:
        """How high the print of so many characters is; a box of drawn glyphs may be higher than that."""
        short, long = sorted((self.box[3] - self.box[1], self.box[2] - self.box[0]))
        return max(short, long / count) or 1.0

    def is_on_paper(self) -> bool:
        """Whether it is no larger, and no further away, than any sheet: files that are damaged say what they like."""
        return all(abs(value) <= _SHEET for value in (*self.matrix[4:], *self.box))


class _Before:
    """The texts before one, by where they begin: a line may be struck again when all of it has been."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, _Place]]] = {}

    def enter(self, k: int, place: _Place) -> None:
        if place.is_on_paper():
            cell = int(place.matrix[4] // _CELL), int(place.matrix[5] // _CELL)
            self._cells.setdefault(cell, []).append((k, place))

    def like(self, place: _Place) -> list[int]:
        """Those that are set alike and meet it."""
        if not place.is_on_paper():
            return []
        x, y = place.matrix[4:]
        left, bottom, right, top = place.box
        wide, high = right - left + _ALIKE, top - bottom + _ALIKE
        columns = range(int((x - wide) // _CELL), int((x + wide) // _CELL) + 1)
        rows = range(int((y - high) // _CELL), int((y + high) // _CELL) + 1)
        cells: Iterable[tuple[int, int]] = itertools.product(columns, rows)
        if len(columns) * len(rows) > len(self._cells):
            cells = self._cells.keys()
        return [k for cell in cells for k, other in self._cells.get(cell, ()) if _alike(place, other)]


def _alike(one: _Place, other: _Place) -> bool:
    """Whether two texts are set alike, as large as each other, and meet."""
    (a, b, c, d), (k, m, n, o) = one.matrix[:4], other.matrix[:4]
    if max(abs(a - k), abs(b - m), abs(c - n), abs(d - o)) > 1e-4 * (abs(a) + abs(b) or 1.0):
        return False
    (left, bottom, right, top), (left_2, bottom_2, right_2, top_2) = one.box, other.box
    wide, high = abs((right - left) - (right_2 - left_2)), abs((top - bottom) - (top_2 - bottom_2))
    if wide > _ALIKE or high > _ALIKE:
        return False
    return left <= right_2 and left_2 <= right and bottom <= top_2 and bottom_2 <= top


def _apart(one: _Place, other: _Place) -> float:
    return hypot(one.matrix[4] - other.matrix[4], one.matrix[5] - other.matrix[5])


def given_back(glyphs: Sequence[Glyph], lost: Sequence[Dropped]) -> list[Glyph]:
    """The glyphs of a page with those that were left out, each behind its twin."""
    behind: dict[int, list[Dropped]] = {}
    for one in lost:
        behind.setdefault(one.twin[-1], []).append(one)
    out: list[Glyph] = []
    by_index: dict[int, Glyph] = {}
    for glyph in glyphs:
        out.append(glyph)
        by_index[glyph[0]] = glyph
        for one in behind.get(glyph[0], ()):
            for index in one.twin:
                if (of := by_index.get(index)) is not None:
                    out.append(_moved(of, one))
    return out


def _moved(glyph: Glyph, by: Dropped) -> Glyph:
    index, char, left, bottom, right, top, x, y = glyph
    _, across, up, sure, _ = by
    told = char if sure else UNREADABLE
    return index, told, left + across, bottom + up, right + across, top + up, x + across, y + up
