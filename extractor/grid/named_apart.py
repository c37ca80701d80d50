"""Heads read from a picture in which a line between two columns was not seen.

One cell then holds the names of several columns, and without them the figures below are of no column. But names of
columns say themselves that they are two: each is a word that forms print over a column, a column of the rows below
parts them, and each stands in the middle of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractor.grid.heads import is_known
from extractor.grid.text import WORD_GAP, cell_text, split_at_gaps, to_word, writing_lines
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Char, Grid

_WIDEST = 1.3
"""A character is no wider, in its own size."""
_MOST = 6
"""Names side by side in one cell; more are no head of which a few lines were lost."""


def named_apart(grid: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with the cells cut that hold the names of several of its columns; the same grid where none does."""
    cells: list[Cell] = []
    for cell in grid.cells:
        wide = cell.colspan > 1 and len(cell.text) > 1 and (" " in cell.text or "\n" in cell.text)
        cells.extend(_parts(cell, grid.xs, chars) if wide else [cell])
    if len(cells) == len(grid.cells):
        return grid
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return replace(grid, cells=tuple(cells))


def _parts(cell: Cell, xs: Sequence[float], chars: Sequence[Char]) -> list[Cell]:
    held = held_by(cell, chars)
    names = names_in(held)
    if not 2 <= len(names) <= _MOST or not all(is_known(squeeze(cell_text(name)[0])) for name in names):
        return [cell]
    sides = [(min(char.x0 for char in name), max(char.x1 for char in name)) for name in names]
    first, last = cell.col, cell.col + cell.colspan
    # A character beside the rest of a line is read as wide as both: it is on the side on which its middle is.
    inner = [
        (max((c.x0 + c.x1) / 2 for c in left), min((c.x0 + c.x1) / 2 for c in right))
        for left, right in itertools.pairwise(names)
    ]
    gaps = [[k for k in range(first + 1, last) if low < xs[k] < high] for low, high in inner]
    every = [(first, *edges, last) for edges in itertools.product(*gaps)]
    ways = [way for way in every if all(a < b for a, b in itertools.pairwise(way))]
    if not ways:
        return [cell]

    def off(way: Sequence[int]) -> float:
        spans = zip(itertools.pairwise(way), sides, strict=True)
        return sum(abs(xs[a] + xs[b] - left - right) for (a, b), (left, right) in spans)

    nearest: tuple[int, ...] = min(ways, key=off)
    out = []
    for (a, b), name in zip(itertools.pairwise(nearest), names, strict=True):
        text, text_box = cell_text(name)
        box = Box(xs[a], cell.box.top, xs[b], cell.box.bottom)
        out.append(Cell(cell.row, a, cell.rowspan, b - a, box, text, text_box))
    return out


def names_in(chars: Sequence[Char]) -> list[list[Char]]:
    """Words that stand over one another are one name; the names from left to right."""
    words = [part for line in writing_lines(chars) for part in split_at_gaps(line, WORD_GAP)]
    names: list[tuple[float, float, list[Char]]] = []
    for box, word in sorted(((to_word(word).box, word) for word in words), key=lambda pair: pair[0].x0):
        if names and box.x0 < names[-1][1]:
            left, right, held = names[-1]
            names[-1] = (left, max(right, box.x1), [*held, *word])
        else:
            names.append((box.x0, box.x1, list(word)))
    return [held for _, _, held in names]


def held_by(cell: Cell, chars: Sequence[Char]) -> list[Char]:
    """The characters of a cell."""
    # What is left of a line beside a word makes its last character reach there.
    return [c._replace(x1=min(c.x1, c.x0 + _WIDEST * c.size)) for c in inside(cell.box, chars)]


def inside(box: Box, chars: Sequence[Char]) -> list[Char]:
    """The characters whose middles stand in a cell; what stands on its lower edge is of the next."""
    x0, top, x1, bottom = box
    # Few stand in a row, of all that stand on a page.
    return [c for c in chars if top <= (c.top + c.bottom) / 2 < bottom and x0 <= (c.x0 + c.x1) / 2 <= x1]
