"""The units figures are printed in."""

from __future__ import annotations

from decimal import Decimal

from extractor import lazy_re as re

FACTORS = {
    "元": Decimal("0.0001"),
    "百元": Decimal("0.01"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "亿元": Decimal(10000),
}
"""What one unit is in 万元."""

IN_TEXT = {**FACTORS, "万": FACTORS["万元"]}
"""The same, with what sentences say for 万元."""

UNIT = "|".join(sorted(FACTORS, key=len, reverse=True))
"""Any of them, as an alternative of a regular expression: the longer names first."""


BEHIND = re.compile(rf"[(\[](?:单位[:]?)?({UNIT})[)\]]?$")
"""A unit behind a squeezed word, as headers carry it: 决算数(万元). A narrow cell may leave its last bracket out."""


def without_unit(text: str) -> str:
    """A squeezed word without the unit behind it; one that is only a unit stays."""
    return BEHIND.sub("", text) or text


def places_of(unit: str) -> int:
    """By how many places the point moves from 万元 to `unit`.

    Raises:
        KeyError: there is no such unit; a guess would make every amount wrong by as much.
    """
    return -FACTORS[unit].adjusted()
