"""预决算对照: which documents go together, and what is said of each figure."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.export.comparison import Compared, Side, compare, pairs
from extractor.forms import forms
from extractor.forms.comparison import shared_name, table_pairs
from extractor.model import Initial, Kind
from tests.conftest import ROOT

BUDGET = Side("b", "budget", "甲局", 2024, "部门")
ACCOUNT = Side("a", "account", "甲局", 2024, "部门")


def lines(table: str, *cells: tuple[str, str, str, str, str]) -> Iterator[dict[str, str]]:
    """Lines of figures.csv: (side, code, label, column, amount)."""
    for side, code, label, column, amount in cells:
        yield {
            "table_id": table,
            "table_title": forms()[table].title,
            "side": side,
            "section": "",
            "code": code,
            "label": label,
            "column_id": column,
            "column_title": column,
            "amount": amount,
            "page": "3",
        }


def told(rows: Iterator[Compared]) -> dict[tuple[str, str], tuple[str, str, str, str, str]]:
    return {
        (row.code or row.label, row.column_id): (row.budget, row.final, row.difference, row.rate, row.relation)
        for row in rows
    }


def test_code_by_code_and_column_by_column() -> None:
    budget = lines(
        "B05",
        ("", "201", "一般公共服务支出", "total", "100.125000"),
        ("", "201", "一般公共服务支出", "basic", "60"),
        ("", "208", "社会保障和就业支出", "total", "8.00"),
        ("", "210", "卫生健康支出", "total", "1.50"),
    )
    account = lines(
        "T05",
        ("", "201", "一般公共服务支出", "total", "100.13"),
        ("", "201", "一般公共服务支出", "basic", "75.00"),
        ("", "208", "社会保障和就业支出", "total", "6.00"),
        ("", "221", "住房保障支出", "total", "2.00"),
    )
    assert told(compare(BUDGET, ACCOUNT, budget, account)) == {
        ("201", "total"): ("100.125000", "100.13", "0.005000", "100.00", "equal"),
        ("201", "basic"): ("60", "75.00", "15.00", "125.00", "higher"),
        ("208", "total"): ("8.00", "6.00", "-2.00", "75.00", "lower"),
        ("210", "total"): ("1.50", "", "-1.50", "", "only_budget"),
        ("221", "total"): ("", "2.00", "2.00", "", "only_final"),
    }


def test_rows_of_summaries_go_by_what_they_mean() -> None:
    budget = lines(
        "B01",
        ("income", "", "1. 一般公共预算资金", "amount", "5"),
        ("income", "", "收入总计", "amount", "9"),
        ("expenditure", "", "三、卫生健康支出", "amount", "4"),
    )
    account = lines(
        "T01",
        ("income", "", "一、一般公共预算财政拨款收入", "amount", "5"),
        ("income", "", "总计", "amount", "9"),
        ("expenditure", "", "九、卫生健康支出", "amount", "4"),
    )
    assert {row.relation for row in compare(BUDGET, ACCOUNT, budget, account)} == {"equal"}
    assert shared_name("九、医疗卫生与计划生育支出") == shared_name("二、卫生健康支出")


def test_the_account_s_own_budget_is_set_against_the_published_one() -> None:
    budget = lines("B09", ("", "", "", "reception", "1.00"))
    account = lines("T09", ("", "", "", "reception.final", "0.40"), ("", "", "", "reception.budget", "1.20"))
    (row,) = compare(BUDGET, ACCOUNT, budget, account)
    assert (row.final, row.rate, row.relation) == ("0.40", "40.00", "lower")
    assert (row.initial, row.initial_difference) == ("1.20", "0.20")


def test_what_the_account_s_text_says_was_budgeted_is_set_against_it_too() -> None:
    budget = lines("B05", ("", "2010101", "行政运行", "total", "8.00"), ("", "2010101", "行政运行", "basic", "8.00"))
    account = lines("T05", ("", "2010101", "行政运行", "total", "9.00"), ("", "2010101", "行政运行", "basic", "9.00"))
    told = [Initial("T05", "2010101", "行政运行", Decimal("8.50"), 9)]
    total, basic = compare(BUDGET, ACCOUNT, budget, account, told)
    assert (total.initial, total.initial_difference) == ("8.50", "0.50")
    assert basic.initial == ""


def test_the_sample_account_tells_the_budget_of_its_sample(tmp_path: Path) -> None:
    """Its 21 items begin with what the budget of the year, another sample, prints for them."""
    names = ("binjiang_culture_2024", "binjiang_culture_budget_2024")
    assert main(["extract", *(str(ROOT / "samples" / f"{name}.pdf") for name in names), "-o", str(tmp_path), "-q"]) == 0
    with (tmp_path / "comparison.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    told = [row for row in rows if row["budget_table"] == "B05" and row["initial"]]
    assert len(told) == 21
    assert {Decimal(row["initial_difference"]) for row in told} == {Decimal(0)}
    public = {row["column_id"]: row["initial_difference"] for row in rows if row["budget_table"] == "B09"}
    assert {column: public[column] for column in ("total", "abroad", "reception")} == {
        "total": "0.00",
        "abroad": "0.00",
        "reception": "0.00",
    }


@pytest.mark.parametrize(
    ("budget", "account", "together"),
    [
        (BUDGET, ACCOUNT, True),
        (BUDGET, ACCOUNT._replace(fiscal_year=2023), False),
        (BUDGET, ACCOUNT._replace(entity="乙局"), False),
        (BUDGET, ACCOUNT._replace(scope="单位"), False),
        (BUDGET, ACCOUNT._replace(scope=""), True),
        (BUDGET._replace(fiscal_year=None), ACCOUNT._replace(fiscal_year=None), False),
        (BUDGET, ACCOUNT._replace(kind="budget"), False),
    ],
)
def test_one_department_scope_and_year(budget: Side, account: Side, together: bool) -> None:
    assert list(pairs([account, budget])) == ([(budget, account)] if together else [])


def test_an_unsaid_scope_goes_with_no_one_where_there_are_two() -> None:
    unit = BUDGET._replace(name="u", scope="单位")
    assert list(pairs([BUDGET, unit, ACCOUNT._replace(scope="")])) == []
    assert list(pairs([BUDGET, unit, ACCOUNT])) == [(BUDGET, ACCOUNT)]


def test_every_pair_is_of_tables_and_columns_that_exist() -> None:
    def columns(table: str) -> set[str]:
        return {column.id for variant in forms()[table].variants for column in variant.columns}

    kinds: dict[str, Kind] = {}
    for pair in table_pairs():
        kinds |= {pair.budget: "budget", **dict.fromkeys(pair.accounts, "account")}
        every = set().union(*map(columns, pair.accounts))
        assert {column for column, _ in pair.columns} | {column for column, _ in pair.initial} <= columns(pair.budget)
        assert all(set(others) & every for _, others in pair.columns)
        assert {column for _, column in pair.initial} <= every
    assert {table: forms()[table].kind for table in kinds} == kinds
