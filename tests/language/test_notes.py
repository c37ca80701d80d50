"""Notes under tables, and sentences that say there was nothing."""

from __future__ import annotations

import pytest

from extractor.language.notes import (
    is_note,
    may_be_note,
    nothing_of,
    opens_note,
    says_none,
    says_nothing,
    says_table_is_empty,
)


@pytest.mark.parametrize(
    "text",
    [
        "注:本表反映本年度支出",
        "注本表反映本年度支出",
        "备注1",
        "附注:无",
        "3栏=1栏+2栏",
        "1行各栏",
        "单位负责人:张三财务负责人:李四制表人:王五",
        "填报日期:2024年8月12日",
        "联系电话:027-87650000",
        "审核(签章):",
        "合计金额(大写):人民币叁佰元整",
        "人民币（大写）叁佰元整",
    ],
)
def test_notes(text: str) -> None:
    assert is_note(text) and opens_note(text) and may_be_note(text)


@pytest.mark.parametrize("text", ["说明", "备注", "注册登记"])
def test_a_word_of_a_table_opens_no_note(text: str) -> None:
    assert not opens_note(text)


@pytest.mark.parametrize("text", ["收入", "2010101", "合计", "3栏", "行政运行", "单位:万元", "审核监督", "负责人用车"])
def test_what_is_no_note(text: str) -> None:
    assert not is_note(text) and not opens_note(text) and not may_be_note(text)


@pytest.mark.parametrize("text", ["本表反映部门本年度支出情况", "1.本表金额单位为万元", "我部门没有政府性基金预算支出"])
def test_what_may_belong_to_a_table_right_above(text: str) -> None:
    assert may_be_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "本部门2023年度没有政府性基金预算收支",
        "本单位无国有资本经营预算支出",
        "本部门不涉及政府性基金预算",
        "本年未发生“三公”经费支出".replace("“", "").replace("”", ""),
        "本表无数据",
    ],
)
def test_an_empty_table_is_said_to_be_empty(text: str) -> None:
    assert says_table_is_empty(text)
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["无", "没有支出", "本表为空", "未安排此项支出"])
def test_there_was_none(text: str) -> None:
    assert says_none(text)


@pytest.mark.parametrize("text", ["支出100万元", "政府性基金预算支出", "无锡市财政局"])
def test_what_does_not_say_so(text: str) -> None:
    assert not says_none(text) and not says_table_is_empty(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("本年度无政府性基金预算支出。", True),
        ("政府性基金预算支出决算为0万元", True),
        ("政府性基金预算支出0.00万元", True),
        ("政府性基金预算支出0元", True),
        ("政府性基金预算支出零元", True),
        ("政府性基金预算支出为零", True),
        ("政府性基金预算财政拨款收入支出决算表为空表", True),
        ("政府性基金预算支出1,000元", False),
        ("政府性基金预算支出100万元。本部门没有车辆", False),
        ("政府性基金预算支出为0.5万元", False),
    ],
)
def test_nothing_of_a_subject(text: str, says: bool) -> None:
    assert bool(nothing_of("政府性基金").search(text)) is says
