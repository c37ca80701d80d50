"""Where tables stand that nothing announces: between rules of one length, or where lines keep the same columns.

Prose has one word a line here, since its spaces join; two columns of prose have two. So a table is told by lines of
several words whose gaps stand at one place, and by numbers: figures under figures are no prose.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.forms.titles import unit_of
from extractor.grid.columns import column_edges
from extractor.grid.galleys import galleys, in_galley, without_galleys
from extractor.grid.rules import Stroke
from extractor.grid.segments import SetLine, is_figure, is_filler
from extractor.model import Box, Word, union

_FAR = 2.6
"""Rows of one table stand no further apart than this, in heights of a line."""
_APART = 0.8
"""Words of two columns stand this far apart at least, in heights of a line, unless both are numbers."""
_NUMBERS = 0.5
"""Of what stands beside the first column, numbers or their fillers."""
_FILLED = 0.5
"""Of all places of rows and columns, those that hold a word; the numbers at a chart stand anywhere."""
_HEAD = 3.5
"""A shorter rule over some columns stands no further above the next than this, in heights of a line."""
_CLOSE = 1.0
"""A line of the head stands no further above the next than this, in heights of a line."""
_SHORT = 0.6
"""A word over columns is no longer than this share of the table; a caption may be."""
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines of one table, from top to bottom."""

    lines: tuple[SetLine, ...]

    @property
    def box(self) -> Box:
        return union([line.box for line in self.lines])


def zones(lines: Sequence[SetLine], rules: Sequence[Stroke], em: float) -> list[Zone]:
    """All tables on a page that rules or columns tell."""
    blocks = galleys(lines, rules)
    framed = _framed(lines, rules, blocks, em, 2)
    boxes = [zone.box for zone in framed]
    open_lines = without_galleys([part for line in lines if (part := line.part(_outside(boxes)))], blocks)
    found = [_with_head(zone, lines, blocks) for zone in _runs(open_lines, boxes)]
    found += [_with_ruled_head(zone, lines, rules) for zone in framed]
    return sorted(found, key=lambda z: z.box.top)


def framed_zones(lines: Sequence[SetLine], rules: Sequence[Stroke], em: float, least: int) -> list[Zone]:
    """The tables between at least so many rules of one length only."""
    found = _framed(lines, rules, galleys(lines, rules), em, least)
    return sorted((_with_ruled_head(zone, lines, rules) for zone in found), key=lambda z: z.box.top)


def _with_ruled_head(zone: Zone, lines: Sequence[SetLine], rules: Sequence[Stroke]) -> Zone:
    """The zone with what stands above its first rule and under shorter rules over some of its columns."""
    area = zone.box
    top = area.top
    first = zone.lines[0].size
    while True:
        over = [
            r.at
            for r in rules
            if top - _HEAD * first <= r.at < top - 0.5 * first
            and area.x0 - first <= r.low
            and area.x1 - first <= r.high <= area.x1 + first
            and r.high - r.low < 0.9 * area.width
        ]
        if not over:
            break
        top = min(over)
    held = [
        part
        for line in lines
        if top < line.box.mid_y < area.top
        and (part := line.part(lambda w: area.x0 - w.size <= w.box.mid_x <= area.x1 + w.size)) is not None
    ]
    return Zone((*held, *zone.lines)) if held and top < area.top else zone


def _with_head(zone: Zone, lines: Sequence[SetLine], blocks: Sequence[Box]) -> Zone:
    """The zone with the lines of its head that stand above its first rule or row."""
    area = zone.box
    held = list(zone.lines)
    left = min((line.words[0].box.x1 for line in held if len(line.words) > 1), default=area.x0)
    for line in reversed(lines):
        if line.box.mid_y >= held[0].box.top or line in held:
            continue
        part = line.part(lambda w: area.x0 - w.size <= w.box.mid_x <= area.x1 + w.size)
        if part is None:
            continue
        near = held[0].box.top - part.box.bottom <= _CLOSE * part.size
        over = part.words[0].box.x0 >= left and part.box.width <= _SHORT * area.width
        if not near or unit_of(part.words[-1].text)[0] or all(in_galley(word, blocks) for word in part.words):
            break
        if not is_columned(part) and not (over and is_columned(held[0])):
            break
        held.insert(0, part)
    return zone if len(held) == len(zone.lines) else Zone(tuple(held))


def _outside(boxes: Sequence[Box]) -> Callable[[Word], bool]:
    return lambda word: not any(_holds(box, word) for box in boxes)


def _holds(box: Box, word: Word) -> bool:
    return box.x0 - 1 <= word.box.mid_x <= box.x1 + 1 and box.top - 1 <= word.box.mid_y <= box.bottom + 1


def is_columned(line: SetLine) -> bool:
    """Whether a line has words of more than one column on it."""
    return any(
        right.box.x0 - left.box.x1 >= _APART * min(left.size, right.size)
        or (is_figure(left.text) and is_figure(right.text))
        for left, right in itertools.pairwise(line.words)
    )


# Between rules -----------------------------------------------------------------------------------------------------


