"""A side of a summary: its lines, the year's total, what is carried over, the last total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractor.forms.identities import Balance
from extractor.forms.shape import compiled
from extractor.language.text import bare_label, ordinal
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
    end = row_of(table, rule.end)
    for own, own_year, own_end in _panels(rows, year, end):
        _balance(rule, table, own, own_year, own_end, ledger)


def _panels(rows: Sequence[Row], year: Row, end: Row | None) -> Iterator[tuple[Sequence[Row], Row, Row | None]]:
    """The rows of a side with its two totals; each panel for itself where several have the year's total, as they divide
    the same money in several ways (按功能分类, 按支出性质).

    Of a second way only the numbered rows are added: below them stand those that divide them further, and behind a
    total of its own a third way (经济分类支出合计 over 工资福利支出).
    """
    years = {row.panel: row for row in rows if bare_label(row.label) == bare_label(year.label)}
    if len(years) < 2:
        yield rows, year, end
        return
    for panel, own_year in years.items():
        own = [row for row in rows if row.panel == panel]
        own_end = None if end is None else next((row for row in own if row.label == end.label), None)
        if panel != min(years):
            totals = (row.index for row in own if bare_label(row.label).endswith("合计"))
            until = min(totals, default=own_year.index)
            own = [row for row in own if row.index >= own_year.index or (row.index < until and ordinal(row.label))]
        if any(row.index < own_year.index for row in own):
            yield own, own_year, own_end


def _balance(rule: Balance, table: Table, rows: Sequence[Row], year: Row, end: Row | None, ledger: Ledger) -> None:
    lines = [row for row in rows if row.index < year.index and is_own(row)]
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
