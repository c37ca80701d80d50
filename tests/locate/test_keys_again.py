"""Wide tables cut in two, with the names of the rows on both pages."""

from __future__ import annotations

import pytest

from extractor.locate.keys_again import put_beside, with_more_columns
from tests.export.build import grid

LEFT = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出"],
    ["", "合计", "9.00", "5.00"],
    ["201", "一般公共服务支出", "9.00", "5.00"],
    ["20101", "人大事务", "9.00", "5.00"],
]
RIGHT = [
    ["科目编码", "科目名称", "项目支出", "经营支出"],
    ["", "合计", "3.00", "1.00"],
    ["201", "一般公共服务支出", "3.00", "1.00"],
    ["20101", "人大事务", "3.00", "1.00"],
]


def test_the_columns_of_the_second_page_stand_beside_those_of_the_first() -> None:
    whole = with_more_columns(grid(LEFT, page=2), grid(RIGHT, page=3))
    assert whole is not None and whole.cols == 6 and list(whole.xs) == sorted(whole.xs)
    assert [[cell.text for cell in row] for row in whole.matrix()] == [
        [*left, *right[2:]] for left, right in zip(LEFT, RIGHT, strict=True)
    ]
    assert {cell.page for cell in whole.cells} == {0, 3}


@pytest.mark.parametrize(
    "other",
    [
        LEFT,  # the same page twice
        [row[:2] for row in RIGHT],  # nothing but the names
        [*RIGHT[:3], ["20103", "政府办公厅及相关机构事务", "3.00", "1.00"]],  # other rows
        RIGHT[:3],
        [RIGHT[0], *[[*row[:2], "", ""] for row in RIGHT[1:3]], ["20101", "人大事务", "<", "<"]],
    ],
)
def test_what_has_other_rows_or_no_columns_of_its_own_stays_apart(other: list[list[str]]) -> None:
    parts = [grid(LEFT, page=2)]
    assert not put_beside(parts, grid(other, page=3)) and parts == [grid(LEFT, page=2)]