def _framed(
    lines: Sequence[SetLine], rules: Sequence[Stroke], blocks: Sequence[Box], em: float, least: int
) -> list[Zone]:
    out: list[Zone] = []
    left = sorted(rules, key=lambda r: r.at)
    groups: list[list[Stroke]] = []
    while left:
        first = left[0]
        same = [r for r in left if abs(r.low - first.low) <= 1.5 * em and abs(r.high - first.high) <= 1.5 * em]
        left = [r for r in left if r not in same]
        if len(same) >= least and first.high - first.low >= 10 * em:
            groups.append(same)
    # The longest first: the shorter rules inside a table stand under words of its head.
    for group in sorted(groups, key=lambda g: g[0].low - g[0].high):
        free = _outside([zone.box for zone in out])
        out.extend(_stretches([part for line in lines if (part := line.part(free))], group, blocks))
    return out


def _stretches(lines: Sequence[SetLine], rules: Sequence[Stroke], blocks: Sequence[Box]) -> list[Zone]:
    """Neighbouring stretches between rules that hold columns, joined."""
    low, high = min(r.low for r in rules), max(r.high for r in rules)
    lines = [
        part
        for line in lines
        if (part := line.part(lambda w: low - w.size <= w.box.mid_x <= high + w.size)) is not None
    ]
    out: list[Zone] = []
    run: list[SetLine] = []
    rated = False

    def finish() -> None:
        if rated and sum(1 for line in run if is_columned(line)) >= 2 and _is_filled(run):
            out.append(Zone(tuple(run)))

    for above, below in itertools.pairwise(rules):
        held = [line for line in lines if above.at < line.box.mid_y < below.at]
        columned = _columned(held)
        if not held or (run and len(held) <= 1 and columned == 0 and held[0].box.width < 0.6 * (high - low)):
            run.extend(held)
        elif columned >= max(1, (0.25 if rated else 0.4) * len(held)) and not _is_prose(held, blocks):
            run.extend(held)
            rated = True
        else:
            finish()
            run, rated = [], False
    finish()
    return out


def _columned(lines: Sequence[SetLine]) -> int:
    """How many lines have several columns on them, or stand beside one that has: a name on two lines, say."""
    several = [line for line in lines if is_columned(line)]
    return sum(
        1
        for line in lines
        if any(
            min(line.box.bottom, other.box.bottom) - max(line.box.top, other.box.top) > 0.25 * line.box.height
            for other in several
        )
    )


def _is_prose(lines: Sequence[SetLine], blocks: Sequence[Box]) -> bool:
    """Whether most lines are running text."""
    return 2 * sum(1 for line in lines if all(in_galley(word, blocks) for word in line.words)) > len(lines)


# Without rules -----------------------------------------------------------------------------------------------------


def _runs(lines: Sequence[SetLine], blocked: Sequence[Box]) -> list[Zone]:
    out: list[Zone] = []
    run: list[SetLine] = []
    gap: list[SetLine] = []
    for line in lines:
        last = (gap or run)[-1] if run else None
        near = last is None or line.box.top - last.box.bottom <= (_FAR - 1) * max(line.size, last.size)
        if last is not None and any(last.box.mid_y < box.mid_y < line.box.mid_y for box in blocked):
            near = False
        if run and not near:
            out.extend(_table_of(run))
            run, gap = [], []
        if is_columned(line):
            run += [*gap, line] if run else [line]
            gap = []
        elif run:
            gap.append(line)
            if len(gap) > 2 or line.box.width > 0.7 * max(r.box.width for r in run):
                out.extend(_table_of(run))
                run, gap = [], []
    out.extend(_table_of(run))
    return out


def _table_of(run: Sequence[SetLine]) -> list[Zone]:
    """The lines as a table, if they are one."""
    if len(run) < _LEAST_ROWS:
        return []
    edges = column_edges(run)
    if not edges:
        return []
    rows = [_columns_of(line, edges) for line in run]
    full = [k for k, row in enumerate(rows) if len(row) > 1]
    if len(full) < _LEAST_ROWS or 2 * len(full) < len(run):
        return []
    words = [w for line in run for w in line.words if w.box.mid_x > edges[0]]
    counted = sum(1 for w in words if is_figure(w.text) or is_filler(w.text))
    figures = sum(1 for w in words if is_figure(w.text))
    if counted < _NUMBERS * len(words) or figures < len(full):
        return []
    if _is_list(run, edges) or not _is_filled(run):
        return []
    return [Zone(tuple(run[full[0] : full[-1] + 1]))]


def _is_filled(run: Sequence[SetLine]) -> bool:
    """Whether lines of several words keep so few columns that most places are taken."""
    several = [line for line in run if len(line.words) > 1]
    edges = column_edges(several)
    return sum(len(_columns_of(line, edges)) for line in several) >= _FILLED * len(several) * (len(edges) + 1)


def _columns_of(line: SetLine, edges: Sequence[float]) -> set[int]:
    return {sum(1 for edge in edges if edge <= word.box.mid_x) for word in line.words}


def _is_list(run: Sequence[SetLine], edges: Sequence[float]) -> bool:
    """Whether the only column of numbers holds page numbers behind dots, or none stands beside words at all."""
    if len(edges) > 1:
        return False
    dotted = sum(1 for line in run if any("...." in w.text or "…" in w.text or "···" in w.text for w in line.words))
    worded = sum(1 for line in run if not is_figure(line.words[0].text))
    return 2 * dotted > len(run) or 2 * worded < len(run)
