"""The benchmark measures and scores what it says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="peak memory is asked of a Unix system")

from tests.bench import bench
from tests.bench.truth import score

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "wuhan_renshe_donghu_2023"


def test_a_sample_is_read_without_any_fault() -> None:
    found = score(SAMPLES / f"{NAME}.pdf", SAMPLES / "truth" / f"{NAME}.json")
    assert found.perfect
    assert (found.true, found.right) == (105, 105)


def test_every_kind_of_fault_counts(tmp_path: Path) -> None:
    truth = json.loads((SAMPLES / "truth" / f"{NAME}.json").read_text(encoding="utf-8"))
    rows = truth["tables"]["T02"]["rows"]
    printed = [(row, column) for row in rows for column, text in row["values"].items() if text]
    (wrong, wrong_column), (blank, blank_column) = printed[0], printed[1]
    wrong["values"][wrong_column] = "1.00"
    blank["values"][blank_column] = ""
    truth["tables"]["T09"]["status"] = "missing"
    truth["tables"]["T05"]["unit"] = "元"
    path = tmp_path / "truth.json"
    path.write_text(json.dumps(truth), encoding="utf-8")
    found = score(SAMPLES / f"{NAME}.pdf", path)
    in_t05 = sum(1 for row in truth["tables"]["T05"]["rows"] for text in row["values"].values() if text)
    assert (found.true, found.right, found.extra) == (104, 103, 1)
    assert (found.statuses, found.amounts) == (1, in_t05)
    assert not found.perfect


def test_a_document_that_is_refused_has_nothing_right(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"<html>")
    found = score(path, SAMPLES / "truth" / f"{NAME}.json")
    assert (found.true, found.right, found.statuses) == (105, 0, 9)


@pytest.mark.slow
def test_engines_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(SAMPLES / f"{NAME}.pdf", tmp_path)
    argv = [str(tmp_path), "--truth", str(SAMPLES / "truth"), "--runs", "1", "--skip-camelot", "--json"]
    assert bench.main(argv) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["engines"]) == ["juesuan", "juesuan, all files written", "pdfplumber", "pdfium load"]
    for values in found["engines"].values():
        assert values["seconds"] > 0
        assert values["ms_per_page_at_first"] > 0
        assert values["cpu_seconds"] > 0
        assert values["peak_mb"] > 1
        assert values["per_document"][f"{NAME}.pdf"]["pages"] == 16
    assert found["engines"]["pdfplumber"]["times_as_fast_as_pdfplumber"] == 1
    assert found["engines"]["juesuan"]["per_document"][f"{NAME}.pdf"]["result"] == "verified"
    assert found["truth"]["figures"] == found["truth"]["right"] == 105
    assert found["command"]["extract"]["pages"] == 16
    assert any("juesuan" in line for line in bench.table(found))


def test_a_folder_without_pdfs(tmp_path: Path) -> None:
    assert bench.main([str(tmp_path)]) == 5
