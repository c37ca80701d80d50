"""The tables of both families, made from an account and a style."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tests.bench.printers.accounts import MEASURES, Account, Leaf
from tests.bench.printers.codes import CLASS_NAME, CLASSES, KIND_NAME
from tests.bench.printers.economic import economic_sheet
from tests.bench.printers.panels import fiscal_sheet, total_sheet
from tests.bench.printers.sheets import Cell, Head, Pen, Sheet
from tests.bench.printers.style import Style

TITLES = {
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
}
ORDERS = {
    "mof": ("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09"),
    "shanghai": ("T01", "T02", "T03", "T04", "T05", "T06", "T09", "T07", "T08"),
    "university": ("U01", "U02", "U03", "U04"),
}
SHANGHAI_TITLES = {
    "T06": "一般公共预算财政拨款基本支出决算表",
    "T08": "国有资本经营预算财政拨款收入支出决算表",
}
_REFLECTS = {
    "T01": "本年度的总收支和年末结转结余情况",
    "T02": "本年度取得的各项收入情况",
    "T03": "本年度各项支出情况",
    "T04": "本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况",
    "T05": "本年度一般公共预算财政拨款支出情况",
    "T06": "本年度一般公共预算财政拨款基本支出明细情况",
    "T07": "本年度政府性基金预算财政拨款收入、支出及结转和结余情况",
    "T08": "本年度国有资本经营预算财政拨款支出情况",
    "T09": "本年度财政拨款“三公”经费支出预决算情况",
}
Value = Callable[[Leaf], int]
Columns = Sequence[tuple[str, str, Value]]


def base_titles(account: Account) -> dict[str, str]:
    """The tables in the order of the document, with their titles bare of year and body."""
    order = ORDERS["university" if account.family == "university" else account.order]
    changed = SHANGHAI_TITLES if account.order == "shanghai" else {}
    return {table: changed.get(table, TITLES[table]) for table in order}


def make_sheets(account: Account, style: Style, random: Random) -> list[Sheet]:
    """All tables of the account in printed order."""
    pen = Pen(style)
    out = []
    for number, (table, bare) in enumerate(base_titles(account).items(), start=1):
        sheet = _SHEETS[table](account, pen)
        sheet.rules = style.other_rules if random.random() < 0.3 else style.rules
        _dress(sheet, bare, number, account, style)
        if style.spread:
            _spread(sheet, random)
        out.append(sheet)
    return out


def _dress(sheet: Sheet, bare: str, number: int, account: Account, style: Style) -> None:
    bare = bare.replace("“三公”", style.quotes)
    no = f"{number:02d}"
    form_no = {"mof": f"公开{no}表", "shanghai": f"附表{number}"}[account.order]
    if account.family == "university":
        form_no = f"表{number}"
    title = {
        "plain": bare,
        "entity_line": bare,
        "year": f"{account.year}年度{bare}",
        "entity_year": f"{account.entity}{account.year}年度{bare}",
        "number_first": f"表{number} {bare}",
        "number_last": f"{bare}（表{number}）",
    }[style.title]
    has_number = style.title in ("number_first", "number_last")
    entity = style.entity_line.format(account.entity) if style.entity_line else ""
    if style.title == "entity_line":
        entity = entity or f"部门：{account.entity}"
    unit = style.unit_form.format(style.unit) if style.unit_place == "table" else ""
    if style.unit_place == "title":
        title += f"（单位：{style.unit}）"
    above: list[tuple[str, str]] = []
    if has_number or style.form_no == "none":
        form_no = ""
    if form_no and style.form_no == "own":
        above.append(("", form_no))
    elif form_no and style.form_no == "left":
        above.append((form_no, ""))
    elif form_no and style.form_no == "with_unit":
        above.append((f"{form_no}", unit))
        unit = ""
    if entity or unit:
        above.append((entity, unit))
    sheet.title, sheet.above = title, above
    sheet.truth |= {
        "title_printed": title,
        "form_no_printed": form_no or (f"表{number}" if has_number else ""),
        "unit": style.unit,
    }
    notes = []
    if style.notes and sheet.table_id in _REFLECTS:
        notes.append(f"注：本表反映部门{_REFLECTS[sheet.table_id].replace('“三公”', style.quotes)}。")
    if sheet.truth["status"] == "empty":
        thing = bare.removesuffix("决算表").removesuffix("决算明细表")
        said = {"T07": "政府性基金预算财政拨款收入支出", "T08": "国有资本经营预算财政拨款支出"}.get(
            sheet.table_id, thing
        )
        form = "本部门{}年度无{}。" if account.order == "mof" else "说明：本部门{}年度没有{}，故本表无数据。"
        notes.append(form.format(account.year, said))
    sheet.notes = notes + sheet.notes


def _spread(sheet: Sheet, random: Random) -> None:
    """Short names are set wide, as typists do."""
    for row in sheet.rows:
        for cell in row:
            if cell.kind in ("total", "name") and 2 <= len(cell.text) <= 6 and random.random() < 0.5:
                cell.text = " ".join(cell.text)


def _tree(leaves: Sequence[Leaf], keep: Callable[[Leaf], bool]) -> list[tuple[str, str, list[Leaf]]]:
    """类, 款 and 项 in order, each with the leaves below it."""
    kept = [leaf for leaf in leaves if keep(leaf)]
    rows: dict[str, tuple[str, list[Leaf]]] = {}
    for leaf in kept:
        for code, name in (
            (leaf.code[:3], CLASS_NAME[leaf.code[:3]]),
            (leaf.code[:5], KIND_NAME[leaf.code[:5]]),
            (leaf.code, leaf.name),
        ):
            rows.setdefault(code, (name, []))[1].append(leaf)
    return [(code, name, below) for code, (name, below) in sorted(rows.items())]


def function_sheet(
    table_id: str,
    account: Account,
    pen: Pen,
    columns: Columns,
    keep: Callable[[Leaf], bool],
    groups: Sequence[tuple[str, int]],
    *,
    formulas: Sequence[str] = (),
    first_total: bool = False,
) -> Sheet:
    """A table by function codes.

    Args:
        columns: id, head words and value of every figure column.
        keep: which leaves are listed.
        groups: the upper head over the figure columns: words and how many columns; one of a single column is the
            column itself.
        formulas: printed below where the style has formulas and numbers.
        first_total: the total comes first whatever the style says.
    """
    style = pen.style
    codes = 3 if style.codes == "three" else 0 if style.codes == "label" else 1
    keys = codes + 1
    letters = codes == 3
    in_total = letters and style.letters_in_total
    heads = _function_heads(columns, groups, codes, style, letters and not in_total)
    body: list[list[Cell]] = []
    truth: list[dict[str, Any]] = []
    rows = _tree(account.leaves, keep)
    total: list[Cell]
    bold = style.bold_totals
    values = [sum(value(leaf) for leaf in account.leaves if keep(leaf)) for _, _, value in columns]
    empty = not rows
    figures = [pen.cell(None if empty else value, bold=bold) for value in values]
    if in_total and not style.total_last:
        total = [Cell(word, "code") for word in "类款项"] + [Cell("合计", "total", bold=bold), *figures]
    elif style.grouped_head and codes != 3:
        total = [Cell("合计", "total", cols=keys, bold=bold), *figures]
    else:
        total = [*(Cell("", "code") for _ in range(codes)), Cell("合计", "total", bold=bold), *figures]
    total_truth = {
        "side": None,
        "code": None,
        "label": "合计",
        "values": {column: cell.text for (column, _, _), cell in zip(columns, figures, strict=True)},
    }
    for code, name, below in rows:
        level = {3: 0, 5: 1, 7: 2}[len(code)]
        figures = [pen.cell(sum(value(leaf) for leaf in below), bold=bold and level == 0) for _, _, value in columns]
        if codes == 3:
            parts = [code[:3], code[3:5], code[5:7]]
            keyed = [Cell(part, "code") for part in parts] + [Cell(name, "name", level=level, bold=bold and level == 0)]
        elif codes == 1:
            keyed = [Cell(code, "code"), Cell(name, "name", level=level, bold=bold and level == 0)]
        else:
            keyed = [Cell(f"{code} {name}", "name", level=level, bold=bold and level == 0)]
        body.append([*keyed, *figures])
        truth.append(
            {
                "side": None,
                "code": code,
                "label": name,
                "values": {column: cell.text for (column, _, _), cell in zip(columns, figures, strict=True)},
            }
        )
    last = style.total_last and not first_total and not empty
    body.insert(len(body) if last else 0, total)
    if not empty:
        truth.insert(len(truth) if last else 0, total_truth)
    if style.number_row and account.order == "mof":
        numbers = [Cell("栏次" if style.grouped_head else "", "total", cols=keys)]
        body.insert(0, numbers + [Cell(str(k), "line") for k in range(1, len(columns) + 1)])
    notes = [*formulas] if style.formulas and style.number_row and account.order == "mof" else []
    names = 11 if style.narrow else 15 if codes else 18
    widths = [3.6, 2, 2] if codes == 3 else [4.6] if codes == 1 else []
    return Sheet(
        table_id,
        "",
        [],
        ["code"] * codes + ["name"] + ["figure"] * len(columns),
        [*widths, names, *[_width(style)] * len(columns)],
        heads,
        body,
        notes,
        wide=len(columns) > 3,
        truth={"status": "empty" if empty else "present", "rows": truth},
    )


def _width(style: Style) -> float:
    return 4.2 + 0.55 * (style.decimals + (4 if style.unit in ("元", "百元", "千元") else 0))


def _function_heads(
    columns: Columns, groups: Sequence[tuple[str, int]], codes: int, style: Style, letters: bool
) -> list[list[Head]]:
    keys = codes + 1
    deep = 3 if any(" / " in words for _, words, _ in columns) else 2 if any(count > 1 for _, count in groups) else 1
    grouped = style.grouped_head or deep > 1
    depth = max(deep, 2 if grouped and codes else 1) + (1 if letters else 0)
    unit = f"（{style.unit}）" if style.unit_place == "header" else ""
    heads: list[list[Head]] = [[] for _ in range(depth)]
    if grouped and codes:
        heads[0].append(Head("项目", keys))
        under = depth - 1 - (1 if letters else 0)
        heads[1] += [Head("功能分类科目编码", codes, under), Head("科目名称", 1, depth - 1)]
    elif codes:
        heads[0] += [Head("科目编码", codes, depth - (1 if letters else 0)), Head("科目名称", 1, depth)]
    else:
        heads[0].append(Head("项目", 1, depth))
    if letters:
        heads[-1] += [Head(word) for word in "类款项"]
    at = 0
    for words, count in groups:
        if count == 1 and " / " not in columns[at][1]:
            heads[0].append(Head(columns[at][1] + unit, 1, depth))
        else:
            heads[0].append(Head(words, count))
            within = at
            while within < at + count:
                own = columns[within][1]
                if " / " in own:
                    upper, _ = own.split(" / ")
                    same = [c for c in columns[within : at + count] if c[1].startswith(upper + " / ")]
                    heads[1].append(Head(upper, len(same)))
                    for column in same:
                        heads[2].append(Head(column[1].split(" / ")[1] + unit, 1, depth - 2))
                    within += len(same)
                else:
                    heads[1].append(Head(own + unit, 1, depth - 1))
                    within += 1
        at += count
    return heads


def _each(columns: Columns) -> list[tuple[str, int]]:
    return [(words, 1) for _, words, _ in columns]


def _income(name: str) -> Value:
    return lambda leaf: leaf.income.get(name, 0)


def income_sheet(account: Account, pen: Pen) -> Sheet:
    university = account.family == "university"
    columns = [
        ("income_total", "本年收入合计", lambda leaf: leaf.taken),
        ("fiscal_appropriation", "财政拨款收入", lambda leaf: leaf.fiscal),
        ("superior_subsidy", "上级补助收入", _income("superior_subsidy")),
        ("undertaking", "事业收入", _income("undertaking")),
        ("business", "经营收入", _income("business")),
        ("affiliated_remit", "附属单位上缴收入", _income("affiliated_remit")),
        ("other", "其他收入", _income("other")),
    ]
    groups = _each(columns)
    fees = pen.style.fees and not (account.order == "mof" and pen.style.number_row)
    if university or fees:
        columns[3] = ("undertaking", "金额" if university else "小计", columns[3][2])
        columns.insert(4, ("undertaking_education_fees", "其中：教育收费", lambda leaf: leaf.education_fees))
        groups[3] = ("事业收入", 2)
    formulas = () if university or fees else ("1栏各行=（2+3+4+5+6+7）栏各行。",)
    return function_sheet(
        "U02" if university else "T02", account, pen, columns, lambda leaf: leaf.taken != 0, groups,
        formulas=formulas,
    )  # fmt: skip


def expenditure_sheet(account: Account, pen: Pen) -> Sheet:
    university = account.family == "university"
    columns = [
        ("expenditure_total", "合计" if university else "本年支出合计", lambda leaf: leaf.spent),
        ("basic", "基本支出", lambda leaf: leaf.basic),
        ("project", "项目支出", lambda leaf: leaf.project),
        ("remit_superior", "上缴上级支出", lambda leaf: leaf.remit_superior),
        ("business", "经营支出", lambda leaf: leaf.business_spent),
        ("subsidy_affiliated", "对附属单位补助支出", lambda leaf: leaf.subsidy),
    ]
    return function_sheet(
        "U03" if university else "T03", account, pen, columns, lambda leaf: leaf.spent != 0, _each(columns),
        formulas=() if university else ("1栏各行=（2+3+4+5+6）栏各行。",),
    )  # fmt: skip


def _divided(spent: str) -> tuple[Columns, list[tuple[str, int]]]:
    """The columns of the ministry's own form; `spent` stands before the ids of expenditure."""
    columns: Columns = [
        ("opening_balance", "合计", lambda leaf: leaf.opening),
        ("opening_basic", "基本支出结转", lambda leaf: leaf.opening_basic),
        ("opening_project", "项目支出结转和结余", lambda leaf: leaf.opening - leaf.opening_basic),
        ("income", "合计", lambda leaf: leaf.fiscal),
        ("income_basic", "基本支出", lambda leaf: leaf.income_basic),
        ("income_project", "项目支出", lambda leaf: leaf.fiscal - leaf.income_basic),
        (f"{spent}total", "合计", lambda leaf: leaf.fiscal_spent),
        (f"{spent}basic", "基本支出 / 小计", lambda leaf: leaf.fiscal_basic),
        (f"{spent}basic_personnel", "基本支出 / 人员经费", lambda leaf: leaf.personnel),
        (f"{spent}basic_public", "基本支出 / 公用经费", lambda leaf: leaf.fiscal_basic - leaf.personnel),
        (f"{spent}project", "项目支出", lambda leaf: leaf.fiscal_project),
        ("closing_balance", "合计", lambda leaf: leaf.closing),
        ("closing_basic", "基本支出结转", lambda leaf: 0),
        ("closing_project", "项目支出结转和结余 / 小计", lambda leaf: leaf.closing),
        ("closing_project_carryover", "项目支出结转和结余 / 项目支出结转", lambda leaf: leaf.closing - leaf.surplus),
        ("closing_project_surplus", "项目支出结转和结余 / 项目支出结余", lambda leaf: leaf.surplus),
    ]
    return columns, [("年初结转和结余", 3), ("本年收入", 3), ("本年支出", 5), ("年末结转和结余", 5)]


