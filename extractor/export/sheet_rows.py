"""A workbook of long lists: each sheet a head, in groups where it has many columns, and rows of strings and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from math import ceil
from typing import Literal, NamedTuple

from extractor.export.rows import Value
from extractor.export.sheets import Book, Sheet
from extractor.export.styles import Look
from extractor.export.text import width

_LINE_HEIGHT = 14.0
_MOST_LINES = 29
"""A row can be 409 points high."""
_MOST_LINKS = 65_530
"""Excel opens no sheet with more."""


class Head(NamedTuple):
    """A column of a list: what it is called, how wide, and what its cells hold."""

    title: str
    kind: Literal["text", "words", "word", "whole", "amount", "money", "number"] = "text"
    """`words` wrap, a `word` stands in the middle; an `amount` shows all its digits, `money` two decimals of them, a
    `number` what it has."""
    width: float = 14.0
    group: str = ""
    """What stands over it and its neighbours of the same group; "" where it stands alone."""
    detail: bool = False
    """Can be folded away with its neighbours."""


class Listing(NamedTuple):
    """One sheet: a head and rows of strings; numbers are plain digits, "" is an empty cell."""

    title: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[str]]
    frozen: int = 0
    """Columns at the left that stay in sight, and are printed again on every page."""
    pages_wide: int = 1
    linked: bool = False
    """Each row has a cell more, not shown: a file beside the workbook that its first cell opens; "" for none."""
    note: str = ""
    """A line at the foot of every printed page."""


def listing_workbook(title: str, version: str, listings: Sequence[Listing]) -> bytes:
    """A workbook of lists as the bytes of an .xlsx file; the same lists give the same bytes."""
    book = Book(title, version)
    for listing in listings:
        fill_listing(book.add(listing.title), listing, book)
    return book.to_bytes()


def fill_listing(sheet: Sheet, listing: Listing, book: Book) -> None:
    """Fill a sheet with a list, ready to be filtered and printed."""
    styles = book.styles
    looks: dict[str, Look] = {
        "text": styles.text,
        "words": styles.left,
        "word": styles.center,
        "whole": styles.integer,
        "amount": styles.number_exact,
        "money": styles.number,
        "number": styles.as_is,
    }
    heads = listing.heads
    first = _write_heads(sheet, heads, styles.head)
    sheet.set_widths((head.width for head in heads), [head.detail for head in heads])
    columns = [(looks[head.kind], head.kind not in ("whole", "amount", "money", "number")) for head in heads]
    wrapped = any(head.kind == "words" for head in heads)
    links: list[str] = []

    def cells() -> Iterable[list[tuple[Value, Look]]]:
        for row in listing.rows:
            made = _cells(row[: len(columns)], columns)
            if listing.linked and len(links) < _MOST_LINKS:
                links.append(row[-1])
                if row[-1]:
                    made[0] = (made[0][0], styles.link)
            yield made

    end = sheet.put_rows(first, cells(), sheet.height_of if wrapped else None)
    for at, target in enumerate(links, start=first):
        if target:
            sheet.link_out(at, 1, target)
    sheet.freeze_panes(first - 1, listing.frozen)
    sheet.autofilter(first - 2, 0, end - 2, len(columns) - 1)
    sheet.set_up_print(landscape=True, across=listing.pages_wide, note=listing.note)
    sheet.repeat_rows(0, first - 2)
    if listing.frozen:
        sheet.repeat_columns(0, listing.frozen - 1)


def _write_heads(sheet: Sheet, heads: Sequence[Head], look: Look) -> int:
    """Write the head, over two rows where there are groups; returns the row after it."""
    grouped = any(head.group for head in heads)
    last = 2 if grouped else 1
    col = 1
    for group, members in groupby(heads, key=lambda head: head.group):
        titles = [head.title for head in members]
        if group:
            sheet.put_over(1, col, 1, col + len(titles) - 1, group, look)
        for at, title in enumerate(titles, start=col):
            if group:
                sheet.put(2, at, title, look)
            else:
                sheet.put_over(1, at, last, at, title, look)
        col += len(titles)
    lines = max((ceil(width(head.title) / max(head.width - 2.0, 2.0)) for head in heads), default=1)
    if grouped:
        sheet.set_height(1, 18.0)
    sheet.set_height(last, _LINE_HEIGHT * min(lines, _MOST_LINES) + 6.0)
    return last + 1


def _cells(row: Sequence[str], columns: Sequence[tuple[Look, bool]]) -> list[tuple[Value, Look]]:
    return [
        (value if text or value == "" else Decimal(value), look)
        for value, (look, text) in zip(row, columns, strict=True)
    ]
