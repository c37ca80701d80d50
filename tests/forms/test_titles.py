"""Printed lines to titles: which table they name, under which number, in which unit, of whom, of which year."""

from __future__ import annotations

import pytest

from extractor.forms import forms
from extractor.forms.titles import form_number, match_title, mentions_table, title_in, unit_of

TITLES = [
    # the names the forms are printed with
    ("收入支出决算总表", "T01"),
    ("收支决算总表", "T01"),
    ("部门收支决算总表", "T01"),
    ("部门收支总体情况决算表", "T01"),
    ("收支总体情况表", "T01"),
    ("收入决算表", "T02"),
    ("收入决算总表", "T02"),
    ("部门收入决算表", "T02"),
    ("部门收入总体情况决算表", "T02"),
    ("支出决算表", "T03"),
    ("支出决算总表", "T03"),
    ("部门支出决算表", "T03"),
    ("部门支出总体情况决算表", "T03"),
    ("财政拨款收入支出决算总表", "T04"),
    ("财政拨款收支决算总表", "T04"),
    ("财政拨款收支总体情况决算表", "T04"),
    ("一般公共预算财政拨款支出决算表", "T05"),
    ("一般公共预算财政拨款收入支出决算表", "T05"),
    ("一般公共预算支出决算表", "T05"),
    ("一般公共预算支出情况决算表", "T05"),
    ("一般公共预算财政拨款基本支出决算明细表", "T06"),
    ("一般公共预算财政拨款基本支出决算表", "T06"),
    ("基本支出决算表", "T06"),
    ("一般公共预算基本支出决算表（经济科目）", "T06"),
    ("一般公共预算财政拨款基本支出决算表（按经济分类）", "T06"),
    ("一般公共预算支出决算表（经济科目）", ""),
    ("财政拨款支出决算表（功能科目）", ""),
    ("财政拨款“三公”经费、会议费和培训费支出决算表", "T09"),
    ("一般公共预算财政拨款“三公”经费支出情况表", "T09"),
    ("一般公共预算基本支出情况决算表", "T06"),
    ("政府性基金预算财政拨款收入支出决算表", "T07"),
    ("政府性基金预算财政拨款支出决算表", "T07"),
    ("政府性基金决算表", "T07"),
    ("国有资本经营预算财政拨款支出决算表", "T08"),
    ("国有资本经营预算财政拨款收入支出决算表", "T08"),
    ("国有资本经营支出决算表", "T08"),
    ("财政拨款“三公”经费支出决算表", "T09"),
    ("一般公共预算财政拨款“三公”经费支出决算表", "T09"),
    ("财政拨款“三公”经费及会议费、培训费支出决算表", "T09"),
    ("“三公”经费、行政参公单位机关运行经费情况表", "T09"),
    ("三公经费支出决算表", "T09"),
    ("财政拨款“三公”经费、行政参公单位机关运行经费情况表", "T09"),
    ("一般公共预算财政拨款“三公”经费、行政参公单位机关运行经费情况表", "T09"),
    ("一般公共预算财政拨款“三公”经费决算表", "T09"),
    ("公共预算财政拨款支出决算表", "T05"),
    ("某县林业局公共财政预算支出情况决算表", "T05"),
    ("公共预算财政拨款基本支出决算表", "T06"),
    ("政府性基金财政拨款收支情况决算表", "T07"),
    ("国有资本经营收支决算表", "T08"),
    ("财政拨款收支总体决算表", ""),
    ("政府性基金预算财政拨款“三公”经费支出决算表", ""),
    ("高等学校收支决算总表", "U01"),
    ("高等学校收入决算表", "U02"),
    ("高等学校支出决算表", "U03"),
    ("高等学校财政拨款支出决算表", "U04"),
    # quotes of every kind, or lost
    ('财政拨款"三公"经费支出决算表', "T09"),
    ("财政拨款「三公」经费支出决算表", "T09"),
    ("财政拨款\ufffd三公\ufffd经费支出决算表", "T09"),
    ("财政拨款<三公=经费支出决算表", "T09"),
    ("财政拨款＂三公＂经费支出决算表", "T09"),
    ("财政拨款 三公 经费支出决算表", "T09"),
    # spaces, letter spacing, full width
    ("收 入 支 出 决 算 总 表", "T01"),
    ("收入支出决算总表　", "T01"),
    # what stands around
    ("2023年度收入支出决算总表", "T01"),
    ("2023年收入支出决算总表", "T01"),
    ("２０２３年度收入决算表", "T02"),
    ("二〇二三年度收入决算表", "T02"),
    ("收入决算表（2023年度）", "T02"),
    ("上海市普陀区财政局2024年度收入支出决算总表", "T01"),
    ("2024年度上海市普陀区财政局收入支出决算总表", "T01"),
    ("武汉市人力资源和社会保障局支出决算表", "T03"),
    ("表1：收入支出决算总表", "T01"),
    ("表 1 收入支出决算总表", "T01"),
    ("（表2）收入决算表", "T02"),
    ("收入决算表（表2）", "T02"),
    ("附表3 支出决算表", "T03"),
    ("附表1 2023年度收入支出决算总表", "T01"),
    ("表5：2023年度一般公共预算财政拨款支出决算表", "T05"),
    ("表10 2023年度支出决算表", "T03"),
    ("附表三：支出决算表", "T03"),
    ("公开04表 财政拨款收入支出决算总表", "T04"),
    ("财决公开05表 一般公共预算财政拨款支出决算表", "T05"),
    ("表五一般公共预算财政拨款支出决算表", "T05"),
    ("表一一般公共预算财政拨款支出决算表", "T05"),
    ("表十一一般公共预算财政拨款支出决算表", "T05"),
    ("五、一般公共预算财政拨款支出决算表", "T05"),
    ("（五）一般公共预算财政拨款支出决算表", "T05"),
    ("5.一般公共预算财政拨款支出决算表", "T05"),
    ("收入支出决算总表(财决01表)", "T01"),
    ("支出决算表（续）", "T03"),
    ("支出决算表（续表）", "T03"),
    ("续表：支出决算表", "T03"),
    ("支出决算表 单位：万元", "T03"),
    ("2022年度支出决算表（公开03表）金额单位：元", "T03"),
    ("①政府性基金预算财政拨款收入支出决算表", "T07"),
    ("◆ 收入支出决算总表", "T01"),
    ("般公共预算财政拨款支出决算表", "T05"),
    # lines of a 目录
    ("一、收入支出决算总表……………………………5", "T01"),
    ("三、支出决算表..........7", "T03"),
    ("六、一般公共预算财政拨款基本支出决算表 ······ 12", "T06"),
    ("收入决算表（按功能分类列示）", "T02"),
    ("收入决算表（分科目）", "T02"),
    ("支出决算表（按功能分类科目列示）", "T03"),
    ("一般公共预算支出决算表（按功能科目分类）", "T05"),
    ("一般公共预算基本支出决算表（按经济科目分类）", "T06"),
    ("2022年度收入支出决算总表（部门汇总）", "T01"),
    ("收入支出决算总表（本级）", "T01"),
    ("一般公共预算“三公”经费、机关运行经费情况表", "T09"),
    ("一般公共预算财政拨款“三公”经费及机关运行经费支出决算表", "T09"),
    ("“三公”经费财政拨款支出决算表", "T09"),
    ("“三公”经费及会议费支出情况表", "T09"),
]


