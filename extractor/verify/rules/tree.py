"""Codes as a tree: what stands under a code adds up to it."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.forms.identities import Levels, Tree
from extractor.forms.labels import is_total
from extractor.language.text import bare_label
from extractor.model import Row, Table
from extractor.verify.sums import Ledger, adds_up, term


def tree(rule: Tree, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """合计 = Σ 类, 类 = Σ 款, 款 = Σ 项, in every column; a row without rows below it is not checked."""
    table = tables.get(rule.table)
    # A code of another length (105236) is the number of a unit.
    coded = [row for row in table.rows if len(row.code) in rule.levels] if table is not None else []
    present = {row.code for row in coded}
    if table is None or len(present) != len(coded):
        return
    lengths = sorted(rule.levels, reverse=True)
    children: dict[str, list[Row]] = {}
    for row in coded:
        parent = next((row.code[:n] for n in lengths if n < len(row.code) and row.code[:n] in present), "")
        children.setdefault(parent, []).append(row)
    totals = [row for row in table.rows if not row.code and is_total(row.label)]
    # Some issuers print 合计 both above and below.
    same = [row for row in totals[1:] if bare_label(row.label) == bare_label(totals[0].label)]
    for whole in (*totals[:1], *same, *coded):
        below = children.get(whole.code, [])
        if not below:
            continue
        words = rule.words_below if whole.code else rule.words
        for column in filter(adds_up, table.columns):
            addends = [term(table, row, column.id) for row in below]
            ledger.equal(rule.check, term(table, whole, column.id), addends, words)


def levels(rule: Levels, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """Every code of one length is the sum of the codes of another that begin with it."""
    table = tables.get(rule.table)
    for row in table.rows if table is not None else ():
        assert table is not None
        if len(row.code) == rule.whole:
            below = [other for other in table.rows if len(other.code) == rule.part and other.code.startswith(row.code)]
            if below:
                addends = [term(table, other, rule.column) for other in below]
                ledger.equal(rule.check, term(table, row, rule.column), addends, rule.words)
