"""The tables with income on the left and expenditure on the right: T01, T04 and U01."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tests.documents.accounts import FUNDS, ZERO, Account
from tests.documents.codes import CLASSES, DEBT_CLASSES
from tests.documents.layouts import Layout
from tests.documents.sheets import Built, Cell, Column, Kind, Line, Row
from tests.documents.titles import numeral

FUND_NAMES = {
    "gpb": "一般公共预算财政拨款",
    "gov_fund": "政府性基金预算财政拨款",
    "soe_capital": "国有资本经营预算财政拨款",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Half a row: a label with its amounts; an empty label is an empty half."""

    label: str = ""
    amounts: dict[str, Decimal] = field(default_factory=dict)
    level: int = 1


def build_total(account: Account, layout: Layout) -> Built:
    """T01, 收入支出决算总表."""
    words = layout.wording
    fund = {f: account.total(lambda i: i.income, fund=f) for f in FUNDS}
    other = _other_income(account)
    left = [_one(f"{FUND_NAMES[f]}收入", fund[f]) for f in FUNDS]
    left += [_one(label.format(unit=words.affiliated), other[k]) for k, label in _OTHER.items()]
    left = [_ordinal(n, e) for n, e in enumerate(left, 1)]
    right = _class_lines(layout, lambda code: {"amount": account.spending(code)})
    reserve = [
        _one(words.reserve, account.use_of_balances),
        _one(f"{words.opening}结转和结余", account.opening),
    ]
    income, spent = account.receipts(), account.spending()
    everything = income + account.use_of_balances + account.opening
    closing = [_one("结余分配", account.distribution), _one("年末结转和结余", account.closing)]
    left = [*_pad(left, len(right)), _sum("本年收入合计", income), *reserve]
    right = [*right, _sum("本年支出合计", spent), *closing]
    if layout.form.line_numbers:
        left, right = [*left, Entry()], [*right, Entry()]
    left, right = [*left, _sum("总计", everything)], [*right, _sum("总计", everything)]
    columns = (Column("amount", (words.amount,), "income"), Column("amount", (words.amount,), "expenditure"))
    return _assemble("T01", left, right, columns, layout)


_OTHER = {
    "superior_subsidy": "上级补助收入",
    "undertaking": "事业收入",
    "business": "经营收入",
    "affiliated_remit": "{unit}上缴收入",
    "other": "其他收入",
}


def _other_income(account: Account) -> dict[str, Decimal]:
    sums = dict.fromkeys(_OTHER, ZERO)
    for item in account.items:
        for kind, amount in item.other_income.items():
            sums[kind] += amount
    return sums


def build_fiscal(account: Account, layout: Layout) -> Built:
    """T04, 财政拨款收入支出决算总表."""
    words = layout.wording
    income = {f: account.total(lambda i: i.income, fund=f) for f in FUNDS}
    opening = {f: account.total(lambda i: i.opening, fund=f) for f in FUNDS}
    closing = {f: account.total(lambda i: i.closing, fund=f) for f in FUNDS}
    spent = {f: account.total(lambda i: i.spent, fund=f) for f in FUNDS}
    total_in, total_opening = sum(income.values(), ZERO), sum(opening.values(), ZERO)

    def by_class(code: str) -> dict[str, Decimal]:
        return _with_total({f: account.total(lambda i: i.spent, code, f) for f in FUNDS})

    parts = [Entry(FUND_NAMES[f], {"amount": opening[f]}) for f in FUNDS]
    if words.opening_ordinals:
        parts = [_ordinal(n, e) for n, e in enumerate(parts, 1)]
    left = [_ordinal(n, _one(FUND_NAMES[f], income[f])) for n, f in enumerate(FUNDS, 1)]
    right = _class_lines(layout, by_class)
    left = _pad(left, len(right))
    left += [_sum("本年收入合计", total_in), _one(f"{words.opening}财政拨款结转和结余", total_opening), *parts]
    right += [Entry("本年支出合计", _with_total(spent), 0), Entry("年末财政拨款结转和结余", _with_total(closing))]
    right = _pad(right, len(left))
    left.append(_sum("总计", total_in + total_opening))
    right.append(Entry("总计", _with_total({f: income[f] + opening[f] for f in FUNDS}), 0))
    columns = (
        Column("amount", (words.amount,), "income"),
        Column("total", (words.amount, "合计"), "expenditure"),
        *(Column(f, (words.amount, FUND_NAMES[f]), "expenditure") for f in FUNDS),
    )
    return _assemble("T04", left, right, columns, layout)


