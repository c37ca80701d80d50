"""The answers to the twelve questions, worked out from the CSVs of a run with pandas: no line of SQL, no view, no named
figure of the forms. Amounts are exact; what a table prints is found by what is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

Rows = list[tuple[Any, ...]]
FEW = 100
"""Of some lists the first hundred are told."""
_SOURCES = ("fiscal_appropriation", "superior_subsidy", "undertaking", "business", "affiliated_remit", "other")
_THREE = ("total.budget", "total.final", "abroad.final", "vehicle_subtotal.final", "reception.final")


class Run:
    """The CSVs of a run as frames of strings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.summary = self.read("summary.csv")
        self.figures = self.read("figures.csv")
        read = self.summary[self.summary["document"] != ""]
        assert not read.duplicated(["entity", "scope", "fiscal_year", "kind"]).any(), "all documents are current ones"

    def read(self, name: str) -> pd.DataFrame:
        frame: pd.DataFrame = pd.read_csv(self._folder / name, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        return frame

    def cells(self, condition: Callable[[Any], bool]) -> dict[str, dict[str, tuple[Any, Decimal]]]:
        """By document and column the first cell with an amount that meets a condition, with what is printed of it."""
        out: dict[str, dict[str, tuple[Any, Decimal]]] = {}
        for line in self.figures.itertuples():
            if line.amount and line.proof != "disputed" and condition(line):
                out.setdefault(line.document, {}).setdefault(line.column_id, (line, Decimal(line.amount)))
        return out

    def totals(self, *tables: str) -> dict[str, dict[str, tuple[Any, Decimal]]]:
        """The cells of the row 合计 of a table of codes, by document and column."""
        return self.cells(lambda line: line.table_id in tables and line.level == "total" and not line.code)


def _three(run: Run) -> Iterable[tuple[Any, dict[str, Decimal]]]:
    for columns in run.cells(lambda line: line.table_id == "T09" and line.kind == "account").values():
        line = next(iter(columns.values()))[0]
        yield line, {column: amount for column, (_, amount) in columns.items()}


def over_three_public(run: Run) -> Rows:
    out = []
    for line, amounts in _three(run):
        budget, final = amounts.get("total.budget"), amounts.get("total.final")
        if budget is not None and final is not None and final > budget:
            out.append((line.entity, int(line.fiscal_year), budget, final, final - budget, line.document))
    return sorted(out, key=lambda row: (-row[4], row[0], row[1], row[5]))


def over_items(run: Run) -> Rows:
    out = []
    for line in run.read("items.csv").itertuples():
        budget = line.budget_full_year or line.budget_initial
        if line.final and budget and Decimal(line.final) > Decimal(budget):
            basis = "全年预算" if line.budget_full_year else "年初预算"
            excess = Decimal(line.final) - Decimal(budget)
            money = (Decimal(budget), Decimal(line.final), excess)
            who = (line.entity, int(line.fiscal_year), line.code, line.item)
            out.append((*who, *money, basis, line.reason, int(line.page), line.document))
    return sorted(out, key=lambda row: (-row[6], row[0], row[1], row[2], row[10]))[:FEW]


def largest_items(run: Run) -> Rows:
    out = []
    for line in run.figures.itertuples():
        wanted = line.table_id in ("T03", "U03") and line.column_id == "expenditure_total" and len(line.code) == 7
        if wanted and line.amount and line.proof != "disputed":
            who = (line.entity, int(line.fiscal_year), line.code, line.label)
            out.append((*who, Decimal(line.amount), line.proof, int(line.page), line.figure_id, line.document))
    return sorted(out, key=lambda row: (-row[4], row[0], row[1], row[2], row[8]))[:FEW]


def three_public_by_year(run: Run) -> Rows:
    out = [
        (line.entity, int(line.fiscal_year), *(amounts.get(name) for name in _THREE), line.document)
        for line, amounts in _three(run)
    ]
    return sorted(out, key=lambda row: (row[0], row[1], row[-1]))


def contradictions(run: Run) -> Rows:
    found = run.read("findings.csv").merge(run.summary[["document", "entity", "fiscal_year"]], on="document")
    found = found[(found["severity"] == "fault") & (found["cause"] == "") & (found["accepted"] == "")]
    out = []
    for line in found.itertuples():
        where = (int(line.page) if line.page else None, line.table_id, line.printed, line.expected)
        said = (line.message, line.todo, line.figure_id, line.document)
        key = (line.entity, int(line.fiscal_year), line.document, where[0] or 0, line.finding_id, line.figure_id)
        out.append((key, (line.entity, int(line.fiscal_year), line.kind, *where, *said)))
    return [row for _, row in sorted(out, key=lambda one: one[0])]


def lowest_scores(run: Run) -> Rows:
    out = []
    for line in run.read("performance.csv").itertuples():
        if line.total and line.purpose == "evaluation":
            money = (_number(line.budget), _number(line.final))
            who = (line.entity, int(line.fiscal_year), line.subject, line.kind)
            page = int(line.page) if line.page else None
            out.append(
                (*who, Decimal(line.total), _number(line.rate), *money, line.deviation_reason, page, line.document)
            )
    return sorted(out, key=lambda row: (row[4], row[0], row[1], row[2], row[10], row[9] or 0))[:FEW]


def income_by_source(run: Run) -> Rows:
    out = []
    for columns in run.totals("T02", "U02").values():
        line, total = columns.get("income_total", (None, Decimal(0)))
        for name in _SOURCES if line is not None and total > 0 else ():
            if name in columns:
                amount = columns[name][1]
                key = (line.entity, int(line.fiscal_year), line.document, -amount)
                out.append((key, (*key[:2], amount, amount * 100 / total, line.document)))
    return [row for _, row in sorted(out, key=lambda one: one[0])]


def basic_and_project(run: Run) -> Rows:
    out = []
    for columns in run.totals("T03", "U03").values():
        line, total = columns.get("expenditure_total", (None, Decimal(0)))
        if line is not None and total > 0 and "project" in columns:
            project = columns["project"][1]
            basic = columns["basic"][1] if "basic" in columns else None
            share = project * 100 / total
            out.append((line.entity, int(line.fiscal_year), total, basic, project, share, line.document))
    return sorted(out, key=lambda row: (-row[5], row[0], row[1], row[6]))


def _summary_line(run: Run, side: str, *labels: str) -> dict[tuple[str, str, int], tuple[Decimal, str]]:
    """A row of the summary of all money, by department, scope and year."""
    scopes = dict(zip(run.summary["document"], run.summary["scope"], strict=True))
    found = run.cells(
        lambda line: (
            line.table_id in ("T01", "U01")
            and line.side == side
            and line.column_id == "amount"
            and any(line.label.endswith(label) for label in labels)
        )
    )
    cells = [columns["amount"] for columns in found.values()]
    return {
        (line.entity, scopes[line.document], int(line.fiscal_year)): (amount, line.document) for line, amount in cells
    }


def fastest_growth(run: Run) -> Rows:
    spent = _summary_line(run, "expenditure", "本年支出合计")
    out = []
    for (entity, scope, year), (amount, document) in spent.items():
        before, document_before = spent.get((entity, scope, year - 1), (Decimal(0), ""))
        if before > 0:
            growth = (amount - before) * 100 / before
            out.append((entity, year, before, amount, growth, document_before, document))
    return sorted(out, key=lambda row: (-row[4], row[0], row[1], row[6]))[:FEW]


def carried_over(run: Run) -> Rows:
    opening = _summary_line(run, "income", "年初结转和结余", "上年结转和结余")
    closing = _summary_line(run, "expenditure", "年末结转和结余")
    out = []
    for (entity, scope, year), (amount, document) in opening.items():
        before, document_before = closing.get((entity, scope, year - 1), (None, ""))
        if before is not None and before != amount:
            out.append((entity, year, before, amount, amount - before, document_before, document))
    return sorted(out, key=lambda row: (-abs(row[4]), row[0], row[1], row[6]))


def procurement(run: Run) -> Rows:
    out = []
    for line in run.read("procurement.csv").itertuples():
        if line.sme_share and line.total and Decimal(line.total) > 0:
            who = (line.entity, int(line.fiscal_year), Decimal(line.total), _number(line.sme))
            out.append((*who, Decimal(line.sme_share), int(line.page), line.document))
    return sorted(out, key=lambda row: (row[4], row[0], row[1], row[6]))


def verdicts(run: Run) -> Rows:
    counted: dict[tuple[Any, ...], list[int]] = {}
    for line in run.summary.itertuples():
        key = (int(line.fiscal_year) if line.fiscal_year else None, line.kind, line.status)
        sums = counted.setdefault(key, [0, 0, 0])
        for place, number in enumerate((1, int(line.figures or 0), int(line.accepted or 0))):
            sums[place] += number
    return [(*key, *sums) for key, sums in sorted(counted.items(), key=lambda one: (one[0][0] or 0, *one[0][1:]))]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


ANSWERS: dict[str, Callable[[Run], Rows]] = {
    one.__name__: one
    for one in (
        over_three_public,
        over_items,
        largest_items,
        three_public_by_year,
        contradictions,
        lowest_scores,
        income_by_source,
        basic_and_project,
        fastest_growth,
        carried_over,
        procurement,
        verdicts,
    )
}
LEFT_OUT: dict[str, tuple[str, ...]] = {"income_by_source": ("measure", "title")}
"""Columns that are not told by what is printed."""
