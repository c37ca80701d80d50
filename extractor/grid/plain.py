"""A table that nothing announces, from lines of words and whatever rules there are: columns, heads over them, rows.

Columns are where gaps persist (`columns`). What stands above the first row of numbers, or above the first rule through
the whole table, is head: a word over several columns spans those that the short rule under it tells, or those it is set
in the middle of; what is left in a column is its name, however many lines it takes.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.grid.columns import column_edges
from extractor.grid.plain_body import body_rows
from extractor.grid.plain_heads import head_cells, with_heads
from extractor.grid.plain_set import SetCell, SetRow, cut_at, ink_of
from extractor.grid.rules import Stroke
from extractor.grid.segments import SetLine, is_figure, is_filler
from extractor.grid.spans import longest_run
from extractor.model import Box, Cell, Engine, Grid, Word, union

_THROUGH = 0.8
"""A rule this long, of the width of the table, goes through all of it."""
_AMOUNT = re.compile(r"\d[.,]\d|[$€£¥%]")
"""Money and rates, which name no column; years and other bare numbers may."""


def plain_grid(
    lines: Sequence[SetLine], rules: Sequence[Stroke], page: int, engine: Engine, walls: Sequence[float] = ()
) -> Grid | None:
    """The lines of one table as a grid; None where they have no columns.

    Args:
        lines: from top to bottom.
        rules: flat lines on the page; those inside the table divide its head from its rows and may divide rows.
        page: for the grid.
        engine: for the grid.
        walls: x of upright lines through the table.
    """
    area = union([line.box for line in lines])
    inside = [r for r in rules if area.top - 2 < r.at < area.bottom + 2 and r.high > area.x0 and r.low < area.x1]
    through = sorted(r.at for r in inside if _shared(r, area) >= _THROUGH * area.width)
    short = [r for r in inside if _shared(r, area) < _THROUGH * area.width]
    start = _body_start(lines, through)
    edges = column_edges(lines[start:] if len(lines) - start >= 3 else lines, walls, lines[:start])
    if len(lines) - start >= 3 and start:
        edges = with_heads(edges, lines, start, walls)
    if not edges:
        return None
    bounds = [min(area.x0, edges[0] - 1), *edges, max(area.x1, edges[-1] + 1)]
    lines = [*lines[:start], *(cut_at(line, edges) for line in lines[start:])]
    columns = [ink_of(lines[start:] or lines, low, high) for low, high in itertools.pairwise(bounds)]
    head = head_cells(lines[:start], columns, bounds, short)
    body = body_rows(
        lines[start:], columns, bounds, [at for at in through if not lines[:start] or at > lines[start - 1].box.mid_y]
    )
    return _assembled(head, body, bounds, area, page, engine)


def _shared(rule: Stroke, area: Box) -> float:
    return min(rule.high, area.x1) - max(rule.low, area.x0)


def _body_start(lines: Sequence[SetLine], through: Sequence[float]) -> int:
    """How many lines are head: all above the first rule through the table, else all above the first row of numbers."""
    first = lines[0].box.mid_y
    rule = next((at for at in through if at > first), None)
    if rule is not None:
        start = sum(1 for line in lines if line.box.mid_y < rule)
        if start <= len(lines) // 2 and start <= 8 and not any(_is_row(line, _AMOUNT) for line in lines[:start]):
            return start
    return next((k for k, line in enumerate(lines) if _is_row(line, None)), 0)


def _is_row(line: SetLine, pattern: re.Pattern[str] | None) -> bool:
    """Whether most of what stands beside the first word of a line is numbers, and of this pattern."""
    values = [w.text for w in line.words[1:]]
    counted = sum(
        1 for text in values if is_filler(text) or (is_figure(text) and (not pattern or pattern.search(text)))
    )
    return bool(values) and 2 * counted > len(values)


def _assembled(
    head: Sequence[SetCell], body: Sequence[SetRow], bounds: Sequence[float], area: Box, page: int, engine: Engine
) -> Grid | None:
    head_rows = max((cell.row + cell.high for cell in head), default=0)
    placed = list(head)
    for r, row in enumerate(body):
        placed.extend(SetCell(head_rows + r, reach, 1, words) for reach, words in row.cells.items())
    rows = head_rows + len(body)
    if rows < 2:
        return None
    ys = _heights(placed, rows, area)
    count = len(bounds) - 1
    owner: list[list[SetCell | None]] = [[None] * count for _ in range(rows)]
    for cell in sorted(placed, key=lambda c: (c.reach[1] - c.reach[0], c.high)):
        free = [c for c in range(cell.reach[0], cell.reach[1] + 1) if owner[cell.row][c] is None]
        if not free:
            other = owner[cell.row][cell.reach[0]]
            assert other is not None
            other.words.extend(cell.words)
            continue
        run = longest_run(free)
        cell.reach = run
        while cell.high > 1 and any(
            owner[r][c] is not None for r in range(cell.row, cell.row + cell.high) for c in range(run[0], run[1] + 1)
        ):
            cell.high -= 1
        for r in range(cell.row, cell.row + cell.high):
            for c in range(run[0], run[1] + 1):
                owner[r][c] = cell
    cells: list[Cell] = []
    done: set[int] = set()
    for r in range(rows):
        for c in range(count):
            held = owner[r][c]
            if held is None:
                cells.append(Cell(r, c, 1, 1, Box(bounds[c], ys[r], bounds[c + 1], ys[r + 1])))
            elif id(held) not in done:
                done.add(id(held))
                first, last = held.reach
                box = Box(bounds[first], ys[held.row], bounds[last + 1], ys[held.row + held.high])
                text_box = union([w.box for w in held.words])
                cells.append(Cell(r, first, held.high, last - first + 1, box, _text(held.words), text_box))
    box = Box(bounds[0], ys[0], bounds[-1], ys[-1])
    return Grid(page, box, tuple(bounds), tuple(ys), tuple(cells), "aligned", engine)


def _heights(placed: Sequence[SetCell], rows: int, area: Box) -> list[float]:
    tops, bottoms = [float("inf")] * rows, [float("-inf")] * rows
    for cell in placed:
        last = cell.row + cell.high - 1
        tops[cell.row] = min(tops[cell.row], min(w.box.top for w in cell.words))
        bottoms[last] = max(bottoms[last], max(w.box.bottom for w in cell.words))
    ys = [area.top]
    for r in range(1, rows):
        above, below = bottoms[r - 1], tops[r]
        middle = (above + below) / 2 if above > float("-inf") and below < float("inf") else ys[-1]
        ys.append(max(ys[-1] + 0.01, middle))
    ys.append(max(ys[-1] + 0.01, area.bottom))
    return ys


def _text(words: Sequence[Word]) -> str:
    out = ""
    last: Word | None = None
    for word in sorted(words, key=lambda w: (round(w.box.bottom / (0.5 * w.size)), w.box.x0)):
        if last is not None:
            out += " " if abs(word.box.bottom - last.box.bottom) < 0.4 * word.size else "\n"
        out += word.text
        last = word
    return out
