"""A part is no more than its whole: column by column in one table, row by row in two, figure by figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.forms.identities import AtMost, FigureAtMost
from extractor.model import Table
from extractor.verify.named import Named
from extractor.verify.rows import booked_back, has_negative
from extractor.verify.rules.pair import key_of, pairs
from extractor.verify.rules.words import worded
from extractor.verify.sums import Ledger, Term, term


def at_most(rule: AtMost, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """What holds is told once, or row by row where the rule says so."""
    found = list(_in_rows(rule, tables) if rule.by == "row" else _level(rule, tables))
    if not found:
        return
    words = worded(rule.words, *found[0])
    if not rule.each:
        ledger.none_exceeds(rule.check, found, words)
        return
    for part, whole in found:
        ledger.at_most(rule.check, part, whole, words)


def _in_rows(rule: AtMost, tables: Mapping[str, Table]) -> Iterator[tuple[Term, Term]]:
    table = tables.get(rule.part.table)
    if table is None or table.column(rule.part.column) is None or table.column(rule.whole.column) is None:
        return
    for row in table.rows:
        if rule.each or not has_negative(row):
            yield term(table, row, rule.part.column), term(table, row, rule.whole.column)


def _level(rule: AtMost, tables: Mapping[str, Table]) -> Iterator[tuple[Term, Term]]:
    """The pairs but those where money was booked back."""
    lower: set[str] = set()
    of = rule.booked_back or (rule.whole.table if rule.by == "code" else "")
    if (table := tables.get(of)) is not None:
        lower = booked_back(table)
    for part, whole in pairs(rule.part, rule.whole, rule.by, tables):
        if rule.by == "label" and has_negative(whole.row):
            continue
        key = key_of(part.row, rule.by)
        if not any(code.startswith(key) for code in lower):
            yield part, whole


def figure_at_most(rule: FigureAtMost, named: Named, ledger: Ledger) -> None:
    """A named figure against another; a table that is printed without rows holds nought."""
    parts, wholes = named.terms(rule.part), named.terms(rule.whole)
    table, column = named.table(rule.whole), named.figures[rule.whole].columns[0]
    if len(parts) != 1 or not parts[0].amount or table is None or table.column(column) is None:
        return
    if table.rows and len(wholes) != 1:
        return
    whole = wholes[0] if wholes else None
    ledger.at_most(rule.check, parts[0], whole, worded(rule.words, parts[0], whole))
