"""One document as a panel asks it: its figures by id and by name, and its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractor.export.panel.named import PrintedRow, rows_of
from extractor.export.panel.source import Document, Line, Source
from extractor.forms import Family, catalogue
from extractor.forms.figures import NamedFigure
from extractor.language.sentences import place_of
from extractor.language.units import FACTORS

SURE = frozenset({"proved", "repaired", "confirmed", "corrected"})
"""Proofs of a figure that is what is printed, as far as anybody can tell."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, or a number of a record, of one document."""

    document: Document
    id: str
    """The figure's id, or a record's (`operating/amount`)."""
    title: str
    """What it is, as the document prints it: table, row and column."""
    amount: Decimal | None
    """万元, %, or a count; None for a blank."""
    unit: str
    """Of `amount`."""
    printed: str
    unit_printed: str
    proof: str
    page: str
    box: tuple[str, str, str, str]
    step: Decimal
    """One unit of the last place that its table prints, in the unit of `amount`."""
    parts: int = 1
    """How many figures it is the sum of."""

    @property
    def sure(self) -> bool:
        """Whether a difference from it may be told as one."""
        return self.proof in SURE

    @property
    def disputed(self) -> bool:
        return self.proof == "disputed"

    @property
    def nought(self) -> bool:
        """Whether nothing is printed, or 0."""
        return not self.amount

    @property
    def quote(self) -> str:
        """What is printed, with its unit; 空 for a blank."""
        return f"{self.printed}{self.unit_printed}" if self.printed else "空"

    @property
    def table_id(self) -> str:
        return self.id.split("/")[0]

    @property
    def row_id(self) -> str:
        return self.id.split("/")[1] if self.id.count("/") > 1 else ""

    @property
    def column_id(self) -> str:
        return self.id.rpartition("/")[2]


class Account:
    """One document; its figures are read when first asked for."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document = document
        self._source = source
        self._records: dict[str, Sequence[Line]] = {}
        self._named: dict[str, Value | None] = {}

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The figures in printed order."""
        return self._source.figures(self.document)

    @cached_property
    def by_id(self) -> dict[str, Line]:
        """The figures by id; of two with one id the first."""
        out: dict[str, Line] = {}
        for line in self.lines:
            out.setdefault(line["figure_id"], line)
        return out

    @cached_property
    def tables(self) -> dict[str, list[PrintedRow]]:
        """The rows of each table, in printed order."""
        out: dict[str, dict[str, PrintedRow]] = {}
        for line in self.lines:
            rows = out.setdefault(line["table_id"], {})
            rows.setdefault(line["row_index"], PrintedRow.of(line)).cells.setdefault(line["column_id"], line)
        return {table: list(rows.values()) for table, rows in out.items()}

    @cached_property
    def family(self) -> Family | None:
        """The family of its tables."""
        known = catalogue()
        return next((family for table in self.tables if (family := known.family_of(table)) is not None), None)

    @cached_property
    def _steps(self) -> dict[str, Decimal]:
        """One unit of the last place of each table, 万元."""
        out: dict[str, Decimal] = {}
        for line in self.lines:
            if line["amount"]:
                step = place_of(line["printed"].replace("．", ".").rstrip("%％)）")) * _factor(line)
                out[line["table_id"]] = min(step, out.get(line["table_id"], step))
        return out

    def records(self, kind: str) -> Sequence[Line]:
        """Its records of one kind (`changes`)."""
        if kind not in self._records:
            self._records[kind] = self._source.records(self.document, kind)
        return self._records[kind]

    def figure(self, figure_id: str) -> Value | None:
        """A figure by its id; None where it is not printed."""
        line = self.by_id.get(figure_id)
        return None if line is None else self.value(line)

    def first(self, addresses: Sequence[str]) -> Value | None:
        """The first of several figures that is printed, each by its id, or by table, row of the form and column."""
        for address in addresses:
            if address in self.by_id:
                return self.value(self.by_id[address])
            table, row_id, column = address.split("/")
            rows = rows_of(table, row_id, self.tables.get(table, ()))
            line = rows[0].cells.get(column) if len(rows) == 1 else None
            if line is not None:
                return self.value(line)
        return None

    def value(self, line: Line) -> Value:
        """A line of its figures."""
        table = line["table_id"]
        name = " ".join(filter(None, (line["code"], line["label"])))
        title = "·".join(filter(None, (line["table_title"], name, line["column_title"])))
        return Value(
            self.document,
            line["figure_id"],
            title,
            Decimal(line["amount"]) if line["amount"] else None,
            "万元",
            line["printed"],
            line["unit_printed"],
            line["proof"],
            line["page"],
            (line["x0"], line["top"], line["x1"], line["bottom"]),
            self._steps.get(table, _factor(line) / 100),
        )

    def named(self, name: str) -> Value | None:
        """A named figure of its family; None where the document does not print it, or prints it twice otherwise."""
        if name not in self._named:
            figure = None if self.family is None else self.family.figures.get(name)
            self._named[name] = None if figure is None else self._find(figure)
        return self._named[name]

    def _find(self, figure: NamedFigure) -> Value | None:
        if figure.add:
            return None  # a sum of ours is no figure that anybody can look up
        for row_id in figure.rows:
            rows = rows_of(figure.table, row_id, self.tables.get(figure.table, ()))
            if rows:
                return self._one(figure, rows)
        return None

    def _one(self, figure: NamedFigure, rows: Sequence[PrintedRow]) -> Value | None:
        """The figure where all its rows print the same; a row for each line of a source counts only alone."""
        cells = [next((row.cells[one] for one in figure.columns if one in row.cells), None) for row in rows]
        values = [self.value(line) for line in cells if line is not None]
        return values[0] if values and len({value.amount for value in values}) == 1 else None


def _factor(line: Line) -> Decimal:
    """One of the unit that a figure's table is printed in, 万元."""
    return FACTORS.get(line["unit_printed"], Decimal(1))
