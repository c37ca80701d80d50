"""The benchmark of wrong figures counts what it says, and no wrong figure is called proved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extractor.document.reading import read_bytes
from tests.bench import mutation
from tests.bench.redraw import pages_of, redraw
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"


def test_a_document_printed_again_reads_the_same() -> None:
    data = SAMPLE.read_bytes()
    first, again = read_bytes(data, "a.pdf"), read_bytes(redraw(pages_of(data)), "a.pdf")
    assert again.status == first.status == "verified"
    told = [[(r.code, r.label, f.printed) for r, f in table.figures] for table in first.tables]
    assert [[(r.code, r.label, f.printed) for r, f in table.figures] for table in again.tables] == told


@pytest.mark.slow
def test_wrong_figures_are_noticed_and_never_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(SAMPLE, tmp_path)
    assert mutation.main([str(tmp_path), "--read", "8", "--printed", "2"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["read"]["all"]["beyond"] >= 40
    assert told["read"]["all"]["share"]["detected"] == 1.0
    assert told["printed"]["all"]["changes"] == 2
    assert told["read"]["all"]["share"]["proved"] == 0.0


def test_changes_change_what_they_say() -> None:
    import random

    chance = random.Random(1)
    assert mutation.KINDS["sign"]("1.00", chance) == "-1.00"
    assert mutation.KINDS["point lost"]("1,234.50", chance) == "123450"
    assert mutation.KINDS["digits swapped"]("12", chance) == "21"
    assert mutation.KINDS["digit changed"]("7", chance) != "7"
