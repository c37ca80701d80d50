"""How a sentence prints a number: its digits, its unit, and the words between a name and its amount. All folded."""

from __future__ import annotations

from decimal import Decimal

from extractor.language.units import UNIT

NUMBER = r"-?(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(?:\.\d{1,9})?"
"""Of bounded length, so that a page full of digits costs no more than any other."""
MONEY = rf"(?P<number>{NUMBER})(?P<unit>{UNIT}|万(?![元人辆次平台]))"
LINK = (
    r"(?:\([^()]{1,12}\))?(?:决算数?|金额|数额|总额|数)?(?:共计|合计|总计)?"
    r"(?:分别|均|都|各)?(?:为|是|共|计|达到|达|约)?:?"
)
"""What may stand between the name of something and its amount."""
BASES = "年初|全年|调整后?|调整后的"
"""Which budget a sentence means."""


def decimal(number: str) -> Decimal:
    """The value of a printed number."""
    return Decimal(number.replace(",", ""))


def place_of(number: str) -> Decimal:
    """One unit of a printed number's last place."""
    _, dot, decimals = number.partition(".")
    return Decimal(1).scaleb(-len(decimals) if dot else 0)
