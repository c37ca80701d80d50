"""The other readings of a page: other engines, and the first reader with something else believed of its lines.

pdfplumber has its own parser and table finder; camelot shares a parser with neither. Only pages that are asked for are
read, and an engine is imported when the first of them is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractor.errors import DocumentError
from extractor.grid import Builder, hypotheses
from extractor.model import Engine, Finding, Grid, Page, Sheet, Table
from extractor.model.catalogue import finding
from extractor.parse import open_pdf
from extractor.parse.characters import folded
from extractor.reread.choose import Contender
from extractor.reread.names import mend_names
from extractor.reread.titles import with_titles
from extractor.scan.worn_columns import with_code_columns

ReadTable = Callable[[str, Sequence[Sheet]], Table | None]
"""Reads one form's table from sheets, some of which come from another engine; None where it finds none."""

_LOG = logging.getLogger("juesuan")
_PICTURE = 0.2
"""Share of a page from which on a picture on it may hold the lines of a table."""


class Method(NamedTuple):
    """A way to read pages again: an engine, or the first reader with something else believed of a page's lines."""

    engine: Engine
    hypothesis: str = ""


_PLUMBER, _CAMELOT = Method("pdfplumber"), Method("camelot")
METHODS = (_PLUMBER, *(Method("pdfium", name) for name in hypotheses.HYPOTHESES), _CAMELOT)
"""In the order in which they are asked: camelot comes last, since it costs most."""
_OF_PICTURES: Mapping[str, Callable[[Page], Page]] = {**hypotheses.OF_PICTURES, "code_columns": with_code_columns}
OF_PICTURES = tuple(Method("ocr", name) for name in _OF_PICTURES)
"""Of pages that were read from pictures; no parser has anything to say there."""
BETWEEN_WORDS = "between_words"
"""What a picture shows without upright lines through words: its print is cut into words otherwise, and read again."""
OF_PICTURES_AGAIN = tuple(Method("ocr", "+".join(filter(None, (BETWEEN_WORDS, name)))) for name in ("", *_OF_PICTURES))
"""Of pages with such lines; asked last, since recognising costs most."""


class PdfFile(NamedTuple):
    """The file, for engines that read it again."""

    data: bytes
    password: str | None


