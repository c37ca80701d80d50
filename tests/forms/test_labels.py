"""Row names: one row has one name, whatever it is called in a year; what is no name is seen."""

from __future__ import annotations

import pytest

from extractor.forms.labels import lacks_its_end, names_a_summary_row, place_in_order, row_name


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


@pytest.mark.parametrize("name", ["二、政府性基金预算财政拨款", "教育支出", "三、事业收入", "年初结转和结余"])
def test_a_name_without_its_last_sign_lacks_its_end(name: str) -> None:
    assert lacks_its_end(name[:-1])
    assert not lacks_its_end(name)
    assert not lacks_its_end(name[:-2])
