"""Cells read from a picture in which a line was not seen that other rows show.

A body has no cells over several columns or rows that hold figures: a figure stands in one column and one row. Where
one cell of it reaches over lines that other cells end at, what stands in it goes to the side it stands on. What is
left of the lines themselves, a bar or a 1 alone on the place of one, is no print.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

from extractor.grid.named_apart import inside
from extractor.grid.text import WORD_GAP, cell_text, split_at_gaps, writing_lines
from extractor.grid.tracks import LEVELS
from extractor.language.money import is_code, is_dash, is_money, is_number
from extractor.language.text import squeeze
from extractor.model import Box, Cell, Char, Grid

BARS = "|丨｜¦!"
"""Signs that are read where a line stands."""
_STROKES = frozenset(f"{BARS}1lIi:;.'`,")
_ON_LINE = 0.45
"""Of a character: what is left of a line lies this close to where the line is."""
_CLEAR = 0.25
"""Of a character: print that reaches over a line by less does not cross it."""


def cut_at_known_edges(grid: Grid, chars: Sequence[Char], em: float) -> Grid:
    """The grid with the cells of its body cut that reach over several columns and hold figures."""
    start = body_start(grid)
    cells: list[Cell] = []
    rows: dict[tuple[float, float], list[Char]] = {}
    for cell in grid.cells:
        if cell.row < start or not cell.text:
            cells.append(cell)
            continue
        _, top, _, bottom = cell.box
        row = rows.get((top, bottom))
        if row is None:
            row = rows[top, bottom] = inside(Box(-math.inf, top, math.inf, bottom), chars)
        held = inside(cell.box, row)
        whole = _without_strokes(held, grid.xs[cell.col : cell.col + cell.colspan + 1], em)
        if len(whole) < len(held):
            text, box = cell_text(whole)
            cell = replace(cell, text=text, text_box=box)
        cells.extend(_cut(cell, grid.xs, whole, em) if cell.colspan > 1 and whole else [cell])
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return grid if tuple(cells) == grid.cells else replace(grid, cells=tuple(cells))


def body_start(grid: Grid) -> int:
    """The first row with a figure or a code, past the numbers of columns; all rows where there is none."""
    rows = [cell.row for cell in grid.cells if is_money(squeeze(cell.text)) or is_code(squeeze(cell.text))]
    return min(rows, default=grid.rows)


def _without_strokes(chars: Sequence[Char], edges: Sequence[float], em: float) -> list[Char]:
    """The characters without what is left of upright lines: bars on the place of one, and strokes inside, where
    other words stand beside them.

    Args:
        chars: of one cell.
        edges: its sides, and between them the lines that it reaches over.
        em: height of a character.
    """
    out: list[Char] = []
    strokes: list[Char] = []
    for line in writing_lines(chars):
        bars = [c for c in line if c.text in BARS and _on_edge(c, edges, em)]
        # Of two lines side by side one may be read as a bar, the other as a 1.
        beside = [c for c in line if c.text in _STROKES and _on_edge(c, edges[1:-1], em) and _touches(c, bars, em)]
        kept = [c for c in line if c not in bars and c not in beside]
        for part in split_at_gaps(kept, WORD_GAP):
            alone = all(c.text in _STROKES and _on_edge(c, edges[1:-1], em) for c in part)
            (strokes if alone else out).extend(part)
    return out or strokes


def _touches(char: Char, others: Sequence[Char], em: float) -> bool:
    return any(other.x0 - _CLEAR * em <= char.x1 and char.x0 <= other.x1 + _CLEAR * em for other in others)


def _on_edge(char: Char, edges: Sequence[float], em: float) -> bool:
    return any(char.x0 - _ON_LINE * em <= at <= char.x1 + _ON_LINE * em for at in edges)


def _cut(cell: Cell, xs: Sequence[float], chars: Sequence[Char], em: float) -> list[Cell]:
    words = [part for line in writing_lines(chars) for part in split_at_gaps(line, WORD_GAP)]
    inner = [
        k
        for k in range(cell.col + 1, cell.col + cell.colspan)
        if not any(c.x0 + _CLEAR * em < xs[k] < c.x1 - _CLEAR * em for c in chars)
        and not any(_breaks(word, xs[k]) for word in words)
    ]
    sides = list(itertools.pairwise((cell.col, *inner, cell.col + cell.colspan)))
    held = [[c for c in chars if xs[a] <= (c.x0 + c.x1) / 2 < xs[b]] for a, b in sides]
    texts = [squeeze("".join(c.text for c in part)) for part in held]
    said = [text for text in texts if text]
    keys = len(said) > 1 and all(text.isdecimal() or text in LEVELS for text in said)
    if not inner or not (keys or any(map(is_figure, said))):
        return [cell]
    out: list[Cell] = []
    for (a, b), part in zip(sides, held, strict=True):
        box = Box(xs[a], cell.box.top, xs[b], cell.box.bottom)
        out.append(Cell(cell.row, a, cell.rowspan, b - a, box, *cell_text(part)))
    return out


def _breaks(word: Sequence[Char], at: float) -> bool:
    """Whether a place is inside a word that is one: a name, a figure; a figure and a name that touch are two."""
    left = squeeze("".join(c.text for c in word if (c.x0 + c.x1) / 2 < at))
    right = squeeze("".join(c.text for c in word if (c.x0 + c.x1) / 2 >= at))
    return bool(left and right) and is_number(left) == is_number(right)


def is_figure(text: str) -> bool:
    """Whether a text is money; what is left of a level line is read as a dash."""
    return is_money(text) and not is_dash(text)
