"""What the digits of a document's fonts look like: drawn once a font, alone, and compared with what they should be.

Which character a glyph is a file says twice: by its code (and what its font makes of it) and by its look. A person goes
by the look. Fonts are held as long as the document is open, so that they are loaded and looked at only once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import NamedTuple

from extractor.parse import raw
from extractor.parse.digits import look, shape
from extractor.parse.geometry import Rect
from extractor.parse.signs import VALUES, may_be_sign, stands_like

_EM = 40.0
"""Size at which glyphs are drawn (points, which are pixels)."""
_OTHER, _NOTHING_LIKE = 0.06, 0.75
"""By how much a glyph is more like another digit, or how unlike its own and all others, before it is none. Of 2,120
digits in typefaces it had not seen, none was more like another by 0.08 and one by 0.06; of 19,080 wrong claims 99 in a
hundred are noticed."""
SAME_BOX = 0.002
"""Ems by which the box of a glyph may be off that of the same glyph drawn elsewhere."""
_NO_CHARACTER = "\uffff"
_LONGEST = 256
"""Bytes of a font's name."""
_MOST = 256
"""Fonts that are held at once."""


class Face(NamedTuple):
    """A digit of a font, or a sign of figures: where its ink is, in ems from its origin (left, bottom, right, top), and
    whether it is one."""

    box: tuple[float, float, float, float]
    true: bool


