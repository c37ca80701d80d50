"""Tables that are wider than their paper, whose last columns stand on another page beside the names of the rows again.

A spreadsheet prints them so where its first columns are repeated, and people cut a wide table in two. Row by row the
first columns say the same in both; what stands over the others is not the same.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.language.text import squeeze
from extractor.language.units import without_unit
from extractor.model import Box, Grid

_LEAST = 3
"""Rows with a name, at least, that both have."""


def put_beside(parts: list[Grid], more: Grid) -> bool:
    """Put the columns of a grid to the one of a table's parts that has its rows; whether there is one."""
    for k, part in enumerate(parts):
        if (whole := with_more_columns(part, more)) is not None:
            parts[k] = whole
            return True
    return False


def with_more_columns(grid: Grid, more: Grid) -> Grid | None:
    """A grid with the columns of another to the right of its own; the cells of those remember their page.

    Returns:
        None where the other has other rows, no columns of its own, or some that the first has already.
    """
    keys = _keys(grid, more)
    if not keys or keys >= more.cols or keys >= grid.cols:
        return None
    if any(cell.col < keys < cell.col + cell.colspan for cell in more.cells):
        return None
    heads = [{word for row in _words(one, keys)[:2] for word in row if word} for one in (grid, more)]
    if not (heads[0] and heads[1]) or heads[0] & heads[1]:
        return None
    cells = [
        replace(cell, col=cell.col - keys + grid.cols, page=cell.page or more.page)
        for cell in more.cells
        if cell.col >= keys
    ]
    shift = grid.xs[-1] - more.xs[keys]
    xs = (*grid.xs, *(x + shift for x in more.xs[keys + 1 :]))
    every = sorted((*grid.cells, *cells), key=lambda cell: (cell.row, cell.col))
    return replace(grid, box=Box(xs[0], grid.box.top, xs[-1], grid.box.bottom), xs=xs, cells=tuple(every))


def _keys(grid: Grid, more: Grid) -> int:
    """How many first columns say the same in all rows of both; 0 where too few of their rows say anything."""
    if grid.rows != more.rows or grid.kind != more.kind:
        return 0
    both = [zip(*(one.matrix()[r] for one in (grid, more)), strict=False) for r in range(grid.rows)]
    alike = [[squeeze(a.text) == squeeze(b.text) and a.colspan == b.colspan for a, b in row] for row in both]
    keys = min(next((k for k, same in enumerate(row) if not same), len(row)) for row in alike)
    named = sum(any(cell.text for cell in row[:keys]) for row in more.matrix())
    return keys if named >= _LEAST else 0


def _words(grid: Grid, keys: int) -> list[list[str]]:
    """What stands in the rows of a grid beside its keys."""
    return [[without_unit(squeeze(cell.text)) for cell in row[keys:]] for row in grid.matrix()]
