"""Fonts a file names but does not hold: nothing of them is taken from the machine that reads the file.

PDFium puts a font of the system in the place of such a font, and the boxes of its characters are then those of the
substitute's glyphs, another on every machine. So while files are read, one font without ink stands in for all of them,
and the box of such a character is made of what the file says of it: origin, width, size, matrix, ascent and descent.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium_c

from extractor.parse import raw
from extractor.parse.blank_font import ABOVE, BELOW, blank_font
from extractor.parse.geometry import Matrix, Rect, geometry

Line = tuple[float, float, float, float, float, Rect]
"""Where a text starts (x, y), which way it runs (x, y), how large its em is there, and the box around it."""

Reach = tuple[float, float, float, float, float, float]
"""Of an em of a text on the page: along its line (x, y), and from its foot to its top (from x, to x, from y, to y)."""

# What a font says of its height (ems from foot to top) is believed between these.
_HEIGHTS = (0.5, 2.0)
_CHINESE = 134
_EAST_ASIAN = frozenset((128, 129, 130, 134, 136))
"""Character sets that PDFium has no font for. For all others it brings its own, the same on every machine, and takes
the widths of the fourteen standard fonts from them where a file names one and says no widths."""
_ON_LINE = 0.1


def _stand_in() -> Any:
    """What PDFium asks for fonts it does not find in the file: there is one, whatever it asks for."""
    font = blank_font()

    def data_of(_info: Any, _font: int, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    info = pdfium_c.FPDF_SYSFONTINFO(version=1)
    for name, answer in (
        ("Release", lambda _info: None),
        ("EnumFonts", lambda _info, _mapper: None),
        ("MapFont", lambda _info, _weight, _italic, charset, *_: 1 if charset in _EAST_ASIAN else 0),
        ("GetFont", lambda *_: 1),
        ("GetFontData", data_of),
        ("GetFaceName", lambda *_: 0),
        ("GetFontCharset", lambda *_: _CHINESE),
        ("DeleteFont", lambda *_: None),
    ):
        setattr(info, name, dict(info._fields_)[name](answer))
    return info


_STAND_IN = _stand_in()
pdfium_c.FPDF_SetSystemFontInfo(_STAND_IN)


@contextmanager
def system_fonts() -> Iterator[None]:
    """For pictures that people look at: inside, text of fonts that are not embedded is drawn in the machine's own."""
    pdfium_c.FPDF_SetSystemFontInfo(_system())
    try:
        yield
    finally:
        pdfium_c.FPDF_SetSystemFontInfo(_STAND_IN)


@lru_cache(maxsize=1)
def _system() -> Any:
    """One for the process; without `Release`, so that PDFium does not end it when it is put aside."""
    info = pdfium_c.FPDF_GetDefaultSystemFontInfo()
    if info:
        info.contents.Release = type(info.contents.Release)()
    return info


