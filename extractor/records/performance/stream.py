"""A document's lines and the rows of its grids, one after the other as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.model import Box, Cell, Grid, Line, Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid."""

    grid: Grid
    index: int
    cells: tuple[Cell, ...]
    """Every cell at this row from left to right, one that spans several columns once."""
    top: bool
    """Whether it is the first row of the first grid of a page, which may go on with a form of the page before."""

    @property
    def own(self) -> list[Cell]:
        """The cells that begin at this row, with something in them or not."""
        return [cell for cell in self.cells if cell.row == self.index]

    @property
    def last(self) -> bool:
        """Whether nothing of its grid is below it."""
        return self.index == self.grid.rows - 1

    @property
    def page(self) -> int:
        return self.grid.page


def stream(sheets: Sequence[Sheet]) -> Iterator[Line | Row]:
    """Lines and rows in reading order; a sheet of two pages has all of the left one first."""
    for sheet in sheets:
        yield from _of_sheet(sheet)


def _of_sheet(sheet: Sheet) -> Iterator[Line | Row]:
    def order(item: Line | Grid) -> tuple[bool, float]:
        return (0 < sheet.gutter < item.box.mid_x, item.box.top)

    items: list[Line | Grid] = sorted([*sheet.lines, *sheet.grids], key=order)
    first = True
    for item in items:
        if isinstance(item, Line):
            yield item
            continue
        yield from rows_of(item, first)
        first = False


def rows_of(grid: Grid, first: bool) -> Iterator[Row]:
    """The rows of a grid; `first` is whether it is the first one of its page."""
    for index, places in enumerate(grid.matrix()):
        cells = tuple(dict.fromkeys(places))
        yield Row(grid, index, cells, first and index == 0)


def overlap(one: Box, x0: float, x1: float) -> float:
    """How much of the narrower of two stretches lies in the other, 0 to 1."""
    common = min(one.x1, x1) - max(one.x0, x0)
    narrow = min(one.width, x1 - x0)
    return common / narrow if common > 0 and narrow > 0 else 0.0
