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
