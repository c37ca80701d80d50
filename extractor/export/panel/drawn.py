"""What the charts show of each department: its headline figures by year, and the largest 项 of its last account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.export.panel.account import Account
from extractor.forms import catalogue
from extractor.forms.panel import charts, largest


@dataclass(frozen=True, slots=True)
class Largest:
    """A 项 with what was spent on it, 万元."""

    name: str
    now: Decimal
    before: Decimal | None


@dataclass(slots=True)
class Drawn:
    """One department, in one scope."""

    label: str
    finals: dict[int, dict[str, Decimal]] = field(default_factory=dict)
    """By year and column of headline.csv, as the accounts have it; what is not printed is not there."""
    budgets: dict[int, dict[str, Decimal]] = field(default_factory=dict)
    """The same as the budgets have it."""
    year: int = 0
    """Of the last account."""
    largest: list[Largest] = field(default_factory=list)


def drawn_columns() -> list[str]:
    """The columns of headline.csv that some chart shows, in order."""
    return list(dict.fromkeys(name for chart in charts() for name in (*chart.bars, *chart.line)))


def drawn_of(lines: Mapping[tuple[str, str], Sequence[Account]], wanted: set[int]) -> list[Drawn]:
    """What is drawn of one department.

    Args:
        lines: its accounts and budgets by kind and scope, in the order of years.
        wanted: the years that are shown; all where it is empty.
    """
    out = []
    scopes = [scope for kind, scope in lines if kind == "account"]
    for scope in scopes:
        accounts = [one for one in lines["account", scope] if not wanted or one.document.fiscal_year in wanted]
        if not accounts:
            continue
        name = accounts[0].document.department
        one = Drawn(f"{name}（{scope}）" if len(scopes) > 1 and scope else name)
        for account in accounts:
            one.finals[account.document.fiscal_year] = _headlines(account)
        for account in lines.get(("budget", scope), ()):
            if not wanted or account.document.fiscal_year in wanted:
                one.budgets[account.document.fiscal_year] = _headlines(account)
        last = accounts[-1]
        one.year = last.document.fiscal_year
        before = next((each for each in accounts if each.document.fiscal_year == one.year - 1), None)
        one.largest = _largest(last, before)
        out.append(one)
    return out


def _headlines(account: Account) -> dict[str, Decimal]:
    figures = {one.id: one.figure for one in catalogue().headlines}
    found = {name: account.named(figures[name]) for name in drawn_columns()}
    return {name: value.amount for name, value in found.items() if value is not None and value.amount is not None}


def _largest(account: Account, before: Account | None) -> list[Largest]:
    which = largest()
    table = next((table for table in which.tables if table in account.tables), "")
    found = []
    for row in account.tables.get(table, ()):
        line = row.cells.get(which.column)
        if line is not None and len(row.code) == 7 and line["amount"]:
            last = None if before is None else before.figure(f"{table}/{row.row_id}/{which.column}")
            found.append(
                Largest(f"{row.code}{row.label}", Decimal(line["amount"]), None if last is None else last.amount)
            )
    return sorted(found, key=lambda one: -one.now)[: which.count]
