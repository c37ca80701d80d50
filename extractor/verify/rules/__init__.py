"""Identities evaluated as their families' data says: one module a kind of rule, and none knows a table's name.

Source: the published forms' own arithmetic, in `extractor/forms/data/<family>/identities.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.forms import catalogue
from extractor.forms.family import Family
from extractor.forms.identities import (
    Among,
    AtMost,
    Balance,
    Columns,
    FigureAtMost,
    Levels,
    Outline,
    Pair,
    RowRef,
    Rows,
    Rule,
    Sum,
    Tree,
)
from extractor.model import Table
from extractor.verify.named import Named
from extractor.verify.rows import row_of
from extractor.verify.rules.among import among
from extractor.verify.rules.at_most import at_most, figure_at_most
from extractor.verify.rules.balance import balance
from extractor.verify.rules.columns import columns
from extractor.verify.rules.outline import outline
from extractor.verify.rules.pair import pair
from extractor.verify.rules.rows import rows
from extractor.verify.rules.sum import sum_of_figures
from extractor.verify.rules.tree import levels, tree
from extractor.verify.sums import Ledger


def check_within(table: Table, ledger: Ledger) -> None:
    """Every identity a table can be held to by itself."""
    family = catalogue().family_of(table.table_id)
    if family is None or table.status == "missing":
        return
    rules = family.rules_within.get(table.table_id, ())
    _evaluate_all(rules, family, {table.table_id: table}, ledger)


def check_between(tables: Mapping[str, Table], ledger: Ledger) -> None:
    """Every identity between the tables that a document holds, family by family."""
    read = {key: table for key, table in tables.items() if table.status != "missing"}
    known = catalogue()
    for family in known.families.values():
        if any(table_id in family.forms for table_id in read):
            _evaluate_all(family.rules_between, family, read, ledger)


def _evaluate_all(rules: tuple[Rule, ...], family: Family, tables: Mapping[str, Table], ledger: Ledger) -> None:
    named = Named(family.figures, tables)
    for rule in rules:
        if _applies(rule, named):
            _evaluate(rule, named, ledger)


def _applies(rule: Rule, named: Named) -> bool:
    """Whether what a rule asks for is printed, and nothing that it excludes."""
    return (
        all(_is_there(ref, named.tables) for ref in rule.when)
        and not any(_is_there(ref, named.tables) for ref in rule.lacks)
        and not any(each.amount for name in rule.idle for each in named.terms(name))
    )


def _is_there(ref: RowRef, tables: Mapping[str, Table]) -> bool:
    table = tables.get(ref.table)
    if table is None:
        return False
    return table.column(ref.column) is not None if ref.column else row_of(table, ref.row) is not None


def _evaluate(rule: Rule, named: Named, ledger: Ledger) -> None:
    match rule:
        case Columns():
            columns(rule, named.tables, ledger)
        case Rows():
            rows(rule, named.tables, ledger)
        case Tree():
            tree(rule, named.tables, ledger)
        case Outline():
            outline(rule, named.tables, ledger)
        case Levels():
            levels(rule, named.tables, ledger)
        case Sum():
            sum_of_figures(rule, named, ledger)
        case Balance():
            balance(rule, named.tables, ledger)
        case Pair():
            pair(rule, named.tables, ledger)
        case AtMost():
            at_most(rule, named.tables, ledger)
        case FigureAtMost():
            figure_at_most(rule, named, ledger)
        case Among():
            among(rule, named.tables, ledger)
        case _:
            raise TypeError(f"no rule of a known kind: {type(rule).__name__}")
