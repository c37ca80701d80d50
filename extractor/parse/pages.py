"""What every reader of PDFs offers: pages by number, and a question asked before a page is read in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from extractor.model import Page

Wanted = Callable[[int, str, Callable[[], int]], bool]
"""Tells whether a page's characters are wanted, from its number, its text, and its count of ruling pieces.

The count is a call, because to know it takes longer than to read the text, and few pages need it."""

COVERED = 0.5
"""A page of which pictures cover this share may be a scan."""
FEW_CHARS = 20
"""A page of which pictures cover that share, and with fewer different characters than this in its body, is a scan."""


class Reader(Protocol):
    """An open PDF."""

    page_count: int
    hidden_layers: bool
    """Whether the file has layers of which this reader cannot tell whether they are shown; it reads them all."""
    damaged_streams: int
    """How many of the compressed streams that make pages up are not whole."""
    shows_another: bool
    """Whether some viewers open something else than the pages: another file in it, or a form that is laid out anew."""

    def close(self) -> None: ...

    def metadata(self) -> dict[str, str]:
        """What the file says of itself (Title, Author, Producer, CreationDate …), blanks left out."""
        ...

    def read(self, number: int, wanted: Wanted | None = None) -> Page:
        """Read page `number` (from 1); a page that `wanted` declines has only its text."""
        ...

    def placed(self, number: int) -> Page | None:
        """Page `number` for the places of its words, by which no figure is proved: digits are not looked at. None where
        this reader has no such quick way."""
        ...

    def written(self, number: int) -> str | None:
        """All text of page `number` in the order in which the file writes it, at a fraction of what reading it costs;
        None where that may not be what the page shows: pictures, hardly any text, characters nobody knows."""
        ...
