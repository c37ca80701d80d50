"""In every row a column is the sum of others."""

from __future__ import annotations

from collections.abc import Mapping, Set

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
    parts = [part for part in rule.parts if part.figure in there]
    others = there & set(rule.unless)
    summed = {rule.total, *(part.figure for part in parts)}
    if not needed <= there or (others and not _stand_apart(table, summed, others)):
        return
    words = ""
    for row in table.rows:
        if not rule.side or row.side == rule.side:
            total = term(table, row, rule.total)
            words = words or worded(rule.words, total)
            ledger.equal(rule.check, total, [term(table, row, part.figure, part.sign) for part in parts], words)


def _stand_apart(table: Table, summed: Set[str], others: Set[str]) -> bool:
    """Whether one head stands over a total and all its parts (三公经费 over 小计, 公务接待费, …) and over none of the
    columns beside them, which it may count where no head parts them."""
    heads = {column.id: column.title.split("·")[:-1][:1] for column in table.columns}
    over = heads[next(iter(summed))]
    return bool(over) and all(heads[column] == over for column in summed) and all(heads[c] != over for c in others)
