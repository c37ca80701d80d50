"""What a form builder hands to a renderer: one table, as cells, with the rows of its truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a cell holds; renderers choose alignment and weight by it."""

    TITLE = auto()
    UNIT = auto()
    HEAD = auto()
    LABEL = auto()
    TOTAL = auto()
    CODE = auto()
    LINE = auto()
    FIGURE = auto()
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its spans, given once, at its upper left corner."""

    text: str = ""
    kind: Kind = Kind.EMPTY
    cols: int = 1
    rows: int = 1
    level: int = 0


Line = tuple[Cell, ...]
"""The cells that begin in one row, left to right; positions covered from above are left out, as in HTML."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the truth."""

    label: str
    values: dict[str, str]
    code: str | None = None
    line_no: str | None = None
    side: str | None = None
    panel: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A figure column: id and its header, level by level."""

    id: str
    path: tuple[str, ...]
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The inside of a table, as a form builder makes it."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    widths: tuple[float, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table ready to be printed.  ``head`` and ``body`` are empty when only its sentence is printed."""

    table_id: str
    canonical_title: str
    title: tuple[str, ...]
    number: str = ""
    entity_line: str = ""
    unit_line: str = ""
    unit: str
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    widths: tuple[float, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and the row and column it begins in."""

    cell: Cell
    row: int
    col: int


def place(lines: Sequence[Line], columns: int) -> list[Placed]:
    """Give every cell its row and column.

    Raises:
        ValueError: the spans do not tile the grid.
    """
    taken: set[tuple[int, int]] = set()
    out: list[Placed] = []
    for r, line in enumerate(lines):
        c = 0
        for cell in line:
            while (r, c) in taken:
                c += 1
            span = {(r + i, c + j) for i in range(cell.rows) for j in range(cell.cols)}
            if span & taken or c + cell.cols > columns or r + cell.rows > len(lines):
                raise ValueError(f"cell {cell.text!r} does not fit at row {r}, column {c}")
            taken |= span
            out.append(Placed(cell, r, c))
            c += cell.cols
    if len(taken) != columns * len(lines):
        missing = sorted({(r, c) for r in range(len(lines)) for c in range(columns)} - taken)
        raise ValueError(f"positions without a cell: {missing[:5]}")
    return out
