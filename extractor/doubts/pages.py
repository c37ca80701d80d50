"""Doubts about pages: what is on them and was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.language.text import UNREADABLE
from extractor.model import Finding, Sheet, Table
from extractor.model.catalogue import finding


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
        *(note for sheet in sheets if sheet.page in of_tables for note in (*hidden(sheet), *lying_over(sheet))),
        *(note for table in tables for note in unreadable(table, sheets)),
    )


def not_read(scans: Sequence[int]) -> Iterator[Finding]:
    """Pages that are pictures, where nothing reads pictures."""
    if scans:
        yield finding("scanned_pages", page=scans[0], pages="、".join(map(str, scans)))


def hidden(sheet: Sheet) -> Iterator[Finding]:
    """Characters of the file that cannot be seen on the page, or run another way than its text."""
    if sheet.hidden_chars:
        yield finding("hidden_text", page=sheet.page, count=sheet.hidden_chars)


def lying_over(sheet: Sheet) -> Iterator[Finding]:
    """Comments and form fields that show text over a table."""
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
