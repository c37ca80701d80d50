"""The night in small: killed and resumed, a run ends like one that was left alone."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from tests.bench import overnight
from tests.bench.spoil import SPOILS
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"
LIGHT = "empty,web page,cut off,encrypted,no pages,drawing itself"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the bench asks /proc for memory")
def test_killed_and_resumed_it_ends_with_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["--documents", "24", "--hostile", "0.4", "--kills", "2", "--kinds", LIGHT, "--no-compare"]
    assert overnight.main([str(SAMPLE), *argv, "--work", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["hostile"], found["no_files"]) == (28, 10, 4)
    assert (found["alone"]["second_run"]["exit_code"], found["alone"]["second_run"]["changed"]) == (6, False)
    assert found["complete"]["faults"] == []
    assert found["complete"]["statuses"]["good"] == {"verified ok": 14}
    assert found["bytes"]["different"] == 0
    assert found["bytes"]["files"] > 14 * 10
    assert found["alone"]["exit_code"] == found["killed"]["exit_code"] == 0


def test_a_difference_and_a_fault_are_seen(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "same").write_text("a")
        (folder / "figures.csv").write_text(folder.name)
        (folder / "summary.csv").write_text("source,status,code,reasons,document\n1.pdf,failed,internal,,\n")
    assert overnight.differences(one, other) == {"files": 3, "different": 1, "first": ["figures.csv"]}
    faults = overnight.completeness(one, {"1.pdf": "", "2.pdf": "empty"})["faults"]
    assert faults == ["2.pdf has no line", "1.pdf: internal "]


@pytest.mark.parametrize("kind", sorted(SPOILS))
def test_a_spoiled_file_is_no_longer_the_document(kind: str) -> None:
    data = SAMPLE.read_bytes()
    spoiled = SPOILS[kind].make(data, random.Random(1))
    assert spoiled != data
    assert SPOILS[kind].ends
