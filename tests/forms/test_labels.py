"""Row names: one row has one name, whatever it is called in a year; what is no name is seen."""

from __future__ import annotations

import pytest

from extractor.forms.labels import names_a_summary_row, place_in_order, row_name
from extractor.language.money import holds_money, reads_as_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("年初结转和结余", "上年结转和结余"),
        ("年末结转和结余", "结转下年"),
        ("用事业基金弥补收支差额", "使用非财政拨款结余"),
        ("一、一般公共预算财政拨款收入", "一般公共预算财政拨款"),
        ("七、文化体育与传媒支出", "六、文化旅游体育与传媒支出"),
        ("附属单位上缴收入", "七、附属单位缴款"),
    ],
)
def test_a_row_keeps_its_name_over_the_years(one: str, other: str) -> None:
    assert row_name(one) == row_name(other)
    assert names_a_summary_row(one) and names_a_summary_row(other)


@pytest.mark.parametrize(
    ("one", "other"), [("年初结转和结余", "年末结转和结余"), ("事业收入", "经营收入"), ("教育支出", "其他支出")]
)
def test_other_rows_have_other_names(one: str, other: str) -> None:
    assert row_name(one) != row_name(other)


def test_the_order_of_a_summary() -> None:
    assert place_in_order("结余分配") < place_in_order("年末结转和结余")
    assert place_in_order("二、外交支出") < place_in_order("一、教育支出")
    assert place_in_order("本年收入合计") == (-1, "")


@pytest.mark.parametrize(
    "name",
    ["行政运行", "一、教育支出", "（一）教育支出", "2023年抗疫特别国债安排的支出", "其中：教育收费", "1.2行政运行"],
)
def test_names(name: str) -> None:
    assert reads_as_name(name) and not holds_money(name)


@pytest.mark.parametrize("name", ["教育支出188,349.52", "教育支出7.2", "7.254321", "教育支出1,234"])
def test_money_in_names(name: str) -> None:
    assert holds_money(name) and not reads_as_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "教育支出0",
        "4劳动人事争议",
        "–综合医院",
        "",
        "205教育支出",
        "合计：",
        "一般公共服á支出",
        "十O、其他支出",
        "教育支出②",
    ],
)
def test_what_is_no_name(name: str) -> None:
    assert not reads_as_name(name)
