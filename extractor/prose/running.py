"""The lines of the running text in order, without what a page repeats: heads, feet and page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.edges import is_browser_line, is_page_number, is_roman_number
from extractor.language.text import folds, squeeze
from extractor.model import Printed, Sheet, Word

_DIGITS = re.compile(r"\d+")
_REPEATED = 3
_EDGE_LINES = 2


class RunningLine(NamedTuple):
    """One printed line, folded, and where it stands."""

    page: int
    text: str
    printed: str
    """Unfolded, white space removed."""
    words: tuple[Word, ...] = ()
    """None on a page of which only the text was read."""

    def printed_from(self, start: int) -> Printed:
        """The line as one of a passage in whose text it begins at `start`."""
        return Printed(start, self.page, self.printed, self.words, folds(self.printed, self.text))


def running_lines(sheets: Sequence[Sheet]) -> list[RunningLine]:
    """Every line outside the tables, in reading order, without heads, feet and page numbers."""
    pages = [[line for line in lines if line.text] for sheet in sheets for lines in _pages(sheet)]
    heads = Counter(_digitless(text) for lines in pages for text in {line.text for line in _edges(lines)})
    out = []
    for lines in pages:
        last = len(lines) - 1
        for k, line in enumerate(lines):
            text = line.text
            at_edge = k < _EDGE_LINES or k > last - _EDGE_LINES
            if at_edge and (
                heads[_digitless(text)] >= _REPEATED
                or is_browser_line(text)
                or ((k in (0, last)) and (is_page_number(text) or is_roman_number(text)))
            ):
                continue
            out.append(line)
    return out


def _pages(sheet: Sheet) -> Iterator[list[RunningLine]]:
    """The lines of a sheet's page, or of both that are on it."""
    lines = list(_lines(sheet))
    if not sheet.gutter:
        yield lines
        return
    for right in (False, True):
        yield [line for line in lines if any(word.box.mid_x > sheet.gutter for word in line.words[:1]) is right]


def _lines(sheet: Sheet) -> Iterator[RunningLine]:
    if sheet.lines or sheet.grids:
        for line in sheet.lines:
            printed = line.squeezed
            yield RunningLine(sheet.page, squeeze(printed), printed, line.words)
        return
    for text in sheet.text.splitlines():
        printed = "".join(text.split())
        yield RunningLine(sheet.page, squeeze(printed), printed)


def _edges(lines: Sequence[RunningLine]) -> list[RunningLine]:
    return [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]


def _digitless(text: str) -> str:
    return _DIGITS.sub("#", text)
