"""The forms of published documents, read by hand: the trees of a real budget, and a real account's as we set them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from extractor.export.evaluations import evaluation_shape
from extractor.language.text import squeeze
from extractor.model import Disclosure
from tests.conftest import ROOT
from tests.readings import of_file

ANNEX = Path(os.environ.get("JUESUAN_ANNEX", ROOT.parent / "shared" / "annex"))

pytestmark = pytest.mark.skipif(not ANNEX.is_dir(), reason=f"no annexes at {ANNEX}")


def read(stem: str) -> Disclosure:
    return of_file(ANNEX / "pdf" / f"{stem}.pdf")


def truth(stem: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ANNEX / "truth" / f"{stem}.json").read_text(encoding="utf-8"))
    return loaded


def same(printed: Any, expected: Any) -> bool:
    return squeeze(str(printed or "")).rstrip("。") == squeeze(str(expected or "")).rstrip("。")


def test_every_tree_of_a_real_budget_is_whole() -> None:
    projects = truth("tree_swu_budget_2023")["projects"]
    forms = [evaluation_shape(form) for form in read("swu_budget_2023").records.evaluations]
    assert [form["subject"] for form in forms] == [project["name"] for project in projects]
    names = ("level1", "level2", "level3", "target", "weight", "page")
    wrong = [
        (project["name"], one, other)
        for project, form in zip(projects, forms, strict=True)
        for one, other in zip(project["indicators"], form["indicators"], strict=True)
        if any(str(one[name]) != str(other[name]) for name in names)
    ]
    assert wrong == []


def test_the_money_of_a_real_budgets_forms() -> None:
    for project, form in zip(
        truth("tree_swu_budget_2023")["projects"], read("swu_budget_2023").records.evaluations, strict=True
    ):
        printed = evaluation_shape(form)
        assert {row["fund"]: row["budget"] for row in printed["execution"]} == project["funds"]
        assert (printed["department"], printed["implementer"]) == (project["department"], project["implementer"])
        assert (form.purpose, form.exact) == ("target", True)


@pytest.mark.parametrize("number", range(3))
def test_the_forms_of_a_real_account(number: int) -> None:
    """Header, money, tree and foot; the summary and the notes stand in the text only, which is not set."""
    expected = truth("seed_wuhan_renshe_donghu_2023")["performance"]["self_evaluations"][number]
    printed = evaluation_shape(read("seed_annex_rendered_by_us").records.evaluations[number])
    heads = (
        "kind", "title", "subject", "department", "implementer", "filled_on", "category", "attribute", "type", "unit",
        "basic_total", "project_total", "annual_goal", "total", "deviation_reason", "improvement",
    )  # fmt: skip
    assert [name for name in heads if not same(printed[name], expected[name])] == []
    assert printed["execution"] == expected["execution"]
    names = [name for name in expected["indicators"][0] if name not in ("page", "line")]
    assert len(printed["indicators"]) == len(expected["indicators"])
    for one, other in zip(printed["indicators"], expected["indicators"], strict=True):
        assert [name for name in names if not same(one[name], other[name])] == []
