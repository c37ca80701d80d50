"""What two accounts of a department say of each other: nothing false, and what differs with both places."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from extractor.cli import main
from extractor.export.panel.check import Check, finding_of
from extractor.export.panel.panel import Panel
from extractor.export.panel.sheets import panel_workbook
from tests.export.panel.run import extracted, panel_of
from tests.export.panel.years import Year, accounts, as_university, print_all


def test_years_that_run_on_name_no_difference(years: Path) -> None:
    panel = panel_of(years)
    assert [check.message for check in panel.differences] == []
    carried = {
        check.what for check in panel.checks if check.check_id == "K01" and check.now.document.fiscal_year == 2024
    }
    assert "年初结转和结余等于上年年末" in carried
    assert "年初财政拨款结转和结余等于上年年末" in carried
    assert "年初22960彩票公益金安排的支出结转和结余等于上年年末" in carried
    told = [check for check in panel.checks if check.check_id == "K02"]
    assert len(told) == 6 and {check.grade for check in told} == {"exact"}


def test_what_is_carried_over_is_found_by_another_name_too(years: Path) -> None:
    panel = panel_of(years)
    (first,) = [one.name for one in panel.documents if one.fiscal_year == 2022]
    of_2023 = [check for check in panel.checks if check.now.document.fiscal_year == 2023]
    assert {check.before.document.name for check in of_2023} == {first}
    assert "年初结转和结余等于上年年末" in {check.what for check in of_2023}


@pytest.mark.slow
def test_two_accounts_of_a_university_name_no_false_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is carried over is 年初结转和结余 in one year and 上年结转和结余 in the other."""
    data = accounts(Year(2023), Year(2024, library="40.00", opening_label="上年结转和结余"))
    output = extracted(tmp_path, print_all([as_university(one) for one in data], tmp_path))
    panel = panel_of(output, "overall.opening", "overall.closing")
    assert [check.message for check in panel.differences] == []
    assert "年初结转和结余等于上年年末" in {check.what for check in panel.checks}
    opening, closing = ([e for e in panel.entries if e.measure == f"overall.{name}"] for name in ("opening", "closing"))
    assert [one.year for one in opening] == [one.year for one in closing] == [2023, 2024]
    assert opening[1].value.amount == closing[0].value.amount
    archive = tmp_path / "archive"
    assert main(["archive", "add", str(output), "--to", str(archive), "--pdf", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["archive", "diff", str(archive), "2023_", "2024_", "--json"]) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert changes and all(one["before"] and one["after"] for one in changes)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    """The text of 2023 tells a change that is not that of the two accounts; 2024 begins with more than 2023 ended with,
    and sets its growth against the restated year; of 2022 there are two printings."""
    home = tmp_path_factory.mktemp("odd")
    wrong = {"一般公共预算财政拨款支出": "增加412.30万元，增长2.82%"}
    against = {"收入支出总计": "增加100.00万元，增长0.65%"}
    data = accounts(
        Year(2022), Year(2023, library="10.00", changes=wrong), Year(2024, restated="6.66", changes=against)
    )
    first = copy.deepcopy(data[0])
    first["name"], first["cover"]["date"] = "another_printing", "二〇二三年十二月"
    return panel_of(extracted(home, print_all([*data, first], home)))


def differences(panel: Panel, year: int, check_id: str) -> list[Check]:
    """What an account says otherwise than the one before it."""
    return [one for one in panel.differences if (one.now.document.fiscal_year, one.check_id) == (year, check_id)]


def test_a_change_that_the_accounts_contradict_is_a_fault(odd: Panel) -> None:
    (check,) = differences(odd, 2023, "K02")
    assert (check.verdict, check.severity) == ("fail", "fault")
    assert (check.expected, check.found, check.difference) == (Decimal("10.00"), Decimal("412.30"), Decimal("402.30"))
    assert "实际增加 10.00 万元（0.07%）" in check.message
    assert differences(odd, 2023, "K01") == []


def test_a_finding_has_the_places_in_both_documents(odd: Panel) -> None:
    (check,) = differences(odd, 2023, "K02")
    found = finding_of(check)
    now, before = found.spots
    assert (found.code, found.severity, found.kind, found.expected) == ("growth_differs", "fault", "rate", "10.00万元")
    assert now.quote.startswith("与2022年度相比，一般公共预算财政拨款支出增加412.30万元")
    assert before.quote == "15,028.15万元"
    assert before.figure_id == "T05/total/total"
    assert now.page and before.page and now.box is not None and before.box is not None
    assert found.finding_id == finding_of(check).finding_id


def test_a_restated_balance_is_information_with_its_reason(odd: Panel) -> None:
    carried = differences(odd, 2024, "K01")
    assert {check.difference for check in carried} == {Decimal("6.66")}
    assert {(check.verdict, check.severity) for check in carried} == {("differs", "info")}
    assert all("年初数可因会计差错更正" in check.message for check in carried)
    assert all(finding_of(check).todo == "" for check in carried)


def test_growth_against_a_restated_year_is_no_fault(odd: Panel) -> None:
    (told,) = differences(odd, 2024, "K02")
    assert (told.severity, told.verdict) == ("info", "differs")
    assert "不衔接" in told.message


def test_the_sheets_tell_what_differs_and_what_was_set_aside(odd: Panel) -> None:
    book = openpyxl.load_workbook(BytesIO(panel_workbook(odd, "output", "0")))
    rows = list(book["发现"].iter_rows(values_only=True))
    first, second = (dict(zip(rows[0], row, strict=True)) for row in rows[1:3])
    (check,) = differences(odd, 2023, "K02")
    assert [first["文件编号"], second["文件编号"]] == [check.now.document.name, check.before.document.name]
    assert (first["程度"], first["应为"]) == ("不符", "10.00万元")
    (aside,) = odd.set_aside
    assert [aside.instead] == [one.name for one in odd.documents if one.fiscal_year == 2022]
    said = [[cell for cell in row if cell] for row in book["概览"].iter_rows(values_only=True)]
    assert [aside.department, "决算", "部门", 2022, aside.name, f"未取；采用 {aside.instead}"] in said
