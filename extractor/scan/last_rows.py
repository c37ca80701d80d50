"""The last rows of a ruled table, where the lines below them are worn off or cut away with the foot of the sheet, and
the first of one that goes on from the page before, where the line above it was drawn on that.

A code and figures stand in the columns of the table right below the last line that was found, as far down as the rows
above are high, or as far above the first line of the page, where a name is enough beside either, and nothing stands
across a column's edge: that is a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.language.money import is_code, is_number
from extractor.language.parts import NUMERAL
from extractor.model import ReadWord, Ruling
from extractor.scan.worn import ACROSS, HIGHEST, Level, levels

_LISTED = re.compile(rf"{NUMERAL}、")
_ROWS = 3
"""More rows than these would not have lost their lines with the foot of the sheet."""
_ROOM = 0.25
"""The last row may be lower or higher by this share of its height."""


def with_last_rows(rulings: Sequence[Ruling], words: Sequence[ReadWord]) -> list[Ruling]:
    """The rulings, with a line below each row that stands below the last one.

    Args:
        rulings: of a straight page, in points.
        words: what is printed on it.
    """
    out = list(rulings)
    for _ in range(_ROWS):
        new = [one for last, high in _feet(out) for one in _closed(last, high, out, words)]
        if not new:
            break
        out += new
    return out


def with_first_row(rulings: Sequence[Ruling], words: Sequence[ReadWord]) -> list[Ruling]:
    """The rulings, with a line above the row that stands above the first line of the page.

    Args:
        rulings: of a straight page, in points.
        words: what is printed on it.
    """
    found = levels(rulings)[:2]
    if len(found) < 2:
        return list(rulings)
    first, second = found
    high = second.y - first.y
    if len(second.edges) != len(first.edges) or high >= HIGHEST:
        return list(rulings)
    return [*rulings, *_closed(first, -high, rulings, words)]


def _feet(rulings: Sequence[Ruling]) -> list[tuple[Level, float]]:
    """The last level line of each table, and how high the row above it is."""
    found = levels(rulings)
    out = []
    for k in range(1, len(found)):
        high = found[k].y - found[k - 1].y
        below = found[k + 1].y - found[k].y if k + 1 < len(found) else HIGHEST
        alike = len(found[k].edges) == len(found[k - 1].edges)
        if alike and high < HIGHEST <= below:
            out.append((found[k], high))
    return out


def _closed(line: Level, high: float, rulings: Sequence[Ruling], words: Sequence[ReadWord]) -> list[Ruling]:
    """The lines around the row below a level line, or above it where the height is below 0; none where there is no
    row."""
    room = _ROOM * abs(high)
    top, bottom = (line.y, line.y + high + room) if high > 0 else (line.y + high - room, line.y)
    first, *between, end = line.edges
    held = [
        word
        for word in words
        if top < word.box.mid_y < bottom and word.box.x0 > first - room and word.box.x1 < end + room
    ]
    if any(word.box.x0 < edge - ACROSS and word.box.x1 > edge + ACROSS for word in held for edge in between):
        return []
    keys = [word for word in held if is_code(word.text) and word.box.x1 < line.edges[1] + ACROSS]
    figures = [word for word in held if is_number(word.text) and "." in word.text and word.box.x0 > line.edges[1]]
    # A number and a name may stand below a table, and be of anything, but not above it; there a figure has a name.
    named = [word for word in held if not is_number(word.text)] if high < 0 else []
    # Nor are names with ordinals, if nothing else is above them: a head or a unit would be.
    above = [word for word in words if word.box.mid_y < line.y]
    listed = high < 0 and bool(held) and len(held) == len(above) and all(_LISTED.match(word.text) for word in held)
    named_row = bool(figures) and any(word.box.x1 < line.edges[1] for word in named)
    row = named_row or (bool(keys) and bool(figures or named))
    if not row and not listed:
        return []
    if high > 0:
        y = max(line.y + high, max(word.box.bottom for word in held) + 1.0)
        top, bottom = line.y, y
    else:
        y = min(line.y + high, min(word.box.top for word in held) - 1.0)
        top, bottom = y, line.y
    sides = [Ruling(x, top, x, bottom, 0.5) for x in line.edges if not _goes_on(x, top, bottom, rulings)]
    return [Ruling(first, y, end, y, 0.5), *sides]


def _goes_on(x: float, top: float, bottom: float, rulings: Sequence[Ruling]) -> bool:
    return any(
        not one.horizontal and abs(one.x0 - x) <= ACROSS and one.top <= top + 1 and one.bottom >= bottom - 1
        for one in rulings
    )
