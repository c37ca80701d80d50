"""How an amount is printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(100000000)}
PLACES = {"元": 2, "千元": 2, "万元": 2, "亿元": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStyle:
    """The habits of an issuer: separator, zeros, negatives."""

    comma: str = ","
    zero: str = ""
    """What stands for an exact zero: nothing, ``0``, ``0.00``, a dash."""
    trim: bool = False
    """Drop zeros at the end of the decimals (spreadsheets do it)."""
    negative: str = "-{}"
    """How a negative amount is written round its absolute value."""

    def print(self, yuan: Decimal, unit: str) -> str:
        """The printed figure of an amount in 元, rounded by itself."""
        if not yuan:
            return self.zero
        places = PLACES[unit]
        value = (yuan / UNITS[unit]).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{abs(value):,.{places}f}".replace(",", self.comma)
        if self.trim:
            text = text.rstrip("0").rstrip(".")
        return self.negative.format(text) if value < 0 else text
