"""The published documents of the shared corpus, which are not part of the repository: right, or refused rightly."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.model import Disclosure
from tests.conftest import ROOT
from tests.readings import of_file
from tests.scoring import differences, true_figures

CORPUS = Path(os.environ.get("JUESUAN_CORPUS", ROOT.parent / "shared" / "corpus"))
TRUTHS = sorted((CORPUS / "truth").glob("*.json"))
BUDGETS = sorted((CORPUS.parent / "budget" / "truth").glob("*.json"))

pytestmark = pytest.mark.skipif(not TRUTHS, reason=f"no corpus at {CORPUS}")
each_account = pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)


def read(stem: str) -> Disclosure:
    return of_file(CORPUS / "pdf" / f"{stem}.pdf")


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth | {"entity": truth["entity"].removesuffix("（模板）")}


@each_account
def test_everything_is_right(path: Path) -> None:
    assert differences(read(path.stem), truth_of(path)) == []


@pytest.mark.parametrize("pdf", sorted((CORPUS / "pdf").glob("*.pdf")), ids=lambda path: path.stem)
def test_every_row_has_an_id_of_its_own(pdf: Path) -> None:
    for table in read(pdf.stem).tables:
        ids = [row.row_id for row in table.rows]
        assert all(ids) and len(set(ids)) == len(ids), table.table_id


KNOWN = json.loads((CORPUS / "findings.json").read_text(encoding="utf-8")) if TRUTHS else []
ACCOUNTS = ["putuo_finance_2024", "putuo_social_work_2024", "swu_2023"]


def pages_of(finding: dict[str, Any]) -> set[int]:
    page = finding["page"]
    return set(page if isinstance(page, list) else [page])


@pytest.mark.parametrize("stem", ACCOUNTS)
def test_every_known_contradiction_is_found_and_no_other(stem: str) -> None:
    """The contradictions that people found in these accounts, by grade and page."""
    found = read(stem)
    known = [finding for finding in KNOWN if finding["doc"] == stem and finding["page"]]
    for finding in known:
        if finding["grade"] in ("fail", "tail"):
            grades = {check.grade for check in found.checks if check.page in pages_of(finding)}
            assert finding["grade"] in grades, finding
    wrong = {page for finding in known if finding["grade"] == "fail" for page in pages_of(finding)}
    assert {check.page for check in found.checks if check.grade == "fail"} == wrong
    assert found.status == "inconsistent"


@pytest.mark.parametrize("stem", ACCOUNTS)
def test_the_tables_themselves_hold(stem: str) -> None:
    failed = [check for check in read(stem).checks if check.grade == "fail" and check.check_id[0] not in "NS"]
    assert [check.message for check in failed] == []
    assert [finding.message for finding in read(stem).findings if finding.severity == "doubt"] == []


def test_the_blank_form_is_nine_empty_tables_and_a_doubt() -> None:
    """Nothing is printed in it and nowhere does it say that there is nothing: that is no account."""
    found = read("shanghai_template_2024")
    assert [table.status for table in found.tables] == ["empty"] * 9
    assert (found.status, found.code) == ("doubtful", "blank_unexplained")


@each_account
def test_as_many_figures_as_are_printed(path: Path) -> None:
    wanted = sum(1 for printed, _ in true_figures(truth_of(path)).values() if printed)
    assert read(path.stem).figure_count == wanted


@pytest.mark.parametrize(
    ("stem", "figures"),
    [("putuo_finance_2024", 195), ("putuo_social_work_2024", 205), ("swu_2023", 220), ("shanghai_template_2024", 0)],
)
def test_counts_that_were_agreed(stem: str, figures: int) -> None:
    assert read(stem).figure_count == figures


def budget_of(truth: Path) -> Path:
    """The PDF of a budget, which may lie in the corpus or beside its annexes."""
    return next(
        path
        for path in (CORPUS.parent / home / "pdf" / f"{truth.stem}.pdf" for home in ("annex", "corpus"))
        if path.exists()
    )


@cache
def budget(truth: Path) -> Disclosure:
    return extractor.extract(budget_of(truth))


each_budget = pytest.mark.parametrize("truth", BUDGETS, ids=lambda path: path.stem)


@each_budget
def test_budgets_are_read_and_nothing_is_missed(truth: Path) -> None:
    found, told = budget(truth), truth_of(truth)
    assert differences(found, told) == []
    assert (found.kind, found.family) == ("budget", "budget")
    assert (found.entity, found.fiscal_year) == (told["entity"], told["fiscal_year"])
    assert [finding.message for finding in found.findings if finding.severity == "doubt"] == []


@each_budget
def test_the_sums_of_budgets_prove_them(truth: Path) -> None:
    """One figure of all is wrong as printed, and two sums say so; nine in ten that a sum covers are proved."""
    found = budget(truth)
    failed = [(check.check_id, check.where) for check in found.checks if check.grade == "fail"]
    wrong = [("BI03", "B02 2050202 小学教育的收入合计"), ("BI10", "B02 20502 普通教育的收入合计")]
    assert failed == [(check_id, where.removeprefix("B02 ")) for check_id, where in wrong] * (truth.stem[:3] == "swu")
    covered = {place for check in found.checks if check.bound is not None for place in check.places}
    figures = [
        figure
        for table in found.tables
        for row, figure in table.figures
        if (table.table_id, row.index, figure.column_id) in covered and figure.state == "figure"
    ]
    proved = [figure for figure in figures if figure.proof == "proved"]
    assert len(figures) > 100
    assert len(proved) >= 0.9 * len(figures)
