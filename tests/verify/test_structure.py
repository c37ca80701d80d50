"""What a document says of itself in several places must be one thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.model import CheckResult, Disclosure, Located, Passage, Table
from extractor.model.catalogue import finding
from extractor.verify import check_structure
from tests.conftest import ROOT
from tests.readings import of_file

ENTITY = "上海市滨江新区文化和旅游局"


@pytest.fixture(scope="module")
def account() -> Disclosure:
    return of_file(ROOT / "samples" / "binjiang_culture_2024.pdf")


def located(year: str = "2024年度", entity: str = ENTITY) -> Located:
    return Located("T03", "支出决算表", "公开03表", "单位：万元", entity, (), pages=(7,), title_page=7, year=year)


def told(text: str, key: str = "overall") -> Passage:
    return Passage(key, "", text, ((0, 18),))


def failed(
    tables: tuple[Table, ...] = (),
    found: tuple[Located, ...] = (),
    passages: tuple[Passage, ...] = (),
    entity: str = ENTITY,
) -> list[CheckResult]:
    return [r for r in check_structure(tables, found, passages, entity, 2024) if r.grade == "fail"]


def renamed(table: Table, code: str, label: str = "", new_code: str = "") -> Table:
    rows = tuple(
        replace(row, label=label or row.label, code=new_code or row.code) if row.code == code else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def test_the_sample_agrees_with_itself(account: Disclosure) -> None:
    assert failed(account.tables, (located(),)) == []


def test_another_year_over_a_table_is_named() -> None:
    (found,) = failed(found=(located(year="2023年度"),))
    assert (found.check_id, found.table_id, found.page) == ("S02", "T03", 7)
    assert "2023" in found.message and "2024" in found.message


@pytest.mark.parametrize(
    "name", [ENTITY, "滨江新区文化和旅游局", "上海市滨江新区文化和旅游局（本级）", "滨江文旅局", ""]
)
def test_a_short_form_of_the_name_is_the_name(name: str) -> None:
    assert failed(found=(located(entity=name),)) == []


def test_another_entity_over_a_table_is_named() -> None:
    (found,) = failed(found=(located(entity="上海市滨江新区统计局"),))
    assert (found.check_id, found.where) == ("S02", "表头单位名称")


@pytest.mark.parametrize(
    ("text", "count"), [("与2023年度相比,增加", 0), ("与2022年度相比,增加", 1), ("较2024年增长", 1)]
)
def test_a_comparison_is_with_the_year_before(text: str, count: int) -> None:
    assert len(failed(passages=(told(text),))) == count


def test_a_code_with_two_names_is_named(account: Disclosure) -> None:
    tables = tuple(renamed(t, "2070102", "一般行政管理事物") if t.table_id == "T05" else t for t in account.tables)
    (found,) = failed(tables)
    assert (found.check_id, found.table_id) == ("S03", "T05")
    assert "2070102" in found.message and "一般行政管理事物" in found.message


@pytest.mark.parametrize(("head", "named"), [("科目名称", True), ("项目名称", False)])
def test_a_table_of_no_form_may_name_projects_beside_codes(account: Disclosure, head: str, named: bool) -> None:
    """As 项目收入支出决算表 of Inner Mongolia does: that is no other name of the code."""
    other = replace(renamed(account["T05"], "2070102", "场馆修缮"), table_id="X01")
    cells = tuple(
        replace(cell, text=head) if "名称" in cell.text and cell.row < rows else cell
        for grid, rows in zip(other.parts[:1], other.header_rows, strict=False)
        for cell in grid.cells
    )
    assert any(cell.text == head for cell in cells)
    other = replace(other, parts=(replace(other.parts[0], cells=cells), *other.parts[1:]))
    assert [found.table_id for found in failed((*account.tables, other))] == ["X01"] * named


def test_a_name_with_two_codes_is_named(account: Disclosure) -> None:
    tables = tuple(renamed(t, "2070102", new_code="2070103") if t.table_id == "T05" else t for t in account.tables)
    assert {result.check_id for result in failed(tables)} == {"S03"}


def test_a_misprinted_class_is_named(account: Disclosure) -> None:
    rows = tuple(replace(row, label=row.label.replace("卫生健康", "卫生建康")) for row in account["T01"].rows)
    tables = tuple(replace(t, rows=rows) if t.table_id == "T01" else t for t in account.tables)
    (found,) = failed(tables)
    assert (found.check_id, found.table_id) == ("S03", "T01")
    assert "应为“卫生健康支出”" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "上海市XX局2024年度没有支出。",
        "比上年下降(增长)27.78%。",
        "支出XXX万元。",
        "决算数大于(小于)预算数。",
        "无支出的,仍保留该表格式,并在本表下方作下述说明:没有支出。",
        "收入___万元。",
    ],
)
def test_leftovers_of_the_form_are_named_once(text: str) -> None:
    (found,) = failed(passages=(told(text, key=""),))
    assert (found.check_id, found.page) == ("S05", 18)


@pytest.mark.parametrize("text", ["增加(含上年结转)5万元。", "XX路12号。", "大于预算数。", "(类)(款)(项)"])
def test_plain_text_is_no_leftover(text: str) -> None:
    assert failed(passages=(told(text, key=""),)) == []


def test_the_form_itself_is_not_full_of_leftovers() -> None:
    assert failed(passages=(told("上海市XX局XXX万元"),), entity="上海市XX局") == []


def test_another_year_on_the_cover_or_over_a_part_is_named() -> None:
    cover = Passage("", "", f"{ENTITY}2023年度部门决算", ((0, 1),))
    part = Passage("", f"{ENTITY}2022年度部门决算情况说明", "", ((0, 18),))
    found = failed(passages=(cover, part))
    assert sorted((result.check_id, result.where, result.page or 0) for result in found) == [
        ("S02", "标题年度", 1),
        ("S02", "标题年度", 18),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        f"{ENTITY}2024年度部门决算情况说明",
        "2024年度部门决算表",
        "部门概况",
        "上海市滨江新区",
        "滨江新区文化和旅游局概况",
        "2024年度部门决算情况说明",
    ],
)
def test_headings_that_name_the_document_as_it_is(heading: str) -> None:
    assert failed(passages=(Passage("", heading, "", ((0, 4),)),)) == []


def test_another_entity_over_a_part_is_named() -> None:
    (found,) = failed(passages=(Passage("", "上海市滨江新区统计局2024年度部门决算表", "", ((0, 4),)),))
    assert (found.check_id, found.where, found.page) == ("S02", "标题单位名称", 4)


def test_a_table_that_the_contents_list_and_the_document_lacks_is_named() -> None:
    note = finding("missing_table.listed", "T03", title="支出决算表")
    table = Table("T03", "支出决算表", "", "", "missing", (), "", "", findings=(note,))
    (found,) = failed((table,))
    assert (found.check_id, found.table_id) == ("S01", "T03")


def test_a_name_that_the_published_list_has_twice_is_no_slip(account: Disclosure) -> None:
    twice = "其他国有资本经营预算支出"
    tables = tuple(
        renamed(renamed(t, "2070102", twice, "2239901"), "2070199", twice, "2239999") if t.table_id == "T05" else t
        for t in account.tables
    )
    assert not [result for result in failed(tables) if twice in result.message and "编码" in result.message]
