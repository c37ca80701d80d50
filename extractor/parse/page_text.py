"""What PDFium says of a page's text: all of it as the file writes it, and every character that prints something."""

from __future__ import annotations

import sys
from array import array
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from itertools import compress, repeat

from extractor import lazy_re as re
from extractor.language.text import UNREADABLE
from extractor.parse import raw
from extractor.parse.characters import FOLDED, PRINTED, folded
from extractor.parse.fonts import Boxes
from extractor.parse.glyphs import Glyph
from extractor.parse.looks import ink_of
from extractor.parse.texts import Texts

_SAMPLE = 5
_ASKED = 15
_LOOSE = 0.12
"""Of a box: so far beyond an origin, it is no box of that glyph alone."""
_OFF = 0.01
_UNKNOWN = 0xFFFD
# No text has them; a glyph that is one is a letter whose code was lost.
_CONTROL = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LEAST_INK = 0.3
"""Points."""


def plain_text(handle: raw.Handle, count: int) -> str:
    if count <= 0:
        return ""
    units = array("H", bytes(4 * count + 4))
    written = raw.text_of_range(handle, 0, count, raw.pointer(units.buffer_info()[0]))
    return folded(units[: max(0, written - 1)].tobytes().decode("utf-16-le", "replace"))


def by_index(handle: raw.Handle, count: int, text: str) -> str:
    """All text of a page, one character for each that PDFium counts; `plain_text` gives `text`, which may lack some."""
    return text if len(text) == count else "".join([_char(raw.char_unicode(handle, k)) for k in range(count)])