@dataclass(slots=True)
class Readings:
    """A document's pages as other methods take them apart, kept for all of its tables."""

    file: PdfFile
    sheets: tuple[Sheet, ...]
    """As the first reader took them apart."""
    read_table: ReadTable
    read: dict[Method, dict[int, Sheet]] = field(default_factory=dict)
    """The pages that each method has read."""
    pictures: Mapping[int, Page] = field(default_factory=dict)
    """The pages that were read from pictures, where it is about these."""
    clear: Callable[[int], Page | None] = lambda _: None
    """A picture read again without upright lines through words; None where it has none."""
    failed: dict[Method, str] = field(default_factory=dict)
    left_out: dict[Method, frozenset[int]] = field(default_factory=dict)
    """Pages that a method does not take apart, since they would cost too much."""
    faults: list[Finding] = field(default_factory=list)
    """Failures of our own on the way to a reading."""

    def read_pages(self, method: Method, pages: Sequence[int]) -> None:
        """Take pages apart by another method; what it fails of is kept with it."""
        by_number = {sheet.page: sheet for sheet in self.sheets}
        try:
            if method.hypothesis:
                self.read[method] = self._built(method.hypothesis, pages)
            else:
                grids = self._grids(method.engine, pages, by_number)
                self.read[method] = {
                    page: _with_grids(by_number[page], [_folded(grid) for grid in grids.get(page, ())])
                    for page in pages
                }
                if method == _PLUMBER:
                    self.left_out[method] = frozenset(pages).difference(grids)
        except DocumentError as error:
            self.failed[method] = error.message
        except Exception as error:  # ours, not the file's: the first reading stands, and the document says so
            self.failed[method] = self._fault(error)

    def _fault(self, error: Exception, table_id: str = "") -> str:
        """A failure of our own: no quiet “no table”, but a doubt, and a trace in the log."""
        _LOG.error("a table could not be read again", exc_info=error)
        self.faults.append(finding("opinion_failed", table_id, error=type(error).__name__))
        return f"{type(error).__name__}: {error}"

    def _built(self, hypothesis: str, pages: Sequence[int]) -> dict[int, Sheet]:
        """Pages taken apart by the first reader again, with something else believed of their lines."""
        builder = Builder()
        belief = hypothesis.removeprefix(BETWEEN_WORDS).removeprefix("+")
        read = list(self._pages(hypothesis, pages).values()) if self.pictures else self._parsed(pages)
        believed = [_OF_PICTURES[belief](page) for page in read] if belief else read
        if belief and all(
            one.rulings == other.rulings and len(one.chars) == len(other.chars)
            for one, other in zip(read, believed, strict=True)
        ):
            return {}  # nothing to believe otherwise: the same reading again is no opinion
        sheets = map(builder.build, believed)
        return {sheet.page: with_titles(sheet)[0] if self.pictures else sheet for sheet in sheets}

    def _pages(self, hypothesis: str, pages: Collection[int]) -> dict[int, Page]:
        """Pictures as they were read, or read again where a hypothesis asks for that."""
        again = self.read_again(pages) if hypothesis.startswith(BETWEEN_WORDS) else {}
        return {number: again.get(number, self.pictures[number]) for number in pages}

    def read_again(self, pages: Collection[int]) -> dict[int, Page]:
        """Those of some pages that have upright lines through words, read without them."""
        return {number: page for number in pages if (page := self.clear(number)) is not None}

    def _parsed(self, pages: Sequence[int]) -> list[Page]:
        reader = open_pdf(*self.file)
        try:
            return [reader.read(number) for number in pages]
        finally:
            reader.close()

    def _grids(
        self, engine: Engine, pages: Sequence[int], by_number: Mapping[int, Sheet]
    ) -> Mapping[int, tuple[Grid, ...]]:
        turns = {page: by_number[page].turned for page in pages}
        if engine == "pdfplumber":
            from extractor.parse.plumber_tables import plumber_grids

            return plumber_grids(*self.file, turns)
        from extractor.grid.camelot import camelot_grids

        # It looks for lines; where the others saw none and there is no picture of any, it has nothing to add.
        lined = [page for page in pages if self._may_have_lines(by_number[page])]
        return camelot_grids(*self.file, turns, lined) if lined else {}

    def _may_have_lines(self, sheet: Sheet) -> bool:
        ruled = any(grid.kind == "ruled" for grid in sheet.grids)
        seen = self.read.get(_PLUMBER, {}).get(sheet.page)
        return ruled or sheet.image_share >= _PICTURE or bool(seen and seen.grids)

    def contender(self, table_id: str, pages: Sequence[int], method: Method) -> Contender:
        """A table as a method reads it from the pages on which it may stand."""
        if method in self.failed:
            return Contender(method.engine, None, self.failed[method], method.hypothesis)
        left = self.left_out.get(method, frozenset()).intersection(pages)
        if left:
            words = f"第 {'、'.join(map(str, sorted(left)))} 页的线条和文字太多，没有读"
            return Contender(method.engine, None, words, method.hypothesis)
        try:
            table = self.read_table(table_id, self.sheets_by([(method, pages)]))
            if table is not None and self.pictures:
                # As the first reading was: what is mended tells more of a reading than what is misread alike in all.
                (table,) = mend_names([table], self._pages(method.hypothesis, pages))
        except Exception as error:
            return Contender(method.engine, None, self._fault(error, table_id), method.hypothesis)
        read = {id(grid) for sheet in self.read[method].values() for grid in sheet.grids}
        if table is not None and any(id(part) not in read for part in table.parts):
            table = None  # what another reading found elsewhere under the same title
        return Contender(method.engine, table, hypothesis=method.hypothesis)

    def sheets_by(self, taken_by: Sequence[tuple[Method, Collection[int]]]) -> tuple[Sheet, ...]:
        """The document's pages, some as another method takes them apart; of two for one page the later one."""
        taken = {
            page: self.read[method][page]
            for method, pages in taken_by
            if method in self.read
            for page in pages
            if page in self.read[method]
        }
        return tuple(taken.get(sheet.page, sheet) for sheet in self.sheets)


def _folded(grid: Grid) -> Grid:
    """A grid of another engine with the characters that the first reader reads."""
    return replace(grid, cells=tuple(replace(cell, text=folded(cell.text)) for cell in grid.cells))


def _with_grids(sheet: Sheet, grids: Sequence[Grid]) -> Sheet:
    """A page with another engine's grids; its lines are those that stand outside of them."""
    lines = tuple(line for line in sheet.lines if not any(grid.box.holds(line.box) for grid in grids))
    return replace(sheet, grids=tuple(grids), lines=lines)
