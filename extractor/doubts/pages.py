"""Doubts about pages: what is on them and was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.language.text import UNREADABLE
from extractor.language.units import FACTORS
from extractor.model import Box, Finding, Sheet, Table
from extractor.model.catalogue import finding

_OF_UNITS = frozenset("".join(FACTORS))
_LONGEST = 40
"""Characters of what is said of digits."""


def of_pages(scans: Sequence[int], sheets: Sequence[Sheet], tables: Sequence[Table]) -> tuple[Finding, ...]:
    """What was not read of pages that hold tables, and of pages that are pictures.

    Args:
        scans: numbers of the pages that are pictures without text.
        sheets: every page taken apart, as the first reader did.
        tables: as they are believed.
    """
    of_tables = {page for table in tables for page in table.pages}
    return (
        *not_read(scans),
        *(note for sheet in sheets if sheet.page in of_tables for note in of_sheet(sheet)),
        *(note for sheet in sheets for note in astray(sheet)),
        *(note for table in tables for note in unreadable(table, sheets)),
    )


def not_read(scans: Sequence[int]) -> Iterator[Finding]:
    """Pages that are pictures, where nothing reads pictures."""
    if scans:
        yield finding("scanned_pages", page=scans[0], pages="、".join(map(str, scans)))


def of_sheet(sheet: Sheet) -> Iterator[Finding]:
    """What is on a page with a table, or only in the file, and was not read."""
    yield from hidden(sheet)
    yield from unseen(sheet)
    yield from lying_over(sheet)


def hidden(sheet: Sheet) -> Iterator[Finding]:
    """Characters of the file that cannot be seen on the page, or run another way than its text."""
    if sheet.hidden_chars:
        yield finding("hidden_text", page=sheet.page, count=sheet.hidden_chars)


def astray(sheet: Sheet) -> Iterator[Finding]:
    """Figures in text that runs along another side of a page than the rest: they may be of another page on it."""
    if sheet.astray:
        shown = "、".join(sheet.astray)
        yield finding("figures_astray", page=sheet.page, shown=_short(shown))


def unseen(sheet: Sheet) -> Iterator[Finding]:
    """Digits in a table that are in the file and not on the page, or not as they are in the file; so are words of a
    unit, which stands over its table."""
    if hidden_ones := _unread(sheet, changed=False):
        yield finding("unseen_figures", page=sheet.page, shown=hidden_ones)
    if changed_ones := _unread(sheet, changed=True):
        yield finding("figures_look_otherwise", page=sheet.page, shown=changed_ones)


def _unread(sheet: Sheet, *, changed: bool) -> str:
    """The digits of a page's tables that were not read, those that stand beside each other in one piece."""
    found = [
        one
        for one in sheet.unread
        if one.seen is changed
        and ((changed and one.text in _OF_UNITS) or any(one.box.meets(g.box) for g in sheet.grids))
    ]
    shown = "".join(
        one.text if last is None or _beside(last.box, one.box) else f"、{one.text}"
        for last, one in zip([None, *found], found, strict=False)
    )
    return _short(shown)


def _short(shown: str) -> str:
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _beside(one: Box, two: Box) -> bool:
    """Whether a digit follows another, with a comma or a point between them at most."""
    return abs(two.x0 - one.x1) < two.x1 - two.x0 and abs(two.top - one.top) < 1


def lying_over(sheet: Sheet) -> Iterator[Finding]:
    """Comments, form fields and small pictures that show text over a table."""
    over = sum(1 for box in sheet.overlays if any(box.meets(grid.box) for grid in sheet.grids))
    if over:
        yield finding("text_over_table", page=sheet.page, count=over)


def unreadable(table: Table, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Glyphs that are printed in a table and that no one can read.

    What the first reader marked as unreadable stays a doubt where another reads digits, since they may be marks of
    notes.
    """
    for part in table.parts:
        seen = [g for sheet in sheets if sheet.page == part.page for g in sheet.grids if g.box.meets(part.box)]
        count = max("".join([cell.text for cell in g.cells]).count(UNREADABLE) for g in (part, *seen))
        if count:
            yield finding("unreadable_glyphs", table.table_id, part.page, title=table.title_printed, count=count)
