"""The bench's own accounts and documents: their identities hold, and a seed always makes the same ones."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.bench.printers.accounts import Account, make_account
from tests.bench.printers.book import make_book
from tests.bench.printers.layout import fit, pieces
from tests.bench.printers.one import Result
from tests.bench.printers.report import counted
from tests.bench.printers.score import Score, amount, score
from tests.bench.printers.sheets import placed

SEEDS = [f"test/{k}" for k in range(40)]


def value(printed: str) -> Decimal:
    return amount(printed, "万元") or Decimal(0)


def rows(truth: dict[str, Any], table: str) -> list[dict[str, Any]]:
    return truth["tables"].get(table, {}).get("rows", [])


@pytest.mark.parametrize("seed", range(30))
def test_an_account_balances(seed: int) -> None:
    account: Account = make_account(Random(seed), long=seed == 0, unit=100)
    assert account.grand_total == account.spent_total + account.distributed + account.closing
    for fund in ("gpb", "gov_fund", "soe"):
        taken = account.total("fiscal", fund) + account.fiscal_opening[fund]
        assert taken == account.total("fiscal_spent", fund) + account.fiscal_closing[fund]
    assert account.opening >= sum(account.fiscal_opening.values())
    if account.family == "department":
        assert sum(account.economic.values()) == account.total("fiscal_basic", "gpb")
        for code, measure in {
            "30212": "abroad",
            "31013": "vehicle_purchase",
            "30231": "vehicle_operation",
            "30217": "reception",
        }.items():
            assert account.public.get(f"{measure}.final", 0) >= account.economic.get(code, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_printed_tables_add_up(seed: str) -> None:
    """On the strings of the truth alone: rows over columns, 类 over 款 over 项, table over table."""
    truth = make_book(seed).book.truth()
    columns = {
        "T02": (
            "income_total",
            ["fiscal_appropriation", "superior_subsidy", "undertaking", "business", "affiliated_remit", "other"],
        ),
        "T03": ("expenditure_total", ["basic", "project", "remit_superior", "business", "subsidy_affiliated"]),
        "T05": ("total", ["basic", "project"]),
        "U03": ("expenditure_total", ["basic", "project", "remit_superior", "business", "subsidy_affiliated"]),
        "U04": ("total", ["basic", "project"]),
    }  # fmt: skip
    for table, (whole, parts) in columns.items():
        listed = rows(truth, table)
        for row in listed:
            assert value(row["values"][whole]) == sum(value(row["values"][part]) for part in parts)
        if listed:
            total = next(row for row in listed if row["code"] is None)
            for length in (3, 5, 7):
                level = [row for row in listed if row["code"] and len(row["code"]) == length]
                assert sum(value(row["values"][whole]) for row in level) == value(total["values"][whole])
    if rows(truth, "T01"):
        totals = [value(row["values"]["amount"]) for row in rows(truth, "T01") if row["label"] == "总计"]
        assert len(set(totals)) == 1 and len(totals) == 2
        spent = next(row for row in rows(truth, "T04") if row["label"] == "本年支出合计")
        general = next(row for row in rows(truth, "T05") if row["code"] is None)
        assert spent["values"]["gpb"] == general["values"]["total"]


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_a_seed_makes_one_document(seed: str) -> None:
    first, second = make_book(seed).book, make_book(seed).book
    assert first.truth() == second.truth()
    assert first.text() == second.text()
    assert first.style == second.style


def test_seeds_differ() -> None:
    truths = [make_book(seed).book for seed in SEEDS]
    assert len({book.text() for book in truths}) == len(SEEDS)
    rules = Counter(book.style.rules for book in truths)
    assert len(rules) >= 8 and max(rules.values()) <= len(SEEDS) // 2


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_fills_its_table(seed: str) -> None:
    """Cells and heads take all columns, and the widths fit the paper."""
    book = make_book(seed).book
    for sheet in book.sheets:
        assert all(sum(cell.cols for cell in row) == len(sheet.columns) for row in sheet.rows)
        assert len(placed(sheet.heads, len(sheet.columns))) == sum(len(row) for row in sheet.heads)
        how = fit(sheet, book.style)
        assert sum(how.widths) <= how.room + 60
        assert sum(len(piece.rows) for piece in pieces(sheet, book.style, 10)) == len(sheet.rows)


@pytest.mark.parametrize(
    ("printed", "unit", "expected"),
    [
        ("1,234.50", "元", "0.12345"),
        ("1，234.50", "万元", "1234.50"),
        ("（3.20）", "百元", "-0.032"),
        ("△7", "亿元", "-70000"),
        ("−0.5", "千元", "-0.05"),
    ],
)
def test_amounts_in_ten_thousands(printed: str, unit: str, expected: str) -> None:
    assert amount(printed, unit) == Decimal(expected)


def test_a_document_that_was_not_read_lacks_all_its_figures() -> None:
    truth = make_book("test/1").book.truth()
    found = score(None, truth)
    assert found.true == found.missing > 0
    assert not found.perfect


def test_a_dash_and_a_blank_have_no_amount() -> None:
    assert amount("–", "万元") is None
    assert amount("", "元") is None


def test_what_was_not_printed_is_not_counted() -> None:
    read = Result(0, "typst", [], Score(true=3, right=3), "verified")
    lost = Result(1, "typst", [], Score(), "not printed", fault="no such program")
    counts = counted([read, lost])
    assert counts["documents"] == counts["good"] == 1
    assert counts["right"] == 3
