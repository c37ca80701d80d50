"""A number as a text or a small table prints it, and where a record stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.model.geometry import Box


@dataclass(frozen=True, slots=True)
class Where:
    """Where a record, or one of its numbers, is printed."""

    page: int = 0
    box: Box | None = None
    """Around the first line of it; None where only the text of its page was read."""
    more: tuple[tuple[int, Box], ...] = ()
    """The page and the box of each further line it runs over."""
    sentence: str = ""
    """The sentence or cell it was read from, as printed, white space removed."""
    quote: str = ""
    """The words that stand in its boxes."""
    source: Literal["sentence", "table"] = "sentence"
    """Whether it was read from the running text or from a cell of a table."""


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Said:
    """A number as the text prints it."""

    printed: str
    """Without its unit."""
    value: Decimal
    """Exact: 万元, %, or a count."""
    step: Decimal
    """One unit of its last place, in the unit of `value`."""
    unit: str = ""
    """As printed: 万元, 亿元, %, 辆."""
    where: Where = NOWHERE
    quote: str = ""
    """The words that name it, the number and its unit, as printed: 货物采购金额4.79万元."""
    proof: Literal["proved", "unproved", "disputed"] = "unproved"
    """What the rules over the records say of it; never more than the tables' own arithmetic would allow."""
