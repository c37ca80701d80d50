"""The same amount in two tables, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.forms import class_codes
from extractor.forms.identities import By, ColumnRef, Pair
from extractor.language.text import bare_label
from extractor.model import Row, Table
from extractor.verify.rows import leaves
from extractor.verify.rules.words import worded
from extractor.verify.sums import Ledger, Term, term


def pair(rule: Pair, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """Hold every row of the one to its row of the other."""
    more = [_known(ref, rule.by, tables) for ref in rule.plus]
    for one, other in pairs(rule.part, rule.whole, rule.by, tables):
        rows = leaves(one.table, one.row.code) if one.row.code else 0
        key = key_of(one.row, rule.by)
        parts = [other, *(known[key] for known in more if key in known)]
        ledger.equal(rule.check, one, parts, worded(rule.words, one, other), rows)


def _known(ref: ColumnRef, by: By, tables: Mapping[str, Table]) -> dict[str, Term]:
    """The terms of a column by what their rows are found by."""
    table = tables.get(ref.table)
    if table is None or table.column(ref.column) is None:
        return {}
    return {key: term(table, row, ref.column) for row in _rows(table, ref.side) if (key := key_of(row, by))}


def pairs(part: ColumnRef, whole: ColumnRef, by: By, tables: Mapping[str, Table]) -> Iterator[tuple[Term, Term]]:
    """Each row of a table with its row of another, by code, by the 类 it names, or by label."""
    one, other = tables.get(part.table), tables.get(whole.table)
    if one is None or other is None or one.column(part.column) is None or other.column(whole.column) is None:
        return
    known = {key: row for row in _rows(other, whole.side) if (key := key_of(row, by))}
    for row in _rows(one, part.side):
        match = known.get(key_of(row, by))
        if match is not None:
            yield term(one, row, part.column), term(other, match, whole.column)


def key_of(row: Row, by: By) -> str:
    """What a row is found by in another table; "" where it has no such key."""
    if by == "label":
        return bare_label(row.label)
    return row.code if row.code or by == "code" else class_codes().get(bare_label(row.label), "")


def _rows(table: Table, side: str) -> list[Row]:
    return [row for row in table.rows if not side or row.side == side]
