"""One table as a part of another (X08, X10): fiscal money is never more than all money, and its 项 are among all 项."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.forms import class_codes
from extractor.language.text import bare_label
from extractor.model import CheckResult, Row, Table
from extractor.verify.sums import Ledger, Term, term
from extractor.verify.within import side_rows

_ITEM_CODE = 7
# (part, its column, whole, its column): rows are matched by code.
_CODED = (
    ("T05", "total", "T03", "expenditure_total"),
    ("T05", "basic", "T03", "basic"),
    ("T05", "project", "T03", "project"),
    ("T07", "exp_total", "T03", "expenditure_total"),
    ("T08", "total", "T03", "expenditure_total"),
    ("T08", "exp_total", "T03", "expenditure_total"),
    ("U04", "total", "U03", "expenditure_total"),
)
_AMONG = (("T05", "T03"), ("T07", "T03"), ("T08", "T03"), ("U04", "U03"))


def check_parts(read: Mapping[str, Table], ledger: Ledger) -> None:
    """Hold the tables of one kind of money to those of all money."""
    for part_id, column, whole_id, into in _CODED:
        part, whole = read.get(part_id), read.get(whole_id)
        if part is not None and whole is not None and part.column(column) and whole.column(into):
            words = f"{part.form_title}各行不大于{whole.form_title}的同一科目"
            ledger.none_exceeds("X08", list(_pairs(part, column, whole, into)), words)
    income = read.get("T02") or read.get("U02")
    if income is not None and income.column("fiscal_appropriation") and income.column("income_total"):
        level = [r for r in income.rows if not any(f.amount is not None and f.amount < 0 for f in r.figures)]
        pairs = [(term(income, r, "fiscal_appropriation"), term(income, r, "income_total")) for r in level]
        ledger.none_exceeds("X08", pairs, f"{income.form_title}各行财政拨款收入不大于本年收入合计")
    _summaries(read, ledger)
    for part_id, whole_id in _AMONG:
        part, whole = read.get(part_id), read.get(whole_id)
        if part is not None and whole is not None:
            _codes_among(part, whole, ledger)


def _pairs(part: Table, column: str, whole: Table, into: str) -> Iterator[tuple[Term, Term]]:
    rows = {row.code: row for row in whole.rows if row.code}
    reversed_codes = _reversed(whole)
    for row in part.rows:
        other = rows.get(row.code)
        if other is not None and not any(code.startswith(row.code) for code in reversed_codes):
            yield term(part, row, column), term(whole, other, into)


def _reversed(table: Table) -> set[str]:
    """Codes with a negative figure: what is booked back there makes a sum smaller than its parts."""
    return {
        row.code for row in table.rows if row.code and any(f.amount is not None and f.amount < 0 for f in row.figures)
    }


def _summaries(read: Mapping[str, Table], ledger: Ledger) -> None:
    """Every 类 of the fiscal summary against its line in the summary of all."""
    fiscal, summary = read.get("T04"), read.get("T01")
    if fiscal is None or summary is None or fiscal.column("total") is None:
        return
    codes = class_codes()

    def lines(table: Table) -> dict[str, Row]:
        found = ((codes.get(bare_label(row.label)), row) for row in side_rows(table, "expenditure"))
        return {code: row for code, row in found if code is not None}

    whole = lines(summary)
    spent = read.get("T03")
    booked_back = {code[:3] for code in _reversed(spent)} if spent is not None else set()
    pairs = [
        (term(fiscal, row, "total"), term(summary, whole[code], "amount"))
        for code, row in lines(fiscal).items()
        if code in whole and code not in booked_back
    ]
    ledger.none_exceeds("X08", pairs, "财政拨款总表各类支出不大于收入支出总表的同名项")


def _codes_among(part: Table, whole: Table, ledger: Ledger) -> None:
    """Every 项 with money of a part is among the 项 of the whole, where that goes down to 项."""
    known = {row.code for row in whole.rows if len(row.code) == _ITEM_CODE}
    own = [row for row in part.rows if len(row.code) == _ITEM_CODE and any(f.amount for f in row.figures)]
    if not known or not own:
        return
    missing = [row for row in own if row.code not in known]
    for row in missing:
        words = f"不符：{part.form_title}的{row.code}{row.label}不在{whole.form_title}中"
        where = f"{row.code} {row.label}"
        ledger.results.append(CheckResult("X10", part.table_id, where, None, None, None, "fail", row.page, words))
    if not missing:
        words = f"{part.form_title}的各项都在{whole.form_title}中"
        where = f"{len(own)} 项"
        ledger.results.append(CheckResult("X10", part.table_id, where, None, None, None, "exact", own[0].page, words))
