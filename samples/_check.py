"""Do the accounts of a data file hold together? Every sum of the form, to the last 0.01, in exact decimals."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from _forms import columns

Table = dict[str, Any]
Row = dict[str, Decimal]


def money(printed: str) -> Decimal:
    """The value of a printed figure; a blank counts as nothing."""
    return Decimal(printed.replace(",", "") or "0")


class Inconsistent(Exception):
    """The accounts contradict themselves."""


class Checker:
    """Collects what does not agree, so that all of it is reported at once."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.count = 0

    def same(self, what: str, left: Decimal, right: Decimal) -> None:
        """Two figures that must be equal."""
        self.count += 1
        if left != right:
            self.faults.append(f"{what}: {left} is not {right}")

    def covers(self, what: str, whole: Decimal, part: Decimal) -> None:
        """A figure that includes another cannot be smaller."""
        self.count += 1
        if part > whole:
            self.faults.append(f"{what}: {part} is more than {whole}")


def check(data: dict[str, Any]) -> int:
    """Raise Inconsistent unless all identities hold; return how many were looked at."""
    tables = {t["id"]: t for t in data["tables"]}
    c = Checker()
    income, spending = _t01(c, tables["T01"])
    coded = {k: _tree(c, tables[k]) for k in ("T02", "T03", "T05", "T07", "T08")}
    for kind, total in (("T02", "income_total"), ("T03", "expenditure_total"), ("T05", "total")):
        for code, v in coded[kind].items():
            c.same(f"{kind} {code or 'sum'}", v[total], _sum(v[k] for k in v if k != total))
    for kind in ("T07", "T08"):
        for code, v in coded[kind].items():
            if "exp_total" in v:
                c.same(f"{kind} {code} spending", v["exp_total"], v["exp_basic"] + v["exp_project"])
                balance = v["opening_balance"] + v["income"] - v["exp_total"]
                c.same(f"{kind} {code} balance", v["closing_balance"], balance)
            else:
                c.same(f"{kind} {code}", v["total"], v["basic"] + v["project"])
    sources, fiscal = _t04(c, tables["T04"])
    basic = _t06(c, tables["T06"])
    three = _t09(c, tables["T09"])

    t02, t03, t05, t07, t08 = (coded[k][""] for k in ("T02", "T03", "T05", "T07", "T08"))
    c.same("T02 = T01", t02["income_total"], income["本年收入合计"])
    c.same("T02 fiscal = T01", t02["fiscal_appropriation"], sum(income["lines"][:3], Decimal(0)))
    rest = ["superior_subsidy", "undertaking", "business", "affiliated_remit", "other"]
    for name, value in zip(rest, income["lines"][3:], strict=True):
        c.same(f"T02 {name} = T01", t02[name], value)
    c.same("T03 = T01", t03["expenditure_total"], spending["本年支出合计"])
    c.same("T04 income = T02 fiscal", sum(sources, Decimal(0)), t02["fiscal_appropriation"])
    for i in range(3):
        c.same(f"T04 source {i + 1} = T01", sources[i], income["lines"][i])
    c.same("T05 = T04", t05["total"], fiscal["本年支出合计"]["gpb"])
    c.same("T06 = T05 basic", basic["人员经费合计"] + basic["公用经费合计"], t05["basic"])
    c.same("T07 = T04", t07["exp_total"], fiscal["本年支出合计"]["gov_fund"])
    c.same("T07 income = T04", t07["income"], sources[1])
    c.same("T08 = T04", t08.get("total", t08.get("exp_total", Decimal(0))), fiscal["本年支出合计"]["soe_capital"])
    general = {label: v["gpb"] for label, v in fiscal.items()}
    for kind, column, by_label in (("T03", "expenditure_total", spending), ("T05", "total", general)):
        for code, label, *_ in tables[kind]["rows"]:
            if len(code) == 3:
                c.same(f"{kind} {label}", coded[kind][code][column], by_label[label])
    for code, v in coded["T05"].items():
        c.covers(f"T03 covers T05 {code}", coded["T03"][code]["expenditure_total"], v["total"])
    for code, measure in (("30212", "abroad"), ("30231", "vehicle_operation"), ("30217", "reception")):
        c.covers(f"T09 {measure} covers T06", three[f"{measure}.final"], basic[code])
    if c.faults:
        raise Inconsistent(f"{data['name']}: " + "; ".join(c.faults))
    return c.count


