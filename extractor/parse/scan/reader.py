"""A reader that looks at the picture where a page has no text worth reading."""

from __future__ import annotations

import re

from extractor.forms.text import UNREADABLE
from extractor.model import Page
from extractor.parse.pages import Reader, Wanted
from extractor.parse.scan.desk import ScanDesk

# A page with fewer characters than this and a picture over half of it is a scan.
FEW_CHARS = 20
SHARE = 0.5
_COVERED = 0.8
_RULED = 4
_FIGURES = 8
_MONEY = re.compile(r"\d\.\d\d(?!\d)")


class ScanReader:
    """Any reader, with its scanned pages read from their pictures."""

    def __init__(self, inner: Reader, desk: ScanDesk) -> None:
        self._inner = inner
        self._desk = desk
        self.page_count = inner.page_count
        self.hidden_layers = inner.hidden_layers

    def close(self) -> None:
        self._inner.close()

    def metadata(self) -> dict[str, str]:
        return self._inner.metadata()

    def read(self, number: int, wanted: Wanted | None = None) -> Page:
        """Read one page; see `Reader.read`. A page read from its picture has engine `ocr`."""
        if self._desk.mode == "always":
            return self._desk.read(number)
        page = self._inner.read(number, wanted)
        return self._desk.read(number) if is_picture(page) else page


def is_scan(page: Page) -> bool:
    """Whether a page is a picture with hardly any text that can be seen."""
    text = "".join(page.text.split())
    visible = len(page.chars) or (0 if page.hidden_chars else len(text))
    return page.image_share >= SHARE and visible < FEW_CHARS


def is_picture(page: Page) -> bool:
    """Whether a page is a scan, or its text cannot be trusted to be what a person sees.

    Glyphs without characters cannot be read at all. And where a picture over the whole page brings the rulings of its
    table with it, the figures beside it are another program's guess at the picture.
    """
    if is_scan(page):
        return True
    unreadable = sum(char.text == UNREADABLE for char in page.chars)
    if len(page.chars) >= FEW_CHARS and unreadable > 0.3 * len(page.chars):
        return True
    if page.image_share < _COVERED or not page.chars or len(page.rulings) >= _RULED:
        return False
    return len(_MONEY.findall(page.text)) >= _FIGURES
