"""What names a row: codes from one cell or three, labels with their code, levels and sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.normalize.keys import (
    FundSections,
    code_first,
    economic_section,
    is_of_which,
    is_total,
    join_code,
    level_of,
    split_label,
    without_mark,
)


@pytest.mark.parametrize(
    ("parts", "previous", "code"),
    [
        (["2010601"], "", "2010601"),
        (["20106"], "2010601", "20106"),
        (["201"], "20106", "201"),
        (["201", "06", "01"], "", "2010601"),
        (["201", "06", ""], "2010501", "20106"),
        (["201", "", ""], "2010501", "201"),
        (["301", "01"], "", "30101"),
        (["301", ""], "", "301"),
        # the first cells are printed once for several rows
        (["", "06", "01"], "201", "2010601"),
        (["", "06", ""], "2010501", "20106"),
        (["", "", "02"], "2010601", "2010602"),
        (["", "02"], "30101", "30102"),
        # of the first cell something is left: it was not blank
        (["_20", "01", ""], "2070199", "01"),
        (["(7", "01", ""], "206", "01"),
        # cells that repeat what is left of them
        (["201", "20106", ""], "", "20106"),
        (["201", "20106", "2010601"], "", "2010601"),
        (["201", "201", "201"], "", "201"),
        # words and blanks
        (["类", "款", "项"], "", ""),
        (["合计"], "2010601", ""),
        (["", "", ""], "2010601", ""),
        ([], "", ""),
    ],
)
def test_one_code_from_its_cells(parts: list[str], previous: str, code: str) -> None:
    assert join_code(parts, previous) == code


digits = st.integers(0, 99).map("{:02}".format)


@given(st.integers(201, 234).map(str), digits, digits, st.sampled_from([3, 5, 7]))
def test_split_and_joined_codes_are_the_same(first: str, second: str, third: str, length: int) -> None:
    code = (first + second + third)[:length]
    cells = [code[:3], code[3:5], code[5:7]]
    assert join_code(cells, "") == join_code([code], "") == code


@given(st.integers(201, 234).map(str), digits, st.lists(digits, min_size=1, max_size=6))
def test_carried_codes_go_on_from_row_to_row(first: str, second: str, items: list[str]) -> None:
    previous = first + second
    for item in items:
        previous = join_code(["", "", item], previous)
        assert previous == first + second + item


@pytest.mark.parametrize(
    ("label", "code", "rest"),
    [
        ("2010601行政运行", "2010601", "行政运行"),
        ("201一般公共服务支出", "201", "一般公共服务支出"),
        ("30101基本工资", "30101", "基本工资"),
        ("[205]教育支出", "205", "教育支出"),
        ("（20502）普通教育", "20502", "普通教育"),
        ("2050201-学前教育", "2050201", "学前教育"),
        ("(205教育支出", "", "(205教育支出"),
        ("205--教育支出", "", "205--教育支出"),
        ("行政运行", "", "行政运行"),
        ("2010行政运行", "", "2010行政运行"),
        ("2010601", "", "2010601"),
        ("301.5元", "", "301.5元"),
        ("", "", ""),
    ],
)
def test_a_label_that_starts_with_its_code(label: str, code: str, rest: str) -> None:
    assert split_label(label) == (code, rest)


@pytest.mark.parametrize(
    ("code", "label", "economic", "level"),
    [
        ("201", "一般公共服务支出", False, "class"),
        ("20106", "财政事务", False, "division"),
        ("2010601", "行政运行", False, "item"),
        ("301", "工资福利支出", True, "class"),
        ("30101", "基本工资", True, "division"),
        ("", "合计", False, "total"),
        ("", "本年支出合计", False, "total"),
        ("", "人员经费合计", True, "total"),
        ("", "其他", False, ""),
        ("201060", "行政运行", False, ""),
    ],
)
def test_levels(code: str, label: str, economic: bool, level: str) -> None:
    assert level_of(code, label, economic) == level


@pytest.mark.parametrize("label", ["合计", "总计", "合 计", "本年收入合计", "支出总计", "公用经费合计"])
def test_totals(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize("label", ["一般公共服务支出", "", "合计划", "年末结转和结余", "小计划"])
def test_no_totals(label: str) -> None:
    assert not is_total(label)


@pytest.mark.parametrize(
    ("code", "label", "section"),
    [
        ("301", "工资福利支出", "personnel"),
        ("30305", "生活补助", "personnel"),
        ("302", "商品和服务支出", "public"),
        ("31002", "办公设备购置", "public"),
        ("399", "其他支出", "public"),
        ("", "人员经费合计", "personnel"),
        ("", "公用经费合计", "public"),
        ("", "合计", ""),
    ],
)
def test_sections_of_the_basic_expenditure(code: str, label: str, section: str) -> None:
    assert economic_section(code, label) == section


def test_the_names_of_the_funds_stand_twice() -> None:
    """On the income side of the fiscal summary only the place tells them apart."""
    income = [
        "一、一般公共预算财政拨款",
        "二、政府性基金预算财政拨款",
        "三、国有资本经营预算财政拨款",
        "",
        "本年收入合计",
        "年初财政拨款结转和结余",
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
        "总计",
    ]
    sections = FundSections()
    assert [sections.of(label) for label in income] == ["current"] * 5 + ["opening"] * 4 + [""]


def test_the_expenditure_side_closes() -> None:
    sections = FundSections()
    labels = ["一、一般公共服务支出", "本年支出合计", "年末财政拨款结转和结余", "总计"]
    assert [sections.of(label) for label in labels] == ["current", "current", "closing", ""]


@pytest.mark.parametrize(
    ("label", "part"), [("其中：捐赠收入", True), ("其 中：教育收费", True), ("捐赠收入", False), ("", False)]
)
def test_parts_of_the_row_above(label: str, part: bool) -> None:
    assert is_of_which(label) is part


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("本年收入合计1", "本年收入合计"),
        ("二十三、其他支出②", "二十三、其他支出"),
        ("年初结转和结余*", "年初结转和结余"),
        ("本年收入合计", "本年收入合计"),
        ("其他说明2", "其他说明2"),
        ("12", "12"),
    ],
)
def test_a_mark_of_a_note_is_no_part_of_a_label(label: str, bare: str) -> None:
    assert without_mark(label) == bare


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("其他政府事务支\n201 03 99\n出", "2010399其他政府事务支出"),
        ("其他政府事务\n2010399\n支出", "2010399其他政府事务支出"),
        ("2010399\n其他政府事务\n支出", "2010399其他政府事务支出"),
        ("一般公共服务支出\n20101人大事务\n支出", "一般公共服务支出20101人大事务支出"),  # two rows in one cell
        ("一般公共服务支出\n20101", "一般公共服务支出20101"),
        ("第一批\n999\n项目", "第一批999项目"),  # no code
    ],
)
def test_a_code_beside_the_middle_of_its_name_stands_before_it(text: str, read: str) -> None:
    assert code_first(text) == read
