"""Grids of several pages become one table; heads, data and phantom lines are told apart."""

from __future__ import annotations

from dataclasses import replace

from extractor.export.layout import Layout, column_heads, join
from extractor.model import Box, Grid
from tests.export.build import Panel, absent, grid, income_table, table, total_table


def texts(layout: Layout) -> list[list[str]]:
    rows = [[""] * layout.cols for _ in range(layout.rows)]
    for cell in layout.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def test_pages_are_joined_without_the_repeated_head_and_the_blank_row_of_the_break() -> None:
    layout = join(income_table())
    assert layout.rows == 6
    assert [row[0:4] for row in texts(layout)[2:]] == [
        ["类", "款", "项", "合计"],
        ["201", "", "", "一般公共服务支出"],
        ["201", "06", "", "财政事务"],
        ["201", "06", "01", "行政运行"],
    ]


def test_a_total_printed_beside_head_words_is_head_and_data() -> None:
    layout = join(income_table())
    assert layout.head_rows == 3
    assert layout.data_rows == (2, 3, 4, 5)
    row = {cell.text: cell for cell in layout.cells if cell.row == 2}
    assert row["类"].head and not row["合计"].head and not row["2,961.68"].head
    assert column_heads(layout)[:4] == [
        "项目·功能分类科目编码·类",
        "项目·功能分类科目编码·款",
        "项目·功能分类科目编码·项",
        "项目·科目名称",
    ]


def test_the_same_when_the_stage_before_counts_that_row_as_data() -> None:
    counted = income_table()
    assert join(replace(counted, header_rows=(2, 1))) == join(counted)


def test_column_names_printed_in_the_row_of_the_total_are_heads() -> None:
    one = grid(
        [
            ["科目编码", "科目名称", "年初结转和结余", "本年支出", "<"],
            ["合计", "<", "", "小计", "基本支出"],
            ["", "", "", "", ""],
        ]
    )
    panel = Panel({2: "opening_balance", 3: "exp_total", 4: "exp_basic"}, label=0)
    made = table("T07", "政府性基金表", [one], [1], [panel])
    rows = tuple(
        replace(row, figures=tuple(replace(f, printed="", state="blank") for f in row.figures)) for row in made.rows
    )
    layout = join(replace(made, rows=rows))
    assert column_heads(layout) == [
        "科目编码",
        "科目名称",
        "年初结转和结余",
        "本年支出·小计",
        "本年支出·基本支出",
    ]
    assert layout.data_rows == (1, 2)


def test_blank_rows_under_the_head_are_no_head() -> None:
    one = grid([["项目", "金额"], ["", ""], ["", ""], ["合计", ""]])
    layout = join(table("T08", "国资表", [one], [3], [Panel({1: "total"})]))
    assert layout.head_rows == 1
    assert layout.data_rows == (1, 2, 3)


def test_heads_are_joined_over_levels_and_numbers_of_columns_left_out() -> None:
    assert column_heads(join(total_table())) == [
        "收入·项目",
        "收入·行次",
        "收入·金额",
        "支出·项目",
        "支出·行次",
        "支出·金额",
    ]


def test_rows_and_columns_in_which_no_cell_begins_are_left_out() -> None:
    one = grid(
        [
            ["项目", "<", "金额"],
            ["^", "^", "^"],
            ["收入", "<", "1.00"],
        ]
    )
    layout = join(table("T01", "总表", [one], [2], [Panel({2: "amount"})]))
    assert (layout.rows, layout.cols, layout.head_rows, layout.data_rows) == (2, 2, 1, (1,))
    assert all(cell.rowspan == cell.colspan == 1 for cell in layout.cells)


def test_pages_with_other_columns_are_joined_by_their_edges() -> None:
    first = grid([["编码", "名称", "金额"], ["201", "服务", "1.00"]], widths=[60, 100, 80])
    second = grid([["202", "2.00"]], page=2, widths=[160, 80], left=55.0)
    made = table("T05", "支出表", [first], [1], [Panel({2: "total"}, 1)])
    layout = join(replace(made, parts=(first, second), header_rows=(1, 0)))
    last = [cell for cell in layout.cells if cell.row == 2]
    assert [(cell.col, cell.colspan, cell.text) for cell in last] == [(0, 2, "202"), (2, 1, "2.00")]


def test_orientation_follows_the_form() -> None:
    assert join(income_table()).landscape
    assert not join(total_table()).landscape


def test_a_missing_table_has_an_empty_layout() -> None:
    layout = join(absent("T09", "三公"))
    assert (layout.rows, layout.cols, layout.cells) == (0, 0, ())


def test_words_in_the_middle_of_their_cell_are_told_from_long_ones_that_fill_it() -> None:
    plain = grid(
        [["项目", "金额"], ["一、短", ""], ["二、很长的一个项目名称", ""], ["其中：三", ""], ["合计", ""]],
        widths=[120, 60],
    )

    def at(index: int, left: float, right: float) -> None:
        box = cells[index].box
        cells[index] = replace(cells[index], text_box=Box(box.x0 + left, box.top, box.x1 - right, box.bottom))

    cells = list(plain.cells)
    at(2, 5, 80)
    at(4, 5, 5)
    at(6, 16, 18)
    at(8, 50, 50)
    one = Grid(plain.page, plain.box, plain.xs, plain.ys, tuple(cells))
    layout = join(table("T01", "总表", [one], [1], [Panel({1: "amount"})]))
    assert [(cell.align, cell.indent) for cell in layout.cells if cell.col == 0] == [
        ("center", 0),
        ("left", 0),
        ("left", 0),
        ("left", 1),
        ("center", 0),
    ]
