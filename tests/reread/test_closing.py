"""The fewest changes that close all sums, looked for along them."""

from __future__ import annotations

from decimal import Decimal

from extractor.model import Place
from extractor.model.check import Equation
from extractor.reread.closing import Change, connected, only_closing


def at(row: int, column: str = "total") -> Place:
    return Place("T05", row, column)


def total(*rows: int, off: str, bound: str = "0.01", column: str = "total") -> Equation:
    *addends, last = rows
    terms = (*((1, at(row, column)) for row in addends), (-1, at(last, column)))
    return Equation(terms, Decimal(off), Decimal(bound))


def change(row: int, by: str) -> Change[str]:
    return Change(at(row), Decimal(by), f"{row}:{by}")


def test_one_change_closes_one_sum() -> None:
    assert only_closing([total(1, 2, 3, off="0.05")], [change(1, "-0.05"), change(2, "-0.03")]) == ("1:-0.05",)


def test_two_changes_that_do_the_same_settle_nothing() -> None:
    assert only_closing([total(1, 2, 3, off="0.05")], [change(1, "-0.05"), change(2, "-0.05")]) is None


def test_a_change_that_opens_another_sum_is_followed() -> None:
    sums = [total(1, 2, 3, off="0.05"), total(1, 4, 5, off="0")]
    changes = [change(1, "-0.05"), change(5, "-0.05"), change(4, "0.03")]
    assert only_closing(sums, changes) == ("1:-0.05", "5:-0.05")


def test_a_sum_that_held_must_hold_to_the_last_place() -> None:
    sums = [total(1, 2, 3, off="0.05"), total(1, 4, 5, off="0", bound="0.1")]
    assert only_closing(sums, [change(1, "-0.05")]) is None


def test_what_rounding_explains_may_stay() -> None:
    assert only_closing([total(1, 2, 3, off="0.05"), total(4, 5, 6, off="0.01")], [change(1, "-0.05")]) == ("1:-0.05",)


def test_of_one_place_there_is_one_change() -> None:
    assert only_closing([total(1, 2, 3, off="0.08")], [change(1, "-0.05"), change(1, "-0.03")]) is None


def test_sums_that_share_no_change_are_looked_at_apart() -> None:
    sums = [total(1, 2, 3, off="0.05"), total(4, 5, 6, off="0.07"), total(7, 8, 9, off="0")]
    found = list(connected(sums, [change(1, "-0.05"), change(4, "-0.01"), change(7, "1")]))
    assert [[one.offer for one in own] for _, own in found] == [["1:-0.05"], ["4:-0.01"]]
