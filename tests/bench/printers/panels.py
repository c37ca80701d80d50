"""The tables of two panels, income beside expenditure: the whole account (T01, U01) and fiscal money (T04)."""

from __future__ import annotations

from typing import Any

from tests.bench.printers.accounts import Account
from tests.bench.printers.codes import CLASSES
from tests.bench.printers.sheets import Cell, Head, Pen, Sheet
from tests.bench.printers.style import Style

_NUMERALS = "一二三四五六七八九十"
Side = tuple[str, list[int | None] | None, str]
"""Words, figures (None: a row the form leaves blank), and how it is set: name, part, total or blank."""


def numeral(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _NUMERALS[tens - 1]) + ("十" if tens else "") + (_NUMERALS[ones - 1] if ones else "")


def _classes(style: Style) -> list[tuple[str, str]]:
    return [pair for pair in CLASSES if not (style.old_classes and pair[0] in ("231", "232"))]


def _spent(account: Account, code: str, fund: str = "", *, fiscal: bool = False) -> int:
    return sum(
        leaf.fiscal_spent if fiscal else leaf.spent
        for leaf in account.leaves
        if leaf.code.startswith(code) and (not fund or leaf.fund == fund)
    )


def total_sheet(account: Account, pen: Pen) -> Sheet:
    """收入支出决算总表, or a university's."""
    university = account.family == "university"
    style = pen.style
    if university:
        sources = [
            ("财政拨款收入", account.total("fiscal")),
            ("上级补助收入", account.total("superior_subsidy")),
            ("事业收入", account.total("undertaking")),
            ("经营收入", account.total("business")),
            ("附属单位上缴收入", account.total("affiliated_remit")),
            ("其他收入", account.total("other")),
        ]
    else:
        sources = [
            ("一般公共预算财政拨款收入", account.total("fiscal", "gpb")),
            ("政府性基金预算财政拨款收入", account.total("fiscal", "gov_fund")),
            ("国有资本经营预算财政拨款收入", account.total("fiscal", "soe")),
            ("上级补助收入", account.total("superior_subsidy")),
            ("事业收入", account.total("undertaking")),
            ("经营收入", account.total("business")),
            ("附属单位上缴收入", account.total("affiliated_remit")),
            ("其他收入", account.total("other")),
        ]
    lines = account.order == "mof" and style.number_row and not university
    left: list[Side] = []
    for k, (name, value) in enumerate(sources, start=1):
        left.append((f"{numeral(k)}、{name}", [value], "name"))
        if not university and name == "事业收入" and style.fees and not lines:
            left.append(("其中：教育收费", [account.total("education_fees")], "part"))
        if university and name == "财政拨款收入":
            left.append(("其中：政府性基金预算财政拨款", [account.total("fiscal", "gov_fund")], "part"))
        if university and name == "其他收入":
            left.append(("其中：捐赠收入", [account.donations], "part"))
    right: list[Side] = [
        (f"{numeral(k)}、{name}", [_spent(account, code)], "name")
        for k, (code, name) in enumerate(_classes(style), start=1)
    ]
    left += [("", None, "blank")] * (len(right) - len(left))
    last = "合计" if university else "总计"
    left += [
        ("本年收入合计", [account.income_total], "total"),
        ("使用非财政拨款结余" + ("（含专用结余）" if university else ""), [account.balances_used], "total"),
        ("上年结转和结余" if university else "年初结转和结余", [account.opening], "total"),
        (last, [account.grand_total], "total"),
    ]
    right += [
        ("本年支出合计", [account.spent_total], "total"),
        ("结余分配", [account.distributed], "total"),
        ("年末结转和结余", [account.closing], "total"),
        (last, [account.spent_total + account.distributed + account.closing], "total"),
    ]
    word = "金额" if account.order == "mof" and not university else "决算数"
    formulas = []
    if lines and style.formulas:
        n = len(_classes(style))
        formulas = [
            f"{n + 1}行=（1+2+3+4+5+6+7+8）行；{n + 4}行=（{n + 1}+{n + 2}+{n + 3}）行；",
            f"{2 * n + 5}行=（{n + 5}+{n + 6}+...+{2 * n + 4}）行；",
            f"{2 * n + 8}行=（{2 * n + 5}+{2 * n + 6}+{2 * n + 7}）行。",
        ]
    return _two_panels(
        "U01" if university else "T01", pen, left, right, ["amount"], ["amount"], [word], [word], lines=lines,
        numbers=style.number_row and account.order == "mof", notes=formulas,
        right_words="项目（按功能分类）" if university else "项目",
    )  # fmt: skip


