"""A record asked again: the same verdict as the run that wrote it, and another one where it was edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor import __version__
from extractor.cli import main
from extractor.document.recheck import find_records, recheck_file
from extractor.export.record import write_record
from tests.conftest import ROOT
from tests.documents.catalogue import make
from tests.readings import of_file, of_made
from tests.records import edit as edit_record
from tests.records import figure

SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))


def written(folder: Path, pdf: Path, change: Callable[[dict[str, Any]], object] | None = None) -> Path:
    """The record of a sample in a folder, changed by one who seals it again: only what it says can tell."""
    path = folder / "disclosure.json"
    folder.mkdir(parents=True, exist_ok=True)
    write_record(path, of_file(pdf), __version__)
    if change is not None:
        edit_record(path, change, sealed=True)
    return path


@pytest.mark.parametrize("pdf", SAMPLES, ids=lambda path: path.stem)
def test_a_record_is_judged_as_the_run_judged_it(tmp_path: Path, pdf: Path) -> None:
    read = of_file(pdf)
    again = recheck_file(written(tmp_path, pdf))
    assert (again.disclosure.status, again.changed, again.edited) == (read.status, False, ())
    assert sorted(map(repr, again.disclosure.checks)) == sorted(map(repr, read.checks))
    proofs = [[figure.proof for _, figure in table.figures] for table in read.tables]
    assert [[figure.proof for _, figure in table.figures] for table in again.disclosure.tables] == proofs


def test_a_contradiction_read_twice_is_still_said_to_be_the_documents(tmp_path: Path) -> None:
    clean = of_made("central")
    old = next(row["basic"].printed for row in clean["T05"].rows if row.level == "item" and row.amount("basic"))
    data, _ = make("central", 1, (("T05", old, f"9{old}"),))
    pdf = tmp_path / "wrong.pdf"
    pdf.write_bytes(data)
    read = of_file(pdf)
    again = recheck_file(written(tmp_path, pdf)).disclosure
    assert read.status == again.status == "inconsistent"
    assert any("两种读法一致，原表不平" in finding.message for finding in again.findings)
    assert sorted(f.message for f in again.findings) == sorted(f.message for f in read.findings)


def test_an_amount_edited_by_hand_is_found(tmp_path: Path) -> None:
    def edit(data: dict[str, Any]) -> None:
        figure(data, "T05", "图书馆", "project")["amount"] = "1.00"

    again = recheck_file(written(tmp_path, SAMPLES[0], edit))
    assert again.disclosure.status == "doubtful" and again.changed
    assert len(again.edited) == 1 and "1.00" in again.edited[0]
    assert {c.check_id for c in again.disclosure.checks if c.grade == "fail"} >= {"I06", "I10"}


def test_amount_and_print_edited_together_still_break_the_sums(tmp_path: Path) -> None:
    def edit(data: dict[str, Any]) -> None:
        figure(data, "T05", "图书馆", "project").update(amount="1.00", printed="1.00")

    again = recheck_file(written(tmp_path, SAMPLES[0], edit))
    assert (again.disclosure.status, again.edited) == ("inconsistent", ())


def test_a_sentence_edited_by_hand_is_found(tmp_path: Path) -> None:
    def edit(data: dict[str, Any]) -> None:
        passage = next(p for p in data["passages"] if p["key"] == "overall")
        passage["text"] = passage["text"].replace("15,372.07", "15,372.70")

    failed = [c for c in recheck_file(written(tmp_path, SAMPLES[0], edit)).disclosure.checks if c.grade == "fail"]
    assert [check.check_id for check in failed] == ["N01"]


def test_a_record_without_its_text_keeps_what_was_said_of_it(tmp_path: Path) -> None:
    again = recheck_file(written(tmp_path, SAMPLES[0], lambda data: data.pop("passages")))
    assert again.kept > 50 and not again.changed


def test_one_bad_file_costs_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = written(tmp_path / "好 的", SAMPLES[0])
    bad = {
        "empty": "",
        "cut": good.read_text(encoding="utf-8")[:5000],
        "list": "[]",
        "other": '{"schema_version": 1}',
        "later": '{"schema_version": 99}',
        "text": "不是 JSON",
        "deep": "[" * 100_000,
    }
    for name, text in bad.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "disclosure.json").write_text(text, encoding="utf-8")
    (tmp_path / "bytes").mkdir()
    (tmp_path / "bytes" / "disclosure.json").write_bytes(b"\xff\xfe\x00")
    assert main(["check", str(tmp_path), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)["documents"]
    assert len(told) == len(bad) + 2
    assert [d["status"] for d in told if Path(d["path"]) == good] == ["verified"]
    assert all(d["hint"] for d in told if d["status"] in ("failed", "unsupported"))


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(written(tmp_path / "a", SAMPLES[0]))]) == 0
    assert main(["check", str(tmp_path / "a"), str(tmp_path / "nothing")]) == 4

    def edit(data: dict[str, Any]) -> None:
        figure(data, "T05", "图书馆", "project")["amount"] = "1.00"

    written(tmp_path / "b", SAMPLES[0], edit)
    assert main(["check", str(tmp_path / "b")]) == 3
    assert "记录被改动" in capsys.readouterr().out
    (tmp_path / "c").mkdir()
    assert main(["check", str(tmp_path / "c")]) == 5


def test_records_are_found_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "disclosure.json").touch()
    found = find_records([tmp_path, tmp_path / "a" / "disclosure.json"])
    assert [path.parent.name for path in found] == ["a", "b"]
