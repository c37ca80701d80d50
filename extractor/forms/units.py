"""The units figures are printed in."""

from __future__ import annotations

from decimal import Decimal

FACTORS = {
    "元": Decimal("0.0001"),
    "百元": Decimal("0.01"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "亿元": Decimal(10000),
}
"""What one unit is in 万元."""

UNIT = "|".join(sorted(FACTORS, key=len, reverse=True))
"""Any of them, as an alternative of a regular expression: the longer names first."""


def places_of(unit: str) -> int:
    """By how many places the point moves from 万元 to `unit`.

    Raises:
        KeyError: there is no such unit; a guess would make every amount wrong by as much.
    """
    return -FACTORS[unit].adjusted()
