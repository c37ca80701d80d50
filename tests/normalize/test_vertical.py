"""The 三公 table printed upright: one measure a row."""

from __future__ import annotations

import pytest

from tests.normalize.build import Rows, doubts, printed, read

UPRIGHT: Rows = [
    ["项目", "预算数", "决算数"],
    ["合计", "12.00", "11.00"],
    ["一、因公出国（境）费", "", ""],
    ["二、公务用车购置及运行维护费", "8.00", "7.50"],
    ["其中：公务用车购置费", "", ""],
    ["公务用车运行维护费", "8.00", "7.50"],
    ["三、公务接待费", "4.00", "3.50"],
]
WANTED = {
    "total.budget": "12.00",
    "total.final": "11.00",
    "vehicle_subtotal.budget": "8.00",
    "vehicle_subtotal.final": "7.50",
    "vehicle_operation.budget": "8.00",
    "vehicle_operation.final": "7.50",
    "reception.budget": "4.00",
    "reception.final": "3.50",
}


def test_measures_down_and_kinds_across() -> None:
    table = read("T09", UPRIGHT)
    assert len(table.rows) == 1
    assert printed(table.rows[0]) == WANTED
    assert doubts(table) == []


@pytest.mark.parametrize("name", ["“三公”经费", "三公经费支出", "合 计", "小计"])
def test_the_whole_has_several_names(name: str) -> None:
    assert printed(read("T09", [UPRIGHT[0], [name, "12.00", "11.00"], *UPRIGHT[2:]]).rows[0]) == WANTED


def test_ordinals_of_two_levels_behind_and_before_the_word_for_parts() -> None:
    rows = [
        *UPRIGHT[:4],
        ["其中：（1）公务用车购置费", "", ""],
        ["（2）公务用车运行维护费", "8.00", "7.50"],
        UPRIGHT[6],
    ]
    table = read("T09", rows)
    assert printed(table.rows[0]) == WANTED
    assert doubts(table) == []


def test_years_before_the_kinds() -> None:
    table = read("T09", [["项目", "2022年年初预算数", "2022年决算数"], *UPRIGHT[1:]])
    assert printed(table.rows[0]) == WANTED
    assert doubts(table) == []


def test_another_year_beside_is_not_the_account() -> None:
    table = read("T09", [["项目", "2021年决算数", "2022年决算数"], *UPRIGHT[1:]])
    final = {column: figure for column, figure in printed(table.rows[0]).items() if column.endswith(".final")}
    assert final == {column: figure for column, figure in WANTED.items() if column.endswith(".final")}


def test_a_remark_beside_the_figures_is_kept_out() -> None:
    rows = [[*UPRIGHT[0], "备注"], *[[*row, ""] for row in UPRIGHT[1:]]]
    assert printed(read("T09", rows).rows[0]) == WANTED


def test_line_numbers_beside_the_names() -> None:
    rows = [
        ["项目", "行次", "预算数", "决算数"],
        *[[row[0], str(k), *row[1:]] for k, row in enumerate(UPRIGHT[1:], start=1)],
    ]
    assert printed(read("T09", rows).rows[0]) == WANTED


def test_figures_keep_the_place_where_they_stand() -> None:
    table = read("T09", UPRIGHT)
    tops = [figure.box.top for figure in table.rows[0].figures if figure.column_id.endswith(".final")]
    assert tops == sorted(tops) and len(set(tops)) == 6


