"""What every printer needs to know of a table before it sets it: its room, its size, its pages."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from tests.bench.printers.sheets import Head, Sheet, placed
from tests.bench.printers.style import Style

OPEN = frozenset({"three", "rows", "none", "zebra", "outer"})
"""Dress without upright rules."""
A4 = (595.28, 841.89)
MARGIN = 48.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table is set. Lengths in points."""

    size: float
    pad: float
    widths: list[float]
    landscape: bool
    room: float
    """Between the margins."""


def ems(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text)


def flows(style: Style) -> bool:
    """Whether tables follow one another on a page: only where all pages lie the same way."""
    return style.flow and style.landscape != "wide"


def is_landscape(sheet: Sheet, style: Style) -> bool:
    return style.landscape == "all" or (style.landscape == "wide" and sheet.wide)


def fit(sheet: Sheet, style: Style) -> Fit:
    """Column widths that hold every figure and code on one line, and the size at which they fit on the page."""
    landscape = is_landscape(sheet, style)
    room = (A4[1] if landscape else A4[0]) - 2 * MARGIN
    needs = list(sheet.widths)
    for row in sheet.rows:
        at = 0
        for cell in row:
            if cell.cols == 1 and cell.kind in ("figure", "code", "line"):
                least = ems(cell.text) + 0.4 + (0 if style.pad else 0.3)
                if cell.kind != "figure":
                    needs[at] = max(needs[at] if sheet.columns[at] != "figure" else 2.6, least, 1.6)
            at += cell.cols
    for k, kind in enumerate(sheet.columns):
        if kind == "figure":
            own = [ems(cell.text) for row in sheet.rows for cell in _column(row, k)]
            wrapped = 0.66 if style.wrap_figures and sheet.rules not in OPEN else 1.0
            needs[k] = wrapped * max([3.2 if style.narrow_heads else 4.4, *(e + 0.6 for e in own)])
    size = style.size
    # Without upright rules something must part the columns for any reader.
    pad = max(style.pad, 0.2 * size) if sheet.rules in OPEN else style.pad
    space = room - 2 * pad * len(needs) - 2
    if sum(needs) * size > space:
        pad = min(pad, 1.5)
        space = room - 2 * pad * len(needs) - 2
        size = min(size, max(4.5, round(space / sum(needs) - 0.05, 1)))
    factor = max(1.0, space / (sum(needs) * size)) if style.size > 6 else 1.0
    return Fit(size, pad, [need * size * factor + 2 * pad for need in needs], landscape, room)


def _column(row: list, k: int) -> list:
    at = 0
    for cell in row:
        if at == k and cell.cols == 1:
            return [cell]
        at += cell.cols
    return []


def pieces(sheet: Sheet, style: Style, rows_a_page: int) -> list[Sheet]:
    """The table cut for 续表: every piece with its own title and head. One piece where the style does not cut."""
    if not style.continued or not style.repeat_head or len(sheet.rows) <= rows_a_page:
        return [sheet]
    out = []
    for start in range(0, len(sheet.rows), rows_a_page):
        last = start + rows_a_page >= len(sheet.rows)
        out.append(
            replace(
                sheet,
                title=sheet.title + ("（续表）" if start else ""),
                rows=sheet.rows[start : start + rows_a_page],
                notes=sheet.notes if last else [],
            )
        )
    return out


def head_cells(sheet: Sheet) -> list[tuple[int, int, Head]]:
    return placed(sheet.heads, len(sheet.columns))
