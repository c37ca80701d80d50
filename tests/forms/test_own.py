"""A user's own family, which nobody here has seen: read, proved, held to its text, and what is wrong in its files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractor import extract
from extractor.cli import main
from extractor.errors import FormsError
from extractor.forms import catalogue, forms, user_forms, using
from extractor.forms.titles import match_title
from extractor.forms.version import forms_version
from tests.forms.own.family import FILES, write_family
from tests.forms.own.paper import RUNNING, TEXT, TRAVEL, document
from tests.normalize.build import matched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_family(tmp_path / "forms")


def pdf(home: Path, data: bytes) -> Path:
    path = home / "document.pdf"
    path.write_bytes(data)
    return path


# Documents -----------------------------------------------------------------------------------------------------------


def test_its_document_is_verified(tmp_path: Path, folder: Path) -> None:
    read = extract(pdf(tmp_path, document()), forms=folder)
    assert (read.status, read.family, read.entity, read.fiscal_year) == (
        "verified",
        "running",
        "白鹿市应急管理局",
        2024,
    )
    figures = [figure for table in read.tables for _, figure in table.figures if figure.printed]
    assert len(figures) == 19 and {figure.proof for figure in figures} == {"proved"}
    assert {check.check_id for check in read.checks} >= {"R01", "R02", "R03", "R04", "R05", "R06"}


def test_without_the_folder_it_is_no_document_of_ours(tmp_path: Path, folder: Path) -> None:
    with using(user_forms(folder)):
        assert "R01" in forms()
    assert "R01" not in forms()
    assert match_title("机构运行信息表") is None or not match_title("机构运行信息表").form_id  # type: ignore[union-attr]


CHANGED = {
    "a figure of a row": (
        {"running": tuple((*row[:3], "700.20", "") if row[0] == "102" else row for row in RUNNING)},
        {"R01", "R02"},
    ),
    "a total of the other table": ({"travel": (*TRAVEL[:3], ("总计", "320.40"))}, {"R03", "R04"}),
    "an amount of the text": ({"text": (TEXT[0], TEXT[1].replace("1,320.50", "1,330.50"), TEXT[2])}, {"R05"}),
    "a share of the text": ({"text": (TEXT[0], TEXT[1].replace("24.26", "26.24"), TEXT[2])}, {"R05"}),
    "a claim by a whole sentence": ({"text": (*TEXT[:2], "租房用去710.10万元。")}, {"R05"}),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_changed_figure_is_noticed(tmp_path: Path, folder: Path, what: str) -> None:
    change, broken = CHANGED[what]
    read = extract(pdf(tmp_path, document(**change)), forms=folder)  # type: ignore[arg-type]
    assert read.status == "inconsistent"
    assert {check.check_id for check in read.checks if check.grade == "fail"} == broken
    if broken == {"R05"}:  # prose never takes a figure's proof, whatever its identity is called
        assert {figure.proof for table in read.tables for _, figure in table.figures if figure.printed} == {"proved"}


def test_what_an_identity_is_about_is_not_its_first_letter(tmp_path: Path) -> None:
    renamed = {
        name: re.sub(r'(\[checks\.|check = ")R0', r"\1S9", FILES[name])
        for name in ("identities.toml", "narrative.toml")
    }
    read = extract(pdf(tmp_path, document()), forms=write_family(tmp_path / "forms", renamed))
    assert {check.check_id for check in read.checks} >= {"S91", "S92", "S93", "S94", "S95"}
    assert {figure.proof for table in read.tables for _, figure in table.figures if figure.printed} == {"proved"}


def test_codes_of_its_own_may_have_any_length(tmp_path: Path, folder: Path) -> None:
    codes = {"1": "01", "102": "0102", "103": "0103", "2": "02", "201": "0201", "202": "0202"}
    running = tuple((codes.get(row[0], row[0]), *row[1:]) for row in RUNNING)
    changed = {
        "identities.toml": FILES["identities.toml"].replace("levels = [1, 3]", "levels = [2, 4]"),
        "R01.toml": FILES["R01.toml"].replace("level = 1", "level = 2").replace('"102"', '"0102"'),
    }
    read = extract(pdf(tmp_path, document(running)), forms=write_family(folder, changed))
    assert read.status == "verified"
    assert [row.code for row in read.tables[0].rows] == ["", *codes.values()]
    assert {figure.proof for _, figure in read.tables[0].figures if figure.printed} == {"proved"}


def test_words_that_a_form_says_are_its_own_whatever_they_say_elsewhere(tmp_path: Path) -> None:
    """执行数 and 上年数 are of another document in the packaged forms."""
    files = {
        "R02.toml": FILES["R02.toml"]
        + '[[columns]]\nid = "planned"\ntitle = "预算数"\n[[columns]]\nid = "before"\ntitle = "上年数"\n'
    }
    rows = tuple(
        (*row, *more) for row, more in zip(TRAVEL, (("预算数", "上年数"), *[("3.00", "4.00")] * 3), strict=True)
    )
    with using(user_forms(write_family(tmp_path, files))):
        matches = matched("R02", rows)
    assert matches == {
        "金额": ("amount", "header"),
        "预算数": ("planned", "header"),
        "上年数": ("before", "header"),
    }


@pytest.mark.parametrize("listed", [True, False])
def test_without_rules_names_must_be_known(tmp_path: Path, listed: bool) -> None:
    """Where nothing shows where a name ends, a name that the form lists is whole; any other may be cut."""
    rows = 'named = { label = ["火车", "汽车"], take = "all" }\n' if listed else ""
    folder = write_family(tmp_path / "forms", {"R02.toml": FILES["R02.toml"] + rows})
    read = extract(pdf(tmp_path, document(ruled=False)), forms=folder)
    (travel,) = (table for table in read.tables if table.table_id == "R02")
    proofs = {row.label: row["amount"].proof for row in travel.rows}
    assert proofs["汽车"] == ("proved" if listed else "unproved")
    assert ("label_unsure" in {finding.code for finding in travel.findings}) is not listed


def test_a_title_may_be_a_pattern(folder: Path) -> None:
    with using(user_forms(folder)):
        for line in ("机构运行情况统计表", "白鹿市应急管理局2024年度机构运行经费统计表", "表一机构运行信息表"):
            title = match_title(line)
            assert title is not None and title.form_id == "R01"
    before = match_title("机构运行经费统计表")
    assert before is None or not before.form_id


# The command line ----------------------------------------------------------------------------------------------------


def test_a_run_sends_it_to_its_workers(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    path = pdf(tmp_path, document())
    command = ["extract", str(path), "-o", str(out), "--json", "-q"]
    assert main([*command, "--forms", str(folder)]) == 0
    (one,) = json.loads(capsys.readouterr().out)["documents"]
    assert one["status"] == "verified"
    headline = (out / "headline.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "R01_verdict" in headline[0]
    record = out / one["name"] / "disclosure.json"
    assert main(["check", str(record), "--forms", str(folder)]) == 0
    capsys.readouterr()
    # Other data is another reading: the journal does not skip it.
    write_family(folder, {"R02.toml": FILES["R02.toml"].replace("公务出行明细表", "公务用车明细表")})
    assert main([*command, "--forms", str(folder)]) == 3
    assert json.loads(capsys.readouterr().out)["documents"][0]["status"] == "doubtful"


def test_the_version_of_the_forms_knows_it(folder: Path) -> None:
    bare = forms_version()
    with using(user_forms(folder)):
        own = forms_version()
    write_family(folder, {"R02.toml": FILES["R02.toml"] + "\n# another word\n"})
    with using(user_forms(folder)):
        assert len({bare, own, forms_version()}) == 3


def test_validate_says_what_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "--validate", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "R01 机构运行信息表" in said and "没有错误" in said


# What is wrong in the files ------------------------------------------------------------------------------------------

WRONG = {
    "an unknown table": ("figures.toml", "running.rent", 'table = "R01"', 'table = "R09"', "没有表 R09"),
    "an unknown column": ("figures.toml", "running.travel", '"travel" }', '"travels" }', "是不是 travel"),
    "an unknown row": ("figures.toml", "travel.trains", 'row = "trains"', 'row = "train"', "没有行“train”"),
    "an unknown figure": ("identities.toml", 'parts = ["travel.l', "travel.lines", "travel.line", "没有“travel.line”"),
    "an unknown identity": ("identities.toml", 'check = "R04"\nkind', "R04", "R44", "没有勾稽关系 R44"),
    "an unknown kind": ("identities.toml", 'kind = "tree"', "tree", "trees", "是不是 tree"),
    "an unknown section": ("narrative.toml", '["running"], words = "其中', '["running"]', '["run"]', "没有“run”这一节"),
    "a bad pattern": ("narrative.toml", "(?:共|总计)?", "(?:共|总计)?", "(?:共|总计?", "不是正则表达式"),
    "a bad pattern of a title": ("R01.toml", "patterns", "统计表\"]", "统计表(\"]", "不是正则表达式"),
    "a title twice": ("R02.toml", "title =", "公务出行明细表", "机构运行信息表", "已经是表 R01 的"),
    "a header word twice": ("R01.toml", 'match = ["出行', '"出行"', '"办公"', "既是 office 又是 travel"),
    "a misspelled key": ("R01.toml", "classification", "classification", "clasification", "是不是 classification"),
    "a wrong value": ("R02.toml", 'key = "label"', '"label"', '"labels"', "是不是 label"),
    "a wrong type": ("identities.toml", "levels = [1, 3]", "[1, 3]", '"1, 3"', "levels 应当是"),
    "no TOML": ("R02.toml", 'key = "label"', 'key = "label"', "key = label", "不是 TOML"),
    "a placeholder nobody fills": ("identities.toml", "{row2}", "{row2}", "{row3}", "{row3}"),
    "a row above itself": ("R02.toml", "lines = {", 'before = "all"', 'before = "lines"', "绕回了自己"),
    "a figure in its own place": ("figures.toml", "running.rent", "says", 'or = "running.rent", says', "绕回了自己"),
    "an id that is the other file's": ("R02.toml", 'title = "公', 'title =', 'id = "R01"\ntitle =', "与文件名相同"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, what: str) -> None:
    name, near, old, new, words = WRONG[what]
    text = FILES[name]
    start = text.index(near)
    at = text.index(old, text.rfind("\n", 0, start))
    wrong = text[:at] + new + text[at + len(old) :]
    folder = write_family(tmp_path, {name: wrong})
    with pytest.raises(FormsError) as raised, using(user_forms(folder)):
        pass
    first = next(line for line in raised.value.message.splitlines() if words in line)
    file, line, _ = first.split(":", 2)
    assert Path(file) == folder / "running" / name
    # A list that runs over lines may be named by the line it begins at.
    assert 0 <= text[:at].count("\n") + 1 - int(line) <= 1, first


def test_all_faults_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = {name: FILES[name].replace("R01", "R07") for name in ("figures.toml", "identities.toml")}
    assert main(["forms", "--validate", str(write_family(tmp_path, changed))]) == 2
    said = capsys.readouterr().err
    assert said.count("没有表 R07") >= 4 and "figures.toml:2:" in said and "identities.toml:" in said
    assert "\\n" not in said and all(line.count("没有表 R07") <= 1 for line in said.splitlines())


@pytest.mark.parametrize("made", ["nothing", "an empty folder", "not text"])
def test_a_folder_without_a_family(tmp_path: Path, made: str) -> None:
    folder = tmp_path / "forms"
    if made != "nothing":
        folder.mkdir()
    if made == "not text":
        (folder / "family.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormsError):
        user_forms(folder)


# Over the packaged families ------------------------------------------------------------------------------------------


def extended(home: Path, files: dict[str, str]) -> Path:
    folder = home / "department"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return home


EXTENDS = {
    "family.toml": 'extends = true\n[[editions]]\nid = "ten"\ntables = ["T01", "T02", "T03", "T04", "R10"]\n',
    "R10.toml": FILES["R02.toml"],
    "figures.toml": '"travel.total" = { table = "R10", row = "all", column = "amount" }\n',
}


def test_a_packaged_family_is_extended(tmp_path: Path) -> None:
    known = set(catalogue().checks)
    with using(user_forms(extended(tmp_path, EXTENDS))) as now:
        family = now.families["department"]
        assert next(iter(family.forms)) == "R10" and len(family.forms) == 10
        assert family.title == "部门决算" and {"travel.total", "gpb.basic"} <= family.figures.keys()
        assert set(now.checks) == known
        assert {edition.id for edition in family.editions} >= {"ten", "nine"}
    assert "R10" not in catalogue().families["department"].forms


def test_a_file_of_the_same_name_replaces_the_packaged_one(tmp_path: Path) -> None:
    packaged = catalogue().families["department"].layers[0].files["T06.toml"]
    start, end = packaged.index("aliases = ["), packaged.index("]", packaged.index("aliases = [")) + 1
    own = (packaged[:start] + packaged[end:]).replace("一般公共预算财政拨款基本支出决算明细表", "基本支出简表")
    with using(user_forms(extended(tmp_path, {"family.toml": "extends = true\n", "T06.toml": own}))):
        title = match_title("基本支出简表")
        assert title is not None and title.form_id == "T06"
        old = match_title("基本支出决算表")
        assert old is None or old.form_id != "T06"


def test_a_family_in_place_of_a_packaged_one_must_be_whole(tmp_path: Path) -> None:
    with (
        pytest.raises(FormsError, match="没有表 T02"),
        using(
            user_forms(extended(tmp_path, {"family.toml": 'title = "x"\n[[editions]]\nid = "a"\ntables = ["T02"]\n'}))
        ),
    ):
        pass


def test_ids_of_tables_are_of_one_family(tmp_path: Path) -> None:
    folder = write_family(tmp_path, {"T01.toml": FILES["R02.toml"].replace("公务出行", "公务用车")})
    with pytest.raises(FormsError, match="表号 T01"), using(user_forms(folder)):
        pass
