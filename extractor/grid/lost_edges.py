"""Columns of a lattice read from a picture between which no line was seen at all.

The words say where it was: a row of column numbers that holds 6 and 7 in one cell, names of two columns side by side
in one, figures beside figures in row after row. The edge lies where nothing is printed in any row.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.grid.heads import is_known
from extractor.grid.known_edges import BARS, is_figure
from extractor.grid.named_apart import held_by, names_in
from extractor.grid.text import WORD_GAP, cell_text, split_at_gaps, writing_lines
from extractor.language.money import is_integer
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Char, Grid

_TWO = re.compile(r"[-−—–△]?\d[\d,]*\.(\d{2,6})[-−—–△]?\d[\d,]*\.(\d{2,6})")
_ROWS = 2
"""Figures side by side in as many rows are of two columns, where neither names nor numbers of columns say so."""
_CLASS = 3
"""Digits of a 类; 款 and 项 have two."""
_CROSSED = 0.1
"""Of the lines of a column, those that may have ink where it is cut: names that run over."""
_FREE = 0.2
"""Of a character: print reaches over the place of an edge by less where it does not cross it."""


class _Gap(NamedTuple):
    """Between two words of one cell, from where to where."""

    low: float
    high: float
    sure: bool
    """One such gap is enough: the words are numbers or names of columns."""


def with_lost_edges(grid: Grid, chars: Sequence[Char], em: float) -> Grid:
    """The grid with the columns cut that the words say are two; the same grid where each is one."""
    col = 0
    while col < grid.cols:
        at = _lost(grid, col, chars, em)
        if at is None:
            col += 1
        else:
            grid = _cut(grid, col, at, chars, em)
    return grid


def _lost(grid: Grid, col: int, chars: Sequence[Char], em: float) -> float | None:
    """Where a column is to be cut; None where it is one."""
    gaps: list[_Gap] = []
    lines: list[list[Char]] = []
    bars: list[float] = []
    for cell in grid.cells:
        if cell.col != col or cell.colspan > 1 or len(cell.text) < 2:
            continue
        held = held_by(cell, chars)
        bars.extend((c.x0 + c.x1) / 2 for c in held if c.text in BARS)
        held = [c for c in held if c.text not in BARS]
        written = writing_lines(held)
        lines.extend(written)
        if "\n" in cell.text or " " in cell.text or _TWO.fullmatch(cell.text):
            gaps.extend(_gaps(grid, cell, held, written))
    sure = [gap for gap in gaps if gap.sure]
    if not sure and len(gaps) < _ROWS:
        return None
    low, high = max(gap.low for gap in sure or gaps), min(gap.high for gap in sure or gaps)
    if low > high or not lines:
        return None
    if seen := [at for at in bars if low <= at <= high]:
        return median(seen)  # a line of which so little is left that it was read as print
    inside = [edge for line in lines for char in line for edge in (char.x0, char.x1) if low < edge < high]
    places = sorted({low, high, *inside})
    crossed = [(_crossing(lines, (a + b) / 2, em), a - b, (a + b) / 2) for a, b in itertools.pairwise(places)]
    crossed = crossed or [(_crossing(lines, low, em), 0.0, low)]
    most, _, at = min(crossed)
    return at if most <= _CROSSED * len(lines) else None


def _gaps(grid: Grid, cell: Cell, held: Sequence[Char], written: Sequence[list[Char]]) -> list[_Gap]:
    out: list[_Gap] = []
    names = names_in(held)
    said = [squeeze(cell_text(name)[0]) for name in names]
    for j, k in itertools.pairwise([k for k, text in enumerate(said) if is_known(text)]):
        if is_known(said[j] + said[k]):
            continue  # one name, set wide
        # What stands between two names and is none is the rest of the line.
        if k - j == 1 or all(len(name) == 1 for name in names[j + 1 : k]):
            out.append(_Gap(max(c.x1 for c in names[j]), min(c.x0 for c in names[k]), True))
    for line in written:
        parts = split_at_gaps(line, WORD_GAP)
        texts = [squeeze("".join(char.text for char in part)) for part in parts]
        if len(parts) == 1 and (found := _TWO.fullmatch(texts[0])) and found[1] != "" and len(found[1]) > 1:
            first = texts[0].index(".") + len(found[2]) + 1
            if is_figure(texts[0][:first]) and is_figure(texts[0][first:]) and len(line) == len(texts[0]):
                out.append(_Gap(line[first - 1].x1 - 0.5, line[first].x0 + 0.5, False))
        for (left, a), (right, b) in itertools.pairwise(zip(parts, texts, strict=True)):
            if is_integer(a) and is_integer(b) and int(b) == int(a) + 1 and _counts(grid, cell, int(a), int(b)):
                out.append(_Gap(left[-1].x1, right[0].x0, True))
            elif (is_figure(a) and is_figure(b)) or (_piece_of_code(a) and _piece_of_code(b)):
                out.append(_Gap(left[-1].x1, right[0].x0, False))
    return out


def _piece_of_code(text: str) -> bool:
    """Whether a text is a 类, a 款 or a 项 of a code."""
    return text.isdecimal() and 2 <= len(text) <= _CLASS


def _counts(grid: Grid, cell: Cell, first: int, last: int) -> bool:
    """Whether the cells on both sides go on counting: 5 | 6 7 | 8; at an end of the table one side says it."""
    beside = {c.col: squeeze(c.text) for c in grid.cells if c.row == cell.row and c.colspan == 1}
    left, right = beside.get(cell.col - 1, ""), beside.get(cell.col + 1, "")
    before, after = left == str(first - 1), right == str(last + 1)
    return (before and after) or (before and not is_integer(right)) or (after and not is_integer(left))


def _crossing(lines: Sequence[Sequence[Char]], at: float, em: float) -> int:
    return sum(any(c.x0 + _FREE * em < at < c.x1 - _FREE * em for c in line) for line in lines)


def _cut(grid: Grid, col: int, at: float, chars: Sequence[Char], em: float) -> Grid:
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.col > col:
            cells.append(replace(cell, col=cell.col + 1))
        elif cell.col + cell.colspan <= col:
            cells.append(cell)
        elif cell.colspan > 1 or _goes_over(cell, at, chars, em):
            cells.append(replace(cell, colspan=cell.colspan + 1))
        else:
            held = held_by(cell, chars)
            x0, top, x1, bottom = cell.box
            left = cell_text([c for c in held if (c.x0 + c.x1) / 2 < at])
            right = cell_text([c for c in held if (c.x0 + c.x1) / 2 >= at])
            cells.append(Cell(cell.row, col, cell.rowspan, 1, Box(x0, top, at, bottom), *left))
            cells.append(Cell(cell.row, col + 1, cell.rowspan, 1, Box(at, top, x1, bottom), *right))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return replace(grid, xs=(*grid.xs[: col + 1], at, *grid.xs[col + 1 :]), cells=tuple(cells))


def _goes_over(cell: Cell, at: float, chars: Sequence[Char], em: float) -> bool:
    """Whether one word of a cell stands on both sides of the edge."""
    for line in writing_lines(held_by(cell, chars)):
        for part in split_at_gaps(line, WORD_GAP):
            text = squeeze("".join(char.text for char in part))
            if part[0].x0 + em < at < part[-1].x1 - em and not _TWO.fullmatch(text):
                return True
    return False
