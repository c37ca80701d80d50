"""Titles, numbers and unit lines."""

from __future__ import annotations

from tests.documents.accounts import Account
from tests.documents.layouts import Layout

CANONICAL = {
    "T01": "收入支出决算总表",
    "T02": "收入决算表",
    "T03": "支出决算表",
    "T04": "财政拨款收入支出决算总表",
    "T05": "一般公共预算财政拨款支出决算表",
    "T06": "一般公共预算财政拨款基本支出决算明细表",
    "T07": "政府性基金预算财政拨款收入支出决算表",
    "T08": "国有资本经营预算财政拨款支出决算表",
    "T09": "财政拨款“三公”经费支出决算表",
    "U01": "高等学校收支决算总表",
    "U02": "高等学校收入决算表",
    "U03": "高等学校支出决算表",
    "U04": "高等学校财政拨款支出决算表",
    "X01": "资产负债情况表",
}

ALIASES: dict[str, dict[str, str]] = {
    "mof": {},
    "shanghai": {
        "T06": "一般公共预算财政拨款基本支出决算表",
        "T08": "国有资本经营预算财政拨款收入支出决算表",
    },
    "gpb three public": {
        "T06": "一般公共预算财政拨款基本支出决算表",
        "T09": "一般公共预算财政拨款“三公”经费支出决算表",
    },
    "totals": {
        "T02": "收入决算总表",
        "T03": "支出决算总表",
        "T06": "一般公共预算财政拨款基本支出决算表",
        "T09": "一般公共预算财政拨款“三公”经费支出决算表",
    },
    "situation": {
        "T01": "部门收支总体情况决算表",
        "T02": "部门收入总体情况决算表",
        "T03": "部门支出总体情况决算表",
        "T04": "财政拨款收支总体情况决算表",
        "T05": "一般公共预算支出情况决算表",
        "T06": "一般公共预算基本支出情况决算表",
        "T07": "政府性基金预算财政拨款支出决算表",
        "T08": "国有资本经营支出决算表",
        "T09": "三公经费支出决算表",
    },
    "short": {
        "T01": "部门收支决算总表",
        "T02": "部门收入决算表",
        "T03": "部门支出决算表",
        "T04": "财政拨款收支决算总表",
        "T05": "一般公共预算支出决算表",
        "T06": "基本支出决算表",
        "T07": "政府性基金决算表",
    },
}

NUMERALS = "零一二三四五六七八九十"


def numeral(n: int) -> str:
    """A small number in Chinese, as in headings: 十一, 二十六."""
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones or not tens else "")


def name(table: str, layout: Layout) -> str:
    """The table's name as this issuer words it, with its quotation marks."""
    text = ALIASES[layout.wording.titles].get(table, CANONICAL[table])
    opening, closing = layout.form.quotes[:1], layout.form.quotes[1:]
    return text.replace("“", opening).replace("”", closing)


def place_of(table: str, layout: Layout) -> int:
    """The table's printed place, counted from 1."""
    return (*layout.form.order, "X01").index(table) + 1


def number(table: str, layout: Layout) -> str:
    """The printed number, or nothing."""
    n = place_of(table, layout)
    return layout.form.numbering.format(n=n, cn=numeral(n))


def title_lines(table: str, account: Account, layout: Layout) -> tuple[str, ...]:
    """The title as printed, one string a line."""
    form = layout.form
    text = form.title.format(year=account.year, entity=account.entity, title=name(table, layout))
    lines = [text]
    if form.title_lines == 2:
        head, tail = form.title.split("{title}")[0], name(table, layout)
        lines = [head.format(year=account.year, entity=account.entity), tail]
    if form.title_spread:
        lines = [" ".join(line) for line in lines]
    if form.number_place == "before":
        lines[0] = number(table, layout) + lines[0]
    if form.number_place == "after":
        lines[-1] += number(table, layout)
    return tuple(line for line in lines if line)
