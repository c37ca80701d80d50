"""Columns of rates beside those of a form: not added up, and no contradiction of the document."""

from __future__ import annotations

import pytest

from extractor import verify
from tests.normalize.build import Rows, read


def _failed(title: str) -> int:
    rows: Rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出", title],
        ["", "合计", "30.00", "30.00", "", "95.10"],
        ["201", "一般公共服务支出", "10.00", "10.00", "", "80.20"],
        ["208", "社会保障和就业支出", "20.00", "20.00", "", "101.00"],
    ]
    return sum(check.grade == "fail" for check in verify.check((read("T05", rows),)))


@pytest.mark.parametrize("title", ["完成年初预算的%", "完成率", "占比", "比上年增减", "增减幅度"])
def test_rates_are_not_added_up(title: str) -> None:
    assert _failed(title) == 0


@pytest.mark.parametrize("title", ["年初预算数", "上年决算数", "增减额"])
def test_amounts_beside_a_form_are(title: str) -> None:
    assert _failed(title) == 1


def test_numbers_among_remarks_are_not_added_up() -> None:
    assert _failed("备注") == 0
