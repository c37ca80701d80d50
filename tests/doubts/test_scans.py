"""Doubts about pages that were read from pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from extractor import verify
from extractor.doubts.scans import distrust_rows, of_scans
from extractor.model import Disclosure
from extractor.reread.scans import settle
from tests.reread.test_scans import Offers, misread, right, settled

__all__ = ["right"]


def test_what_stays_open_is_a_doubt(right: Disclosure) -> None:
    tables = misread(right, r4_total="68.00")
    scanned = Offers(next(table for table in tables if table.table_id == "T05"), {})
    after = settle(tables, scanned)
    findings = of_scans(after, verify.check(after), scanned.pages)
    assert ("scan_disputed", "doubt") in {(finding.code, finding.severity) for finding in findings}


@pytest.mark.parametrize(
    "key",
    [
        {"code": "2080120802"},
        {"code": "27"},
        {"code": "", "label": ""},
        {"code": ""},
        {"code": "", "label": "款项1合计"},
        {"code": "", "label": "总计1"},
        {"label": ""},
        {"label": "八、社会保障和就业支出九、卫生健康支出"},
    ],
)
def test_no_figure_is_proved_in_a_row_that_may_be_another(right: Disclosure, key: dict[str, str]) -> None:
    table, _ = settled(misread(right), {})
    rows = (*table.rows[:2], replace(table.rows[2], **key), *table.rows[3:])
    (after,) = distrust_rows([replace(table, rows=rows)])
    assert {f.proof for f in after.rows[2].figures if f.printed} == {"unproved"}
    assert {f.proof for f in after.rows[3].figures if f.printed} == {"proved"}
    assert "scan_rows_unclear" in {finding.code for finding in after.findings if finding.severity == "doubt"}


@pytest.mark.parametrize(("sides", "proved"), [(("income", "expenditure"), True), (("expenditure",) * 2, False)])
def test_of_two_totals_of_one_side_one_is_the_other_sides(
    right: Disclosure, sides: tuple[Literal["income", "expenditure"], ...], proved: bool
) -> None:
    table, _ = settled(misread(right), {})
    totals = [replace(row, code="", label="总计", side=side) for row, side in zip(table.rows[2:4], sides, strict=True)]
    (after,) = distrust_rows([replace(table, rows=(*table.rows[:2], *totals, *table.rows[4:]))])
    assert ["proved" in {figure.proof for figure in row.figures} for row in after.rows[2:4]] == [proved] * 2


@pytest.mark.parametrize("label", ["二十、粮油物资储备支出", "十一、城乡社区支出", "一、一般公共预算财政拨款收入"])
def test_an_ordinal_alone_is_no_doubt(right: Disclosure, label: str) -> None:
    table, _ = settled(misread(right), {})
    rows = (*table.rows[:2], replace(table.rows[2], label=label), *table.rows[3:])
    assert distrust_rows([replace(table, rows=rows)]) == (replace(table, rows=rows),)


@pytest.mark.parametrize(
    ("first", "proved"),
    [("一、一般公共预算财政拨款", True), ("一般公共预算财政拨款", False), ("一般公共预算财政拨款一、", False)],
)
def test_a_first_row_without_its_ordinal_may_be_its_namesake(right: Disclosure, first: str, proved: bool) -> None:
    table, _ = settled(misread(right), {})
    names = (first, "二、政府性基金预算财政拨款", "合计", "一、一般公共预算财政拨款")
    head = tuple(
        replace(row, code="", label=name, section=section)
        for row, name, section in zip(table.rows, names, "aabb", strict=False)
    )
    (after,) = distrust_rows([replace(table, rows=head)])
    found = ["proved" in {figure.proof for figure in row.figures} for row in after.rows]
    assert found[0] is found[3] is proved


@pytest.mark.parametrize(
    ("second", "proved"),
    [("二、政府性基金预算财政拨款", True), ("政府性基金预算财政拨款", False), ("使用非财政拨款结余", True)],
)
def test_a_row_without_its_ordinal_in_a_list_that_counts(right: Disclosure, second: str, proved: bool) -> None:
    table, _ = settled(misread(right), {})
    rows = [row for row in table.rows if any(f.proof == "proved" for f in row.figures)]
    head = tuple(
        replace(row, code="", label=name) for row, name in zip(rows, ("一、一般公共预算财政拨款", second), strict=False)
    )
    (after,) = distrust_rows([replace(table, rows=head)])
    assert ["proved" in {figure.proof for figure in row.figures} for row in after.rows] == [True, proved]


@pytest.mark.parametrize(
    ("ordinals", "proved"),
    [
        ("一二三四", [True] * 4),
        ("一二二四", [True, False, False, True]),
        ("一二一二", [True, False, False, True]),
        ("一三二四", [True, False, False, True]),
        ("一二三四六", [True, True, True, True, False]),
        ("一二四五六", [True] * 5),
        ("一三五", [True] * 3),
        ("二三四", [False, True, True]),
    ],
)
def test_rows_out_of_order_may_be_each_other(right: Disclosure, ordinals: str, proved: list[bool]) -> None:
    table, _ = settled(misread(right), {})
    names = ("外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出")
    rows = [row for row in table.rows if any(f.proof == "proved" for f in row.figures)][: len(ordinals)]
    head = tuple(
        replace(row, code="", label=f"{ordinal}、{name}")
        for row, ordinal, name in zip(rows, ordinals, names, strict=False)
    )
    (after,) = distrust_rows([replace(table, rows=head)])
    assert ["proved" in {figure.proof for figure in row.figures} for row in after.rows] == proved


@pytest.mark.parametrize(("ordinal", "proved"), [("", False), ("一、", True)])
def test_a_side_without_ordinals_beside_one_that_counts(right: Disclosure, ordinal: str, proved: bool) -> None:
    table, _ = settled(misread(right), {})
    rows = [row for row in table.rows if any(f.proof == "proved" for f in row.figures)][:4]
    names = ("一、外交支出", "二、国防支出", "三、公共安全支出", f"{ordinal}一般公共预算财政拨款")
    head = tuple(
        replace(row, code="", label=name, side="income" if name is names[3] else "expenditure")
        for row, name in zip(rows, names, strict=True)
    )
    (after,) = distrust_rows([replace(table, rows=head)])
    assert ["proved" in {figure.proof for figure in row.figures} for row in after.rows] == [True, True, True, proved]


@pytest.mark.parametrize(("label", "proved"), [("更新", False), ("信息网络及软件购置更新", True)])
def test_an_economic_row_by_another_name_than_its_codes_is_a_doubt(right: Disclosure, label: str, proved: bool) -> None:
    """The first line of a name may be lost, and the code alone is what says whose the figures are."""
    table, _ = settled(misread(right), {})
    row = replace(table.rows[2], code="31007", label=label)
    (after,) = distrust_rows([replace(table, table_id="T06", rows=(*table.rows[:2], row, *table.rows[3:]))])
    assert {f.proof for f in after.rows[2].figures if f.printed} == {"proved" if proved else "unproved"}


@pytest.mark.parametrize(("third", "proved"), [("三、上级补助收入", False), ("二、上级补助收入", True)])
def test_rows_without_ordinals_where_their_list_counts_on(right: Disclosure, third: str, proved: bool) -> None:
    """二、 may stand below parts of 一、 that have no ordinals; a list that leaves numbers out has lost them."""
    table, _ = settled(misread(right), {})
    rows = [row for row in table.rows if any(f.proof == "proved" for f in row.figures)]
    names = ("一、财政拨款收入", "政府性基金预算财政拨款", third)
    head = tuple(replace(row, code="", label=name) for row, name in zip(rows, names, strict=False))
    (after,) = distrust_rows([replace(table, rows=head)])
    assert ("proved" in {figure.proof for figure in after.rows[1].figures}) is proved
