"""findings.csv, verdicts in words, and what people accept."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.errors import OutputError
from extractor.export import Outcome, write_document, write_run
from extractor.export.accepted import Accepted, key_of, read_accepted, with_accepted, write_accepted
from extractor.export.findings import FINDING_COLUMNS, all_findings, finding_rows, text_verdict, verdict_words
from extractor.export.words import verdicts
from extractor.model import Box, CheckResult, Disclosure, Finding, Spot
from tests.export.build import disclosure, total_table

WRONG = Finding(
    "check_failed",
    "不符：合计印为10.00万元，应为11.00万元",
    "T01",
    7,
    "fault",
    "amount",
    (
        Spot("T01", "total", "amount", 7, "5", Box(1, 2, 3, 4), "10.00万元"),
        Spot("T01", "201", "amount", 7, "5", None, "6.00万元"),
    ),
    "11.00万元",
    "第7页（印刷页码5）：核对下列各数",
    "I01-12345678",
    check_id="I01",
)
FOLLOWS = replace(WRONG, message="不符：总计", finding_id="I02-12345678", cause=WRONG.finding_id, check_id="I02")
TEMPLATE = replace(WRONG, message="不符：XX局", kind="template", finding_id="S05-1", spots=(), check_id="S05")
NOTE = Finding("hidden_text", "第 3 页有水印", page=3, finding_id="hidden_text-1")


@pytest.fixture
def document() -> Disclosure:
    return replace(
        disclosure(total_table()), status="inconsistent", findings=(NOTE, FOLLOWS, TEMPLATE, WRONG), checks=()
    )


def test_grave_findings_come_first_and_what_follows_stands_behind_its_cause(document: Disclosure) -> None:
    assert [one.finding_id for one in all_findings(document)][:4] == [
        TEMPLATE.finding_id,
        WRONG.finding_id,
        FOLLOWS.finding_id,
        NOTE.finding_id,
    ]
    loop = replace(FOLLOWS, cause="I03-1", finding_id="I04-1")
    back = replace(FOLLOWS, cause="I04-1", finding_id="I03-1")
    assert len(all_findings(replace(document, findings=(WRONG, loop, back)))) >= 1


def test_a_row_a_place_with_everything_a_person_needs(document: Disclosure) -> None:
    rows = [row._asdict() for row in finding_rows(document) if row.finding_id == WRONG.finding_id]
    assert [(row["row_id"], row["x0"], row["printed"]) for row in rows] == [
        ("total", "1.00", "10.00万元"),
        ("201", "", "6.00万元"),
    ]
    assert {(row["expected"], row["printed_page"], row["kind"], row["severity"]) for row in rows} == {
        ("11.00万元", "5", "amount", "fault")
    }


def test_the_verdict_counts_faults_by_kind_each_once(document: Disclosure) -> None:
    assert verdict_words(document) == "不符：金额 1，模板文字 1"
    assert verdict_words(replace(document, findings=(), status="verified")) == "通过"
    doubt = replace(NOTE, severity="doubt")
    assert verdict_words(replace(document, findings=(doubt, WRONG), status="doubtful")) == "存疑 1；不符：金额 1"


def test_the_text_has_its_own_verdict_and_costs_no_table_its_own(document: Disclosure) -> None:
    text = CheckResult("N01", "T01", "", None, None, None, "fail", 9, "不符：文字")
    held = CheckResult("I01", "T01", "", None, None, None, "exact", 7, "")
    both = replace(document, checks=(text, held))
    assert (text_verdict(both), verdicts(both)["T01"]) == ("不符", "通过")
    mild = replace(document, checks=(replace(text, severity="info"), replace(text, grade="exact")))
    assert text_verdict(mild) == "通过"
    assert (text_verdict(replace(document, checks=(held,))), text_verdict(document)) == ("未核", "未核")


# What people accept ---------------------------------------------------------------------------------------------------


def accepted(document: Disclosure, /, **changes: str) -> Accepted:
    whose = {"document": document.name, "entity": document.entity, "fiscal_year": str(document.fiscal_year)}
    said = {"finding_id": WRONG.finding_id, "who": "张三", "why": "已更正", "when": "2026-03-01"}
    return Accepted(**{**whose, **said, **changes})


def test_what_is_accepted_is_told_and_counted_apart_and_changes_no_status(document: Disclosure) -> None:
    now = with_accepted(document, [accepted(document)])
    (one,) = [finding for finding in now.findings if finding.accepted]
    assert (one.finding_id, one.accepted) == (WRONG.finding_id, "张三：已更正（2026-03-01）")
    assert (verdict_words(now), now.status) == ("不符：模板文字 1，已接受 1", "inconsistent")


def test_it_holds_for_a_disclosure_that_is_published_again_and_for_no_other(document: Disclosure) -> None:
    row = accepted(document, document="2023_…_00000000")
    assert any(one.accepted for one in with_accepted(document, [row]).findings)
    for other in (replace(document, entity="乙局"), replace(document, fiscal_year=2022)):
        assert not any(one.accepted for one in with_accepted(other, [row]).findings)
    assert key_of([row], document.name, document.entity, 2023) != key_of([], document.name, document.entity, 2023)


def test_the_table_is_read_as_people_edit_it(document: Disclosure, tmp_path: Path) -> None:
    assert read_accepted(tmp_path) == ()
    write_accepted(tmp_path, [accepted(document)])
    assert read_accepted(tmp_path) == (accepted(document),)
    (tmp_path / "accepted.csv").write_text("why,who,finding_id,entity,fiscal_year\n已知,李四,A-1,甲局,2023\n", "utf-8")
    assert read_accepted(tmp_path) == (Accepted("", "甲局", "2023", "A-1", "李四", "已知", ""),)
    (tmp_path / "accepted.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(OutputError):
        read_accepted(tmp_path)


def test_the_command_writes_it_down_once(
    document: Disclosure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_document(document, tmp_path, "0.1.0")
    write_run([Outcome.read(document, "a.pdf")], tmp_path)
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as handle:
        head, *rows = csv.reader(handle)
    assert head == ["document", *FINDING_COLUMNS] and len(rows) == len(list(finding_rows(document)))
    for why in ("已知", "已在更正公告中说明"):
        argv = ["accept", str(tmp_path), WRONG.finding_id, "--who", "张三", "--why", why]
        assert main(argv) == 0
    (row,) = read_accepted(tmp_path)
    assert (row.document, row.entity, row.why) == (document.name, document.entity, "已在更正公告中说明")
    assert "合计印为10.00万元" in capsys.readouterr().out
    assert main(["accept", str(tmp_path), "I01-00000000", "--who", "张三", "--why", "无"]) == 5
