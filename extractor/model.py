"""What passes between the stages: frozen dataclasses, no I/O, no third-party library.

Units everywhere: lengths are PDF points measured from the top left corner of the page as it is shown; pages count
from 1; money is `Decimal` in 万元; a printed string is what stands on the page without white space.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

Engine = Literal["pdfium", "pdfplumber", "camelot", "ocr"]
GridKind = Literal["ruled", "rows", "aligned"]
TableStatus = Literal["present", "empty", "missing"]
FigureState = Literal["figure", "blank", "dash", "text"]
"""`text`: something is printed that is no figure. It is written as a figure without an amount, and reported."""
Proof = Literal["proved", "unproved", "disputed", "repaired"]
"""`repaired`: read anew from a picture, because the first reading broke an identity that this one keeps."""
Side = Literal["income", "expenditure", ""]
Kind = Literal["account", "budget"]
"""What a document publishes: a final account (决算) or a budget (预算)."""
Status = Literal["verified", "inconsistent", "doubtful", "unsupported", "no_text", "failed"]
MatchedBy = Literal["header", "number", "position", "unknown"]
Grade = Literal["exact", "tail", "fail", "not_checkable"]
Verdict = Literal["agreed", "replaced", "kept", "differ", "alone"]
"""What came of reading a table again: independent readings `agreed`; another one `replaced` the first; the first was
`kept` as the only one that proves itself; readings `differ` and nothing decides; the first is `alone`, since no other
reading is whole."""


class Box(NamedTuple):
    """A rectangle on the page as shown; `top` < `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def mid_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def mid_y(self) -> float:
        return (self.top + self.bottom) / 2


def union(boxes: Iterator[Box] | list[Box] | tuple[Box, ...]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    every = list(boxes)
    return Box(
        min(b.x0 for b in every),
        min(b.top for b in every),
        max(b.x1 for b in every),
        max(b.bottom for b in every),
    )


class Char(NamedTuple):
    """One visible character. A named tuple, not a dataclass: a page has a thousand of them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    """Where the writing line runs (y); steadier than the box, which fonts without ascent collapse."""
    size: float
    """Height of the line the font asks for (points)."""


class Ruling(NamedTuple):
    """One drawn line or thin box: the centre line from (x0, top) to (x1, bottom), and its thickness."""

    x0: float
    top: float
    x1: float
    bottom: float
    thickness: float

    @property
    def horizontal(self) -> bool:
        return (self.x1 - self.x0) >= (self.bottom - self.top)

    @property
    def length(self) -> float:
        return max(self.x1 - self.x0, self.bottom - self.top)


class ReadWord(NamedTuple):
    """A line of print, or a piece of one, as it was read from a picture."""

    text: str
    box: Box
    confidence: float
    """Of its least certain character, 0 to 1. It is no proof: a lost point may come with 0.9999."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as shown, turned upright, whatever read it."""

    number: int
    width: float
    height: float
    text: str
    """All text in the file's own order, white space as the engine gave it; for quick looks only."""
    chars: tuple[Char, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    image_share: float = 0.0
    """Share of the page that pictures cover, 0 to 1."""
    hidden_chars: int = 0
    """Characters that are in the file but cannot be seen: invisible, white, clipped, off the page."""
    hidden_rulings: int = 0
    turned: int = 0
    """By how many degrees clockwise it was turned further than the file shows it, to stand upright."""
    user_unit: float = 1.0
    """Points a unit of its coordinates."""
    overlays: tuple[Box, ...] = ()
    """Where comments and form fields show text that is not in the page itself."""
    red: tuple[Box, ...] = ()
    """Where text is red, which may be all that tells a negative figure."""
    fills: tuple[Box, ...] = ()
    """Coloured backgrounds, whose edges may be all that divides rows or columns."""
    engine: Engine = "pdfium"
    words: tuple[ReadWord, ...] = ()
    """What was read from a picture, with its confidence; empty for a page of text."""
    warp: tuple[float, ...] = ()
    """Where the page was made straight: the 3 x 3 matrix, row by row, from a place on it, turned back, to the place on
    the page as shown. Empty where they are the same."""


class Word(NamedTuple):
    """Characters that stand together on one writing line."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one writing line outside any table, from left to right."""

    page: int
    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """The line as printed, one space where the words stand apart."""
        return " ".join(word.text for word in self.words)

    @property
    def squeezed(self) -> str:
        """The line without any white space."""
        return "".join("".join(word.text.split()) for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid with its spans. `text` has a newline between printed lines and no other change."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    text: str = ""
    text_box: Box | None = None
    """Where the text stands inside the cell."""
    page: int = 0
    """The page it is printed on where that is not the page of its grid; 0 where it is."""

    @property
    def squeezed(self) -> str:
        """The cell's text without any white space."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table region of one page as rows and columns of cells. Every place of the grid is in exactly one cell."""

    page: int
    box: Box
    xs: tuple[float, ...]
    """Column edges, one more than there are columns."""
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    kind: GridKind = "ruled"
    engine: Engine = "pdfium"

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    def matrix(self) -> list[list[Cell]]:
        """Rows of cells; a spanning cell stands at every place it covers."""
        places: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, cell.row + cell.rowspan):
                for c in range(cell.col, cell.col + cell.colspan):
                    places[r][c] = cell
        return [[cell for cell in row if cell is not None] for row in places]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page taken apart: its grids from top to bottom and the text lines outside them."""

    page: int
    width: float
    height: float
    grids: tuple[Grid, ...]
    lines: tuple[Line, ...]
    text: str = ""
    turned: int = 0
    """As in `Page`: by how much the page was turned to stand upright."""
    user_unit: float = 1.0
    hidden_chars: int = 0
    image_share: float = 0.0
    """Share of the page that pictures cover, 0 to 1; the lines of a table may be one."""
    overlays: tuple[Box, ...] = ()
    """As in `Page`."""
    red: tuple[Box, ...] = ()
    """As in `Page`."""
    warp: tuple[float, ...] = ()
    gutter: float = 0.0
    """Where two pages printed side by side on the sheet part; 0 on a sheet of one page. The left one comes first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of the running text, folded for matching (half-width signs, no white space, no quotes)."""

    key: str
    """Which section of the explanation it is, e.g. `overall`; "" for any other part of the document."""
    heading: str
    text: str
    marks: tuple[tuple[int, int], ...]
    """(offset, page): from which character on the text stands on which page, ascending from 0."""

    def page_at(self, offset: int) -> int:
        """The page on which a character of the text is printed."""
        return next((page for start, page in reversed(self.marks) if start <= offset), 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: a stable code, a Chinese sentence, and where."""

    code: str
    message: str
    table_id: str = ""
    page: int | None = None
    severity: Literal["info", "doubt", "fault"] = "info"
    """`info` changes nothing; `doubt` makes the document doubtful; `fault` says the document contradicts itself."""


@dataclass(frozen=True, slots=True)
class Located:
    """A numbered table found in the document, not yet read: its form and the grids it is printed in."""

    form_id: str
    title: str
    """The title as printed, white space removed."""
    form_no: str
    """The printed number, e.g. 公开01表; "" where none is printed."""
    unit_printed: str
    """The printed unit line, e.g. 单位：万元; "" where none is printed."""
    entity_printed: str
    parts: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    """What is printed under the table: notes and formulas, white space removed."""
    pages: tuple[int, ...] = ()
    title_box: Box | None = None
    findings: tuple[Finding, ...] = ()
    title_page: int = 0
    year: str = ""
    """The year in the title as printed, e.g. 2023年度; "" where it names none."""


@dataclass(frozen=True, slots=True)
class Column:
    """A figure column of a table."""

    id: str
    title: str
    """Header words as printed, levels joined with ·."""
    index: int
    """Which grid column it is (0-based, in the first part)."""
    side: Side = ""
    panel: int = 0
    number: str = ""
    """The printed 栏次, "" where none is printed."""
    matched_by: MatchedBy = "header"
    left_over: str = ""
    """A word over it that is another column's, or nobody's; "" where every word over it is explained."""
    boxes: tuple[Box | None, ...] = ()
    """What its figures have to stand under, one a part: the drawn cell of its header words, or where no line parts
    the columns the words themselves. None where the part has no such column."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a figure column, blanks included."""

    column_id: str
    printed: str
    amount: Decimal | None
    """Exact 万元; None for a blank, a dash or something that is no figure."""
    state: FigureState
    page: int
    box: Box
    part: int
    row: int
    col: int
    engine: Engine = "pdfium"
    proof: Proof = "unproved"
    first_reading: str = ""
    """What was read first, where `printed` is a later reading of the same place."""
    confidence: float | None = None
    """Of a figure read from a picture, 0 to 1; None for text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one panel of a table: its keys and its figures in column order."""

    index: int
    """Place in the table, from 1, in printed order."""
    side: Side
    section: str
    line_no: str
    code: str
    level: str
    """`total`, `class` (类), `division` (款), `item` (项), or "" where the row has no level."""
    label: str
    figures: tuple[Figure, ...]
    page: int
    panel: int = 0
    of_which: bool = False
    """The row is a part (其中) of the row above it and is not added."""
    box: Box | None = None
    """What its figures have to stand beside: the drawn cells of its code and label, or where no line parts the rows
    the words themselves. None where it has no key, one that is printed on two pages, or one that runs over its cell."""

    def __getitem__(self, column_id: str) -> Figure:
        for figure in self.figures:
            if figure.column_id == column_id:
                return figure
        raise KeyError(column_id)

    def amount(self, column_id: str) -> Decimal | None:
        """The 万元 amount in a column, None for a blank or a column the row does not have."""
        for figure in self.figures:
            if figure.column_id == column_id:
                return figure.amount
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table, read: status, columns, rows, and the grids it was printed in."""

    table_id: str
    form_title: str
    """The form's own name, whatever the document prints."""
    title_printed: str
    form_no_printed: str
    status: TableStatus
    pages: tuple[int, ...]
    unit: str
    """元, 千元, 万元, 亿元, or "" where it is unknown."""
    unit_printed: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    parts: tuple[Grid, ...] = ()
    header_rows: tuple[int, ...] = ()
    """How many header rows each part has."""
    notes: tuple[str, ...] = ()
    engine: Engine = "pdfium"
    findings: tuple[Finding, ...] = ()
    ruled: bool = False
    """Drawn rules part its rows and columns, on all of its pages."""
    sideways: tuple[int, ...] = ()
    """Pages on which the table lies on its side as shown: its rows run up or down the page."""

    @property
    def figures(self) -> Iterator[tuple[Row, Figure]]:
        """Every cell of every figure column with its row, blanks included."""
        for row in self.rows:
            for figure in row.figures:
                yield row, figure

    @property
    def figure_count(self) -> int:
        """How many cells hold a printed figure."""
        return sum(1 for _, figure in self.figures if figure.state == "figure")

    def column(self, column_id: str) -> Column | None:
        return next((column for column in self.columns if column.id == column_id), None)


class Place(NamedTuple):
    """A figure's place in the document: table, row (1-based index), column."""

    table_id: str
    row_index: int
    column_id: str


class Equation(NamedTuple):
    """One sum as it was evaluated: what it would notice can be told from it."""

    terms: tuple[tuple[int, Place], ...]
    """Every place it adds with its sign, blanks too; the total last, with -1."""
    off: Decimal
    """What the terms come to, 万元: nought where the sum is exact."""
    bound: Decimal
    """The largest `off`, either way, that rounding explains."""
    one_way: bool = False
    """It says only that the terms come to no more than the bound: the first is a part of the last."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One identity evaluated: what the arithmetic asks for and what is printed, both in 万元."""

    check_id: str
    table_id: str
    where: str
    expected: Decimal | None
    found: Decimal | None
    bound: Decimal | None
    """The largest difference that rounding explains."""
    grade: Grade
    page: int | None
    message: str
    places: tuple[Place, ...] = ()
    """Every figure the identity speaks of."""
    equations: tuple[Equation, ...] = ()
    """The sums behind it, of which what they would notice can be told; none for an inequality, for printed formulas
    (which know rows and columns by their numbers, not by their names), nor in a record that was read back."""

    @property
    def difference(self) -> Decimal | None:
        return None if self.expected is None or self.found is None else self.found - self.expected


class Score(NamedTuple):
    """What speaks for a reading of a table."""

    tokens: int
    """Money tokens that any reading saw in the table's region."""
    kept: int
    """How many of them stand in a figure column of this reading."""
    wanted: int
    """Columns the form asks for."""
    columns: int
    """How many of them this reading knows by their words or printed numbers."""
    misfits: int
    """What does not fit the form: columns without a name, rows that stand twice, cells that are no figures."""
    failed: int
    """Identities concerning the table that fail."""
    held: int
    """Identities concerning the table that hold, give or take rounding."""
    covered: int
    """Money tokens of its figures that stand in a sum."""
    proved: int
    """Money tokens of its figures that stand in a sum that holds."""


class Difference(NamedTuple):
    """A figure that two readings of a table read differently; "" where a reading has none in that place."""

    where: str
    """Row and column for people."""
    chosen: str
    other: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a table among several."""

    engine: Engine
    score: Score | None
    """None where the engine found no such table."""
    differences: tuple[Difference, ...] = ()
    """The figures it reads otherwise than the chosen reading."""
    error: str = ""
    """Why the engine could not read at all."""
    hypothesis: str = ""
    """What this reading believed of the page's lines, e.g. `rows_only`; "" for an engine's usual reading."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Why a table was read again, how each reading did, and which one was taken for what reason."""

    table_id: str
    causes: tuple[str, ...]
    """`check_failed`, or codes of the findings that say what did not fit."""
    pages: tuple[int, ...]
    chosen: Engine
    verdict: Verdict
    reason: str
    """In Chinese, one sentence."""
    candidates: tuple[Candidate, ...]
    hypothesis: str = ""
    """As in `Candidate`, of the chosen reading."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One published document, read: everything that goes into its files."""

    source: str
    """The file name the document came from (no folder)."""
    sha256: str
    size: int
    page_count: int
    entity: str
    fiscal_year: int | None
    scope: str
    """部门 (with its units) or 单位 (one unit), "" where the document does not say."""
    family: str
    """`department` (nine tables), `university` (four tables), or "" for a document that is neither."""
    status: Status
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What the PDF says of itself: Title, Producer, CreationDate."""
    contents: tuple[str, ...] = ()
    """The table titles that the 目录 lists, in order."""
    code: str = ""
    """Machine code of the status, e.g. `ok`, `budget`, `encrypted`."""
    checks: tuple[CheckResult, ...] = ()
    passages: tuple[Passage, ...] = ()
    """The running text, section by section."""
    opinions: tuple[Opinion, ...] = ()
    """Tables that were read more than once, and which reading was taken."""

    @property
    def name(self) -> str:
        """`<年度>_<部门>_<first 8 of sha256>`, the name of the document's folder and workbook."""
        from extractor.naming import portable

        year = str(self.fiscal_year) if self.fiscal_year else "年度不详"
        return f"{year}_{portable(self.entity or '部门不详')}_{self.sha256[:8]}"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the document is not simply fine, in Chinese, each reason once."""
        return tuple(dict.fromkeys(f.message for f in self.findings if f.severity != "info"))

    @property
    def figure_count(self) -> int:
        return sum(table.figure_count for table in self.tables)

    def table(self, table_id: str) -> Table | None:
        return next((table for table in self.tables if table.table_id == table_id), None)

    def __getitem__(self, table_id: str) -> Table:
        found = self.table(table_id)
        if found is None:
            raise KeyError(table_id)
        return found

    def frames(self) -> dict[str, pd.DataFrame]:
        """pandas DataFrames: one a table under its id, and the tidy table under `figures`.

        A table's frame has the keys (side, section, line_no, code, level, label) and one column a figure column, in
        万元 as `Decimal`; the tidy frame has the columns of figures.csv.
        """
        from extractor.export.frames import frames

        return frames(self)
