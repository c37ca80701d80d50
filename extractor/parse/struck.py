"""Figures that are struck out: a stroke runs through the middle of one from end to end and not on, as no rule of a
table does, or a comment strikes it. A person reads what stands beside it instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractor.parse.added import figures_of
from extractor.parse.geometry import Rect, inside
from extractor.parse.glyphs import Glyph
from extractor.parse.signs import DIGITS

_SHORTEST, _LONGEST = 4.0, 250.0
"""Points; longer than any figure is a rule."""
_SLANT = 0.7
"""How far a stroke of a pen rises, by its length."""
_LOOSELY, _MIDDLE = (0.2, 0.8), (0.25, 0.75)
"""Shares of the height of a digit's box, and of its ink, between which what runs through it does."""
_ALONG, _BEYOND = 0.8, 2.0
"""Share of a figure that strokes run through, and how far they run on at either end, by the height of the digits."""

Line = tuple[float, float, float, float, float]


def struck(
    glyphs: Sequence[Glyph],
    lines: Sequence[Line],
    comments: Sequence[Rect],
    ink: Callable[[Sequence[Glyph]], Sequence[Glyph]],
    turn: int,
) -> frozenset[int]:
    """The characters of figures that are struck out, by their index.

    Args:
        glyphs: all characters of a page.
        lines: the strokes on it, as `Drawn.rulings` has them.
        comments: where comments strike something out.
        ink: gives glyphs with the boxes of their ink.
        turn: how far the page is turned clockwise to be read.
    """
    along, across = (1, 0) if turn % 180 else (0, 1)
    strokes = [line for line in lines if _may_strike(line, along, across)]
    levels = {int((line[across] + line[across + 2]) / 2) for line in strokes}
    out: set[int] = set()
    if levels and levels & _middles(glyphs, across):
        for run in figures_of(glyphs):
            boxes = [glyph[2:6] for glyph in run]
            low, high = min(box[across] for box in boxes), max(box[across + 2] for box in boxes)
            near = [line for line in strokes if low < (line[across] + line[across + 2]) / 2 < high]
            if near and _strike(near, [one[2:6] for one in ink(run)], along, across):
                out.update(glyph[0] for glyph in run)
    for box in comments:
        out.update(g[0] for g in glyphs if inside(box, ((g[2] + g[4]) / 2, (g[3] + g[5]) / 2)))
    return frozenset(out)


def _may_strike(line: Line, along: int, across: int) -> bool:
    length = abs(line[along + 2] - line[along])
    return _SHORTEST <= length <= _LONGEST and abs(line[across + 2] - line[across]) <= _SLANT * length


def _middles(glyphs: Sequence[Glyph], across: int) -> set[int]:
    """Whole points at which the lines of print that hold digits may be struck through."""
    boxes = [glyph[2:6] for glyph in glyphs if glyph[1] in DIGITS]
    rows = {(box[across], box[across + 2]) for box in boxes}
    return {level for low, high in rows for level in _between(low, high)}


def _between(low: float, high: float) -> Iterator[int]:
    first, last = (low + share * (high - low) for share in _LOOSELY)
    yield from range(int(first), int(last) + 1)


def _strike(lines: Sequence[Line], boxes: Sequence[Rect], along: int, across: int) -> bool:
    """Whether strokes run through what stands in these boxes, and end with it."""
    low, high = min(box[across] for box in boxes), max(box[across + 2] for box in boxes)
    start, end = min(box[along] for box in boxes), max(box[along + 2] for box in boxes)
    beyond = _BEYOND * (high - low)
    through = 0.0
    for line in lines:
        first, last = sorted((line[along], line[along + 2]))
        middle = (line[across] + line[across + 2]) / 2
        level = low + _MIDDLE[0] * (high - low) < middle < low + _MIDDLE[1] * (high - low)
        if level and start - beyond < first and last < end + beyond:
            through += max(0.0, min(last, end) - max(first, start))
    return through >= _ALONG * (end - start)
