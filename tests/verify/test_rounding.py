"""The bound that rounding allows: never less than what rounding does, never more than the derivation says."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Table
from extractor.verify.rounding import bound_of, grade, last_place

CENT = Decimal("0.01")
exact = st.decimals(min_value=Decimal("-99999"), max_value=Decimal("999999"), places=6, allow_nan=False)


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@given(st.lists(exact, min_size=1, max_size=30))
def test_what_is_only_rounded_never_fails(values: list[Decimal]) -> None:
    """Addends and total rounded by themselves, from the same exact figures."""
    printed = [rounded(value) for value in values]
    noughts = sum(1 for value in printed if not value)
    verdict, total, bound = grade(printed, rounded(sum(values, Decimal(0))), CENT, noughts)
    assert verdict in ("exact", "tail")
    assert abs(rounded(sum(values, Decimal(0))) - total) <= bound or verdict == "exact"


@given(st.lists(exact.map(rounded), min_size=1, max_size=30), st.integers(min_value=1, max_value=5000))
def test_one_unit_beyond_the_bound_fails(values: list[Decimal], units: int) -> None:
    bound = bound_of(values, CENT)
    total = sum(values, Decimal(0))
    assert grade(values, total + bound + units * CENT, CENT)[0] == "fail"
    assert grade(values, total - bound - units * CENT, CENT)[0] == "fail"
    assert grade(values, total, CENT)[0] == "exact"


@pytest.mark.parametrize(("addends", "units"), [(1, 1), (2, 1), (3, 2), (4, 2), (9, 5), (13, 7)])
def test_the_bound_of_n_addends(addends: int, units: int) -> None:
    assert bound_of([Decimal(5)] * addends, CENT) == units * CENT


def test_there_is_no_relative_tolerance() -> None:
    assert grade([Decimal("9746.50")], Decimal("9746.52"), CENT)[0] == "fail"
    assert grade([Decimal("974650000.00")], Decimal("974650000.02"), CENT)[0] == "fail"


def test_a_printed_nought_counts_only_where_it_must() -> None:
    addends = [Decimal("1.00"), Decimal(0), Decimal(0), Decimal(0)]
    assert grade(addends, Decimal("1.01"), CENT, 3)[2] == CENT
    assert grade(addends, Decimal("1.02"), CENT, 3) == ("tail", Decimal("1.00"), 2 * CENT)
    assert grade(addends, Decimal("1.02"), CENT, 0)[0] == "fail"


def test_a_table_without_figures_has_rounded_nothing() -> None:
    empty = Table("T09", "", "", "", "present", (1,), "万元", "")
    assert last_place(empty) == 0