class Boxes:
    """Boxes of characters of one page made of their origins and their fonts, where PDFium's own are not to be used."""

    def __init__(self, text_page: raw.Handle, named: dict[int, int], in_forms: dict[int, Matrix]) -> None:
        """`named`: of each text object whose font is not embedded, that font; `in_forms`: of each text object in a form
        XObject, its form's matrix; addresses."""
        self._text_page = text_page
        self._named = named
        self._in_forms = in_forms
        self._floats = (ctypes.c_float * 6)()
        self._at = raw.pointer(ctypes.addressof(self._floats))
        self._next = raw.pointer(ctypes.addressof(self._floats) + 4)
        self._heights: dict[int, tuple[float, float]] = {}
        self._widths: dict[tuple[int, int], float] = {}
        self._reaches: dict[int, Reach] = {}
        self._lines: dict[int, tuple[Line, Line]] = {}

    def of_named_font(self, index: int, code: int, x: float, y: float) -> Rect | None:
        """The box of a character whose font is not embedded.

        Args:
            index: of the character on its page.
            code: its code point.
            x, y: its origin.

        Returns:
            None where its font is embedded, or says nothing of its width.
        """
        item = raw.char_object(self._text_page, index) or 0
        font = self._named.get(item)
        if font is None or (width := self._width(font, code)) <= 0:
            return None
        return self._box(item, font, width, index, x, y)

    def of_folded(self, index: int, code: int, x: float, y: float) -> Rect | None:
        """The box of a character in whose place the file has another code point; PDFium gives only that of its ink."""
        item = raw.char_object(self._text_page, index) or 0
        font = raw.text_font(raw.Handle(item)) if item else None
        if not font:
            return None
        return self._box(item, font, self._width(font, code) or 1.0, index, x, y)

    def moved(self, index: int, x: float, y: float) -> tuple[float, float] | None:
        """The origin on the page of a character that PDFium left in the coordinates of the form it is in.

        It does so with characters that the file gives as compatibility forms (a radical for a character, a ligature).
        None for all others.
        """
        item = raw.char_object(self._text_page, index) or 0
        parent = self._in_forms.get(item)
        if parent is None:
            return None
        inner, outer = self._lines.get(item) or self._read_lines(item, parent)
        if _is_on(outer, x, y) or not _is_on(inner, x, y):
            return None
        a, b, c, d, e, f = parent
        return a * x + c * y + e, b * x + d * y + f

    def _box(self, item: int, font: int, width: float, index: int, x: float, y: float) -> Rect:
        a, b, low_x, high_x, low_y, high_y = self._reaches.get(item) or self._read_reach(item, font, index)
        # No `min` and `max`: where a file holds no fonts, every character comes here.
        along_x, along_y = a * width, b * width
        return (
            x + (along_x if along_x < 0.0 else 0.0) + low_x,
            y + (along_y if along_y < 0.0 else 0.0) + low_y,
            x + (along_x if along_x > 0.0 else 0.0) + high_x,
            y + (along_y if along_y > 0.0 else 0.0) + high_y,
        )

    def _width(self, font: int, code: int) -> float:
        """In ems."""
        key = font, code
        if key not in self._widths:
            self._floats[0] = 0.0
            raw.glyph_width(raw.Handle(font), code, 1.0, self._at)
            self._widths[key] = self._floats[0]
        return self._widths[key]

    def _read_reach(self, item: int, font: int, index: int) -> Reach:
        """One for all characters of a text object."""
        size = raw.char_font_size(self._text_page, index)
        raw.char_matrix(self._text_page, index, self._at)
        a, b, c, d, _, _ = self._floats
        a, b, c, d = a * size, b * size, c * size, d * size
        below, above = self._heights.get(font) or self._read_heights(font)
        low_x, high_x = sorted((c * below, c * above))
        low_y, high_y = sorted((d * below, d * above))
        self._reaches[item] = found = (a, b, low_x, high_x, low_y, high_y)
        return found

    def _read_heights(self, font: int) -> tuple[float, float]:
        """Descent and ascent in ems."""
        raw.font_descent(raw.Handle(font), 1.0, self._at)
        raw.font_ascent(raw.Handle(font), 1.0, self._next)
        below, above = self._floats[0:2]
        if not (below <= 0 < above and _HEIGHTS[0] <= above - below <= _HEIGHTS[1]):
            below, above = BELOW / 1000, ABOVE / 1000
        self._heights[font] = found = (below, above)
        return found

    def _read_lines(self, item: int, parent: Matrix) -> tuple[Line, Line]:
        """Where a text object's characters stand, in the coordinates of its form and on the page."""
        raw.object_matrix(raw.Handle(item), self._at)
        a, b, c, d, e, f = self._floats
        pa, pb, pc, pd, pe, pf = parent
        inner = (e, f, a, b, hypot(c, d))
        outer = (
            e * pa + f * pc + pe,
            e * pb + f * pd + pf,
            a * pa + b * pc,
            a * pb + b * pd,
            hypot(c * pa + d * pc, c * pb + d * pd),
        )
        size = (ctypes.c_float * 1)()
        raw.text_font_size(raw.Handle(item), raw.pointer(ctypes.addressof(size)))
        at, handle = geometry(), raw.Handle(item)
        lines = (
            (*inner[:4], inner[4] * size[0], at.bounds(handle, None)),
            (*outer[:4], outer[4] * size[0], at.bounds(handle, parent)),
        )
        self._lines[item] = lines
        return lines


def _is_on(line: Line, x: float, y: float) -> bool:
    """Whether a place is on a writing line, between the ends of the text: the lines of two places of a form, as where
    it is moved along them, may be one."""
    x0, y0, a, b, em, (left, bottom, right, top) = line
    along = hypot(a, b)
    if along and em and abs((x - x0) * b - (y - y0) * a) > _ON_LINE * along * em:
        return False
    return left - em <= x <= right + em and bottom - em <= y <= top + em
