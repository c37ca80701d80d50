"""One document as a panel asks it: its figures by id and by name, and its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from extractor.export.panel.source import Document, Line, Source
from extractor.forms import Family, catalogue
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
        """What is printed, a number with its unit; 空 for a blank."""
        if self.amount is None:
            return self.printed or "空"
        return f"{self.printed}{self.unit_printed}"

    @property
    def table_id(self) -> str:
        return self.id.split("/")[0]

    @property
    def row_id(self) -> str:
        return self.id.split("/")[1] if self.id.count("/") > 1 else ""

    @property
    def column_id(self) -> str:
        return self.id.rpartition("/")[2]


@dataclass(slots=True)
class PrintedRow:
    """One row of a table."""

    row_id: str
    code: str
    label: str
    cells: dict[str, Line] = field(default_factory=dict)
    """By column."""


class Account:
    """One document; its figures are read when first asked for."""

    def __init__(self, document: Document, source: Source) -> None:
        self.document = document
        self._source = source
        self._records: dict[str, Sequence[Line]] = {}

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
            if line["row_index"] not in rows:
                rows[line["row_index"]] = PrintedRow(line["row_id"], line["code"], line["label"])
            rows[line["row_index"]].cells.setdefault(line["column_id"], line)
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

    def first(self, figure_ids: Sequence[str]) -> Value | None:
        """The first of several figures, by their ids, that is printed."""
        return next((value for each in figure_ids if (value := self.figure(each)) is not None), None)

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
        return self.figure(self._ids.get(name, ""))

    @cached_property
    def _ids(self) -> dict[str, str]:
        return self._source.named(self.document)


def _factor(line: Line) -> Decimal:
    """One of the unit that a figure's table is printed in, 万元."""
    return FACTORS.get(line["unit_printed"], Decimal(1))
