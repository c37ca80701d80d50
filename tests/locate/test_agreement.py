"""The entity and the year of a scan: what most places print, and a doubt where no reading has more."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from extractor.locate import survey
from extractor.locate.identity import Identity, identify
from extractor.model import Sheet
from tests.locate.build import FUNCTION, sheet

NAME, MISREAD = "松岭市教育局", "最洛岭市教育局"


def document(cover: str, *heads: str, text: str = "", year: str = "2023") -> list[Sheet]:
    """A cover, tables with the name over each, and a page of text."""
    tables = [sheet(k, "支出决算表", f"部门：{head}  单位：万元", FUNCTION) for k, head in enumerate(heads, start=2)]
    return [sheet(1, cover, f"{year}年度部门决算"), *tables, sheet(9, text or "一、总体情况")]


def read(sheets: list[Sheet], scanned: Collection[int]) -> Identity:
    return identify(sheets, survey(sheets), scanned=scanned)


def codes(found: Identity) -> list[str]:
    return [finding.code for finding in found.findings]


def test_most_places_decide() -> None:
    found = read(document(MISREAD, NAME, text=f"{NAME}贯彻落实"), range(10))
    assert (found.entity, codes(found)) == (NAME, [])


def test_what_is_read_once_against_once_is_said() -> None:
    found = read(document(MISREAD, NAME), range(10))
    assert codes(found) == ["entity_unsure"]
    assert NAME in found.findings[0].message and MISREAD in found.findings[0].message
    assert found.findings[0].severity == "doubt"


def test_text_outweighs_pictures() -> None:
    found = read(document(NAME, MISREAD, text="其他"), {2})
    assert (found.entity, codes(found)) == (NAME, [])


@pytest.mark.parametrize("head", ["市教育局", "松岭市教育局(本级)"])
def test_a_short_or_a_long_form_is_no_misreading(head: str) -> None:
    assert codes(read(document(NAME, head), range(10))) == []


def test_a_document_of_text_is_read_as_ever() -> None:
    sheets = document(MISREAD, NAME)
    assert read(sheets, ()) == identify(sheets, survey(sheets))
    assert codes(read(sheets, ())) == []


def test_what_holes_and_staples_are_read_as_is_no_part_of_a_name() -> None:
    found = read(document(f"Fe北V{NAME}", NAME), range(10))
    assert (found.entity, codes(found)) == (NAME, [])
    assert read(document(f"●●{NAME}"), range(10)).entity == NAME


def test_a_name_with_other_letters_that_nothing_bears_out_is_said() -> None:
    assert codes(read(document(f"Fe北V{NAME}"), range(10))) == ["entity_unsure"]
    assert codes(read(document("北京CBD管理委员会", "北京CBD管理委员会"), range(10))) == []


def test_years_that_contradict_each_other_are_said() -> None:
    sheets = [
        sheet(1, NAME, "2028年度部门决算"),
        sheet(2, "2023年度支出决算表", f"部门：{NAME}  单位：万元", FUNCTION),
    ]
    found = read(sheets, {1, 2})
    assert codes(found) == ["year_unsure"]
    assert "2028" in found.findings[0].message and "2023" in found.findings[0].message
    assert codes(read(sheets, {2})) == []


def test_the_unit_on_the_line_of_a_name_is_no_part_of_it() -> None:
    found = read([sheet(1, f"金额单位：元{NAME}", "2023年度部门决算"), sheet(2, "支出决算表", FUNCTION)], {1, 2})
    assert found.entity in (NAME, "")
