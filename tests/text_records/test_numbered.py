"""Records from numbered tables, in the shapes of three regions; nothing where a number could be two things."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from extractor.document.recheck import recheck_file
from extractor.export import write_document
from extractor.export.records import records_shape
from extractor.model import Disclosure
from extractor.model.records import Records, numbers_of
from tests.parse.build import Draw
from tests.text_records.ruled import document, page, told

# Three regions ------------------------------------------------------------------------------------------------------

COUNTS = page(
    "2023年度“三公”经费、行政参公单位机关运行经费情况表",
    [
        ["项目", "行次", "预算数", "决算统计数"],
        ["栏次", "", "1", "2"],
        ["一、“三公”经费支出", "1", "—", "—"],
        ["（一）支出合计", "2", "30.00", "24.00"],
        ["1.因公出国（境）费", "3", "9.00", "8.00"],
        ["2.公务用车购置及运行维护费", "4", "12.00", "11.00"],
        ["（1）公务用车购置费", "5", "0.00", "0.00"],
        ["（2）公务用车运行维护费", "6", "12.00", "11.00"],
        ["3.公务接待费", "7", "9.00", "5.00"],
        ["（1）国内接待费", "8", "—", "5.00"],
        ["其中：外事接待费", "9", "—", "0.40"],
        ["（二）相关统计数", "10", "—", "—"],
        ["1.因公出国（境）团组数（个）", "11", "—", "2"],
        ["2.因公出国（境）人次数（人）", "12", "—", "4"],
        ["3.公务用车购置数（辆）", "13", "—", "0"],
        ["4.公务用车保有量（辆）", "14", "—", "3"],
        ["5.国内公务接待批次（个）", "15", "—", "15"],
        ["其中：外事接待批次（个）", "16", "—", "1"],
        ["6.国内公务接待人次（人）", "17", "—", "105"],
        ["其中：外事接待人次（人）", "18", "—", "6"],
        ["7.国（境）外公务接待批次（个）", "19", "—", "7"],
        ["二、机关运行经费", "20", "50.00", "45.60"],
        ["（一）行政单位", "21", "—", "45.60"],
    ],
    number="公开10表",
    widths=[230, 50, 100, 120],
)
"""Units in brackets, 行次, a column of budgets."""

AGENCY = page(
    "2023年度机构运行信息情况表",
    [
        ["项目", "行次", "单位", "年末数", "项目", "行次", "单位", "决算数"],
        ["栏次", "", "", "1", "栏次", "", "", "2"],
        ["一、资产信息", "1", "—", "—", "二、政府采购支出信息", "14", "—", "—"],
        ["（一）车辆数合计", "2", "辆", "6", "（一）政府采购支出合计", "15", "元", "600,000.00"],
        ["1.副部（省）级及以上领导用车", "3", "辆", "0", "1.政府采购货物支出", "16", "元", "100,000.00"],
        ["2.主要负责人用车", "4", "辆", "1", "2.政府采购工程支出", "17", "元", "300,000.00"],
        ["3.机要通信用车", "5", "辆", "1", "3.政府采购服务支出", "18", "元", "200,000.00"],
        ["4.应急保障用车", "6", "辆", "3", "（二）政府采购授予中小企业合同金额", "19", "元", "450,000.00"],
        ["5.其他用车", "7", "辆", "1", "其中：授予小微企业合同金额", "20", "元", "180,000.00"],
        ["（二）单价50万元（含）以上通用设备", "8", "台（套）", "4", "三、机关运行经费", "21", "元", "456,000.00"],
        ["（三）单价100万元（含）以上专用设备", "9", "台（套）", "2", "（一）行政单位", "22", "元", "456,000.00"],
        ["", "", "", "", "", "", "", ""],
    ],
    number="公开12表",
    unit="",
    widths=[170, 35, 50, 70, 200, 35, 50, 90],
    lying=True,
)
"""Two panels side by side, a column of units, amounts in 元."""

BOUGHT = page(
    "2023年度政府采购情况表",
    [
        ["项目", "采购计划金额", "", "实际采购金额", ""],
        ["", "总计", "财政性资金", "总计", "财政性资金"],
        ["合计", "70.00", "70.00", "60.00", "58.00"],
        ["货物", "12.00", "12.00", "10.00", "9.00"],
        ["工程", "35.00", "35.00", "30.00", "30.00"],
        ["服务", "23.00", "23.00", "20.00", "19.00"],
    ],
    number="公开11表",
    spans=[((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0))],
    widths=[110, 100, 100, 100, 100],
)
CARS = page(
    "2023年度国有资产占用情况表",
    [
        ["项目", "车辆（辆）", "", "", "", "单价50万元（含）以上通用设备（台、套）"],
        ["", "小计", "机要通信用车", "应急保障用车", "其他用车", ""],
        ["数量", "5", "1", "3", "1", "4"],
    ],
    number="公开13表",
    unit="",
    spans=[((0, 0), (0, 1)), ((1, 0), (4, 0)), ((5, 0), (5, 1))],
    widths=[60, 50, 80, 80, 70, 175],
)
"""Names over the columns."""


VISITS = page(
    "相关统计数",
    [
        ["项目", "单位", "2023年", "2022年"],
        ["因公出国（境）\n团组数", "个", "2", "1"],
        ["国内公务接\n待批次", "批次", "12", "10"],
        ["国内公务接\n待人次", "人次", "1,205", "90"],
    ],
    unit="",
    widths=[120, 50, 80, 80],
)
"""No number, wrapped labels, the year before beside the year."""
SHARES = page(
    "2023年度政府采购情况表",
    [
        ["项目", "政府采购支出", "", "", "", "授予中小企业合同金额", ""],
        ["", "合计", "货物", "工程", "服务", "金额", "其中：授予小微企业合同金额"],
        ["决算数", "600,000.00", "100,000.00", "300,000.00", "200,000.00", "450,000.00", "180,000.00"],
    ],
    number="公开11表",
    unit="金额单位：元",
    spans=[((0, 0), (0, 1)), ((1, 0), (4, 0)), ((5, 0), (6, 0))],
    widths=[50, 70, 70, 70, 70, 80, 110],
)
STOCK = page(
    "2023年度国有资产占用使用情况表",
    [
        ["序号", "项目", "计量单位", "年初数", "", "年末数", ""],
        ["", "", "", "数量", "价值", "数量", "价值"],
        ["1", "车辆", "辆", "7", "80.00", "6", "72.00"],
        ["2", "其中：机要通信用车", "辆", "1", "10.00", "1", "10.00"],
        ["3", "应急保障用车", "辆", "6", "70.00", "5", "62.00"],
        ["4", "单价100万元（含）以上设备（不含车辆）", "台（套）", "2", "300.00", "3", "420.00"],
    ],
    number="公开14表",
    spans=[((0, 0), (0, 1)), ((1, 0), (1, 1)), ((2, 0), (2, 1)), ((3, 0), (4, 0)), ((5, 0), (6, 0))],
    widths=[30, 190, 60, 50, 60, 50, 60],
)
"""Number and worth, at the beginning and at the end of the year."""


@cache
def _read(*pages: Draw) -> Disclosure:
    return document(*pages)


def records(*pages: Draw) -> Records:
    return _read(*pages).records


def filled(record: object) -> dict[str, str]:
    return {path: f"{number.value.normalize():f}" for path, number in numbers_of(record)}


def test_counts_and_operating_cost_from_a_table_with_line_numbers() -> None:
    found = records(COUNTS)
    assert found.three_public is not None and found.operating is not None
    assert filled(found.three_public.counts) == {
        "abroad_groups": "2",
        "abroad_persons": "4",
        "vehicles_bought": "0",
        "vehicles_held": "3",
        "reception_batches": "15",
        "reception_persons": "105",
        "foreign_batches": "1",
        "foreign_persons": "6",
        "reception_domestic": "5",
        "reception_foreign": "0.4",
    }
    assert filled(found.operating) == {"amount": "45.6"}
    assert found.procurement is None and found.assets is None


def test_two_panels_with_a_column_of_units_on_a_lying_page() -> None:
    found = records(AGENCY)
    assert found.procurement is not None and found.assets is not None and found.operating is not None
    assert filled(found.procurement) == {
        "total": "60", "goods": "10", "works": "30", "services": "20", "sme": "45", "small": "18",
    }  # fmt: skip
    assert filled(found.assets.vehicles) == {
        "leader": "0", "main_leader": "1", "confidential": "1", "emergency": "3", "other": "1",
    }  # fmt: skip
    assert filled(found.assets.vehicles_total) == {"": "6"}
    assert [(one.kind, one.threshold, one.count and one.count.printed) for one in found.assets.equipment] == [
        ("general", "单价50万元（含）以上", "4"),
        ("special", "单价100万元（含）以上", "2"),
    ]
    assert filled(found.operating) == {"amount": "45.6"}


def test_short_labels_under_the_title_take_the_amounts_that_were_spent() -> None:
    found = records(BOUGHT)
    assert found.procurement is not None
    assert filled(found.procurement) == {"total": "60", "goods": "10", "works": "30", "services": "20"}


def test_names_over_the_columns() -> None:
    found = records(CARS)
    assert found.assets is not None
    assert filled(found.assets.vehicles) == {"confidential": "1", "emergency": "3", "other": "1"}
    assert filled(found.assets.vehicles_total) == {"": "5"}
    assert [(one.kind, one.count and one.count.printed) for one in found.assets.equipment] == [("general", "4")]


def test_the_year_before_and_the_worth_are_left_out() -> None:
    visits, stock = records(VISITS).three_public, records(STOCK).assets
    assert visits is not None and stock is not None
    assert filled(visits.counts) == {"abroad_groups": "2", "reception_batches": "12", "reception_persons": "1205"}
    assert filled(stock.vehicles_total) == {"": "6"}
    assert filled(stock.vehicles) == {"confidential": "1", "emergency": "5"}
    (one,) = stock.equipment
    assert (one.kind, one.exclude, one.count and one.count.printed) == ("any", "不含车辆", "3")


def test_the_sum_of_a_table_is_what_its_title_says() -> None:
    draw = page(
        "2023年度机关运行经费支出情况表",
        [
            ["科目", "预算数", "决算数"],
            ["办公费", "3.00", "2.00"],
            ["公务接待费", "3.00", "2.00"],
            ["合计", "6.00", "4.00"],
        ],
        number="公开10表",
        unit="单位：元",
    )
    assert filled(records(draw).operating) == {"amount": "0.0004"}


def test_a_head_over_an_amount_and_its_part() -> None:
    found = records(SHARES).procurement
    assert found is not None
    assert filled(found) == {
        "total": "60", "goods": "10", "works": "30", "services": "20", "sme": "45", "small": "18",
    }  # fmt: skip


@pytest.mark.parametrize("draw", [COUNTS, AGENCY, BOUGHT, CARS])
def test_each_number_has_its_cell(draw: Draw) -> None:
    found = records(draw)
    numbers = [one for _, one in numbers_of(found) if one.where.source == "table"]
    assert numbers
    for one in numbers:
        assert one.where.page == 3 and one.where.box is not None and one.where.quote == one.printed
        assert one.proof == "unproved" and one.printed in one.where.sentence
    assert "again" not in records_shape(found) and "source" not in str(records_shape(found))


# What is not read ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "draw",
    [
        # Worth, not number: the column of cars is money.
        page(
            "2023年度国有资产使用情况表",
            [["项目", "行次", "资产总额", "车辆", "在建工程"], ["合计", "1", "80.00", "33.00", "5.00"]],
            number="公开13表",
        ),
        # An amount without a unit could be 元 or 万元.
        page("2023年度政府采购情况表", [["项目", "金额"], ["政府采购支出合计", "60.00"]], number="公开11表", unit=""),
        # Two amounts of one year.
        page(
            "2023年度政府采购情况表",
            [["项目", "公开招标", "询价"], ["政府采购支出合计", "60.00", "20.00"]],
            number="公开11表",
        ),
        # By where the money came from: none is the whole.
        page(
            "2023年度政府采购情况表",
            [["项目", "行次", "一般公共预算", "政府性基金预算", "其他资金"], ["合计", "1", "3.00", "4.00", "5.00"]],
            number="公开11表",
        ),
        # A list of things, each of its kind.
        page(
            "2023年度政府采购情况表",
            [["序号", "采购项目", "类别", "金额"], ["1", "计算机", "货物", "3.00"], ["2", "物业", "服务", "20.00"]],
            number="公开11表",
        ),
        # What was to be bought, and what another year's was.
        page("2023年度政府采购预算表", [["项目", "金额"], ["政府采购支出合计", "60.00"]], number="公开11表"),
        page("2022年度政府采购情况表", [["项目", "金额"], ["政府采购支出合计", "60.00"]], number="公开11表"),
        # A form nobody filled in.
        page("2023年度政府采购情况表", [["项目", "金额"], ["政府采购支出合计", "XX"]], number="公开11表"),
        # Targets of a performance form.
        page(
            "2023年度部门整体支出绩效自评情况表",
            [["三级指标", "年度指标值", "实际完成值", "分值"], ["公务接待批次", "30", "25", "10"]],
            number="公开14表",
            unit="",
        ),
    ],
    ids=["worth", "no unit", "two amounts", "funds", "list", "planned", "last year", "blank form", "targets"],
)
def test_what_could_be_something_else_is_no_record(draw: Draw) -> None:
    found = records(draw)
    assert found.procurement is None and found.assets is None and found.three_public is None


# With sentences -----------------------------------------------------------------------------------------------------


def _explained(total: str, operating: str = "机关运行经费支出45.60万元。") -> Draw:
    return told(
        "第三部分 2023年度部门决算情况说明",
        "十、机关运行经费支出情况说明",
        operating,
        "十一、政府采购支出情况说明",
        f"2023年度政府采购支出总额{total}万元。",
    )


def _again(found: Disclosure) -> list[tuple[str, str]]:
    return [(one.check_id, one.grade) for one in found.checks if one.check_id == "W02"]


def test_the_sentence_stays_and_the_table_adds_what_it_leaves_out() -> None:
    found = _read(BOUGHT, _explained("60.00"))
    one = found.records.procurement
    assert one is not None and one.total is not None and one.works is not None
    assert (one.total.where.source, one.works.where.source) == ("sentence", "table")
    assert one.works.value == Decimal(30)
    assert set(_again(found)) == {("W02", "exact")}


def test_two_values_of_one_quantity_are_a_finding_told_once() -> None:
    found = _read(BOUGHT, _explained("61.00"))
    one = found.records.procurement
    assert one is not None and one.total is not None and one.total.value == Decimal(61)
    assert _again(found).count(("W02", "fail")) == 1
    (told_of,) = [finding for finding in found.findings if "61.00" in finding.message]
    assert "政府采购总额在说明中印为61.00万元，在表中印为60.00万元" in told_of.message
    assert told_of.kind == "text" and {spot.page for spot in told_of.spots} == {3, 4}
    assert one.total.proof == "disputed"


def test_a_sentence_that_says_none_against_a_table_with_an_amount() -> None:
    found = _read(COUNTS, _explained("60.00", "本部门2023年度无机关运行经费支出。"))
    assert found.records.operating is not None and found.records.operating.amount is None
    assert ("W02", "fail") in _again(found)


def test_the_source_stands_in_the_files(tmp_path: Path) -> None:
    home = write_document(_read(BOUGHT, _explained("60.00")), tmp_path, "0.1.0")
    (path,) = home.rglob("procurement.csv")
    (line,) = csv.DictReader(path.open(encoding="utf-8-sig"))
    assert line["source"] == "sentence;table"


def test_a_record_read_back_says_the_same(tmp_path: Path) -> None:
    found = _read(BOUGHT, _explained("61.00"))
    write_document(found, tmp_path, "0.1.0")
    (path,) = tmp_path.rglob("disclosure.json")
    again = recheck_file(path).disclosure
    assert [(way, one.value, one.proof, one.where.source) for way, one in numbers_of(again.records)] == [
        (way, one.value, one.proof, one.where.source) for way, one in numbers_of(found.records)
    ]
    assert _again(again) == _again(found)
