"""The first column of a ruled table, where its outer line is worn off: codes that stand before the first upright line.

Codes below one another stand row by row right before the first line that was found of a table, level with what is in
it: they are its first column, and without a line around it they would be no part of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.language.money import is_code
from extractor.model import ReadWord, Ruling
from extractor.scan.worn import ACROSS, HIGHEST, Level, levels

_CODES, _ROWS = 3, 0.6
"""So many codes, in so large a share of the rows below the head, are a column."""
_ALIGNED, _BEFORE = 3.0, 2.0
"""In points: codes begin so nearly at one place, and begin so far behind the line that is worn off."""


def with_first_column(rulings: Sequence[Ruling], words: Sequence[ReadWord]) -> list[Ruling]:
    """The rulings, with the lines around a column of codes that stands before all of them.

    Args:
        rulings: of a straight page, in points.
        words: what is printed on it.
    """
    out = list(rulings)
    for table in _tables(levels(rulings)):
        first = min(level.edges[0] for level in table)
        rows = [(above.y, below.y) for above, below in pairwise(table)]
        codes = [_code_in(row, first, words) for row in rows]
        found = [word for word in codes if word is not None]
        lefts = sorted(word.box.x0 for word in found)
        # Above the first code is the head and the row of the total.
        below = len(codes) - next((k for k, word in enumerate(codes) if word is not None), 0)
        if len(found) < _CODES or len(found) < _ROWS * below or lefts[-1] - lefts[0] > _ALIGNED:
            continue
        left = lefts[0] - _BEFORE
        if any(word.box.x0 < left and word.box.x1 > left for word in words if _stands_in(word, table)):
            continue
        out.append(Ruling(left, table[0].y, left, table[-1].y, 0.5))
        out += [Ruling(left, level.y, level.edges[0], level.y, 0.5) for level in table]
    return out


def _tables(found: Sequence[Level]) -> list[list[Level]]:
    """The level lines of each table, those that follow one another and reach as far."""
    out: list[list[Level]] = []
    for level in found:
        before = out[-1][-1] if out else None
        if before and level.y - before.y < HIGHEST and abs(level.edges[-1] - before.edges[-1]) <= ACROSS:
            out[-1].append(level)
        else:
            out.append([level])
    return out


def _code_in(row: tuple[float, float], first: float, words: Sequence[ReadWord]) -> ReadWord | None:
    """The code before the first line in a row, if that is all that stands there."""
    before = [word for word in words if row[0] < word.box.mid_y < row[1] and word.box.x1 <= first + ACROSS]
    return before[0] if len(before) == 1 and is_code(before[0].text) else None


def _stands_in(word: ReadWord, table: Sequence[Level]) -> bool:
    return table[0].y < word.box.mid_y < table[-1].y
