"""Small ruled tables of words: the units of a department, and key work with its targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.language.text import squeeze
from extractor.model import Cell, Grid, Sheet
from extractor.model.said import Where

_EDGE = 3.0
"""Points by which the columns of a table may be moved on the page it goes on."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns: text as printed, white space removed, and where it stands."""

    cells: dict[str, str]
    where: dict[str, Where]


@dataclass(frozen=True, slots=True)
class ListTable:
    """A table whose header was known."""

    page: int
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def read_list(sheets: Sequence[Sheet], columns: dict[str, re.Pattern[str]], needed: Sequence[str]) -> ListTable | None:
    """The first table with the columns that are needed, with its rows on the pages that follow.

    Args:
        sheets: the pages in order.
        columns: what the header of each column says, by the name it gets.
        needed: the names that must be there.
    """
    for k, sheet in enumerate(sheets):
        for number, grid in enumerate(sheet.grids):
            named = _named(grid, columns)
            if not set(needed) <= named.keys():
                continue
            heads = tuple(cell.squeezed for cell in grid.matrix()[0])
            rows = _rows(grid, named, 1)
            going_on, at = number == len(sheet.grids) - 1, k + 1
            while going_on and at < len(sheets) and sheets[at].grids:
                after = sheets[at].grids[0]
                if not _same_columns(grid, after) or _named(after, columns).keys() >= set(needed):
                    break
                rows = _carried_on(rows, _rows(after, named, 0), named)
                going_on, at = len(sheets[at].grids) == 1, at + 1
            return ListTable(sheet.page, heads, tuple(rows))
    return None


def _named(grid: Grid, columns: dict[str, re.Pattern[str]]) -> dict[str, int]:
    """Which column of a grid is which, by its first row."""
    if not grid.rows or grid.cols < 2:
        return {}
    out: dict[str, int] = {}
    for cell in grid.matrix()[0]:
        words = squeeze(cell.squeezed)
        for name, pattern in columns.items():
            if name not in out and cell.rowspan == 1 and pattern.fullmatch(words):
                out[name] = cell.col
                break
    return out


def _rows(grid: Grid, named: dict[str, int], first: int) -> list[Row]:
    rows = []
    for line in grid.matrix()[first:]:
        cells = {name: line[col] for name, col in named.items()}
        rows.append(
            Row(
                {name: cell.squeezed for name, cell in cells.items()},
                {name: _where(grid, cell) for name, cell in cells.items()},
            )
        )
    return rows


def _where(grid: Grid, cell: Cell) -> Where:
    return Where(cell.page or grid.page, cell.text_box or cell.box, (), cell.squeezed[:200], cell.squeezed)


def _same_columns(grid: Grid, after: Grid) -> bool:
    return len(grid.xs) == len(after.xs) and all(abs(x - y) < _EDGE for x, y in zip(grid.xs, after.xs, strict=True))


def _carried_on(rows: list[Row], more: list[Row], named: dict[str, int]) -> list[Row]:
    """The rows of the next page; where its first has no number, it is the rest of the last one before."""
    if rows and more and "no" in named and not more[0].cells["no"]:
        last, rest = rows[-1], more[0]
        joined = {name: last.cells[name] + rest.cells[name] for name in last.cells}
        return [*rows[:-1], replace(last, cells=joined), *more[1:]]
    return [*rows, *more]
