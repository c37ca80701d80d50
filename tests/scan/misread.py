"""A document of text as if it had been read from pictures, with single signs misread as recognisers misread them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.language.text import squeeze
from extractor.model import Box, Disclosure, Page, ReadWord, Row, Table
from extractor.parse import open_pdf
from extractor.scan import ScannedPages

LOOK_ALIKE = dict(
    zip(
        "出土政教育收入计业理费本支务会目财补预他0123456789",
        "山士攻敎盲攵人汁亚埋贵木攴劳公日则扑顶也6778168130",
        strict=True,
    )
)
"""One stroke for another."""


class Misread(NamedTuple):
    """One sign of a page read as another."""

    page: int
    char: int
    """Which of the page's characters."""
    sign: str


class Read(ScannedPages):
    """One that has read every page already, each sign as it is in the text but for those misread, and that has no
    picture to read again."""

    def __init__(self, pages: Sequence[Page], wrong: Sequence[Misread] = ()) -> None:
        super().__init__(b"", None, "never")
        self.mode = "always"
        self.pages = {page.number: _with(page, [one for one in wrong if one.page == page.number]) for page in pages}

    def offers(self, number: int, boxes: Sequence[Box]) -> list[tuple[str, ...]]:
        return [()] * len(boxes)


def pages_of(data: bytes) -> list[Page]:
    """Every page of a document of text, as if it had been read from its picture."""
    reader = open_pdf(data)
    try:
        found = [reader.read(number) for number in range(1, reader.page_count + 1)]
    finally:
        reader.close()
    return [replace(page, engine="ocr", image_share=1.0, hidden_chars=0) for page in found]


def _with(page: Page, wrong: Sequence[Misread]) -> Page:
    chars = list(page.chars)
    for one in wrong:
        chars[one.char] = chars[one.char]._replace(text=one.sign)
    words = tuple(ReadWord(c.text, Box(c.x0, c.top, c.x1, c.bottom), 0.99) for c in chars if c.text.strip())
    return replace(page, chars=tuple(chars), words=words, text="".join(char.text for char in chars))


def in_box(page: Page, box: Box, text: str) -> Iterator[int]:
    """Which characters of a page print a text within a box, in its order; none where they print another."""
    held = [
        k
        for k, c in enumerate(page.chars)
        if c.text.strip() and box.x0 <= (c.x0 + c.x1) / 2 <= box.x1 and box.top <= (c.top + c.bottom) / 2 <= box.bottom
    ]
    held.sort(key=lambda k: (round(page.chars[k].baseline), page.chars[k].x0))
    whole = "".join(squeeze(page.chars[k].text) for k in held)
    at = whole.find(squeeze(text))
    if len(whole) == len(held) and at >= 0:
        yield from held[at : at + len(squeeze(text))]


def keys_misread(read: Disclosure, pages: Mapping[int, Page]) -> Iterator[tuple[Table, Row, Misread]]:
    """Every sign of every code and name that looks like another, misread by itself."""
    for table in read.tables:
        for row in table.rows:
            if row.box is None or not any(figure.printed for figure in row.figures):
                continue
            for text in filter(None, (row.code, row.label)):
                for k in in_box(pages[row.page], row.box, text):
                    if sign := LOOK_ALIKE.get(pages[row.page].chars[k].text):
                        yield table, row, Misread(row.page, k, sign)


def heads_misread(read: Disclosure, pages: Mapping[int, Page]) -> Iterator[tuple[Table, str, int, Misread]]:
    """Every sign of the lowest word over every column that looks like another, misread by itself: the table, the
    column, its panel, the sign."""
    for table in read.tables:
        for column in table.columns:
            page, box = table.pages[0], column.boxes[0] if column.boxes else None
            if box is None:
                continue
            for k in in_box(pages[page], box, column.title.rpartition("·")[2]):
                if sign := LOOK_ALIKE.get(pages[page].chars[k].text):
                    yield table, column.id, column.panel, Misread(page, k, sign)


def cut(data: bytes, numbers: Sequence[int]) -> bytes:
    """Some pages of a document."""
    import pypdf

    source, writer, out = pypdf.PdfReader(io.BytesIO(data)), pypdf.PdfWriter(), io.BytesIO()
    for number in sorted(set(numbers)):
        writer.add_page(source.pages[number - 1])
    writer.write(out)
    return out.getvalue()
