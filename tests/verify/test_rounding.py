"""The bound that rounding allows: never less than what rounding does, never more than the derivation says."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Table
from extractor.verify.rounding import Rounded, bound_of, grade, grade_told, grade_within, last_place

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


def told(*printed: str) -> list[Rounded]:
    return [Rounded(Decimal(each), Decimal(1).scaleb(Decimal(each).as_tuple().exponent)) for each in printed]


@pytest.mark.parametrize(
    ("total", "parts", "verdict"),
    [
        ("0.01", ("0.00", "0.00"), "tail"),
        ("0.02", ("0.00", "0.00"), "fail"),
        ("0.00", ("0.00", "0.00"), "exact"),
        ("1.02", ("1.00", "0.00", "0.00"), "tail"),
        ("1.03", ("1.00", "0.00", "0.00"), "fail"),
        ("12.3", ("10.26", "2.08"), "tail"),
        ("12.3", ("10.26", "2.12"), "fail"),
        ("12.34", ("10.3", "2.08"), "tail"),
        ("12.34", ("10.2", "2.08"), "tail"),
        ("12.35", ("10.2", "2.08"), "fail"),
        ("0.01", (), "fail"),
    ],
)
def test_each_amount_in_a_text_has_its_own_last_place(total: str, parts: tuple[str, ...], verdict: str) -> None:
    assert grade_told(told(total)[0], told(*parts))[0] == verdict


@given(st.lists(st.tuples(exact, st.integers(0, 3)), min_size=1, max_size=20), st.integers(0, 3))
def test_amounts_rounded_to_different_places_never_fail(values: list[tuple[Decimal, int]], places: int) -> None:
    def printed(value: Decimal, decimals: int) -> Rounded:
        unit = Decimal(1).scaleb(-decimals)
        return Rounded(value.quantize(unit, ROUND_HALF_UP), unit)

    total = printed(sum((value for value, _ in values), Decimal(0)), places)
    assert grade_told(total, [printed(*each) for each in values])[0] in ("exact", "tail")


@given(exact.filter(lambda value: value > 0), st.integers(0, 3), st.integers(0, 3))
def test_a_part_that_is_all_of_its_whole_is_within_it(value: Decimal, one: int, other: int) -> None:
    units = [Decimal(1).scaleb(-places) for places in (one, other)]
    part, whole = (Rounded(value.quantize(unit, ROUND_HALF_UP), unit) for unit in units)
    assert grade_within(part, whole) != "fail"
    assert grade_within(part._replace(value=whole.value + units[0] + units[1]), whole) == "fail"


def test_rounding_to_one_place_keeps_a_part_within_its_whole() -> None:
    assert grade_within(*told("4.80", "4.79")) == "fail"
    assert grade_within(*told("4.79", "4.79")) == "exact"
    assert grade_within(*told("4.79", "4.8")) == "exact"
    assert grade_within(*told("4.83", "4.8")) == "tail"
