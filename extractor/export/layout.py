"""A table's grids joined over its pages into one: what stands where, and what is head and what is body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import Literal, NamedTuple

from extractor.export.text import one_line
from extractor.model import Cell, Figure, Grid, Table

Align = Literal["left", "center", "right"]
MOST_INDENT = 4

_SAME_EDGE = 4.0
"""Column edges of two pages that lie this near (points), counted from the table's left side, are the same."""
_PORTRAIT_EDGE = 620.0
"""A table that reaches further right (points) does not fit an upright A4 page (595 points wide)."""
_CENTRED = 18.0
"""A word in the middle of its cell begins further right than its column's other words by more than this (points)."""
_INDENT = 10.0
"""About how far one step of indentation (one character) is (points)."""


class LaidCell(NamedTuple):
    """One cell of the joined grid with its spans (0-based). A named tuple, not a dataclass: there are thousands."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    """The printed text on one line; "" for a blank."""
    figure: Figure | None
    """The figure read from the cell, None in heads, labels and codes."""
    head: bool
    align: Align
    indent: int
    """Steps that the text is set in from its column's left margin, 0 to `MOST_INDENT`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as printed, in one piece."""

    rows: int
    cols: int
    head_rows: int
    """Rows at the top that hold head words; a 合计 row printed beside head words is one of them."""
    data_rows: tuple[int, ...]
    """Rows that hold data, in order; head rows with figures in them included."""
    cells: tuple[LaidCell, ...]
    landscape: bool
    widths: tuple[float, ...] = ()
    """How wide each column is printed (points)."""


_Key = tuple[int, int]
_Figures = Mapping[_Key, Mapping[int, Figure]]
"""Figures by (part, row) and column."""


def join(table: Table) -> Layout:
    """Join `table.parts`: columns by their edges, rows one below the other, repeated heads and phantom lines left out.

    Returns:
        The joined grid; one without rows where the table has no parts (missing, or read back from a record).
    """
    figures: dict[_Key, dict[int, Figure]] = {}
    labels: dict[_Key, set[str]] = {}
    for row, figure in table.figures:
        key = (figure.part, figure.row)
        figures.setdefault(key, {})[figure.col] = figure
        labels.setdefault(key, set()).update(filter(None, (row.label, row.code, row.line_no)))
    edges = _edge_maps(table.parts)
    margins = _margins(table.parts, edges, table.header_rows)
    cells: list[LaidCell] = []
    data_rows: list[int] = []
    head_rows = start = 0
    for part, grid in enumerate(table.parts):
        heads = _head_rows(grid, part, table.header_rows[part] if part < len(table.header_rows) else 0, figures)
        kept = _kept_rows(grid, part, heads, figures)
        new_row = {old: start + i for i, old in enumerate(kept)}
        for cell in grid.cells:
            covered = [new_row[r] for r in range(cell.row, cell.row + cell.rowspan) if r in new_row]
            if covered:
                left, right = edges[part][cell.col], edges[part][cell.col + cell.colspan]
                figure_here = _figure_at(cell, part, figures)
                head = cell.row < heads and _is_head(cell, part, figure_here, figures, labels)
                cells.append(
                    LaidCell(
                        covered[0],
                        left,
                        len(covered),
                        right - left,
                        one_line(cell.text),
                        None if head else figure_here,
                        head,
                        *_align(cell, head, figure_here, margins.get(left, 0.0)),
                    )
                )
        data_rows += [new_row[r] for r in kept if r >= heads or _has_figures(part, r, figures)]
        if part == 0:
            head_rows = min(heads, len(kept))
        start += len(kept)
    layout = _squeeze(cells, start, head_rows, data_rows, _landscape(table.parts))
    return replace(layout, widths=_widths(cells, _places(table.parts, edges)))


def column_heads(layout: Layout) -> list[str]:
    """One head a column: the head words above it from top to bottom joined with `·`.

    Numbers of the 栏次 row are left out: they number the columns and name nothing.
    """
    levels: list[list[str]] = [[] for _ in range(layout.cols)]
    for cell in sorted((p for p in layout.cells if p.head and p.row < layout.head_rows), key=lambda p: p.row):
        word = "".join(cell.text.split())
        if word and word != "栏次" and not (word.isdigit() and len(word) <= 2):
            for col in range(cell.col, cell.col + cell.colspan):
                levels[col].append(word)
    return ["·".join(words) for words in levels]


