"""The name of a half that is printed once, upright beside all of its rows: 收入 down the left of a summary, 支出 in its
middle. The head says the same above; beside the rows it is a column of no table, and no word of any row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractor.forms.vocabulary import PANEL_WORDS
from extractor.grid.writing import TextLine
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Grid, Word

_NAMES = PANEL_WORDS - {"决算数", "金额"}
_TALL = 3
"""Rows of a cell that names more than a row or two."""


def without_side_names(grid: Grid) -> Grid:
    """The grid without the columns that hold nothing but such a name, which goes on without it on the next page."""
    gone = {c for c in range(grid.cols - 1) if _names_half(grid, c)}
    if not gone or len(gone) >= grid.cols - 1:
        return grid
    at = [sum(k not in gone for k in range(edge)) for edge in range(grid.cols + 1)]
    xs = tuple(x for k, x in enumerate(grid.xs) if k == 0 or k - 1 not in gone)
    cells: list[Cell] = []
    for cell in grid.cells:
        col, end = at[cell.col], at[cell.col + cell.colspan]
        if col < end:
            box = Box(xs[col], cell.box.top, xs[end], cell.box.bottom)
            cells.append(replace(cell, col=col, colspan=end - col, box=box))
    return replace(grid, xs=xs, cells=tuple(cells))


def _names_half(grid: Grid, col: int) -> bool:
    """Whether a column is a tall cell with the name of a half, or without one beside a far wider column, and no other
    cell of it says anything else."""
    cells = [cell for cell in grid.cells if cell.col == col and cell.colspan == 1]
    tall = [cell for cell in cells if cell.rowspan >= _TALL]
    if not tall or 2 * sum(cell.rowspan for cell in tall) <= grid.rows:
        return False
    said = {cell.squeezed for cell in cells} - {""}
    narrow = 2 * (grid.xs[col + 1] - grid.xs[col]) < grid.xs[col + 2] - grid.xs[col + 1]
    return said <= _NAMES and (bool(said) or (narrow and len(cells) == 1))


def without_side_words(lines: Sequence[TextLine]) -> list[TextLine]:
    """The rows of a table without lines, without the words of such names: each letter may stand on a line of its own.

    Nothing else stands above or below them in the rows.
    """
    letters = set("".join(_NAMES))
    words = [word for line in lines for word in line.words]
    strips: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if set(squeeze(word.text)) <= letters:
            strips[round((word.box.x0 + word.box.x1) / 2)].append(word)
    names: set[int] = set()
    for found in strips.values():
        x0, x1 = min(word.box.x0 for word in found), max(word.box.x1 for word in found)
        if "".join(squeeze(word.text) for word in found) not in _NAMES:
            continue
        own = {id(word) for word in found}
        if all(id(word) in own or word.box.x1 <= x0 or word.box.x0 >= x1 for word in words):
            names |= own
    if not names or len(lines) < _TALL:
        return list(lines)
    kept = [replace(line, words=tuple(word for word in line.words if id(word) not in names)) for line in lines]
    return [line for line in kept if line.words]
