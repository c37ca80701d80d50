"""The tables of a document as our own reader finds them, to hold those of other engines against."""

from __future__ import annotations

from extractor.document.pages import read_sheets
from extractor.model import Sheet
from extractor.parse import open_pdf


def ruled_sheets(data: bytes) -> list[Sheet]:
    """The pages with tables."""
    reader = open_pdf(data)
    try:
        return [sheet for sheet in read_sheets(reader)[0] if sheet.grids]
    finally:
        reader.close()
