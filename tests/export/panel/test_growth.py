"""Growth, and the claims of a text: what rounding explains is never told as a difference; what it does not is."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.export.panel.account import Value
from extractor.export.panel.check import Place, last_place
from extractor.export.panel.claims import Claim, Told
from extractor.export.panel.growth import grade, growth
from tests.export.panel.test_series import document

CENT = Decimal("0.01")


def value(year: int, amount: Decimal | None, step: Decimal = CENT, proof: str = "proved", unit: str = "万元") -> Value:
    said, figure_id, printed = document(year), "T01/income_grand_total/amount", f"{amount}"
    return Value(said, figure_id, "总计", amount, unit, printed, unit, proof, "4", ("", "", "", ""), step)


def claim(now: Value, change: Decimal | None, rate: Decimal | None, rate_step: Decimal = CENT) -> Claim:
    told = None if change is None else Told(change, CENT, f"{abs(change)}")
    percent = None if rate is None else Told(rate, rate_step, f"{abs(rate)}")
    place = Place(now.document, "12", ("", "", "", ""), "……")
    return Claim("收、支总计", (now,), ("overall.total",), True, told, percent, change is None and rate is None, place)


amounts = st.integers(min_value=1, max_value=10**12).map(lambda fen: Decimal(fen).scaleb(-6))
steps = st.sampled_from([CENT, Decimal("0.000001"), Decimal("0.0001"), Decimal("0.1")])


@given(amounts, amounts, steps, steps, st.sampled_from([CENT, Decimal("0.1"), Decimal(1)]))
def test_what_is_rounded_by_itself_is_no_difference(
    now: Decimal, before: Decimal, step: Decimal, step_before: Decimal, rate_step: Decimal
) -> None:
    """Tables, change and rate are each the exact amounts, rounded."""
    printed, last = now.quantize(step, ROUND_HALF_UP), before.quantize(step_before, ROUND_HALF_UP)
    assume(last > 0)
    change = (now - before).quantize(CENT, ROUND_HALF_UP)
    rate = ((now - before) / before * 100).quantize(rate_step, ROUND_HALF_UP)
    one = value(2024, printed, step)
    graded = grade(claim(one, change, rate, rate_step), one, value(2023, last, step_before))
    assert graded is not None and graded.grade != "fail"


@given(amounts, amounts, st.integers(min_value=4, max_value=10**6))
def test_what_rounding_does_not_explain_is_a_difference(now: Decimal, before: Decimal, off: int) -> None:
    one, last = (each.quantize(CENT, ROUND_HALF_UP) for each in (now, before))
    this_year = value(2024, one)
    graded = grade(claim(this_year, one - last + off * CENT, None), this_year, value(2023, last))
    assert graded is not None and graded.grade == "fail"


def test_level_is_right_or_open() -> None:
    one = value(2024, Decimal("100.00"))
    said = claim(one, None, None)
    same, other = (grade(said, one, value(2023, Decimal(amount))) for amount in ("100.00", "101.00"))
    assert same is not None and same.grade == "exact"
    assert other is not None and other.grade == "not_checkable"


def test_nothing_is_said_of_a_rate_from_nought() -> None:
    one = value(2024, Decimal("307.82"))
    graded = grade(claim(one, Decimal("307.82"), Decimal("100.00")), one, value(2023, Decimal("0.00")))
    assert graded is not None and graded.grade == "not_checkable"
    assert grade(claim(one, None, Decimal("1.00")), one, value(2023, None)) is None


def test_growth_of_amounts_and_of_shares() -> None:
    now, before = value(2024, Decimal("80.32"), unit="%"), value(2023, Decimal("75.00"), unit="%")
    assert growth(now, before) == (Decimal("5.32"), None)
    assert growth(value(2024, Decimal("110.00")), value(2023, Decimal("100.00"))) == (
        Decimal("10.00"),
        Decimal("10.00"),
    )
    assert growth(value(2024, Decimal(5)), value(2023, Decimal(0))) == (Decimal(5), None)
    assert growth(value(2024, Decimal(5), proof="disputed"), value(2023, Decimal(4))) is None


@pytest.mark.parametrize(
    ("printed", "amount", "step"),
    [
        ("412.30", "412.30", "0.01"),
        ("1,512", "1512", "1"),
        ("1.5", "15000.0", "1000"),
        ("123456.78", "12.345678", "0.000001"),
    ],
)
def test_last_place_of_what_is_printed_in_another_unit(printed: str, amount: str, step: str) -> None:
    assert last_place(printed, Decimal(amount)) == Decimal(step)
