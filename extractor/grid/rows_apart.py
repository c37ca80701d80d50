"""Rows read from a picture between which the line was seen in some columns only.

Where it was not, one cell holds two rows. Figures and codes one above the other in the same cells, with the line of
other columns between them, are of two rows; so is all that stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.grid.text import cell_text
from extractor.language.money import is_number
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Char, Grid

_MANY = 2
"""Cells that must hold a number on either side of the line."""


def rows_apart(grid: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with the cells cut that reach over a line between two rows; the same grid where none does."""
    for k in range(1, grid.rows):
        over = [cell for cell in grid.cells if cell.row < k < cell.row + cell.rowspan]
        if sum("\n" in cell.text for cell in over) < _MANY:
            continue
        halves = [_halves(cell, k, grid.ys[k], chars) for cell in over]
        if sum(is_number(squeeze(a.text)) and is_number(squeeze(b.text)) for a, b in halves) >= _MANY:
            rest = [cell for cell in grid.cells if cell not in over]
            cells = sorted([*rest, *(half for pair in halves for half in pair)], key=lambda cell: (cell.row, cell.col))
            grid = replace(grid, cells=tuple(cells))
    return grid


def _halves(cell: Cell, k: int, y: float, chars: Sequence[Char]) -> tuple[Cell, Cell]:
    """A cell cut where the row `k` begins, at the height `y`."""
    x0, top, x1, bottom = cell.box
    held = [c for c in chars if x0 <= (c.x0 + c.x1) / 2 < x1 and top <= (c.top + c.bottom) / 2 < bottom]
    above, below = (
        cell_text([c for c in held if (c.top + c.bottom) / 2 < y]),
        cell_text([c for c in held if (c.top + c.bottom) / 2 >= y]),
    )
    return (
        Cell(cell.row, cell.col, k - cell.row, cell.colspan, Box(x0, top, x1, y), *above),
        Cell(k, cell.col, cell.row + cell.rowspan - k, cell.colspan, Box(x0, y, x1, bottom), *below),
    )
