"""Grid rows to table rows: keys, spans, page breaks, panels, sides, and what is no figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.normalize import read_table
from tests.export.build import grid
from tests.normalize.build import Rows, codes_of, doubts, keys, located, printed, read

HEAD: Rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
SPLIT: Rows = [
    ["项目", "<", "<", "<", "合计", "基本支出", "项目支出"],
    ["功能分类科目编码", "<", "<", "科目名称", "^", "^", "^"],
]


def test_codes_in_one_cell() -> None:
    table = read(
        "T05", [*HEAD, ["201", "一般公共服务支出", "9.00", "9.00", ""], ["20101", "人大事务", "9.00", "9.00", ""]]
    )
    assert keys(table) == [("201", "一般公共服务支出"), ("20101", "人大事务")]
    assert [row.level for row in table.rows] == ["class", "division"]
    assert [row.index for row in table.rows] == [1, 2]


def test_codes_in_three_cells_and_a_total_beside_the_letters() -> None:
    table = read(
        "T05",
        [
            *SPLIT,
            ["类", "款", "项", "合计", "9.00", "5.00", "4.00"],
            ["201", "", "", "一般公共服务支出", "9.00", "5.00", "4.00"],
            ["201", "01", "", "人大事务", "9.00", "5.00", "4.00"],
            ["201", "01", "01", "行政运行", "9.00", "5.00", "4.00"],
        ],
    )
    assert keys(table) == [("", "合计"), ("201", "一般公共服务支出"), ("20101", "人大事务"), ("2010101", "行政运行")]
    assert printed(table.rows[0]) == {"total": "9.00", "basic": "5.00", "project": "4.00"}
    assert doubts(table) == []


def test_codes_printed_once_for_several_rows_are_carried() -> None:
    table = read(
        "T05",
        [
            *SPLIT,
            ["类", "款", "项", "", "", "", ""],
            ["201", "01", "01", "行政运行", "9.00", "5.00", "4.00"],
            ["", "", "02", "一般行政管理事务", "1.00", "", "1.00"],
            ["", "03", "01", "行政运行", "2.00", "", "2.00"],
        ],
    )
    assert [row.code for row in table.rows] == ["2010101", "2010102", "2010301"]


def test_codes_are_carried_over_the_page() -> None:
    first = [*SPLIT, ["类", "款", "项", "", "", "", ""], ["201", "01", "01", "行政运行", "9.00", "5.00", "4.00"]]
    second = [["", "", "02", "一般行政管理事务", "1.00", "", "1.00"]]
    assert [row.code for row in read("T05", first, second).rows] == ["2010101", "2010102"]


def test_one_code_cell_under_three_letters() -> None:
    rows = [
        *SPLIT,
        ["类", "款", "项", "合计", "9.00", "9.00", ""],
        ["2010101", "<", "<", "行政运行", "9.00", "9.00", ""],
    ]
    assert keys(read("T05", rows)) == [("", "合计"), ("2010101", "行政运行")]


def test_a_total_over_code_and_name() -> None:
    table = read("T05", [*HEAD, ["合计", "<", "9.00", "9.00", ""], ["201", "一般公共服务支出", "9.00", "9.00", ""]])
    assert keys(table)[0] == ("", "合计")
    assert table.rows[0].level == "total"


def test_codes_in_front_of_the_label() -> None:
    table = read("T05", [["科目", "合计", "基本支出", "项目支出"], ["2010101行政运行", "9.00", "9.00", ""]])
    assert keys(table) == [("2010101", "行政运行")]


def test_labels_lose_their_space_and_keep_their_signs() -> None:
    table = read("T05", [*HEAD, ["2080505", "机关事业单位\n基本养老 保险缴费　支出（试行）", "9.00", "9.00", ""]])
    assert table.rows[0].label == "机关事业单位基本养老保险缴费支出（试行）"


def test_an_all_blank_row_is_none() -> None:
    """A page break leaves an empty row at the head of the next page (spill row)."""
    rows = [["", "", "", "", ""], ["20101", "人大事务", "9.00", "9.00", ""]]
    table = read("T05", [*HEAD, ["201", "一般公共服务支出", "9.00", "9.00", ""]], rows)
    assert keys(table) == [("201", "一般公共服务支出"), ("20101", "人大事务")]


def test_the_rest_of_a_row_that_the_page_break_cut() -> None:
    first = [*HEAD, ["2080505", "机关事业单位基本养老", "9.00", "9.00", ""]]
    table = read("T05", first, [["", "保险缴费支出", "", "", ""], ["210", "卫生健康支出", "1.00", "1.00", ""]])
    assert keys(table) == [("2080505", "机关事业单位基本养老保险缴费支出"), ("210", "卫生健康支出")]


def test_the_last_digit_of_a_code_may_go_over_to_the_next_page() -> None:
    """Out of the narrow cell of the 类, where the levels have each their own."""
    head = [["类", "款", "项", *HEAD[0][1:]]]
    cut = [*head, ["21", "02", "09", "福利医院", "9.00", "9.00", ""]]
    table = read("T05", cut, [["0", "", "", "", "", "", ""], ["", "", "10", "妇产医院", "1.00", "1.00", ""]])
    assert keys(table) == [("2100209", "福利医院"), ("2100210", "妇产医院")]
    assert table.rows[0].level == "item"


def test_a_lone_digit_is_none_of_a_whole_code() -> None:
    first = [*HEAD, ["2100209", "福利医院", "9.00", "9.00", ""]]
    assert len(read("T05", first, [["0", "", "", "", ""]]).rows) == 2


def test_a_row_of_figures_without_a_key_is_no_rest_of_another() -> None:
    """Both halves have figures in one column: two rows, and nothing is overwritten."""
    first = [*HEAD, ["2080505", "机关事业单位基本养老", "9.00", "9.00", ""]]
    table = read("T05", first, [["", "某项", "3.00", "3.00", ""]])
    assert [row.figures[0].printed for row in table.rows] == ["9.00", "3.00"]


@pytest.mark.parametrize("word", ["备注", "上年决算数"])
def test_a_header_again_in_mid_table_is_no_row(word: str) -> None:
    """Nor where it has a word besides that no form knows."""
    rows: Rows = [
        [*HEAD[0], word],
        ["201", "一般公共服务支出", "9.00", "9.00", "", ""],
        [*HEAD[0], word],
        ["208", "社会保障和就业支出", "1.00", "1.00", "", ""],
    ]
    assert [row.code for row in read("T05", rows).rows] == ["201", "208"]


def test_a_header_again_on_the_next_page_is_no_row() -> None:
    row = ["20102", "政协事务", "1.00", "1.00", ""]
    table = read("T05", [*HEAD, ["20101", "人大事务", "9.00", "9.00", ""]], [*HEAD, row])
    assert keys(table) == [("20101", "人大事务"), ("20102", "政协事务")]
    assert table.header_rows == (1, 1)


@pytest.mark.parametrize(("numbers", "rows"), [(["1", "2", "3", "4"], 1), (["1", "2", "3", "5"], 2)])
def test_numbers_of_columns_that_the_foot_of_a_page_parts_from_their_names_are_no_row(
    numbers: list[str], rows: int
) -> None:
    names: Rows = [["预算数", "<", "决算数", "<"], ["合计", "公务接待费", "合计", "公务接待费"]]
    table = read("T09", names, [numbers, ["9.00", "5.00", "8.00", "4.00"]])
    assert len(table.rows) == rows
    assert printed(table.rows[-1])["total.budget"] == "9.00"


def test_a_total_again_with_the_header_is_counted_once() -> None:
    again = [*SPLIT, ["类", "款", "项", "合计", "9.00", "5.00", "4.00"]]
    table = read(
        "T05",
        [*again, ["201", "01", "01", "行政运行", "8.00", "4.00", "4.00"]],
        [*again, ["201", "01", "02", "一般行政管理事务", "1.00", "1.00", ""]],
    )
    assert [row.label for row in table.rows] == ["合计", "行政运行", "一般行政管理事务"]
    assert doubts(table) == []


def test_columns_of_a_later_page_are_known_by_their_place() -> None:
    """The second page has no lines between two columns that the first one divides."""
    first = [["科目编码", "<", "<", "科目名称", "合计", "基本支出"], ["201", "01", "01", "行政运行", "9.00", "9.00"]]
    second = [["2010102", "一般行政管理事务", "1.00", "1.00"]]
    whole = located("T05", first)
    later = grid(second, page=2, widths=[240, 80, 80, 80])
    table = read_table(replace(whole, parts=(whole.parts[0], later)))
    assert keys(table)[1] == ("2010102", "一般行政管理事务")
    assert printed(table.rows[1]) == {"total": "1.00", "basic": "1.00"}


SUMMARY: Rows = [
    ["收入", "<", "<", "支出", "<", "<"],
    ["项目", "行次", "决算数", "项目", "行次", "决算数"],
    ["栏次", "", "1", "栏次", "", "2"],
    ["一、一般公共预算财政拨款收入", "1", "9.00", "一、一般公共服务支出", "32", "8.00"],
    ["", "2", "", "二、外交支出", "33", ""],
    ["本年收入合计", "27", "9.00", "本年支出合计", "58", "8.00"],
    ["总计", "31", "9.00", "总计", "62", "9.00"],
]


def test_a_side_on_a_page_of_its_own_is_told_by_its_word_over_any_column() -> None:
    """Without lines, what is centred over all columns of a half stands over one of them."""
    income: Rows = [["", "收入"], ["项目", "决算数"], ["一、一般公共预算财政拨款", "9.00"]]
    words = ["项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    expenditure: Rows = [["", "", "支出", "", ""], words, ["一、一般公共服务支出", "9.00", "9.00", "", ""]]
    table = read("T04", income, expenditure)
    assert [(row.side, row.label, printed(row)) for row in table.rows] == [
        ("income", "一、一般公共预算财政拨款", {"amount": "9.00"}),
        ("expenditure", "一、一般公共服务支出", {"total": "9.00", "gpb": "9.00"}),
    ]


def test_the_sides_of_a_summary() -> None:
    table = read("T01", SUMMARY)
    assert [(row.side, row.line_no, row.label) for row in table.rows if row.label] == [
        ("income", "1", "一、一般公共预算财政拨款收入"),
        ("expenditure", "32", "一、一般公共服务支出"),
        ("expenditure", "33", "二、外交支出"),
        ("income", "27", "本年收入合计"),
        ("expenditure", "58", "本年支出合计"),
        ("income", "31", "总计"),
        ("expenditure", "62", "总计"),
    ]
    assert {row.side: row.amount("amount") for row in table.rows if row.label == "总计"} == {
        "income": Decimal("9.00"),
        "expenditure": Decimal("9.00"),
    }


def test_expenditure_at_the_left_is_expenditure() -> None:
    swapped = [[*row[3:], *row[:3]] for row in SUMMARY]
    table = read("T01", swapped)
    assert {row.label: row.side for row in table.rows if row.label in ("二、外交支出", "本年收入合计")} == {
        "二、外交支出": "expenditure",
        "本年收入合计": "income",
    }


def test_both_sides_one_below_the_other() -> None:
    rows: Rows = [
        ["项目", "决算数"],
        ["一、一般公共预算财政拨款收入", "9.00"],
        ["本年收入合计", "9.00"],
        ["一、一般公共服务支出", "8.00"],
        ["本年支出合计", "8.00"],
    ]
    assert [row.side for row in read("T01", rows).rows] == ["income", "income", "expenditure", "expenditure"]


BASIC: Rows = [
    ["人员经费", "<", "<", "公用经费", "<", "<"],
    ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
    ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "3.00"],
    ["30101", "基本工资", "9.00", "30201", "办公费", "2.00"],
    ["", "", "", "30202", "印刷费", "1.00"],
    ["人员经费合计", "<", "9.00", "公用经费合计", "<", "3.00"],
]


def test_panels_are_lists_of_their_own() -> None:
    table = read("T06", BASIC)
    assert [(row.section, row.code, row.label, row.figures[0].printed) for row in table.rows] == [
        ("personnel", "301", "工资福利支出", "9.00"),
        ("public", "302", "商品和服务支出", "3.00"),
        ("personnel", "30101", "基本工资", "9.00"),
        ("public", "30201", "办公费", "2.00"),
        ("public", "30202", "印刷费", "1.00"),
        ("personnel", "", "人员经费合计", "9.00"),
        ("public", "", "公用经费合计", "3.00"),
    ]


def test_three_panels() -> None:
    rows = [[*row, *row[3:]] for row in BASIC]
    rows[3] = [*BASIC[3][:3], "30201", "办公费", "2.00", "31002", "办公设备购置", "4.00"]
    table = read("T06", rows)
    assert len({row.panel for row in table.rows}) == 3
    assert ("31002", "办公设备购置") in keys(table)


def test_a_total_that_spans_a_blank_panel_is_the_row_of_its_figure() -> None:
    rows = [*BASIC[:-1], ["人员经费合计", "<", "9.00", "公用经费合计", "<", "3.00"]]
    assert [row.amount("amount") for row in read("T06", rows).rows[-2:]] == [Decimal("9.00"), Decimal("3.00")]


def test_a_total_of_one_side_is_no_row_of_the_other() -> None:
    rows = [["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"]]
    rows += [["一、财政拨款收入", "9.00", "一、教育支出", "9.00"], ["本年收入合计", "", "", "9.00"]]
    table = read("T01", rows)
    assert [(row.side, row.label) for row in table.rows[2:]] == [("income", "本年收入合计"), ("expenditure", "")]
    assert "nameless_rows" in doubts(table)


def test_the_names_of_the_funds_have_sections() -> None:
    rows: Rows = [
        ["收入", "<", "支出", "<", "<", "<", "<"],
        [
            "项目",
            "决算数",
            "项目",
            "合计",
            "一般公共预算财政拨款",
            "政府性基金预算财政拨款",
            "国有资本经营预算财政拨款",
        ],
        ["一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", "9.00", "9.00", "", ""],
        ["本年收入合计", "9.00", "本年支出合计", "9.00", "9.00", "", ""],
        ["年初财政拨款结转和结余", "1.00", "年末财政拨款结转和结余", "1.00", "1.00", "", ""],
        ["一、一般公共预算财政拨款", "1.00", "", "", "", "", ""],
        ["总计", "10.00", "总计", "10.00", "10.00", "", ""],
    ]
    sections = [(row.side, row.label, row.section) for row in read("T04", rows).rows if row.label.endswith("拨款")]
    assert sections == [
        ("income", "一、一般公共预算财政拨款", "current"),
        ("income", "一、一般公共预算财政拨款", "opening"),
    ]


def test_parts_of_a_row_are_marked() -> None:
    rows = [*SUMMARY[:4], ["其中：捐赠收入", "2", "1.00", "二、外交支出", "33", ""]]
    marked = [row.label for row in read("T01", rows).rows if row.of_which]
    assert marked == ["其中：捐赠收入"]


@pytest.mark.parametrize(
    ("text", "state"),
    [("", "blank"), ("—", "dash"), ("0.00", "figure"), ("0", "figure"), ("详见附件", "text"), ("1.00 2.00", "text")],
)
def test_blank_dash_and_zero_stay_different_things(text: str, state: str) -> None:
    table = read("T05", [*HEAD, ["201", "一般公共服务支出", "9.00", text, "9.00"]])
    figure = table.rows[0]["basic"]
    assert figure.state == state
    assert figure.printed == "".join(text.split())
    assert (figure.amount is not None) == (state == "figure")
    assert doubts(table) == (["not_a_figure"] if state == "text" else [])


def test_a_percentage_in_a_figure_column_is_no_amount() -> None:
    table = read("T05", [*HEAD, ["201", "一般公共服务支出", "9.00", "50%", "9.00"]])
    assert (table.rows[0]["basic"].state, table.rows[0]["basic"].amount) == ("text", None)
    assert doubts(table) == ["not_a_figure"]


@pytest.mark.parametrize(
    ("unit", "amount"),
    [("单位：元", "0.00090"), ("单位：千元", "0.9"), ("金额单位：万元", "9.00"), ("单位：亿元", "90000")],
)
def test_amounts_are_in_wan_whatever_the_unit(unit: str, amount: str) -> None:
    table = read("T05", [*HEAD, ["201", "一般公共服务支出", "9.00", "", ""]], unit=unit)
    assert table.rows[0].amount("total") == Decimal(amount)


def test_a_table_without_a_unit_takes_that_of_the_others_and_says_so() -> None:
    rows = [*HEAD, ["201", "一般公共服务支出", "9.00", "", ""]]
    table = read("T05", rows, unit="", default="元")
    assert (table.unit, table.unit_printed, table.rows[0].amount("total")) == ("元", "", Decimal("0.0009"))
    assert "unit_assumed" in codes_of(table)
    assert "unit_unknown" in doubts(read("T05", rows, unit=""))


def test_a_unit_in_the_header_counts() -> None:
    rows = [
        ["科目编码", "科目名称", "合计（元）", "基本支出（元）", "项目支出（元）"],
        ["201", "一般公共服务支出", "9.00", "", ""],
    ]
    assert read("T05", rows, unit="", default="万元").unit == "元"


def test_a_code_that_stands_twice_is_a_doubt() -> None:
    row = ["201", "一般公共服务支出", "9.00", "9.00", ""]
    assert "repeated_rows" in doubts(read("T05", [*HEAD, row, row]))


def test_a_code_inside_a_name_is_a_doubt() -> None:
    rows = [*HEAD, ["201", "一般公共服务支出", "9.00", "9.00", ""], ["", "–20101人大事务", "9.00", "9.00", ""]]
    assert doubts(read("T05", rows)) == ["code_in_label"]


def test_two_ordinals_in_one_name_of_a_summary_are_a_doubt() -> None:
    head = ["项目", "决算数", "项目", "决算数"]
    good = ["一、一般公共预算财政拨款收入", "9.00", "十一、城乡社区支出", "9.00"]
    both = ["二、政府性基金预算财政拨款收入三、国有资本经营预算财政拨款收入", "1.00", "十二、农林水支出", "1.00"]
    assert "labels_in_one" not in doubts(read("T01", [head, good]))
    assert "labels_in_one" in doubts(read("T01", [head, good, both]))


NUMBERED = [["收入", "<", "<", "支出", "<", "<"], ["项目", "行次", "决算数", "项目", "行次", "决算数"]]


def test_a_row_cut_in_its_name_is_one_wherever_its_number_and_figures_are() -> None:
    cut = ["", "", "", "十八、自然资源海洋气象等支", "", ""]
    table = read("T01", [*NUMBERED, cut], [["", "18", "", "出", "50", "26.24"]])
    assert [(row.label, row.line_no, printed(row)["amount"]) for row in table.rows if row.side == "expenditure"] == [
        ("十八、自然资源海洋气象等支出", "50", "26.24")
    ]
    assert "label_in_two" not in doubts(table)


def test_a_name_whose_end_is_in_the_row_below_is_a_doubt() -> None:
    rows = [["一、一般公共预算财政拨款收入", "1", "9.00", "十八、自然资源海洋气象等支", "50", ""]]
    rows += [["二、政府性基金预算财政拨款收入", "2", "1.00", "出", "51", "26.24"]]
    assert "label_in_two" in doubts(read("T01", [*NUMBERED, *rows]))
    rows[1][3] = "十九、住房保障支出"
    assert "label_in_two" in doubts(read("T01", [*NUMBERED, *rows])), "its end is nowhere"
    rows[0][3] += "出"
    assert "label_in_two" not in doubts(read("T01", [*NUMBERED, *rows]))


def test_the_last_sign_of_a_name_alone_at_the_top_of_a_page_is_no_header() -> None:
    """款 is a word of headers where codes stand under 类 款 项; a summary has none."""
    cut = ["二、政府性基金预算财政拨", "2", "9.00", "", "", ""]
    table = read("T01", [*NUMBERED, cut], [["款", "", "", "", "", ""], ["总计", "", "9.00", "总计", "", "9.00"]])
    assert [row.label for row in table.rows if row.side == "income"] == ["二、政府性基金预算财政拨款", "总计"]
    assert table.header_rows[1] == 0


def test_a_name_that_begins_on_the_page_before_its_row() -> None:
    first = [*HEAD, ["212", "城乡社区支出", "9.00", "9.00", ""], ["", "其他国有土地使用权出让收入安排的支", "", "", ""]]
    table = read("T05", first, [["2120899", "出", "9.00", "9.00", ""]])
    assert keys(table) == [("212", "城乡社区支出"), ("2120899", "其他国有土地使用权出让收入安排的支出")]
    assert printed(table.rows[1]) == {"total": "9.00", "basic": "9.00"}


def test_a_code_with_its_name_in_the_column_of_codes() -> None:
    table = read("T05", [*HEAD, ["", "合计", "9.00", "9.00", ""]], [["201 一般公共服务支出", "", "9.00", "9.00", ""]])
    assert keys(table)[1] == ("201", "一般公共服务支出")


@pytest.mark.parametrize(("figure", "told"), [("8.00", ["nameless_rows"]), ("0.00", []), ("", [])])
def test_a_figure_beside_no_name_is_a_doubt(figure: str, told: list[str]) -> None:
    rows = [["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"]]
    rows += [["一、财政拨款收入", "9.00", "一、教育支出", "9.00"], ["", figure, "二、国防支出", "1.00"]]
    rows += [["本年收入合计", "9.00", "本年支出合计", "9.00"]]
    assert doubts(read("T01", rows)) == told


def test_a_figure_in_a_numbered_row_without_a_name_is_a_doubt() -> None:
    rows = [["收入", "<", "<", "支出", "<", "<"], ["项目", "行次", "决算数", "项目", "行次", "决算数"]]
    rows += [["一、财政拨款收入", "1", "9.00", "一、教育支出", "3", "9.00"], ["", "2", "8.00", "", "4", ""]]
    assert doubts(read("T01", rows)) == ["nameless_rows"]


def test_a_name_that_was_taken_for_a_word_of_a_repeated_header_is_a_doubt() -> None:
    head = [["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"]]
    first = [*head, ["一、财政拨款收入", "9.00", "一、教育支出", "9.00"]]
    rest = [["", "0.00", "", ""], ["总计", "9.00", "总计", "9.00"]]
    again = [head[0], ["项目\n国有资本经营预算财政拨款", "决算数", "项目", "决算数"]]
    assert doubts(read("T01", first, [*head, *rest])) == []
    assert doubts(read("T01", first, [*again, *rest])) == ["name_in_head"]


def test_present_empty_and_the_one_row_of_the_three_public() -> None:
    empty = read("T05", [*HEAD, ["201", "一般公共服务支出", "", "", ""], ["", "", "", "", ""]])
    assert (empty.status, empty.figure_count) == ("empty", 0)
    assert read("T05", [*HEAD, ["201", "一般公共服务支出", "0.00", "", ""]]).status == "present"
    assert read("T05", [*HEAD, ["201", "一般公共服务支出", "—", "", ""]]).status == "present"


def test_a_table_of_no_form_is_kept_as_printed() -> None:
    table = read("X01", [["项目", "年初数", "年末数"], ["流动资产", "1,000.00", "2,000.00"], ["固定资产", "", "3.00"]])
    assert [(row.label, *(f.printed for f in row.figures)) for row in table.rows] == [
        ("流动资产", "1,000.00", "2,000.00"),
        ("固定资产", "", "3.00"),
    ]
    assert [column.title for column in table.columns] == ["年初数", "年末数"]


def test_figures_remember_where_they_stood() -> None:
    table = read("T05", [*HEAD, ["201", "一般公共服务支出", "9.00", "", ""]], [["202", "外交支出", "1.00", "", ""]])
    first, second = (row["total"] for row in table.rows)
    assert (first.page, first.part, first.row, first.col) == (1, 0, 1, 2)
    assert (second.page, second.part, second.row, second.col) == (2, 1, 0, 2)
    assert first.box.top > table.parts[0].ys[0]


def test_words_under_remarks_are_no_figures_and_no_doubt() -> None:
    rows: Rows = [[*HEAD[0], "备注"], ["201", "一般公共服务支出", "9.00", "9.00", "", "含上年结转"]]
    table = read("T05", rows)
    assert doubts(table) == []
    assert printed(table.rows[0]) == {"total": "9.00", "basic": "9.00", "c6": "含上年结转"}
    for words in ("注3", "见附注2", "含结转5.20万元", "占1.5%"):
        assert doubts(read("T05", [rows[0], [*rows[1][:-1], words]])) == []
    for words in ("另有12.00", "—含上年结转", "另有1204"):
        assert doubts(read("T05", [rows[0], [*rows[1][:-1], words]])) == ["not_a_figure"]


def test_a_total_with_a_colon_is_the_total() -> None:
    table = read("T05", [*HEAD, ["", "合计：", "9.00", "9.00", ""], ["201", "一般公共服务支出", "9.00", "9.00", ""]])
    assert [row.level for row in table.rows] == ["total", "class"]
    assert doubts(table) == []


@pytest.mark.parametrize(("unit", "read_as"), [("万元", ["9.00", "4.00"]), ("元", ["9.00万元", "4.00万元"])])
def test_figures_with_their_unit_behind_them(unit: str, read_as: list[str]) -> None:
    """One in another unit than its table has is none of it."""
    rows: Rows = [*HEAD, ["201", "一般公共服务支出", "9.00万元", "", "4.00万元"]]
    table = read("T05", rows, unit=f"单位：{unit}")
    (row,) = table.rows
    assert list(printed(row).values()) == read_as
    assert ("not_a_figure" in doubts(table)) is (unit == "元")
    if unit == "万元":
        assert row.figures[0].amount == Decimal("9.00")


@pytest.mark.parametrize(
    ("name", "figure", "is_odd"),
    [
        ("十一、城乡社区支出–", "", True),
        ("十一、城乡社区支出0", "", True),
        ("十一、城乡社区支出1", "9.00", False),  # the mark of a note
        ("0十一、城乡社区支出", "9.00", True),
        ("0.05年末结转和结余", "9.00", True),
        ("1.城乡社区支出", "9.00", False),
        ("十一、城乡社区支出\n注 本表反映部门本年度的总收支情况。", "9.00", True),
        ("十一、城乡社区支出", "", False),
    ],
)
def test_a_name_with_more_in_it_is_a_doubt(name: str, figure: str, is_odd: bool) -> None:
    head = ["项目", "决算数", "项目", "决算数"]
    rows = [["一、一般公共预算财政拨款收入", "9.00", "十、节能环保支出", "9.00"], ["", "", name, figure]]
    assert ("label_and_more" in doubts(read("T01", [head, *rows]))) is is_odd


def test_a_column_of_an_unknown_table_with_more_dashes_than_figures_is_no_name() -> None:
    """支出合计36.50 was a name: 预算数 of 机构运行信息表 has a dash where nothing is budgeted."""
    rows = [["项目", "预算数", "决算数"], ["一、三公经费支出", "—", "—"], ["支出合计", "36.50", "14.83"]]
    rows += [["国内接待费", "—", "2.68"], ["二、会议费", "—", "1.20"]]
    table = read("X01", rows)
    assert [row.label for row in table.rows] == [row[0] for row in rows[1:]]
    assert printed(table.rows[1]) == {"c2": "36.50", "c3": "14.83"}
