"""The project's own samples: everything in them is read, and read right."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.model import Disclosure, Figure
from tests.conftest import ROOT
from tests.readings import of_file as read
from tests.scoring import amount_of, differences, squeezed, true_figures

SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))
each_sample = pytest.mark.parametrize("pdf", SAMPLES, ids=lambda path: path.stem)


def truth_of(pdf: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((pdf.parent / "truth" / f"{pdf.stem}.json").read_text(encoding="utf-8"))
    return loaded


def test_every_truth_has_its_sample_and_the_other_way_round() -> None:
    truths = {path.stem for path in (ROOT / "samples" / "truth").glob("*.json")}
    assert truths == {path.stem for path in SAMPLES}
    assert len(truths) >= 4


@each_sample
def test_everything_is_right(pdf: Path) -> None:
    assert differences(read(pdf), truth_of(pdf)) == []


@each_sample
def test_is_verified_with_every_check_held(pdf: Path) -> None:
    found = read(pdf)
    assert (found.status, found.code, found.reasons) == ("verified", "ok", ())
    assert found.checks
    assert [check.message for check in found.checks if check.grade == "fail"] == []


@each_sample
def test_no_figure_that_is_read_is_without_a_place_in_the_truth(pdf: Path) -> None:
    """Counted the other way round: the figures of the truth are as many as those read."""
    wanted = sum(1 for printed, _ in true_figures(truth_of(pdf)).values() if printed and printed != "—")
    assert read(pdf).figure_count == wanted > 0


@each_sample
def test_titles_are_kept_as_printed(pdf: Path) -> None:
    truth = truth_of(pdf)
    year = f"{truth['fiscal_year']}年度"
    for table_id, wanted in truth["tables"].items():
        assert read(pdf)[table_id].title_printed == squeezed_keeping_quotes(wanted["title_printed"]).removeprefix(year)


def squeezed_keeping_quotes(text: str) -> str:
    return "".join(text.split())


@each_sample
def test_notes_are_kept_in_their_order(pdf: Path) -> None:
    for table_id, wanted in truth_of(pdf)["tables"].items():
        printed = "".join(map(squeezed, wanted["notes_printed"]))
        assert "".join(map(squeezed, read(pdf)[table_id].notes)) == printed


@each_sample
def test_codes_and_line_numbers_are_those_of_the_form(pdf: Path) -> None:
    """Beyond the figures: rows without any figure are there too, with their keys, in printed order."""
    for table_id, wanted in truth_of(pdf)["tables"].items():
        rows = wanted["rows"]
        have = [(row.side, row.code, squeezed(row.label), row.line_no) for row in read(pdf)[table_id].rows if row.label]
        want = [
            (row.get("side") or "", row["code"] or "", squeezed(row["label"]), row["line_no"] or "")
            for row in rows
            if row["label"]
        ]
        assert sorted(have) == sorted(want)


@each_sample
def test_every_figure_lies_on_its_page(pdf: Path) -> None:
    found = read(pdf)
    for table in found.tables:
        for row, figure in table.figures:
            assert figure.page in table.pages
            assert figure.box.x0 < figure.box.x1 and figure.box.top < figure.box.bottom, (table.table_id, row.label)


# The scoring itself: a comparison that cannot fail would make all of the above worthless.


def _altered(found: Disclosure, **changes: Any) -> Disclosure:
    """The document with the first printed figure of T01 changed."""
    table = found["T01"]
    rows = list(table.rows)
    at = next(k for k, row in enumerate(rows) if row.figures[0].amount)
    figure: Figure = replace(rows[at].figures[0], **changes)
    rows[at] = replace(rows[at], figures=(figure, *rows[at].figures[1:]))
    changed = replace(table, rows=tuple(rows))
    return replace(found, tables=tuple(changed if t is table else t for t in found.tables))


@pytest.mark.parametrize(
    "changes", [{"printed": "1.00"}, {"printed": ""}, {"amount": Decimal(1)}, {"amount": None}, {"column_id": "c9"}]
)
def test_scoring_sees_one_wrong_figure(changes: dict[str, Any]) -> None:
    pdf = SAMPLES[0]
    assert differences(_altered(read(pdf), **changes), truth_of(pdf))


def test_scoring_sees_a_wrong_status_a_lost_table_and_a_wrong_year() -> None:
    pdf = SAMPLES[0]
    found, truth = read(pdf), truth_of(pdf)
    emptied = tuple(replace(table, status="missing") for table in found.tables)
    assert len(differences(replace(found, tables=emptied), truth)) == 9
    assert differences(replace(found, tables=found.tables[1:]), truth)
    assert differences(replace(found, fiscal_year=1999), truth) == ["fiscal year 1999 for 2024"]


@pytest.mark.parametrize(
    ("printed", "unit", "amount"),
    [
        ("9,788.75", "万元", "9788.75"),
        ("（1.23）", "万元", "-1.23"),
        ("(1,234.50)", "元", "-0.12345"),
        ("△3", "亿元", "-30000"),
        ("－0.5", "千元", "-0.05"),
        ("0.00", "万元", "0.00"),
        (".5", "万元", "0.5"),
    ],
)
def test_scoring_converts_by_itself(printed: str, unit: str, amount: str) -> None:
    assert amount_of(printed, unit) == Decimal(amount)


@pytest.mark.parametrize("printed", ["", "—", "--", "－"])
def test_scoring_takes_blanks_and_dashes_for_nothing(printed: str) -> None:
    assert amount_of(printed, "万元") is None
