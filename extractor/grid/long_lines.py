"""The lines of a picture as those of a table are: through all of its body, or not at all.

Below a head no cell of these forms ends in the middle of a column or of a row. A line that is seen along a good part
of a body is a line of all of it, the rest was not seen; a short one is a stroke of print, dirt or a fold. A line that
would cut through print is none. In the head, where cells do reach over lines, what is seen stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.grid.rules import Level, Network, levels, networks, strokes
from extractor.grid.text import WORD_GAP, em_of, split_at_gaps, writing_lines
from extractor.language.money import is_code, is_money
from extractor.model import Char, Page, Ruling

_UPRIGHT = 0.4
"""Of the height of a body, what is seen of an upright line at least."""
_FLAT = 0.2
"""Of the width of a table, what is seen of a level line at least."""
_THROUGH = 0.25
"""Of a character: a line further inside than this cuts through it."""
_CUTS = 0.1
"""Of the rows of a body, those in which an upright line may cut through print, which runs over."""
_CROSSED = 2
"""Characters that a level line may touch where it was not seen."""
_THIN = 1.0


def long_lines(page: Page) -> Page:
    """The page with the lines below the heads of its tables whole or gone; the same page where there are none."""
    em = em_of(page.chars)
    flat, upright = strokes(page.rulings, em)
    rulings: list[Ruling] = []
    for network in networks(flat, upright, em):
        if len(network.flat) > 1 and len(network.upright) > 1:
            rulings.extend(_mended(network, page.chars, em))
        else:
            rulings.extend(Ruling(low, at, high, at, _THIN) for at, low, high in network.flat)
            rulings.extend(Ruling(at, low, at, high, _THIN) for at, low, high in network.upright)
    return replace(page, rulings=tuple(rulings)) if rulings else page


def _mended(network: Network, chars: Sequence[Char], em: float) -> list[Ruling]:
    x0, top, x1, bottom = network.extent
    held = [c for c in chars if x0 <= (c.x0 + c.x1) / 2 <= x1 and top <= (c.top + c.bottom) / 2 <= bottom]
    rows = writing_lines(held)
    flat = levels(network.flat, em)
    body = _body_top(rows, flat, bottom, em)
    rows = [row for row in rows if row[0].baseline > body]
    out: list[Ruling] = []
    for level in flat:
        seen = sum(high - low for low, high in level.spans)
        if level.at < body - 0.5 * em:
            out.extend(Ruling(low, level.at, high, level.at, _THIN) for low, high in level.spans)
        elif seen >= _FLAT * (x1 - x0) and _cut_by(level, held) <= _CROSSED:
            out.append(Ruling(x0, level.at, x1, level.at, _THIN))
    upright = levels(network.upright, em)
    inside = [level for level in upright if _is_upright(level, body, bottom, rows, em)]
    for level in inside or upright:
        # An edge of the head goes on between the rows; where no line does, the head alone is ruled.
        at = level.at
        out.extend(Ruling(at, low, at, min(high, body), _THIN) for low, high in level.spans if low < body - em)
        if inside:
            out.append(Ruling(at, body, at, bottom, _THIN))
    return out


def _is_upright(level: Level, body: float, bottom: float, rows: Sequence[Sequence[Char]], em: float) -> bool:
    """Whether an upright line is one of all the rows of a body."""
    seen = sum(max(0.0, high - max(low, body)) for low, high in level.spans)
    cut = sum(any(c.x0 + _THROUGH * em < level.at < c.x1 - _THROUGH * em for c in row) for row in rows)
    return seen >= _UPRIGHT * (bottom - body) and cut <= _CUTS * len(rows)


def _body_top(rows: Sequence[Sequence[Char]], flat: Sequence[Level], bottom: float, em: float) -> float:
    """Where the body begins: at the line above the first figure or code, or right above that where none was seen; at
    the `bottom` of the table where there is none."""
    for row in rows:
        texts = ["".join(c.text for c in part) for part in split_at_gaps(row, WORD_GAP)]
        if any(is_money(text) or is_code(text) for text in texts):
            above = min(char.top for char in row)
            lines = [level.at for level in flat if above - 1.5 * em < level.at < above + 0.3 * em]
            return max(lines, default=above - 0.3 * em)
    return bottom


def _cut_by(level: Level, chars: Sequence[Char]) -> int:
    """Characters that a level line goes through where it was not seen."""
    return sum(
        char.top + _THROUGH * (char.bottom - char.top) < level.at < char.bottom - _THROUGH * (char.bottom - char.top)
        and not any(low <= (char.x0 + char.x1) / 2 <= high for low, high in level.spans)
        for char in chars
    )
