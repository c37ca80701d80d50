"""Sums that would not notice one digit read for another all over a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.model import Box, CheckResult, Equation, Figure, Place, Row, Table
from extractor.verify.glyphs import Digits

PLACE = Box(0, 0, 1, 1)


def document(*sums: Sequence[str], first: str = "", engine: str = "ocr") -> tuple[Table, list[CheckResult]]:
    """One row a sum: its parts and, last, its total."""
    rows, checks = [], []
    for r, texts in enumerate(sums, start=1):
        figures = tuple(
            Figure(f"c{k}", text, Decimal(text.replace(",", "")), "figure", 1, PLACE, 0, r, k, engine)  # type: ignore[arg-type]
            for k, text in enumerate(texts)
        )
        if first and r == 1:
            figures = (replace(figures[0], first_reading=first), *figures[1:])
        rows.append(Row(r, "", "", "", "", "", "", figures, 1))
        values = [figure.amount or Decimal(0) for figure in figures]
        off = sum(values[:-1], Decimal(0)) - values[-1]
        terms = [(1, Place("T05", r, f"c{k}")) for k in range(len(texts) - 1)]
        equation = Equation((*terms, (-1, Place("T05", r, f"c{len(texts) - 1}"))), off, Decimal(0))
        places = tuple(place for _, place in equation.terms)
        grade = "fail" if off else "exact"
        checks.append(
            CheckResult("A", "T05", "", values[-1], values[-1] + off, Decimal(0), grade, 1, "", places, (equation,))  # type: ignore[arg-type]
        )
    return Table("T05", "", "", "", "present", (1,), "万元", "", rows=tuple(rows)), checks


def borne_out(table: Table, checks: Sequence[CheckResult], row: int, column: int) -> bool:
    figure = table.rows[row - 1].figures[column]
    return Digits([table], checks).borne_out(Place("T05", row, figure.column_id), figure)


def test_a_figure_printed_twice_bears_itself_out_in_nothing() -> None:
    table, checks = document(("88.21", "88.21"))
    assert not borne_out(table, checks, 1, 0)


def test_a_sum_with_a_carry_notices() -> None:
    table, checks = document(("18.27", "14.46", "32.73"))
    assert borne_out(table, checks, 1, 0)


def test_a_sum_without_one_does_not() -> None:
    """83 is 80 and 3 as well as 33 is 30 and 3."""
    table, checks = document(("80.00", "3.00", "83.00"))
    assert not borne_out(table, checks, 1, 0)


def test_what_a_sum_elsewhere_bears_out_holds_here_too() -> None:
    table, checks = document(("88.21", "88.21"), ("8.12", "4.56", "12.68"), ("1.00", "9.00", "10.00"))
    assert borne_out(table, checks, 1, 0)


@pytest.mark.parametrize("total", ["12.63", "17.68"])
def test_not_where_a_sum_fails_as_that_digit_would_make_it(total: str) -> None:
    table, checks = document(("88.21", "88.21"), ("8.12", "4.56", "12.68"), ("8.12", "4.56", total))
    assert borne_out(table, checks, 1, 0) is False


def test_not_where_another_look_took_that_digit_back() -> None:
    sums = ("1.21", "1.21"), ("8.12", "4.56", "12.68"), ("88.12", "88.12")
    assert borne_out(*document(*sums), 3, 0)
    assert not borne_out(*document(*sums, first="8.21"), 3, 0)


def test_text_is_not_asked() -> None:
    table, checks = document(("88.21", "88.21"), engine="pdfium")
    assert Digits([table], checks)._believed == set()
