"""In every row a column is the sum of others."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.forms.identities import Columns
from extractor.model import Table
from extractor.verify.rules.words import worded
from extractor.verify.sums import Ledger, term


def columns(rule: Columns, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """Evaluate it in each row of its side, where the table has its columns."""
    table = tables.get(rule.table)
    if table is None:
        return
    there = {column.id for column in table.columns}
    needed = {rule.total, *(part.figure for part in rule.parts if not part.optional)}
    if not needed <= there or there & set(rule.unless):
        return
    parts = [part for part in rule.parts if part.figure in there]
    words = ""
    for row in table.rows:
        if not rule.side or row.side == rule.side:
            total = term(table, row, rule.total)
            words = words or worded(rule.words, total)
            ledger.equal(rule.check, total, [term(table, row, part.figure, part.sign) for part in parts], words)
