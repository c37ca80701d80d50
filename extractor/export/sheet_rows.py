"""Long lists as sheets: the rows as XML of their own, since an openpyxl object a cell costs more than all the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from extractor.export.package import escape, workbook_bytes
from extractor.export.styles import Styles, put
from extractor.export.text import clean


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
    book = Workbook()
    book.calculation.fullCalcOnLoad = False
    book.properties.creator = book.properties.lastModifiedBy = f"juesuan {version}"
    book.properties.title = title
    styles = Styles(book)
    more = {}
    for index, listing in enumerate(listings):
        sheet = book.worksheets[0] if index == 0 else book.create_sheet()
        sheet.title = listing.title
        for col, head in enumerate(listing.heads, start=1):
            put(sheet, 1, col, head.title, styles.head)
            sheet.column_dimensions[get_column_letter(col)].width = head.width
        looks = {"text": styles.text.number, "whole": styles.integer.number, "amount": styles.number_exact.number}
        columns = [
            (get_column_letter(i), looks[head.kind], head.kind == "text") for i, head in enumerate(listing.heads, 1)
        ]
        lines = []
        number = 1
        for number, row in enumerate(listing.rows, start=2):
            cells = "".join(
                _cell(f"{letter}{number}", look, value, text)
                for (letter, look, text), value in zip(columns, row, strict=True)
            )
            lines.append(f'<row r="{number}">{cells}</row>')
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{columns[-1][0]}{number}"
        more[index] = "".join(lines).encode("utf-8")
    return workbook_bytes(book, more)


def _cell(place: str, look: int, value: str, text: bool) -> str:
    if value == "":
        return f'<c r="{place}" s="{look}"/>'
    if text:
        inner = escape(clean(value))
        return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{inner}</t></is></c>'
    return f'<c r="{place}" s="{look}"><v>{value}</v></c>'
