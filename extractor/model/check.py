"""Identities evaluated, and the figures they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.model.table import Place

Grade = Literal["exact", "tail", "fail", "not_checkable"]


class Equation(NamedTuple):
    """One sum as it was evaluated: what it would notice can be told from it."""

    terms: tuple[tuple[int, Place], ...]
    """Every place it adds with its sign, blanks too; the total last, with -1."""
    off: Decimal
    """What the terms come to, 万元: nought where the sum is exact."""
    bound: Decimal
    """The largest `off`, either way, that rounding explains."""
    one_way: bool = False
    """It says only that the terms come to no more than the bound: the first is a part of the last."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One identity evaluated: what the arithmetic asks for and what is printed, both in 万元."""

    check_id: str
    table_id: str
    where: str
    expected: Decimal | None
    found: Decimal | None
    bound: Decimal | None
    """The largest difference that rounding explains."""
    grade: Grade
    page: int | None
    message: str
    places: tuple[Place, ...] = ()
    """Every figure the identity speaks of."""
    equations: tuple[Equation, ...] = ()
    """The sums behind it, of which what they would notice can be told; none for an inequality, for printed formulas
    (which know rows and columns by their numbers, not by their names), nor in a record that was read back."""

    @property
    def difference(self) -> Decimal | None:
        return None if self.expected is None or self.found is None else self.found - self.expected
