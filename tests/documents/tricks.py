"""What printers do to a table or a file that no issuer would call a layout; the truth stays the same."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pypdf
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
)

from tests.documents.finish import moved
from tests.documents.sheets import Cell, Kind, Line, Sheet

_WIDE = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


def _figures(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """Every figure of a table in another spelling."""

    def line(cells: Line) -> Line:
        return tuple(replace(c, text=change(c.text)) if c.kind is Kind.FIGURE and c.text else c for c in cells)

    return replace(sheet, body=tuple(line(cells) for cells in sheet.body))


def full_width(sheet: Sheet) -> Sheet:
    return _figures(sheet, lambda text: text.translate(_WIDE))


def letter_spaced(sheet: Sheet) -> Sheet:
    """1 , 2 3 4 . 5 6"""
    return _figures(sheet, " ".join)


def two_lines(sheet: Sheet) -> Sheet:
    """The decimals on the next line, as a narrow cell breaks them."""
    return _figures(sheet, lambda text: re.sub(r"(\d\.)(\d+)$", r"\1\n\2", text))


def upright_heads(sheet: Sheet) -> Sheet:
    """Header words with one character a line."""

    def word(cell: Cell) -> Cell:
        short = cell.kind is Kind.HEAD and cell.cols == 1 and len(cell.text) <= 8
        return replace(cell, text="\n".join(cell.text)) if short else cell

    return replace(sheet, head=tuple(tuple(word(cell) for cell in line) for line in sheet.head))


def header_again(sheet: Sheet) -> Sheet:
    """The whole header once more in mid page, as forms joined from two sheets have it."""
    if len(sheet.body) < 12 or not sheet.head:
        return sheet
    at = _free_row(sheet)
    return replace(sheet, body=(*sheet.body[:at], *sheet.head, *sheet.body[at:])) if at else sheet


def _free_row(sheet: Sheet) -> int:
    """A row in mid table that no cell reaches into from above."""
    left = 0
    for k, line in enumerate(sheet.body):
        if k >= 6 and left <= 0:
            return k
        left = max(left - 1, max((cell.rows - 1 for cell in line), default=0))
    return 0


def spread_title(sheet: Sheet) -> Sheet:
    return replace(sheet, title=tuple(" ".join(line) for line in sheet.title))


def note_marks(sheet: Sheet) -> Sheet:
    """A mark of a note behind every fifth figure."""
    count = iter(range(10**6))
    return _figures(sheet, lambda text: text + ("①" if next(count) % 5 == 0 else ""))


SHEETS: dict[str, Callable[[Sheet], Sheet]] = {
    "full-width figures": full_width,
    "letter-spaced figures": letter_spaced,
    "figures on two lines": two_lines,
    "upright heads": upright_heads,
    "header again in mid page": header_again,
    "spread title": spread_title,
}


def _changed(data: bytes, change: Callable[[pypdf.PdfWriter, pypdf.PageObject, int], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for number, page in enumerate(writer.pages, start=1):
        change(writer, page, number)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _appearance(writer: pypdf.PdfWriter, box: tuple[float, float, float, float], content: bytes, font: str) -> object:
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): RectangleObject((0, 0, box[2] - box[0], box[3] - box[1])),
            NameObject("/Resources"): DictionaryObject(
                {
                    NameObject("/Font"): DictionaryObject(
                        {
                            NameObject("/F"): DictionaryObject(
                                {
                                    NameObject("/Type"): NameObject("/Font"),
                                    NameObject("/Subtype"): NameObject("/Type1"),
                                    NameObject("/BaseFont"): NameObject(font),
                                }
                            )
                        }
                    )
                }
            ),
        }
    )
    return writer._add_object(stream)


def typed_over(data: bytes) -> bytes:
    """A figure typed into the table of the last wide page as a comment, which readers of text do not see."""

    def change(writer: pypdf.PdfWriter, page: pypdf.PageObject, number: int) -> None:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        if width < height:
            return
        box = (width * 0.6, height * 0.6, width * 0.6 + 60, height * 0.6 + 12)
        form = _appearance(writer, box, b"q 1 1 1 rg 0 0 60 12 re f Q BT /F 9 Tf 2 2 Td (1,234.56) Tj ET", "/Helvetica")
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/FreeText"),
                NameObject("/Rect"): ArrayObject([FloatObject(v) for v in box]),
                NameObject("/F"): NumberObject(4),
                NameObject("/AP"): DictionaryObject({NameObject("/N"): form}),
            }
        )
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return _changed(data, change)


def shifted_boxes(data: bytes) -> bytes:
    """Every page cut out of a larger one whose origin is elsewhere."""

    def change(writer: pypdf.PdfWriter, page: pypdf.PageObject, number: int) -> None:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        moved(page, (1, 0, 0, 1, 200, -150))
        page.mediabox = RectangleObject((100, -300, width + 400, height + 200))
        page.cropbox = RectangleObject((200, -150, width + 200, height - 150))

    return _changed(data, change)


def turned_each(data: bytes) -> bytes:
    """Every page stored turned another way and turned back by its flag."""
    turns = [(90, (0, 1, -1, 0)), (180, (-1, 0, 0, -1)), (270, (0, -1, 1, 0))]

    def change(writer: pypdf.PdfWriter, page: pypdf.PageObject, number: int) -> None:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        turn, matrix = turns[number % 3]
        move = {90: (height, 0), 180: (width, height), 270: (0, width)}[turn]
        moved(page, (*matrix, *move))
        size = (width, height) if turn == 180 else (height, width)
        page.mediabox = RectangleObject((0, 0, *size))
        page.cropbox = RectangleObject((0, 0, *size))
        page[NameObject("/Rotate")] = NumberObject(turn)

    return _changed(data, change)


FILES: dict[str, Callable[[bytes], bytes]] = {
    "figure typed over the table": typed_over,
    "boxes elsewhere": shifted_boxes,
    "every page turned": turned_each,
}
