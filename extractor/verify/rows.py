"""The rows of a table by the ids that its form gives them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms import RowRule, forms
from extractor.forms.labels import is_total
from extractor.forms.rows import says
from extractor.language.text import bare_label
from extractor.model import Row, Table


def rows_of(table: Table, row_id: str) -> list[Row]:
    """The rows that a form's row means; none where the table has no such row, or several and it must be one."""
    form = forms().get(table.table_id)
    rule = None if form is None else form.row(row_id)
    return [] if rule is None else _taken(rule, table)


def row_id(row: Row) -> str:
    """What a row goes by; its code or its name while its document is still being read."""
    return row.row_id or row.code or bare_label(row.label)


def row_of(table: Table, row_id: str) -> Row | None:
    """The first of these rows."""
    return next(iter(rows_of(table, row_id)), None)


def _taken(rule: RowRule, table: Table) -> list[Row]:
    rows: Sequence[Row] = table.rows
    # What is cheap to ask is asked first: this is done for every reading of every table.
    if rule.side is not None:
        rows = [row for row in rows if row.side == rule.side]
    if rule.codes is not None:
        rows = [row for row in rows if row.code in rule.codes]
    if rule.level is not None:
        rows = [row for row in rows if len(row.code) == rule.level]
    if rule.total:
        rows = [row for row in rows if not row.code]
    if rule.sections is not None:
        rows = [row for row in rows if row.section in rule.sections]
    if rule.before:
        limit = row_of(table, rule.before)
        rows = [] if limit is None else [row for row in rows if row.index < limit.index]
    if rule.after:
        limit = row_of(table, rule.after)
        rows = [] if limit is None else [row for row in rows if row.index > limit.index]
    if rule.take == "first":
        first = next((row for row in rows if fits(rule, row)), None)
        return [] if first is None else [first]
    if rule.take == "last":
        last = next((row for row in reversed(rows) if fits(rule, row)), None)
        return [] if last is None else [last]
    found = [row for row in rows if fits(rule, row)]
    return found if rule.take == "all" or len(found) == 1 else []


def fits(rule: RowRule, row: Row) -> bool:
    """Whether a row is one that the rule means, wherever it stands."""
    if not says(rule, row.side, row.section, row.code, row.label):
        return False
    if rule.of_which is not None and row.of_which != rule.of_which:
        return False
    if rule.own and not is_own(row):
        return False
    return not rule.beside or any(figure.column_id != rule.beside and figure.amount for figure in row.figures)


def is_own(row: Row) -> bool:
    """Whether a row is added: it has a name, and is neither a total nor a part (其中) of the row above."""
    return bool(row.label) and not row.of_which and not is_total(row.label)


def leaves(table: Table, code: str) -> int:
    """How many rows stand lowest below a code; of "" below the whole table."""
    codes = [row.code for row in table.rows if row.code.startswith(code) and len(row.code) > len(code)]
    return sum(1 for c in codes if not any(o != c and o.startswith(c) for o in codes))


def booked_back(table: Table) -> set[str]:
    """Codes with a negative figure: what is booked back there makes a sum smaller than its parts."""
    return {row.code for row in table.rows if row.code and has_negative(row)}


def has_negative(row: Row) -> bool:
    return any(figure.amount is not None and figure.amount < 0 for figure in row.figures)
