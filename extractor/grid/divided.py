"""Cells of a lattice that hold several columns or rows, because some of its lines are not drawn.

A form may rule its head between all columns and its body only between rows; there the head's lines divide the body
wherever its words stand between them. Where words of several columns or rows stand between drawn lines, the text
divides the table (`plain`), and the lines that are there are kept.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractor.grid.plain import plain_grid
from extractor.grid.rules import Network
from extractor.grid.segments import SetLine, is_figure, is_filler, may_hold_figures, set_lines
from extractor.grid.zones import is_columned
from extractor.model import Box, Cell, Char, Grid, Word

_MANY = 0.3
"""Of the rows of a table, those that must hold undivided columns before its text divides it."""
_ALONG = 0.6
"""An upright line this long, of the height of the table, divides all of it."""


def divided(grid: Grid, network: Network, chars: Sequence[Char], em: float) -> Grid:
    """The grid with cells cut that hold several; the same grid where each holds one."""
    crowded = _crowded(grid, chars)
    if not crowded:
        return grid
    cut = _at_known_edges(grid, crowded, em)
    if cut is not grid:
        crowded = _crowded(cut, chars)
    grid = cut
    if not _is_undivided(grid, crowded):
        return grid
    lines, _ = set_lines(chars)
    x0, top, x1, bottom = network.extent
    walls = [v.at for v in network.upright if v.high - v.low >= _ALONG * (bottom - top)]
    inner = sorted({round(at, 1) for at in walls if at - x0 > em and x1 - at > em})
    plain = plain_grid(lines, network.flat, grid.page, grid.engine, _apart(inner, em)) if lines else None
    return grid if plain is None else replace(plain, box=grid.box, kind="ruled")


def _apart(walls: Sequence[float], em: float) -> list[float]:
    out: list[float] = []
    for at in walls:
        if not out or at - out[-1] > 0.5 * em:
            out.append(at)
    return out


def _crowded(grid: Grid, chars: Sequence[Char]) -> list[tuple[Cell, list[SetLine]]]:
    """The cells whose lines hold words of several columns."""
    rows: dict[tuple[float, float], list[Char]] = {}
    middles: list[float] = []
    out = []
    for cell in grid.cells:
        if not cell.text or (len(cell.text) < 3):
            continue
        if " " not in cell.text and "\n" not in cell.text and cell.colspan == 1:
            continue
        x0, top, x1, bottom = cell.box
        if (top, bottom) not in rows:
            middles = middles or [(upper + lower) / 2 for _, _, upper, _, lower, _, _ in chars]
            row = [char for char, middle in zip(chars, middles, strict=True) if top <= middle < bottom]
            rows[top, bottom] = row if may_hold_figures(row) else []
        if not rows[top, bottom]:
            continue
        if cell.text_box is not None:  # the first digit of a figure that is too wide for its cell is none of this one
            x0, x1 = max(x0, cell.text_box.x0), min(x1, cell.text_box.x1)
        lines, _ = set_lines([char for char in rows[top, bottom] if x0 <= (char.x0 + char.x1) / 2 <= x1])
        if any(is_columned(line) and _has_figures(line) for line in lines):
            out.append((cell, lines))
    return out


def _has_figures(line: SetLine) -> bool:
    """Whether what stands apart on a line is numbers: words set wide apart are one title."""
    values = line.words[1:]
    return any(is_figure(word.text) or is_filler(word.text) for word in values)


def _at_known_edges(grid: Grid, crowded: Sequence[tuple[Cell, list[SetLine]]], em: float) -> Grid:
    """Cells over several columns cut at the edges of those columns, where words stand between the edges."""
    cells: list[Cell] = []
    lines_of = {id(cell): lines for cell, lines in crowded if cell.colspan > 1}
    for cell in grid.cells:
        lines = lines_of.get(id(cell))
        if lines is None:
            cells.append(cell)
            continue
        cells.extend(_cut(cell, grid.xs, lines, em))
    if len(cells) == len(grid.cells):
        return grid
    cells.sort(key=lambda c: (c.row, c.col))
    return replace(grid, cells=tuple(cells))


def _cut(cell: Cell, xs: Sequence[float], lines: Sequence[SetLine], em: float) -> list[Cell]:
    first, last = cell.col, cell.col + cell.colspan
    words = [word for line in lines for word in line.words]
    edges = [
        k
        for k in range(first + 1, last)
        if not any(word.box.x0 < xs[k] - 0.2 * em and word.box.x1 > xs[k] + 0.2 * em for word in words)
    ]
    if not edges:
        return [cell]
    out: list[Cell] = []
    bounds = [first, *edges, last]
    for a, b in itertools.pairwise(bounds):
        box = Box(xs[a], cell.box.top, xs[b], cell.box.bottom)
        held = [[w for w in line.words if xs[a] <= w.box.mid_x < xs[b]] for line in lines]
        out.append(_cell(cell, a, b - a, box, [line for line in held if line]))
    return out


def _cell(cell: Cell, col: int, colspan: int, box: Box, lines: Sequence[Sequence[Word]]) -> Cell:
    text = "\n".join(" ".join(word.text for word in line) for line in lines)
    boxes = [word.box for line in lines for word in line]
    around = (
        Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
        if boxes
        else None
    )
    return Cell(cell.row, col, cell.rowspan, colspan, box, text, around)


def _is_undivided(grid: Grid, crowded: Sequence[tuple[Cell, list[SetLine]]]) -> bool:
    """Whether so much of a table is undivided that its lines are no lattice."""
    lines = sum(1 for _, held in crowded for line in held if is_columned(line) and _has_figures(line))
    rows = len({cell.row for cell, _ in crowded})
    return lines >= 3 and (rows >= max(2, _MANY * grid.rows) or lines > grid.rows)
