"""Dots and dashes that stand in a row: together they are a line, which none of them is by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from extractor.parse.drawn import Line
from extractor.parse.geometry import Rect
from extractor.parse.glyphs import Glyph
from extractor.parse.signs import VALUES

_LEVEL = 0.5
"""Points between the middles of pieces of one line."""
_PIECE, _GAP = 4.0, 3.0
"""Points: what is no longer either way is a dot or a dash, and how far the next one may be: no further than digits."""

_DASHES = frozenset("-－–—―−_ˉ¯━─")
_HIGH = 6.0
"""Points by which lines of print are told apart, roughly."""
_GROUND = 4.0
"""Points between rows of dots that shade a ground."""


def dotted(marks: Iterable[Rect], along: int) -> Iterator[Line]:
    """The lines that dots and short dashes make, as `Drawn.rulings` has others.

    Args:
        marks: see `Drawn.marks`.
        along: see `rows_of`.
    """
    small = [box for box in marks if max(box[2] - box[0], box[3] - box[1]) <= _PIECE]
    rows = list(rows_of(small, along, _GAP))
    for k, box in enumerate(rows):
        if all(_shades(box, one, along) for one in (*rows[k - 1 : k], *rows[k + 1 : k + 2])) and 0 < k < len(rows) - 1:
            continue
        yield _line_of(box, along)


def rows_of(pieces: Iterable[Rect], along: int, gap: float) -> Iterator[Rect]:
    """Pieces that follow each other along a line, each row as one box; a piece that stands alone is one itself.

    Args:
        pieces: boxes, no higher than the lines of print are apart.
        along: 0 for rows that run from side to side, 1 for those that run up the page.
        gap: points between one piece and the next.
    """
    across = 1 - along
    in_order = sorted(((box[across] + box[across + 2]) / 2, box) for box in pieces)
    start = 0
    for end in range(1, len(in_order) + 1):
        if end < len(in_order) and in_order[end][0] - in_order[start][0] <= _LEVEL:
            continue
        row: list[float] = []
        for box in sorted((box for _, box in in_order[start:end]), key=lambda box: box[along]):
            if row and box[along] - row[along + 2] <= gap:
                row[along + 2] = max(row[along + 2], box[along + 2])
                row[across], row[across + 2] = min(row[across], box[across]), max(row[across + 2], box[across + 2])
                continue
            if row:
                yield row[0], row[1], row[2], row[3]
            row = list(box)
        yield row[0], row[1], row[2], row[3]
        start = end


def overprinted(
    glyphs: Sequence[Glyph], boxes: Callable[[Sequence[int]], Sequence[Rect]], along: int
) -> Iterator[Line]:
    """The dashes that are printed over digits, as lines: a typewriter strikes out so.

    Args:
        glyphs: the characters of a page.
        boxes: gives the boxes of the ink of characters by their index.
        along: see `rows_of`.
    """
    across = 1 - along
    dashes: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph[1] in _DASHES:
            dashes.setdefault(_band(glyph, across), []).append(glyph)
    over: set[int] = set()
    for glyph in glyphs if dashes else ():
        if glyph[1] in VALUES:
            box, band = glyph[2:6], _band(glyph, across)
            middle = (box[along] + box[along + 2]) / 2
            near = (dash for k in (band - 1, band, band + 1) for dash in dashes.get(k, ()))
            over.update(dash[0] for dash in near if dash[2:6][along] < middle < dash[2:6][along + 2])
    for box in boxes(sorted(over)) if over else ():
        yield _line_of(box, along)


def _line_of(box: Rect, along: int) -> Line:
    x0, y0, x1, y1 = box
    if along == 0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, y1 - y0
    return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1 - x0


def _shades(one: Rect, other: Rect, along: int) -> bool:
    """Whether two rows of dots lie one above the other, as those of a shade do; lines have room for print between."""
    across = 1 - along
    common = min(one[along + 2], other[along + 2]) - max(one[along], other[along])
    apart = abs(one[across] + one[across + 2] - other[across] - other[across + 2]) / 2
    return apart <= _GROUND and common >= (one[along + 2] - one[along]) / 2


def _band(glyph: Glyph, across: int) -> int:
    box = glyph[2:6]
    return int((box[across] + box[across + 2]) / 2 // _HIGH)
