"""Names of 经济分类 that are torn between two rows are put right where the published list leaves one way."""

from __future__ import annotations

import pytest

from extractor.forms import economic_names
from extractor.model import Row, Table
from extractor.normalize.parted_names import parted_as_elsewhere, parted_names

PENSION, ANNUITY = ("30108", "机关事业单位基本养老保险缴费"), ("30109", "职业年金缴费")


def labels(*rows: tuple[str, str]) -> list[str]:
    read = [Row(k, "", "", "", code, "", label, (), 1) for k, (code, label) in enumerate(rows, start=1)]
    return [row.label for row in parted_names(read, economic_names())]


@pytest.mark.parametrize("cut", [4, 11, 16, 18])
def test_a_name_torn_anywhere_is_whole(cut: int) -> None:
    whole = PENSION[1] + ANNUITY[1]
    assert labels((PENSION[0], whole[:cut]), (ANNUITY[0], whole[cut:])) == [PENSION[1], ANNUITY[1]]


def test_names_that_are_published_or_make_none_stay_as_they_are() -> None:
    for rows in ([PENSION, ANNUITY], [("30108", "基本养老保险"), ("30109", "年金")], [("", "甲"), ("30109", "乙")]):
        assert labels(*rows) == [label for _, label in rows]


# Codes that the published list has not.
LAND, PEOPLE = ("21297", "国有土地使用权出让收入安排的支出"), ("2129701", "征地和拆迁补偿支出")
TORN = (("21297", "国有土地使用权出让收入安排的支"), ("2129701", "出征地和拆迁补偿支出"))


def table(table_id: str, *rows: tuple[str, str], ruled: bool = False) -> Table:
    read = tuple(Row(k, "", "", "", code, "", label, (), 1) for k, (code, label) in enumerate(rows, start=1))
    return Table(table_id, "", "", "", "present", (1,), "万元", "万元", rows=read, ruled=ruled)


def names(*tables: Table) -> list[list[str]]:
    return [[row.label for row in each.rows] for each in parted_as_elsewhere(tables)]


@pytest.mark.parametrize("others", [[table("T03", LAND, PEOPLE, ruled=True)], [table("T03", LAND, PEOPLE)] * 2])
def test_a_name_torn_in_one_table_is_as_others_print_it(others: list[Table]) -> None:
    whole = [LAND[1], PEOPLE[1]]
    assert names(table("T02", *TORN), *others) == [whole] * (1 + len(others))


@pytest.mark.parametrize(
    "other",
    [
        table("T03", *TORN, ruled=True),
        table("T03", LAND, PEOPLE),
        table("T03", LAND, ruled=True),
        table("T03", LAND, ("2129701", "征地补偿"), ruled=True),
        table("T06", LAND, PEOPLE, ruled=True),
    ],
)
def test_it_stays_where_others_name_not_both_or_one_alone_says_so(other: Table) -> None:
    assert names(table("T02", *TORN), other)[0] == [label for _, label in TORN]


def test_between_drawn_lines_a_name_is_as_printed() -> None:
    assert names(table("T02", *TORN, ruled=True), table("T03", LAND, PEOPLE))[0] == [label for _, label in TORN]


@pytest.mark.parametrize(
    ("next_name", "whole"),
    [
        ("支出国有企业资本金注入", ["国有企业退休人员社会化管理补助支出", "国有企业资本金注入"]),
        ("支出其他资本金注入", ["国有企业退休人员社会化管理补助", "支出其他资本金注入"]),
    ],
)
def test_where_all_tables_tear_names_alike_the_published_ones_tell(next_name: str, whole: list[str]) -> None:
    rows = [("2230105", "国有企业退休人员社会化管理补助"), ("22302", next_name)]
    assert names(table("T02", *rows), table("T03", *rows)) == [whole, whole]
