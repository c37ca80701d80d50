"""Characters beside a figure that are set another way than the page's print: upside down, aslant, or up the page.

Text that runs another way is a watermark's or a margin's, and is not read. A digit of it that stands right before a
figure, as large and as dark as that, is one more digit to whoever looks at it: a 6 on its head is a 9, and a bar that
lies is a minus.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.parse.drawn import Line
from extractor.parse.geometry import Rect
from extractor.parse.glyphs import Glyph
from extractor.parse.signs import VALUES, figures_of, touches

_LARGER = 1.6
"""By the height of a digit, how large what is taken for one of its figure may be."""

_SIDE = 40.0
"""Points; what is beside a digit is in its square or in one next to that."""


def set_otherwise(glyphs: Sequence[Glyph], others: Sequence[Rect], lines: Sequence[Line]) -> Iterator[int]:
    """The characters of figures beside which something set otherwise stands, with no line between, by their index.

    Args:
        glyphs: all characters of a page.
        others: the ink of those that are set otherwise.
        lines: see `Drawn.rulings`.
    """
    if not others:
        return
    places: dict[tuple[int, int], list[Rect]] = {}
    for other in others:
        places.setdefault(_square(other), []).append(other)
    for run in figures_of(glyphs):
        digits = [glyph[2:6] for glyph in run if glyph[1] in VALUES]
        if any(_is_of(other, digit, lines) for digit in (digits[0], digits[-1]) for other in _near(places, digit)):
            yield from (glyph[0] for glyph in run)


def _square(box: Rect) -> tuple[int, int]:
    return int((box[0] + box[2]) / 2 // _SIDE), int((box[1] + box[3]) / 2 // _SIDE)


def _near(places: Mapping[tuple[int, int], Sequence[Rect]], digit: Rect) -> Iterator[Rect]:
    column, row = _square(digit)
    for k in range(column - 1, column + 2):
        for j in range(row - 1, row + 2):
            yield from places.get((k, j), ())


def _is_of(other: Rect, digit: Rect, lines: Sequence[Line]) -> bool:
    size = max(digit[2] - digit[0], digit[3] - digit[1])
    if max(other[2] - other[0], other[3] - other[1]) > _LARGER * size or not touches(other, digit):
        return False
    one, two = (((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in (other, digit))
    return not any(_parts(line, one, two) for line in lines)


def _parts(line: Line, one: tuple[float, float], two: tuple[float, float]) -> bool:
    """Whether an upright or a flat line runs between two places."""
    return any(
        abs(line[2 + along] - line[along]) < abs(line[2 + across] - line[across])
        and min(one[along], two[along]) < (line[along] + line[2 + along]) / 2 < max(one[along], two[along])
        and min(line[across], line[2 + across]) < (one[across] + two[across]) / 2 < max(line[across], line[2 + across])
        for along, across in ((0, 1), (1, 0))
    )