def build_university(account: Account, layout: Layout) -> Built:
    """U01, 高等学校收支决算总表; 其中 rows are part of the row above them."""
    fiscal = account.total(lambda i: i.income)
    fund = account.total(lambda i: i.income, fund="gov_fund")
    other = _other_income(account)
    left = [_ordinal(1, _one("财政拨款收入", fiscal)), _one("其中：政府性基金预算财政拨款", fund, 2)]
    for n, (k, label) in enumerate(_OTHER.items(), 2):
        left.append(_ordinal(n, _one(label.format(unit="附属单位"), other[k])))
    left.append(_one("其中：捐赠收入", account.donations, 2))
    right = _class_lines(layout, lambda code: {"amount": account.spending(code)})
    income, spent = account.receipts(), account.spending()
    everything = income + account.use_of_balances + account.opening
    left = [
        *_pad(left, len(right)),
        _sum("本年收入合计", income),
        _one(layout.wording.reserve, account.use_of_balances),
        _one("上年结转和结余", account.opening),
        Entry(),
        Entry(),
        _sum("合计", everything),
    ]
    right += [
        _sum("本年支出合计", spent),
        _one("结余分配", account.distribution),
        _one("年末结转和结余", account.closing),
        Entry(),
        Entry(),
        _sum("合计", everything),
    ]
    words = layout.wording
    columns = (Column("amount", (words.amount,), "income"), Column("amount", (words.amount,), "expenditure"))
    return _assemble("U01", left, right, columns, layout)


def _with_total(by_fund: dict[str, Decimal]) -> dict[str, Decimal]:
    return {"total": sum(by_fund.values(), ZERO), **by_fund}


def _one(label: str, amount: Decimal, level: int = 1) -> Entry:
    return Entry(label, {"amount": amount}, level)


def _sum(label: str, amount: Decimal) -> Entry:
    return Entry(label, {"amount": amount}, 0)


def _ordinal(n: int, entry: Entry) -> Entry:
    return Entry(f"{numeral(n)}、{entry.label}", entry.amounts, entry.level)


def _pad(entries: list[Entry], length: int) -> list[Entry]:
    return entries + [Entry()] * (length - len(entries))


def _class_lines(layout: Layout, amounts: Callable[[str], dict[str, Decimal]]) -> list[Entry]:
    shown = [(code, name) for code, name in CLASSES if layout.wording.debt_classes or code not in DEBT_CLASSES]
    return [_ordinal(n, Entry(name, amounts(code))) for n, (code, name) in enumerate(shown, 1)]


def _assemble(
    table: str, left: Sequence[Entry], right: Sequence[Entry], columns: tuple[Column, ...], layout: Layout
) -> Built:
    numbered = layout.form.line_numbers
    sides = [("income", left, 0), ("expenditure", right, len(left))]
    body: list[Line] = []
    truth: list[Row] = []
    for k in range(len(left)):
        line: list[Cell] = []
        for side, entries, offset in sides:
            entry = entries[k]
            number = str(offset + k + 1) if numbered else None
            ids = [c.id for c in columns if c.side == side]
            printed = {c: layout.numbers.print(entry.amounts[c], layout.unit_of(table)) for c in ids if entry.label}
            kind = Kind.EMPTY if not entry.label else Kind.LABEL if entry.level else Kind.TOTAL
            line.append(Cell(entry.label, kind, level=max(0, entry.level - 1)))
            if number:
                line.append(Cell(number, Kind.LINE))
            line += [Cell(printed.get(c, ""), Kind.FIGURE) for c in ids]
            if entry.label:
                truth.append(Row(entry.label, printed, line_no=number, side=side))
        body.append(tuple(line))
    widths: list[float] = []
    for side, _, _ in sides:
        widths += [3.9, *[0.6] * numbered, *[1.6 for c in columns if c.side == side]]
    return Built(tuple(_head(columns, layout, table)), tuple(body), tuple(widths), columns, tuple(truth))


def _head(columns: Sequence[Column], layout: Layout, table: str) -> list[Line]:
    form = layout.form
    by_side = {side: [c for c in columns if c.side == side] for side in ("income", "expenditure")}
    grouped = len(by_side["expenditure"]) > 1 and form.fiscal_group
    lines: list[list[Cell]] = [[], [], *[[] for _ in range(grouped)]]
    deep = 1 + grouped
    for side, word in (("income", "收入"), ("expenditure", "支出")):
        shown = by_side[side]
        lines[0].append(Cell(word, Kind.HEAD, cols=len(shown) + 1 + form.line_numbers))
        item = "项目（按功能分类）" if table == "U01" and side == "expenditure" else "项目"
        lines[1].append(Cell(item, Kind.HEAD, rows=deep))
        if form.line_numbers:
            lines[1].append(Cell("行次", Kind.HEAD, rows=deep))
        if len(shown) == 1:
            lines[1].append(Cell(shown[0].path[0], Kind.HEAD, rows=deep))
        elif grouped:
            lines[1].append(Cell(shown[0].path[0], Kind.HEAD, cols=len(shown)))
            lines[2] += [Cell(c.path[-1], Kind.HEAD) for c in shown]
        else:
            lines[1] += [Cell(c.path[-1], Kind.HEAD) for c in shown]
    if form.column_numbers:
        numbers: list[Cell] = []
        n = 1
        for shown in by_side.values():
            numbers += [Cell("栏次", Kind.HEAD), *[Cell("", Kind.HEAD)] * form.line_numbers]
            for _ in shown:
                numbers.append(Cell(str(n), Kind.HEAD))
                n += 1
        lines.append(numbers)
    return [tuple(line) for line in lines]
