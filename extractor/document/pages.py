"""The pages of a file, taken apart, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from extractor import grid
from extractor.document.places import PrintedLines
from extractor.doubts.file import of_file
from extractor.model import Engine, Finding, Sheet
from extractor.parse import Reader, open_pdf
from extractor.reread.readings import PdfFile
from extractor.reread.titles import with_titles
from extractor.scan import ScannedPages, is_scan, with_scans


@dataclass(frozen=True, slots=True)
class Pages:
    """A file as the first reader took it apart."""

    count: int
    sheets: list[Sheet]
    unread: list[int]
    """Numbers of the pages that are pictures without text, where nothing reads pictures."""
    metadata: dict[str, str]
    doubts: tuple[Finding, ...]
    """About the file as a whole."""


def take_apart(file: PdfFile, engine: Engine, scanned: ScannedPages, printed: PrintedLines | None = None) -> Pages:
    """Open a file, take every page apart, and close it; `printed` may read ahead what it will be asked for."""
    reader = with_scans(open_pdf(*file, engine), scanned)
    try:
        sheets, unread = read_sheets(reader, printed)
        titles: tuple[Finding, ...] = ()
        for k, sheet in enumerate(sheets):
            if sheet.page in scanned.pages:
                sheets[k], notes = with_titles(sheet)
                titles += notes
        doubts = (*of_file(reader.hidden_layers, reader.damaged_streams, reader.shows_another), *titles)
        return Pages(reader.page_count, sheets, unread, reader.metadata(), doubts)
    finally:
        reader.close()


def read_sheets(reader: Reader, printed: PrintedLines | None = None) -> tuple[list[Sheet], list[int]]:
    """Every page taken apart, and the numbers of the pages that are pictures without text."""
    sheets: list[Sheet] = []
    unread: list[int] = []
    builder = grid.Builder()
    for number in range(1, reader.page_count + 1):
        page = reader.read(number, builder.wants)
        if page.engine != "ocr" and is_scan(page):
            unread.append(number)
        sheets.append(builder.build(page))
        # Only accounts are asked for more than their text, and they name a table early on.
        if printed is not None and builder.named:
            printed.read_ahead(page, reader)
    sheets = grid.with_pairs_before(sheets, reader.read)
    return grid.with_columns_overleaf(sheets, reader.read), unread
