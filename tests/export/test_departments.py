"""The user's directory of bodies: what it joins, what it does not have, and that nothing is guessed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.errors import UsageError
from extractor.export import Outcome, write_document, write_run
from extractor.export.departments import Directory, department_of, kept_directory, read_directory
from extractor.forms.regions import read_region
from tests.conftest import ROOT
from tests.export.test_downstream import account


def directory(tmp_path: Path, *lines: str, head: str = "id,name,aliases,region", encoding: str = "utf-8") -> Directory:
    path = tmp_path / "名录.csv"
    path.write_bytes("\r\n".join((head, *lines)).encode(encoding))
    return read_directory(path)


def test_a_body_is_found_by_its_name_and_by_those_it_had(tmp_path: Path) -> None:
    known = directory(tmp_path, "B1,武汉市卫生健康委员会,武汉市卫生和计划生育委员会；武汉市卫生局,")
    for entity in ("武汉市卫生健康委员会（本级）", "武漢市衛生局", "武汉市卫生和计划生育委员会 2016年度部门决算"):
        found = department_of(entity, "部门", 2016, None, known)
        assert (found.id, found.name, found.region) == ("B1", "武汉市卫生健康委员会", "湖北省武汉市")
    assert department_of("武汉市卫生健康委员会（本级）", "单位", 2016).scope == "本级"


def test_what_is_not_there_or_there_several_times_has_no_id(tmp_path: Path) -> None:
    known = directory(tmp_path, "B1,教育局,,上海市普陀区", "B2,教育局,,上海市徐汇区")
    assert department_of("教育局", "", 2023, None, known).note.endswith("名录中有多个：B1、B2")
    assert department_of("教育局", "", 2023, read_region("上海市徐汇区"), known).id == "B2"
    assert department_of("上海市徐汇区教育局", "", 2023, None, known).id == "B2"
    elsewhere = department_of("上海市静安区教育局", "", 2023, None, known)
    assert elsewhere.id == "" and elsewhere.note == "名录中没有"


def test_a_name_of_another_place_is_another_body(tmp_path: Path) -> None:
    known = directory(tmp_path, "B1,第一中学,,上海市普陀区")
    assert department_of("第一中学", "", 2023, read_region("湖北省武汉市"), known).id == ""
    assert department_of("第一中学", "", 2023, None, known).region == "上海市普陀区"


def test_a_directory_of_chinese_excel(tmp_path: Path) -> None:
    known = directory(tmp_path, "001,武汉市教育局,420100", head="编号,名称,区划代码", encoding="gb18030")
    assert [body.line for body in known.bodies] == [("001", "武汉市教育局", "", "湖北省武汉市")]


@pytest.mark.parametrize(
    ("head", "line", "said"),
    [
        ("id,region", "1,", "没有“name”这一栏"),
        ("id,name", "1,", "第 2 行没有 id 或 name"),
        ("id,name,region", "1,甲局,普陀区", "第 2 行：“普陀区”有2处"),
        ("id,name", "1,甲局\r\n1,乙局", "第 3 行：id“1”出现两次"),
    ],
)
def test_a_directory_that_makes_no_sense_is_refused(tmp_path: Path, head: str, line: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("“", ".").replace("”", ".")):
        directory(tmp_path, line, head=head)


def summary(folder: Path) -> list[dict[str, str]]:
    with (folder / "summary.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_renamed_body_is_one_over_the_years(tmp_path: Path) -> None:
    documents = [
        account("100.00", "80.00", 2018, entity="武汉市卫生和计划生育委员会"),
        account("110.00", "80.00", 2019, entity="武汉市卫生健康委员会"),
    ]
    for document in documents:
        write_document(document, tmp_path, "0.1.0")
    outcomes = [Outcome.read(document, f"/in/{document.source}") for document in documents]
    known = directory(tmp_path, "B1,武汉市卫生健康委员会,武汉市卫生和计划生育委员会,", "B2,别的局,,")
    told = write_run(outcomes, tmp_path, "0.1.0", None, known)
    assert told.as_json() == {"found": 1, "not_found": [], "ambiguous": [], "unused": ["B2"]}
    assert {(row["department"], row["department_id"]) for row in summary(tmp_path)} == {("武汉市卫生健康委员会", "B1")}
    with (tmp_path / "headline.csv").open(encoding="utf-8-sig", newline="") as handle:
        growth = {row["fiscal_year"]: row["income_year_growth"] for row in csv.DictReader(handle)}
    assert growth == {"2018": "", "2019": "10.00"}


def test_one_body_under_two_prints_has_one_current_account(tmp_path: Path) -> None:
    documents = [
        account("100.00", "80.00", 2018, entity="武汉市卫生局", sha256="a" * 64),
        account("110.00", "80.00", 2018, entity="武漢市衛生局", sha256="b" * 64),
    ]
    for document in documents:
        write_document(document, tmp_path, "0.1.0")
    write_run([Outcome.read(one, f"/in/{one.sha256[:1]}.pdf") for one in documents], tmp_path, "0.1.0")
    assert sorted(row["current"] for row in summary(tmp_path)) == ["0", "1"]


def test_the_command_says_what_it_did_not_find_and_keeps_the_directory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = ROOT / "samples" / "guilan_water_2021.pdf"
    listed = tmp_path / "list.txt"
    listed.write_text(f"{sample}\t广西壮族自治区南宁市\n", encoding="utf-8")
    known = tmp_path / "d.csv"
    known.write_text("id,name\n1,某局\n", encoding="utf-8")
    out = tmp_path / "out"
    argv = ["extract", f"@{listed}", "-o", str(out), "--departments", str(known), "--json", "--progress", "none"]
    assert main(argv) == 0
    said = capsys.readouterr()
    assert "名录中没有：广西壮族自治区桂澜县水利局" in said.err
    found = json.loads(said.out)["departments"]
    assert (found["not_found"], found["unused"]) == (["广西壮族自治区桂澜县水利局"], ["1"])
    assert [body.id for body in kept_directory(out).bodies] == ["1"]
    (row,) = summary(out)
    assert (row["region"], row["department_note"]) == ("广西壮族自治区", "名录中没有")
    assert main([*argv[:4], "--region", "普陀区"]) == 2
    assert "“普陀区”有2处" in capsys.readouterr().err
