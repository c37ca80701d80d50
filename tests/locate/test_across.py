"""Columns that go on on pages of their own are columns of the table they belong to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.locate import survey
from extractor.locate.across import with_columns_joined
from extractor.model import Located, Sheet
from tests.locate.build import Rows, found, line, sheet

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


INCOME_HALF: Rows = [
    ["收入", "<"],
    ["项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "9.00"],
    ["二、政府性基金预算财政拨款收入", ""],
    ["三、国有资本经营预算财政拨款收入", ""],
    ["本年收入合计", "9.00"],
    ["总计", "9.00"],
]
SPENDING_HALF: Rows = [
    ["支出", "<"],
    ["项目", "决算数"],
    ["一、一般公共服务支出", "8.00"],
    ["二、外交支出", ""],
    ["三、国防支出", ""],
    ["本年支出合计", "8.00"],
    ["总计", "9.00"],
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024年度收入支出", "决算总表"),
        ("2024年度收入支出决算总表", "单位：万元"),
        ("部门：某市财政局", "收入支出决算总表"),
        ("表", "\ufffd收入支出决算总表"),
    ],
)
def test_the_second_half_of_a_table_names_rows_of_its_own(one: str, other: str) -> None:
    table = found(sheet(4, one, INCOME_HALF), sheet(5, "— 5 —", top=700), sheet(6, other, SPENDING_HALF))["T01"]
    assert rows_of(table)[2] == ["一、一般公共预算财政拨款收入", "9.00", "一、一般公共服务支出", "8.00"]
    assert table.pages == (4, 6)


def test_the_edge_of_the_paper_may_cut_off_the_unit_under_the_title() -> None:
    """What is left of 金额单位：万元 stands at the right edge of the second half."""
    second = sheet(5, "财政拨款收入支出决算总表", SPENDING_HALF)
    (grid,) = second.grids
    cut = line("金", grid.box.top - 14.0, 5, grid.box.x1 - 10.0)
    first = replace(sheet(4, "单位：万元", INCOME_HALF), lines=())
    joined = with_columns_joined([first, replace(second, lines=(*second.lines, cut))])
    assert [[grid.cols for grid in one.grids] for one in joined] == [[4], []]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("收入支出决算总表", "财政拨款收入支出决算总表"),
        ("部门：某市财政局", "部门：某市财政局"),
        ("收入支出决算总表", "某某情况一览"),
    ],
)
def test_two_tables_of_as_many_rows_are_no_halves(one: str, other: str) -> None:
    joined = with_columns_joined([sheet(4, one, INCOME_HALF), sheet(5, other, SPENDING_HALF)])
    assert [len(page.grids) for page in joined] == [1, 1]


def test_the_rest_of_two_halves_goes_on_beside() -> None:
    more: Rows = [["四、上级补助收入", "1.00"], ["五、事业收入", "2.00"]]
    rest: Rows = [["四、公共安全支出", "3.00"], ["五、教育支出", "4.00"]]
    order = [("2024年度收入支出", INCOME_HALF), ("", more), ("决算总表", SPENDING_HALF), ("", rest)]
    pages_ = [sheet(k, *(item for item in parts if item)) for k, parts in enumerate(order, start=4)]
    table = found(*pages_)["T01"]
    assert rows_of(table)[-1] == ["五、事业收入", "2.00", "五、教育支出", "4.00"]


def test_the_lines_of_two_heads_need_not_be_alike() -> None:
    """A line more in the head of one divides no cell of the other, and a name that stands over all of it is kept."""
    first = sheet(4, "2024年度收入支出", [["收入", "<"], ["项目", "决算数"], ["^", "^"], *INCOME_HALF[2:]])
    grid = replace(first.grids[0], ys=(*first.grids[0].ys[:2], *first.grids[0].ys[3:]))
    cells = [
        replace(cell, rowspan=1) if cell.row == 1 else replace(cell, row=cell.row - (cell.row > 2))
        for cell in grid.cells
    ]
    first = replace(first, grids=(replace(grid, cells=tuple(cells)),))
    second = sheet(5, "决算总表", [["支出", "<"], ["项目", "决算数"], ["栏次", "2"], *SPENDING_HALF[2:]])
    bare = replace(second.grids[0], ys=second.grids[0].ys[1:], box=second.grids[0].box._replace(top=164.0))
    bare = replace(bare, cells=tuple(replace(cell, row=cell.row - 1) for cell in bare.cells if cell.row))
    over = line("支出", 150, page=5)
    table = found(first, replace(second, grids=(bare,), lines=(*second.lines, over)))["T01"]
    assert rows_of(table)[:3] == [
        ["收入", "收入", "支出", "支出"],
        ["项目", "决算数", "项目", "决算数"],
        ["项目", "决算数", "栏次", "2"],
    ]


def test_columns_belong_to_the_last_table_with_such_rows() -> None:
    """Two tables list the same items; the second begins where who it is of is printed, its title cut in two."""
    first, more = pages("aA", ("2024年度支出决算表", "公开03表"))
    again, rest = pages("aA", ("2024年度收入", "决算表"))
    again = replace(again, page=4, grids=tuple(replace(g, page=4) for g in again.grids))
    rest = replace(rest, page=5, grids=tuple(replace(g, page=5) for g in rest.grids))
    joined = with_columns_joined([first, more, again, rest])
    assert [[g.cols for g in one.grids] for one in joined] == [[8], [], [8], []]


def test_few_rows_that_end_at_one_height_are_not_of_one_table() -> None:
    """The end of a table, and pages later one of a few rows that begins further down."""
    rest = sheet(4, [*KEYS, *FIRST], top=100)
    later = sheet(9, "2024年度财政拨款“三公”经费支出决算表", [MORE[0], FIRST_MORE[0], FIRST_MORE[1]], top=102)
    assert later.grids[0].ys[-1] == rest.grids[0].ys[-1]
    assert [len(one.grids) for one in with_columns_joined([rest, later])] == [1, 1]


def test_a_title_over_the_second_page_is_that_of_both() -> None:
    first = sheet(2, "公开03表", [*KEYS, *FIRST])
    more = sheet(3, "2024年度支出决算表", [*MORE, *FIRST_MORE])
    joined, empty = with_columns_joined([first, more])
    assert (joined.grids[0].cols, len(empty.grids)) == (8, 0)
    assert "公开03表2024年度支出决算表" in [line.squeezed for line in joined.lines]


def test_a_head_alone_ends_no_columns() -> None:
    order = pages("abA", ("2024年度支出决算表", "公开03表"))
    sheets = [*order, sheet(6, MORE), sheet(7, [*MORE, *SECOND_MORE])]
    assert [bool(one.grids) for one in with_columns_joined(sheets)] == [True, True, False, False, False]


def test_names_of_columns_with_their_unit_are_names() -> None:
    more: Rows = [[f"{word}（万元）" for word in MORE[0]], ["^"] * 4]
    sheets = [pages("a", ("2024年度支出决算表", ""))[0], sheet(3, "公开03表", [*more, *FIRST_MORE])]
    assert [len(one.grids) for one in with_columns_joined(sheets)] == [1, 0]


def test_columns_may_have_remarks_behind_them() -> None:
    """Under 备注 stand words, on pages without a head too; they name no rows."""
    head: Rows = [[*MORE[0], "备注"], ["^"] * 5]
    first_more, second_more = ([[*row, "含上年结转"] for row in rows] for rows in (FIRST_MORE, SECOND_MORE))
    sheets = pages("abAB", ("2024年度支出决算表", "公开03表"), again=False)
    sheets[2:] = [sheet(4, "公开03表", [*head, *first_more]), sheet(5, second_more)]
    assert [len(one.grids) for one in with_columns_joined(sheets)] == [1, 1, 0, 0]


def test_one_row_on_the_last_page_goes_on_beside_too() -> None:
    """Two lines are all that a row has; its columns are known from the page before."""
    first = sheet(2, "2024年度支出决算表", [*KEYS, *FIRST])
    more = sheet(4, "公开03表", [*MORE, *FIRST_MORE])
    table = found(first, sheet(3, SECOND[:1]), more, sheet(5, SECOND_MORE[:1]))["T03"]
    assert [row for row in rows_of(table) if row[0].isdigit()] == EXPECTED[:3]


def test_figures_and_dashes_of_more_columns_that_belong_to_no_row_are_told() -> None:
    odd: Rows = [["–", "–", "–", "–"]]
    first = sheet(2, "2024年度支出决算表", [*KEYS, *FIRST])
    result = survey([first, sheet(3, "公开03表", [*MORE, *FIRST_MORE]), sheet(4, odd)])
    assert [note.code for note in result.findings] == ["unplaced_grid"]


def test_one_row_under_the_head_again_goes_on_beside() -> None:
    first = sheet(2, "2024年度支出决算表", [*KEYS, *FIRST])
    more = sheet(4, "公开03表", [*MORE, *FIRST_MORE])
    table = found(first, sheet(3, [*KEYS, *SECOND[:1]]), more, sheet(5, [*MORE, *SECOND_MORE[:1]]))["T03"]
    assert [row for row in rows_of(table) if row[0].isdigit()] == EXPECTED[:3]


def test_a_name_over_columns_that_the_edge_of_the_paper_cuts_stands_over_all_of_them() -> None:
    words = ["合计", "因公出国（境）费", "公务用车费", "公务接待费"]
    first: Rows = [
        ["预算数", "<", "<", "<", "", "<"],
        [*words, *words[:2]],
        ["9.00", "1.00", "3.00", "5.00", "8.00", "1.00"],
    ]
    other: Rows = [["决算数", "<"], words[2:], ["3.00", "4.00"]]
    pages_ = [sheet(4, "财政拨款“三公”经费支出决算表", first), sheet(5, "单位：万元", other)]
    (grid,) = with_columns_joined(pages_)[0].grids
    assert [(cell.squeezed, cell.col, cell.colspan) for cell in grid.cells if cell.row == 0] == [
        ("预算数", 0, 4),
        ("决算数", 4, 4),
    ]


@pytest.mark.parametrize(("one", "other"), [("决算", "数"), ("决算", "算数"), ("", "决算数")])
def test_a_name_over_columns_may_be_cut_in_two_itself(one: str, other: str) -> None:
    names = ["合计", "公务接待费", "合计", "因公出国（境）费"]
    first: Rows = [["预算数", "<", one, "<"], names, ["1", "2", "3", "4"], ["9.00", "5.00", "8.00", "1.00"]]
    more: Rows = [[other, "<"], ["公务用车费", "公务接待费"], ["5", "6"], ["3.00", "4.00"]]
    pages_ = [sheet(4, "财政拨款“三公”经费支出决算表", first), sheet(5, "单位：万元", more)]
    (grid,) = with_columns_joined(pages_)[0].grids
    assert [(cell.squeezed, cell.colspan) for cell in grid.cells if cell.row == 0] == [("预算数", 2), ("决算数", 4)]


def test_columns_without_any_figure_are_no_head_again() -> None:
    """Page 5 has blank columns for all rows of page 3, page 6 those of page 4, with figures again."""
    blank: Rows = [*MORE, *([["", "", "", ""]] * 7)]
    rows: Rows = [*KEYS, *([["201", "一般公共服务支出", "1.00", "1.00"]] * 7)]
    first = [sheet(3, "2024年度支出决算表", [*KEYS, *FIRST]), sheet(4, "单位：万元", rows)]
    more = [sheet(5, "单位：万元", [*MORE, *FIRST_MORE]), sheet(6, "单位：万元", blank)]
    joined = with_columns_joined([*first, *more])
    assert [[grid.cols for grid in one.grids] for one in joined] == [[8], [8], [], []]


def test_a_total_that_spills_onto_a_page_without_lines_ends_no_table() -> None:
    pages_ = pages("aA", ("2024年度支出决算表", "单位：万元"))
    between = sheet(9, "公用经费合计")
    joined = with_columns_joined([pages_[0], between, pages_[1]])
    assert [len(one.grids) for one in joined] == [1, 0, 0]


def test_a_title_that_is_cut_on_every_page_is_no_running_head() -> None:
    halves: list[Sheet] = []
    for k, (title, rows) in enumerate((("2024年度财政拨款收入支出决算总", INCOME_HALF), ("表", SPENDING_HALF))):
        halves += [sheet(3 * k + page, title, rows, top=60.0) for page in (1, 2, 3)]
    joined = with_columns_joined(halves)
    assert [[grid.cols for grid in one.grids] for one in joined] == [[4], [4], [4], [], [], []]


def test_digits_of_a_year_that_the_edge_cuts_are_read_on_neither_page() -> None:
    first = sheet(4, "某市财政局202\ufffd", INCOME_HALF)
    joined = with_columns_joined([first, sheet(5, "年度收入支出决算总表", SPENDING_HALF)])
    assert [[grid.cols for grid in one.grids] for one in joined] == [[4], []]