def _head_rows(grid: Grid, part: int, heads: int, figures: _Figures) -> int:
    """How many rows at the top hold head words: without blank rows below them, with a data row that holds some too."""
    worded = {row for cell in grid.cells if cell.squeezed for row in range(cell.row, cell.row + cell.rowspan)}
    while heads and heads - 1 not in worded:
        heads -= 1
    beside_data = any(cell.row == heads and _is_word_beside_data(cell, part, figures) for cell in grid.cells)
    return heads + 1 if heads and beside_data else heads


def _is_word_beside_data(cell: Cell, part: int, figures: _Figures) -> bool:
    """A head word printed in a data row: 类 款 项 beside 合计, or a column's name where its figure would stand."""
    figure = figures.get((part, cell.row), {}).get(cell.col)
    if figure is None:
        return cell.squeezed in ("类", "款", "项", "类款项")
    return bool(cell.squeezed) and not figure.printed


def _kept_rows(grid: Grid, part: int, heads: int, figures: _Figures) -> list[int]:
    """The grid's rows to show: on a continuation neither the repeated head nor a blank first row left by the break."""
    if part == 0:
        return list(range(grid.rows))
    kept = [r for r in range(grid.rows) if r >= heads or _has_figures(part, r, figures)]
    if kept and (part, kept[0]) not in figures:
        first = kept[0]
        if not any(cell.text.strip() for cell in grid.cells if cell.row <= first < cell.row + cell.rowspan):
            kept = kept[1:]
    return kept


def _has_figures(part: int, row: int, figures: _Figures) -> bool:
    return (part, row) in figures


def _figure_at(cell: Cell, part: int, figures: _Figures) -> Figure | None:
    """The figure read from the cell; of several (a cell over many rows) the first that is not blank."""
    if cell.rowspan == 1 == cell.colspan:  # as most are
        return figures.get((part, cell.row), {}).get(cell.col)
    found = [
        figure
        for r in range(cell.row, cell.row + cell.rowspan)
        for col, figure in figures.get((part, r), {}).items()
        if cell.col <= col < cell.col + cell.colspan
    ]
    return next((figure for figure in found if figure.state != "blank"), found[0] if found else None)


def _is_head(cell: Cell, part: int, figure: Figure | None, figures: _Figures, labels: Mapping[_Key, set[str]]) -> bool:
    """Whether a cell in the head rows is a head word, and not part of a data row printed beside head words."""
    if figure is not None and (figure.state != "blank" or not cell.text.strip()):
        return False
    key = (part, cell.row)
    in_row = figures.get(key)
    return not (in_row and cell.squeezed in labels[key] and cell.col < min(in_row))


def _gaps(cell: Cell) -> tuple[float, float] | None:
    """The room (points) between a word and the left and right side of its cell; None where that tells nothing."""
    if cell.text_box is None or not (text := cell.squeezed) or text.isdigit():
        return None
    return cell.text_box.x0 - cell.box.x0, cell.box.x1 - cell.text_box.x1


def _is_centred(cell: Cell, left: float, right: float) -> bool:
    return min(left, right) >= 0 and abs(left - right) <= max(3.0, 0.1 * cell.box.width)


def _margins(parts: Sequence[Grid], edges: Sequence[Sequence[int]], heads: Sequence[int]) -> dict[int, float]:
    """How far from the left side the words of each column begin; a column set in the middle throughout has -inf.

    A single word further left (one that overflows its cell) does not count.
    """
    seen: dict[int, list[tuple[Cell, float, float]]] = {}
    for grid, columns, head_rows in zip(parts, edges, heads, strict=False):
        for cell in grid.cells:
            gaps = _gaps(cell)
            if gaps and cell.row >= head_rows and cell.colspan == 1:
                seen.setdefault(columns[cell.col], []).append((cell, *gaps))
    return {col: _margin(words) for col, words in seen.items()}


