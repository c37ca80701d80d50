"""Charts of a document, as SVG that needs no style and no script: where money comes from, where it goes, its years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from extractor.forms import catalogue
from extractor.model import Disclosure
from extractor.review.ids import Ids
from extractor.verify.named import Named

_SOURCES, _TOTALS = "收入来源", ("income_year", "expenditure_year", "income_total", "expenditure_grand_total")
_SPENT = ("expenditure.total", "gpb.total")
"""The named figures in whose table the 类 of spending stand, the first that has them."""
_USES = ("basic", "project")


class Bar(NamedTuple):
    """A bar: its name, its 万元, the figure it is, and how long it is (0 to 100)."""

    name: str
    amount: Decimal
    figure_id: str
    length: float

    @property
    def said(self) -> str:
        return f"{self.amount:,.2f}"


class Chart(NamedTuple):
    """Bars under one title (Chinese, English)."""

    title: tuple[str, str]
    bars: tuple[Bar, ...]


class Year(NamedTuple):
    """A year of the department: income and expenditure, 万元."""

    year: str
    document: str
    income: Decimal | None
    expenditure: Decimal | None


def charts(disclosure: Disclosure, ids: Ids) -> list[Chart]:
    """What a document's own figures show; nothing of what it does not print."""
    family = catalogue().families.get(disclosure.family)
    if family is None:
        return []
    named = Named(family.figures, {table.table_id: table for table in disclosure.tables})
    headlines = {one.id: one for one in catalogue().headlines}

    def bars(wanted: Iterable[str]) -> list[tuple[str, Decimal, str]]:
        out = []
        for headline in (headlines[name] for name in wanted if name in headlines):
            terms = named.terms(headline.figure)
            if terms and not all(term.blank for term in terms):
                amount = sum((term.amount for term in terms), Decimal())
                out.append((headline.title, amount, ids.of_place.get(terms[0].place, "")))
        return out

    made = [
        (("收入来源", "Income by source"), bars(name for name, one in headlines.items() if one.group == _SOURCES)),
        (("基本支出与项目支出", "Basic and project spending"), bars(_USES)),
        (("各类支出", "Spending by class (类)"), _classes(disclosure, named, ids)),
    ]
    return [Chart(title, _scaled(found)) for title, found in made if sum(1 for one in found if one[1] > 0) > 1]


def _classes(disclosure: Disclosure, named: Named, ids: Ids) -> list[tuple[str, Decimal, str]]:
    for name in _SPENT:
        terms = named.terms(name)
        table = disclosure.table(terms[0].place.table_id) if terms else None
        if table is None:
            continue
        column = terms[0].place.column_id
        found = []
        for row in table.rows:
            if row.level == "class" and (amount := row.get(column)) is not None:
                figure = row[column]
                found.append((row.label or row.code, amount, ids.of_place.get(table.place(row, figure), "")))
        if len(found) > 1:
            return sorted(found, key=lambda one: -one[1])
    return []


def _scaled(found: Sequence[tuple[str, Decimal, str]]) -> tuple[Bar, ...]:
    most = max((amount for _, amount, _ in found), default=Decimal())
    return tuple(
        Bar(name, amount, figure, round(float(100 * max(amount, Decimal()) / most), 2) if most > 0 else 0.0)
        for name, amount, figure in found
    )


_Department = tuple[str, str, str, str]
"""Its id or name, its region, 口径 and kind: whose figures can stand side by side."""


def years(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[Year, ...]]:
    """For each document the years of its department, in order, where there are several.

    Args:
        rows: of headline.csv.
    """
    same: dict[_Department, dict[str, Year]] = {}
    of_document: dict[str, _Department] = {}
    for row in rows:
        name = row.get("department_id") or row.get("department") or row.get("entity") or ""
        key = (name, row.get("region") or "", row.get("scope") or "", row.get("kind") or "")
        if not name or not row.get("fiscal_year"):
            continue
        of_document[row["document"]] = key
        if row.get("current") == "0":  # a later publication of that year counts
            continue
        income, expenditure = (
            _amount(row.get(first, "")) or _amount(row.get(second, ""))
            for first, second in ((_TOTALS[0], _TOTALS[2]), (_TOTALS[1], _TOTALS[3]))
        )
        same.setdefault(key, {})[row["fiscal_year"]] = Year(row["fiscal_year"], row["document"], income, expenditure)
    found = {key: tuple(one for _, one in sorted(by_year.items())) for key, by_year in same.items() if len(by_year) > 1}
    return {document: found[key] for document, key in of_document.items() if key in found}


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
