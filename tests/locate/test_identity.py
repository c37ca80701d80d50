"""Whose account a document is, of which year, of a department or of one unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.locate import survey
from extractor.locate.identity import Identity, identify
from extractor.locate.lines import entity_of
from extractor.model import Sheet
from tests.locate.build import FUNCTION, line, sheet


def identity(*sheets: Sheet) -> Identity:
    return identify(sheets, survey(sheets))


def of_cover(*lines: str) -> Identity:
    return identity(sheet(1, *lines), sheet(2, "支出决算表", "单位：万元", FUNCTION))


@pytest.mark.parametrize(
    ("lines", "entity", "year", "scope"),
    [
        (["上海市普陀区财政局2024年度部门决算"], "上海市普陀区财政局", 2024, "部门"),
        (["上海市普陀区财政局", "2024年度部门决算"], "上海市普陀区财政局", 2024, "部门"),
        (["2024年度", "上海市普陀区财政局", "部门决算"], "上海市普陀区财政局", 2024, "部门"),
        (["2023年度江城市水利局部门决算公开"], "江城市水利局", 2023, "部门"),
        (["江城市水利局（本级）2023年度单位决算"], "江城市水利局(本级)", 2023, "单位"),
        (["江城市第一中学", "2022年度单位决算"], "江城市第一中学", 2022, "单位"),
        (["西南大学2023年度部门决算"], "西南大学", 2023, "部门"),
        (["江城市水利局二〇二三年度部门决算"], "江城市水利局", 2023, "部门"),
        (["江城市水利局二○二一年度部门决算"], "江城市水利局", 2021, "部门"),
        (["江城科�大学2021年��门决算"], "", 2021, ""),  # what can be read of a name is no name
        (["中共上海市普陀区委社会工作部 2024 年度部门决算"], "中共上海市普陀区委社会工作部", 2024, "部门"),
    ],
)
def test_covers(lines: list[str], entity: str, year: int, scope: str) -> None:
    found = of_cover(*lines)
    assert (found.entity.replace("（", "(").replace("）", ")"), found.fiscal_year, found.scope) == (entity, year, scope)


def test_a_cover_behind_a_notice_is_found() -> None:
    notice = [sheet(n, "关于公开部门决算的通知", *(f"请做好第{k}项工作。" for k in range(9))) for n in (1, 2, 3)]
    cover = sheet(4, "江城市水利局2023年度部门决算", "2024年8月")
    found = identity(*notice, cover, sheet(5, "支出决算表", "单位：万元", FUNCTION))
    assert (found.entity, found.fiscal_year) == ("江城市水利局", 2023)


def test_a_page_of_the_account_is_no_cover() -> None:
    """Its explanations name other years, too."""
    long = sheet(4, "江城市水利局2019年度部门决算", *(f"第{k}段说明收入支出情况。" for k in range(12)))
    found = identity(sheet(1, "部门决算"), sheet(2, "江城"), sheet(3, "市"), long, sheet(5, "支出决算表", FUNCTION))
    assert found.entity == ""


def test_the_year_of_the_account_is_not_that_of_its_publication() -> None:
    found = of_cover("江城市水利局", "2023年度部门决算", "2024年9月29日")
    assert found.fiscal_year == 2023


def test_codes_are_no_years() -> None:
    rows = [
        *FUNCTION,
        ["2013901", "行政运行", "1.00", "1.00", "", "", "", ""],
        ["2019999", "其他", "1.00", "", "", "", "", ""],
    ]
    found = identity(sheet(1, "支出决算表", "部门：江城市水利局  单位：万元", rows))
    assert found.fiscal_year is None
    assert found.entity == "江城市水利局"


def test_years_of_the_titles_count_together() -> None:
    pages = [sheet(1, "江城市水利局部门决算", "2024年8月")]
    pages += [sheet(n, "2023年度支出决算表", "部门：江城市水利局  单位：万元", FUNCTION) for n in (2,)]
    pages += [sheet(3, "2023年度收入决算表", FUNCTION)]
    assert identity(*pages).fiscal_year == 2023


def test_the_lines_over_the_tables_name_the_entity_where_no_cover_does() -> None:
    found = identity(sheet(1, "2022年度支出决算表", "编制单位：海南省琼湾职业技术学校  金额单位：元", FUNCTION))
    assert (found.entity, found.fiscal_year) == ("海南省琼湾职业技术学校", 2022)


def test_contents_on_the_cover_are_no_part_of_it() -> None:
    listed = ["目录", "1.2023年部门财务收支预算总表", "2.2023年部门预算支出总表"]
    found = identify(
        [sheet(1, "2023年", "江城市水利局", "部门预算", *listed)], survey([], "budget"), "budget", "budget"
    )
    assert found.entity == "江城市水利局"


def test_a_sentence_about_the_account_is_no_name() -> None:
    cover = ["2023年度", "江城市水利局", "部门决算", "从构成看，江城市水利局部门决算由局本级决算组成。"]
    pages = [sheet(n, "第二部分机构情况", "从构成看，江城市水利局部门决算由本级决算组成") for n in (2, 3)]
    assert identity(sheet(1, *cover), *pages, sheet(4, "支出决算表", FUNCTION)).entity == "江城市水利局"


def test_what_a_sentence_ends_in_is_no_name() -> None:
    after = "依法公开，接受社会监督。二、单位构成纳入2023年度部门决算编制范围"
    pages = [sheet(n, "第一部分机构情况", after) for n in (2, 3)]
    found = identity(sheet(1, "2023年度", "部门决算"), *pages, sheet(4, "支出决算表", FUNCTION))
    assert (found.entity, found.fiscal_year) == ("", 2023)


def test_a_document_that_says_nothing() -> None:
    assert identity(sheet(1, "支出决算表", "单位：万元", FUNCTION)) == Identity("", None, "")


@pytest.mark.parametrize(
    ("line", "entity"),
    [
        ("部门：江城市水利局", "江城市水利局"),
        ("编制单位：江城市水利局 单位：万元", "江城市水利局"),
        ("公开部门：江城市水利局 金额单位：万元", "江城市水利局"),
        ("单位名称：西南大学 单位：万元", "西南大学"),
        ("部门：江城市水利局 单位：", "江城市水利局"),
        ("部门：江城市事业单位", "江城市事业单位"),
        ("单位名称： 单位：万元", ""),
        ("单位：万元", ""),
        ("金额单位：人民币元", ""),
        ("部门：江城市水利局 公开03表", "江城市水利局"),
        ("单位名称：江城市水利局 附表3 单位：元", "江城市水利局"),
        ("部门：江城市水利局 财决03表", "江城市水利局"),
        ("部门（公章）：江城市水利局", "江城市水利局"),
        ("单位：元江县水利局 金额单位：万元", "元江县水利局"),
        ("收入支出决算总表", ""),
        ("", ""),
    ],
)
def test_the_line_that_names_the_entity(line: str, entity: str) -> None:
    assert entity_of(line) == entity


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/28/26, 1:19 AM  江城市水利局2023年度部门决算", "file:///home/me/page.html  1/9"),
        ("2024/8/20 09:15  2023年度部门决算_江城市水利局", "https://www.jiangcheng.gov.cn/slj/2024/content.html  1/9"),
        ("2024-08-20 上午9:15:07  决算公开", "http://127.0.0.1:8080/a  第1页"),
    ],
)
def test_what_a_browser_prints_at_the_edges_is_no_part_of_a_name(head: str, foot: str) -> None:
    cover = sheet(1, head, top=20.0)
    cover = replace(cover, lines=(*cover.lines, *sheet(1, "江城市水利局", "2023年度部门决算", top=300.0).lines))
    cover = replace(cover, lines=(*cover.lines, *sheet(1, foot, top=820.0).lines))
    found = identity(cover, sheet(2, "支出决算表", "单位：万元", FUNCTION))
    assert (found.entity, found.fiscal_year) == ("江城市水利局", 2023)


def test_nor_is_what_runs_along_the_edges_of_all_pages() -> None:
    pages = [sheet(n, f"内部资料 第{n}期 白塔市财政局印制", top=20.0) for n in (1, 2, 3)]
    own = [sheet(1, "江城市水利局", "2023年度部门决算", top=300.0), sheet(2, "概况", top=300.0)]
    own.append(sheet(3, "支出决算表", "单位：万元", FUNCTION, top=300.0))
    joined = [replace(o, lines=(*p.lines, *o.lines)) for p, o in zip(pages, own, strict=True)]
    assert identity(*joined).entity == "江城市水利局"


def test_a_part_that_opens_under_the_title_is_no_name() -> None:
    lines = ["东陵理工大学", "2024年度部门决算", "2025年9月", "二、2024年度部门决算报表"]
    assert of_cover(*lines).entity == "东陵理工大学"


def test_the_cover_beside_the_contents_on_one_sheet_names_the_entity() -> None:
    cover = [line("海安市统计局", top=80), line("2023年度部门决算", top=150)]
    contents = [line(text, top, left=560.0) for text, top in (("目录", 40), ("一、收入支出决算总表", 60))]
    two = replace(sheet(1), lines=tuple(sorted([*cover, *contents], key=lambda one: one.box.top)), gutter=500.0)
    table = sheet(2, "支出决算表", "单位：万元", FUNCTION)
    assert (identity(two, table).entity, identity(two, table).fiscal_year) == ("海安市统计局", 2023)
    assert identity(replace(two, gutter=0.0), table).entity == ""


@pytest.mark.parametrize(
    ("over", "below"),
    [
        (["部门：江城市水利局 2022年度 单位：万元"], []),
        (["2022年度", "部门：江城市水利局", "单位：万元"], []),
        (["部门：江城市水利局", "单位：万元"], ["注：本表反映部门2022年度的支出情况。"]),
        (["部门：江城市水利局", "单位：万元"], ["本部门2022年度无政府性基金预算财政拨款收入支出。"]),
    ],
)
def test_a_document_that_begins_with_its_tables_is_named_by_them(over: list[str], below: list[str]) -> None:
    """What stands before 决算 in the title of a table, 支出 or 高等学校收支, is no name."""
    first = sheet(1, "收入支出决算总表", *over)
    found = identity(first, sheet(2, "支出决算表", *over, FUNCTION, *below))
    assert (found.entity, found.fiscal_year) == ("江城市水利局", 2022)


def test_a_table_without_a_name_gives_none() -> None:
    assert identity(sheet(1, "高等学校收支决算总表", "单位：万元"), sheet(2, "支出决算表", FUNCTION)).entity == ""