def check_budget(data: dict[str, Any]) -> int:
    """The same for a budget."""
    tables = {t["id"]: t for t in data["tables"]}
    c = Checker()
    income = {_bare(label): money(f) for label, _, f in tables["B01"]["income"] if label}
    spending = {_bare(label): money(f) for label, _, f in tables["B01"]["expenditure"] if label}
    funds = [money(f) for label, _, f in tables["B01"]["income"] if label[:1].isdigit()]
    sources = [money(f) for label, _, f in tables["B01"]["income"] if "、" in label]
    c.same("B01 funds", _sum(funds), income["财政拨款收入"])
    c.same("B01 income", _sum(sources), income["收入总计"])
    c.same(
        "B01 spending",
        _sum(money(f) for label, _, f in tables["B01"]["expenditure"] if "、" in label),
        spending["支出总计"],
    )
    c.same("B01 sides", income["收入总计"], spending["支出总计"])
    coded = {k: _tree(c, tables[k]) for k in ("B02", "B03", "B05", "B06", "B07", "B08")}
    for kind, total in (
        ("B02", "income_total"),
        ("B03", "expenditure_total"),
        *((k, "total") for k in ("B05", "B06", "B07", "B08")),
    ):
        for code, v in coded[kind].items():
            c.same(f"{kind} {code or 'sum'}", v[total], _sum(v[k] for k in v if k != total))
    b02, b03, b05, b06 = (coded[k][""] for k in ("B02", "B03", "B05", "B06"))
    c.same("B02 = B01", b02["income_total"], income["收入总计"])
    c.same("B02 fiscal = B01", b02["fiscal_appropriation"], income["财政拨款收入"])
    c.same("B03 = B01", b03["expenditure_total"], spending["支出总计"])
    c.same("B06 = B05 basic", b06["total"], b05["basic"])
    for code, v in coded["B03"].items():
        c.same(f"B02 = B03 {code}", coded["B02"][code]["income_total"], v["expenditure_total"])
    for code, v in coded["B05"].items():
        c.same(f"B02 fiscal = B05 {code}", coded["B02"][code]["fiscal_appropriation"], v["total"])
        c.covers(f"B03 covers B05 {code}", coded["B03"][code]["expenditure_total"], v["total"])
    ids = ["total", "gpb", "gov_fund", "soe_capital"]
    fiscal = {_bare(r[0]): dict(zip(ids, map(money, r[2:]), strict=True)) for r in tables["B04"]["expenditure"] if r[0]}
    for label, v in fiscal.items():
        c.same(f"B04 {label}", v["total"], v["gpb"] + v["gov_fund"] + v["soe_capital"])
    for column in ids:
        c.same(
            f"B04 {column}", _sum(v[column] for k, v in fiscal.items() if k != "支出总计"), fiscal["支出总计"][column]
        )
    c.same(
        "B04 income",
        _sum(money(f) for label, _, f in tables["B04"]["income"] if "、" in label),
        fiscal["支出总计"]["total"],
    )
    c.same("B05 = B04", b05["total"], fiscal["支出总计"]["gpb"])
    three = dict(zip(columns(tables["B09"]), map(money, tables["B09"]["rows"][0]), strict=True))
    c.same("B09", three["total"], three["abroad"] + three["reception"] + three["vehicle_subtotal"])
    c.same("B09 vehicles", three["vehicle_subtotal"], three["vehicle_purchase"] + three["vehicle_operation"])
    for code, measure in (("30217", "reception"), ("30231", "vehicle_operation")):
        c.covers(
            f"B09 {measure} covers B06", three[measure] * 10000, coded["B06"].get(code, {"total": Decimal(0)})["total"]
        )
    if c.faults:
        raise Inconsistent(f"{data['name']}: " + "; ".join(c.faults))
    return c.count


