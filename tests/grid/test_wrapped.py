"""Labels on several lines go to the row their figure stands in, wherever in the row that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.grid.wrapped import LabelLine, labels
from extractor.model import Box, Word

EM = 10.0
WIDTH = 8
"""Characters that have room on a line of the labels below."""


def lines(*texts: tuple[float, str]) -> list[LabelLine]:
    return [
        LabelLine((Word(text, Box(0, at - EM, EM * len(text), at), EM),), at, len(text) >= WIDTH) for at, text in texts
    ]


def read(column: list[LabelLine], rows: list[float]) -> list[tuple[str, int | None]]:
    return [("".join(line.text for line in label.lines), label.row) for label in labels([column], rows, EM)[0]]


THREE = lines(
    (10, "机关事业单位基本"), (22, "养老保险缴费"), (40, "职业年金缴费"), (58, "职工基本医疗保险"), (70, "缴费")
)
WHOLE = [("机关事业单位基本养老保险缴费", 0), ("职业年金缴费", 1), ("职工基本医疗保险缴费", 2)]


@pytest.mark.parametrize(
    "rows", [[10.0, 40.0, 58.0], [16.0, 40.0, 64.0], [22.0, 40.0, 70.0]], ids=["top", "middle", "bottom"]
)
def test_figures_at_the_first_the_middle_or_the_last_line(rows: list[float]) -> None:
    assert read(THREE, rows) == WHOLE


def test_a_short_line_ends_its_label() -> None:
    column = lines((10, "基本工资"), (22, "津贴补贴"), (34, "奖金"))
    assert read(column, [10.0, 22.0, 34.0]) == [("基本工资", 0), ("津贴补贴", 1), ("奖金", 2)]


def test_names_broken_before_their_line_is_full_stand_around_their_figures() -> None:
    column = lines((10, "科技成果转化与扩散"), (25, "其他技术研"), (35, "究与开发支出"), (50, "城乡社区支出"))
    whole = [("科技成果转化与扩散", 0), ("其他技术研究与开发支出", 1), ("城乡社区支出", 2)]
    assert read(column, [10.0, 30.0, 50.0]) == whole


def test_a_row_a_little_off_its_place_is_not_left_without_a_name() -> None:
    """Where a page begins within a row, the lines of its name may not stand just around its figures."""
    column = lines((5.5, "其他基层医疗卫生机构支"), (18.0, "出"), (50.0, "合计"))
    assert read(column, [9.2, 50.0]) == [("其他基层医疗卫生机构支出", 0), ("合计", 1)]


def test_a_code_begins_a_label_and_rows_have_one_each() -> None:
    column = lines((10, "205教育支出"), (30, "20503职业教育"), (45, "2050302中等职业"), (55, "教育"))
    whole = [("205教育支出", 0), ("20503职业教育", 1), ("2050302中等职业教育", 2)]
    assert read(column, [10.0, 30.0, 50.0]) == whole


def test_a_label_without_figures_is_a_row_of_its_own() -> None:
    column = lines((10, "一、一般公共预算"), (22, "收入"), (40, "二、外交支出"), (58, "三、国防支出"))
    assert read(column, [16.0, 58.0]) == [("一、一般公共预算收入", 0), ("二、外交支出", None), ("三、国防支出", 1)]


def test_rows_without_a_label() -> None:
    assert read(lines((10, "基本工资"), (50, "奖金")), [10.0, 30.0, 50.0]) == [("基本工资", 0), ("奖金", 2)]
    assert labels([[]], [10.0], EM) == [[]]


def test_the_name_of_a_class_goes_on_nowhere() -> None:
    column = lines((10, "文化旅游体育与传媒支出"), (30, "国家电影事业发展专项"), (42, "资金安排的支出"))
    assert read(column, [10, 42]) == [("文化旅游体育与传媒支出", 0), ("国家电影事业发展专项资金安排的支出", 1)]


def test_a_name_that_only_another_list_has_goes_on() -> None:
    column = lines((10, "事业单位离退休"), (20, "机关事业单位基本养老保险缴费"), (28, "支出"))
    assert read(column, [10, 24]) == [("事业单位离退休", 0), ("机关事业单位基本养老保险缴费支出", 1)]


def test_the_name_of_a_row_that_two_lines_are_only_together_begins_a_label() -> None:
    column = lines(
        (10, "一般公共预算财政拨款"), (31, "政府性基金预算财政拨款"), (52, "国有资本经营预算财政拨"), (70, "款")
    )
    assert [text for text, _ in read(column, [])] == [
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
        "国有资本经营预算财政拨款",
    ]


def test_lines_of_a_loosely_set_label_stand_closer_than_rows_do() -> None:
    column = lines((100, "行政运行"), (130, "其他政府办公厅及"), (155, "相关机构支出"), (185, "统计信息事务"))
    assert read(column, [100.0, 130.0, 185.0])[1] == ("其他政府办公厅及相关机构支出", 1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ((10, 32, 48), [("解决历史遗留问题", 0), ("国有企业人员补助支出", 1)]),
        ((10, 26, 48), [("解决历史遗留问题国有企业人员补助", 0), ("支出", 1)]),
    ],
)
def test_of_two_lines_that_may_go_on_the_nearer_one_does(
    at: tuple[float, ...], expected: list[tuple[str, int | None]]
) -> None:
    column = lines(*zip(at, ("解决历史遗留问题", "国有企业人员补助", "支出"), strict=True))
    assert read(column, [10, 48]) == expected


def test_the_lines_of_a_label_stand_as_far_apart_as_their_feet() -> None:
    """The first line of the label and the figures between its two lines are one line of print, whose foot is theirs."""
    first, second, third = lines((12.5, "二十六、抗疫特别国债安"), (23, "排的支出"), (36, "支出合计"))
    first = replace(first, baseline=16.5, alone=False)
    assert read([first, second, third], [16.5, 36.0])[0] == ("二十六、抗疫特别国债安排的支出", 0)


def test_what_is_left_of_a_name_at_the_head_of_a_page_is_not_of_the_row_below() -> None:
    column = lines((10, "出"), (25, "本年支出合计"), (40, "年末结转和结余"))
    assert read(column, [25.0, 40.0, 55.0]) == [("出", None), ("本年支出合计", 0), ("年末结转和结余", 1)]


def test_the_figures_of_a_name_that_goes_over_stand_below_its_first_line() -> None:
    column = lines((10, "二十三、其他支出"), (40, "二十四、抗疫特别国债安排的支"))
    assert read(column, [10.0, 25.0, 46.0])[-1] == ("二十四、抗疫特别国债安排的支", 2)


@pytest.mark.parametrize("known", [True, False])
def test_lines_further_apart_than_rows_are_one_name_where_it_is_the_published_one(known: bool) -> None:
    names = [{"城市建设支出"}, {"其他国有土地使用权出让收入安排的支出"}, {"农林水支出"}, {"水利"}]
    column = lines(
        (10, "城市建设支出"), (22, "其他国有土地使用权出让收入安"), (37, "排的支出"), (48, "农林水支出"), (60, "水利")
    )
    found = labels([column], [10.0, 22.0, 45.5, 60.0], 5.0, published=names if known else [])[0]
    whole = [("".join(line.text for line in label.lines), label.row) for label in found]
    expected = [("城市建设支出", 0), ("其他国有土地使用权出让收入安排的支出", 1), ("农林水支出", 2), ("水利", 3)]
    assert (whole == expected) is known


def test_figures_a_quarter_of_a_character_off_their_name_are_its_where_places_are_rounded() -> None:
    """Small print saved again with whole numbers. A line that figures stand on tells their height, not its own: where
    the name is, its next line tells."""
    column = lines(
        (12.5, "一、一般公共预算财"), (24.5, "政拨款"), (40, "二、政府性基金预算"), (52, "财政拨款"), (80, "合计")
    )
    rounded = [replace(column[0], alone=False, baseline=10.0), column[1], replace(column[2], alone=False), *column[3:]]
    assert [row for _, row in read(rounded, [10.0, 40.0, 60.0, 80.0])] == [0, 1, 3]


def test_a_code_and_its_published_name_are_one_label_though_the_second_line_is_a_name_by_itself() -> None:
    column = lines(
        (10, "20503 职业教育"), (30, "2050399 其他职业"), (42, "教育支出"), (60, "207 文化旅游体育与传媒支出")
    )
    assert read(column, [10.0, 36.0, 60.0]) == [
        ("20503职业教育", 0),
        ("2050399其他职业教育支出", 1),
        ("207文化旅游体育与传媒支出", 2),
    ]
