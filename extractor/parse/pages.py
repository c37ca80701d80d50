"""What every reader of PDFs offers: pages by number, and a question asked before a page is read in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from extractor.model import Page

Wanted = Callable[[int, str, int], bool]
"""Tells from a page's number, its text and its count of ruling pieces whether its characters are wanted."""


class Reader(Protocol):
    """An open PDF."""

    page_count: int

    def close(self) -> None: ...

    def metadata(self) -> dict[str, str]:
        """What the file says of itself (Title, Author, Producer, CreationDate …), blanks left out."""
        ...

    def read(self, number: int, wanted: Wanted | None = None) -> Page:
        """Read page `number` (from 1); a page that `wanted` declines has only its text."""
        ...
