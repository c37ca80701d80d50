"""The measure against generic tools counts bare strings, each as often as the truth prints it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.bench.generic import figures_of, in_cells, measured, sampled

TRUTH = {
    "tables": {
        "T06": {
            "status": "present",
            "unit": "万元",
            "rows": [
                {"code": "301", "label": "工资福利支出", "values": {"amount": "1,200.50"}},
                {"code": "30101", "label": "基本工资", "values": {"amount": "0.00"}},
                {"code": "30102", "label": "津贴补贴", "values": {"amount": "0.00"}},
                {"code": "30103", "label": "奖金", "values": {"amount": ""}},
            ],
        }
    }
}


def test_a_figure_counts_as_often_as_it_is_true_and_only_in_a_cell_of_its_own() -> None:
    true = figures_of(TRUTH)
    assert true == Counter({"0.00": 2, "1,200.50": 1})
    assert in_cells(["0.00", "0.00", "0.00", "工资福利支出1,200.50"], true) == Counter({"0.00": 2})
    assert in_cells(["1,200\n.50"], true) == Counter({"1,200.50": 1})


def test_a_document_on_which_another_tool_is_ahead_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "b.pdf").touch()  # no truth: not measured
    (tmp_path / "a.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    paths = sampled([tmp_path], 0, 1)
    behind = measured(paths, {"juesuan": lambda _: ["0.00"], "other": lambda _: ["0.00", "1,200.50"]})
    assert (behind["documents"], behind["true"], behind["juesuan"], behind["other"]) == (1, 3, 1, 2)
    assert behind["ahead"][0]["ahead"] == {"other": ["1,200.50"]}
    level = measured(paths, {"juesuan": lambda _: ["1,200.50"], "other": lambda _: ["0.00"]})
    assert level["ahead"] == []


def test_a_tool_that_fails_gives_nothing(tmp_path: Path) -> None:
    def failing(_: Path) -> list[str]:
        raise ValueError("broken")

    (tmp_path / "a.pdf").touch()
    (tmp_path / "a.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    found = measured([tmp_path / "a.pdf"], {"juesuan": lambda _: ["0.00"], "other": failing})
    assert found["other"] == 0
    assert found["ahead"] == []
