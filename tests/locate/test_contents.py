"""The 目录: its lines are titles that name no table on their page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.locate import survey
from extractor.locate.contents import contents_pages, is_heading
from extractor.model import Sheet
from tests.locate.build import FUNCTION, found, sheet

LISTED = ["一、收入支出决算总表", "二、收入决算表", "三、支出决算表", "四、财政拨款收入支出决算总表"]


def listed(*sheets: Sheet) -> dict[int, list[str]]:
    return {page: [title.form_id for title in titles] for page, titles in contents_pages(sheets).items()}


def test_a_page_that_says_so() -> None:
    assert listed(sheet(2, "目  录", "第一部分 概况", *LISTED)) == {2: ["T01", "T02", "T03", "T04"]}


def test_a_page_that_does_not_say_so_but_lists_three_tables_and_holds_none() -> None:
    assert listed(sheet(2, *LISTED)) == {2: ["T01", "T02", "T03", "T04"]}


def test_leaders_and_page_numbers() -> None:
    lines = [f"{title}{'.' * 30}{number}" for number, title in enumerate(LISTED, start=5)]
    assert listed(sheet(2, "目录", *lines)) == {2: ["T01", "T02", "T03", "T04"]}


def test_a_list_whose_heading_was_misread_and_whose_leaders_look_like_a_table() -> None:
    lines = ["月  录", "收入支出决算总表  .4", "收入决算表", "支出决算表  6", "四、财政拨收入支出决算总表  .7"]
    page = sheet(2, *lines, [["五、一般公共预算财政拨款支出决算表", "< ", ".8"]])
    assert listed(replace(page, text="\n".join(lines))) == {2: ["T01", "T02", "T03", ""]}
    assert listed(replace(page, text="\n".join([lines[1], "单位：万元", lines[2], "单位：万元", *lines[3:]]))) == {}


def test_it_goes_on_over_the_page() -> None:
    first = sheet(2, "目录", *LISTED)
    second = sheet(3, "五、一般公共预算财政拨款支出决算表", "第三部分 情况说明")
    assert listed(first, second) == {2: ["T01", "T02", "T03", "T04"], 3: ["T05"]}


def test_a_table_right_after_it_is_no_part_of_it() -> None:
    first = sheet(2, "目录", *LISTED)
    table = sheet(3, "支出决算表", "单位：万元", FUNCTION)
    assert list(listed(first, table)) == [2]
    assert list(found(first, table)) == ["T03"]


def test_an_empty_table_with_a_unit_line_after_it_is_no_part_of_it() -> None:
    first = sheet(2, "目录", *LISTED)
    table = sheet(
        3,
        "国有资本经营预算财政拨款支出决算表",
        "单位：万元",
        "说明：本部门无国有资本经营预算财政拨款支出，故本表无数据。",
    )
    assert list(found(first, table)) == ["T08"]


def test_what_it_lists_is_kept_in_its_order() -> None:
    contents = survey([sheet(1, "目录", *reversed(LISTED)), sheet(2, "支出决算表", FUNCTION)]).contents
    assert [title.form_id for title in contents] == ["T04", "T03", "T02", "T01"]


def test_tables_of_no_known_form_are_listed_too() -> None:
    contents = survey([sheet(1, "目录", *LISTED, "十、资产负债情况表")]).contents
    assert [title.text for title in contents][-1] == "资产负债情况表"


def test_a_page_of_tables_is_none() -> None:
    assert listed(sheet(5, "支出决算表", FUNCTION, "收入决算表", FUNCTION)) == {}


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("第三部分 2023年度部门决算情况说明", True),
        ("第 二 部分", True),
        ("三、支出决算表", False),
        ("（第三部分另附）", False),
    ],
)
def test_headings_of_parts(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


def test_a_page_that_has_only_a_title_listed_before_is_none_of_it() -> None:
    """The table itself is on the next page; its unit may be named in any words."""
    first, part = sheet(2, "目录", *LISTED), sheet(3, "第二部分 某局2024年度部门决算表")
    for caption in ("部门：某局", "部门：某局 金额单位：人民币万元"):
        assert list(listed(first, part, sheet(4, "收入支出决算总表", caption))) in ([2], [2, 3])
    assert list(listed(first, sheet(3, "九、某新表决算表", "金额单位：人民币万元"))) == [2]


def test_a_list_set_in_a_grid_is_contents_and_a_table_under_the_word_is_none() -> None:
    """On a copy rows of dots may be taken for lines."""
    entries = [["一、收入支出决算总表", "3"], ["二、收入决算表", "4"]]
    text = "目录\n" + "\n".join("…… ".join(row) for row in entries)
    assert listed(replace(sheet(2, "目录", entries), text=text)) == {2: ["T01", "T02"]}
    assert listed(replace(sheet(2, "目录", FUNCTION), text="目录\n支出决算表")) == {}