def general_sheet(account: Account, pen: Pen) -> Sheet:
    if pen.style.divided:
        columns, groups = _divided("")
        return function_sheet(
            "T05", account, pen, columns, lambda leaf: leaf.fund == "gpb" and leaf.fiscal_spent != 0, groups
        )
    columns = [
        ("total", "合计" if account.order == "shanghai" else "小计", lambda leaf: leaf.fiscal_spent),
        ("basic", "基本支出", lambda leaf: leaf.fiscal_basic),
        ("project", "项目支出", lambda leaf: leaf.fiscal_project),
    ]
    groups = [("本年支出", 3)] if account.order == "mof" and pen.style.indent != 1 else _each(columns)
    return function_sheet(
        "T05", account, pen, columns, lambda leaf: leaf.fund == "gpb" and leaf.fiscal_spent != 0, groups,
        formulas=("1栏各行=（2+3）栏各行。",),
    )  # fmt: skip


def _six() -> tuple[Columns, list[tuple[str, int]]]:
    columns: Columns = [
        ("opening_balance", "年初结转和结余", lambda leaf: leaf.opening),
        ("income", "本年收入", lambda leaf: leaf.fiscal),
        ("exp_total", "小计", lambda leaf: leaf.fiscal_spent),
        ("exp_basic", "基本支出", lambda leaf: leaf.fiscal_basic),
        ("exp_project", "项目支出", lambda leaf: leaf.fiscal_project),
        ("closing_balance", "年末结转和结余", lambda leaf: leaf.closing),
    ]
    return columns, [("", 1), ("", 1), ("本年支出", 3), ("", 1)]


