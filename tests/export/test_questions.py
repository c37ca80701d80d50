"""The twelve questions, asked of the database, against answers worked out from the CSVs and from what was printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main
from extractor.export.database.questions import QUESTIONS
from extractor.export.database.read import opened
from tests.conftest import ROOT
from tests.export.answers import ANSWERS, LEFT_OUT, Run
from tests.export.panel.run import panel_of
from tests.export.panel.years import ENTITY, Year, accounts, money, print_all

SAMPLES = ROOT / "samples"
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
UNIT = {"元": Decimal("0.0001"), "万元": Decimal(1)}
IDS = [one.id for one in QUESTIONS]


def _extracted(home: Path, paths: Sequence[Path]) -> Path:
    output = home / "output"
    assert main(["extract", *map(str, paths), "-o", str(output), "-j", "1", "-q", "--no-copy"]) in (0, 3)
    return output


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and two years of one of their departments before, which the sample does not go on from."""
    home = tmp_path_factory.mktemp("samples")
    years = print_all(accounts(Year(2022, reception="12.00"), Year(2023, library="75.00", reception="40.00")), home)
    return _extracted(home, [SAMPLES, *years])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published documents that lie beside the checkout."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus does not lie beside the checkout")
    return _extracted(tmp_path_factory.mktemp("corpus"), [CORPUS, SAMPLES])


def asked(output: Path, question: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows of a question's answer."""
    (sql,) = [one.sql for one in QUESTIONS if one.id == question]
    with opened(output) as base:
        cursor = base.execute(sql)
        return [column[0] for column in cursor.description], [tuple(row) for row in cursor.fetchall()]


def held(output: Path, question: str) -> int:
    """Hold a question's answer to that of the CSVs; how many rows it has."""
    columns, rows = asked(output, question)
    kept = [place for place, column in enumerate(columns) if column not in LEFT_OUT.get(question, ())]
    wanted = ANSWERS[question](Run(output))
    assert len(rows) == len(wanted)
    for number, (row, answer) in enumerate(zip(rows, wanted, strict=True)):
        found = tuple(row[place] for place in kept)
        assert len(found) == len(answer), question
        for column, said, should in zip((columns[place] for place in kept), found, answer, strict=True):
            if isinstance(should, Decimal):
                assert said == pytest.approx(float(should), abs=0.0051), (question, number, column)
            else:
                assert said == should, (question, number, column)
    return len(rows)


def test_every_question_has_an_answer_of_its_own() -> None:
    assert list(ANSWERS) == IDS and len(IDS) == 12


@pytest.mark.parametrize("question", IDS)
def test_answers_over_the_samples(samples: Path, question: str) -> None:
    count = held(samples, question)
    assert count > 0 or question in ("contradictions", "lowest_scores")


@pytest.mark.slow
@pytest.mark.parametrize("question", IDS)
def test_answers_over_the_corpus(corpus: Path, question: str) -> None:
    count = held(corpus, question)
    assert count > 0 or question in ("over_three_public", "lowest_scores", "fastest_growth", "carried_over")


@pytest.mark.slow
def test_a_panel_over_the_corpus_shows_what_was_printed_and_names_no_change(corpus: Path) -> None:
    panel = panel_of(corpus)
    assert panel.checks == [] and panel.set_aside == []
    shown = {(one.department, one.year, one.measure): one.value for one in panel.entries if one.kind == "account"}
    count = 0
    for path in sorted((CORPUS.parent / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for table, measure, column in (
            ("T03", "basic", "basic"),
            ("U03", "basic", "basic"),
            ("T02", "fiscal_appropriation", "fiscal_appropriation"),
            ("U02", "undertaking", "undertaking"),
            ("T09", "three_public_total_final", "total.final"),
        ):
            rows = truth["tables"].get(table, {"rows": []})["rows"]
            totals = [row for row in rows if table == "T09" or not row["code"]]
            value = shown.get((truth["entity"], truth["fiscal_year"], measure))
            if totals and value is not None:
                printed = totals[0]["values"][column].replace(" ", "")
                assert value.printed.replace(" ", "") == printed, (truth["entity"], measure)
                count += bool(printed)
    assert count == 6  # two of each of the three accounts that print any


# What was printed ----------------------------------------------------------------------------------------------------


def _printed(table: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(truth, row) of every row of a table of the samples' accounts, from the strings that were printed."""
    out = []
    for path in sorted((SAMPLES / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        out += [(truth, row) for row in truth["tables"].get(table, {"rows": []})["rows"]]
    return out


def _amount(truth: dict[str, Any], table: str, printed: str) -> Decimal:
    return money(printed) * UNIT[truth["tables"][table]["unit"]]


def test_the_largest_items_are_those_that_were_printed(samples: Path) -> None:
    columns, rows = asked(samples, "largest_items")
    truths = {truth["entity"] for truth, _ in _printed("T03")}
    wanted = sorted(
        (_amount(truth, "T03", row["values"]["expenditure_total"]), truth["entity"], row["code"])
        for truth, row in _printed("T03")
        if row["code"] and len(row["code"]) == 7 and row["values"]["expenditure_total"]
    )[::-1]
    of_samples = [row for row in rows if row[0] in truths and (row[0], row[1]) not in ((ENTITY, 2022), (ENTITY, 2023))]
    place = columns.index("amount")
    assert len(of_samples) > 40
    for row, (amount, entity, code) in zip(of_samples, wanted, strict=False):
        assert (row[0], row[columns.index("code")]) == (entity, code)
        assert row[place] == pytest.approx(float(amount), abs=0.0051)


def test_over_budget_is_only_the_year_that_was_made_so(samples: Path) -> None:
    """36.50 was budgeted; 14.83 was spent in the sample, 12.00 and 40.00 more in the years made of it."""
    _, rows = asked(samples, "over_three_public")
    assert [row[:5] for row in rows] == [(ENTITY, 2023, 36.5, 54.83, 18.33)]


def test_what_the_years_say_of_each_other(samples: Path) -> None:
    """260.00 at the beginning of 2022; the sample begins with 80.20, whatever was left in 2023."""
    _, carried = asked(samples, "carried_over")
    left = Decimal("260.00") + 2 * (Decimal("15291.87") - Decimal("15278.70") - Decimal("3.00")) - Decimal("75.00")
    assert [row[:5] for row in carried] == [(ENTITY, 2024, float(left), 80.2, float(Decimal("80.20") - left))]
    _, grown = asked(samples, "fastest_growth")
    assert [(row[1], row[2], row[3], row[4]) for row in grown] == [
        (2023, 15278.7, 15353.7, 0.49),
        (2024, 15353.7, 15278.7, -0.49),
    ]
