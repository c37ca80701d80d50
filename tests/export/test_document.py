"""One document's folder: CSVs, inventory, record; atomic writes and their errors."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from extractor.errors import BadRecordError, OutputError
from extractor.export import write_document
from extractor.export.csvs import table_lines, write_csv
from extractor.export.files import output_error, replacing, write_bytes
from extractor.export.jsons import json_bytes
from extractor.export.record import write_record
from extractor.export.record_files import RECORD_FILE_NAMES
from extractor.export.tidy import FIGURE_COLUMNS
from extractor.model import Candidate, Difference, Disclosure, Opinion, Score
from extractor.record import read_record
from tests.export.build import absent, disclosure, income_table, total_table

COLUMNS = (
    "document,entity,fiscal_year,table_id,table_title,row_index,side,section,line_no,code,level,label,column_id,"
    "column_title,printed,amount,unit_printed,state,proof,page,x0,top,x1,bottom,engine,kind,row_id,figure_id"
)


@pytest.fixture
def document() -> Disclosure:
    return disclosure(total_table(), income_table(), absent("T09", "财政拨款“三公”经费支出决算表"))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_all_files_are_there(document: Disclosure, tmp_path: Path) -> None:
    home = write_document(document, tmp_path / "new" / "output", "0.1.0")
    assert home == tmp_path / "new" / "output" / "2023_武汉市人力资源和社会保障局_7820d55a"
    assert {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()} == {
        "2023_武汉市人力资源和社会保障局_7820d55a.xlsx",
        "checks.csv",
        "csv/T01_收入支出决算总表.csv",
        "csv/T02_收入决算表.csv",
        "datapackage.json",
        "disclosure.json",
        "figures.csv",
        "findings.csv",
        "layout.json",
        "tables.csv",
        *RECORD_FILE_NAMES,
    }


def test_the_copy_of_the_pdf_lies_where_the_workbook_links_to(document: Disclosure, tmp_path: Path) -> None:
    home = write_document(document, tmp_path, "0.1.0", b"%PDF-1.7 copy")
    assert (home / f"{home.name}.pdf").read_bytes() == b"%PDF-1.7 copy"
    sheet = load_workbook(home / f"{home.name}.xlsx")["来源"]
    targets = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert targets == {f"{home.name}.pdf"}
    write_document(document, tmp_path, "0.1.0")
    assert (home / f"{home.name}.pdf").exists()  # it may be the last copy there is


def test_the_same_input_gives_the_same_bytes(document: Disclosure, tmp_path: Path) -> None:
    first = write_document(document, tmp_path / "a", "0.1.0")
    second = write_document(document, tmp_path / "b", "0.1.0")
    for path in first.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes(), path.name


def test_the_tidy_table(document: Disclosure, tmp_path: Path) -> None:
    home = write_document(document, tmp_path, "0.1.0")
    data = (home / "figures.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdocument,entity,")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + 8 + 12
    rows = read(home / "figures.csv")
    assert ",".join(rows[0]) == ",".join(FIGURE_COLUMNS) == COLUMNS
    first = rows[0]
    assert first | {"printed": "9,788.75", "amount": "9788.75", "state": "figure", "proof": "unproved"} == first
    assert (first["x0"], first["top"], first["page"]) == ("220.00", "154.00", "6")
    assert (first["table_title"], first["unit_printed"], first["line_no"]) == ("收入支出决算总表", "万元", "1")
    assert [row["figure_id"] for row in rows[:2]] == ["T01/gpb_income/amount", "T01/superior_subsidy/amount"]
    assert [row["state"] for row in rows[:8]] == [
        "figure", "figure", "blank", "figure", "blank", "dash", "figure", "figure",
    ]  # fmt: skip
    assert [row["amount"] for row in rows[:8]] == ["9788.75", "40.5", "", "0.00", "", "", "-9788.75", "9788.75"]
    assert [row["amount"] for row in rows if row["printed"] == "1,234,567.89"] == ["1234567.89"]


def test_something_that_is_no_figure_is_a_disputed_figure_without_amount(document: Disclosure, tmp_path: Path) -> None:
    rows = read(write_document(document, tmp_path, "0.1.0") / "figures.csv")
    (odd,) = [row for row in rows if row["printed"].endswith("=1+1")]
    assert (odd["printed"], odd["amount"], odd["state"], odd["proof"]) == ("'=1+1", "", "figure", "disputed")


def test_amounts_of_a_table_in_yuan_are_exact(tmp_path: Path) -> None:
    made = disclosure(total_table(unit="元"))
    rows = read(write_document(made, tmp_path, "0.1.0") / "figures.csv")
    assert rows[0]["amount"] == "0.978875"
    assert rows[0]["unit_printed"] == "元"


def test_the_inventory(document: Disclosure, tmp_path: Path) -> None:
    rows = read(write_document(document, tmp_path, "0.1.0") / "tables.csv")
    assert (
        ",".join(rows[0]) == "table_id,title_printed,form_no_printed,status,pages,unit,rows,figures,engine,verdict,kind"
    )
    assert [(r["table_id"], r["status"], r["pages"], r["rows"], r["figures"], r["verdict"]) for r in rows] == [
        ("T01", "present", "6", "8", "5", "未核"),
        ("T02", "present", "8;9", "4", "8", "未核"),
        ("T09", "missing", "", "0", "0", "缺失"),
    ]


def test_a_table_as_printed_has_one_head_and_all_panels_on_a_line(document: Disclosure, tmp_path: Path) -> None:
    home = write_document(document, tmp_path, "0.1.0")
    data = (home / "csv" / "T01_收入支出决算总表.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")
    assert data.decode("utf-8-sig").split("\r\n") == [
        "收入·项目,收入·行次,收入·金额,支出·项目,支出·行次,支出·金额",
        "一、一般公共预算财政拨款收入,1,9788.75,一、一般公共服务支出,32,",
        "二、上级补助收入,2,40.5,二、外交支出,33,—",
        "三、事业收入,3,,八、社会保障和就业支出,39,-9788.75",
        "总计,31,0.00,总计,62,9788.75",
        "",
    ]


def test_pages_are_joined_and_a_formula_stays_text(document: Disclosure, tmp_path: Path) -> None:
    home = write_document(document, tmp_path, "0.1.0")
    with (home / "csv" / "T02_收入决算表.csv").open(encoding="utf-8-sig", newline="") as handle:
        lines = list(csv.reader(handle))
    assert [line[3] for line in lines[1:]] == ["合计", "一般公共服务支出", "财政事务", "行政运行"]
    assert lines[-1] == ["201", "06", "01", "行政运行", "1234567.89", "0", "'=1+1"]


def test_heads_of_a_table_without_head_rows_are_its_column_titles() -> None:
    heads, lines = table_lines(replace(total_table(), header_rows=(0,)))
    assert heads == ["", "", "amount", "", "", "amount"]
    assert len(lines) == 7


def test_csvs_of_an_earlier_run_go_and_other_files_stay(document: Disclosure, tmp_path: Path) -> None:
    home = write_document(document, tmp_path, "0.1.0")
    (home / "csv" / "X01_旧表.csv").write_text("old")
    (home / "csv" / "我的笔记.csv").write_text("mine")
    write_document(document, tmp_path, "0.1.0")
    assert {path.name for path in (home / "csv").iterdir()} == {
        "T01_收入支出决算总表.csv",
        "T02_收入决算表.csv",
        "我的笔记.csv",
    }


def test_the_record_comes_back_as_it_was(document: Disclosure, tmp_path: Path) -> None:
    path = tmp_path / "disclosure.json"
    write_record(path, document, "0.1.0")
    without_parts = replace(document, tables=tuple(replace(table, parts=()) for table in document.tables))
    assert read_record(path) == (without_parts, True, "0.1.0")


def test_the_record_keeps_the_readings_that_competed(document: Disclosure, tmp_path: Path) -> None:
    lost = Candidate("pdfium", Score(9, 8, 3, 3, 1, 2, 5, 8, 6), (Difference("205 教育支出·合计", "12.00", ""),))
    won, none = (
        Candidate("pdfplumber", Score(9, 9, 3, 3, 0, 0, 7, 9, 9)),
        Candidate("camelot", None, error="camelot 无法读取"),
    )
    opinion = Opinion("T05", ("check_failed",), (4, 5), "pdfplumber", "replaced", "……", (lost, won, none))
    made = replace(document, opinions=(opinion,))
    write_record(tmp_path / "r.json", made, "0.1.0")
    assert read_record(tmp_path / "r.json").disclosure.opinions == (opinion,)
    candidates = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["opinions"][0]["candidates"]
    assert candidates[0]["differences"] == [{"where": "205 教育支出·合计", "chosen": "12.00", "other": ""}]
    assert candidates[1]["score"]["kept"] == 9


def test_a_record_without_opinions_is_read(document: Disclosure, tmp_path: Path) -> None:
    """Records written before tables were read more than once."""
    path = tmp_path / "r.json"
    write_record(path, document, "0.1.0")
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["opinions"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert read_record(path).disclosure.opinions == ()


def test_the_record_is_readable(document: Disclosure, tmp_path: Path) -> None:
    home = write_document(document, tmp_path, "0.1.0")
    text = (home / "disclosure.json").read_text(encoding="utf-8")
    assert "武汉市" in text and text.startswith('{"schema_version":2,')  # compact, and still no escapes
    data = json.loads(text)
    assert data["tool"] == {"name": "juesuan", "version": "0.1.0"}
    assert data["tables"][0]["rows"][0]["row_id"] == "gpb_income"
    figure = data["tables"][0]["rows"][0]["figures"][0]
    assert figure["amount"] == "9788.75" and figure["printed"] == "9,788.75"
    assert figure["box"] == [220.0, 154.0, 298.0, 172.0]
    assert data["tables"][0]["columns"][0]["matched_by"] == "header"
    assert "parts" not in data["tables"][0]


def test_odd_characters_survive_in_the_record(tmp_path: Path) -> None:
    made = disclosure(entity="局\x07", source="a\ud800.pdf", tables=(), findings=())
    write_record(tmp_path / "r.json", made, "0.1.0")
    # Half a character is spelled out: no other reader of JSON would take it.
    assert read_record(tmp_path / "r.json") == (replace(made, source=r"a\ud800.pdf"), True, "0.1.0")


def test_json_is_what_the_standard_library_would_write() -> None:
    made = {"a": [], "b": {}, "c": [1, -0.5, 220.0, 1e-3, None, True, '甲\u2028\x7f\x01"\\\n/'], "嵌": [[{"x": "é"}]]}
    for value in (made, made | {"half": "a\ud800"}):
        text = json.dumps(value, ensure_ascii=False, indent=1)
        assert json_bytes(value) == f"{text}\n".encode("utf-8", "backslashreplace")


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"schema_version": 99}', "no json", '{"schema_version": 1, "source": 1}']
)
def test_what_is_no_record_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "disclosure.json"
    path.write_text(text)
    with pytest.raises(BadRecordError, match="记录"):
        read_record(path)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, ["a"], [["1"]])

    def rows() -> object:
        yield ["2"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(path, ["a"], rows())  # type: ignore[arg-type]
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\n1\r\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_an_output_folder_that_is_a_file(document: Disclosure, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("")
    with pytest.raises(OutputError) as caught:
        write_document(document, tmp_path / "output", "0.1.0")
    assert str(tmp_path / "output") in caught.value.message


def test_a_workbook_that_cannot_be_replaced_changes_nothing(document: Disclosure, tmp_path: Path) -> None:
    home = tmp_path / document.name
    workbook = home / f"{document.name}.xlsx"
    workbook.mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        write_document(document, tmp_path, "0.1.0")
    assert workbook.name in caught.value.message
    assert {path.name for path in home.iterdir()} == {workbook.name}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes into any folder")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError) as caught:
            write_bytes(tmp_path / "a.csv", b"")
        assert "没有写入权限" in caught.value.message
    finally:
        tmp_path.chmod(0o700)


def test_a_workbook_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "2023_某局.xlsx"
    path.write_bytes(b"old")

    def locked(*_: object) -> None:  # what Windows says of a file that Excel holds
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr("extractor.export.files.os.replace", locked)
    with pytest.raises(OutputError) as caught, replacing(path) as handle:
        handle.write(b"new")
    assert "2023_某局.xlsx" in caught.value.message and "Excel" in caught.value.message
    assert "请关闭 2023_某局.xlsx" in caught.value.hint
    assert caught.value.exit_code == 6
    assert path.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


def test_a_full_disk(tmp_path: Path) -> None:
    assert "磁盘已满" in output_error(OSError(28, "No space left on device"), tmp_path / "a").message


def test_importing_the_package_loads_neither_pandas_nor_xlsxwriter() -> None:
    code = "import sys, extractor.export; print(sorted({'pandas', 'xlsxwriter', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
