"""A side of a summary: its lines, the year's total, what is carried over, the last total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.forms.identities import Balance
from extractor.forms.shape import compiled
from extractor.language.text import bare_label
from extractor.model import Row, Table
from extractor.verify.rows import is_own, row_of
from extractor.verify.rules.words import worded
from extractor.verify.sums import Ledger, term


def balance(rule: Balance, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """The lines above the year's total add up to it; it and what is carried over add up to the last total."""
    table = tables.get(rule.table)
    year = None if table is None else row_of(table, rule.year)
    if table is None or year is None:
        return
    rows = [row for row in table.rows if not rule.side or row.side == rule.side]
    lines = [row for row in rows if row.index < year.index and is_own(row)]
    end = row_of(table, rule.end)
    carried = None if end is None else _carried(rule, table, rows, year, end)
    for column in rule.columns:
        if table.column(column) is None:
            continue
        total = term(table, year, column)
        ledger.equal(rule.check, total, [term(table, row, column) for row in lines], worded(rule.words, total))
        if end is None or carried is None or _is_strange(rule, table, column, rows, year, end):
            continue
        last = term(table, end, column)
        addends = [total, *(term(table, row, column) for row in carried)]
        ledger.equal(rule.check, last, addends, worded(rule.words_end, last, total))


def _carried(rule: Balance, table: Table, rows: Sequence[Row], year: Row, end: Row) -> list[Row] | None:
    """What is carried over; None where nothing can be said of it."""
    if rule.carried:
        named = [row_of(table, row_id) for row_id in rule.carried]
        found = [row for row in named if row is not None]
        return found if len(found) == len(named) else None
    if end.index <= year.index:
        return None
    return [row for row in _between(rows, year, end) if _is_balance(rule, row)]


def _is_strange(rule: Balance, table: Table, column: str, rows: Sequence[Row], year: Row, end: Row) -> bool:
    """Whether something else with an amount stands between the two totals."""
    if rule.carried:
        return False
    others = (row for row in _between(rows, year, end) if not _is_balance(rule, row))
    return any(term(table, row, column).amount for row in others)


def _between(rows: Sequence[Row], year: Row, end: Row) -> list[Row]:
    return [row for row in rows if year.index < row.index < end.index and is_own(row)]


def _is_balance(rule: Balance, row: Row) -> bool:
    return bool(rule.pattern) and bool(compiled(rule.pattern).search(bare_label(row.label)))
