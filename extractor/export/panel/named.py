"""The rows that a form's row rule means, among the lines of figures.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.export.panel.source import Line
from extractor.forms import RowRule, forms
from extractor.forms.labels import is_total
from extractor.forms.rows import says


@dataclass(slots=True)
class PrintedRow:
    """One row of a table as figures.csv has it."""

    index: int
    row_id: str
    side: str
    section: str
    code: str
    label: str
    cells: dict[str, Line] = field(default_factory=dict)
    """By column."""

    @classmethod
    def of(cls, line: Line) -> PrintedRow:
        """The row that a line of figures.csv stands in, as yet without cells."""
        return cls(int(line["row_index"]), line["row_id"], line["side"], line["section"], line["code"], line["label"])


def rows_of(table_id: str, row_id: str, rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows that a form's row means; none where the table has no such row, or several and it must be one."""
    form = forms().get(table_id)
    rule = None if form is None else form.row(row_id)
    return [] if rule is None else _taken(table_id, rule, rows)


def _taken(table_id: str, rule: RowRule, rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    found = [row for row in rows if _fits(rule, row)]
    for other, above in ((rule.before, True), (rule.after, False)):
        if other:
            limit = next(iter(rows_of(table_id, other, rows)), None)
            if limit is None:
                return []
            found = [row for row in found if (row.index < limit.index) is above and row is not limit]
    if rule.take in ("first", "last"):
        return found[:1] if rule.take == "first" else found[-1:]
    return found if rule.take == "all" or len(found) == 1 else []


def _fits(rule: RowRule, row: PrintedRow) -> bool:
    if not says(rule, row.side, row.section, row.code, row.label):
        return False
    of_which = row.label.startswith("其中")
    if rule.of_which is not None and rule.of_which != of_which:
        return False
    if rule.own and (not row.label or of_which or is_total(row.label)):
        return False
    return not rule.beside or any(cell["amount"] for column, cell in row.cells.items() if column != rule.beside)
