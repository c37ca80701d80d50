"""Letters that are pressed together: set so narrow, or so low, that all of a word stand on one spot."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

from extractor.parse import raw
from extractor.parse.glyphs import Glyph

_PRESSED = 5.0
"""Times as high as wide, or as wide as high, where a letter of print is as wide as high."""
_FIRST, _LAST = "\u4e00", "\u9fff"
_STROKES = frozenset("一丨丶丿亅乙卜")
"""Letters that are hardly more than a stroke."""


def pressed(handle: raw.Handle, glyphs: Sequence[Glyph]) -> frozenset[int]:
    """The letters of a page that nobody can read, by their index: those that are said to take hardly any room, and
    whose ink takes none; some fonts say so of letters that are as wide as others.

    Args:
        handle: of the page's text.
        glyphs: all characters of the page.
    """
    said = [
        index
        for index, char, left, bottom, right, top, _, _ in glyphs
        if _is_pressed(right - left, top - bottom) and _FIRST <= char <= _LAST and char not in _STROKES
    ]
    if not said:
        return frozenset()
    box = (ctypes.c_double * 4)()
    at = [raw.pointer(ctypes.addressof(box) + 8 * k) for k in range(4)]
    return frozenset(
        index for index in said if raw.char_box(handle, index, *at) and _is_pressed(box[1] - box[0], box[3] - box[2])
    )


def _is_pressed(wide: float, high: float) -> bool:
    return _PRESSED * wide < high or _PRESSED * high < wide
