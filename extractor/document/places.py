"""Where what findings speak of is printed: the number on the page, and boxes on pages of which only the text was read.

A page without a table is read as text, which is enough to check what it says and many times as fast. Only where a
finding speaks of such a page are its characters read, and each printed line is found among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Self

from extractor import lazy_re as re
from extractor.document.shown import line_as_shown
from extractor.errors import DocumentError
from extractor.grid.text import to_lines
from extractor.language.text import folds, squeeze
from extractor.model import CheckResult, Finding, Line, Page, Passage, Printed, Sheet, Spot, Stretch, Word
from extractor.model.catalogue import finding
from extractor.parse import Reader, open_pdf
from extractor.prose import RunningLine
from extractor.reread.readings import PdfFile


class PrintedLines:
    """The printed lines of single pages with their places: no page is read twice, and the file is opened for the first
    page that is asked for and was not read ahead."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._reader: Reader | None = None
        self._lines: dict[int, list[Line]] = {}
        self._hiding: set[int] = set()

    def read_ahead(self, page: Page, reader: Reader) -> None:
        """Keep the lines of a page of which only the text was read, where `with_words` will ask for them: now it is
        loaded, and to open the file and load it again costs nearly as much as to read it."""
        if not page.chars and page.number not in self._lines and _COUNTED.search(page.text):
            with suppress(DocumentError):  # of which will be told where the page is asked for
                if (placed := reader.placed(page.number)) is not None:
                    self._keep(placed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._reader is not None:
            self._reader.close()

    def of(self, pages: Iterable[int]) -> dict[int, list[Line]]:
        """The lines of some pages, in points of the page as shown."""
        return {number: self._of(number) for number in sorted(pages)}

    def _of(self, number: int) -> list[Line]:
        if number not in self._lines:
            if self._reader is None:
                self._reader = open_pdf(*self._file)
            page = self._reader.placed(number)
            if page is None:
                self._lines[number] = []
            else:
                self._keep(page)
        return self._lines[number]

    def _keep(self, page: Page) -> None:
        self._lines[page.number] = _lines_of(page)
        if page.hidden_chars or page.unread:
            self._hiding.add(page.number)

    def unseen(self, sheets: Sequence[Sheet]) -> Iterator[Finding]:
        """Amounts and counts in the running text that its pages do not show, on the pages that were read here."""
        for sheet in sheets:
            if sheet.page in self._hiding and not sheet.lines:
                shown = squeeze("".join(line.text for line in self._lines[sheet.page]))
                said = [found[0] for found in _AMOUNT.finditer(squeeze(sheet.text))]
                if hidden := [amount for amount in said if amount not in shown]:
                    yield finding("unseen_in_text", page=sheet.page, shown="、".join(hidden[:_SHOWN]))


def _lines_of(page: Page) -> list[Line]:
    size = page.width, page.height
    sheet = Sheet(page.number, *size, (), (), "", page.turned, page.user_unit, warp=page.warp, second=page.second)
    return [line_as_shown(line, sheet) for line in to_lines(page.number, page.chars)]


def with_places(checks: Sequence[CheckResult], printed: PrintedLines) -> tuple[CheckResult, ...]:
    """The checks, with the boxes of every stretch of text that a finding will speak of."""
    wanted = {
        page
        for check in checks
        if check.grade != "exact"
        for said in check.said
        for page, box in said.passage.spots(said.start, said.end)
        if box is None and page
    }
    if not wanted:
        return tuple(checks)
    lines = printed.of(wanted)
    known: dict[int, Passage] = {}

    def place(said: Stretch) -> Stretch:
        if id(said.passage) not in known:
            known[id(said.passage)] = placed(said.passage, lines)
        return said._replace(passage=known[id(said.passage)])

    return tuple(
        replace(check, said=tuple(map(place, check.said))) if check.said and check.grade != "exact" else check
        for check in checks
    )


_AMOUNT = re.compile(r"[\d,.]*\d(?:万元|亿元|辆)")
_SHOWN = 3
_COUNTED = re.compile(r"\d\s*(?:万元|亿元|辆)")


def with_words(lines: Sequence[RunningLine], sheets: Sequence[Sheet], printed: PrintedLines) -> list[RunningLine]:
    """The running text with the places of its lines on the pages that print amounts or counts, which become records."""
    bare = {line.page for line in lines if not line.words}
    wanted = {sheet.page for sheet in sheets if sheet.page in bare and _COUNTED.search(sheet.text)}
    if not wanted:
        return list(lines)
    of_page = {page: _Page(found) for page, found in printed.of(wanted).items()}
    return [
        line._replace(words=of_page[line.page].words_of(line.printed_from(0)))
        if line.page in of_page and not line.words
        else line
        for line in lines
    ]


def placed(passage: Passage, lines: Mapping[int, Sequence[Line]]) -> Passage:
    """A passage whose printed lines know where they stand, on the pages of which the lines are known."""
    rests = {page: _Page(of_page) for page, of_page in lines.items()}
    found = tuple(
        line if line.words or line.page not in rests else line._replace(words=rests[line.page].words_of(line))
        for line in passage.lines
    )
    return replace(passage, lines=found)


class _Page:
    """The characters of a page in reading order, white space left out, each with its place."""

    def __init__(self, lines: Sequence[Line]) -> None:
        words = [word for line in lines for word in line.words if word.text.split()]
        self._words = [word._replace(text="".join(word.text.split())) for word in words]
        self._text = "".join(word.text for word in self._words)
        self._from = 0

    def words_of(self, line: Printed) -> tuple[Word, ...]:
        """The words of a printed line, or the pieces of them that make it up; none where it is not found as it is."""
        at = self._text.find(line.text, self._from)
        if at < 0:
            at = self._text.find(line.text)
        if at < 0 or not line.text:
            return ()
        self._from = at + len(line.text)
        out, start = [], 0
        for word in self._words:
            stop = start + len(word.text)
            if start < at + len(line.text) and at < stop:
                out.append(word.part(max(at - start, 0), min(at + len(line.text), stop) - start))
            start = stop
        return tuple(out)


def filed(
    findings: Sequence[Finding], printed_pages: Mapping[int, str], lines: PrintedLines, sheets: Sequence[Sheet]
) -> tuple[Finding, ...]:
    """The findings with the printed numbers of their pages, and what to do told with its place.

    Args:
        findings: of a document, in their order.
        printed_pages: by the page's number in the file.
        lines: of its pages.
        sheets: its pages as they were read.
    """
    quotes = _Quotes(lines, sheets)

    def spot(one: Spot) -> Spot:
        box = one.box
        if box is None and one.quote and one.page:
            one = quotes.found(one)
        return one._replace(printed_page=printed_pages.get(one.page, ""))

    def told(note: Finding) -> Finding:
        spots = tuple(map(spot, note.spots))
        page = next((one.page for one in spots if one.page), 0)
        todo = note.todo
        if todo and page:
            printed = printed_pages.get(page, "")
            where = f"第{page}页{f'（印刷页码{printed}）' if printed else ''}"
            todo = f"{where}{todo}" if todo.startswith("“") else f"{where}：{todo}"
        return replace(note, spots=spots, todo=todo)

    return tuple(map(told, findings))


class _Quotes:
    """Finds words that are printed around tables, of which no place was kept."""

    def __init__(self, printed: PrintedLines, sheets: Sequence[Sheet]) -> None:
        self._printed, self._sheets = printed, {sheet.page: sheet for sheet in sheets}
        self._lines: dict[int, list[Line]] = {}

    def found(self, spot: Spot) -> Spot:
        if spot.page not in self._lines:
            sheet = self._sheets.get(spot.page)
            known = [] if sheet is None else [line_as_shown(line, sheet) for line in sheet.lines]
            self._lines[spot.page] = known or self._printed.of([spot.page])[spot.page]
        # Line by line, so that a quote may be a part of one, or run on.
        passage = _passage(spot.page, self._lines[spot.page])
        at = passage.text.find(squeeze(spot.quote))
        return spot if at < 0 else _boxed(spot, Stretch(passage, at, at + len(squeeze(spot.quote))))


def _passage(page: int, lines: Sequence[Line]) -> Passage:
    printed, text = [], ""
    for line in lines:
        folded = squeeze(line.squeezed)
        printed.append(Printed(len(text), page, line.squeezed, line.words, folds(line.squeezed, folded)))
        text += folded
    return Passage("", "", text, ((0, page),), tuple(printed))


def _boxed(spot: Spot, said: Stretch) -> Spot:
    found = said.spot
    return spot._replace(box=found.box, more=found.more)
