"""Figures that are struck out: a stroke runs through the middle of one from end to end, as no rule of a table does,
or a comment strikes it. A person reads what stands beside it instead. The stroke may run on to the edges of the cell,
or along the whole row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter

from extractor.parse.geometry import Rect, inside
from extractor.parse.glyphs import Glyph
from extractor.parse.signs import DIGITS, UNITS, figures_of

_SHORTEST = 4.0
"""Points."""
_SLANT = 0.7
"""How far a stroke of a pen rises, by its length."""
_LOOSELY, _MIDDLE = (0.2, 0.8), (0.25, 0.75)
"""Shares of the height of a digit's box, and of its ink, between which what runs through it does."""
_ALONG = 0.8
"""Share of a figure that strokes run through."""

_MEANT = DIGITS | UNITS

Line = tuple[float, float, float, float, float]


def struck(
    glyphs: Sequence[Glyph],
    lines: Sequence[Line],
    comments: Sequence[Rect],
    ink: Callable[[Sequence[Glyph]], Sequence[Glyph]],
    turn: int,
) -> frozenset[int]:
    """The characters of figures, and of words for units, that are struck out, by their index.

    Args:
        glyphs: all characters of a page.
        lines: the strokes on it, as `Drawn.rulings` has them.
        comments: where comments strike something out.
        ink: gives glyphs with the boxes of their ink.
        turn: how far the page is turned clockwise to be read.
    """
    along, across = (1, 0) if turn % 180 else (0, 1)
    strokes = sorted(
        ((line[across] + line[across + 2]) / 2, line) for line in lines if _may_strike(line, along, across)
    )
    levels = [level for level, _ in strokes]
    sides = itemgetter(2 + across, 4 + across)
    rows: set[tuple[float, float]] = {sides(glyph) for glyph in glyphs if glyph[1] in _MEANT} if strokes else set()
    crossed: dict[tuple[float, float], list[Line]] = {}
    for low, high in rows:
        first, last = (low + share * (high - low) for share in _LOOSELY)
        near = strokes[bisect_left(levels, first) : bisect_right(levels, last)]
        if near:
            crossed[low, high] = [line for _, line in near]
    out: set[int] = set()
    units = ([glyph] for glyph in glyphs if glyph[1] in UNITS)
    for run in chain(figures_of(glyphs), units) if crossed else ():
        near_it = {line for glyph in run for line in crossed.get(sides(glyph), ())}
        if near_it and _strike(near_it, [one[2:6] for one in ink(run)], along, across):
            out.update(glyph[0] for glyph in run)
    for box in comments:
        out.update(g[0] for g in glyphs if inside(box, ((g[2] + g[4]) / 2, (g[3] + g[5]) / 2)))
    return frozenset(out)


def _may_strike(line: Line, along: int, across: int) -> bool:
    length = abs(line[along + 2] - line[along])
    return length >= _SHORTEST and abs(line[across + 2] - line[across]) <= _SLANT * length


def _strike(lines: Iterable[Line], boxes: Sequence[Rect], along: int, across: int) -> bool:
    """Whether strokes run through what stands in these boxes."""
    low, high = min(box[across] for box in boxes), max(box[across + 2] for box in boxes)
    start, end = min(box[along] for box in boxes), max(box[along + 2] for box in boxes)
    first, last = (low + share * (high - low) for share in _MIDDLE)
    through = 0.0
    for line in lines:
        if first < (line[across] + line[across + 2]) / 2 < last:
            ends = sorted((line[along], line[along + 2]))
            through += max(0.0, min(ends[1], end) - max(ends[0], start))
    return through >= _ALONG * (end - start)
