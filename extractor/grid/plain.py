"""A table that nothing announces, from lines of words and whatever rules there are: columns, heads over them, rows.

Columns are where gaps persist (`columns`). What stands above the first row of numbers, or above the first rule through
the whole table, is head: a word over several columns spans those that the short rule under it tells, or those it is set
in the middle of; what is left in a column is its name, however many lines it takes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.grid.columns import column_edges
from extractor.grid.rules import Stroke
from extractor.grid.segments import SetLine, is_figure, is_filler
from extractor.model import Box, Cell, Engine, Grid, Word, union

Reach = tuple[int, int]
"""First and last column."""

_THROUGH = 0.8
"""A rule this long, of the width of the table, goes through all of it."""
_NEAR_MIDDLE = 0.15
_AMOUNT = re.compile(r"\d[.,]\d|[$€£¥%]")
"""Money and rates, which name no column; years and other bare numbers may."""
_TIGHT = 0.8
"""Lines of one cell stand closer than rows do: at most this share of the usual distance."""


@dataclass(slots=True)
class _Row:
    """One row: its words by the columns they stand in."""

    top: float
    bottom: float
    cells: dict[Reach, list[Word]] = field(default_factory=dict)

    def add(self, reach: Reach, word: Word) -> None:
        self.cells.setdefault(reach, []).append(word)
        self.top, self.bottom = min(self.top, word.box.top), max(self.bottom, word.box.bottom)


@dataclass(slots=True)
class _Placed:
    """A cell of the table before it has its box."""

    row: int
    reach: Reach
    high: int
    words: list[Word]


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
        edges = _with_heads(edges, lines, start, walls)
    if not edges:
        return None
    bounds = [min(area.x0, edges[0] - 1), *edges, max(area.x1, edges[-1] + 1)]
    lines = [*lines[:start], *(_cut_at(line, edges) for line in lines[start:])]
    columns = [_ink(lines[start:] or lines, low, high) for low, high in itertools.pairwise(bounds)]
    head = _head(lines[:start], columns, bounds, short)
    body = _body(
        lines[start:], columns, bounds, [at for at in through if not lines[:start] or at > lines[start - 1].box.mid_y]
    )
    return _assembled(head, body, bounds, area, page, engine)


def _cut_at(line: SetLine, edges: Sequence[float]) -> SetLine:
    """The line with words cut that stand on both sides of an edge, where a space lies at it."""
    words: list[Word] = []
    for word in line.words:
        rest = word
        for edge in edges:
            if rest.box.x0 < edge < rest.box.x1 and (parts := line.cut(rest, edge)) is not None:
                words.append(parts[0])
                rest = parts[1]
        words.append(rest)
    return line if len(words) == len(line.words) else SetLine(tuple(words), line.box, line.baseline, line.atoms)


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


def _with_heads(edges: list[float], lines: Sequence[SetLine], start: int, walls: Sequence[float]) -> list[float]:
    """The edges with those of columns that have a name and stand empty."""
    last = lines[start - 1]
    out = list(edges)
    whole = column_edges([*lines[max(0, start - 1) :], last, last], walls)
    for edge in whole:
        low = max((e for e in out if e < edge), default=float("-inf"))
        high = min((e for e in out if e > edge), default=float("inf"))
        crossed = any(w.box.x0 < edge < w.box.x1 for line in lines[start:] for w in line.words)
        named = all(any(a <= w.box.mid_x < b for w in last.words) for a, b in ((low, edge), (edge, high)))
        if named and not crossed and edge not in out:
            out.append(edge)
    return sorted(out)


def _ink(lines: Sequence[SetLine], low: float, high: float) -> tuple[float, float]:
    """The stretch that words wholly inside a column take; the column itself where there are none."""
    words = [w.box for line in lines for w in line.words if w.box.x0 >= low - 1 and w.box.x1 <= high + 1]
    return (min(b.x0 for b in words), max(b.x1 for b in words)) if words else (low, high)


def _touched(word: Word, columns: Sequence[tuple[float, float]], bounds: Sequence[float]) -> Reach:
    """The columns a word stands in."""
    x0, x1 = word.box.x0, word.box.x1
    middle = (x0 + x1) / 2
    own = next((k for k in range(len(columns)) if bounds[k] <= middle < bounds[k + 1]), len(columns) - 1)
    if x0 >= bounds[own] - 1 and x1 <= bounds[own + 1] + 1:
        return own, own
    inked = [
        k
        for k, (low, high) in enumerate(columns)
        if min(high, x1) - max(low, x0) > 0.3 * min(high - low, word.size) or k == own
    ]
    return inked[0], inked[-1]


# Head --------------------------------------------------------------------------------------------------------------


def _head(
    lines: Sequence[SetLine],
    columns: Sequence[tuple[float, float]],
    bounds: Sequence[float],
    short: Sequence[Stroke],
) -> list[_Placed]:
    """The cells of the head, rows counted from its top."""
    spans: list[tuple[float, Reach, list[Word]]] = []
    leaves: dict[int, list[Word]] = {}
    cover = [-1] * len(columns)
    ruled = [r for r in short if lines and lines[0].box.top < r.at <= lines[-1].box.bottom]
    for n, whole in enumerate(lines):
        line = _names_cut(whole, columns, bounds, ruled)
        fresh: list[Reach] = []
        for word in line.words:
            under, alone = _rule_under(word, line, ruled)
            reach = _over_rule(under, columns) if under is not None and alone else None
            if reach is None:
                reach = _touched(word, columns, bounds)
                if not ruled or (under is not None and not alone):
                    reach = _symmetric(word, reach, line, lines[n + 1 :], columns, bounds, cover)
            if reach[0] == reach[1]:
                leaves.setdefault(reach[0], []).append(word)
                continue
            again = next(
                (s for s in spans if s[1] == reach and word.box.top - s[2][-1].box.bottom < 0.5 * word.size), None
            )
            if again is not None:
                again[2].append(word)
            else:
                spans.append((line.baseline, reach, [word]))
                fresh.append(reach)
        for k, (first, last) in enumerate(fresh, start=len(spans) - len(fresh)):
            cover[first : last + 1] = [k] * (last - first + 1)
    return _levelled(spans, leaves, len(columns))


def _levelled(spans: list[tuple[float, Reach, list[Word]]], leaves: dict[int, list[Word]], count: int) -> list[_Placed]:
    level: dict[int, int] = {}
    out: list[tuple[int, int, Reach, list[Word]]] = []
    roofs = [0] * count
    spans = sorted(spans, key=lambda s: -s[0])
    for _, (first, last), words in spans:
        own = max(roofs[first : last + 1]) + 1
        out.append((own, own, (first, last), words))
        for k in range(first, last + 1):
            roofs[k] = own
    del level
    height = max([*roofs, 0]) + (1 if leaves or spans else 0)
    for k, words in sorted(leaves.items()):
        lowest = min((own for own, _, (first, last), _ in out if first <= k <= last), default=height)
        above = [w for w in words if _over_spans(w, k, spans)]
        under = [w for w in words if w not in above]
        if under:
            out.append((0, lowest - 1, (k, k), under))
        if above:
            top = max(own for own, _, (first, last), _ in out if first <= k <= last)
            if top + 1 >= height:
                height = top + 2
            out.append((top + 1, height - 1, (k, k), above))
    return [_Placed(height - 1 - high, reach, high - low + 1, words) for low, high, reach, words in out]


def _over_spans(word: Word, k: int, spans: Sequence[tuple[float, Reach, list[Word]]]) -> bool:
    over = [words for _, (first, last), words in spans if first <= k <= last]
    return bool(over) and all(word.box.mid_y < min(w.box.top for w in words) for words in over)


def _names_cut(
    line: SetLine, columns: Sequence[tuple[float, float]], bounds: Sequence[float], rules: Sequence[Stroke]
) -> SetLine:
    """The line with names of columns cut that stand so close that they look like one."""
    cut = _cut_at(line, bounds[1:-1])
    if cut is line:
        return line
    words: list[Word] = []
    for word in line.words:
        parts = [w for w in cut.words if word.box.x0 - 0.1 <= w.box.x0 and w.box.x1 <= word.box.x1 + 0.1]
        named = all(
            any(abs(w.box.mid_x - (low + high) / 2) <= 0.3 * max(high - low, w.box.width) for low, high in columns)
            for w in parts
        )
        words.extend(parts if named and _rule_under(word, line, rules)[0] is None else [word])
    return SetLine(tuple(words), line.box, line.baseline, line.atoms)


def _rule_under(word: Word, line: SetLine, rules: Sequence[Stroke]) -> tuple[Stroke | None, bool]:
    """The short rule under a word of the head, and whether it is the only word over it."""
    under = [
        rule
        for rule in rules
        if -0.3 * word.size <= rule.at - word.box.bottom <= 0.9 * word.size
        and rule.low - 2 <= word.box.mid_x <= rule.high + 2
    ]
    if not under:
        return None, False
    rule = min(under, key=lambda r: r.at)
    return rule, not any(rule.low - 2 <= w.box.mid_x <= rule.high + 2 for w in line.words if w is not word)


def _over_rule(rule: Stroke, columns: Sequence[tuple[float, float]]) -> Reach | None:
    inside = [k for k, (low, high) in enumerate(columns) if rule.low - 2 <= (low + high) / 2 <= rule.high + 2]
    return (inside[0], inside[-1]) if len(inside) > 1 else None


def _symmetric(
    word: Word,
    touched: Reach,
    line: SetLine,
    below: Sequence[SetLine],
    columns: Sequence[tuple[float, float]],
    bounds: Sequence[float],
    cover: Sequence[int],
) -> Reach:
    """The most columns that a word of the head is set in the middle of: all named below, under one word above."""
    first, last = touched
    if first == last and abs((columns[first][0] + columns[first][1]) / 2 - word.box.mid_x) < 0.5 * word.size:
        return touched
    taken = [_touched(other, columns, bounds) for other in line.words if other is not word]
    # The names of rows are never under one word with figures.
    low = max([b + 1 for _, b in taken if b < first], default=min(1, first))
    high = min([a - 1 for a, _ in taken if a > last], default=len(columns) - 1)
    named = {k for row in below for w in row.words for k in range(*_inclusive(_touched(w, columns, bounds)))}
    best = touched
    for a in range(low, first + 1):
        for b in range(last, high + 1):
            over = range(a, b + 1)
            if b - a <= best[1] - best[0] or not all(k in named and cover[k] == cover[first] for k in over):
                continue
            x0, x1 = columns[a][0], columns[b][1]
            if abs((x0 + x1) / 2 - word.box.mid_x) < _NEAR_MIDDLE * (x1 - x0):
                best = a, b
    return best


def _inclusive(reach: Reach) -> tuple[int, int]:
    return reach[0], reach[1] + 1


# Body --------------------------------------------------------------------------------------------------------------


def _body(
    lines: Sequence[SetLine], columns: Sequence[tuple[float, float]], bounds: Sequence[float], through: Sequence[float]
) -> list[_Row]:
    rows: list[_Row] = []
    sources: list[SetLine] = []
    ruled = _rules_divide_rows(lines, through)
    pitch = _pitch(lines)
    for line in lines:
        row = _Row(line.box.top, line.box.bottom)
        for word in line.words:
            row.add(_place(word, line, columns, bounds), word)
        if rows:
            divided = any(sources[-1].box.mid_y < at < line.box.mid_y for at in through)
            joins = (
                not divided if ruled else not divided and _continues(rows[-1], sources[-1], row, line, pitch, columns)
            )
            if joins:
                for reach, words in row.cells.items():
                    for word in words:
                        rows[-1].add(reach, word)
                sources[-1] = line
                continue
        rows.append(row)
        sources.append(line)
    return rows


def _rules_divide_rows(lines: Sequence[SetLine], through: Sequence[float]) -> bool:
    """Whether every row has its rule: no stretch between two rules holds many lines."""
    if len(through) < 3 or len(lines) < 3:
        return False
    counts = [0] * (len(through) + 1)
    for line in lines:
        counts[sum(1 for at in through if at < line.box.mid_y)] += 1
    held = [c for c in counts if c]
    return len(held) >= 3 and 2 * len(held) >= len(lines)


def _pitch(lines: Sequence[SetLine]) -> float:
    steps = sorted(b.baseline - a.baseline for a, b in itertools.pairwise(lines))
    return steps[len(steps) // 2] if steps else 0.0


def _place(word: Word, line: SetLine, columns: Sequence[tuple[float, float]], bounds: Sequence[float]) -> Reach:
    """The columns of a word of the body: one, but for a title set in the middle of several."""
    first, last = _touched(word, columns, bounds)
    if first == last:
        return first, last
    if len(line.words) == 1 and word.box.x0 > columns[0][1]:
        return first, last
    if is_figure(word.text):
        return last, last
    return first, first


def _continues(
    above: _Row, last: SetLine, row: _Row, line: SetLine, pitch: float, columns: Sequence[tuple[float, float]]
) -> bool:
    """Whether a line goes on with the cells of the row above it, where no rule tells."""
    overlap = min(above.bottom, row.bottom) - max(above.top, row.top)
    if overlap > 0.3 * line.size and not set(above.cells) & set(row.cells):
        return True
    step = line.baseline - last.baseline
    figures = any(
        is_figure(w.text) or is_filler(w.text) for ws in row.cells.values() for w in ws if ws[0].box.x0 > columns[0][1]
    )
    if not set(row.cells) <= set(above.cells) or step > 1.6 * max(line.size, last.size):
        return False
    if figures:
        return False
    small = all(ws[0].text[:1].islower() or ws[0].text[:1] in ")）" for ws in row.cells.values())
    return small or step < _TIGHT * pitch


# Grid --------------------------------------------------------------------------------------------------------------


def _assembled(
    head: Sequence[_Placed], body: Sequence[_Row], bounds: Sequence[float], area: Box, page: int, engine: Engine
) -> Grid | None:
    head_rows = max((cell.row + cell.high for cell in head), default=0)
    placed = list(head)
    for r, row in enumerate(body):
        placed.extend(_Placed(head_rows + r, reach, 1, words) for reach, words in row.cells.items())
    rows = head_rows + len(body)
    if rows < 2:
        return None
    ys = _heights(placed, rows, area)
    count = len(bounds) - 1
    owner: list[list[_Placed | None]] = [[None] * count for _ in range(rows)]
    for cell in sorted(placed, key=lambda c: (c.reach[1] - c.reach[0], c.high)):
        free = [c for c in range(cell.reach[0], cell.reach[1] + 1) if owner[cell.row][c] is None]
        if not free:
            other = owner[cell.row][cell.reach[0]]
            assert other is not None
            other.words.extend(cell.words)
            continue
        run = _run(free)
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


def _run(cols: Sequence[int]) -> Reach:
    best = run = (cols[0], cols[0])
    for c in cols[1:]:
        run = (run[0], c) if c == run[1] + 1 else (c, c)
        if run[1] - run[0] > best[1] - best[0]:
            best = run
    return best


def _heights(placed: Sequence[_Placed], rows: int, area: Box) -> list[float]:
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