def fund_sheet(account: Account, pen: Pen) -> Sheet:
    if pen.style.divided:
        columns, groups = _divided("exp_")
        return function_sheet("T07", account, pen, columns, lambda leaf: leaf.fund == "gov_fund", groups)
    columns, groups = _six()
    return function_sheet(
        "T07", account, pen, columns, lambda leaf: leaf.fund == "gov_fund", groups,
        formulas=("6栏各行=（1+2-3）栏各行；3栏各行=（4+5）栏各行。",),
    )  # fmt: skip


def capital_sheet(account: Account, pen: Pen) -> Sheet:
    if account.order == "shanghai":
        columns, groups = _six()
        formulas: tuple[str, ...] = ()
    else:
        columns = [
            ("total", "合计", lambda leaf: leaf.fiscal_spent),
            ("basic", "基本支出", lambda leaf: leaf.fiscal_basic),
            ("project", "项目支出", lambda leaf: leaf.fiscal_project),
        ]
        groups = [("本年支出", 3)] if pen.style.indent != 1 else _each(columns)
        formulas = ("1栏各行=（2+3）栏各行。",)
    return function_sheet("T08", account, pen, columns, lambda leaf: leaf.fund == "soe", groups, formulas=formulas)


def university_fiscal_sheet(account: Account, pen: Pen) -> Sheet:
    columns: Columns = [
        ("total", "合计", lambda leaf: leaf.fiscal_spent),
        ("basic", "基本支出", lambda leaf: leaf.fiscal_basic),
        ("project", "项目支出 / 小计", lambda leaf: leaf.fiscal_project),
        ("project_capital", "项目支出 / 其中：基本建设资金支出", lambda leaf: leaf.capital_project),
    ]
    return function_sheet(
        "U04", account, pen, columns, lambda leaf: leaf.fiscal_spent != 0, [("本年支出", 4)], first_total=True
    )