def unmapped_share(handle: raw.Handle, count: int) -> float:
    """Of a few characters, which share the file says nothing of: no table can be told by such a page's text."""
    asked = range(0, count, max(1, count // _ASKED))
    unmapped = sum(1 for index in asked if raw.char_map_error(handle, index) == 1)
    return unmapped / max(1, len(asked))


def _has_unmapped(handle: raw.Handle, count: int) -> bool:
    """Whether any glyph has no character. A font that lacks one mostly lacks all, so every few are asked."""
    return 1 in map(raw.char_map_error, repeat(handle), range(0, count, _SAMPLE))


@lru_cache(maxsize=1)
def _places() -> _Places:
    return _Places()


class _Places:
    """Room for the boxes and origins of so many characters, with pointers into it; made once a process.

    No thread has it to itself, but neither has any PDFium.
    """

    SIZE = 512

    def __init__(self) -> None:
        # Plain arrays: ctypes would make a type for every length.
        self.boxes, self.origins = array("f", bytes(16 * self.SIZE)), array("d", bytes(16 * self.SIZE))
        box, origin = self.boxes.buffer_info()[0], self.origins.buffer_info()[0]
        self.to_box = [raw.pointer(box + 16 * k) for k in range(self.SIZE)]
        self.to_x = [raw.pointer(origin + 16 * k) for k in range(self.SIZE)]
        self.to_y = [raw.pointer(origin + 16 * k + 8) for k in range(self.SIZE)]


def glyphs_of(handle: raw.Handle, text: str, texts: Texts) -> list[Glyph]:
    """All characters that print something. Boxes and origins go straight into two buffers that are read at once.

    Where a font does not say which character a glyph is, PDFium gives the glyph's number instead, which may look like
    a digit. Such glyphs are marked as unreadable.

    Args:
        handle: of the page's text.
        text: all of it, as `by_index` gives it.
        texts: the page's text objects.
    """
    shown = list(map(PRINTED.__getitem__, text))
    if _has_unmapped(handle, len(text)):
        shown = [UNREADABLE if raw.char_map_error(handle, index) == 1 else char for index, char in enumerate(shown)]
    for lost in [each.start() for each in _CONTROL.finditer(text)]:
        if _is_drawn(handle, lost):
            shown[lost] = UNREADABLE
    places = _places()
    glyphs: list[Glyph] = []
    asked = [index for index, char in enumerate(shown) if char]
    for start in range(0, len(asked), places.SIZE):
        indices = asked[start : start + places.SIZE]
        known = list(map(raw.char_loose_box, repeat(handle), indices, places.to_box))
        deque(map(raw.char_origin, repeat(handle), indices, places.to_x, places.to_y), maxlen=0)
        box, origin = places.boxes[: 4 * len(indices)], places.origins[: 2 * len(indices)]
        columns = (box[0::4], box[3::4], box[2::4], box[1::4], origin[0::2], origin[1::2])
        found: Iterable[Glyph] = zip(indices, map(shown.__getitem__, indices), *columns, strict=True)
        glyphs += found if all(known) else compress(found, known)
    _correct(handle, glyphs, text, texts)
    return glyphs


def _loosely_boxed(glyphs: list[Glyph]) -> frozenset[int]:
    """Places of the glyphs whose boxes hold far more than the glyph: a font of drawn glyphs (Type 3) may say of each of
    them the box of the largest, and PDFium takes it. Such boxes go on beyond the origin of the glyph that follows, or
    hold their own origin in their midst."""
    if not any(_is_loose(glyphs, k) for k in range(0, len(glyphs) - 1, _SAMPLE)):
        return frozenset()
    loose = [_is_loose(glyphs, k) for k in range(len(glyphs))]
    alike = (k for k in range(len(glyphs) - 1) if any(loose[k : k + 2]) and _boxed_alike(glyphs[k], glyphs[k + 1]))
    return frozenset(place for k in alike for place in (k, k + 1))


def _boxed_alike(one: Glyph, other: Glyph) -> bool:
    """Whether two glyphs have one box around their origins, as in a font that says the largest of each; letters of a
    seal, each turned its own way, have not."""
    (_, _, left, bottom, right, top, x, y), (_, _, left_2, bottom_2, right_2, top_2, x_2, y_2) = one, other
    own = left - x, bottom - y, right - x, top - y
    its = left_2 - x_2, bottom_2 - y_2, right_2 - x_2, top_2 - y_2
    return all(abs(a - b) <= _OFF for a, b in zip(own, its, strict=True))


def _is_loose(glyphs: list[Glyph], place: int) -> bool:
    _, _, left, bottom, right, top, x, y = glyphs[place]
    across, up = _LOOSE * (right - left), _LOOSE * (top - bottom)
    if left + across < x < right - across and bottom + up < y < top - up:
        return True
    if place + 1 == len(glyphs):
        return False
    following = glyphs[place + 1]
    return following[7] == y and x + across < following[6] < right - across


def _is_drawn(handle: raw.Handle, index: int) -> bool:
    """Whether a character is a glyph with strokes of its own, and not what a program left behind or PDFium put in."""
    ink = ink_of(handle, index) if raw.char_object(handle, index) else None
    return ink is not None and min(ink[2] - ink[0], ink[3] - ink[1]) > _LEAST_INK


def _char(code: int) -> str:
    return chr(code if code <= sys.maxunicode else _UNKNOWN)


def _correct(handle: raw.Handle, glyphs: list[Glyph], text: str, texts: Texts) -> None:
    """Change boxes and origins that are not the file's own, or not on the page; see `extractor.parse.fonts`."""
    named, in_forms = texts.named_fonts, texts.in_forms
    made = Boxes(handle, named, in_forms)
    every = bool(named or in_forms)
    loose = _loosely_boxed(glyphs)
    places = [k for k, glyph in enumerate(glyphs) if glyph[1] in FOLDED or k in loose]
    for place in range(len(glyphs)) if every else places:
        index, char, left, bottom, right, top, x, y = glyphs[place]
        moved = made.moved(index, x, y) if in_forms else None
        if moved is not None:
            x, y = moved
        code = ord(text[index])
        own = made.of_named_font(index, code, x, y) if named else None
        # The box of a whole character begins at its origin and on, or below, its line, however the page is turned;
        # that of its ink mostly lies off.
        off = place in loose or (char in FOLDED and (left > x + _OFF or bottom > y + _OFF))
        if own is None and (moved or off):
            own = made.of_folded(index, code, x, y)
        if own is not None or moved is not None:
            glyphs[place] = (index, char, *(own or (left, bottom, right, top)), x, y)
