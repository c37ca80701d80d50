"""The lines of the running text in order, without what a page repeats: heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.language.edges import is_browser_line, is_page_number, is_roman_number
from extractor.language.text import squeeze
from extractor.model import Sheet

_DIGITS = re.compile(r"\d+")
_REPEATED = 3
_EDGE_LINES = 2


class RunningLine(NamedTuple):
    """One printed line, folded, and the page it stands on."""

    page: int
    text: str


def running_lines(sheets: Sequence[Sheet]) -> list[RunningLine]:
    """Every line outside the tables, in reading order, without heads, feet and page numbers."""
    pages = [(sheet.page, [text for text in _folded(sheet) if text]) for sheet in sheets]
    heads = Counter(_digitless(text) for _, lines in pages for text in set(_edges(lines)))
    out = []
    for page, lines in pages:
        last = len(lines) - 1
        for k, text in enumerate(lines):
            at_edge = k < _EDGE_LINES or k > last - _EDGE_LINES
            if at_edge and (
                heads[_digitless(text)] >= _REPEATED
                or is_browser_line(text)
                or ((k in (0, last)) and (is_page_number(text) or is_roman_number(text)))
            ):
                continue
            out.append(RunningLine(page, text))
    return out


def _folded(sheet: Sheet) -> Iterator[str]:
    if sheet.lines or sheet.grids:
        return (squeeze(line.squeezed) for line in sheet.lines)
    return map(squeeze, sheet.text.splitlines())


def _edges(lines: Sequence[str]) -> list[str]:
    return [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]


def _digitless(text: str) -> str:
    return _DIGITS.sub("#", text)
