"""Identities within one table: rows, columns, the 类–款–项 tree.

Source: the published form's own arithmetic (I01 to I10; the printed formulas say the same).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.forms.labels import is_total
from extractor.language.text import bare_label
from extractor.model import Row, Side, Table
from extractor.verify.sums import Ledger, term

_ROW_SUMS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "T02": (
        (
            "I03",
            "income_total",
            ("fiscal_appropriation", "superior_subsidy", "undertaking", "business", "affiliated_remit", "other"),
        ),
    ),
    "T03": (
        (
            "I04",
            "expenditure_total",
            ("basic", "project", "remit_superior", "business", "subsidy_affiliated"),
        ),
    ),
    "T05": (("I06", "total", ("basic", "project")),),
    "T07": (("I08", "exp_total", ("exp_basic", "exp_project")),),
    "T08": (("I06", "total", ("basic", "project")), ("I08", "exp_total", ("exp_basic", "exp_project"))),
    "U04": (("I06", "total", ("basic", "project")),),
}
_ROW_SUMS["U02"] = _ROW_SUMS["T02"]
_ROW_SUMS["U03"] = _ROW_SUMS["T03"]
_TREES = ("T02", "T03", "T05", "T07", "T08", "U02", "U03", "U04")
_BALANCES = re.compile(
    r"^(?:使用非财政拨款结余|用事业基金弥补收支差额|使用专用结余|结余分配|(?:年初|上年|年末)(?:财政拨款)?结转和?结余)"
)


def check_within(table: Table, ledger: Ledger) -> None:
    """Every identity a table can be held to by itself."""
    if table.status == "missing":
        return
    _rows(table, ledger)
    if table.table_id in _TREES:
        _tree(table, ledger)
    if table.table_id in ("T01", "U01"):
        for side in ("income", "expenditure"):
            _summary_side(table, side, "I01" if side == "income" else "I02", ledger)
        _both_totals(table, "I02", ledger)
    if table.table_id == "T04":
        _fiscal_summary(table, ledger)
    if table.table_id == "T06":
        _basic(table, ledger)
    if table.table_id == "T09":
        _three_public(table, ledger)


def _has(table: Table, *columns: str) -> bool:
    return all(table.column(column) is not None for column in columns)


def _rows(table: Table, ledger: Ledger) -> None:
    for check_id, total, parts in _ROW_SUMS.get(table.table_id, ()):
        if not _has(table, total, *parts):
            continue
        words = f"各行{_title(table, total)}等于其余各栏之和"
        for row in table.rows:
            ledger.equal(check_id, term(table, row, total), [term(table, row, part) for part in parts], words)
    if table.table_id in ("T07", "T08") and _has(table, "opening_balance", "income", "exp_total", "closing_balance"):
        for row in table.rows:
            ledger.equal(
                "I08",
                term(table, row, "closing_balance"),
                [
                    term(table, row, "opening_balance"),
                    term(table, row, "income"),
                    term(table, row, "exp_total", -1),
                ],
                "年末结转和结余等于年初结转和结余加本年收入减本年支出",
            )
    for whole, part in (("undertaking", "undertaking_education_fees"), ("project", "project_capital")):
        if _has(table, whole, part):
            for row in table.rows:
                ledger.at_most("I03", term(table, row, part), term(table, row, whole), "其中项不大于所属项")


def _title(table: Table, column_id: str) -> str:
    column = table.column(column_id)
    return column.title.split("·")[-1] if column is not None else column_id


def _tree(table: Table, ledger: Ledger) -> None:
    """合计 = Σ 类, 类 = Σ 款, 款 = Σ 项, in every column; a row without rows below it is not checked."""
    coded = [row for row in table.rows if row.code]
    if len({row.code for row in coded}) != len(coded):
        return
    present = {row.code for row in coded}
    children: dict[str, list[Row]] = {}
    for row in coded:
        parent = next((row.code[:n] for n in (5, 3) if n < len(row.code) and row.code[:n] in present), "")
        children.setdefault(parent, []).append(row)
    totals = [row for row in table.rows if not row.code and is_total(row.label)]
    # Some issuers print 合计 both above and below.
    same = [row for row in totals[1:] if bare_label(row.label) == bare_label(totals[0].label)]
    parents = [*totals[:1], *same, *coded]
    for whole in parents:
        below = children.get(whole.code, [])
        if not below:
            continue
        words = "合计等于各类之和" if not whole.code else "上级科目等于下级科目之和"
        for column in table.columns:
            ledger.equal("I10", term(table, whole, column.id), [term(table, row, column.id) for row in below], words)


def side_rows(table: Table, side: Side) -> list[Row]:
    return [row for row in table.rows if row.side == side]


def year_total(table: Table, side: Side) -> Row | None:
    """本年收入合计 or 本年支出合计."""
    wanted = "本年收入合计" if side == "income" else "本年支出合计"
    return next((row for row in side_rows(table, side) if bare_label(row.label) == wanted), None)


def grand_total(table: Table, side: Side) -> Row | None:
    """总计 (合计 on the universities' form), the last row of a side."""
    rows = [row for row in side_rows(table, side) if bare_label(row.label) in ("总计", "合计", "收入总计", "支出总计")]
    return rows[-1] if rows else None


def _own(rows: Sequence[Row]) -> list[Row]:
    """Rows that are added: no totals, no 其中."""
    return [row for row in rows if row.label and not row.of_which and not is_total(row.label)]


def _summary_side(table: Table, side: Side, check_id: str, ledger: Ledger) -> None:
    rows = side_rows(table, side)
    middle, last = year_total(table, side), grand_total(table, side)
    if middle is None:
        return
    at = rows.index(middle)
    column = "amount"
    words = "本年收入合计等于各项收入之和" if side == "income" else "本年支出合计等于各类支出之和"
    ledger.equal(check_id, term(table, middle, column), [term(table, row, column) for row in _own(rows[:at])], words)
    if last is None or rows.index(last) <= at:
        return
    between = _own(rows[at + 1 : rows.index(last)])
    known = [row for row in between if _BALANCES.match(bare_label(row.label))]
    strange = [row for row in between if row not in known and term(table, row, column).amount]
    if strange:
        return
    ledger.equal(
        check_id,
        term(table, last, column),
        [term(table, row, column) for row in (middle, *known)],
        f"总计等于{middle.label}加结转结余",
    )


def _both_totals(table: Table, check_id: str, ledger: Ledger) -> None:
    income, expenditure = grand_total(table, "income"), grand_total(table, "expenditure")
    if income is not None and expenditure is not None:
        column = "total" if table.table_id == "T04" else "amount"
        ledger.equal(
            check_id,
            term(table, expenditure, column),
            [term(table, income, "amount")],
            "支出总计等于收入总计",
        )


def _fiscal_summary(table: Table, ledger: Ledger) -> None:
    income, spent = side_rows(table, "income"), side_rows(table, "expenditure")
    middle, last = year_total(table, "income"), grand_total(table, "income")
    opening = next((r for r in income if re.match(r"^(?:年初|上年)", bare_label(r.label)) and not r.of_which), None)
    if middle is not None:
        at = income.index(middle)
        ledger.equal(
            "I05",
            term(table, middle, "amount"),
            [term(table, row, "amount") for row in _own(income[:at])],
            "本年收入合计等于三项财政拨款之和",
        )
        if last is not None and opening is not None:
            ledger.equal(
                "I05",
                term(table, last, "amount"),
                [term(table, middle, "amount"), term(table, opening, "amount")],
                "总计等于本年收入合计加年初结转和结余",
            )
            parts = [row for row in income[income.index(opening) + 1 : income.index(last)] if row.label]
            if any(term(table, row, "amount").amount for row in parts):
                ledger.equal(
                    "I05",
                    term(table, opening, "amount"),
                    [term(table, row, "amount") for row in parts],
                    "年初结转和结余等于其三项之和",
                )
    _fiscal_spending(table, spent, ledger)
    _by_fund(table, income, ledger)
    _both_totals(table, "I05", ledger)


def _fiscal_spending(table: Table, spent: list[Row], ledger: Ledger) -> None:
    columns = [c for c in ("total", "gpb", "gov_fund", "soe_capital") if table.column(c) is not None]
    middle, last = year_total(table, "expenditure"), grand_total(table, "expenditure")
    closing = next((row for row in spent if bare_label(row.label).startswith("年末")), None)
    if len(columns) == 4:
        for row in spent:
            ledger.equal(
                "I05",
                term(table, row, "total"),
                [term(table, row, column) for column in columns[1:]],
                "支出合计等于三类预算财政拨款之和",
            )
    if middle is None:
        return
    for column in columns:
        ledger.equal(
            "I05",
            term(table, middle, column),
            [term(table, row, column) for row in _own(spent[: spent.index(middle)])],
            "本年支出合计等于各类支出之和",
        )
        if last is not None and closing is not None:
            ledger.equal(
                "I05",
                term(table, last, column),
                [term(table, middle, column), term(table, closing, column)],
                "总计等于本年支出合计加年末结转和结余",
            )


_FUNDS = {
    "gpb": "一般公共预算财政拨款",
    "gov_fund": "政府性基金预算财政拨款",
    "soe_capital": "国有资本经营预算财政拨款",
}


def _by_fund(table: Table, income: list[Row], ledger: Ledger) -> None:
    """For each fund: this year's income and the opening balance are its column's 总计."""
    last = grand_total(table, "expenditure")
    whole = next(
        (r for r in income if r.section == "opening" and re.match(r"^(?:年初|上年)", bare_label(r.label))), None
    )
    if last is None:
        return
    for column, name in _FUNDS.items():
        own = [r for r in income if bare_label(r.label).removesuffix("收入") == name and r.section == "current"]
        opening = [r for r in income if bare_label(r.label) == name and r.section == "opening"]
        undivided = whole is not None and term(table, whole, "amount").amount and not opening
        if table.column(column) is None or len(own) != 1 or undivided or term(table, last, column).blank:
            continue
        addends = [term(table, row, "amount") for row in (*own, *opening[:1])]
        ledger.equal("I05", term(table, last, column), addends, f"{name}总计等于本年收入加年初结转和结余")


def _basic(table: Table, ledger: Ledger) -> None:
    sums = {"personnel": "人员经费合计", "public": "公用经费合计"}
    for row in table.rows:
        if len(row.code) == 3:
            below = [other for other in table.rows if len(other.code) == 5 and other.code.startswith(row.code)]
            if below:
                ledger.equal(
                    "I07",
                    term(table, row, "amount"),
                    [term(table, other, "amount") for other in below],
                    "经济分类类级等于款级之和",
                )
    for section, name in sums.items():
        total = next((row for row in table.rows if bare_label(row.label) == name and not row.code), None)
        parts = [row for row in table.rows if len(row.code) == 3 and row.section == section]
        if total is not None and parts:
            ledger.equal(
                "I07",
                term(table, total, "amount"),
                [term(table, row, "amount") for row in parts],
                f"{name}等于各类之和",
            )


def _three_public(table: Table, ledger: Ledger) -> None:
    for row in table.rows:
        for kind in ("budget", "final"):
            vehicles = f"vehicle_subtotal.{kind}"
            parts = [f"vehicle_purchase.{kind}", f"vehicle_operation.{kind}"]
            if _has(table, vehicles, *parts):
                ledger.equal(
                    "I09",
                    term(table, row, vehicles),
                    [term(table, row, part) for part in parts],
                    "公务用车小计等于购置费加运行维护费",
                )
            whole = f"total.{kind}"
            measures = [f"abroad.{kind}", vehicles, f"reception.{kind}"]
            others = [f"meeting.{kind}", f"training.{kind}"]
            if _has(table, whole, *measures) and not any(_has(table, other) for other in others):
                ledger.equal(
                    "I09",
                    term(table, row, whole),
                    [term(table, row, measure) for measure in measures],
                    "“三公”经费合计等于三项之和",
                )