def public_sheet(account: Account, pen: Pen) -> Sheet:
    style = pen.style
    unit = f"（{style.unit}）" if style.unit_place == "header" else ""
    vehicles = "公务用车购置及运行维护费"
    pairs = account.order == "shanghai"
    if pairs:
        heads = [
            [Head("合计", 2, 2), Head("因公出国（境）费", 2, 2), Head(vehicles, 6), Head("公务接待费", 2, 2)],
            [Head("小计", 2), Head("公务用车购置费", 2), Head("公务用车运行费", 2)],
            [Head(word + unit) for _ in range(6) for word in ("预算数", "决算数")],
        ]
        ids = [f"{measure}.{kind}" for measure in MEASURES for kind in ("budget", "final")]
    else:
        heads = [
            [Head("预算数" + unit, 6), Head("决算数" + unit, 6)],
            [
                head
                for _ in range(2)
                for head in (
                    Head("合计", 1, 2),
                    Head("因公出国（境）费", 1, 2),
                    Head(vehicles, 3),
                    Head("公务接待费", 1, 2),
                )
            ],
            [Head(word) for _ in range(2) for word in ("小计", "公务用车购置费", "公务用车运行维护费")],
        ]
        ids = [f"{measure}.{kind}" for kind in ("budget", "final") for measure in MEASURES]
    empty = not account.public
    cells = [pen.cell(None if empty else account.public[each]) for each in ids]
    rows = [cells]
    if style.number_row and account.order == "mof":
        rows.insert(0, [Cell(str(k), "line") for k in range(1, 13)])
    notes = []
    if style.number_row and style.formulas and account.order == "mof":
        notes = ["1栏=（2+3+6）栏；3栏=（4+5）栏；7栏=（8+9+12）栏；9栏=（10+11）栏。"]
    truth = {
        "side": None,
        "code": None,
        "label": "",
        "values": {each: cell.text for each, cell in zip(ids, cells, strict=True)},
    }
    return Sheet(
        "T09", "", [], ["figure"] * 12, [max(4.4, _width(style) * 0.8)] * 12, heads, rows, notes, wide=True,
        truth={"status": "empty" if empty else "present", "rows": [] if empty else [truth]},
    )  # fmt: skip


_SHEETS: dict[str, Callable[[Account, Pen], Sheet]] = {
    "T01": total_sheet,
    "T02": income_sheet,
    "T03": expenditure_sheet,
    "T04": fiscal_sheet,
    "T05": general_sheet,
    "T06": economic_sheet,
    "T07": fund_sheet,
    "T08": capital_sheet,
    "T09": public_sheet,
    "U01": total_sheet,
    "U02": income_sheet,
    "U03": expenditure_sheet,
    "U04": university_fiscal_sheet,
}
__all__ = ["CLASSES", "base_titles", "make_sheets"]
