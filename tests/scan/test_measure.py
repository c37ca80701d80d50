"""The measure of scans: a misread label costs a label and no figure; a wrong figure that is called proved is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extractor.model import Disclosure, Row
from tests.bench.scans import truth_of
from tests.readings import of_file
from tests.scan.measure import Marks, measure

SAMPLE = Path(__file__).parents[2] / "samples" / "qiongwan_school_2022.pdf"


def text() -> Disclosure:
    return of_file(SAMPLE)


def marks(change: Callable[[Row], Row] = lambda row: row) -> Marks:
    """Of the sample as it is read, with the rows of T04 changed."""
    tables = tuple(
        replace(table, rows=tuple(map(change, table.rows))) if table.table_id == "T04" else table
        for table in text().tables
    )
    return measure(replace(text(), tables=tables), truth_of(SAMPLE))


def test_what_is_read_right_is_right() -> None:
    found = marks()
    assert found.right == found.there
    assert not found.wrong and not found.misread


def test_a_label_that_is_not_read_costs_no_figure() -> None:
    """Rows without a label and figures, of which the blank form has many, move nothing."""
    found = marks(lambda row: replace(row, label="") if row.label == "十、节能环保支出" else row)
    assert found.right["figures"] == found.there["figures"]
    assert found.there["labels"] - found.right["labels"] == 1


def test_a_wrong_figure_that_is_called_proved_is_told() -> None:
    def wrong(row: Row) -> Row:
        if row.label != "五、教育支出":
            return row
        return replace(row, figures=tuple(replace(f, printed="1.00", proof="proved") for f in row.figures))

    found = marks(wrong)
    assert len(found.wrong_proved) == len(found.wrong) == 4
