"""The scanned pages of one document, each read once, whoever asks for it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from extractor.model import Box, Page
from extractor.system.memory import give_back

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from extractor.scan.kept_pages import KeptPages
    from extractor.scan.page import Straight
    from extractor.scan.recognise import Recogniser
    from extractor.scan.remembered import Memory

Ocr = Literal["auto", "always", "never"]

_NEEDED = ("cv2", "onnxruntime", "rapidocr", "opencc")


@lru_cache(maxsize=1)
def installed() -> bool:
    """Whether the extra `ocr` is there; nothing of it is imported."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


@lru_cache(maxsize=1)
def _recogniser() -> Recogniser:
    """One for the process: loading it costs as much as reading a fifth of a page."""
    import cv2

    from extractor.scan.recognise import Recogniser

    cv2.setNumThreads(1)
    return Recogniser()


class ScannedPages:
    """Reads the scanned pages of one document and keeps what it read."""

    def __init__(
        self,
        data: bytes,
        password: str | None = None,
        mode: Ocr = "auto",
        on_page: Callable[[], None] | None = None,
    ) -> None:
        self._data = data
        self._password = password
        self._on_page = on_page
        self.mode: Ocr = mode if installed() else "never"
        self.pages: dict[int, Page] = {}
        """What was read, by page number."""
        self._clear: dict[int, Page | None] = {}
        self._recognised: dict[int, Memory] = {}
        self._kept: KeptPages | None = None
        self._dpi: dict[int, float] = {}
        """Of each page, the pixels an inch in which it was read."""
        self._lettered: dict[int, tuple[Page, int]] = {}
        self._without_table: set[int] = set()
        self._offered: dict[tuple[int, Box], tuple[str, ...]] = {}

    def read(self, number: int) -> Page:
        """Read a page from its picture.

        Raises:
            DamagedError: the page cannot be drawn.
        """
        if number not in self.pages:
            from pypdfium2 import PdfiumError

            from extractor.errors import DamagedError

            try:
                self.pages[number] = self._read(number)
            except PdfiumError as error:
                raise DamagedError(f"第 {number} 页已损坏，无法读取") from error
        return self.pages[number]

    def _read(self, number: int, first: Page | None = None) -> Page:
        from extractor.scan.page import read_straight
        from extractor.scan.remembered import Remembering

        memory = self._recognised.setdefault(number, {})
        page = read_straight(self._straight(number), number, Remembering(_recogniser(), memory), first)
        if not page.through_words:  # it is not read again
            del self._recognised[number]
        self._tell()
        return page

    def _straight(self, number: int) -> Straight:
        """A page straight on, in as many pixels as its picture has; see `picture.render`."""
        from extractor.scan.kept_pages import KeptPages
        from extractor.scan.page import straightened
        from extractor.scan.picture import render

        if self._kept is None:
            give_back()  # what the document before left
            self._kept = KeptPages()
        dpi = self._dpi.get(number)
        straight = None if dpi is None else self._kept.get(number, dpi)
        if straight is None:
            with self._opened() as document:
                picture = render(document, number)
            straight = straightened(picture)
            self._dpi[number] = straight.dpi
            self._kept.keep(number, straight)
        return straight

    def clear(self, number: int) -> Page | None:
        """A page read without upright lines through words, which may be print; None where it has no such line."""
        if number not in self._clear:
            first = self.pages[number]
            self._clear[number] = self._read(number, first) if first.through_words else None
        return self._clear[number]

    def read_over(self, page: Page, whatever: bool) -> Page | None:
        """Read a page of which a part is a picture, what is typed on it as the file has it; see `read`.

        Args:
            page: as read from the file.
            whatever: read it whatever its picture shows.

        Returns:
            None where its picture shows no table, and need not.
        """
        number = page.number
        if number not in self.pages and number not in self._without_table:
            from extractor.scan.pasted import Typed, shows_table, with_typed

            read = self.read(number)
            typed = Typed.of(read, page)
            if whatever or shows_table(read, typed):
                self.pages[number] = replace(with_typed(read, page, typed), through_words=False)
            else:
                del self.pages[number]
                self._without_table.add(number)
        return self.pages.get(number)

    def with_letters(self, page: Page, odd: Sequence[int]) -> Page:
        """The page with the letters that its fonts do not say (`odd`); see `extractor.scan.odd_letters`."""
        if page.number not in self._lettered:
            from extractor.scan.odd_letters import with_letters

            with self._opened() as document:
                self._lettered[page.number] = with_letters(document, page, odd, _recogniser())
            self._tell()
        return self._lettered[page.number][0]

    @property
    def letters(self) -> dict[int, int]:
        """How many letters of a page of text were read from its picture, by page number."""
        return {number: count for number, (_, count) in self._lettered.items() if count}

    def offers(self, number: int, boxes: Sequence[Box]) -> list[tuple[str, ...]]:
        """Read places of a page again, with finer pixels and other crops.

        Args:
            number: of a page that was read.
            boxes: on the page as it was read, in points.

        Returns:
            For each box every reading the recogniser offers, the likeliest of each crop first; () where the place
            does not hold exactly one line of print.
        """
        from extractor.scan.again import read_again

        new = [box for box in dict.fromkeys(boxes) if (number, box) not in self._offered]
        if new:
            try:
                with self._opened() as document:
                    found = read_again(document, self.pages[number], new, _recogniser(), self._kept)
            finally:
                self._tell()
            self._offered.update(((number, box), texts) for box, texts in zip(new, found, strict=True))
        return [self._offered[number, box] for box in boxes]

    @contextmanager
    def _opened(self) -> Iterator[PdfDocument]:
        """The document, open for a look; it is not kept so, as nobody says when the last page was read."""
        from pypdfium2 import PdfDocument

        document = PdfDocument(self._data, password=self._password)
        try:
            yield document
        finally:
            document.close()

    def _tell(self) -> None:
        """A page takes seconds; who waits for the document may want to know that it goes on."""
        if self._on_page is not None:
            self._on_page()
