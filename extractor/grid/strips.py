"""Strips between two lines that are too narrow for any text: the room between a frame and its table, between the
boxes of cells that are set apart, between the lines of a double border. They are lines, not columns or rows.

The room beside a table may be wide, where its frame is as wide as the page: no line of the table goes into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Cell, Grid

_NARROW = 0.9
"""Of the height of a character: what is narrower holds none."""
_ROWS = 3
"""A table of fewer may have nothing but a blank in its last column."""


def without_strips(grid: Grid, em: float) -> Grid:
    """The grid without columns and rows that are empty and too narrow for a character, or are a frame's room."""
    rows = [k for k in range(grid.rows) if grid.ys[k + 1] - grid.ys[k] < _NARROW * em]
    cols = [k for k in range(grid.cols) if grid.xs[k + 1] - grid.xs[k] < _NARROW * em or _is_room(grid, k, rows)]
    if not cols and not rows:
        return grid
    written_cols = {cell.col for cell in grid.cells if cell.text and cell.colspan == 1}
    written_rows = {cell.row for cell in grid.cells if cell.text and cell.rowspan == 1}
    gone_cols = {k for k in cols if k not in written_cols}
    gone_rows = {k for k in rows if k not in written_rows}
    if not (gone_cols or gone_rows) or len(gone_cols) >= grid.cols - 1 or len(gone_rows) >= grid.rows:
        return grid
    xs, at_col = _closed(grid.xs, gone_cols)
    ys, at_row = _closed(grid.ys, gone_rows)
    cells: list[Cell] = []
    for cell in grid.cells:
        col, end_col = at_col[cell.col], at_col[cell.col + cell.colspan]
        row, end_row = at_row[cell.row], at_row[cell.row + cell.rowspan]
        if col < end_col and row < end_row:
            box = Box(xs[col], ys[row], xs[end_col], ys[end_row])
            cells.append(replace(cell, row=row, col=col, rowspan=end_row - row, colspan=end_col - col, box=box))
        elif cell.text:
            return grid
    return replace(grid, box=Box(xs[0], ys[0], xs[-1], ys[-1]), xs=xs, ys=ys, cells=tuple(cells))


def _is_room(grid: Grid, col: int, strips: Sequence[int]) -> bool:
    """Whether a column at the side of a table of several rows is one empty cell, but for rows that are strips."""
    if grid.rows - len(strips) < _ROWS or col not in (0, grid.cols - 1):
        return False
    cells = [
        cell
        for cell in grid.cells
        if cell.col <= col < cell.col + cell.colspan < cell.col + grid.cols  # a title may stand across all
        and not all(row in strips for row in range(cell.row, cell.row + cell.rowspan))
    ]
    return len(cells) == 1 and cells[0].colspan == 1 and not cells[0].text


def _closed(edges: Sequence[float], gone: set[int]) -> tuple[tuple[float, ...], list[int]]:
    """The edges with the two of every strip made one, and where each old edge is among them.

    The strip along the outside goes with the outer edge; one inside leaves its middle.
    """
    out: list[float] = [edges[0]]
    at = [0]
    for k in range(len(edges) - 1):
        if k in gone:
            inner = 0 < k < len(edges) - 2 and k - 1 not in gone and k + 1 not in gone
            if k == 0 or all(j in gone for j in range(k)):
                out[-1] = edges[k + 1]
            elif inner:
                out[-1] = (edges[k] + edges[k + 1]) / 2
        else:
            out.append(edges[k + 1])
        at.append(len(out) - 1)
    return tuple(out), at
