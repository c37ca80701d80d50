"""Identities evaluated, and the figures they speak of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.model.finding import FindingKind, Severity, Spot
from extractor.model.page import Passage
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


class Stretch(NamedTuple):
    """A stretch of the running text."""

    passage: Passage
    start: int
    end: int

    @property
    def page(self) -> int:
        """Where it ends: an amount stands at the end of the words that name it."""
        return self.passage.page_at(max(self.start, self.end - 1))

    @property
    def quote(self) -> str:
        """As printed."""
        return self.passage.printed(self.start, self.end)

    @property
    def spot(self) -> Spot:
        """Where it is printed."""
        (page, box), *more = self.passage.spots(self.start, self.end) or ((self.page, None),)
        rest = tuple((number, one) for number, one in more if one is not None)
        return Spot(page=page, box=box, quote=self.quote, more=rest)

    def meets(self, other: Stretch) -> bool:
        """Whether the two have a character in common."""
        return self.passage is other.passage and self.start < other.end and other.start < self.end


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
    kind: FindingKind | None = None
    """What it is about, where that is something else than what its identity usually is about."""
    severity: Severity | None = None
    """How it weighs, where that is another than its identity usually has."""
    should: str = ""
    """What should be printed, in the unit that is printed; "" where that is not known."""
    todo: str = ""
    """What to do, without the page; "" where the places and `should` say it."""
    said: tuple[Stretch, ...] = field(default=(), compare=False, repr=False)
    """The stretches of the text it speaks of; none in a record that was read back."""
    spots: tuple[Spot, ...] = ()
    """Other places that are no figures: the heading of a table, an entry of a form."""
    cause: CheckResult | None = field(default=None, compare=False, repr=False)
    """The result that it follows from."""

    @property
    def difference(self) -> Decimal | None:
        return None if self.expected is None or self.found is None else self.found - self.expected
