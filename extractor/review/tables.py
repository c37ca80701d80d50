"""A table as printed, made ready for HTML: rows of cells with their spans, no place left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.export.layout import LaidCell, Layout
from extractor.export.marks import Mark
from extractor.model import Figure, Place, Table


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell."""

    text: str
    head: str = ""
    """`col` or `row` for a head of columns or of its row, "" for others."""
    rowspan: int = 1
    colspan: int = 1
    align: str = "left"
    indent: int = 0
    figure_id: str = ""
    figure: Figure | None = None
    mark: Mark | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table's rows, the head's first."""

    head: tuple[tuple[ShownCell, ...], ...]
    body: tuple[tuple[ShownCell, ...], ...]
    wide: bool
    """It has more columns than fit half a screen."""
    one: bool
    """Its rows have one name each, which stays in sight while the columns are scrolled."""


def shown_table(table: Table, layout: Layout, ids: Mapping[Place, str], marks: Mapping[str, Mark]) -> ShownTable:
    """Put the cells of a layout into rows.

    Args:
        table: the table.
        layout: its cells; of a figure that the layout has under another string, the figure's own is shown.
        ids: figure ids by place.
        marks: what the checks say of figures, by their ids.
    """
    where = {(f.part, f.row, f.col): (row, ids.get(table.place(row, f), "")) for row, f in table.figures}
    totals = {row.label for row in table.rows if row.level == "total" and row.label}
    at: dict[tuple[int, int], ShownCell] = {}
    taken: set[tuple[int, int]] = set()
    used: set[str] = set()
    for cell in sorted(layout.cells, key=lambda one: (one.row, one.col)):
        places = {
            (row, col)
            for row in range(cell.row, cell.row + cell.rowspan)
            for col in range(cell.col, cell.col + cell.colspan)
        }
        if not places or places & taken:
            continue
        taken |= places
        figure = cell.figure
        row, name = where.get((figure.part, figure.row, figure.col), (None, "")) if figure else (None, "")
        if name in used:
            name = ""
        used.add(name)
        total = row.level == "total" if row else "".join(cell.text.split()) in totals
        at[cell.row, cell.col] = ShownCell(
            text=figure.printed if figure and name else cell.text,
            head="col" if cell.head else "" if figure else _row_head(cell),
            rowspan=cell.rowspan,
            colspan=cell.colspan,
            align=cell.align,
            indent=cell.indent,
            figure_id=name,
            figure=figure if name else None,
            mark=marks.get(name),
            total=total,
        )
    rows = []
    for r in range(layout.rows):
        line = [at.get((r, c), ShownCell("") if (r, c) not in taken else None) for c in range(layout.cols)]
        rows.append(tuple(cell for cell in line if cell is not None))
    cut = layout.head_rows
    if any(r < cut < r + cell.rowspan for (r, _), cell in at.items()):
        cut = 0  # a cell that reaches from the head into the body would be cut in two
    one = len({col for (_, col), cell in at.items() if cell.head == "row" and cell.align == "left"}) == 1
    return ShownTable(tuple(rows[:cut]), tuple(rows[cut:]), layout.cols > 7, one)


def _row_head(cell: LaidCell) -> str:
    return "row" if cell.text.strip() and cell.rowspan == 1 else ""
