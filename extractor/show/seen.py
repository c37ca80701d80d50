"""A PDF taken apart with everything kept that `juesuan show` tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractor import locate
from extractor.document.pages import take_apart
from extractor.document.reading import read_bytes
from extractor.errors import DocumentError
from extractor.export.findings import all_findings
from extractor.locate.contents import contents_pages
from extractor.model import Box, Disclosure, Finding, Grid, Located, Page, Sheet, Table
from extractor.parse import open_pdf
from extractor.reread.readings import PdfFile
from extractor.scan import Ocr, ScannedPages
from extractor.system.regular import read_regular


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on each page, which tables were found, and what was read from them."""

    source: str
    data: bytes = field(repr=False)
    sheets: tuple[Sheet, ...]
    scans: frozenset[int]
    """Pages that are pictures without text."""
    contents: frozenset[int]
    """Pages of the 目录."""
    located: tuple[Located, ...]
    disclosure: Disclosure | None
    refusal: DocumentError | None
    """Why the document as a whole is not read."""
    metadata: dict[str, str] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)
    read: Mapping[int, Page] = field(default_factory=dict, repr=False)
    """The pages that were read from their pictures, by number."""

    @property
    def tables(self) -> tuple[Table, ...]:
        return self.disclosure.tables if self.disclosure else ()

    @property
    def first_table_page(self) -> int:
        """The first page that holds a table, 1 where there is none."""
        return min((page for found in self.located for page in found.pages), default=1)

    def tables_on(self, page: int) -> list[tuple[Located, bool]]:
        """The tables on a page from top to bottom, and whether they began on an earlier one."""
        return [(found, page != min(found.pages)) for found in self.located if page in found.pages]

    def owner(self, grid: Grid) -> Located | None:
        """The table that a grid of a page was taken for; the first one where it holds several."""
        for found in self.located:
            for part in found.parts:
                if part.page == grid.page and _inside(part, grid):
                    return found
        return None

    def titles_on(self, page: int) -> list[Box]:
        """Where the titles on a page stand; a title may stand at the foot of the page before its table."""
        return [found.title_box for found in self.located if found.title_box and self._title_page(found) == page]

    def _title_page(self, found: Located) -> int:
        first = min(found.pages)
        return next((page for page in (first, first - 1) if page and self._stands(found.title_box, page)), first)

    def _stands(self, box: Box | None, page: int) -> bool:
        sheet = self.sheets[page - 1]
        return any(line.box == box for line in sheet.lines) or any(
            cell.box == box for grid in sheet.grids for cell in grid.cells
        )

    def page(self, number: int) -> Page:
        """The page with all its characters and rulings, read again."""
        if number in self.read:
            return self.read[number]
        reader = open_pdf(self.data, self.password)
        try:
            return reader.read(number)
        finally:
            reader.close()


def findings_on(seen: Seen, number: int) -> list[Finding]:
    """The findings that speak of a page, the grave ones first."""
    found = all_findings(seen.disclosure) if seen.disclosure else []
    return [one for one in found if number in (one.page, *(spot.page for spot in one.spots))]


def inspect(path: Path, password: str | None = None, ocr: Ocr = "auto") -> Seen:
    """Take a PDF apart.

    A document that is refused as a whole (a government's budget, a scan) is taken apart all the same.

    Raises:
        DocumentError: the file cannot be opened, or a page of it cannot be read.
    """
    data = read_regular(path)
    scanned = ScannedPages(data, password, ocr)
    pages = take_apart(PdfFile(data, password), "pdfium", scanned)
    disclosure, refusal = None, None
    try:
        disclosure = read_bytes(data, path.name, password=password, ocr=ocr, scanned=scanned)
    except DocumentError as error:
        refusal = error
    kind = locate.kind_of(pages.sheets) if disclosure is None else disclosure.kind
    return Seen(
        source=path.name,
        data=data,
        sheets=tuple(pages.sheets),
        scans=frozenset(pages.unread),
        contents=frozenset(contents_pages(pages.sheets, kind)),
        located=locate.survey(pages.sheets, kind).tables,
        disclosure=disclosure,
        refusal=refusal,
        metadata=pages.metadata,
        password=password,
        read=scanned.pages,
    )


def _inside(part: Grid, grid: Grid) -> bool:
    """Whether a table's part is the grid or was cut out of it."""
    box, whole = part.box, grid.box
    return whole.x0 - 1 <= box.mid_x <= whole.x1 + 1 and whole.top - 1 <= box.mid_y <= whole.bottom + 1
