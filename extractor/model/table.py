"""A numbered table: found, then read into rows and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import is_
from typing import Literal, NamedTuple

from extractor.errors import UnknownNameError
from extractor.model.address import figure_id_of
from extractor.model.finding import Finding
from extractor.model.geometry import Box
from extractor.model.grid import Grid
from extractor.model.page import Engine

TableStatus = Literal["present", "empty", "missing"]
FigureState = Literal["figure", "blank", "dash", "text"]
"""`text`: something is printed that is no figure. It is written as a figure without an amount, and reported."""
Proof = Literal["proved", "unproved", "disputed", "repaired", "confirmed", "corrected"]
"""`repaired`: read anew from a picture, because the first reading broke an identity that this one keeps, or in a row of
which only another code or name fits what else the document says. `confirmed`, `corrected`: a person says so."""
Side = Literal["income", "expenditure", ""]
MatchedBy = Literal["header", "number", "position", "unknown"]


class Place(NamedTuple):
    """A figure's place in the document: table, row (1-based index), column."""

    table_id: str
    row_index: int
    column_id: str


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
    first_reading: str = ""
    """Code and name as they were read from a picture, where what else says them left only another reading."""
    row_id: str = ""
    """What it goes by in every year and region, unique in its table: its code, else its word in the form
    (`income_year`, `opening_balance`), else its bare label. "" while the document is still being read."""

    @property
    def of_picture(self) -> bool:
        """Whether it was read from a picture."""
        return any(figure.engine == "ocr" for figure in self.figures)

    def __getitem__(self, column_id: str) -> Figure:
        """The figure in a column; raises `UnknownNameError`, a `KeyError`, where the row has no such column."""
        for figure in self.figures:
            if figure.column_id == column_id:
                return figure
        raise UnknownNameError("这一栏", column_id, (figure.column_id for figure in self.figures))

    def amount(self, column_id: str) -> Decimal | None:
        """The 万元 amount in a column, None for a blank or a dash.

        Raises:
            UnknownNameError: a `KeyError`: the row has no such column. The halves of T01 and T04 have columns of their
                own; `get` asks for one that may not be there.
        """
        return self[column_id].amount

    def get(self, column_id: str) -> Decimal | None:
        """The 万元 amount in a column, None for a blank or for a column that the row does not have."""
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

    @property
    def first_page(self) -> int | None:
        """Where it begins; None for a table that was not found."""
        return self.pages[0] if self.pages else None

    @property
    def total_row(self) -> Row | None:
        """The row that sums up the table (合计); the first where several panels have one each."""
        return next((row for row in self.rows if row.level == "total" and not row.code), None)

    def column(self, column_id: str) -> Column | None:
        for column in self.columns:
            if column.id == column_id:
                return column
        return None

    def place(self, row: Row, figure: Figure) -> Place:
        """Where a figure of one of its rows stands in the document."""
        return Place(self.table_id, row.index, figure.column_id)

    def figure_id(self, row: Row, figure: Figure) -> str:
        """The address of a figure of one of its rows: the same in every output."""
        return figure_id_of(self.table_id, row.row_id, figure.column_id)

    def map_figures(self, change: Callable[[Row, Figure], Figure]) -> Table:
        """The table with each figure as `change` makes it; the table itself where it leaves every figure alone."""
        rows = []
        for row in self.rows:
            figures = tuple(change(row, figure) for figure in row.figures)
            rows.append(row if all(map(is_, figures, row.figures)) else replace(row, figures=figures))
        return self if all(map(is_, rows, self.rows)) else replace(self, rows=tuple(rows))

    def noting(self, *findings: Finding) -> Table:
        """The table with more said of it."""
        return replace(self, findings=(*self.findings, *findings)) if findings else self
