"""Titles, units and notes inside the grid, as spreadsheets print them."""

from __future__ import annotations

from extractor.locate.captions import pieces
from tests.export.build import grid
from tests.locate.build import FUNCTION, INCOME, SUMMARY, found, sheet

WIDE = ["<"] * 7


def test_a_grid_without_captions_stays_whole() -> None:
    whole = grid(FUNCTION)
    (piece,) = pieces(whole)
    assert piece.grid is whole
    assert (piece.above, piece.below) == ((), ())


def test_title_number_and_unit_in_the_first_rows() -> None:
    rows = [
        ["支出决算表", *WIDE],
        ["公开03表", *WIDE],
        ["部门：江城市水利局", "<", "<", "<", "<", "<", "单位：元", "<"],
        *FUNCTION,
    ]
    table = found(sheet(1, rows))["T03"]
    assert (table.form_no, table.unit_printed, table.entity_printed) == ("公开03表", "单位：元", "江城市水利局")
    assert table.parts[0].rows == len(FUNCTION)
    assert table.parts[0].cells[0].squeezed == "项目"


def test_the_number_of_an_annex_among_them_is_no_word_of_the_head() -> None:
    rows = [["支出决算表", *WIDE], ["附件3", *WIDE], ["单位：元", *WIDE], *FUNCTION]
    table = found(sheet(1, rows))["T03"]
    assert (table.unit_printed, table.parts[0].rows) == ("单位：元", len(FUNCTION))


def test_a_title_on_the_page_and_the_unit_in_the_grid() -> None:
    table = found(sheet(1, "支出决算表", [["单位：万元", *WIDE], *FUNCTION]))["T03"]
    assert table.unit_printed == "单位：万元"
    assert table.parts[0].rows == len(FUNCTION)


def test_notes_in_the_last_rows() -> None:
    rows = [["支出决算表", *WIDE], *FUNCTION, ["注：本表反映部门本年度各项支出情况。", *WIDE]]
    table = found(sheet(1, rows))["T03"]
    assert table.parts[0].rows == len(FUNCTION)
    assert table.notes == ("注：本表反映部门本年度各项支出情况。",)


def test_a_note_between_the_head_and_the_rows() -> None:
    note = "注：本表按收付实现制填列。"
    table = found(sheet(1, "支出决算表", [*FUNCTION[:2], [note, *WIDE], *FUNCTION[2:]]))["T03"]
    assert [[cell.text for cell in row] for row in table.parts[0].matrix()][2][:3] == [
        "201",
        "一般公共服务支出",
        "100.00",
    ]
    assert (table.parts[0].rows, table.notes) == (len(FUNCTION), (note,))


def test_a_second_table_in_the_same_grid() -> None:
    rows = [
        ["支出决算表", *WIDE, "<"],
        *[[*row, ""] for row in FUNCTION],
        ["收入决算表", *WIDE, "<"],
        ["单位：元", *WIDE, "<"],
        *INCOME,
    ]
    tables = found(sheet(1, rows))
    assert list(tables) == ["T03", "T02"]
    assert tables["T02"].unit_printed == "单位：元"
    assert [tables[key].parts[0].rows for key in tables] == [len(FUNCTION), len(INCOME)]


def test_the_title_again_on_the_next_page_of_the_grid() -> None:
    first = [["支出决算表", *WIDE], *FUNCTION]
    second = [["支出决算表", *WIDE], *FUNCTION[:2], ["2010102", "一般行政管理事务", "30.00", "", "30.00", "", "", ""]]
    table = found(sheet(1, first), sheet(2, second))["T03"]
    assert table.pages == (1, 2)
    assert table.findings == ()


def test_rows_that_are_cut_off_leave_the_boxes_of_the_others_alone() -> None:
    whole = grid([["支出决算表", *WIDE], *FUNCTION])
    (piece,) = pieces(whole)
    assert piece.grid is not None
    assert piece.grid.ys == whole.ys[1:]
    assert piece.grid.box.top == whole.ys[1]
    assert {cell.box for cell in piece.grid.cells} == {cell.box for cell in whole.cells if cell.row > 0}


def test_a_row_of_the_table_is_no_caption() -> None:
    """A total alone in its row, a label that ends in 表, a row with one code."""
    for row in (["合计", *[""] * 7], ["2010101", *[""] * 7], ["", "报表编制", "1.00", *[""] * 5]):
        (piece,) = pieces(grid([*FUNCTION, row]))
        assert piece.grid is not None and piece.grid.rows == len(FUNCTION) + 1


def test_a_frame_around_title_captions_and_table_costs_nothing() -> None:
    """What stands between the frame and the table is one cell of several lines."""
    rows = [["表3 支出决算表\n部门：江城市水利局 单位：元", *WIDE], *FUNCTION]
    table = found(sheet(1, rows))["T03"]
    assert (table.unit_printed, table.entity_printed) == ("单位：元", "江城市水利局")
    assert table.parts[0].rows == len(FUNCTION)


def test_a_title_and_captions_in_one_cell_over_the_table() -> None:
    """A table in a cell of another, with all that is printed over it; of the unit the frame has the first sign."""
    rows = [["2023年度支出决算表\n公开部门：江城市水利局 单\n表2", *WIDE], *FUNCTION]
    table = found(sheet(1, rows))["T03"]
    assert table.form_no == "表2"
    assert table.parts[0].rows == len(FUNCTION)


def test_a_title_and_captions_in_the_cells_of_the_head() -> None:
    """A frame around all of it, and no line between them."""
    first = ["收入支出决算总表\n单位：江城市水利局\n收入", "<", "单位：万元\n支出", "<"]
    table = found(sheet(1, [first, *SUMMARY[1:]]))["T01"]
    assert (table.unit_printed, table.entity_printed) == ("单位：万元", "江城市水利局")
    assert [cell.text for cell in table.parts[0].cells if cell.row == 0] == ["收入", "支出"]


def test_a_head_of_two_lines_is_no_title() -> None:
    rows = [["收入\n（万元）", "<", "支出\n（万元）", "<"], *SUMMARY[1:]]
    (piece,) = pieces(whole := grid(rows))
    assert piece.grid is whole
