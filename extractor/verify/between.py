"""Identities between tables (X01 to X10): the same money counted in two places.

A 类 row is often added up from rounded items in one table and rounded by itself in the other, so its bound grows with
the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.forms import class_codes
from extractor.forms.labels import is_total
from extractor.language.text import bare_label
from extractor.model import Row, Side, Table
from extractor.verify.parts import check_parts
from extractor.verify.sums import Ledger, Term, term
from extractor.verify.within import side_rows, year_total


def check_between(tables: Mapping[str, Table], ledger: Ledger) -> None:
    """Every identity between the tables that a document holds."""
    read = {key: table for key, table in tables.items() if table.status != "missing" and table.rows}
    summary = read.get("T01") or read.get("U01")
    if summary is not None:
        _against_summary(read, summary, ledger)
    fiscal = read.get("T04")
    if fiscal is not None:
        _against_fiscal(read, fiscal, ledger)
    _basic_expenditure(read, ledger)
    _three_public(tables, ledger)
    check_parts(read, ledger)


def _total_row(table: Table | None) -> Row | None:
    if table is None:
        return None
    return next((row for row in table.rows if not row.code and is_total(row.label)), None)


def _leaves(table: Table, code: str) -> int:
    """How many rows stand lowest below a code."""
    codes = [row.code for row in table.rows if row.code.startswith(code) and len(row.code) > len(code)]
    return sum(1 for c in codes if not any(o != c and o.startswith(c) for o in codes))


def _same(ledger: Ledger, check_id: str, one: Term, other: Term, words: str, leaves: int = 0) -> None:
    ledger.equal(check_id, one, [other], words, leaves)


def _against_summary(read: Mapping[str, Table], summary: Table, ledger: Ledger) -> None:
    pairs: tuple[tuple[str, tuple[str, str], str, Side], ...] = (
        ("X01", ("T02", "U02"), "income_total", "income"),
        ("X02", ("T03", "U03"), "expenditure_total", "expenditure"),
    )
    _sources(read, summary, ledger)
    for check_id, ids, column, side in pairs:
        table = next((read[i] for i in ids if i in read), None)
        total, whole = _total_row(table), year_total(summary, side)
        if table is None or total is None or whole is None or table.column(column) is None:
            continue
        words = f"{table.form_title}合计等于{summary.form_title}{whole.label}"
        leaves = _leaves(table, "")
        _same(ledger, check_id, term(table, total, column), term(summary, whole, "amount"), words, leaves)
        if side == "expenditure":
            _classes(ledger, "X02", table, column, summary, "amount")


_SOURCES = {
    "fiscal_appropriation": re.compile(r"(?:一般公共预算|政府性基金预算|国有资本经营预算)?财政拨款(?:收入)?$"),
    "superior_subsidy": re.compile(r"上级补助收入$"),
    "undertaking": re.compile(r"事业收入$"),
    "business": re.compile(r"经营收入$"),
    "affiliated_remit": re.compile(r"附属(?:单位|部门)?(?:上缴|缴款)(?:收入)?$"),
    "other": re.compile(r"其他收入$"),
}


def _sources(read: Mapping[str, Table], summary: Table, ledger: Ledger) -> None:
    """The income of every source in its own table against its line, or lines, in the summary."""
    table = read.get("T02") or read.get("U02")
    total, middle = _total_row(table), year_total(summary, "income")
    if table is None or total is None or middle is None:
        return
    rows = side_rows(summary, "income")
    lines = [row for row in rows[: rows.index(middle)] if row.label and not row.of_which]
    for column, name in _SOURCES.items():
        own = [row for row in lines if name.match(bare_label(row.label))]
        if table.column(column) is not None and own:
            words = f"{table.form_title}合计的各项收入等于{summary.form_title}的同名项"
            addends = [term(summary, row, "amount") for row in own]
            ledger.equal("X01", term(table, total, column), addends, words, _leaves(table, ""))


def _classes(ledger: Ledger, check_id: str, table: Table, column: str, summary: Table, into: str) -> None:
    """Every 类 row of a coded table against the line of the same name in a summary."""
    codes = class_codes()
    lines = {codes[name]: row for row in side_rows(summary, "expenditure") if (name := bare_label(row.label)) in codes}
    for row in table.rows:
        line = lines.get(row.code)
        if line is not None:
            words = f"{table.form_title}类级科目等于{summary.form_title}同名项"
            leaves = _leaves(table, row.code)
            _same(ledger, check_id, term(table, row, column), term(summary, line, into), words, leaves)


def _against_fiscal(read: Mapping[str, Table], fiscal: Table, ledger: Ledger) -> None:
    summary, income, spent = read.get("T01"), read.get("T02"), read.get("T05")
    whole = year_total(fiscal, "income")
    total = _total_row(income)
    if income is not None and total is not None and whole is not None and income.column("fiscal_appropriation"):
        words = "财政拨款本年收入合计等于收入决算表的财政拨款收入合计"
        one = term(income, total, "fiscal_appropriation")
        _same(ledger, "X03", one, term(fiscal, whole, "amount"), words, _leaves(income, ""))
    if summary is not None:
        ours = _fund_lines(fiscal)
        for name, row in _fund_lines(summary).items():
            if name in ours:
                words = "总表与财政拨款总表的同名财政拨款收入相等"
                _same(ledger, "X03", term(summary, row, "amount"), term(fiscal, ours[name], "amount"), words)
    year = year_total(fiscal, "expenditure")
    for check_id, form_id, column, into in (
        ("X04", "T05", "total", "gpb"),
        ("X06", "T07", "exp_total", "gov_fund"),
        ("X07", "T08", "total", "soe_capital"),
        ("X07", "T08", "exp_total", "soe_capital"),
    ):
        table = read.get(form_id)
        total = _total_row(table)
        if table is None or total is None or year is None or not (table.column(column) and fiscal.column(into)):
            continue
        words = f"{table.form_title}合计等于财政拨款总表本年支出合计的对应栏"
        _same(ledger, check_id, term(table, total, column), term(fiscal, year, into), words, _leaves(table, ""))
    for check_id, form_id, fund, into in (
        ("X06", "T07", "政府性基金预算财政拨款", "gov_fund"),
        ("X07", "T08", "国有资本经营预算财政拨款", "soe_capital"),
    ):
        _balances(read.get(form_id), fiscal, check_id, fund, into, ledger)
    if spent is not None and spent.column("total") and fiscal.column("gpb"):
        _classes(ledger, "X04", spent, "total", fiscal, "gpb")


def _balances(table: Table | None, fiscal: Table, check_id: str, fund: str, into: str, ledger: Ledger) -> None:
    """A fund's income, opening and closing balance in its own table against its lines in the fiscal summary."""
    total = _total_row(table)
    if table is None or total is None:
        return
    leaves = _leaves(table, "")
    income = _fund_lines(fiscal).get(fund)
    if income is not None and table.column("income") is not None:
        words = f"{table.form_title}本年收入合计等于财政拨款总表的同名收入"
        _same(ledger, check_id, term(table, total, "income"), term(fiscal, income, "amount"), words, leaves)
    opening = _fund_lines(fiscal, "opening").get(fund)
    if opening is not None and table.column("opening_balance") is not None:
        words = f"{table.form_title}年初结转和结余等于财政拨款总表的同名年初结转和结余"
        _same(ledger, check_id, term(table, total, "opening_balance"), term(fiscal, opening, "amount"), words, leaves)
    closing = _closing_row(fiscal)
    if closing is not None and table.column("closing_balance") is not None and fiscal.column(into) is not None:
        words = f"{table.form_title}年末结转和结余等于财政拨款总表年末结转和结余的对应栏"
        _same(ledger, check_id, term(table, total, "closing_balance"), term(fiscal, closing, into), words, leaves)


