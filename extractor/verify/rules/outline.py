"""Rows that several columns of words put under each other: what stands under a row adds up to it."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.forms.identities import Outline
from extractor.forms.labels import is_total
from extractor.model import Row, Table
from extractor.verify.sums import Ledger, adds_up, term

_LEVELS = ("class", "division", "item")


def outline(rule: Outline, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """合计 = Σ of the widest rows, each of these = Σ of the next narrower ones that follow it, in every column.

    A row that is followed by none is not checked, and where a level is left out its parts are those of the next.
    """
    table = tables.get(rule.table)
    if table is None:
        return
    below: dict[int, list[Row]] = {}
    open_rows: list[tuple[int, Row]] = []
    total = next((row for row in table.rows if not row.code and is_total(row.label)), None)
    for row in table.rows:
        if row.level not in _LEVELS:
            continue
        depth = _LEVELS.index(row.level)
        while open_rows and open_rows[-1][0] >= depth:
            open_rows.pop()
        parent = open_rows[-1][1] if open_rows else total
        if parent is not None:
            below.setdefault(parent.index, []).append(row)
        open_rows.append((depth, row))
    for row in table.rows:
        words = rule.words if row is total else rule.words_below
        for column in filter(adds_up, table.columns) if row.index in below else ():
            addends = [term(table, part, column.id) for part in below[row.index]]
            ledger.equal(rule.check, term(table, row, column.id), addends, words)
