"""Figures and words that are struck out: a stroke runs through the middle of one from end to end, as no rule of a table
does, or a comment strikes it. A person reads what stands beside it instead.

Through figures the stroke may run on to the edges of the cell, or along the whole row. Rules run through words where
these stand too close: a stroke through words is one that ends with them and meets no other line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import dist, hypot
from operator import itemgetter
from typing import NamedTuple

from extractor.parse.drawn import Line
from extractor.parse.geometry import Rect, inside
from extractor.parse.glyphs import Glyph
from extractor.parse.signs import DIGITS, IN_FIGURES, UNITS, figures_of, runs_of

_SHORTEST = 4.0
"""Points."""
_SLANT = 0.7
"""How far a stroke of a pen rises, by its length."""
_LOOSELY, _MIDDLE = (0.2, 0.8), (0.25, 0.75)
"""Shares of the height of a digit's box, and of its ink, between which what runs through it does."""
_ALONG = 0.8
"""Share of a figure that strokes run through."""

_BEYOND = 0.8
"""By the height of words, how far beyond them a stroke through them may reach."""
_REACH = 1.0
"""By the size of a character, how far from the line it stands on what runs through it may be."""
_WORD = 2
"""Characters."""
_MEETS = 1.0
"""Points between lines that meet."""

_MEANT = DIGITS | UNITS


class Struck(NamedTuple):
    """Characters that are struck out, by their index."""

    figures: frozenset[int]
    words: frozenset[int]
    """Of words, those of a unit too, of which what a stroke leaves would be another one."""


def struck(
    glyphs: Sequence[Glyph],
    lines: Sequence[Line],
    comments: Sequence[Rect],
    ink: Callable[[Sequence[Glyph]], Sequence[Glyph]],
    turn: int,
) -> Struck:
    """What of a page is struck out.

    Args:
        glyphs: all characters of a page.
        lines: the strokes on it, as `Drawn.rulings` has them, and those that dots make.
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
    words: set[int] = set()

    def is_struck(run: Sequence[Glyph]) -> bool:
        near_it = {line for glyph in run for line in crossed.get(sides(glyph), ())}
        return bool(near_it) and _strike(near_it, [one[2:6] for one in ink(run)], along, across)

    for run in figures_of(glyphs) if crossed else ():
        if is_struck(run):
            out.update(glyph[0] for glyph in run)
    if strokes:
        words.update(glyph[0] for run in _words(glyphs, strokes, lines, turn) for glyph in run)
    for box in comments:
        for glyph in glyphs:
            if inside(box, ((glyph[2] + glyph[4]) / 2, (glyph[3] + glyph[5]) / 2)):
                (out if glyph[1] in IN_FIGURES else words).add(glyph[0])
    for run in runs_of(glyphs, UNITS) if crossed or words else ():
        # What is left of 万元 is another unit.
        if any(glyph[0] in words or is_struck([glyph]) for glyph in run):
            words.update(glyph[0] for glyph in run)
    return Struck(frozenset(out), frozenset(words))


def _words(
    glyphs: Sequence[Glyph], strokes: Sequence[tuple[float, Line]], lines: Sequence[Line], turn: int
) -> Iterator[list[Glyph]]:
    """The words through which a stroke of their own runs.

    Args:
        glyphs, lines: of the page.
        strokes: the lines that may be some, by the level they run on.
        turn: how far the page is turned clockwise to be read.
    """
    along, across = (1, 0) if turn % 180 else (0, 1)
    level_of = itemgetter(6 + across)
    one_of_each = dict(zip(map(level_of, glyphs), glyphs, strict=True))
    crossed: dict[float, list[Glyph]] = {}
    for level, (_, _, left, bottom, right, top, _, _) in one_of_each.items():
        reach = _REACH * max(right - left, top - bottom)
        if bisect_left(strokes, (level - reach if turn else level,)) < bisect_left(strokes, (level + reach,)):
            crossed[level] = []
    for glyph in glyphs if crossed else ():
        if (row := crossed.get(level_of(glyph))) is not None:
            row.append(glyph)
    for row in crossed.values():
        boxes = [glyph[2:6] for glyph in row]
        low, high = min(box[across] for box in boxes), max(box[across + 2] for box in boxes)
        first, last = (bisect_left(strokes, (low + share * (high - low),)) for share in _MIDDLE)
        for _, line in strokes[first:last]:
            start, end = sorted((line[along], line[along + 2]))
            run = [
                (g, box) for g, box in zip(row, boxes, strict=True) if start < (box[along] + box[along + 2]) / 2 < end
            ]
            if len(run) < _WORD or any(glyph[1] in IN_FIGURES for glyph, _ in run):
                continue
            before, behind = min(box[along] for _, box in run) - start, end - max(box[along + 2] for _, box in run)
            ends_with_them = max(before, behind) <= _BEYOND * (high - low)
            if ends_with_them and (_is_crossed(line, lines) or not _is_met(line, lines)):
                yield [glyph for glyph, _ in run]


def _is_met(line: Line, lines: Sequence[Line]) -> bool:
    """Whether another line runs to an end of one, or through it; one that runs beside it does not."""
    ends = (line[:2], line[2:4])
    return any(_is_at(other, end) for end in ends for other in lines if not _is_beside(other, line))


def _is_crossed(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a stroke is one of the two of a cross."""
    x0, y0, x1, y1, _ = line
    return abs(y1 - y0) > _MEETS and any(_is_beside((x0, y1, x1, y0, 0.0), other) for other in lines)


def _is_at(line: Line, place: tuple[float, float]) -> bool:
    x0, y0, x1, y1, thickness = line
    long = hypot(x1 - x0, y1 - y0) or 1.0
    how_far = max(0.0, min(1.0, ((place[0] - x0) * (x1 - x0) + (place[1] - y0) * (y1 - y0)) / long**2))
    near = (x0 + how_far * (x1 - x0), y0 + how_far * (y1 - y0))
    return dist(near, place) <= _MEETS + thickness / 2


def _is_beside(one: Line, other: Line) -> bool:
    """Whether two strokes begin and end side by side, as those of a double one do."""
    return all(abs(a - b) <= 2 * _MEETS for a, b in zip(one[:4], other[:4], strict=True))


def _may_strike(line: Line, along: int, across: int) -> bool:
    length = abs(line[along + 2] - line[along])
    return length >= _SHORTEST and abs(line[across + 2] - line[across]) <= _SLANT * length


def _strike(lines: Iterable[Line], boxes: Sequence[Rect], along: int, across: int) -> bool:
    """Whether strokes run through what stands in these boxes; what is as thick as that is its ground, or a cover."""
    low, high = min(box[across] for box in boxes), max(box[across + 2] for box in boxes)
    start, end = min(box[along] for box in boxes), max(box[along + 2] for box in boxes)
    first, last = (low + share * (high - low) for share in _MIDDLE)
    through = 0.0
    for line in lines:
        if first < (line[across] + line[across + 2]) / 2 < last and line[4] < high - low:
            ends = sorted((line[along], line[along + 2]))
            through += max(0.0, min(ends[1], end) - max(ends[0], start))
    return through >= _ALONG * (end - start)
