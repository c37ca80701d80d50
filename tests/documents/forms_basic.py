"""T06, the basic expenditure by 经济分类: independent lists side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.documents.accounts import ZERO, Account
from tests.documents.codes import CAPITAL, GOODS, PERSONNEL
from tests.documents.layouts import Layout
from tests.documents.sheets import Built, Cell, Column, Kind, Line, Row

Pairs = Sequence[tuple[str, str]]


def build(account: Account, layout: Layout) -> Built:
    """The inside of T06."""
    split = layout.form.basic_codes == "three"
    lists: list[Pairs] = [PERSONNEL, GOODS, CAPITAL]
    if layout.form.basic_panels == 2:
        lists = [PERSONNEL, (*GOODS, *CAPITAL)]
    panels = ["personnel", *["public"] * (len(lists) - 1)]

    def printed(amount: Decimal) -> str:
        return layout.numbers.print(amount, layout.unit_of("T06")) if account.economy else ""

    body: list[Line] = []
    truth: list[Row] = []
    for k in range(max(len(entries) for entries in lists)):
        line: list[Cell] = []
        for panel, entries in zip(panels, lists, strict=True):
            if k >= len(entries):
                line += [Cell()] * (2 + split) + [Cell("", Kind.FIGURE)]
                continue
            code, name = entries[k]
            amount = printed(_sum(account, code))
            parts = (code[:3], code[3:]) if split else (code,)
            line += [*(Cell(p, Kind.CODE) for p in parts), Cell(name, Kind.LABEL, level=int(len(code) == 5))]
            line.append(Cell(amount, Kind.FIGURE))
            truth.append(Row(name, {"amount": amount}, code=code, panel=panel))
        body.append(tuple(line))
    width = 3 + split
    personnel = printed(_sum(account, "301") + _sum(account, "303"))
    public = printed(_sum(account, "302") + _sum(account, "310"))
    body.append(
        (
            Cell("人员经费合计", Kind.TOTAL, cols=width - 1),
            Cell(personnel, Kind.FIGURE),
            Cell("公用经费合计", Kind.TOTAL, cols=width * (len(lists) - 1) - 1),
            Cell(public, Kind.FIGURE),
        )
    )
    truth.append(Row("人员经费合计", {"amount": personnel}, panel="personnel"))
    truth.append(Row("公用经费合计", {"amount": public}, panel="public"))
    codes = [0.55, 0.5] if split else [1.0]
    widths = [*codes, 3.2, 1.6] * len(lists)
    column = Column("amount", (layout.wording.amount,))
    return Built(tuple(_head(layout, len(lists), split)), tuple(body), tuple(widths), (column,), tuple(truth))


def _sum(account: Account, prefix: str) -> Decimal:
    return sum((a for code, a in account.economy.items() if code.startswith(prefix)), ZERO)


def _head(layout: Layout, panels: int, split: bool) -> list[Line]:
    width = 3 + split
    top = (
        Cell("人员经费", Kind.HEAD, cols=width),
        Cell("公用经费", Kind.HEAD, cols=width * (panels - 1)),
    )
    amount = layout.wording.amount
    if not split:
        second = [Cell(t, Kind.HEAD) for t in ("科目编码", "科目名称", amount)] * panels
        return [top, tuple(second)]
    second = []
    for _ in range(panels):
        second += [
            Cell("经济分类科目编码", Kind.HEAD, cols=2),
            Cell("科目名称", Kind.HEAD, rows=2),
            Cell(amount, Kind.HEAD, rows=2),
        ]
    return [top, tuple(second), tuple([Cell("类", Kind.HEAD), Cell("款", Kind.HEAD)] * panels)]
