"""Tables as they are drawn: cells with their spans, and a page taken apart into grids and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extractor.model.geometry import Box
from extractor.model.page import Engine, Line, Second, Unread

GridKind = Literal["ruled", "aligned"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid with its spans. `text` has a newline between printed lines and no other change."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    text: str = ""
    text_box: Box | None = None
    """Where the text stands inside the cell."""
    page: int = 0
    """The page it is printed on where that is not the page of its grid; 0 where it is."""

    @property
    def squeezed(self) -> str:
        """The cell's text without any white space."""
        return "".join(self.text.split())


@dataclass(frozen=True)
class Grid:
    """A table region of one page as rows and columns of cells. Every place of the grid is in exactly one cell."""

    page: int
    box: Box
    xs: tuple[float, ...]
    """Column edges, one more than there are columns."""
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    kind: GridKind = "ruled"
    engine: Engine = "pdfium"

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    def matrix(self) -> Sequence[Sequence[Cell]]:
        """Rows of cells; a spanning cell stands at every place it covers."""
        return self._matrix

    @cached_property
    def _matrix(self) -> tuple[tuple[Cell, ...], ...]:
        places: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            row, col, high, wide = cell.row, cell.col, cell.rowspan, cell.colspan
            if high == 1 == wide:  # as most are
                places[row][col] = cell
                continue
            for r in range(row, row + high):
                for c in range(col, col + wide):
                    places[r][c] = cell
        return tuple(tuple(cell for cell in row if cell is not None) for row in places)

    def __getstate__(self) -> dict[str, object]:
        """Without what is found again."""
        return {key: value for key, value in self.__dict__.items() if key != "_matrix"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page taken apart: its grids from top to bottom and the text lines outside them."""

    page: int
    width: float
    height: float
    grids: tuple[Grid, ...]
    lines: tuple[Line, ...]
    text: str = ""
    turned: int = 0
    """As in `Page`: by how much the page was turned to stand upright."""
    user_unit: float = 1.0
    hidden_chars: int = 0
    image_share: float = 0.0
    """Share of the page that pictures cover, 0 to 1; the lines of a table may be one."""
    unread: tuple[Unread, ...] = ()
    """As in `Page`."""
    overlays: tuple[Box, ...] = ()
    """As in `Page`."""
    red: tuple[Box, ...] = ()
    """As in `Page`."""
    warp: tuple[float, ...] = ()
    gutter: float = 0.0
    """Where two pages printed side by side on the sheet part; 0 on a sheet of one page. The left one comes first."""
    second: Second | None = None
    """As in `Page`."""
    astray: tuple[str, ...] = ()
    """As in `Page`."""
