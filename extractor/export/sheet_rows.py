"""A workbook of long lists: each sheet a head row and rows of strings and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.export.rows import Value
from extractor.export.sheets import Book
from extractor.export.styles import Look


class Head(NamedTuple):
    """A column of a list: what it is called, how wide, and whether its cells are exact numbers."""

    title: str
    kind: Literal["text", "whole", "amount"] = "text"
    width: float = 14.0


class Listing(NamedTuple):
    """One sheet: a head row and rows of strings; numbers are plain digits, "" is an empty cell."""

    title: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[str]]


def listing_workbook(title: str, version: str, listings: Sequence[Listing]) -> bytes:
    """A workbook of lists as the bytes of an .xlsx file; the same lists give the same bytes."""
    book = Book(title, version)
    styles = book.styles
    looks = {"text": styles.text, "whole": styles.integer, "amount": styles.number_exact}
    for listing in listings:
        sheet = book.add(listing.title)
        for col, head in enumerate(listing.heads, start=1):
            sheet.put(1, col, head.title, styles.head)
        sheet.set_widths(head.width for head in listing.heads)
        columns = [(looks[head.kind], head.kind == "text") for head in listing.heads]
        end = sheet.put_rows(2, (_cells(row, columns) for row in listing.rows))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, end - 2, len(columns) - 1)
    return book.to_bytes()


def _cells(row: Sequence[str], columns: Sequence[tuple[Look, bool]]) -> list[tuple[Value, Look]]:
    return [
        (value if text or value == "" else Decimal(value), look)
        for value, (look, text) in zip(row, columns, strict=True)
    ]
