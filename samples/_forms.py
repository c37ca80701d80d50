"""The published forms of accounts and of budgets: from the rows of a data file to cells on paper and rows of the truth.

Each function takes a table of a data file (see data/README.md) and returns a `Sheet`. A cell and its row of the truth
are made from the same string, so the truth is what was printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from _draw import Cell, Record, Sheet

Table = dict[str, Any]

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
    "B01": "收支预算总表",
    "B02": "收入预算总表",
    "B03": "支出预算总表",
    "B04": "财政拨款收支预算总表",
    "B05": "一般公共预算支出预算表",
    "B06": "一般公共预算基本支出预算表",
    "B07": "政府性基金预算支出预算表",
    "B08": "国有资本经营预算支出预算表",
    "B09": "“三公”经费预算表",
}
FUND = ["opening_balance", "income", "exp_total", "exp_basic", "exp_project", "closing_balance"]
COLUMNS = {
    "T02": [
        "income_total",
        "fiscal_appropriation",
        "superior_subsidy",
        "undertaking",
        "business",
        "affiliated_remit",
        "other",
    ],
    "T03": ["expenditure_total", "basic", "project", "remit_superior", "business", "subsidy_affiliated"],
    "T05": ["total", "basic", "project"],
    "T07": FUND,
    "B02": ["income_total", "fiscal_appropriation", "undertaking", "business", "other"],
    "B03": ["expenditure_total", "basic", "project"],
    "B05": ["total", "basic", "project"],
    "B06": ["total", "personnel", "public"],
    "B07": ["total", "basic", "project"],
    "B08": ["total", "basic", "project"],
    "B09": [
        "total",
        "abroad",
        "reception",
        "vehicle_subtotal",
        "vehicle_purchase",
        "vehicle_operation",
        "operating",
    ],
}
FUNDS = ["total", "gpb", "gov_fund", "soe_capital"]
MEASURES = ["total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception"]
BLOCKS = [f"{m}.{k}" for k in ("budget", "final") for m in MEASURES]
PAIRS = [f"{m}.{k}" for m in MEASURES for k in ("budget", "final")]


def columns(table: Table) -> list[str]:
    """The ids of a table's figure columns, in the order printed."""
    kind = table["id"]
    if kind in ("T01", "T06", "B01"):
        return ["amount"]
    if kind in ("T04", "B04"):
        return ["amount", *FUNDS]
    if kind == "T08":
        return COLUMNS["T05"] if len(_flat(table["headers"])) == 3 else FUND
    if kind == "T09":
        return PAIRS if table["paired"] else BLOCKS
    return COLUMNS[kind]


def headers(table: Table) -> list[str]:
    """The printed headings of those columns, the levels joined with a colon."""
    kind = table["id"]
    if kind in ("T04", "B04"):
        return [str(table["headers"][0]), *table["headers"][1:]]
    if kind == "T09":
        names = [_close(f"{g}:{n}" if g else n) for g, n in _nine(table)]
        kinds = ["预算数", "决算数"]
        if table["paired"]:
            return [f"{n}/{k}" for n in names for k in kinds]
        return [f"{k}:{n}" for k in kinds for n in names]
    return [_close(f"{g}:{n}" if g else n) for g, n in _flat(table["headers"])]


def build(table: Table) -> Sheet:
    makers: dict[str, Callable[[Table], Sheet]] = {
        "T01": _t01,
        "T04": _t04,
        "T06": _t06,
        "T09": _t09,
        "B01": _t01,
        "B04": _t04,
        "B09": _b09,
    }
    sheet = makers.get(table["id"], _coded)(table)
    if "widths" in table:
        assert len(table["widths"]) == len(sheet.widths), table["id"]
        sheet.widths = table["widths"]
    top = set(table.get("top_aligned", []))
    rows = {r.row for r in sheet.records if (r.code or r.label) in top}
    sheet.cells = [replace(c, valign="top") if c.row in rows and c.align == "right" else c for c in sheet.cells]
    return sheet


