"""The workbook: what people see is what is printed, numbers are numbers, codes are text."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractor.export.checks import check_rows
from extractor.export.sheet_checks import CheckRow, LinkedCell, fill_checks
from extractor.export.sheet_source import page_link
from extractor.export.sheets import Book
from extractor.export.workbook import document_workbook, sheet_names
from extractor.model import CheckResult, Disclosure, Finding, Place, Spot
from tests.conftest import ROOT
from tests.export.build import ENTITY, SHA, absent, disclosure, income_table, total_table
from tests.readings import of_file

COPY = f"2023_{ENTITY}_{SHA[:8]}"


def reload(made: Disclosure) -> Workbook:
    return load_workbook(io.BytesIO(document_workbook(made, "0.1.0")))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return reload(disclosure(total_table(), income_table(), absent("T09", "财政拨款“三公”经费支出决算表")))


@pytest.fixture
def total(book: Workbook) -> Worksheet:
    return book["T01 收入支出决算总表"]


@pytest.fixture
def income(book: Workbook) -> Worksheet:
    return book["T02 收入决算表"]


def test_the_sheets_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == ["概览", "T01 收入支出决算总表", "T02 收入决算表", "发现", "校验", "数据", "来源"]


def test_title_number_department_and_unit_stand_above(total: Worksheet, income: Worksheet) -> None:
    assert total["A1"].value == "2023年度收入支出决算总表"
    assert total["A2"].value == "公开01表" and total["A2"].alignment.horizontal == "right"
    assert total["A3"].value == f"部门：{ENTITY}" and total["F3"].value == "单位：万元"
    assert income["A2"].value == f"部门：{ENTITY}" and income["G2"].value == "单位：万元"


def test_heads_are_merged_as_printed(total: Worksheet, income: Worksheet) -> None:
    assert {str(r) for r in total.merged_cells.ranges} == {"A1:F1", "A2:F2", "A4:C4", "D4:F4", "A11:F11"}
    assert {str(r) for r in income.merged_cells.ranges} == {"A1:G1", "A3:D3", "A4:C4", "E3:E4", "F3:F4", "G3:G4"}
    assert total["A4"].value == "收入" and income["G3"].value == "上级补助收入"
    assert all(income[place].border.bottom.style == "thin" for place in ("E3", "E4", "B3", "D3"))


def test_figures_are_exact_numbers(total: Worksheet, income: Worksheet) -> None:
    values = [total[f"C{row}"].value for row in (7, 8, 10)] + [total[f"F{row}"].value for row in (9, 10)]
    assert values == [9788.75, 40.5, 0, -9788.75, 9788.75]
    for place in ("C7", "C8", "C10", "F9", "F10"):
        assert total[place].data_type == "n" and total[place].number_format == "#,##0.00"
    assert income["E8"].value == 1234567.89


def test_the_digits_in_the_file_are_the_printed_ones() -> None:
    lines = [["8.95"], ["0.1"], ["72,340,172,838,076.67"]]
    from tests.export.build import Panel, grid, table

    made = table("T01", "总表", [grid([["金额"], *lines])], [1], [Panel({0: "amount"})])
    with zipfile.ZipFile(io.BytesIO(document_workbook(disclosure(made), "0.1.0"))) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert re.findall(r'<c r="\w+" s="\d+"><v>([^<]*)</v>', sheet) == ["8.95", "0.1", "72340172838076.67"]


def test_codes_and_line_numbers_are_text(total: Worksheet, income: Worksheet) -> None:
    assert (total["B7"].value, total["B7"].data_type) == ("1", "s")
    assert (income["B8"].value, income["B8"].data_type, income["B8"].number_format) == ("06", "s", "@")


def test_blanks_are_blank_and_dashes_stay(total: Worksheet) -> None:
    assert total["C9"].value is None and total["F7"].value is None
    assert total["F8"].value == "—"


def test_text_that_looks_like_a_formula_stays_text(income: Worksheet) -> None:
    cell = income["G8"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert cell.fill.fgColor.rgb.endswith("FFF2CC")


def test_a_repeated_head_is_not_repeated(income: Worksheet) -> None:
    assert [income[f"D{row}"].value for row in range(5, 10)] == [
        "合计", "一般公共服务支出", "财政事务", "行政运行", None,
    ]  # fmt: skip


def test_frozen_head_and_print_set_up(total: Worksheet, income: Worksheet) -> None:
    assert total.freeze_panes == "A7" and income.freeze_panes == "E6"
    assert total.print_title_rows == "$4:$6" and income.print_title_rows == "$3:$5"
    assert (total.page_setup.orientation, income.page_setup.orientation) == ("portrait", "landscape")
    for sheet, pages in ((total, 1), (income, 2)):
        assert sheet.page_setup.paperSize == 9
        fit = sheet.sheet_properties.pageSetUpPr
        assert fit is not None and fit.fitToPage
        # 1 is what the format takes for granted.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, pages)


def test_columns_are_wide_enough(total: Worksheet, income: Worksheet) -> None:
    assert total.column_dimensions["A"].width >= 2 * len("一、一般公共预算财政拨款收入")
    assert income.column_dimensions["E"].width >= len("1,234,567.89") + 1
    assert total["A7"].alignment.wrap_text


def test_notes_stand_under_the_table(total: Worksheet) -> None:
    assert total["A11"].value == "注：本表反映部门本年度的总收支和年末结转结余情况。"


def test_a_table_in_yuan_shows_yuan_and_the_data_sheet_wan_yuan() -> None:
    book = reload(disclosure(total_table(unit="元")))
    total, data = book["T01 收入支出决算总表"], book["数据"]
    assert (total["C7"].value, total["F3"].value) == (9788.75, "单位：元")
    assert data["N2"].value == 0.978875


def test_a_unit_that_is_not_printed_is_said_so() -> None:
    assert reload(disclosure(total_table(unit_printed="")))["T01 收入支出决算总表"]["F3"].value == (
        "单位：万元（原表未印）"
    )


def test_the_overview(book: Workbook) -> None:
    sheet = book["概览"]
    column = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    assert sheet["A1"].value == f"{ENTITY} 2023年度部门决算"
    assert sheet.cell(column["结论"], 3).value == "存疑 1"
    assert "2023年度 部门决算#1.pdf" in sheet.cell(column["原文件"], 3).value
    row = column["T01"]
    link = sheet.cell(row, 2)
    assert link.value == "收入支出决算总表"
    assert link.hyperlink is not None and link.hyperlink.location == "'T01 收入支出决算总表'!A1"
    assert [sheet.cell(row, col).value for col in (6, 7, 8, 9, 10)] == [
        "公开01表", "6", "万元", "有数据，8 行，5 个数字", "未核",
    ]  # fmt: skip
    missing = column["T09"]
    assert sheet.cell(missing, 2).hyperlink is None and sheet.cell(missing, 9).value == "缺失"
    assert column["要改的地方"] < column["决算表"]
    assert sheet.page_setup.orientation == "landscape" and (sheet.page_setup.fitToHeight or 1) == 1


def test_what_to_change_comes_first_with_what_where_and_to_what() -> None:
    table = total_table()
    _, figure = next(iter(table.figures))
    here = Spot("T01", "x", figure.column_id, 6, "4", figure.box, "9,788.75万元")
    found = (
        Finding("rounding", "尾差在范围内", "T01", 6, "info", "tail", finding_id="r-1"),
        Finding(
            "check_failed", "合计不等", "T01", 6, "fault", "amount", (here,), "9,788.76万元", "改成9,788.76", "I01-1"
        ),
        Finding("check_failed", "占比也不等", "T01", 6, "fault", "rate", (here,), finding_id="N01-1", cause="I01-1"),
        Finding("check_failed", "已知的", "", 7, "fault", "text", finding_id="N02-1", accepted="张三：上年如此"),
        *(Finding("hidden_text", f"第 {n} 页有水印", "", n, finding_id=f"h-{n}") for n in range(1, 40)),
    )
    sheet = reload(disclosure(table, findings=found, status="inconsistent"))["概览"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_col=1, max_col=10)]
    at = next(n for n, line in enumerate(rows) if line[0] == "序")
    assert rows[at + 1] == [1, "金额不平", 6, "4", "9,788.75万元", None, "9,788.76万元", None, "改成9,788.76", "T01!C7"]
    assert rows[at + 2][:2] == ["随上", "比率"] and rows[at + 2][8] == "占比也不等"
    assert rows[at + 3][0] is None  # what is accepted, or only a note, is none of it
    cell, page = sheet.cell(at + 2, 10).hyperlink, sheet.cell(at + 2, 3).hyperlink
    assert cell is not None and cell.location == "'T01 收入支出决算总表'!C7"
    assert page is not None and (page.target, page.location) == (f"{COPY}.pdf", "page=6")
    assert reload(doubted())["概览"].cell(8, 9).value == "全表空白；第5页：对照原文核实"
    said = [line[4] for line in rows if line[4]]
    assert "已知的（已接受：张三：上年如此）" in said and "第 1 页有水印；另有 38 处相同" in said
    titles = [line[0] for line in rows if isinstance(line[0], str)]
    order = [titles.index(title) for title in ("要改的地方", "决算表", "已接受的问题", "其他提示（不影响结论）")]
    assert order == sorted(order)


def doubted() -> Disclosure:
    """What is doubted is told, not only that it should be looked at."""
    found = Finding("blank_unexplained", "全表空白", "T01", 5, "doubt", todo="第5页：对照原文核实", finding_id="b-1")
    return disclosure(total_table(), findings=(found,))


def test_what_does_not_fit_the_page_is_on_the_sheet_of_all_findings() -> None:
    found = tuple(Finding("a", "错" * n, "T01", 1, "fault", "text", finding_id=f"a-{n}") for n in range(1, 31))
    book = reload(disclosure(total_table(), findings=found))
    words = [cell.value for cell in book["概览"]["A"]]
    assert words.count("另有 10 处，见“发现”表。") == 1
    sheet = book["发现"]
    assert sheet.max_row == 31 and sheet.auto_filter.ref == "A1:N31" and sheet.freeze_panes == "C2"
    assert [sheet.cell(2, col).value for col in (1, 2, 3, 5, 11, 14)] == ["不符", "文表不符", 1, "T01", "错", "a-1"]


def test_the_data_sheet_can_be_filtered(book: Workbook) -> None:
    sheet = book["数据"]
    assert sheet.max_row == 1 + 8 + 12
    assert sheet.auto_filter.ref == f"A1:S{sheet.max_row}" and sheet.freeze_panes == "A2"
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, sheet[2], strict=True))
    assert (first["金额（万元）"].value, first["金额（万元）"].number_format) == (9788.75, "#,##0.00####")
    assert (first["年度"].value, first["行序"].value, first["页码"].value) == (2023, 1, 6)
    assert (first["收支"].value, first["原文"].value, first["状态"].value) == ("收入", "9,788.75", "数字")
    assert first["行次"].data_type == "s"
    blank = dict(zip(heads, sheet[4], strict=True))
    assert blank["金额（万元）"].value is None and blank["状态"].value == "空白"
    odd = [row for row in sheet.iter_rows(min_row=2) if row[12].value == "=1+1"]
    assert len(odd) == 1 and odd[0][12].data_type == "s"


def test_sources_link_to_the_page_of_the_file(book: Workbook) -> None:
    sheet = book["来源"]
    links = {cell.value: cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert {shown: (link.target, link.location) for shown, link in links.items()} == {
        f"第{n}页": (f"{COPY}.pdf", f"page={n}") for n in (6, 8, 9)
    }
    facts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, 9)}
    assert facts["副本"].startswith(f"{COPY}.pdf")
    assert facts["提取程序"] == "juesuan 0.1.0" and facts["字节数"] == "123,456" and facts["PDF Title"] == "附件2"


def test_without_a_copy_there_are_no_links_to_it() -> None:
    book = load_workbook(io.BytesIO(document_workbook(disclosure(total_table()), "0.1.0", copied=False)))
    assert not [cell for row in book["来源"].iter_rows() for cell in row if cell.hyperlink]


def test_a_link_holds_the_plain_name() -> None:
    assert page_link("某局2024年度 部门决算#1.pdf", 3) == "某局2024年度%20部门决算%231.pdf#page=3"


def test_totals_are_bold_and_figures_stand_off_their_border() -> None:
    table = total_table()
    rows = (replace(row, level="total") if row.label == "总计" else row for row in table.rows)
    sheet = reload(disclosure(replace(table, rows=tuple(rows))))["T01 收入支出决算总表"]
    bold = {cell.coordinate for row in sheet.iter_rows(min_row=7) for cell in row if cell.font.b}
    assert bold == {"A10", "C10", "D10", "F10"}
    assert sheet["C7"].alignment.indent == 1


def test_columns_are_as_wide_as_printed() -> None:
    from tests.export.build import Panel, grid, table

    parts = [grid([["科目名称", "金额"], ["合计", ""]], widths=[165.0, 82.5])]
    made = table("T07", "政府性基金", parts, [1], [Panel({1: "amount"})], status="empty")
    sheet = reload(disclosure(made))["T07 政府性基金"]
    assert [round(sheet.column_dimensions[col].width) for col in "AB"] == [30, 15]


def test_a_universitys_workbook_is_called_so() -> None:
    assert reload(disclosure(total_table(), family="university"))["概览"]["A1"].value.endswith("高等学校决算")


def test_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = disclosure(total_table(), income_table())
    first = document_workbook(made, "0.1.0")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert document_workbook(made, "0.1.0") == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in package.infolist()} == {0}
        assert b"2026" not in package.read("docProps/core.xml")


def test_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.export.build import *; from extractor.export.workbook import document_workbook;"
        "print(hashlib.sha256(document_workbook(disclosure(total_table(), income_table()), '0.1.0')).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(hashes) == 1


def test_a_document_without_tables() -> None:
    book = reload(disclosure(entity="", fiscal_year=None, findings=(), metadata={}, contents=()))
    assert book.sheetnames == ["概览", "校验", "数据", "来源"]
    assert book["概览"]["A1"].value == "部门不详 年度不详部门决算"
    assert any(cell.value == "没有在文件中找到决算表。" for cell in book["概览"]["A"])
    assert book["数据"].max_row == 1


def test_characters_that_xml_forbids_do_no_harm() -> None:
    table = replace(total_table(), notes=("注\x00\x0b：\ud800<&>",), form_title="收\x01支")
    rows = (replace(table.rows[0], label="一\x02、<b>&"), *table.rows[1:])
    book = reload(disclosure(replace(table, rows=rows), entity="局\x03", metadata={"Title": "\x1f"}))
    assert book["T01 收支"]["A11"].value == "注：<&>"
    assert book["数据"]["K2"].value == "一、<b>&"


def test_a_long_list_is_the_same_as_its_cells_put_one_by_one() -> None:
    """Its rows are XML of our own: what is read back from them is what XlsxWriter would have written."""
    values: list[list[str | int | Decimal | None]] = [
        ['一、<b>&"收入"', 7, Decimal("1234567.890"), None, ""],
        ["=1+1", -1, Decimal("-0.000001"), " a ", "<r>x</r>"],
        ["=1+1", 0, Decimal("0.00"), "-", "\x02" * 3 + "甲"],
    ]
    made = Book("", "1")
    looks = [made.styles.text, made.styles.integer, made.styles.number_exact, made.styles.left, made.styles.text]
    listed, put = made.add("list"), made.add("put")
    for sheet in (listed, put):
        sheet.put(1, 1, "head", made.styles.head)
    assert listed.put_rows(2, [list(zip(row, looks, strict=True)) for row in values]) == 5
    for at, row in enumerate(values, start=2):
        for col, (value, look) in enumerate(zip(row, looks, strict=True), start=1):
            put.put(at, col, value, look)
    for sheet in (listed, put):
        sheet.put(6, 2, "below", made.styles.plain)
    book = load_workbook(io.BytesIO(made.to_bytes()))
    one, other = book["list"], book["put"]
    assert one.dimensions == other.dimensions == "A1:E6"
    for line, same in zip(one.iter_rows(), other.iter_rows(), strict=True):
        for cell, twin in zip(line, same, strict=True):
            assert (cell.value, cell.data_type, cell.style_id) == (twin.value, twin.data_type, twin.style_id)
    assert one["A3"].quotePrefix and not one["A2"].quotePrefix


def test_cells_that_lie_over_each_other_are_not_merged_twice() -> None:
    made = Book("", "1")
    sheet = made.add("a")
    sheet.put_over(1, 1, 2, 2, "一", made.styles.left)
    sheet.put_over(2, 2, 3, 3, "二", made.styles.left)
    read = load_workbook(io.BytesIO(made.to_bytes()))["a"]
    assert [str(merged) for merged in read.merged_cells.ranges] == ["A1:B2"]
    assert read["A1"].value == "一"


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    read = reload(disclosure(replace(total_table(), notes=("𠮷" * 20_000,))))["T01 收入支出决算总表"]
    assert read["A11"].value == "𠮷" * 16_383


def test_names_of_sheets_are_valid_and_different() -> None:
    long = replace(total_table(), table_id="X01", form_title="关于[某某]:*?/\\的" + "很长" * 20)
    other = replace(long, table_id="x01")
    quoted = replace(total_table(), table_id="X03", form_title="表'")
    names = sheet_names(disclosure(long, other, quoted, absent("T09", "三公")))
    assert list(names) == ["X01", "x01", "X03"]
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names.values())
    assert len({name.casefold() for name in names.values()}) == 3
    assert names["X03"] == "X03 表"
    assert len(reload(disclosure(long, other, quoted)).sheetnames) == 8


def test_wide_characters_count_double_in_names() -> None:
    rare = replace(total_table(), form_title="𠮷" * 31)
    (name,) = sheet_names(disclosure(rare)).values()
    assert len(name.encode("utf-16-le")) <= 62


def test_checks_stand_failed_first_with_a_link_to_their_cell() -> None:
    good = CheckRow("I01", "T01", "收入 27行", "1.00", "1.00", "0.00", "0.01", "exact", "6", "相符", "", "", "")
    bad = CheckRow(
        "I02", "T01", "支出 58行", "2.00", "1.00", "-1.00", "0.01", "fail", "6", "各类之和不等于合计", "", "", ""
    )
    made = Book("", "1")
    fill_checks(made.add("校验"), made.styles, [(good, None), (bad, LinkedCell("T01 总表", "F9"))])
    sheet = load_workbook(io.BytesIO(made.to_bytes()))["校验"]
    assert [sheet.cell(row, 1).value for row in (2, 3)] == ["不符", "通过"]
    link = sheet["D2"].hyperlink
    assert link is not None and link.location == "'T01 总表'!F9" and sheet["D3"].hyperlink is None
    assert sheet["J2"].value == "各类之和不等于合计"
    assert [sheet.cell(2, col).value for col in (5, 6, 7, 8, 9)] == [2, 1, -1, 0.01, 6]
    assert sheet.auto_filter.ref == "A1:J3" and sheet.print_title_rows == "$1:$1" and sheet.freeze_panes == "A2"


def test_a_checks_row_is_as_high_as_its_sentence() -> None:
    made = Book("", "1")
    row = CheckRow("I01", "T01", "收入", "1", "1", "0", "0", "exact", "6", "", "", "", "")
    fill_checks(made.add("校验"), made.styles, [(row, None), (row._replace(message="很长的一句话" * 30), None)])
    sheet = load_workbook(io.BytesIO(made.to_bytes()))["校验"]
    assert sheet.row_dimensions[3].height > 5 * (sheet.row_dimensions[2].height or 0) / 2


def test_a_quotient_is_not_written_to_the_last_digit() -> None:
    third = Decimal(1) / Decimal(3)
    check = CheckResult("N06", "", "占比", third, third, third, "tail", 1, "尾差")
    (row,) = check_rows(disclosure(checks=(check,)))
    assert (row.expected, row.bound) == ("0.333333", "0.333334")  # a bound is never told too low


def test_findings_are_listed_grave_ones_first() -> None:
    findings = (Finding("a", "提示一"), Finding("b", "矛盾", "T01", 3, "fault"))
    sheet = reload(disclosure(total_table(), findings=findings))["概览"]
    rows = [sheet.cell(row, 9).value or sheet.cell(row, 5).value for row in range(1, sheet.max_row + 1)]
    assert [row for row in rows if row in ("矛盾", "提示一")] == ["矛盾", "提示一"]


def test_cells_of_a_failed_check_are_marked_and_carry_its_sentence() -> None:
    read = of_file(ROOT / "samples" / "binjiang_culture_2024.pdf")
    row = next(r for r in read["T05"].rows if r.label == "图书馆")
    total, part = Place("T05", row.index, "total"), Place("T05", row.index, "project")
    failed = CheckResult(
        "I06", "T05", "图书馆", Decimal(1), Decimal(2), Decimal(0), "fail", 9, "不符：合计不等", (total, part)
    )
    wrong = replace(read, checks=(failed, *read.checks))
    book = load_workbook(io.BytesIO(document_workbook(wrong, "1")))
    listed = book["校验"]
    assert [listed.cell(2, col).value for col in (1, 2, 10)] == ["不符", "I06", "合计不等"]
    sheet, _, at = listed.cell(2, 4).hyperlink.location.rpartition("!")
    cell = book[sheet.strip("'")][at]
    assert cell.value == pytest.approx(float(row.amount("total") or 0))
    assert cell.comment.text == "不符：合计不等"
    fills = {c.fill.fgColor.rgb[-6:] for line in book[sheet.strip("'")].iter_rows() for c in line if c.comment}
    assert fills == {"F4B6A6", "FFE0B3"}
    legend = [book["概览"].cell(r, 1).value for r in range(1, book["概览"].max_row + 1)]
    assert "不符" in legend and "存疑" in legend and "颜色" in legend


def test_a_document_without_marks_has_no_legend() -> None:
    read = of_file(ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf")
    book = load_workbook(io.BytesIO(document_workbook(read, "1")))
    assert "颜色" not in [cell.value for cell in book["概览"]["A"]]
