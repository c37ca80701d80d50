"""Documents that are not read say why."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from extractor import locate
from extractor.document.refusing import hardly_read, refuse
from extractor.errors import PoorPrintError, UnsupportedError
from extractor.model import Box, Page, ReadWord
from extractor.scan import ScannedPages

PLACE = Box(0, 0, 1, 1)


def page(*sure: float, text: str = "么乙") -> Page:
    words = tuple(ReadWord(text, PLACE, each) for each in sure)
    return Page(1, 595.0, 842.0, text, (), (), 1.0, engine="ocr", words=words)


@pytest.mark.parametrize(
    ("pages", "poor"),
    [
        ([page(0.2, 0.3, 0.5, 0.99)], True),
        ([page(0.9, 0.95, 0.99, 0.3)], False),
        ([page(0.2, 0.3), page(0.9, 0.95, 0.99)], False),
        ([page(0.1, 0.1, text="一")], False),
        ([page()], False),
        ([], False),
    ],
)
def test_print_of_which_hardly_a_word_is_sure_is_poor(pages: list[Page], poor: bool) -> None:
    assert hardly_read(pages) is poor


@pytest.mark.parametrize(("sure", "error"), [(0.3, PoorPrintError), (0.95, UnsupportedError)])
def test_a_scan_that_cannot_be_read_says_so(sure: float, error: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "other_kind", lambda *_: None)
    monkeypatch.setattr(locate, "only_text", lambda *_: False)
    scanned = ScannedPages(b"")
    scanned.mode = "always"
    scanned.pages[1] = page(sure, sure)
    pages: Any = SimpleNamespace(sheets=[SimpleNamespace(text="么乙 么乙", lines=())], unread=(), count=1)
    survey: Any = None
    with pytest.raises(UnsupportedError) as caught:
        refuse((b"", None), pages, "account", survey, scanned)  # type: ignore[arg-type]
    assert type(caught.value) is error
    assert caught.value.status == "unsupported"
    assert ("dpi" in caught.value.hint) is (error is PoorPrintError)
