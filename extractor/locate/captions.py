"""What a grid holds besides its table: a title, number, unit or entity in its first rows, notes in its last.

Spreadsheet users put the whole printed page into one grid. Those rows are taken off and read like free lines; a
title further down means that a second table starts inside the same grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor import lazy_re as re
from extractor.forms.titles import form_number, match_title, unit_of
from extractor.forms.vocabulary import all_figure_words, is_header_word
from extractor.language.notes import is_note, says_none
from extractor.language.text import squeeze
from extractor.language.units import without_unit
from extractor.model import Box, Cell, Grid

_ENTITY = re.compile(r"^(?:编制|公开|填报)?(?:部门|单位)(?:名称)?[:：]")
_ANNEX = re.compile(r"^[(\[]?附件[一二三四五六七八九十\d]{0,3}[)\]]?[:：]?$")
"""Of a whole document as often as of a table: it is no table's number, and no word of its head."""
_FEW = 3
"""More cells with text than these are a row of the table."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One table's share of a grid, and the caption rows that stood above it and below it."""

    grid: Grid | None
    above: tuple[Cell, ...] = ()
    below: tuple[Cell, ...] = ()


def pieces(grid: Grid) -> list[Piece]:
    """Cut a grid at its caption rows."""
    grid, over = _below_captions(grid)
    matrix = grid.matrix()
    kinds = [_kind(row) for row in matrix]
    if not any(kinds):
        return [Piece(grid, over)]
    out: list[Piece] = []
    start = 0
    while start < grid.rows:
        first = start
        while first < grid.rows and kinds[first] == "above":
            first += 1
        last = first
        while last < grid.rows and kinds[last] != "above":
            last += 1
        end = last
        notes = [r for r in range(first, last) if kinds[r] == "below"]
        while notes and (kinds[end - 1] == "below" or _is_blank(matrix[end - 1])) and end > first and end > notes[0]:
            end -= 1
        above = over + tuple(line for cell in _cells(grid, start, first) for line in _lines(cell))
        over = ()
        below = _cells(grid, end, last)
        body = _cut(grid, first, end) if end > first else None
        if body is not None and (between := [row - first for row in notes if row < end and _is_whole(matrix[row])]):
            below = tuple(cell for row in between for cell in body.cells if cell.row == row) + below
            body = _without(body, between)
        out.append(Piece(body, above, below))
        start = last
    return out


def _below_captions(grid: Grid) -> tuple[Grid, tuple[Cell, ...]]:
    """A grid without the title and other captions that stand in the cells of its first row, over the words of its head:
    a frame around all of them, without a line between; and those captions, each as a cell."""
    first = [cell for cell in grid.cells if cell.row == 0 and cell.text]
    if not any("\n" in cell.text for cell in first):
        return grid, ()
    over: list[Cell] = []
    heads: dict[int, Cell] = {}
    shared = False
    for cell in first:
        lines = cell.text.split("\n")
        count = next((k for k, line in enumerate(lines) if not _is_caption(squeeze(line))), len(lines))
        over += [replace(cell, text=line) for line in lines[:count]]
        heads[id(cell)] = replace(cell, text="\n".join(lines[count:]))
        shared = shared or 0 < count < len(lines)
    if not shared or not any(match_title(squeeze(cell.text)) for cell in over):
        return grid, ()
    return replace(grid, cells=tuple(heads.get(id(cell), cell) for cell in grid.cells)), tuple(over)


def _is_blank(row: Sequence[Cell]) -> bool:
    return not any(cell.text for cell in row)


def _kind(row: Sequence[Cell]) -> str:
    """`above` for a title, number, unit or entity row, `below` for a note, "" for a row of the table."""
    if len({cell.text for cell in row if cell.text}) > _FEW:
        return ""  # as nearly all
    cells = list({id(cell): cell for cell in row}.values())
    texts = [squeeze(cell.text) for cell in cells if cell.text]
    if not texts or len(texts) > _FEW:
        return ""
    widest = max(cells, key=lambda c: c.colspan if c.text else 0)
    said = is_note(texts[0]) or says_none(texts[0]) or texts[0].endswith("。")
    if said and len(texts) == 1 and widest.colspan > len(row) / 2:
        return "below"
    if len(row) > 2 and all(_is_caption(squeeze(cell.text)) or _holds_captions(cell) for cell in cells if cell.text):
        if len(texts) == 1 and widest.colspan < len(row) and not _alone(cells):
            return ""
        return "above"
    return ""


def _alone(cells: list[Cell]) -> bool:
    return sum(1 for cell in cells if cell.text) == 1


def _holds_captions(cell: Cell) -> bool:
    """Whether every line of a cell is one: a frame around all that is printed of a table."""
    return all(_is_caption(squeeze(line)) for line in cell.text.split("\n"))


def _is_caption(text: str) -> bool:
    bare = without_unit(text)
    if bare != text and (bare in all_figure_words() or is_header_word(bare, None)):
        return False  # 决算数（万元）: a word of the header that carries its unit
    return bool(match_title(text) or form_number(text) or unit_of(text)[0] or _ENTITY.match(text) or _ANNEX.match(text))


def _lines(cell: Cell) -> tuple[Cell, ...]:
    """A caption cell, or each of its lines where a title is one of them: a frame around title, captions and table."""
    lines = cell.text.split("\n")
    if len(lines) < 2 or match_title(squeeze(cell.text)) or not any(match_title(squeeze(line)) for line in lines):
        return (cell,)
    return tuple(replace(cell, text=line) for line in lines)


def _is_whole(row: Sequence[Cell]) -> bool:
    """Whether a row is one cell, such as one that holds a note between the head and the rows."""
    return all(cell is row[0] for cell in row) and row[0].rowspan == 1


def _without(grid: Grid, rows: Sequence[int]) -> Grid:
    """A grid without rows that are one cell each."""
    cells = [
        replace(cell, row=cell.row - sum(1 for row in rows if row < cell.row))
        for cell in grid.cells
        if cell.row not in rows
    ]
    ys = tuple(y for k, y in enumerate(grid.ys) if k - 1 not in rows)
    return replace(grid, ys=ys, cells=tuple(cells))


def _cells(grid: Grid, start: int, end: int) -> tuple[Cell, ...]:
    return tuple(cell for cell in grid.cells if start <= cell.row < end and cell.text)


def _cut(grid: Grid, start: int, end: int) -> Grid:
    """Rows `start` to `end` as a grid of their own."""
    ys = grid.ys[start : end + 1]
    cells = []
    for cell in grid.cells:
        top, bottom = max(cell.row, start), min(cell.row + cell.rowspan, end)
        if top >= bottom:
            continue
        cells.append(replace(cell, row=top - start, rowspan=bottom - top))
    box = Box(grid.box.x0, ys[0], grid.box.x1, ys[-1])
    return replace(grid, box=box, ys=ys, cells=tuple(cells))