def _closing_row(fiscal: Table) -> Row | None:
    """年末财政拨款结转和结余, where its line is divided by fund."""
    row = next((r for r in side_rows(fiscal, "expenditure") if bare_label(r.label).startswith("年末")), None)
    return row if row is not None and any(f.column_id != "total" and f.amount for f in row.figures) else None


def _fund_lines(table: Table, section: str = "current") -> dict[str, Row]:
    """The three funds' income lines by fund, the first of each in a section of the table."""
    out: dict[str, Row] = {}
    for row in side_rows(table, "income"):
        text = bare_label(row.label)
        for name in ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"):
            if text.removesuffix("收入") == name and row.section in ("", section):
                out.setdefault(name, row)
    return out


def _basic_expenditure(read: Mapping[str, Table], ledger: Ledger) -> None:
    basic, spent = read.get("T06"), read.get("T05")
    total = _total_row(spent)
    if basic is None or spent is None or total is None or spent.column("basic") is None:
        return
    sums = [row for row in basic.rows if bare_label(row.label) in ("人员经费合计", "公用经费合计") and not row.code]
    if len(sums) == 2:
        ledger.equal(
            "X05",
            term(spent, total, "basic"),
            [term(basic, row, "amount") for row in sums],
            "基本支出合计等于人员经费合计加公用经费合计",
            sum(1 for row in basic.rows if len(row.code) == 5),
        )


def _three_public(read: Mapping[str, Table], ledger: Ledger) -> None:
    """What the basic expenditure spent on the three public items is no more than what was spent in all (X09)."""
    basic, public = read.get("T06"), read.get("T09")
    if basic is None or public is None or public.status == "missing":
        return
    row = public.rows[0] if public.rows else None
    by_code = {item.code: item for item in basic.rows if item.code}
    for code, measure in (
        ("30212", "abroad"),
        ("30231", "vehicle_operation"),
        ("30217", "reception"),
        ("31013", "vehicle_purchase"),
    ):
        item = by_code.get(code)
        column = f"{measure}.final"
        if item is not None and public.column(column) is not None:
            part = term(basic, item, "amount")
            whole = None if row is None else term(public, row, column)
            if part.amount:
                ledger.at_most("X09", part, whole, "“三公”经费决算数不小于基本支出中的同名项")
