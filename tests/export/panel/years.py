"""Accounts of one department over several years, printed by the samples' own script.

They are the sample's accounts with other amounts: the flows of a year differ by what is asked for, what is left over at
its end is worked out, and the next year begins with it. Every sum holds (the script refuses accounts whose do not).
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

SAMPLES = ROOT / "samples"
SAMPLE = "binjiang_culture_2024"
ENTITY = "上海市滨江新区文化和旅游局"
LIBRARY = ("207", "20701", "2070104")
"""图书馆 and what it is added to."""
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Year:
    """What is otherwise in a year than in the sample, 万元."""

    year: int
    library: str = "0"
    """More spent on 图书馆, as a project of the general budget."""
    undertaking: str = "0"
    """More 事业收入."""
    reception: str = "0"
    """More spent on 公务接待."""
    opening_label: str = "年初结转和结余"
    changes: Mapping[str, str] | None = None
    """Sentences on the year before by subject; worked out where there are none."""
    restated: str = "0"
    """By how much more it begins than the year before ended, in the general budget."""


@dataclass(frozen=True, slots=True)
class Balances:
    """What is left over: in all, in the general budget, in the two funds."""

    overall: Decimal
    gpb: Decimal
    fund: Mapping[str, Decimal]


FIRST = Balances(Decimal("260.00"), Decimal("20.00"), {"207": Decimal("130.00"), "229": Decimal("60.00")})


def accounts(*years: Year, first: Balances = FIRST) -> list[Data]:
    """The data of the accounts, one behind the other."""
    out: list[Data] = []
    balances, before = first, None
    for year in years:
        restated = Decimal(year.restated)
        balances = Balances(balances.overall + restated, balances.gpb + restated, balances.fund)
        data, balances = _account(year, balances, before)
        out.append(data)
        before = data
    return out


def print_all(years: list[Data], folder: Path) -> list[Path]:
    """Print them as PDFs."""
    sys.path.insert(0, str(SAMPLES))
    try:
        import make_samples
        from _check import check
    finally:
        sys.path.remove(str(SAMPLES))
    out = []
    for data in years:
        if len(data["tables"]) == 9:
            check(data)
        first, _ = make_samples.draw(data, {})
        book, _ = make_samples.draw(data, first.headings)
        path = folder / f"{data['name']}.pdf"
        path.write_bytes(book.finish())
        out.append(path)
    return out


_OF_UNIVERSITIES = {
    "T01": "高等学校收支决算总表",
    "T02": "高等学校收入决算表",
    "T03": "高等学校支出决算表",
    "T05": "高等学校财政拨款支出决算表",
}
UNIVERSITY = "滨江大学"


def as_university(data: Data) -> Data:
    """The same accounts in the four tables that universities publish."""
    said: Data = json.loads(json.dumps(data, ensure_ascii=False).replace(ENTITY, UNIVERSITY))
    said["name"] = f"university_{said['fiscal_year']}"
    said["tables"] = [table for table in said["tables"] if table["id"] in _OF_UNIVERSITIES]
    for table in said["tables"]:
        title = _OF_UNIVERSITIES[table["id"]]
        table["title"], table["contents_entry"] = title, table["contents_entry"][:2] + title
    return said


# The tables ----------------------------------------------------------------------------------------------------------


class _Tables:
    """The tables of an account, its figures to be read and changed by label or code."""

    def __init__(self, data: Data) -> None:
        self.tables = {table["id"]: table for table in data["tables"]}
        self.changed: dict[str, str] = {}
        """Amounts as they were printed to what they are now, for the text."""

    def row(self, table: str, key: str, part: str = "rows") -> list[str]:
        rows: list[list[str]] = self.tables[table][part]
        return next(row for row in rows if key in (row[0], row[0].split("、")[-1]))

    def add(self, table: str, key: str, place: int, amount: Decimal, part: str = "rows") -> None:
        self.set(table, key, place, money(self.row(table, key, part)[place]) + amount, part)

    def set(self, table: str, key: str, place: int, amount: Decimal, part: str = "rows") -> None:
        row = self.row(table, key, part)
        old, row[place] = row[place], f"{amount:,.2f}" if amount else ""
        if old and amount and old != row[place]:
            self.changed[old] = row[place]


def money(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "") or "0")


def _account(year: Year, opening: Balances, before: Data | None) -> tuple[Data, Balances]:
    data = copy.deepcopy(json.loads((SAMPLES / "data" / f"{SAMPLE}.json").read_text(encoding="utf-8")))
    data["name"], data["fiscal_year"] = f"binjiang_culture_{year.year}", year.year
    tables = _Tables(data)
    _spend(tables, Decimal(year.library), Decimal(year.undertaking), Decimal(year.reception))
    closing = _carry(tables, opening)
    tables.row("T01", "年初结转和结余", "income")[0] = year.opening_label
    _retell(data, tables, year, before)
    return data, closing


def _spend(tables: _Tables, library: Decimal, undertaking: Decimal, reception: Decimal) -> None:
    for code in ("", *LIBRARY):
        for place in (2, 4):
            tables.add("T03", code, place, library)
            if code:  # the sample's T05 begins without 合计 in its rows, and is told below
                tables.add("T05", code, place, library)
        tables.add("T02", code, 2, undertaking)
        tables.add("T02", code, 5, undertaking)
    if any(row[0] == "" for row in tables.tables["T05"]["rows"]):
        for place in (2, 4):
            tables.add("T05", "", place, library)
    culture = "文化旅游体育与传媒支出"
    for key in (culture, "本年支出合计"):
        tables.add("T01", key, 2, library, "expenditure")
        for place in (2, 3):
            tables.add("T04", key, place, library, "expenditure")
    for key in ("事业收入", "本年收入合计"):
        tables.add("T01", key, 2, undertaking, "income")
    three = tables.tables["T09"]["rows"][0]
    for place in (1, 11):
        three[place] = f"{money(three[place]) + reception:,.2f}"


def _carry(tables: _Tables, opening: Balances) -> Balances:
    """Begin with some balances; what is left at the end."""
    funds = {}
    total = ["", *(code for code, *_ in tables.tables["T07"]["rows"] if code)]
    for code in total:
        row = tables.row("T07", code)
        start = sum(opening.fund.values(), Decimal(0)) if not code else opening.fund[code[:3]]
        left = start + money(row[3]) - money(row[4])
        tables.set("T07", code, 2, start)
        tables.set("T07", code, 7, left)
        funds[code] = left
    fund_opening = sum(opening.fund.values(), Decimal(0))
    gpb = (
        opening.gpb
        + _income(tables, "T04", "一般公共预算财政拨款")
        - money(tables.row("T04", "本年支出合计", "expenditure")[3])
    )
    fiscal = opening.gpb + fund_opening
    income = tables.tables["T04"]["income"]
    at = next(k for k, row in enumerate(income) if row[0].startswith("年初"))
    for row, amount in zip(income[at : at + 3], (fiscal, opening.gpb, fund_opening), strict=True):
        row[2] = f"{amount:,.2f}"
    tables.set("T04", "总计", 2, fiscal + money(tables.row("T04", "本年收入合计", "income")[2]), "income")
    closing = next(row for row in tables.tables["T04"]["expenditure"] if row[0].startswith("年末"))
    closing[2:5] = [f"{amount:,.2f}" for amount in (gpb + funds[""], gpb, funds[""])]
    whole = tables.row("T04", "总计", "expenditure")
    spent = tables.row("T04", "本年支出合计", "expenditure")
    for place in (2, 3, 4):
        whole[place] = f"{money(spent[place]) + money(closing[place]):,.2f}"
    left = opening.overall + money(tables.row("T01", "本年收入合计", "income")[2])
    left -= money(tables.row("T01", "本年支出合计", "expenditure")[2])
    left -= money(tables.row("T01", "结余分配", "expenditure")[2])
    tables.set("T01", "年初结转和结余", 2, opening.overall, "income")
    tables.set("T01", "年末结转和结余", 2, left, "expenditure")
    total_in = opening.overall + money(tables.row("T01", "本年收入合计", "income")[2])
    for part in ("income", "expenditure"):
        tables.set("T01", "总计", 2, total_in, part)
    return Balances(left, gpb, {code: funds[code] for code in opening.fund})


def _income(tables: _Tables, table: str, label: str) -> Decimal:
    return money(tables.row(table, label, "income")[2])


# The text ------------------------------------------------------------------------------------------------------------

_TOLD = {
    "收入支出总计": ("T01", "总计", 2, "income"),
    "财政拨款收入支出总计": ("T04", "总计", 2, "income"),
    "一般公共预算财政拨款支出": ("T04", "本年支出合计", 3, "expenditure"),
}


def told(data: Data, subject: str) -> Decimal:
    """What an account prints of a subject of its sentences on the year before."""
    table, key, place, part = _TOLD[subject]
    return money(_Tables(data).row(table, key, part)[place])


def change(now: Decimal, before: Decimal) -> str:
    """`增加…万元，增长…%`, as a sentence prints it."""
    moved = now - before
    rate = (abs(moved) / before * 100).quantize(Decimal("0.01"))
    words = ("增加", "增长") if moved >= 0 else ("减少", "下降")
    return f"{words[0]}{abs(moved):,.2f}万元，{words[1]}{rate}%"


def _retell(data: Data, tables: _Tables, year: Year, before: Data | None) -> None:
    wanted = dict(year.changes or {})
    if before is not None:
        for subject in _TOLD:
            wanted.setdefault(subject, change(told(data, subject), told(before, subject)))
    for part in data["parts"]:
        part["text"] = [_line(line, tables.changed, wanted, year.year) for line in part.get("text", [])]
        part["heading"] = _years(part["heading"], year.year)
    data["cover"]["title"] = [_years(line, year.year) for line in data["cover"]["title"]]
    data["cover"]["date"] = data["cover"]["date"].replace("2025", str(year.year + 1))
    for table in data["tables"]:
        table["notes"] = [_years(note, year.year) for note in table["notes"]]
        table["title"] = _years(table["title"], year.year)


def _line(line: str, changed: Mapping[str, str], wanted: Mapping[str, str], year: int) -> str:
    for old, new in changed.items():
        line = line.replace(f"{old}万元", f"\0{new}万元")
    line = line.replace("\0", "")
    for subject, said in wanted.items():
        head, mark, tail = line.partition(f"，{subject}增加")
        if mark:
            line = f"{head}，{subject}{said}{tail[tail.index('%') + 1 :]}"
    return _years(line, year)


def _years(text: str, year: int) -> str:
    return text.replace("2023年", f"\1{year - 1}年").replace("2024年", f"{year}年").replace("\1", "")