def _margin(words: Sequence[tuple[Cell, float, float]]) -> float:
    lefts = sorted(left for _, left, _ in words)
    if all(_is_centred(*word) for word in words) and lefts[-1] > _INDENT:
        return -inf
    return next((a for a, b in pairwise(lefts) if b - a < 2.0), lefts[0])


def _align(cell: Cell, head: bool, figure: Figure | None, margin: float) -> tuple[Align, int]:
    """Where the text stands in its cell, and its indentation. A long word that fills its cell is not in the middle."""
    if head:
        return "center", 0
    if figure is not None:
        return "right", 0
    gaps = _gaps(cell)
    if gaps is None:
        return ("center" if cell.squeezed.isdigit() else "left"), 0
    further = gaps[0] - margin
    if _is_centred(cell, *gaps) and further > _CENTRED:
        return "center", 0
    return "left", min(max(round(further / _INDENT), 0), MOST_INDENT) if margin > -inf else 0


def _edge_maps(parts: Sequence[Grid]) -> list[list[int]]:
    """For each part, which common column edge each of its own edges is."""
    if len({part.cols for part in parts}) <= 1:
        return [list(range(part.cols + 1)) for part in parts]
    common: list[float] = []
    for part in parts:
        for x in (edge - part.xs[0] for edge in part.xs):
            if all(abs(x - known) > _SAME_EDGE for known in common):
                common.append(x)
    common.sort()
    maps = []
    for part in parts:
        nearest = [min(range(len(common)), key=lambda i: abs(common[i] - x)) for x in (e - part.xs[0] for e in part.xs)]
        clear = all(a < b for a, b in pairwise(nearest))
        maps.append(nearest if clear else list(range(part.cols + 1)))
    return maps


def _landscape(parts: Sequence[Grid]) -> bool:
    """Whether the form lies across the page: it reaches further right than an upright page and further than down."""
    right = max((part.box.x1 for part in parts), default=0.0)
    bottom = max((part.box.bottom for part in parts), default=0.0)
    return right > _PORTRAIT_EDGE and right > bottom


def _squeeze(cells: list[LaidCell], rows: int, head_rows: int, data_rows: list[int], landscape: bool) -> Layout:
    """Leave out the rows and columns in which no cell begins: they come from double lines and show nothing."""
    row_at = _ranks({cell.row for cell in cells}, rows)
    col_at = _ranks({cell.col for cell in cells}, max((p.col + p.colspan for p in cells), default=0))
    squeezed = [
        LaidCell(
            row_at[p.row],
            col_at[p.col],
            row_at[p.row + p.rowspan] - row_at[p.row],
            col_at[p.col + p.colspan] - col_at[p.col],
            p.text,
            p.figure,
            p.head,
            p.align,
            p.indent,
        )
        for p in cells
    ]
    squeezed.sort(key=lambda p: (p.row, p.col))
    begun = {cell.row for cell in cells}
    return Layout(
        row_at[-1],
        col_at[-1],
        row_at[head_rows],
        tuple(row_at[r] for r in data_rows if r in begun),
        tuple(squeezed),
        landscape,
    )


def _places(parts: Sequence[Grid], edges: Sequence[Sequence[int]]) -> dict[int, float]:
    """Where each common column edge is printed, counted from the table's left side."""
    places: dict[int, float] = {}
    for part, known in zip(parts, edges, strict=True):
        for edge, x in zip(known, part.xs, strict=True):
            places.setdefault(edge, x - part.xs[0])
    return places


def _widths(cells: Sequence[LaidCell], places: Mapping[int, float]) -> tuple[float, ...]:
    """The printed width of every column in which a cell begins."""
    begun = sorted({cell.col for cell in cells})
    ends = [*begun[1:], max(cell.col + cell.colspan for cell in cells)] if begun else []
    return tuple(
        max(places.get(right, 0.0) - places.get(left, 0.0), 0.0) for left, right in zip(begun, ends, strict=True)
    )


def _ranks(begun: set[int], count: int) -> list[int]:
    """For every old line 0…count how many lines in `begun` come before it."""
    ranks = [0]
    for line in range(count):
        ranks.append(ranks[-1] + (line in begun))
    return ranks
