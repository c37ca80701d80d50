"""The tables with a row for every 类, 款 and 项: T02, T03, T05, T07, T08 and U02 to U04."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tests.documents import codes
from tests.documents.accounts import OTHER_INCOME, OTHER_SPENDING, ZERO, Account, Item
from tests.documents.layouts import FIRST, LAST, SHARED, Layout
from tests.documents.sheets import Built, Cell, Column, Kind, Line, Row

Figure = Callable[[Item], Decimal]
CODE, NAME, FIGURE = 1.0, 4.2, 1.5


def _other_income(kind: str) -> Figure:
    return lambda item: item.other_income.get(kind, ZERO)


def _other_spending(kind: str) -> Figure:
    return lambda item: item.other_spending.get(kind, ZERO)


def _received(item: Item) -> Decimal:
    return item.income + sum(item.other_income.values(), ZERO)


def _spent(item: Item) -> Decimal:
    return item.spent + sum(item.other_spending.values(), ZERO)


def _balances() -> dict[str, Figure]:
    return {
        "opening_balance": lambda i: i.opening,
        "income": lambda i: i.income,
        "exp_total": lambda i: i.spent,
        "exp_basic": lambda i: i.basic,
        "exp_project": lambda i: i.project,
        "closing_balance": lambda i: i.closing,
    }


def _expenditure() -> dict[str, Figure]:
    return {"total": lambda i: i.spent, "basic": lambda i: i.basic, "project": lambda i: i.project}


def figures_of(table: str, layout: Layout) -> dict[str, Figure]:
    """What each figure column of a table shows of an item."""
    if table in ("T02", "U02"):
        columns: dict[str, Figure] = {"income_total": _received, "fiscal_appropriation": lambda i: i.income}
        for kind in OTHER_INCOME:
            columns[kind] = _other_income(kind)
            if kind == "undertaking" and table == "U02":
                columns["undertaking_education_fees"] = lambda i: i.education_fees
        return columns
    if table in ("T03", "U03"):
        spending = {kind: _other_spending(kind) for kind in OTHER_SPENDING}
        spending["basic"] = lambda i: i.basic + i.other_spending.get("basic", ZERO)
        spending["project"] = lambda i: i.project + i.other_spending.get("project", ZERO)
        return {"expenditure_total": _spent, **spending}
    if table == "U04":
        return {**_expenditure(), "project_capital": lambda i: i.capital}
    if table == "T07" or (table == "T08" and layout.form.state_capital_columns == 6):
        return _balances()
    return _expenditure()


def _paths(table: str, layout: Layout) -> dict[str, tuple[str, ...]]:
    """Header titles of each column, from the top level down."""
    words = layout.wording
    unit = words.affiliated
    income: dict[str, tuple[str, ...]] = {
        "income_total": ("本年收入合计",),
        "fiscal_appropriation": ("财政拨款收入",),
        "superior_subsidy": ("上级补助收入",),
        "undertaking": ("事业收入",),
        "business": ("经营收入",),
        "affiliated_remit": (f"{unit}上缴收入",),
        "other": ("其他收入",),
    }
    if table == "T02":
        return income
    if table == "U02":
        split = {"undertaking": ("事业收入", "金额"), "undertaking_education_fees": ("事业收入", "其中：教育收费")}
        return {column: split.get(column) or income[column] for column in figures_of(table, layout)}
    if table in ("T03", "U03"):
        return {
            "expenditure_total": ("本年支出合计" if table == "T03" else "合计",),
            "basic": ("基本支出",),
            "project": ("项目支出",),
            "remit_superior": ("上缴上级支出",),
            "business": ("经营支出",),
            "subsidy_affiliated": (f"对{unit}补助支出",),
        }
    year = "本年支出"
    if table == "U04":
        return {
            "total": (year, "合计"),
            "basic": (year, "基本支出"),
            "project": (year, "项目支出", "小计"),
            "project_capital": (year, "项目支出", "其中：基本建设资金支出"),
        }
    if "opening_balance" in figures_of(table, layout):
        return {
            "opening_balance": (f"{words.opening}结转和结余",),
            "income": ("本年收入",),
            "exp_total": (year, words.subtotal),
            "exp_basic": (year, "基本支出"),
            "exp_project": (year, "项目支出"),
            "closing_balance": ("年末结转和结余",),
        }
    total = words.subtotal if table == "T05" else "合计"
    over = (year,) if layout.form.spending_head else ()
    return {"total": (*over, total), "basic": (*over, "基本支出"), "project": (*over, "项目支出")}


def _fund_of(table: str) -> str | None:
    return {"T05": "gpb", "T07": "gov_fund", "T08": "soe_capital"}.get(table)


def _amounts(account: Account, table: str, figures: Mapping[str, Figure]) -> list[tuple[str, dict[str, Decimal]]]:
    """Code and figures of every row; a code without any figure gets no row.  The total has code ''."""
    fund = _fund_of(table)
    items = [i for i in account.items if fund in (None, i.fund)]
    wanted = {i.code for i in items if any(value(i) for value in figures.values())}
    rows = ["", *sorted({code[:n] for code in wanted for n in (3, 5, 7)})]
    return [(code, {c: account.total(v, code, fund) for c, v in figures.items()}) for code in rows]


def build(table: str, account: Account, layout: Layout) -> Built:
    """The inside of one of these tables."""
    figures = figures_of(table, layout)
    paths = _paths(table, layout)
    columns = tuple(Column(c, paths[c]) for c in figures)
    printed = [
        (code, {c: layout.numbers.print(a, layout.unit_of(table)) for c, a in amounts.items()})
        for code, amounts in _amounts(account, table, figures)
    ]
    empty = len(printed) == 1
    if empty:
        printed = [("", dict.fromkeys(figures, ""))]
    total, rest = printed[0][1], printed[1:]
    where = layout.total_of(table)
    codes_kind = layout.codes_of(table)
    cells = 1 if codes_kind == "one" else 3
    head = list(_head(columns, layout, cells, total if SHARED in where else None))
    body = [_body_line(code, values, codes_kind) for code, values in rest]
    code_width = CODE if cells == 1 else CODE / 2.2
    widths = (*[code_width] * cells, NAME, *[FIGURE] * len(columns))
    blanks = (_blank_line(cells, len(columns)),) * (layout.form.blank_rows if empty else 0)
    if empty and "opening_balance" in figures and layout.form.empty_shares_head:
        lines = (*_head_shared_with_total(columns, layout, cells), *blanks)
        return Built(lines[:2], lines[2:], widths, columns, (Row("合计", total),))
    truth = [Row(codes.NAMES[code], values, code=code) for code, values in rest]
    total_line = _total_line(total, cells, layout.form.total_spans)
    body += blanks
    if where == FIRST:
        body.insert(0, total_line)
    if LAST in where:
        body.append(total_line)
    for at_top in (True, False):
        if (where in (FIRST, SHARED) or "+" in where) if at_top else LAST in where:
            truth.insert(0 if at_top else len(truth), Row("合计", total))
    return Built(tuple(head), tuple(body), widths, columns, tuple(truth))


def _body_line(code: str, values: Mapping[str, str], codes_kind: str) -> Line:
    level = (3, 5, 7).index(len(code))
    if codes_kind == "one":
        key = [Cell(code, Kind.CODE)]
    elif codes_kind == "merged":
        key = [Cell(code, Kind.CODE, cols=3)]
    else:
        key = [Cell(part, Kind.CODE) for part in (code[:3], code[3:5], code[5:])]
    name = Cell(codes.NAMES[code], Kind.LABEL, level=level)
    return (*key, name, *(Cell(v, Kind.FIGURE) for v in values.values()))


def _total_line(values: Mapping[str, str], cells: int, spans: bool) -> Line:
    figures = (Cell(v, Kind.FIGURE) for v in values.values())
    if spans:
        return (Cell("合计", Kind.TOTAL, cols=cells + 1), *figures)
    return (*[Cell()] * cells, Cell("合计", Kind.TOTAL), *figures)


def _blank_line(cells: int, figures: int) -> Line:
    return (*[Cell()] * (cells + 1), *[Cell("", Kind.FIGURE)] * figures)


def _head(columns: Sequence[Column], layout: Layout, cells: int, shared: Mapping[str, str] | None) -> list[Line]:
    """The header rows, and the 合计 row where it shares one with 类 款 项."""
    form = layout.form
    depth = max(max(len(c.path) for c in columns), 1 + form.item_head, 2 if cells == 3 else 1)
    letters = cells == 3
    numbers = form.column_numbers
    alone = letters and not numbers and shared is None
    lines: list[list[Cell]] = [[] for _ in range(depth)]
    down = depth - form.item_head
    if form.item_head:
        lines[0].append(_head_cell("项目", cols=cells + 1))
    lines[form.item_head] += [
        _head_cell(layout.wording.code_head, cols=cells, rows=down),
        _head_cell("科目名称", rows=down + alone),
    ]
    _figure_heads(lines, columns, depth, alone)
    tail: list[list[Cell]] = []
    if letters:
        rows = 2 if numbers and shared is not None else 1
        tail.append([_head_cell(letter, rows=rows) for letter in "类款项"])
    if numbers:
        if not letters:
            tail.append([])
        tail[0].append(_head_cell("栏次", cols=1 if letters else 2))
        tail[0] += [_head_cell(str(n + 1)) for n in range(len(columns))]
    if shared is not None:
        if numbers:
            tail.append([])
        tail[-1].append(Cell("合计", Kind.TOTAL))
        tail[-1] += [Cell(v, Kind.FIGURE) for v in shared.values()]
    return [tuple(line) for line in (*lines, *tail)]


def _head_shared_with_total(columns: Sequence[Column], layout: Layout, cells: int) -> list[Line]:
    """Two header rows and a 合计 row in which the second level of the header stands, as some blank forms have it."""
    top = [_head_cell("项目", cols=cells + 1)]
    last = [Cell("合计", Kind.TOTAL, cols=cells + 1)]
    for column in columns:
        if column.id == "exp_total":
            top.append(_head_cell(column.path[0], cols=3, rows=2))
        if len(column.path) == 1:
            top.append(_head_cell(column.path[0], rows=2))
            last.append(Cell("", Kind.FIGURE))
        else:
            last.append(_head_cell(column.path[-1]))
    second = (_head_cell(layout.wording.code_head, cols=cells), _head_cell("科目名称"))
    return [tuple(top), second, tuple(last)]


def _figure_heads(lines: list[list[Cell]], columns: Sequence[Column], depth: int, extra_row: bool) -> None:
    """Merge equal titles sideways, and run short paths down to the last level."""
    for level in range(max(len(c.path) for c in columns)):
        seen: set[tuple[str, ...]] = set()
        for column in columns:
            key = column.path[: level + 1]
            if len(column.path) <= level or key in seen:
                continue
            seen.add(key)
            last = len(column.path) == level + 1
            width = sum(c.path[: level + 1] == key for c in columns)
            rows = depth - level + extra_row if last else 1
            lines[level].append(_head_cell(key[-1], cols=width, rows=rows))


def _head_cell(text: str, cols: int = 1, rows: int = 1) -> Cell:
    return Cell(text, Kind.HEAD, cols=cols, rows=rows)
