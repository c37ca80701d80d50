"""Rows that no line divides: a form ruled only between its columns holds a whole body in one row of cells.

Such a row is cut where its lines of text say that rows are: at codes, figures and labels that can only open one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from extractor.forms.labels import opens_row
from extractor.grid.text import cell_text
from extractor.grid.unruled_rows import row_baselines
from extractor.grid.writing import TextLine, text_lines
from extractor.language.money import is_code, is_money, is_number
from extractor.model import Box, Cell, Char, Grid


def unstacked(grid: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with its stacked rows cut into one row a line; the same grid where none is stacked."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.rowspan == 1 and "\n" in cell.text:
            rows.setdefault(cell.row, []).append(cell)
    stacked = {r for r, cells in rows.items() if _is_stacked(cells)}
    if not stacked:
        return grid
    ys: list[float] = [grid.ys[0]]
    first: list[int] = []
    cuts: dict[int, list[float]] = {}
    for r in range(grid.rows):
        first.append(len(ys) - 1)
        if r in stacked:
            cuts[r] = _cuts(grid, r, chars)
            ys.extend(cuts[r])
        ys.append(grid.ys[r + 1])
    first.append(len(ys) - 1)
    cells: list[Cell] = []
    for cell in grid.cells:
        start, end = first[cell.row], first[cell.row + cell.rowspan]
        if cell.row not in stacked or cell.rowspan > 1:
            cells.append(replace(cell, row=start, rowspan=end - start))
            continue
        held = [c for c in chars if _inside(c, cell.box)]
        for k in range(start, end):
            box = Box(cell.box.x0, ys[k], cell.box.x1, ys[k + 1])
            text, text_box = cell_text([c for c in held if ys[k] <= (c.top + c.bottom) / 2 < ys[k + 1]])
            cells.append(Cell(k, cell.col, 1, cell.colspan, box, text, text_box))
    cells.sort(key=lambda c: (c.row, c.col))
    return replace(grid, ys=tuple(ys), cells=tuple(cells))


def _is_stacked(cells: Sequence[Cell]) -> bool:
    """Whether cells of one row that have several lines hold the figures, codes or labels of several rows.

    Figures alone never tell: where no code and no words stand on several lines, one row has two figures in a cell.
    """
    evidence = 0
    named = False
    for cell in cells:
        lines = cell.text.split("\n")
        named = named or sum(1 for line in lines if is_code(line) or not is_number(line)) >= 2
        money = sum(1 for line in lines if is_money(line) and ("." in line or len(line) < 4))
        codes = sum(1 for line in lines if is_code(line))
        labels = sum(1 for line in lines if opens_row(line))
        if max(money, codes, labels) >= 2:
            evidence += max(money, codes, labels) - 1
    return named and evidence >= 2


def _cuts(grid: Grid, r: int, chars: Sequence[Char]) -> list[float]:
    """Heights between the rows: every line belongs to the nearest line that opens one."""
    band = Box(grid.box.x0, grid.ys[r], grid.box.x1, grid.ys[r + 1])
    lines: list[TextLine] = text_lines([c for c in chars if _inside(c, band)])
    bases = row_baselines(lines)
    if len(bases) < 2:
        return []
    groups: list[list[TextLine]] = [[] for _ in bases]
    for line in lines:
        groups[min(range(len(bases)), key=lambda k: abs(bases[k] - line.baseline))].append(line)
    return [
        (max(line.box.mid_y for line in above) + min(line.box.mid_y for line in below)) / 2
        for above, below in itertools.pairwise(groups)
    ]


def _inside(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y < box.bottom
