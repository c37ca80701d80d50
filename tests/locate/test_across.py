"""Columns that go on on pages of their own are columns of the table they belong to."""

from __future__ import annotations

import pytest

from extractor.locate.across import with_columns_joined
from extractor.model import Located, Sheet
from tests.locate.build import Rows, found, sheet

KEYS: Rows = [
    ["项目", "<", "本年支出合计", "基本支出"],
    ["科目编码", "科目名称", "^", "^"],
]
FIRST: Rows = [["201", "一般公共服务支出", "100.00", "60.00"], ["20101", "人大事务", "100.00", "60.00"]]
SECOND: Rows = [["205", "教育支出", "9.00", "4.00"], ["20502", "普通教育", "9.00", "4.00"]]
MORE: Rows = [["项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"], ["^", "^", "^", "^"]]
FIRST_MORE: Rows = [["40.00", "", "", ""], ["40.00", "", "", ""]]
SECOND_MORE: Rows = [["5.00", "", "", ""], ["5.00", "", "", ""]]


def pages(order: str, title: tuple[str, str], *, again: bool = True) -> list[Sheet]:
    head, more = (KEYS, MORE) if again else ([], [])
    parts: dict[str, tuple[str | Rows, ...]] = {
        "a": (title[0], [*KEYS, *FIRST]),
        "b": ([*head, *SECOND],),
        "A": (title[1], [*MORE, *FIRST_MORE]),
        "B": ([*more, *SECOND_MORE],),
    }
    return [sheet(k, *(item for item in parts[name] if item)) for k, name in enumerate(order, start=2)]


def rows_of(table: Located) -> list[list[str]]:
    return [[cell.squeezed for cell in row] for part in table.parts for row in part.matrix()]


EXPECTED = [
    ["201", "一般公共服务支出", "100.00", "60.00", "40.00", "", "", ""],
    ["20101", "人大事务", "100.00", "60.00", "40.00", "", "", ""],
    ["205", "教育支出", "9.00", "4.00", "5.00", "", "", ""],
    ["20502", "普通教育", "9.00", "4.00", "5.00", "", "", ""],
]


@pytest.mark.parametrize("order", ["abAB", "aAbB"])
@pytest.mark.parametrize(
    "title", [("2024年度支出", "决算表"), ("2024年度支出决", "决算表"), ("2024年度支出决算表", "公开03表")]
)
def test_columns_on_pages_of_their_own(order: str, title: tuple[str, str]) -> None:
    table = found(*pages(order, title))["T03"]
    assert [row for row in rows_of(table) if row[0].isdigit()] == EXPECTED
    assert table.pages == (2, 3, 4, 5)


def test_without_heads_on_later_pages() -> None:
    table = found(*pages("abAB", ("2024年度支出决算表", "公开03表"), again=False))["T03"]
    assert [row for row in rows_of(table) if row[0].isdigit()] == EXPECTED


def test_a_cell_remembers_the_page_it_is_printed_on() -> None:
    part = with_columns_joined(pages("aA", ("2024年度支出决算表", "公开03表")))[0].grids[0]
    assert {(cell.text, cell.page) for cell in part.cells if cell.text in ("60.00", "40.00")} == {
        ("60.00", 0),
        ("40.00", 3),
    }


def test_rows_at_other_heights_belong_to_another_table() -> None:
    first, second = pages("aA", ("2024年度支出决算表", "公开03表"))
    moved = sheet(3, "公开03表", [*MORE, *FIRST_MORE, ["1.00", "", "", ""]])
    assert [len(one.grids) for one in with_columns_joined([first, second])] == [1, 0]
    assert [len(one.grids) for one in with_columns_joined([first, moved])] == [1, 1]


def test_a_table_with_names_of_rows_stands_for_itself() -> None:
    first = pages("a", ("2024年度支出决算表", "公开03表"))[0]
    other = sheet(3, "2024年度收入决算表", [*KEYS, *SECOND])
    assert [len(one.grids) for one in with_columns_joined([first, other])] == [1, 1]


def test_a_table_with_a_title_stands_for_itself() -> None:
    first = pages("a", ("2024年度支出决算表", ""))[0]
    other = sheet(3, "2024年度财政拨款“三公”经费支出决算表", [*MORE, *FIRST_MORE])
    assert [len(one.grids) for one in with_columns_joined([first, other])] == [1, 1]
