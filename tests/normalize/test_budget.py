"""Tables of budgets: columns of the year, rows under rows, panels that divide one side twice, columns of names."""

from __future__ import annotations

from extractor.verify import check, proved
from tests.normalize.build import Rows, doubts, printed, read

SUMMARY: Rows = [
    ["收入", "<", "支出", "<", "<", "<"],
    ["项目名称", "金额", "功能分类", "<", "支出用途", "<"],
    ["^", "^", "功能科目名称", "金额", "项目名称", "金额"],
    ["一、财政拨款", "9.00", "一、教育支出", "6.00", "一、基本支出", "5.00"],
    ["1.一般公共预算", "9.00", "二、卫生健康支出", "4.00", "二、项目支出", "5.00"],
    ["二、其他资金", "1.00", "", "", "三、单位预留机动经费", ""],
    ["当年收入小计", "10.00", "当年支出小计", "<", "<", "10.00"],
    ["上年结转资金", "2.00", "结转下年资金", "<", "<", "2.00"],
    ["收入合计", "12.00", "支出合计", "<", "<", "12.00"],
]


def test_one_side_may_divide_its_money_twice() -> None:
    table = read("B01", SUMMARY)
    sections = {row.label: row.section for row in table.rows if row.side == "expenditure"}
    assert sections == {
        "一、教育支出": "function",
        "二、卫生健康支出": "function",
        "一、基本支出": "purpose",
        "二、项目支出": "purpose",
        "三、单位预留机动经费": "purpose",
        "当年支出小计": "",
        "结转下年资金": "",
        "支出合计": "",
    }
    amounts = {row.label: printed(row).get("amount", "") for row in table.rows}
    assert amounts["结转下年资金"] == "2.00"
    assert amounts["支出合计"] == "12.00"


def test_what_ordinals_put_under_a_row_is_its_part() -> None:
    parts = [row.label for row in read("B01", SUMMARY).rows if row.of_which]
    assert parts == ["1.一般公共预算"]


def test_its_sums_hold_and_notice() -> None:
    table = read("B01", SUMMARY)
    grades = [(result.check_id, result.grade) for result in check([table])]
    assert {grade for _, grade in grades} == {"exact"}
    assert {check_id for check_id, _ in grades} == {"BI01", "BI02"}
    wrong = read("B01", [*SUMMARY[:4], [*SUMMARY[4][:3], "3.00", *SUMMARY[4][4:]], *SUMMARY[5:]])
    assert "fail" in {result.grade for result in check([wrong])}


def test_the_year_before_beside_the_year_is_not_the_budget() -> None:
    table = read(
        "B05",
        [
            ["科目编码", "科目名称", "2023年执行数", "2024年预算数", "<", "<", "2024年预算数比2023年执行数", "<"],
            ["^", "^", "^", "小计", "基本支出", "项目支出", "增减额", "增减%"],
            ["201", "一般公共服务支出", "8.00", "9.00", "5.00", "4.00", "1.00", "12.50%"],
        ],
    )
    (row,) = table.rows
    assert {name: printed(row)[name] for name in ("total", "basic", "project")} == {
        "total": "9.00",
        "basic": "5.00",
        "project": "4.00",
    }
    assert doubts(table) == []


def test_two_blocks_of_the_three_public_items_are_two_years() -> None:
    block = ["合计", "因公出国（境）费", "公务用车购置及运行费", "<", "<", "公务接待费"]
    below = ["^", "^", "小计", "公务用车购置费", "公务用车运行费", "^"]
    table = read(
        "B09",
        [
            ["2023年预算数", *["<"] * 5, "2024年预算数", *["<"] * 5],
            [*block, *block],
            [*below, *below],
            ["30.00", "5.00", "20.00", "", "20.00", "5.00", "36.50", "9.00", "20.00", "", "20.00", "7.50"],
        ],
    )
    (row,) = table.rows
    assert {name: text for name, text in printed(row).items() if not name.startswith("c")} == {
        "total": "36.50",
        "abroad": "9.00",
        "vehicle_subtotal": "20.00",
        "vehicle_operation": "20.00",
        "reception": "7.50",
    }


def test_a_year_before_a_header_word_is_no_other_word() -> None:
    table = read(
        "B09",
        [
            ["“三公”经费预算数", *["<"] * 5, "2024年机关运行经费预算数"],
            ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "<", "<", "^"],
            ["^", "^", "^", "小计", "购置费", "运行费", "^"],
            ["1.00", "", "1.00", "", "", "", "171.01"],
        ],
    )
    assert printed(table.rows[0])["operating"] == "171.01"


GOODS: Rows = [
    ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
    ["合计", "", "", "", "", "12.00"],
    ["一、货物A", "", "", "", "", "7.00"],
    ["", "办公设备购置费", "办公设备购置", "", "", "7.00"],
    ["", "", "", "PC服务器", "分散自行组织", "3.00"],
    ["", "", "", "打印设备（20万以下）", "分散自行组织", "4.00"],
    ["三、服务C", "", "", "", "", "5.00"],
    ["", "会议费", "会议费", "", "", "5.00"],
    ["", "", "", "打印设备（20万以下）", "政府集中采购", "5.00"],
]


def test_the_narrowest_word_names_a_row_under_the_wider_ones() -> None:
    table = read("B13", GOODS)
    assert [(row.label, row.level, row.section) for row in table.rows] == [
        ("合计", "total", ""),
        ("一、货物A", "class", ""),
        ("办公设备购置", "division", "一、货物A/办公设备购置费"),
        ("PC服务器", "item", "一、货物A/办公设备购置费/办公设备购置"),
        ("打印设备（20万以下）", "item", "一、货物A/办公设备购置费/办公设备购置"),
        ("三、服务C", "class", ""),
        ("会议费", "division", "三、服务C/会议费"),
        ("打印设备（20万以下）", "item", "三、服务C/会议费/会议费"),
    ]
    assert [printed(row)["amount"] for row in table.rows] == [row[-1] for row in GOODS[1:]]
    assert doubts(table) == []


def test_what_stands_under_a_row_adds_up_to_it() -> None:
    table = read("B13", GOODS)
    results = check([table])
    assert [(result.check_id, result.grade) for result in results] == [("BI11", "exact")] * 5
    assert {figure.proof for _, figure in proved([table], results)[0].figures} == {"proved"}
    wrong = read("B13", [*GOODS[:4], [*GOODS[4][:-1], "3.10"], *GOODS[5:]])
    assert [result.where for result in check([wrong]) if result.grade == "fail"] == ["办公设备购置的总计"]


def test_a_unit_s_own_number_is_no_code_of_the_tree() -> None:
    table = read(
        "B03",
        [
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["", "合计", "9.00", "5.00", "4.00"],
            ["105236", "某大学", "9.00", "5.00", "4.00"],
            ["205", "教育支出", "9.00", "5.00", "4.00"],
        ],
    )
    assert {result.grade for result in check([table])} == {"exact"}


def test_one_row_without_names_is_the_whole() -> None:
    table = read(
        "B03",
        [
            ["合计", "基本支出", "项目支出", "单位预留机动经费", "结转下年资金"],
            ["9.00", "5.00", "3.00", "1.00", ""],
        ],
    )
    assert doubts(table) == []
    results = check([table])
    assert [(result.check_id, result.grade) for result in results] == [("BI04", "exact")]
