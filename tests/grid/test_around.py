"""What stands around tables: the number of a page, wherever its foot is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.grid.around import ends_caption, is_foot
from extractor.grid.writing import TextLine, text_lines
from tests.grid.build import set_right, set_text


def lines(*last: tuple[str, float]) -> Sequence[TextLine]:
    rows = [*set_text("本年收入合计", 60, 100), *set_text("本年支出合计", 60, 114)]
    return text_lines([*rows, *(char for text, y in last for char in set_right(text, 500, y))])


@pytest.mark.parametrize("text", ["7", "12", "-7-"])
def test_a_number_alone_and_far_below_the_last_row_is_that_of_the_page(text: str) -> None:
    assert is_foot(lines(("3.00", 128), (text, 160)))


@pytest.mark.parametrize(
    "last",
    [
        (("3.00", 128), ("7", 142)),  # no further than the rows are apart
        (("3.00", 170), ("7", 212)),  # rows as wide apart as this
        (("3.00", 128), ("7.00", 160)),  # an amount
    ],
)
def test_a_figure_of_the_last_row_is_not(last: tuple[tuple[str, float], ...]) -> None:
    assert not is_foot(lines(*last))


@pytest.mark.parametrize(("end", "is_one"), [("机关", True), ("（本级）", True), ("科目编码", False), ("7.00", False)])
def test_a_broken_name_of_an_entity_ends_in_words_that_names_of_columns_begin_with(end: str, is_one: bool) -> None:
    caption, rest = text_lines([*set_text("单位名称：云溪区退役军人事务局", 60, 100), *set_text(end, 60, 112)])
    assert ends_caption(rest, [caption]) is is_one
