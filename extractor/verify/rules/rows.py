"""In every column a row is the sum of others."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.forms.identities import Rows
from extractor.model import Row, Table
from extractor.verify.rows import row_of, rows_of
from extractor.verify.rules.words import worded
from extractor.verify.sums import Ledger, adds_up, term


def rows(rule: Rows, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """Evaluate it in each of its columns, where the total and every row that must be there is printed."""
    table = tables.get(rule.table)
    total = None if table is None else row_of(table, rule.total)
    if table is None or total is None:
        return
    parts: list[tuple[int, Row]] = []
    for operand in rule.parts:
        found = [row for row in rows_of(table, operand.figure) if row.index != total.index]
        if not found and not operand.optional:
            return
        parts += [(operand.sign, row) for row in found]
    for column in dict.fromkeys(column.id for column in filter(adds_up, table.columns)):
        if parts and (not rule.columns or column in rule.columns):
            whole = term(table, total, column)
            addends = [term(table, row, column, sign) for sign, row in parts]
            ledger.equal(rule.check, whole, addends, worded(rule.words, whole, addends[0]))
