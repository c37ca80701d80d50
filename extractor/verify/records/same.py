"""Two prints of one quantity: equal, of another precision, cut off, or different."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from extractor import lazy_re as re
from extractor.language.quantities import quantity
from extractor.language.scoring import same_unit
from extractor.language.sentences import place_of
from extractor.language.text import squeeze

Likeness = Literal["equal", "coarser", "cut", "different", "unlike"]
"""`coarser`: one is the other rounded; `cut`: cut off or fitted; `unlike`: not to be compared."""

_TAIL = re.compile(r"(?:总)?(?:人数|人次|数量|个数|次数|户数|数|率|金额)$")
_BRACKETS = re.compile(r"\([^()]*\)")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def likeness(one: str, other: str) -> Likeness:
    """How two printed values go together.

    One that is printed with fewer decimals may be the other rounded to these (98 % and 98.1 %); where it is not, but
    less than one unit of its last place away, it was cut off (99.9 % and 99.96 %). Whole numbers of things have no
    decimals to lose: there the two must be equal.
    """
    a, b = squeeze(one), squeeze(other)
    if a == b:
        return "equal"
    x, y = quantity(a), quantity(b)
    if x.low is None or y.low is None or (x.high is None) != (y.high is None) or not same_unit(x.unit, y.unit):
        return "unlike" if x.low is None or y.low is None else "different"
    if (x.low, x.high) == (y.low, y.high):
        return "equal"
    if x.high is not None:
        return "different"
    return likeness_of(x.low, _step(a), y.low, _step(b))


def likeness_of(one: Decimal, one_step: Decimal, other: Decimal, other_step: Decimal) -> Likeness:
    """The same of two numbers in one unit, each with one unit of its last place."""
    if one == other:
        return "equal"
    steps = [one_step, other_step]
    coarse = max(steps)
    off = abs(one - other)
    if steps[0] != steps[1] and off <= coarse / 2:
        return "coarser"
    if steps[0] != steps[1] and off < coarse:
        return "cut"
    return "different"


def _step(text: str) -> Decimal:
    found = _DIGITS.search(text)
    if found is None:
        return Decimal(1)
    factor = {"万": Decimal(10000), "亿": Decimal(100000000)}.get(text[found.end() : found.end() + 1], Decimal(1))
    return place_of(found[0].replace(",", "")) * factor


def bare_name(name: str) -> str:
    """The name of a quantity without brackets and without the words that only say that it is counted."""
    text = _BRACKETS.sub("", squeeze(name))
    return _TAIL.sub("", text) or text
