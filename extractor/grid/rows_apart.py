"""Rows read from a picture between which the line was seen in some columns only.

Where it was not, one cell holds two rows. Figures one above the other in one cell, with the line of other columns
between them, are of two rows; so is all that stands beside them. A figure alone in such a cell is of the row it stands
in the middle of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.grid.known_edges import body_start
from extractor.grid.text import cell_text
from extractor.language.money import is_money, is_number
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Char, Grid

_MANY = 2
"""Cells that must hold a number on either side of the line, where none holds money."""
_INSIDE = 0.3
"""Of the height of a row: what stands further from its edge than this is inside of it."""


def rows_apart(grid: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with the cells cut that reach over a line between two rows; the same grid where none does."""
    for k in range(1, grid.rows):
        over = [cell for cell in grid.cells if cell.row < k < cell.row + cell.rowspan]
        if not any(over):
            continue
        halves = {id(cell): _halves(cell, k, grid.ys[k], chars) for cell in over if cell.text}
        numbers = [(squeeze(a.text), squeeze(b.text)) for a, b in halves.values()]
        two = sum(is_number(a) and is_number(b) for a, b in numbers)
        # A word below a figure, such as its unit, is no row of its own.
        mixed = any(a and b and is_number(a) != is_number(b) for a, b in numbers)
        if two >= _MANY or (not mixed and any(is_money(a) and is_money(b) for a, b in numbers)):
            cut = over
        elif k > body_start(grid):
            cut = [cell for cell in over if is_number(cell.squeezed) and _is_inside(cell, grid.ys, k)]
        else:
            continue
        if cut:
            rest = [cell for cell in grid.cells if not any(cell is one for one in cut)]
            pieces = [half for cell in cut for half in halves.get(id(cell)) or _halves(cell, k, grid.ys[k], chars)]
            grid = replace(grid, cells=tuple(sorted([*rest, *pieces], key=lambda cell: (cell.row, cell.col))))
    return grid


def _is_inside(cell: Cell, ys: Sequence[float], k: int) -> bool:
    """Whether the text of a cell over two rows stands inside one of them."""
    if cell.rowspan > 2 or cell.text_box is None:
        return False
    middle = cell.text_box.mid_y
    height = ys[k + 1] - ys[k] if middle > ys[k] else ys[k] - ys[k - 1]
    return abs(middle - ys[k]) > _INSIDE * height


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
