"""Printed formulas evaluated on the sample that prints them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

import extractor
from extractor import verify
from extractor.model import CheckResult, Disclosure, Table
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"


@cache
def sample() -> Disclosure:
    return extractor.extract(SAMPLE)


def noted(table_id: str, *notes: str) -> list[CheckResult]:
    """What the formulas say of the sample with other notes under one table."""
    tables = tuple(replace(t, notes=notes if t.table_id == table_id else ()) for t in sample().tables)
    return [check for check in verify.check(tables) if check.check_id.startswith("F")]


def amended(table: Table, label: str, column: str, amount: str) -> Table:
    rows = tuple(
        replace(
            row,
            figures=tuple(
                replace(f, amount=Decimal(amount), state="figure") if f.column_id == column else f for f in row.figures
            ),
        )
        if row.label == label
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def test_every_formula_of_the_sample_holds() -> None:
    found = [check for check in sample().checks if check.check_id.startswith("F")]
    assert len(found) == 19
    assert {check.grade for check in found} == {"exact"}


def test_a_formula_that_does_not_hold_names_the_line() -> None:
    tables = tuple(
        amended(t, "本年收入合计", "amount", "9788.57") if t.table_id == "T01" else t for t in sample().tables
    )
    failed = [c for c in verify.check(tables) if c.check_id == "F01" and c.grade == "fail"]
    assert {check.table_id for check in failed} == {"T01"}
    assert "27行=(1+2+3+4+5+6+7+8)行" in failed[0].message


@pytest.mark.parametrize("text", ["27行=(1+2+...+8)行", "31行=(27+28+29)行"])
def test_the_form_said_another_way_is_the_form(text: str) -> None:
    assert [(check.check_id, check.grade) for check in noted("T01", text)] == [("F01", "exact")]


def test_a_formula_that_leaves_out_money_is_a_finding_and_disputes_no_figure() -> None:
    (found,) = noted("T01", "27行=(2+3+4+5+6+7+8)行")
    assert (found.check_id, found.grade, found.places) == ("F02", "fail", ())
    tables = verify.proved(sample().tables, (*sample().checks, found))
    assert {figure.proof for table in tables for _, figure in table.figures} <= {"proved", "unproved"}


def test_a_formula_of_lines_that_are_not_printed_is_not_checkable() -> None:
    (found,) = noted("T01", "97行=(1+2)行")
    assert (found.check_id, found.grade) == ("F01", "not_checkable")
    (unreadable,) = noted("T01", "27行=(1+行")
    assert "无法识别" in unreadable.message


def test_a_formula_the_form_does_not_have_is_evaluated_all_the_same() -> None:
    assert [check.grade for check in noted("T01", "1行=(27+29)行")] == ["exact"]
    assert [check.grade for check in noted("T01", "29行=(1+27)行")] == ["fail"]
