"""Money that a form prints to different places: what rounding explains is a tail, and bears nothing out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.model.evaluation import Entry, Form, FundRow
from extractor.verify.records.funds import check_funds
from extractor.verify.records.ledger import Ledger
from extractor.verify.records.same import likeness_of


def entry(text: str) -> Entry:
    return Entry(text, 1)


def form(total: str, *parts: str) -> Form:
    rows = [FundRow(entry("年度资金总额"), budget=entry(total))]
    rows += [FundRow(entry(f"来源{k}"), budget=entry(part)) for k, part in enumerate(parts)]
    return Form("project", "evaluation", 1, funds=tuple(rows))


@pytest.mark.parametrize(
    ("total", "parts", "grade"),
    [
        ("100.00", ("60.00", "40.00"), "exact"),
        ("100.01", ("60.00", "40.00"), "tail"),
        ("100.02", ("60.00", "40.00"), "fail"),
        ("0.01", ("0.00", "0.00"), "tail"),
        ("9798.9", ("9000.00", "798.85"), "tail"),
        ("9798.9", ("9000.00", "798.82"), "fail"),
        ("100", ("60.00", "40.30"), "fail"),  # a whole number leaves noughts off
        ("100", ("60", "40"), "exact"),
        ("100", ("60", "41"), "fail"),
    ],
)
def test_the_money_rows_of_a_form(total: str, parts: tuple[str, ...], grade: str) -> None:
    ledger = Ledger()
    check_funds(form(total, *parts), "某项目", ledger)
    assert [one.grade for one in ledger.results if one.check_id == "Q13"] == [grade]
    assert bool(ledger.held) == (grade == "exact")
    assert bool(ledger.broken) == (grade == "fail")


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("123.45", "123.45", "equal"),
        ("123.5", "123.45", "coarser"),
        ("123.4", "123.46", "cut"),
        ("123.4", "123.56", "different"),
        ("123.44", "123.45", "different"),
    ],
)
def test_an_amount_told_to_fewer_places(one: str, other: str, like: str) -> None:
    steps = [Decimal(1).scaleb(Decimal(each).as_tuple().exponent) for each in (one, other)]
    assert likeness_of(Decimal(one), steps[0], Decimal(other), steps[1]) == like
