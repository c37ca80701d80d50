"""Rows that a form always has, and that a table was read without: what a page's end cut off may be lost unseen.

So it is with a 类 or 款 whose parts are there: a sum of one part, or over two levels, holds without it.
"""

from __future__ import annotations

from extractor.forms import forms
from extractor.forms.rows import says
from extractor.model import Finding, Table
from extractor.model.catalogue import finding

_SIDES = {"income": "收入", "expenditure": "支出", "": ""}
_TOTAL = "合计"


def with_needed(table: Table) -> Table:
    """The table, with a doubt where it lacks a row that its form needs."""
    found = needed_findings(table)
    return table.noting(*found) if found else table


def needed_findings(table: Table) -> tuple[Finding, ...]:
    """The doubt about a table that lacks a row which its form needs, as it stands.

    A table without amounts, and one row that nothing names, need no total.
    """
    form = forms().get(table.table_id)
    if form is None or not form.needs or not any(figure.amount for _, figure in table.figures):
        return ()
    if len(table.rows) == 1 and not (table.rows[0].code or table.rows[0].label):
        return ()
    missing = []
    for row_id in form.needs:
        rule = form.row(row_id)
        if rule is None or any(says(rule, row.side, row.section, row.code, row.label) for row in table.rows):
            continue
        missing.append(_SIDES[rule.side or ""] + (rule.labels[0] if rule.labels else _TOTAL))
    missing += _wholes(table) if form.key == "code" and form.classification == "functional" else []
    if not missing:
        return ()
    title, page = table.title_printed or table.form_title, table.first_page
    return (finding("row_missing", table.table_id, page, title=title, rows="、".join(missing)),)


def _wholes(table: Table) -> list[str]:
    """The codes of 类 and 款 that have parts in a table and no row, where the table prints them for most others."""
    codes = {row.code for row in table.rows}
    out: list[str] = []
    for digits in (5, 7):
        wholes = {code[:-2] for code in codes if len(code) == digits and code.isdigit()}
        lost = sorted(wholes - codes)
        if len(wholes) > 2 * len(lost):
            out += lost
    return out
