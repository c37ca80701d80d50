"""Which grids are which numbered table: titles, numbers, units, several on a page, continuation, and what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.locate import survey
from extractor.model import Box
from tests.export.build import grid
from tests.locate.build import FUNCTION, INCOME, MORE, SUMMARY, codes, found, line, sheet


def test_a_title_its_lines_and_its_grid() -> None:
    page = sheet(
        5,
        "2023年度支出决算表",
        "公开03表",
        "部门：江城市水利局  单位：万元",
        FUNCTION,
        "注：本表反映本年度各项支出情况。",
    )
    (table,) = survey([page]).tables
    assert (table.form_id, table.title, table.form_no, table.unit_printed) == (
        "T03",
        "支出决算表",
        "公开03表",
        "单位：万元",
    )
    assert (table.entity_printed, table.year, table.pages) == ("江城市水利局", "2023年度", (5,))
    assert table.notes == ("注：本表反映本年度各项支出情况。",)
    assert table.findings == ()


def test_the_line_of_the_name_right_above_the_title_is_no_part_of_it() -> None:
    page = sheet(5, "部门名称：江城市水利局  单位：万元", "2023年支出决算表", FUNCTION)
    (table,) = survey([page]).tables
    assert (table.title, table.entity_printed, table.unit_printed) == ("支出决算表", "江城市水利局", "单位：万元")


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("��3年一般公共预算财政拨款基本支出决算明细", "T06"),
        ("共预算财政拨款“三公”经费支出决算", "T09"),
        ("预算财政拨款支出决算", ""),  # of several tables
        ("般公共预算财政拨款", ""),
        ("一般公共预算财政拨款支出决算情况如下", ""),
    ],
)
def test_a_title_cut_off_at_both_edges_of_its_table(printed: str, form: str) -> None:
    page = sheet(5, printed, "附表6", "单位：万元", FUNCTION)
    wide = replace(page.lines[0], box=page.lines[0].box._replace(x0=page.grids[0].box.x0, x1=page.grids[0].box.x1))
    tables = survey([replace(page, lines=(wide, *page.lines[1:]))]).tables
    assert [table.form_id for table in tables] == [form] * bool(form)
    assert survey([page]).tables == ()  # narrower than its table nothing cuts it


def test_the_first_line_of_a_title_as_wide_as_its_table_is_no_piece() -> None:
    page = sheet(5, "一般公共预算财政拨款基本支出决", "算明细表（单位：万元）", "部门：江城市水利局", FUNCTION)
    wide = replace(page.lines[0], box=page.lines[0].box._replace(x0=page.grids[0].box.x0, x1=page.grids[0].box.x1))
    (table,) = survey([replace(page, lines=(wide, *page.lines[1:]))]).tables
    assert (table.form_id, table.title) == ("T06", "一般公共预算财政拨款基本支出决算明细表")


def test_a_title_over_the_middle_of_its_table_may_lack_its_last_character() -> None:
    page = sheet(5, "一般公共预算财政拨款支出决算", "单位：万元", FUNCTION)
    title, grid = page.lines[0], page.grids[0]
    half = (title.box.x1 - title.box.x0) / 2
    middle = title.box._replace(x0=grid.box.mid_x - half, x1=grid.box.mid_x + half)
    centred = replace(page, lines=(replace(title, box=middle), *page.lines[1:]))
    assert [table.form_id for table in survey([centred]).tables] == ["T05"]
    assert survey([page]).tables == ()  # a heading of the text stands at its margin


def test_a_grid_whose_codes_stand_in_two_cells_is_not_passed_over() -> None:
    rows = [["301", "01", "基本工资", "9.00"], ["301", "02", "津贴补贴", "8.00"], ["302", "01", "办公费", "7.00"]]
    more = [["303", f"0{k}", "离休费", "1.00"] for k in range(1, 9)]
    assert codes(survey([sheet(7, "说到经费的情况如下", [*rows, *more])])) == ["unplaced_grid"]


def test_number_and_unit_above_the_title() -> None:
    table = found(sheet(1, "附表3  金额单位：元", "支出决算表", FUNCTION))["T03"]
    assert (table.form_no, table.unit_printed) == ("附表3", "金额单位：元")


def test_a_unit_between_title_and_table_counts_more_than_one_above() -> None:
    table = found(sheet(1, "单位：万元", "支出决算表", "单位：元", FUNCTION))["T03"]
    assert table.unit_printed == "单位：元"


def test_the_number_says_nothing_about_the_table() -> None:
    assert set(found(sheet(1, "支出决算表", "公开07表", FUNCTION))) == {"T03"}


def test_tables_in_any_order_and_several_on_a_page() -> None:
    page = sheet(1, "支出决算表", "单位：万元", FUNCTION, "收入决算表", "单位：元", INCOME)
    tables = survey([page]).tables
    assert [(table.form_id, table.unit_printed) for table in tables] == [("T03", "单位：万元"), ("T02", "单位：元")]


@pytest.mark.parametrize(
    "title",
    [
        ["一般公共预算财政拨款", "支出决算表"],
        ["2023年度一般公共预算", "财政拨款支出决算表"],
        ["江城市农业农村局", "一般公共预算财政拨款支出决算表"],
        ["一般公共预算", "财政拨款", "支出决算表"],
    ],
)
def test_a_title_on_two_or_three_lines(title: list[str]) -> None:
    """Its last line alone would be another title."""
    assert set(found(sheet(1, *title, "单位：万元", FUNCTION))) == {"T05"}


def test_a_title_at_the_foot_of_the_page_before_its_table() -> None:
    first = sheet(1, "收入决算表", "单位：万元", INCOME, "支出决算表", "公开03表  单位：元")
    tables = found(first, sheet(2, FUNCTION))
    assert tables["T03"].unit_printed == "单位：元"
    assert (tables["T03"].pages, tables["T03"].title_page) == ((2,), 1)
    assert tables["T02"].pages == (1,)


def test_a_table_goes_on_without_a_header() -> None:
    table = found(sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, MORE))["T03"]
    assert table.pages == (1, 2)
    assert [part.rows for part in table.parts] == [5, 2]


@pytest.mark.parametrize("again", ["支出决算表（续）", "支出决算表", "2023年度支出决算表", "续表", "（续）"])
def test_a_table_goes_on_under_its_title_again(again: str) -> None:
    first = sheet(1, "2023年度支出决算表", "单位：万元", FUNCTION)
    tables = found(first, sheet(2, again, "单位：万元", [*FUNCTION[:2], *MORE]))
    assert list(tables) == ["T03"]
    assert tables["T03"].pages == (1, 2)


def test_a_table_goes_on_under_its_title_with_a_word_that_says_so_on_the_same_page() -> None:
    page = sheet(2, MORE[:1], "支出决算表（续表）", "单位：万元", [*FUNCTION[:2], *MORE[1:]])
    tables = survey([sheet(1, "支出决算表", "单位：万元", FUNCTION), page])
    assert [(table.form_id, [part.rows for part in table.parts]) for table in tables.tables] == [("T03", [5, 1, 3])]
    assert tables.findings == ()


@pytest.mark.parametrize(("again", "pages"), [("支出决算表（续表）", (1, 2)), ("支出决算表", (1,))])
def test_a_table_that_says_it_goes_on_is_the_same_entitys_with_more_of_its_line(
    again: str, pages: tuple[int, ...]
) -> None:
    """Of a scan what stands behind the name may not be legible."""
    first = sheet(1, "支出决算表", "部门：龙泉市档案局金位：元", FUNCTION)
    tables = found(first, sheet(2, again, "部门：龙泉市档案局", [*FUNCTION[:2], *MORE]))
    assert tables["T03"].pages == pages


def test_a_table_that_says_it_goes_on_does_so_over_a_page_without_a_grid() -> None:
    pages = (sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, "出"))
    tables = found(*pages, sheet(3, "支出决算表（续表）", [*FUNCTION[:2], *MORE]))
    assert (tables["T03"].pages, tables["T03"].findings) == ((1, 3), ())


@pytest.mark.parametrize("word", ["续表", "（续）", "", "附表"])
def test_what_says_that_it_goes_on_may_have_columns_of_other_widths(word: str) -> None:
    """A sheet by itself in a workbook: only its number of columns is that of the table before."""
    first, more = sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, *([word] if word else []), MORE)
    far = more.grids[0]
    xs = (far.xs[0], *(x + 60 for x in far.xs[1:-1]), far.xs[-1] + 200)
    moved = replace(far, xs=xs, box=far.box._replace(x1=xs[-1]))
    tables = found(first, replace(more, grids=(moved,)))
    assert len(tables["T03"].parts) == (2 if "续" in word else 1)


def test_the_end_of_a_name_that_a_page_break_prints_again_is_no_content() -> None:
    first = [*FUNCTION[:-1], ["2010101", "行政运行补助支出", "60.00", "60.00", "", "", "", ""]]
    tables = found(sheet(1, "支出决算表", "单位：万元", first), sheet(2, "助支出", MORE))
    assert tables["T03"].pages == (1, 2)


def test_a_frame_without_words_under_a_title_is_not_its_table() -> None:
    first = sheet(1, "支出决算表", "单位：万元", [["", "", ""]])
    assert found(first, sheet(2, FUNCTION))["T03"].pages == (2,)


def test_a_table_goes_on_over_three_pages_with_page_numbers_between() -> None:
    first = sheet(1, "支出决算表", "单位：万元", FUNCTION)
    pages = [first]
    for number in (2, 3):
        page = sheet(number, MORE)
        foot = line(f"- {number} -", 800, number)
        pages.append(type(page)(page.page, page.width, page.height, page.grids, (foot,), foot.text))
    assert found(*pages)["T03"].pages == (1, 2, 3)


def test_a_page_with_only_a_blank_grid_is_no_part_of_a_table() -> None:
    blank = [["", "", "", "", "", "", "", ""]]
    tables = found(
        sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, blank), sheet(3, "收入决算表", "单位：万元", INCOME)
    )
    assert (tables["T03"].pages, tables["T02"].pages) == ((1,), (3,))


def test_a_table_that_is_only_a_sentence() -> None:
    page = sheet(
        1, "国有资本经营预算财政拨款支出决算表", "公开08表", "说明：本部门2023年度无国有资本经营预算财政拨款支出。"
    )
    table = found(page)["T08"]
    assert table.parts == ()
    assert table.form_no == "公开08表"
    assert table.notes and "无国有资本经营" in table.notes[0]


def test_a_mention_in_running_text_is_no_table() -> None:
    page = sheet(
        1,
        "第三部分 情况说明",
        "具体见收入决算表。",
        "支出决算表",
        "本年度支出合计9,788.75万元，其中：基本支出8,000.00万元。",
    )
    assert survey([page]).tables == ()


def test_a_list_of_units_is_no_table_of_the_account() -> None:
    units = [["序号", "单位名称", "备注"], ["1", "江城市水利局本级", ""], ["2", "江城市水文站", "预算不单列"]]
    assert survey([sheet(1, "纳入部门决算编制范围的单位构成情况表", units)]).tables == ()


def test_a_numbered_table_of_no_known_form_is_kept() -> None:
    rows = [["项目", "金额"], ["流动资产", "1,000.00"], ["固定资产", "2,000.00"]]
    tables = found(
        sheet(1, "支出决算表", "公开03表", FUNCTION),
        sheet(2, "资产负债情况表", "公开10表", "单位：万元", rows),
        sheet(3, "项目收入支出决算表", "公开11表", "单位：万元", FUNCTION),
    )
    assert list(tables) == ["T03", "X01", "X02"]
    assert tables["X01"].title == "资产负债情况表"
    assert tables["X02"].title == "项目收入支出决算表"


def test_a_table_of_no_known_form_and_no_number_is_kept_if_the_contents_list_it() -> None:
    rows = [["项目", "金额"], ["流动资产", "1,000.00"], ["固定资产", "2,000.00"]]
    contents = sheet(1, "目录", "一、收入决算表", "二、支出决算表", "三、资产负债情况表")
    assert "X01" in found(contents, sheet(2, "资产负债情况表", "单位：万元", rows))
    assert "X01" not in found(sheet(2, "资产负债情况表", "单位：万元", rows))


def test_a_table_printed_twice_is_a_doubt() -> None:
    tables = found(
        sheet(1, "支出决算表", "单位：万元", FUNCTION),
        sheet(3, "收入决算表", INCOME),
        sheet(5, "支出决算表", "单位：万元", FUNCTION),
    )
    assert codes(tables["T03"]) == ["repeated_table"]
    assert tables["T03"].pages == (1,)


def test_a_table_without_an_amount_does_not_hide_the_one_that_has_some() -> None:
    empty = [["四、财政拨款收入支出决算总表", ".7"], ["五、", ".8"]]
    tables = found(sheet(1, "支出决算表", empty), sheet(5, "支出决算表", "单位：万元", FUNCTION))
    assert codes(tables["T03"]) == ["repeated_table"]
    assert tables["T03"].pages == (5,)


def test_a_table_without_figures_stays_before_one_of_another_entity() -> None:
    empty = [FUNCTION[0], FUNCTION[1], ["", "合计", "", "", "", "", "", ""]]
    first = sheet(1, "支出决算表", "部门：江城市水利局  单位：万元", empty)
    tables = found(first, sheet(5, "支出决算表", "部门：江城市水文站  单位：万元", FUNCTION))
    assert codes(tables["T03"]) == ["repeated_table"]
    assert tables["T03"].pages == (1,)


@pytest.mark.parametrize("first", ["一般公共预算财政拨款支出决算表", "一般公共预算财政拨款支出决算明细表"])
def test_a_detailed_table_beside_the_one_of_the_same_name_is_another_table(first: str) -> None:
    """By other columns, on the next page under a title that its form could bear, too."""
    second = first.replace("决算表", "决算明细表") if "明细" not in first else first.replace("明细", "")
    tables = found(sheet(1, first, "公开05表", FUNCTION), sheet(2, second, "公开06表", FUNCTION))
    assert codes(tables["T05"]) == []
    assert tables["T05"].pages == ((2,) if "明细" in first else (1,))
    assert "明细" in tables["X01"].title


def test_a_detailed_table_alone_is_that_of_its_form() -> None:
    assert set(found(sheet(1, "一般公共预算财政拨款支出决算明细表", "公开05表", FUNCTION))) == {"T05"}


@pytest.mark.parametrize(
    ("own", "other", "form_id"),
    [
        ("国有资本经营预算财政拨款支出决算表", "国有资本经营预算财政拨款收入支出决算表", "T08"),
        ("一般公共预算财政拨款支出决算表", "一般公共预算财政拨款收入支出决算表", "T05"),
        ("政府性基金预算财政拨款收入支出决算表", "政府性基金预算财政拨款支出决算表", "T07"),
    ],
)
@pytest.mark.parametrize("own_first", [True, False])
def test_another_name_of_the_form_is_another_table(own: str, other: str, form_id: str, own_first: bool) -> None:
    """Both with the same rows, on pages that follow each other; a table overleaf has its own name again. What bears the
    form's own name is the form's, wherever it stands."""
    first, second = (own, other) if own_first else (other, own)
    pages = [
        sheet(1, first, FUNCTION),
        sheet(2, first, MORE),
        sheet(3, second, FUNCTION),
        sheet(4, "江城" + second, MORE),
    ]
    tables = found(*pages)
    places = {first: (1, 2), second: (3, 4)}
    assert {table_id: table.pages for table_id, table in tables.items()} == {form_id: places[own], "X01": places[other]}
    assert codes(tables[form_id]) == codes(tables["X01"]) == []


def test_of_two_other_names_of_the_form_the_first_is_its_table() -> None:
    names = ("国有资本经营支出决算表", "国有资本经营预算财政拨款收入支出决算表")
    tables = found(sheet(1, names[0], FUNCTION), sheet(2, names[1], FUNCTION))
    assert {table_id: table.title for table_id, table in tables.items()} == {"T08": names[0], "X01": names[1]}


@pytest.mark.parametrize("subject", ["（分科目）", "(按功能分类科目)", "（按科目）"])
@pytest.mark.parametrize("units_first", [True, False])
def test_a_table_by_units_beside_that_by_codes(subject: str, units_first: bool) -> None:
    """Zhejiang prints income and expenditure by units too."""
    units = [
        ["单位名称", "合计", "基本支出", "项目支出"],
        ["合计", "10.00", "6.00", "4.00"],
        ["本级", "10.00", "6.00", "4.00"],
    ]
    pages = [("支出决算表（分单位）", units), (f"支出决算表{subject}", FUNCTION)]
    tables = found(*(sheet(i, *page) for i, page in enumerate(pages if units_first else pages[::-1], 1)))
    assert tables["T03"].pages == ((2,) if units_first else (1,))
    assert units_first or tables["X01"].title == "支出决算表（分单位）"


def test_a_title_of_no_form_ends_the_table_before() -> None:
    """No number, no 目录: it says its unit, or begins its page; right behind a table of the account."""
    bought = [["项目", "决算数"], ["合计", "123.45"], ["政府采购货物支出", "123.45"]]
    none = [["科目编码", "科目名称", "合计"], ["", "", ""]]
    tables = found(
        sheet(1, "支出决算表", "单位：万元", FUNCTION),
        sheet(2, "政府采购情况表", "部门：江城市水利局", bought),
        sheet(3, "政府性基金预算财政拨款基本支出决算表", "单位：万元", none),
    )
    assert {table_id: table.pages for table_id, table in tables.items()} == {"T03": (1,), "X01": (2,), "X02": (3,)}
    aims = [["项目名称", "年度目标", "资金（万元）"], ["水利", "完成", "123.45"]]
    behind = found(
        sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, "项目支出绩效目标情况表", "单位：万元", aims)
    )
    assert list(behind) == ["T03"]


@pytest.mark.parametrize("own", [True, False])
def test_a_table_of_no_form_holds_what_the_document_does_not_print_by_itself(own: bool) -> None:
    public = [["项目", "预算数", "决算数"], ["合计", "12.00", "11.00"], ["公务接待费", "12.00", "11.00"]]
    pages = [sheet(1, "支出决算表", "公开03表", FUNCTION), sheet(2, "机构运行信息表", "公开09表", public)]
    if own:
        pages.append(sheet(3, "财政拨款“三公”经费支出决算表", "公开10表", public))
    assert {table_id: table.pages for table_id, table in found(*pages).items()} == (
        {"T03": (1,), "X01": (2,), "T09": (3,)} if own else {"T03": (1,), "T09": (2,)}
    )


def test_the_same_form_of_two_entities_is_not_one_table() -> None:
    first = sheet(1, "支出决算表", "部门：江城市水利局  单位：万元", FUNCTION)
    second = sheet(2, "支出决算表", "部门：江城市水文站  单位：万元", FUNCTION)
    assert codes(found(first, second)["T03"]) == ["repeated_table"]


def test_a_table_full_of_codes_that_stands_nowhere_is_a_doubt() -> None:
    first = sheet(1, "支出决算表", "单位：万元", FUNCTION)
    text = sheet(2, "第三部分 情况说明", "本年度收入支出情况如下。", "以下为附件。")
    stray = sheet(4, "某某附件", [*MORE, *MORE])
    result = survey([first, text, stray])
    assert codes(result) == ["unplaced_grid"]
    assert result.findings[0].severity == "doubt"


def test_rows_of_a_summary_that_stand_nowhere_are_a_doubt() -> None:
    """The page before them could not be read, so nothing says whose rows they are; they have no codes."""
    first = [["项目", "金额", "项目", "金额"], ["一、一般公共预算财政拨款收入", "9.00", "一、一般公共服务支出", "1.00"]]
    rest = [
        ["", "", "十九、住房保障支出", "5.00"],
        ["", "", "二十三、其他支出", "3.00"],
        ["总计", "9.00", "总计", "9.00"],
    ]
    result = survey([sheet(1, "收入支出决算总表", "单位：万元", first), sheet(2), sheet(3, rest)])
    assert result.tables[0].pages == (1, 3) or codes(result) == ["unplaced_grid"]


def test_lines_of_figures_outside_any_grid_are_a_doubt() -> None:
    page = sheet(2, "收入决算表", "单位：万元", INCOME, "2010102  一般行政管理事务  1,030.00  530.00")
    assert "unplaced_lines" in codes(survey([page]))


@pytest.mark.parametrize("row", ["人员经费合计  1,943.26", "31007  信息网络及软件购置更新  3.00"])
def test_a_row_with_one_figure_outside_any_grid_is_a_doubt(row: str) -> None:
    assert "unplaced_lines" in codes(survey([sheet(2, "收入决算表", "单位：万元", INCOME, row)]))


def test_the_last_rows_of_a_summary_below_other_text_are_a_doubt() -> None:
    rest = [["本年收入合计", "9.00", "本年支出合计", "8.00"], ["总计", "9.00", "年末结转和结余", "1.00"]]
    result = survey([sheet(1, "收入支出决算总表", "单位：万元", SUMMARY), sheet(2, "一句说明文字。", rest)])
    assert codes(result) == ["unplaced_grid"]


def test_points_that_a_page_break_left_of_a_row_are_no_content() -> None:
    assert found(sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, ".  .  .", MORE))["T03"].pages == (1, 2)


def test_two_rows_with_codes_that_stand_nowhere_right_behind_a_table_are_a_doubt() -> None:
    pages = [sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, "一句说明文字。", MORE)]
    assert codes(survey(pages)) == ["unplaced_grid"]


def test_a_number_in_running_text_is_no_doubt() -> None:
    text = "本年收入合计1,030.00万元，比上年增加30.00万元，增长3.00%。"
    assert survey([sheet(1, "收入决算表", "单位：万元", INCOME), sheet(2, text)]).findings == ()


def test_notes_belong_to_the_table_above_them() -> None:
    notes = ["注：1. 本表反映支出情况。", "2. 本套报表可能存在尾数误差。", "1栏各行=（2+3+4+5+6）栏各行。"]
    first, second = ["支出决算表", "单位：万元", FUNCTION], ["收入决算表", "单位：万元", INCOME]
    tables = found(sheet(1, *first, *notes, *second, "注：收入的注。"))
    assert tables["T03"].notes == tuple("".join(note.split()) for note in notes)
    assert tables["T02"].notes == ("注：收入的注。",)


def test_the_narrative_is_not_taken_for_notes() -> None:
    page = sheet(1, "支出决算表", "单位：万元", FUNCTION, "第三部分 2023年度部门决算情况说明", "注：这是正文。")
    assert found(page)["T03"].notes == ()


def test_running_heads_and_page_numbers_are_no_content() -> None:
    """A head over the continuation page must not end the table."""
    pages = []
    for number, rows in ((1, FUNCTION), (2, MORE), (3, MORE), (4, MORE)):
        items = ("支出决算表", "单位：万元", rows) if number == 1 else (rows,)
        made = sheet(number, *items)
        head, foot = line("江城市水利局2023年度部门决算", 40, number), line(f"第 {number} 页 共 9 页", 800, number)
        pages.append(type(made)(number, made.width, made.height, made.grids, (head, *made.lines, foot), made.text))
    assert found(*pages)["T03"].pages == (1, 2, 3, 4)


def test_the_end_of_titles_that_stands_at_one_place_of_many_pages_is_no_running_head() -> None:
    names = ("收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表")
    pages = [
        sheet(number, f"{name}（单位：", "元）", INCOME if number == 1 else FUNCTION, top=30.0)
        for number, name in enumerate(names, start=1)
    ]
    assert [table.form_id for table in survey(pages).tables] == ["T02", "T03", "T05"]


def test_nothing_comes_of_nothing() -> None:
    assert survey([]).tables == ()
    assert survey([sheet(1)]).tables == ()


def test_a_title_that_begins_every_page_is_no_title() -> None:
    """Left in the head of a spreadsheet's pages; the table's own title stands below it."""
    left = "2023年度收入支出决算总表"
    pages = [
        sheet(1, left, "收入支出决算总表", "单位：万元", SUMMARY, top=20),
        sheet(2, left, "支出决算表", "单位：万元", FUNCTION, top=20),
        sheet(3, left, MORE, top=20),
        sheet(4, left, "第三部分 情况说明", top=20),
        sheet(5, left, "收入决算表", "单位：万元", INCOME, top=20),
        sheet(6, left, "第四部分 名词解释", top=20),
    ]
    tables = {table.form_id: table for table in survey(pages).tables}
    assert {form_id: table.pages for form_id, table in tables.items()} == {"T01": (1,), "T03": (2, 3), "T02": (5,)}


def test_a_table_below_the_contents_on_one_page() -> None:
    listed = ["目录", "一、收入支出决算总表", "二、收入决算表", "三、支出决算表"]
    result = survey([sheet(1, *listed, "收入支出决算总表", "单位：万元", SUMMARY)])
    assert [table.form_id for table in result.tables] == ["T01"]
    assert len(result.contents) >= 3
    later = survey([sheet(1, *listed, "收入支出决算总表"), sheet(2, SUMMARY)])
    assert [(table.form_id, table.pages) for table in later.tables] == [("T01", (2,))]


def test_a_table_under_a_wrong_title_does_not_go_on() -> None:
    """A clerk left the title of the sheet before; the header says what it is."""
    pages = [sheet(1, "收入决算表", "单位：万元", INCOME), sheet(2, "收入决算表", "单位：万元", FUNCTION)]
    result = survey(pages)
    assert result.tables[0].pages == (1,)
    assert "repeated_table" in {finding.code for table in result.tables for finding in table.findings}


def test_a_title_again_on_the_right_page_of_a_sheet_goes_on() -> None:
    left, right = sheet(1, "支出决算表", FUNCTION), sheet(1, "支出决算表（续表）", MORE)
    lines = [*left.lines, *(replace(one, box=_moved(one.box)) for one in right.lines)]
    grids = [
        *left.grids,
        *(replace(one, box=_moved(one.box), xs=tuple(x + 600 for x in one.xs)) for one in right.grids),
    ]
    both = replace(left, lines=tuple(lines), grids=tuple(grids), gutter=590.0)
    table = found(both)["T03"]
    assert [part.rows for part in table.parts] == [len(FUNCTION), len(MORE)]
    assert codes(table) == []


def _moved(box: Box) -> Box:
    return box._replace(x0=box.x0 + 600, x1=box.x1 + 600)


def test_a_sum_with_one_figure_right_behind_a_table_is_a_doubt() -> None:
    rest = sheet(2, [["公用经费合计", "12.10"]])
    moved = replace(rest, grids=tuple(replace(g, box=g.box._replace(x0=300.0, x1=330.0)) for g in rest.grids))
    assert codes(survey([sheet(1, "支出决算表", "单位：万元", FUNCTION), moved])) == ["unplaced_grid"]


def test_what_an_empty_table_says_may_stand_on_the_next_page() -> None:
    """Its head is at the foot of a page and left there by the printer without its lines."""
    title = "政府性基金预算财政拨款收入支出决算表"
    first = sheet(1, "支出决算表", "单位：万元", FUNCTION, title, "单位：万元", "类  款  项  合计")
    note = "说明：本部门2020年度没有政府性基金预算财政拨款收入支出，故本表无数据。"
    assert found(first, sheet(2, "注：本表反映收支情况。", note))["T07"].notes == (note,)
    assert "T07" not in found(first, sheet(2, "注：本表反映收支情况。"), sheet(3, note))


def test_amounts_before_their_unit_are_part_of_a_sentence() -> None:
    text = "学校各项支出总计  5,476.0786  万元，其中基本支出  3,765.8978  万元，占支出总额"
    assert codes(survey([sheet(1, "支出决算表", "单位：万元", FUNCTION), sheet(2, text)])) == []


def test_heads_and_numbers_of_two_pages_on_a_sheet_are_no_content() -> None:
    """Each ends where its last line stands, not where the sheet ends, so that the table goes on beside them."""
    head = "某局2023年度决算公开"
    pages = []
    for number in (1, 2, 3):
        rows = number == 2
        left = sheet(number, head, *(["支出决算表", FUNCTION] if rows else ["说明"]), f"— {2 * number} —", top=200)
        lines = (line(head, 180, number, 600), *(() if rows else (line("文字", 196, number, 600),)))
        foot = line(f"— {2 * number + 1} —", 300, number, 700)
        grids = (grid(MORE, page=number, left=600, top=196),) if rows else ()
        pages.append(replace(left, lines=(*left.lines, *lines, foot), grids=left.grids + grids, gutter=560.0))
    assert [len(table.parts) for table in survey(pages).tables] == [2]


def test_a_row_with_a_code_and_one_figure_behind_a_table_and_other_text_is_a_doubt() -> None:
    rest = sheet(2, "一句说明文字。", [["2010199", "其他人大事务支出", "12.10", "", ""]])
    assert codes(survey([sheet(1, "支出决算表", "单位：万元", FUNCTION), rest])) == ["unplaced_grid"]


def test_a_figure_alone_at_the_head_of_a_page_is_told() -> None:
    """What is left of columns on pages of their own has no row; a sentence with an amount is none."""
    first = sheet(1, "支出决算表", "单位：万元", FUNCTION)
    assert codes(survey([first, sheet(2, "19.34")])) == ["unplaced_lines"]
    assert codes(survey([first, sheet(2, "决算数", "8,165.78")])) == ["unplaced_lines"]
    assert codes(survey([first, sheet(2, "第三部分 情况说明", "19.34")])) == []
    assert codes(survey([first, sheet(2, [["决算数"], ["8,165.78"]])])) == ["unplaced_grid"]
