"""The values of a panel, and what is written of it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from extractor.cli import main
from extractor.errors import ExitCode
from extractor.export.panel.account import Account
from extractor.export.panel.claims import meant_by
from extractor.export.panel.panel import Panel, Selection
from extractor.export.panel.source import open_source
from extractor.export.panel.tables import long_rows
from tests.export.panel.run import lines, panel_of
from tests.export.panel.years import ENTITY


def values(panel: Panel, measure: str, kind: str = "account") -> dict[int, Decimal | None]:
    return {one.year: one.value.amount for one in panel.entries if (one.measure, one.kind) == (measure, kind)}


def test_headline_figures_of_each_year(years: Path) -> None:
    panel = panel_of(years)
    assert values(panel, "undertaking") == {2022: Decimal("47.60"), 2023: Decimal("35.10"), 2024: Decimal("35.10")}
    assert values(panel, "three_public_reception_final")[2022] == Decimal("3.88")
    assert values(panel, "abroad_groups") == {}
    assert values(panel, "gpb_total", "budget") == {2024: Decimal("15284.30")}


def test_figures_and_records_by_id(years: Path) -> None:
    panel = panel_of(years, "T05/2070104/total", "public.reception.final", "procurement/total", "assets/*/count")
    assert values(panel, "T05/2070104/total")[2023] == Decimal("3039.45")
    assert values(panel, "public.reception.final")[2024] == Decimal("3.03")
    assert values(panel, "procurement/total")[2024] == Decimal("1771.75")
    assert values(panel, "assets/vehicles_total/count")[2024] == Decimal(9)
    told = {(each.measure, each.year): each for each in panel.entries if each.kind == "account"}
    one = told["procurement/total", 2024]
    assert (one.value.unit, one.title) == ("万元", "政府采购·总额")
    assert int(one.value.page) > 0


def test_a_pattern_shows_every_row_that_it_fits(years: Path) -> None:
    found = {one.measure for one in panel_of(years, "T05/207010?/total").entries}
    assert {"T05/2070101/total", "T05/2070104/total", "T05/2070109/total"} <= found
    assert all(measure.startswith("T05/207010") for measure in found)


def test_growth_is_exact_and_against_the_year_before(years: Path) -> None:
    by_year = {one.year: one.growth for one in panel_of(years, "undertaking").entries if one.kind == "account"}
    assert by_year[2022] is None
    assert by_year[2023] == (Decimal("-12.50"), Decimal("-26.26"))
    assert by_year[2024] == (Decimal("0.00"), Decimal("0.00"))


def test_a_year_alone_is_shown_with_its_growth(years: Path) -> None:
    panel = panel_of(years, "undertaking", selection=Selection(years=(2023,), kind="account"))
    (one,) = panel.entries
    assert one.year == 2023 and one.growth is not None


def test_departments_are_chosen_by_a_part_of_their_name(years: Path) -> None:
    assert panel_of(years, "basic", selection=Selection(entities=("财政局",))).entries == []
    assert panel_of(years, "basic", selection=Selection(entities=("财政局", "滨江"))).entries != []


def test_a_folder_holds_long_wide_checks_and_findings(years: Path, tmp_path: Path) -> None:
    assert main(["panel", str(years), "-o", str(tmp_path / "panel")]) == ExitCode.OK
    long, wide = lines(tmp_path / "panel" / "panel.csv"), lines(tmp_path / "panel" / "panel_wide.csv")
    (row,) = [line for line in wide if (line["kind"], line["measure"]) == ("account", "project")]
    told = {line["fiscal_year"]: line for line in long if (line["kind"], line["measure"]) == ("account", "project")}
    assert {year: row[year] for year in told} == {year: line["amount"] for year, line in told.items()}
    assert row["2023_growth"] == told["2023"]["growth"] != ""
    (gpb,) = [
        line
        for line in long
        if (line["measure"], line["fiscal_year"], line["kind"]) == ("gpb_total", "2023", "account")
    ]
    assert (gpb["change"], gpb["change_told"], gpb["growth_grade"]) == ("40.00", "40.00", "exact")
    assert lines(tmp_path / "panel" / "panel_findings.csv") == []
    assert {line["grade"] for line in lines(tmp_path / "panel" / "panel_checks.csv")} == {"exact"}


def test_parquet_keeps_the_exact_amounts(years: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    target = tmp_path / "面板.parquet"
    assert (
        main(["panel", str(years), "-o", str(target), "--measure", "undertaking", "--kind", "account"]) == ExitCode.OK
    )
    rows = duckdb.sql(f"SELECT fiscal_year, amount, growth FROM '{target}' ORDER BY fiscal_year").fetchall()
    assert [row[1] for row in rows] == [Decimal("47.60"), Decimal("35.10"), Decimal("35.10")]
    assert rows[0][2] is None and rows[1][2] == Decimal("-26.26")


def test_the_workbook_has_native_charts_of_what_its_tables_hold(years: Path, tmp_path: Path) -> None:
    target = tmp_path / "面板.xlsx"
    assert main(["panel", str(years), "-o", str(target)]) == ExitCode.OK
    first = target.read_bytes()
    assert main(["panel", str(years), "-o", str(target)]) == ExitCode.OK
    assert target.read_bytes() == first
    book = openpyxl.load_workbook(target, data_only=True)
    assert book.sheetnames == ["概览", "面板", "长表", "跨年核对", "图表", "图表数据", "项级数据"]
    sheet = book["图表"]
    assert len(sheet._charts) == 6
    cells = {row[0].value: [cell.value for cell in row[1:4]] for row in sheet.iter_rows(min_row=3) if row[0].value}
    assert cells["单位：万元"] == [2022, 2023, 2024]
    assert cells["事业收入"] == [47.6, 35.1, 35.1]
    assert cells["一般公共预算财政拨款支出（预算）"] == ["#N/A", "#N/A", 15284.3]
    assert cells["2070104图书馆"][:2] == [3002.75, 3058.05]
    formulas = openpyxl.load_workbook(target)["图表"]
    looked_up = [cell.value for row in formulas.iter_rows(min_row=3) for cell in row if cell.data_type == "f"]
    assert len(looked_up) > 50 and all("MATCH($B$1" in formula for formula in looked_up)
    (choice,) = formulas.data_validations.dataValidation
    listed, place = choice.formula1.split("!")
    assert [cell.value for row in book[listed.strip("'")][place.replace("$", "")] for cell in row] == [ENTITY]
    assert str(choice.sqref) == "B1" and sheet["B1"].value == ENTITY


def test_an_archive_gives_the_same_panel_as_the_run(years: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert main(["archive", "add", str(years), "--to", str(archive), "--pdf", str(years.parent)]) == ExitCode.OK
    of_run, of_archive = (panel_of(place, "undertaking", "vehicles_total") for place in (years, archive))
    assert {one.department for one in of_archive.documents} == {ENTITY}
    assert list(long_rows(of_archive)) == list(long_rows(of_run))
    assert [check.message for check in of_archive.checks] == [check.message for check in of_run.checks] != []


def test_json_counts_what_was_found(years: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["panel", str(years), "-o", str(tmp_path / "p.csv"), "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["departments"], told["documents"], told["years"]) == (1, 4, [2022, 2023, 2024])
    assert told["checks"]["fail"] == told["checks"]["differs"] == 0 < told["checks"]["exact"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("undertakin", "是否要用 undertaking"),
        ("T05/2070104/totl", "是否要用 total"),
        ("T55/207/total", "没有表 T55"),
        ("T05/total", "不是数字的编号"),
        ("staff/在职/nummer", "是否要用 number"),
    ],
)
def test_what_is_no_measure_is_said_with_what_is_meant(
    years: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    assert main(["panel", str(years), "-o", str(tmp_path / "p.csv"), "--measure", asked]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_nothing_to_show_and_nowhere_to_look(years: Path, tmp_path: Path) -> None:
    assert main(["panel", str(tmp_path), "-o", str(tmp_path / "p.csv")]) == ExitCode.USAGE
    assert main(["panel", str(years), "-o", str(tmp_path / "p.csv"), "--year", "1999"]) == ExitCode.NOTHING_TO_DO
    assert main(["panel", str(years), "-o", str(tmp_path / "p.csv"), "--year", "前年"]) == ExitCode.USAGE
    assert main(["panel", str(years), "-o", str(tmp_path / "p.ods")]) == ExitCode.USAGE


@pytest.mark.parametrize(
    ("subject", "figures"),
    [
        ("财政拨款收、支总计", {"T04/income_grand_total/amount"}),
        ("收入总计", {"T01/income_grand_total/amount", "T01/income_year/amount", "T04/income_grand_total/amount"}),
        ("图书馆(2070104)", {"T03/2070104/expenditure_total", "T05/2070104/total"}),
        ("文化旅游体育与传媒支出", {"T03/207/expenditure_total", "T05/207/total"}),
        ("政府采购支出总额", set()),
    ],
)
def test_what_a_sentence_on_the_year_before_may_mean(years: Path, subject: str, figures: set[str]) -> None:
    with open_source(years) as source:
        (last,) = [one for one in source.documents() if (one.kind, one.fiscal_year) == ("account", 2024)]
        assert {value.id for _, value in meant_by(Account(last, source), subject)} == figures