@pytest.mark.parametrize(("line", "form_id"), TITLES)
def test_titles(line: str, form_id: str) -> None:
    title = match_title(line)
    assert title is not None
    assert title.form_id == form_id


@pytest.mark.parametrize(
    "line",
    [
        # the end of another title is not that title: these tables are printed, and are none of the nine
        "项目收入支出决算表",
        "一般公共预算财政拨款项目支出决算明细表",
        "财政拨款支出决算明细表",
        "资产负债情况表",
        "机构运行经费支出、国有资产占用情况及政府采购支出信息表",
        "政府采购情况表",
        "收入决算表(按单位列示)",
        "支出决算表(分单位)",
        "支出决算表(按项目列示)",
        "支出决算表(按经济分类列示)",
        "政府性基金预算财政拨款三公经费支出决算表",
    ],
)
def test_tables_of_no_known_form(line: str) -> None:
    title = match_title(line)
    assert title is not None
    assert (title.form_id, title.text) == ("", line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "表",
        "第二部分 2023年度部门决算表说明。",
        "四、财政拨款收入支出决算总体情况说明",
        "注：本表反映部门本年度的总收支和年末结转结余情况。",
        "本部门2023年度收入支出决算总表如下。",
        "2025年部门预算收支总表",
        "一般公共预算支出预算表",
        "政府性基金预算支出表",
        "部门：上海市普陀区财政局",
        "单位：万元",
        "公开01表",
        "收入支出总计9,788.75万元",
        "上海市普陀区财政局2024年度部门决算",
        (
            "编制说明：收入决算表、支出决算表按财政部统一格式填列，数据取自部门决算报表，并与总账、明细账核对一致，无差异，"
            "全部数据由预算单位财务人员录入后经审核汇总，报财政部门批复后予以公开，详见支出决算表"
        ),
    ],
)
def test_lines_that_are_no_title_of_an_account(line: str) -> None:
    assert title_in(line, "account") is None


@pytest.mark.parametrize("form_id", list(forms()))
def test_every_alias_of_every_form_is_its_own(form_id: str) -> None:
    for alias in forms()[form_id].titles:
        for line in (alias, f"2023年度{alias}", f"宁川县农业农村局{alias}", f"表8：{alias}", " ".join(alias)):
            title = title_in(line, forms()[form_id].kind)
            assert title is not None and title.form_id == form_id, line


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("公开01表 收入支出决算总表", "公开01表"),
        ("表五一般公共预算财政拨款支出决算表", "表五"),
        ("表一一般公共预算财政拨款支出决算表", "表一"),
        ("表十一一般公共预算财政拨款支出决算表", "表十一"),
        ("表十一般公共预算财政拨款支出决算表", "表十"),
        ("收入决算表（表2）", "表2"),
        ("附表 3：支出决算表", "附表3"),
        ("附表1 2023年度收入支出决算总表", "附表1"),
        ("表12 2023年度支出决算表", "表12"),
        ("（财决公开09表）财政拨款“三公”经费支出决算表", "财决公开09表"),
        ("五、一般公共预算财政拨款支出决算表", ""),
        ("2023年度支出决算表", ""),
    ],
)
def test_the_printed_number_is_kept_and_means_nothing(line: str, number: str) -> None:
    title = match_title(line)
    assert title is not None
    assert title.number == number


