"""Ids of rows: each once in its table, the same in every year and region, whatever the label says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.forms import forms
from extractor.forms.row_ids import identified, row_ids, with_row_ids
from extractor.model import Row, Side, Table
from tests.conftest import ROOT
from tests.readings import of_file as read

SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))
TRUTHS = [
    *(ROOT / "samples" / "truth").glob("*.json"),
    *(ROOT.parent / "shared").glob("corpus/truth/*.json"),
    *(ROOT.parent / "shared").glob("budget/truth/*.json"),
    *(ROOT.parent / "shared").glob("layouts/*.json"),
]


def row(label: str = "", side: Side = "", section: str = "", code: str = "", line: str = "", index: int = 1) -> Row:
    return Row(index, side, section, line, code, "", label, (), 1)


def id_of(table_id: str, label: str, side: Side = "", section: str = "") -> str:
    """Of a row that stands among others."""
    return row_ids(table_id, [row(label, side, section), row("别的", side)])[0]


@pytest.mark.parametrize(
    ("table_id", "side", "section", "labels", "wanted"),
    [
        ("T01", "income", "", ["年初结转和结余", "七、上年结转和结余"], "opening_balance"),
        ("U01", "income", "", ["上年结转和结余", "年初结转和结余"], "opening_balance"),
        ("B01", "income", "", ["上年结转", "上年结转资金", "年初结转和结余"], "opening_balance"),
        ("T01", "expenditure", "", ["年末结转和结余"], "closing_balance"),
        ("B01", "expenditure", "", ["结转下年", "结转下年资金"], "closing_balance"),
        ("T01", "income", "", ["使用非财政拨款结余", "用事业基金弥补收支差额"], "nonfiscal_balance"),
        ("T01", "income", "", ["附属单位上缴收入", "七、附属部门上缴收入"], "affiliated_remit"),
        ("T01", "income", "", ["一、一般公共预算财政拨款收入", "一般公共预算财政拨款"], "gpb_income"),
        ("U01", "income", "", ["其中：政府性基金预算财政拨款"], "gov_fund_income"),
        ("T04", "income", "current", ["一、一般公共预算财政拨款"], "gpb_income"),
        ("T04", "income", "opening", ["一、一般公共预算财政拨款"], "gpb_opening"),
        ("B01", "income", "", ["1. 一般公共预算", "1.一般公共预算资金"], "gpb_income"),
        ("T01", "expenditure", "", ["七、文化体育与传媒支出", "文化旅游体育与传媒支出"], "207"),
        ("T06", "", "", ["人员经费合计"], "personnel_total"),
        ("T02", "", "", ["合计", "合 计"], "total"),
        ("B02", "", "", ["收入总计"], "total"),
    ],
)
def test_a_row_has_one_id_whatever_a_year_calls_it(
    table_id: str, side: Side, section: str, labels: list[str], wanted: str
) -> None:
    assert {id_of(table_id, label, side, section) for label in labels} == {wanted}


def test_the_only_row_of_a_table_without_names_is_its_total() -> None:
    assert row_ids("T09", [row()]) == row_ids("T09", [row("某某局")]) == row_ids("B03", [row()]) == ["total"]
    assert row_ids("T09", [row("合计"), row("甲局"), row("乙局")]) == ["total", "甲局", "乙局"]


def test_the_grand_total_is_the_last_one() -> None:
    rows = [row("合计", "income"), row("总计", "income")]
    assert row_ids("T01", rows) == ["合计", "income_grand_total"]


def test_a_row_of_no_known_name_goes_by_its_label_and_its_half() -> None:
    rows = [
        row("三、某项收入", "income"),
        row("三、某项收入", "expenditure"),
        row("", "income", line="9"),
        row("甲/乙"),
    ]
    assert row_ids("T01", rows) == ["某项收入", "expenditure.某项收入", "line_9", "甲／乙"]


def test_what_is_the_same_twice_is_told_apart_by_its_part_then_counted() -> None:
    rows = [row(code="30101"), row(code="30101", section="public"), row(code="30101"), row("合计"), row("合计")]
    assert row_ids("T06", rows) == ["30101", "public.30101", "30101~2", "total", "total~2"]


def test_rows_under_rows_are_told_apart_by_what_stands_above() -> None:
    under = ("一、货物A/会议费", "一、货物A/培训费")
    rows = [row("一、货物A"), *(row("会议服务", section=section) for section in under)]
    assert row_ids("B13", rows) == ["goods", "goods.会议费.会议服务", "goods.培训费.会议服务"]


ROWS = st.builds(
    row,
    st.sampled_from(
        ["", "合计", "总计", "年初结转和结余", "上年结转和结余", "其他", "其中：其他", "一、教育支出", "a/b"]
    ),
    st.sampled_from(["", "income", "expenditure"]),
    st.sampled_from(["", "current", "opening", "closing", "purpose", "甲/乙"]),
    st.sampled_from(["", "", "201", "20101", "30101"]),
    st.sampled_from(["", "9"]),
)


@given(st.sampled_from([*forms(), "X01"]), st.lists(ROWS, max_size=12))
def test_ids_are_there_once_and_hold_no_slash(table_id: str, rows: list[Row]) -> None:
    ids = row_ids(table_id, rows)
    assert len(ids) == len(rows) == len(set(ids))
    assert all(one and "/" not in one for one in ids)


def test_a_record_keeps_the_ids_it_was_written_with() -> None:
    table = Table("T01", "", "", "", "present", (1,), "万元", "", rows=(row("总计", "income"),))
    old = identified(table)
    assert with_row_ids(table) == old and old.rows[0].row_id == "income_grand_total"
    renamed = Table("T01", "", "", "", "present", (1,), "万元", "", rows=(row("总汁", "income"),))
    assert identified(renamed).rows[0].row_id == "总汁"
    assert with_row_ids(old) is old and identified(old) is old


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_row_of_a_document_has_its_id(path: Path) -> None:
    for table in read(path).tables:
        ids = [one.row_id for one in table.rows]
        assert all(ids) and len(ids) == len(set(ids)), table.table_id
        named = [one.row_id for one in table.rows if one.label and not one.code and not one.row_id.isascii()]
        assert named == [], table.table_id  # every standard row has a word


def test_two_years_of_two_printers_have_the_same_ids() -> None:
    accounts = [read(path) for path in SAMPLES if "budget" not in path.stem]
    for table_id in ("T01", "T04"):
        tables = [table for one in accounts if (table := one.table(table_id))]
        ids = [{row.row_id for row in table.rows if row.label} for table in tables]
        assert len(tables) >= 4 and all(all(each) for each in ids)
        # 26 类 or 24, by the year; all others are the same.
        assert len({frozenset(one for one in each if not one.isdecimal()) for each in ids}) == 1


# Standard rows that a document misprints, and the free rows of procurement lists.
ODD = {"抗役特别国债安排的支出", "..."}


def _section(table_id: str, one: dict[str, Any]) -> str:
    """The reader says of each row of these where it stands, the truth only of some."""
    return one.get("section") or ("current" if table_id in ("T04", "B04") else "")


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_every_standard_row_of_published_tables_has_a_word(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    tables: dict[str, dict[str, Any]] = truth.get("tables", {})
    for table_id, table in tables.items():
        if table_id not in forms() or table_id == "B13":
            continue
        rows = [
            row(one.get("label") or "", one.get("side") or "", _section(table_id, one), one.get("code") or "")
            for one in table.get("rows", ())
            if (one.get("label") or "") not in ODD and not any(odd in (one.get("label") or "") for odd in ODD)
        ]
        unnamed = [
            one
            for one, printed in zip(row_ids(table_id, rows), rows, strict=True)
            if not one.isascii() and not printed.code
        ]
        assert unnamed == [], table_id
