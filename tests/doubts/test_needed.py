"""A table that lacks a row which its form always has may have lost it with others: that is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.doubts.needed import with_needed
from extractor.model import Box, Figure, Row, Side, Table


def table(table_id: str, *rows: tuple[Side, str, str], amount: str = "1.00") -> Table:
    figure = Figure("amount", amount, Decimal(amount) if amount else None, "figure", 1, Box(0, 0, 1, 1), 0, 0, 0)
    read = tuple(
        Row(k, side, "", "", code, "", label, (figure,), 1) for k, (side, code, label) in enumerate(rows, start=1)
    )
    return Table(table_id, "", "", "", "present", (1,), "万元", "", rows=read)


def told(one: Table) -> list[str]:
    return [note.message for note in with_needed(one).findings if note.code == "row_missing"]


SUMMARY: list[tuple[Side, str, str]] = [("income", "", "本年收入合计"), ("expenditure", "", "本年支出合计")]


@pytest.mark.parametrize("table_id", ["T01", "T04", "U01"])
def test_a_summary_ends_with_its_totals_on_both_sides(table_id: str) -> None:
    income, expenditure = ("income", "", "总 计"), ("expenditure", "", "支出总计")
    assert not told(table(table_id, *SUMMARY, income, expenditure))  # type: ignore[arg-type]
    assert "收入总计、支出总计" in told(table(table_id, *SUMMARY))[0]
    assert "没有找到支出总计" in told(table(table_id, *SUMMARY, income))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("table_id", ["T02", "T05", "T07"])
def test_a_list_of_codes_has_a_total(table_id: str) -> None:
    assert "没有找到合计" in told(table(table_id, ("", "208", "社会保障和就业支出")))[0]
    assert not told(table(table_id, ("", "208", "社会保障和就业支出"), ("", "", "合计")))


def test_a_table_without_amounts_or_names_needs_none() -> None:
    assert not told(table("T01", *SUMMARY, amount=""))
    assert not told(table("T07", ("", "", "")))
    assert not told(table("T09", ("", "", ""), ("", "", "")))


CODED = ["201", "20103", "2010301", "2010399", "208", "20805", "2080505", "20808", "2080801"]


@pytest.mark.parametrize("lost", ["20808", "20103"])
def test_a_whole_whose_parts_are_there_is_missed_where_the_others_are_printed(lost: str) -> None:
    rows: list[tuple[Side, str, str]] = [("", "", "合计"), *(("", code, "科目") for code in CODED)]
    assert not told(table("T05", *rows))
    assert f"没有找到{lost}" in told(table("T05", *(row for row in rows if row[1] != lost)))[0]


def test_a_table_that_prints_no_wholes_of_a_level_misses_none() -> None:
    rows: list[tuple[Side, str, str]] = [("", "", "合计"), *(("", code, "科目") for code in CODED if len(code) != 5)]
    assert not told(table("T05", *rows))
    assert not told(table("T05", *(row for row in rows if row[1] in ("", "201", "2080505"))))
