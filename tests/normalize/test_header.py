"""Where a header ends, and what stands over each column."""

from __future__ import annotations

from extractor.normalize.header import unit_in
from tests.normalize.build import Rows, doubts, header, read

BODY: Rows = [["201", "一般公共服务支出", "1.00", "1.00", ""], ["20101", "人大事务", "1.00", "1.00", ""]]


def kinds(form_id: str, rows: Rows) -> list[str]:
    return [column.kind for column in header(form_id, rows).columns]


def paths(form_id: str, rows: Rows) -> list[tuple[str, ...]]:
    return [column.path for column in header(form_id, rows).columns]


ONE: Rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
TWO: Rows = [["项目", "<", "本年支出", "<", "<"], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
NUMBERED: Rows = [*TWO, ["栏次", "<", "1", "2", "3"]]


def test_one_level() -> None:
    found = header("T05", [*ONE, *BODY])
    assert (found.depth, found.named, found.number_row) == (1, True, False)
    assert kinds("T05", [*ONE, *BODY]) == ["code", "label", "figure", "figure", "figure"]


def test_two_levels() -> None:
    assert header("T05", [*TWO, *BODY]).depth == 2
    assert paths("T05", [*TWO, *BODY])[1:4] == [("项目", "科目名称"), ("本年支出", "合计"), ("本年支出", "基本支出")]


def test_column_numbers_are_header_and_not_figures() -> None:
    found = header("T05", [*NUMBERED, *BODY])
    assert (found.depth, found.number_row) == (3, True)
    assert [column.number for column in found.columns] == ["", "", "1", "2", "3"]


def test_misread_column_numbers_are_header_and_name_no_column() -> None:
    misread: Rows = [
        ["项目", "<", "本年支出合计", "基本支出", "项目支出", "经营支出"],
        ["栏次", "<", "1", "2", "3", "1"],
        ["201", "一般公共服务支出", "1.00", "1.00", "", ""],
    ]
    found = header("T03", misread)
    assert (found.depth, found.number_row) == (2, True)
    assert not any(column.number for column in found.columns)


def test_a_cell_over_all_levels_is_one_word() -> None:
    rows = [["项目", "<", "本年支出合计", "基本支出", "项目支出"], ["科目编码", "科目名称", "^", "^", "^"], *BODY]
    assert paths("T03", rows)[2:] == [("本年支出合计",), ("基本支出",), ("项目支出",)]


def test_total_beside_the_letters_of_the_codes() -> None:
    """类 款 项 and 合计 stand in one row: the row is header for the codes and body for the figures."""
    rows: Rows = [
        ["项目", "<", "<", "<", "合计", "基本支出", "项目支出"],
        ["功能分类科目编码", "<", "<", "科目名称", "^", "^", "^"],
        ["类", "款", "项", "合计", "7.00", "4.00", "3.00"],
        ["201", "01", "01", "行政运行", "7.00", "4.00", "3.00"],
    ]
    found = header("T05", rows)
    assert found.depth == 2
    assert [column.kind for column in found.columns] == ["code", "code", "code", "label", "figure", "figure", "figure"]
    assert found.columns[0].path[-1] == "类"


def test_words_over_figures_beside_a_total_of_blanks() -> None:
    """合计 基本支出 项目支出 share the row of a blank 合计 row (Shanghai, empty 政府性基金)."""
    rows: Rows = [
        ["项目", "<", "年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余"],
        ["科目编码", "科目名称", "^", "^", "合计", "基本支出", "项目支出", "^"],
        ["合计", "<", "", "", "", "", "", ""],
    ]
    found = header("T07", rows)
    assert found.depth == 2
    assert [column.path[-1] for column in found.columns[4:7]] == ["合计", "基本支出", "项目支出"]


def test_a_page_without_a_header_has_none() -> None:
    found = header("T05", BODY)
    assert (found.depth, found.named) == (0, False)


def test_the_row_of_a_total_is_body() -> None:
    assert header("T05", [*TWO, ["合计", "<", "9.00", "5.00", "4.00"], *BODY]).depth == 2


def test_a_row_of_dashes_is_body() -> None:
    """As is a blank one: what stands under the words that name rows is a label, whatever stands beside it."""
    dashes: Rows = [["202", "外交支出", "-", "—", "－"], ["203", "国防支出", "—", "—", "—"]]
    assert header("T05", [*TWO, *dashes, *BODY]).depth == 2
    assert len(read("T05", [*TWO, *dashes, *BODY]).rows) == 4
    summary: Rows = [
        ["项目", "金额", "项目", "金额"],
        ["", "", "二十二、灾害防治及应急管理支出", "-"],
        ["", "", "二十三、其他支出", "1.00"],
    ]
    assert [row.label for row in read("T01", summary).rows if row.label] == [
        "二十二、灾害防治及应急管理支出",
        "二十三、其他支出",
    ]


def test_a_new_name_for_a_key_is_no_row() -> None:
    """A word nobody knows stands beside header words of figures: the row is header, and the reading is a doubt."""
    rows = [["支出功能", "科目（单位）", "合计", "基本支出", "项目支出"], *BODY]
    assert header("T05", rows).depth == 1
    assert doubts(read("T05", rows))


def test_summaries_have_line_numbers() -> None:
    rows: Rows = [
        ["收入", "<", "<", "支出", "<", "<"],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、一般公共预算财政拨款收入", "1", "9.00", "一、一般公共服务支出", "32", "9.00"],
    ]
    found = header("T01", rows)
    assert found.depth == 3
    assert [column.kind for column in found.columns] == ["label", "line", "figure"] * 2


def test_a_header_word_over_two_grid_columns_is_one_column() -> None:
    rows: Rows = [["科目编码", "科目名称", "合计", "<", "基本支出"], ["201", "一般公共服务支出", "", "1.00", "1.00"]]
    found = header("T05", rows)
    assert [column.same_as_left for column in found.columns] == [False, False, False, True, False]


def test_letter_spaced_and_wrapped_words_are_squeezed() -> None:
    rows = [["科目\n编码", "科 目 名 称", "对附属单位\n补\n助支出", "基 本 支 出", "项目支出"], *BODY]
    assert [path[-1] for path in paths("T03", rows)] == [
        "科目编码",
        "科目名称",
        "对附属单位补助支出",
        "基本支出",
        "项目支出",
    ]


def test_a_unit_behind_a_header_word() -> None:
    rows = [["科目编码", "科目名称", "合计（万元）", "基本支出（万元）", "项目支出（万元）"], *BODY]
    found = header("T05", rows)
    assert [column.path[-1] for column in found.columns[2:]] == ["合计", "基本支出", "项目支出"]
    assert unit_in(found) == "万元"
    assert unit_in(header("T05", [*ONE, *BODY])) == ""


CUT: Rows = [["项目", "<", "本年支出", "<", "<"], ["功能分类科目编", "科目名称", "合计", "基本支出", "项目支出"]]


def test_a_cut_head_over_column_numbers_is_head_and_codes_are_codes() -> None:
    below: Rows = [*BODY, ["2010101", "行政运行", "1.00", "1.00", ""]]
    found = header("T05", [*CUT, ["码栏次", "<", "1", "2", "3"], *below])
    assert (found.depth, found.number_row) == (3, True)
    assert [column.kind for column in found.columns] == ["code", "label", "figure", "figure", "figure"]


def test_whole_amounts_under_a_head_nobody_knows_are_figures() -> None:
    head: Rows = [["科目编码", "科目名称", "在编人员", "基本支出", "项目支出"]]
    below: Rows = [["201", "一般公共服务支出", number, "1.00", ""] for number in ("201", "120", "133")]
    assert kinds("T05", [*head, *below])[2] == "figure"


def test_numbers_of_rows_under_the_name_of_the_codes_are_no_codes() -> None:
    heads: Rows = [["序号", "", "", "合计", "基本支出", "项目支出"], ["科目编码", "<", "科目名称", "", "", ""]]
    rows = [*heads, *([str(k), *row] for k, row in enumerate(BODY, start=204))]
    assert kinds("T05", rows) == ["line", "code", "label", "figure", "figure", "figure"]
    assert [row.code for row in read("T05", rows).rows] == ["201", "20101"]


def test_amounts_that_are_codes_but_for_their_points_are_figures() -> None:
    head: Rows = [["科目编码", "科目名称", "金额额", "基本支出", "项目支出"]]
    below: Rows = [["201", "一般公共服务支出", number, "1.00", ""] for number in ("255.45", "255.11", "0.34")]
    assert kinds("T05", [*head, *below])[2] == "figure"
    pointed: Rows = [[number, "一般公共服务支出", "9", "1.00", ""] for number in ("201", "201.01", "201.01.01")]
    assert kinds("T05", [["在编人员", "科目名称", "合计", "基本支出", "项目支出"], *pointed])[0] == "code"
