"""A unit printed once for all tables is found where it is printed, and only where it can be meant for all."""

from __future__ import annotations

import pytest

from extractor.locate import declared_unit
from extractor.normalize import read_table
from tests.locate.build import FUNCTION, found, sheet


@pytest.mark.parametrize(
    ("line", "unit", "words"),
    [
        ("（本套报表金额单位：元）", "元", "金额单位:元"),
        ("金额单位：万元", "万元", "金额单位:万元"),
        ("单位：人民币千元", "千元", "单位：人民币千元"),
        ("本报告中的金额单位均为百元，比率保留两位小数。", "百元", "金额单位均为百元"),
        ("报表数据以万元为单位。", "万元", "报表数据以万元为单位"),
        ("第三部分 2023年度部门决算表（本部分金额单位：万|元）", "万元", "金额单位：万元"),
        ("2024年8月", "", ""),
        ("编制单位：某局", "", ""),
    ],
)
def test_what_a_cover_says_of_the_unit(line: str, unit: str, words: str) -> None:
    sheets = [sheet(1, "江城市水利局2023年度部门决算", *line.split("|")), sheet(2, "支出决算表", FUNCTION)]
    said = declared_unit(sheets, 2)
    assert (said.unit, said.words.replace("：", ":")) == (unit, words.replace("：", ":"))
    table = read_table(found(*sheets)["T03"], "", said.words)
    codes = [finding.code for finding in table.findings]
    assert table.unit == (unit or "万元") and bool(table.unit_printed) == bool(unit)
    assert codes == (["unit_elsewhere"] if unit else ["unit_unknown"])


def test_what_stands_over_a_table_is_that_tables() -> None:
    sheets = [sheet(1, "江城市水利局2023年度部门决算"), sheet(2, "支出决算表", "单位：元", FUNCTION)]
    assert declared_unit(sheets, 2).unit == ""


def test_two_units_before_the_tables_say_nothing() -> None:
    sheets = [
        sheet(1, "金额单位：元", "江城市水利局2023年度部门决算", "金额单位：万元"),
        sheet(2, "支出决算表", FUNCTION),
    ]
    assert declared_unit(sheets, 2).unit == ""
