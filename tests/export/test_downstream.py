"""headline.csv, summary.xlsx, datapackage.json and Parquet of a run."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extractor.errors import OutputError
from extractor.export import Outcome, write_document, write_run, write_run_parquet
from extractor.model import Disclosure, Proof, Table
from tests.export.build import Panel, disclosure, grid, table

ROOT = Path(__file__).parents[2]


def account(income: str, spent: str, year: int, proof: Proof = "proved", **more: object) -> Disclosure:
    """A disclosure with the totals of T01 and nothing else."""
    lines = [
        ["收入", "<", "支出", "<"],
        ["项目", "金额", "项目", "金额"],
        ["一、一般公共预算财政拨款收入", income, "一、一般公共服务支出", spent],
        ["本年收入合计", income, "本年支出合计", spent],
        ["总计", income, "总计", spent],
    ]
    panels = [Panel({1: "amount"}, 0, side="income"), Panel({3: "amount"}, 2, side="expenditure")]
    one = table("T01", "收入支出决算总表", [grid(lines)], [2], panels)
    settings: dict[str, object] = {"fiscal_year": year, "sha256": f"{year:08d}" * 8, "source": f"{year}.pdf"}
    return disclosure(_proved(one, proof), **{**settings, **more})


def _proved(one: Table, proof: Proof) -> Table:
    rows = [replace(row, figures=tuple(replace(figure, proof=proof) for figure in row.figures)) for row in one.rows]
    return replace(one, rows=tuple(rows))


def run(folder: Path, *documents: Disclosure) -> list[Mapping[str, str]]:
    for document in documents:
        write_document(document, folder, "0.1.0")
    write_run([Outcome.read(document, f"/in/{document.source}") for document in documents], folder, "0.1.0")
    with (folder / "headline.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over two samples."""
    from extractor.cli import main

    folder = tmp_path_factory.mktemp("run")
    paths = [str(ROOT / "samples" / name) for name in ("binjiang_culture_2024.pdf", "wuhan_renshe_donghu_2023.pdf")]
    assert main(["extract", *paths, "-o", str(folder), "-q"]) == 0
    return folder


