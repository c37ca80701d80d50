"""Signs that stand in figures: whether a glyph may be one, and what is no sign at all.

A point may be drawn as a digit, a minus as nothing, and a digit may be said to be a space or the mark of a note: then
the figure that is read is not the one that is seen. Of a sign it is asked that it leaves ink, and that it is not as
high as a digit and just like one. How it looks otherwise, fonts have many ways.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from extractor.parse.digits import look, shape
from extractor.parse.geometry import Rect
from extractor.parse.glyphs import Glyph

DIGITS = frozenset("0123456789")
VALUES = {**{digit: digit for digit in DIGITS}, **{chr(0xFF10 + k): str(k) for k in range(10)}}
"""The characters that are read as digits, and which."""
LOW = frozenset(".．,，-－−–—⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")
"""Parts of figures, and marks of notes beside them, that are lower than any digit."""
BRACKETS = frozenset("()（）")
TALL = BRACKETS | frozenset("￥¥+△▲①②③④⑤⑥⑦⑧⑨⑩")
"""What is passed over in a figure, or is its sign, and may be as high as a digit."""
UNITS = frozenset("万亿千百元")
"""What the unit of a table is made of: one that leaves no ink makes another unit."""
IN_FIGURES = frozenset(VALUES) | LOW | TALL
LOOKED_AT = IN_FIGURES | UNITS

_HIGH = 0.55
"""Ems; of 174 typefaces, no low sign is as high, and hardly a digit lower."""
_LIKE, _LIKE_ONE, _LIKE_DRAWN = 0.28, 0.2, 0.15
"""How unlike every digit what may be as high as one must be: none of the typefaces has a sign that is less than 0.31
from one, a bracket less than 0.21 from a 1, or a comma less than 0.18 from a 7 that is so much higher; of their digits
95 in a hundred are no further than 0.17 from the nearest."""
_HANGS = 0.024
"""Ems below the line; of 164 typefaces, no point reaches 0.017 down, and every comma 0.03."""
_INK = 110
_TOUCH = (-0.6, 0.45)
"""How far from a digit what is a part of its figure stands, by the height of the line; less than nothing within it."""
_BESIDE = 0.4
"""Share of the lower of two heights that two characters of a line have in common."""


def may_be_sign(rows: Sequence[bytes], char: str, ems: float | None) -> bool:
    """Whether a picture of one glyph may be that of a sign.

    Args:
        rows: 0 for paper to 255 for ink.
        char: the sign it should be.
        ems: how high its ink is; None where the font does not say how large an em is.
    """
    if not any(max(row, default=0) >= _INK for row in rows):
        return False
    if ems is not None and (ems < _HIGH or char in LOW):
        return ems < _HIGH
    found = shape(rows)
    like = _LIKE_DRAWN if ems is None else _LIKE_ONE if char in BRACKETS else _LIKE
    return found is None or min(look(found, digit).own for digit in DIGITS) > like


def stands_like(char: str, bottom: float) -> bool:
    """Whether a glyph's ink ends where that of a point, or a comma, does: 1.234 is not 1,234.

    Args:
        char: what it should be.
        bottom: the lower edge of its ink, in ems from the line.
    """
    return char not in ".," or (bottom < -_HANGS) == (char == ",")


def touches(box: Rect, digit: Rect) -> bool:
    """Whether what stands in a box is a part of the figure that a digit is of, on upright or turned pages."""
    wide, high = digit[2] - digit[0], digit[3] - digit[1]
    along = 0 if high >= wide else 1
    across, size = 1 - along, max(wide, high)
    gap = max(box[along] - digit[along + 2], digit[along] - box[along + 2])
    common = min(box[across + 2], digit[across + 2]) - max(box[across], digit[across])
    least = min(box[across + 2] - box[across], digit[across + 2] - digit[across])
    return _TOUCH[0] * size <= gap <= _TOUCH[1] * size and common >= _BESIDE * least > 0


def runs_of(glyphs: Sequence[Glyph], kinds: Container[str]) -> Iterator[list[Glyph]]:
    """Characters of some kinds one after the other."""
    run: list[Glyph] = []
    for glyph in glyphs:
        held = glyph[1] in kinds
        if run and not (held and glyph[0] == run[-1][0] + 1):
            yield run
            run = []
        if held:
            run.append(glyph)
    if run:
        yield run


def figures_of(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters one after the other that are read as a figure."""
    return (run for run in runs_of(glyphs, IN_FIGURES) if any(one[1] in VALUES for one in run))


def words_of(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters one after the other that are no part of a figure, by the line they stand on."""
    run: list[Glyph] = []
    for glyph in glyphs:
        words = glyph[1] not in IN_FIGURES
        if run and not (words and glyph[0] == run[-1][0] + 1 and glyph[7] == run[-1][7]):
            yield run
            run = []
        if words:
            run.append(glyph)
    if run:
        yield run