def fiscal_sheet(account: Account, pen: Pen) -> Sheet:
    """财政拨款收入支出决算总表."""
    style = pen.style
    funds = ("gpb", "gov_fund", "soe")
    names = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    opening, closing = account.fiscal_opening, account.fiscal_closing
    left: list[Side] = [
        (f"{numeral(k)}、{name}", [account.total("fiscal", fund)], "name")
        for k, (fund, name) in enumerate(zip(funds, names, strict=True), start=1)
    ]

    def row(values: list[int]) -> list[int | None]:
        return [sum(values), *values]

    right: list[Side] = [
        (f"{numeral(k)}、{name}", row([_spent(account, code, fund, fiscal=True) for fund in funds]), "name")
        for k, (code, name) in enumerate(_classes(style), start=1)
    ]
    n = len(right)
    left += [("", None, "blank")] * (n - len(left))
    taken = [account.total("fiscal", fund) for fund in funds]
    spent = [account.total("fiscal_spent", fund) for fund in funds]
    left += [
        ("本年收入合计", [sum(taken)], "total"),
        ("年初财政拨款结转和结余", [sum(opening.values())], "total"),
        *(
            ((f"{numeral(k)}、" if account.order == "shanghai" else "") + name, [opening[fund]], "part")
            for k, (fund, name) in enumerate(zip(funds, names, strict=True), start=1)
        ),
        ("总计", [sum(taken) + sum(opening.values())], "total"),
    ]
    right += [
        ("本年支出合计", row(spent), "total"),
        ("年末财政拨款结转和结余", row(list(closing.values())), "total"),
        *[("", None, "blank")] * 3,
        ("总计", row([a + b for a, b in zip(spent, closing.values(), strict=True)]), "total"),
    ]
    lines = account.order == "mof" and style.number_row
    notes = []
    if lines and style.formulas:
        notes = [
            f"{n + 1}行=（1+2+3）行；{n + 2}行=（{n + 3}+{n + 4}+{n + 5}）行；{n + 6}行=（{n + 1}+{n + 2}）行；",
            f"{2 * n + 7}行=（{n + 7}+{n + 8}+...+{2 * n + 6}）行；{2 * n + 12}行=（{2 * n + 7}+{2 * n + 8}）行。",
        ]
    return _two_panels(
        "T04", pen, left, right, ["amount"], ["total", "gpb", "gov_fund", "soe_capital"],
        ["决算数" if not lines else "金额"], ["合计", *names], lines=lines,
        numbers=style.number_row and account.order == "mof", notes=notes,
        group=account.order == "mof" and style.grouped_head,
    )  # fmt: skip


def _two_panels(
    table_id: str,
    pen: Pen,
    left: list[Side],
    right: list[Side],
    left_ids: list[str],
    right_ids: list[str],
    left_words: list[str],
    right_words_of: list[str],
    *,
    lines: bool,
    numbers: bool,
    notes: list[str],
    group: bool = False,
    right_words: str = "项目",
) -> Sheet:
    style = pen.style
    unit = f"（{style.unit}）" if style.unit_place == "header" else ""
    keys = 2 if lines else 1
    heads: list[list[Head]] = [
        [Head("收入", keys + len(left_ids)), Head("支出", keys + len(right_ids))],
        [],
    ]
    depth = 2 if group else 1
    heads[1] = [
        Head("项目", 1, depth),
        *([Head("行次", 1, depth)] if lines else []),
        Head(left_words[0] + unit, 1, depth),
    ]
    heads[1] += [Head(right_words, 1, depth), *([Head("行次", 1, depth)] if lines else [])]
    if group:
        heads[1].append(Head("决算数" + unit, len(right_ids)))
        heads.append([Head(word) for word in right_words_of])
    else:
        heads[1] += [Head(word + unit) for word in right_words_of]
    body: list[list[Cell]] = []
    if numbers:
        at = 1 + len(left_ids)
        body.append(
            [
                Cell("栏次", "total"), *([Cell("", "line")] if lines else []),
                *[Cell(str(k), "line") for k in range(1, at)],
                Cell("栏次", "total"), *([Cell("", "line")] if lines else []),
                *[Cell(str(at + k), "line") for k in range(len(right_ids))],
            ]
        )  # fmt: skip
    truth: list[dict[str, Any]] = []
    count = len(left)
    for k, (one, two) in enumerate(zip(left, right, strict=True), start=1):
        row: list[Cell] = []
        for side, (words, values, how), ids, line in (
            ("income", one, left_ids, k), ("expenditure", two, right_ids, count + k),
        ):  # fmt: skip
            bold = style.bold_totals and how == "total"
            kind = "total" if how == "total" else "name"
            row.append(Cell(words, kind, level=1 if how == "part" else 0, bold=bold))
            if lines:
                row.append(Cell(str(line), "line"))
            cells = [pen.cell(value, bold=bold) for value in (values or [None] * len(ids))]
            row += cells
            if words:
                truth.append(
                    {
                        "side": side,
                        "code": None,
                        "label": words,
                        "values": {each: cell.text for each, cell in zip(ids, cells, strict=True)},
                    }
                )
        body.append(row)
    names = 11 if style.narrow else 14
    wide = _width(style)
    key_kinds, key_widths = (["name", "line"], [names, 2.4]) if lines else (["name"], [names])
    return Sheet(
        table_id,
        "",
        [],
        [*key_kinds, *["figure"] * len(left_ids), *key_kinds, *["figure"] * len(right_ids)],
        [*key_widths, *[wide] * len(left_ids), *key_widths, *[wide] * len(right_ids)],
        heads,
        body,
        notes,
        wide=len(right_ids) > 1,
        truth={"status": "present", "rows": truth},
    )


def _width(style: Style) -> float:
    return 4.2 + 0.55 * (style.decimals + (4 if style.unit in ("元", "百元", "千元") else 0))