STATISTICS: Rows = [
    ["项目", "行次", "年初预算数", "全年预算数", "决算统计数"],
    ["一、“三公”经费支出", "1", "—", "—", "—"],
    ["（一）支出合计", "2", "12.00", "13.00", "11.00"],
    ["1．因公出国（境）费", "3", "—", "—", "—"],
    ["2．公务用车购置及运行维护费", "4", "8.00", "8.00", "7.50"],
    ["（1）公务用车购置费", "5", "—", "—", "—"],
    ["（2）公务用车运行维护费", "6", "8.00", "8.00", "7.50"],
    ["3．公务接待费", "7", "4.00", "5.00", "3.50"],
    ["（1）国内接待费", "8", "—", "—", "3.50"],
    ["（二）相关统计数", "9", "—", "—", "—"],
    ["1．公务用车保有量（辆）", "10", "—", "—", "5"],
    ["2．国内公务接待批次（个）", "11", "—", "—", "32"],
    ["二、机关运行经费", "12", "—", "—", "—"],
    ["（一）行政单位", "13", "—", "—", "286.45"],
]


def test_a_total_below_its_heading_and_rows_of_no_measure() -> None:
    """Amounts that the form does not ask for are kept, whatever stands over them; counts are no amounts."""
    table = read("T09", STATISTICS)
    (row,) = table.rows
    found = {k: v for k, v in printed(row).items() if v not in ("—", "")}
    assert {k: v for k, v in found.items() if k in WANTED} == WANTED
    others = {table.column(k).title: v for k, v in found.items() if k not in WANTED}  # type: ignore[union-attr]
    assert others == {
        "合计·全年预算数": "13.00",
        "公务用车购置及运行维护费·全年预算数": "8.00",
        "公务用车运行维护费·全年预算数": "8.00",
        "公务接待费·全年预算数": "5.00",
        "国内接待费·决算统计数": "3.50",
        "行政单位·决算统计数": "286.45",
    }
    assert doubts(table) == []


KINDS_DOWN: Rows = [
    ["项目", "“三公”经费", "<", "<", "<", "<", "<", "会议费", "培训费"],
    ["^", "小计", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费", "<", "<", "^", "^"],
    ["^", "^", "^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^", "^"],
    ["栏次", "1", "2", "3", "4", "5", "6", "7", "8"],
    ["预算数", "12.00", "", "4.00", "8.00", "", "8.00", "1.00", "2.00"],
    ["决算数", "11.00", "", "3.50", "7.50", "", "7.50", "0.50", "1.20"],
]


def test_kinds_down_and_measures_across() -> None:
    table = read("T09", KINDS_DOWN)
    (row,) = table.rows
    meetings = {"meeting.budget": "1.00", "meeting.final": "0.50", "training.budget": "2.00", "training.final": "1.20"}
    assert printed(row) == WANTED | meetings
    assert doubts(table) == []


def test_measures_beside_what_else_an_institution_costs() -> None:
    """机构运行信息表 of Chongqing: two lists beside each other, the second with accounts only."""
    rows = [
        ["项目", "预算数", "决算数", "项目", "决算数"],
        ["一、“三公”经费支出", "—", "—", "四、机关运行经费", "286.45"],
        ["（一）支出合计", "12.00", "11.00", "（一）行政单位", "286.45"],
        ["1．因公出国（境）费", "—", "—", "五、国有资产占用情况", "—"],
        ["2．公务用车购置及运行维护费", "8.00", "7.50", "（一）车辆数合计（辆）", "5"],
        ["（1）公务用车购置费", "—", "—", "1．机要通信用车", "3"],
        ["（2）公务用车运行维护费", "8.00", "7.50", "2．其他用车", "2"],
        ["3．公务接待费", "4.00", "3.50", "六、政府采购支出信息", "—"],
        ["二、会议费", "—", "1.20", "（一）政府采购支出合计", "171.75"],
    ]
    table = read("T09", rows)
    (row,) = table.rows
    found = {k: v for k, v in printed(row).items() if v != "—"}
    others = {table.column(k).title: v for k, v in found.items() if k not in WANTED}  # type: ignore[union-attr]
    assert {k: v for k, v in found.items() if k in WANTED} == WANTED
    assert others == {
        "会议费·决算数": "1.20",
        "机关运行经费·决算数": "286.45",
        "行政单位·决算数": "286.45",
        "政府采购支出合计·决算数": "171.75",
    }
    assert doubts(table) == []
