"""A reader that looks at the picture where a page has no text worth reading."""

from __future__ import annotations

from extractor.forms.text import UNREADABLE
from extractor.model import Page
from extractor.parse.pages import Reader, Wanted
from extractor.parse.scan.desk import ScanDesk

# A page with fewer characters than this and a picture over half of it is a scan.
FEW_CHARS = 20
SHARE = 0.5


class ScanReader:
    """Any reader, with its scanned pages read from their pictures."""

    def __init__(self, inner: Reader, desk: ScanDesk) -> None:
        self._inner = inner
        self._desk = desk
        self.page_count = inner.page_count
        self.hidden_layers = inner.hidden_layers
        self.damaged_streams = inner.damaged_streams

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
    """Whether a page is a scan, or its text cannot be read because most glyphs say no character.

    Text that is seen is what a person sees, whatever picture lies under it, as on a form that was filled in; text
    behind a picture is not seen, and so not among the page's characters.
    """
    if is_scan(page):
        return True
    unreadable = sum(char.text == UNREADABLE for char in page.chars)
    return len(page.chars) >= FEW_CHARS and unreadable > 0.3 * len(page.chars)
