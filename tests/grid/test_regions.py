"""Where tables without lines are: heads that a break between pages leaves at the foot of the page before."""

from __future__ import annotations

from extractor.grid.regions import Region, under_cut_head
from extractor.grid.writing import TextLine, text_lines
from tests.grid.build import set_text

HEAD = [("收入", 60, 100), ("支出", 300, 100), ("项目", 60, 114), ("行次", 160, 114), ("合计", 300, 114)]
NUMBERS = [("栏次", 60, 128), ("1", 160, 128), ("2", 300, 128)]
ROW = [("一、财政拨款收入", 60, 142), ("1", 160, 142), ("9.00", 300, 142)]


def lines(words: list[tuple[str, float, float]]) -> tuple[TextLine, ...]:
    return tuple(text_lines([char for text, x, y in words for char in set_text(text, x, y)]))


def under(head: list[tuple[str, float, float]], own: list[tuple[str, float, float]]) -> int:
    """How many lines the page's table has under a head that was left on the page before."""
    return len(under_cut_head(Region(lines(own), (), True, False), lines(head)).lines)


def test_a_head_that_is_repeated_is_not_put_over_itself() -> None:
    assert under(HEAD, [*HEAD, *ROW]) == 3


def test_nor_is_one_whose_column_numbers_are_not_repeated_with_it() -> None:
    assert under([*HEAD, *NUMBERS], [*HEAD, *ROW]) == 3


def test_rows_without_a_head_come_under_the_one_left_on_the_page_before() -> None:
    assert under([*HEAD, *NUMBERS], ROW) == 4
    assert under(HEAD, [*HEAD[:2], *ROW]) == 4