def test_the_figures_are_those_of_the_tables(samples: Path) -> None:
    with (samples / "headline.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = {row["fiscal_year"]: row for row in csv.DictReader(handle)}
    assert set(rows) == {"2023", "2024"}
    row = rows["2024"]
    assert (row["income_total"], row["expenditure_grand_total"]) == ("15372.07", "15372.07")
    assert (row["income_year"], row["expenditure_year"]) == ("15291.87", "15278.70")
    assert (row["basic"], row["project"]) == ("9777.49", "5501.21")
    codes = ("wages_301", "goods_302", "subsidies_303", "capital_310")
    assert [row[code] for code in codes] == ["8360.18", "1106.20", "236.17", "44.04"]
    assert (row["three_public_total_budget"], row["three_public_total_final"]) == ("36.50", "14.83")
    assert row["three_public_abroad_final"] == ""  # printed blank
    assert (row["status"], row["T01_verdict"], row["T08_verdict"]) == ("verified", "通过", "空表")
    assert rows["2023"]["income_year_growth"] == ""  # another department


def test_growth_from_the_year_before_in_the_same_run(tmp_path: Path) -> None:
    rows = run(tmp_path, account("100.00", "80.00", 2022), account("107.10", "60.00", 2023))
    by_year = {row["fiscal_year"]: row for row in rows}
    assert by_year["2022"]["income_year_growth"] == ""
    assert by_year["2023"]["income_year_growth"] == "7.10"
    assert by_year["2023"]["expenditure_year_growth"] == "-25.00"
    assert by_year["2023"]["basic_growth"] == ""


@pytest.mark.parametrize(
    "earlier",
    [
        account("0.00", "80.00", 2022),
        account("", "80.00", 2022),
        account("100.00", "80.00", 2021),
        account("100.00", "80.00", 2022, entity="另一局"),
        account("100.00", "80.00", 2022, scope="单位"),
        account("100.00", "80.00", 2022, proof="disputed"),
    ],
    ids=["nought", "blank", "two years", "other entity", "other scope", "disputed"],
)
def test_no_growth_without_a_sound_figure_of_the_year_before(tmp_path: Path, earlier: Disclosure) -> None:
    rows = run(tmp_path, earlier, account("107.10", "60.00", 2023))
    assert [row["income_year_growth"] for row in rows] == ["", ""]


def test_no_growth_from_two_versions_that_disagree(tmp_path: Path) -> None:
    second = account("101.00", "80.00", 2022, sha256="ab" * 32, source="b.pdf")
    rows = run(tmp_path, account("100.00", "80.00", 2022), second, account("107.10", "60.00", 2023))
    by_source = {row["source"]: row for row in rows}
    assert by_source["2023.pdf"]["income_year_growth"] == ""
    assert by_source["2023.pdf"]["expenditure_year_growth"] == "-25.00"  # in this they agree


def test_disputed_figures_are_named(tmp_path: Path) -> None:
    (row,) = run(tmp_path, account("100.00", "80.00", 2022, proof="disputed"))
    assert row["income_year"] == "100.00"
    assert set(row["unclear"].split(";")) == {
        "income_total",
        "expenditure_grand_total",
        "income_year",
        "expenditure_year",
    }


def test_the_workbook_holds_the_same_rows(samples: Path) -> None:
    book = load_workbook(samples / "summary.xlsx")
    assert book.sheetnames == ["结论", "主要指标", "文字中的指标", "各表核对"]
    groups, titles, *rows = book["主要指标"].values
    place = titles.index("收入总计")
    assert groups[place] == "收支总额" and [row[place] for row in rows] == [15372.07, 9788.75]
    assert [row[:5] for row in rows] == [
        ("上海市滨江新区文化和旅游局", 2024, "通过", "决算", "部门"),
        ("武汉市人力资源和社会保障局东湖新技术开发区分局", 2023, "通过", "决算", "部门"),
    ]
    _, ends = book["结论"].values, list(book["结论"].values)
    assert len(ends) == 3 and ends[0][:5] == ("部门", "年度", "结论", "类别", "口径")
    assert [row[9] for row in ends[1:]] == [22, 16]
    assert [row[6] for row in ends[1:]] == ["通过", "通过"]
    told = list(book["文字中的指标"].values)
    assert "政府采购总额（万元）" in told[0] and len(told) == 3
    said = list(book["各表核对"].values)
    assert said[0][3] == "部门决算" and said[1][3] == "T01 收入支出决算总表" and said[2][3] == "通过"


def test_the_workbook_is_made_to_be_read_and_printed(samples: Path) -> None:
    book = load_workbook(samples / "summary.xlsx")
    for name, wide in (("结论", 1), ("主要指标", 2), ("文字中的指标", 1), ("各表核对", 1)):
        sheet = book[name]
        assert sheet.freeze_panes == ("D3" if name in ("主要指标", "各表核对") else "D2")
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (wide, 0)
        assert sheet.print_title_cols == "$A:$C"
        link = sheet.cell(3, 1).hyperlink
        assert link is not None and (samples / (link.target or "")).is_file()
    assert any(column.outlineLevel for column in book["主要指标"].column_dimensions.values())
    words = {str(cell) for sheet in book for row in sheet.values for cell in row if isinstance(cell, str)}
    assert not [word for word in words if re.fullmatch(r"[a-z_]+", word)]


def test_same_bytes(tmp_path: Path) -> None:
    documents = [account("100.00", "80.00", 2022), account("107.10", "60.00", 2023)]
    run(tmp_path / "a", *documents)
    run(tmp_path / "b", *reversed(documents))
    for name in ("headline.csv", "summary.xlsx", "datapackage.json", "sources.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_missing_document_is_an_error(tmp_path: Path) -> None:
    gone = account("100.00", "80.00", 2022)
    with pytest.raises(OutputError, match=gone.name):
        write_run([Outcome.read(gone, "/in/a.pdf")], tmp_path, "0.1.0")


def test_the_package_of_a_run_is_a_fiscal_one(samples: Path) -> None:
    """As the specification of OpenSpending has it: types of its taxonomy, years whole numbers, amounts by phase."""
    package = json.loads((samples / "datapackage.json").read_text(encoding="utf-8"))
    assert package["columnTypes"][0].startswith("https://")
    schemas = {resource["path"]: resource["schema"] for resource in package["resources"]}
    figures = {field["name"]: field for field in schemas["figures.csv"]["fields"]}
    assert figures["amount"]["columnType"] == "value" and figures["amount"]["type"] == "number"
    assert figures["fiscal_year"]["columnType"] == "date:fiscal-year" and figures["fiscal_year"]["type"] == "integer"
    assert figures["code"]["columnType"] == "subject:code" and figures["code"]["type"] == "string"
    items = {field["name"]: field for field in schemas["items.csv"]["fields"]}
    assert items["code"]["columnType"] == "functional-classification:generic:code"
    assert items["final"]["normalize"] == {"phase": "executed"}
    extra = {field["columnType"]: field for field in schemas["items.csv"]["extraFields"]}
    assert extra["value"]["normalizationTarget"] and extra["value-currency:code"]["constant"] == "CNY"
    known = {one["name"] for one in package["columnTypes"][1]}
    typed = {field["columnType"] for one in schemas.values() for field in one["fields"] if "columnType" in field}
    heads = ("administrative-", "functional-", "date:", "value", "phase:", "direction", "budget-line-id", "activity:")
    assert all(one in known or one.startswith(heads) for one in typed)


def test_frictionless_finds_every_csv_described_and_valid(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from frictionless import Checklist, Package

    monkeypatch.chdir(samples)
    for folder in (samples, *(path for path in samples.iterdir() if path.is_dir())):
        package = Package(str((folder / "datapackage.json").relative_to(samples)))
        described = {(folder / str(resource.path)).relative_to(folder) for resource in package.resources}
        found = {path.relative_to(folder) for path in folder.glob("*.csv")}
        if folder != samples:
            found |= {path.relative_to(folder) for path in folder.glob("csv/*.csv")}
        assert described == found
        assert all(field.title or str(r.path).startswith("csv") for r in package.resources for field in r.schema.fields)
        # Lines that are blank in the printed table are kept blank.
        report = package.validate(Checklist(skip_errors=["blank-row"]))
        assert report.valid, report.flatten(["title", "message"])


def test_frictionless_finds_a_broken_amount(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from frictionless import Package

    for path in samples.glob("*.*"):
        shutil.copy(path, tmp_path)
    figures = tmp_path / "figures.csv"
    figures.write_bytes(figures.read_bytes().replace(b",15372.07,", b",15372.O7,", 1))
    monkeypatch.chdir(tmp_path)
    assert not Package("datapackage.json").validate().valid


def test_parquet_is_exact(samples: Path, tmp_path: Path) -> None:
    import duckdb

    for path in samples.glob("*.*"):
        shutil.copy(path, tmp_path)
    paths = write_run_parquet(tmp_path)
    names = {path.stem for path in paths}
    assert {"summary", "documents", "figures", "tables", "checks", "findings", "headline", "measures", "items"} <= names
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as handle:
        wanted = [
            (row["printed"], row["code"], Decimal(row["amount"]) if row["amount"] else None)
            for row in csv.DictReader(handle)
        ]
    with duckdb.connect() as base:
        query = f"SELECT printed, code, amount FROM read_parquet('{tmp_path / 'figures.parquet'}')"
        assert base.execute(query).fetchall() == wanted
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in write_run_parquet(tmp_path)] == first
    assert not list(tmp_path.glob(".*.tmp"))


def test_parquet_refuses_to_round(samples: Path, tmp_path: Path) -> None:
    for path in samples.glob("*.*"):
        shutil.copy(path, tmp_path)
    with sqlite3.connect(tmp_path / "juesuan.sqlite") as base:
        base.execute("UPDATE figures SET amount = '15372.0712345678901' WHERE amount = '15372.07'")
    with pytest.raises(OutputError, match="amount"):
        write_run_parquet(tmp_path)
    assert not (tmp_path / "figures.parquet").exists()