def _close(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _flat(heads: list[Any]) -> list[tuple[str, str]]:
    """Headings as (group, name): a plain string stands alone, [group, [names]] are columns under a common head."""
    pairs: list[tuple[str, str]] = []
    for h in heads:
        pairs += [("", h)] if isinstance(h, str) else [(h[0], n) for n in h[1]]
    return pairs


def _label(text: str, row: int, col: int, cols: int = 1) -> Cell:
    """Labels stand left, sums in the middle."""
    return Cell(text, row, col, cols=cols, align="center" if text.endswith(("合计", "总计")) else "left")


def _figure(text: str, row: int, col: int) -> Cell:
    return Cell(text, row, col, align="right")


# -- two sides: T01 and T04 --------------------------------------------------------------------------------------


def _t01(table: Table) -> Sheet:
    lines = table["line_numbers"]
    side = ["item", "line", "figure"] if lines else ["item", "figure"]
    n = len(side)
    sheet = Sheet(widths=[{"item": 34, "line": 7, "figure": 16}[s] for s in side] * 2)
    for half, head in enumerate(table.get("sides", ("收  入", "支  出"))):
        at = half * n
        sheet.cells.append(Cell(head, 0, at, cols=n))
        sheet.cells.append(Cell("项  目", 1, at))
        if lines:
            sheet.cells.append(Cell("行次", 1, at + 1))
        sheet.cells.append(Cell(table["headers"][0], 1, at + n - 1))
        if table["number_row"]:
            sheet.cells += [Cell("栏次", 2, at), Cell(str(half + 1), 2, at + n - 1)]
    sheet.header_rows = 3 if table["number_row"] else 2
    for half, side_name in enumerate(("income", "expenditure")):
        _side_rows(sheet, table[side_name], side_name, half * n, lines, ["amount"])
    return sheet


def _t04(table: Table) -> Sheet:
    lines, number_row = table["line_numbers"], table["number_row"]
    k = 1 if lines else 0
    at = 2 + k
    sheet = Sheet(widths=[30, *[5] * k, 13, 30, *[5] * k, 13, 13, 13, 13])
    head = sheet.cells
    amount, *funds = table["headers"]
    left, right = table.get("sides", ("收  入", "支  出"))
    head += [Cell(left, 0, 0, cols=at), Cell(right, 0, at, cols=at + 3)]
    deep = 2 if table["deep_header"] else 1
    head += [Cell("项  目", 1, 0, rows=deep), Cell("项  目", 1, at, rows=deep), Cell(amount, 1, at - 1, rows=deep)]
    if lines:
        head += [Cell("行次", 1, 1, rows=deep), Cell("行次", 1, at + 1, rows=deep)]
    if deep == 2:
        head.append(Cell(amount, 1, at + 1 + k, cols=4))
    head += [Cell(name, deep, at + 1 + k + i) for i, name in enumerate(funds)]
    if number_row:
        r = 1 + deep
        head += [Cell("栏次", r, 0), Cell("1", r, at - 1), Cell("栏次", r, at)]
        head += [Cell(str(2 + i), r, at + 1 + k + i) for i in range(4)]
    sheet.header_rows = 1 + deep + (1 if number_row else 0)
    _side_rows(sheet, table["income"], "income", 0, lines, ["amount"])
    _side_rows(sheet, table["expenditure"], "expenditure", at, lines, FUNDS)
    return sheet


def _side_rows(sheet: Sheet, rows: list[list[str]], side: str, col: int, lines: bool, ids: list[str]) -> None:
    """Rows are [label, line number, figures...]; a row without a label is a filler and no row of the truth."""
    for i, (label, line, *figures) in enumerate(rows):
        r = sheet.header_rows + i
        sheet.cells.append(_label(label, r, col))
        if lines:
            sheet.cells.append(Cell(line, r, col + 1))
        first = col + 2 if lines else col + 1
        sheet.cells += [_figure(f, r, first + k) for k, f in enumerate(figures)]
        if label:
            values = dict(zip(ids, figures, strict=True))
            record = Record(r, _close(label), values, line_no=line if lines else None, side=side)
            sheet.records.append(record)
    # a physical row's halves stand next to each other in the truth
    sheet.records.sort(key=lambda record: record.row)


# -- one row a code: T02, T03, T05, T07, T08 ---------------------------------------------------------------------


def _coded(table: Table) -> Sheet:
    pairs = _flat(table["headers"])
    ids = columns(table)
    n = len(pairs)
    letters = table.get("letters", "类款项")
    c = len(letters)
    sheet = Sheet(widths=[*[5] * c, 34, *[78 / max(n, 4)] * n])
    head = sheet.cells
    number_row = table["number_row"]
    # In a grid the first sum stands beside the letters 类 款 项; under a header rule they are apart.
    shared = not table["rows"][0][0] and bool(table["look"].get("ruled", True))
    letters_row = 3
    head.append(Cell("项  目", 0, 0, cols=c + 1))
    head.append(Cell(table.get("code_head", "功能分类科目编码"), 1, 0, rows=2, cols=c))
    head.append(Cell("科目名称", 1, c, rows=2 if number_row or shared else 3))
    deep = 3 if number_row or shared else 4
    for k, (group, name) in enumerate(pairs):
        if not group:
            head.append(Cell(name, 0, c + 1 + k, rows=deep))
        else:
            if k == 0 or pairs[k - 1][0] != group:
                head.append(Cell(group, 0, c + 1 + k, cols=sum(g == group for g, _ in pairs)))
            head.append(Cell(name, 1, c + 1 + k, rows=deep - 1))
    # The letters share their row with the number row, with the first sum, or with both.
    tall = 2 if number_row and shared else 1
    head += [Cell(letter, letters_row, k, rows=tall) for k, letter in enumerate(letters)]
    if number_row:
        head.append(Cell("栏次", letters_row, c))
        head += [Cell(str(k + 1), letters_row, c + 1 + k) for k in range(n)]
    sheet.header_rows = 3 if shared and not number_row else 4
    for i, (code, label, *figures) in enumerate(table["rows"]):
        r = sheet.header_rows + i
        if i > 0 or not shared:
            head += _code_cells(code, r, table["split_codes"], c)
        head.append(_label(label, r, c))
        head += [_figure(f, r, c + 1 + k) for k, f in enumerate(figures)]
        if label:
            values = dict(zip(ids, figures, strict=True))
            sheet.records.append(Record(r, _close(label), values, code=code or None))
    return sheet


def _code_cells(code: str, row: int, split: bool, count: int) -> list[Cell]:
    if not split:
        return [Cell(code, row, 0, cols=count, align="left")]
    return [Cell(part, row, k) for k, part in enumerate((code[:3], code[3:5], code[5:7])[:count])]


# -- T06 and T09 -------------------------------------------------------------------------------------------------


def _t06(table: Table) -> Sheet:
    split = table["split_codes"]
    n = 4 if split else 3
    panels = table["panels"]
    sheet = Sheet(widths=([5, 5, 26, 11] if split else [9, 25, 11]) * len(panels))
    head = sheet.cells
    top = 0
    if table["groups"]:
        at = 0
        for name, count in table["groups"]:
            head.append(Cell(name, 0, at, cols=count * n))
            at += count * n
        top = 1
    code_head, amount = table["code_head"], table["headers"][0]
    for p in range(len(panels)):
        at = p * n
        if split:
            head += [Cell(code_head, top, at, cols=2), Cell("类", top + 1, at), Cell("款", top + 1, at + 1)]
            head += [Cell("科目名称", top, at + 2, rows=2), Cell(amount, top, at + 3, rows=2)]
        else:
            head += [Cell(code_head, top, at), Cell("科目名称", top, at + 1), Cell(amount, top, at + 2)]
    sheet.header_rows = top + (2 if split else 1)
    for p, panel in enumerate(panels):
        at = p * n
        for i, (code, label, figure) in enumerate(panel["rows"]):
            r = sheet.header_rows + i
            head += [Cell(code[:3], r, at), Cell(code[3:], r, at + 1)] if split else [Cell(code, r, at)]
            head += [Cell(label, r, at + n - 2, align="left"), _figure(figure, r, at + n - 1)]
            if label:
                record = Record(r, _close(label), {"amount": figure}, code=code, panel=panel["panel"])
                sheet.records.append(record)
    sheet.records.sort(key=lambda record: record.row)
    last = sheet.header_rows + max(len(panel["rows"]) for panel in panels)
    at = 0
    for name, figure, count, kind in table["totals"]:
        head += [Cell(name, last, at, cols=count * n - 1), _figure(figure, last, at + count * n - 1)]
        sheet.records.append(Record(last, _close(name), {"amount": figure}, panel=kind))
        at += count * n
    return sheet


def _nine(table: Table) -> list[tuple[str, str]]:
    return _flat(table["headers"])


def _t09(table: Table) -> Sheet:
    pairs = _nine(table)
    sheet = Sheet(widths=[1.0] * 12)
    head = sheet.cells
    if table["paired"]:
        head.append(Cell(table["top_head"], 0, 0, cols=12))
        for k, (group, name) in enumerate(pairs):
            if not group:
                head.append(Cell(name, 1, 2 * k, rows=2, cols=2))
            else:
                if pairs[k - 1][0] != group:
                    head.append(Cell(group, 1, 2 * k, cols=6))
                head.append(Cell(name, 2, 2 * k, cols=2))
            head += [Cell("预算数", 3, 2 * k), Cell("决算数", 3, 2 * k + 1)]
        sheet.header_rows = 4
    else:
        for block, kind in enumerate(("预算数", "决算数")):
            at = 6 * block
            head.append(Cell(kind, 0, at, cols=6))
            for k, (group, name) in enumerate(pairs):
                if not group:
                    head.append(Cell(name, 1, at + k, rows=2))
                else:
                    if pairs[k - 1][0] != group:
                        head.append(Cell(group, 1, at + k, cols=3))
                    head.append(Cell(name, 2, at + k))
        sheet.header_rows = 3
    if table["number_row"]:
        head += [Cell(str(k + 1), sheet.header_rows, k) for k in range(12)]
        sheet.header_rows += 1
    figures = table["rows"][0]
    head += [_figure(f, sheet.header_rows, k) for k, f in enumerate(figures)]
    values = dict(zip(columns(table), figures, strict=True))
    sheet.records.append(Record(sheet.header_rows, None, values))
    return sheet


def _b09(table: Table) -> Sheet:
    """One row of the three public items and, beside them, what the offices cost to run."""
    pairs = _flat(table["headers"])
    last = len(pairs) - 1
    sheet = Sheet(widths=[1.0] * len(pairs), header_rows=3)
    head = sheet.cells
    head.append(Cell(table["top_head"], 0, 0, cols=last))
    for k, (group, name) in enumerate(pairs):
        if k == last:
            head.append(Cell(name, 0, k, rows=3))
        elif not group:
            head.append(Cell(name, 1, k, rows=2))
        else:
            if pairs[k - 1][0] != group:
                head.append(Cell(group, 1, k, cols=sum(g == group for g, _ in pairs)))
            head.append(Cell(name, 2, k))
    figures = table["rows"][0]
    head += [_figure(f, 3, k) for k, f in enumerate(figures)]
    sheet.records.append(Record(3, None, dict(zip(columns(table), figures, strict=True))))
    return sheet
