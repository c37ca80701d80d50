"""Row lines that are worn off in places: a copier drops pieces of a hairline, and two rows run into one cell.

Whether a level line goes on where nothing of it is seen, the print tells. Where most of the width of a table is ruled,
figures stand above and below the line in some column, and print stands above and below it in the bare one, the line
parts rows there as well. Where figures stand below it and only words above, it is the foot of the head, and parts all
columns. Cells of a head that reach over two of its rows stay whole: no figures stand in its lower rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from extractor.language.money import is_number
from extractor.model import Box, Char, Ruling

_LEVEL = 2.5
"""Pieces of one line differ by less than this in height, in points."""
_MOST, _RULED = 0.5, 0.97
"""Shares: of a table's width that is ruled, and of a column's."""
ACROSS, HIGHEST = 2.5, 60.0
"""What reaches over an edge by more than the first, in points, stands across it; no row is as high as the second."""
_LOW, _ON, _LOWER = 4.5, 2.5, 0.75
"""What is so low, and so near to a line, in points, is a rest of it, and lower than print by that share."""


class Level(NamedTuple):
    """A level line through a table."""

    y: float
    pieces: tuple[Ruling, ...]
    edges: tuple[float, ...]
    """Where upright lines cross it or end at it, from left to right."""

    def bare(self) -> list[tuple[float, float]]:
        """The columns in which hardly anything of it is seen."""
        return [(a, b) for a, b in itertools.pairwise(self.edges) if self._seen(a, b) < _RULED * (b - a)]

    def ruled(self) -> float:
        """Which share of the table's width it rules."""
        first, last = self.edges[0], self.edges[-1]
        return self._seen(first, last) / max(1.0, last - first)

    def _seen(self, a: float, b: float) -> float:
        return sum(max(0.0, min(piece.x1, b) - max(piece.x0, a)) for piece in self.pieces)


def levels(rulings: Sequence[Ruling]) -> list[Level]:
    """The level lines that rule most of a table, from top to bottom, those without any bare column too."""
    flat = sorted((one for one in rulings if one.horizontal), key=lambda one: one.top)
    upright = [one for one in rulings if not one.horizontal]
    out: list[Level] = []
    while flat:
        group = [flat.pop(0)]
        while flat and flat[0].top - group[0].top <= _LEVEL:
            group.append(flat.pop(0))
        longest = max(group, key=lambda one: one.x1 - one.x0)
        y = (longest.top + longest.bottom) / 2
        met = sorted(one.x0 for one in upright if one.top - _LEVEL <= y <= one.bottom + _LEVEL)
        edges = [x for k, x in enumerate(met) if not k or x - met[k - 1] > _LEVEL]
        if len(edges) > 2:
            level = Level(y, tuple(group), tuple(edges))
            if level.ruled() >= _MOST:
                out.append(level)
    return out


def is_rest(box: Box, found: Sequence[Level], usual: float) -> bool:
    """Whether print is a rest of a line that was not seen whole; `usual` is how high print is, which may be small."""
    if box.bottom - box.top > min(_LOW, _LOWER * usual):
        return False
    return any(abs(box.mid_y - level.y) <= _ON and level.edges[0] <= box.mid_x <= level.edges[-1] for level in found)


def mended(rulings: Sequence[Ruling], chars: Sequence[Char]) -> tuple[Ruling, ...]:
    """The rulings, with the pieces that the print of a table's rows asks for.

    Args:
        rulings: of a straight page, in points.
        chars: what is printed on it.
    """
    found = levels(rulings)
    out = list(rulings)
    for k, level in enumerate(found):
        bare, pairs = level.bare(), list(itertools.pairwise(level.edges))
        if not bare:
            continue
        top = found[k - 1].y if k else level.y - _FAR
        bottom = found[k + 1].y if k + 1 < len(found) else level.y + _FAR
        near = [char for char in chars if top < (char.top + char.bottom) / 2 < bottom]

        def beside(a: float, b: float, near: Sequence[Char] = near, y: float = level.y) -> tuple[str, str]:
            held = sorted((c for c in near if a <= (c.x0 + c.x1) / 2 <= b), key=lambda c: c.x0)
            return (
                "".join(c.text for c in held if (c.top + c.bottom) / 2 < y),
                "".join(c.text for c in held if (c.top + c.bottom) / 2 >= y),
            )

        parted = [above for above, below in itertools.starmap(beside, pairs) if above and is_number(below)]
        if not parted:
            continue
        foot = not any(map(is_number, parted))
        thick = level.pieces[0].thickness
        for a, b in bare:
            above, below = beside(a, b)
            if above and (below or foot) and not any(_across(char, level.y) for char in near if a <= char.x0 <= b):
                out.append(Ruling(a, level.y, b, level.y, thick))
    return tuple(out)


_FAR = 20.0
"""How far the first and the last row of a table reach, in points."""


def _across(char: Char, y: float) -> bool:
    slack = 0.2 * (char.bottom - char.top)
    return char.top + slack < y < char.bottom - slack