def _t01(c: Checker, table: Table) -> tuple[dict[str, Any], Row]:
    income: dict[str, Any] = {label: money(f) for label, _, f in table["income"] if label}
    lines = [money(f) for label, _, f in table["income"] if "、" in label]
    spending = {_bare(label): money(f) for label, _, f in table["expenditure"] if label}
    kinds = [money(f) for label, _, f in table["expenditure"] if "、" in label]
    names = list(income)
    at = names.index("本年收入合计")
    c.same("T01 income", sum(lines, Decimal(0)), income["本年收入合计"])
    c.same("T01 income total", sum((income[n] for n in names[at:-1]), Decimal(0)), income["总计"])
    c.same("T01 spending", sum(kinds, Decimal(0)), spending["本年支出合计"])
    out = spending["本年支出合计"] + spending["结余分配"] + spending["年末结转和结余"]
    c.same("T01 spending total", out, spending["总计"])
    c.same("T01 sides", income["总计"], spending["总计"])
    return {**income, "lines": lines}, spending


def _bare(label: str) -> str:
    """A label without its ordinal."""
    return label.split("、", 1)[-1]


def _tree(c: Checker, table: Table) -> dict[str, Row]:
    """Rows by code ('' the sum); each column's sums along sum, 类, 款, 项 are checked."""
    ids = columns(table)
    rows = {code: dict(zip(ids, map(money, figures), strict=True)) for code, label, *figures in table["rows"] if label}
    for code in rows:
        depth = {0: 3, 3: 5, 5: 7, 7: 0}[len(code)]
        children = [k for k in rows if depth and len(k) == depth and k.startswith(code)]
        for column in ids if children else []:
            parts = _sum(rows[k][column] for k in children)
            c.same(f"{table['id']} {code or 'sum'} {column}", rows[code][column], parts)
    return rows


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _t04(c: Checker, table: Table) -> tuple[list[Decimal], dict[str, Row]]:
    income = [(label, money(f)) for label, _, f in table["income"] if label]
    names = [label for label, _ in income]
    values = [value for _, value in income]
    at = names.index("本年收入合计")
    opening = values[at + 2 : at + 5]
    c.same("T04 income", _sum(values[:at]), values[at])
    c.same("T04 opening", _sum(opening), values[at + 1])
    c.same("T04 income total", values[at] + values[at + 1], values[-1])
    ids = ["total", "gpb", "gov_fund", "soe_capital"]
    rows = {_bare(r[0]): dict(zip(ids, map(money, r[2:]), strict=True)) for r in table["expenditure"] if r[0]}
    for label, v in rows.items():
        c.same(f"T04 {label}", v["total"], v["gpb"] + v["gov_fund"] + v["soe_capital"])
    kinds = [_bare(r[0]) for r in table["expenditure"] if "、" in r[0]]
    for i, column in enumerate(ids):
        spent, left, total = (rows[k][column] for k in ("本年支出合计", "年末财政拨款结转和结余", "总计"))
        c.same(f"T04 {column}", _sum(rows[k][column] for k in kinds), spent)
        c.same(f"T04 {column} total", spent + left, total)
        c.same(f"T04 {column} sides", total, values[-1] if i == 0 else values[i - 1] + opening[i - 1])
    return values[:at], rows


def _t06(c: Checker, table: Table) -> Row:
    rows = {code: money(f) for panel in table["panels"] for code, label, f in panel["rows"] if label}
    totals = {name: money(f) for name, f, *_ in table["totals"]}
    sections = [code for code in rows if len(code) == 3]
    for section in sections:
        parts = _sum(v for code, v in rows.items() if len(code) == 5 and code.startswith(section))
        c.same(f"T06 {section}", parts, rows[section])
    c.same("T06 personnel", rows["301"] + rows["303"], totals["人员经费合计"])
    public = _sum(rows[s] for s in sections if s not in ("301", "303"))
    c.same("T06 public", public, totals["公用经费合计"])
    return {**rows, **totals}


def _t09(c: Checker, table: Table) -> Row:
    v = dict(zip(columns(table), map(money, table["rows"][0]), strict=True))
    for kind in ("budget", "final"):
        parts = v[f"abroad.{kind}"] + v[f"vehicle_subtotal.{kind}"] + v[f"reception.{kind}"]
        c.same(f"T09 {kind}", v[f"total.{kind}"], parts)
        cars = v[f"vehicle_purchase.{kind}"] + v[f"vehicle_operation.{kind}"]
        c.same(f"T09 {kind} vehicles", v[f"vehicle_subtotal.{kind}"], cars)
    return v
