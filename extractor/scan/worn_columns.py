"""Upright lines that are worn off between a column of figures and the column of codes behind it.

Figures end right before such a line and codes begin right behind it, so that hardly anything of a hairline is left
beside the print. Where a ruled table has codes that begin one below the other, each right behind a figure, the line is
as sure as if it were seen; it goes through all rows beside these that no print stands across.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence, Set
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.money import is_dash, is_number
from extractor.model import Box, Page, ReadWord, Ruling
from extractor.scan.worn import levels

_CODE = re.compile(r"[1-5]\d{2}(?:\d\d){0,2}(?![\d.,])")
_NEAR = 8.0
"""How near behind the figure a code begins, in points: farther off they are apart anyway."""
_SAME = 2.5
"""What begins or stands so near to one another, in points, does so at one place."""
_ROWS = 3
"""So many rows say that there are two columns."""
_FAR = 90.0
"""No row of a table is so high, in points."""


class _Row(NamedTuple):
    top: float
    bottom: float


def with_columns(rulings: Sequence[Ruling], words: Sequence[ReadWord]) -> list[Ruling]:
    """The rulings, with the upright lines that figures and the codes right behind them ask for.

    Args:
        rulings: of a straight page, in points.
        words: what is printed on it.
    """
    out = list(rulings)
    found = levels(rulings)
    upright = [one for one in rulings if not one.horizontal]
    for figures, codes in _columns(words):
        # In some row a rest of the line hangs on to the print.
        end, start = median(box.x1 for box in figures), median(box.x0 for box in codes)
        x = (end + start) / 2
        heights = [level.y for level in found if level.edges[0] + _SAME < x < level.edges[-1] - _SAME]
        rows = [_Row(a, b) for a, b in itertools.pairwise(heights) if b - a <= _FAR]
        near = [one for one in upright if abs(one.x0 - x) <= _SAME]
        ruled = {row for row in rows if any(_goes_through(one, row) for one in upright)}
        for row in _parted(rows, ruled, [box.mid_y for box in codes], x, words):
            if not any(_goes_through(one, row) for one in near):
                at = near[0].x0 if near else x
                out.append(Ruling(at, row.top, at, row.bottom, 0.5))
    return out


def with_code_columns(page: Page) -> Page:
    """The page as if there were such a line before each such column of codes, also where no rows are ruled; the same
    page where there is no such column."""
    added = []
    for figures, codes in _columns(page.words):
        x = (median(box.x1 for box in figures) + median(box.x0 for box in codes)) / 2
        of_column = [w.box for w in page.words if _CODE.match(w.text) and abs(w.box.x0 - codes[0].x0) <= 2 * _SAME]
        top, bottom = min(box.top for box in of_column), max(box.bottom for box in of_column)
        # Down to the line under the table, past a total without a code.
        under = [one.top for one in page.rulings if one.horizontal and one.x0 < x < one.x1 and one.top >= bottom]
        across = [w.box.top for w in page.words if w.box.x0 < x < w.box.x1 and w.box.top >= bottom]
        bottom = min((y for y in under if y < min(across, default=math.inf)), default=bottom)
        if not any(not one.horizontal and abs(one.x0 - x) <= _SAME for one in page.rulings):
            added.append(Ruling(x, top, x, bottom, 0.5))
    return replace(page, rulings=(*page.rulings, *added)) if added else page


def _columns(words: Sequence[ReadWord]) -> list[tuple[list[Box], list[Box]]]:
    """Figures and dashes and the codes right behind them, those together whose codes begin one below the other."""
    codes = [word.box for word in words if _CODE.match(word.text)]
    pairs = [
        (word.box, code)
        for word in words
        if _is_figure(word)
        for code in codes
        if 0 <= code.x0 - word.box.x1 <= _NEAR and word.box.top < code.mid_y < word.box.bottom
    ]
    pairs.sort(key=lambda pair: pair[1].x0)
    groups: list[list[tuple[Box, Box]]] = []
    for pair in pairs:
        if groups and pair[1].x0 - groups[-1][0][1].x0 <= _SAME:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return [([a for a, _ in group], [b for _, b in group]) for group in groups if len(group) >= _ROWS]


def _is_figure(word: ReadWord) -> bool:
    return is_number(word.text) or is_dash(word.text)


def _goes_through(line: Ruling, row: _Row) -> bool:
    return line.top <= row.top + _SAME and row.bottom - _SAME <= line.bottom


def _parted(
    rows: Sequence[_Row], ruled: Set[_Row], held: Sequence[float], x: float, words: Sequence[ReadWord]
) -> list[_Row]:
    """The rows that a line at `x` goes through: those of the codes, and on up and down to where print stands across, or
    where no upright line is `ruled`, as between two tables on a page."""
    with_code = [k for k, row in enumerate(rows) if any(row.top < y < row.bottom for y in held)]
    if len(with_code) < _ROWS:
        return []
    ends_unruled = sum(rows[k] in ruled for k in with_code) >= _ROWS

    def free(row: _Row) -> bool:
        return not any(
            row.top < word.box.mid_y < row.bottom and word.box.x0 < x - 0.5 and word.box.x1 > x + 0.5 for word in words
        )

    def goes_on(row: _Row) -> bool:
        return free(row) and (row in ruled or not ends_unruled)

    first, last = with_code[0], with_code[-1]
    while first > 0 and goes_on(rows[first - 1]):
        first -= 1
    while last + 1 < len(rows) and goes_on(rows[last + 1]):
        last += 1
    return [row for row in rows[first : last + 1] if free(row)]
