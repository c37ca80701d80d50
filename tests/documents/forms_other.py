"""Tables that are none of the forms: a further numbered table, the list of units, the tables of a budget."""

from __future__ import annotations

from tests.documents.accounts import Account
from tests.documents.codes import NAMES
from tests.documents.layouts import Layout
from tests.documents.sheets import Built, Cell, Column, Kind, Row


def build_assets(account: Account, layout: Layout) -> Built:
    """资产负债情况表, which some issuers add as a tenth table."""
    spent = account.spending()
    assets = {
        "资产合计": (spent * 3, spent * 4),
        "流动资产": (spent, spent * 2),
        "固定资产": (spent * 2, spent * 2),
        "负债合计": (spent / 100, spent / 50),
        "净资产合计": (spent * 3 - spent / 100, spent * 4 - spent / 50),
    }
    titles = ("年初数", "年末数")
    body, rows = [], []
    for n, (label, amounts) in enumerate(assets.items(), 1):
        printed = [layout.numbers.print(a, layout.unit_of("X01")) for a in amounts]
        body.append((Cell(str(n), Kind.CODE), Cell(label, Kind.LABEL), *(Cell(p, Kind.FIGURE) for p in printed)))
        rows.append(Row(label, dict(zip(titles, printed, strict=True))))
    head = (tuple(Cell(t, Kind.HEAD) for t in ("序号", "资产负债项目", *titles)),)
    columns = tuple(Column(t, (t,)) for t in titles)
    return Built(head, tuple(body), (0.6, 3, 1.6, 1.6), columns, tuple(rows))


def unit_list(account: Account) -> Built:
    """单位构成: a small table before the forms that is not one of them."""
    notes = ("", "预算不单列，并入本级")
    body = tuple(
        (Cell(str(n), Kind.CODE), Cell(name, Kind.LABEL), Cell(note, Kind.LABEL))
        for n, (name, note) in enumerate(
            ((f"{account.entity}（本级）", notes[0]), (f"{account.entity}信息服务中心", notes[1])), 1
        )
    )
    head = (tuple(Cell(t, Kind.HEAD) for t in ("序号", "单位名称", "备注")),)
    return Built(head, body, (0.6, 3, 2.4), (), ())


def build_budget(account: Account, layout: Layout) -> Built:
    """A table of a government's budget, a kind of document that is to be refused."""
    left = [("一、财政拨款收入", account.total(lambda i: i.income)), ("二、事业收入", account.prior["gpb"])]
    classes = sorted({i.code[:3] for i in account.items})
    right = [(NAMES[c], account.spending(c)) for c in classes]
    body = []
    for k in range(max(len(left), len(right))):
        line: list[Cell] = []
        for entries in (left, right):
            label, amount = entries[k] if k < len(entries) else ("", None)
            line.append(Cell(label, Kind.LABEL))
            line.append(Cell(layout.numbers.print(amount, "元") if amount else "", Kind.FIGURE))
        body.append(tuple(line))
    head = (
        (Cell("本年收入", Kind.HEAD, cols=2), Cell("本年支出", Kind.HEAD, cols=2)),
        tuple(Cell(t, Kind.HEAD) for t in ("项目", "预算数") * 2),
    )
    return Built(head, tuple(body), (3, 1.8, 3, 1.8), (), ())
