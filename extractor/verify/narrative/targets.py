"""The figures that sentences speak of, by name: `income.fiscal` is 收入决算表 合计 财政拨款收入."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.forms.labels import is_total
from extractor.language.text import bare_label
from extractor.model import Place, Row, Table
from extractor.verify.rounding import last_place
from extractor.verify.sums import ZERO, Term, term
from extractor.verify.within import grand_total, side_rows, year_total


@dataclass(frozen=True, slots=True)
class Target:
    """What the tables say of something the text names: an amount in 万元, and where it is printed."""

    name: str
    amount: Decimal
    unit: Decimal
    """One unit of the table's last place, in 万元."""
    table_id: str
    places: tuple[Place, ...] = ()
    readable: bool = True
    rounded: int = 1
    """How many rounded figures it is the sum of."""


_COLUMNS = {
    "income": {
        "total": "income_total",
        "fiscal": "fiscal_appropriation",
        "superior": "superior_subsidy",
        "undertaking": "undertaking",
        "business": "business",
        "affiliated": "affiliated_remit",
        "other": "other",
    },
    "expenditure": {
        "total": "expenditure_total",
        "basic": "basic",
        "project": "project",
        "remit_superior": "remit_superior",
        "business": "business",
        "subsidy_affiliated": "subsidy_affiliated",
    },
    "gpb": {"total": "total", "basic": "basic", "project": "project"},
    "fund": {
        "opening": "opening_balance",
        "income": "income",
        "spent": "exp_total",
        "basic": "exp_basic",
        "project": "exp_project",
        "closing": "closing_balance",
    },
}
_COLUMNS["soe"] = _COLUMNS["fund"]
_TABLES = {
    "income": ("T02", "U02"),
    "expenditure": ("T03", "U03"),
    "gpb": ("T05", "U04"),
    "fund": ("T07",),
    "soe": ("T08",),
}
_OTHER_NAMES = {"exp_total": "total", "exp_basic": "basic", "exp_project": "project"}
_FUNDS = {"gpb": "一般公共预算", "gov_fund": "政府性基金预算", "soe": "国有资本经营预算"}


class Targets:
    """Finds the figures of one document by name."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        self._units: dict[str, Decimal] = {}

    def table(self, *table_ids: str) -> Table | None:
        """The first of several tables that the document holds."""
        found = (self._tables.get(table_id) for table_id in table_ids)
        return next((table for table in found if table is not None and table.status != "missing"), None)

    def all_of(self, names: Sequence[str]) -> list[Target]:
        """Those of several figures that the document has."""
        return [target for name in names if (target := self._find(name)) is not None]

    def find(self, names: Sequence[str]) -> Target | None:
        """The first of several figures that the document has, None where it has none of them."""
        return next((target for name in names if (target := self._find(name)) is not None), None)

    def of(self, name: str, terms: Sequence[Term]) -> Target:
        """A target from figures that add up to it."""
        table = terms[0].table
        return Target(
            name,
            sum((each.amount for each in terms), ZERO),
            self._unit(table),
            table.table_id,
            tuple(each.place for each in terms if each.figure is not None),
            not any(each.unreadable for each in terms),
            len(terms),
        )

    def _unit(self, table: Table) -> Decimal:
        if table.table_id not in self._units:
            self._units[table.table_id] = last_place(table)
        return self._units[table.table_id]

    def _find(self, name: str) -> Target | None:
        group, _, what = name.partition(".")
        special: dict[str, Callable[[str], Target | None]] = {
            "overall": self._overall,
            "fiscal": self._fiscal,
            "basic": self._basic,
            "public": self._public,
        }
        if group in special:
            return special[group](what)
        table = self.table(*_TABLES[group])
        if table is None:
            return None
        column = _COLUMNS[group][what]
        return self._of_total(table, column if table.column(column) is not None else _OTHER_NAMES.get(column, column))

    def _of_total(self, table: Table, column_id: str) -> Target | None:
        """A column of a table's 合计 row; nought where the table is printed empty."""
        row = total_row(table)
        column = table.column(column_id)
        title = column.title.split("·")[-1] if column is not None else ""
        if row is not None and column is not None:
            return self.of(f"{table.form_title}合计的{title}", [term(table, row, column_id)])
        if any(figure.amount for _, figure in table.figures):
            return None
        return Target(f"{table.form_title}的{title or '合计'}", ZERO, self._unit(table), table.table_id)

    def _overall(self, what: str) -> Target | None:
        table = self.table("T01", "U01")
        return None if table is None else self._of_summary(table, what, "收入支出决算总表")

    def _fiscal(self, what: str) -> Target | None:
        table = self.table("T04")
        return None if table is None else self._of_summary(table, what, "财政拨款收入支出决算总表")

    def _of_summary(self, table: Table, what: str, title: str) -> Target | None:
        if what in _FUNDS:
            named = (f"{_FUNDS[what]}财政拨款收入", f"{_FUNDS[what]}财政拨款")
            row = next((r for r in side_rows(table, "income") if bare_label(r.label) in named), None)
            return None if row is None else self.of(f"{title}的{row.label}", [term(table, row, "amount")])
        if what == "opening":
            row = next((r for r in side_rows(table, "income") if bare_label(r.label) == "年初结转和结余"), None)
        elif what == "closing":
            row = next((r for r in side_rows(table, "expenditure") if bare_label(r.label) == "年末结转和结余"), None)
        elif what == "total":
            row = grand_total(table, "income") or grand_total(table, "expenditure")
        else:
            row = year_total(table, "income" if what == "income" else "expenditure")
        if row is None:
            return None
        column = "amount" if any(f.column_id == "amount" for f in row.figures) else "total"
        return self.of(f"{title}的{row.label}", [term(table, row, column)])

    def _basic(self, what: str) -> Target | None:
        table = self.table("T06")
        if table is None:
            return None
        if not any(figure.amount for _, figure in table.figures):
            return Target("一般公共预算财政拨款基本支出决算表", ZERO, self._unit(table), table.table_id)
        names = {"personnel": ("人员经费合计",), "public": ("公用经费合计",)}.get(
            what, ("人员经费合计", "公用经费合计")
        )
        rows = [row for name in names for row in table.rows if bare_label(row.label) == name and not row.code]
        if len(rows) != len(names):
            return self._find("gpb.basic") if what == "total" else None
        return self.of(
            "基本支出决算表的" + "加".join(row.label for row in rows), [term(table, r, "amount") for r in rows]
        )

    def _public(self, column_id: str) -> Target | None:
        table = self.table("T09")
        if table is None:
            return None
        column = table.column(column_id)
        if not table.rows or not any(figure.amount for _, figure in table.figures):
            return Target("“三公”经费支出决算表", ZERO, self._unit(table), table.table_id)
        if column is None or len(table.rows) != 1:
            return None
        return self.of(
            "“三公”经费支出决算表的" + column.title.replace("·", ""), [term(table, table.rows[0], column_id)]
        )


def total_row(table: Table) -> Row | None:
    """The 合计 row of a coded table."""
    return next((row for row in table.rows if not row.code and is_total(row.label)), None)
