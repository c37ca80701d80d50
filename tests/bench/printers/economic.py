"""The basic expenditure by economic items (T06): one, two or three lists side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.bench.printers.accounts import Account
from tests.bench.printers.codes import CAPITAL_GOODS, PERSONNEL, SERVICES
from tests.bench.printers.sheets import Cell, Head, Pen, Sheet

Item = tuple[str, str]


def economic_sheet(account: Account, pen: Pen) -> Sheet:
    """Lists with their heads; the totals of staff and of public expenses close them."""
    style = pen.style
    if style.economic_panels == 1:
        lists: list[Sequence[Item]] = [(*PERSONNEL, *SERVICES, *CAPITAL_GOODS)]
    elif account.order == "mof":
        lists = [PERSONNEL, SERVICES, CAPITAL_GOODS]
    else:
        lists = [PERSONNEL, (*SERVICES, *CAPITAL_GOODS)]
    split = style.codes == "three" and account.order == "shanghai"
    codes = 2 if split else 1
    each = codes + 2
    unit = f"（{style.unit}）" if style.unit_place == "header" else ""
    code_words = "经济分类科目编码" if account.order == "shanghai" else "科目编码"
    under = [head for _ in lists for head in (Head(code_words, codes), Head("科目名称"), Head("决算数" + unit))]
    over = [[Head("人员经费", each), Head("公用经费", each * (len(lists) - 1))]] if len(lists) > 1 else []
    heads = [*over, under]
    amounts = account.economic
    groups = {code[:3] for code in amounts}
    sums = {group: sum(value for code, value in amounts.items() if code.startswith(group)) for group in groups}
    truth: list[dict[str, Any]] = []
    columns: list[list[list[Cell]]] = []
    for items in lists:
        column = []
        for code, name in items:
            top = len(code) == 3
            value = sums.get(code, 0) if top else amounts.get(code, 0)
            cell = pen.cell(value, bold=style.bold_totals and top)
            parts = [Cell(code[:3], "code"), Cell(code[3:], "code")] if split else [Cell(code, "code")]
            column.append([*parts, Cell(name, "name", level=0 if top else 1, bold=style.bold_totals and top), cell])
            truth.append({"side": None, "code": code, "label": name, "values": {"amount": cell.text}})
        columns.append(column)
    length = max(len(column) for column in columns)
    blank = [Cell("", "code")] * codes + [Cell("", "name"), Cell("", "figure")]
    body: list[list[Cell]] = []
    for k in range(length):
        row: list[Cell] = []
        for column in columns:
            row += column[k] if k < len(column) else blank
        body.append(row)
    staff = sums.get("301", 0) + sums.get("303", 0)
    public = sums.get("302", 0) + sums.get("310", 0)
    totals = [("人员经费合计", staff), ("公用经费合计", public)]
    cells = [pen.cell(value, bold=style.bold_totals) for _, value in totals]
    words = [Cell(name, "total", cols=codes + 1, bold=style.bold_totals) for name, _ in totals]
    if len(lists) == 1:
        body += [[words[0], cells[0]], [words[1], cells[1]]]
    else:
        words[1].cols = each * (len(lists) - 1) - 1
        body.append([words[0], cells[0], words[1], cells[1]])
    for (name, _), cell in zip(totals, cells, strict=True):
        truth.append({"side": None, "code": None, "label": name, "values": {"amount": cell.text}})
    wide = 4.2 + 0.55 * (style.decimals + (4 if style.unit in ("元", "百元", "千元") else 0))
    names = (9 if style.narrow else 11) if len(lists) > 1 else 15
    return Sheet(
        "T06",
        "",
        [],
        (["code"] * codes + ["name", "figure"]) * len(lists),
        (([2.6, 2] if split else [4]) + [names, wide]) * len(lists),
        heads,
        body,
        wide=len(lists) > 2,
        truth={"status": "present", "rows": truth},
    )