class Faces:
    """The fonts of one document."""

    def __init__(
        self,
        document: raw.Handle,
        looked_at: bool = True,
        doubled: frozenset[str] = frozenset(),
        twice: frozenset[str] = frozenset(),
    ) -> None:
        """No font is held yet.

        Args:
            document: must stay open until `close`.
            looked_at: whether digits are to be; where not, none is called false.
            doubled, twice: digits, and other characters, with two codes; see `extractor.parse.codes`.
        """
        self._document, self.looked_at, self.doubled, self.twice = document, looked_at, doubled, twice
        self.named: set[tuple[int | None, str]] = set()
        """Characters of fonts that are what they are said to be; see `extractor.parse.namesakes`."""
        self.drawn: set[tuple[int | None, str]] = set()
        """Characters that fonts of one typeface are known to draw."""
        self.unrecorded: set[int] = set()
        """Fonts that may draw more."""
        self._typefaces: dict[int, bytes] = {}
        self._inks: dict[tuple[int, str], Rect | None] = {}
        self._held: dict[int, raw.Handle] = {}
        self._faces: dict[tuple[int, str], Face | None] = {}
        self._drawings: dict[int, bool] = {}
        self._floats = (ctypes.c_float * 4)()
        self._to_floats = [raw.pointer(ctypes.addressof(self._floats) + 4 * k) for k in range(4)]
        self.known: set[tuple[int | None, str, int, int, int]] = set()
        """Outlines' boxes (see `extractor.parse.looks`) that are those of true digits."""
        self.false: dict[int, set[str]] = {}
        """Digits and signs that are none, by font."""

    def close(self) -> None:
        for text in self._held.values():
            raw.destroy_object(text)
        self._held.clear()
        self._faces.clear()

    def hold(self, fonts: Iterable[int]) -> None:
        """Keep fonts of the page that is open, by address: what PDFium knows of a font goes with the last page that
        uses it, but a text object keeps it."""
        for font in fonts:
            if font and font not in self._held and len(self._held) < _MOST:
                self._held[font] = raw.Handle(raw.new_text(self._document, raw.Handle(font), _EM))

    def face(self, font: int, char: str) -> Face | None:
        """How a character of a font looks; None where it cannot be drawn alone and is looked at where it stands."""
        key = font, char
        if key not in self._faces:
            text = self._held.get(font)
            if text is None:
                return None
            self._faces[key] = found = self._drawn(font, text, char)
            if found is not None and not found.true:
                self.false.setdefault(font, set()).add(char)
        return self._faces[key]

    def relatives(self, fonts: Iterable[int]) -> dict[int, list[int]]:
        """Of each font that others held so far are of one typeface with, those others; by the name that fonts have."""
        for font in self._held.keys() - self._typefaces.keys():
            buffer = ctypes.create_string_buffer(_LONGEST)
            if raw.font_is_embedded(raw.Handle(font)) == 1 and not self.is_drawing(font):
                raw.font_name(raw.Handle(font), ctypes.addressof(buffer), _LONGEST)
            self._typefaces[font] = buffer.value.rpartition(b"+")[2]
        out = {}
        for font in fonts:
            if name := self._typefaces.get(font):
                others = [other for other, its in self._typefaces.items() if its == name and other != font]
                if others:
                    out[font] = others
        return out

    def ink(self, font: int, char: str) -> Rect | None:
        """Where a character's ink is, in ems from its origin; None where the font has none."""
        key = font, char
        if key not in self._inks:
            none = font, _NO_CHARACTER
            if none not in self._inks:
                self._inks[none] = self._bounds(*none)
            box = self._bounds(font, char)
            self._inks[key] = None if box == self._inks[none] else box
        return self._inks[key]

    def picture(self, font: int, char: str) -> list[bytes] | None:
        """A character of a font drawn alone."""
        return drawing(self._document, self._held[font]) if self._bounds(font, char) is not None else None

    def _bounds(self, font: int, char: str) -> Rect | None:
        text = self._held.get(font)
        if text is None:
            return None
        box = self._set(text, char)
        return box if box[0] < box[2] and box[1] < box[3] else None

    def _set(self, text: raw.Handle, char: str) -> Rect:
        """Where the ink of a character is that a held text is made to show, in ems from its origin."""
        raw.set_text(text, ctypes.addressof((ctypes.c_ushort * 2)(ord(char), 0)))
        raw.object_bounds(text, *self._to_floats)
        left, bottom, right, top = (value / _EM for value in self._floats)
        return left, bottom, right, top

    def is_drawing(self, font: int) -> bool:
        """Whether the glyphs of a font are drawings (Type 3) and not those of a font file."""
        if font not in self._drawings:
            size = (ctypes.c_size_t * 1)()
            raw.font_data(raw.Handle(font), None, 0, ctypes.addressof(size))
            self._drawings[font] = raw.font_is_embedded(raw.Handle(font)) == 1 and size[0] == 0
        return self._drawings[font]

    def _drawn(self, font: int, text: raw.Handle, char: str) -> Face | None:
        box = self._set(text, char)
        rows = drawing(self._document, text)
        # Not every font tells PDFium the code of a character, though it tells the character of a code.
        if rows is None:
            return None
        if self.is_drawing(font):
            return Face(box, is_true(rows, char, None))
        return Face(box, is_true(rows, char, box[3] - box[1]) and stands_like(char, box[1]))


def is_true(rows: list[bytes], char: str, ems: float | None) -> bool:
    """Whether a picture of one glyph, 0 for paper to 255 for ink, may be that of a character; see `may_be_sign`."""
    return is_digit(rows, VALUES[char]) if char in VALUES else may_be_sign(rows, char, ems)


def is_digit(rows: list[bytes], digit: str) -> bool:
    """Whether a picture of one glyph, 0 for paper to 255 for ink, may be that of a digit."""
    found = shape(rows)
    if found is None:
        return False
    own, other = look(found, digit)
    return own - other <= _OTHER and own <= _NOTHING_LIKE


def drawing(document: raw.Handle, text: raw.Handle, scale: float = 1.0) -> list[bytes] | None:
    """A text object drawn alone, row by row: how much of each pixel is ink; None where nothing is drawn."""
    bitmap = raw.rendered_text(document, None, text, scale)
    if not bitmap:
        return None
    try:
        height, stride, width = raw.bitmap_height(bitmap), raw.bitmap_stride(bitmap), raw.bitmap_width(bitmap)
        ink = ctypes.string_at(raw.bitmap_buffer(bitmap), height * stride)[3::4]
        across = stride // 4
        return [ink[start : start + width] for start in range(0, height * across, across)]
    finally:
        raw.bitmap_destroy(bitmap)