@pytest.mark.parametrize(
    ("line", "unit", "year", "before", "continued"),
    [
        ("2023年度支出决算表 单位：万元", "万元", "2023年度", "", False),
        ("支出决算表（金额单位：元）", "元", "", "", False),
        ("支出决算表", "", "", "", False),
        ("支出决算表（2022年度）", "", "2022年度", "", False),
        ("江城市水利局支出决算表", "", "", "江城市水利局", False),
        ("江城市水利局2021年度支出决算表", "", "2021年度", "江城市水利局", False),
        ("支出决算表（续）", "", "", "", True),
    ],
)
def test_what_stands_around_a_title(line: str, unit: str, year: str, before: str, continued: bool) -> None:
    title = match_title(line)
    assert title is not None and title.form_id == "T03"
    assert (unit_of(title.unit)[0], title.year, title.before, title.continued) == (unit, year, before, continued)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("公开01表", "公开01表"),
        ("公开 1 表", "公开1表"),
        ("财决公开09表", "财决公开09表"),
        ("（公开12表）", "公开12表"),
        ("附表3", "附表3"),
        ("表 2", "表2"),
        ("表2：", "表2"),
        ("表十一", "表十一"),
        ("财决01-1表", "财决01-1表"),
        ("公开01表 单位：万元", ""),
        ("收入决算表", ""),
        ("01", ""),
        ("", ""),
    ],
)
def test_numbers_on_lines_of_their_own(line: str, number: str) -> None:
    assert form_number(line) == number


@pytest.mark.parametrize(
    ("line", "unit", "printed"),
    [
        ("单位：万元", "万元", "单位：万元"),
        ("金额单位：元", "元", "金额单位：元"),
        ("单位:千元", "千元", "单位:千元"),
        ("单位：人民币万元", "万元", "单位：人民币万元"),
        ("单位：亿元", "亿元", "单位：亿元"),
        ("部门：某局 单位：万元", "万元", "单位：万元"),
        ("单 位 ： 万 元", "万元", "单位：万元"),
        ("（万元）", "万元", "（万元）"),
        ("计量单位：万元", "万元", "计量单位：万元"),
        ("单位：元江县水利局 金额单位：万元", "万元", "金额单位：万元"),
        ("编制单位：某局", "", ""),
        ("单位名称：西南大学", "", ""),
        ("单位：元江县水利局", "", ""),
        ("收入总计9,788.75万元", "", ""),
        ("", "", ""),
    ],
)
def test_units(line: str, unit: str, printed: str) -> None:
    assert unit_of(line) == (unit, printed)


@pytest.mark.parametrize(
    ("line", "account", "budget"),
    [
        ("2025年部门预算收支总表", None, "B01"),
        ("2024年预算单位财务收支预算总表", None, "B01"),
        ("公开表一 收支预算总表", None, "B01"),
        ("一、2017 年度江苏省高级人民法院部门收支预算总表", None, "B01"),
        ("公开02 表：收入预算总表", None, "B02"),
        ("部门收支总表", "T01", "B01"),
        ("财政拨款收支总表", "T04", "B04"),
        ("财政拨款收支预算总表", None, "B04"),
        ("一般公共预算支出预算表（功能科目）", None, "B05"),
        ("一般公共预算基本支出预算表（经济科目）", None, "B06"),
        ("6．2025年部门政府性基金预算支出功能分类预算表", None, "B07"),
        ("2025年部门“三公”经费和机关运行经费预算表", None, "B09"),
        ("“三公”经费、会议费、培训费支出预算表（一般公共预算）", None, "B09"),
        ("财政拨款支出预算表（功能科目）", None, "B10"),
        ("2019年政府采购预算表", None, "B13"),
        ("部门专项资金预算表", None, ""),
        ("一般公共预算财政拨款支出决算表", "T05", ""),
        ("收入支出决算总表", "T01", ""),
    ],
)
def test_what_a_title_names_depends_on_the_kind_of_document(line: str, account: str | None, budget: str | None) -> None:
    found = {kind: title_in(line, kind) for kind in ("account", "budget")}
    assert {kind: title.form_id if title else None for kind, title in found.items()} == {
        "account": account,
        "budget": budget,
    }


@pytest.mark.parametrize("line", [line for line, _ in TITLES])
def test_a_page_with_a_title_is_worth_reading(line: str) -> None:
    """Pages are chosen by a quick look; it may take too many, never too few."""
    if line == "“三公”经费、行政参公单位机关运行经费情况表":
        line = line + "单位：万元"
    assert mentions_table("".join(c for c in line if not c.isspace() and c not in '“”"「」＂') + "单位:万元")
