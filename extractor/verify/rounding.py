"""How far a sum of rounded figures may be from a rounded total, and no further.

A printed figure is its exact value give or take half a unit of its last place. A total and n rounded addends may so
differ by (n + 1) / 2 units, and as printed figures differ by whole units, by the floor of that. There is no relative
tolerance: on a large total it would let real errors pass.

Source: the derivation of the form's rounding bound (n counts the addends that are not nought; a printed 0.00 may
hide up to half a unit, so noughts are counted only where the difference is otherwise unexplained).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.language.units import FACTORS
from extractor.model import Grade, Table


def last_place(table: Table) -> Decimal:
    """One unit of the last place a table prints, in 万元: the most decimals any of its figures has.

    Nought where it prints no figure: what is not printed was not rounded.
    """
    places = -1
    for _, figure in table.figures:
        if figure.state == "figure":
            _, dot, decimals = figure.printed.replace("．", ".").rstrip(")）%").rpartition(".")
            places = max(places, len(decimals) if dot else 0)
    if places < 0:
        return Decimal(0)
    return Decimal(1).scaleb(-places) * (FACTORS[table.unit] if table.unit else Decimal(1))


def bound_of(addends: Iterable[Decimal], unit: Decimal, printed_noughts: int = 0) -> Decimal:
    """The largest difference between a printed total and the sum of printed addends that rounding explains."""
    count = sum(1 for addend in addends if addend) + printed_noughts
    return (count + 1) // 2 * unit if count else Decimal(0)


def graded(off: Decimal, bound: Decimal) -> Grade:
    """`exact`, `tail` or `fail` for a difference without its sign, and the largest that rounding explains."""
    return "exact" if not off else "tail" if off <= bound else "fail"


def grade(
    addends: Sequence[Decimal], found: Decimal, unit: Decimal, printed_noughts: int = 0
) -> tuple[Grade, Decimal, Decimal]:
    """(`exact`, `tail` or `fail`; the sum; the bound) of a printed total against its addends, signs included."""
    total = sum(addends, Decimal(0))
    bound = bound_of(addends, unit)
    off = abs(found - total)
    if off > bound and printed_noughts:
        bound = bound_of(addends, unit, printed_noughts)
    return graded(off, bound), total, bound


class Rounded(NamedTuple):
    """An amount with one unit of the last place it is printed to, both in the same unit of money."""

    value: Decimal
    unit: Decimal


def grade_told(total: Rounded, addends: Sequence[Rounded]) -> tuple[Grade, Decimal, Decimal]:
    """The same of amounts in running text, each of which has its own last place (亿元 beside 万元, 12.3 beside 4.56).

    Each may be off by half a unit of its own last place; in sum by whole units of the finest. Where all have the same
    this is `bound_of`. A printed nought counts only where the difference is otherwise unexplained.
    """
    sum_ = sum((addend.value for addend in addends), Decimal(0))
    off = abs(sum_ - total.value)
    bound = _bound_told(total, [addend for addend in addends if addend.value])
    if off > bound:
        bound = _bound_told(total, addends)
    return graded(off, bound), sum_, bound


def _bound_told(total: Rounded, addends: Sequence[Rounded]) -> Decimal:
    if not addends:
        return Decimal(0)
    units = [total.unit, *(addend.unit for addend in addends)]
    finest = min(units)
    return sum(units, Decimal(0)) / 2 // finest * finest


def grade_within(part: Rounded, whole: Rounded) -> Grade:
    """Whether a part is no more than its whole, each printed to its own last place.

    Rounding to one last place keeps the order of two amounts; only where their places differ it can turn it.
    """
    if part.value <= whole.value:
        return "exact"
    bound = Decimal(0) if part.unit == whole.unit else (part.unit + whole.unit) / 2
    return "tail" if part.value - whole.value <= bound else "fail"
